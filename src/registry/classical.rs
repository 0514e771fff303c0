//! Classical public-key cryptography: RFC 8017, RFC 3279, RFC 5480, RFC 5758, RFC 8410, GOST, SM2, KCDSA.

use crate::model::Primitive::{KeyAgree, Pke};

use super::Row;

type Oids = &'static [(&'static str, &'static str)];

const fn pkcs1(name: &'static str, digest: &'static str, oids: Oids) -> Row {
    Row::new(name, "RSASSA-PKCS1").digest(digest).padding("pkcs1v15").oids(oids)
}

const fn pss(name: &'static str, digest: &'static str) -> Row {
    Row::new(name, "RSASSA-PSS").digest(digest).padding("pss")
}

const fn oaep(name: &'static str, digest: &'static str) -> Row {
    Row::new(name, "RSAES-OAEP").digest(digest).padding("oaep")
}

/// DSA, ECDSA and their kin: signature with a digest, key parameters elsewhere.
const fn digested(
    name: &'static str,
    family: &'static str,
    digest: &'static str,
    oids: Oids,
) -> Row {
    Row::new(name, family).digest(digest).oids(oids)
}

const fn on_curve(name: &'static str, family: &'static str, curve: &'static str) -> Row {
    Row::new(name, family).curve(curve)
}

/// A safe-prime group of RFC 7919 or RFC 3526, by the size of its modulus.
const fn group(name: &'static str, bits: &'static str, aliases: &'static [&'static str]) -> Row {
    Row::new(name, "DH").set(bits).aliases(aliases)
}

