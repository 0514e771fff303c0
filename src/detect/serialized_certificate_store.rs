//! Serialized certificate stores of Windows (`.sst`): the certificates, revocation lists and trust lists in them.

use super::cms_message::Context;
use super::fields::le32;
use super::{Detector, Input, Sink, sha256, x509_certificate, x509_crl};
use crate::model::{Asset, Finding, Material, MaterialKind, RelationKind, UnknownReason};

/// Finds serialized certificate stores.
pub const DETECTOR: Detector = Detector {
    id: "serialized-certificate-store",
    title: "Serialized certificate stores of Windows",
    about: "What CertSaveStore writes as CERT_STORE_SAVE_AS_STORE and certutil as `.sst`: elements of property, encoding, \
            length and value. Certificates, revocation lists and certificate trust lists are assets of their own. A property \
            that names the key container of a certificate is counted: the private key lies in that machine, not here.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

/// Version 0, then a marker (Wine's `dlls/crypt32/serialize.c`).
const MAGIC: &[u8] = b"\0\0\0\0CERT";
/// Properties of `wincrypt.h`: CERT_KEY_PROV_INFO_PROP_ID, and those of Wine's `crypt32_private.h` for the object itself.
const KEY_CONTAINER: usize = 2;
const CERTIFICATE: usize = 32;
const REVOCATION_LIST: usize = 33;
const TRUST_LIST: usize = 34;

#[derive(Default)]
struct Counts {
    certificates: usize,
    lists: usize,
    trust_lists: usize,
    containers: usize,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut counts = Counts::default();
    let mut inside = Vec::new();
    let mut at = MAGIC.len();
    let ended = loop {
        let Some((kind, start, value)) = element(input.bytes, at) else { break false };
        if kind == 0 {
            break true;
        }
        let place = start as u64;
        match kind {
            CERTIFICATE => {
                counts.certificates += 1;
                inside.extend(x509_certificate::inside(DETECTOR.id, value, place, sink));
            }
            REVOCATION_LIST => {
                counts.lists += 1;
                inside.extend(x509_crl::inside(DETECTOR.id, value, place, sink));
            }
            TRUST_LIST => {
                counts.trust_lists += 1;
                inside.extend(Context::new(DETECTOR.id, place, None).message(value, sink));
            }
            KEY_CONTAINER => counts.containers += 1,
            _ => {}
        }
        at = start + value.len();
    };
    if !ended {
        let detail = "a serialized certificate store that is broken or cut off";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, at as u64, None, detail);
    }
    let name = "serialized certificate store";
    let store = Material {
        details: counts.details(),
        ..Material::new(MaterialKind::Keystore, name, "SST", sha256(input.bytes))
    };
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
    sink.found(
        inside.iter().fold(finding, |finding, id| finding.relates(RelationKind::Contains, *id)),
    );
}

/// Property, start of the value and value of the element at `at`: three little-endian numbers, then the value.
fn element(bytes: &[u8], at: usize) -> Option<(usize, usize, &[u8])> {
    let start = at + 12;
    let end = start.checked_add(le32(bytes, at + 8)?)?;
    Some((le32(bytes, at)?, start, bytes.get(start..end)?))
}

impl Counts {
    fn details(&self) -> Vec<(String, String)> {
        let all = [
            ("certificates", self.certificates),
            ("certificates with a key container", self.containers),
            ("revocation lists", self.lists),
            ("trust lists", self.trust_lists),
        ];
        let seen = all.into_iter().filter(|(name, count)| *count > 0 || *name == "certificates");
        seen.map(|(name, count)| (name.to_owned(), count.to_string())).collect()
    }
}
