#!/usr/bin/env python3
"""Gives CP-SAT (PyPI: ortools) the estates that `examples/estates.rs` plans, and the same time for each.

    cargo build --release --example estates
    python3 -m venv venv && venv/bin/pip install ortools
    venv/bin/python benches/cp_sat.py 60 200 1000 2000 [--seed 1] [--people 1] [--workers 2]

Prints both objectives and bounds, and the ratio of the objectives: above 1, ours is the better one. The time is that of
our side, on the wall; building CP-SAT's model is not counted, so that it has a little more. Neither
side is given a timetable to start from. What CP-SAT is given is the same problem: work by package and period,
up to what the package can use and the team has; a package begins after what it waits for has ended, and its
cost is that of its last period of work.
"""
import argparse
import re
import subprocess
import tempfile
import time

from ortools.sat.python import cp_model

NEVER = 2**32 - 1


def read(path):
    rows = [list(map(int, line.split())) for line in open(path, encoding="ascii")]
    count, periods, teams = rows[0]
    tasks = []
    for team, work, most, release, due, delay, edges, *rest in rows[1 + teams : 1 + teams + count]:
        after = [(rest[2 * i], rest[2 * i + 1]) for i in range(edges)]
        tasks.append((team, work, most, release, None if due == NEVER else due, delay, after))
    return periods, rows[1 : 1 + teams], tasks


def heads(periods, capacity, tasks):
    """Earliest first and last period of work by package, capacity of the others left aside."""
    found = {}

    def head(index):
        if index not in found:
            team, work, most, start, _, _, after = tasks[index]
            for before, gap in after:
                start = max(start, head(before)[1] + gap)
            finish, left = start, work
            while finish < periods - 1 and left > (given := min(most, capacity[team][finish])):
                left -= given
                finish += 1
            found[index] = (start, finish)
        return found[index]

    return [head(index) for index in range(len(tasks))]


def solve(path, seconds, workers):
    periods, capacity, tasks = read(path)
    first = heads(periods, capacity, tasks)
    model = cp_model.CpModel()
    loads = [[[] for _ in range(periods)] for _ in capacity]
    starts, finishes, costs = [], [], []
    for index, (team, work, most, _, due, delay, _) in enumerate(tasks):
        start = model.NewIntVar(first[index][0], periods - 1, "")
        finish = model.NewIntVar(first[index][1], periods - 1, "")
        parts = []
        for period in range(first[index][0], periods):
            room = min(most, work, capacity[team][period])
            part = model.NewIntVar(0, room, "")
            busy = model.NewBoolVar("")
            model.Add(part <= room * busy)
            model.Add(start <= period).OnlyEnforceIf(busy)
            model.Add(finish >= period).OnlyEnforceIf(busy)
            parts.append(part)
            loads[team][period].append(part)
        model.Add(sum(parts) == work)
        model.Add(start <= finish)
        starts.append(start)
        finishes.append(finish)
        costs.append(delay * (finish + 1))
        if due is not None:
            late = model.NewIntVar(0, max(periods, periods - due), "")
            model.Add(late >= finish - due)
            costs.append(5 * delay * late)
    for index, task in enumerate(tasks):
        for before, gap in task[6]:
            model.Add(starts[index] >= finishes[before] + gap)
    for team, row in enumerate(capacity):
        for period, room in enumerate(row):
            model.Add(sum(loads[team][period]) <= room)
    model.Minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    status = solver.Solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.ObjectiveValue() if found else None), solver.BestObjectiveBound()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", type=int, nargs="+")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--people", default="1")
    parser.add_argument("--effort", default="100")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--program", default="target/release/examples/estates")
    options = parser.parse_args()
    for packages in options.packages:
        compare(packages, options)


def compare(packages, options):
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        command = [options.program, str(packages), "--seed", options.seed]
        command += ["--people", options.people, "--effort", options.effort, "--write", file.name]
        begun = time.monotonic()
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = time.monotonic() - begun
        ours = int(re.search(r"objective +(\d+)", output)[1])
        bound = int(re.search(r"bound +(\d+)\n", output.split("objective")[1])[1])
        theirs, their_bound = solve(file.name, seconds, options.workers)
    gap = 100 * (ours - bound) / bound
    ratio = f"{theirs / ours:.4f}" if theirs else "CP-SAT found no timetable"
    print(f"packages {packages} seed {options.seed} people {options.people}: {seconds:.1f} s each")
    print(f"  y2q     {ours} bound {bound} gap {gap:.2f} %")
    print(f"  CP-SAT  {theirs} bound {their_bound:.0f}")
    print(f"  ratio   {ratio}", flush=True)


if __name__ == "__main__":
    main()
