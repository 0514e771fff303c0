#!/usr/bin/env python3
"""Scans folders, archives of them and hostile files with y2q and with other programs, in turns.

    benches/peers.py [--rounds 3] [--hostile] [--archives] [--json benches/results/DAY-NAME.json] FOLDER...

Prints wall time, CPU time (user and system, of all threads), peak memory, files and megabytes a second, and the ratio
to `rg -c 'BEGIN '` over the same files with as many threads, or to `bsdtar -xO | wc -c` over the same archive: the least
of each over the rounds, and of memory the most. The environment names the programs: Y2Q (default
target/release/y2q), Y2Q_PLAIN (the example some_detectors: without source code), FOXGUARD, CIPHERSCOPE;
what is not there is left out. Needs rg, and bsdtar, zstd for the archives and the hostile files.
"""
import argparse
import json
import os
import platform
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hostile

ARCHIVES = {"tar": "", "tar.gz": "--gzip", "tar.zst": "--zstd", "tar.xz": "--xz", "zip": "--format zip"}
# Programs of a folder's size take so long at most.
PATIENCE = 1800


def measured(command, work):
    """Runs a command: seconds of wall and processor, and megabytes."""
    for old in Path(work).glob("*.db*"):
        old.unlink()
    before, children = time.monotonic(), spent()
    with open(os.devnull, "w") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        try:
            peak = resident(process)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            peak = 0
    wall = time.monotonic() - before
    return {"wall": wall, "cpu": spent() - children, "peak": peak, "exit": process.returncode}


