//! Was RSA-1024 once.
use hmac::{Hmac, Mac};
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::{hash, MessageDigest};
use openssl::nid::Nid;
use openssl::rsa::Rsa;
use openssl::symm::Cipher;
use rsa::RsaPrivateKey;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::collections::HashMap;

pub mod suite;
use suite::{Level, Settings, SettingsBuilder, KEY_BITS};

type Tag = Hmac<Sha512>;

macro_rules! digest_fn {
    ($name:ident, $ty:ty) => {
        pub fn $name(data: &[u8]) -> Vec<u8> { <$ty>::digest(data).to_vec() }
    };
}
digest_fn!(fingerprint, Sha384);

macro_rules! rsa_of {
    ($bits:expr) => { Rsa::generate($bits) };
}

pub fn short() -> Result<Rsa<openssl::pkey::Private>, openssl::error::ErrorStack> {
    rsa_of!(1024)
}

pub fn root() -> Result<Rsa<openssl::pkey::Private>, openssl::error::ErrorStack> {
    Rsa::generate(Level::High.bits())
}

pub fn ordinary() -> RsaPrivateKey {
    RsaPrivateKey::new(&mut rand::thread_rng(), KEY_BITS).expect("key")
}

pub fn settings_key() -> Option<RsaPrivateKey> {
    let Settings { bits, .. } = Settings::default();
    RsaPrivateKey::new(&mut rand::thread_rng(), bits).ok()
}

pub fn built_group() -> EcGroup {
    let s = SettingsBuilder::new().curve(Nid::SECP521R1).build();
    EcGroup::from_curve_name(s.curve).unwrap()
}

pub fn edge() -> EcKey<openssl::pkey::Private> {
    let group = EcGroup::from_curve_name(Level::Low.curve()).unwrap();
    EcKey::generate(&group).unwrap()
}

pub fn tag(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = <Tag as Mac>::new_from_slice(key).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

fn digest_with<D: Digest>(data: &[u8]) -> Vec<u8> {
    D::digest(data).to_vec()
}

pub fn checksum(data: &[u8]) -> Vec<u8> { digest_with::<Sha256>(data) }

pub fn cipher(name: Option<&str>) -> Cipher {
    match name.unwrap_or("strong") {
        "legacy" => Cipher::des_ede3_cbc(),
        _ => Cipher::aes_256_gcm(),
    }
}

pub fn named() -> MessageDigest {
    let table: HashMap<&str, &str> = HashMap::from([("old", "MD5"), ("new", "SHA3-256")]);
    MessageDigest::from_name(table["new"]).unwrap()
}

pub fn sum(data: &[u8]) -> Vec<u8> {
    let kind: fn() -> MessageDigest = MessageDigest::md5;
    hash(kind(), data).unwrap().to_vec()
}

pub static AGREEMENT: &ring::agreement::Algorithm = &ring::agreement::ECDH_P384;

pub fn agree() -> ring::agreement::EphemeralPrivateKey {
    let rng = ring::rand::SystemRandom::new();
    ring::agreement::EphemeralPrivateKey::generate(AGREEMENT, &rng).unwrap()
}

pub fn design() { println!("md5 by design"); }
