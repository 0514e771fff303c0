//! Cryptographic Message Syntax (RFC 5652): signed, encrypted and authenticated messages, PKCS#7 certificate bundles.

use super::ber::Element;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, cms_encrypted, cms_signed};
use crate::model::{Asset, AssetId, Finding, Material, MaterialKind, UnknownReason};

/// Finds CMS messages.
pub const DETECTOR: Detector = Detector {
    id: "cms-message",
    title: "CMS and PKCS#7 messages",
    about: "Messages of RFC 5652, RFC 5083 and PKCS#7, PEM or DER. Signed: digest, signature with its parameters, signers, \
            the certificates carried, and timestamps (RFC 3161) and further signatures that hang on a signer. Enveloped \
            and authenticated: every recipient's key transport, key agreement with its key derivation and wrap, shared \
            or password key, or KEM (RFC 9629, ML-KEM of RFC 9936), and the content encryption or MAC. Encrypted and \
            digested data. A bundle that only carries certificates is reported as such. Compressed content is not \
            unpacked; encrypted content stays closed.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

pub const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const SIGNED_AND_ENVELOPED_DATA: &str = "1.2.840.113549.1.7.4";
const DIGESTED_DATA: &str = "1.2.840.113549.1.7.5";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const AUTHENTICATED_DATA: &str = "1.2.840.113549.1.9.16.1.2";
const COMPRESSED_DATA: &str = "1.2.840.113549.1.9.16.1.9";
const AUTH_ENVELOPED_DATA: &str = "1.2.840.113549.1.9.16.1.23";
/// Content octets of 1.2.840.113549.1.7 and 1.2.840.113549.1.9.16.1, the arcs of all content types.
const PKCS7_ARC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
const SMIME_ARC: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01];
/// Messages inside messages.
const DEPTH: u8 = 6;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored || is_content_info(peek.head)
}

/// SEQUENCE { OBJECT IDENTIFIER of a content type … (§3)
pub fn is_content_info(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(24)];
    let starts =
        |arc: &[u8]| memchr::memmem::find(start, arc).is_some_and(|at| (4..=8).contains(&at));
    start.first() == Some(&0x30) && (starts(PKCS7_ARC) || starts(SMIME_ARC))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.first() == Some(&0x30) {
        Context::new(DETECTOR.id, 0, None).message(input.bytes, sink);
        return;
    }
    // gpgsm and Git write the last.
    let is_ours = |label: &str| matches!(label, "PKCS7" | "CMS" | "SIGNED MESSAGE");
    for block in input.blocks().iter().filter(|block| is_ours(block.label)) {
        let context = Context::new(DETECTOR.id, block.offset, Some(block.line));
        match block.der() {
            Some(der) => {
                context.message(der, sink);
            }
            None if !block.is_meant() => {}
            None => context.fault("a CMS message whose base64 is broken", sink),
        }
    }
}

/// Who reads a message, where it lies, and how deep inside another.
#[derive(Clone, Copy)]
pub struct Context {
    pub detector: &'static str,
    pub offset: u64,
    pub line: Option<u32>,
    /// What the message is there for, in words.
    note: &'static str,
    depth: u8,
}

impl Context {
    /// A message at `offset` of the input.
    pub const fn new(detector: &'static str, offset: u64, line: Option<u32>) -> Self {
        Self { detector, offset, line, note: "", depth: 0 }
    }

    /// Offset of the message, where that of its parts follows from it: not in text, and not inside another message.
    pub fn start(self) -> Option<u64> {
        (self.line.is_none() && self.depth == 0).then_some(self.offset)
    }

    /// The same with a note.
    pub const fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// Reports the message that `der` begins with; its id when it is one.
    pub fn message(self, der: &[u8], sink: &mut Sink) -> Option<AssetId> {
        let info = Element::read(der);
        let id = info.as_ref().and_then(|info| self.content_info(info, sink));
        if id.is_none() && self.depth == 0 {
            self.fault("a CMS message whose structure is broken or cut off", sink);
        }
        id?
    }

