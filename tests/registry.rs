//! The registry against the standards' own tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::{Algorithm, CryptoFunction, Maturity, Primitive};
use y2q::registry::{self, Problem, Sizes};

/// RFC 9881, RFC 9909, RFC 9935 and NIST's Computer Security Objects Register.
const NIST: &[(&str, &str)] = &[
    ("ML-DSA-44", "2.16.840.1.101.3.4.3.17"),
    ("ML-DSA-65", "2.16.840.1.101.3.4.3.18"),
    ("ML-DSA-87", "2.16.840.1.101.3.4.3.19"),
    ("SLH-DSA-SHA2-128s", "2.16.840.1.101.3.4.3.20"),
    ("SLH-DSA-SHA2-128f", "2.16.840.1.101.3.4.3.21"),
    ("SLH-DSA-SHA2-192s", "2.16.840.1.101.3.4.3.22"),
    ("SLH-DSA-SHA2-192f", "2.16.840.1.101.3.4.3.23"),
    ("SLH-DSA-SHA2-256s", "2.16.840.1.101.3.4.3.24"),
    ("SLH-DSA-SHA2-256f", "2.16.840.1.101.3.4.3.25"),
    ("SLH-DSA-SHAKE-128s", "2.16.840.1.101.3.4.3.26"),
    ("SLH-DSA-SHAKE-128f", "2.16.840.1.101.3.4.3.27"),
    ("SLH-DSA-SHAKE-192s", "2.16.840.1.101.3.4.3.28"),
    ("SLH-DSA-SHAKE-192f", "2.16.840.1.101.3.4.3.29"),
    ("SLH-DSA-SHAKE-256s", "2.16.840.1.101.3.4.3.30"),
    ("SLH-DSA-SHAKE-256f", "2.16.840.1.101.3.4.3.31"),
    ("HashML-DSA-44", "2.16.840.1.101.3.4.3.32"),
    ("HashML-DSA-65", "2.16.840.1.101.3.4.3.33"),
    ("HashML-DSA-87", "2.16.840.1.101.3.4.3.34"),
    ("HashSLH-DSA-SHA2-128s", "2.16.840.1.101.3.4.3.35"),
    ("HashSLH-DSA-SHA2-128f", "2.16.840.1.101.3.4.3.36"),
    ("HashSLH-DSA-SHA2-192s", "2.16.840.1.101.3.4.3.37"),
    ("HashSLH-DSA-SHA2-192f", "2.16.840.1.101.3.4.3.38"),
    ("HashSLH-DSA-SHA2-256s", "2.16.840.1.101.3.4.3.39"),
    ("HashSLH-DSA-SHA2-256f", "2.16.840.1.101.3.4.3.40"),
    ("HashSLH-DSA-SHAKE-128s", "2.16.840.1.101.3.4.3.41"),
    ("HashSLH-DSA-SHAKE-128f", "2.16.840.1.101.3.4.3.42"),
    ("HashSLH-DSA-SHAKE-192s", "2.16.840.1.101.3.4.3.43"),
    ("HashSLH-DSA-SHAKE-192f", "2.16.840.1.101.3.4.3.44"),
    ("HashSLH-DSA-SHAKE-256s", "2.16.840.1.101.3.4.3.45"),
    ("HashSLH-DSA-SHAKE-256f", "2.16.840.1.101.3.4.3.46"),
    ("ML-KEM-512", "2.16.840.1.101.3.4.4.1"),
    ("ML-KEM-768", "2.16.840.1.101.3.4.4.2"),
    ("ML-KEM-1024", "2.16.840.1.101.3.4.4.3"),
];

/// draft-ietf-lamps-pq-composite-sigs-19 and draft-ietf-lamps-pq-composite-kem-15, ASN.1 modules.
const COMPOSITES: &[(u8, &str, [&str; 2])] = &[
    (37, "MLDSA44-RSA2048-PSS-SHA256", ["ML-DSA-44", "RSA-PSS-2048"]),
    (38, "MLDSA44-RSA2048-PKCS15-SHA256", ["ML-DSA-44", "RSA-PKCS1-1.5-2048"]),
    (39, "MLDSA44-Ed25519-SHA512", ["ML-DSA-44", "Ed25519"]),
    (40, "MLDSA44-ECDSA-P256-SHA256", ["ML-DSA-44", "ECDSA-P-256"]),
    (45, "MLDSA65-ECDSA-P256-SHA512", ["ML-DSA-65", "ECDSA-P-256"]),
    (48, "MLDSA65-Ed25519-SHA512", ["ML-DSA-65", "Ed25519"]),
    (50, "MLDSA87-ECDSA-brainpoolP384r1-SHA512", ["ML-DSA-87", "ECDSA-brainpoolP384r1"]),
    (51, "MLDSA87-Ed448-SHAKE256", ["ML-DSA-87", "Ed448"]),
    (54, "MLDSA87-ECDSA-P521-SHA512", ["ML-DSA-87", "ECDSA-P-521"]),
    (55, "MLKEM768-RSA2048-SHA3-256", ["ML-KEM-768", "RSA-OAEP-2048"]),
    (58, "MLKEM768-X25519-SHA3-256", ["ML-KEM-768", "X25519"]),
    (61, "MLKEM768-ECDH-brainpoolP256r1-SHA3-256", ["ML-KEM-768", "ECDH-brainpoolP256r1"]),
    (65, "MLKEM1024-X448-SHA3-256", ["ML-KEM-1024", "X448"]),
    (66, "MLKEM1024-ECDH-P521-SHA3-256", ["ML-KEM-1024", "ECDH-P-521"]),
];

