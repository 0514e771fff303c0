//! Algorithms of RSA with the parameters that change what they are (RFC 4055), and every other signature algorithm.

use super::ber::Element;
use crate::model::Algorithm;
use crate::registry;

const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";

/// The algorithm that a signature's `AlgorithmIdentifier` names; RSASSA-PSS with its digest (RFC 4055 §3.1: SHA-1 when
/// the parameters leave it out).
pub fn signature_algorithm(identifier: &Element<'_>) -> Algorithm {
    let Some(oid) = identifier.child(0).and_then(|field| field.oid()) else {
        return Algorithm::verbatim("unreadable", None);
    };
    let mut algorithm = registry::by_oid(&oid);
    if oid == RSASSA_PSS {
        algorithm.digest = Some(hash(identifier));
        algorithm = registry::renamed(algorithm);
    }
    algorithm
}

/// Mask generation and salt length of RSASSA-PSS (RFC 4055 §3.1: 20 octets by default); `None` for other algorithms.
pub fn pss_text(identifier: &Element<'_>) -> Option<String> {
    if identifier.child(0)?.oid()? != RSASSA_PSS {
        return None;
    }
    let salt = parameter(identifier, 2).map_or(Some(20), |field| field.number())?;
    Some(format!("{}, {salt} octets of salt", mask(identifier)))
}

/// RSAES-OAEP with its digest, and its mask generation (RFC 4055 §4.1).
pub fn oaep(identifier: &Element<'_>) -> (Algorithm, String) {
    let oid = identifier.child(0).and_then(|field| field.oid()).unwrap_or_default();
    let mut algorithm = registry::by_oid(&oid);
    algorithm.digest = Some(hash(identifier));
    (registry::renamed(algorithm), mask(identifier))
}

/// What stands in [`number`] of the parameters.
fn parameter<'a>(identifier: &Element<'a>, number: u32) -> Option<Element<'a>> {
    let parameters = identifier.child(1)?;
    parameters.children().find(|field| field.context() == Some(number))?.explicit()
}

fn hash(identifier: &Element<'_>) -> String {
    let oid = parameter(identifier, 0).and_then(|field| field.child(0)?.oid());
    oid.map_or_else(|| "SHA-1".to_owned(), |oid| registry::by_oid(&oid).name)
}

/// MGF1 with its digest; by default with SHA-1.
fn mask(identifier: &Element<'_>) -> String {
    let Some(mask) = parameter(identifier, 1) else { return "MGF1-SHA-1".to_owned() };
    let named = |field: &Element<'_>| Some(registry::by_oid(&field.child(0)?.oid()?).name);
    let digest = mask.child(1).as_ref().and_then(named);
    match mask.child(0).and_then(|field| field.oid()).as_deref() {
        Some("1.2.840.113549.1.1.8") => format!("MGF1-{}", digest.unwrap_or_default()),
        Some(other) => registry::by_oid(other).name,
        None => "unreadable".to_owned(),
    }
}
