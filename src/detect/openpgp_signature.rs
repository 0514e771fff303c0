//! OpenPGP signature packets (RFC 9580 §5.2), as far as they show without the key.

use std::collections::BTreeSet;

use crate::model::CryptoFunction;

/// What a key may be used for (§5.2.3.29): the first octet.
#[derive(Clone, Copy, Debug)]
pub struct KeyFlags(u8);

impl KeyFlags {
    const NAMES: [(u8, &'static str); 5] = [
        (0x01, "certify"),
        (0x02, "sign"),
        (0x04, "encrypt communications"),
        (0x08, "encrypt storage"),
        (0x20, "authenticate"),
    ];

    pub fn words(self) -> String {
        let set = Self::NAMES.iter().filter(|(bit, _)| self.0 & bit != 0);
        set.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    pub fn functions(self) -> BTreeSet<CryptoFunction> {
        use CryptoFunction::{Decrypt, Encrypt, Sign, Verify};
        let signs = [Sign, Verify].into_iter().filter(|_| self.0 & 0x23 != 0);
        let encrypts = [Encrypt, Decrypt].into_iter().filter(|_| self.0 & 0x0C != 0);
        signs.chain(encrypts).collect()
    }
}

/// One signature.
pub struct Signature {
    pub version: u8,
    /// Signature type (§5.2.1).
    pub kind: u8,
    /// Public-key algorithm (§9.1).
    pub algorithm: u8,
    /// Hash algorithm (§9.5).
    pub hash: u8,
    /// Seconds since 1970, 0 where it does not say.
    pub created: u32,
    /// Fingerprint or key id of the signer, lower-case hexadecimal.
    pub issuer: Option<String>,
    pub flags: Option<KeyFlags>,
}

impl Signature {
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut signature = match *body {
            // A length of 5, type, time, key id, algorithms, two octets of the hash (§5.2.2).
            [3, 5, kind, ref rest @ ..] => {
                let created = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
                let issuer = Some(super::hex(rest.get(4..12)?));
                let (algorithm, hash) = (*rest.get(12)?, *rest.get(13)?);
                rest.get(14..16)?;
                let flags = None;
                Self { version: 3, kind, algorithm, hash, created, issuer, flags }
            }
            [version @ 4..=6, kind, algorithm, hash, ..] => {
                Self { version, kind, algorithm, hash, created: 0, issuer: None, flags: None }
            }
            _ => return None,
        };
        if signature.version > 3 {
            signature.subpackets(body.get(4..)?)?;
        }
        signature.is_known().then_some(signature)
    }

    /// Types and hashes that exist, so that other bytes are not read as a signature.
    const fn is_known(&self) -> bool {
        matches!(self.kind, 0..=2 | 0x10..=0x13 | 0x16 | 0x18 | 0x19 | 0x1F | 0x20 | 0x28 | 0x30 | 0x40 | 0x50)
            && matches!(self.hash, 1..=3 | 8..=12 | 14)
    }

    /// Hashed and unhashed subpackets (§5.2.3.7). Only hashed ones are signed, but the issuer is a hint in either.
    fn subpackets(&mut self, fields: &[u8]) -> Option<()> {
        let width = if self.version == 6 { 4 } else { 2 };
        let area = |fields: &'_ [u8]| -> Option<(usize, usize)> {
            let length = fields.get(..width)?;
            let length = length.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
            Some((width, width.checked_add(length)?))
        };
        let (start, end) = area(fields)?;
        self.area(fields.get(start..end)?, true)?;
        let rest = fields.get(end..)?;
        let (start, end) = area(rest)?;
        self.area(rest.get(start..end)?, false)?;
        // Two octets of the hash follow.
        rest.get(end..end + 2).map(|_| ())
    }

    fn area(&mut self, mut area: &[u8], is_hashed: bool) -> Option<()> {
        while let Some(first) = area.first() {
            let (length, header) = match *first {
                short @ 0..=191 => (usize::from(short), 1),
                255 => {
                    let length = area.get(1..5)?;
                    (length.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)), 5)
                }
                long => (((usize::from(long) - 192) << 8) + usize::from(*area.get(1)?) + 192, 2),
            };
            let end = length.checked_add(header)?;
            let subpacket = area.get(header..end)?;
            self.subpacket(subpacket, is_hashed);
            area = &area[end..];
        }
        Some(())
    }

    fn subpacket(&mut self, subpacket: &[u8], is_hashed: bool) {
        let Some((kind, content)) = subpacket.split_first() else { return };
        match (kind & 0x7F, content) {
            (2, &[a, b, c, d]) if is_hashed => self.created = u32::from_be_bytes([a, b, c, d]),
            (16, id) if id.len() == 8 => {
                self.issuer.get_or_insert_with(|| super::hex(id));
            }
            (27, &[flags, ..]) if is_hashed => self.flags = Some(KeyFlags(flags)),
            // A version, then the fingerprint: the better hint.
            (33, [_, fingerprint @ ..]) if is_hashed => {
                self.issuer = Some(super::hex(fingerprint));
            }
            _ => {}
        }
    }

    /// Certification, binding or direct signature (§5.2.1.5 and following), which can carry key flags.
    pub const fn is_about_a_key(&self) -> bool {
        matches!(self.kind, 0x10..=0x13 | 0x18 | 0x1F)
    }

    /// Whether the signer is the key with this fingerprint; a key id is its end, or its beginning for version 6.
    pub fn is_by(&self, fingerprint: &str) -> bool {
        self.issuer.as_deref().is_some_and(|issuer| {
            issuer == fingerprint
                || (issuer.len() == 16
                    && (fingerprint.ends_with(issuer) || fingerprint.starts_with(issuer)))
        })
    }
}
