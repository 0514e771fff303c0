"""Hybrid key agreement of the pilot."""
import hashlib
import oqs
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

KEM = "ML-KEM-768"


def responder_keys():
    kem = oqs.KeyEncapsulation(KEM)
    public = kem.generate_keypair()
    return kem, public


def initiate(peer_kem_public: bytes, peer_x: bytes) -> tuple[bytes, bytes, bytes]:
    with oqs.KeyEncapsulation(KEM) as kem:
        ciphertext, pq_secret = kem.encap_secret(peer_kem_public)
    own = X25519PrivateKey.generate()
    classic = own.exchange(X25519PublicKey.from_public_bytes(peer_x))
    key = hashlib.sha3_256(classic + pq_secret + b"pqpilot v1").digest()
    return ciphertext, own.public_key().public_bytes_raw(), key


def quick_session(peer_kem_public: bytes) -> tuple[bytes, bytes]:
    """Without the classical half, for the sensors."""
    kem = oqs.KeyEncapsulation("Kyber512")
    ciphertext, secret = kem.encap_secret(peer_kem_public)
    return ciphertext, secret[:16]


def korean_pair(level: int):
    name = f"SMAUG-T{level}"
    kem = oqs.KeyEncapsulation(name)
    return kem, kem.generate_keypair()
