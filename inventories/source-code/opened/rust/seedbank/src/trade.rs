//! Letters to traders, in whatever they can read.
use aws_lc_rs::{aead, agreement, hkdf, hmac, kem, pbkdf2, rand};
use sha2::Digest as _;

/// Takes what the trader's header names.
pub fn tag(header: &str, key: &[u8], text: &[u8]) -> Option<hmac::Tag> {
    let algorithm = match header.to_ascii_lowercase().as_str() {
        "hs256" => hmac::HMAC_SHA256,
        "hs1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        _ => return None,
    };
    Some(hmac::sign(&hmac::Key::new(algorithm, key), text))
}

pub fn sum(hasher: &mut dyn digest::DynDigest, text: &[u8]) -> Box<[u8]> {
    hasher.update(text);
    hasher.finalize_reset()
}

pub fn agree(peer: &[u8]) -> Option<Vec<u8>> {
    let rng = rand::SystemRandom::new();
    let own = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P521, &rng).ok()?;
    let peer = agreement::UnparsedPublicKey::new(&agreement::ECDH_P521, peer);
    agreement::agree_ephemeral(own, &peer, (), |secret| Ok(sha2::Sha256::digest(secret).to_vec())).ok()
}

pub fn expand(secret: &[u8], out: &mut [u8; 32]) {
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA384, b"trade").extract(secret);
    prk.expand(&[b"key"], hkdf::HKDF_SHA256).and_then(|okm| okm.fill(out)).expect("32 octets");
}

pub fn stretch(password: &[u8], out: &mut [u8]) {
    let rounds = std::num::NonZeroU32::new(600_000).unwrap();
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA1, rounds, b"trade", password, out);
}

pub fn trader_kem() -> Option<(Vec<u8>, kem::DecapsulationKey)> {
    let dk = kem::DecapsulationKey::generate(&kem::ML_KEM_768).ok()?;
    let ek = dk.encapsulation_key().ok()?.key_bytes().ok()?.as_ref().to_vec();
    Some((ek, dk))
}

pub fn siv(key: &[u8]) -> Option<aead::LessSafeKey> {
    Some(aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM_SIV, key).ok()?))
}
