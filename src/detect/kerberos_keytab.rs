//! Kerberos key tables of MIT and Heimdal: which principal has keys of which encryption type.

use super::java_keystore::Reader;
use super::kerberos_enctypes::EncryptionType;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Algorithm, Asset, Finding, Material, MaterialKind, UnknownReason};

/// Finds keytabs.
pub const DETECTOR: Detector = Detector {
    id: "kerberos-keytab",
    title: "Kerberos keytabs",
    about: "Key tables of version 2 (0x0502: MIT krb5's doc/formats/keytab_file_format), by structure, whatever their name: \
            one secret key for each principal, version and encryption type, named as in IANA's registry of Kerberos \
            encryption type numbers. Key octets are skipped; an entry's fingerprint is of principal, version and type. \
            Deleted entries are skipped. Version 1 (0x0501), whose byte order is its writer's, is not read.",
    anchors: &[],
    // There is no magic number but two octets: the first entry must read as one.
    wants: |peek| matches!(Entries::new(peek.head).next(), Some(Some(_))),
    detect,
};

const VERSION_2: &[u8] = &[0x05, 0x02];
/// Components of a principal's name; real ones have one to three.
const COMPONENTS: u16 = 32;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut entries = Entries::new(input.bytes);
    for entry in entries.by_ref() {
        let Some(entry) = entry else {
            let detail = "a Kerberos keytab whose entry is broken or cut off";
            let offset = entries.reader.at() as u64;
            return sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, None, detail);
        };
        sink.found(entry.finding());
    }
}

/// One key of one principal.
struct Entry<'a> {
    offset: usize,
    realm: &'a str,
    components: Vec<&'a str>,
    version: u32,
    kind: u16,
    bits: u32,
}

impl<'a> Entry<'a> {
    /// { components, realm, name…, name type, time, version, key type, key, version as 32 bits where there is room }
    fn read(bytes: &'a [u8], offset: usize) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let count = reader.u16().filter(|count| (1..=COMPONENTS).contains(count))?;
        let realm = name(reader.text()?)?;
        let components = (0..count).map(|_| name(reader.text()?)).collect::<Option<Vec<_>>>()?;
        reader.take(8)?;
        let short = u32::from(reader.u8()?);
        let kind = reader.u16()?;
        // Keys have 8 to 32 octets; a length out of bounds is no keytab.
        let key = reader.text()?.len();
        let bits =
            u32::try_from(key).ok()?.checked_mul(8).filter(|bits| (8..=4096).contains(bits))?;
        let version = reader.u32().filter(|version| *version != 0).unwrap_or(short);
        Some(Self { offset, realm, components, version, kind, bits })
    }

    fn finding(self) -> Finding {
        let principal = format!("{}@{}", self.components.join("/"), self.realm);
        let (name, algorithm) = encryption_type(self.kind);
        let identity = format!("keytab\n{principal}\n{}\n{name}", self.version);
        let key = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::SecretKey,
            name: format!("Kerberos {name} key"),
            format: "keytab".to_owned(),
            algorithm: Some(algorithm),
            signature_algorithm: None,
            size_bits: Some(self.bits),
            fingerprint: sha256(identity.as_bytes()),
            protection: None,
            subject: Some(principal),
            not_before: None,
            not_after: None,
            details: vec![
                ("encryption type".to_owned(), name),
                ("key version".to_owned(), self.version.to_string()),
            ],
        });
        Finding::new(DETECTOR.id, key, self.offset as u64, None)
    }
}

/// Printable text: what a realm or a component of a name is.
fn name(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.is_empty() && text.len() <= 1024 && !text.chars().any(char::is_control)).then_some(text)
}

/// Entries in order; `None` for one that is broken, which ends them.
struct Entries<'a> {
    reader: Reader<'a>,
    is_over: bool,
}

impl<'a> Entries<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Reader::new(bytes);
        let is_over = reader.take(2) != Some(VERSION_2);
        Self { reader, is_over }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Option<Entry<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over && self.reader.rest() > 0 {
            let offset = self.reader.at();
            let size = self.reader.u32().map(u32::cast_signed);
            let bytes = size
                .and_then(|size| usize::try_from(size.unsigned_abs()).ok())
                .and_then(|size| self.reader.take(size));
            match (size, bytes) {
                // Zeros may fill the file to its end.
                (Some(0), _) => self.is_over = true,
                // A hole, which a deleted entry left.
                (Some(..0), Some(_)) => {}
                (_, bytes) => {
                    let entry = bytes.and_then(|bytes| Entry::read(bytes, offset));
                    self.is_over = entry.is_none();
                    return Some(entry);
                }
            }
        }
        None
    }
}

/// The name of the type and its cipher; a number that IANA does not list stays a number.
fn encryption_type(number: u16) -> (String, Algorithm) {
    if let Some(known) = EncryptionType::numbered(number) {
        return (known.name.to_owned(), known.cipher());
    }
    let name = format!("Kerberos encryption type {number}");
    (name.clone(), Algorithm::verbatim(&name, None))
}
