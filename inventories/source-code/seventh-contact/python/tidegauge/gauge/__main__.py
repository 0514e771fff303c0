import hashlib
import urllib.request

import jwt
import paramiko
import yaml

from . import Handshake, mooring_key
from .vault import MarineStamp, cipher_for_log, pin_to_key, sign_reading

BUOY_LOGIN = ("buoy", 521)


def describe(levels: list[float]) -> str:
    """Return a line such as 'high 3.1 m'; not the DES of the old modem."""
    return f"high {max(levels):.1f} m"


class Almanac:
    def sign(self, month: int) -> str:
        return ["Aries", "Taurus", "Gemini"][month % 3]


def feed_token(claims: dict, pem: str) -> str:
    with open("conf/station.yaml", encoding="utf-8") as handle:
        feed = yaml.safe_load(handle)["feed"]
    return jwt.encode(claims, pem, algorithm=feed.get("token_alg", "RS256"))


def buoy_key() -> paramiko.ECDSAKey:
    user, size = BUOY_LOGIN
    key = paramiko.ECDSAKey.generate(bits=size)
    print("new key for", user)
    return key


def buoy_session(host: str) -> paramiko.SSHClient:
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host, username=BUOY_LOGIN[0], pkey=buoy_key())
    return client


def check_download(url: str, body: bytes) -> str:
    with urllib.request.urlopen(url) as answer:
        return hashlib.new(answer.headers["X-Digest-Name"], body).hexdigest()


if __name__ == "__main__":
    key = mooring_key()
    print(Almanac().sign(4), describe([1.2, 3.1]))
    print(sign_reading(key, b"3.1").hex())
    log_cipher = cipher_for_log(pin_to_key("4711", b"Bodo-03")[:32])
    print(log_cipher.encrypt(b"3.1"), Handshake(), MarineStamp().of(b"3.1").hex())
