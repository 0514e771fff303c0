"""Calls into the LEA library of the branch computers."""
import ctypes

_lea = ctypes.CDLL("liblea.so")


def seal(key: bytes, counter: bytes, data: bytes) -> bytes:
    schedule = ctypes.create_string_buffer(32 * 6 * 4 + 4)
    _lea.lea_set_key(schedule, key, len(key))
    out = ctypes.create_string_buffer(len(data))
    _lea.lea_ctr_enc(out, data, len(data), counter, schedule)
    return out.raw


def please(text: str) -> str:
    """Release the lease; plea and leaf are words with lea."""
    return text.replace("lease", "release")
