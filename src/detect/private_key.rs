//! Private keys in PKCS#1, PKCS#8 (plain and encrypted), SEC1 and the traditional DSA form.

use std::borrow::Cow;

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::password_cipher::Plain;
use super::passwords::StillClosed;
use super::private_encoding::{self, Post};
use super::spki::{self, PublicKey};
use super::{Attempts, Detector, PEM_ANCHOR, Sink, password_based, pem_encryption};
use crate::model::{
    Algorithm, Asset, AssetId, Finding, Material, MaterialKind, Protection, RelationKind,
    UnknownReason,
};
use crate::registry;

pub use super::private_encoding::{protection, protection_of};

/// Finds private keys.
pub const DETECTOR: Detector = Detector {
    id: "private-key",
    title: "Private keys: PKCS#1, PKCS#8, SEC1, DSA",
    about: "Private keys in PEM or DER: PKCS#8 (RFC 5958) plain and encrypted with its key derivation, cipher and iterations, \
            PKCS#1 RSA (RFC 8017), SEC1 EC (RFC 5915), traditional DSA, and PEM encryption by DEK-Info. ML-DSA and ML-KEM \
            keys with their form (seed, expanded, both); a key of a length that FIPS 203, 204 or 205 does not have is \
            unknown too. A seed is not expanded to compare it with the key beside it. Only algorithm, size and a fingerprint of the public half are \
            kept; where the encoding does not show the public half, the fingerprint is of the encoding. An encrypted key's \
            algorithm is unknown until a password of --passwords opens it.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| SEARCH.run(input, sink),
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::PrivateKey,
    words: "a private key",
    extensions: &["key", "p8", "pk8", "pkcs8"],
    read: |object, attempts, sink| {
        let (plain, key) = Key::opened(&object.element, attempts)?;
        let encoding = plain.as_ref().map_or(object.element.whole, |plain| &plain[..]);
        key.report(encoding, object, sink);
        Some(())
    },
    closed: Some(pem_encryption::report),
};

/// Reports a private key that another structure holds, in the clear but for the `protection` that a password opened; its
/// id when it is one.
pub fn inside(
    detector: &'static str,
    der: &[u8],
    protection: Option<Protection>,
    offset: u64,
    sink: &mut Sink,
) -> Option<AssetId> {
    let Some((encoding, mut key)) =
        Element::read(der).and_then(|element| Some((element.whole, Key::read(&element)?)))
    else {
        let detail = "a private key inside it cannot be read";
        sink.unknown(detector, UnknownReason::Malformed, offset, None, detail);
        return None;
    };
    key.protection = key.protection.or(protection);
    let (mut finding, detail) = key.finding(encoding, offset, None);
    detector.clone_into(&mut finding.occurrence.detector);
    let id = finding.asset.id();
    sink.found(finding);
    if let Some((reason @ UnknownReason::Malformed, detail)) = detail {
        sink.unknown(detector, reason, offset, None, detail);
    }
    Some(id)
}

/// What is kept of a private key.
pub struct Key<'a> {
    algorithm: Option<Algorithm>,
    bits: Option<u32>,
    /// `SubjectPublicKeyInfo` of the public half, where the encoding shows it.
    public: Option<Vec<u8>>,
    format: &'a str,
    details: Vec<(String, String)>,
    protection: Option<Protection>,
    /// Why it cannot be a key of its algorithm.
    fault: Option<String>,
    /// Why it could not be opened.
    closed: Option<StillClosed>,
}

