//! Post-quantum key encapsulation: FIPS 203, ISO/IEC 18033-2 Amd 2, KpqC, and what came before them.

use crate::model::Maturity::{PreStandard, Specification};

use super::Row;

type Oids = &'static [(&'static str, &'static str)];

const fn kem(name: &'static str, family: &'static str, set: &'static str, oids: Oids) -> Row {
    Row::new(name, family).set(set).oids(oids)
}

/// Classic `McEliece`: ISO/IEC 18033-2:2006/Amd 2:2026; `pc` sets add plaintext confirmation, whose
/// ciphertext is longer by an amount not recorded here.
const fn mceliece(name: &'static str, set: &'static str, oids: Oids) -> Row {
    let text = set.as_bytes();
    let (category, sizes) = match (text[0], text[1]) {
        (b'3', _) => (1, [261_120, 6492, 96, 32]),
        (b'4', _) => (3, [524_160, 13608, 156, 32]),
        (b'6', b'6') => (5, [1_044_992, 13932, 208, 32]),
        (b'6', _) => (5, [1_047_319, 13948, 194, 32]),
        _ => (5, [1_357_824, 14120, 208, 32]),
    };
    let row = kem(name, "Classic-McEliece", set, oids).category(category).kem_sizes(sizes);
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'p' {
            let mut confirmed = row;
            confirmed.sizes.output = None;
            return confirmed;
        }
        at += 1;
    }
    row
}

/// Frodo with salt, and `e`: ephemeral, without it (smaller ciphertext).
const fn frodo(name: &'static str, set: &'static str, oids: Oids) -> Row {
    let text = set.as_bytes();
    let (ephemeral, first) = if text[0] == b'e' { (true, text[1]) } else { (false, text[0]) };
    let (category, sizes) = match (first, ephemeral) {
        (b'6', false) => (1, [9616, 19888, 9752, 16]),
        (b'6', true) => (1, [9616, 19888, 9720, 16]),
        (b'9', false) => (3, [15632, 31296, 15792, 24]),
        (b'9', true) => (3, [15632, 31296, 15744, 24]),
        (_, false) => (5, [21520, 43088, 21696, 32]),
        (_, true) => (5, [21520, 43088, 21632, 32]),
    };
    kem(name, "FrodoKEM", set, oids).category(category).kem_sizes(sizes)
}

/// The same scheme under a private OID given before the standard: version and sizes unknown.
const fn interim(name: &'static str, family: &'static str, set: &'static str, oids: Oids) -> Row {
    kem(name, family, set, oids).maturity(PreStandard)
}

