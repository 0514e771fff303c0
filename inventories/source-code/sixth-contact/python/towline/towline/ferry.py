import hmac
import ssl

import nacl.secret
import nacl.signing
import oqs
import paramiko
from Crypto.Cipher import AES, PKCS1_OAEP
from Crypto.Protocol.KDF import scrypt
from Crypto.PublicKey import RSA

from .kinds import SUMS, Kind

KEM_FAMILY, KEM_LEVEL = "ML-KEM", 768


def summed(name):
    """Decorator: writes the sum of what is returned under the name."""
    def wrap(function):
        def inner(*args):
            body = function(*args)
            return body, SUMS[name](body).hexdigest()
        return inner
    return wrap


class Ferry:
    def __init__(self, kind=Kind.CARGO):
        self.kind = kind

    @classmethod
    def standard(cls):
        return cls()

    def key(self, phrase, salt):
        return scrypt(phrase, salt, self.kind.size, N=2**15, r=8, p=1)

    @summed("exact")
    def load(self, phrase, salt, nonce, cargo):
        cipher = AES.new(self.key(phrase, salt), self.kind.mode, nonce=nonce)
        return cipher.encrypt(cargo)

    def handover(self, rsa_bits=2048):
        key = RSA.generate(rsa_bits)
        return PKCS1_OAEP.new(key)


def quay():
    return Ferry.standard().handover(rsa_bits=4096)


def agree(peer):
    with oqs.KeyEncapsulation(f"{KEM_FAMILY}-{KEM_LEVEL}") as kem:
        return kem.encap_secret(peer)


def flags():
    signer = nacl.signing.SigningKey.generate()
    return signer.sign(b"flag")


def stow(key, note):
    return nacl.secret.SecretBox(key).encrypt(note)


def channel(floor="TLSv1_2"):
    context = ssl.create_default_context()
    context.minimum_version = getattr(ssl.TLSVersion, floor)
    return context


def harbour_key():
    return paramiko.ECDSAKey.generate(bits=384)


def stamp(secret, bill):
    return hmac.digest(secret, bill, SUMS["exact"])
