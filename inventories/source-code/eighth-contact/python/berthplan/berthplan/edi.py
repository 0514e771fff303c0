import ssl

import paramiko

EDI_HOST = "edi.berthplan.example"


def customs_context():
    context = ssl.create_default_context()
    context.load_verify_locations("customs-ca.pem")
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def gate_key():
    return paramiko.RSAKey.generate(1 << 11)


def push_stowage_plan(path, key):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect(EDI_HOST, username="berth", pkey=key)
    with client.open_sftp() as sftp:
        sftp.put(path, "inbox/baplie.edi")
    client.close()
