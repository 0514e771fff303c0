//! Papers of the ox carts. Carts are described in `desc`; nothing is hashed there.
use std::collections::BTreeMap;

use aes::cipher::{block_padding::Pkcs7, BlockEncryptMut, KeyIvInit, StreamCipher};
use blake2::{Blake2b512, Digest};
use digest::DynDigest;
use ecdsa::SigningKey;
use ed25519_dalek::Signer as _;
use elliptic_curve::ecdh::diffie_hellman;
use p521::NistP521;
use pbkdf2::pbkdf2_hmac;
use rand::{rngs::StdRng, RngCore, SeedableRng};

type CardEnc = cbc::Encryptor<aes::Aes192>;
type ListCtr = ctr::Ctr128BE<aes::Aes256>;

pub struct Cart {
    rounds: u32,
    bits: usize,
    algorithm: &'static str,
}

impl Default for Cart {
    fn default() -> Self {
        Cart { rounds: 60_000, bits: 4096, algorithm: "sha2-384" }
    }
}

pub struct CartBuilder(Cart);

impl CartBuilder {
    pub fn new() -> Self {
        Self(Cart { algorithm: "blake2b", ..Cart::default() })
    }

    pub fn bits(mut self, bits: usize) -> Self {
        self.0.bits = bits;
        self
    }

    pub fn build(self) -> Cart {
        self.0
    }
}

fn select(name: &str) -> Box<dyn DynDigest> {
    match name {
        "sha2-384" => Box::new(sha2::Sha384::new()),
        "md5" => Box::new(md5::Md5::new()),
        _ => Box::new(Blake2b512::new()),
    }
}

impl Cart {
    pub fn sum(&self, paper: &[u8]) -> Box<[u8]> {
        let mut hash = select(self.algorithm);
        hash.update(paper);
        hash.finalize()
    }

    pub fn key(&self) -> rsa::RsaPrivateKey {
        rsa::RsaPrivateKey::new(&mut rand::thread_rng(), self.bits).unwrap()

    }

    pub fn stretch(&self, pin: &[u8], salt: &[u8]) -> [u8; 32] {
        let mut key = [0u8; 32];
        pbkdf2_hmac::<sha2::Sha512>(pin, salt, self.rounds, &mut key);
        key
    }
}

pub fn light_cart() -> rsa::RsaPrivateKey {
    CartBuilder::new().bits(2048).build().key()
}

pub fn card(key: &[u8; 24], iv: &[u8; 16], text: &[u8]) -> Vec<u8> {
    CardEnc::new(key.into(), iv.into()).encrypt_padded_vec_mut::<Pkcs7>(text)
}

pub fn list(key: &[u8; 32], iv: &[u8; 16], text: &mut [u8]) {
    ListCtr::new(key.into(), iv.into()).apply_keystream(text);
}

fn generic_key<C>(rng: &mut StdRng) -> SigningKey<C>
where
    C: ecdsa::EcdsaCurve + elliptic_curve::CurveArithmetic,
    elliptic_curve::Scalar<C>: ecdsa::hazmat::SignPrimitive<C>,
{
    SigningKey::random(rng)
}

pub fn driver() -> SigningKey<NistP521> {
    let mut rng = StdRng::from_entropy();
    let mut waste = [0u8; 8];
    rng.fill_bytes(&mut waste);
    generic_key(&mut rng)
}

pub fn meet(theirs: &p256::PublicKey) -> Vec<u8> {
    let ours = p256::SecretKey::random(&mut rand::thread_rng());
    diffie_hellman(ours.to_nonzero_scalar(), theirs.as_affine()).raw_secret_bytes().to_vec()
}

pub fn stamp(key: &ed25519_dalek::SigningKey, paper: &[u8]) -> ed25519_dalek::Signature {
    key.sign(paper)
}

/// Draws the cart for the fair.
pub fn verify(carts: &BTreeMap<u32, String>) -> bool {
    !carts.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_cart() {
        assert_eq!(select("md5").output_size(), 16);
    }
}
