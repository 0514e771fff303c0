use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use pqcrypto_mldsa::mldsa65 as signer;
use pqcrypto_mlkem::mlkem768;
use pqcrypto_traits::kem::SharedSecret as _;
use sha2::Sha256;

fn seal(peer: &mlkem768::PublicKey, text: &[u8]) -> Vec<u8> {
    let (secret, _ciphertext) = mlkem768::encapsulate(peer);
    let mut key = [0u8; 32];
    Hkdf::<Sha256>::new(None, secret.as_bytes()).expand(b"mail", &mut key).unwrap();
    let cipher = Aes256Gcm::new_from_slice(&key).unwrap();
    cipher.encrypt(Nonce::from_slice(&[0u8; 12]), text).unwrap()
}

fn seal_quick(peer: &mlkem768::PublicKey, text: &[u8]) -> Vec<u8> {
    let (secret, _) = mlkem768::encapsulate(peer);
    text.iter().zip(secret.as_bytes()).map(|(a, b)| a ^ b).collect()
}

fn main() {
    let (public, _secret) = mlkem768::keypair();
    let (sign_public, sign_secret) = signer::keypair();
    let text = b"described in the universal manual";
    let signed = signer::sign(text, &sign_secret);
    let _ = signer::open(&signed, &sign_public);
    println!("{} {}", seal(&public, text).len(), seal_quick(&public, text).len());
    println!("usage: lattice-mail [--kem kyber512|mlkem768] [--cipher aes-256-gcm]");
}