#[rustfmt::skip] // one row a line
pub(super) const CLASSICAL: &[Row] = &[
    Row::new("RSA", "RSA").oids(&[("1.2.840.113549.1.1.1", "rsaEncryption"), ("2.5.8.1.1", "rsa")]),
    Row::new("RSA-PKCS1-1.5", "RSASSA-PKCS1").padding("pkcs1v15").aliases(&["NONEwithRSA", "RSASSA-PKCS1-v1_5"]),
    pkcs1("RSA-PKCS1-1.5-MD2", "MD2", &[("1.2.840.113549.1.1.2", "md2WithRSAEncryption")]),
    pkcs1("RSA-PKCS1-1.5-MD4", "MD4", &[("1.2.840.113549.1.1.3", "md4WithRSAEncryption"), ("1.3.14.3.2.2", "md4WithRSA"), ("1.3.14.3.2.4", "")]),
    pkcs1("RSA-PKCS1-1.5-MD5", "MD5", &[("1.2.840.113549.1.1.4", "md5WithRSAEncryption"), ("1.3.14.3.2.3", "md5WithRSA")]),
    pkcs1("RSA-PKCS1-1.5-SHA-1", "SHA-1", &[("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"), ("1.3.14.3.2.29", "sha1WithRSA")]).aliases(&["RS1"]),
    pkcs1("RSA-PKCS1-1.5-SHA-224", "SHA-224", &[("1.2.840.113549.1.1.14", "sha224WithRSAEncryption")]),
    pkcs1("RSA-PKCS1-1.5-SHA-256", "SHA-256", &[("1.2.840.113549.1.1.11", "sha256WithRSAEncryption")]).aliases(&["RS256"]),
    pkcs1("RSA-PKCS1-1.5-SHA-384", "SHA-384", &[("1.2.840.113549.1.1.12", "sha384WithRSAEncryption")]).aliases(&["RS384"]),
    pkcs1("RSA-PKCS1-1.5-SHA-512", "SHA-512", &[("1.2.840.113549.1.1.13", "sha512WithRSAEncryption")]).aliases(&["RS512"]),
    pkcs1("RSA-PKCS1-1.5-SHA-512/224", "SHA-512/224", &[("1.2.840.113549.1.1.15", "sha512-224WithRSAEncryption")]),
    pkcs1("RSA-PKCS1-1.5-SHA-512/256", "SHA-512/256", &[("1.2.840.113549.1.1.16", "sha512-256WithRSAEncryption")]),
    pkcs1("RSA-PKCS1-1.5-SHA3-224", "SHA3-224", &[("2.16.840.1.101.3.4.3.13", "id-rsassa-pkcs1-v1_5-with-sha3-224")]),
    pkcs1("RSA-PKCS1-1.5-SHA3-256", "SHA3-256", &[("2.16.840.1.101.3.4.3.14", "id-rsassa-pkcs1-v1_5-with-sha3-256")]),
    pkcs1("RSA-PKCS1-1.5-SHA3-384", "SHA3-384", &[("2.16.840.1.101.3.4.3.15", "id-rsassa-pkcs1-v1_5-with-sha3-384")]),
    pkcs1("RSA-PKCS1-1.5-SHA3-512", "SHA3-512", &[("2.16.840.1.101.3.4.3.16", "id-rsassa-pkcs1-v1_5-with-sha3-512")]),
    pkcs1("RSA-PKCS1-1.5-RIPEMD-128", "RIPEMD-128", &[("1.3.36.3.3.1.3", "")]),
    pkcs1("RSA-PKCS1-1.5-RIPEMD-160", "RIPEMD-160", &[("1.3.36.3.3.1.2", "ripemd160WithRSA")]),
    pkcs1("RSA-PKCS1-1.5-RIPEMD-256", "RIPEMD-256", &[("1.3.36.3.3.1.4", "")]),
    pkcs1("RSA-PKCS1-1.5-SM3", "SM3", &[("1.2.156.10197.1.504", "sm3WithRSAEncryption")]),
    Row::new("RSA-PSS", "RSASSA-PSS").padding("pss").oids(&[("1.2.840.113549.1.1.10", "id-RSASSA-PSS")])
        .aliases(&["RSASSA-PSS", "RSASSAPSS"]),
    pss("RSA-PSS-SHA-1", "SHA-1"),
    pss("RSA-PSS-SHA-256", "SHA-256").aliases(&["PS256"]),
    pss("RSA-PSS-SHA-384", "SHA-384").aliases(&["PS384"]),
    pss("RSA-PSS-SHA-512", "SHA-512").aliases(&["PS512"]),
    // RFC 8702: both digest and mask generation fixed.
    pss("RSA-PSS-SHAKE128", "SHAKE128").oids(&[("1.3.6.1.5.5.7.6.30", "id-RSASSA-PSS-SHAKE128")]),
    pss("RSA-PSS-SHAKE256", "SHAKE256").oids(&[("1.3.6.1.5.5.7.6.31", "id-RSASSA-PSS-SHAKE256")]),
    Row::new("RSA-X9.31", "RSA-X931"),
    Row::new("RSAES-PKCS1-1.5", "RSAES-PKCS1").padding("pkcs1v15").aliases(&["RSA1_5", "RSA/ECB/PKCS1Padding", "RSAES-PKCS1-v1_5"]),
    Row::new("RSA-OAEP", "RSAES-OAEP").padding("oaep").oids(&[("1.2.840.113549.1.1.7", "id-RSAES-OAEP")])
        .aliases(&["RSA/ECB/OAEPPadding", "RSAES-OAEP"]),
    oaep("RSA-OAEP-SHA-1", "SHA-1").aliases(&["RSA/ECB/OAEPWithSHA1AndMGF1Padding", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding"]),
    oaep("RSA-OAEP-SHA-256", "SHA-256").aliases(&["RSA-OAEP-256", "RSA/ECB/OAEPWithSHA-256AndMGF1Padding"]),
    oaep("RSA-OAEP-SHA-384", "SHA-384").aliases(&["RSA-OAEP-384", "RSA/ECB/OAEPWithSHA-384AndMGF1Padding"]),
    oaep("RSA-OAEP-SHA-512", "SHA-512").aliases(&["RSA-OAEP-512", "RSA/ECB/OAEPWithSHA-512AndMGF1Padding"]),
    Row::new("DSA", "DSA").oids(&[("1.2.840.10040.4.1", "id-dsa"), ("1.3.14.3.2.12", "dsa-old")]).aliases(&["NONEwithDSA", "DSS"]),
    digested("DSA-SHA-1", "DSA", "SHA-1", &[("1.2.840.10040.4.3", "dsa-with-sha1"), ("1.3.14.3.2.27", "dsaWithSHA1-old")]).aliases(&["dsaWithSHA1"]),
    digested("DSA-SHA-224", "DSA", "SHA-224", &[("2.16.840.1.101.3.4.3.1", "dsa-with-sha224")]),
    digested("DSA-SHA-256", "DSA", "SHA-256", &[("2.16.840.1.101.3.4.3.2", "dsa-with-sha256")]),
    digested("DSA-SHA-384", "DSA", "SHA-384", &[("2.16.840.1.101.3.4.3.3", "dsa-with-sha384")]),
    digested("DSA-SHA-512", "DSA", "SHA-512", &[("2.16.840.1.101.3.4.3.4", "dsa-with-sha512")]),
    digested("DSA-SHA3-224", "DSA", "SHA3-224", &[("2.16.840.1.101.3.4.3.5", "id-dsa-with-sha3-224")]),
    digested("DSA-SHA3-256", "DSA", "SHA3-256", &[("2.16.840.1.101.3.4.3.6", "id-dsa-with-sha3-256")]),
    digested("DSA-SHA3-384", "DSA", "SHA3-384", &[("2.16.840.1.101.3.4.3.7", "id-dsa-with-sha3-384")]),
    digested("DSA-SHA3-512", "DSA", "SHA3-512", &[("2.16.840.1.101.3.4.3.8", "id-dsa-with-sha3-512")]),
    Row::new("KCDSA", "KCDSA").oids(&[("1.2.410.200004.1.1", "id-kcdsa"), ("1.2.410.200004.1.21", "id-kcdsa1")]),
    digested("KCDSA-HAS-160", "KCDSA", "HAS-160", &[("1.2.410.200004.1.22", "id-kcdsa1WithHAS160")]),
    digested("KCDSA-SHA-1", "KCDSA", "SHA-1", &[("1.2.410.200004.1.23", "id-kcdsa1WithSHA1")]),
    // RFC 9690; ISO/IEC 18033-2 has the first, RFC 5990 the second.
    Row::new("RSA-KEM", "RSA-KEM").oids(&[("1.0.18033.2.2.4", "id-kem-rsa"), ("1.2.840.113549.1.9.16.3.14", "id-rsa-kem")]),
    Row::new("DH", "DH").oids(&[("1.2.840.113549.1.3.1", "dhKeyAgreement"), ("1.2.840.10046.2.1", "dhpublicnumber")])
        .aliases(&["DiffieHellman", "FFDH", "DHE", "FFDHE"]),
    group("FFDHE-ffdhe2048", "2048", &["ffdhe2048"]),
    group("FFDHE-ffdhe3072", "3072", &["ffdhe3072"]),
    group("FFDHE-ffdhe4096", "4096", &["ffdhe4096"]),
    group("FFDHE-ffdhe6144", "6144", &["ffdhe6144"]),
    group("FFDHE-ffdhe8192", "8192", &["ffdhe8192"]),
    group("FFDHE-modp768", "768", &["modp768"]),
    group("FFDHE-modp1024", "1024", &["modp1024"]),
    group("FFDHE-modp1536", "1536", &["modp1536"]),
    group("FFDHE-modp2048", "2048", &["modp2048"]),
    group("FFDHE-modp3072", "3072", &["modp3072"]),
    group("FFDHE-modp4096", "4096", &["modp4096"]),
    group("FFDHE-modp6144", "6144", &["modp6144"]),
    group("FFDHE-modp8192", "8192", &["modp8192"]),
    Row::new("ElGamal", "ElGamal").oids(&[("1.3.6.1.4.1.3029.1.2.1", "elgamal"), ("1.3.14.7.2.1.1", "")]),
    Row::new("SRP-3", "SRP"),
    Row::new("SRP-6", "SRP").aliases(&["SRP", "SRP-6a"]),
    Row::new("EC", "EC").oids(&[("1.2.840.10045.2.1", "id-ecPublicKey")]).aliases(&["EllipticCurve", "ECC"]),
    Row::new("ECDSA", "ECDSA").aliases(&["NONEwithECDSA"]),
    digested("ECDSA-SHA-1", "ECDSA", "SHA-1", &[("1.2.840.10045.4.1", "ecdsa-with-SHA1"), ("0.4.0.127.0.7.1.1.4.1.1", "ecdsa-plain-SHA1")]),
    digested("ECDSA-SHA-224", "ECDSA", "SHA-224", &[("1.2.840.10045.4.3.1", "ecdsa-with-SHA224"), ("0.4.0.127.0.7.1.1.4.1.2", "ecdsa-plain-SHA224")]),
    digested("ECDSA-SHA-256", "ECDSA", "SHA-256", &[("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"), ("0.4.0.127.0.7.1.1.4.1.3", "ecdsa-plain-SHA256")]),
    digested("ECDSA-SHA-384", "ECDSA", "SHA-384", &[("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"), ("0.4.0.127.0.7.1.1.4.1.4", "ecdsa-plain-SHA384")]),
    digested("ECDSA-SHA-512", "ECDSA", "SHA-512", &[("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"), ("0.4.0.127.0.7.1.1.4.1.5", "ecdsa-plain-SHA512")]),
    digested("ECDSA-SHA3-224", "ECDSA", "SHA3-224", &[("2.16.840.1.101.3.4.3.9", "id-ecdsa-with-sha3-224")]),
    digested("ECDSA-SHA3-256", "ECDSA", "SHA3-256", &[("2.16.840.1.101.3.4.3.10", "id-ecdsa-with-sha3-256")]),
    digested("ECDSA-SHA3-384", "ECDSA", "SHA3-384", &[("2.16.840.1.101.3.4.3.11", "id-ecdsa-with-sha3-384")]),
    digested("ECDSA-SHA3-512", "ECDSA", "SHA3-512", &[("2.16.840.1.101.3.4.3.12", "id-ecdsa-with-sha3-512")]),
    digested("ECDSA-SHAKE128", "ECDSA", "SHAKE128", &[("1.3.6.1.5.5.7.6.32", "id-ecdsa-with-shake128")]),
    digested("ECDSA-SHAKE256", "ECDSA", "SHAKE256", &[("1.3.6.1.5.5.7.6.33", "id-ecdsa-with-shake256")]),
    on_curve("ECDSA-P-256-SHA-256", "ECDSA", "P-256").digest("SHA-256").aliases(&["ES256"]),
    on_curve("ECDSA-P-384-SHA-384", "ECDSA", "P-384").digest("SHA-384").aliases(&["ES384"]),
    on_curve("ECDSA-P-521-SHA-512", "ECDSA", "P-521").digest("SHA-512").aliases(&["ES512"]),
    on_curve("ECDSA-secp256k1-SHA-256", "ECDSA", "secp256k1").digest("SHA-256").aliases(&["ES256K"]),
    Row::new("EC-KCDSA", "EC-KCDSA").oids(&[("1.0.14888.3.0.5", "id-ec-kcdsa")]).aliases(&["ECKCDSA"]),
    digested("EC-KCDSA-SHA-1", "EC-KCDSA", "SHA-1", &[("1.2.410.200004.1.100.4.3", "eckcdsa-with-SHA1")]),
    digested("EC-KCDSA-SHA-224", "EC-KCDSA", "SHA-224", &[("1.2.410.200004.1.100.4.4", "eckcdsa-with-SHA224")]),
    digested("EC-KCDSA-SHA-256", "EC-KCDSA", "SHA-256", &[("1.2.410.200004.1.100.4.5", "eckcdsa-with-SHA256")]),
    Row::new("ECGDSA", "ECGDSA"),
    Row::new("ECDH", "ECDH").oids(&[("1.3.132.1.12", "id-ecDH")]).aliases(&["ECDHE", "ECDH-ES"]),
    Row::new("ECMQV", "MQV").oids(&[("1.3.132.1.13", "id-ecMQV")]),
    Row::new("ECIES", "ECIES"),
    on_curve("X25519", "ECDH", "Curve25519").oids(&[("1.3.101.110", "id-X25519"), ("1.3.6.1.4.1.3029.1.5.1", "Curve25519")]).aliases(&["ECDHE-X25519"]),
    on_curve("X448", "ECDH", "Curve448").oids(&[("1.3.101.111", "id-X448")]),
    on_curve("Ed25519", "EdDSA", "Ed25519").oids(&[("1.3.101.112", "id-Ed25519"), ("1.3.6.1.4.1.11591.15.1", "")]),
    on_curve("Ed25519ph", "EdDSA", "Ed25519").digest("SHA-512"),
    on_curve("Ed25519ctx", "EdDSA", "Ed25519"),
    on_curve("Ed448", "EdDSA", "Ed448").oids(&[("1.3.101.113", "id-Ed448")]),
    on_curve("Ed448ph", "EdDSA", "Ed448").digest("SHAKE256"),
    Row::new("EdDSA", "EdDSA"),
    Row::new("BLS", "BLS"),
    Row::new("BLS12-381", "BLS"),
    Row::new("Schnorr", "Schnorr"),
    Row::new("ECNR", "ECNR"),
    Row::new("Nyberg-Rueppel", "Nyberg-Rueppel"),
    Row::new("Rabin-Williams", "Rabin-Williams"),
    Row::new("LUC", "LUC"),
    Row::new("DLIES", "DLIES"),
    on_curve("SM2", "SM2", "SM2").oids(&[("1.2.156.10197.1.301.1", "")]),
    on_curve("SM2-SM3", "SM2", "SM2").digest("SM3").oids(&[("1.2.156.10197.1.501", "SM2-with-SM3")]).aliases(&["SM3withSM2"]),
    on_curve("SM2-KEX", "SM2", "SM2").primitive(KeyAgree).oids(&[("1.2.156.10197.1.301.2", "")]),
    on_curve("SM2-ENC", "SM2", "SM2").primitive(Pke).oids(&[("1.2.156.10197.1.301.3", "")]),
    Row::new("SM9", "SM9"),
    Row::new("GOSTR3410-94", "GOSTR3410-94").oids(&[("1.2.643.2.2.20", "gost94")]),
    Row::new("GOSTR3410-2001", "GOST").strength(128).oids(&[("1.2.643.2.2.19", "gost2001")]).aliases(&["GOST3410", "ECGOST3410"]),
    Row::new("GOSTR3410-2012-256", "GOST").set("256").strength(128).oids(&[("1.2.643.7.1.1.1.1", "gost2012_256")]).aliases(&["ECGOST3410-2012-256"]),
    Row::new("GOSTR3410-2012-512", "GOST").set("512").strength(256).oids(&[("1.2.643.7.1.1.1.2", "gost2012_512")]).aliases(&["ECGOST3410-2012-512"]),
    Row::new("GOSTR3410-2001-GOSTR3411-94", "GOST").digest("GOSTR3411-94").strength(128).oids(&[("1.2.643.2.2.3", "id-GostR3411-94-with-GostR3410-2001")]),
    Row::new("GOSTR3410-94-GOSTR3411-94", "GOSTR3410-94").digest("GOSTR3411-94").oids(&[("1.2.643.2.2.4", "id-GostR3411-94-with-GostR3410-94")]),
    Row::new("GOSTR3410-2012-256-Streebog-256", "GOST").set("256").digest("Streebog-256").strength(128).oids(&[("1.2.643.7.1.1.3.2", "id-tc26-signwithdigest-gost3410-2012-256")]),
    Row::new("GOSTR3410-2012-512-Streebog-512", "GOST").set("512").digest("Streebog-512").strength(256).oids(&[("1.2.643.7.1.1.3.3", "id-tc26-signwithdigest-gost3410-2012-512")]),
    Row::new("X3DH", "X3DH"),
    Row::new("J-PAKE", "J-PAKE"),
    Row::new("SPAKE2", "SPAKE2"),
    Row::new("SPAKE2+", "SPAKE2PLUS"),
    Row::new("OPAQUE-3DH", "OPAQUE").aliases(&["OPAQUE"]),
];
