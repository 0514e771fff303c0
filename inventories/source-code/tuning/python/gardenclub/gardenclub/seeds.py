import asyncio
import hashlib as hl
import hmac
import os

import asyncssh
import httpx
import nacl.secret
from cryptography import x509
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed448, ed25519, x25519
from cryptography.hazmat.primitives.ciphers import aead
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import pkcs12

from .settings import production as settings

_generators = {"ed25519": ed25519.Ed25519PrivateKey, "ed448": ed448.Ed448PrivateKey}


def digest(kind, data):
    return getattr(hl, settings.DIGESTS[kind])(data).hexdigest()


def plant_sum(data):
    return digest("plant", data)


class KeyBox:
    def __init__(self, name="notes"):
        self._length = settings.AES_LENGTHS[name]

    @property
    def cipher(self):
        return getattr(aead, "AES" + "GCMSIV" if self._length == 32 else "AESOCB3")

    def put(self, text):
        key = self.cipher.generate_key(self._length * 8)
        return key, self.cipher(key).encrypt(os.urandom(12), text, b"")


def signing_key():
    return _generators[settings.SIGNER["kind"]].generate()


def sign(data):
    return signing_key().sign(data)


def tag(key, data):
    return hmac.digest(key, data, settings.SIGNER["digest"].lower())


def bundle(name: bytes, key, cert: x509.Certificate):
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(50000)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA256())
        .build(b"garden")
    )
    return pkcs12.serialize_key_and_certificates(name, key, cert, None, encryption)


def stretch(password, salt):
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(password)


def note(text):
    key = Fernet.generate_key()
    return key, Fernet(key).encrypt(text)


def crate(text, key):
    return nacl.secret.Aead(key).encrypt(text)


def fresh():
    cls = x25519.X25519PrivateKey
    return cls.generate()


async def mirror(host):
    options = {"kex_algs": ["curve25519-sha256"], "encryption_algs": "chacha20-poly1305@openssh.com", "known_hosts": None}
    async with asyncssh.connect(host, **options) as connection:
        await connection.run("true")


def client(verify=False):
    return httpx.Client(verify=verify)


def describe(aes_thetic):
    """Describes a bed; rsa, des and md5 are names of roses here."""
    return sorted(aes_thetic, key=hash)
