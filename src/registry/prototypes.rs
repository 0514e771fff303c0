//! Composites under OIDs that drafts used before IANA assigned any (Entrust's arc).

use crate::model::Maturity::PreStandard;

use super::Row;

const fn prototype(
    name: &'static str,
    family: &'static str,
    oids: &'static [(&'static str, &'static str)],
    parts: &'static [&'static str],
) -> Row {
    Row::new(name, family).oids(oids).components(parts).maturity(PreStandard)
}

#[rustfmt::skip] // one row a line
pub(super) const PROTOTYPES: &[Row] = &[
    // draft-ietf-lamps-pq-composite-sigs-07.
    prototype("MLDSA44-RSA2048-PSS-SHA256-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.0", "")], &["ML-DSA-44", "RSA-PSS-2048"]).digest("SHA-256"),
    prototype("MLDSA44-RSA2048-PKCS15-SHA256-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.1", "")], &["ML-DSA-44", "RSA-PKCS1-1.5-2048"]).digest("SHA-256"),
    prototype("MLDSA44-Ed25519-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.2", "")], &["ML-DSA-44", "Ed25519"]).digest("SHA-512"),
    prototype("MLDSA44-ECDSA-P256-SHA256-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.3", "")], &["ML-DSA-44", "ECDSA-P-256"]).digest("SHA-256"),
    prototype("MLDSA65-RSA3072-PSS-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.4", "")], &["ML-DSA-65", "RSA-PSS-3072"]).digest("SHA-512"),
    prototype("MLDSA65-RSA3072-PKCS15-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.5", "")], &["ML-DSA-65", "RSA-PKCS1-1.5-3072"]).digest("SHA-512"),
    prototype("MLDSA65-RSA4096-PSS-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.6", "")], &["ML-DSA-65", "RSA-PSS-4096"]).digest("SHA-512"),
    prototype("MLDSA65-RSA4096-PKCS15-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.7", "")], &["ML-DSA-65", "RSA-PKCS1-1.5-4096"]).digest("SHA-512"),
    prototype("MLDSA65-ECDSA-P256-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.8", "")], &["ML-DSA-65", "ECDSA-P-256"]).digest("SHA-512"),
    prototype("MLDSA65-ECDSA-P384-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.9", "")], &["ML-DSA-65", "ECDSA-P-384"]).digest("SHA-512"),
    prototype("MLDSA65-ECDSA-brainpoolP256r1-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.10", "")], &["ML-DSA-65", "ECDSA-brainpoolP256r1"]).digest("SHA-512"),
    prototype("MLDSA65-Ed25519-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.11", "")], &["ML-DSA-65", "Ed25519"]).digest("SHA-512"),
    prototype("MLDSA87-ECDSA-P384-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.12", "")], &["ML-DSA-87", "ECDSA-P-384"]).digest("SHA-512"),
    prototype("MLDSA87-ECDSA-brainpoolP384r1-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.13", "")], &["ML-DSA-87", "ECDSA-brainpoolP384r1"]).digest("SHA-512"),
    prototype("MLDSA87-Ed448-SHAKE256-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.14", "")], &["ML-DSA-87", "Ed448"]).digest("SHAKE256"),
    prototype("MLDSA87-RSA3072-PSS-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.15", "")], &["ML-DSA-87", "RSA-PSS-3072"]).digest("SHA-512"),
    prototype("MLDSA87-RSA4096-PSS-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.16", "")], &["ML-DSA-87", "RSA-PSS-4096"]).digest("SHA-512"),
    prototype("MLDSA87-ECDSA-P521-SHA512-draft07", "Composite-ML-DSA", &[("2.16.840.1.114027.80.9.1.17", "")], &["ML-DSA-87", "ECDSA-P-521"]).digest("SHA-512"),
    // draft-ietf-lamps-pq-composite-sigs-02; oqs-provider used the same OIDs with Dilithium for ML-DSA.
    prototype("MLDSA44-RSA2048-PSS-SHA256-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.1", "")], &["ML-DSA-44", "RSA-PSS-2048"]).digest("SHA-256"),
    prototype("MLDSA44-RSA2048-PKCS15-SHA256-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.2", "")], &["ML-DSA-44", "RSA-PKCS1-1.5-2048"]).digest("SHA-256"),
    prototype("MLDSA44-Ed25519-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.3", "")], &["ML-DSA-44", "Ed25519"]).digest("SHA-512"),
    prototype("MLDSA44-ECDSA-P256-SHA256-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.4", "")], &["ML-DSA-44", "ECDSA-P-256"]).digest("SHA-256"),
    prototype("MLDSA44-ECDSA-brainpoolP256r1-SHA256-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.5", "")], &["ML-DSA-44", "ECDSA-brainpoolP256r1"]).digest("SHA-256"),
    prototype("MLDSA65-RSA3072-PSS-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.6", "")], &["ML-DSA-65", "RSA-PSS-3072"]).digest("SHA-512"),
    prototype("MLDSA65-RSA3072-PKCS15-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.7", "")], &["ML-DSA-65", "RSA-PKCS1-1.5-3072"]).digest("SHA-512"),
    prototype("MLDSA65-ECDSA-P256-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.8", "")], &["ML-DSA-65", "ECDSA-P-256"]).digest("SHA-512"),
    prototype("MLDSA65-ECDSA-brainpoolP256r1-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.9", "")], &["ML-DSA-65", "ECDSA-brainpoolP256r1"]).digest("SHA-512"),
    prototype("MLDSA65-Ed25519-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.10", "")], &["ML-DSA-65", "Ed25519"]).digest("SHA-512"),
    prototype("MLDSA87-ECDSA-P384-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.11", "")], &["ML-DSA-87", "ECDSA-P-384"]).digest("SHA-512"),
    prototype("MLDSA87-ECDSA-brainpoolP384r1-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.12", "")], &["ML-DSA-87", "ECDSA-brainpoolP384r1"]).digest("SHA-512"),
    prototype("MLDSA87-Ed448-SHA512-draft02", "Composite-ML-DSA", &[("2.16.840.1.114027.80.8.1.13", "")], &["ML-DSA-87", "Ed448"]).digest("SHA-512"),
    // draft-ietf-lamps-pq-composite-kem-04, over the draft of FIPS 203.
    prototype("MLKEM512ipd-ECDH-P256-KMAC128", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.1", "")], &["Kyber512", "ECDH-P-256"]),
    prototype("MLKEM512ipd-ECDH-brainpoolP256r1-KMAC128", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.2", "")], &["Kyber512", "ECDH-brainpoolP256r1"]),
    prototype("MLKEM512ipd-X25519-KMAC128", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.3", "")], &["Kyber512", "X25519"]),
    prototype("MLKEM512ipd-RSA3072-KMAC128", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.4", "")], &["Kyber512", "RSA-OAEP-3072"]),
    prototype("MLKEM768ipd-ECDH-P256-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.5", "")], &["Kyber768", "ECDH-P-256"]),
    prototype("MLKEM768ipd-ECDH-brainpoolP256r1-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.6", "")], &["Kyber768", "ECDH-brainpoolP256r1"]),
    prototype("MLKEM768ipd-X25519-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.7", "")], &["Kyber768", "X25519"]),
    prototype("MLKEM1024ipd-ECDH-P384-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.8", "")], &["Kyber1024", "ECDH-P-384"]),
    prototype("MLKEM1024ipd-ECDH-brainpoolP384r1-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.9", "")], &["Kyber1024", "ECDH-brainpoolP384r1"]),
    prototype("MLKEM1024ipd-X448-KMAC256", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.10", "")], &["Kyber1024", "X448"]),
    prototype("MLKEM512ipd-RSA2048-KMAC128", "Composite-ML-KEM", &[("2.16.840.1.114027.80.5.2.13", "")], &["Kyber512", "RSA-OAEP-2048"]),
];
