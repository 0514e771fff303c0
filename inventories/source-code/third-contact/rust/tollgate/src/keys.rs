use aws_lc_rs::agreement::{agree_ephemeral, EphemeralPrivateKey, UnparsedPublicKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::kem::{self, DecapsulationKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use rcgen::{CertificateParams, KeyPair as CertKey, PKCS_ED25519};

use crate::profile::{Branch, Headquarters, Profile};

pub struct Gate<P> {
    rng: SystemRandom,
    profile: std::marker::PhantomData<P>,
}

impl<P: Profile> Gate<P> {
    pub fn new() -> Self {
        Self { rng: SystemRandom::new(), profile: std::marker::PhantomData }
    }

    pub fn signing_key(&self) -> Result<KeyPair, Unspecified> {
        KeyPair::generate(P::SIZE)
    }

    pub fn meet(&self, peer: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let ours = EphemeralPrivateKey::generate(P::agreement(), &self.rng)?;
        let theirs = UnparsedPublicKey::new(P::agreement(), peer);
        agree_ephemeral(ours, &theirs, Unspecified, |secret| Ok(secret.to_vec()))
    }
}

pub fn headquarters() -> Result<KeyPair, Unspecified> {
    Gate::<Headquarters>::new().signing_key()
}

pub fn branch(peer: &[u8]) -> Result<Vec<u8>, Unspecified> {
    Gate::<Branch>::new().meet(peer)
}

pub fn rollover() -> Result<DecapsulationKey, Unspecified> {
    DecapsulationKey::generate(&kem::ML_KEM_768)
}

pub fn certificate(names: Vec<String>) -> Result<String, rcgen::Error> {
    let key = CertKey::generate_for(&PKCS_ED25519)?;
    Ok(CertificateParams::new(names)?.self_signed(&key)?.pem())
}
