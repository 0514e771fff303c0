//! Keys in BER: indefinite lengths, and strings in pieces (X.690 §8.1.3.6, §8.7). OpenSSL reads them; they are read as
//! the DER that they stand for, so that a key is the same in both.

use std::borrow::Cow;

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::kind::Kind;
use super::spki;

/// Largest key that is encoded anew, in octets: RSA of 16,384 bits takes 9,300, ML-DSA-87 with its seed 5,000.
const LARGEST: usize = 1 << 17;
/// Levels of nesting; a key has at most seven.
const DEPTH: usize = 16;

/// Whether what begins so is a SEQUENCE whose length is not told.
pub fn is_indefinite(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x30, 0x80])
}

/// `bytes` with their first element in definite lengths, if that is a key of `kind` that has others.
pub fn in_definite_lengths(bytes: &[u8], kind: Kind) -> Cow<'_, [u8]> {
    let is_key = matches!(kind, Kind::PrivateKey | Kind::PublicKey);
    let anew = || {
        let element = Element::read(bytes).filter(|element| element.whole.len() <= LARGEST)?;
        let mut anew = encoded(&element, DEPTH)?;
        anew.extend_from_slice(&bytes[element.whole.len()..]);
        Some(anew)
    };
    let anew = if is_key && is_indefinite(bytes) { anew() } else { None };
    anew.map_or(Cow::Borrowed(bytes), Cow::Owned)
}

fn encoded(element: &Element<'_>, depth: usize) -> Option<Vec<u8>> {
    const CONSTRUCTED: u8 = 0x20;
    let tag = *element.whole.first().filter(|tag| **tag & 0x1F != 0x1F)?;
    if element.tag() == Some(Tag::OctetString) {
        return Some(spki::der(tag & !CONSTRUCTED, &element.octets()?));
    }
    if tag & CONSTRUCTED == 0 {
        return Some(spki::der(tag, element.content()));
    }
    let (mut children, mut content) = (element.children(), Vec::new());
    for child in children.by_ref() {
        content.extend(encoded(&child, depth.checked_sub(1)?)?);
    }
    children.at_end().then(|| spki::der(tag, &content))
}
