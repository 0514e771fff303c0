"""The HTTPS listener and the client that replicates ledgers."""
import http.client
import socket
import ssl
from pathlib import Path

import yaml

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


def server_context(certfile: str, keyfile: str) -> ssl.SSLContext:
    conf = yaml.safe_load(Path("config/ledgerd.yml").read_text(encoding="utf-8"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certfile, keyfile)
    context.minimum_version = VERSIONS[conf["listener"].get("min_tls", "1.3")]
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    return context


def replica_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def old_probe(host: str) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    with socket.create_connection((host, 443), timeout=5) as raw:
        with context.wrap_socket(raw, server_hostname=host) as tls:
            return tls.version() or "none"


def replicate(host: str, path: str) -> bytes:
    connection = http.client.HTTPSConnection(host, context=replica_context())
    connection.request("GET", path)
    return connection.getresponse().read()
