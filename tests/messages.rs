//! Certificates and messages in every wrapping, against what independent tools say of them.

mod cms;
mod companions;
mod embedded;
mod signatures;
mod xml;

use std::sync::LazyLock;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Material, MaterialKind, UnknownReason};
use y2q::scan::Examiner;

/// What the detectors say of a fixture; none may have crashed.
pub fn look(name: &str, bytes: &[u8]) -> Sink {
    static EXAMINER: LazyLock<Examiner<'_>> = LazyLock::new(|| Examiner::new(DETECTORS));
    let sink = EXAMINER.examine(name, bytes);
    let crashed = sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Crashed);
    assert!(!crashed, "{name}: {:?}", sink.unknowns);
    sink
}

/// Kind and fingerprint.
pub fn identity(asset: &Asset) -> (String, String) {
    match asset {
        Asset::Certificate(certificate) => ("certificate".into(), certificate.fingerprint.clone()),
        Asset::RelatedCryptoMaterial(material) => (kind(material), material.fingerprint.clone()),
        other => (other.kind().into(), String::new()),
    }
}

fn kind(material: &Material) -> String {
    let kind = match material.material {
        MaterialKind::PrivateKey => "private-key",
        MaterialKind::PublicKey => "public-key",
        MaterialKind::Keystore => "keystore",
        MaterialKind::CertificateRequest => "certificate-request",
        MaterialKind::SignedData => "signed-data",
        _ => "other",
    };
    kind.to_owned()
}
