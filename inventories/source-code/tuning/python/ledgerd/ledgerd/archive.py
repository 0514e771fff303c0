"""Sealing of archives."""
import hashlib
import os
from pathlib import Path

import yaml
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM as Sealer
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from . import constants

DEFAULTS = {"cipher_bits": 128, "checksum": "sha256", "kdf_rounds": 100000}


def settings(path: str = "config/ledgerd.yml") -> dict:
    loaded = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    return {**DEFAULTS, **loaded.get("archive", {})}


CONF = settings()


def archive_key() -> bytes:
    return Sealer.generate_key(bit_length=CONF["cipher_bits"])


def seal(key: bytes, body: bytes, header: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + Sealer(key).encrypt(nonce, body, header)


def checksum(body: bytes) -> str:
    h = hashlib.new(CONF["checksum"])
    h.update(body)
    return h.hexdigest()


def stretch(passphrase: str, salt: bytes) -> bytes:
    kdf = PBKDF2HMAC(
        algorithm=getattr(hashes, constants.KDF_HASH.upper())(),
        length=32,
        salt=salt,
        iterations=CONF["kdf_rounds"],
    )
    return kdf.derive(passphrase.encode())


def open_v0(key: bytes, blob: bytes) -> bytes:
    """First format of 2011: zero IV, no tag."""
    decryptor = Cipher(algorithms.TripleDES(key), modes.CBC(b"\0" * 8)).decryptor()
    return decryptor.update(blob) + decryptor.finalize()


def open_v1(key: bytes, blob: bytes) -> bytes:
    cipher = Cipher(
        algorithms.AES(key),
        modes.CTR(blob[:16]),
    )
    decryptor = cipher.decryptor()
    return decryptor.update(blob[16:]) + decryptor.finalize()


def describe(entry: dict) -> str:
    """Describe an entry: name, size, description."""
    desired = entry.get("description", "")
    return f"{entry['name']}: {desired} (universal)"
