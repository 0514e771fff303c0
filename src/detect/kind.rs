//! What a DER object is, told from its first fields and not from its name: files and labels are often wrong.

use x509_parser::asn1_rs::{FromBer, Header};

use crate::registry;

/// Objects of X.509 and the key formats around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Certificate (RFC 5280 §4.1).
    Certificate,
    /// `CertificationRequest` (RFC 2986 §4.2).
    Request,
    /// `CertificateList` (RFC 5280 §5.1).
    RevocationList,
    /// Private key, plain or encrypted.
    PrivateKey,
    /// Public key.
    PublicKey,
    /// Domain parameters.
    Parameters,
}

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const EXPLICIT_0: u8 = 0xA0;
const EXPLICIT_1: u8 = 0xA1;

impl Kind {
    /// Kind of the object at the start of `bytes`, which may be cut off. Where a structure can be read in two ways
    /// (two integers are an RSA key or a DH group), `stated` decides, and the size of the second number without it.
    pub fn of(bytes: &[u8], stated: Option<Self>) -> Option<Self> {
        let top = fields(bytes).next()?;
        if top.tag == OID {
            let whole = top.content.len() + 2 == bytes.len() || stated == Some(Self::Parameters);
            return (whole
                && (stated.is_some() || registry::curve(&dotted(top.content)?).is_some()))
            .then_some(Self::Parameters);
        }
        if top.tag != SEQUENCE {
            return None;
        }
        let inner = fields(top.content).take(10).collect::<Vec<_>>();
        let tags = inner.iter().map(|field| field.tag).collect::<Vec<_>>();
        match tags[..] {
            [SEQUENCE, BIT_STRING] if inner[0].is_algorithm() => Some(Self::PublicKey),
            [SEQUENCE, OCTET_STRING] if inner[0].is_algorithm() => {
                let closed = stated == Some(Self::PrivateKey) || inner[0].is_password_based();
                closed.then_some(Self::PrivateKey)
            }
            [SEQUENCE] | [SEQUENCE, SEQUENCE] | [SEQUENCE, SEQUENCE, BIT_STRING] => {
                signed(inner[0].content)
            }
            // A broken signature field does not make it something else.
            [SEQUENCE, SEQUENCE, _] => signed(inner[0].content),
            [INTEGER, ref rest @ ..] => numbered(&inner, rest, stated),
            _ => None,
        }
    }
}

