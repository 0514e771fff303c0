"""Labels of what is not X.509: OpenSSH, OpenPGP, Java keystores, PuTTY; by ssh-keygen, sq, gpg, pyjks and puttygen."""

import base64
import os
import re
import shutil
import struct
import tempfile

import jks

import tools

SSH_TYPES = rb"(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)"
SSH_LINE = re.compile(rb"(?:^|[ \t])(" + SSH_TYPES + rb"(?:-cert-v01(?:@openssh\.com)?)?) +(AAAA[A-Za-z0-9+/=]+)")
CERTIFICATE = re.compile(rb"^[a-z0-9-]+-cert-v01@openssh\.com AAAA")


def ssh_lines(path, text):
    """Public keys, one a line: bits and type as `ssh-keygen -l` prints them; certificates by `ssh-keygen -L`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(b"#")]
    if not lines or not all(SSH_LINE.search(line) for line in lines):
        return None
    if all(CERTIFICATE.match(line) for line in lines):
        return [ssh_certificate(line) for line in lines]
    code, out, _ = tools.run("ssh-keygen", "-l", "-f", path)
    found = re.findall(r"^(\d+) (\S+) .*\(([A-Z0-9-]+)\)$", out, re.MULTILINE)
    if code != 0 or len(found) != len(lines):
        return None
    return [{"kind": "public", "by": "ssh-keygen", "ssh": kind, "param": bits, "print": mark} for bits, mark, kind in found]


def ssh_certificate(line):
    with tempfile.NamedTemporaryFile(suffix="-cert.pub") as copy:
        copy.write(line + b"\n")
        copy.flush()
        code, out, _ = tools.run("ssh-keygen", "-L", "-f", copy.name)
        _, short, _ = tools.run("ssh-keygen", "-l", "-f", copy.name)
    if code != 0:
        return None
    kind = re.search(r"Public key: (\S+)-CERT ", out)[1]
    signature = re.search(r"Signing CA: .*\(using (\S+)\)", out)[1]
    valid = re.search(r"Valid: (?:from (\S+) to (\S+)|after (\S+)|before (\S+)|forever)", out)
    start, end = valid[1] or valid[3] or "", valid[2] or valid[4] or ""
    label = {"kind": "certificate", "by": "ssh-keygen", "ssh": kind, "param": short.split()[0], "sig": signature}
    return label | {"from": start and start + "Z", "to": end and end + "Z"}


def read_string(blob, at):
    length = struct.unpack_from(">I", blob, at)[0]
    return blob[at + 4 : at + 4 + length], at + 4 + length


def openssh_private(path, text):
    """One OpenSSH private key: ssh-keygen's line, cipher and key derivation of its header (PROTOCOL.key)."""
    body = re.search(rb"-----BEGIN OPENSSH PRIVATE KEY-----\s+(.*?)-----END OPENSSH PRIVATE KEY-----", text, re.DOTALL)
    if not body or text.count(b"-----BEGIN ") != 1:
        return None
    blob = base64.b64decode(b"".join(body[1].split()))
    cipher, at = read_string(blob, 15)
    derivation, _ = read_string(blob, at)
    # ssh-keygen refuses a key that others can read, and prefers a .pub that lies beside it.
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, os.path.join(folder, "key"))
        os.chmod(copy, 0o600)
        code, out, _ = tools.run("ssh-keygen", "-l", "-f", copy)
    line = re.match(r"(\d+) (\S+) .*\(([A-Z0-9-]+)\)", out)
    if code != 0 or not line:
        return None
    closed = cipher != b"none"
    scheme = f"{derivation.decode()} {cipher.decode()}" if closed else ""
    label = {"kind": "private", "by": "ssh-keygen", "ssh": line[3], "param": line[1], "print": line[2]}
    return [label | {"encrypted": closed, "scheme": scheme}]


