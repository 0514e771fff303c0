"""Thin wrappers around the shared objects of the KpqC reference code."""
import ctypes
import tomllib
from pathlib import Path

SIZES = {"smaug-t": {1: (672, 832, 672), 3: (1088, 1312, 992), 5: (1440, 1728, 1376)}}


def settings() -> dict:
    return tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["kbank"]


class Kem:
    def __init__(self) -> None:
        conf = settings()
        self.level = conf.get("level", 1)
        self._lib = ctypes.CDLL(f"lib{conf['kem'].replace('-', '')}{self.level}.so")
        self.sizes = SIZES[conf["kem"]][self.level]

    def keypair(self) -> tuple[bytes, bytes]:
        pk = ctypes.create_string_buffer(self.sizes[0])
        sk = ctypes.create_string_buffer(self.sizes[1])
        self._lib.crypto_kem_keypair(pk, sk)
        return pk.raw, sk.raw

    def encapsulate(self, pk: bytes) -> tuple[bytes, bytes]:
        ct = ctypes.create_string_buffer(self.sizes[2])
        ss = ctypes.create_string_buffer(32)
        self._lib.crypto_kem_enc(ct, ss, pk)
        return ct.raw, ss.raw


_haetae = ctypes.CDLL("libhaetae2.so")


def sign(message: bytes, sk: bytes) -> bytes:
    out = ctypes.create_string_buffer(1474)
    length = ctypes.c_size_t()
    _haetae.crypto_sign_signature(out, ctypes.byref(length), message, len(message), sk)
    return out.raw[: length.value]
