//! Keychains of macOS (`kych`): tables of records, certificates in the clear, keys and passwords sealed.

use super::closed::Closed;
use super::fields::be32;
use super::{Attempts, Detector, Input, Sink, sha256, x509_certificate};
use crate::model::{
    Algorithm, Asset, AssetId, Finding, Material, MaterialKind, Protection, RelationKind,
    UnknownReason,
};
use crate::registry;

/// Finds keychains of macOS.
pub const DETECTOR: Detector = Detector {
    id: "macos-keychain",
    title: "macOS keychains",
    about: "Keychain files (`login.keychain-db`, `System.keychain`; AppleDatabase of Apple's Security sources): version, \
            records by kind, certificates as assets of their own, and private keys by the type and size that stand in the \
            clear. Keys and passwords are sealed by Triple DES under a key from PBKDF2 with SHA-1 and 1000 iterations \
            (`DatabaseCryptoCore` of securityd); they stay closed and are an unknown that counts them. Accounts, services \
            and labels are not shown. The data protection keychain (SQLite) is another format.",
    anchors: &[],
    wants: |peek| is_keychain(peek.head),
    detect,
};

const MAGIC: &[u8] = b"kych";
/// Octets of a table before the places of its records.
const TABLE: usize = 28;
/// Tables that a schema may have, and records that are looked at.
const MOST_TABLES: usize = 100;
const MOST_RECORDS: usize = 100_000;
/// CSSM_DB_RECORDTYPE of `cssmtype.h` and `cssmapple.h`.
const PUBLIC_KEY: usize = 0x0F;
const PRIVATE_KEY: usize = 0x10;
const SYMMETRIC_KEY: usize = 0x11;
const GENERIC_PASSWORD: usize = 0x8000_0000;
const INTERNET_PASSWORD: usize = 0x8000_0001;
const SHARE_PASSWORD: usize = 0x8000_0002;
const CERTIFICATE: usize = 0x8000_1000;

/// The magic, and a header whose length and place of the schema are those of every version.
fn is_keychain(head: &[u8]) -> bool {
    head.starts_with(MAGIC) && be32(head, 8) == Some(16) && be32(head, 12) == Some(20)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut keychain = Keychain::new(input);
    let is_whole = keychain.tables(sink).is_some();
    if !is_whole {
        let detail = "a macOS keychain whose tables are broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    if let Some(sentence) = keychain.closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    sink.found(keychain.finding());
}

struct Keychain<'a> {
    bytes: &'a [u8],
    attempts: &'a Attempts<'a>,
    closed: Closed,
    certificates: usize,
    public: usize,
    inside: Vec<AssetId>,
    records: usize,
}

impl<'a> Keychain<'a> {
    fn new(input: &Input<'a>) -> Self {
        let closed = Closed::default();
        let (bytes, attempts) = (input.bytes, input.attempts);
        Self { bytes, attempts, closed, certificates: 0, public: 0, inside: Vec::new(), records: 0 }
    }

    /// The schema: its length, the number of tables, and where each begins, counted from the schema.
    fn tables(&mut self, sink: &mut Sink) -> Option<()> {
        let bytes = self.bytes;
        let schema = be32(bytes, 12)?;
        let count = be32(bytes, schema + 4)?;
        for table in 0..count.min(MOST_TABLES) {
            let start = schema.checked_add(be32(bytes, schema + 8 + 4 * table)?)?;
            self.table(start, sink)?;
        }
        Some(())
    }

    /// Length, kind, number of records, three offsets, number of places, places. A place with a low bit set is free.
    fn table(&mut self, start: usize, sink: &mut Sink) -> Option<()> {
        let bytes = self.bytes;
        let kind = be32(bytes, start.checked_add(4)?)?;
        let places = be32(bytes, start + 24)?;
        bytes.get(start + TABLE..)?.get(..places.checked_mul(4)?)?;
        for place in 0..places {
            let record = be32(bytes, start + TABLE + 4 * place)?;
            if record == 0 || record % 4 != 0 {
                continue;
            }
            self.records += 1;
            if self.records > MOST_RECORDS {
                return None;
            }
            let at = start.checked_add(record)?;
            let size = be32(bytes, at)?;
            let record = bytes.get(at..at.checked_add(size)?)?;
            self.record(kind, record, at, sink)?;
        }
        Some(())
    }

