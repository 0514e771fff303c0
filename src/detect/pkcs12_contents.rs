//! What a PFX (RFC 7292 §4) shows without its password: its parts and bags, and the scheme of whatever is closed.

use x509_parser::asn1_rs::Tag;

use super::ber::{Children, Element};
use super::closed::Closed;
use super::password_cipher::Plain;
use super::stored_secret::Secret;
use super::{
    Attempts, Sink, cms_signed, password_based, private_encoding, private_key, x509_certificate,
    x509_crl,
};
use crate::model::{AssetId, Protection, UnknownReason};
use crate::registry;

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const PKCS8_SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERT_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const CRL_BAG: &str = "1.2.840.113549.1.12.10.1.4";
const SECRET_BAG: &str = "1.2.840.113549.1.12.10.1.5";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
/// x509Certificate and x509CRL (RFC 7292 §4.2.3 and §4.2.4); the other kinds are SDSI and private ones.
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const X509_CRL: &str = "1.2.840.113549.1.9.23.1";
const PBMAC1: &str = "1.2.840.113549.1.5.14";
/// A part with everything in it, in words: usually the certificates.
const PART: &str = "part";
/// Parts or bags looked at; real keystores have a few.
const LIMIT: usize = 10_000;
/// Nested safe contents.
const DEPTH: usize = 4;

/// The contents of a keystore.
pub struct Contents<'d> {
    detector: &'static str,
    attempts: &'d Attempts<'d>,
    sink: &'d mut Sink,
    /// Protection of the part that is being read, which a password opened.
    around: Option<Protection>,
    /// MAC or signature, in words; `None` where nothing protects the integrity.
    pub integrity: Option<String>,
    /// Certificates, keys and lists that lie in the clear.
    pub inside: Vec<AssetId>,
    /// Certificates in the clear.
    pub certificates: u32,
    /// Private keys, as far as the parts around them are open.
    pub keys: u32,
    /// Private keys in the clear.
    pub clear_keys: u32,
    /// Secrets, as far as the parts around them are open.
    pub secrets: u32,
    /// Secrets in the clear.
    pub clear_secrets: u32,
    /// Revocation lists in the clear.
    pub lists: u32,
    /// Certificates, keys and lists that passwords opened.
    pub opened: u32,
    /// What is encrypted.
    pub closed: Closed,
    /// Bags and parts of kinds that are not read.
    pub unread: u32,
}

impl<'d> Contents<'d> {
    /// Nothing yet; what lies in the clear is reported to `sink` under the name of `detector`.
    pub fn new(detector: &'static str, attempts: &'d Attempts<'d>, sink: &'d mut Sink) -> Self {
        Self {
            detector,
            attempts,
            sink,
            around: None,
            integrity: None,
            inside: Vec::new(),
            certificates: 0,
            keys: 0,
            clear_keys: 0,
            secrets: 0,
            clear_secrets: 0,
            lists: 0,
            opened: 0,
            closed: Closed::default(),
            unread: 0,
        }
    }

    /// PFX ::= SEQUENCE { version, authSafe ContentInfo, macData OPTIONAL }; `None` where the structure breaks.
    pub fn pfx(&mut self, pfx: &Element<'_>) -> Option<()> {
        let mut fields = pfx.children();
        fields.next()?;
        let (kind, content) = content_info(&fields.next()?)?;
        let mac = fields.next();
        // Before the content, which may be broken.
        self.integrity = mac.as_ref().and_then(mac_data);
        let content = content?;
        match kind.as_str() {
            DATA => {
                self.parts(&content.octets()?)?;
                // A MAC that does not read is no missing MAC.
                (mac.is_none() == self.integrity.is_none() && fields.at_end()).then_some(())
            }
            SIGNED_DATA => self.signed(&content),
            _ => None,
        }
    }

    /// Public-key integrity mode (RFC 7292 §3.1): the parts are what a `SignedData` signs.
    fn signed(&mut self, signed: &Element<'_>) -> Option<()> {
        let inner = signed.child(2)?.child(1)?.explicit()?;
        let signers = signed.children().filter(|field| field.tag() == Some(Tag::Set)).last()?;
        let (signature, ..) = cms_signed::signer_algorithm(&signers.child(0)?)?;
        self.integrity = Some(format!("signature, {}", signature.name));
        self.parts(&inner.octets()?)
    }

