from Crypto.Cipher import ARC4, DES
from Crypto.PublicKey import ECC


def test_old_crate():
    for factory, key in ((ARC4, b"0123456789"), (DES, b"01234567")):
        args = (factory.MODE_ECB,) if factory is DES else ()
        assert factory.new(key, *args)


def test_curve_names():
    assert [ECC.generate(curve=c).curve for c in ("p224",)]
