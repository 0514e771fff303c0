//! Keyrings of GNOME in their encrypted form: how the items are sealed, and how many there are.

use super::closed::Closed;
use super::java_keystore::Reader;
use super::{Detector, Input, Sink, sha256};
use crate::model::{
    Asset, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds keyrings of GNOME.
pub const DETECTOR: Detector = Detector {
    id: "gnome-keyring",
    title: "GNOME keyrings",
    about: "Encrypted keyrings of gnome-keyring (`docs/file-format.txt` and `gkm-secret-binary.c` of its source): number of \
            items and iterations of the key derivation. Version 0.0 with algorithms 0 and 0 is the only one there is: SHA-256 \
            repeated over password and salt, and AES-128 in CBC mode. Names, attributes and their digests are not shown. The \
            items stay closed and are an unknown that counts them. Keyrings without a password are text and not read.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

const MAGIC: &[u8] = b"GnomeKeyring\n\r\0\n";
/// Length that stands for no text at all.
const NONE: u32 = u32::MAX;

struct Keyring {
    /// Major and minor version, cipher, hash.
    format: [u8; 4],
    iterations: u32,
    items: u32,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut reader = Reader::new(input.bytes);
    let Some(keyring) = read(&mut reader) else {
        let detail = "a GNOME keyring that is broken or cut off";
        return sink.unknown(
            DETECTOR.id,
            UnknownReason::Malformed,
            reader.at() as u64,
            None,
            detail,
        );
    };
    let mut closed = Closed::default();
    let algorithms = if keyring.format == [0; 4] { &["SHA-256", "AES-128-CBC"][..] } else { &[] };
    let scheme = match algorithms {
        [hash, cipher] => format!("iterated {hash}, {cipher}"),
        _ => "algorithms of an unknown version".to_owned(),
    };
    for _ in 0..keyring.items {
        let iterations = Some(u64::from(keyring.iterations));
        let protection = Protection { scheme: scheme.clone(), iterations };
        closed.tried("item", protection, input.attempts.unable::<()>());
    }
    if let Some(sentence) = closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    let mut details = vec![("items".to_owned(), keyring.items.to_string())];
    details.extend(closed.schemes());
    let store = Material {
        protection: closed.protection(),
        details,
        ..Material::new(
            MaterialKind::Keystore,
            "GNOME keyring",
            "GNOME keyring",
            sha256(input.bytes),
        )
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
    let known = algorithms.iter().filter_map(|name| registry::by_name(name));
    sink.found(known.fold(finding, |finding, algorithm| {
        finding.refers_to(RelationKind::Contains, Asset::Algorithm(algorithm))
    }));
}

fn read(reader: &mut Reader<'_>) -> Option<Keyring> {
    reader.take(MAGIC.len())?;
    let format = *reader.take(4)?.first_chunk()?;
    text(reader)?;
    // Times of creation and change, flags, time-out.
    reader.take(8 + 8 + 4 + 4)?;
    let iterations = reader.u32()?;
    // Salt, and four reserved numbers.
    reader.take(8 + 16)?;
    let items = reader.u32()?;
    for _ in 0..items {
        item(reader)?;
    }
    let sealed = usize::try_from(reader.u32()?).ok()?;
    reader.take(sealed)?;
    Some(Keyring { format, iterations, items })
}

/// Id, kind, and attributes by name with digests of their values.
fn item(reader: &mut Reader<'_>) -> Option<()> {
    reader.take(8)?;
    for _ in 0..reader.u32()? {
        text(reader)?;
        match reader.u32()? {
            0 => text(reader)?,
            1 => reader.take(4).map(|_| ())?,
            _ => return None,
        }
    }
    Some(())
}

fn text(reader: &mut Reader<'_>) -> Option<()> {
    let length = reader.u32()?;
    let length = if length == NONE { 0 } else { length };
    reader.take(usize::try_from(length).ok()?).map(|_| ())
}
