"""Labels of DER objects, by asn1crypto (fields) and pyca/cryptography or OpenSSL (whether it is a valid object at all)."""

import base64
import datetime
import itertools
import re
import warnings

from asn1crypto import cms, core, crl, csr, keys, ocsp, parser, pkcs12, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization

import tools

warnings.simplefilter("ignore")


class Rejected(Exception):
    """No oracle takes it for a valid object of the kind."""


def stamp(time):
    native = time.chosen.native
    if not native:
        return ""
    native = native.astimezone(datetime.timezone.utc) if getattr(native, "year", 0) > 1 else native
    return f"{native.year:04}" + native.strftime("-%m-%dT%H:%M:%SZ")


def magnitude(number):
    return str(int(number).bit_length())


def oid_of(identifier):
    return identifier["algorithm"].dotted


def raw(value):
    """The encoding of a field whatever asn1crypto makes of it."""
    return value.untag().dump() if hasattr(value, "untag") else value.dump()


class Any2(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class Spki(core.Sequence):
    """SubjectPublicKeyInfo without asn1crypto's own list of algorithms, which ends before the post-quantum ones."""

    _fields = [("algorithm", Any2), ("public_key", core.OctetBitString)]


RSA_LIKE = {"1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.7"}
EC_LIKE = {"1.2.840.10045.2.1", "1.3.132.1.12"}
FIRST_INTEGER = {"1.2.840.10040.4.1", "1.2.840.113549.1.3.1", "1.2.840.10046.2.1"}


def children(der):
    """Encodings of the elements inside a SEQUENCE."""
    content, found = core.Sequence.load(der).contents, []
    while content:
        _, _, _, head, body, tail = parser.parse(content)
        found.append(head + body + tail)
        content = content[len(found[-1]):]
    return found


def integers(der):
    """The INTEGERs that a SEQUENCE begins with; RSA keys of more than two primes end in something else.

    Taken as positive, as OpenSSL and GnuTLS take a modulus whose sign octet is missing.
    """
    found = itertools.takewhile(lambda one: one[:1] == b"\x02", children(der))
    return [int.from_bytes(core.Integer.load(one).contents, "big") for one in found]


def curve(parameters):
    """Named curve by OID, or `explicit:BITS`."""
    if parameters is None:
        return ""
    der = parameters.dump() if not isinstance(parameters, bytes) else parameters
    if der[:1] == b"\x06":
        return core.ObjectIdentifier.load(der).dotted
    if der[:1] == b"\x05":
        return ""
    specified = keys.SpecifiedECDomain.load(der)
    field = specified["field_id"]
    if field["field_type"].native == "prime_field":
        return "explicit:" + magnitude(field["parameters"].native)
    return "explicit:" + str(field["parameters"]["m"].native)


def parameter(oid, parameters, rsa):
    """What decides the size: modulus bits, curve OID or prime bits."""
    if oid in RSA_LIKE:
        return magnitude(integers(rsa)[0 if len(integers(rsa)) == 2 else 1])
    if oid in EC_LIKE:
        return curve(parameters)
    if oid in FIRST_INTEGER and parameters is not None and parameters.dump()[:1] == b"\x30":
        first = core.Integer.load(core.Sequence.load(parameters.dump()).contents)
        return magnitude(int(first))
    return ""


def of_spki(der):
    info = Spki.load(der)
    oid = info["algorithm"]["algorithm"].dotted
    bits = bytes(info["public_key"])
    parameters = info["algorithm"]["parameters"]
    parameters = parameters if not isinstance(parameters, core.Void) else None
    return {"oid": oid, "param": parameter(oid, parameters, bits)}


def accept(kind, der, load):
    """Raises unless pyca or OpenSSL takes it."""
    try:
        load(der)
        return "pyca"
    except Exception:  # noqa: BLE001 - any refusal is the same
        if tools.openssl_accepts(kind, der):
            return "openssl"
        raise Rejected(kind) from None


def certificate(der):
    by = accept("certificate", der, pyca.load_der_x509_certificate)
    read = x509.Certificate.load(der)
    tbs = read["tbs_certificate"]
    label = of_spki(raw(tbs["subject_public_key_info"]))
    validity = tbs["validity"]
    label |= {"kind": "certificate", "by": by, "sig_oid": oid_of(read["signature_algorithm"])}
    return label | {"from": stamp(validity["not_before"]), "to": stamp(validity["not_after"])}


def request(der):
    by = accept("request", der, pyca.load_der_x509_csr)
    read = csr.CertificationRequest.load(der)
    label = of_spki(raw(read["certification_request_info"]["subject_pk_info"]))
    return label | {"kind": "request", "by": by, "sig_oid": oid_of(read["signature_algorithm"])}


def revocation_list(der):
    by = accept("list", der, pyca.load_der_x509_crl)
    read = crl.CertificateList.load(der)
    tbs = read["tbs_cert_list"]
    following = tbs["next_update"]
    to = "" if isinstance(following, core.Void) or isinstance(following.chosen, core.Void) else stamp(following)
    label = {"kind": "list", "by": by, "sig_oid": oid_of(read["signature_algorithm"])}
    return label | {"from": stamp(tbs["this_update"]), "to": to}


def public_spki(der):
    by = accept("public", der, serialization.load_der_public_key)
    return of_spki(der) | {"kind": "public", "by": by}


def public_pkcs1(der):
    numbers = integers(der)
    # Two numbers are also a Diffie-Hellman group, whose generator is 2 or 5.
    if len(numbers) != 2 or numbers[0] < 1 << 400 or numbers[1] in (2, 5):
        raise Rejected("public")
    by = accept("public", der, serialization.load_der_public_key)
    return {"kind": "public", "by": by, "oid": "1.2.840.113549.1.1.1", "param": magnitude(numbers[0])}


def load_private(der):
    serialization.load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)


