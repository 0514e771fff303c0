#!/usr/bin/env python3
"""Makes the keys and certificates of the worked estates (fictional; keys generated for the purpose).

Needs: pip install cryptography==50.0.2, and ssh-keygen. Run from this folder: python3 make_estates.py
Names and dates are fixed, keys are new at every run; the configurations and texts are written by hand.
"""
import datetime as dt
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.asymmetric import dh, ec, ed25519, mldsa, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, NameOID

HERE = pathlib.Path(__file__).parent
PASSWORD = b"for-this-example-only"


def day(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone.utc)


def name(organisation, common):
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "KR"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ])


USAGES = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
          "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]


def certificate(subject, key, issuer, issuer_key, start, end, *, ca=False, usage=(), eku=(), names=(),
                digest=hashes.SHA256(), pss=False):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(x509.random_serial_number()).not_valid_before(day(start)).not_valid_after(day(end))
               .add_extension(x509.BasicConstraints(ca, None), True)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
               .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False))
    if usage:
        builder = builder.add_extension(x509.KeyUsage(**{u: u in usage for u in USAGES}), True)
    if eku:
        builder = builder.add_extension(x509.ExtendedKeyUsage(eku), False)
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in names]), False)
    if isinstance(issuer_key, (ed25519.Ed25519PrivateKey, mldsa.MLDSA65PrivateKey)):
        digest = None
    extra = {"rsa_padding": padding.PSS(padding.MGF1(digest), digest.digest_size)} if pss else {}
    return builder.sign(issuer_key, digest, **extra)


def pem(*certificates):
    return b"".join(c.public_bytes(s.Encoding.PEM) for c in certificates)


def private(key, form=s.PrivateFormat.PKCS8, password=None, encoding=s.Encoding.PEM):
    protection = s.BestAvailableEncryption(password) if password else s.NoEncryption()
    return key.private_bytes(encoding, form, protection)


def public(key):
    return key.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo)


def put(path, content):
    path = HERE / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def new_rsa(bits):
    return rsa.generate_private_key(65537, bits)


def ssh_key(path, kind, bits=None, comment=""):
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in (target, target.with_name(target.name + ".pub")):
        old.unlink(missing_ok=True)
    size = ["-b", str(bits)] if bits else []
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-C", comment, "-f", str(target)], check=True)
    return target.with_name(target.name + ".pub").read_text().strip()


def sha1_certificate(subject, key, start, end, issuer=None):
    """A certificate with a SHA-1 signature, which the library refuses to make: by openssl ca. issuer: (certificate, key)."""
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "key.pem").write_bytes(private(key))
        request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
        (at / "request.pem").write_bytes(request.public_bytes(s.Encoding.PEM))
        (at / "index.txt").write_text("")
        (at / "openssl.cnf").write_text(f"""[ca]
default_ca = d
[d]
database = {at}/index.txt
new_certs_dir = {at}
rand_serial = yes
policy = p
default_md = sha1
x509_extensions = e
[p]
C = supplied
O = supplied
CN = supplied
[e]
keyUsage = digitalSignature, keyEncipherment
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
""")
        signer = ["-selfsign", "-keyfile", str(at / "key.pem")]
        if issuer:
            (at / "ca.pem").write_bytes(pem(issuer[0]))
            (at / "ca-key.pem").write_bytes(private(issuer[1]))
            signer = ["-cert", str(at / "ca.pem"), "-keyfile", str(at / "ca-key.pem")]
        stamp = "{:%Y%m%d%H%M%SZ}"
        subprocess.run(["openssl", "ca", "-batch", "-notext", "-config", str(at / "openssl.cnf"), *signer,
                        "-startdate", stamp.format(day(start)), "-enddate", stamp.format(day(end)),
                        "-in", str(at / "request.pem"), "-out", str(at / "out.pem")], check=True, capture_output=True)
        return x509.load_pem_x509_certificate((at / "out.pem").read_bytes())


LEAF = ["digital_signature"]
RSA_LEAF = ["digital_signature", "key_encipherment"]
CA = ["key_cert_sign", "crl_sign"]


