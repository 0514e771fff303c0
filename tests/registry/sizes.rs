//! Sizes, strengths and what counts as broken.

use super::facts;
use y2q::model::Algorithm;
use y2q::registry::{self, Problem, Sizes};

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
        ("SHA-1", 2017),
        ("AES-128-ECB", 2023),
        ("Blowfish-CBC", 2016),
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
        "HMAC-SHA-1",
        "HMAC-MD5",
        "RSA-2048",
        "DSA-2048",
        "DH-2048",
        "EC-P-224",
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