    fn record(&mut self, kind: usize, record: &[u8], at: usize, sink: &mut Sink) -> Option<()> {
        match kind {
            CERTIFICATE => {
                self.certificates += 1;
                let start = CERTIFICATE_HEADER;
                let der = record.get(start..start.checked_add(be32(record, DATA_SIZE)?)?)?;
                let place = (at + start) as u64;
                self.inside.extend(x509_certificate::inside(DETECTOR.id, der, place, sink));
            }
            PUBLIC_KEY => self.public += 1,
            PRIVATE_KEY => {
                self.sealed("private key");
                let finding = private_key(record, at);
                self.inside.push(finding.asset.id());
                sink.found(finding);
            }
            SYMMETRIC_KEY => self.sealed("secret key"),
            GENERIC_PASSWORD | INTERNET_PASSWORD | SHARE_PASSWORD => self.sealed("password"),
            _ => {}
        }
        Some(())
    }

    fn sealed(&mut self, what: &'static str) {
        self.closed.tried(what, protection(), self.attempts.unable::<()>());
    }

    fn finding(self) -> Finding {
        let bytes = self.bytes;
        let version = be32(bytes, 4).unwrap_or_default();
        let mut details = vec![
            ("version".to_owned(), format!("{}.{}", version >> 16, version & 0xFFFF)),
            ("certificates".to_owned(), self.certificates.to_string()),
        ];
        if self.public > 0 {
            details.push(("public keys".to_owned(), self.public.to_string()));
        }
        details.extend(self.closed.counts());
        details.extend(self.closed.schemes());
        let store = Material {
            protection: self.closed.protection(),
            details,
            ..Material::new(MaterialKind::Keystore, "macOS keychain", "Keychain", sha256(bytes))
        };
        let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
        let inside = self.inside.iter();
        inside.fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }
}

/// Every record begins with six numbers, of which the fifth is the length of its data; then the places of the
/// attributes, nine of a certificate and 27 of a key.
const DATA_SIZE: usize = 16;
const CERTIFICATE_HEADER: usize = 4 * (6 + 9);
/// Attributes KeyType and KeySizeInBits of `KeySchema.m4`.
const KEY_TYPE: usize = 4 * 15;
const KEY_SIZE: usize = 4 * 16;

fn protection() -> Protection {
    let scheme = "PBKDF2-HMAC-SHA-1 3DES-168-CBC".to_owned();
    Protection { scheme, iterations: Some(1000) }
}

fn private_key(record: &[u8], at: usize) -> Finding {
    // The lowest bit of a place is a mark; an attribute that is not there has none.
    let number = |attribute: usize| {
        let place = be32(record, attribute)? & !1;
        if place == 0 { None } else { be32(record, place) }
    };
    let bits = number(KEY_SIZE).and_then(|bits| u32::try_from(bits).ok());
    let algorithm = number(KEY_TYPE).and_then(|kind| algorithm(kind, bits));
    let name = algorithm.as_ref().map_or("", |algorithm| algorithm.name.as_str());
    let name = format!("encrypted {name} private key").replace("  ", " ");
    let material = Material {
        algorithm,
        size_bits: bits,
        protection: Some(protection()),
        ..Material::new(MaterialKind::PrivateKey, name, "Keychain", sha256(record))
    };
    Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), at as u64, None)
}

/// CSSM_ALGORITHMS of `cssmtype.h`. A size in bits does not name a curve.
fn algorithm(kind: usize, bits: Option<u32>) -> Option<Algorithm> {
    match kind {
        42 => Some(registry::key("1.2.840.113549.1.1.1", None, bits)),
        43 => Some(registry::key("1.2.840.10040.4.1", None, bits)),
        73 => Some(registry::key("1.2.840.10045.2.1", None, None)),
        _ => None,
    }
}
