"""Values that the cooperative agreed on; change them only with a vote."""
import tomllib
from pathlib import Path

BATCH_KEY_BITS = 3072
PUBLIC_EXPONENT = 65537
TLS_FLOOR = "TLSv1_3"
FRAMES_PER_HIVE = 10

# The old ledger (before 2015) printed MD5 sums on paper labels.
OLD_LABEL_DIGESTS = ["md5", "sha512"]

_FILE = Path(__file__).parent.parent / "config" / "apiary.toml"


def ledger_section() -> dict:
    with _FILE.open("rb") as handle:
        return tomllib.load(handle)["ledger"]
