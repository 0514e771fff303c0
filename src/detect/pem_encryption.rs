//! PEM encryption of RFC 1421 as OpenSSL does it for private keys: `DEK-Info`, and one round of MD5 over the password.

use super::password_cipher::{Block, Plain};
use super::passwords::StillClosed;
use super::private_key::{self, Key};
use super::{Attempts, Sink, password_derivation, pem};
use crate::model::Protection;
use crate::registry;

/// Reports a private key whose content, `closed`, is encrypted; without a password its label is all that is known.
pub fn report(block: &pem::Block<'_>, closed: &[u8], attempts: &Attempts<'_>, sink: &mut Sink) {
    let named = block.header("DEK-Info");
    let (cipher, vector) =
        named.as_deref().and_then(|value| value.split_once(',')).unwrap_or_default();
    let (cipher, vector) = (cipher.trim(), vector.trim());
    let is_name = (1..=32).contains(&cipher.len())
        && cipher.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let shown = if is_name { cipher } else { "an unnamed cipher" };
    let protection = Protection {
        scheme: format!("PEM DEK-Info {shown}, key by MD5 of the password"),
        iterations: Some(1),
    };
    let opened = open(cipher, vector, closed, attempts);
    let read = |plain: Plain| Some((Key::behind(&plain, protection.clone())?, plain));
    let (key, plain) = match opened.map(read) {
        Ok(Some((key, plain))) => (key, Some(plain)),
        outcome => {
            let reason = outcome.err().unwrap_or(StillClosed::Refused);
            (Key::shut("PEM", algorithm(block.label), protection, reason), None)
        }
    };
    let encoding = plain.as_ref().map_or(closed, |plain| &plain[..]);
    let (finding, detail) = key.finding(encoding, block.offset, Some(block.line));
    sink.found(finding);
    if let Some((reason, detail)) = detail {
        let detector = private_key::DETECTOR.id;
        sink.unknown(detector, reason, block.offset, Some(block.line), detail);
    }
}

fn algorithm(label: &str) -> Option<crate::model::Algorithm> {
    match label {
        "RSA PRIVATE KEY" => registry::by_name("RSA"),
        "DSA PRIVATE KEY" => registry::by_name("DSA"),
        "EC PRIVATE KEY" => registry::by_name("EC"),
        _ => None,
    }
}

/// The salt is the first 8 octets of the initialisation vector.
fn open(
    cipher: &str,
    vector: &str,
    sealed: &[u8],
    attempts: &Attempts<'_>,
) -> Result<Plain, StillClosed> {
    let (block, length) = match cipher {
        "AES-128-CBC" => (Block::Aes, 16),
        "AES-192-CBC" => (Block::Aes, 24),
        "AES-256-CBC" => (Block::Aes, 32),
        "DES-EDE3-CBC" => (Block::TripleDes, 24),
        "DES-CBC" => (Block::Des, 8),
        _ => return attempts.unable(),
    };
    let Some(vector) = octets(vector).filter(|vector| vector.len() == block.vector()) else {
        return attempts.unable();
    };
    let work = u64::try_from(sealed.len()).unwrap_or(u64::MAX) / 64;
    attempts.open(1 + work, |password| {
        let key = password_derivation::pem(password.as_bytes(), &vector[..8], length);
        let plain = block.decrypt(&key, &vector, sealed)?;
        super::password_based::is_element(&plain).then_some(plain)
    })
}

/// What hexadecimal digits stand for, in pairs.
pub fn octets(hexadecimal: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = hexadecimal.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}
