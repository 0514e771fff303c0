"""Inputs that are made to cost a scanner more than they are worth; `peers.py` measures them."""
import io
import struct
import subprocess
import zipfile
import zlib

GIB = 1 << 30


def repeated(octet, size):
    """Deflate of `size` equal octets, a multiple of a gibibyte, and their CRC: a block that begins anew is repeated."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = octet * (1 << 20)
    block = b"".join(deflate.compress(piece) for _ in range(GIB >> 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(size >> 20):
        crc = zlib.crc32(piece, crc)
    return block * (size // GIB) + deflate.flush(zlib.Z_FINISH), crc


def gzip_bomb(folder, octet=b"\0"):
    body, crc = repeated(octet, 10 * GIB)
    header = b"\x1f\x8b\x08" + bytes(6) + b"\x03"
    (folder / "bomb.gz").write_bytes(header + body + struct.pack("<II", crc, 10 * GIB & 0xFFFFFFFF))


def text_bomb(folder):
    """Text is read to its end, as far as the bounds go."""
    gzip_bomb(folder, b" ")


def zip_bomb(folder):
    """Sixteen members that share their bytes."""
    body, crc = repeated(b" ", 3 * GIB)
    size = 3 * GIB
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, crc, len(body), size, 5, 0) + b"bomb0" + body
    names = [b"bomb%02d" % index for index in range(16)]
    central = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, crc, len(body), size, 7, 0, 0, 0, 0, 0, 0)
        + name
        for name in names
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 16, 16, len(central), len(local), 0)
    (folder / "bomb.zip").write_bytes(local + central + end)


def zstd_bomb(folder):
    command = f"head -c {GIB} /dev/zero | zstd -q -19 -c"
    frame = subprocess.run(["sh", "-c", command], check=True, stdout=subprocess.PIPE).stdout
    (folder / "zeros.zst").write_bytes(frame * 10)


def nested(folder):
    """Fifty archives inside one another."""
    content = b"-----BEGIN CERTIFICATE-----\n"
    for depth in range(50):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip" if depth else "deep.pem", content)
        content = whole.getvalue()
    (folder / "nested.zip").write_bytes(content)


def many(folder):
    for index in range(1_000_000):
        (folder / f"{index}.txt").write_bytes(b"x")


def large(folder):
    with open(folder / "zeros", "wb") as file:
        file.truncate(10 * GIB)


INPUTS = {
    "gzip of 10 GiB of zeros": gzip_bomb,
    "gzip of 10 GiB of spaces": text_bomb,
    "zip whose 16 members share one stream of 3 GiB of spaces": zip_bomb,
    "zstd of 10 GiB of zeros": zstd_bomb,
    "archives nested 50 deep": nested,
    "1,000,000 files of one byte in one folder": many,
    "a sparse file of 10 GiB of zeros": large,
}
