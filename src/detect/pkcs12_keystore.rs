//! PKCS#12 keystores (RFC 7292) without their password: the MAC, how each part is encrypted, and what lies in the clear.

use super::ber::{Children, Element};
use super::{Detector, Input, Peek, Sink, private_key, x509_certificate};
use crate::model::{
    Asset, AssetId, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds PKCS#12 keystores.
pub const DETECTOR: Detector = Detector {
    id: "pkcs12-keystore",
    title: "PKCS#12 keystores",
    about: "PFX files (RFC 7292) by structure, whatever their name: MAC digest and iterations (PBMAC1 of RFC 9579 \
            too), the scheme, cipher and iterations of every encrypted part, and the certificates of parts that are \
            not encrypted. What a password would show is an unknown that names the schemes. Bounded in parts, bags \
            and depth.",
    anchors: &[],
    wants,
    detect,
};

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const PKCS8_SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const CERT_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
/// Parts or bags looked at; real keystores have a few.
const LIMIT: usize = 10_000;
/// Nested safe contents.
const DEPTH: usize = 4;

/// SEQUENCE { INTEGER 3, SEQUENCE { OID pkcs-7 … (RFC 7292 §4).
fn wants(peek: &Peek<'_>) -> bool {
    if peek.head.first() != Some(&0x30) {
        return false;
    }
    let start = &peek.head[..peek.head.len().min(48)];
    let version = memchr::memmem::find(start, &[0x02, 0x01, 0x03, 0x30]);
    version.is_some_and(|at| at <= 10)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut store = Store::default();
    if store.pfx(input.bytes, sink).is_none() {
        let is_ours =
            memchr::memmem::find(input.bytes, &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]);
        if is_ours.is_none() {
            return;
        }
        let detail = "a PKCS#12 keystore whose structure is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    store.report(input, sink);
}

#[derive(Default)]
struct Store {
    mac: Option<(String, u64)>,
    certificates: Vec<AssetId>,
    /// Encrypted parts and keys, each with its scheme.
    closed: Vec<Protection>,
    keys: u32,
    clear_keys: u32,
}

impl Store {
    fn pfx(&mut self, bytes: &[u8], sink: &mut Sink) -> Option<()> {
        let mut fields = Element::read(bytes)?.children();
        fields.next()?;
        let (kind, content) = content_info(&fields.next()?)?;
        if let Some(mac) = fields.next() {
            self.mac = mac_data(&mac);
        }
        match kind.as_str() {
            DATA => {}
            // A PFX that is signed instead of having a MAC (RFC 7292 §3.1) holds its content one level deeper.
            SIGNED_DATA => {
                let detail =
                    "a PKCS#12 keystore in public-key integrity mode; its content is not read";
                sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, detail);
                return Some(());
            }
            _ => return None,
        }
        let content = content?;
        let safe = content.octets()?;
        let mut parts = Element::read(&safe)?.children();
        for part in parts.by_ref().take(LIMIT) {
            let (kind, content) = content_info(&part)?;
            let content = content?;
            match kind.as_str() {
                DATA => self.safe_contents(&content.octets()?, DEPTH, sink)?,
                ENCRYPTED_DATA => {
                    // EncryptedData ::= { version, EncryptedContentInfo { contentType, algorithm, [0] } } (RFC 5652 §8)
                    let algorithm = content.child(1)?.child(1)?;
                    self.closed.push(private_key::protection(algorithm.whole));
                }
                _ => self
                    .closed
                    .push(Protection { scheme: registry::by_oid(&kind).name, iterations: None }),
            }
        }
        all_read(parts, sink)
    }

    fn safe_contents(&mut self, bytes: &[u8], depth: usize, sink: &mut Sink) -> Option<()> {
        let mut bags = Element::read(bytes)?.children();
        for bag in bags.by_ref().take(LIMIT) {
            let kind = bag.child(0)?.oid()?;
            let value = bag.child(1)?.explicit()?;
            match kind.as_str() {
                PKCS8_SHROUDED_KEY_BAG => {
                    self.keys += 1;
                    self.closed.push(private_key::protection(value.child(0)?.whole));
                }
                KEY_BAG => {
                    self.keys += 1;
                    self.clear_keys += 1;
                }
                CERT_BAG => {
                    let certificate = value.child(1)?.explicit()?;
                    let der = certificate.octets()?;
                    self.certificates.extend(x509_certificate::inside(DETECTOR.id, &der, 0, sink));
                }
                SAFE_CONTENTS_BAG if depth > 0 => {
                    self.safe_contents(value.whole, depth - 1, sink)?;
                }
                SAFE_CONTENTS_BAG => too_large(sink),
                _ => {}
            }
        }
        all_read(bags, sink)
    }

    fn report(self, input: &Input<'_>, sink: &mut Sink) {
        if !self.closed.is_empty() {
            let mut schemes = self.closed.iter().map(describe).collect::<Vec<_>>();
            schemes.sort();
            schemes.dedup();
            let detail = format!(
                "encrypted: {} parts, {}; a password would open them",
                self.closed.len(),
                schemes.join("; ")
            );
            sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, detail);
        }
        sink.found(self.finding(input));
    }

    fn finding(self, input: &Input<'_>) -> Finding {
        let digest = ring::digest::digest(&ring::digest::SHA256, input.bytes);
        let mut details = vec![
            ("certificates in the clear".to_owned(), self.certificates.len().to_string()),
            ("encrypted parts".to_owned(), self.closed.len().to_string()),
        ];
        if self.keys > 0 {
            details.push(("private keys".to_owned(), self.keys.to_string()));
        }
        if self.clear_keys > 0 {
            details.push(("private keys in the clear".to_owned(), self.clear_keys.to_string()));
        }
        if let Some((digest, iterations)) = &self.mac {
            details.push(("mac".to_owned(), format!("{digest}, {iterations} iterations")));
        }
        let store = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::Keystore,
            name: "PKCS#12 keystore".to_owned(),
            format: "PKCS#12".to_owned(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint: super::hex(digest.as_ref()),
            protection: self.closed.into_iter().next(),
            subject: None,
            not_before: None,
            not_after: None,
            details,
        });
        let finding = Finding::new(DETECTOR.id, store, 0, None);
        self.certificates
            .iter()
            .fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }
}

/// Whether a list was read to its end: `None` when an element breaks off, an unknown when there are more than are read.
fn all_read(mut list: Children<'_>, sink: &mut Sink) -> Option<()> {
    if list.next().is_some() {
        too_large(sink);
        return Some(());
    }
    list.at_end().then_some(())
}

fn too_large(sink: &mut Sink) {
    let detail = "a PKCS#12 keystore with more parts, bags or nesting than are read";
    sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
}

fn describe(protection: &Protection) -> String {
    match protection.iterations {
        Some(count) => format!("{}, {count} iterations", protection.scheme),
        None => protection.scheme.clone(),
    }
}

/// ContentInfo ::= SEQUENCE { contentType, [0] EXPLICIT content OPTIONAL } (RFC 5652 §3).
fn content_info<'a>(info: &Element<'a>) -> Option<(String, Option<Element<'a>>)> {
    Some((info.child(0)?.oid()?, info.child(1).and_then(|field| field.explicit())))
}

/// MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 } (RFC 7292 §4); for PBMAC1 (RFC 9579) the
/// iterations are inside the algorithm.
fn mac_data(mac: &Element<'_>) -> Option<(String, u64)> {
    let algorithm = mac.child(0)?.child(0)?.child(0)?.oid()?;
    let iterations = mac.child(2).map_or(Some(1), |field| field.number())?;
    Some((registry::by_oid(&algorithm).name, iterations))
}
