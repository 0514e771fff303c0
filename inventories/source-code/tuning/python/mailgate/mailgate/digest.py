"""Digests over messages: deduplication, DKIM body hashes and webhook signatures."""
import hashlib
import hmac
from hashlib import blake2b, sha256 as body_hash

ALGORITHMS_SEEN = {"rsa-sha1": 0, "rsa-sha256": 0, "ed25519-sha256": 0}


def dedupe_key(message_id: str, size: int) -> str:
    return hashlib.md5(f"{message_id}:{size}".encode(), usedforsecurity=False).hexdigest()


def body_digest(body: bytes) -> bytes:
    return body_hash(body).digest()


def spool_name(payload: bytes) -> str:
    return blake2b(payload, digest_size=20).hexdigest()


def webhook_signature(secret: bytes, payload: bytes) -> str:
    return "sha1=" + hmac.new(secret, payload, hashlib.sha1).hexdigest()


def check_webhook(secret: bytes, payload: bytes, header: str) -> bool:
    name, _, value = header.partition("=")
    if name not in hashlib.algorithms_available:
        return False
    expected = hmac.new(secret, payload, name).hexdigest()
    return hmac.compare_digest(expected, value)


def digest_for(version: int, body: bytes) -> str:
    name = "sha256" if version >= 2 else "sha1"
    return hashlib.new(name, body).hexdigest()


def note_algorithm(header: str) -> None:
    """Count what senders use; rsa-sha1 is still about."""
    for name in ALGORITHMS_SEEN:
        if f"a={name}" in header:
            ALGORITHMS_SEEN[name] += 1
