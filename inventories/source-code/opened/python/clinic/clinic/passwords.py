"""Passwords of staff: argon2 now, older rows as they come."""
import crypt
import hashlib
import hmac
import random
import secrets

from argon2 import PasswordHasher

_hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=2)


def store(password: str) -> str:
    return _hasher.hash(password)


def check(password: str, row: str) -> bool:
    scheme, _, rest = row[1:].partition("$")
    if scheme == "pbkdf2":
        salt, _, value = rest.partition("$")
        got = hashlib.pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), 150_000)
        return hmac.compare_digest(got.hex(), value)
    if scheme == "6":
        return hmac.compare_digest(crypt.crypt(password, row), row)
    digest_name = scheme.lower()
    return hashlib.new(digest_name, password.encode()).hexdigest() == rest


def reset_code() -> str:
    return "".join(random.choice("0123456789") for _ in range(6))


def session_id() -> str:
    return secrets.token_urlsafe(32)
