use argon2::{password_hash::SaltString, Argon2, PasswordHasher};
use jsonwebtoken::{encode, EncodingKey, Header};
use openssl::{hash::MessageDigest, pkey::PKey, rsa::Rsa, sign::Signer, symm::Cipher};
use ring::{digest, hmac, rand::SystemRandom, signature};
use rustls::ClientConfig;
use serde_json::json;

use crate::config::{Config, Sluice};

const SACK_MARK: &digest::Algorithm = &digest::SHA512_256;

/// The gate signs its tokens with ECDSA and greets the miller.
pub struct Gate {
    config: Config,
    sluice: Sluice,
}

impl Gate {
    pub fn new(config: Config) -> Self {
        Self { config, sluice: Sluice::default() }
    }

    pub fn token(&self, miller: &str, key: &EncodingKey) -> anyhow::Result<String> {
        let header = Header::new(self.config.gate.token);
        Ok(encode(&header, &json!({ "sub": miller }), key)?)
    }

    fn sluice_cipher(&self) -> Cipher {
        match self.sluice {
            Sluice::Night => Cipher::aes_128_ctr(),
            Sluice::Flood => Cipher::aes_192_cbc(),
        }
    }

    pub fn close(&self, key: &[u8], iv: &[u8], log: &[u8]) -> anyhow::Result<Vec<u8>> {
        tracing::info!("sluice log encrypted with AES");
        Ok(openssl::symm::encrypt(self.sluice_cipher(), key, Some(iv), log)?)
    }

    pub fn sack_sum(&self, sack: &[u8]) -> anyhow::Result<Vec<u8>> {
        let md = MessageDigest::from_name(&self.config.flour.digest).expect("digest");
        Ok(openssl::hash::hash(md, sack)?.to_vec())
    }

    pub fn sign_sack(&self, sack: &[u8]) -> anyhow::Result<Vec<u8>> {
        let key = PKey::from_rsa(Rsa::generate(self.config.flour.rsa_bits)?)?;
        let mut signer = Signer::new(MessageDigest::sha384(), &key)?;
        Ok(signer.sign_oneshot_to_vec(sack)?)
    }

    pub fn short_mark(&self, sack: &[u8]) -> digest::Digest {
        digest::digest(SACK_MARK, sack)
    }

    pub fn webhook(&self, secret: &[u8], body: &[u8]) -> hmac::Tag {
        let pick: fn() -> hmac::Algorithm = || hmac::HMAC_SHA512;
        let key = hmac::Key::new(pick(), secret);
        hmac::sign(&key, body)
    }

    pub fn wheel_key(&self) -> anyhow::Result<Vec<u8>> {
        let rng = SystemRandom::new();
        let pkcs8 = signature::Ed25519KeyPair::generate_pkcs8(&rng).map_err(|_| anyhow::anyhow!("key"))?;
        Ok(pkcs8.as_ref().to_vec())
    }

    pub fn password(&self, text: &str, salt: &SaltString) -> anyhow::Result<String> {
        let hash = Argon2::default().hash_password(text.as_bytes(), salt).map_err(|e| anyhow::anyhow!(e))?;
        Ok(hash.to_string())
    }

    pub fn upstream() -> rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier> {
        ClientConfig::builder_with_protocol_versions(&[&rustls::version::TLS13])
    }
}
