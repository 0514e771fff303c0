from .base import *  # noqa: F403
from .base import DIGESTS, SIGNER

SIGNER = {**SIGNER, "digest": "SHA512"}
DIGESTS["plant"] = "blake2b"
DEBUG = False
