from Crypto.Cipher import AES
from Crypto.PublicKey import ECC, RSA
from Crypto.Signature import eddsa

from clinic import envelope

KEY = bytes(range(16))


def test_wrap_round_trip():
    key = RSA.generate(1024)
    assert len(envelope.wrap_content_key(key.public_key(), KEY)) == 128


def test_ccm_reader():
    cipher = AES.new(KEY, AES.MODE_CCM, nonce=bytes(11))
    assert len(cipher.encrypt(b"x" * 20)) == 20


def test_ed448_signature():
    key = ECC.generate(curve="Ed448")
    signature = eddsa.new(key, "rfc8032").sign(b"letter")
    assert len(signature) == 114
