import functools
import os

import oqs
from cryptography.hazmat.decrepit.ciphers.algorithms import SEED as Korean
from cryptography.hazmat.primitives.ciphers import Cipher, modes

LEVEL = os.getenv("BACKUPD_PQ", "65")
new_signer = functools.partial(oqs.Signature, f"ML-DSA-{LEVEL}")


def seal_catalogue(catalogue):
    with new_signer() as signer:
        public = signer.generate_keypair()
        return public, signer.sign(catalogue)


def branch_cipher(key, iv, mode=modes.OFB):
    return Cipher(Korean(key), mode(iv)).decryptor()
