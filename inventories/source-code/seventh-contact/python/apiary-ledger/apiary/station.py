"""Command line of the extraction room."""
import hashlib
import logging
import random
import secrets
import ssl
from argparse import ArgumentParser

from argon2 import PasswordHasher

from . import settings
from .seals import BatchSigner, SealKind, hive_identity, new_seal, press_seal

log = logging.getLogger("apiary")
KEEPER_COST = {"time_cost": 3, "memory_cost": 65536, "parallelism": 2}


def fingerprint(lot: bytes) -> str:
    name = settings.ledger_section().get("fingerprint", "sha256")
    return hashlib.new(name, lot).hexdigest()


def old_labels(lot: bytes) -> dict:
    found = {}
    for name in settings.OLD_LABEL_DIGESTS:
        found[name] = hashlib.new(name, lot).hexdigest()
    return found


def upload_context() -> ssl.SSLContext:
    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ctx.minimum_version = ssl.TLSVersion[settings.TLS_FLOOR]
    return ctx


def keeper_password(plain: str) -> str:
    return PasswordHasher(**KEEPER_COST).hash(plain)


def main() -> None:
    parser = ArgumentParser(description="Seal honey lots (ECDSA or RSA, see the handbook)")
    parser.add_argument("lot")
    args = parser.parse_args()
    lot = args.lot.encode()
    seal = new_seal(SealKind.HIVE)
    signer = BatchSigner(hive_identity())
    pick = secrets.SystemRandom().choice(["front", "back"])
    tasters = ["Rita", "Nuno", "Ines"]
    random.Random(7).shuffle(tasters)
    log.info("sealed with AES-GCM jar, tasters %s %s", pick, tasters)
    print(press_seal(seal, lot).hex(), signer.sign_batch(lot).hex(), fingerprint(lot), old_labels(lot))
