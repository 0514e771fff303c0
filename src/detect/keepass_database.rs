//! Databases of KeePass and its kin by their headers: KDB of KeePass 1, KDBX 3 and 4 of KeePass 2.

use super::closed::Closed;
use super::fields::{le16, le32, le64};
use super::{Detector, Input, Sink, hex, sha256};
use crate::model::{
    Asset, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds KeePass databases.
pub const DETECTOR: Detector = Detector {
    id: "keepass-database",
    title: "KeePass databases",
    about: "KDB (KeePass 1) and KDBX 3 and 4 (keepass.info, \"KDBX File Format Specification\") by their headers: cipher, key \
            derivation with its rounds, memory and threads, and in KDB the number of entries. Seeds are not read. What is \
            inside stays closed and is an unknown that names the schemes.",
    anchors: &[],
    wants: |peek| kind(peek.head).is_some(),
    detect,
};

/// First signature of every version, then those of KDB, of the pre-releases of KDBX and of KDBX.
const SIGNATURE: usize = 0x9AA2_D903;
const KINDS: [(usize, Kind); 3] =
    [(0xB54B_FB65, Kind::Kdb), (0xB54B_FB66, Kind::Kdbx), (0xB54B_FB67, Kind::Kdbx)];
/// Fields of a header, and entries of a dictionary in it.
const MOST: usize = 100;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kdb,
    Kdbx,
}

/// UUIDs of ciphers: the specification's two, and those that KeePassXC and plug-ins add.
const CIPHERS: [(&str, &str); 5] = [
    ("31c1f2e6bf714350be5805216afc5aff", "AES-256-CBC"),
    ("d6038a2b8b6f4cb5a524339a31dbb59a", "ChaCha20"),
    ("ad68f29f576f4bb9a36ad47af965346c", "Twofish-256-CBC"),
    ("61ab05a1946441c38d743a563df8dd35", "AES-128-CBC"),
    ("098563ffddf74f9886198079f6db897a", "Serpent-256-CBC"),
];
/// UUIDs of key derivations; AES-KDF has a second one in KDBX 4 by KeePassXC.
const DERIVATIONS: [(&str, &str); 4] = [
    ("c9d9f39a628a4460bf740d08c18a4fea", AES_KDF),
    ("7c02bb8279a74ac0927d114a00648238", AES_KDF),
    ("ef636ddf8c29444b91f7a9a403e30a0c", "Argon2d"),
    ("9e298b1956db4773b23dfc3ec6f0a1e6", "Argon2id"),
];
const AES_KDF: &str = "AES-KDF";

fn kind(head: &[u8]) -> Option<Kind> {
    let second = le32(head, 4).filter(|_| le32(head, 0) == Some(SIGNATURE))?;
    KINDS.iter().find(|(signature, _)| *signature == second).map(|(_, kind)| *kind)
}

/// What a header says.
#[derive(Default)]
struct Header {
    version: String,
    cipher: String,
    derivation: String,
    rounds: Option<u64>,
    /// Memory and threads in words.
    cost: Vec<String>,
    entries: Option<usize>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let read = match kind(input.bytes) {
        Some(Kind::Kdb) => kdb(input.bytes),
        Some(Kind::Kdbx) => kdbx(input.bytes),
        None => return,
    };
    let Some(header) = read else {
        let detail = "a KeePass database whose header is broken or cut off";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    };
    let mut closed = Closed::default();
    let what = if header.entries.is_some() { "entry" } else { "database" };
    closed.tried(what, header.protection(), input.attempts.unable::<()>());
    if let Some(sentence) = closed.sentence() {
        let sentence = header.counted(sentence);
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    sink.found(header.finding(input.bytes, &closed));
}

impl Header {
    fn protection(&self) -> Protection {
        let cost = if self.cost.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.cost.join(", "))
        };
        let scheme = format!("{}{cost}, {}", self.derivation, self.cipher);
        Protection { scheme, iterations: self.rounds }
    }

    /// The sentence with the number of entries that the header gives.
    fn counted(&self, sentence: String) -> String {
        match self.entries {
            Some(1) | None => sentence,
            Some(count) => sentence.replacen("1 entry", &format!("{count} entries"), 1),
        }
    }

    fn finding(&self, whole: &[u8], closed: &Closed) -> Finding {
        let mut details = vec![("version".to_owned(), self.version.clone())];
        details.extend(self.entries.map(|count| ("entries".to_owned(), count.to_string())));
        details.extend(closed.schemes());
        let print = sha256(whole);
        let store = Material {
            protection: closed.protection(),
            details,
            ..Material::new(MaterialKind::Keystore, "KeePass database", "KeePass", print)
        };
        let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
        let known = [&self.cipher, &self.derivation].into_iter();
        known.filter_map(|name| registry::by_name(name)).fold(finding, |finding, algorithm| {
            finding.refers_to(RelationKind::Contains, Asset::Algorithm(algorithm))
        })
    }
}

