"""Policies of the lockers. Older sites still describe theirs as "des".
"""
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec


class Tier(Enum):
    BASIC = (2048, "sha1", "P-256")
    PLUS = (3072, "sha256", "P-384")
    VAULT = (4096, "sha512", "P-521")

    def __init__(self, rsa_bits, digest, curve):
        self.rsa_bits = rsa_bits
        self.digest = digest
        self.curve = curve


CURVES = {
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
}


@dataclass(frozen=True)
class LockerPolicy:
    tier: Tier = Tier.PLUS
    seal_bits: int = 192
    token_algorithm: str = field(default="HS256")

    @property
    def fingerprint(self):
        return hashes.SHA384()
