import binascii
from typing import NamedTuple


class Channel(NamedTuple):
    name: str
    width: int

    @property
    def rsa_hash(self):
        return f"SHA-{self.width}"

    @property
    def digest(self):
        match self.width:
            case 256:
                return "sha256"
            case 384:
                return "sha512"
            case _:
                return "md5"


CHANNELS = {c.name: c for c in (Channel("stable", 384), Channel("nightly", 256), Channel("lab", 1))}

# Boards carry these in their manifests; the tool only prints them.
OIDS = {
    "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
    "1.3.101.112": "Ed25519",
}


def block_hash(block: bytes) -> int:
    return binascii.crc32(block) & 0xFFFFFFFF
