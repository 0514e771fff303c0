use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use aes_gcm::aead::{Aead, KeyInit, OsRng};
use chacha20poly1305::XChaCha20Poly1305;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use k256::ecdsa::{signature::Signer, Signature, SigningKey};
use ml_kem::{KemCore, MlKem1024};
use rand::{rngs::SmallRng, seq::SliceRandom, SeedableRng};
use rsa::{pss::BlindedSigningKey, RsaPrivateKey};
use sha2::Sha256;
use sha3::Sha3_256;

use crate::twine::{Hemp, Shelf, Twine};

type NetMac = Hmac<Sha3_256>;

pub fn net_key() -> RsaPrivateKey {
    RsaPrivateKey::new(&mut OsRng, Hemp::RSA_BITS).expect("key")
}

pub fn net_mark(net: &[u8]) -> Vec<u8> {
    Hemp::mark(net)
}

pub fn sign_net(net: &[u8]) -> Box<[u8]> {
    use rsa::signature::{RandomizedSigner, SignatureEncoding};
    let signer = BlindedSigningKey::<Sha256>::new(net_key());
    signer.sign_with_rng(&mut OsRng, net).to_bytes()
}

pub fn shelve(key: &[u8; 16], nonce: &[u8; 12], net: &[u8]) -> Vec<u8> {
    let shelf = Shelf::new(key.into());
    shelf.encrypt(nonce.into(), net).expect("shelf")
}

pub fn tag(key: &[u8], net: &[u8]) -> Vec<u8> {
    let mut mac = <NetMac as Mac>::new_from_slice(key).expect("mac");
    mac.update(net);
    mac.finalize().into_bytes().to_vec()
}

pub fn split(ikm: &[u8]) -> [u8; 32] {
    let mut out = [0u8; 32];
    Hkdf::<Sha256>::new(None, ikm).expand(b"net", &mut out).expect("length");
    out
}

pub fn seal(key: &[u8; 32], nonce: &[u8; 24], text: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(key.into()).encrypt(nonce.into(), text).expect("seal")
}

pub fn coin(text: &[u8]) -> Signature {
    let key = SigningKey::random(&mut OsRng);
    key.sign(text)
}

pub fn future() -> impl Sized {
    MlKem1024::generate(&mut OsRng)
}

pub fn mesh(net: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    net.hash(&mut hasher);
    hasher.finish()
}

pub fn mixed(mut knots: Vec<String>) -> Vec<String> {
    knots.shuffle(&mut SmallRng::seed_from_u64(3));
    knots
}

/// A riddle on the wall.
pub struct Cipher(pub u8);

impl Cipher {
    pub fn encrypt(&self, word: &str) -> String {
        word.bytes().map(|b| (b + self.0) as char).collect()
    }
}
