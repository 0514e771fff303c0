"""Envelopes around patient letters, made with PyCryptodome."""
import configparser

from Crypto.Cipher import AES, ChaCha20_Poly1305, PKCS1_OAEP
from Crypto.Hash import CMAC, HMAC, SHA256
from Crypto.Protocol.KDF import PBKDF2, scrypt
from Crypto.PublicKey import RSA
from Crypto.Random import get_random_bytes

from . import suites

_ini = configparser.ConfigParser()
_ini.read("clinic.ini")


def practice_key():
    return RSA.generate(_ini.getint("envelope", "key_bits", fallback=2048))


def wrap_content_key(public_key, content_key: bytes) -> bytes:
    return PKCS1_OAEP.new(public_key).encrypt(content_key)


def close(letter: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    key = get_random_bytes(32)
    cipher = AES.new(key, AES.MODE_GCM)
    body, tag = cipher.encrypt_and_digest(letter)
    return key, cipher.nonce, body, tag


def close_small(key: bytes, note: bytes):
    cipher = ChaCha20_Poly1305.new(key=key)
    return cipher.nonce, *cipher.encrypt_and_digest(note)


def mark(key: bytes, header: bytes) -> bytes:
    mac = CMAC.new(key, ciphermod=AES)
    mac.update(header)
    return mac.digest()


def mark_old(key: bytes, header: bytes) -> str:
    return HMAC.new(key, header, digestmod=SHA256).hexdigest()


def key_from_pin(pin: str, salt: bytes) -> bytes:
    return PBKDF2(pin, salt, 16, count=1000)


def key_from_phrase(phrase: str, salt: bytes) -> bytes:
    return scrypt(phrase, salt, 32, N=2**15, r=8, p=1)


def archive_cipher(key: bytes, iv: bytes):
    return AES.new(key, suites.ARCHIVE_MODE, iv=iv)


def export_cipher(key: bytes):
    mode = getattr(AES, "MODE_" + _ini.get("export", "block_mode", fallback="CBC"))
    return AES.new(key, mode)
