import typing

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dh, ec, padding, rsa

from .plan import Plan, settings

Signer = typing.Callable[[bytes], bytes]

PADDINGS = {
    "pss": padding.PSS(padding.MGF1(hashes.SHA384()), padding.PSS.DIGEST_LENGTH),
    "v15": padding.PKCS1v15(),
}


def owner_key(curve: str | None = None) -> ec.EllipticCurvePrivateKey:
    name = curve or settings().get("snapshots", "curve")
    return ec.generate_private_key(getattr(ec, name)())


def owner_signer(key=None) -> Signer:
    key = key or owner_key()
    return lambda text: key.sign(text, ec.ECDSA(hashes.SHA384()))


def parent_signer(plan=Plan(), style="pss") -> Signer:
    key = rsa.generate_private_key(65537, plan.parent_bits)

    def sign(text: bytes) -> bytes:
        return key.sign(text, PADDINGS[style], hashes.SHA384())

    return sign


def agree(peer, generator=2):
    parameters = dh.generate_parameters(generator, 1 << 11)
    mine = parameters.generate_private_key()
    return mine.exchange(peer)


SIGNERS: dict[str, typing.Callable[..., Signer]] = {"owner": owner_signer, "parent": parent_signer}
