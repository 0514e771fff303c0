"""Trust between this service and the ones of the subsidiaries."""
from enum import Enum

from authlib.jose import jwt
from dilithium_py.ml_dsa import ML_DSA_44
from OpenSSL import crypto
from signxml import DigestAlgorithm, SignatureMethod, XMLSigner


class Trust(Enum):
    OLD = SignatureMethod.RSA_SHA1
    NEW = SignatureMethod.ECDSA_SHA384

    @classmethod
    def _missing_(cls, value):
        return cls.NEW


class Subsidiary:
    trust = Trust("unset")

    def __init_subclass__(cls, trust=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.trust = trust or cls.trust

    def assertion(self, root, key, cert):
        signer = XMLSigner(signature_algorithm=self.trust.value, digest_algorithm=DigestAlgorithm.SHA256)
        return signer.sign(root, key=key, cert=cert)

    def proof(self, public, text, signature):
        ML_DSA_44.verify(public, text, signature)
        return text


class Shipyard(Subsidiary):
    def key(self, size=1 << 11):
        pair = crypto.PKey()
        pair.generate_key(crypto.TYPE_RSA, size)
        return pair


def incoming(token, key_set):
    return jwt.decode(token, key_set)
