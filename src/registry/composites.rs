//! Composites and hybrids: a post-quantum part and a classical part in one algorithm (RFC 9794).
//!
//! `components` hold the parts in the standard's order; strength and category come from them.

use crate::model::Maturity::{Draft, PreStandard, Standard};

use super::Row;

type Oids = &'static [(&'static str, &'static str)];
type Parts = &'static [&'static str];

const fn composite(name: &'static str, family: &'static str, oids: Oids, parts: Parts) -> Row {
    Row::new(name, family).oids(oids).components(parts)
}

const fn hybrid(name: &'static str, family: &'static str, parts: Parts) -> Row {
    Row::new(name, family).components(parts)
}

#[rustfmt::skip] // one row a line
pub(super) const COMPOSITES: &[Row] = &[
    // draft-ietf-lamps-pq-composite-sigs-19 (RFC Editor queue), draft-ietf-lamps-pq-composite-kem-15
    // (its OIDs are provisional until IANA confirms them).
    composite("MLDSA44-RSA2048-PSS-SHA256", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.37", "id-MLDSA44-RSA2048-PSS-SHA256")], &["ML-DSA-44", "RSA-PSS-2048"]).digest("SHA-256"),
    composite("MLDSA44-RSA2048-PKCS15-SHA256", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.38", "id-MLDSA44-RSA2048-PKCS15-SHA256")], &["ML-DSA-44", "RSA-PKCS1-1.5-2048"]).digest("SHA-256"),
    composite("MLDSA44-Ed25519-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.39", "id-MLDSA44-Ed25519-SHA512")], &["ML-DSA-44", "Ed25519"]).digest("SHA-512"),
    composite("MLDSA44-ECDSA-P256-SHA256", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.40", "id-MLDSA44-ECDSA-P256-SHA256")], &["ML-DSA-44", "ECDSA-P-256"]).digest("SHA-256"),
    composite("MLDSA65-RSA3072-PSS-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.41", "id-MLDSA65-RSA3072-PSS-SHA512")], &["ML-DSA-65", "RSA-PSS-3072"]).digest("SHA-512"),
    composite("MLDSA65-RSA3072-PKCS15-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.42", "id-MLDSA65-RSA3072-PKCS15-SHA512")], &["ML-DSA-65", "RSA-PKCS1-1.5-3072"]).digest("SHA-512"),
    composite("MLDSA65-RSA4096-PSS-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.43", "id-MLDSA65-RSA4096-PSS-SHA512")], &["ML-DSA-65", "RSA-PSS-4096"]).digest("SHA-512"),
    composite("MLDSA65-RSA4096-PKCS15-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.44", "id-MLDSA65-RSA4096-PKCS15-SHA512")], &["ML-DSA-65", "RSA-PKCS1-1.5-4096"]).digest("SHA-512"),
    composite("MLDSA65-ECDSA-P256-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.45", "id-MLDSA65-ECDSA-P256-SHA512")], &["ML-DSA-65", "ECDSA-P-256"]).digest("SHA-512"),
    composite("MLDSA65-ECDSA-P384-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.46", "id-MLDSA65-ECDSA-P384-SHA512")], &["ML-DSA-65", "ECDSA-P-384"]).digest("SHA-512"),
    composite("MLDSA65-ECDSA-brainpoolP256r1-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.47", "id-MLDSA65-ECDSA-brainpoolP256r1-SHA512")], &["ML-DSA-65", "ECDSA-brainpoolP256r1"]).digest("SHA-512"),
    composite("MLDSA65-Ed25519-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.48", "id-MLDSA65-Ed25519-SHA512")], &["ML-DSA-65", "Ed25519"]).digest("SHA-512"),
    composite("MLDSA87-ECDSA-P384-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.49", "id-MLDSA87-ECDSA-P384-SHA512")], &["ML-DSA-87", "ECDSA-P-384"]).digest("SHA-512"),
    composite("MLDSA87-ECDSA-brainpoolP384r1-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.50", "id-MLDSA87-ECDSA-brainpoolP384r1-SHA512")], &["ML-DSA-87", "ECDSA-brainpoolP384r1"]).digest("SHA-512"),
    composite("MLDSA87-Ed448-SHAKE256", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.51", "id-MLDSA87-Ed448-SHAKE256")], &["ML-DSA-87", "Ed448"]).digest("SHAKE256"),
    composite("MLDSA87-RSA3072-PSS-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.52", "id-MLDSA87-RSA3072-PSS-SHA512")], &["ML-DSA-87", "RSA-PSS-3072"]).digest("SHA-512"),
    composite("MLDSA87-RSA4096-PSS-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.53", "id-MLDSA87-RSA4096-PSS-SHA512")], &["ML-DSA-87", "RSA-PSS-4096"]).digest("SHA-512"),
    composite("MLDSA87-ECDSA-P521-SHA512", "Composite-ML-DSA", &[("1.3.6.1.5.5.7.6.54", "id-MLDSA87-ECDSA-P521-SHA512")], &["ML-DSA-87", "ECDSA-P-521"]).digest("SHA-512"),
    composite("MLKEM768-RSA2048-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.55", "id-MLKEM768-RSA2048-SHA3-256")], &["ML-KEM-768", "RSA-OAEP-2048"]).digest("SHA3-256"),
    composite("MLKEM768-RSA3072-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.56", "id-MLKEM768-RSA3072-SHA3-256")], &["ML-KEM-768", "RSA-OAEP-3072"]).digest("SHA3-256"),
    composite("MLKEM768-RSA4096-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.57", "id-MLKEM768-RSA4096-SHA3-256")], &["ML-KEM-768", "RSA-OAEP-4096"]).digest("SHA3-256"),
    composite("MLKEM768-X25519-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.58", "id-MLKEM768-X25519-SHA3-256")], &["ML-KEM-768", "X25519"]).digest("SHA3-256"),
    composite("MLKEM768-ECDH-P256-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.59", "id-MLKEM768-ECDH-P256-SHA3-256")], &["ML-KEM-768", "ECDH-P-256"]).digest("SHA3-256"),
    composite("MLKEM768-ECDH-P384-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.60", "id-MLKEM768-ECDH-P384-SHA3-256")], &["ML-KEM-768", "ECDH-P-384"]).digest("SHA3-256"),
    composite("MLKEM768-ECDH-brainpoolP256r1-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.61", "id-MLKEM768-ECDH-brainpoolP256r1-SHA3-256")], &["ML-KEM-768", "ECDH-brainpoolP256r1"]).digest("SHA3-256"),
    composite("MLKEM1024-RSA3072-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.62", "id-MLKEM1024-RSA3072-SHA3-256")], &["ML-KEM-1024", "RSA-OAEP-3072"]).digest("SHA3-256"),
    composite("MLKEM1024-ECDH-P384-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.63", "id-MLKEM1024-ECDH-P384-SHA3-256")], &["ML-KEM-1024", "ECDH-P-384"]).digest("SHA3-256"),
    composite("MLKEM1024-ECDH-brainpoolP384r1-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.64", "id-MLKEM1024-ECDH-brainpoolP384r1-SHA3-256")], &["ML-KEM-1024", "ECDH-brainpoolP384r1"]).digest("SHA3-256"),
    composite("MLKEM1024-X448-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.65", "id-MLKEM1024-X448-SHA3-256")], &["ML-KEM-1024", "X448"]).digest("SHA3-256"),
    composite("MLKEM1024-ECDH-P521-SHA3-256", "Composite-ML-KEM", &[("1.3.6.1.5.5.7.6.66", "id-MLKEM1024-ECDH-P521-SHA3-256")], &["ML-KEM-1024", "ECDH-P-521"]).digest("SHA3-256"),
    // TLS 1.3 key agreement, RFC 10024; sizes are the client share, the server share and the secret.
    hybrid("X25519MLKEM768", "Hybrid-ML-KEM", &["ML-KEM-768", "X25519"]).share_sizes([1216, 1120, 64]),
    hybrid("SecP256r1MLKEM768", "Hybrid-ML-KEM", &["ECDH-P-256", "ML-KEM-768"]).share_sizes([1249, 1153, 64]),
    hybrid("SecP384r1MLKEM1024", "Hybrid-ML-KEM", &["ECDH-P-384", "ML-KEM-1024"]).share_sizes([1665, 1665, 80]),
    hybrid("curveSM2MLKEM768", "Hybrid-ML-KEM", &["SM2-KEX", "ML-KEM-768"]).maturity(Draft).share_sizes([1249, 1153, 64]),
    hybrid("X-Wing", "Hybrid-ML-KEM", &["ML-KEM-768", "X25519"]).maturity(Draft).share_sizes([1216, 1120, 32]),
    // draft-irtf-cfrg-concrete-hybrid-kems, the other one that age uses; its encapsulation is ML-KEM's beside a point.
    hybrid("MLKEM768-P256", "Hybrid-ML-KEM", &["ML-KEM-768", "ECDH-P-256"]).maturity(Draft).share_sizes([1249, 1153, 32]),
    hybrid("X25519Kyber768Draft00", "Hybrid-Kyber", &["X25519", "Kyber768"]).share_sizes([1216, 1120, 64]),
    hybrid("X25519Kyber512Draft00", "Hybrid-Kyber", &["X25519", "Kyber512"]),
    hybrid("SecP256r1Kyber768Draft00", "Hybrid-Kyber", &["ECDH-P-256", "Kyber768"]).share_sizes([1249, 1153, 64]),
    hybrid("CECPQ2", "CECPQ2", &["X25519", "NTRU-HRSS-701"]),
    // oqs-provider's private code points.
    hybrid("x25519_kyber512", "Hybrid-Kyber", &["X25519", "Kyber512"]),
    hybrid("x448_kyber768", "Hybrid-Kyber", &["X448", "Kyber768"]),
    hybrid("p256_kyber512", "Hybrid-Kyber", &["ECDH-P-256", "Kyber512"]),
    hybrid("p384_kyber768", "Hybrid-Kyber", &["ECDH-P-384", "Kyber768"]),
    hybrid("p521_kyber1024", "Hybrid-Kyber", &["ECDH-P-521", "Kyber1024"]),
    hybrid("p256_mlkem512", "Hybrid-ML-KEM", &["ECDH-P-256", "ML-KEM-512"]).maturity(PreStandard),
    hybrid("p384_mlkem768", "Hybrid-ML-KEM", &["ECDH-P-384", "ML-KEM-768"]).maturity(PreStandard),
    hybrid("p521_mlkem1024", "Hybrid-ML-KEM", &["ECDH-P-521", "ML-KEM-1024"]).maturity(PreStandard),
    hybrid("x25519_mlkem512", "Hybrid-ML-KEM", &["X25519", "ML-KEM-512"]).maturity(PreStandard),
    hybrid("x448_mlkem768", "Hybrid-ML-KEM", &["X448", "ML-KEM-768"]).maturity(PreStandard),
    composite("p256_mldsa44", "Hybrid-ML-DSA", &[("1.3.9999.7.5", "p256_mldsa44")], &["ECDSA-P-256", "ML-DSA-44"]),
    composite("rsa3072_mldsa44", "Hybrid-ML-DSA", &[("1.3.9999.7.6", "rsa3072_mldsa44")], &["RSA-3072", "ML-DSA-44"]),
    composite("p384_mldsa65", "Hybrid-ML-DSA", &[("1.3.9999.7.7", "p384_mldsa65")], &["ECDSA-P-384", "ML-DSA-65"]),
    composite("p521_mldsa87", "Hybrid-ML-DSA", &[("1.3.9999.7.8", "p521_mldsa87")], &["ECDSA-P-521", "ML-DSA-87"]),
    composite("p256_dilithium2", "Hybrid-Dilithium", &[("1.3.9999.2.7.1", "p256_dilithium2")], &["ECDSA-P-256", "Dilithium2"]),
    composite("rsa3072_dilithium2", "Hybrid-Dilithium", &[("1.3.9999.2.7.2", "rsa3072_dilithium2")], &["RSA-3072", "Dilithium2"]),
    composite("p384_dilithium3", "Hybrid-Dilithium", &[("1.3.9999.2.7.3", "p384_dilithium3")], &["ECDSA-P-384", "Dilithium3"]),
    composite("p521_dilithium5", "Hybrid-Dilithium", &[("1.3.9999.2.7.4", "p521_dilithium5")], &["ECDSA-P-521", "Dilithium5"]),
    composite("p256_falcon512", "Hybrid-Falcon", &[("1.3.9999.3.12", "p256_falcon512"), ("1.3.9999.3.7", ""), ("1.3.9999.3.2", "")], &["ECDSA-P-256", "Falcon-512"]),
    composite("rsa3072_falcon512", "Hybrid-Falcon", &[("1.3.9999.3.13", "rsa3072_falcon512"), ("1.3.9999.3.8", ""), ("1.3.9999.3.3", "")], &["RSA-3072", "Falcon-512"]),
    composite("p521_falcon1024", "Hybrid-Falcon", &[("1.3.9999.3.15", "p521_falcon1024"), ("1.3.9999.3.10", ""), ("1.3.9999.3.5", "")], &["ECDSA-P-521", "Falcon-1024"]),
    // OpenPGP, RFC 9980, named by their parts as that document does; sizes are sums.
    hybrid("ML-KEM-768+X25519", "Hybrid-ML-KEM", &["ML-KEM-768", "X25519"]).maturity(Standard),
    hybrid("ML-KEM-1024+X448", "Hybrid-ML-KEM", &["ML-KEM-1024", "X448"]).maturity(Standard),
    hybrid("ML-DSA-65+Ed25519", "Composite-ML-DSA", &["ML-DSA-65", "Ed25519"]).maturity(Standard),
    hybrid("ML-DSA-87+Ed448", "Composite-ML-DSA", &["ML-DSA-87", "Ed448"]).maturity(Standard),
    // SSH: draft-ietf-sshm-mlkem-hybrid-kex-10 (RFC Editor queue), RFC 9941, and what came before them.
    hybrid("mlkem768x25519-sha256", "Hybrid-ML-KEM", &["ML-KEM-768", "X25519"]).digest("SHA-256").maturity(Draft),
    hybrid("mlkem768nistp256-sha256", "Hybrid-ML-KEM", &["ML-KEM-768", "ECDH-P-256"]).digest("SHA-256").maturity(Draft),
    hybrid("mlkem1024nistp384-sha384", "Hybrid-ML-KEM", &["ML-KEM-1024", "ECDH-P-384"]).digest("SHA-384").maturity(Draft),
    hybrid("mlkem768brainpoolp256r1-sha256", "Hybrid-ML-KEM", &["ML-KEM-768", "ECDH-brainpoolP256r1"]).digest("SHA-256").maturity(PreStandard),
    hybrid("sntrup761x25519-sha512", "Hybrid-NTRU-Prime", &["sntrup761", "X25519"]).digest("SHA-512"),
    hybrid("sntrup4591761x25519-sha512@tinyssh.org", "Hybrid-NTRU-Prime", &["sntrup4591761", "X25519"]).digest("SHA-512").maturity(PreStandard),
    hybrid("x25519-kyber-512r3-sha256-d00@amazon.com", "Hybrid-Kyber", &["X25519", "Kyber512"]).digest("SHA-256"),
    hybrid("ecdh-nistp256-kyber-512r3-sha256-d00@openquantumsafe.org", "Hybrid-Kyber", &["ECDH-P-256", "Kyber512"]).digest("SHA-256"),
    hybrid("ecdh-nistp384-kyber-768r3-sha384-d00@openquantumsafe.org", "Hybrid-Kyber", &["ECDH-P-384", "Kyber768"]).digest("SHA-384"),
    hybrid("ecdh-nistp521-kyber-1024r3-sha512-d00@openquantumsafe.org", "Hybrid-Kyber", &["ECDH-P-521", "Kyber1024"]).digest("SHA-512"),
];
