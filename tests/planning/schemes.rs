//! Hand-made schemes.

use y2q::model::Maturity;
use y2q::scheme::{Role, Scheme};

const KEM: Scheme = Scheme {
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
    note: "",
    source: "",
};
const SIGNATURE: Scheme = Scheme {
    id: "ml-dsa-65",
    name: "ML-DSA-65",
    family: "ML-DSA",
    role: Role::Signature,
    standard: "FIPS 204",
    public_key: 1952,
    output: 3309,
    protocols: &["tls", "x509", "cms"],
    ..KEM
};

/// Real schemes with their real sizes (FIPS 203, 204, 205; RFC 10024; RFC 9941; the KpqC specifications).
pub const SCHEMES: &[&Scheme] = &[
    &Scheme {
        id: "ml-kem-512",
        name: "ML-KEM-512",
        nist_category: Some(1),
        public_key: 800,
        output: 768,
        ..KEM
    },
    &KEM,
    &Scheme {
        id: "ml-kem-1024",
        name: "ML-KEM-1024",
        nist_category: Some(5),
        public_key: 1568,
        output: 1568,
        ..KEM
    },
    &Scheme {
        id: "x25519mlkem768",
        name: "X25519MLKEM768",
        family: "X25519MLKEM768",
        hybrid: true,
        standard: "RFC 10024",
        public_key: 1216,
        output: 1120,
        protocols: &["tls"],
        ..KEM
    },
    &Scheme {
        id: "secp384r1mlkem1024",
        name: "SecP384r1MLKEM1024",
        family: "SecP384r1MLKEM1024",
        hybrid: true,
        nist_category: Some(5),
        standard: "RFC 10024",
        public_key: 1665,
        output: 1665,
        protocols: &["tls"],
        ..KEM
    },
    &Scheme {
        id: "mlkem768x25519-sha256",
        name: "mlkem768x25519-sha256",
        family: "mlkem768x25519",
        hybrid: true,
        standard: "draft-ietf-sshm-mlkem-hybrid-kex",
        maturity: Maturity::Draft,
        public_key: 1216,
        output: 1120,
        protocols: &["ssh"],
        ..KEM
    },
    &Scheme {
        id: "sntrup761x25519-sha512",
        name: "sntrup761x25519-sha512",
        family: "sntrup761x25519",
        hybrid: true,
        standard: "RFC 9941",
        nist_category: Some(2),
        public_key: 1190,
        output: 1071,
        protocols: &["ssh"],
        ..KEM
    },
    &Scheme {
        id: "ntru-plus-768",
        name: "NTRU+768",
        family: "NTRU+",
        kpqc: true,
        nist_category: None,
        standard: "KpqC",
        maturity: Maturity::Specification,
        public_key: 1152,
        output: 1152,
        protocols: &[],
        ..KEM
    },
    &Scheme {
        id: "ml-dsa-44",
        name: "ML-DSA-44",
        nist_category: Some(2),
        public_key: 1312,
        output: 2420,
        ..SIGNATURE
    },
    &SIGNATURE,
    &Scheme {
        id: "ml-dsa-87",
        name: "ML-DSA-87",
        nist_category: Some(5),
        public_key: 2592,
        output: 4627,
        ..SIGNATURE
    },
    &Scheme {
        id: "slh-dsa-sha2-192s",
        name: "SLH-DSA-SHA2-192s",
        family: "SLH-DSA",
        standard: "FIPS 205",
        public_key: 48,
        output: 16224,
        protocols: &["x509", "cms"],
        ..SIGNATURE
    },
    &Scheme {
        id: "mldsa65-ecdsa-p256",
        name: "id-MLDSA65-ECDSA-P256-SHA512",
        family: "Composite ML-DSA",
        hybrid: true,
        standard: "draft-ietf-lamps-pq-composite-sigs",
        maturity: Maturity::Draft,
        public_key: 2017,
        output: 3379,
        protocols: &["x509"],
        ..SIGNATURE
    },
    &Scheme {
        id: "ssh-mldsa44-ed25519",
        name: "ssh-mldsa44-ed25519@openssh.com",
        family: "Composite ML-DSA",
        hybrid: true,
        nist_category: Some(2),
        standard: "OpenSSH 10.4",
        maturity: Maturity::Specification,
        public_key: 1344,
        output: 2484,
        protocols: &["ssh"],
        ..SIGNATURE
    },
    &Scheme {
        id: "hss-lms",
        name: "HSS/LMS",
        family: "LMS",
        stateful: true,
        nist_category: None,
        standard: "SP 800-208",
        public_key: 60,
        output: 1616,
        protocols: &["x509", "cms"],
        ..SIGNATURE
    },
    &Scheme {
        id: "haetae-3",
        name: "HAETAE-3",
        family: "HAETAE",
        kpqc: true,
        standard: "KpqC",
        maturity: Maturity::Specification,
        public_key: 1472,
        output: 2349,
        protocols: &[],
        ..SIGNATURE
    },
    &Scheme {
        id: "dilithium3",
        name: "Dilithium3",
        family: "Dilithium",
        standard: "round 3",
        maturity: Maturity::PreStandard,
        public_key: 1952,
        output: 3293,
        protocols: &["x509"],
        ..SIGNATURE
    },
];
