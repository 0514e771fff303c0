"""Sealing of patient records."""
import importlib

from Crypto.Cipher import AES, ARC4, DES3
from Crypto.Hash import CMAC, HMAC, SHA256
from Crypto.Protocol.KDF import PBKDF2, scrypt
from Crypto.Random import get_random_bytes as noise

from .conf import RecordConf


class Sealer:
    module = AES
    tag_hash = SHA256

    def __init__(self, conf=None):
        self.conf = conf or RecordConf.load()
        self._mode = getattr(self.module, "MODE_" + self.conf.mode.upper())

    def fresh(self):
        return noise(self.conf.key_bytes)

    def seal(self, record: bytes):
        key = self.fresh()
        cipher = self.module.new(key, self._mode)
        body, tag = cipher.encrypt_and_digest(record)
        return key, cipher.nonce + tag + body

    def tag(self, key, record: bytes):
        return HMAC.new(key, record, digestmod=self.tag_hash).hexdigest()

    def stretch(self, passphrase, salt):
        prf = importlib.import_module(f"Crypto.Hash.{self.conf.prf}")
        return PBKDF2(passphrase, salt, 32, count=310_000, hmac_hash_module=prf)


class TapeSealer(Sealer):
    """Tapes of the radiology, read until 2031."""

    module = DES3

    def __init__(self):
        super().__init__(RecordConf(mode="cfb", key_bytes=24, prf="SHA384"))

    def read(self, key, blob):
        return self.module.new(key, self._mode, iv=blob[:8]).decrypt(blob[8:])


def ward_key(pin: str, salt: bytes):
    return scrypt(pin, salt, 32, N=2**15, r=8, p=1)


def pump_tag(key: bytes, frame: bytes):
    mac = CMAC.new(key, ciphermod=AES)
    mac.update(frame)
    return mac.digest()


def pager(text: bytes, key: bytes):
    return ARC4.new(key).encrypt(text)
