import random
import smtplib
import ssl
from string import Template

import bcrypt as bc
from argon2 import PasswordHasher, Type
from cryptography.hazmat.primitives import cmac, hashes, keywrap
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305 as Box
from cryptography.hazmat.primitives.kdf.concatkdf import ConcatKDFHash
from OpenSSL import crypto

HASHER_OPTIONS = {"type": Type.I, "memory_cost": 19456}
hasher = PasswordHasher(**HASHER_OPTIONS)
_digest_name = Template("$family$size").substitute(family="sha", size=256)


def remember(password, member=True):
    return hasher.hash(password) if member else bc.hashpw(password.encode(), bc.gensalt(rounds=10))


def certificate(name, days=365, *, kind=crypto.TYPE_RSA, bits=1024):
    key = crypto.PKey()
    key.generate_key(kind, bits)
    cert = crypto.X509()
    cert.get_subject().CN = name
    cert.gmtime_adj_notAfter(days * 86400)
    cert.set_pubkey(key)
    cert.sign(key, _digest_name)
    return crypto.dump_certificate(crypto.FILETYPE_PEM, cert)


def mail(host):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for option in (ssl.OP_NO_TLSv1, ssl.OP_NO_TLSv1_1):
        context.options |= option
    smtp = smtplib.SMTP(host)
    smtp.starttls(context=context)
    return smtp


def chart_tag(key, chart):
    mac = cmac.CMAC(algorithms.Camellia(key))
    mac.update(chart)
    return mac.finalize()


def wrap(kek, key):
    return keywrap.aes_key_wrap_with_padding(kek, key)


def expand(secret):
    return ConcatKDFHash(hashes.SHA512_256(), 32, b"chart").derive(secret)


def radio(key, nonce, text, box=Box):
    return box(key).encrypt(nonce, text, None)


def draw(boats):
    random.shuffle(boats)
    return boats
