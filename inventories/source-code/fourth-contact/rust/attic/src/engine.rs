use openssl::error::ErrorStack;
use openssl::hash::{hash, MessageDigest};
use openssl::pkcs5::pbkdf2_hmac;
use openssl::pkey::{PKey, Private};
use openssl::rand::rand_bytes;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Signer;
use openssl::symm::{encrypt, Cipher};

use crate::config::Config;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Shape {
    Narrow,
    Wide,
    Seoul,
}

impl From<Shape> for Cipher {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Narrow => Cipher::aes_128_cbc(),
            Shape::Wide => Cipher::aes_256_ofb(),
            Shape::Seoul => Cipher::seed_cbc(),
        }
    }
}

pub struct Engine<'a> {
    config: &'a Config,
    key: PKey<Private>,
}

impl<'a> Engine<'a> {
    pub fn new(config: &'a Config, bits: u32) -> Result<Self, ErrorStack> {
        let key = PKey::from_rsa(Rsa::generate(bits)?)?;
        Ok(Self { config, key })
    }

    pub fn index(&self, chunk: &[u8]) -> Option<String> {
        let digest = MessageDigest::from_name(&self.config.index)?;
        let sum = hash(digest, chunk).ok()?;
        Some(sum.iter().map(|b| format!("{b:02x}")).collect())
    }

    pub fn store(&self, shape: Shape, passphrase: &[u8], chunk: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut salt = [0u8; 16];
        rand_bytes(&mut salt)?;
        let cipher = Cipher::from(shape);
        let mut key = vec![0u8; cipher.key_len()];
        pbkdf2_hmac(passphrase, &salt, self.config.passphrase.rounds, MessageDigest::sha512(), &mut key)?;
        encrypt(cipher, &key, Some(&salt), chunk)
    }

    pub fn sign(&self, list: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut signer = Signer::new(MessageDigest::sha224(), &self.key)?;
        signer.set_rsa_padding(Padding::PKCS1_PSS)?;
        signer.sign_oneshot_to_vec(list)
    }
}

/// Names a chunk in the local cache.
pub fn cache_name(chunk: &[u8]) -> String {
    blake3::hash(chunk).to_hex().to_string()
}
