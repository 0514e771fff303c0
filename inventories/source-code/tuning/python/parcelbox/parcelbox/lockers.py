import functools
import hashlib
import os

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from .policy import CURVES, LockerPolicy, Tier

POLICY = LockerPolicy()

digest_of = functools.partial(hashlib.new, POLICY.tier.digest)
_make_rsa = functools.partial(rsa.generate_private_key, 65537)


class Locker:
    block_mode = modes.CBC

    def __init__(self, number, policy=POLICY):
        self.number = number
        self.policy = policy
        self._key = os.urandom(policy.seal_bits // 8)

    def seal(self, note: bytes) -> bytes:
        nonce = os.urandom(13)
        return nonce + AESCCM(self._key).encrypt(nonce, note, None)

    def swipe(self, code: bytes, iv: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(self._key), self.block_mode(iv)).encryptor()
        return encryptor.update(code) + encryptor.finalize()


class DropLocker(Locker):
    block_mode = modes.CFB8


def locker_key(tier: Tier = Tier.VAULT):
    return _make_rsa(tier.rsa_bits)


def courier_key(tier=None):
    curve = CURVES[(tier or POLICY.tier).curve]
    return ec.generate_private_key(curve())


def sign_drop(record: bytes) -> bytes:
    key = courier_key()
    return key.sign(record, ec.ECDSA(POLICY.fingerprint))


def unwrap(key: rsa.RSAPrivateKey, blob: bytes) -> bytes:
    scheme = padding.OAEP(
        mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None
    )
    return key.decrypt(blob, scheme)


def dump(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def tag_all(parcels):
    sums = {}
    for name in ("md5", "sha3_256", "blake2s"):
        h = hashlib.new(name)
        for parcel in parcels:
            h.update(parcel)
        sums[name] = h.hexdigest()
    return sums
