import os

import boto3
import paramiko
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from urllib3.util.ssl_ import create_urllib3_context

KEY_SPEC = os.getenv("COINROOM_KEY_SPEC", "ECC_SECG_P256K1")
SSH_TYPES = {"ed25519": paramiko.Ed25519Key, "rsa": paramiko.RSAKey}


def custody_key():
    kms = boto3.client("kms")
    key = kms.create_key(KeySpec=KEY_SPEC, KeyUsage="SIGN_VERIFY")
    return key["KeyMetadata"]["KeyId"]


def custody_sign(key_id: str, digest: bytes) -> bytes:
    kms = boto3.client("kms")
    answer = kms.sign(KeyId=key_id, Message=digest, MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256")
    return answer["Signature"]


def root(name: x509.Name, builder: x509.CertificateBuilder):
    key = rsa.generate_private_key(public_exponent=65537, key_size=int("0x800", 16))
    return builder.subject_name(name).public_key(key.public_key()).sign(key, hashes.SHA256())


def relay(host: str, path: str):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(host, pkey=SSH_TYPES["ed25519"].from_private_key_file(path))
    return client


def session(ciphers="ECDHE+AESGCM", **kwargs):
    http = requests.Session()
    http.verify = not kwargs.get("insecure", False)
    return http, create_urllib3_context(ciphers=ciphers)


def announce_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


USAGE = "coinroom sign --hash sha256 --cipher aes-256-gcm"
