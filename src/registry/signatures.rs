//! Post-quantum signatures: FIPS 204, FIPS 205, KpqC, and what came before them.

use crate::model::Maturity::PreStandard;

use super::Row;

type Oids = &'static [(&'static str, &'static str)];

/// FIPS 204 (RFC 9881); sizes: FIPS 204 Table 2.
const fn ml_dsa(name: &'static str, set: &'static str, oids: Oids, category: u8) -> Row {
    let sizes = match category {
        2 => [1312, 2560, 2420],
        3 => [1952, 4032, 3309],
        _ => [2592, 4896, 4627],
    };
    Row::new(name, "ML-DSA").set(set).oids(oids).category(category).signature_sizes(sizes)
}

/// FIPS 205 (RFC 9909); sizes: FIPS 205 Table 2.
const fn slh_dsa(name: &'static str, set: &'static str, oids: Oids) -> Row {
    let (category, sizes) = slh_sizes(set);
    Row::new(name, "SLH-DSA").set(set).oids(oids).category(category).signature_sizes(sizes)
}

/// KpqC winners: no standard yet; sizes from the submitters' 2026 code.
const fn kpqc(
    name: &'static str,
    family: &'static str,
    set: &'static str,
    oids: Oids,
    category: u8,
    sizes: [u32; 3],
) -> Row {
    Row::new(name, family).set(set).oids(oids).category(category).signature_sizes(sizes)
}

const fn falcon(name: &'static str, set: &'static str, oids: Oids) -> Row {
    let row = Row::new(name, "Falcon").set(set).oids(oids);
    row.category(if set.len() == 3 { 1 } else { 5 })
}

const fn sphincs(name: &'static str, set: &'static str, oids: Oids) -> Row {
    let (category, sizes) = slh_sizes(set);
    Row::new(name, "SPHINCS+").set(set).oids(oids).category(category).signature_sizes(sizes)
}

const fn dilithium(name: &'static str, set: &'static str, oids: Oids, category: u8) -> Row {
    Row::new(name, "Dilithium").set(set).oids(oids).category(category)
}

const fn slh_sizes(set: &str) -> (u8, [u32; 3]) {
    // Sets end in `128s` to `256f`: security parameter, then small or fast.
    let text = set.as_bytes();
    let (fast, size) = (text[text.len() - 1] == b'f', text[text.len() - 2]);
    match (size, fast) {
        (b'8', false) => (1, [32, 64, 7856]),
        (b'8', true) => (1, [32, 64, 17088]),
        (b'2', false) => (3, [48, 96, 16224]),
        (b'2', true) => (3, [48, 96, 35664]),
        (_, false) => (5, [64, 128, 29792]),
        (_, true) => (5, [64, 128, 49856]),
    }
}

/// Pre-standard schemes under private OIDs; sizes of these versions are not recorded.
const fn before(name: &'static str, family: &'static str, set: &'static str, oids: Oids) -> Row {
    Row::new(name, family).set(set).oids(oids).maturity(PreStandard)
}

