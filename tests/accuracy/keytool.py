"""Makes keystores with keytool (a JDK from 17 on) and compares what y2q says of them with what keytool says.

    python3 keytool.py Y2Q FOLDER        (FOLDER is made; the stores stay there)

Of every entry: is it a private key, a secret key or a certificate; of every certificate: its fingerprint, the algorithm and size
of its key, its signature algorithm and its last day.
"""

import collections
import csv
import datetime
import os
import re
import subprocess
import sys

PASSWORD = "a store of the bench"
KEYS = [
    ("RSA", ["-keysize", "1024", "-sigalg", "SHA1withRSA"]),
    ("RSA", ["-keysize", "2048", "-sigalg", "SHA512withRSA"]),
    ("RSA", ["-keysize", "3072"]),
    ("RSA", ["-keysize", "2048", "-sigalg", "RSASSA-PSS"]),
    ("RSASSA-PSS", ["-keysize", "2048"]),
    ("DSA", ["-keysize", "1024", "-sigalg", "SHA1withDSA"]),
    ("DSA", ["-keysize", "2048"]),
    ("EC", ["-groupname", "secp256r1"]),
    ("EC", ["-groupname", "secp384r1", "-sigalg", "SHA512withECDSA"]),
    ("EC", ["-groupname", "secp521r1"]),
    ("Ed25519", []),
    ("Ed448", []),
]
SECRETS = [("AES", "128"), ("AES", "192"), ("AES", "256"), ("DESede", "168"), ("DES", "56"), ("HmacSHA256", "256")]
STORES = {
    "JKS": [],
    "JCEKS": [],
    "PKCS12": [],
    "PKCS12-legacy": ["-J-Dkeystore.pkcs12.legacy"],
}
SIZES = {"256-bit EC (secp256r1)": "EC P-256", "384-bit EC (secp384r1)": "EC P-384", "521-bit EC (secp521r1)": "EC P-521",
         "255-bit Ed25519": "Ed25519", "448-bit Ed448": "Ed448"}
# keytool's names for what y2q names as CycloneDX does.
SIGNATURES = {"RSA-PKCS1-1.5-SHA-1": "SHA1withRSA", "RSA-PKCS1-1.5-SHA-256": "SHA256withRSA",
              "RSA-PKCS1-1.5-SHA-384": "SHA384withRSA", "RSA-PKCS1-1.5-SHA-512": "SHA512withRSA",
              "DSA-SHA-1": "SHA1withDSA", "DSA-SHA-256": "SHA256withDSA", "ECDSA-SHA-256": "SHA256withECDSA",
              "ECDSA-SHA-384": "SHA384withECDSA", "ECDSA-SHA-512": "SHA512withECDSA", "RSA-PSS-SHA-256": "RSASSA-PSS"}


def keytool(*arguments):
    # keytool asks for what is missing on its standard input.
    done = subprocess.run(["keytool", "-J-Duser.language=en", *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, env={**os.environ, "TZ": "UTC"})
    if done.returncode:
        sys.exit(f"keytool {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def make(folder):
    for kind, options in STORES.items():
        path = os.path.join(folder, kind.lower() + ".store")
        store = ["-keystore", path, "-storetype", kind.split("-")[0], "-storepass", PASSWORD, *options]
        for at, (algorithm, how) in enumerate(KEYS):
            name = ["-alias", f"key{at}", "-dname", f"CN={kind} {at}", "-validity", str(300 + at)]
            keytool("-genkeypair", "-keyalg", algorithm, *how, *name, *store)
        certificate = os.path.join(folder, "issued.tmp")
        keytool("-exportcert", "-alias", "key2", "-file", certificate, *store)
        keytool("-importcert", "-noprompt", "-alias", "trusted", "-file", certificate, *store)
        os.remove(certificate)
        if kind != "JKS":
            for algorithm, size in SECRETS:
                size = [] if algorithm == "DES" else ["-keysize", size]
                keytool("-genseckey", "-alias", f"secret{algorithm}{''.join(size)}", "-keyalg", algorithm, *size, *store)
        yield kind, path, store


def key_of(text):
    """As y2q writes it, from `2048-bit RSA key`."""
    text = text.removesuffix(" key")
    if text in SIZES:
        return SIZES[text]
    size, name = re.fullmatch(r"(\d+)-bit (.+)", text).groups()
    return f"{name} {size}"


def theirs(text):
    """Kinds of the entries, and of every certificate what keytool says."""
    kinds = collections.Counter(re.findall(r"^Entry type: (\w+)", text, re.M))
    certificates = {}
    for part in re.split(r"^Owner: ", text, flags=re.M)[1:]:
        fact = lambda pattern: re.search(pattern, part).group(1).strip()
        until = datetime.datetime.strptime(fact(r"until: (.+)"), "%a %b %d %H:%M:%S %Z %Y")
        mark = fact(r"SHA256: ([0-9A-F:]+)").replace(":", "").lower()
        # It adds its own judgement.
        part = part.replace(" (weak)", "")
        certificates[mark] = (key_of(fact(r"Subject Public Key Algorithm: (.+)")),
                              fact(r"Signature algorithm name: (.+)"), until.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return kinds, certificates


def ours(rows):
    kinds, certificates = collections.Counter(), {}
    for row in rows:
        key = row["algorithm"] if row["algorithm"].startswith("Ed") else f"{row['algorithm']} {row['parameter']}".strip()
        if row["asset_type"] == "certificate":
            name = row["signature_algorithm"]
            certificates[row["fingerprint"]] = (key, SIGNATURES.get(name, name), row["not_after"])
        elif row["material"] in ("private-key", "secret-key"):
            kinds["PrivateKeyEntry" if row["material"] == "private-key" else "SecretKeyEntry"] += 1
    return kinds, certificates


def main(y2q, folder):
    os.makedirs(folder)
    passwords = folder.rstrip("/") + ".passwords"
    with open(passwords, "w") as file:
        file.write(PASSWORD + "\n")
    agreed = differ = 0
    for kind, path, store in make(folder):
        said = keytool("-list", "-v", *store)
        scan = [y2q, "scan", path, "--quiet", "--passwords", passwords, "--db", path + ".db", "--format", "csv"]
        rows = csv.DictReader(subprocess.run(scan, check=True, capture_output=True, text=True).stdout.splitlines())
        (kinds, certificates), (mine, seen) = theirs(said), ours(rows)
        pairs = [((kind, entry), number, mine[entry]) for entry, number in kinds.items() if entry != "trustedCertEntry"]
        for mark in certificates.keys() | seen.keys():
            facts = zip(certificates.get(mark, (None,) * 3), seen.get(mark, (None,) * 3))
            pairs += [((kind, mark[:12]), one, other) for one, other in facts]
        for what, one, other in pairs:
            if one == other:
                agreed += 1
            else:
                differ += 1
                print(*what, "keytool:", one, "y2q:", other)
        print(f"{kind}: {sum(kinds.values())} entries, {len(certificates)} certificates")
    print(f"{agreed} facts agree, {differ} do not")


if __name__ == "__main__":
    main(*sys.argv[1:])
