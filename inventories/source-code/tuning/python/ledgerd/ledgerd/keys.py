"""Keys of the ledger: made once, kept in the archive's directory."""
from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .constants import LEGACY_KEY_BITS, SIGNING_KEY_BITS


def new_signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=SIGNING_KEY_BITS)


def new_legacy_key() -> rsa.RSAPrivateKey:
    """Old readers cannot take more."""
    return rsa.generate_private_key(65537, LEGACY_KEY_BITS)


def new_device_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def new_identity() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def store(key: rsa.RSAPrivateKey, path: Path, passphrase: bytes) -> None:
    pem = key.private_bytes(
        encoding=serialization.Encoding.PEM,
        format=serialization.PrivateFormat.PKCS8,
        encryption_algorithm=serialization.BestAvailableEncryption(passphrase),
    )
    path.write_bytes(pem)


def sign_manifest(key: rsa.RSAPrivateKey, manifest: bytes) -> bytes:
    return key.sign(
        manifest,
        padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.MAX_LENGTH),
        hashes.SHA256(),
    )


def sign_legacy(key: rsa.RSAPrivateKey, manifest: bytes) -> bytes:
    return key.sign(manifest, padding.PKCS1v15(), hashes.SHA1())


def sign_device(key: ec.EllipticCurvePrivateKey, record: bytes) -> bytes:
    return key.sign(record, ec.ECDSA(hashes.SHA384()))


def session_key(own: x25519.X25519PrivateKey, peer: x25519.X25519PublicKey, salt: bytes) -> bytes:
    shared = own.exchange(peer)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"ledgerd session").derive(shared)


def ephemeral() -> x25519.X25519PrivateKey:
    return x25519.X25519PrivateKey.generate()
