//! Contexts of TPM 2.0 objects and sessions as tpm2-tools save them.

use super::java_keystore::Reader;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection};

/// Finds saved contexts.
pub const DETECTOR: Detector = Detector {
    id: "tpm2-context",
    title: "Saved contexts of TPM 2.0 objects",
    about: "Files that `tpm2_createprimary -c`, `tpm2_load -c` and their kin write (`lib/files.c` of tpm2-tools: magic, version, then \
            TPMS_CONTEXT of TPM 2.0 part 2 §14.5): the hierarchy and whether it is an object or a session. The object itself is \
            encrypted by the TPM for itself, so that its algorithm is unknown here; its public area tells it.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC) && peek.head.get(4..8) == Some(&[0, 0, 0, 1]),
    detect,
};

const MAGIC: &[u8] = &[0xBA, 0xDC, 0xC0, 0xDE];
/// TPMI_RH_HIERARCHY
const HIERARCHIES: [(u32, &str); 4] = [
    (0x4000_0001, "owner"),
    (0x4000_0007, "null"),
    (0x4000_000B, "endorsement"),
    (0x4000_000C, "platform"),
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(details) = context(input.bytes) else { return };
    let protection = Protection { scheme: "wrapped by its TPM 2.0".to_owned(), iterations: None };
    let material = Material {
        protection: Some(protection),
        details,
        ..Material::new(
            MaterialKind::Other,
            "saved TPM 2.0 context",
            "TPM 2.0 context",
            sha256(input.bytes),
        )
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None));
}

/// { magic, version, hierarchy, handle, sequence, blob with its size } and nothing else.
fn context(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::new(bytes);
    reader.take(8)?;
    let hierarchy = reader.u32()?;
    let (_, hierarchy) = HIERARCHIES.iter().find(|(of, _)| *of == hierarchy)?;
    let handle = reader.u32()?;
    let what = match handle >> 24 {
        0x80 => "transient object",
        0x02 | 0x03 => "session",
        _ => return None,
    };
    reader.take(8)?;
    let size = usize::from(reader.u16()?);
    (reader.rest() == size).then(|| {
        vec![
            ("hierarchy".to_owned(), (*hierarchy).to_owned()),
            ("object".to_owned(), what.to_owned()),
        ]
    })
}
