//! Which libraries have a scheme, as the registry knows them.

use crate::model::Venue;
use crate::registry::{Feature, Since, libraries as known};
use crate::scheme::{Role, Scheme};

/// How many are named.
const SHOWN: usize = 4;

/// Libraries with their first version that are known to have what a use of the scheme asks for, the first few by
/// name. Empty where none is known, or where no library is asked.
pub(super) fn libraries(venue: Venue, scheme: &Scheme) -> Vec<String> {
    let Some(feature) = feature(venue, scheme).filter(|_| lacking(scheme.id).is_none()) else {
        return Vec::new();
    };
    let mut ready: Vec<String> = known()
        .flat_map(|library| {
            let has = library.capabilities.iter().filter(|one| one.feature == feature);
            has.map(|capability| match capability.since {
                Since::From(version) => format!("{} {version}", library.title),
                Since::AtLatest(version) => format!("{} {version} at the latest", library.title),
                Since::Unstated => library.title.to_owned(),
            })
        })
        .collect();
    ready.sort();
    ready.dedup();
    let more = ready.len().saturating_sub(SHOWN);
    ready.truncate(SHOWN);
    if more > 0 {
        ready.push(format!("{more} more"));
    }
    ready
}

/// The release that does not exist yet of what speaks an SSH key exchange. OpenSSH 10.5 has no `mlkem1024nistp384-sha384`.
pub(super) fn lacking(scheme: &str) -> Option<&'static str> {
    scheme
        .starts_with("mlkem1024nistp384")
        .then_some("an OpenSSH release with mlkem1024nistp384-sha384 (10.5 has none)")
}

/// Composite signatures of X.509: no library that is known here has them.
pub(super) fn is_composite(scheme: &str) -> bool {
    scheme.starts_with("mldsa")
}

/// The mechanism that a library must have; the families of the registry are coarser than schemes.
pub(super) fn feature(venue: Venue, scheme: &Scheme) -> Option<Feature> {
    if scheme.hybrid {
        // Of composite signatures the registry of libraries has no rows yet.
        return match venue {
            _ if scheme.role != Role::Kem => None,
            Venue::Tls => Some(Feature::HybridTls),
            Venue::Ssh => Some(Feature::HybridSsh),
            _ => None,
        };
    }
    Some(match scheme.family {
        "ML-KEM" if venue == Venue::Ike => Feature::MultipleIke,
        "ML-KEM" => Feature::MlKem,
        "ML-DSA" => Feature::MlDsa,
        "SLH-DSA" => Feature::SlhDsa,
        "FN-DSA" => Feature::FnDsa,
        "LMS" => Feature::Lms,
        "XMSS" => Feature::Xmss,
        "HQC" => Feature::Hqc,
        "NTRU+" => Feature::NtruPlus,
        "SMAUG-T" => Feature::SmaugT,
        "HAETAE" => Feature::Haetae,
        "AIMer" => Feature::Aimer,
        _ => return None,
    })
}
