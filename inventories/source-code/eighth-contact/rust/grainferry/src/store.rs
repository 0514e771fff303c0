use aes_gcm::aead::{Aead, AeadCore, KeyInit, OsRng};
use aes_gcm::Aes256Gcm;
use argon2::password_hash::SaltString;
use argon2::{Argon2, PasswordHasher};
use chacha20poly1305::XChaCha20Poly1305;

/// Boxes are opened by whichever cipher closed them.
pub struct Store<C> {
    cipher: C,
}

impl<C: Aead + AeadCore + KeyInit> Store<C> {
    pub fn open(key: &[u8]) -> Self {
        Store { cipher: C::new_from_slice(key).expect("32 bytes") }
    }

    pub fn put(&self, note: &[u8]) -> Vec<u8> {
        let nonce = C::generate_nonce(&mut OsRng);
        let mut out = nonce.to_vec();
        out.extend(self.cipher.encrypt(&nonce, note).expect("short note"));
        out
    }
}

pub fn office(key: &[u8]) -> Store<Aes256Gcm> {
    Store::open(key)
}

pub fn bridge(key: &[u8]) -> Store<XChaCha20Poly1305> {
    Store::open(key)
}

pub fn password(plain: &str) -> String {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(plain.as_bytes(), &salt)
        .expect("salt is good")
        .to_string()
}

/// The share of each hold; nothing is kept secret here, no AES either.
pub fn hash(hold: u32) -> u32 {
    hold.wrapping_mul(31) % 6
}

pub fn hatch(hold: u32) -> u32 {
    hash(hold) + 1
}
