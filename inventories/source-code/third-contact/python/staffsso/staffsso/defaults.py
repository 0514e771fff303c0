import os

TOKEN_FAMILY = "PS"
TOKEN_WIDTH = 512
COOKIE_DIGEST = os.environ.get("STAFFSSO_COOKIE_DIGEST", "sha3_384")

HEADERS = {"alg": "ECDH-ES", "enc": "A192GCM"}


def token_algorithm():
    return "%s%d" % (TOKEN_FAMILY, TOKEN_WIDTH)
