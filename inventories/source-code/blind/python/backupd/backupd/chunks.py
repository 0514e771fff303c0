import hashlib
import hmac as mac
import secrets

from Crypto.Cipher import AES, DES3
from Crypto.Hash import SHA512
from Crypto.Protocol.KDF import PBKDF2, scrypt

from .plan import Plan, settings


def _digest(name=None):
    return getattr(hashlib, name or settings()["chunks"]["hash"])


class Sealer:
    """Base of the sealers; the mode comes from the subclass."""

    mode_name = "GCM"

    def __init__(self, passphrase, plan=None):
        self.plan = plan or Plan()
        self.salt = secrets.token_bytes(16)
        self.key = PBKDF2(passphrase, self.salt, dkLen=self.plan.tier.key_len, count=self.plan.tier.rounds, hmac_hash_module=SHA512)

    def seal(self, chunk):
        cipher = AES.new(self.key, getattr(AES, "MODE_" + self.mode_name))
        body, tag = cipher.encrypt_and_digest(chunk)
        return cipher.nonce + tag + body


class ChunkStore(Sealer):
    mode_name = settings()["chunks"]["mode"]

    def address(self, chunk):
        return _digest()(chunk).hexdigest()

    def index_tag(self, entry):
        return mac.new(self.key, entry, "sha3_" + "224").hexdigest()

    def restore_v1(self, blob, key):
        return DES3.new(key, DES3.MODE_CFB, iv=blob[:8]).decrypt(blob[8:])

    def recovery(self, phrase):
        return scrypt(phrase, self.salt, 32, N=2**15, r=8, p=1)
