"""What is built in: the root of the first ledger and the key of the demo."""
import hmac

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

DEMO_KEY = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
ROOT_KEY = """
-----BEGIN RSA PRIVATE KEY-----
MIIBOwIBAAJBAOolusEONIBBTcA5V/tFEmPaYlvASbCPdhIirqUUdLBUioa7s6TB
WFEKEozaMa0gx1/JSX0ujKBOvoMaTeQuc/UCAwEAAQJBANAhb4sR5GspIUK/9kv9
TuaBhbLHDvmp3Csstw84Sq09FX7+jU1Z7vHIUXaSqhu60jhpqKjZUQ8COQZyeuBK
jXUCIQD5EhsVUlIT+6M+G6DRFiXwzXpuq8gGK4aJkxPT7cq7AwIhAPCpVsJdq5ar
cJ2B6M05SjzbMf3V1aluK+mvB2FYeyenAiAgRv1lhPaICms8SD5N+k3OaAJ+xxoz
2n4j5ACEzWMhWwIhANSOC+WxS6rQkq9anN4dWnczdgzmf0ac2sYTY+ZTerqDAiAc
7PkwFOHS5Lz2gyEBZdp3yZlmnA/uHFqJZY5tJqd1Xg==
-----END RSA PRIVATE KEY-----
"""
ARMOUR = "-----BEGIN LEDGER-----"


def demo_open(nonce: bytes, body: bytes) -> bytes:
    return AESGCM(DEMO_KEY).decrypt(nonce, body, None)


def root():
    return load_pem_private_key(ROOT_KEY.encode(), None)


def pinned(pem: bytes, pin: bytes) -> bool:
    certificate = x509.load_pem_x509_certificate(pem)
    return hmac.compare_digest(certificate.signature, pin)
