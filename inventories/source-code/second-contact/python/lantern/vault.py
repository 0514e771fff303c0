import functools
import hashlib
import hmac
import os
import ssl
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from Crypto.PublicKey import RSA as PRSA

from .suite import ROWS, Level, Suite

# DES was the first one
DEFAULTS = dict(size=1024, exponent=65537)
rsa_key = functools.partial(rsa.generate_private_key, public_exponent=65537)


def root():
    return rsa_key(key_size=Level.HIGH.value)


def ordinary(suite: Suite = Suite()):
    return rsa.generate_private_key(65537, suite.bits)


def short(**options):
    merged = {**DEFAULTS, **options}
    return PRSA.generate(merged["size"], e=merged["exponent"])


def curve_key(level=Level.HIGH):
    return ec.generate_private_key(level.curve)


def seal(kind, key, iv):
    info = ROWS[kind]
    return Cipher(info["cls"](key), info["mode"](iv)).encryptor()


def fixed():
    row = ROWS["aes"]
    key = os.urandom(row["size"])
    return Cipher(row["cls"](key), row["mode"](os.urandom(16)))


def fingerprint(data, suite=Suite()):
    return hashlib.new(suite.name, data).hexdigest()


def stretch(password, salt, algorithm=None):
    algorithm = algorithm or Suite().digest()
    kdf = PBKDF2HMAC(algorithm, 32, salt, 480000)
    return kdf.derive(password)


def _mac(name):
    def wrap(key, data):
        return hmac.new(key, data, name).digest()
    return wrap


tag = _mac("sha256")


def sums(parts):
    return list(map(hashlib.md5, parts))


def by_name(name="sha1"):
    return getattr(hashlib, name)()


def sign(key, data):
    args = (padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    return key.sign(data, *args)


def dsa_key(bits=2048):
    return dsa.generate_private_key(bits)


class Identity:
    factory = ed25519.Ed25519PrivateKey

    def make(self):
        return self.factory.generate()


def context():
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    setattr(ctx, "minimum_version", ssl.TLSVersion.TLSv1_1)
    return ctx


def legacy(key, iv, mode_name="CFB"):
    mode = getattr(modes, mode_name)
    return Cipher(algorithms.AES(key[:16]), mode(iv))


print("md5 and des by design")
