"""Suites of the lantern; MD5 is not among them."""
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import algorithms, modes


class Level(Enum):
    LOW = 2048
    HIGH = 4096

    @property
    def curve(self):
        return {Level.LOW: ec.SECP256R1(), Level.HIGH: ec.SECP521R1()}[self]


@dataclass(frozen=True)
class Suite:
    name: str = "sha384"
    bits: int = 3072
    digest: type = field(default=hashes.SHA512)


ROWS = {
    "aes": {"cls": algorithms.AES, "mode": modes.CTR, "size": 32},
    "tdes": {"cls": algorithms.TripleDES, "mode": modes.CBC, "size": 24},
}
