#!/usr/bin/env python3
"""Measures the gate beside rg over the same files, in turns.

    benches/gate.py [--rounds 3] [--json benches/results/DAY-gate.json] FOLDER...

Of every folder: `rg -c 'BEGIN '`, rg with the words of which one stands in every file that a pack of rules is about,
a gate without a cache, one that fills a cache, one over a cache of files that nobody touched, and one over a cache of
files that were all written anew with the same content, as a fresh checkout has them. Of a folder that is a git work
tree also `--since HEAD~1`. Wall and CPU time (user and system, of all threads), the least of the rounds; peak memory,
the most. Y2Q names the program (default target/release/y2q). Needs rg.
"""
import argparse
import os
import shutil
import tempfile
import time
import tomllib
from pathlib import Path

from peers import best, keep, measured

HERE = Path(__file__).resolve().parent
Y2Q = os.environ.get("Y2Q", str(HERE.parent / "target/release/y2q"))
FLOORS = ("rg -c 'BEGIN '", "rg -c, words of the packs")


def words(work):
    """The file of the words that rg looks for."""
    packs = sorted((HERE.parent / "src/detect/code/packs").glob("*.toml"))
    gates = {gate for pack in packs for gate in tomllib.loads(pack.read_text(encoding="utf-8"))["gate"]}
    file = Path(work, "words")
    file.write_text("\n".join(sorted(gates)) + "\n", encoding="utf-8")
    return str(file)


def touch(folder):
    """Gives every file new times and a new place on disk."""
    for at, _, names in os.walk(folder):
        for name in names:
            path = Path(at, name)
            if ".git" not in path.parts and path.is_file() and not path.is_symlink():
                copy = path.with_name(path.name + ".new")
                shutil.copyfile(path, copy)
                os.replace(copy, path)


def gate(folder, work, *more):
    out = f"{work}/record.json"
    return [Y2Q, "-q", "gate", folder, "--at", "2026-11-27", "--format", "json", "-o", out, *more]


def rounds_of(folder, rounds, work):
    cache = f"{work}/cache/gate"
    rg = ["rg", "-c", "--hidden", "-g", "!.git", "-j", "2"]
    costs = {}

    def run(turn, name, command):
        cost = measured(command, work)
        if turn:
            costs.setdefault(name, []).append(cost)

    has_git = Path(folder, ".git").exists()
    for turn in range(rounds + 1):
        run(turn, FLOORS[0], [*rg, "BEGIN ", folder])
        run(turn, FLOORS[1], [*rg, "-F", "-f", words(work), folder])
        run(turn, "gate", gate(folder, work))
        shutil.rmtree(Path(cache).parent, ignore_errors=True)
        run(turn, "gate, fills its cache", gate(folder, work, "--cache", cache))
        # Files that changed a moment ago are looked at again; the clock of files must be past them.
        time.sleep(4)
        measured(gate(folder, work, "--cache", cache), work)
        run(turn, "gate, nothing touched since", gate(folder, work, "--cache", cache))
        if has_git:
            run(turn, "gate --since HEAD~1", gate(folder, work, "--since", "HEAD~1"))
        touch(folder)
        run(turn, "gate, all files written anew", gate(folder, work, "--cache", cache))
    return {name: best(list(all_of)) for name, all_of in costs.items()}


def rows_of(folder, rounds, work):
    # What is measured is a copy: its files are written anew.
    copy = f"{work}/{Path(folder).name}"
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns("target"))
    files = [path for path in Path(copy).rglob("*") if path.is_file() and not path.is_symlink() and ".git" not in path.parts]
    size = sum(path.stat().st_size for path in files)
    for name, cost in (costs := rounds_of(copy, rounds, work)).items():
        ratios = {}
        for floor, short in zip(FLOORS, ("begin", "words")):
            ratios[f"{short}_wall_ratio"] = cost["wall"] / costs[floor]["wall"]
            ratios[f"{short}_cpu_ratio"] = cost["cpu"] / max(costs[floor]["cpu"], 0.001)
        yield {"what": Path(folder).name, "program": name, **cost, **ratios, "files": len(files), "bytes": size}
    shutil.rmtree(copy)


def table(rows):
    yield "| what | program | wall | CPU | wall, to rg 'BEGIN ' | CPU, to it | wall, to rg words | CPU, to it | peak |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for one in rows:
        ratios = [one[f"{floor}_{what}_ratio"] for floor in ("begin", "words") for what in ("wall", "cpu")]
        numbers = " | ".join(f"{ratio:.1f}" for ratio in ratios)
        yield f"| {one['what']} | {one['program']} | {one['wall']:.2f} s | {one['cpu']:.2f} s | {numbers} | {one['peak']:.0f} MB |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    load, rows = os.getloadavg()[0], []
    with tempfile.TemporaryDirectory() as work:
        for folder in arguments.folders:
            rows += rows_of(folder, arguments.rounds, work)
    print("\n".join(table(rows)))
    if arguments.json:
        keep(arguments.json, load, rows)


if __name__ == "__main__":
    main()
