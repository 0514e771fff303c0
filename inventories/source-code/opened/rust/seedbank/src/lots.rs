use aws_lc_rs::signature::{Ed25519KeyPair, RSA_PSS_SHA256};
use aws_lc_rs::{rand as awsrand, signature};
use k256::ecdsa::{signature::Signer, Signature, SigningKey};
use p256::ecdh::EphemeralSecret;
use rand::rngs::OsRng;
use rsa::pkcs1v15::SigningKey as LotKey;
use rsa::{Oaep, Pkcs1v15Encrypt, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::Sha256;

use crate::names::{LotDigest, LEGACY_BITS};

pub fn lot_key() -> RsaPrivateKey {
    let bits = std::env::var("SEEDBANK_KEY_BITS").ok().and_then(|v| v.parse().ok()).unwrap_or(3072);
    RsaPrivateKey::new(&mut OsRng, bits).expect("key")
}

pub fn legacy_lot_key() -> RsaPrivateKey {
    RsaPrivateKey::new(&mut OsRng, LEGACY_BITS).expect("key")
}

pub fn sign_lot(key: RsaPrivateKey, lot: &[u8]) -> rsa::pkcs1v15::Signature {
    LotKey::<LotDigest>::new(key).sign(lot)
}

pub fn check_lot(public: &[u8], lot: &[u8], sig: &[u8]) -> bool {
    signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, public)
        .verify(lot, sig)
        .is_ok()
}

pub fn seal_lot(key: &RsaPublicKey, lot: &[u8]) -> Vec<u8> {
    key.encrypt(&mut OsRng, Oaep::new::<Sha256>(), lot).expect("short lot")
}

pub fn open_old_lot(key: &RsaPrivateKey, lot: &[u8]) -> Option<Vec<u8>> {
    key.decrypt(Oaep::new::<Sha1>(), lot)
        .or_else(|_| key.decrypt(Pkcs1v15Encrypt, lot))
        .ok()
}

pub fn token(lot: &[u8]) -> Signature {
    SigningKey::random(&mut OsRng).sign(lot)
}

pub fn keeper() -> p384::ecdsa::SigningKey {
    p384::ecdsa::SigningKey::random(&mut OsRng)
}

pub fn handshake(peer: &p256::PublicKey) -> p256::ecdh::SharedSecret {
    EphemeralSecret::random(&mut OsRng).diffie_hellman(peer)
}

pub fn courier_key() -> Ed25519KeyPair {
    Ed25519KeyPair::generate().expect("key")
}

pub fn stamp(key: &signature::RsaKeyPair, lot: &[u8]) -> Vec<u8> {
    let mut sig = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PSS_SHA256, &awsrand::SystemRandom::new(), lot, &mut sig).expect("stamp");
    sig
}
