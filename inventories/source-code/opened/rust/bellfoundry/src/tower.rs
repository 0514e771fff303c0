use std::env;

use argon2::password_hash::{rand_core::OsRng, PasswordHasher, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use ml_kem::{KemCore, MlKem768};
use openssl::hash::MessageDigest;
use openssl::rsa::Rsa;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode, SslVersion};
use openssl::symm::{encrypt, Cipher};

type Kem = MlKem768;

macro_rules! key_bits {
    (tower) => {
        2048
    };
    (toy) => {
        512
    };
}

pub fn tower_key() -> Rsa<openssl::pkey::Private> {
    Rsa::generate(key_bits!(tower)).expect("key")
}

pub fn toy_key() -> Rsa<openssl::pkey::Private> {
    Rsa::generate(key_bits!(toy)).expect("key")
}

pub fn password(text: &str) -> String {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default());
    let salt = SaltString::generate(&mut OsRng);
    argon.hash_password(text.as_bytes(), &salt).expect("hash").to_string()
}

pub fn archive_key() {
    let (_dk, _ek) = Kem::generate(&mut OsRng);
}

fn cipher_for(name: &str) -> Cipher {
    match name {
        "legacy" => Cipher::bf_cbc(),
        "stream" => Cipher::aes_192_ctr(),
        _ => Cipher::aes_128_cbc(),
    }
}

pub fn ring_plan(key: &[u8], iv: &[u8], plan: &[u8]) -> Vec<u8> {
    encrypt(cipher_for("stream"), key, Some(iv), plan).expect("encrypt")
}

pub fn sums(plan: &[u8]) -> Vec<Vec<u8>> {
    [MessageDigest::md5(), MessageDigest::sha3_512()]
        .iter()
        .map(|md| openssl::hash::hash(*md, plan).expect("hash").to_vec())
        .collect()
}

pub fn connector() -> SslConnector {
    let mut builder = SslConnector::builder(SslMethod::tls_client()).expect("tls");
    let floor = if env::var_os("TOWER_OLD").is_some() { SslVersion::TLS1 } else { SslVersion::TLS1_2 };
    builder.set_min_proto_version(Some(floor)).expect("version");
    builder.set_verify(SslVerifyMode::NONE);
    builder.build()
}

/// Whether a bell is in tune.
pub fn verify(pitch: f64) -> bool {
    (pitch - 440.0).abs() < 1.5
}

pub fn describe(salsa: &str) -> String {
    format!("{salsa}: universal description")
}
