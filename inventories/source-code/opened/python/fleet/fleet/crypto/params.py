"""One place for what the vehicles may use."""
from enum import Enum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

VEHICLE_CURVE = ec.SECP521R1
UPDATE_HASH = hashes.SHA512
DH_BITS = 1024


class Legacy(Enum):
    """Names in the old protocol. The gateway prints them only."""

    RC4_128_MD5 = 4
    DES_CBC_SHA = 9
    AES_128_CBC_SHA = 47