def exchange():
    org = "Haneul Exchange"
    root_key, issuing_key = new_rsa(4096), new_rsa(2048)
    root_name, issuing_name = name(org, "Haneul Root CA 1"), name(org, "Haneul Issuing CA 3")
    root = certificate(root_name, root_key, root_name, root_key, "2022-03-01", "2042-03-01", ca=True, usage=CA,
                       digest=hashes.SHA384())
    issuing = certificate(issuing_name, issuing_key, root_name, root_key, "2024-03-01", "2032-03-01", ca=True, usage=CA)
    put("exchange/pki/root-ca.pem", pem(root))
    put("exchange/pki/issuing-ca.der", issuing.public_bytes(s.Encoding.DER))
    put("exchange/pki/issuing-ca-key.pem", private(issuing_key, password=PASSWORD))
    crl = (x509.CertificateRevocationListBuilder().issuer_name(issuing_name).last_update(day("2026-10-01"))
           .next_update(day("2027-01-01")).sign(issuing_key, hashes.SHA256()))
    put("exchange/pki/issuing-ca.crl", crl.public_bytes(s.Encoding.DER))
    pilot_key = mldsa.MLDSA65PrivateKey.generate()
    pilot_name = name(org, "Haneul PQC Pilot Root")
    pilot = certificate(pilot_name, pilot_key, pilot_name, pilot_key, "2026-06-01", "2036-06-01", ca=True, usage=CA)
    put("exchange/pki/pilot-root-mldsa65.pem", pem(pilot))

    web = ec.generate_private_key(ec.SECP256R1())
    leaf = certificate(name(org, "trade.haneul.example"), web, issuing_name, issuing_key, "2026-09-01", "2027-03-20",
                       usage=LEAF, eku=[EKU.SERVER_AUTH], names=["trade.haneul.example", "api.haneul.example"])
    put("exchange/front/tls/fullchain.pem", pem(leaf, issuing))
    put("exchange/front/tls/privkey.pem", private(web, s.PrivateFormat.TraditionalOpenSSL))
    old = new_rsa(2048)
    legacy = certificate(name(org, "ws.haneul.example"), old, issuing_name, issuing_key, "2026-02-01", "2027-02-01",
                         usage=RSA_LEAF, eku=[EKU.SERVER_AUTH], names=["ws.haneul.example"])
    put("exchange/front/tls/ws.crt", pem(legacy))
    put("exchange/front/tls/ws.key", private(old))
    group = dh.generate_parameters(2, 2048)
    put("exchange/front/tls/dhparam.pem", group.parameter_bytes(s.Encoding.PEM, s.ParameterFormat.PKCS3))

    hot = ec.generate_private_key(ec.SECP256K1())
    put("exchange/wallet/hot/signer-01.pem", private(hot, password=PASSWORD))
    put("exchange/wallet/hot/signer-01.pub.pem", public(hot))
    cold = ec.generate_private_key(ec.SECP256K1())
    put("exchange/wallet/cold/vault-a", public(cold))
    validator = ed25519.Ed25519PrivateKey.generate()
    put("exchange/wallet/validator/node.key", private(validator))
    mtls = ec.generate_private_key(ec.SECP384R1())
    request = (x509.CertificateSigningRequestBuilder().subject_name(name(org, "wallet-signer-01"))
               .sign(mtls, hashes.SHA384()))
    put("exchange/wallet/hot/mtls.csr", request.public_bytes(s.Encoding.PEM))

    docs = new_rsa(1024)
    docs_name = name("Munseo Systems", "docs.internal")
    put("exchange/documents/server.pem", pem(sha1_certificate(docs_name, docs, "2017-05-01", "2027-05-01")))
    stamp = new_rsa(2048)
    sealing = certificate(name(org, "Document Seal 2025"), stamp, issuing_name, issuing_key, "2025-01-15", "2030-01-15",
                          usage=["digital_signature", "content_commitment"], pss=True)
    put("exchange/documents/seal.cer", sealing.public_bytes(s.Encoding.DER))
    put("exchange/documents/seal.p12", pkcs12.serialize_key_and_certificates(
        b"seal", stamp, sealing, [issuing], s.BestAvailableEncryption(PASSWORD)))

    bastion = ssh_key("exchange/ssh/bastion/ssh_host_ed25519_key", "ed25519")
    ssh_key("exchange/ssh/matching-01/ssh_host_rsa_key", "rsa", 3072)
    (HERE / "exchange/ssh/matching-01/ssh_host_rsa_key").unlink()
    ops = [ssh_key("exchange/tmp-a", "ed25519"), ssh_key("exchange/tmp-b", "rsa", 2048)]
    contractor = ssh_key("exchange/tmp-c", "rsa", 1024)
    put("exchange/ssh/bastion/authorized_keys", ("# operations\n" + "\n".join(ops) + "\n").encode())
    put("exchange/maintenance/authorized_keys",
        ("# Suri Maintenance, quarterly patch window\n"
         f'from="192.0.2.0/24",no-agent-forwarding {contractor}\n').encode())
    put("exchange/maintenance/known_hosts", f"bastion.haneul.example {bastion}\n".encode())
    for left in HERE.glob("exchange/tmp-*"):
        left.unlink()


