//! Assets made by hand from standard names.

use std::collections::BTreeSet;

use y2q::model::{
    Algorithm, Asset, Certificate, Date, Material, MaterialKind, Offer, OfferRole, Protocol,
    ProtocolKind, Timestamp,
};
use y2q::registry;

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A key's algorithm as the X.509 detector makes it: from OIDs and sizes.
pub fn key(name: &str) -> Algorithm {
    let of = |oid, curve, bits| registry::key(oid, curve, bits);
    let rsa = |bits| of("1.2.840.113549.1.1.1", None, Some(bits));
    match name {
        "RSA-512" => rsa(512),
        "RSA-1024" => rsa(1024),
        "RSA-2048" => rsa(2048),
        "RSA-3072" => rsa(3072),
        "EC-P-256" => of("1.2.840.10045.2.1", Some("1.2.840.10045.3.1.7"), None),
        "EC-secp256k1" => of("1.2.840.10045.2.1", Some("1.3.132.0.10"), None),
        "DSA-1024" => of("1.2.840.10040.4.1", None, Some(1024)),
        "DSA-2048" => of("1.2.840.10040.4.1", None, Some(2048)),
        "DH-2048" => of("1.2.840.113549.1.3.1", None, Some(2048)),
        "X25519" => of("1.3.101.110", None, None),
        "Ed25519" => of("1.3.101.112", None, None),
        "Ed448" => of("1.3.101.113", None, None),
        "ML-KEM-768" => of("2.16.840.1.101.3.4.4.2", None, None),
        "ML-DSA-65" => of("2.16.840.1.101.3.4.3.18", None, None),
        "SLH-DSA-SHA2-128s" => of("2.16.840.1.101.3.4.3.20", None, None),
        "Dilithium3" => of("1.3.6.1.4.1.2.267.7.6.5", None, None),
        "MLDSA65-ECDSA-P256-SHA512" => of("1.3.6.1.5.5.7.6.45", None, None),
        "unknown" => of("1.3.6.1.4.1.99999.1", None, None),
        other => panic!("no key {other}"),
    }
}

pub fn named(name: &str) -> Algorithm {
    registry::by_name(name).unwrap_or_else(|| panic!("the registry does not know {name}"))
}

pub fn certificate(key_name: &str, usage: &[&str]) -> Certificate {
    Certificate {
        format: "X.509".into(),
        subject: format!("CN={key_name}"),
        issuer: "CN=issuer".into(),
        serial: "01".into(),
        not_before: Some(instant("2025-01-01T00:00:00Z")),
        not_after: Some(instant("2027-01-01T00:00:00Z")),
        is_ca: false,
        self_signed: false,
        key_usage: usage.iter().map(|usage| (*usage).to_owned()).collect(),
        extended_key_usage: BTreeSet::new(),
        subject_alternative_names: Vec::new(),
        fingerprint: format!("{key_name}{usage:?}"),
        key_fingerprint: key_name.into(),
        key_algorithm: key(key_name),
        signature_algorithm: named("ECDSA-SHA-256"),
        subject_key_id: None,
        authority_key_id: None,
    }
}

pub fn material(kind: MaterialKind, format: &str, algorithm: Option<Algorithm>) -> Material {
    let name = algorithm.as_ref().map_or("closed", |algorithm| &algorithm.name).to_owned();
    Material {
        material: kind,
        fingerprint: format!("{kind:?} {format} {name}"),
        name,
        format: format.into(),
        algorithm,
        signature_algorithm: None,
        size_bits: None,
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    }
}

pub fn signed(kind: MaterialKind, signature: &str) -> Material {
    Material { signature_algorithm: Some(named(signature)), ..material(kind, "X.509", None) }
}

pub fn ssh(offers: &[(OfferRole, &str)]) -> Asset {
    let offer = |(role, name): &(OfferRole, &str)| Offer {
        role: *role,
        name: (*name).to_owned(),
        algorithm: registry::ssh(name),
    };
    protocol(ProtocolKind::Ssh, offers.iter().map(offer).collect())
}

pub fn protocol(kind: ProtocolKind, offers: Vec<Offer>) -> Asset {
    Asset::Protocol(Protocol {
        protocol: kind,
        name: "server".into(),
        version: None,
        offers,
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    })
}
