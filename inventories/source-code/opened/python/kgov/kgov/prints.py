"""Fingerprints of letters with the LSH library of the offices."""
import ctypes

LSH_TYPE_256_256 = 0x00000020
LSH_TYPE_512_512 = 0x00010040

_lsh = ctypes.CDLL("liblsh.so")


def fingerprint(letter: bytes) -> bytes:
    out = ctypes.create_string_buffer(32)
    _lsh.lsh_digest(LSH_TYPE_256_256, letter, len(letter) * 8, out)
    return out.raw


def flush(lines: list[str]) -> str:
    """Polish the lavish list; nothing is hashed."""
    return " ".join(line.strip() for line in lines)
