#!/usr/bin/env python3
"""Compares labels with what y2q says: `compare.py labels.jsonl scan.json [disagreements.txt]` (docs/accuracy.md).

Objects are matched inside a file by kind and by every field that the label has. An object that matches is `agreed`; one
of its kind with another field is `differs`; none of its kind is `missed`, and `recorded` where y2q says of that file
that it could not read something. What y2q finds beyond the labels of a complete file is `more`.
"""

import collections
import json
import sys

import names

KINDS = {
    "private-key": "private", "public-key": "public", "certificate-request": "request",
    "certificate-revocation-list": "list", "ocsp-response": "response", "signed-data": "message", "other": "message",
    "keystore": "keystore", "domain-parameters": "parameters", "signature": "signature",
}


def observations(scan):
    """What y2q found, by file."""
    found = collections.defaultdict(list)
    for entry in scan["entries"]:
        asset = entry["asset"]
        if asset["kind"] not in ("certificate", "related-crypto-material"):
            continue
        for seen in entry["occurrences"]:
            found[seen["location"]["path"]].append(observation(asset, seen["occurrence"]))
    return found


def observation(asset, occurrence):
    if asset["kind"] == "certificate":
        key, signature = asset["key_algorithm"], asset["signature_algorithm"]
        seen = {"kind": "certificate"}
    else:
        key, signature = asset.get("algorithm") or {}, asset.get("signature_algorithm") or {}
        seen = {"kind": KINDS.get(asset["material"], asset["material"])}
    details = collections.defaultdict(list)
    for name, value in asset.get("details", []):
        details[name].append(value)
    protection = asset.get("protection") or {}
    # One key in the clear and closed is one asset; what holds at a place is in the note.
    closed = [note for note in occurrence.get("note", "").split("; ") if note.startswith("encrypted: ")]
    scheme = closed[0][11:] if closed else protection.get("scheme", "") if asset.get("material") == "keystore" else ""
    same = scheme == protection.get("scheme", "")
    return seen | {
        "oid": key.get("oid", ""), "name": key.get("name", ""), "family": key.get("family", ""),
        "curve": key.get("curve", ""), "bits": str(asset.get("size_bits", key.get("parameter_set", ""))),
        "set": key.get("parameter_set", ""), "sig_oid": signature.get("oid", ""), "sig": signature.get("name", ""),
        "from": asset.get("not_before", ""), "to": asset.get("not_after", ""), "scheme": scheme,
        "iterations": str(protection.get("iterations", "")) if same else None, "encrypted": bool(closed),
        "details": details, "format": asset.get("format", ""), "detector": occurrence["detector"],
    }


def faults(label, seen):
    """Fields of the label that y2q's observation contradicts."""
    wrong = []

    def check(field, expected, got):
        if expected != got:
            wrong.append(f"{field}: {expected!r}, y2q {got!r}")

    if label.get("oid"):
        check("key OID", label["oid"], seen["oid"])
        param = label.get("param", "")
        if param.startswith("explicit:") and seen["kind"] == "certificate":
            check("curve", "explicit", seen["curve"])
        elif param.startswith("explicit:"):
            check("explicit field", [label["param"][9:], "explicit"], [seen["bits"], seen["curve"]])
        elif "." in param:
            check("curve", names.curve(label["param"]), seen["curve"])
        elif param:
            check("size", label["param"], seen["bits"])
    for field in ("sig_oid", "from", "to"):
        if field in label and not (field == "to" and names.is_endless(label[field])):
            check(field, label[field], seen[field])
    if "encrypted" in label:
        check("encrypted", label["encrypted"], seen["encrypted"])
    if label.get("scheme"):
        expected, iterations = names.scheme(label["scheme"])
        check("scheme", expected, seen["scheme"])
        if iterations and seen["iterations"] is not None:
            check("iterations", iterations, seen["iterations"])
    if "schemes" in label:
        all_names = [names.scheme(one) for one in label["schemes"]]
        if all_names and (seen["scheme"], seen["iterations"]) not in all_names:
            wrong.append(f"schemes: {all_names}, y2q {seen['scheme']!r} {seen['iterations']}")
    if "ssh" in label:
        expected = names.ssh(label["ssh"], label["param"])
        family = {"EC": "ECDSA"}.get(seen["family"], seen["family"]) or seen["name"]
        check("SSH type", expected, [family, seen["curve"], seen["bits"] or seen["set"]][: len(expected)])
    if label.get("print") and "pgp" not in label and seen["details"]["ssh_fingerprint"]:
        check("fingerprint", [label["print"]], seen["details"]["ssh_fingerprint"])
    if "pgp" in label:
        if label["version"] != "3":
            check("fingerprint", [label["print"]], seen["details"]["openpgp fingerprint"])
        if label["param"] and not seen["curve"] and label["pgp"] in ("RSA", "DSA", "ElGamal"):
            check("size", label["param"], seen["bits"])
    return wrong


def main():
    labels = [json.loads(line) for line in open(sys.argv[1])]
    scan = json.load(open(sys.argv[2]))
    out = open(sys.argv[3], "w") if len(sys.argv) > 3 else sys.stdout
    found = observations(scan)
    recorded = {unknown["location"]["path"] for unknown in scan["unknowns"]}
    table = collections.defaultdict(collections.Counter)
    for row in labels:
        path, rest = row["path"], list(found.get(row["path"], []))
        wanted = [label for label in row["labels"] if label]
        left = []
        for label in wanted:
            table[label["kind"]]["objects"] += 1
            match = next((seen for seen in rest if seen["kind"] == label["kind"] and not faults(label, seen)), None)
            if match:
                rest.remove(match)
                table[label["kind"]]["agreed"] += 1
            else:
                left.append(label)
        for label in left:
            near = next((seen for seen in rest if seen["kind"] == label["kind"]), None)
            if near:
                rest.remove(near)
                table[label["kind"]]["differs"] += 1
                print(f"differs  {path}: {label['kind']} ({label['by']}): {'; '.join(faults(label, near))}", file=out)
                continue
            word = "recorded" if path in recorded else "missed"
            table[label["kind"]][word] += 1
            print(f"{word} {path}: {json.dumps(label)}", file=out)
        for kind in {label["kind"] for label in wanted}:
            table[kind]["files"] += 1
        if row["complete"] and wanted:
            for seen in rest:
                if seen["detector"] in ("java-keystore", "bouncy-castle-keystore"):
                    continue
                table[seen["kind"]]["more"] += 1
                print(f"more     {path}: {seen['kind']} {seen['name']} by {seen['detector']}", file=out)
        elif row["complete"] and not wanted:
            state = "found" if rest else "recorded" if path in recorded else "silent"
            table["(no tool takes it)"][state] += 1
            for seen in rest[:3]:
                print(f"unlabelled {path}: {seen['kind']} {seen['name']} by {seen['detector']}", file=out)
    columns = ["files", "objects", "agreed", "differs", "recorded", "missed", "more", "found", "silent"]
    print(f"{'kind':20}" + "".join(f"{column:>10}" for column in columns))
    for kind, counts in sorted(table.items()):
        print(f"{kind:20}" + "".join(f"{counts[column]:>10}" for column in columns))


if __name__ == "__main__":
    main()
