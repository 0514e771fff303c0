//! Hybrid key agreement for TLS 1.3 (RFC 10024).

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "x25519mlkem768",
        name: "X25519MLKEM768",
        family: "Hybrid-ML-KEM",
        role: Role::Kem,
        nist_category: Some(3),
        hybrid: true,
        stateful: false,
        kpqc: false,
        standard: "RFC 10024",
        maturity: Maturity::Standard,
        public_key: 1216,
        output: 1120,
        protocols: &["tls"],
        note: "the default of current browsers and libraries; TLS 1.3 only: TLS 1.2 and older have no quantum-resistant key exchange",
        source: "RFC 10024; RFC 9954",
    },
    Scheme {
        id: "secp256r1mlkem768",
        name: "SecP256r1MLKEM768",
        family: "Hybrid-ML-KEM",
        role: Role::Kem,
        nist_category: Some(3),
        hybrid: true,
        stateful: false,
        kpqc: false,
        standard: "RFC 10024",
        maturity: Maturity::Standard,
        public_key: 1249,
        output: 1153,
        protocols: &["tls"],
        note: "TLS 1.3 only: TLS 1.2 and older have no quantum-resistant key exchange",
        source: "RFC 10024; RFC 9954",
    },
    Scheme {
        id: "secp384r1mlkem1024",
        name: "SecP384r1MLKEM1024",
        family: "Hybrid-ML-KEM",
        role: Role::Kem,
        nist_category: Some(5),
        hybrid: true,
        stateful: false,
        kpqc: false,
        standard: "RFC 10024",
        maturity: Maturity::Standard,
        public_key: 1665,
        output: 1665,
        protocols: &["tls"],
        note: "TLS 1.3 only: TLS 1.2 and older have no quantum-resistant key exchange",
        source: "RFC 10024; RFC 9954",
    },
];
