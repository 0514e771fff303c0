from abc import ABC, abstractmethod
from typing import NamedTuple

from Crypto.Cipher import AES as _Block
from Crypto.Cipher import ChaCha20_Poly1305
from Crypto.Hash import HMAC, SHA256, SHA512
from Crypto.Protocol.KDF import PBKDF2, scrypt
from Crypto.Random import get_random_bytes


class Spec(NamedTuple):
    mode: int
    key_len: int = 32


SPECS = {
    "seed": Spec(_Block.MODE_GCM),
    "cache": Spec(_Block.MODE_ECB, 16),
}


class Store(ABC):
    kdf_digest = SHA256

    @abstractmethod
    def cipher(self, key): ...

    def derive(self, password, salt, size=32):
        return PBKDF2(password, salt, dkLen=size, count=100_000, hmac_hash_module=self.kdf_digest)

    def put(self, password, data):
        salt = get_random_bytes(16)
        box = self.cipher(self.derive(password, salt))
        body, tag = box.encrypt_and_digest(data)
        return salt + box.nonce + tag + body


class SeedStore(Store):
    kdf_digest = SHA512

    def cipher(self, key):
        return _Block.new(key, SPECS["seed"].mode)


class MemoStore(Store):
    def cipher(self, key):
        return ChaCha20_Poly1305.new(key=key)


def cached(key_material, block):
    spec = SPECS["cache"]
    return _Block.new(key_material[: spec.key_len], spec.mode).encrypt(block)


def backup_key(phrase, salt):
    return scrypt(phrase, salt, key_len=32, N=2**15, r=8, p=1)


def audit(key, line):
    return HMAC.new(key, line, digestmod=SHA256).hexdigest()
