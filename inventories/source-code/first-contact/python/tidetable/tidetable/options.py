"""Options of the tide table. DES and MD5 are history."""
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec


class Grade(Enum):
    HARBOUR = 2048
    ADMIRAL = 4096


@dataclass(frozen=True)
class Options:
    key_bits: int = Grade.ADMIRAL.value
    curve: ec.EllipticCurve = field(default_factory=ec.SECP384R1)
    digest: str = "sha3_256"
    iterations: int = 480_000


class Seal:
    algorithm = hashes.SHA256

    def digest(self, data):
        state = hashes.Hash(self.algorithm())
        state.update(data)
        return state.finalize()


class OldSeal(Seal):
    algorithm = hashes.SHA1
