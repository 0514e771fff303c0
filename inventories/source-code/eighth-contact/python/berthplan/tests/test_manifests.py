from cryptography.hazmat.primitives.asymmetric import rsa

from berthplan import manifests


def test_seal_round_trip():
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    seal = manifests.seal_manifest(key, b"40 reefers")
    manifests.check_manifest(key.public_key(), b"40 reefers", seal)


def test_area_names():
    assert manifests.AREAS["DES"].startswith("Despatch")
