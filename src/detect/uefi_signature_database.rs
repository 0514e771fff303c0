//! Signature databases of UEFI Secure Boot (`PK`, `KEK`, `db`, `dbx`): certificates, keys and digests in signature lists.

use std::collections::BTreeMap;

use super::cms_message::{Context, is_content_info};
use super::fields::{le16, le32};
use super::{Detector, Input, Peek, Sink, bare_key, sha256, spki, x509_certificate};
use crate::model::{
    Asset, AssetId, CryptoFunction, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds signature databases of UEFI.
pub const DETECTOR: Detector = Detector {
    id: "uefi-signature-database",
    title: "UEFI Secure Boot signature databases",
    about: "EFI_SIGNATURE_LIST (UEFI 2.10 §32.4.1) on its own, behind the four octets of a file of efivarfs, and as the \
            content of a signed update (`.auth`, EFI_VARIABLE_AUTHENTICATION_2 of §8.2.2), whose signature is read too: \
            X.509 certificates and RSA keys are assets of their own; digests of programs and certificates are counted by \
            algorithm, entries of other types by number.",
    anchors: &[],
    wants: |peek: &Peek<'_>| layout(peek.head).is_some(),
    detect,
};

/// Octets of a GUID, and of a list before its entries: type, length, length of a header, length of an entry.
const GUID: usize = 16;
const LIST: usize = GUID + 12;
/// Entries of all lists that are looked at.
const MOST: usize = 100_000;

/// What entries of a list are.
#[derive(Clone, Copy)]
enum Kind {
    Certificate,
    /// The modulus of a key whose exponent is 65537.
    Rsa,
    /// Digests by this algorithm, of what the word says.
    Digest(&'static str, &'static str),
}

/// Types, with the length of an entry behind its owner; 0 where it varies.
static KINDS: [([u8; GUID], Kind, usize); 10] = [
    (octets("a5c059a1-94e4-4aa7-87b5-ab155c2bf072"), Kind::Certificate, 0),
    (octets("3c5766e8-269c-4e34-aa14-ed776e85b3b6"), Kind::Rsa, 256),
    (octets("826ca512-cf10-4ac9-b187-be01496631bd"), Kind::Digest("SHA-1", "programs"), 20),
    (octets("0b6e5233-a65c-44c9-9407-d9ab83bfc8bd"), Kind::Digest("SHA-224", "programs"), 28),
    (octets("c1c41626-504c-4092-aca9-41f936934328"), Kind::Digest("SHA-256", "programs"), 32),
    (octets("ff3e5307-9fd0-48c9-85f1-8ad56c701e01"), Kind::Digest("SHA-384", "programs"), 48),
    (octets("093e0fae-a6c4-4f50-9f1b-d41e2b89c19a"), Kind::Digest("SHA-512", "programs"), 64),
    (octets("3bd2a492-96c0-4079-b420-fcf98ef103ed"), Kind::Digest("SHA-256", "certificates"), 48),
    (octets("7076876e-80c2-4ee6-aad2-28b349a6865b"), Kind::Digest("SHA-384", "certificates"), 64),
    (octets("446dbf63-2502-4cda-bcfa-2465d2b0fe9d"), Kind::Digest("SHA-512", "certificates"), 80),
];
/// EFI_CERT_TYPE_PKCS7_GUID.
const PKCS7: [u8; GUID] = octets("4aafd29d-68df-49ee-8aa9-347d375665a7");
/// EFI_TIME, then WIN_CERTIFICATE_UEFI_GUID: length, revision 2.0, type 0x0EF1, GUID.
const TIME: usize = 16;
const SIGNATURE: usize = TIME + 8 + GUID;

/// Where the lists begin, and where the signature of an update lies before them.
struct Layout {
    lists: usize,
    signature: Option<std::ops::Range<usize>>,
}

fn layout(head: &[u8]) -> Option<Layout> {
    // efivarfs puts the attributes of the variable before it: no more than seven bits.
    let attributes = le32(head, 0).filter(|bits| (1..0x80).contains(bits)).map(|_| 4);
    let start = [Some(0), attributes].into_iter().flatten().find(|at| kind(head, *at).is_some());
    if let Some(lists) = start {
        return Some(Layout { lists, signature: None });
    }
    let is_signed = le16(head, TIME + 4) == Some(0x0200)
        && le16(head, TIME + 6) == Some(0x0EF1)
        && guid(head, TIME + 8) == Some(PKCS7);
    let end = TIME.checked_add(le32(head, TIME).filter(|_| is_signed)?)?;
    (end > SIGNATURE).then_some(Layout { lists: end, signature: Some(SIGNATURE..end) })
}

fn guid(bytes: &[u8], at: usize) -> Option<[u8; GUID]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// A GUID as it is stored: the first three fields are least significant octet first.
const fn octets(text: &str) -> [u8; GUID] {
    /// Where each octet stands in the text.
    const PLACES: [usize; GUID] = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34];
    const fn digit(character: u8) -> u8 {
        if character > b'9' { character - b'a' + 10 } else { character - b'0' }
    }
    let (text, mut octets, mut at) = (text.as_bytes(), [0; GUID], 0);
    while at < GUID {
        octets[at] = digit(text[PLACES[at]]) << 4 | digit(text[PLACES[at] + 1]);
        at += 1;
    }
    octets
}

