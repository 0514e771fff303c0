"""Reads what the predecessor wrote. Nothing new is written in these formats."""
import Crypto.Cipher.ARC4
import Crypto.Hash.MD4
from Crypto.Cipher import DES, DES3 as TripleDes, Blowfish, ARC2
from Crypto.Hash import RIPEMD160, SHA1
from Crypto.PublicKey import DSA
from Crypto.Signature import DSS, pkcs1_15


def read_letter(key: bytes, blob: bytes) -> bytes:
    return DES.new(key, DES.MODE_ECB).decrypt(blob)


def read_batch(key: bytes, blob: bytes) -> bytes:
    cipher = TripleDes.new(key, TripleDes.MODE_CFB, iv=blob[:8])
    return cipher.decrypt(blob[8:])


def read_stream(key: bytes, blob: bytes) -> bytes:
    return Crypto.Cipher.ARC4.new(key).decrypt(blob)


def read_card(key: bytes, blob: bytes, kind: str) -> bytes:
    if kind == "b":
        module, mode = Blowfish, Blowfish.MODE_CBC
    else:
        module, mode = ARC2, ARC2.MODE_CBC
    return module.new(key, mode, blob[:8]).decrypt(blob[8:])


def nt_token(password: str) -> bytes:
    return Crypto.Hash.MD4.new(password.encode("utf-16-le")).digest()


def file_id(body: bytes) -> str:
    return RIPEMD160.new(body).hexdigest()


def check_batch(rsa_key, body: bytes, signature: bytes) -> None:
    digest = SHA1.new(body)
    pkcs1_15.new(rsa_key).verify(digest, signature)


def old_authority():
    key = DSA.generate(1024)
    return key, DSS.new(key, "fips-186-3")
