//! Java keystores without a password: JKS, JCEKS and, with `bks`, Bouncy Castle's. Certificates in them are in the clear.

use super::ber::Element;
use super::bks::Header;
use super::closed::Closed;
use super::java_object::Value;
use super::password_based::{Encryption, JCEKS_KEY_PROTECTOR, JKS_KEY_PROTECTOR, Salted};
use super::password_cipher::Plain;
use super::stored_secret::Secret;
use super::{
    Attempts, Detector, Input, Peek, Sink, password_based, private_key, sha256, x509_certificate,
};
use crate::model::{
    Asset, AssetId, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds Java keystores.
pub const DETECTOR: Detector = Detector {
    id: "java-keystore",
    title: "Java keystores: JKS, JCEKS, BKS, UBER",
    about: "Keystores of Java (JKS, magic FEEDFEED; JCEKS, magic CECECECE) and Bouncy Castle (BKS versions 0 to 2, UBER), \
            read without a password: entries by kind, certificates and plain private keys as assets of their own, for \
            closed keys the encryption and iterations that the store names, and the MAC of BKS. A password of --passwords \
            opens keys, and UBER as a whole; what stays closed is an unknown that counts the entries. Counts and lengths are checked against the file before anything \
            is read. JCEKS secret keys are Java serialised objects without a length: reading ends at one that is no sealed key.",
    anchors: &[],
    wants,
    detect,
};

const JKS: u32 = 0xFEED_FEED;
const JCEKS: u32 = 0xCECE_CECE;
const JCEKS_SCHEME: &str = "PBE with MD5 and Triple DES";

fn wants(peek: &Peek<'_>) -> bool {
    let mut reader = Reader::new(peek.head);
    if matches!(reader.u32(), Some(JKS | JCEKS)) {
        return true;
    }
    let mut reader = Reader::new(peek.head);
    Header::read(&mut reader).is_some_and(|header| {
        header.is_before_entries(reader, peek.size) || header.is_uber(peek.size)
    })
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut reader = Reader::new(input.bytes);
    let mut store = Store::default();
    let outcome = match reader.u32() {
        Some(JKS) => store.java("JKS", &mut reader, input.attempts),
        Some(JCEKS) => store.java("JCEKS", &mut reader, input.attempts),
        _ => {
            reader = Reader::new(input.bytes);
            store.bouncy_castle(&mut reader, input.attempts)
        }
    };
    if outcome.is_none() {
        let detail = format!("a {} keystore whose length does not fit its entries", store.format);
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, reader.at as u64, None, detail);
    }
    match store.inner.take() {
        Some(inner) => opened(store, &inner, input, sink),
        None => store.report(input, sink),
    }
}

