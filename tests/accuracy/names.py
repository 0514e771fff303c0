"""The words that y2q uses for what the labelling tools give as OIDs and short names, from the standards that define them."""

from asn1crypto.keys import NamedCurve

#: FIPS 186-4 appendix D names; SEC 2 and RFC 5639 names are used as they are.
NIST = {
    "1.2.840.10045.3.1.1": "P-192", "1.3.132.0.33": "P-224", "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384",
    "1.3.132.0.35": "P-521", "1.3.132.0.1": "K-163", "1.3.132.0.15": "B-163", "1.3.132.0.26": "K-233",
    "1.3.132.0.27": "B-233", "1.3.132.0.16": "K-283", "1.3.132.0.17": "B-283", "1.3.132.0.36": "K-409",
    "1.3.132.0.37": "B-409", "1.3.132.0.38": "K-571", "1.3.132.0.39": "B-571",
}


def curve(oid):
    if oid in NIST:
        return NIST[oid]
    if oid == "1.2.156.10197.1.301":
        return "SM2"
    named = NamedCurve._map.get(oid, oid)  # noqa: SLF001 - the table of OIDs is not public
    return named.replace("brainpoolp", "brainpoolP")


def is_endless(time):
    """RFC 5280 section 4.1.2.5: no well-defined end."""
    return time.startswith("9999-12-31T23:59:59")


#: RFC 8018, RFC 7292 appendix C, NIST's AES arc.
ALGORITHMS = {
    "1.2.840.113549.1.12.1.1": "PKCS12-PBE-SHA-1-RC4-128", "1.2.840.113549.1.12.1.2": "PKCS12-PBE-SHA-1-RC4-40",
    "1.2.840.113549.1.12.1.3": "PKCS12-PBE-SHA-1-3DES-168", "1.2.840.113549.1.12.1.4": "PKCS12-PBE-SHA-1-3DES-112",
    "1.2.840.113549.1.12.1.5": "PKCS12-PBE-SHA-1-RC2-128", "1.2.840.113549.1.12.1.6": "PKCS12-PBE-SHA-1-RC2-40",
    "1.2.840.113549.1.5.3": "PBES1-MD5-DES", "1.2.840.113549.1.5.10": "PBES1-SHA-1-DES",
    "1.2.840.113549.1.5.12": "PBKDF2", "1.3.6.1.4.1.11591.4.11": "scrypt",
    "2.16.840.1.101.3.4.1.2": "AES-128-CBC", "2.16.840.1.101.3.4.1.22": "AES-192-CBC",
    "2.16.840.1.101.3.4.1.42": "AES-256-CBC", "1.2.840.113549.3.7": "3DES-CBC", "1.3.14.3.2.7": "DES-CBC",
    "1.2.840.113549.3.2": "RC2-CBC", "1.2.840.113549.2.7": "HMAC-SHA-1", "1.2.840.113549.2.8": "HMAC-SHA-224",
    "1.2.643.7.1.1.4.2": "HMAC-Streebog-512", "1.2.643.2.2.21": "GOST28147-CFB", "1.2.643.2.2.10": "HMAC-GOSTR3411-94",
    "1.2.840.113549.2.9": "HMAC-SHA-256", "1.2.840.113549.2.10": "HMAC-SHA-384", "1.2.840.113549.2.11": "HMAC-SHA-512",
}


def scheme(label):
    """Scheme in y2q's words and iterations."""
    if label.startswith("DEK-Info "):
        return f"PEM DEK-Info {label[9:]}, key by MD5 of the password", "1"
    words = label.split(" ")
    if words[0] == "bcrypt":
        return label, ""
    *oids, count = words
    named = ["-".join(ALGORITHMS.get(part, part) for part in oid.split("+")) for oid in oids]
    return ("PBES2 " if len(oids) > 1 else "") + " ".join(named), count


CURVE_OF_BITS = {"256": "P-256", "384": "P-384", "521": "P-521"}


def ssh(kind, bits):
    """Family, curve and size of what ssh-keygen calls `kind`."""
    kind = kind.removesuffix("-SK").removesuffix("-CERT").removesuffix("-SK")
    if kind == "ECDSA":
        return ["ECDSA", CURVE_OF_BITS[bits]]
    if kind == "ED25519":
        return ["EdDSA"]
    return [kind, "", bits]
