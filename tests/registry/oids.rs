//! OIDs against the standards' own tables.

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::{Maturity, Primitive};
use y2q::registry::{self, Problem};

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

/// Arcs whose members are all assigned: none may be left to its number.
#[test]
fn no_member_of_a_known_arc_is_unnamed() {
    let arcs: [(&str, std::ops::RangeInclusive<u32>, &str); 26] = [
        // NIST, IANA, ISO/IEC 18033-2.
        ("2.16.840.1.101.3.4.3.", 17..=46, ""),
        ("2.16.840.1.101.3.4.4.", 1..=3, ""),
        ("1.3.6.1.5.5.7.6.", 34..=35, ""),
        ("1.3.6.1.5.5.7.6.", 37..=66, ""),
        ("1.0.18033.2.2.6.", 1..=16, ""),
        ("1.0.18033.2.2.7.", 1..=8, ""),
        // Drafts of composites.
        ("2.16.840.1.114027.80.9.1.", 0..=17, ""),
        ("2.16.840.1.114027.80.8.1.", 1..=13, ""),
        ("2.16.840.1.114027.80.5.2.", 1..=10, ""),
        // Bouncy Castle; the first of BIKE is given twice.
        ("1.3.6.1.4.1.22554.5.1.", 1..=10, ""),
        ("1.3.6.1.4.1.22554.5.2.", 1..=6, ""),
        ("1.3.6.1.4.1.22554.5.6.", 1..=3, ""),
        ("1.3.6.1.4.1.22554.5.8.", 2..=3, ""),
        ("1.3.6.1.4.1.22554.5.9.", 1..=3, ""),
        ("1.3.6.1.4.1.22554.5.10.", 1..=3, ""),
        ("1.3.6.1.4.1.22554.5.11.", 1..=4, ""),
        ("1.3.6.1.4.1.22554.2.18.", 1..=3, ""),
        ("1.3.6.1.4.1.22554.2.20.", 1..=6, ""),
        // Botan.
        ("1.3.6.1.4.1.25258.1.14.", 1..=3, ""),
        ("1.3.6.1.4.1.25258.1.17.", 1..=3, ""),
        // oqs-provider.
        ("1.3.9999.3.", 1..=20, ""),
        ("1.3.9999.9.", 1..=12, ".1"),
        ("1.3.9999.10.", 1..=12, ".2"),
        ("1.3.9999.7.", 5..=8, ""),
        ("1.3.9999.6.4.", 1..=1, ""),
        ("1.3.9999.6.9.", 10..=13, ""),
    ];
    let mut unnamed = Vec::new();
    for (arc, members, tail) in arcs {
        let oids = members.map(|member| format!("{arc}{member}{tail}"));
        unnamed.extend(oids.filter(|oid| registry::by_oid(oid).family.is_none()));
    }
    assert_eq!(unnamed, Vec::<String>::new());
}

/// What oqs-provider 0.10 says of its algorithms: name, OID and, for hybrids, the classical part.
#[test]
fn oids_of_oqs_provider() {
    for (oid, name) in [
        ("1.3.9999.3.17", "p256_falconpadded512"),
        ("1.3.9999.3.20", "p521_falconpadded1024"),
        ("1.3.9999.2.11.3", "p384_dilithium3_aes"),
        ("1.3.9999.8.5.4", "p521_mayo5"),
        ("1.3.9999.9.2.1", "UOV-Ip"),
        ("1.3.9999.9.11.1", "UOV-III-pkc-skc"),
        ("1.3.9999.9.11.2", "p384_OV_III_pkc_skc"),
        ("1.3.9999.10.8.1", "SNOVA_49_11_3"),
        ("1.3.9999.10.12.2", "p521_snova2965"),
        ("1.3.6.1.4.1.62245.2.1.1.2", "CROSS-RSDP-128-balanced"),
        ("1.3.6.1.4.1.62245.2.1.9.2", "CROSS-RSDP-256-small"),
        ("1.3.6.1.4.1.62245.2.1.10.2", "CROSS-RSDPG-128-balanced"),
        ("1.3.6.1.4.1.62245.2.1.18.2", "CROSS-RSDPG-256-small"),
        ("1.3.9999.6.1.4", "SPHINCS+-Haraka-128f"),
        ("1.3.9999.6.6.5", "SPHINCS+-SHA2-256s-robust"),
        ("1.3.9999.6.4.4", "SPHINCS+-SHA2-128f"),
        ("1.3.9999.6.5.11", "p384_sphincssha2192fsimple"),
        ("1.3.9999.6.7.18", "rsa3072_sphincsshake128ssimple"),
    ] {
        let algorithm = registry::by_oid(oid);
        assert_eq!(algorithm.name, name, "{oid}");
        assert_eq!(registry::facts(&algorithm).maturity, Maturity::PreStandard, "{name}");
    }
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