    /// Reports the message inside this one.
    pub fn inner(self, info: &Element<'_>, sink: &mut Sink) -> Option<AssetId> {
        self.deeper(sink)?.content_info(info, sink)?
    }

    /// Reports what this message encapsulates: content of a type, or what some writers put there, a whole ContentInfo.
    pub fn encapsulated(
        self,
        kind: &str,
        content: &Element<'_>,
        sink: &mut Sink,
    ) -> Option<AssetId> {
        if is_content_info(content.whole) {
            return self.inner(content, sink);
        }
        self.deeper(sink)?.content(kind, content.whole, content, sink)?
    }

    fn deeper(self, sink: &mut Sink) -> Option<Self> {
        if self.depth < DEPTH {
            return Some(Self { depth: self.depth + 1, ..self });
        }
        let detail = "a CMS message inside more others than are read";
        sink.unknown(self.detector, UnknownReason::TooLarge, self.offset, self.line, detail);
        None
    }

    /// ContentInfo ::= SEQUENCE { contentType, [0] EXPLICIT content } (§3). `None` where it is broken, `Some(None)`
    /// where it protects nothing.
    fn content_info(self, info: &Element<'_>, sink: &mut Sink) -> Option<Option<AssetId>> {
        let (kind, content) = (info.child(0)?.oid()?, info.child(1)?.explicit()?);
        self.content(&kind, info.whole, &content, sink)
    }

    /// Reports content of a type; `whole` is what identifies it.
    fn content(
        self,
        kind: &str,
        whole: &[u8],
        content: &Element<'_>,
        sink: &mut Sink,
    ) -> Option<Option<AssetId>> {
        let finding = match kind {
            SIGNED_DATA => cms_signed::signed(self, whole, content, sink)?,
            ENVELOPED_DATA | AUTH_ENVELOPED_DATA | SIGNED_AND_ENVELOPED_DATA => {
                cms_encrypted::enveloped(self, kind, whole, content, sink)?
            }
            AUTHENTICATED_DATA => cms_encrypted::authenticated(self, whole, content)?,
            ENCRYPTED_DATA => cms_encrypted::encrypted(self, whole, content)?,
            DIGESTED_DATA => cms_signed::digested(self, whole, content)?,
            COMPRESSED_DATA => {
                let detail = "a compressed CMS message; what it holds is not unpacked";
                sink.unknown(
                    self.detector,
                    UnknownReason::Unsupported,
                    self.offset,
                    self.line,
                    detail,
                );
                return Some(None);
            }
            // Plain data, and content types that protect nothing themselves.
            _ => return Some(None),
        };
        let id = finding.asset.id();
        sink.found(finding);
        Some(Some(id))
    }

    /// A finding of a message.
    pub fn finding(self, material: Material) -> Finding {
        Finding::new(self.detector, Asset::RelatedCryptoMaterial(material), self.offset, self.line)
            .note(self.note)
    }

    fn fault(self, detail: &str, sink: &mut Sink) {
        sink.unknown(self.detector, UnknownReason::Malformed, self.offset, self.line, detail);
    }
}

/// Name of the kind for people: an authenticated message is enveloped data with a MAC.
pub fn words(kind: &str) -> &'static str {
    match kind {
        AUTH_ENVELOPED_DATA => "authenticated enveloped message",
        SIGNED_AND_ENVELOPED_DATA => "signed and enveloped message",
        _ => "enveloped message",
    }
}

/// A message with its details; sorted, each once.
pub fn shell(name: &str, whole: &[u8], mut details: Vec<(String, String)>) -> Material {
    details.sort();
    details.dedup();
    Material {
        material: MaterialKind::SignedData,
        name: format!("CMS {name}"),
        format: "CMS".to_owned(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: super::sha256(whole),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details,
    }
}