def agency():
    org = "Han River Basin Agency"
    root_key, issuing_key = new_rsa(4096), ec.generate_private_key(ec.SECP384R1())
    root_name, issuing_name = name(org, "Agency Root CA"), name(org, "Agency Issuing CA")
    root = certificate(root_name, root_key, root_name, root_key, "2020-01-01", "2045-01-01", ca=True, usage=CA,
                       digest=hashes.SHA512())
    issuing = certificate(issuing_name, issuing_key, root_name, root_key, "2021-01-01", "2036-01-01", ca=True, usage=CA,
                          digest=hashes.SHA384())
    put("agency/classified/ca/root.pem", pem(root))
    put("agency/classified/ca/root-key.der", private(root_key, password=PASSWORD, encoding=s.Encoding.DER))
    put("agency/sensitive/ca/issuing.pem", pem(issuing))
    put("agency/classified/vpn/gateway-key.pem", private(ec.generate_private_key(ec.SECP521R1()),
                                                         s.PrivateFormat.TraditionalOpenSSL))

    portal = new_rsa(2048)
    put("agency/open/portal/server.crt", pem(
        certificate(name(org, "www.hanriver.example"), portal, issuing_name, issuing_key, "2026-05-01", "2026-11-30",
                    usage=RSA_LEAF, eku=[EKU.SERVER_AUTH], names=["www.hanriver.example"], digest=hashes.SHA384()),
        issuing))
    put("agency/open/portal/server.key", private(portal, s.PrivateFormat.TraditionalOpenSSL))

    approval = new_rsa(2048)
    approval_name = name(org, "Approval Signing 2024")
    put("agency/sensitive/approvals/signing", certificate(
        approval_name, approval, issuing_name, issuing_key, "2024-07-01", "2029-07-01",
        usage=["digital_signature", "content_commitment"], digest=hashes.SHA384()).public_bytes(s.Encoding.DER))
    old = new_rsa(2048)
    old_name = name(org, "Archive Signing 2021")
    put("agency/sensitive/approvals/archive-2021.crt", pem(sha1_certificate(
        old_name, old, "2021-03-01", "2026-03-01", (issuing, issuing_key))))
    staff = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    put("agency/sensitive/staff/clients.pem", pem(*[
        certificate(name(org, f"staff-{i + 1:03}"), key, issuing_name, issuing_key, "2026-01-10", "2029-01-10",
                    usage=LEAF, eku=[EKU.CLIENT_AUTH], digest=hashes.SHA384()) for i, key in enumerate(staff)]))

    command = ec.generate_private_key(ec.SECP384R1())
    put("agency/ground-segment/telecommand/signing-public.pem", public(command))
    put("agency/ground-segment/telecommand/signing.pem", private(command, password=PASSWORD))
    boot = new_rsa(3072)
    boot_name = name(org, "Payload Firmware Signing")
    put("agency/ground-segment/firmware/signer.pem", pem(certificate(
        boot_name, boot, root_name, root_key, "2023-06-01", "2038-06-01", usage=["digital_signature"],
        eku=[EKU.CODE_SIGNING], digest=hashes.SHA512())))
    link = certificate(name(org, "tm.ground.hanriver.example"), ec.generate_private_key(ec.SECP256R1()), issuing_name,
                       issuing_key, "2025-04-01", "2028-04-01", usage=LEAF, eku=[EKU.SERVER_AUTH, EKU.CLIENT_AUTH],
                       names=["tm.ground.hanriver.example"], digest=hashes.SHA384())
    put("agency/ground-segment/telemetry/link.pem", pem(link))
    ssh_key("agency/ground-segment/antenna-01/ssh_host_ecdsa_key", "ecdsa", 256)
    (HERE / "agency/ground-segment/antenna-01/ssh_host_ecdsa_key").unlink()
    contractor = ssh_key("agency/tmp-a", "ecdsa", 384)
    put("agency/contractor/authorized_keys", ("# remote maintenance\n" + contractor + "\n").encode())
    for left in HERE.glob("agency/tmp-*"):
        left.unlink()


if __name__ == "__main__":
    exchange()
    agency()