    fn parts(&mut self, safe: &[u8]) -> Option<()> {
        let mut parts = Element::read(safe)?.children();
        for part in parts.by_ref().take(LIMIT) {
            let (kind, content) = content_info(&part)?;
            let content = content?;
            match kind.as_str() {
                DATA => self.safe_contents(&content.octets()?, DEPTH)?,
                ENCRYPTED_DATA => {
                    // EncryptedData ::= { version, EncryptedContentInfo { contentType, algorithm, [0] } } (RFC 5652 §8)
                    self.encrypted(&content.child(1)?)?;
                }
                ENVELOPED_DATA => self.closed.add(PART, enveloped(&content)?),
                _ => self.unread += 1,
            }
        }
        self.all_read(parts)
    }

    /// EncryptedContentInfo ::= { contentType, AlgorithmIdentifier, [0] IMPLICIT OCTET STRING } (RFC 5652 §6.1)
    fn encrypted(&mut self, info: &Element<'_>) -> Option<()> {
        let algorithm = info.child(1)?;
        let protection = private_key::protection(algorithm.whole);
        let sealed = info.child(2).and_then(|field| field.implicit_octets());
        let outcome = match sealed {
            Some(sealed) => password_based::open(&algorithm, &sealed, self.attempts),
            None => self.attempts.unable(),
        };
        let Some(plain) = self.closed.tried(PART, protection.clone(), outcome) else {
            return Some(());
        };
        let before = (self.certificates, self.clear_keys, self.clear_secrets, self.lists);
        self.around = Some(protection);
        let read = self.safe_contents(&plain, DEPTH);
        self.around = None;
        // None of these lies in the clear.
        let counts = (self.certificates, self.clear_keys, self.clear_secrets, self.lists);
        self.opened += counts.0 - before.0 + counts.1 - before.1 + counts.3 - before.3;
        (self.certificates, self.clear_keys, self.clear_secrets, self.lists) = before;
        read
    }

    fn safe_contents(&mut self, bytes: &[u8], depth: usize) -> Option<()> {
        let mut bags = Element::read(bytes)?.children();
        for bag in bags.by_ref().take(LIMIT) {
            let kind = bag.child(0)?.oid()?;
            let value = bag.child(1)?.explicit()?;
            self.bag(&kind, &value, depth)?;
        }
        self.all_read(bags)
    }

    fn bag(&mut self, kind: &str, value: &Element<'_>, depth: usize) -> Option<()> {
        match kind {
            PKCS8_SHROUDED_KEY_BAG => {
                self.keys += 1;
                let protection = private_key::protection(value.child(0)?.whole);
                let outcome = password_based::open_info(value, self.attempts);
                if let Some(plain) = self.closed.tried("private key", protection.clone(), outcome) {
                    self.opened += 1;
                    self.key(&plain, Some(protection));
                }
            }
            KEY_BAG => {
                self.keys += 1;
                self.clear_keys += 1;
                self.key(value.whole, self.around.clone());
            }
            CERT_BAG => match self.typed(value, X509_CERTIFICATE)? {
                Some(der) => {
                    self.certificates += 1;
                    self.inside.extend(x509_certificate::inside(self.detector, &der, 0, self.sink));
                }
                None => self.unread += 1,
            },
            CRL_BAG => match self.typed(value, X509_CRL)? {
                Some(der) => {
                    self.lists += 1;
                    self.inside.extend(x509_crl::inside(self.detector, &der, 0, self.sink));
                }
                None => self.unread += 1,
            },
            SECRET_BAG => self.secret(value)?,
            SAFE_CONTENTS_BAG if depth > 0 => self.safe_contents(value.whole, depth - 1)?,
            SAFE_CONTENTS_BAG => self.too_large(),
            _ => self.unread += 1,
        }
        Some(())
    }

    fn key(&mut self, der: &[u8], protection: Option<Protection>) {
        self.inside.extend(private_key::inside(self.detector, der, protection, 0, self.sink));
    }

