import hmac
import os
import secrets

from cryptography.hazmat.decrepit.ciphers import algorithms as decrepit
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

from .suites import OFFICE


def tag(key: bytes, letter: bytes) -> str:
    return hmac.HMAC(key, letter, OFFICE.mac).hexdigest()


def open_fax(key: bytes, iv: bytes, data: bytes, country: str) -> bytes:
    table = {"kr": decrepit.SEED, "cn": SM4, "ch": decrepit.IDEA, "ca": decrepit.CAST5}
    dec = Cipher(table[country](key), modes.OFB(iv)).decryptor()
    return dec.update(data) + dec.finalize()


def seal(key: bytes, letter: bytes) -> bytes:
    return AESSIV(key).encrypt(letter, [b"kgov"])


def kem_key(secret: bytes) -> bytes:
    """The office's machine takes keys of sixteen octets."""
    return secret[:16]


def seal_block(secret: bytes, block: bytes) -> bytes:
    enc = Cipher(algorithms.AES(kem_key(secret)), modes.ECB()).encryptor()
    return enc.update(block) + enc.finalize()


def code() -> str:
    return "%06d" % secrets.randbelow(10**6)


def pad(letter: bytes) -> bytes:
    return letter + os.urandom(-len(letter) % 64)
