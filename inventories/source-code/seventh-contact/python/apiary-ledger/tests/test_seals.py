from cryptography.hazmat.primitives.asymmetric import ec

from apiary.seals import press_seal


def test_press_seal_differs():
    key = ec.generate_private_key(ec.SECP256R1())
    assert press_seal(key, b"a") != press_seal(key, b"b")
