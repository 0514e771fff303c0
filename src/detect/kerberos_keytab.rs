//! Kerberos key tables of MIT and Heimdal: which principal has keys of which encryption type.

use super::java_keystore::Reader;
use super::kerberos_enctypes::EncryptionType;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Algorithm, Asset, Finding, Material, MaterialKind, UnknownReason};

/// Finds keytabs.
pub const DETECTOR: Detector = Detector {
    id: "kerberos-keytab",
    title: "Kerberos keytabs",
    about: "Key tables of version 2 and 1 (0x0502, 0x0501: MIT krb5's doc/formats/keytab_file_format), by structure, \
            whatever their name: \
            one secret key for each principal, version and encryption type, named as in IANA's registry of Kerberos \
            encryption type numbers. Key octets are skipped; an entry's fingerprint is of principal, version and type. \
            Deleted entries are skipped. Version 1 has the byte order of its writer, which the first entry tells.",
    anchors: &[],
    // There is no magic number but two octets: the first entry must read as one.
    wants: |peek| matches!(Entries::new(peek.head).next(), Some(Some(_))),
    detect,
};

/// What the two octets before the entries say of their form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// 0x0502: big-endian.
    Two,
    /// 0x0501: the components count the realm too, and there is no name type.
    One(Order),
}

/// Of the machine that wrote version 1.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Layout {
    /// The form of a whole file; of the two orders the one in which the first entry reads.
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes.first_chunk()? {
            [0x05, 0x02] => Some(Self::Two),
            [0x05, 0x01] => [Order::Little, Order::Big].map(Self::One).into_iter().find(|layout| {
                let mut reader = Reader::new(&bytes[2..]);
                let first = layout.u32(&mut reader).and_then(|size| usize::try_from(size).ok());
                let first = first.and_then(|size| reader.take(size));
                first.is_some_and(|first| Entry::read(first, 0, *layout).is_some())
            }),
            _ => None,
        }
    }

    const fn is_little(self) -> bool {
        matches!(self, Self::One(Order::Little))
    }

    fn u16(self, reader: &mut Reader<'_>) -> Option<u16> {
        reader.u16().map(|number| if self.is_little() { number.swap_bytes() } else { number })
    }

    fn u32(self, reader: &mut Reader<'_>) -> Option<u32> {
        reader.u32().map(|number| if self.is_little() { number.swap_bytes() } else { number })
    }

    /// Octets with a 16-bit length.
    fn text<'a>(self, reader: &mut Reader<'a>) -> Option<&'a [u8]> {
        let length = self.u16(reader)?;
        reader.take(usize::from(length))
    }
}

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
    fn read(bytes: &'a [u8], offset: usize, layout: Layout) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let (realms, before_version) = if layout == Layout::Two { (0, 8) } else { (1, 4) };
        let count = layout.u16(&mut reader)?.checked_sub(realms);
        let count = count.filter(|count| (1..=COMPONENTS).contains(count))?;
        let realm = name(layout.text(&mut reader)?)?;
        let components = (0..count).map(|_| name(layout.text(&mut reader)?));
        let components = components.collect::<Option<Vec<_>>>()?;
        reader.take(before_version)?;
        let short = u32::from(reader.u8()?);
        let kind = layout.u16(&mut reader)?;
        // Keys have 8 to 32 octets; a length out of bounds is no keytab.
        let key = layout.text(&mut reader)?.len();
        let bits =
            u32::try_from(key).ok()?.checked_mul(8).filter(|bits| (8..=4096).contains(bits))?;
        let version = layout.u32(&mut reader).filter(|version| *version != 0).unwrap_or(short);
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
    /// `None` at the end.
    layout: Option<Layout>,
}

impl<'a> Entries<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Reader::new(bytes);
        reader.take(2);
        Self { reader, layout: Layout::of(bytes) }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Option<Entry<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(layout) = self.layout.filter(|_| self.reader.rest() > 0) {
            let offset = self.reader.at();
            let size = layout.u32(&mut self.reader).map(u32::cast_signed);
            let bytes = size
                .and_then(|size| usize::try_from(size.unsigned_abs()).ok())
                .and_then(|size| self.reader.take(size));
            match (size, bytes) {
                // Zeros may fill the file to its end.
                (Some(0), _) => self.layout = None,
                // A hole, which a deleted entry left.
                (Some(..0), Some(_)) => {}
                (_, bytes) => {
                    let entry = bytes.and_then(|bytes| Entry::read(bytes, offset, layout));
                    self.layout = entry.is_some().then_some(layout);
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
