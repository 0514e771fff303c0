//! What a password shows of a BCFKS keystore: `ObjectStoreData` of org.bouncycastle.asn1.bc.

use super::ber::Element;
use super::closed::Closed;
use super::stored_secret::{self, Secret};
use super::{Attempts, Sink, password_based, private_key, x509_certificate};
use crate::model::{AssetId, Protection, UnknownReason};

/// Entries that are read.
const LIMIT: usize = 10_000;

/// The entries of an opened store.
pub struct Contents<'d> {
    detector: &'static str,
    attempts: &'d Attempts<'d>,
    sink: &'d mut Sink,
    /// Certificates and keys.
    pub inside: Vec<AssetId>,
    /// Entries by their kind, in words.
    pub entries: u32,
    /// Keys and certificates that passwords opened.
    pub opened: u32,
}

impl<'d> Contents<'d> {
    /// Nothing yet.
    pub const fn new(
        detector: &'static str,
        attempts: &'d Attempts<'d>,
        sink: &'d mut Sink,
    ) -> Self {
        Self { detector, attempts, sink, inside: Vec::new(), entries: 0, opened: 0 }
    }

    /// ObjectStoreData ::= { version, integrityAlgorithm, creationDate, lastModifiedDate, SEQUENCE OF ObjectData, … }
    pub fn read(&mut self, plain: &[u8], closed: &mut Closed) -> Option<()> {
        let list = Element::read(plain)?.child(4)?;
        let mut entries = list.children();
        for entry in entries.by_ref().take(LIMIT) {
            self.entries += 1;
            // ObjectData ::= { type, identifier, creationDate, lastModifiedDate, data, comment OPTIONAL }
            let (kind, data) = (entry.child(0)?.number()?, entry.child(4)?.octets()?);
            match kind {
                0 => self.certificate(&data),
                1 | 3 => self.private_key(&Element::read(&data)?, closed)?,
                2 | 4 => self.secret_key(&Element::read(&data)?, closed)?,
                _ => return None,
            }
        }
        if entries.next().is_some() {
            let detail = "a BCFKS keystore with more entries than are read";
            self.sink.unknown(self.detector, UnknownReason::TooLarge, 0, None, detail);
        }
        Some(())
    }

    fn certificate(&mut self, der: &[u8]) {
        self.opened += 1;
        self.inside.extend(x509_certificate::inside(self.detector, der, 0, self.sink));
    }

    /// EncryptedPrivateKeyData ::= { EncryptedPrivateKeyInfo, SEQUENCE OF Certificate }
    fn private_key(&mut self, data: &Element<'_>, closed: &mut Closed) -> Option<()> {
        let info = data.child(0)?;
        if let Some((plain, protection)) =
            self.open("private key", "PRIVATE_KEY_ENCRYPTION", &info, closed)?
        {
            let (detector, protection) = (self.detector, Some(protection));
            self.inside.extend(private_key::inside(detector, &plain, protection, 0, self.sink));
        }
        for certificate in data.child(1).iter().flat_map(Element::children).take(LIMIT) {
            self.certificate(certificate.whole);
        }
        Some(())
    }

    /// EncryptedSecretKeyData ::= { AlgorithmIdentifier, OCTET STRING }, of SecretKeyData ::= { OBJECT IDENTIFIER, OCTET
    /// STRING }
    fn secret_key(&mut self, info: &Element<'_>, closed: &mut Closed) -> Option<()> {
        let opened = self.open("secret key", "SECRET_KEY_ENCRYPTION", info, closed)?;
        let Some((plain, protection)) = opened else { return Some(()) };
        let key = Element::read(&plain)?;
        let algorithm = Some(stored_secret::algorithm(&key.child(0)?.oid()?));
        let secret = Secret { algorithm, octets: key.child(1)?.octets()?.len() };
        let id = secret.report(self.detector, "BCFKS", info.whole, protection, self.sink);
        self.inside.push(id);
        Some(())
    }

    fn open(
        &mut self,
        what: &'static str,
        purpose: &'static str,
        info: &Element<'_>,
        closed: &mut Closed,
    ) -> Option<Option<(super::password_cipher::Plain, Protection)>> {
        let (identifier, sealed) = (info.child(0)?, info.child(1)?.octets()?);
        let protection = private_key::protection(identifier.whole);
        let outcome = password_based::open_for(purpose, &identifier, &sealed, self.attempts);
        let opened = closed.tried(what, protection.clone(), outcome);
        self.opened += u32::from(opened.is_some());
        Some(opened.map(|plain| (plain, protection)))
    }
}
