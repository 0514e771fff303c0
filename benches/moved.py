#!/usr/bin/env python3
"""Moves real source code about and asks the gate what is new: nothing may be.

    benches/moved.py FOLDER...

Accepts everything in a copy of each folder, then gives files or folders of source code other names, or every file a hundred
lines on top, deeper indentation or other line ends, and counts what the gate calls new, worse or gone; and the same with 1 and 7
threads over unchanged files. Y2Q names the program (default target/release/y2q).
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

Y2Q = os.environ.get("Y2Q", str(Path(__file__).resolve().parent.parent / "target/release/y2q"))
CODE = set("c cc cpp cs cxx dart ex erl go h hpp java js jsx kt php py rb rs scala sh sol sql swift ts tsx".split())


def rename(path, data):
    # A Java file is named after its class, and a header is included by its name: others would not find them by another.
    # A test stays a test.
    if path.suffix not in (".java", ".h", ".hpp"):
        stem = f"moved_{path.stem}" if path.stem.endswith("_test") else f"{path.stem}_moved"
        path.rename(path.with_name(f"{stem}{path.suffix}"))


def rename_folders(copy):
    for folder in [path for path in copy.iterdir() if path.is_dir() and not path.is_symlink()]:
        folder.rename(folder.with_name(f"{folder.name}_moved"))


def lines_on_top(path, data):
    path.write_bytes(b"\n" * 100 + data)


def deeper(path, data):
    path.write_bytes(re.sub(rb"(?m)^([ \t]+)(?=\S)", rb"\1\1", data))


def line_ends(path, data):
    path.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


CHANGES = {"files renamed": rename, "folders renamed": rename_folders, "100 lines on top": lines_on_top, "indented": deeper, "CRLF": line_ends}


def gate(folder, *more):
    command = [Y2Q, "-q", "gate", ".", "--at", "2026-11-27", "--baseline", "../baseline.tsv", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True)
    if done.returncode == 2 and not done.stdout and b"accepted" not in done.stderr and done.stderr:
        sys.exit(done.stderr.decode())
    return done.stdout


def difference(folder, *more):
    record = json.loads(gate(folder, "--format", "json", "--allow-incomplete", *more))
    tally = record["tally"]
    new = tally["denied"] + tally["warned"] + tally["allowed"]
    shown = [
        f"{one['kind']} {one['algorithm']} {one['location']['path']}:{one['line']} {one['symbol']} {one['seen_by']}"
        for one in record["findings"]
        if one["state"] in ("new", "worse")
    ]
    return new, tally["fixed"], tally["known"], shown + [f"gone {one['algorithm']} {one['path']}" for one in record["fixed"]]


def main():
    print("| folder | files changed | change | accepted | new or worse | gone |\n|---|---:|---|---:|---:|---:|")
    for folder in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as work:
            copy = Path(work, folder.name)
            shutil.copytree(folder, copy, symlinks=True)
            gate(copy, "--write-baseline")
            for threads in ("1", "7"):
                new, gone, known, _ = difference(copy, "--threads", threads)
                print(f"| {folder.name} | 0 | {threads} threads | {known} | {new} | {gone} |", flush=True)
            for name, change in CHANGES.items():
                shutil.rmtree(copy)
                shutil.copytree(folder, copy, symlinks=True)
                files = [path for path in copy.rglob("*") if path.suffix[1:] in CODE and path.is_file() and not path.is_symlink()]
                if change is rename_folders:
                    change(copy)
                else:
                    for path in files:
                        change(path, path.read_bytes())
                new, gone, known, shown = difference(copy)
                print(f"| {folder.name} | {len(files)} | {name} | {known} | {new} | {gone} |", flush=True)
                for line in shown[:20]:
                    print(f"  {line}", file=sys.stderr)


if __name__ == "__main__":
    main()
