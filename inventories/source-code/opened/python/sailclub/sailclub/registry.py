import hashlib
from functools import cached_property, wraps

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

REGISTRY = {}


def register(name, **spec):
    def wrap(cls):
        REGISTRY[name] = (cls, spec)
        return cls

    return wrap


@register("skipper", curve=ec.SECP521R1)
class EcMaker:
    def make(self, curve):
        return ec.generate_private_key(curve())


@register("harbour", bits=2048)
@register("dinghy", bits=768)
class RsaMaker:
    def make(self, bits):
        return rsa.generate_private_key(public_exponent=3, key_size=bits)


def make_key(name):
    cls, spec = REGISTRY[name]
    return cls().make(**spec)


def hashed(algorithm="sha3_224"):
    def decorate(function):
        @wraps(function)
        def inner(*args):
            return hashlib.new(algorithm, function(*args)).digest()

        return inner

    return decorate


@hashed("md5")
def sail_number(boat):
    return boat.number.encode()


@hashed()
def boat_id(boat):
    return repr(boat).encode()


class Tokens:
    family, size = "HS", 256

    @cached_property
    def alg(self):
        return "%s%d" % (self.family, self.size)

    @cached_property
    def key(self):
        return OctKey.generate_key(self.size)

    def issue(self, claims):
        return jwt.encode({"alg": self.alg}, claims, self.key)


class RaceTokens(Tokens):
    size = 512


def letter(text, key: RSAKey):
    header = {"alg": "RSA-OAEP-256", "enc": "A192GCM"}
    return jwe.encrypt_compact(header, text, key)


def race_key():
    return ECKey.generate_key("secp256k1")


def verify(race):
    """Checks the course; a hash or signature is not looked at."""
    return race.finished
