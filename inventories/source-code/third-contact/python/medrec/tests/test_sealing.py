import hashlib

import pytest
from Crypto.PublicKey import RSA

from medrec.sealing import ward_key


@pytest.fixture
def small_key():
    return RSA.generate(bits=1024)


@pytest.mark.parametrize("name, size", [("sha1", 20), ("blake2s", 32)])
def test_sizes(name, size):
    assert hashlib.new(name).digest_size == size


def test_ward_key():
    assert ward_key("0000", b"salt" * 4), "scrypt of PyCryptodome returned nothing"
