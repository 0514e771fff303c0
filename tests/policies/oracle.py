#!/usr/bin/env python3
"""Compares y2q's verdicts with those of cbomctl (PyPI, 0.1.4), which judges a CBOM under seven packs.

Usage: oracle.py Y2Q CBOMCTL [FOLDER]

Writes one CBOM of 30 algorithms into FOLDER, has both programs judge it, and prints a line for every pair of
algorithm and policy: what each says in three classes (`free`, `limited` with its last day or none, `unclear`)
and whether they agree. docs/policy-oracle.md says of every difference who is right. Not part of the test run:
it needs a program that is not installed with y2q.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

# name, primitive, functions, parameter set
ALGORITHMS = [
    ("RSA-2048", "signature", ["sign"], "2048"),
    ("RSA-3072", "signature", ["sign"], "3072"),
    ("RSA-4096", "signature", ["sign"], "4096"),
    ("RSA-OAEP-2048", "pke", ["encrypt"], "2048"),
    ("ECDSA-P-256", "signature", ["sign"], None),
    ("ECDSA-P-384", "signature", ["sign"], None),
    ("Ed25519", "signature", ["sign"], None),
    ("X25519", "key-agree", [], None),
    ("ECDH-P-256", "key-agree", [], None),
    ("FFDHE-ffdhe2048", "key-agree", [], None),
    ("FFDHE-ffdhe3072", "key-agree", [], None),
    ("ML-KEM-512", "kem", ["encapsulate"], "512"),
    ("ML-KEM-768", "kem", ["encapsulate"], "768"),
    ("ML-KEM-1024", "kem", ["encapsulate"], "1024"),
    ("X25519MLKEM768", "kem", ["encapsulate"], None),
    ("SecP384r1MLKEM1024", "kem", ["encapsulate"], None),
    ("ML-DSA-44", "signature", ["sign"], "44"),
    ("ML-DSA-65", "signature", ["sign"], "65"),
    ("ML-DSA-87", "signature", ["sign"], "87"),
    ("SLH-DSA-SHA2-128s", "signature", ["sign"], None),
    ("SLH-DSA-SHA2-256s", "signature", ["sign"], None),
    ("LMS_SHA256_M24_H10", "signature", ["sign"], None),
    ("XMSS-SHA2_10_256", "signature", ["sign"], None),
    ("Kyber768", "kem", ["encapsulate"], None),
    ("AES-128-GCM", "ae", ["encrypt"], "128"),
    ("AES-256-GCM", "ae", ["encrypt"], "256"),
    ("SHA-256", "hash", ["digest"], "256"),
    ("SHA-384", "hash", ["digest"], "384"),
    ("SHA3-384", "hash", ["digest"], "384"),
    ("HMAC-SHA-256", "mac", ["tag"], None),
]

# cbomctl's pack, y2q's policy
PACKS = {
    "nist-ir8547": "nist-ir-8547",
    "us-eo14412": "us-eo-14412",
    "cnsa-2.0": "cnsa-2.0",
    "eu-roadmap": "eu-roadmap",
    "bsi-de": "de-bsi-tr-02102",
    "anssi-fr": "fr-anssi",
    "asd-au": "au-asd-ism",
}


def cbom():
    components = []
    for name, primitive, functions, parameter in ALGORITHMS:
        properties = {"primitive": primitive, "cryptoFunctions": functions}
        if parameter:
            properties["parameterSetIdentifier"] = parameter
        components.append(
            {
                "type": "cryptographic-asset",
                "bom-ref": name,
                "name": name,
                "cryptoProperties": {"assetType": "algorithm", "algorithmProperties": properties},
                "evidence": {"occurrences": [{"location": f"src/{name}.c"}]},
            }
        )
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def theirs(program, path):
    command = [program, "verdict", str(path), "--format", "json"]
    command += ["--jurisdictions", ",".join(PACKS)]
    done = subprocess.run(command, capture_output=True, text=True)
    document = json.loads(done.stdout)
    verdicts = {}
    for row in document["matrix"]:
        for pack, cell in row["cells"].items():
            days = sorted(rule["deadline"] for rule in cell.get("rules", []) if rule.get("deadline"))
            verdicts[row["display"], pack] = (cell["verdict"].lower(), days[-1] if days else "")
    return verdicts


def ours(program, path):
    verdicts = {}
    # One at a time: an estate that nobody declared is taken to belong to all populations of the policies named.
    for policy in PACKS.values():
        command = [program, "--quiet", "policy", "verdict", str(path), "--format", "csv", "--policy", policy]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        for row in csv.DictReader(done.stdout.splitlines()):
            verdicts[row["algorithm"], row["policy"]] = row
    return verdicts


def class_of_theirs(verdict, day):
    if verdict in ("pass", "info", "na", "n/a", "not_applicable"):
        return "free"
    return "unclear" if verdict.startswith("indet") else f"limited {day}".strip()


def class_of_ours(row):
    if row is None:
        return "absent"
    today = [key for key in row if key[:2] == "20"][0]
    status = row[today]
    if row["deadline"]:
        return f"limited {row['deadline']}"
    later = [key for key in row if key[:2] == "20" and row[key] not in ("acceptable", status)]
    if status == "acceptable" and later:
        return f"limited by {later[0]}"
    if status in ("acceptable", "not applicable"):
        return "free"
    return "unclear" if status == "indeterminate" else "limited"


def main():
    y2q, cbomctl = sys.argv[1:3]
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp())
    path = folder / "algorithms.cdx.json"
    path.write_text(json.dumps(cbom(), indent=1))
    their, our = theirs(cbomctl, path), ours(y2q, path)
    same = 0
    for pack, policy in PACKS.items():
        for name, *_ in ALGORITHMS:
            verdict, day = their.get((name, pack), ("absent", ""))
            row = our.get((name, policy))
            one, other = class_of_theirs(verdict, day), class_of_ours(row)
            same += one == other
            mark = "  " if one == other else "! "
            clause = f"{row['rule']}: {row['clause']}" if row else ""
            print(f"{mark}{policy:16} {name:20} cbomctl {one:20} y2q {other:20} {clause}")
    print(f"{same} of {len(PACKS) * len(ALGORITHMS)} agree")


if __name__ == "__main__":
    main()
