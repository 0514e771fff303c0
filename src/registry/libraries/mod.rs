//! Cryptographic libraries: how each ecosystem calls them, and from which version they have which
//! quantum-resistant mechanism.
//!
//! Names are those of the package registries. Readiness comes from release notes and changelogs;
//! every row says from which and how sure that is. A library without rows is one of which nothing is
//! known here, which is not the same as one that has nothing.

mod lookup;
mod managed;
mod native;
mod native_more;
mod row;
mod rust;
mod scripting;

use std::cmp::Ordering;

pub use lookup::{libraries, library, library_by_package, library_by_soname, package, software};
pub use row::{Advisory, Capability, Feature, Grounds, Library, Since, Soname, Use};

use super::versions;
use crate::model::{Ecosystem, Software};

/// Whether a version of a library has a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// It has it.
    Present,
    /// It is older than the first version that has it. A distributor may have taken it over earlier.
    NotYet,
    /// The version is not known, not comparable, or lies where nothing is known.
    Untold,
}

/// A mechanism of a library and whether a certain version has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The mechanism.
    pub capability: &'static Capability,
    /// Whether that version has it.
    pub support: Support,
}

impl Library {
    /// What `version` of the library itself (`3.5.0`, not a package's revision) is known to have and to lack.
    #[must_use]
    pub fn readiness(&'static self, version: Option<&str>) -> Vec<Readiness> {
        self.rows(|since| versions::compare(None, version?, since))
    }

    fn rows(&'static self, against: impl Fn(&str) -> Option<Ordering>) -> Vec<Readiness> {
        let support = |since: Since| match since {
            Since::Unstated => Support::Untold,
            Since::From(first) => match against(first) {
                Some(Ordering::Less) => Support::NotYet,
                Some(_) => Support::Present,
                None => Support::Untold,
            },
            Since::AtLatest(seen) => match against(seen) {
                Some(Ordering::Equal | Ordering::Greater) => Support::Present,
                _ => Support::Untold,
            },
        };
        let row = |capability: &'static Capability| Readiness {
            capability,
            support: support(capability.since),
        };
        self.capabilities.iter().map(row).collect()
    }
}

/// What a package that was found is known to have and to lack: empty where the registry does not know it.
#[must_use]
pub fn readiness(software: &Software) -> Vec<Readiness> {
    let Some(library) = software.library.as_deref().and_then(library) else { return Vec::new() };
    match (&software.upstream, &software.version) {
        (Some(upstream), _) => library.readiness(Some(upstream)),
        (None, None) => library.readiness(None),
        (None, Some(version)) => {
            let ecosystem = software.ecosystem;
            let own = versions::upstream(ecosystem, version);
            library.rows(|since| versions::compare(ecosystem, own, since))
        }
    }
}

/// Advisories that speak of the package as such, whatever its version: nobody maintains it any more.
#[must_use]
pub fn unmaintained(software: &Software) -> Option<&'static Advisory> {
    let library = software.library.as_deref().and_then(library)?;
    library.advisories.iter().find(|advisory| {
        Some(advisory.ecosystem) == software.ecosystem && advisory.package == software.name
    })
}

/// Ecosystems whose packages are named without regard to case.
pub(super) const fn folds_case(ecosystem: Ecosystem) -> bool {
    matches!(
        ecosystem,
        Ecosystem::Composer
            | Ecosystem::Hex
            | Ecosystem::Nuget
            | Ecosystem::Pypi
            | Ecosystem::Swift
    )
}
