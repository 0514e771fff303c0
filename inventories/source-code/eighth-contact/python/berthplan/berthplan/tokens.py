import datetime as dt
from dataclasses import replace

import jwt

from .settings import Pilots, load


def pilot_options(path="berthplan.toml"):
    return replace(Pilots(), **load(path)["pilots"])


def issue(pilot_id, private_pem, options=None):
    options = options or pilot_options()
    until = dt.datetime.now(dt.timezone.utc) + dt.timedelta(minutes=options.token_minutes)
    return jwt.encode({"sub": pilot_id, "exp": until}, private_pem, algorithm=options.token_algorithm)
