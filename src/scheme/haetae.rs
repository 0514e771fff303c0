//! HAETAE (KpqC): module-lattice signatures.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "haetae-2",
        name: "HAETAE-2",
        family: "HAETAE",
        role: Role::Signature,
        nist_category: Some(2),
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "HAETAE v1.1.2",
        maturity: Maturity::Specification,
        public_key: 992,
        output: 1474,
        protocols: &[],
        note: "Korean selection of January 2025; no standard number and no OID of a Korean body yet; version 1.1.2 changed the sampler, so signatures differ from earlier vectors",
        source: "HAETAE v1.1.2 parameter headers (2026-02-05)",
    },
    Scheme {
        id: "haetae-3",
        name: "HAETAE-3",
        family: "HAETAE",
        role: Role::Signature,
        nist_category: Some(3),
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "HAETAE v1.1.2",
        maturity: Maturity::Specification,
        public_key: 1472,
        output: 2349,
        protocols: &[],
        note: "Korean selection of January 2025; no standard number and no OID of a Korean body yet; version 1.1.2 changed the sampler, so signatures differ from earlier vectors",
        source: "HAETAE v1.1.2 parameter headers (2026-02-05)",
    },
    Scheme {
        id: "haetae-5",
        name: "HAETAE-5",
        family: "HAETAE",
        role: Role::Signature,
        nist_category: Some(5),
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "HAETAE v1.1.2",
        maturity: Maturity::Specification,
        public_key: 2080,
        output: 2948,
        protocols: &[],
        note: "Korean selection of January 2025; no standard number and no OID of a Korean body yet; version 1.1.2 changed the sampler, so signatures differ from earlier vectors",
        source: "HAETAE v1.1.2 parameter headers (2026-02-05)",
    },
];
