#!/usr/bin/env python3
"""Gives CP-SAT (PyPI: ortools) the estate that `examples/estates.rs` optimises, and the same time.

    cargo build --release --example estates
    python3 -m venv venv && venv/bin/pip install ortools
    venv/bin/python benches/cp_sat.py 200 [--seed 1] [--demand 1] [--workers 2]

Prints both objectives and bounds, and the ratio of the objectives: above 1, ours is the better one. Neither
side is given a schedule to start from.
"""
import argparse
import re
import subprocess
import tempfile
import time

from ortools.sat.python import cp_model


def read(path):
    rows = [list(map(int, line.split())) for line in open(path, encoding="ascii")]
    count, periods, teams, _ = rows[0]
    capacity = rows[1 : 1 + teams]
    tasks = []
    for duration, release, due, weight, demands, *rest in rows[1 + teams : 1 + teams + count]:
        demand = [(rest[2 * i], rest[2 * i + 1]) for i in range(demands)]
        tasks.append((duration, release, due, weight, demand))
    return periods, capacity, tasks, rows[1 + teams + count :]


def solve(path, seconds, workers):
    periods, capacity, tasks, edges = read(path)
    model = cp_model.CpModel()
    starts, intervals, costs = [], [], []
    for index, (duration, release, due, weight, _) in enumerate(tasks):
        start = model.NewIntVar(release, periods - duration, f"start{index}")
        late = model.NewIntVar(0, periods, f"late{index}")
        model.Add(late >= start + duration - 1 - due)
        starts.append(start)
        intervals.append(model.NewFixedSizeIntervalVar(start, duration, f"task{index}"))
        costs.append(weight * (start + duration) + 5 * weight * late)
    for before, after, lag in edges:
        model.Add(starts[after] >= starts[before] + tasks[before][0] + lag)
    for team, units in enumerate(capacity):
        most = max(units)
        held, amounts = [], []
        for index, task in enumerate(tasks):
            for resource, amount in task[4]:
                if resource == team:
                    held.append(intervals[index])
                    amounts.append(amount)
        for period, unit in enumerate(units):
            if unit < most:
                held.append(model.NewFixedSizeIntervalVar(period, 1, f"less{team}_{period}"))
                amounts.append(most - unit)
        model.AddCumulative(held, amounts, most)
    model.Minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    status = solver.Solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.ObjectiveValue() if found else None), solver.BestObjectiveBound()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", type=int)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--demand", default="1")
    parser.add_argument("--effort", default="100")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--program", default="target/release/examples/estates")
    options = parser.parse_args()
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        command = [options.program, str(options.packages), "--seed", options.seed]
        command += ["--demand", options.demand, "--effort", options.effort, "--write", file.name]
        begun = time.monotonic()
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = time.monotonic() - begun
        ours = int(re.search(r"objective +(\d+)", output)[1])
        bound = int(re.search(r"bound +(\d+)\n", output.split("objective")[1])[1])
        theirs, their_bound = solve(file.name, seconds, options.workers)
    print(f"packages {options.packages} seed {options.seed} demand {options.demand}")
    print(f"time    {seconds:.1f} s each")
    print(f"y2q     {ours} bound {bound} gap {100 * (ours - bound) / bound:.2f} %")
    print(f"CP-SAT  {theirs} bound {their_bound:.0f}")
    print(f"ratio   {theirs / ours:.4f}" if theirs else "ratio   CP-SAT found no schedule")


if __name__ == "__main__":
    main()
