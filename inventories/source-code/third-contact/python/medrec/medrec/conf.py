from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

_parser = ConfigParser()
_parser.read(Path(__file__).resolve().parent.parent / "medrec.ini")


@dataclass(slots=True)
class RecordConf:
    mode: str
    key_bytes: int
    prf: str

    @classmethod
    def load(cls):
        get = _parser.get
        return cls(
            mode=get("records", "mode", fallback="cbc"),
            key_bytes=_parser.getint("records", "key_bytes", fallback=16),
            prf=get("archive", "prf", fallback="SHA1"),
        )


def exchange_curve(default="p256"):
    return _parser["exchange"].get("curve", default)
