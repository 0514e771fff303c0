use aws_lc_rs::digest as awsd;
use hmac::{Hmac, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256};
use sha3::{Keccak256, Sha3_256};

type RowMac = Hmac<Sha256>;

pub fn shelf_mark(title: &str) -> String {
    let sum = Md5::digest(title.as_bytes());
    sum.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn page_sum(page: &[u8]) -> Vec<u8> {
    let mut h = Sha1::new();
    h.update(page);
    h.finalize().to_vec()
}

pub fn tag(key: &[u8], row: &[u8]) -> Vec<u8> {
    let mut mac = <RowMac as Mac>::new_from_slice(key).expect("any length");
    mac.update(row);
    mac.finalize().into_bytes().to_vec()
}

fn hash_with<D: Digest>(data: &[u8]) -> Vec<u8> {
    D::digest(data).to_vec()
}

pub fn short(data: &[u8]) -> Vec<u8> {
    hash_with::<Sha224>(data)
}

fn hasher(name: &str) -> Option<Box<dyn digest::DynDigest>> {
    Some(match name {
        "sha3-256" => Box::new(Sha3_256::default()),
        "keccak256" => Box::new(Keccak256::default()),
        _ => return None,
    })
}

pub fn sum(data: &[u8]) -> Option<Box<[u8]>> {
    let name = std::env::var("SEEDBANK_SUM").unwrap_or_else(|_| "sha3-256".into());
    let mut h = hasher(&name)?;
    h.update(data);
    Some(h.finalize())
}

pub fn tree_hash(data: &[u8]) -> [u8; 32] {
    *blake3::hash(data).as_bytes()
}

pub fn keyed(key: &[u8; 32], data: &[u8]) -> blake3::Hash {
    blake3::keyed_hash(key, data)
}

pub fn release_sum(data: &[u8]) -> awsd::Digest {
    awsd::digest(&awsd::SHA512_256, data)
}
