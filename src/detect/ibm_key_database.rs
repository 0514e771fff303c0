//! Key databases of IBM's GSKit (`.kdb`, CMS): recognised, closed.

use super::closed::Closed;
use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};

/// Finds IBM key databases.
pub const DETECTOR: Detector = Detector {
    id: "ibm-key-database",
    title: "IBM key databases (CMS .kdb)",
    about: "Key databases and request databases of IBM's Global Security Kit by their first octets. The format is not \
            published, so what is said is that such a database is there; `gsk8capicmd_64 -cert -list` names its certificates. \
            A stash file beside it (`.sth`) holds its password and is not read.",
    anchors: &[],
    wants: |peek| peek.head.starts_with(MAGIC),
    detect,
};

/// As filesignature.org and its kin list it: `7H`, version octets, and what kind of key database it is.
const MAGIC: &[u8] = b"7H\x03\x02\0\0\0\0X509KEY";

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut closed = Closed::default();
    let scheme = "a scheme that IBM has not published".to_owned();
    let protection = Protection { scheme, iterations: None };
    closed.tried("database", protection, input.attempts.unable::<()>());
    if let Some(sentence) = closed.sentence() {
        sink.unknown(DETECTOR.id, UnknownReason::Encrypted, 0, None, sentence);
    }
    let name = "IBM key database";
    let store = Material {
        protection: closed.protection(),
        ..Material::new(MaterialKind::Keystore, name, "IBM CMS", sha256(input.bytes))
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None));
}