def private_pkcs8(der):
    version, algorithm, key, *_ = children(der)
    if version[:1] != b"\x02" or algorithm[:1] != b"\x30" or key[:1] != b"\x04":
        raise Rejected("private")
    by = accept("private", der, load_private)
    read = Any2.load(algorithm)
    oid = read["algorithm"].dotted
    parameters = read["parameters"]
    parameters = parameters if not isinstance(parameters, core.Void) else None
    return {"kind": "private", "by": by, "oid": oid, "param": parameter(oid, parameters, core.OctetString.load(key).native)}


def private_pkcs1(der):
    numbers = integers(der)
    by = accept("private", der, load_private)
    if len(numbers) == 6:
        return {"kind": "private", "by": by, "oid": "1.2.840.10040.4.1", "param": magnitude(numbers[1])}
    if len(numbers) < 9:
        raise Rejected("private")
    return {"kind": "private", "by": by, "oid": "1.2.840.113549.1.1.1", "param": magnitude(numbers[1])}


def private_sec1(der):
    if [one[:1] for one in children(der)[:2]] != [b"\x02", b"\x04"]:
        raise Rejected("private")
    read = keys.ECPrivateKey.load(der)
    by = accept("private", der, load_private)
    parameters = read["parameters"]
    named = curve(raw(parameters.chosen)) if not isinstance(parameters, core.Void) else ""
    return {"kind": "private", "by": by, "oid": "1.2.840.10045.2.1", "param": named}


def private_encrypted(der):
    read = keys.EncryptedPrivateKeyInfo.load(der)
    if not bytes(read["encrypted_data"]):
        raise Rejected("private")
    return {"kind": "private", "by": "asn1crypto", "scheme": scheme(read["encryption_algorithm"]), "encrypted": True}


