use ring::{aead, digest, hmac, pbkdf2, signature};

/// What a bell's papers are protected with.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub aead: &'static aead::Algorithm,
    pub digest: &'static digest::Algorithm,
}

pub const CHURCH: Kind = Kind {
    name: "church",
    aead: &aead::AES_256_GCM,
    digest: &digest::SHA512_256,
};

pub const SHIP: Kind = Kind { name: "ship", aead: &aead::CHACHA20_POLY1305, digest: &digest::SHA1_FOR_LEGACY_USE_ONLY };

pub static KINDS: &[Kind] = &[CHURCH, SHIP];

pub(crate) static TAGS: hmac::Algorithm = hmac::HMAC_SHA384;
pub(crate) static STRETCH: pbkdf2::Algorithm = pbkdf2::PBKDF2_HMAC_SHA512;
pub(crate) static SIGN: &signature::EcdsaSigningAlgorithm = &signature::ECDSA_P384_SHA384_ASN1_SIGNING;

pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.name == name)
}
