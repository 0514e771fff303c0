"""Fetches spools of the branch offices over SFTP."""
import paramiko


def make_host_key(path: str) -> paramiko.RSAKey:
    key = paramiko.RSAKey.generate(2048)
    key.write_private_key_file(path)
    return key


def connect(host: str, user: str, keyfile: str) -> paramiko.SFTPClient:
    key = paramiko.Ed25519Key.from_private_key_file(keyfile)
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host, username=user, pkey=key, disabled_algorithms={"pubkeys": ["rsa-sha2-512"]})
    return client.open_sftp()


def old_branch(host: str, user: str, password: str) -> paramiko.Transport:
    transport = paramiko.Transport((host, 22))
    options = transport.get_security_options()
    options.kex = ("diffie-hellman-group1-sha1",)
    options.ciphers = ("3des-cbc",)
    transport.connect(username=user, password=password)
    return transport
