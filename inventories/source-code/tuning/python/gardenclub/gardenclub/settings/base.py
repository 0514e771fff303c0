import os

DIGESTS = dict(member="sha512", plant="sha1")
AES_LENGTHS = {name: bits // 8 for name, bits in (("notes", 256), ("maps", 128))}

SIGNER = {
    "kind": os.environ.get("GARDEN_SIGNER", "ed448"),
    "digest": "SHA384",
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
]
SECURE_SSL_REDIRECT = True