/// Reads the entries that a password showed of a store that is sealed in one piece.
fn opened(outer: Store<'_>, inner: &Plain, input: &Input<'_>, sink: &mut Sink) {
    let mut reader = Reader::new(inner);
    let mut store =
        Store { format: outer.format, closed: outer.closed, is_opened: true, ..Store::default() };
    if store.entries(&mut reader, input.attempts).is_none() {
        let detail = "entries that a password opened and that cannot be read";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    store.report(input, sink);
}

/// What was read of a keystore.
#[derive(Default)]
pub struct Store<'a> {
    /// `JKS`, `JCEKS`, `BKS`, `UBER`.
    pub format: &'static str,
    /// Entries read.
    pub entries: u32,
    /// Private keys.
    pub private: u32,
    /// Secret keys.
    pub secret: u32,
    /// Public keys that are no certificate's.
    pub public: u32,
    /// Closed keys of which it is closed too whether they are private or secret.
    pub sealed: u32,
    /// What a password would open.
    pub closed: Closed,
    /// The MAC in words, where the format has one that is told.
    pub mac: Option<String>,
    /// Private keys that passwords opened, with the offset of their sealed form.
    pub opened: Vec<(usize, Plain, Protection)>,
    /// Secret keys that passwords opened, with their sealed form.
    pub secrets: Vec<(&'a [u8], Secret, Protection)>,
    /// What a password opened, where the store is sealed in one piece.
    pub inner: Option<Plain>,
    /// Whether this is read from such a piece.
    is_opened: bool,
    /// Offset and PKCS#8 encoding of private keys in the clear.
    pub plain: Vec<(usize, &'a [u8])>,
    /// Offset and DER of every certificate.
    certificates: Vec<(usize, &'a [u8])>,
    unread: Option<&'static str>,
}

impl<'a> Store<'a> {
    /// JKS and JCEKS share their layout; see the `OpenJDK` class comments of `JavaKeyStore` and `JceKeyStore`.
    fn java(
        &mut self,
        format: &'static str,
        reader: &mut Reader<'a>,
        attempts: &Attempts<'_>,
    ) -> Option<()> {
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
                    self.sealed_pkcs8(key, reader.at - key.len(), attempts);
                    let chain = reader.u32()?;
                    for _ in 0..chain {
                        self.certificate(version, reader)?;
                    }
                }
                2 => self.certificate(version, reader)?,
                3 => {
                    self.secret += 1;
                    if self.sealed_object(reader, attempts).is_none() {
                        self.entries = count;
                        self.unread = Some(
                            "a secret key entry without a length that is no sealed object; what follows it is not read",
                        );
                        return Some(());
                    }
                }
                _ => return None,
            }
            self.entries += 1;
        }
        Some(())
    }

    /// A private key of which the store only holds an `EncryptedPrivateKeyInfo`.
    pub fn sealed_pkcs8(&mut self, info: &[u8], offset: usize, attempts: &Attempts<'_>) {
        let protection = key_protection(info);
        let outcome = match Element::read(info) {
            Some(info) => password_based::open_info(&info, attempts),
            None => attempts.unable(),
        };
        let opened = self.closed.tried("private key", protection.clone(), outcome);
        self.opened.extend(opened.map(|plain| (offset, plain, protection)));
    }

    /// A secret key of JCEKS: a serialised `javax.crypto.SealedObject`.
    fn sealed_object(&mut self, reader: &mut Reader<'a>, attempts: &Attempts<'_>) -> Option<()> {
        let begun = reader.clone();
        let Some(object) = Value::read(reader) else {
            let protection = Protection { scheme: "JCEKS scheme".to_owned(), iterations: None };
            self.closed.add("secret key", protection);
            return None;
        };
        let sealed = begun.rest() - reader.rest();
        let whole = begun.clone().take(sealed)?;
        let text = |name| object.field(name).and_then(Value::text);
        let parameters = object.field("encodedParams").and_then(Value::bytes);
        let salted = parameters.and_then(|der| Salted::of(&Element::read(der)?));
        let iterations = salted.as_ref().map(|salted| salted.iterations);
        let known = text("sealAlg") == Some("PBEWithMD5AndTripleDES");
        let scheme = if known { JCEKS_SCHEME } else { text("sealAlg").unwrap_or("JCEKS scheme") };
        let protection = Protection { scheme: scheme.to_owned(), iterations };
        let content = object.field("encryptedContent").and_then(Value::bytes);
        let outcome = match salted.zip(content).filter(|_| known) {
            Some((salted, content)) => {
                let is_meant: fn(&[u8]) -> bool = |plain| secret_of(plain).is_some();
                Encryption::Jceks(salted).open_as(content, attempts, is_meant)
            }
            None => attempts.unable(),
        };
        let opened = self.closed.tried("secret key", protection.clone(), outcome);
        let secret = opened.and_then(|plain| secret_of(&plain));
        self.secrets.extend(secret.map(|secret| (whole, secret, protection)));
        Some(())
    }

    /// A certificate with its type, which version 1 of JKS leaves out.
    pub fn certificate(&mut self, version: u32, reader: &mut Reader<'a>) -> Option<()> {
        if version == 2 {
            reader.text()?;
        }
        let der = reader.sized()?;
        self.certificates.push((reader.at - der.len(), der));
        Some(())
    }

    fn report(self, input: &Input<'_>, sink: &mut Sink) {
        let mut inside = Vec::new();
        // What was sealed in one piece has no place of its own in the file.
        let place = |offset: &usize| if self.is_opened { 0 } else { *offset as u64 };
        for (offset, der) in &self.certificates {
            inside.extend(x509_certificate::inside(DETECTOR.id, der, place(offset), sink));
        }
        for (offset, der) in &self.plain {
            let around = if self.is_opened { self.closed.protection() } else { None };
            inside.extend(private_key::inside(DETECTOR.id, der, around, place(offset), sink));
        }
        for (offset, der, protection) in &self.opened {
            let protection = Some(protection.clone());
            inside.extend(private_key::inside(DETECTOR.id, der, protection, place(offset), sink));
        }
        for (sealed, secret, protection) in &self.secrets {
            let protection = protection.clone();
            inside.push(secret.report(DETECTOR.id, self.format, sealed, protection, sink));
        }
        if let Some(sentence) = self.closed.sentence() {
            sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
        }
        if let Some(unread) = self.unread {
            sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, unread);
        }
        sink.found(self.finding(input, &inside));
    }

    fn finding(self, input: &Input<'_>, inside: &[AssetId]) -> Finding {
        let details = self.details();
        let store = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::Keystore,
            name: format!("{} keystore", self.format),
            format: self.format.to_owned(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint: sha256(input.bytes),
            // Certificates are never encrypted: a store that has nothing else protects nothing.
            protection: self.closed.protection(),
            subject: None,
            not_before: None,
            not_after: None,
            details,
        });
        let finding = Finding::new(DETECTOR.id, store, 0, None);
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }

    fn details(&self) -> Vec<(String, String)> {
        let mut details = Vec::new();
        let mut count = |name: &str, count: String| details.push((name.to_owned(), count));
        if self.format != "UBER" || self.is_opened {
            count("certificates", self.certificates.len().to_string());
            count("entries", self.entries.to_string());
            count("private keys", self.private.to_string());
            count("secret keys", self.secret.to_string());
        }
        let more = [
            ("private keys in the clear", self.plain.len()),
            ("opened by a password", self.opened.len() + self.secrets.len()),
            ("public keys", self.public as usize),
            ("secret or private keys", self.sealed as usize),
        ];
        for (name, number) in more.into_iter().filter(|(_, number)| *number > 0) {
            count(name, number.to_string());
        }
        details.extend(self.closed.schemes());
        details.extend(self.mac.clone().map(|mac| ("mac".to_owned(), mac)));
        details
    }
}

