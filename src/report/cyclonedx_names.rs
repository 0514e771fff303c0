//! Names that `CycloneDX` allows, and what y2q's names are among them. A name that is not allowed is left out
//! or becomes `other`: a document is never invalid.

use crate::model::{Algorithm, MaterialKind, Primitive};

/// `algorithmFamiliesEnum` of the 1.7 cryptography definitions, sorted.
#[rustfmt::skip] // many a line
pub(super) const FAMILIES: &[&str] = &[
    "3DES", "3GPP-XOR", "A5/1", "A5/2", "AES", "ARIA", "Argon2", "Ascon", "BLAKE2", "BLAKE3", "BLS",
    "Blowfish", "CAMELLIA", "CAST5", "CAST6", "CMAC", "CMEA", "CTR_DRBG", "ChaCha", "ChaCha20",
    "DES", "DSA", "ECDH", "ECDSA", "ECIES", "EdDSA", "ElGamal", "FFDH", "Fortuna", "GOST", "HC",
    "HKDF", "HMAC", "HMAC_DRBG", "HPKE", "Hash_DRBG", "IDEA", "IKE-PRF", "J-PAKE", "LMS", "MD2",
    "MD4", "MD5", "MILENAGE", "ML-DSA", "ML-KEM", "MQV", "OPAQUE", "PBES1", "PBES2", "PBKDF1",
    "PBKDF2", "PBMAC1", "Poly1305", "RABBIT", "RC2", "RC4", "RC5", "RC6", "RIPEMD", "RSAES-OAEP",
    "RSAES-PKCS1", "RSASSA-PKCS1", "RSASSA-PSS", "SEED", "SHA-1", "SHA-2", "SHA-3", "SLH-DSA",
    "SM2", "SM3", "SM4", "SM9", "SNOW3G", "SP800-108", "SPAKE2", "SPAKE2PLUS", "SRP", "Salsa20",
    "Serpent", "SipHash", "Skipjack", "TUAK", "Twofish", "UMAC", "Whirlpool", "X3DH", "XMSS",
    "Yarrow", "ZUC", "bcrypt", "scrypt", "yescrypt",
];

