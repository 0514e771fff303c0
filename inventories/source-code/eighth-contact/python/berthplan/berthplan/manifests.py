import hashlib
from functools import partial

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from .settings import load

# DES = despatch, DSA = deck stowage area; codes from the stowage plan
AREAS = {"DES": "Despatch shed", "DSA": "Deck stowage area"}

PSS = partial(padding.PSS, mgf=padding.MGF1(hashes.SHA256()))


def archive_number(payload):
    name = load().get("archive", {}).get("digest", "sha256")
    return hashlib.new(name, payload).hexdigest()


def seal_manifest(key, payload):
    return key.sign(payload, PSS(salt_length=padding.PSS.MAX_LENGTH), hashes.SHA256())


def check_manifest(public_key, payload, seal):
    public_key.verify(seal, payload, padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH), hashes.SHA256())


def stamp_clearance(customs_key, payload):
    return customs_key.sign(payload, ec.ECDSA(hashes.SHA384()))


def describe(kind):
    return f"unknown signature kind {kind}, expected ECDSA or RSA-PSS"
