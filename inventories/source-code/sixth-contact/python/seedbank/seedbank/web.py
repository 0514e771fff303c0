import logging
import random
import zlib

import jwt

from .conf import TOKEN_ALGORITHM

log = logging.getLogger(__name__)
COLUMNS = {"md5": "moisture at day 5", "ecb": "early cabbage bed"}


def token(keeper, secret):
    log.debug("token with HMAC for %s", keeper)
    return jwt.encode({"sub": keeper}, secret, algorithm=TOKEN_ALGORITHM)


def seed_of_the_day(names):
    random.shuffle(names)
    return names[zlib.crc32(names[0].encode()) % len(names)]
