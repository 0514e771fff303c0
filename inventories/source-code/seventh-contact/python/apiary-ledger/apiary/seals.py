"""Seals that go on lots and on hives."""
import hmac
import os
from enum import Enum
from functools import partial

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Jar
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import settings


class SealKind(Enum):
    HIVE = "hive"
    SWARM = "swarm"


_CURVES = {
    SealKind.HIVE: ec.SECP384R1,
    SealKind.SWARM: ec.SECP256R1,
}

# one derivation for all jars of a season
_season_key = partial(HKDF, algorithm=hashes.SHA512(), length=32, salt=None)


def new_seal(kind: SealKind) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(_CURVES[kind]())


def press_seal(seal: ec.EllipticCurvePrivateKey, lot: bytes) -> bytes:
    return seal.sign(lot, ec.ECDSA(hashes.SHA384()))


def hive_identity() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(
        public_exponent=settings.PUBLIC_EXPONENT,
        key_size=settings.BATCH_KEY_BITS,
    )


class BatchSigner:
    """Signs whole batches; the digest may be chosen by the caller."""

    def __init__(self, key: rsa.RSAPrivateKey, digest=hashes.SHA256):
        self._key = key
        self._digest = digest

    def sign_batch(self, data: bytes) -> bytes:
        pad = padding.PSS(mgf=padding.MGF1(self._digest()), salt_length=padding.PSS.DIGEST_LENGTH)
        return self._key.sign(data, pad, self._digest())


def lock_jar(season: str, secret: bytes, nonce: bytes, note: bytes) -> bytes:
    key = _season_key(info=season.encode()).derive(secret)
    return nonce + Jar(key).encrypt(nonce, note, None)


def weigh_tag(key: bytes, reading: bytes) -> str:
    name = os.environ.get("APIARY_SCALE_MAC", "sha256")
    return hmac.new(key, reading, name).hexdigest()
