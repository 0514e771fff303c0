//! The figures that ship. One place: a later reference run replaces what stands here.
//!
//! Best of several short rounds on one pinned core; of signatures that sample until they accept, the lowest mean
//! of a round. Schemes without a row have no figure here, which says nothing of their speed.

use super::{Footprint, Operation};

/// Machine and day of [`ROWS`].
pub(super) const BASIS: &str =
    "y2q's reference figures: one core of a Xeon (Cascade Lake, 2.5 GHz, AVX2), 2026-11-21";

type Row = (&'static str, &'static str, &'static [(Operation, f64)]);

const AWS: &str = "aws-lc-rs 1.19.0 (vectorised)";
const RUST: &str = "RustCrypto (portable Rust)";
const FN_DSA: &str = "fn-dsa 0.4.0 (vectorised)";
const KPQC: &str = "kpqc 0.2.1 (reference C)";

const fn kem(keygen: f64, encaps: f64, decaps: f64) -> [(Operation, f64); 3] {
    [
        (Operation::KeyGeneration, keygen),
        (Operation::Encapsulate, encaps),
        (Operation::Decapsulate, decaps),
    ]
}

const fn signature(keygen: f64, sign: f64, verify: f64) -> [(Operation, f64); 3] {
    [(Operation::KeyGeneration, keygen), (Operation::Sign, sign), (Operation::Verify, verify)]
}

/// Scheme, implementation, microseconds.
pub(super) const ROWS: &[Row] = &[
    ("x25519", AWS, &kem(10.2, 38.2, 28.0)),
    ("ecdh-p-256", AWS, &kem(12.2, 66.4, 54.2)),
    ("ecdh-p-384", AWS, &kem(64.4, 242.4, 178.0)),
    ("ml-kem-512", AWS, &kem(12.5, 14.2, 16.6)),
    ("ml-kem-768", AWS, &kem(20.6, 22.2, 26.1)),
    ("ml-kem-1024", AWS, &kem(29.1, 38.5, 37.0)),
    ("hqc-1", RUST, &kem(247.0, 492.0, 800.0)),
    ("hqc-3", RUST, &kem(737.0, 1481.0, 2313.0)),
    ("hqc-5", RUST, &kem(1389.0, 2791.0, 4351.0)),
    ("sntrup761", "liboqs 0.13 (vectorised)", &kem(547.0, 35.0, 24.0)),
    ("smaug-t1", KPQC, &kem(66.0, 77.0, 103.0)),
    ("smaug-t3", KPQC, &kem(137.0, 154.0, 192.0)),
    ("smaug-t5", KPQC, &kem(234.0, 255.0, 307.0)),
    ("ntruplus-768", KPQC, &kem(71.0, 37.0, 45.0)),
    ("ntruplus-864", KPQC, &kem(96.0, 53.0, 64.0)),
    ("ntruplus-1152", KPQC, &kem(151.0, 73.0, 91.0)),
    ("ecdsa-p-256", AWS, &signature(12.4, 20.5, 62.9)),
    ("ecdsa-p-384", AWS, &signature(64.4, 109.0, 251.0)),
    ("ed25519", AWS, &signature(10.3, 10.7, 44.0)),
    ("rsa-2048", AWS, &signature(54_000.0, 643.0, 22.8)),
    ("ml-dsa-44", AWS, &signature(52.8, 216.0, 47.1)),
    ("ml-dsa-65", AWS, &signature(91.4, 339.0, 60.8)),
    ("ml-dsa-87", AWS, &signature(107.0, 282.0, 94.9)),
    ("fn-dsa-512", FN_DSA, &signature(3392.0, 331.0, 17.4)),
    ("fn-dsa-1024", FN_DSA, &signature(10_700.0, 665.0, 35.2)),
    ("slh-dsa-sha2-128s", RUST, &signature(109_900.0, 867_200.0, 781.0)),
    ("slh-dsa-sha2-128f", RUST, &signature(1709.0, 40_100.0, 2391.0)),
    ("slh-dsa-shake-128s", RUST, &signature(337_800.0, 2_723_000.0, 2447.0)),
    ("slh-dsa-shake-128f", RUST, &signature(5251.0, 123_700.0, 7362.0)),
    ("slh-dsa-sha2-192s", RUST, &signature(159_200.0, 1_502_500.0, 1154.0)),
    ("slh-dsa-sha2-256s", RUST, &signature(105_900.0, 1_340_000.0, 1727.0)),
    ("slh-dsa-sha2-256f", RUST, &signature(6601.0, 134_000.0, 3538.0)),
    ("haetae-2", KPQC, &signature(478.0, 3355.0, 78.0)),
    ("haetae-3", KPQC, &signature(773.0, 4818.0, 139.0)),
    ("haetae-5", KPQC, &signature(626.0, 6470.0, 169.0)),
    ("aimer-128f", KPQC, &signature(160.0, 2394.0, 2185.0)),
    ("aimer-128s", KPQC, &signature(160.0, 18_300.0, 18_200.0)),
    ("aimer-192f", KPQC, &signature(469.0, 7000.0, 6400.0)),
    ("aimer-192s", KPQC, &signature(463.0, 54_000.0, 53_000.0)),
    ("aimer-256f", KPQC, &signature(1308.0, 15_200.0, 13_900.0)),
    ("aimer-256s", KPQC, &signature(1305.0, 115_000.0, 113_000.0)),
];

const PQM4: &str = "pqm4, commit 03a4b8ac";

const fn row(stack: u32, code: u32) -> Footprint {
    Footprint { stack, code, by: PQM4 }
}

/// Stack and code of a verification on a Cortex-M4, the build with the smallest stack (pqm4
/// `benchmarks.csv`; SPHINCS+ 3.1 stands for SLH-DSA, whose hash calls are the same in number). By scheme id.
pub(super) const MICROCONTROLLER: &[(&str, Footprint)] = &[
    ("ml-dsa-44", row(2712, 24_844)),
    ("ml-dsa-65", row(2712, 24_120)),
    ("ml-dsa-87", row(2720, 24_516)),
    ("fn-dsa-512", row(2976, 103_789)),
    ("fn-dsa-1024", row(5024, 103_801)),
    ("slh-dsa-sha2-128s", row(1968, 5264)),
    ("slh-dsa-sha2-128f", row(2664, 4956)),
    ("slh-dsa-sha2-192s", row(3700, 5968)),
    ("slh-dsa-sha2-192f", row(4356, 5444)),
    ("slh-dsa-sha2-256s", row(5580, 6084)),
    ("slh-dsa-sha2-256f", row(5980, 5728)),
    ("slh-dsa-shake-128s", row(1872, 4492)),
    ("slh-dsa-shake-128f", row(2568, 4184)),
    ("slh-dsa-shake-192s", row(3160, 4984)),
    ("slh-dsa-shake-192f", row(3816, 4472)),
    ("slh-dsa-shake-256s", row(5048, 5076)),
    ("slh-dsa-shake-256f", row(5448, 4720)),
    ("haetae-2", row(23_296, 35_708)),
    ("haetae-3", row(31_784, 35_936)),
    ("haetae-5", row(37_300, 35_692)),
];