def scheme(identifier):
    """Scheme, key derivation and cipher of a password-based algorithm, by OID, with its iterations."""
    oid = identifier["algorithm"].dotted
    parameters = identifier["parameters"]
    if oid != "1.2.840.113549.1.5.13":
        count = parameters.native.get("iterations", "") if isinstance(parameters.native, dict) else ""
        return f"{oid} {count}"
    derivation, cipher = parameters["key_derivation_func"], parameters["encryption_scheme"]
    values = derivation["parameters"].native
    count = next(values[name] for name in ("iterations", "iteration_count", "cost_parameter") if name in values)
    prf = values.get("prf")
    prf = "+" + derivation["parameters"]["prf"]["algorithm"].dotted if prf else ""
    return f"{oid_of(derivation)}{prf} {oid_of(cipher)} {count}"


def parameters(name, oid, read):
    """Domain parameters that OpenSSL takes under the PEM label `name`."""

    def reader(der):
        code, _, _ = tools.run("openssl", "pkeyparam", "-noout", data=pem(name, der))
        numbers = integers(der) if name == "DSA PARAMETERS" else []
        # OpenSSL does not mind { p, g, q } of X9.42 for { p, q, g }.
        if code != 0 or numbers and numbers[1].bit_length() not in (160, 224, 256):
            raise Rejected("parameters")
        return {"kind": "parameters", "by": "openssl", "oid": oid, "param": read(der)}

    return reader


def first_integer(der):
    return magnitude(int(core.Integer.load(core.Sequence.load(der).contents)))


dh_parameters = parameters("DH PARAMETERS", "1.2.840.113549.1.3.1", first_integer)
dhx_parameters = parameters("X9.42 DH PARAMETERS", "1.2.840.10046.2.1", first_integer)
dsa_parameters = parameters("DSA PARAMETERS", "1.2.840.10040.4.1", first_integer)
ec_parameters = parameters("EC PARAMETERS", "1.2.840.10045.2.1", lambda der: curve(der))


def pem(label, der):
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


def message(der):
    """CMS: the message, and the certificates in it."""
    if not tools.openssl_accepts("cms", der):
        code, _, _ = tools.run("openssl", "pkcs7", "-inform", "DER", "-noout", data=der)
        if code != 0:
            raise Rejected("cms")
    read = cms.ContentInfo.load(der)
    kind = read["content_type"].native
    label = {"kind": "message", "by": "openssl", "content": kind}
    inside = []
    if kind == "signed_data":
        content = read["content"]
        label["signers"] = len(content["signer_infos"])
        carried = content["certificates"]
        for choice in [] if isinstance(carried, core.Void) else carried:
            if choice.name == "certificate":
                inside.append(certificate(choice.chosen.dump()))
    return [label, *inside]


def response(der):
    from cryptography.x509 import ocsp as pyca_ocsp

    read = pyca_ocsp.load_der_ocsp_response(der)
    basic = ocsp.OCSPResponse.load(der)["response_bytes"]["response"].parsed
    label = {"kind": "response", "by": "pyca", "sig_oid": read.signature_algorithm_oid.dotted_string}
    carried = basic["certs"]
    inside = [] if isinstance(carried, core.Void) else [certificate(raw(one)) for one in carried]
    return [label, *inside]


def keystore(der):
    """PKCS#12 without its password: the schemes of what is closed and the certificates that are not."""
    read = pkcs12.Pfx.load(der)
    if read["version"].native != "v3":
        raise Rejected("keystore")
    if read["auth_safe"]["content_type"].native != "data":
        return [{"kind": "keystore", "by": "asn1crypto", "content": read["auth_safe"]["content_type"].native}]
    schemes, inside = set(), []
    for part in read.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            schemes.add(scheme(part["content"]["encrypted_content_info"]["content_encryption_algorithm"]))
        elif kind == "data":
            for bag in pkcs12.SafeContents.load(bytes(part["content"])):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    schemes.add(scheme(bag["bag_value"]["encryption_algorithm"]))
                elif bag["bag_id"].native == "cert_bag":
                    inside.append(certificate(bag["bag_value"]["cert_value"].parsed.dump()))
    return [{"kind": "keystore", "by": "asn1crypto", "schemes": sorted(schemes)}, *inside]


def one(function):
    return lambda der: [function(der)]


