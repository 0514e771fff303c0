"""Compares the libraries that y2q says ELF files need with what readelf says, place by place, by the notes of an inventory.

    y2q scan --quiet --db a.db --format csv -o folder.csv ROOT
    python3 needed.py ROOT a.db
"""

import re
import sqlite3
import subprocess
import sys

from rootfs import LIBRARIES, compare, regular_files

LINKED = """SELECT i.path, a.name FROM occurrence o JOIN asset a ON a.key = o.asset JOIN input i ON i.key = o.input
    WHERE o.detector = 'crypto-library' AND o.note LIKE 'linked%' AND o.gone_scan IS NULL"""

root, database = sys.argv[1:]
ours = set(sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(LINKED))
inside = {place for place in ours if "!" in place[0]}
elf, needed = 0, set()
for relative, path in regular_files(root):
    with open(path, "rb") as file:
        if file.read(4) != b"\x7fELF":
            continue
    elf += 1
    text = subprocess.run(["readelf", "-dW", path], capture_output=True, text=True).stdout
    needed |= {(relative, name) for name in re.findall(r"\(NEEDED\).*\[(.*)\]", text)}
listed = {place for place in needed if place[1].split(".so")[0] in LIBRARIES}
print(f"{elf} ELF files, {len(needed)} places, {len({name for _, name in needed})} libraries; {len(inside)} of ours in archives")
print(f"of ours, readelf does not have {sorted(ours - inside - needed)}")
compare("of the list", listed, ours - inside)
