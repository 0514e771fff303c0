import enum
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

MANIFEST_KEY_BITS = 12 * 256
TERMINAL_KEY_BITS = int(os.environ.get("BERTH_TERMINAL_BITS", 2048))


class Desk(enum.Enum):
    # name of the desk, curve of its seal
    CUSTOMS = ("customs", ec.SECP384R1)
    DESPATCH = ("despatch", ec.SECP256R1)

    def __init__(self, label, curve):
        self.label = label
        self.curve = curve


@dataclass(frozen=True)
class Pilots:
    token_algorithm: str = "HS256"
    token_minutes: int = 15


def load(path="berthplan.toml"):
    return tomllib.loads(Path(path).read_text(encoding="utf-8"))
