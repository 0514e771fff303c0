"""Commands for the depot's consoles."""
import os
import subprocess

import jwt
import paramiko
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as seal
from nacl.public import Box, PrivateKey


def depot_token(depot: str, private_pem: bytes) -> str:
    return jwt.encode({"depot": depot}, private_pem, algorithm="ES256")


def read_token(token: str, key: bytes) -> dict:
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, key, algorithms=[header["alg"]])


def peek(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def depot_shell(host: str) -> paramiko.SSHClient:
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, key_filename=os.path.expanduser("~/.ssh/depot"))
    return client


def depot_key() -> paramiko.ECDSAKey:
    return paramiko.ECDSAKey.generate(bits=384)


def to_depot(own: PrivateKey, depot_public, message: bytes) -> bytes:
    return Box(own, depot_public).encrypt(message)


def to_vehicle(key: bytes, message: bytes) -> bytes:
    nonce = os.urandom(24)
    return nonce + seal(message, b"", nonce, key)


def revision(path: str) -> str:
    """The git object id (a sha1) of what is deployed."""
    out = subprocess.run(["git", "rev-parse", "HEAD"], cwd=path, capture_output=True, text=True, check=True)
    sha1 = out.stdout.strip()
    return sha1[:12]
