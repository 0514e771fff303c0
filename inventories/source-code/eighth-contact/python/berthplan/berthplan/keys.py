import logging

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from . import settings

log = logging.getLogger(__name__)


def new_rsa(bits=2048):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def manifest_key():
    log.info("creating RSA key for the manifest desk")
    return new_rsa(settings.MANIFEST_KEY_BITS)


def terminal_key():
    return new_rsa(settings.TERMINAL_KEY_BITS)


def customs_key():
    return ec.generate_private_key(settings.Desk.CUSTOMS.curve())


def link_key(peer_public):
    """Key of the data link to a neighbouring port."""
    mine = X25519PrivateKey.generate()
    shared = mine.exchange(peer_public)
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"port-link")
    return mine.public_key(), kdf.derive(shared)
