"""fwpush signs and ships firmware images."""
import hashlib
import pathlib

import click
import rsa
from ecdsa import NIST384p, SigningKey

from .channels import CHANNELS, Channel
from .link import Link


@click.group()
@click.option("--channel", type=click.Choice(sorted(CHANNELS)), default="stable")
@click.pass_context
def cli(ctx, channel):
    """Sign images. Keys are RSA unless the board says ECDSA."""
    ctx.obj = CHANNELS[channel]


@cli.command()
@click.option("--bits", default=4096, show_default=True, help="modulus of the new key")
def init(bits):
    public, private = rsa.newkeys(bits)
    pathlib.Path("fwpush.pem").write_bytes(private.save_pkcs1())
    click.echo(f"public exponent {public.e}")


@cli.command()
@click.argument("image", type=click.Path(path_type=pathlib.Path))
@click.pass_obj
def sign(channel: Channel, image):
    key = rsa.PrivateKey.load_pkcs1(pathlib.Path("fwpush.pem").read_bytes())
    signature = rsa.sign(image.read_bytes(), key, channel.rsa_hash)
    image.with_suffix(".sig").write_bytes(signature)


@cli.command()
@click.pass_obj
def board(channel: Channel):
    key = SigningKey.generate(curve=NIST384p)
    note = channel.name.encode()
    click.echo(key.sign(note, hashfunc=hashlib.sha384).hex())


@cli.command()
@click.argument("image", type=click.File("rb"))
@click.pass_obj
def digest(channel: Channel, image):
    click.echo(hashlib.file_digest(image, channel.digest).hexdigest())


@cli.command()
@click.argument("host")
@click.pass_obj
def push(channel: Channel, host):
    Link(host).send(channel.name)
