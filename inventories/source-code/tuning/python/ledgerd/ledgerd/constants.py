import hashlib

ARCHIVE_MAGIC = b"LDG1"
SIGNING_KEY_BITS = 3072
LEGACY_KEY_BITS = 1024
RECORD_DIGEST = "sha3_256"
KDF_HASH = "sha" + "512"

# Names a peer may announce in its hello record. They are only compared.
PEER_SUITES = (
    "aes-128-cbc-hmac-sha1",
    "aes-256-gcm",
    "des-ede3-cbc",
)

OID_LABELS = {
    "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
    "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
    "2.16.840.1.101.3.4.3.18": "id-ml-dsa-65",
}


def record_digest(payload: bytes) -> str:
    return hashlib.new(RECORD_DIGEST, payload).hexdigest()
