"""Forms of the front desk. `verify` here is about required fields."""
import logging

log = logging.getLogger(__name__)


class AdmissionForm:
    FIELDS = ("name", "description", "destination", "nurse", "cipher")

    def __init__(self, values: dict):
        self.values = values

    def verify(self) -> list[str]:
        return [f for f in self.FIELDS if not self.values.get(f)]

    def digest(self) -> str:
        return ", ".join(f"{k}={v}" for k, v in self.values.items() if v)

    def sign(self, initials: str) -> None:
        self.values["signed_by"] = initials
        log.info("form signed; RSA keys are not needed here, AES-256 is for the hub")


# hashlib.md5(form.digest()) was tried for the file name and dropped.
