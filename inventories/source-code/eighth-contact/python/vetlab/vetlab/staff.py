from argon2 import PasswordHasher
from nacl.signing import SigningKey
from passlib.hash import pbkdf2_sha512

# The rsa route of the courier van; see the description of round 4.
HASHER = PasswordHasher()


def set_password(plain):
    return HASHER.hash(plain)


def legacy_check(plain, stored):
    return pbkdf2_sha512.verify(plain, stored)


def new_stamp():
    return SigningKey.generate()
