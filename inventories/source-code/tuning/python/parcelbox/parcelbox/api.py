import os
import ssl
import tomllib
from pathlib import Path

import jwt
from passlib.context import CryptContext

from .policy import LockerPolicy

CONFIG = tomllib.loads((Path(__file__).parent.parent / "parcelbox.toml").read_text())
TLS = CONFIG.get("tls", {})
VERSIONS = {"1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}

passwords = CryptContext(schemes=["argon2", "bcrypt"], deprecated="auto")


def issue(claims: dict, secret: str) -> str:
    return jwt.encode(claims, secret, algorithm=CONFIG["tokens"].get("algorithm", LockerPolicy.token_algorithm))


def check(token: str, key: str) -> dict:
    accepted = [f"{family}{size}" for family in ("RS", "ES") for size in (256,)]
    return jwt.decode(token, key, algorithms=accepted)


def context() -> ssl.SSLContext:
    ctx = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ctx.minimum_version = VERSIONS[TLS.get("minimum", "1.2")]
    return ctx


def remember(password: str) -> str:
    return passwords.hash(password)


def partner_digest() -> str:
    import hashlib

    return hashlib.new(os.environ["PARTNER_DIGEST"], b"hello").hexdigest()
