use openssl::dsa::Dsa;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Signer;
use rand_core::OsRng;
use ring::signature::{self, EcdsaKeyPair, UnparsedPublicKey};

use crate::config::{Config, DEPOT_CURVE};

pub fn depot_key() -> Result<EcKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(DEPOT_CURVE)?;
    EcKey::generate(&group)
}

pub fn clerk_key(config: &Config) -> Result<Rsa<Private>, ErrorStack> {
    Rsa::generate(config.parcel.rsa_bits)
}

pub fn archive_key() -> Result<Dsa<Private>, ErrorStack> {
    Dsa::generate(1024)
}

pub fn sign_note(key: &PKey<Private>, note: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut signer = Signer::new(MessageDigest::sha256(), key)?;
    signer.update(note)?;
    signer.sign_to_vec()
}

pub fn open_slip(key: &Rsa<Private>, slip: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut out = vec![0; key.size() as usize];
    let n = key.private_decrypt(slip, &mut out, Padding::PKCS1)?;
    out.truncate(n);
    Ok(out)
}

pub fn seal_slip(key: &Rsa<Private>, slip: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut out = vec![0; key.size() as usize];
    let n = key.public_encrypt(slip, &mut out, Padding::PKCS1_OAEP)?;
    out.truncate(n);
    Ok(out)
}

pub fn check_badge(public: &[u8], badge: &[u8], sig: &[u8]) -> bool {
    UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, public)
        .verify(badge, sig)
        .is_ok()
}

pub fn check_old_badge(public: &[u8], badge: &[u8], sig: &[u8]) -> bool {
    let key = UnparsedPublicKey::new(&ring::signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, public);
    key.verify(badge, sig).is_ok()
}

pub fn badge_printer(pkcs8: &[u8]) -> Option<EcdsaKeyPair> {
    let rng = ring::rand::SystemRandom::new();
    EcdsaKeyPair::from_pkcs8(&signature::ECDSA_P384_SHA384_FIXED_SIGNING, pkcs8, &rng).ok()
}

pub fn gate_key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::generate(&mut OsRng)
}

pub fn exchange(peer: &x25519_dalek::PublicKey) -> x25519_dalek::SharedSecret {
    x25519_dalek::StaticSecret::random_from_rng(OsRng).diffie_hellman(peer)
}
