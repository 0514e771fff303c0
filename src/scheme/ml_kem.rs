//! ML-KEM (FIPS 203): module-lattice key encapsulation.

use crate::model::Maturity;
use crate::scheme::{Role, Scheme};

/// The schemes of this file.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "ml-kem-512",
        name: "ML-KEM-512",
        family: "ML-KEM",
        role: Role::Kem,
        nist_category: Some(1),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 203",
        maturity: Maturity::Standard,
        public_key: 800,
        output: 768,
        protocols: &["tls", "x509", "cms", "ike"],
        note: "TLS groups MLKEM512, MLKEM768 and MLKEM1024 are registered by an informational draft; certificates follow RFC 9935, CMS RFC 9936, IKEv2 transform types 35 to 37 a draft",
        source: "FIPS 203 Table 3; draft-ietf-tls-mlkem-09; RFC 9935; RFC 9936; draft-ietf-ipsecme-ikev2-mlkem-09",
    },
    Scheme {
        id: "ml-kem-768",
        name: "ML-KEM-768",
        family: "ML-KEM",
        role: Role::Kem,
        nist_category: Some(3),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 203",
        maturity: Maturity::Standard,
        public_key: 1184,
        output: 1088,
        protocols: &["tls", "x509", "cms", "ike"],
        note: "TLS groups MLKEM512, MLKEM768 and MLKEM1024 are registered by an informational draft; certificates follow RFC 9935, CMS RFC 9936, IKEv2 transform types 35 to 37 a draft",
        source: "FIPS 203 Table 3; draft-ietf-tls-mlkem-09; RFC 9935; RFC 9936; draft-ietf-ipsecme-ikev2-mlkem-09",
    },
    Scheme {
        id: "ml-kem-1024",
        name: "ML-KEM-1024",
        family: "ML-KEM",
        role: Role::Kem,
        nist_category: Some(5),
        hybrid: false,
        stateful: false,
        kpqc: false,
        standard: "FIPS 203",
        maturity: Maturity::Standard,
        public_key: 1568,
        output: 1568,
        protocols: &["tls", "x509", "cms", "ike"],
        note: "TLS groups MLKEM512, MLKEM768 and MLKEM1024 are registered by an informational draft; certificates follow RFC 9935, CMS RFC 9936, IKEv2 transform types 35 to 37 a draft",
        source: "FIPS 203 Table 3; draft-ietf-tls-mlkem-09; RFC 9935; RFC 9936; draft-ietf-ipsecme-ikev2-mlkem-09",
    },
];