impl Key<'static> {
    /// A closed key of which the scheme is all that shows.
    pub const fn shut(
        format: &'static str,
        algorithm: Option<Algorithm>,
        protection: Protection,
        reason: StillClosed,
    ) -> Self {
        Self {
            algorithm,
            bits: None,
            public: None,
            format,
            details: Vec::new(),
            protection: Some(protection),
            fault: None,
            closed: Some(reason),
        }
    }

    /// The key, and its encoding where a password opened that.
    fn opened(element: &Element<'_>, attempts: &Attempts<'_>) -> Option<(Option<Plain>, Self)> {
        let key = Self::read(element)?;
        let Some(protection) = key.protection.clone() else { return Some((None, key)) };
        Some(match password_based::open_info(element, attempts) {
            Ok(plain) => match Self::behind(&plain, protection) {
                Some(inner) => (Some(plain), inner),
                None => (None, key),
            },
            Err(reason) => (None, Self { closed: Some(reason), ..key }),
        })
    }

    /// A key that `protection` hid.
    pub fn behind(plain: &[u8], protection: Protection) -> Option<Self> {
        let key = Self::read(&Element::read(plain)?)?;
        key.closed.is_none().then_some(Self { protection: Some(protection), ..key })
    }

    /// Reads an encoding of any kind, encrypted ones as closed.
    pub fn read(element: &Element<'_>) -> Option<Self> {
        if element.tag() != Some(Tag::Sequence) {
            return None;
        }
        let first = element.child(0)?;
        if first.tag() == Some(Tag::Sequence) {
            return Self::encrypted(element);
        }
        let version = first.number()?;
        let second = element.child(1)?;
        match second.tag()? {
            Tag::Sequence if version <= 1 => Self::pkcs8(element),
            Tag::OctetString if version == 1 => {
                let curve = element.children().find(|field| field.context() == Some(0));
                let parameters = curve.and_then(|field| field.explicit());
                Some(Self::sec1(element, parameters.as_ref()))
            }
            Tag::Integer if version <= 1 => Self::integers(element),
            _ => None,
        }
    }

    /// EncryptedPrivateKeyInfo ::= { AlgorithmIdentifier, OCTET STRING } (RFC 5958 §3)
    fn encrypted(element: &Element<'_>) -> Option<Self> {
        let identifier = element.child(0)?;
        element.child(1)?.octets()?;
        Some(Self::shut("PKCS#8", None, protection(identifier.whole), StillClosed::Unasked))
    }

    /// OneAsymmetricKey ::= { version, AlgorithmIdentifier, OCTET STRING, [0] attributes, [1] publicKey } (RFC 5958 §2)
    fn pkcs8(element: &Element<'_>) -> Option<Self> {
        let identifier = element.child(1)?;
        let key = element.child(2)?.octets()?;
        let inner = Element::read(&key);
        let oid = identifier.child(0)?.oid()?;
        let mut read = match oid.as_str() {
            spki::RSA | "1.2.840.113549.1.1.10" | "1.2.840.113549.1.1.7" => {
                let mut read = Self::integers(inner.as_ref()?)?;
                if oid != spki::RSA {
                    read.algorithm = Some(registry::key(&oid, None, read.bits));
                    read.public = None;
                }
                read
            }
            spki::EC | "1.3.132.1.12" => Self::sec1(inner.as_ref()?, identifier.child(1).as_ref()),
            _ => {
                let (algorithm, bits) = spki::key_algorithm(&identifier, None)?;
                Self::plain(algorithm, bits)
            }
        };
        read.format = "PKCS#8";
        if let Some(Post { form, public, fault }) =
            private_encoding::post_quantum(read.algorithm.as_ref(), &key)
        {
            read.details.extend(form.map(|form| ("form".to_owned(), form.to_owned())));
            if form == Some("both") && fault.is_none() {
                let unchecked = ("seed against expanded key", "not checked");
                read.details.push((unchecked.0.to_owned(), unchecked.1.to_owned()));
            }
            read.public = public.map(|public| spki::wrap(identifier.whole, &public));
            read.fault = fault;
        }
        let stated = element.children().find(|field| field.context() == Some(1));
        if let (None, Some(stated)) = (&read.public, stated) {
            // [1] IMPLICIT BIT STRING: the same octets under another tag.
            let bits = spki::der(0x03, stated.content());
            read.public = Some(spki::der(0x30, &[identifier.whole, &bits].concat()));
        }
        if read.public.is_none() && oid == ED25519 {
            read.public = ed25519_public(inner.as_ref()?.content());
        }
        Some(read)
    }

    /// RSAPrivateKey (RFC 8017 §A.1.2), or OpenSSL's DSA form { 0, p, q, g, y, x }.
    fn integers(element: &Element<'_>) -> Option<Self> {
        let fields = element.children().take(9).collect::<Vec<_>>();
        if !matches!(fields.len(), 6 | 9)
            || fields.iter().any(|field| field.tag() != Some(Tag::Integer))
        {
            return None;
        }
        let bits = spki::bits(&fields[1])?;
        if fields.len() == 6 {
            let mut read = Self::plain(registry::key(spki::DSA, None, Some(bits)), Some(bits));
            read.format = "DSA";
            // id-dsa with { p, q, g } (RFC 3279 §2.3.2)
            const ID_DSA: &[u8] = &[0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01];
            let parameters =
                spki::der(0x30, &[fields[1].whole, fields[2].whole, fields[3].whole].concat());
            let identifier = spki::der(0x30, &[ID_DSA, &parameters].concat());
            read.public = Some(spki::wrap(&identifier, fields[4].whole));
            return Some(read);
        }
        let mut read = Self::plain(registry::key(spki::RSA, None, Some(bits)), Some(bits));
        read.format = "PKCS#1";
        read.public = Some(spki::wrap_rsa(&fields[1], &fields[2]));
        Some(read)
    }

    /// ECPrivateKey ::= { 1, OCTET STRING, [0] parameters, [1] publicKey } (RFC 5915 §3); PKCS#8 has the parameters outside.
    fn sec1(element: &Element<'_>, parameters: Option<&Element<'_>>) -> Self {
        let own = element
            .children()
            .find(|field| field.context() == Some(0))
            .and_then(|field| field.explicit());
        let parameters = own.as_ref().or(parameters);
        let (algorithm, bits) = spki::curve(spki::EC, parameters);
        let mut read = Self::plain(algorithm, bits);
        read.format = "SEC1";
        let point = element
            .children()
            .find(|field| field.context() == Some(1))
            .and_then(|field| field.explicit());
        if let (Some(parameters), Some(point)) = (parameters, point) {
            const EC_PUBLIC_KEY: &[u8] = &[0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
            let identifier = spki::der(0x30, &[EC_PUBLIC_KEY, parameters.whole].concat());
            read.public = Some(spki::der(0x30, &[&identifier[..], point.whole].concat()));
        }
        read
    }

    const fn plain(algorithm: Algorithm, bits: Option<u32>) -> Self {
        let details = Vec::new();
        Self {
            algorithm: Some(algorithm),
            bits,
            public: None,
            format: "",
            details,
            protection: None,
            fault: None,
            closed: None,
        }
    }
}