def sshsig(path, text):
    found = re.findall(rb"-----BEGIN SSH SIGNATURE-----\s+(.*?)-----END SSH SIGNATURE-----", text, re.DOTALL)
    if len(found) != 1:
        return None
    code, out, _ = tools.run("ssh-keygen", "-Y", "check-novalidate", "-n", "unittest", "-s", path, data=b"")
    blob = base64.b64decode(b"".join(found[0].split()))
    key, _ = read_string(blob, 10)
    kind, _ = read_string(key, 0)
    return [{"kind": "signature", "by": "header", "ssh_type": kind.decode()}]


SQ_KEY = re.compile(r"^(Public|Secret)-(Key|Subkey) Packet,.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
GPG_KEY = re.compile(r"^:(public|secret) (sub )?key packet:\n(.*?)(?=^[:#]|\Z)", re.MULTILINE | re.DOTALL)


def openpgp(path):
    """Keys by `sq packet dump`: kind, version, algorithm, size, fingerprint; gpg where sq refuses the packets."""
    code, out, _ = tools.run("sq", "packet", "dump", path)
    labels = []
    for kind, role, body in [(m[1], m[2], m[0]) for m in SQ_KEY.finditer(out)] if code == 0 else []:
        field = lambda name: (re.search(rf"^    {name}: (.*)$", body, re.MULTILINE) or [None, ""])[1]  # noqa: E731
        bits = field("Pk size").split(" ")[0]
        labels.append({"kind": "public" if kind == "Public" else "private", "by": "sq", "pgp": field("Pk algo"),
                       "param": bits, "print": field("Fingerprint").lower(), "version": field("Version"),
                       "encrypted": "Encrypted" in body})
    return labels or None


JAVA = {b"\xfe\xed\xfe\xed": "JKS", b"\xce\xce\xce\xce": "JCEKS"}


def java(path, data):
    """Entries by pyjks, without a password."""
    try:
        store = jks.KeyStore.load(path, None, try_decrypt_keys=False)
    except Exception:  # noqa: BLE001
        return None
    # Certificates of a store are labelled by number only; compare.py leaves what y2q finds in one alone.
    chains = sum(len(entry.cert_chain) for entry in store.private_keys.values())
    return [{"kind": "keystore", "by": "pyjks", "format": JAVA[data[:4]], "entries": len(store.entries),
             "certificates": chains + len(store.certs), "private": len(store.private_keys),
             "secret": len(store.secret_keys)}]


def bouncy_castle(path):
    try:
        store = jks.bks.BksKeyStore.load(path, None, try_decrypt_keys=False)
    except Exception:  # noqa: BLE001
        return None
    return [{"kind": "keystore", "by": "pyjks", "format": "BKS", "entries": len(store.entries)}]


def putty(path, text):
    code, out, _ = tools.run("puttygen", path, "-l")
    named = re.match(r"(\S+) (\d+ )?(SHA256:\S+)", out)
    if code != 0 or not named:
        return None
    closed = not re.search(rb"^Encryption: none", text, re.MULTILINE)
    return [{"kind": "private", "by": "puttygen", "ssh_type": named[1], "print": named[3], "encrypted": closed}]


def of(path, data):
    """Labels of a file that is one of these; `None` when it is none, or no tool takes it."""
    if data[:4] in JAVA:
        return java(path, data)
    if data[:4] in (b"\0\0\0\1", b"\0\0\0\2") and path.rsplit(".", 1)[-1] in ("bks", "bksv1", "bksv2"):
        return bouncy_castle(path)
    if data.startswith(b"PuTTY-User-Key-File-"):
        return putty(path, data)
    if b"-----BEGIN OPENSSH PRIVATE KEY-----" in data[:200]:
        return openssh_private(path, data)
    if b"-----BEGIN SSH SIGNATURE-----" in data[:200]:
        return sshsig(path, data)
    if re.search(rb"^-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----", data[:4096], re.MULTILINE):
        return openpgp(path)
    if data[:1] and data[0] >= 0x80 and path.endswith((".pgp", ".gpg", ".key", ".cert", ".pk", ".sk")):
        return openpgp(path)
    if SSH_LINE.search(data[:65536]):
        return ssh_lines(path, data)
    return None
