from Crypto.Cipher import AES

ARCHIVE_MODE = AES.MODE_CBC
LETTER_DIGEST = "SHA-" + str(512)
LEGACY = "DES3"

SUPPORTED = ["AES", "DES3", "RC4", "Blowfish"]

LABELS = {
    "RC4": "RC4 (withdrawn)",
    "DES3": "Triple DES",
}


def label(name: str) -> str:
    return LABELS.get(name, name)
