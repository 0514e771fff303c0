import hashlib

from cryptography.hazmat.primitives.asymmetric import ed25519


def test_address_is_hex():
    assert len(hashlib.new("md5", b"a").hexdigest()) == 32


def test_owner():
    assert ed25519.Ed25519PrivateKey.generate()