/// `ellipticCurvesEnum` of the 1.7 cryptography definitions, sorted.
#[rustfmt::skip] // many a line
pub(super) const CURVES: &[&str] = &[
    "anssi/FRP256v1", "bls/BLS12-377", "bls/BLS12-381", "bls/BLS12-446", "bls/BLS12-455",
    "bls/BLS12-638", "bls/BLS24-477", "bls/Bandersnatch", "bn/bn158", "bn/bn190", "bn/bn222",
    "bn/bn254", "bn/bn286", "bn/bn318", "bn/bn350", "bn/bn382", "bn/bn414", "bn/bn446", "bn/bn478",
    "bn/bn510", "bn/bn542", "bn/bn574", "bn/bn606", "bn/bn638", "brainpool/brainpoolP160r1",
    "brainpool/brainpoolP160t1", "brainpool/brainpoolP192r1", "brainpool/brainpoolP192t1",
    "brainpool/brainpoolP224r1", "brainpool/brainpoolP224t1", "brainpool/brainpoolP256r1",
    "brainpool/brainpoolP256t1", "brainpool/brainpoolP320r1", "brainpool/brainpoolP320t1",
    "brainpool/brainpoolP384r1", "brainpool/brainpoolP384t1", "brainpool/brainpoolP512r1",
    "brainpool/brainpoolP512t1", "gost/gost256", "gost/gost512",
    "gost/id-GostR3410-2001-CryptoPro-A-ParamSet", "gost/id-GostR3410-2001-CryptoPro-B-ParamSet",
    "gost/id-GostR3410-2001-CryptoPro-C-ParamSet", "gost/id-tc26-gost-3410-12-512-paramSetA",
    "gost/id-tc26-gost-3410-12-512-paramSetB", "gost/id-tc26-gost-3410-2012-256-paramSetA",
    "gost/id-tc26-gost-3410-2012-512-paramSetC", "mnt/mnt1", "mnt/mnt2/1", "mnt/mnt2/2",
    "mnt/mnt3/1", "mnt/mnt3/2", "mnt/mnt3/3", "mnt/mnt4", "mnt/mnt5/1", "mnt/mnt5/2", "mnt/mnt5/3",
    "nist/B-163", "nist/B-233", "nist/B-283", "nist/B-409", "nist/B-571", "nist/K-163",
    "nist/K-233", "nist/K-283", "nist/K-409", "nist/K-571", "nist/P-192", "nist/P-224",
    "nist/P-256", "nist/P-384", "nist/P-521", "nums/ed-254-mont", "nums/ed-255-mers",
    "nums/ed-256-mont", "nums/ed-382-mont", "nums/ed-383-mers", "nums/ed-384-mont",
    "nums/ed-510-mont", "nums/ed-511-mers", "nums/ed-512-mont", "nums/numsp256d1",
    "nums/numsp256t1", "nums/numsp384d1", "nums/numsp384t1", "nums/numsp512d1", "nums/numsp512t1",
    "nums/w-254-mont", "nums/w-255-mers", "nums/w-256-mont", "nums/w-382-mont", "nums/w-383-mers",
    "nums/w-384-mont", "nums/w-510-mont", "nums/w-511-mers", "nums/w-512-mont",
    "oakley/192-bit Random ECP Group", "oakley/224-bit Random ECP Group",
    "oakley/256-bit Random ECP Group", "oakley/384-bit Random ECP Group",
    "oakley/521-bit Random ECP Group", "oakley/Oakley Group 3", "oakley/Oakley Group 4",
    "oscaa/SM2", "other/BADA55-R-256", "other/BADA55-VPR-224", "other/BADA55-VPR2-224",
    "other/BADA55-VR-224", "other/BADA55-VR-256", "other/BADA55-VR-384", "other/Curve1174",
    "other/Curve22103", "other/Curve25519", "other/Curve383187", "other/Curve41417",
    "other/Curve4417", "other/Curve448", "other/Curve67254", "other/E-222", "other/E-382",
    "other/E-521", "other/Ed25519", "other/Ed448", "other/Ed448-Goldilocks", "other/FourQ",
    "other/Fp224BN", "other/Fp254BNa", "other/Fp254BNb", "other/Fp254n2BNa", "other/Fp256BN",
    "other/Fp384BN", "other/Fp512BN", "other/JubJub", "other/M-221", "other/M-383", "other/M-511",
    "other/MDC201601", "other/Pallas", "other/Tom-256", "other/Tom-384", "other/Tom-521",
    "other/Tweedledee", "other/Tweedledum", "other/Vesta", "other/ssc-160", "other/ssc-192",
    "other/ssc-224", "other/ssc-256", "other/ssc-288", "other/ssc-320", "other/ssc-384",
    "other/ssc-512", "secg/secp112r1", "secg/secp112r2", "secg/secp128r1", "secg/secp128r2",
    "secg/secp160k1", "secg/secp160r1", "secg/secp160r2", "secg/secp192k1", "secg/secp192r1",
    "secg/secp224k1", "secg/secp224r1", "secg/secp256k1", "secg/secp256r1", "secg/secp384r1",
    "secg/secp521r1", "secg/sect113r1", "secg/sect113r2", "secg/sect131r1", "secg/sect131r2",
    "secg/sect163k1", "secg/sect163r1", "secg/sect163r2", "secg/sect193r1", "secg/sect193r2",
    "secg/sect233k1", "secg/sect233r1", "secg/sect239k1", "secg/sect283k1", "secg/sect283r1",
    "secg/sect409k1", "secg/sect409r1", "secg/sect571k1", "secg/sect571r1",
    "wtls/wap-wsg-idm-ecid-wtls1", "wtls/wap-wsg-idm-ecid-wtls10", "wtls/wap-wsg-idm-ecid-wtls11",
    "wtls/wap-wsg-idm-ecid-wtls12", "wtls/wap-wsg-idm-ecid-wtls3", "wtls/wap-wsg-idm-ecid-wtls4",
    "wtls/wap-wsg-idm-ecid-wtls5", "wtls/wap-wsg-idm-ecid-wtls6", "wtls/wap-wsg-idm-ecid-wtls7",
    "wtls/wap-wsg-idm-ecid-wtls8", "wtls/wap-wsg-idm-ecid-wtls9", "x962/c2onb191v4",
    "x962/c2onb191v5", "x962/c2onb239v4", "x962/c2onb239v5", "x962/c2pnb163v1", "x962/c2pnb163v2",
    "x962/c2pnb163v3", "x962/c2pnb176w1", "x962/c2pnb208w1", "x962/c2pnb272w1", "x962/c2pnb304w1",
    "x962/c2pnb368w1", "x962/c2tnb191v1", "x962/c2tnb191v2", "x962/c2tnb191v3", "x962/c2tnb239v1",
    "x962/c2tnb239v2", "x962/c2tnb239v3", "x962/c2tnb359v1", "x962/c2tnb431r1", "x962/prime192v1",
    "x962/prime192v2", "x962/prime192v3", "x962/prime239v1", "x962/prime239v2", "x962/prime239v3",
    "x962/prime256v1", "x963/ansip160k1", "x963/ansip160r1", "x963/ansip160r2", "x963/ansip192k1",
    "x963/ansip224k1", "x963/ansip224r1", "x963/ansip256k1", "x963/ansip384r1", "x963/ansip521r1",
    "x963/ansit163k1", "x963/ansit163r1", "x963/ansit163r2", "x963/ansit193r1", "x963/ansit193r2",
    "x963/ansit233k1", "x963/ansit233r1", "x963/ansit239k1", "x963/ansit283k1", "x963/ansit283r1",
    "x963/ansit409k1", "x963/ansit409r1", "x963/ansit571k1", "x963/ansit571r1",
];

