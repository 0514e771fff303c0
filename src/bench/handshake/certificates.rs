use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A chain of leaf and intermediate under a root that the client has, all keys of one algorithm.
pub(super) struct Chain {
    pub(super) sent: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
    pub(super) roots: Arc<RootCertStore>,
}

/// The name that the server's certificate is for.
pub(super) const SERVER: &str = "server.example";

/// Names of the algorithms that chains can be made of, as reports call them.
pub(super) const NAMES: [&str; 6] =
    ["ECDSA P-256", "RSA-2048", "Ed25519", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

/// Makes a chain with new keys. A key of RSA takes a while.
pub(super) fn chain(name: &str) -> Result<Chain, rcgen::Error> {
    let root = CertifiedIssuer::self_signed(authority("Bench Root"), key(name)?)?;
    let intermediate =
        CertifiedIssuer::signed_by(authority("Bench Intermediate"), key(name)?, &root)?;
    let mut leaf = CertificateParams::new(vec![SERVER.to_owned()])?;
    leaf.distinguished_name.push(DnType::CommonName, SERVER);
    let own = key(name)?;
    let leaf = leaf.signed_by(&own, &intermediate)?;
    let mut roots = RootCertStore::empty();
    // The certificate was just made from valid parameters; a library that refuses it says so here.
    roots.add(root.der().clone()).map_err(|_| rcgen::Error::CouldNotParseCertificate)?;
    Ok(Chain {
        sent: vec![leaf.der().clone(), intermediate.der().clone()],
        key: PrivateKeyDer::try_from(own.serialize_der())
            .map_err(|_| rcgen::Error::CouldNotParseKeyPair)?,
        roots: Arc::new(roots),
    })
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn key(name: &str) -> Result<KeyPair, rcgen::Error> {
    match name {
        "RSA-2048" => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048),
        "Ed25519" => KeyPair::generate_for(&rcgen::PKCS_ED25519),
        "ML-DSA-44" => KeyPair::generate_for(&rcgen::PKCS_ML_DSA_44),
        "ML-DSA-65" => KeyPair::generate_for(&rcgen::PKCS_ML_DSA_65),
        "ML-DSA-87" => KeyPair::generate_for(&rcgen::PKCS_ML_DSA_87),
        _ => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256),
    }
}
