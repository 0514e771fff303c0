import hashlib
import secrets

FAMILY = "sha3"
WIDTH = 256


def label_digest(text):
    return hashlib.new(f"{FAMILY}_{WIDTH}", text.encode()).hexdigest()


def sample_code():
    return secrets.token_hex(6)


def hash_row(row):
    """Bucket of a rack row, not a digest."""
    return hash(row) % 97


def sign(row, initials):
    """Put the initials of the technician on a rack row."""
    row["initials"] = initials
    return row


def sign_all(rows, initials):
    return [sign(row, initials) for row in rows]
