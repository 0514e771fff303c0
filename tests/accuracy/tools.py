"""Runs the programs that label the corpora. None of them shares code with y2q."""

import functools
import os
import subprocess

ROOT = os.environ.get("TRIXIE_ROOT", "")


def command(name):
    """The program of the newer Debian root file system where there is one, through that system's own loader."""
    path = f"{ROOT}/usr/bin/{name}"
    # OpenSSH 10 has no DSA any more; the machine's own is older.
    if not ROOT or name == "ssh-keygen" or not os.path.exists(path):
        return [name]
    libraries = f"{ROOT}/usr/lib/x86_64-linux-gnu:{ROOT}/lib/x86_64-linux-gnu"
    return [f"{ROOT}/lib64/ld-linux-x86-64.so.2", "--library-path", libraries, path]


def run(name, *arguments, data=None):
    """Exit code and both outputs as text; a program that hangs counts as one that refused."""
    try:
        done = subprocess.run(
            command(name) + list(arguments), input=data, capture_output=True, timeout=20, check=False,
            env=os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return 124, "", "time out"
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


@functools.lru_cache(maxsize=None)
def openssl_accepts(kind, der):
    """Whether OpenSSL reads `der` as `kind`: certificate, request, list, private, public, parameters, cms, pkcs12."""
    arguments = {
        "certificate": ["x509", "-inform", "DER", "-noout"],
        "request": ["req", "-inform", "DER", "-noout"],
        "list": ["crl", "-inform", "DER", "-noout"],
        "private": ["pkey", "-inform", "DER", "-noout", "-text"],
        "public": ["pkey", "-pubin", "-inform", "DER", "-noout", "-text_pub"],
        "cms": ["cms", "-cmsout", "-inform", "DER", "-noout"],
    }[kind]
    code, _, _ = run("openssl", *arguments, data=der)
    return code == 0
