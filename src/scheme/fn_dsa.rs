//! FN-DSA (FIPS 206, unpublished): NTRU-lattice signatures.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "fn-dsa-512",
        name: "FN-DSA-512",
        family: "FN-DSA",
        role: Role::Signature,
        nist_category: Some(1),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 206 (not published)",
        maturity: Maturity::Specification,
        public_key: 897,
        output: 666,
        protocols: &[],
        note: "sizes of Falcon with padded signatures, expected to stay; no OIDs until FIPS 206 is published; signing needs careful floating-point code",
        source: "Falcon round 3 specification, padded format",
    },
    Scheme {
        id: "fn-dsa-1024",
        name: "FN-DSA-1024",
        family: "FN-DSA",
        role: Role::Signature,
        nist_category: Some(5),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 206 (not published)",
        maturity: Maturity::Specification,
        public_key: 1793,
        output: 1280,
        protocols: &[],
        note: "sizes of Falcon with padded signatures, expected to stay; no OIDs until FIPS 206 is published; signing needs careful floating-point code",
        source: "Falcon round 3 specification, padded format",
    },
];
