#!/usr/bin/env python3
"""Makes a git repository of many small files, the same every time.

    benches/repository.py [--files 50000] FOLDER

Two commits: the first has everything, the second changes ten files, one of which uses an algorithm that it did not
use before. Files of five languages in folders of a hundred, about two kilobytes each, one in twenty with a use of
cryptography. Needs git.
"""
import argparse
import os
import random
import subprocess
from pathlib import Path

BODIES = {
    "py": "def work_{n}(rows):\n    total = 0\n    for row in rows:\n        total += row.weight * {n}\n    return total\n\n\n",
    "go": "func work{n}(rows []Row) int {{\n\ttotal := 0\n\tfor _, row := range rows {{\n\t\ttotal += row.Weight * {n}\n\t}}\n\treturn total\n}}\n\n",
    "java": "    int work{n}(List<Row> rows) {{\n        int total = 0;\n        for (Row row : rows) {{ total += row.weight() * {n}; }}\n        return total;\n    }}\n\n",
    "ts": "export function work{n}(rows: Row[]): number {{\n  let total = 0;\n  for (const row of rows) total += row.weight * {n};\n  return total;\n}}\n\n",
    "md": "Section {n} says what the rows weigh and why they are summed up before they are written.\n\n",
}
HEADS = {
    "py": "import hashlib\n\n",
    "go": "package rows\n\nimport \"crypto/sha256\"\n\n",
    "java": "import java.security.MessageDigest;\n\nclass Rows {\n",
    "ts": "import { createHash } from 'crypto';\n\n",
    "md": "# Rows\n\n",
}
USES = {
    "py": "def mark(data):\n    return hashlib.sha256(data).digest()\n",
    "go": "func mark(data []byte) [32]byte { return sha256.Sum256(data) }\n",
    "java": "    byte[] mark(byte[] data) throws Exception { return MessageDigest.getInstance(\"SHA-256\").digest(data); }\n",
    "ts": "export const mark = (data: Buffer) => createHash('sha256').update(data).digest();\n",
    "md": "",
}


def text(ending, chance, at):
    parts = [BODIES[ending].format(n=chance.randrange(1 << 30)) for _ in range(12)]
    if at % 20 == 0:
        parts = [HEADS[ending], *parts, USES[ending]]
    elif ending == "java":
        parts = ["class Rows {\n", *parts]
    return "".join(parts) + ("}\n" if ending == "java" else "")


def git(folder, *arguments):
    day = "2026-01-02T03:04:05Z"
    environment = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "GIT_CONFIG_GLOBAL": os.devnull}
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)


def make(folder, files):
    chance, endings = random.Random(1), list(BODIES)
    folder.mkdir(parents=True)
    names = []
    for at in range(files):
        ending = endings[at % len(endings)]
        path = folder / f"part{at // 10000:02}" / f"group{at // 100:04}" / f"rows{at:06}.{ending}"
        if at % 100 == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(ending, chance, at), encoding="utf-8")
        names.append(path)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all of it")
    for path in names[:: max(1, files // 10)]:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    with names[0].open("a", encoding="utf-8") as file:
        file.write("\n\ndef weak(data):\n    return hashlib.md5(data).digest()\n")
    git(folder, "commit", "-q", "-a", "-m", "a few of them")
    git(folder, "gc", "-q")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=50000)
    arguments = parser.parse_args()
    make(arguments.folder, arguments.files)


if __name__ == "__main__":
    main()