def spent():
    """Seconds of processor of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def resident(process):
    """Waits for a process, and its peak memory in megabytes."""
    peak, status, started = 0, Path(f"/proc/{process.pid}/status"), time.monotonic()
    while process.poll() is None:
        try:
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
            peak = max(peak, int(line.split()[1]) / 1000)
        except (StopIteration, OSError):
            pass
        if time.monotonic() - started > PATIENCE:
            raise subprocess.TimeoutExpired(process.args, PATIENCE)
        time.sleep(0.005)
    return peak


def scan(program, threads, work, *more):
    return [program, "--quiet", "scan", "--threads", str(threads), "--db", f"{work}/y2q.db", *map(str, more)]


def programs(folder, work):
    """Commands of one folder: name, how many threads, the command, and whether one round is enough."""
    own = [("y2q", os.environ.get("Y2Q", "target/release/y2q")), ("y2q, no source code", os.environ.get("Y2Q_PLAIN"))]
    for threads in (1, 2):
        rg = ["rg", "-c", "--hidden", "--no-ignore", "-j", str(threads)]
        yield "rg -c", threads, [*rg, "BEGIN ", folder], False
        yield "rg -a -c", threads, [*rg, "-a", "BEGIN ", folder], False
        yield "y2q, archives open", threads, scan(own[0][1], threads, work, folder), False
        for name, program in own:
            if program:
                yield f"{name}, archives closed", threads, scan(program, threads, work, "--no-archives", folder), False
    if program := os.environ.get("CIPHERSCOPE"):
        more = ["--roots", folder, "--gitignore", "false", "--threads", "2", "--output", f"{work}/cipherscope"]
        yield "cipherscope", 2, [program, *more], True
    if program := os.environ.get("FOXGUARD"):
        yield "foxguard pqc", 2, [program, "pqc", "--format", "json", folder], True


def in_turns(commands, rounds, work):
    """The best of each command, by name and threads."""
    costs = {}
    for turn in range(rounds + 1):
        for name, threads, command, once in commands:
            # The first round warms the caches; the slow ones are run once.
            if (turn == 0 and not name.startswith(("rg", "bsdtar"))) or (once and turn != 1):
                continue
            cost = measured(command, work)
            print(f"  {turn} {name} {threads}: {cost}", file=sys.stderr, flush=True)
            if turn:
                costs.setdefault((name, threads), []).append(cost)
    return {key: best(all_of) for key, all_of in costs.items()}


def best(costs):
    return {
        "wall": min(cost["wall"] for cost in costs),
        "cpu": min(cost["cpu"] for cost in costs),
        "peak": max(cost["peak"] for cost in costs),
        "exit": costs[-1]["exit"],
        "rounds": len(costs),
    }


def row(what, name, threads, cost, floor, files, size):
    return {
        "what": what,
        "program": name,
        "threads": threads,
        **cost,
        "wall_ratio": cost["wall"] / floor["wall"],
        "cpu_ratio": cost["cpu"] / max(floor["cpu"], 0.001),
        "files_per_second": files / cost["wall"],
        "megabytes_per_second": size / 1e6 / cost["wall"],
        "files": files,
        "bytes": size,
    }


def folder_rows(folder, rounds, work):
    sizes = [
        entry.stat(follow_symlinks=False).st_size
        for at, _, names in os.walk(folder)
        for entry in (Path(at, name) for name in names)
        if entry.is_file() and not entry.is_symlink()
    ]
    costs = in_turns(list(programs(folder, work)), rounds, work)
    for (name, threads), cost in costs.items():
        yield row(folder, name, threads, cost, costs["rg -c", threads], len(sizes), sum(sizes))


def archive_rows(folder, rounds, work):
    for ending, options in ARCHIVES.items():
        file = f"{work}/packed.{ending}"
        subprocess.run(["bsdtar", *shlex.split(options), "-cf", file, folder], check=True, stderr=subprocess.DEVNULL)
        commands = [
            ("bsdtar -xO, wc -c", 1, ["sh", "-c", 'bsdtar -xO -f "$0" | wc -c', file], False),
            ("y2q", 1, scan(os.environ.get("Y2Q", "target/release/y2q"), 1, work, file), False),
        ]
        if program := os.environ.get("Y2Q_PLAIN"):
            commands.append(("y2q, no source code", 1, scan(program, 1, work, file), False))
        costs = in_turns(commands, rounds, work)
        floor = costs["bsdtar -xO, wc -c", 1]
        for (name, threads), cost in costs.items():
            yield row(f"{ending} of {folder}", name, threads, cost, floor, 1, os.path.getsize(file))
        os.unlink(file)


def hostile_rows(work):
    for name, make in hostile.INPUTS.items():
        folder = Path(work, "hostile")
        folder.mkdir()
        make(folder)
        program = os.environ.get("Y2Q", "target/release/y2q")
        cost = measured(scan(program, 2, work, folder), work)
        yield {"what": name, "program": "y2q", "threads": 2, **cost}
        subprocess.run(["rm", "-rf", folder], check=True)


def table(rows):
    yield "| what | program | threads | wall s | CPU s | wall ratio | CPU ratio | peak MB | files/s | MB/s |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one in rows:
        numbers = [f"{one[key]:.2f}" for key in ("wall", "cpu")]
        numbers += [f"{one[key]:.1f}" if key in one else "" for key in ("wall_ratio", "cpu_ratio")]
        numbers += [f"{one['peak']:.0f}"]
        numbers += [f"{one[key]:.0f}" if key in one else "" for key in ("files_per_second", "megabytes_per_second")]
        yield f"| {one['what']} | {one['program']} | {one['threads']} | {' | '.join(numbers)} |"


def keep(file, load, rows):
    """Writes the rows of a run that began under that load."""
    about = {"day": time.strftime("%Y-%m-%d"), "machine": platform.platform(), "processors": os.cpu_count()}
    about["load"] = [load, os.getloadavg()[0]]
    file.write_text(json.dumps({**about, "rows": rows}, indent=1) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--archives", action="store_true", help="pack each folder, and compare with bsdtar")
    parser.add_argument("--hostile", action="store_true", help="bombs, a million files, ten gigabytes of zeros")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    load, rows = os.getloadavg()[0], []
    with tempfile.TemporaryDirectory() as work:
        for folder in arguments.folders:
            rows += archive_rows(folder, arguments.rounds, work) if arguments.archives else folder_rows(
                folder, arguments.rounds, work
            )
        if arguments.hostile:
            rows += hostile_rows(work)
    print("\n".join(table(rows)))
    if arguments.json:
        keep(arguments.json, load, rows)


if __name__ == "__main__":
    main()
