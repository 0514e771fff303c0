//! Elliptic curves: SP 800-186, SEC 2, RFC 5639, RFC 7748, ANSSI FRP256v1, GM/T 0003, RFC 4357, RFC 7836.

/// A named elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedCurve {
    /// Canonical name: the one `CycloneDX` 1.7 lists.
    pub name: &'static str,
    /// Dotted-decimal OID; empty where it has none of its own.
    pub oid: &'static str,
    /// Size of the field in bits.
    pub field_bits: u16,
    /// Classical strength in bits: SP 800-186 Table 1 where listed, else half the size of the group.
    pub strength: u16,
    /// Other names: SEC 2, ANSI X9.62, RFC 5656, OpenSSL.
    pub aliases: &'static [&'static str],
}

const fn curve(
    name: &'static str,
    oid: &'static str,
    field_bits: u16,
    strength: u16,
    aliases: &'static [&'static str],
) -> NamedCurve {
    NamedCurve { name, oid, field_bits, strength, aliases }
}

#[rustfmt::skip] // one row a line
pub(super) const CURVES: &[NamedCurve] = &[
    curve("P-192", "1.2.840.10045.3.1.1", 192, 96, &["prime192v1", "secp192r1", "nistp192"]),
    curve("P-224", "1.3.132.0.33", 224, 112, &["secp224r1", "nistp224", "ansip224r1"]),
    curve("P-256", "1.2.840.10045.3.1.7", 256, 128, &["prime256v1", "secp256r1", "nistp256", "ansip256r1"]),
    curve("P-384", "1.3.132.0.34", 384, 192, &["secp384r1", "nistp384", "ansip384r1"]),
    curve("P-521", "1.3.132.0.35", 521, 256, &["secp521r1", "nistp521", "ansip521r1"]),
    curve("B-163", "1.3.132.0.15", 163, 80, &["sect163r2", "ansit163r2"]),
    curve("B-233", "1.3.132.0.27", 233, 112, &["sect233r1", "ansit233r1"]),
    curve("B-283", "1.3.132.0.17", 283, 128, &["sect283r1", "ansit283r1"]),
    curve("B-409", "1.3.132.0.37", 409, 192, &["sect409r1", "ansit409r1"]),
    curve("B-571", "1.3.132.0.39", 571, 256, &["sect571r1", "ansit571r1"]),
    curve("K-163", "1.3.132.0.1", 163, 80, &["sect163k1", "ansit163k1"]),
    curve("K-233", "1.3.132.0.26", 233, 112, &["sect233k1", "ansit233k1"]),
    curve("K-283", "1.3.132.0.16", 283, 128, &["sect283k1", "ansit283k1"]),
    curve("K-409", "1.3.132.0.36", 409, 192, &["sect409k1", "ansit409k1"]),
    curve("K-571", "1.3.132.0.38", 571, 256, &["sect571k1", "ansit571k1"]),
    curve("secp112r1", "1.3.132.0.6", 112, 56, &[]),
    curve("secp112r2", "1.3.132.0.7", 112, 55, &[]),
    curve("secp128r1", "1.3.132.0.28", 128, 64, &[]),
    curve("secp128r2", "1.3.132.0.29", 128, 63, &[]),
    curve("secp160k1", "1.3.132.0.9", 160, 80, &["ansip160k1"]),
    curve("secp160r1", "1.3.132.0.8", 160, 80, &["ansip160r1"]),
    curve("secp160r2", "1.3.132.0.30", 160, 80, &["ansip160r2"]),
    curve("secp192k1", "1.3.132.0.31", 192, 96, &["ansip192k1"]),
    curve("secp224k1", "1.3.132.0.32", 224, 112, &["ansip224k1"]),
    curve("secp256k1", "1.3.132.0.10", 256, 128, &["ansip256k1", "K-256"]),
    curve("sect113r1", "1.3.132.0.4", 113, 56, &[]),
    curve("sect113r2", "1.3.132.0.5", 113, 56, &[]),
    curve("sect131r1", "1.3.132.0.22", 131, 65, &[]),
    curve("sect131r2", "1.3.132.0.23", 131, 65, &[]),
    curve("sect163r1", "1.3.132.0.2", 163, 80, &["ansit163r1"]),
    curve("sect193r1", "1.3.132.0.24", 193, 96, &["ansit193r1"]),
    curve("sect193r2", "1.3.132.0.25", 193, 96, &["ansit193r2"]),
    curve("sect239k1", "1.3.132.0.3", 239, 118, &["ansit239k1"]),
    curve("prime192v2", "1.2.840.10045.3.1.2", 192, 96, &[]),
    curve("prime192v3", "1.2.840.10045.3.1.3", 192, 96, &[]),
    curve("prime239v1", "1.2.840.10045.3.1.4", 239, 119, &[]),
    curve("prime239v2", "1.2.840.10045.3.1.5", 239, 119, &[]),
    curve("prime239v3", "1.2.840.10045.3.1.6", 239, 119, &[]),
    curve("brainpoolP160r1", "1.3.36.3.3.2.8.1.1.1", 160, 80, &[]),
    curve("brainpoolP160t1", "1.3.36.3.3.2.8.1.1.2", 160, 80, &[]),
    curve("brainpoolP192r1", "1.3.36.3.3.2.8.1.1.3", 192, 96, &[]),
    curve("brainpoolP192t1", "1.3.36.3.3.2.8.1.1.4", 192, 96, &[]),
    curve("brainpoolP224r1", "1.3.36.3.3.2.8.1.1.5", 224, 112, &[]),
    curve("brainpoolP224t1", "1.3.36.3.3.2.8.1.1.6", 224, 112, &[]),
    curve("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7", 256, 128, &[]),
    curve("brainpoolP256t1", "1.3.36.3.3.2.8.1.1.8", 256, 128, &[]),
    curve("brainpoolP320r1", "1.3.36.3.3.2.8.1.1.9", 320, 160, &[]),
    curve("brainpoolP320t1", "1.3.36.3.3.2.8.1.1.10", 320, 160, &[]),
    curve("brainpoolP384r1", "1.3.36.3.3.2.8.1.1.11", 384, 192, &[]),
    curve("brainpoolP384t1", "1.3.36.3.3.2.8.1.1.12", 384, 192, &[]),
    curve("brainpoolP512r1", "1.3.36.3.3.2.8.1.1.13", 512, 256, &[]),
    curve("brainpoolP512t1", "1.3.36.3.3.2.8.1.1.14", 512, 256, &[]),
    curve("FRP256v1", "1.2.250.1.223.101.256.1", 256, 128, &["FRP256"]),
    curve("SM2", "1.2.156.10197.1.301", 256, 128, &["sm2p256v1", "curveSM2"]),
    curve("id-GostR3410-2001-CryptoPro-A-ParamSet", "1.2.643.2.2.35.1", 256, 128, &["GostR3410-2001-CryptoPro-A"]),
    curve("id-GostR3410-2001-CryptoPro-B-ParamSet", "1.2.643.2.2.35.2", 256, 128, &["GostR3410-2001-CryptoPro-B"]),
    curve("id-GostR3410-2001-CryptoPro-C-ParamSet", "1.2.643.2.2.35.3", 256, 128, &["GostR3410-2001-CryptoPro-C"]),
    curve("id-tc26-gost-3410-2012-256-paramSetA", "1.2.643.7.1.2.1.1.1", 256, 128, &[]),
    curve("id-tc26-gost-3410-12-512-paramSetA", "1.2.643.7.1.2.1.2.1", 512, 256, &[]),
    curve("id-tc26-gost-3410-12-512-paramSetB", "1.2.643.7.1.2.1.2.2", 512, 256, &[]),
    curve("id-tc26-gost-3410-2012-512-paramSetC", "1.2.643.7.1.2.1.2.3", 512, 256, &[]),
    curve("Curve25519", "", 255, 128, &["W-25519"]),
    curve("Curve448", "", 448, 224, &["W-448"]),
    curve("Ed25519", "", 255, 128, &["Edwards25519", "E-25519"]),
    curve("Ed448", "", 448, 224, &["Edwards448", "Ed448-Goldilocks", "E-448"]),
];
