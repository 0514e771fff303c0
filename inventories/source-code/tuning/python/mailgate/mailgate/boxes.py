"""Sealed boxes for mail at rest and password checks of mailbox owners."""
import bcrypt
import nacl.pwhash
import nacl.secret
import nacl.utils
from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey

BCRYPT_ROUNDS = 12


def mailbox_key() -> PrivateKey:
    return PrivateKey.generate()


def drop(public_key, message: bytes) -> bytes:
    return SealedBox(public_key).encrypt(message)


def at_rest(key: bytes, message: bytes) -> bytes:
    box = nacl.secret.SecretBox(key)
    return box.encrypt(message, nacl.utils.random(nacl.secret.SecretBox.NONCE_SIZE))


def key_from_password(password: bytes, salt: bytes) -> bytes:
    return nacl.pwhash.argon2id.kdf(32, password, salt)


def enrol(password: bytes) -> bytes:
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=BCRYPT_ROUNDS))


def is_owner(password: bytes, stored: bytes) -> bool:
    return bcrypt.checkpw(password, stored)


def new_gate_identity() -> SigningKey:
    return SigningKey.generate()