fn facts(name: &str) -> registry::Facts {
    registry::facts(&registry::by_name(name).unwrap_or_else(|| panic!("{name} is unknown")))
}

#[test]
fn nist_oids_name_their_algorithms() {
    for (name, oid) in NIST {
        let algorithm = registry::by_oid(oid);
        assert_eq!(algorithm.name, *name, "{oid}");
        assert_eq!(algorithm.oid.as_deref(), Some(*oid));
        assert_eq!(registry::by_name(name).unwrap(), algorithm);
        assert_eq!(registry::facts(&algorithm).maturity, Maturity::Standard);
    }
    // FIPS 206 and FIPS 207 are not published: no OID may stand for them.
    for row in registry::all().filter(|row| row.family == "FN-DSA") {
        assert!(row.oids.is_empty(), "{}", row.name);
    }
    assert_eq!(registry::by_oid("2.16.840.1.101.3.4.4.4").family, None);
}

#[test]
fn composite_oids_name_algorithm_and_parts() {
    for (last, name, parts) in COMPOSITES {
        let algorithm = registry::by_oid(&format!("1.3.6.1.5.5.7.6.{last}"));
        assert_eq!(algorithm.name, *name);
        assert_eq!(algorithm.components, parts);
        let facts = registry::facts(&algorithm);
        assert_eq!((facts.problem, facts.maturity), (Problem::Lattice, Maturity::Draft), "{name}");
    }
    let all: Vec<_> =
        (37..=66).map(|last| registry::by_oid(&format!("1.3.6.1.5.5.7.6.{last}"))).collect();
    assert!(all.iter().all(|algorithm| algorithm.components.len() == 2));
    assert_eq!(all.iter().filter(|algorithm| algorithm.primitive == Primitive::Kem).count(), 12);
}

#[test]
fn private_and_korean_oids() {
    for (oid, name, maturity) in [
        ("1.3.6.1.4.1.22554.5.10.1", "NTRU+768", Maturity::Specification),
        ("1.3.6.1.4.1.22554.5.10.3", "NTRU+1152", Maturity::Specification),
        ("1.3.6.1.4.1.22554.5.11.2", "SMAUG-T3", Maturity::Specification),
        ("1.3.6.1.4.1.22554.5.11.4", "TiMER", Maturity::Specification),
        ("1.3.6.1.4.1.22554.2.18.3", "HAETAE-5", Maturity::Specification),
        ("1.3.6.1.4.1.22554.2.20.1", "AIMer-128f", Maturity::Specification),
        ("1.3.6.1.4.1.22554.2.20.6", "AIMer-256s", Maturity::Specification),
        ("1.2.410.200004.1.4", "SEED-128-CBC", Maturity::Standard),
        ("1.2.410.200046.1.1.12", "ARIA-256-CBC", Maturity::Standard),
        ("1.2.410.200046.1.1.35", "ARIA-192-GCM", Maturity::Standard),
        ("1.2.410.200004.1.22", "KCDSA-HAS-160", Maturity::Standard),
        ("1.2.410.200004.1.100.4.5", "EC-KCDSA-SHA-256", Maturity::Standard),
        ("1.2.840.113549.1.9.16.3.17", "HSS-LMS", Maturity::Standard),
        ("1.3.6.1.5.5.7.6.34", "XMSS", Maturity::Standard),
        ("0.4.0.127.0.15.1.1.13.0", "XMSS-ISARA", Maturity::PreStandard),
        ("1.0.18033.2.2.7.2", "FrodoKEM-1344-SHAKE", Maturity::Standard),
        ("1.0.18033.2.2.7.7", "eFrodoKEM-976-AES", Maturity::Standard),
        ("1.0.18033.2.2.6.1", "Classic-McEliece-460896", Maturity::Standard),
        ("1.0.18033.2.2.6.16", "Classic-McEliece-8192128pcf", Maturity::Standard),
        ("1.3.9999.3.11", "Falcon-512", Maturity::PreStandard),
        ("1.3.6.1.4.1.2.267.7.6.5", "Dilithium3", Maturity::PreStandard),
        ("1.3.6.1.4.1.2.267.12.6.5", "ML-DSA-65-ipd", Maturity::PreStandard),
        ("1.3.9999.6.7.16", "SPHINCS+-SHAKE-128s", Maturity::PreStandard),
        ("1.3.6.1.4.1.22554.5.6.2", "Kyber768", Maturity::PreStandard),
        ("1.3.6.1.4.1.22554.5.9.1", "HQC-128", Maturity::PreStandard),
        ("1.3.6.1.4.1.25258.1.12.2.3", "SPHINCS+-SHA2-192s", Maturity::PreStandard),
        ("2.16.840.1.114027.80.9.1.17", "MLDSA87-ECDSA-P521-SHA512-draft07", Maturity::PreStandard),
        ("2.16.840.1.114027.80.8.1.10", "MLDSA65-Ed25519-SHA512-draft02", Maturity::PreStandard),
        ("2.16.840.1.114027.80.5.2.13", "MLKEM512ipd-RSA2048-KMAC128", Maturity::PreStandard),
        ("1.3.9999.2.7.3", "p384_dilithium3", Maturity::PreStandard),
        ("1.3.9999.7.7", "p384_mldsa65", Maturity::PreStandard),
    ] {
        let algorithm = registry::by_oid(oid);
        assert_eq!(algorithm.name, name, "{oid}");
        assert_eq!(registry::facts(&algorithm).maturity, maturity, "{name}");
    }
    // One OID given to two algorithms is neither of them.
    assert_eq!(registry::by_oid("1.3.6.1.4.1.22554.5.8.1").family, None);
    assert!(registry::oid_name("1.3.6.1.4.1.22554.5.8.1").unwrap().contains("BIKE"));
}

