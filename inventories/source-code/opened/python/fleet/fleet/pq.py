"""Trial of post-quantum signatures and keys for over-the-air updates."""
import hashlib

import oqs
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FALLBACK_SEED = hashlib.sha256(b"fleet-update-signer").digest()


def update_signer() -> MLDSA65PrivateKey:
    return MLDSA65PrivateKey.from_seed_bytes(FALLBACK_SEED)


def vehicle_kem() -> MLKEM768PrivateKey:
    return MLKEM768PrivateKey.generate()


def seal_update(public: MLKEM768PublicKey, image: bytes) -> bytes:
    secret, ciphertext = public.encapsulate()
    return ciphertext + AESGCM(secret).encrypt(bytes(12), image, None)


def archive_signature(secret_key: bytes, image: bytes) -> bytes:
    signer = oqs.Signature("SLH_DSA_PURE_SHA2_192F", secret_key)
    return signer.sign(image)


def kpqc_signature(image: bytes):
    scheme = "HAETAE-3"
    with oqs.Signature(scheme) as signer:
        public = signer.generate_keypair()
        return public, signer.sign(image)


def backup_kem(name: str = "HQC-256"):
    kem = oqs.KeyEncapsulation(name)
    return kem.generate_keypair()


def depot_kem():
    return oqs.KeyEncapsulation("FrodoKEM-" + "976-" + "AES")


def accept_old_update(public_key: bytes, image: bytes, signature: bytes) -> bool:
    return oqs.Signature("Dilithium3").verify(image, signature, public_key)