/// `algorithmProperties.mode`, all but `other` and `unknown`.
const MODES: &[&str] = &["cbc", "ccm", "cfb", "ctr", "ecb", "gcm", "ofb"];
/// `algorithmProperties.padding`, all but `other` and `unknown`.
const PADDINGS: &[&str] = &["oaep", "pkcs1v15", "pkcs5", "pkcs7", "raw"];

/// The family of the 1.7 enumeration that the algorithm belongs to.
pub(super) fn family(algorithm: &Algorithm) -> Option<&'static str> {
    let family = match algorithm.family.as_deref()? {
        "DH" => "FFDH",
        other => other,
    };
    FAMILIES.iter().copied().find(|name| name.eq_ignore_ascii_case(family))
}

/// The curve of the 1.7 enumeration (`nist/P-256`) with this registry name.
pub(super) fn curve(name: &str) -> Option<&'static str> {
    CURVES.iter().copied().find(|curve| curve.split_once('/').is_some_and(|(_, own)| own == name))
}

/// The mode, or `other`.
pub(super) fn mode(name: &str) -> &'static str {
    MODES.iter().copied().find(|mode| *mode == name).unwrap_or("other")
}

/// The padding, or `other`.
pub(super) fn padding(name: &str) -> &'static str {
    PADDINGS.iter().copied().find(|padding| *padding == name).unwrap_or("other")
}

/// The kinds of material that `CycloneDX` knows; it files the others under `other`.
pub(super) const fn material(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::PrivateKey => "private-key",
        MaterialKind::PublicKey => "public-key",
        MaterialKind::SecretKey => "secret-key",
        MaterialKind::Signature => "signature",
        _ => "other",
    }
}

/// The primitive; version 1.6 has no `key-wrap`.
pub(super) const fn primitive_1_6(primitive: Primitive) -> Primitive {
    match primitive {
        Primitive::KeyWrap => Primitive::Other,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lists are those of the official definitions.
    #[test]
    fn lists_equal_the_official_enumerations() {
        let text = include_str!("../../tests/schemas/cryptography-defs.schema.json");
        let schema: serde_json::Value = serde_json::from_str(text).unwrap();
        for (list, name) in [(FAMILIES, "algorithmFamiliesEnum"), (CURVES, "ellipticCurvesEnum")] {
            let mut official: Vec<_> = schema["definitions"][name]["enum"]
                .as_array()
                .unwrap()
                .iter()
                .map(|value| value.as_str().unwrap())
                .collect();
            official.sort_unstable();
            assert_eq!(list, official, "{name}");
        }
        for (list, name) in [(MODES, "mode"), (PADDINGS, "padding")] {
            for text in [
                include_str!("../../tests/schemas/bom-1.6.schema.json"),
                include_str!("../../tests/schemas/bom-1.7.schema.json"),
            ] {
                let schema: serde_json::Value = serde_json::from_str(text).unwrap();
                let property = &schema["definitions"]["cryptoProperties"]["properties"]["algorithmProperties"]
                    ["properties"][name]["enum"];
                let mut official: Vec<_> = property
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|value| value.as_str().unwrap())
                    .collect();
                official.retain(|value| !["other", "unknown"].contains(value));
                official.sort_unstable();
                assert_eq!(list, official, "{name}");
            }
        }
    }

    #[test]
    fn names_map_to_the_enumerations_or_to_nothing() {
        let mut algorithm = Algorithm::verbatim("X", None);
        for (own, theirs) in [
            ("DH", Some("FFDH")),
            ("ML-KEM", Some("ML-KEM")),
            ("RSA", None),
            ("Camellia", Some("CAMELLIA")),
        ] {
            algorithm.family = Some(own.to_owned());
            assert_eq!(family(&algorithm), theirs, "{own}");
        }
        assert_eq!(curve("P-256"), Some("nist/P-256"));
        assert_eq!(curve("Curve25519"), Some("other/Curve25519"));
        assert_eq!(curve("secp256k1"), Some("secg/secp256k1"));
        assert_eq!(curve("nist/P-256"), None);
        assert_eq!(mode("xts"), "other");
        assert_eq!(padding("pss"), "other");
    }
}
