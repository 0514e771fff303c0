"""Compares what y2q says of a root file system with readelf, the package database and OpenSSL.

    y2q scan --quiet --db a.db --format csv -o folder.csv ROOT
    y2q scan --quiet --db b.db --format csv -o image.csv IMAGE.tar      (docker save, or skopeo copy)
    python3 rootfs.py ROOT folder.csv image.csv
"""

import csv
import os
import re
import subprocess
import sys

# Libraries of cryptography in Debian by the stem of their file name; written down from the packages' descriptions.
LIBRARIES = """libcrypto libssl libgnutls libgcrypt libnettle libhogweed libmbedcrypto libmbedtls libmbedx509 libnss3
libssl3 libsmime3 libnssutil3 libfreebl3 libsoftokn3 libssh2 libssh libsodium libksba libgpgme libkrb5 libk5crypto
libgssapi_krb5 libmd libcrypt""".split()
# Debian packages that hold them, or are programs of cryptography; likewise.
PACKAGES = re.compile(
    r"^(openssl|libssl\d.*|openssh-.*|libgnutls\d.*|libgcrypt20|libnettle\d.*|libhogweed\d.*|libmbed.*|libnss3|"
    r"libssh2-1.*|libsodium.*|gnupg|gpg|gpgv|gpgsm|gpg-agent|sqv|libksba8|libgpgme.*|libkrb5-3|libk5crypto3|"
    r"libgssapi-krb5-2|libmd0|libcrypt1|openssl-provider-legacy|python3-cryptography)$"
)


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def regular_files(root):
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield os.path.relpath(path, root), path


def compare(title, theirs, ours):
    print(f"{title}: {len(theirs)} of theirs, {len(ours)} of ours, {len(theirs & ours)} agree")
    for word, difference in (("missed", theirs - ours), ("extra", ours - theirs)):
        for one in sorted(difference):
            print(f"  {word}: {one}")


def linked(root, found):
    theirs, needed = set(), set()
    for relative, path in regular_files(root):
        with open(path, "rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        text = subprocess.run(["readelf", "-dW", path], capture_output=True, text=True).stdout
        for name in re.findall(r"\(NEEDED\).*\[(.*)\]", text):
            needed.add((relative, name))
            if name.split(".so")[0] in LIBRARIES:
                theirs.add((relative, name))
    libraries = [row for row in found if row["detector"] == "crypto-library"]
    # A library's own file and what is linked into a program are rows too; readelf does not say them.
    ours = {(row["path"], row["name"]) for row in libraries} & needed
    compare("libraries that ELF files need, against readelf -d", theirs, ours)
    own = sum((row["path"], row["name"]) not in needed for row in libraries)
    print(f"  {own} more rows are libraries' own files and statements of a version in the data")


def packages(root, found):
    database = os.path.join(root, "var/lib/dpkg")
    show = ["dpkg-query", f"--admindir={database}", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\\n"]
    lines = subprocess.run(show, capture_output=True, text=True).stdout.splitlines()
    installed = {line.split()[1] for line in lines if line.startswith("installed ")}
    theirs = {name for name in installed if PACKAGES.match(name)}
    ours = {row["name"] for row in found if row["detector"] == "debian-packages"}
    compare("packages, against dpkg-query", theirs, ours)
    print(f"  not installed at all: {sorted(ours - installed)}")


def certificates(root, found):
    theirs = set()
    for relative, path in regular_files(root):
        with open(path, "rb") as file:
            text = file.read()
        if b"\0" in text[:8192]:
            continue
        for block in re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", text, re.S):
            show = ["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-enddate", "-dateopt", "iso_8601"]
            said = subprocess.run(show, input=block, capture_output=True).stdout.decode()
            fields = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
            if "notAfter" not in fields:
                print(f"  openssl reads no certificate in a block of {relative}")
                continue
            end = fields["notAfter"].replace(" ", "T")
            print_of = next(value for key, value in fields.items() if "ingerprint" in key)
            theirs.add((relative, print_of.replace(":", "").lower(), end))
    detector = "x509-certificate"
    certificates = [row for row in found if row["detector"] == detector and row["asset_type"] == "certificate"]
    ours = {(row["path"], row["fingerprint"].lower(), row["not_after"]) for row in certificates if row["line"]}
    binary = sum(not row["line"] for row in certificates)
    print(f"{binary} certificates in DER and in binaries are not compared here")
    compare("certificates, against openssl x509", theirs, ours)


def image(found, inside):
    """The image's layers are folders of the root."""

    def plain(row):
        return tuple(value.rsplit("!", 1)[-1] if key == "path" else value for key, value in sorted(row.items()))

    folder, image = sorted(map(plain, found)), sorted(map(plain, inside))
    print(f"rows of the folder {len(folder)}, of the image {len(image)}: {'the same' if folder == image else 'DIFFERENT'}")


def main():
    root, folder, archive = sys.argv[1:]
    found = rows(folder)
    linked(root, found)
    packages(root, found)
    certificates(root, found)
    image(found, rows(archive))


if __name__ == "__main__":
    main()
