//! ML-DSA (FIPS 204): module-lattice signatures.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "ml-dsa-44",
        name: "ML-DSA-44",
        family: "ML-DSA",
        role: Role::Signature,
        nist_category: Some(2),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 204",
        maturity: Maturity::Standard,
        public_key: 1312,
        output: 2420,
        protocols: &["tls", "x509", "cms", "ike", "jose"],
        note: "TLS 1.3 signature schemes mldsa44, mldsa65 and mldsa87 and IKEv2 authentication are drafts; certificates follow RFC 9881, CMS RFC 9882, JOSE RFC 9964",
        source: "FIPS 204 Table 2; RFC 9881; RFC 9882; RFC 9964; draft-ietf-tls-mldsa-05; draft-ietf-ipsecme-ikev2-pqc-auth-08",
    },
    Scheme {
        id: "ml-dsa-65",
        name: "ML-DSA-65",
        family: "ML-DSA",
        role: Role::Signature,
        nist_category: Some(3),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 204",
        maturity: Maturity::Standard,
        public_key: 1952,
        output: 3309,
        protocols: &["tls", "x509", "cms", "ike", "jose"],
        note: "TLS 1.3 signature schemes mldsa44, mldsa65 and mldsa87 and IKEv2 authentication are drafts; certificates follow RFC 9881, CMS RFC 9882, JOSE RFC 9964",
        source: "FIPS 204 Table 2; RFC 9881; RFC 9882; RFC 9964; draft-ietf-tls-mldsa-05; draft-ietf-ipsecme-ikev2-pqc-auth-08",
    },
    Scheme {
        id: "ml-dsa-87",
        name: "ML-DSA-87",
        family: "ML-DSA",
        role: Role::Signature,
        nist_category: Some(5),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 204",
        maturity: Maturity::Standard,
        public_key: 2592,
        output: 4627,
        protocols: &["tls", "x509", "cms", "ike", "jose"],
        note: "TLS 1.3 signature schemes mldsa44, mldsa65 and mldsa87 and IKEv2 authentication are drafts; certificates follow RFC 9881, CMS RFC 9882, JOSE RFC 9964",
        source: "FIPS 204 Table 2; RFC 9881; RFC 9882; RFC 9964; draft-ietf-tls-mldsa-05; draft-ietf-ipsecme-ikev2-pqc-auth-08",
    },
];
