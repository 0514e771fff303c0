import os
from typing import Callable

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import cmac, hashes, hmac, keywrap, poly1305
from cryptography.hazmat.primitives.asymmetric import dh, ec, ed448, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms as alg, modes
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from . import params

RECOVERY_KEY = b"""-----BEGIN EC PRIVATE KEY-----
MHcCAQEEICW+tahXuVWlozlmX5o+dxtHUxsAb1jM351EuypBxskvoAoGCCqGSM49
AwEHoUQDQgAEGLHSTnmQbsplMMgszwX5uiN2dimoBjmSvYZkZcKPOV98iZp9VOZW
8mRDUvmEl5cAWN+QGdkzY2DTPtp1ubikvw==
-----END EC PRIVATE KEY-----
"""


def vehicle_key():
    return ec.generate_private_key(params.VEHICLE_CURVE())


def check_update(public_key: ec.EllipticCurvePublicKey, signature: bytes, image: bytes) -> None:
    public_key.verify(signature, image, ec.ECDSA(params.UPDATE_HASH()))


def pair(own: ec.EllipticCurvePrivateKey, peer: ec.EllipticCurvePublicKey) -> bytes:
    secret = own.exchange(ec.ECDH(), peer)
    return ConcatKDFHash(hashes.SHA256(), 32, b"fleet pairing").derive(secret)


def workshop_group():
    return dh.generate_parameters(generator=2, key_size=params.DH_BITS)


def factory_identity():
    return ed448.Ed448PrivateKey.generate()


def recovery_key():
    return load_pem_private_key(RECOVERY_KEY, password=None)


def _encryptor(make: Callable, key: bytes, iv: bytes):
    return Cipher(make(key), modes.CBC(iv)).encryptor()


def seal_telemetry(key: bytes, iv: bytes, data: bytes) -> bytes:
    enc = _encryptor(alg.Camellia, key, iv)
    return enc.update(data) + enc.finalize()


def seal_position(key: bytes, data: bytes) -> bytes:
    nonce = os.urandom(13)
    return nonce + AESCCM(key, tag_length=8).encrypt(nonce, data, None)


def seal_diagnosis(key: bytes, data: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(os.urandom(12), data, None)


def disk(key: bytes, sector: bytes):
    return Cipher(alg.AES(key), modes.XTS(sector))


def cmac_frame(key: bytes, frame: bytes) -> bytes:
    c = cmac.CMAC(alg.AES128(key))
    c.update(frame)
    return c.finalize()[:8]


def one_time_tag(key: bytes, frame: bytes) -> bytes:
    return poly1305.Poly1305.generate_tag(key, frame)


def wrap_key(kek: bytes, key: bytes) -> bytes:
    return keywrap.aes_key_wrap(kek, key)


def settings_box(key: bytes) -> Fernet:
    return Fernet(key)


def pin_key(pin: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(pin)


def for_workshop(public_key: rsa.RSAPublicKey, ticket: bytes) -> bytes:
    return public_key.encrypt(
        ticket,
        padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None),
    )


def mac_frame(key: bytes, frame: bytes) -> bytes:
    h = hmac.HMAC(key, hashes.SHA3_384())
    h.update(frame)
    return h.finalize()
