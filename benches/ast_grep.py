#!/usr/bin/env python3
"""What ast-grep finds with patterns made from y2q's rules for Java, and what both take over one folder.

    benches/ast_grep.py Y2Q AST_GREP FOLDER

Every function, constructor and constant that a rule names becomes a pattern of its last two names. The first comparison is
the tuning half of the labelled Java code (a place counts within one line), the second the CPU time over FOLDER, with one
thread each, in turns.
"""

import csv
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
TUNING = ROOT / "inventories/source-code/tuning"


def patterns(rule):
    """Patterns for what a rule names."""
    for name in rule.get("call", []):
        if name.endswith("*") or name.startswith("@"):
            continue
        *before, last = name.split(".")
        if last[:1].isupper():
            yield f"new {last}($$$A)"
        elif before:
            yield f"{before[-1]}.{last}($$$A)"
    for name in rule.get("mention", []):
        if "." in name:
            yield ".".join(name.split(".")[-2:])


def write_rules(folder):
    """Writes a rule file for every rule that has patterns; how many rules and patterns."""
    (folder / "rules").mkdir()
    (folder / "sgconfig.yml").write_text("ruleDirs: [rules]\n")
    seen, rules = set(), 0
    for path in sorted((ROOT / "src/detect/code/packs").glob("java-*.toml")):
        for rule in tomllib.loads(path.read_text()).get("rule", []):
            own = [pattern for pattern in dict.fromkeys(patterns(rule)) if pattern not in seen]
            seen.update(own)
            if own:
                rules += 1
                listed = "\n".join(f"    - pattern: '{pattern}'" for pattern in own)
                head = f"id: {rule['id']}\nlanguage: java\nseverity: warning\nmessage: use\nrule:\n  any:\n"
                (folder / "rules" / f"{rule['id']}.yml").write_text(head + listed + "\n")
    return rules, len(seen)


def run(command, folder):
    """What a command prints, and the CPU seconds that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(name, rows):
    """Prints how many labelled places have a row, and how many rows stand at a place."""
    with open(TUNING / "java.truth.csv", encoding="utf-8") as file:
        truth = [(row["path"], int(row["line"])) for row in csv.DictReader(file)]
    near = {(path, line + step) for path, line in truth for step in (-1, 0, 1)}
    found = sum(any((path, line + step) in rows for step in (-1, 0, 1)) for path, line in truth)
    print(f"{name}: {found} of {len(truth)} places, {len(rows & near)} of {len(rows)} rows at a place")


def main():
    y2q, ast_grep, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        print("%d rules, %d patterns" % write_rules(scratch))
        java = TUNING / "java"
        grep = [ast_grep, "scan", "--threads", "1", "--json=compact"]
        scan = [y2q, "scan", "--quiet", "--threads", "1", "--format", "csv", "--db"]
        output, _ = run([*grep, str(java)], scratch)
        relative = lambda file: str(pathlib.Path(file).relative_to(java))
        score("ast-grep", {(relative(hit["file"]), hit["range"]["start"]["line"] + 1) for hit in json.loads(output)})
        output, _ = run([*scan, str(scratch / "java.db"), str(java)], scratch)
        rows = [row for row in csv.DictReader(output.splitlines()) if row["line"]]
        score("y2q", {(row["path"], int(row["line"])) for row in rows})
        for turn in range(3):
            _, theirs = run([*grep, folder], scratch)
            _, ours = run([*scan, str(scratch / f"{turn}.db"), folder], scratch)
            print(f"{folder}: ast-grep {theirs:.2f} s of CPU, y2q {ours:.2f} s, ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
