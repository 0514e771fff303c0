import hashlib
import secrets

from argon2 import PasswordHasher
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import conf


class Sealer:
    """What all sealers have in common."""

    digest = hashes.SHA256
    key_bits = 128

    def derive(self, secret, salt):
        kdf = HKDF(algorithm=self.digest(), length=self.key_bits // 8, salt=salt, info=b"seed")
        return kdf.derive(secret)

    def seal(self, secret, nonce, packet):
        return AESGCM(self.derive(secret, nonce)).encrypt(nonce, packet, None)


class AccessionSealer(Sealer):
    digest = hashes.SHA384
    key_bits = 256

    def new_vault_key(self):
        return rsa.generate_private_key(65537, conf.VAULT.rsa_bits)

    def sign_list(self, packing_list):
        key = self.new_vault_key()
        pss = padding.PSS(padding.MGF1(self.digest()), padding.PSS.MAX_LENGTH)
        return key.sign(packing_list, pss, self.digest())

    def accession_key(self):
        curve = getattr(ec, conf.VAULT.curve)
        return ec.generate_private_key(curve())

    def accession(self, record):
        return self.accession_key().sign(record, ec.ECDSA(hashes.SHA512()))


def catalogue_mark(lines):
    mark = hashlib.new(conf.VAULT.catalogue_hash)
    for line in lines:
        mark.update(line.encode())
    return mark.hexdigest()


def keeper_password(password):
    return PasswordHasher().hash(password)


def loan_number():
    return secrets.token_hex(8)
