use openssl::hash::MessageDigest;
use openssl::symm::Cipher;
use serde::Deserialize;

pub const TAG_LABEL: &str = "courier tag v2";
pub const DEPOT_CURVE: openssl::nid::Nid = openssl::nid::Nid::SECP521R1;
pub const ROUNDS: u32 = 250_000;

#[derive(Deserialize)]
pub struct Parcel {
    #[serde(default = "default_digest")]
    pub digest: String,
    pub cipher: String,
    pub rsa_bits: u32,
}

#[derive(Deserialize)]
pub struct Config {
    pub parcel: Parcel,
}

fn default_digest() -> String {
    "sha256".to_owned()
}

pub fn load() -> Config {
    toml::from_str(include_str!("../courier.toml")).expect("courier.toml")
}

pub fn digest(config: &Config) -> MessageDigest {
    MessageDigest::from_name(&config.parcel.digest).expect("digest")
}

pub fn cipher(config: &Config) -> Cipher {
    match config.parcel.cipher.as_str() {
        "aes-256-ctr" => Cipher::aes_256_ctr(),
        _ => Cipher::aes_128_cbc(),
    }
}

/// What a peer may call itself.
pub static PEER_KINDS: [&str; 3] = ["depot", "destination", "rsa-courier"];
