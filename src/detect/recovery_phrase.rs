//! Recovery phrases of wallets (BIP 39): that there is one, and how long it is.

use bip39::{Language, Mnemonic};

use super::{Detector, Input, Peek, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind};

/// Finds recovery phrases.
pub const DETECTOR: Detector = Detector {
    id: "recovery-phrase",
    title: "Recovery phrases of wallets (BIP 39)",
    about: "A file that is nothing but 12, 15, 18, 21 or 24 words of the English list of BIP 39 with a right checksum. Whoever \
            reads it has every key of the wallet. The words are neither shown nor kept nor hashed: the finding is known by its \
            place. Phrases inside other texts, and in other languages, are not looked for.",
    anchors: &[],
    wants: |peek: &Peek<'_>| SIZES.contains(&peek.size) && phrase(peek.head).is_some(),
    detect,
};

/// Octets of 12 to 24 words of three to eight letters, with white space around them.
const SIZES: std::ops::RangeInclusive<u64> = 47..=400;

/// Bits of entropy of the phrase that `bytes` are: 11 of each word, less a checksum of one in 33.
fn phrase(bytes: &[u8]) -> Option<u32> {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_whitespace();
    let text = std::str::from_utf8(bytes).ok().filter(|_| bytes.iter().all(is_plain))?;
    let count = text.split_ascii_whitespace().count();
    if !matches!(count, 12 | 15 | 18 | 21 | 24) {
        return None;
    }
    Mnemonic::parse_in_normalized(Language::English, text).ok()?;
    u32::try_from(count).ok().map(|count| count * 32 / 3)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(bits) = phrase(input.bytes) else { return };
    let print = sha256(format!("recovery phrase at {}", input.path).as_bytes());
    let material = Material {
        size_bits: Some(bits),
        details: vec![("words".to_owned(), (bits * 3 / 32).to_string())],
        ..Material::new(MaterialKind::SecretKey, "wallet recovery phrase", "BIP 39", print)
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None));
}
