import hashlib
import hmac
import json
import secrets
import uuid

from argon2 import PasswordHasher
from argon2.low_level import Type
from authlib.jose import jwt
from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from itsdangerous import URLSafeTimedSerializer
from jwcrypto import jwe, jwk

from . import defaults as d

HASHERS = {}


def hasher(name):
    """Registers a check for stored passwords, e.g. those imported from the old LDAP."""

    def register(fn):
        HASHERS[name] = fn
        return fn

    return register


@hasher("argon2")
def _argon(password, stored):
    return PasswordHasher(type=Type.I).verify(stored, password)


@hasher("ldap")
def _ldap(password, stored):
    salt = stored[20:]
    return hmac.compare_digest(hashlib.sha1(password.encode() + salt).digest(), stored[:20])


def issue(claims, key):
    header = {"alg": d.token_algorithm(), "kid": uuid.uuid4().hex}
    return jwt.encode(header, claims, key)


def cookie_tag(secret, value: str):
    mac = hmac.new(secret, digestmod=d.COOKIE_DIGEST)
    mac.update(value.encode())
    return mac.hexdigest()


def reset_link(secret, user):
    return URLSafeTimedSerializer(secret, salt="reset").dumps(user)


def recipient():
    return jwk.JWK.generate(kty="EC", crv="P-256")


def envelope(body: str):
    token = jwe.JWE(body.encode(), protected=json.dumps(d.HEADERS), recipient=recipient())
    return token.serialize(compact=True)


def session():
    return secrets.token_urlsafe(32)


def seoul(key: bytes, iv: bytes, text: bytes):
    box = Cipher(SEED(key), modes.CBC(iv)).encryptor()
    return box.update(text) + box.finalize()
