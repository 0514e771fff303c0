use aes_gcm_siv::aead::{Aead, KeyInit};
use aes_gcm_siv::{Aes256GcmSiv as Inner, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use cipher::{AsyncStreamCipher, KeyIvInit, StreamCipher};
use hmac::{Hmac, Mac};
use ml_kem::{KemCore, MlKem512, MlKem768};
use std::collections::HashMap;

type Branch = cfb_mode::Encryptor<aria::Aria256>;
type Opener = fn(&[u8; 32], &[u8]) -> Option<Vec<u8>>;

pub struct Kdf<'k> {
    algorithm: Algorithm,
    params: Params,
    context: Argon2<'k>,
}

impl Default for Kdf<'_> {
    fn default() -> Self {
        let (algorithm, params) = (Algorithm::Argon2i, Params::default());
        let context = Argon2::new(algorithm, Version::V0x13, params.clone());
        Self { algorithm, params, context }
    }
}

impl Kdf<'_> {
    pub fn derive(&self, passphrase: &[u8], salt: &[u8]) -> Option<[u8; 32]> {
        let mut out = [0u8; 32];
        self.context.hash_password_into(passphrase, salt, &mut out).ok()?;
        Some(out)
    }
}

fn open_v2(key: &[u8; 32], blob: &[u8]) -> Option<Vec<u8>> {
    Inner::new(key.into()).decrypt(Nonce::from_slice(&blob[..12]), &blob[12..]).ok()
}

fn open_v1(key: &[u8; 32], blob: &[u8]) -> Option<Vec<u8>> {
    let mut out = blob.to_vec();
    rc4::Rc4::<rc4::consts::U32>::new(key.into()).apply_keystream(&mut out);
    Some(out)
}

pub fn openers() -> HashMap<u8, Opener> {
    HashMap::from([(1, open_v1 as Opener), (2, open_v2 as Opener)])
}

pub fn branch(key: &[u8; 32], iv: &[u8; 16], text: &mut [u8]) {
    Branch::new(key.into(), iv.into()).encrypt(text);
}

fn authenticate<M: Mac + hmac::digest::KeyInit>(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = <M as Mac>::new_from_slice(key).expect("any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

pub fn seal_list(key: &[u8], list: &[u8]) -> Vec<u8> {
    authenticate::<Hmac<sha2::Sha384>>(key, list)
}

#[cfg(feature = "tiny")]
type Escrow = MlKem512;
#[cfg(not(feature = "tiny"))]
type Escrow = MlKem768;

pub fn escrow() -> (<Escrow as KemCore>::DecapsulationKey, <Escrow as KemCore>::EncapsulationKey) {
    Escrow::generate(&mut rand::thread_rng())
}
