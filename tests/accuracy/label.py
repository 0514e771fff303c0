#!/usr/bin/env python3
"""Labels every file of the corpora by outside tools: `label.py FOLDER > labels.jsonl` (docs/accuracy.md says how).

One JSON line a file that holds key material or only looks like it: `labels` lists the objects that a tool takes as
valid; `complete` says whether that is all that the file holds. A file that no tool takes is listed without labels.
"""

import base64
import concurrent.futures
import json
import os
import re
import sys

import der_labels
import other_labels

LARGEST = 4 << 20
SOURCE = (".c", ".h", ".cc", ".cpp", ".go", ".rs", ".java", ".py", ".js", ".ts", ".md", ".rst", ".pod", ".in", ".pl",
          ".html", ".1", ".3", ".txt", ".t", ".sh", ".json", ".xml", ".yml", ".toml", ".mjs", ".cjs", ".am", ".ac")
BASE64 = re.compile(rb"^MI[A-Za-z0-9+/\s]+=*\s*$")


def label(path):
    data = open(path, "rb").read()
    if b"-----BEGIN " in data and not path.endswith(SOURCE):
        foreign = other_labels.of(path, data)
        if foreign is not None:
            return foreign, True
        labels, complete = der_labels.of_pem(data)
        return (labels, complete) if labels or data.lstrip().startswith(b"-----BEGIN ") else None
    if data[:1] == b"\x30" and len(data) > 16:
        return der_labels.of_der(data) or [], True
    if BASE64.match(data[:4096]) and not path.endswith(SOURCE):
        try:
            return der_labels.of_der(base64.b64decode(b"".join(data.split()))) or [], True
        except ValueError:
            return None
    foreign = None if path.endswith(SOURCE) else other_labels.of(path, data)
    return None if foreign is None else (foreign, True)


def guarded(path):
    try:
        return path, label(path)
    except Exception as fault:  # noqa: BLE001 - one odd file must not end the run
        return path, ([], f"{type(fault).__name__}: {fault}"[:200])


def files(root):
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not os.path.islink(path) and os.path.isfile(path) and 0 < os.path.getsize(path) <= LARGEST:
                yield path


def main():
    root = sys.argv[1]
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        for path, found in pool.map(guarded, files(root), chunksize=50):
            if found is not None:
                row = {"path": os.path.relpath(path, root), "labels": found[0], "complete": found[1]}
                print(json.dumps(row, sort_keys=True))


if __name__ == "__main__":
    main()
