import hashlib
import hmac
import secrets

from ecdsa import NIST256p, SECP256k1, SigningKey
from eth_account import Account
from eth_account.messages import encode_defunct
from eth_utils import keccak

CHAINS = {"btc": SECP256k1, "fab": NIST256p}
DEFAULT_CHAIN = "btc"


def master(seed: bytes) -> tuple[bytes, bytes]:
    raw = hmac.new(b"Bitcoin seed", seed, "sha512").digest()
    return raw[:32], raw[32:]


def seed_of(phrase: str, passphrase: str = "") -> bytes:
    return hashlib.pbkdf2_hmac("sha512", phrase.encode(), b"mnemonic" + passphrase.encode(), 2048)


def new_key(chain: str = DEFAULT_CHAIN) -> SigningKey:
    return SigningKey.generate(curve=CHAINS[chain], hashfunc=hashlib.sha256)


def sign_spend(spend: bytes) -> bytes:
    key = new_key("fab")
    return key.sign(spend)


def address(public: bytes) -> str:
    inner = hashlib.new("ripemd160", hashlib.sha256(public).digest())
    return inner.hexdigest()


def eth_address(public: bytes) -> bytes:
    return keccak(public)[-20:]


def eth_sign(text: str, key: bytes):
    return Account.sign_message(encode_defunct(text=text), private_key=key)


def keystore(key: bytes, password: str) -> dict:
    return Account.encrypt(key, password, kdf="pbkdf2")


def nonce() -> str:
    return secrets.token_hex(16)


def verify(balance: int, spend: int) -> bool:
    return balance >= spend