/// A serialised `javax.crypto.spec.SecretKeySpec`, or `java.security.KeyRep` of other keys.
fn secret_of(plain: &[u8]) -> Option<Secret> {
    let object = Value::read(&mut Reader::new(plain))?;
    let key = object.field("key").or_else(|| object.field("encoded"))?.bytes()?;
    let algorithm = object.field("algorithm")?.text().and_then(registry::by_name);
    Some(Secret { algorithm, octets: key.len() })
}

/// The algorithm of an `EncryptedPrivateKeyInfo` (RFC 5958 §3), by the registry's name, with its iterations.
fn key_protection(der: &[u8]) -> Protection {
    let mut protection = private_key::protection_of(der);
    let oid = Element::read(der).and_then(|info| info.child(0)?.child(0)?.oid());
    match oid.as_deref() {
        Some(JKS_KEY_PROTECTOR) => {
            "JKS key protector (SHA-1 key stream)".clone_into(&mut protection.scheme);
        }
        Some(JCEKS_KEY_PROTECTOR) => {
            JCEKS_SCHEME.clone_into(&mut protection.scheme);
        }
        _ => {}
    }
    protection
}

/// Big-endian reads that end with the input.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// At the start of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Octets of the whole input.
    pub const fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Octets to come.
    pub const fn rest(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The next octets.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    /// The next octet.
    pub fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// A 16-bit number.
    pub fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    /// A 32-bit number.
    pub fn u32(&mut self) -> Option<u32> {
        self.take(4)
            .map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    /// Bytes with a 32-bit length.
    pub fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length)
    }

    /// Bytes with a 16-bit length, as `DataOutput.writeUTF` makes them.
    pub fn text(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.u16()?);
        self.take(length)
    }
}
