//! HQC (selected by NIST in March 2025): code-based key encapsulation.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "hqc-1",
        name: "HQC-1",
        family: "HQC",
        role: Role::Kem,
        nist_category: Some(1),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "HQC specification of 2025-08-22",
        maturity: Maturity::Specification,
        public_key: 2241,
        output: 4433,
        protocols: &[],
        note: "the second KEM, on another problem than ML-KEM; FIPS 207 may change it and will assign the OIDs",
        source: "HQC specification of 2025-08-22",
    },
    Scheme {
        id: "hqc-3",
        name: "HQC-3",
        family: "HQC",
        role: Role::Kem,
        nist_category: Some(3),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "HQC specification of 2025-08-22",
        maturity: Maturity::Specification,
        public_key: 4514,
        output: 8978,
        protocols: &[],
        note: "the second KEM, on another problem than ML-KEM; FIPS 207 may change it and will assign the OIDs",
        source: "HQC specification of 2025-08-22",
    },
    Scheme {
        id: "hqc-5",
        name: "HQC-5",
        family: "HQC",
        role: Role::Kem,
        nist_category: Some(5),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "HQC specification of 2025-08-22",
        maturity: Maturity::Specification,
        public_key: 7237,
        output: 14421,
        protocols: &[],
        note: "the second KEM, on another problem than ML-KEM; FIPS 207 may change it and will assign the OIDs",
        source: "HQC specification of 2025-08-22",
    },
];
