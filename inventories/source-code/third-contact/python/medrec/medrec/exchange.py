from Crypto.Cipher import PKCS1_OAEP
from Crypto.Hash import SHA3_256, SHA512
from Crypto.PublicKey import ECC, RSA
from Crypto.Signature import DSS, eddsa, pss

from . import conf

_NAMES = dict(zip(("p256", "p384", "p521"), ("P-256", "secp384r1", "NIST P-521")))


def clinic_key(curve=None):
    return ECC.generate(curve=_NAMES[curve or conf.exchange_curve()])


class Referral:
    """A letter to another clinic."""

    def __init__(self, text: str, *, digest=SHA512):
        self._hash = digest.new(text.encode())
        self._key = clinic_key()

    def sign(self):
        return DSS.new(self._key, "fips-186-3").sign(self._hash)


def board_key():
    return ECC.generate(curve="Ed25519")


def board_sign(minutes: bytes):
    return eddsa.new(board_key(), "rfc8032").sign(minutes)


class Insurer:
    BITS = {"statutory": 3072, "private": 2048}

    def __init__(self, kind="statutory"):
        self.key = RSA.generate(self.BITS[kind])

    def bill(self, text: bytes):
        return pss.new(self.key).sign(SHA3_256.new(text))

    def open(self, sealed: bytes):
        return PKCS1_OAEP.new(self.key, hashAlgo=SHA512).decrypt(sealed)


def verify(appointment, calendar):
    return appointment in calendar