#: In this order the first that takes the bytes names them.
READERS = [
    one(certificate), one(request), one(revocation_list), response, message, keystore, one(private_pkcs8),
    one(private_encrypted), one(public_spki), one(private_pkcs1), one(private_sec1), one(public_pkcs1),
    one(ec_parameters), one(dsa_parameters), one(dh_parameters), one(dhx_parameters),
]

BY_LABEL = {
    "CERTIFICATE": [one(certificate)], "X509 CERTIFICATE": [one(certificate)],
    "TRUSTED CERTIFICATE": [lambda der: [certificate(first(der))]],
    "CERTIFICATE REQUEST": [one(request)], "NEW CERTIFICATE REQUEST": [one(request)],
    "X509 CRL": [one(revocation_list)], "PUBLIC KEY": [one(public_spki)], "RSA PUBLIC KEY": [one(public_pkcs1)],
    "PRIVATE KEY": [one(private_pkcs8)], "ENCRYPTED PRIVATE KEY": [one(private_encrypted)],
    "RSA PRIVATE KEY": [one(private_pkcs1)], "DSA PRIVATE KEY": [one(private_pkcs1)],
    "EC PRIVATE KEY": [one(private_sec1)], "DH PARAMETERS": [one(dh_parameters)],
    "X9.42 DH PARAMETERS": [one(dhx_parameters)], "DSA PARAMETERS": [one(dsa_parameters)],
    "EC PARAMETERS": [one(ec_parameters)], "PKCS7": [message], "CMS": [message],
}


def first(der):
    """The first element, as OpenSSL appends its trust settings to a certificate."""
    length = core.Sequence.load(der, strict=False)
    return der[: len(length.dump())]


def of_der(der):
    """Labels of bytes that one object fills; `None` when no reader takes them."""
    try:
        core.load(der, strict=True)
    except Exception:  # noqa: BLE001
        return None
    for reader in READERS:
        try:
            return reader(der)
        except Exception:  # noqa: BLE001
            continue
    return None


BLOCK = re.compile(
    rb"^-----BEGIN ([A-Z0-9. ]+)-----[ \t]*\r?\n(.*?)^-----END \1-----[ \t]*\r?$", re.MULTILINE | re.DOTALL
)
LEGACY_NAMES = {"RSA PRIVATE KEY": "1.2.840.113549.1.1.1", "DSA PRIVATE KEY": "1.2.840.10040.4.1",
                "EC PRIVATE KEY": "1.2.840.10045.2.1"}


def of_pem(text):
    """Labels of the strict PEM blocks of a text. The flag tells whether every BEGIN belonged to one that was labelled."""
    labels, complete, blocks = [], True, list(BLOCK.finditer(text))
    complete = len(blocks) == text.count(b"-----BEGIN ")
    for at, block in enumerate(blocks):
        name, body = block[1].decode(), block[2]
        follows = at + 1 < len(blocks) and blocks[at + 1][1] == b"EC PRIVATE KEY"
        if name not in BY_LABEL or (name == "EC PARAMETERS" and follows):
            complete &= name in BY_LABEL
            continue
        if b"DEK-Info:" in body:
            cipher = re.search(rb"DEK-Info:\s*([A-Za-z0-9-]+),[0-9A-Fa-f]+", body)
            if not cipher:
                complete = False
                continue
            try:
                base64.b64decode(b"".join(body.split(b"\n\n" if b"\r" not in body else b"\r\n\r\n", 1)[1].split()), validate=True)
            except (IndexError, ValueError):
                complete = False
                continue
            labels.append({"kind": "private", "by": "RFC 1421", "encrypted": True, "oid": LEGACY_NAMES.get(name, ""),
                           "scheme": "DEK-Info " + cipher[1].decode()})
            continue
        try:
            der = base64.b64decode(b"".join(body.split()), validate=True)
            labels += BY_LABEL[name][0](der)
        except Exception:  # noqa: BLE001
            complete = False
    return labels, complete