/// SEQUENCE { INTEGER …
fn numbered(inner: &[Field<'_>], rest: &[u8], stated: Option<Kind>) -> Option<Kind> {
    let version = match inner[0].content {
        [version @ 0..=1] => Some(*version),
        _ => None,
    };
    match (version, rest) {
        (Some(_), [SEQUENCE, OCTET_STRING, ..]) if inner[1].is_algorithm() => {
            Some(Kind::PrivateKey)
        }
        (Some(1), [SEQUENCE, SEQUENCE, ..]) if inner[1].is_algorithm() => Some(Kind::Parameters),
        (Some(1), [OCTET_STRING, EXPLICIT_0 | EXPLICIT_1, ..]) => Some(Kind::PrivateKey),
        (Some(1), [OCTET_STRING]) => stated.filter(|stated| *stated == Kind::PrivateKey),
        (Some(_), [INTEGER, INTEGER, INTEGER, ..]) => Some(Kind::PrivateKey),
        (None, [INTEGER]) => pair(&inner[0], &inner[1], stated),
        (
            None,
            [INTEGER, INTEGER]
            | [INTEGER, INTEGER, INTEGER | SEQUENCE]
            | [INTEGER, INTEGER, INTEGER, SEQUENCE],
        ) => {
            // { p, g, length }, { p, q, g } or { p, g, q, … } (PKCS#3 §9, RFC 3279 §2.3.2 and §2.3.3)
            inner[0].is_modulus().then_some(Kind::Parameters)
        }
        _ => None,
    }
}

/// RSAPublicKey { n, e } or DHParameter { p, g }; a signature { r, s } has numbers of one length below 640 bits.
fn pair(first: &Field<'_>, second: &Field<'_>, stated: Option<Kind>) -> Option<Kind> {
    if !first.is_modulus() {
        return None;
    }
    if let Some(stated @ (Kind::PublicKey | Kind::Parameters)) = stated {
        return Some(stated);
    }
    match second.content {
        [2 | 5] => Some(Kind::Parameters),
        // Public exponents are odd; those in use are 3, 17 and 65537. 3 as a generator is not.
        [.., last] if last % 2 == 1 && second.content.len() <= 8 => Some(Kind::PublicKey),
        _ => None,
    }
}

/// The signed part of a certificate, request or list, by the order of its fields.
fn signed(content: &[u8]) -> Option<Kind> {
    let all = fields(content).take(7).collect::<Vec<_>>();
    let has_version = all.first().is_some_and(|field| field.tag == EXPLICIT_0);
    let inner = &all[usize::from(has_version)..];
    let is_name = |field: &Field<'_>| {
        field.tag == SEQUENCE && (field.content.is_empty() || field.content[0] == SET)
    };
    let is_validity = |field: &Field<'_>| {
        field.tag == SEQUENCE && fields(field.content).next().is_some_and(|time| time.is_time())
    };
    let is_key = |field: &Field<'_>| {
        field.tag == SEQUENCE
            && fields(field.content).next().is_some_and(|field| field.is_algorithm())
    };
    match inner {
        [serial, algorithm, ..]
            if has_version && serial.tag == INTEGER && algorithm.is_algorithm() =>
        {
            Some(Kind::Certificate)
        }
        [serial, algorithm, issuer, validity, ..]
            if serial.tag == INTEGER
                && algorithm.is_algorithm()
                && is_name(issuer)
                && is_validity(validity) =>
        {
            Some(Kind::Certificate)
        }
        [version, subject, key, ..]
            if version.tag == INTEGER && is_name(subject) && is_key(key) =>
        {
            Some(Kind::Request)
        }
        [version, algorithm, issuer, time, ..]
            if version.tag == INTEGER
                && algorithm.is_algorithm()
                && is_name(issuer)
                && time.is_time() =>
        {
            Some(Kind::RevocationList)
        }
        [algorithm, issuer, time, ..]
            if algorithm.is_algorithm() && is_name(issuer) && time.is_time() =>
        {
            Some(Kind::RevocationList)
        }
        _ => None,
    }
}

/// One field, its content cut where the input ends.
struct Field<'a> {
    tag: u8,
    content: &'a [u8],
}

impl Field<'_> {
    /// SEQUENCE { OBJECT IDENTIFIER …
    fn is_algorithm(&self) -> bool {
        self.tag == SEQUENCE && self.content.first() == Some(&OID)
    }

    /// PKCS#5, PKCS#12 and the national schemes that are used like them.
    fn is_password_based(&self) -> bool {
        let oid =
            fields(self.content).next().and_then(|field| dotted(field.content)).unwrap_or_default();
        oid.starts_with("1.2.840.113549.1.5.")
            || oid.starts_with("1.2.840.113549.1.12.1.")
            || oid == "1.2.410.200004.1.15"
    }

    const fn is_time(&self) -> bool {
        matches!(self.tag, 0x17 | 0x18)
    }

    /// A positive odd number of at least 512 bits.
    fn is_modulus(&self) -> bool {
        let magnitude = self.content.strip_prefix(&[0]).unwrap_or(self.content);
        magnitude.len() >= 64
            && self.content[0] & 0x80 == 0
            && magnitude.last().is_some_and(|last| last % 2 == 1)
    }
}

fn fields(bytes: &[u8]) -> impl Iterator<Item = Field<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let tag = *rest.first()?;
        let (content, header) = Header::from_ber(rest).ok()?;
        let length = header.length().definite().ok()?.min(content.len());
        let (content, after) = content.split_at(length);
        rest = after;
        Some(Field { tag, content })
    })
}

fn dotted(content: &[u8]) -> Option<String> {
    super::ber::oid_text(&x509_parser::asn1_rs::Oid::new(content.into()))
}