#[rustfmt::skip] // one row a line
pub(super) const SIGNATURES: &[Row] = &[
    ml_dsa("ML-DSA-44", "44", &[("2.16.840.1.101.3.4.3.17", "id-ml-dsa-44")], 2),
    ml_dsa("ML-DSA-65", "65", &[("2.16.840.1.101.3.4.3.18", "id-ml-dsa-65")], 3),
    ml_dsa("ML-DSA-87", "87", &[("2.16.840.1.101.3.4.3.19", "id-ml-dsa-87")], 5),
    ml_dsa("HashML-DSA-44", "44", &[("2.16.840.1.101.3.4.3.32", "id-hash-ml-dsa-44-with-sha512")], 2)
        .digest("SHA-512"),
    ml_dsa("HashML-DSA-65", "65", &[("2.16.840.1.101.3.4.3.33", "id-hash-ml-dsa-65-with-sha512")], 3)
        .digest("SHA-512"),
    ml_dsa("HashML-DSA-87", "87", &[("2.16.840.1.101.3.4.3.34", "id-hash-ml-dsa-87-with-sha512")], 5)
        .digest("SHA-512"),
    slh_dsa("SLH-DSA-SHA2-128s", "SHA2-128s", &[("2.16.840.1.101.3.4.3.20", "id-slh-dsa-sha2-128s")]),
    slh_dsa("SLH-DSA-SHA2-128f", "SHA2-128f", &[("2.16.840.1.101.3.4.3.21", "id-slh-dsa-sha2-128f")]),
    slh_dsa("SLH-DSA-SHA2-192s", "SHA2-192s", &[("2.16.840.1.101.3.4.3.22", "id-slh-dsa-sha2-192s")]),
    slh_dsa("SLH-DSA-SHA2-192f", "SHA2-192f", &[("2.16.840.1.101.3.4.3.23", "id-slh-dsa-sha2-192f")]),
    slh_dsa("SLH-DSA-SHA2-256s", "SHA2-256s", &[("2.16.840.1.101.3.4.3.24", "id-slh-dsa-sha2-256s")]),
    slh_dsa("SLH-DSA-SHA2-256f", "SHA2-256f", &[("2.16.840.1.101.3.4.3.25", "id-slh-dsa-sha2-256f")]),
    slh_dsa("SLH-DSA-SHAKE-128s", "SHAKE-128s", &[("2.16.840.1.101.3.4.3.26", "id-slh-dsa-shake-128s")]),
    slh_dsa("SLH-DSA-SHAKE-128f", "SHAKE-128f", &[("2.16.840.1.101.3.4.3.27", "id-slh-dsa-shake-128f")]),
    slh_dsa("SLH-DSA-SHAKE-192s", "SHAKE-192s", &[("2.16.840.1.101.3.4.3.28", "id-slh-dsa-shake-192s")]),
    slh_dsa("SLH-DSA-SHAKE-192f", "SHAKE-192f", &[("2.16.840.1.101.3.4.3.29", "id-slh-dsa-shake-192f")]),
    slh_dsa("SLH-DSA-SHAKE-256s", "SHAKE-256s", &[("2.16.840.1.101.3.4.3.30", "id-slh-dsa-shake-256s")]),
    slh_dsa("SLH-DSA-SHAKE-256f", "SHAKE-256f", &[("2.16.840.1.101.3.4.3.31", "id-slh-dsa-shake-256f")]),
    slh_dsa("HashSLH-DSA-SHA2-128s", "SHA2-128s", &[("2.16.840.1.101.3.4.3.35", "id-hash-slh-dsa-sha2-128s-with-sha256")]).digest("SHA-256"),
    slh_dsa("HashSLH-DSA-SHA2-128f", "SHA2-128f", &[("2.16.840.1.101.3.4.3.36", "id-hash-slh-dsa-sha2-128f-with-sha256")]).digest("SHA-256"),
    slh_dsa("HashSLH-DSA-SHA2-192s", "SHA2-192s", &[("2.16.840.1.101.3.4.3.37", "id-hash-slh-dsa-sha2-192s-with-sha512")]).digest("SHA-512"),
    slh_dsa("HashSLH-DSA-SHA2-192f", "SHA2-192f", &[("2.16.840.1.101.3.4.3.38", "id-hash-slh-dsa-sha2-192f-with-sha512")]).digest("SHA-512"),
    slh_dsa("HashSLH-DSA-SHA2-256s", "SHA2-256s", &[("2.16.840.1.101.3.4.3.39", "id-hash-slh-dsa-sha2-256s-with-sha512")]).digest("SHA-512"),
    slh_dsa("HashSLH-DSA-SHA2-256f", "SHA2-256f", &[("2.16.840.1.101.3.4.3.40", "id-hash-slh-dsa-sha2-256f-with-sha512")]).digest("SHA-512"),
    slh_dsa("HashSLH-DSA-SHAKE-128s", "SHAKE-128s", &[("2.16.840.1.101.3.4.3.41", "id-hash-slh-dsa-shake-128s-with-shake128")]).digest("SHAKE128"),
    slh_dsa("HashSLH-DSA-SHAKE-128f", "SHAKE-128f", &[("2.16.840.1.101.3.4.3.42", "id-hash-slh-dsa-shake-128f-with-shake128")]).digest("SHAKE128"),
    slh_dsa("HashSLH-DSA-SHAKE-192s", "SHAKE-192s", &[("2.16.840.1.101.3.4.3.43", "id-hash-slh-dsa-shake-192s-with-shake256")]).digest("SHAKE256"),
    slh_dsa("HashSLH-DSA-SHAKE-192f", "SHAKE-192f", &[("2.16.840.1.101.3.4.3.44", "id-hash-slh-dsa-shake-192f-with-shake256")]).digest("SHAKE256"),
    slh_dsa("HashSLH-DSA-SHAKE-256s", "SHAKE-256s", &[("2.16.840.1.101.3.4.3.45", "id-hash-slh-dsa-shake-256s-with-shake256")]).digest("SHAKE256"),
    slh_dsa("HashSLH-DSA-SHAKE-256f", "SHAKE-256f", &[("2.16.840.1.101.3.4.3.46", "id-hash-slh-dsa-shake-256f-with-shake256")]).digest("SHAKE256"),
    // FIPS 206 is not published: no OIDs, no sizes.
    Row::new("FN-DSA-512", "FN-DSA").set("512").category(1),
    Row::new("FN-DSA-1024", "FN-DSA").set("1024").category(5),
    falcon("Falcon-512", "512", &[("1.3.9999.3.11", "falcon512"), ("1.3.9999.3.6", ""), ("1.3.9999.3.1", "")]),
    falcon("Falcon-1024", "1024", &[("1.3.9999.3.14", "falcon1024"), ("1.3.9999.3.9", ""), ("1.3.9999.3.4", "")]),
    falcon("Falcon-padded-512", "512", &[("1.3.9999.3.16", "falconpadded512")]).signature_sizes([897, 1281, 666]),
    falcon("Falcon-padded-1024", "1024", &[("1.3.9999.3.19", "falconpadded1024")]).signature_sizes([1793, 2305, 1280]),
    dilithium("Dilithium2", "2", &[("1.3.6.1.4.1.2.267.7.4.4", "dilithium2"), ("1.3.6.1.4.1.25258.1.9.1", "Dilithium-4x4-r3")], 2),
    dilithium("Dilithium3", "3", &[("1.3.6.1.4.1.2.267.7.6.5", "dilithium3"), ("1.3.6.1.4.1.25258.1.9.2", "Dilithium-6x5-r3")], 3),
    dilithium("Dilithium5", "5", &[("1.3.6.1.4.1.2.267.7.8.7", "dilithium5"), ("1.3.6.1.4.1.25258.1.9.3", "Dilithium-8x7-r3")], 5),
    dilithium("Dilithium2-AES", "2-AES", &[("1.3.6.1.4.1.2.267.11.4.4", "dilithium2_aes"), ("1.3.6.1.4.1.25258.1.10.1", "")], 2),
    dilithium("Dilithium3-AES", "3-AES", &[("1.3.6.1.4.1.2.267.11.6.5", "dilithium3_aes"), ("1.3.6.1.4.1.25258.1.10.2", "")], 3),
    dilithium("Dilithium5-AES", "5-AES", &[("1.3.6.1.4.1.2.267.11.8.7", "dilithium5_aes"), ("1.3.6.1.4.1.25258.1.10.3", "")], 5),
    before("ML-DSA-44-ipd", "ML-DSA", "44", &[("1.3.6.1.4.1.2.267.12.4.4", "")]).category(2),
    before("ML-DSA-65-ipd", "ML-DSA", "65", &[("1.3.6.1.4.1.2.267.12.6.5", "")]).category(3),
    before("ML-DSA-87-ipd", "ML-DSA", "87", &[("1.3.6.1.4.1.2.267.12.8.7", "")]).category(5),
    sphincs("SPHINCS+-SHA2-128f", "SHA2-128f", &[("1.3.9999.6.4.13", "sphincssha2128fsimple"), ("1.3.6.1.4.1.25258.1.12.2.2", ""), ("1.3.9999.6.4.4", "")]).aliases(&["SPHINCS+-SHA2-128f-simple"]),
    sphincs("SPHINCS+-SHA2-128s", "SHA2-128s", &[("1.3.9999.6.4.16", "sphincssha2128ssimple"), ("1.3.6.1.4.1.25258.1.12.2.1", ""), ("1.3.9999.6.4.10", "")]).aliases(&["SPHINCS+-SHA2-128s-simple"]),
    sphincs("SPHINCS+-SHA2-192f", "SHA2-192f", &[("1.3.9999.6.5.10", "sphincssha2192fsimple"), ("1.3.6.1.4.1.25258.1.12.2.4", ""), ("1.3.9999.6.5.3", "")]).aliases(&["SPHINCS+-SHA2-192f-simple"]),
    sphincs("SPHINCS+-SHA2-192s", "SHA2-192s", &[("1.3.9999.6.5.12", "sphincssha2192ssimple"), ("1.3.6.1.4.1.25258.1.12.2.3", ""), ("1.3.9999.6.5.7", "")]).aliases(&["SPHINCS+-SHA2-192s-simple"]),
    sphincs("SPHINCS+-SHA2-256f", "SHA2-256f", &[("1.3.9999.6.6.10", "sphincssha2256fsimple"), ("1.3.6.1.4.1.25258.1.12.2.6", ""), ("1.3.9999.6.6.3", "")]).aliases(&["SPHINCS+-SHA2-256f-simple"]),
    sphincs("SPHINCS+-SHA2-256s", "SHA2-256s", &[("1.3.9999.6.6.12", "sphincssha2256ssimple"), ("1.3.6.1.4.1.25258.1.12.2.5", ""), ("1.3.9999.6.6.7", "")]).aliases(&["SPHINCS+-SHA2-256s-simple"]),
    sphincs("SPHINCS+-SHAKE-128f", "SHAKE-128f", &[("1.3.9999.6.7.13", "sphincsshake128fsimple"), ("1.3.6.1.4.1.25258.1.12.1.2", ""), ("1.3.9999.6.7.4", "")]).aliases(&["SPHINCS+-SHAKE-128f-simple"]),
    sphincs("SPHINCS+-SHAKE-128s", "SHAKE-128s", &[("1.3.9999.6.7.16", "sphincsshake128ssimple"), ("1.3.6.1.4.1.25258.1.12.1.1", ""), ("1.3.9999.6.7.10", "")]).aliases(&["SPHINCS+-SHAKE-128s-simple"]),
    sphincs("SPHINCS+-SHAKE-192f", "SHAKE-192f", &[("1.3.9999.6.8.10", "sphincsshake192fsimple"), ("1.3.6.1.4.1.25258.1.12.1.4", ""), ("1.3.9999.6.8.3", "")]).aliases(&["SPHINCS+-SHAKE-192f-simple"]),
    sphincs("SPHINCS+-SHAKE-192s", "SHAKE-192s", &[("1.3.9999.6.8.12", "sphincsshake192ssimple"), ("1.3.6.1.4.1.25258.1.12.1.3", ""), ("1.3.9999.6.8.7", "")]).aliases(&["SPHINCS+-SHAKE-192s-simple"]),
    sphincs("SPHINCS+-SHAKE-256f", "SHAKE-256f", &[("1.3.9999.6.9.10", "sphincsshake256fsimple"), ("1.3.6.1.4.1.25258.1.12.1.6", ""), ("1.3.9999.6.9.3", "")]).aliases(&["SPHINCS+-SHAKE-256f-simple"]),
    sphincs("SPHINCS+-SHAKE-256s", "SHAKE-256s", &[("1.3.9999.6.9.12", "sphincsshake256ssimple"), ("1.3.6.1.4.1.25258.1.12.1.5", ""), ("1.3.9999.6.9.7", "")]).aliases(&["SPHINCS+-SHAKE-256s-simple"]),
    // KpqC (2025 selection): Bouncy Castle's private arc, no national OIDs.
    kpqc("HAETAE-2", "HAETAE", "2", &[("1.3.6.1.4.1.22554.2.18.1", "haetae2")], 2, [992, 1408, 1474]),
    kpqc("HAETAE-3", "HAETAE", "3", &[("1.3.6.1.4.1.22554.2.18.2", "haetae3")], 3, [1472, 2112, 2349]),
    kpqc("HAETAE-5", "HAETAE", "5", &[("1.3.6.1.4.1.22554.2.18.3", "haetae5")], 5, [2080, 2752, 2948]),
    // Sizes of AIM3 (2026); the superseded AIM2 signatures were smaller.
    kpqc("AIMer-128f", "AIMer", "128f", &[("1.3.6.1.4.1.22554.2.20.1", "aimer128f")], 1, [32, 48, 6944]),
    kpqc("AIMer-128s", "AIMer", "128s", &[("1.3.6.1.4.1.22554.2.20.2", "aimer128s")], 1, [32, 48, 4704]),
    kpqc("AIMer-192f", "AIMer", "192f", &[("1.3.6.1.4.1.22554.2.20.3", "aimer192f")], 3, [48, 72, 15408]),
    kpqc("AIMer-192s", "AIMer", "192s", &[("1.3.6.1.4.1.22554.2.20.4", "aimer192s")], 3, [48, 72, 10320]),
    kpqc("AIMer-256f", "AIMer", "256f", &[("1.3.6.1.4.1.22554.2.20.5", "aimer256f")], 5, [64, 96, 31360]),
    kpqc("AIMer-256s", "AIMer", "256s", &[("1.3.6.1.4.1.22554.2.20.6", "aimer256s")], 5, [64, 96, 20224]),
    // NIST on-ramp candidates (2026), under private OIDs.
    before("MAYO-1", "MAYO", "1", &[("1.3.9999.8.1.3", "mayo1")]).category(1).signature_sizes([1420, 24, 454]),
    before("MAYO-2", "MAYO", "2", &[("1.3.9999.8.2.3", "mayo2")]),
    before("MAYO-3", "MAYO", "3", &[("1.3.9999.8.3.3", "mayo3")]),
    before("MAYO-5", "MAYO", "5", &[("1.3.9999.8.5.3", "mayo5")]),
    before("MQOM2-L1-fast-r5", "MQOM", "L1-fast-r5", &[]).category(1).signature_sizes([60, 88, 3280]),
    Row::new("Rainbow", "Rainbow").broken(2022, "key recovery on a laptop (Beullens 2022)"),
];
