import os
import secrets

import jwt

SECRET = os.environ.get("LEDGERD_TOKEN_SECRET", "")


def issue(subject: str, ttl: int, now: int) -> str:
    claims = {"sub": subject, "iat": now, "exp": now + ttl, "jti": secrets.token_hex(16)}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def check(token: str) -> dict:
    return jwt.decode(token, SECRET, algorithms=["HS256"])


def issue_partner(subject: str, key: str) -> str:
    alg = os.environ["PARTNER_JWS_ALG"]
    return jwt.encode({"sub": subject}, key, algorithm=alg)
