//! Mistakes that tools in the field make, none of which this one may make.

use y2q::model::{Asset, Exposure, MaterialKind, OfferRole, Purpose};
use y2q::risk::{self, Threat};
use y2q::scheme;

use super::assets::{certificate, date, key, material, named, ssh};

fn risk(asset: &Asset) -> risk::Risk {
    let system = y2q::model::Context::undeclared().resolve("unassigned");
    risk::assess(&risk::subjects(asset)[0], &system, date("2026-11-21"), 2035)
}

/// An ML-DSA key is called critical, an ML-DSA certificate not safe.
#[test]
fn post_quantum_artefacts_are_no_findings() {
    for name in ["ML-DSA-65", "ML-KEM-768", "SLH-DSA-SHA2-128s"] {
        let private = material(MaterialKind::PrivateKey, "PKCS#8", Some(key(name)));
        for asset in [
            Asset::RelatedCryptoMaterial(private),
            Asset::Certificate(certificate(name, &[])),
            Asset::Algorithm(named(name)),
        ] {
            let risk = risk(&asset);
            assert_eq!((risk.threat, risk.priority), (Threat::None, 0), "{name}");
        }
    }
}

/// Signature keys are counted as harvestable.
#[test]
fn what_only_signs_is_never_harvested() {
    for name in ["Ed25519", "Ed448", "DSA-2048"] {
        let key = material(MaterialKind::PrivateKey, "PKCS#8", Some(key(name)));
        assert_eq!(
            risk(&Asset::RelatedCryptoMaterial(key)).threat,
            Threat::TrustNowForgeLater,
            "{name}"
        );
    }
    for name in ["ECDSA-P-256-SHA-256", "RSA-PSS-SHA-256"] {
        assert_eq!(
            risk(&Asset::Algorithm(named(name))).threat,
            Threat::TrustNowForgeLater,
            "{name}"
        );
    }
    let host_key = ssh(&[
        (OfferRole::Signature, "ssh-ed25519"),
        (OfferRole::KeyExchange, "mlkem768x25519-sha256"),
    ]);
    assert_eq!(risk(&host_key).threat, Threat::TrustNowForgeLater);
    let leaf = Asset::Certificate(certificate("EC-P-256", &["digitalSignature"]));
    assert_eq!(risk(&leaf).threat, Threat::TrustNowForgeLater);
}

/// Urgency by the size of a classical key: RSA-4096 until 2045, P-521 later than P-256.
#[test]
fn larger_classical_keys_are_not_later() {
    let priority = |name: &str| risk(&Asset::Algorithm(named(name))).priority;
    assert_eq!(priority("RSA-2048"), priority("RSA-4096"));
    assert_eq!(priority("ECDSA-P-256"), priority("ECDSA-P-521"));
    assert_eq!(priority("ECDH-P-256"), priority("DH-8192"));
}

/// AES-128 and SHA-256 are called quantum-vulnerable; AES is to be replaced by a KEM.
#[test]
fn symmetric_cryptography_is_not_broken_by_shor() {
    for name in ["AES-128-GCM", "AES-128-CBC", "SHA-256", "HMAC-SHA-256", "ChaCha20-Poly1305"] {
        let asset = Asset::Algorithm(named(name));
        assert_eq!(risk::subjects(&asset)[0].exposure, Exposure::Grover, "{name}");
        let risk = risk(&asset);
        assert!(risk.threat == Threat::None && risk.priority <= 50, "{name}: {}", risk.priority);
    }
    assert_eq!(risk::subjects(&Asset::Algorithm(named("AES-128-GCM")))[0].nist_category, Some(1));
}

/// A KEM as the target of a signature.
#[test]
fn no_scheme_is_for_what_it_cannot_do() {
    for one in scheme::all() {
        let algorithm = named(one.name);
        let subject = risk::subjects(&Asset::Algorithm(algorithm)).remove(0);
        let purposes = subject.purposes.possible();
        assert_eq!(purposes.len(), 1, "{}", one.id);
        assert!(
            purposes.contains(&Purpose::KeyEstablishment) != purposes.contains(&Purpose::Signature),
            "{}: {purposes:?}",
            one.id
        );
    }
}

/// A text with `ML-KEM` in it is taken for quantum-resistant.
#[test]
fn a_name_is_not_a_proof() {
    for name in ["ML-KEM (Kyber)", "not ML-KEM-768", "ML-KEM-768-like", "RSA2048MLKEM"] {
        let algorithm = y2q::registry::by_name(name)
            .unwrap_or_else(|| y2q::model::Algorithm::verbatim(name, None));
        assert_eq!(risk::exposure(&algorithm), Exposure::Indeterminate, "{name}");
    }
}
