//! Signatures in packages and indices of Alpine's apk (version 2).

use super::{Detector, Input, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, UnknownReason};
use crate::registry;

/// Finds signatures of apk.
pub const DETECTOR: Detector = Detector {
    id: "alpine-signature",
    title: "Signatures of Alpine packages and indices",
    about: "The first member of an .apk and of APKINDEX.tar.gz, `.SIGN.RSA.…`, `.SIGN.RSA256.…`, `.SIGN.RSA512.…` or `.SIGN.DSA.…` \
            (apk-tools 2, `package.c`; abuild-sign): RSA PKCS #1 v1.5 or DSA over SHA-1 unless the name says another digest, and \
            the name of the key that made it. The size of the key is not told: the file holds nothing but the signature.",
    anchors: &[],
    wants: |peek| scheme(peek.name).is_some(),
    detect,
};

/// Longest signature, of a key of 16384 bits.
const LONGEST: usize = 2048;

/// Algorithm by the beginning of the name, and the name of the key.
fn scheme(name: &str) -> Option<(&'static str, &str)> {
    [
        (".SIGN.RSA.", "RSA-PKCS1-1.5-SHA-1"),
        (".SIGN.RSA256.", "RSA-PKCS1-1.5-SHA-256"),
        (".SIGN.RSA512.", "RSA-PKCS1-1.5-SHA-512"),
        (".SIGN.DSA.", "DSA-SHA-1"),
    ]
    .iter()
    .find_map(|(start, algorithm)| Some((*algorithm, name.strip_prefix(start)?)))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some((algorithm, key)) = scheme(input.name) else { return };
    // The shortest, DSA of 160 bits, has 46 octets.
    if !(40..=LONGEST).contains(&input.bytes.len()) {
        let detail = "a signature of apk that is too short or too long to be one";
        return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    let key = key.chars().filter(|char| !char.is_control()).take(200).collect::<String>();
    let material = Material {
        signature_algorithm: registry::by_name(algorithm),
        details: vec![
            ("key name".to_owned(), key),
            ("octets".to_owned(), input.bytes.len().to_string()),
        ],
        ..Material::new(MaterialKind::Signature, "apk signature", "apk", sha256(input.bytes))
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None));
}
