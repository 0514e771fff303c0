"""Settings of the seed bank; the keys are RSA and EC."""
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

_RAW = tomllib.loads(Path("settings.toml").read_text())


@dataclass(frozen=True)
class Vault:
    rsa_bits: int = 2048
    catalogue_hash: str = "sha256"
    curve: str = os.environ.get("SEEDBANK_CURVE", "SECP521R1")


VAULT = Vault(**_RAW["vault"])
TOKEN_ALGORITHM = "HS512"
