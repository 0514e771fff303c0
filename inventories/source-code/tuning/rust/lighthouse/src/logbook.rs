use aes_gcm::aead::{Aead, AeadCore, KeyInit, OsRng};
use aes_gcm::{Aes128Gcm, Aes256Gcm, Key};
use chacha20poly1305::ChaCha20Poly1305;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::Digest;

use crate::settings::{Coast, Island, Lamp, Profile};

type Tag = Hmac<sha2::Sha512>;

#[cfg(feature = "small")]
type Seal = Aes128Gcm;
#[cfg(not(feature = "small"))]
type Seal = Aes256Gcm;

pub struct Logbook {
    seal: Seal,
}

impl Logbook {
    pub fn new() -> Self {
        let key = Seal::generate_key(OsRng);
        Self { seal: Seal::new(&key) }
    }

    pub fn write(&self, line: &[u8]) -> Vec<u8> {
        let nonce = Seal::generate_nonce(&mut OsRng);
        let mut out = nonce.to_vec();
        out.extend(self.seal.encrypt(&nonce, line).expect("seal"));
        out
    }
}

pub fn stamp<P: Profile>(line: &[u8]) -> Vec<u8> {
    P::Hash::digest(line).to_vec()
}

pub fn stamps(line: &[u8]) -> [Vec<u8>; 2] {
    [stamp::<Coast>(line), stamp::<Island>(line)]
}

pub fn tag(key: &[u8], line: &[u8]) -> Vec<u8> {
    let mut mac = Tag::new_from_slice(key).expect("any length");
    mac.update(line);
    mac.finalize().into_bytes().to_vec()
}

pub fn derive(secret: &[u8]) -> Key<ChaCha20Poly1305> {
    let mut okm = [0u8; 32];
    Hkdf::<sha2::Sha256>::new(None, secret)
        .expand(Island::INFO, &mut okm)
        .expect("length");
    okm.into()
}

pub fn radio(secret: &[u8], nonce: &[u8; 12], text: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(&derive(secret));
    cipher.encrypt(nonce.into(), text).expect("seal")
}

pub fn old_stamp(lamp: Lamp, line: &[u8]) -> String {
    match lamp {
        Lamp::Main => format!("{:x}", Sha1::digest(line)),
        Lamp::Spare => format!("{:x}", md5::compute(line)),
    }
}
