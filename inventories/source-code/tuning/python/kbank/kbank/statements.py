"""Statements of account; the clerks describe them, the machine seals them."""
import hashlib
import os

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.kbkdf import KBKDFHMAC, CounterLocation, Mode

from .native import Kem, settings

READERS = {"seed": SEED}


def read_old(key: bytes, data: bytes) -> bytes:
    algorithm = READERS[settings()["old_cipher"]]
    decryptor = Cipher(algorithm(key), modes.CBC(data[:16])).decryptor()
    return decryptor.update(data[16:]) + decryptor.finalize()


def send(kem: Kem, branch_key: bytes, statement: bytes) -> bytes:
    ct, secret = kem.encapsulate(branch_key)
    key = hashlib.sha1(secret).digest()[:16]
    nonce = os.urandom(12)
    return ct + nonce + AESGCM(key).encrypt(nonce, statement, ct)


def send_well(kem: Kem, branch_key: bytes, statement: bytes) -> bytes:
    ct, secret = kem.encapsulate(branch_key)
    kdf = KBKDFHMAC(
        algorithm=hashes.SHA256(),
        mode=Mode.CounterMode, length=32, rlen=4, llen=4, location=CounterLocation.BeforeFixed,
        label=b"statement", context=ct[:32], fixed=None,
    )
    nonce = os.urandom(12)
    return ct + nonce + AESGCM(kdf.derive(secret)).encrypt(nonce, statement, ct)