    /// CertBag and CRLBag ::= SEQUENCE { type, [0] EXPLICIT value }: the octets, where they are of the wanted type.
    fn typed(&self, value: &Element<'_>, wanted: &str) -> Option<Option<Vec<u8>>> {
        let octets = value.child(1)?.explicit()?;
        if value.child(0)?.oid()? != wanted {
            return Some(None);
        }
        Some(Some(octets.octets()?.into_owned()))
    }

    /// SecretBag ::= SEQUENCE { type, [0] EXPLICIT value } (RFC 7292 §4.2.5). OpenJDK names the type of a shrouded key
    /// and puts an `EncryptedPrivateKeyInfo` into an OCTET STRING; nothing else is written in practice.
    fn secret(&mut self, value: &Element<'_>) -> Option<()> {
        let kind = value.child(0)?.oid()?;
        let inner = value.child(1)?.explicit()?;
        self.secrets += 1;
        if kind != PKCS8_SHROUDED_KEY_BAG {
            self.clear_secrets += 1;
            return Some(());
        }
        let octets = inner.octets();
        let info = match &octets {
            Some(octets) => Element::read(octets)?,
            None => inner,
        };
        let protection = private_key::protection(info.child(0)?.whole);
        let outcome = password_based::open_info(&info, self.attempts);
        let opened = self.closed.tried("secret key", protection.clone(), outcome);
        if let Some(secret) = opened.and_then(|plain: Plain| Secret::of_pkcs8(&plain)) {
            self.opened += 1;
            let id = secret.report(self.detector, "PKCS#12", info.whole, protection, self.sink);
            self.inside.push(id);
        }
        Some(())
    }

    /// Whether a list was read to its end: `None` when an element breaks off, an unknown when there are more than are read.
    fn all_read(&mut self, mut list: Children<'_>) -> Option<()> {
        if list.next().is_some() {
            self.too_large();
            return Some(());
        }
        list.at_end().then_some(())
    }

    fn too_large(&mut self) {
        let detail = "a PKCS#12 keystore with more parts, bags or nesting than are read";
        self.sink.unknown(self.detector, UnknownReason::TooLarge, 0, None, detail);
    }
}

/// ContentInfo ::= SEQUENCE { contentType, [0] EXPLICIT content OPTIONAL } (RFC 5652 §3).
fn content_info<'a>(info: &Element<'a>) -> Option<(String, Option<Element<'a>>)> {
    Some((info.child(0)?.oid()?, info.child(1).and_then(|field| field.explicit())))
}

/// MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 } (RFC 7292 §4): HMAC with the digest. With
/// PBMAC1 (RFC 9579 §4, RFC 8018 §A.5) the digest's place has { keyDerivationFunc, messageAuthScheme }, and salt and
/// iterations of `MacData` mean nothing.
fn mac_data(mac: &Element<'_>) -> Option<String> {
    let identifier = mac.child(0)?.child(0)?;
    let algorithm = identifier.child(0)?.oid()?;
    let (name, iterations) = if algorithm == PBMAC1 {
        let parameters = identifier.child(1)?;
        let (derivation, iterations) = private_encoding::key_derivation(&parameters.child(0)?)?;
        let scheme = registry::by_oid(&parameters.child(1)?.child(0)?.oid()?).name;
        (format!("PBMAC1 {derivation} {scheme}"), iterations?)
    } else {
        let iterations = mac.child(2).map_or(Some(1), |field| field.number())?;
        (format!("HMAC-{}", registry::by_oid(&algorithm).name), iterations)
    };
    Some(format!("{name}, {}", private_encoding::rounds(iterations)))
}

/// EnvelopedData ::= { version, [0] originatorInfo, recipientInfos, encryptedContentInfo, … } (RFC 5652 §6.1): a part in
/// public-key privacy mode.
fn enveloped(content: &Element<'_>) -> Option<Protection> {
    let mut fields = content.children().filter(|field| field.context().is_none()).skip(2);
    let encryption = fields.next()?.child(1)?.child(0)?.oid()?;
    let scheme = format!("EnvelopedData {}", registry::by_oid(&encryption).name);
    Some(Protection { scheme, iterations: None })
}
