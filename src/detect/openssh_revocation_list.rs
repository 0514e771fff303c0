//! Key revocation lists of OpenSSH.

use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Timestamp, UnknownReason};
use crate::wire::ssh::encoding::{Wire, WireError};

/// Finds key revocation lists of OpenSSH.
pub const DETECTOR: Detector = Detector {
    id: "openssh-revocation-list",
    title: "Key revocation lists of OpenSSH",
    about: "Binary lists that `ssh-keygen -k` writes and `RevokedKeys` names (`PROTOCOL.krl` of OpenSSH): version, time, and how many \
            keys, digests of keys and authorities of certificates they have.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

const MAGIC: &[u8] = b"SSHKRL\n\0";
const SECTIONS: [(u8, &str); 4] = [
    (1, "authorities of revoked certificates"),
    (2, "revoked keys"),
    (3, "SHA-1 digests of revoked keys"),
    (5, "SHA-256 digests of revoked keys"),
];
const CERTIFICATES: u8 = 1;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    match list(input.bytes) {
        Ok(material) => {
            let asset = Asset::RelatedCryptoMaterial(material);
            sink.found(Finding::new(DETECTOR.id, asset, 0, None));
        }
        Err(error) => {
            let detail = format!("a key revocation list of OpenSSH that is broken: {error}");
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
    }
}

/// Magic, format, number, time, flags, reserved, comment; then sections of an octet of kind and a string.
fn list(bytes: &[u8]) -> Result<Material, WireError> {
    let mut wire = Wire::new(bytes.get(MAGIC.len()..).unwrap_or_default());
    if wire.u32()? != 1 {
        return Err(WireError::Unsupported);
    }
    let number = wire.u64()?;
    let time = wire.u64()?;
    let _flags = wire.u64()?;
    let _reserved = wire.string()?;
    let _comment = wire.string()?;
    let mut counts = [0_u64; SECTIONS.len()];
    while let Some((kind, rest)) = wire.rest().split_first() {
        wire = Wire::new(rest);
        let section = wire.string()?;
        if let Some(index) = SECTIONS.iter().position(|(of, _)| of == kind) {
            counts[index] += if *kind == CERTIFICATES { 1 } else { strings(section)? };
        }
    }
    let mut details = vec![("version".to_owned(), number.to_string())];
    for ((_, name), count) in SECTIONS.iter().zip(counts) {
        if count > 0 {
            details.push(((*name).to_owned(), count.to_string()));
        }
    }
    let kind = MaterialKind::CertificateRevocationList;
    Ok(Material {
        details,
        not_before: i64::try_from(time).ok().and_then(|second| Timestamp::from_second(second).ok()),
        ..Material::new(kind, "OpenSSH key revocation list", "OpenSSH KRL", sha256(bytes))
    })
}

fn strings(section: &[u8]) -> Result<u64, WireError> {
    let mut wire = Wire::new(section);
    let mut count = 0;
    while !wire.rest().is_empty() {
        wire.string()?;
        count += 1;
    }
    Ok(count)
}
