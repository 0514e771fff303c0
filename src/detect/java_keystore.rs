//! Java keystores that open without a password: JKS, JCEKS and Bouncy Castle BKS. Certificates in them are in the clear.

use super::ber::Element;
use super::{Detector, Input, Peek, Sink, private_key, x509_certificate};
use crate::model::{
    Asset, AssetId, Evidence, Finding, Material, MaterialKind, Protection, RelationKind,
    UnknownReason,
};

/// Finds Java keystores.
pub const DETECTOR: Detector = Detector {
    id: "java-keystore",
    title: "Java keystores: JKS, JCEKS, BKS",
    about: "Keystores of Java (JKS, magic FEEDFEED; JCEKS, magic CECECECE) and Bouncy Castle (BKS versions 1 and 2), \
            read without a password: entries by kind, certificates as assets of their own, and for private keys \
            the encryption that the store names. What a password would show is an unknown that counts the entries. \
            Counts and lengths are checked against the file before anything is read. JCEKS secret keys are Java \
            serialised objects without a length: reading ends there.",
    anchors: &[],
    wants,
    detect,
};

const JKS: u32 = 0xFEED_FEED;
const JCEKS: u32 = 0xCECE_CECE;

fn wants(peek: &Peek<'_>) -> bool {
    let mut reader = Reader { bytes: peek.head, at: 0 };
    match reader.u32() {
        Some(JKS | JCEKS) => true,
        Some(1 | 2) => bks_header(&mut reader).is_some(),
        _ => false,
    }
}

/// Salt of 20 bytes and an iteration count that the library writes; there is no magic number.
fn bks_header(reader: &mut Reader<'_>) -> Option<u32> {
    let salt = reader.u32()?;
    reader.take(usize::try_from(salt).ok().filter(|length| (8..=64).contains(length))?)?;
    let iterations = reader.u32()?;
    let first_entry = *reader.bytes.get(reader.at)?;
    ((1..=1_000_000).contains(&iterations) && first_entry <= 4).then_some(iterations)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut reader = Reader { bytes: input.bytes, at: 0 };
    let mut store = Store::default();
    let outcome = match reader.u32() {
        Some(JKS) => store.java("JKS", &mut reader),
        Some(JCEKS) => store.java("JCEKS", &mut reader),
        _ => store.bouncy_castle(&mut reader),
    };
    if outcome.is_none() {
        let detail = format!("a {} keystore that is shorter than its entries say", store.format);
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, reader.at as u64, None, detail);
    }
    store.report(input, sink);
}

/// What was read of a keystore.
#[derive(Default)]
struct Store<'a> {
    format: &'static str,
    entries: u32,
    private: u32,
    secret: u32,
    iterations: Option<u64>,
    /// Of the first private key.
    protection: Option<Protection>,
    /// Offset and DER of every certificate.
    certificates: Vec<(usize, &'a [u8])>,
    unread: Option<&'static str>,
}

impl<'a> Store<'a> {
    /// JKS and JCEKS share their layout; see the `OpenJDK` class comments of `JavaKeyStore` and `JceKeyStore`.
    fn java(&mut self, format: &'static str, reader: &mut Reader<'a>) -> Option<()> {
        self.format = format;
        let version = reader.u32().filter(|version| (1..=2).contains(version))?;
        let count = reader.u32()?;
        for _ in 0..count {
            let tag = reader.u32()?;
            reader.text()?;
            reader.take(8)?;
            match tag {
                1 => {
                    let key = reader.sized()?;
                    self.private += 1;
                    self.protection = self.protection.take().or_else(|| key_protection(key));
                    let chain = reader.u32()?;
                    for _ in 0..chain {
                        self.certificate(version, reader)?;
                    }
                }
                2 => self.certificate(version, reader)?,
                3 => {
                    self.secret += 1;
                    self.entries = count;
                    self.unread = Some(
                        "a secret key entry has no stated length; what follows it is not read",
                    );
                    return Some(());
                }
                _ => return None,
            }
            self.entries += 1;
        }
        Some(())
    }

