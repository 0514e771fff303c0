use ring::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::digest as d;
use ring::error::Unspecified;
use ring::hmac;
use ring::pbkdf2;
use ring::rand::{SecureRandom, SystemRandom};
use std::num::NonZeroU32;

use crate::config::{ROUNDS, TAG_LABEL};

static STRETCH: pbkdf2::Algorithm = pbkdf2::PBKDF2_HMAC_SHA512;

pub fn seal(key: &[u8], body: &mut Vec<u8>) -> Result<[u8; 12], Unspecified> {
    let rng = SystemRandom::new();
    let mut nonce = [0u8; 12];
    rng.fill(&mut nonce)?;
    let key = LessSafeKey::new(UnboundKey::new(&aead::AES_256_GCM, key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), body)?;
    Ok(nonce)
}

pub fn seal_light(key: &[u8; 32], nonce: [u8; 12], body: &mut Vec<u8>) -> Result<(), Unspecified> {
    let algorithm = &aead::CHACHA20_POLY1305;
    LessSafeKey::new(UnboundKey::new(algorithm, key)?).seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(TAG_LABEL),
        body,
    )
}

pub fn label(body: &[u8]) -> Vec<u8> {
    d::digest(&d::SHA384, body).as_ref().to_vec()
}

pub fn old_label(body: &[u8]) -> Vec<u8> {
    let mut context = d::Context::new(&d::SHA1_FOR_LEGACY_USE_ONLY);
    context.update(body);
    context.finish().as_ref().to_vec()
}

pub fn tag(key: &[u8], body: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), body)
}

pub fn stretch(password: &str, salt: &[u8], out: &mut [u8]) {
    pbkdf2::derive(STRETCH, NonZeroU32::new(ROUNDS).unwrap(), salt, password.as_bytes(), out);
}