/// The kind of the list at `at`, where it is a known one and its lengths are such.
fn kind(bytes: &[u8], at: usize) -> Option<Kind> {
    let guid = guid(bytes, at)?;
    let (_, kind, size) = *KINDS.iter().find(|(of, ..)| *of == guid)?;
    let entry = le32(bytes, at + GUID + 8)?;
    let is_whole = if size == 0 { entry > GUID } else { entry == GUID + size };
    (is_whole && le32(bytes, at + GUID)? >= LIST).then_some(kind)
}

#[derive(Default)]
struct Database {
    certificates: usize,
    keys: usize,
    digests: BTreeMap<(&'static str, &'static str), usize>,
    others: usize,
    inside: Vec<AssetId>,
    entries: usize,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(layout) = layout(input.bytes) else { return };
    let mut database = Database::default();
    if let Some(at) = layout.signature.clone() {
        database.inside.extend(signature(input.bytes, at, sink));
    }
    if database.lists(input.bytes, layout.lists, sink).is_none() {
        let detail = "a UEFI signature database that is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, layout.lists as u64, None, detail);
    }
    sink.found(database.finding(input.bytes, layout.signature.is_some()));
}

/// A SignedData, with or without the ContentInfo around it (UEFI 2.10 §8.2.2).
fn signature(bytes: &[u8], at: std::ops::Range<usize>, sink: &mut Sink) -> Option<AssetId> {
    const SIGNED_DATA: [u8; 11] =
        [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    let context = Context::new(DETECTOR.id, at.start as u64, None);
    let der = bytes.get(at)?;
    if is_content_info(der) {
        return context.message(der, sink);
    }
    let whole = spki::der(0x30, &[&SIGNED_DATA[..], &spki::der(0xA0, der)].concat());
    context.message(&whole, sink)
}

impl Database {
    fn lists(&mut self, bytes: &[u8], start: usize, sink: &mut Sink) -> Option<()> {
        let mut at = start;
        while at < bytes.len() {
            let size = le32(bytes, at + GUID)?;
            let list = bytes.get(at..at.checked_add(size)?).filter(|list| list.len() >= LIST)?;
            let (header, entry) = (le32(list, GUID + 4)?, le32(list, GUID + 8)?);
            let entries = list.get(LIST.checked_add(header)?..)?;
            if entry <= GUID || entries.len() % entry != 0 {
                return None;
            }
            let kind = kind(list, 0);
            for (place, entry) in entries.chunks_exact(entry).enumerate() {
                self.entries += 1;
                if self.entries > MOST {
                    return None;
                }
                let offset = at + LIST + header + place * entry.len() + GUID;
                self.entry(kind, &entry[GUID..], offset as u64, sink);
            }
            at += size;
        }
        Some(())
    }

    fn entry(&mut self, kind: Option<Kind>, data: &[u8], offset: u64, sink: &mut Sink) {
        match kind {
            Some(Kind::Certificate) => {
                self.certificates += 1;
                self.inside.extend(x509_certificate::inside(DETECTOR.id, data, offset, sink));
            }
            Some(Kind::Rsa) => {
                self.keys += 1;
                if let Some(key) = bare_key::rsa(data, &[1, 0, 1]) {
                    let key = key.used_for([CryptoFunction::Verify]);
                    let finding = key.seen(DETECTOR.id, None, (offset, None));
                    self.inside.push(finding.asset.id());
                    sink.found(finding);
                }
            }
            Some(Kind::Digest(algorithm, of)) => {
                *self.digests.entry((algorithm, of)).or_default() += 1;
            }
            None => self.others += 1,
        }
    }

    fn finding(self, whole: &[u8], is_signed: bool) -> Finding {
        let mut details = vec![("certificates".to_owned(), self.certificates.to_string())];
        let counts = [("keys", self.keys), ("entries of other types", self.others)];
        for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            details.push((name.to_owned(), count.to_string()));
        }
        for ((algorithm, of), count) in &self.digests {
            details.push((format!("{algorithm} digests of {of}"), count.to_string()));
        }
        let name =
            if is_signed { "signed UEFI database update" } else { "UEFI signature database" };
        let store = Material {
            details,
            ..Material::new(MaterialKind::Keystore, name, "EFI_SIGNATURE_LIST", sha256(whole))
        };
        let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
        let digests = self.digests.keys().filter_map(|(name, _)| registry::by_name(name));
        let finding = digests.fold(finding, |finding, digest| {
            finding.refers_to(RelationKind::Contains, Asset::Algorithm(digest))
        });
        let inside = self.inside.iter();
        inside.fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }
}