#[rustfmt::skip] // one row a line
pub(super) const KEMS: &[Row] = &[
    Row::new("McEliece", "McEliece"),
    // FIPS 203 (RFC 9935); sizes: FIPS 203 Table 3.
    kem("ML-KEM-512", "ML-KEM", "512", &[("2.16.840.1.101.3.4.4.1", "id-alg-ml-kem-512")])
        .category(1).kem_sizes([800, 1632, 768, 32]),
    kem("ML-KEM-768", "ML-KEM", "768", &[("2.16.840.1.101.3.4.4.2", "id-alg-ml-kem-768")])
        .category(3).kem_sizes([1184, 2400, 1088, 32]),
    kem("ML-KEM-1024", "ML-KEM", "1024", &[("2.16.840.1.101.3.4.4.3", "id-alg-ml-kem-1024")])
        .category(5).kem_sizes([1568, 3168, 1568, 32]),
    kem("Kyber512", "Kyber", "512", &[("1.3.6.1.4.1.2.267.8.2.2", "kyber512"), ("1.3.6.1.4.1.22554.5.6.1", ""), ("1.3.6.1.4.1.25258.1.7.1", "Kyber-512-r3")]).category(1),
    kem("Kyber768", "Kyber", "768", &[("1.3.6.1.4.1.2.267.8.3.3", "kyber768"), ("1.3.6.1.4.1.22554.5.6.2", ""), ("1.3.6.1.4.1.25258.1.7.2", "Kyber-768-r3")]).category(3),
    kem("Kyber1024", "Kyber", "1024", &[("1.3.6.1.4.1.2.267.8.4.4", "kyber1024"), ("1.3.6.1.4.1.22554.5.6.3", ""), ("1.3.6.1.4.1.25258.1.7.3", "Kyber-1024-r3")]).category(5),
    // HQC, specification of 2025-08-22; FIPS 207 is not published and has no OIDs.
    kem("HQC-1", "HQC", "1", &[]).category(1).kem_sizes([2241, 2321, 4433, 32]),
    kem("HQC-3", "HQC", "3", &[]).category(3).kem_sizes([4514, 4602, 8978, 32]),
    kem("HQC-5", "HQC", "5", &[]).category(5).kem_sizes([7237, 7333, 14421, 32]),
    interim("HQC-128", "HQC", "128", &[("1.3.6.1.4.1.22554.5.9.1", "hqc128")]).category(1),
    interim("HQC-192", "HQC", "192", &[("1.3.6.1.4.1.22554.5.9.2", "hqc192")]).category(3),
    interim("HQC-256", "HQC", "256", &[("1.3.6.1.4.1.22554.5.9.3", "hqc256")]).category(5),
    // 1.3.6.1.4.1.22554.5.8.1 was given to BIKE-L1 and to x25519_mlkem512: see COLLISIONS.
    kem("BIKE-L1", "BIKE", "L1", &[]).category(1).kem_sizes([1541, 5223, 1573, 32]),
    kem("BIKE-L3", "BIKE", "L3", &[("1.3.6.1.4.1.22554.5.8.2", "bike192")]).category(3).kem_sizes([3083, 10105, 3115, 32]),
    kem("BIKE-L5", "BIKE", "L5", &[("1.3.6.1.4.1.22554.5.8.3", "bike256")]).category(5).kem_sizes([5122, 16494, 5154, 32]),
    mceliece("Classic-McEliece-348864", "348864", &[]).maturity(Specification),
    mceliece("Classic-McEliece-348864f", "348864f", &[]).maturity(Specification),
    mceliece("Classic-McEliece-460896", "460896", &[("1.0.18033.2.2.6.1", "")]),
    mceliece("Classic-McEliece-460896f", "460896f", &[("1.0.18033.2.2.6.2", "")]),
    mceliece("Classic-McEliece-460896pc", "460896pc", &[("1.0.18033.2.2.6.3", "")]),
    mceliece("Classic-McEliece-460896pcf", "460896pcf", &[("1.0.18033.2.2.6.4", "")]),
    mceliece("Classic-McEliece-6688128", "6688128", &[("1.0.18033.2.2.6.5", "")]),
    mceliece("Classic-McEliece-6688128f", "6688128f", &[("1.0.18033.2.2.6.6", "")]),
    mceliece("Classic-McEliece-6688128pc", "6688128pc", &[("1.0.18033.2.2.6.7", "")]),
    mceliece("Classic-McEliece-6688128pcf", "6688128pcf", &[("1.0.18033.2.2.6.8", "")]),
    mceliece("Classic-McEliece-6960119", "6960119", &[("1.0.18033.2.2.6.9", "")]),
    mceliece("Classic-McEliece-6960119f", "6960119f", &[("1.0.18033.2.2.6.10", "")]),
    mceliece("Classic-McEliece-6960119pc", "6960119pc", &[("1.0.18033.2.2.6.11", "")]),
    mceliece("Classic-McEliece-6960119pcf", "6960119pcf", &[("1.0.18033.2.2.6.12", "")]),
    mceliece("Classic-McEliece-8192128", "8192128", &[("1.0.18033.2.2.6.13", "")]),
    mceliece("Classic-McEliece-8192128f", "8192128f", &[("1.0.18033.2.2.6.14", "")]),
    mceliece("Classic-McEliece-8192128pc", "8192128pc", &[("1.0.18033.2.2.6.15", "")]),
    mceliece("Classic-McEliece-8192128pcf", "8192128pcf", &[("1.0.18033.2.2.6.16", "")]),
    interim("Classic-McEliece-348864-interim", "Classic-McEliece", "348864", &[("1.3.6.1.4.1.22554.5.1.1", "mceliece348864")]),
    interim("Classic-McEliece-348864f-interim", "Classic-McEliece", "348864f", &[("1.3.6.1.4.1.22554.5.1.2", "mceliece348864f")]),
    interim("Classic-McEliece-460896-interim", "Classic-McEliece", "460896", &[("1.3.6.1.4.1.22554.5.1.3", "mceliece460896")]),
    interim("Classic-McEliece-460896f-interim", "Classic-McEliece", "460896f", &[("1.3.6.1.4.1.22554.5.1.4", "mceliece460896f")]),
    interim("Classic-McEliece-6688128-interim", "Classic-McEliece", "6688128", &[("1.3.6.1.4.1.22554.5.1.5", "mceliece6688128")]),
    interim("Classic-McEliece-6688128f-interim", "Classic-McEliece", "6688128f", &[("1.3.6.1.4.1.22554.5.1.6", "mceliece6688128f")]),
    interim("Classic-McEliece-6960119-interim", "Classic-McEliece", "6960119", &[("1.3.6.1.4.1.22554.5.1.7", "mceliece6960119")]),
    interim("Classic-McEliece-6960119f-interim", "Classic-McEliece", "6960119f", &[("1.3.6.1.4.1.22554.5.1.8", "mceliece6960119f")]),
    interim("Classic-McEliece-8192128-interim", "Classic-McEliece", "8192128", &[("1.3.6.1.4.1.22554.5.1.9", "mceliece8192128")]),
    interim("Classic-McEliece-8192128f-interim", "Classic-McEliece", "8192128f", &[("1.3.6.1.4.1.22554.5.1.10", "mceliece8192128f")]),
    frodo("FrodoKEM-640-SHAKE", "640-SHAKE", &[]).maturity(Specification),
    frodo("FrodoKEM-640-AES", "640-AES", &[]).maturity(Specification),
    frodo("eFrodoKEM-640-SHAKE", "e640-SHAKE", &[]).maturity(Specification),
    frodo("eFrodoKEM-640-AES", "e640-AES", &[]).maturity(Specification),
    frodo("FrodoKEM-976-SHAKE", "976-SHAKE", &[("1.0.18033.2.2.7.1", "")]),
    frodo("FrodoKEM-1344-SHAKE", "1344-SHAKE", &[("1.0.18033.2.2.7.2", "")]),
    frodo("eFrodoKEM-976-SHAKE", "e976-SHAKE", &[("1.0.18033.2.2.7.3", "")]),
    frodo("eFrodoKEM-1344-SHAKE", "e1344-SHAKE", &[("1.0.18033.2.2.7.4", "")]),
    frodo("FrodoKEM-976-AES", "976-AES", &[("1.0.18033.2.2.7.5", "")]),
    frodo("FrodoKEM-1344-AES", "1344-AES", &[("1.0.18033.2.2.7.6", "")]),
    frodo("eFrodoKEM-976-AES", "e976-AES", &[("1.0.18033.2.2.7.7", "")]),
    frodo("eFrodoKEM-1344-AES", "e1344-AES", &[("1.0.18033.2.2.7.8", "")]),
    interim("FrodoKEM-640-AES-interim", "FrodoKEM", "640-AES", &[("1.3.6.1.4.1.22554.5.2.1", ""), ("1.3.6.1.4.1.25258.1.15.1", "")]),
    interim("FrodoKEM-640-SHAKE-interim", "FrodoKEM", "640-SHAKE", &[("1.3.6.1.4.1.22554.5.2.2", ""), ("1.3.6.1.4.1.25258.1.14.1", "")]),
    interim("FrodoKEM-976-AES-interim", "FrodoKEM", "976-AES", &[("1.3.6.1.4.1.22554.5.2.3", ""), ("1.3.6.1.4.1.25258.1.15.2", "")]),
    interim("FrodoKEM-976-SHAKE-interim", "FrodoKEM", "976-SHAKE", &[("1.3.6.1.4.1.22554.5.2.4", ""), ("1.3.6.1.4.1.25258.1.14.2", "")]),
    interim("FrodoKEM-1344-AES-interim", "FrodoKEM", "1344-AES", &[("1.3.6.1.4.1.22554.5.2.5", ""), ("1.3.6.1.4.1.25258.1.15.3", "")]),
    interim("FrodoKEM-1344-SHAKE-interim", "FrodoKEM", "1344-SHAKE", &[("1.3.6.1.4.1.22554.5.2.6", ""), ("1.3.6.1.4.1.25258.1.14.3", "")]),
    interim("eFrodoKEM-640-SHAKE-interim", "FrodoKEM", "e640-SHAKE", &[("1.3.6.1.4.1.25258.1.16.1", "")]),
    interim("eFrodoKEM-976-SHAKE-interim", "FrodoKEM", "e976-SHAKE", &[("1.3.6.1.4.1.25258.1.16.2", "")]),
    interim("eFrodoKEM-1344-SHAKE-interim", "FrodoKEM", "e1344-SHAKE", &[("1.3.6.1.4.1.25258.1.16.3", "")]),
    interim("eFrodoKEM-640-AES-interim", "FrodoKEM", "e640-AES", &[("1.3.6.1.4.1.25258.1.17.1", "")]),
    interim("eFrodoKEM-976-AES-interim", "FrodoKEM", "e976-AES", &[("1.3.6.1.4.1.25258.1.17.2", "")]),
    interim("eFrodoKEM-1344-AES-interim", "FrodoKEM", "e1344-AES", &[("1.3.6.1.4.1.25258.1.17.3", "")]),
    // The designers and liboqs claim different categories for sntrup761: none recorded.
    kem("sntrup761", "NTRU-Prime", "sntrup761", &[]).kem_sizes([1158, 1763, 1039, 32]),
    kem("sntrup4591761", "NTRU-Prime", "sntrup4591761", &[]).maturity(PreStandard),
    kem("NTRU-HRSS-701", "NTRU-HRSS", "701", &[]),
    // KpqC (2025 selection): Bouncy Castle's private arc, no national OIDs.
    kem("SMAUG-T1", "SMAUG-T", "1", &[("1.3.6.1.4.1.22554.5.11.1", "smaug_t_mode1")]).category(1).kem_sizes([672, 832, 672, 32]),
    kem("SMAUG-T3", "SMAUG-T", "3", &[("1.3.6.1.4.1.22554.5.11.2", "smaug_t_mode3")]).category(3).kem_sizes([1088, 1312, 992, 32]),
    kem("SMAUG-T5", "SMAUG-T", "5", &[("1.3.6.1.4.1.22554.5.11.3", "smaug_t_mode5")]).category(5).kem_sizes([1440, 1728, 1376, 32]),
    kem("TiMER", "SMAUG-T", "T", &[("1.3.6.1.4.1.22554.5.11.4", "smaug_t_modet")]).category(1).kem_sizes([672, 832, 608, 32]),
    // NTRU+ claims no category; strengths are the specification's estimates (2026-01-30, Table 6).
    kem("NTRU+768", "NTRU+", "768", &[("1.3.6.1.4.1.22554.5.10.1", "ntruplus768")]).strength(156).kem_sizes([1152, 2336, 1152, 32]),
    kem("NTRU+864", "NTRU+", "864", &[("1.3.6.1.4.1.22554.5.10.2", "ntruplus864")]).strength(179).kem_sizes([1296, 2624, 1296, 32]),
    kem("NTRU+1152", "NTRU+", "1152", &[("1.3.6.1.4.1.22554.5.10.3", "ntruplus1152")]).strength(248).kem_sizes([1728, 3488, 1728, 32]),
    Row::new("SIKE", "SIKE").aliases(&["SIDH"]).broken(2022, "key recovery in an hour (Castryck and Decru 2022)"),
];