impl Key<'_> {
    fn report(self, encoding: &[u8], object: &Object<'_>, sink: &mut Sink) {
        let (finding, detail) = self.finding(encoding, object.offset, object.line);
        sink.found(object.noted(finding, ""));
        if let Some((reason, detail)) = detail {
            sink.unknown(DETECTOR.id, reason, object.offset, object.line, detail);
        }
    }

    /// The finding, and what an unknown says of a key that is closed or cannot be one.
    pub fn finding(
        mut self,
        encoding: &[u8],
        offset: u64,
        line: Option<u32>,
    ) -> (Finding, Option<(UnknownReason, String)>) {
        let fault = self.fault.take().map(|fault| {
            let detail = format!("a private key that no reader takes: {fault}");
            (UnknownReason::Malformed, detail)
        });
        let closed = self.protection.as_ref().zip(self.closed).map(|(protection, reason)| {
            let rounds = protection
                .iterations
                .map_or_else(String::new, |count| format!(", {count} iterations"));
            let detail =
                format!("encrypted private key: {}{rounds}; {}", protection.scheme, reason.words());
            (UnknownReason::Encrypted, detail)
        });
        let detail = fault.or(closed);
        let public =
            self.public.as_deref().and_then(Element::read).and_then(|spki| PublicKey::read(&spki));
        let fingerprint =
            public.as_ref().map_or_else(|| super::sha256(encoding), |key| key.fingerprint.clone());
        let closed = || Cow::Borrowed(if self.protection.is_some() { "encrypted " } else { "" });
        let named = self.algorithm.as_ref().map_or_else(closed, |algorithm| {
            Cow::Owned(format!("{}{} ", closed(), algorithm.name))
        });
        let material = Material {
            material: MaterialKind::PrivateKey,
            name: format!("{named}private key"),
            format: self.format.to_owned(),
            size_bits: self.bits,
            fingerprint,
            protection: self.protection,
            algorithm: self.algorithm,
            signature_algorithm: None,
            subject: None,
            not_before: None,
            not_after: None,
            details: self.details,
        };
        let finding =
            Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line);
        let finding = match public {
            Some(key) => finding.refers_to(RelationKind::PublicHalf, key.asset()),
            None => finding,
        };
        (finding, detail)
    }
}

const ED25519: &str = "1.3.101.112";

/// The public half of an Ed25519 seed.
pub fn ed25519_half(seed: &[u8]) -> Option<PublicKey> {
    PublicKey::read(&Element::read(&ed25519_public(seed)?)?)
}

/// The public half of an Ed25519 seed, as `SubjectPublicKeyInfo` (RFC 8410 §4).
fn ed25519_public(seed: &[u8]) -> Option<Vec<u8>> {
    use ring::signature::KeyPair;
    let pair = ring::signature::Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    Some(spki::wrap(&[0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70], pair.public_key().as_ref()))
}
