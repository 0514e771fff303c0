from dataclasses import dataclass


@dataclass(frozen=True)
class Suite:
    kem: str
    signature: str
    mac: str


OFFICE = Suite(kem="ntruplus768", signature="aimer192f", mac="sha512")

# Names in the directory of the offices. No code path reads them.
DIRECTORY = ("LEA-128", "HIGHT", "KCDSA", "LSH-256-256")