#[test]
fn classical_oids() {
    for (oid, name) in [
        ("1.2.840.113549.1.1.1", "RSA"),
        ("1.2.840.113549.1.1.2", "RSA-PKCS1-1.5-MD2"),
        ("1.2.840.113549.1.1.4", "RSA-PKCS1-1.5-MD5"),
        ("1.2.840.113549.1.1.5", "RSA-PKCS1-1.5-SHA-1"),
        ("1.2.840.113549.1.1.7", "RSA-OAEP"),
        ("1.2.840.113549.1.1.10", "RSA-PSS"),
        ("1.2.840.113549.1.1.11", "RSA-PKCS1-1.5-SHA-256"),
        ("2.16.840.1.101.3.4.3.14", "RSA-PKCS1-1.5-SHA3-256"),
        ("1.2.840.10040.4.3", "DSA-SHA-1"),
        ("2.16.840.1.101.3.4.3.2", "DSA-SHA-256"),
        ("1.2.840.10045.2.1", "EC"),
        ("1.3.132.1.12", "ECDH"),
        ("1.2.840.10045.4.1", "ECDSA-SHA-1"),
        ("1.2.840.10045.4.3.3", "ECDSA-SHA-384"),
        ("1.3.101.110", "X25519"),
        ("1.3.101.111", "X448"),
        ("1.3.101.112", "Ed25519"),
        ("1.3.101.113", "Ed448"),
        ("1.2.840.113549.1.3.1", "DH"),
        ("1.2.840.10046.2.1", "DH"),
        ("1.2.156.10197.1.501", "SM2-SM3"),
        ("1.2.643.7.1.1.1.2", "GOSTR3410-2012-512"),
        ("1.2.840.113549.2.5", "MD5"),
        ("1.3.14.3.2.26", "SHA-1"),
        ("2.16.840.1.101.3.4.2.1", "SHA-256"),
        ("2.16.840.1.101.3.4.2.6", "SHA-512/256"),
        ("1.2.840.113549.2.9", "HMAC-SHA-256"),
        ("1.2.840.113549.3.7", "3DES-CBC"),
        ("1.2.840.113549.3.4", "RC4"),
        ("1.2.840.113549.3.2", "RC2-CBC"),
        ("1.3.14.3.2.7", "DES-CBC"),
        ("2.16.840.1.101.3.4.1.2", "AES-128-CBC"),
        ("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
        ("2.16.840.1.101.3.4.1.45", "AES-256-KW"),
        ("1.2.392.200011.61.1.1.1.4", "CAMELLIA-256-CBC"),
        ("1.2.840.113549.1.5.3", "PBES1-MD5-DES"),
        ("1.2.840.113549.1.5.12", "PBKDF2"),
        ("1.2.840.113549.1.5.13", "PBES2"),
        ("1.3.6.1.4.1.11591.4.11", "scrypt"),
        ("1.2.840.113549.1.12.1.6", "PKCS12-PBE-SHA-1-RC2-40"),
    ] {
        assert_eq!(registry::by_oid(oid).name, name, "{oid}");
    }
}

/// The const-oid database is made from the RFCs, independently of the registry.
#[test]
fn oids_agree_with_the_const_oid_database() {
    let (mut same, mut missing) = (0, BTreeSet::new());
    for row in registry::all() {
        for (oid, name) in row.oids {
            let parsed = const_oid::ObjectIdentifier::new(oid).expect(oid);
            if let Some(theirs) = const_oid::db::DB.by_oid(&parsed) {
                assert!(
                    agree(name, row.name, theirs),
                    "{oid}: {name} / {} is {theirs} elsewhere",
                    row.name
                );
                same += 1;
            }
        }
    }
    assert!(same > 60, "only {same} OIDs in common");
    for arc in [
        "2.16.840.1.101.3.4.1.",
        "2.16.840.1.101.3.4.2.",
        "2.16.840.1.101.3.4.3.",
        "2.16.840.1.101.3.4.4.",
    ] {
        for last in 0..60 {
            let oid = format!("{arc}{last}");
            let known = const_oid::db::DB.by_oid(&const_oid::ObjectIdentifier::new_unwrap(&oid));
            if known.is_some() && registry::by_oid(&oid).family.is_none() {
                missing.insert(oid);
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

/// Two names mean the same when their letters and digits do, or the registry knows both as one row.
fn agree(label: &str, canonical: &str, theirs: &str) -> bool {
    let letters = |name: &str| {
        name.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect::<String>()
    };
    letters(theirs) == letters(label)
        || letters(theirs) == format!("id{}", letters(label))
        || registry::by_name(theirs).is_some_and(|algorithm| algorithm.name == canonical)
}

#[test]
fn no_oid_or_name_stands_for_two_rows() {
    let mut oids = BTreeMap::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for row in registry::all() {
        for (oid, _) in row.oids {
            assert_eq!(oids.insert(*oid, row.name), None, "{oid}");
            assert!(registry::COLLISIONS.iter().all(|(collision, _)| collision != oid));
        }
        let labels = row.oids.iter().map(|(_, label)| *label).filter(|label| !label.is_empty());
        for name in [row.name].into_iter().chain(row.aliases.iter().copied()).chain(labels) {
            let key: String = name
                .chars()
                .filter(|c| !"-_ ".contains(*c))
                .collect::<String>()
                .to_ascii_lowercase();
            if let Some(other) = names.insert(key, row.name) {
                assert_eq!(other, row.name, "{name}");
            }
        }
    }
    let mut curves = BTreeMap::new();
    for curve in registry::curves() {
        for name in
            [curve.name, curve.oid].iter().chain(curve.aliases).filter(|name| !name.is_empty())
        {
            assert_eq!(curves.insert(name.to_ascii_lowercase(), curve.name), None, "{name}");
        }
    }
    for codes in [
        registry::tls_groups().map(|point| point.code).collect::<Vec<_>>(),
        registry::tls_signature_schemes().map(|point| point.code).collect(),
    ] {
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    }
    let ssh: Vec<_> = registry::ssh_names().map(|(name, _)| name).collect();
    assert_eq!(ssh.iter().collect::<BTreeSet<_>>().len(), ssh.len());
}

#[test]
fn every_row_is_found_by_its_name_and_oids() {
    for row in registry::all() {
        let algorithm = registry::by_name(row.name).unwrap();
        assert_eq!(algorithm, row.algorithm());
        assert_eq!(algorithm.name, row.name);
        assert_eq!(registry::by_name(&row.name.to_uppercase()).unwrap(), algorithm);
        assert!(registry::families().any(|family| family.name == row.family), "{}", row.family);
        for alias in row.aliases {
            assert_eq!(registry::by_name(alias).unwrap(), algorithm, "{alias}");
        }
        for (oid, label) in row.oids {
            assert_eq!(registry::by_oid(oid).name, row.name);
            let name = registry::oid_name(oid).unwrap();
            assert_eq!(name, if label.is_empty() { row.name } else { label });
        }
        for part in row.components {
            let part =
                registry::by_name(part).unwrap_or_else(|| panic!("part {part} of {}", row.name));
            assert!(part.components.is_empty());
            assert_ne!(registry::facts(&part).problem, Problem::Unknown);
        }
        assert_ne!(registry::facts(&algorithm).problem, Problem::Unknown, "{}", row.name);
        if let Some(curve) = row.curve {
            assert_eq!(registry::curve(curve), Some(curve));
        }
        if let Some(digest) = row.digest {
            assert_eq!(registry::digest(digest), Some(digest), "{}", row.name);
        }
    }
}

#[test]
fn canonical_names_survive_composition() {
    for row in registry::all() {
        assert_eq!(registry::renamed(row.algorithm()).name, row.name);
    }
}

#[test]
fn names_of_parts_are_understood() {
    for (name, canonical, family) in [
        ("rsa-2432", "RSA-2432", "RSA"),
        ("RSA2048", "RSA-2048", "RSA"),
        ("DH-1024", "DH-1024", "DH"),
        ("EC-prime256v1", "EC-P-256", "EC"),
        ("secp384r1", "EC-P-384", "EC"),
        ("ECDSA-nistp521", "ECDSA-P-521", "ECDSA"),
        ("ECDSA-P-256-SHA-384", "ECDSA-P-256-SHA-384", "ECDSA"),
        ("RSA-PSS-SHA-256-3072", "RSA-PSS-SHA-256-3072", "RSASSA-PSS"),
        ("RS256", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
        ("ES256", "ECDSA-P-256-SHA-256", "ECDSA"),
        ("RSA-OAEP-256", "RSA-OAEP-SHA-256", "RSAES-OAEP"),
        ("SHA256withRSA", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
        ("SHA512withECDSA", "ECDSA-SHA-512", "ECDSA"),
        ("MD5withRSA", "RSA-PKCS1-1.5-MD5", "RSASSA-PKCS1"),
        ("HmacSHA256", "HMAC-SHA-256", "HMAC"),
        ("PBKDF2WithHmacSHA512", "PBKDF2-SHA-512", "PBKDF2"),
        ("AES/GCM/NoPadding", "AES-GCM", "AES"),
        ("aes-256-gcm", "AES-256-GCM", "AES"),
        ("AES-256-CFB8", "AES-256-CFB8", "AES"),
        ("DESede", "3DES", "3DES"),
        ("AES_128/CBC/NoPadding", "AES-128-CBC", "AES"),
        ("RSA/None/PKCS1Padding", "RSAES-PKCS1-1.5", "RSAES-PKCS1"),
        ("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "RSA-OAEP-SHA-256", "RSAES-OAEP"),
        ("SHA256withRSA/PSS", "RSA-PSS-SHA-256", "RSASSA-PSS"),
        ("DESede/CBC/PKCS5Padding", "3DES-CBC", "3DES"),
        ("sha256", "SHA-256", "SHA-2"),
        ("SHA-512-256", "SHA-512/256", "SHA-2"),
        ("sha3-256", "SHA3-256", "SHA-3"),
        ("mldsa65", "ML-DSA-65", "ML-DSA"),
        ("id-MLDSA65-ECDSA-P256-SHA512", "MLDSA65-ECDSA-P256-SHA512", "Composite-ML-DSA"),
        ("sha256WithRSAEncryption", "RSA-PKCS1-1.5-SHA-256", "RSASSA-PKCS1"),
    ] {
        let algorithm = registry::by_name(name).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!(
            (algorithm.name.as_str(), algorithm.family.as_deref()),
            (canonical, Some(family)),
            "{name}"
        );
    }
    // No row, so the mode tells what the cipher does; rows must say the same.
    for (name, canonical, primitive) in [
        ("LEA-128-GCM", "LEA-128-GCM", Primitive::Ae),
        ("aes-gcm-siv", "AES-GCM-SIV", Primitive::Ae),
        ("SM4-CMAC", "SM4-128-CMAC", Primitive::Mac),
        ("lea-256-cbc", "LEA-256-CBC", Primitive::BlockCipher),
        ("seed-cbc", "SEED-128-CBC", Primitive::BlockCipher),
        ("AES-128-KW", "AES-128-KW", Primitive::KeyWrap),
    ] {
        let algorithm = registry::by_name(name).unwrap();
        assert_eq!((algorithm.name.as_str(), algorithm.primitive), (canonical, primitive));
    }
    let cbc = registry::by_name("AES/CBC/PKCS5Padding").unwrap();
    assert_eq!((cbc.mode.as_deref(), cbc.padding.as_deref()), (Some("cbc"), Some("pkcs5")));
    for nonsense in [
        "",
        "-",
        "RSA-",
        "RSA-PSS-256",
        "RSA-1",
        "RSA-0000",
        "AES-100",
        "AES-256-",
        "ECDSA-P-257",
        "with",
        "//",
        "a/b",
        "é/é/é",
        "RSA-99999999999999999999",
        "SHA",
        "256",
    ] {
        if nonsense == "SHA" {
            assert_eq!(registry::by_name(nonsense).unwrap().name, "SHA-1");
        } else {
            let found = registry::by_name(nonsense).map(|algorithm| algorithm.name);
            assert!(
                matches!(found.as_deref(), None | Some("RSA" | "AES-256")),
                "{nonsense}: {found:?}"
            );
        }
    }
}

#[test]
fn keys_keep_size_curve_and_unknown_purpose() {
    let rsa = registry::key("1.2.840.113549.1.1.1", None, Some(2048));
    assert_eq!((rsa.name.as_str(), rsa.parameter_set.as_deref()), ("RSA-2048", Some("2048")));
    assert_eq!((rsa.primitive, rsa.functions.len()), (Primitive::Unknown, 0));
    assert_eq!(registry::key("1.2.840.113549.1.1.1", None, None).name, "RSA");
    assert_eq!(registry::key("1.2.840.113549.1.1.10", None, Some(3072)).name, "RSA-PSS-3072");
    assert_eq!(registry::key("1.2.840.10040.4.1", None, Some(1024)).name, "DSA-1024");
    assert_eq!(registry::key("1.2.840.10046.2.1", None, Some(2048)).name, "DH-2048");
    let ec = registry::key("1.2.840.10045.2.1", Some("1.2.840.10045.3.1.7"), Some(256));
    assert_eq!((ec.name.as_str(), ec.curve.as_deref()), ("EC-P-256", Some("P-256")));
    assert_eq!(
        (ec.family.as_deref(), ec.parameter_set, ec.primitive),
        (Some("EC"), None, Primitive::Unknown)
    );
    let odd = registry::key("1.2.840.10045.2.1", Some("1.2.3.4"), None);
    assert_eq!((odd.name.as_str(), odd.curve.as_deref()), ("EC-1.2.3.4", Some("1.2.3.4")));
    assert_eq!(registry::facts(&odd).strength, None);
    assert_eq!(registry::key("1.3.132.1.12", Some("1.3.132.0.34"), None).name, "ECDH-P-384");
    let ed = registry::key("1.3.101.112", None, Some(256));
    assert_eq!((ed.name.as_str(), ed.parameter_set), ("Ed25519", None));
    assert_eq!(ed.functions, [CryptoFunction::Sign, CryptoFunction::Verify].into());
    assert_eq!(registry::key("2.16.840.1.101.3.4.3.18", None, None).name, "ML-DSA-65");
}

#[test]
fn unknown_is_kept_verbatim() {
    assert_eq!(registry::by_oid("1.2.3.4.5"), Algorithm::verbatim("1.2.3.4.5", Some("1.2.3.4.5")));
    assert_eq!(registry::key("1.2.3.4.5", None, Some(2048)).name, "1.2.3.4.5");
    assert_eq!(
        registry::ssh("frobnicate@example.org"),
        Algorithm::verbatim("frobnicate@example.org", None)
    );
    assert_eq!(registry::ssh("SSH-RSA"), Algorithm::verbatim("SSH-RSA", None));
    assert_eq!(registry::by_name("frobnicate"), None);
    assert_eq!((registry::tls_group(0x0A0A), registry::tls_signature_scheme(0x0907)), (None, None));
    // One private code point, two owners.
    assert_eq!(registry::tls_group(0xFE30), None);
    let facts = registry::facts(&Algorithm::verbatim("frobnicate", None));
    assert_eq!((facts.problem, facts.maturity), (Problem::Unknown, Maturity::Unknown));
    assert_eq!((facts.strength, facts.nist_category, facts.broken), (None, None, None));
    assert_eq!(registry::oid_name("not an oid"), None);
    assert_eq!(registry::oid_name("1.3.6.1.5.5.7.3.1"), Some("id-kp-serverAuth"));
}

#[test]
fn code_points_of_tls() {
    for (code, name) in [
        (0x0017, "ECDH-P-256"),
        (0x001D, "X25519"),
        (0x0100, "FFDHE-ffdhe2048"),
        (0x0201, "ML-KEM-768"),
        (0x11EB, "SecP256r1MLKEM768"),
        (0x11EC, "X25519MLKEM768"),
        (0x11ED, "SecP384r1MLKEM1024"),
        (0x6399, "X25519Kyber768Draft00"),
    ] {
        assert_eq!(registry::tls_group(code).unwrap().name, name);
    }
    for (code, name) in [
        (0x0401, "RSA-PKCS1-1.5-SHA-256"),
        (0x0403, "ECDSA-P-256-SHA-256"),
        (0x0804, "RSA-PSS-SHA-256"),
        (0x0807, "Ed25519"),
        (0x081B, "ECDSA-brainpoolP384r1-SHA-384"),
        (0x0904, "ML-DSA-44"),
        (0x0906, "ML-DSA-87"),
    ] {
        assert_eq!(registry::tls_signature_scheme(code).unwrap().name, name);
    }
    for point in registry::tls_groups() {
        let algorithm = registry::tls_group(point.code).unwrap();
        assert_eq!(algorithm.name, point.algorithm);
        assert!(
            matches!(algorithm.primitive, Primitive::KeyAgree | Primitive::Kem),
            "{}",
            point.name
        );
        assert_eq!(registry::tls_group_by_name(&point.name.to_uppercase()), Some(algorithm));
    }
    for point in registry::tls_signature_schemes() {
        let algorithm = registry::tls_signature_scheme(point.code).unwrap();
        assert_eq!(
            (algorithm.name.as_str(), algorithm.primitive),
            (point.algorithm, Primitive::Signature)
        );
        assert_eq!(registry::tls_signature_scheme_by_name(point.name), Some(algorithm));
    }
    // Shares of RFC 10024: ML-KEM-768 key and ciphertext with a 32-byte X25519 or 65-byte P-256 point.
    let sizes = facts("X25519MLKEM768").sizes;
    assert_eq!((sizes.public_key, sizes.output), (Some(1184 + 32), Some(1088 + 32)));
    let sizes = facts("SecP384r1MLKEM1024").sizes;
    assert_eq!((sizes.public_key, sizes.output), (Some(1568 + 97), Some(1568 + 97)));
}

/// What `ssh -Q kex`, `-Q key`, `-Q sig`, `-Q cipher`, `-Q mac` print for OpenSSH 9.2, and newer additions.
const OPENSSH: &str = "
diffie-hellman-group1-sha1 diffie-hellman-group14-sha1 diffie-hellman-group14-sha256
diffie-hellman-group16-sha512 diffie-hellman-group18-sha512 diffie-hellman-group-exchange-sha1
diffie-hellman-group-exchange-sha256 ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521
curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com
mlkem768x25519-sha256 mlkem768nistp256-sha256
ssh-ed25519 ssh-ed25519-cert-v01@openssh.com sk-ssh-ed25519@openssh.com sk-ssh-ed25519-cert-v01@openssh.com
ecdsa-sha2-nistp256 ecdsa-sha2-nistp256-cert-v01@openssh.com ecdsa-sha2-nistp384
ecdsa-sha2-nistp384-cert-v01@openssh.com ecdsa-sha2-nistp521 ecdsa-sha2-nistp521-cert-v01@openssh.com
sk-ecdsa-sha2-nistp256@openssh.com sk-ecdsa-sha2-nistp256-cert-v01@openssh.com
webauthn-sk-ecdsa-sha2-nistp256@openssh.com ssh-dss ssh-dss-cert-v01@openssh.com ssh-rsa
ssh-rsa-cert-v01@openssh.com rsa-sha2-256 rsa-sha2-512 rsa-sha2-256-cert-v01@openssh.com
rsa-sha2-512-cert-v01@openssh.com ssh-mldsa44-ed25519@openssh.com
3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com
aes256-gcm@openssh.com chacha20-poly1305@openssh.com
hmac-sha1 hmac-sha1-96 hmac-sha2-256 hmac-sha2-512 hmac-md5 hmac-md5-96 umac-64@openssh.com
umac-128@openssh.com hmac-sha1-etm@openssh.com hmac-sha1-96-etm@openssh.com hmac-sha2-256-etm@openssh.com
hmac-sha2-512-etm@openssh.com hmac-md5-etm@openssh.com hmac-md5-96-etm@openssh.com
umac-64-etm@openssh.com umac-128-etm@openssh.com";

#[test]
fn names_of_ssh() {
    for name in OPENSSH.split_whitespace() {
        let algorithm = registry::ssh(name);
        assert!(algorithm.family.is_some(), "{name}");
        assert_ne!(registry::facts(&algorithm).problem, Problem::Unknown, "{name}");
    }
    for (name, target) in registry::ssh_names() {
        assert_eq!(registry::ssh(name).name, target);
    }
    let hybrid = registry::ssh("mlkem768x25519-sha256");
    assert_eq!(hybrid.components, ["ML-KEM-768", "X25519"]);
    assert_eq!(registry::facts(&hybrid).nist_category, Some(3));
    let group14 = registry::ssh("diffie-hellman-group14-sha1");
    assert_eq!(
        (group14.parameter_set.as_deref(), group14.digest.as_deref()),
        (Some("2048"), Some("SHA-1"))
    );
    assert_eq!(
        (registry::facts(&group14).strength, registry::facts(&group14).broken),
        (Some(112), None)
    );
    assert!(registry::facts(&registry::ssh("diffie-hellman-group1-sha1")).broken.is_some());
    assert!(registry::facts(&registry::ssh("ssh-rsa")).broken.unwrap().1.contains("SHA-1"));
    assert_eq!(registry::facts(&registry::ssh("hmac-sha1")).broken, None);
    assert_eq!(registry::ssh("ecdsa-sha2-nistp384").curve.as_deref(), Some("P-384"));
}

#[test]
fn sizes_of_fips_203_204_205() {
    let kem = |name| facts(name).sizes;
    let of = |public, private, output, secret| Sizes {
        public_key: Some(public),
        private_key: Some(private),
        output: Some(output),
        shared_secret: secret,
    };
    assert_eq!(kem("ML-KEM-512"), of(800, 1632, 768, Some(32)));
    assert_eq!(kem("ML-KEM-768"), of(1184, 2400, 1088, Some(32)));
    assert_eq!(kem("ML-KEM-1024"), of(1568, 3168, 1568, Some(32)));
    assert_eq!(kem("ML-DSA-44"), of(1312, 2560, 2420, None));
    assert_eq!(kem("ML-DSA-65"), of(1952, 4032, 3309, None));
    assert_eq!(kem("ML-DSA-87"), of(2592, 4896, 4627, None));
    for hash in ["SHA2", "SHAKE"] {
        for (set, sizes, category) in [
            ("128s", of(32, 64, 7856, None), 1),
            ("128f", of(32, 64, 17088, None), 1),
            ("192s", of(48, 96, 16224, None), 3),
            ("192f", of(48, 96, 35664, None), 3),
            ("256s", of(64, 128, 29792, None), 5),
            ("256f", of(64, 128, 49856, None), 5),
        ] {
            let facts = facts(&format!("SLH-DSA-{hash}-{set}"));
            assert_eq!((facts.sizes, facts.nist_category), (sizes, Some(category)), "{hash} {set}");
            assert_eq!(facts.problem, Problem::HashFunction);
        }
    }
    assert_eq!(kem("AIMer-128f").output, Some(6944));
    assert_eq!(kem("HAETAE-3"), of(1472, 2112, 2349, None));
    assert_eq!(kem("NTRU+864"), of(1296, 2624, 1296, Some(32)));
    assert_eq!(kem("ECDSA-P-384-SHA-384").output, Some(96));
    assert_eq!(kem("RSA-PSS-SHA-256-3072").output, Some(384));
    assert_eq!(kem("X448").public_key, Some(56));
    assert_eq!(kem("Falcon-512").output, None);
}

#[test]
fn categories_and_strengths() {
    for (name, category, strength) in [
        ("ML-KEM-512", Some(1), Some(128)),
        ("ML-DSA-44", Some(2), Some(128)),
        ("ML-KEM-768", Some(3), Some(192)),
        ("ML-DSA-87", Some(5), Some(256)),
        ("NTRU+768", None, Some(156)),
        ("sntrup761", None, None),
        ("AES-128-CBC", Some(1), Some(128)),
        ("AES-256-GCM", Some(5), Some(256)),
        ("ARIA-192-GCM", None, Some(192)),
        ("SEED", None, Some(128)),
        ("SHA-256", Some(2), Some(128)),
        ("P-224", Some(0), Some(112)),
        ("P-256", Some(0), Some(128)),
        ("P-521", Some(0), Some(256)),
        ("secp256k1", Some(0), Some(128)),
        ("X25519", Some(0), Some(128)),
        ("Ed448", Some(0), Some(224)),
        ("ECDSA-P-384-SHA-256", Some(0), Some(128)),
        ("X25519MLKEM768", Some(3), Some(192)),
        ("sntrup761x25519-sha512", None, Some(128)),
        ("MLDSA44-RSA2048-PSS-SHA256", Some(2), Some(128)),
        ("MLDSA87-Ed448-SHAKE256", Some(5), Some(256)),
    ] {
        assert_eq!(
            (facts(name).nist_category, facts(name).strength),
            (category, strength),
            "{name}"
        );
    }
}

#[test]
fn strength_grows_with_the_modulus() {
    let strength = |bits: u32| {
        registry::facts(&registry::key("1.2.840.113549.1.1.1", None, Some(bits))).strength.unwrap()
    };
    let sizes: Vec<u32> = (256..=17000).step_by(64).collect();
    assert!(sizes.windows(2).all(|pair| strength(pair[0]) <= strength(pair[1])));
    for (bits, expected) in [
        (1024, 80),
        (2047, 80),
        (2048, 112),
        (2432, 112),
        (3072, 128),
        (4096, 152),
        (7680, 192),
        (8192, 200),
        (16384, 256),
    ] {
        assert_eq!(strength(bits), expected, "{bits}");
    }
    assert!(strength(768) < 80 && strength(512) < strength(768));
}

#[test]
fn what_counts_as_broken() {
    for (name, year) in [
        ("MD5", 2004),
        ("RSA-PKCS1-1.5-MD5", 2004),
        ("RSA-PKCS1-1.5-SHA-1", 2014),
        ("ECDSA-SHA-1", 2014),
        ("RC4", 2015),
        ("RC4-40", 2015),
        ("DES-CBC", 1998),
        ("3DES-CBC", 2024),
        ("RC2-40-CBC", 1997),
        ("RSA-512", 1999),
        ("RSA-768", 2009),
        ("RSA-1024", 2014),
        ("RSA-2047", 2014),
        ("DSA-1024", 2014),
        ("DH-1024", 2014),
        ("EC-P-192", 2014),
        ("SIKE", 2022),
        ("Rainbow", 2022),
    ] {
        let facts = facts(name);
        assert_eq!(facts.broken.map(|(year, _)| year), Some(year), "{name}");
        assert_eq!(facts.nist_category, Some(0), "{name}");
    }
    for name in [
        "SHA-1",
        "HMAC-SHA-1",
        "HMAC-MD5",
        "RSA-2048",
        "DSA-2048",
        "DH-2048",
        "EC-P-224",
        "AES-128-ECB",
        "ECDSA-SHA-256",
        "ML-KEM-512",
        "Kyber768",
    ] {
        assert_eq!(facts(name).broken, None, "{name}");
    }
}

#[test]
fn facts_do_not_need_a_canonical_name() {
    let mut algorithm = registry::by_oid("1.2.840.10045.4.3.2");
    assert_eq!(registry::facts(&algorithm).strength, None);
    algorithm.curve = Some("P-256".to_owned());
    assert_eq!(registry::facts(&algorithm).strength, Some(128));
    let renamed = registry::renamed(algorithm);
    assert_eq!(renamed.name, "ECDSA-P-256-SHA-256");
    let mut pss = registry::by_oid("1.2.840.113549.1.1.10");
    (pss.digest, pss.parameter_set) = (Some("SHA-1".to_owned()), Some("4096".to_owned()));
    assert!(registry::facts(&pss).broken.is_some());
    assert_eq!(registry::renamed(pss).name, "RSA-PSS-SHA-1-4096");
    let named_only = Algorithm::verbatim("RSA-3072", None);
    assert_eq!(registry::facts(&named_only).strength, Some(128));
}

fn definitions() -> serde_json::Value {
    serde_json::from_str(include_str!("schemas/cryptography-defs.json")).unwrap()
}

fn listed_families() -> BTreeSet<String> {
    let families = definitions()["algorithms"].as_array().unwrap().clone();
    families.iter().map(|entry| entry["family"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn families_have_their_cyclonedx_names() {
    let listed = listed_families();
    let known: BTreeSet<String> =
        registry::families().filter_map(|family| family.cyclonedx).map(str::to_owned).collect();
    assert_eq!(known.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new());
    // A family that CycloneDX lists under the registry's own name must say so.
    for family in registry::families() {
        if listed.contains(family.name) {
            assert_eq!(family.cyclonedx, Some(family.name));
        }
    }
    let unknown: Vec<&str> = listed.difference(&known).map(String::as_str).collect();
    assert_eq!(
        unknown,
        [
            "3GPP-XOR",
            "CMAC",
            "CMEA",
            "ChaCha",
            "Fortuna",
            "HPKE",
            "IKE-PRF",
            "MILENAGE",
            "SP800-108",
            "SP800-56C",
            "TUAK",
            "Yarrow",
        ]
    );
}

#[test]
fn curves_agree_with_cyclonedx() {
    let mut listed = BTreeMap::new();
    for group in definitions()["ellipticCurves"].as_array().unwrap() {
        for curve in group["curves"].as_array().unwrap() {
            let oid = curve["oid"].as_str().unwrap_or_default().to_owned();
            listed.insert(curve["name"].as_str().unwrap().to_owned(), oid);
        }
    }
    for curve in registry::curves() {
        let theirs =
            listed.get(curve.name).unwrap_or_else(|| panic!("{} is not listed", curve.name));
        assert!(theirs.is_empty() || theirs == curve.oid, "{}: {theirs}", curve.name);
    }
    // Every listed name of a curve that the registry knows by OID must lead to it.
    for (name, oid) in listed.iter().filter(|(_, oid)| !oid.is_empty()) {
        if let Some(canonical) = registry::curve(oid) {
            assert_eq!(registry::curve(name), Some(canonical), "{name}");
        }
    }
    for alias in ["prime256v1", "secp256r1", "nistp256", "P-256", "1.2.840.10045.3.1.7"] {
        assert_eq!(registry::curve(alias), Some("P-256"));
    }
}
