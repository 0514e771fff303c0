//! Signature algorithms with the parameters that change what they are.

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
        let parameters = identifier.child(1);
        let hash = parameters
            .iter()
            .flat_map(Element::children)
            .find(|field| field.context() == Some(0))
            .and_then(|field| field.explicit()?.child(0)?.oid());
        let digest = hash.map_or_else(|| "SHA-1".to_owned(), |hash| registry::by_oid(&hash).name);
        algorithm.digest = Some(digest);
        algorithm = registry::renamed(algorithm);
    }
    algorithm
}
