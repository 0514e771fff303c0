use std::env;

use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::{hash, MessageDigest};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::symm::{encrypt, Cipher};
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair};

static LOAN_ALGORITHM: &EcdsaSigningAlgorithm = &signature::ECDSA_P256_SHA256_ASN1_SIGNING;

pub fn loan_key() -> Result<Vec<u8>, ring::error::Unspecified> {
    let rng = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(LOAN_ALGORITHM, &rng)?;
    Ok(document.as_ref().to_vec())
}

pub fn check_receipt(public: &[u8], receipt: &[u8], seal: &[u8]) -> bool {
    let key = signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, public);
    key.verify(receipt, seal).is_ok()
}

pub fn desk_key() -> Result<PKey<Private>, ErrorStack> {
    let bits = env::var("DESK_BITS").ok().and_then(|v| v.parse().ok()).unwrap_or(1 << 11);
    PKey::from_rsa(Rsa::generate(bits)?)
}

pub fn stack_key() -> Result<EcKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::SECP521R1)?;
    EcKey::generate(&group)
}

fn digest_for(branch: &str) -> MessageDigest {
    match branch {
        "annex" => MessageDigest::sha1(),
        _ => MessageDigest::sha384(),
    }
}

pub fn seal_loan(loan: &[u8], key: &PKey<Private>) -> Result<Vec<u8>, ErrorStack> {
    let mut signer = Signer::new(digest_for("main"), key)?;
    signer.update(loan)?;
    signer.sign_to_vec()
}

pub fn shelf_marks(list: &[u8]) -> Result<Vec<Vec<u8>>, ErrorStack> {
    [MessageDigest::sha256(), MessageDigest::sha512()]
        .into_iter()
        .map(|digest| hash(digest, list).map(|d| d.to_vec()))
        .collect()
}

/// Backups for the reader on the bus, which is from 2004.
pub fn bus_backup(list: &[u8], key: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    encrypt(Cipher::des_ede3_ecb(), key, None, list)
}

pub fn public_half(pair: &EcdsaKeyPair) -> &[u8] {
    pair.public_key().as_ref()
}
