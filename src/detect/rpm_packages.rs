use super::packages::{Package, Packages};
use super::sqlite_table::{Database, MAGIC, Value};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic libraries in RPM's database.
pub const DETECTOR: Detector = Detector {
    id: "rpm-packages",
    title: "Cryptographic libraries among the installed packages of RPM",
    about: "Reads the headers in `rpmdb.sqlite` (RPM 4.16 and later; tags 1000 to 1003 and 1011 of rpmtag.h). The older \
            databases, `Packages` of Berkeley DB and `Packages.db` of ndb, are recognised and unknown. The vendor comes \
            from the package's vendor tag; without a known one there is no package URL. Only packages that the \
            registry of libraries knows are listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| form(peek.name, peek.head).is_some(),
    detect,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Sqlite,
    Ndb,
    BerkeleyDb,
}

fn form(name: &str, head: &[u8]) -> Option<Form> {
    /// Magic number of a hash or B-tree database, in either byte order, at offset 12.
    const BERKELEY: [[u8; 4]; 4] =
        [[0x61, 0x15, 6, 0], [0, 6, 0x15, 0x61], [0x62, 0x31, 5, 0], [0, 5, 0x31, 0x62]];
    match name {
        "rpmdb.sqlite" => head.starts_with(MAGIC).then_some(Form::Sqlite),
        "Packages.db" => head.starts_with(b"RpmP").then_some(Form::Ndb),
        "Packages" => {
            let magic = head.get(12..16)?;
            BERKELEY.iter().any(|known| known == magic).then_some(Form::BerkeleyDb)
        }
        _ => None,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    match form(input.name, input.bytes) {
        Some(Form::Sqlite) => sqlite(input.bytes, &mut packages).unwrap_or_else(|| {
            packages.malformed(0, "an RPM database that cannot be read; `rpm --rebuilddb` makes it anew");
        }),
        Some(Form::Ndb | Form::BerkeleyDb) => packages.unsupported(
            "an RPM database of an older form; `rpm -qa` lists it, `rpm --rebuilddb` makes it one that is read",
        ),
        None => {}
    }
}

fn sqlite(bytes: &[u8], packages: &mut Packages<'_>) -> Option<()> {
    let database = Database::open(bytes)?;
    let tables = database.tables().ok()?;
    let table = tables.iter().find(|table| table.name.eq_ignore_ascii_case("Packages"))?;
    let mut broken = 0;
    let read = database.each_row(table, &mut |row| {
        let header = match row {
            [_, Value::Bytes(blob), ..] => Header::of(blob),
            _ => None,
        };
        match header {
            Some(header) => header.report(packages),
            None => broken += 1,
        }
    });
    let is_whole = read.is_ok() && broken == 0;
    is_whole.then_some(())
}

/// `NAME`, `VERSION`, `RELEASE`, `EPOCH`, `VENDOR` of rpmtag.h.
const NAME: u32 = 1000;
const VERSION: u32 = 1001;
const RELEASE: u32 = 1002;
const EPOCH: u32 = 1003;
const VENDOR: u32 = 1011;

#[derive(Default)]
struct Header<'a> {
    name: &'a str,
    version: &'a str,
    release: &'a str,
    epoch: Option<u32>,
    vendor: &'a str,
}

impl<'a> Header<'a> {
    /// Number of tags, length of the data, 16 bytes a tag (tag, type, offset, count), data.
    fn of(blob: &'a [u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_be_bytes(blob.get(at..at + 4)?.try_into().ok()?));
        let tags = usize::try_from(number(0)?).ok()?;
        let length = usize::try_from(number(4)?).ok()?;
        let start = tags.checked_mul(16)?.checked_add(8)?;
        let data = blob.get(start..start.checked_add(length)?)?;
        let text = |offset: usize| {
            let rest = data.get(offset..)?;
            std::str::from_utf8(&rest[..memchr::memchr(0, rest)?]).ok()
        };
        let mut header = Self::default();
        for tag in 0..tags {
            let at = 8 + 16 * tag;
            let offset = usize::try_from(number(at + 8)?).ok()?;
            match number(at)? {
                NAME => header.name = text(offset)?,
                VERSION => header.version = text(offset)?,
                RELEASE => header.release = text(offset)?,
                VENDOR => header.vendor = text(offset).unwrap_or_default(),
                EPOCH => {
                    let bytes = data.get(offset..offset.checked_add(4)?)?;
                    header.epoch = Some(u32::from_be_bytes(bytes.try_into().ok()?));
                }
                _ => {}
            }
        }
        (!header.name.is_empty() && !header.version.is_empty()).then_some(header)
    }

    fn report(&self, packages: &mut Packages<'_>) {
        let epoch = self.epoch.map(|epoch| format!("{epoch}:")).unwrap_or_default();
        let version = format!("{epoch}{}-{}", self.version, self.release);
        let package = Package {
            name: self.name,
            version: Some(&version),
            vendor: vendor(self.vendor),
            ..Package::default()
        };
        packages.pinned(Ecosystem::Rpm, package);
    }
}

/// The distribution by the vendor tag.
fn vendor(tag: &str) -> Option<&'static str> {
    [
        ("Red Hat", "redhat"),
        ("Fedora", "fedora"),
        ("CentOS", "centos"),
        ("Rocky", "rocky"),
        ("AlmaLinux", "almalinux"),
        ("Amazon", "amzn"),
        ("Oracle", "oracle"),
        ("openSUSE", "opensuse"),
        ("SUSE", "suse"),
    ]
    .into_iter()
    .find(|(begin, _)| tag.starts_with(begin))
    .map(|(_, vendor)| vendor)
}
