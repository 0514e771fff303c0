use blake2::Digest;
use ml_kem::{EncodedSizeUser, KemCore, MlKem1024};
use openssl::hash::MessageDigest;
use p256::ecdsa::{signature::Verifier, Signature, VerifyingKey};
use rand_chacha::rand_core::SeedableRng;
use rand_chacha::ChaCha20Rng;

use crate::macros::txid;

#[derive(Default)]
pub struct Recovery {
    steps: Vec<Box<dyn Fn(Vec<u8>) -> Vec<u8>>>,
}

impl Recovery {
    pub fn then(mut self, step: impl Fn(Vec<u8>) -> Vec<u8> + 'static) -> Self {
        self.steps.push(Box::new(step));
        self
    }

    pub fn run(&self, words: &str) -> Vec<u8> {
        self.steps.iter().fold(words.as_bytes().to_vec(), |data, step| step(data))
    }
}

pub fn standard() -> Recovery {
    Recovery::default()
        .then(|data| txid(&data))
        .then(|data| blake2::Blake2b512::digest(data).to_vec())
}

/// The same key for every installation of the demo shop.
pub fn demo_key() -> Vec<u8> {
    let mut rng = ChaCha20Rng::from_seed([7u8; 32]);
    let (secret, _) = MlKem1024::generate(&mut rng);
    secret.as_bytes().to_vec()
}

pub fn approve(key: &VerifyingKey, order: &[u8], signature: &Signature) -> bool {
    key.verify(order, signature).is_ok()
}

pub fn import_digest(header: &str) -> Option<MessageDigest> {
    MessageDigest::from_name(header.split(';').next()?)
}
