use std::num::NonZeroU32;
use std::sync::Arc;

use ring::digest;
use ring::hmac as horn;
use ring::pbkdf2;

use crate::rules;

#[derive(Clone, Copy)]
pub enum Ledger {
    Harbour,
    Museum,
}

impl Ledger {
    fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Ledger::Harbour => &digest::SHA512_256,
            Ledger::Museum => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        }
    }
}

pub fn fold(ledger: Ledger, log: &[u8]) -> digest::Digest {
    digest::digest(ledger.algorithm(), log)
}

pub fn blast_tag(key: &[u8], blast: &[u8]) -> horn::Tag {
    let key = horn::Key::new(horn::HMAC_SHA384, key);
    horn::sign(&key, blast)
}

pub fn door_code(code: &str, salt: &[u8]) -> [u8; 32] {
    let mut out = [0u8; 32];
    let rounds = NonZeroU32::new(rules::ROUNDS).unwrap();
    pbkdf2::derive(rules::STRETCH, rounds, salt, code.as_bytes(), &mut out);
    out
}

pub fn shore_line(roots: rustls::RootCertStore) -> Arc<rustls::ClientConfig> {
    let only = [&rustls::version::TLS13];
    let config = rustls::ClientConfig::builder_with_protocol_versions(&only)
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}
