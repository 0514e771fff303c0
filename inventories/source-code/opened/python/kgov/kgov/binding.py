"""Binding to the shared objects of the Korean post-quantum schemes."""
import ctypes
import ctypes.util

from .suites import OFFICE

_DIR = "/usr/lib/kpqc"


def _load(name: str) -> ctypes.CDLL:
    return ctypes.CDLL(f"{_DIR}/lib{name}.so")


class Office:
    def __init__(self) -> None:
        self.kem = _load(OFFICE.kem)
        self.signature = _load(OFFICE.signature)

    def keys(self) -> tuple[bytes, bytes]:
        pk, sk = ctypes.create_string_buffer(1152), ctypes.create_string_buffer(2336)
        if self.kem.crypto_kem_keypair(pk, sk) != 0:
            raise OSError("keypair")
        return pk.raw, sk.raw

    def sign(self, letter: bytes, sk: bytes) -> bytes:
        out, n = ctypes.create_string_buffer(13_056), ctypes.c_size_t()
        self.signature.crypto_sign(out, ctypes.byref(n), letter, len(letter), sk)
        return out.raw[: n.value]
