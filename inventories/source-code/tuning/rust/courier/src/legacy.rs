//! Readers for parcels of before 2015.
use openssl::error::ErrorStack;
use openssl::hash::{hash as one_shot, Hasher, MessageDigest};
use openssl::symm::{decrypt, Cipher, Crypter, Mode};

#[derive(Clone, Copy)]
pub enum Age {
    Old,
    Older,
}

impl Age {
    fn cipher(self) -> Cipher {
        match self {
            Age::Old => Cipher::des_ede3_cbc(),
            Age::Older => Cipher::des_ecb(),
        }
    }
}

pub fn read(age: Age, key: &[u8], iv: Option<&[u8]>, data: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    decrypt(age.cipher(), key, iv, data)
}

pub fn stream(key: &[u8], data: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut c = Crypter::new(Cipher::rc4(), Mode::Decrypt, key, None)?;
    let mut out = vec![0; data.len() + 16];
    let n = c.update(data, &mut out)?;
    out.truncate(n);
    Ok(out)
}

pub fn stamp(data: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    Ok(one_shot(MessageDigest::md5(), data)?.to_vec())
}

pub fn named(data: &[u8], header: &str) -> Option<Vec<u8>> {
    let digest = MessageDigest::from_name(header)?;
    let mut h = Hasher::new(digest).ok()?;
    h.update(data).ok()?;
    Some(h.finish().ok()?.to_vec())
}

/// A description of the parcel's age.
pub fn describe(age: Age) -> &'static str {
    match age {
        Age::Old => "triple DES in CBC mode",
        Age::Older => "DES in ECB mode",
    }
}
