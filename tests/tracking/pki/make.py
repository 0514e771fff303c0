"""The certificates of this folder: a root, an issuing authority and a server's leaf of ECDSA, the leaf renewed like for like, their
successors of ML-DSA, and two self-signed certificates of one server; an issuing authority and a leaf of ML-DSA under the root of
ECDSA."""

import base64
import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, mldsa

FOLDER = os.path.dirname(os.path.abspath(__file__))
DER = serialization.Encoding.DER
SPKI = serialization.PublicFormat.SubjectPublicKeyInfo
OIDS = {mldsa.MLDSA65PrivateKey: "2.16.840.1.101.3.4.3.18", mldsa.MLDSA87PrivateKey: "2.16.840.1.101.3.4.3.19"}


def element(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        length = bytes([len(body)])
    else:
        size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(size)]) + size
    return bytes([tag]) + length + body


def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = b""
    for number in [first * 40 + second, *rest]:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.append(number & 0x7F | 0x80)
        out += bytes(reversed(digits))
    return element(6, out)


def pem(label, der):
    lines = base64.encodebytes(der).decode().replace("\n", "")
    body = "\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


def write(name, text):
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write(text)


def distinguished(name):
    attributes = [(x509.NameOID.COUNTRY_NAME, "KR"), (x509.NameOID.ORGANIZATION_NAME, "Haneul"), (x509.NameOID.COMMON_NAME, name)]
    return x509.Name([x509.NameAttribute(*one) for one in attributes])


def certificate(file, name, key, issuer, signer, authority, serial):
    """`None` for `authority`: the extension is left out."""
    public = key.public_key().public_bytes(DER, SPKI)
    begin, end = b"260101000000Z", b"351231235959Z"
    extensions = b""
    if authority is not None:
        value = element(0x30, element(1, b"\xff")) if authority else element(0x30)
        extension = element(0x30, oid("2.5.29.19"), element(1, b"\xff"), element(4, value))
        extensions = element(0xA3, element(0x30, extension))
    algorithm = element(0x30, oid(OIDS.get(type_of(signer), "1.2.840.10045.4.3.2")))
    body = element(
        0x30, element(0xA0, element(2, b"\x02")), element(2, bytes([serial])), algorithm,
        distinguished(issuer).public_bytes(), element(0x30, element(0x17, begin), element(0x17, end)),
        distinguished(name).public_bytes(), public, extensions,
    )
    signature = signer.sign(body) if type_of(signer) in OIDS else signer.sign(body, ec.ECDSA(hashes.SHA256()))
    der = element(0x30, body, algorithm, element(3, b"\x00", signature))
    x509.load_der_x509_certificate(der)
    write(file, pem("CERTIFICATE", der))


def type_of(key):
    return next((kind for kind in OIDS if isinstance(key, kind)), None)


def key(file, key):
    secret = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write(file, pem("PRIVATE KEY", secret))


def curve():
    return ec.generate_private_key(ec.SECP256R1())


old, middle, leaf, server = curve(), curve(), curve(), curve()
certificate("root.pem", "Haneul Root CA 2016", old, "Haneul Root CA 2016", old, True, 1)
key("root.key", old)
certificate("issuing.pem", "Haneul Issuing CA 1", middle, "Haneul Root CA 2016", old, True, 2)
certificate("leaf.pem", "shop.haneul.example", leaf, "Haneul Issuing CA 1", middle, None, 3)
key("leaf.key", leaf)
again = curve()
certificate("leaf-again.pem", "shop.haneul.example", again, "Haneul Issuing CA 1", middle, None, 5)
key("leaf-again.key", again)
certificate("server.pem", "ledger.haneul.example", server, "ledger.haneul.example", server, True, 4)
key("server.key", server)
root87, issuing65, leaf65, server65 = (
    mldsa.MLDSA87PrivateKey.generate(), mldsa.MLDSA65PrivateKey.generate(), mldsa.MLDSA65PrivateKey.generate(),
    mldsa.MLDSA65PrivateKey.generate(),
)
certificate("new-root.pem", "Haneul Root CA G2", root87, "Haneul Root CA G2", root87, True, 11)
certificate("new-issuing.pem", "Haneul Issuing CA 2", issuing65, "Haneul Root CA G2", root87, True, 12)
certificate("new-leaf.pem", "shop.haneul.example", leaf65, "Haneul Issuing CA 2", issuing65, None, 13)
certificate("new-server.pem", "ledger.haneul.example", server65, "ledger.haneul.example", server65, True, 14)
key("new-server.key", server65)
# New keys that the old root has signed.
certificate("half-issuing.pem", "Haneul Issuing CA 2", mldsa.MLDSA65PrivateKey.generate(), "Haneul Root CA 2016", old, True, 21)
certificate("half-leaf.pem", "shop.haneul.example", mldsa.MLDSA65PrivateKey.generate(), "Haneul Root CA 2016", old, None, 22)
# Another authority, a leaf that it has signed, and one of ML-DSA whose name is like none.
other, third65 = curve(), mldsa.MLDSA65PrivateKey.generate()
certificate("other-root.pem", "Ledger Authority", other, "Ledger Authority", other, True, 31)
key("other-root.key", other)
certificate("other-leaf.pem", "ledger.haneul.example", curve(), "Ledger Authority", other, None, 32)
certificate("third-root.pem", "Sejong Trust", third65, "Sejong Trust", third65, True, 33)
# Another key of an authority of the same name.
certificate("issuing-again.pem", "Haneul Issuing CA 1", curve(), "Haneul Root CA 2016", old, True, 34)
