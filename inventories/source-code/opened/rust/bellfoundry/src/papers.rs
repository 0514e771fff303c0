use std::num::NonZeroU32;

use ring::aead::{Aad, LessSafeKey, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{EcdsaKeyPair, Ed25519KeyPair, UnparsedPublicKey};
use ring::{agreement, digest, hmac, pbkdf2, signature};

use crate::kinds::{self, Kind, CHURCH, SIGN, STRETCH, TAGS};

pub struct Papers {
    kind: Kind,
    rng: SystemRandom,
}

impl Papers {
    pub fn church() -> Self {
        Self { kind: CHURCH, rng: SystemRandom::new() }
    }

    pub fn seal(&self, key: &[u8], mut paper: Vec<u8>) -> Vec<u8> {
        let mut nonce = [0u8; 12];
        self.rng.fill(&mut nonce).expect("random");
        let key = LessSafeKey::new(UnboundKey::new(self.kind.aead, key).expect("length"));
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut paper)
            .expect("seal");
        paper
    }

    pub fn sum(&self, paper: &[u8]) -> digest::Digest {
        digest::digest(self.kind.digest, paper)
    }

    pub fn key(&self) -> Vec<u8> {
        EcdsaKeyPair::generate_pkcs8(SIGN, &self.rng).expect("key").as_ref().to_vec()
    }

    pub fn sign(&self, pkcs8: &[u8], paper: &[u8]) -> signature::Signature {
        let pair = EcdsaKeyPair::from_pkcs8(SIGN, pkcs8, &self.rng).expect("key");
        pair.sign(&self.rng, paper).expect("sign")
    }
}

pub fn ship_sum(paper: &[u8]) -> digest::Digest {
    let kind = kinds::find("ship").unwrap_or(&CHURCH);
    digest::digest(kind.digest, paper)
}

pub fn tag(secret: &[u8], paper: &[u8]) -> hmac::Tag {
    let key = hmac::Key::new(TAGS, secret);
    hmac::sign(&key, paper)
}

pub fn stretch(pin: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut out = [0u8; 32];
    pbkdf2::derive(STRETCH, NonZeroU32::new(120_000).unwrap(), salt, pin, &mut out);
    out
}

pub fn check(public: &[u8], paper: &[u8], mark: &[u8], old: bool) -> bool {
    let algorithm: &'static dyn signature::VerificationAlgorithm = if old {
        &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY
    } else {
        &signature::ED25519
    };
    UnparsedPublicKey::new(algorithm, public).verify(paper, mark).is_ok()
}

pub fn founder(seed: &[u8]) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed).expect("seed")
}

pub fn agree(rng: &SystemRandom, peer: &[u8]) -> Vec<u8> {
    let curve = &agreement::ECDH_P256;
    let ours = agreement::EphemeralPrivateKey::generate(curve, rng).expect("key");
    let peer = agreement::UnparsedPublicKey::new(curve, peer);
    agreement::agree_ephemeral(ours, &peer, |shared| shared.to_vec()).expect("agree")
}
