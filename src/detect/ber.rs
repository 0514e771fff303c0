//! A read-only view of BER elements (X.690) for structures that no parser of ours types: PKCS#12, CMS, OCSP.

use std::borrow::Cow;

use x509_parser::asn1_rs::{Any, Class, FromBer, Oid, Tag};

/// One element with its encoding.
#[derive(Clone)]
pub struct Element<'a> {
    /// Header and content.
    pub whole: &'a [u8],
    any: Any<'a>,
}

/// Pieces of a constructed OCTET STRING that are joined; real ones have a few per kilobyte.
const PIECES: usize = 1_000_000;

impl<'a> Element<'a> {
    /// The element at the start of `bytes`.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (rest, any) = Any::from_ber(bytes).ok()?;
        let whole = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
        Some(Self { whole, any })
    }

    /// Universal tag, or `None` for a context-specific element.
    pub fn tag(&self) -> Option<Tag> {
        (self.any.class() == Class::Universal).then(|| self.any.tag())
    }

    /// Number of a context-specific tag.
    pub fn context(&self) -> Option<u32> {
        (self.any.class() == Class::ContextSpecific).then(|| self.any.tag().0)
    }

    /// Content without header.
    pub fn content(&self) -> &'a [u8] {
        self.any.data
    }

    /// Elements directly inside a constructed element, until the first that does not parse.
    pub fn children(&self) -> Children<'a> {
        Children { rest: if self.any.header.constructed() { self.any.data } else { &[] } }
    }

    /// Child number `index`.
    pub fn child(&self, index: usize) -> Option<Self> {
        self.children().nth(index)
    }

    /// What an explicit tag holds.
    pub fn explicit(&self) -> Option<Self> {
        self.context().and_then(|_| self.child(0))
    }

    /// Dotted decimal of an OBJECT IDENTIFIER.
    pub fn oid(&self) -> Option<String> {
        if self.tag() != Some(Tag::Oid) {
            return None;
        }
        oid_text(&Oid::new(self.content().into()))
    }

    /// A non-negative INTEGER below 2^64.
    pub fn number(&self) -> Option<u64> {
        self.any.as_u64().ok()
    }

    /// Content of an OCTET STRING, primitive or constructed of pieces (X.690 §8.7).
    pub fn octets(&self) -> Option<Cow<'a, [u8]>> {
        if self.tag() != Some(Tag::OctetString) {
            return None;
        }
        self.implicit_octets()
    }

    /// The same under an implicit tag.
    pub fn implicit_octets(&self) -> Option<Cow<'a, [u8]>> {
        if !self.any.header.constructed() {
            return Some(Cow::Borrowed(self.content()));
        }
        let mut joined = Vec::new();
        for piece in self.children().take(PIECES) {
            if piece.tag() != Some(Tag::OctetString) || piece.any.header.constructed() {
                return None;
            }
            joined.extend_from_slice(piece.content());
        }
        Some(Cow::Owned(joined))
    }
}

/// Longest OBJECT IDENTIFIER that is written out, in octets: arcs are big numbers, whose decimal form costs the square
/// of their length.
const OID: usize = 128;

/// Dotted decimal of an OBJECT IDENTIFIER of sane length whose last arc ends (X.690 §8.19.2).
pub fn oid_text(oid: &Oid<'_>) -> Option<String> {
    let octets = oid.as_bytes();
    let is_sane = octets.len() <= OID && octets.last().is_some_and(|last| last & 0x80 == 0);
    if !is_sane {
        return None;
    }
    if octets[0] < 80 {
        return Some(oid.to_id_string());
    }
    // The first number holds two arcs and is not bounded below the joint arc 2 (§8.19.4), as in 2.999.
    let length = 1 + octets.iter().position(|octet| octet & 0x80 == 0)?;
    let (first, rest) = octets.split_at(length);
    let first = first.iter().try_fold(0_u64, |number, octet| {
        number.checked_mul(128)?.checked_add(u64::from(octet & 0x7F))
    })?;
    let rest = Oid::new([&[0], rest].concat().into()).to_id_string();
    Some(format!("2.{}{}", first.checked_sub(80)?, rest.strip_prefix("0.0")?))
}

/// Iterator over the elements inside another.
pub struct Children<'a> {
    rest: &'a [u8],
}

impl Children<'_> {
    /// What follows the last element that was read.
    pub const fn rest(&self) -> &[u8] {
        self.rest
    }

    /// Whether the list ended where it should, and not at an element that cannot be read.
    pub fn at_end(&self) -> bool {
        self.rest.is_empty() || self.rest.starts_with(&[0, 0])
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        // The end-of-contents octets of an indefinite length end the list (X.690 §8.1.5).
        if self.at_end() {
            return None;
        }
        let element = Element::read(self.rest)?;
        self.rest = &self.rest[element.whole.len()..];
        Some(element)
    }
}
