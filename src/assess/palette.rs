use std::collections::BTreeSet;

use crate::model::{Asset, Protocol, ProtocolKind, Purpose, Purposes, Subject};
use crate::policy::{self, Overlap, Policy};
use crate::registry::{self, Grammar};
use crate::risk;

/// Sizes in bits of keys over a modulus, on both sides of every strength that SP 800-57 part 1 Table 2 and SP 800-56B
/// Appendix D tell apart.
const SIZES: [u32; 11] = [512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 7680, 8192, 15360];

/// Every use that the registry knows: each algorithm, with the sizes, curves, digests and modes that names of its family
/// carry, for every purpose that it can serve; and every version of a protocol that is judged.
#[must_use]
pub fn palette() -> Vec<Subject> {
    let mut palette: Vec<Subject> = names()
        .iter()
        .filter_map(|name| registry::by_name(name))
        .flat_map(|algorithm| risk::subjects(&Asset::Algorithm(algorithm)))
        .map(for_every_purpose)
        .collect();
    palette.extend(versions());
    palette
}

/// The rules of a policy that contradict each other on some use; see [`policy::overlaps`].
#[must_use]
pub fn overlaps(policy: &Policy) -> Vec<Overlap> {
    policy::overlaps(policy, &palette())
}

/// Names, sorted.
fn names() -> BTreeSet<String> {
    let mut names: BTreeSet<String> = registry::all().map(|row| row.name.to_owned()).collect();
    for family in registry::families() {
        let stem = family.stem;
        match family.grammar {
            Grammar::Rows => {}
            Grammar::Size => names.extend(SIZES.iter().map(|bits| format!("{stem}-{bits}"))),
            Grammar::DigestSize => {
                for digest in DIGESTS {
                    names.extend(SIZES.iter().map(|bits| format!("{stem}-{digest}-{bits}")));
                }
            }
            Grammar::Digest => names.extend(DIGESTS.iter().map(|one| format!("{stem}-{one}"))),
            Grammar::CurveDigest => {
                for curve in registry::curves() {
                    names.insert(format!("{stem}-{}", curve.name));
                    names.extend(DIGESTS.iter().map(|one| format!("{stem}-{}-{one}", curve.name)));
                }
            }
            Grammar::Curve => {
                names.extend(registry::curves().map(|curve| format!("{stem}-{}", curve.name)));
            }
            Grammar::SizeMode(sizes) => {
                for bits in sizes {
                    names.insert(format!("{stem}-{bits}"));
                    names.extend(MODES.iter().map(|mode| format!("{stem}-{bits}-{mode}")));
                }
            }
        }
    }
    names
}

const DIGESTS: [&str; 7] = ["MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA3-256"];
const MODES: [&str; 5] = ["CBC", "CTR", "ECB", "GCM", "XTS"];

/// A key that signs may sign certificates.
fn for_every_purpose(subject: Subject) -> Subject {
    let mut possible = subject.purposes.possible().clone();
    if possible.contains(&Purpose::Signature) {
        possible.insert(Purpose::CertificateSigning);
    }
    Subject { purposes: Purposes::OneOf(possible), ..subject }
}

fn versions() -> impl Iterator<Item = Subject> {
    let tls = ["SSL 2.0", "SSL 3.0", "1.0", "1.1", "1.2"].into_iter();
    let alone = tls.clone().map(|version| (ProtocolKind::Tls, version.to_owned()));
    let newer = tls.map(|version| (ProtocolKind::Tls, format!("{version}, 1.3")));
    let ssh = ["1", "1, 2"].into_iter().map(|version| (ProtocolKind::Ssh, version.to_owned()));
    alone.chain(newer).chain(ssh).flat_map(|(protocol, version)| {
        let asset = Asset::Protocol(Protocol {
            protocol,
            name: String::new(),
            version: Some(version),
            offers: Vec::new(),
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        });
        risk::subjects(&asset).into_iter().filter(|subject| subject.usage.version.is_some())
    })
}
