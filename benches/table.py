#!/usr/bin/env python3
"""Renders the table of the README from a run of `y2q bench` that benches/results/ keeps.

  benches/table.py benches/results/DATE-bench.json [--anchors benches/results/DATE-openssl.csv] [SCHEME…]

Without SCHEME: ML-KEM, ML-DSA, their hybrids, and the classical algorithms that they replace. --anchors adds what
`benches/anchors.sh` printed in the same hour, as a multiple of the fastest backend.
"""
import argparse, csv, json, pathlib

DEFAULT = [
    "x25519", "ecdh-p-256", "ml-kem-512", "ml-kem-768", "ml-kem-1024", "x25519mlkem768",
    "ecdsa-p-256", "ed25519", "rsa-2048", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87",
]
OPERATIONS = [("key generation",), ("encapsulate", "sign"), ("decapsulate", "verify")]
WORDS = {"reference-c": "reference C", "optimised-c": "C", "vectorised": "vector", "portable-rust": "Rust"}


def microseconds(row):
    if row is None:
        return "–"
    if row["time"]["noisy"]:
        return "too noisy"
    value = row["time"]["mean" if row.get("figure") == "mean" else "median"] / 1e3
    return f"{value:.1f}" if value < 99.95 else f"{value:,.0f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("run", type=pathlib.Path)
    arguments.add_argument("--anchors", type=pathlib.Path)
    arguments.add_argument("scheme", nargs="*")
    given = arguments.parse_args()
    run = json.loads(given.run.read_text())
    schemes = given.scheme or DEFAULT
    rows = {}
    for row in run["operations"]:
        if row.get("message") in (None, 64):
            rows.setdefault((row["scheme"], row["backend"]), {})[row["operation"]] = row
    anchors = {}
    if given.anchors:
        lines = [line for line in given.anchors.read_text().splitlines() if not line.startswith("#")]
        for line in csv.DictReader(lines):
            anchors.setdefault(line["scheme"], {})[line["operation"]] = float(line["microseconds"])
    environment = run["environment"]
    print(f"{environment['cpu']}, {environment['started'][:10]}, y2q {environment['y2q']}, {environment['compiler']}; µs, one thread.\n")
    print("| scheme | backend | code | key pair | encaps / sign | decaps / verify | × baseline |")
    print("|---|---|---|---:|---:|---:|---:|")
    for scheme in schemes:
        for (name, backend), found in sorted(rows.items()):
            if name != scheme:
                continue
            cells = [next((found[word] for word in words if word in found), None) for words in OPERATIONS]
            ratio = next((cell["ratio"] for cell in cells[1:] if cell and cell.get("ratio")), None)
            code = WORDS[next(cell for cell in cells if cell)["implementation"]]
            times = " | ".join(microseconds(cell) for cell in cells)
            print(f"| {name} | {backend} | {code} | {times} | {f'{ratio:.2f}' if ratio else ''} |")
        if scheme in anchors:
            cells = [next((anchors[scheme][word] for word in words if word in anchors[scheme]), None) for words in OPERATIONS]
            times = " | ".join("–" if cell is None else f"{cell:,.1f}" for cell in cells)
            print(f"| {scheme} | openssl speed | C | {times} | |")


if __name__ == "__main__":
    main()
