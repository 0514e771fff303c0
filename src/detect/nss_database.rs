//! NSS databases of Firefox, Thunderbird and what else uses Mozilla's library: cert9.db, key4.db, and their forerunners.

use super::sqlite_table::{Database, MAGIC, Row, Table, Value};
use super::{Detector, Input, Peek, Sink, closed::Closed, nss_key, sha256, x509_certificate};
use crate::model::{
    Asset, AssetId, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};

/// Finds NSS databases.
pub const DETECTOR: Detector = Detector {
    id: "nss-database",
    title: "NSS databases: cert9.db, key4.db",
    about: "Certificate and key databases of Mozilla NSS (SQLite), whatever their name: certificates in the clear, private \
            keys with the algorithm and size that their public attributes show, and the scheme and iterations that the \
            password protects them by. Rows are read without SQLite, bounded by the file. The databases of NSS before \
            3.12 (cert8.db, key3.db: Berkeley DB 1.85) are unknowns that say how to convert them.",
    anchors: &[],
    wants: |peek| is_sqlite(peek) || is_berkeley(peek),
    detect,
};

/// Berkeley DB 1.85 hash, magic and version.
const BERKELEY: &[u8] = &[0x00, 0x06, 0x15, 0x61, 0, 0, 0, 2];
/// PKCS#11 attributes by column: `a` and the attribute's number in hexadecimal.
pub const CLASS: &str = "a0";
pub const VALUE: &str = "a11";
/// PKCS#11 object classes, and NSS's own revocation lists.
const CERTIFICATE: u32 = 1;
const PUBLIC_KEY: u32 = 2;
const PRIVATE_KEY: u32 = 3;
const SECRET_KEY: u32 = 4;

fn is_sqlite(peek: &Peek<'_>) -> bool {
    peek.head.starts_with(MAGIC)
        && ["nssPublic", "nssPrivate"]
            .iter()
            .any(|table| memchr::memmem::find(peek.head, table.as_bytes()).is_some())
}

/// Other programs use the format too, so the name has to say whose it is.
fn is_berkeley(peek: &Peek<'_>) -> bool {
    peek.head.starts_with(BERKELEY) && (is_old_certificates(peek.name) || peek.name == "key3.db")
}

fn is_old_certificates(name: &str) -> bool {
    matches!(name, "cert5.db" | "cert7.db" | "cert8.db")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if input.bytes.starts_with(BERKELEY) {
        let what = if is_old_certificates(input.name) { "certificate" } else { "key" };
        let detail = format!(
            "an NSS {what} database in Berkeley DB 1.85, which is not read; \
             `certutil --upgrade-merge` converts it to SQLite"
        );
        return sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, detail);
    }
    let mut contents = Contents::default();
    if contents.read(input.bytes, sink).is_none() {
        let detail = "an NSS database whose pages are broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    if let Some(sentence) = contents.closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    if contents.is_ours {
        sink.found(contents.finding(input));
    }
}

#[derive(Default)]
struct Contents {
    is_ours: bool,
    certificates: u32,
    public: u32,
    private: u32,
    secret: u32,
    inside: Vec<AssetId>,
    closed: Closed,
    /// How the password is checked.
    password: Option<Protection>,
}

impl Contents {
    fn read(&mut self, bytes: &[u8], sink: &mut Sink) -> Option<()> {
        let database = Database::open(bytes)?;
        for table in database.tables().ok()? {
            let is_objects = matches!(table.name.as_str(), "nssPublic" | "nssPrivate");
            if !is_objects && table.name != "metaData" {
                continue;
            }
            self.is_ours |= is_objects;
            let each = &mut |row: &Row<'_>| {
                let row = Attributes { table: &table, row };
                if is_objects { self.object(&row, sink) } else { self.meta(&row) }
            };
            database.each_row(&table, each).ok()?;
        }
        database.is_whole().then_some(())
    }

    fn object(&mut self, row: &Attributes<'_>, sink: &mut Sink) {
        match row.number(CLASS) {
            Some(CERTIFICATE) => {
                let Some(der) = row.bytes(VALUE) else { return };
                self.certificates += 1;
                self.inside.extend(x509_certificate::inside(DETECTOR.id, der, 0, sink));
            }
            Some(PUBLIC_KEY) => self.public += 1,
            Some(PRIVATE_KEY) => {
                self.private += 1;
                let key = nss_key::private(row);
                if let Some(protection) = &key.protection {
                    self.closed.add("private key", protection.clone());
                }
                let asset = Asset::RelatedCryptoMaterial(key);
                self.inside.push(asset.id());
                sink.found(Finding::new(DETECTOR.id, asset, 0, None));
            }
            Some(SECRET_KEY) => {
                self.secret += 1;
                self.closed.extend("secret key", nss_key::protection(row));
            }
            _ => {}
        }
    }

    /// { 'password', salt, the encrypted text that checks it }
    fn meta(&mut self, row: &Attributes<'_>) {
        if row.bytes("id") == Some(b"password") {
            self.password = row.bytes("item2").map(super::private_key::protection_of);
        }
    }

    fn finding(self, input: &Input<'_>) -> Finding {
        let mut details = vec![("certificates".to_owned(), self.certificates.to_string())];
        let counts = [
            ("private keys", self.private),
            ("public keys", self.public),
            ("secret keys", self.secret),
        ];
        for (name, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            details.push((name.to_owned(), count.to_string()));
        }
        details.extend(self.closed.schemes());
        let store = Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::Keystore,
            name: "NSS database".to_owned(),
            format: "NSS".to_owned(),
            algorithm: None,
            signature_algorithm: None,
            size_bits: None,
            fingerprint: sha256(input.bytes),
            protection: self.closed.protection().or(self.password),
            subject: None,
            not_before: None,
            not_after: None,
            details,
        });
        let finding = Finding::new(DETECTOR.id, store, 0, None);
        self.inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id))
    }
}

/// A row by column.
pub struct Attributes<'a> {
    table: &'a Table,
    row: &'a Row<'a>,
}

impl Attributes<'_> {
    /// What NSS writes for an attribute that is there and empty.
    const EMPTY: &'static [u8] = &[0xA5, 0x00, 0x5A];

    /// Octets of an attribute that has some.
    pub fn bytes(&self, column: &str) -> Option<&[u8]> {
        let index = self.table.columns.iter().position(|name| name == column)?;
        match self.row.get(index)? {
            Value::Bytes(bytes) if !bytes.is_empty() && *bytes != Self::EMPTY => Some(bytes),
            _ => None,
        }
    }

    /// A `CK_ULONG`: four octets, most significant first; or a number of SQLite.
    pub fn number(&self, column: &str) -> Option<u32> {
        let index = self.table.columns.iter().position(|name| name == column)?;
        match self.row.get(index)? {
            Value::Bytes(bytes) => Some(u32::from_be_bytes((*bytes).try_into().ok()?)),
            Value::Integer(number) => u32::try_from(*number).ok(),
            Value::Other => None,
        }
    }
}
