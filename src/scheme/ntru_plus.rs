//! NTRU+ (KpqC): NTRU-lattice key encapsulation.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "ntruplus-768",
        name: "NTRU+768",
        family: "NTRU+",
        role: Role::Kem,
        nist_category: None,
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "NTRU+ specification of 2026-01-30",
        maturity: Maturity::Specification,
        public_key: 1152,
        output: 1152,
        protocols: &[],
        note: "no NIST category claimed, 156 bits of classical strength estimated; Korean selection of January 2025; no standard number and no OID of a Korean body yet",
        source: "NTRU+ specification of 2026-01-30, Tables 6 and 7",
    },
    Scheme {
        id: "ntruplus-864",
        name: "NTRU+864",
        family: "NTRU+",
        role: Role::Kem,
        nist_category: None,
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "NTRU+ specification of 2026-01-30",
        maturity: Maturity::Specification,
        public_key: 1296,
        output: 1296,
        protocols: &[],
        note: "no NIST category claimed, 179 bits of classical strength estimated; Korean selection of January 2025; no standard number and no OID of a Korean body yet",
        source: "NTRU+ specification of 2026-01-30, Tables 6 and 7",
    },
    Scheme {
        id: "ntruplus-1152",
        name: "NTRU+1152",
        family: "NTRU+",
        role: Role::Kem,
        nist_category: None,
        hybrid: false,
        stateful: false,
        kpqc: true,
        standard: "NTRU+ specification of 2026-01-30",
        maturity: Maturity::Specification,
        public_key: 1728,
        output: 1728,
        protocols: &[],
        note: "no NIST category claimed, 248 bits of classical strength estimated; Korean selection of January 2025; no standard number and no OID of a Korean body yet",
        source: "NTRU+ specification of 2026-01-30, Tables 6 and 7",
    },
];