    fn certificate(&mut self, version: u32, reader: &mut Reader<'a>) -> Option<()> {
        if version == 2 {
            reader.text()?;
        }
        let der = reader.sized()?;
        self.certificates.push((reader.at - der.len(), der));
        Some(())
    }

    /// Layout of Bouncy Castle's `BcKeyStoreSpi`.
    fn bouncy_castle(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        self.format = "BKS";
        self.iterations = Some(u64::from(bks_header(reader)?));
        loop {
            let kind = reader.u8()?;
            if kind == 0 {
                return Some(());
            }
            reader.text()?;
            reader.take(8)?;
            for _ in 0..reader.u32()? {
                self.certificate(2, reader)?;
            }
            match kind {
                1 => self.certificate(2, reader)?,
                2 => {
                    let key_type = reader.u8()?;
                    reader.text()?;
                    reader.text()?;
                    reader.sized()?;
                    match key_type {
                        0 => self.private += 1,
                        2 => self.secret += 1,
                        _ => {}
                    }
                }
                3 => {
                    reader.sized()?;
                    self.secret += 1;
                }
                4 => {
                    reader.sized()?;
                    self.private += 1;
                }
                _ => return None,
            }
            self.entries += 1;
        }
    }

    fn report(self, input: &Input<'_>, sink: &mut Sink) {
        let mut inside = Vec::new();
        for (offset, der) in &self.certificates {
            if let Some(id) = x509_certificate::inside(DETECTOR.id, der, *offset as u64, sink) {
                inside.push(id);
            }
        }
        if self.private + self.secret > 0 {
            let how =
                self.protection.as_ref().map_or("by the store's own scheme", |how| &how.scheme);
            let detail = format!(
                "encrypted: {} private and {} secret key entries, {how}; a password would open them",
                self.private, self.secret
            );
            sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, detail);
        }
        if let Some(unread) = self.unread {
            sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, unread);
        }
        sink.found(self.finding(input, &inside));
    }

    fn finding(self, input: &Input<'_>, inside: &[AssetId]) -> Finding {
        let digest = ring::digest::digest(&ring::digest::SHA256, input.bytes);
        let certificates = self.certificates.len();
        let own =
            Protection { scheme: format!("{} scheme", self.format), iterations: self.iterations };
        // Certificates are never encrypted: a store that has nothing else protects nothing.
        let protection = (self.private + self.secret > 0).then(|| self.protection.unwrap_or(own));
        let store = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::Keystore,
            name: format!("{} keystore", self.format),
            format: self.format.to_owned(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint: super::hex(digest.as_ref()),
            protection,
            subject: None,
            not_before: None,
            not_after: None,
            details: vec![
                ("certificates".to_owned(), certificates.to_string()),
                ("entries".to_owned(), self.entries.to_string()),
                ("private keys".to_owned(), self.private.to_string()),
                ("secret keys".to_owned(), self.secret.to_string()),
            ],
        });
        let finding = Finding::new(DETECTOR.id, store, 0, None).evidence(Evidence::Present);
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }
}

/// The algorithm of an `EncryptedPrivateKeyInfo` (RFC 5958 §3), by the registry's name, with its iterations.
fn key_protection(der: &[u8]) -> Option<Protection> {
    // JDK private OIDs that no public registry lists.
    const JKS_KEY_PROTECTOR: &str = "1.3.6.1.4.1.42.2.17.1.1";
    const JCEKS_KEY_PROTECTOR: &str = "1.3.6.1.4.1.42.2.19.1";
    let identifier = Element::read(der)?.child(0)?;
    let mut protection = private_key::protection(identifier.whole);
    match identifier.child(0)?.oid()?.as_str() {
        JKS_KEY_PROTECTOR => protection.scheme = "JKS key protector (SHA-1 key stream)".to_owned(),
        JCEKS_KEY_PROTECTOR => protection.scheme = "PBE with MD5 and Triple DES".to_owned(),
        _ => {}
    }
    Some(protection)
}

/// Big-endian reads that end with the input.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)
            .map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// Bytes with a 32-bit length.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length)
    }

    /// Bytes with a 16-bit length, as `DataOutput.writeUTF` makes them.
    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.take(2)?;
        self.take(usize::from(u16::from_be_bytes([length[0], length[1]])))
    }
}
