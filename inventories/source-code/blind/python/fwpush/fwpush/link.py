import socket
import ssl
from functools import partial

from kyber_py.ml_kem import ML_KEM_1024, ML_KEM_512 as Kem
from nacl.public import Box, PrivateKey
from nacl.signing import SigningKey as NoteKey

LEVELS = {"strict": ssl.TLSVersion.TLSv1_3, "board": ssl.TLSVersion.TLSv1_1}

make_context = partial(ssl.SSLContext, ssl.PROTOCOL_TLS_CLIENT)


class Link:
    """A connection to a board or to a mirror."""

    def __init__(self, host, level="board", suites="AES256-SHA:@SECLEVEL=0"):
        self.host = host
        self.context = make_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.context.minimum_version = LEVELS[level]
        self.context.set_ciphers(suites)

    def send(self, text):
        with socket.create_connection((self.host, 4433)) as raw:
            with self.context.wrap_socket(raw, server_hostname=self.host) as tls:
                tls.sendall(text.encode())


def pair():
    ours = PrivateKey.generate()
    return ours, lambda theirs: Box(ours, theirs)


def note(text: bytes):
    return NoteKey.generate().sign(text).signature


def archive_key(deep=True):
    scheme = ML_KEM_1024 if deep else Kem
    return scheme.keygen()
