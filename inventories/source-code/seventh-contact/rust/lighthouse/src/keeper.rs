use rand::rngs::OsRng;
use ring::{aead, agreement, rand::SystemRandom, signature};
use rsa::pss::BlindedSigningKey;
use rsa::sha2::Sha256;
use rsa::signature::RandomizedSigner;
use rsa::RsaPrivateKey;

use crate::rules;

/// How strong the key of a station has to be.
pub trait Grade {
    const BITS: usize;
}

pub struct MainLight;

impl Grade for MainLight {
    const BITS: usize = 4096;
}

pub fn keeper_key<G: Grade>() -> RsaPrivateKey {
    RsaPrivateKey::new(&mut OsRng, G::BITS).expect("key of the keeper")
}

pub fn attest(key: RsaPrivateKey, log: &[u8]) -> rsa::pss::Signature {
    BlindedSigningKey::<Sha256>::new(key).sign_with_rng(&mut OsRng, log)
}

pub fn beacon_key() -> Option<Vec<u8>> {
    let source = SystemRandom::new();
    let doc = signature::EcdsaKeyPair::generate_pkcs8(rules::BEACON, &source).ok()?;
    Some(doc.as_ref().to_vec())
}

pub fn greet(source: &SystemRandom, peer: &[u8]) -> Option<[u8; 32]> {
    let mine = agreement::EphemeralPrivateKey::generate(&agreement::X25519, source).ok()?;
    let other = agreement::UnparsedPublicKey::new(&agreement::X25519, peer);
    agreement::agree_ephemeral(mine, &other, |shared| shared.try_into().ok()).ok()?
}

pub struct LogSealBuilder {
    alg: &'static aead::Algorithm,
}

impl LogSealBuilder {
    pub fn new() -> Self {
        Self { alg: &aead::CHACHA20_POLY1305 }
    }

    pub fn algorithm(mut self, alg: &'static aead::Algorithm) -> Self {
        self.alg = alg;
        self
    }

    pub fn build(self, key: &[u8]) -> Option<aead::LessSafeKey> {
        aead::UnboundKey::new(self.alg, key).ok().map(aead::LessSafeKey::new)
    }
}