/// KDB: flags, version, seed, vector, groups, entries, digest, second seed, rounds; 124 octets.
fn kdb(bytes: &[u8]) -> Option<Header> {
    const ENTRIES: usize = 52;
    const ROUNDS: usize = 120;
    let (flags, version) = (le32(bytes, 8)?, le32(bytes, 12)?);
    let rounds = u64::try_from(le32(bytes, ROUNDS)?).ok();
    let cipher = match flags {
        _ if flags & 2 != 0 => "AES-256-CBC",
        _ if flags & 8 != 0 => "Twofish-256-CBC",
        _ => return None,
    };
    Some(Header {
        version: format!("KDB {}.{}", version >> 16, version & 0xFFFF),
        cipher: cipher.to_owned(),
        derivation: AES_KDF.to_owned(),
        rounds,
        entries: le32(bytes, ENTRIES),
        ..Header::default()
    })
}

/// KDBX: version, then fields of an octet of kind, a length of two octets (four since 4.0) and a value.
fn kdbx(bytes: &[u8]) -> Option<Header> {
    const END: u8 = 0;
    const CIPHER: u8 = 2;
    const ROUNDS: u8 = 6;
    const PARAMETERS: u8 = 11;
    let (minor, major) = (le16(bytes, 8)?, le16(bytes, 10)?);
    let mut header = Header { version: format!("KDBX {major}.{minor}"), ..Header::default() };
    let mut at = 12;
    for _ in 0..MOST {
        let kind = *bytes.get(at)?;
        let (start, size) = match major {
            1..4 => (at + 3, usize::from(le16(bytes, at + 1)?)),
            _ => (at + 5, le32(bytes, at + 1)?),
        };
        at = start.checked_add(size)?;
        let value = bytes.get(start..at)?;
        match kind {
            END => return (!header.cipher.is_empty() && header.derives(major)).then_some(header),
            CIPHER => header.cipher = named(&CIPHERS, value)?,
            ROUNDS => header.rounds = u64::try_from(le64(value, 0)?).ok(),
            PARAMETERS => header.parameters(value)?,
            _ => {}
        }
    }
    None
}

impl Header {
    /// Whether there is a key derivation; KDBX 3 knows one only.
    fn derives(&mut self, major: u16) -> bool {
        if self.derivation.is_empty() && major < 4 {
            AES_KDF.clone_into(&mut self.derivation);
        }
        !self.derivation.is_empty() && self.rounds.is_some()
    }

    /// A dictionary: a version, then kind, name and value with their lengths, up to the kind 0.
    fn parameters(&mut self, value: &[u8]) -> Option<()> {
        let mut at = 2;
        for _ in 0..MOST {
            if *value.get(at)? == 0 {
                return Some(());
            }
            let (name, next) = sized(value, at + 1)?;
            let (value, next) = sized(value, next)?;
            at = next;
            let number = || u64::try_from(le64(value, 0)?).ok();
            match name {
                b"$UUID" => self.derivation = named(&DERIVATIONS, value)?,
                b"R" | b"I" => self.rounds = Some(number()?),
                b"M" => self.cost.push(format!("{} KiB", number()? / 1024)),
                b"P" => self.cost.push(format!("threads {}", le32(value, 0)?)),
                _ => {}
            }
        }
        None
    }
}

/// Octets with their length before them, and where they end.
fn sized(bytes: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let start = at + 4;
    let end = start.checked_add(le32(bytes, at)?)?;
    Some((bytes.get(start..end)?, end))
}

/// The name of a UUID; the UUID itself where it has none here.
fn named(names: &[(&str, &str)], uuid: &[u8]) -> Option<String> {
    let uuid = hex(uuid.first_chunk::<16>().filter(|_| uuid.len() == 16)?);
    let known = names.iter().find(|(of, _)| *of == uuid);
    Some(known.map_or_else(|| format!("UUID {uuid}"), |(_, name)| (*name).to_owned()))
}
