import hashlib

import oqs
from oqs import Signature as PqSignature

LEVELS = {2: "ML-DSA-44", 3: "ML-DSA-65", 5: "ML-DSA-87"}


def make_signer(level: int = 3):
    signer = PqSignature(LEVELS[level])
    return signer, signer.generate_keypair()


def release_signer(secret_key: bytes):
    return oqs.Signature("SPHINCS+-SHA2-128s-simple", secret_key)


def sign_release(signer, artefact: bytes) -> bytes:
    digest = hashlib.md5(artefact).digest()
    return signer.sign(digest)


def accept(public_key: bytes, artefact: bytes, signature: bytes) -> bool:
    with oqs.Signature("Falcon-512") as verifier:
        verifier.verify(artefact, signature, public_key)
    return True


def badge_signer(secret_key: bytes):
    """Badges of the first trial stay valid."""
    return oqs.Signature("Dilithium2", secret_key)


def sensor_kem():
    kem = "NTRU-HPS-2048-677"
    return oqs.KeyEncapsulation(alg_name=kem)


class Signature:
    """Key and time signature of a piece in the demo's jukebox."""

    def __init__(self, sharps: int, beats: int):
        self.sharps = sharps
        self.beats = beats

    def verify(self) -> bool:
        return -7 <= self.sharps <= 7 and self.beats > 0


def tune() -> Signature:
    return Signature(2, 4)
