import functools
import hashlib as h
import hmac
import ssl
from importlib import import_module

import jwt
import nacl.public
from cryptography.hazmat.primitives import hashes, padding as block_padding, serialization
from cryptography.hazmat.primitives.asymmetric import dh, ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms as alg, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from Crypto.Cipher import AES as Aes, DES3, PKCS1_OAEP
from Crypto.PublicKey import ECC

from .options import Grade, Options

new_key = functools.partial(rsa.generate_private_key, public_exponent=65537)
SUITES = {"fast": (alg.AES, modes.GCM), "old": (alg.TripleDES, modes.CBC)}


class Boat:
    def __init__(self, options: Options | None = None):
        self._options = options or Options()

    def key(self):
        return rsa.generate_private_key(65537, self._options.key_bits)

    def small_key(self):
        return new_key(key_size=Grade.HARBOUR.value)

    def curve_key(self):
        return ec.generate_private_key(self._options.curve)

    def name(self, data):
        return h.new(self._options.digest, data).hexdigest()

    def seal(self, kind, key, nonce):
        cipher, mode = SUITES[kind]
        return Cipher(cipher(key), mode(nonce)).encryptor()

    def stretch(self, secret, salt):
        settings = {"algorithm": hashes.SHA512(), "length": 32, "salt": salt}
        return PBKDF2HMAC(**settings, iterations=self._options.iterations).derive(secret)

    def sign(self, key: rsa.RSAPrivateKey, data):
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
        return key.sign(data, pss, hashes.SHA256())

    def wrap(self, pem, data):
        public = serialization.load_pem_public_key(pem)
        if isinstance(public, rsa.RSAPublicKey):
            return public.encrypt(data, padding.PKCS1v15())
        raise TypeError("an RSA key is wanted")

    def token(self, claims, secret):
        return jwt.encode(claims, secret, algorithm="HS" + str(512))

    def box(self):
        return nacl.public.PrivateKey.generate()

    def crews(self):
        yield from (ECC.generate(curve=name) for name in ("p256", "ed25519"))

    def old(self, key, iv):
        return DES3.new(key, DES3.MODE_CBC, iv)

    def parameters(self):
        return dh.generate_parameters(generator=2, key_size=1024)

    def tag(self, key, data):
        return hmac.digest(key, data, h.sha256)

    def context(self):
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1
        return context


def describe(sha):
    return f"commit {sha[:8]}: rsa notes"
