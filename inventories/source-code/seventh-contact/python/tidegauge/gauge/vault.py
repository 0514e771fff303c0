"""Keys of the gauges."""
import hashlib
from abc import ABC, abstractmethod

import nacl.public
import oqs
from Crypto.Cipher import AES, DES3
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from Crypto.Hash import SHA256

LATTICE = 768
PRF_BITS = 512
PROFILE = "deep"

# 2.16.840.1.101.3.4.1.46 is what the vendor calls aes256-GCM in its sheet
VENDOR_IDS = {"1.2.840.113549.1.1.11": "sha256WithRSAEncryption"}


def _strength(kind: str) -> int:
    return 4096 if kind == "mooring" else 2048


def _bits_for(kind: str) -> int:
    return _strength(kind.strip().lower())


def mooring_key() -> RSA.RsaKey:
    return RSA.generate(_bits_for("mooring"))


def sign_reading(key: RSA.RsaKey, line: bytes) -> bytes:
    return pkcs1_15.new(key).sign(SHA256.new(line))


def cipher_for_log(key: bytes):
    match PROFILE:
        case "deep":
            return AES.new(key, AES.MODE_GCM)
        case _:
            return DES3.new(key, DES3.MODE_CBC)


def pin_to_key(pin: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac(f"sha{PRF_BITS}", pin.encode(), salt, 310_000)


class KeyExchange:
    """Hybrid greeting between a gauge and the office."""

    def __init__(self):
        self.near = nacl.public.PrivateKey.generate()
        self.far = oqs.KeyEncapsulation("ML-KEM-" + str(LATTICE))

    def open(self, ciphertext: bytes) -> bytes:
        return self.far.decap_secret(ciphertext)


class Stamp(ABC):
    @abstractmethod
    def digest_name(self) -> str: ...

    def of(self, line: bytes) -> bytes:
        return hashlib.new(self.digest_name(), line).digest()


class MarineStamp(Stamp):
    def digest_name(self) -> str:
        return "blake2b"
