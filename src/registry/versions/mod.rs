//! Order of version numbers, as each ecosystem defines it.
//!
//! Never a guess: two versions that an ecosystem's rules do not order are not ordered.

mod apk;
mod debian;
mod maven;
mod rpm;

use std::cmp::Ordering;
use std::str::FromStr as _;

use crate::model::Ecosystem;

/// Longest version that is compared, in bytes.
const LONGEST: usize = 256;

/// Compares two versions by the rules of `ecosystem`; those of upstream C projects without one.
/// `None` where a version does not follow the rules.
#[must_use]
pub fn compare(ecosystem: Option<Ecosystem>, one: &str, other: &str) -> Option<Ordering> {
    if one.is_empty() || other.is_empty() || one.len().max(other.len()) > LONGEST {
        return None;
    }
    match ecosystem {
        Some(Ecosystem::Deb) => debian::compare(one, other),
        Some(Ecosystem::Rpm) => rpm::compare(one, other),
        Some(Ecosystem::Apk) => apk::compare(one, other),
        Some(Ecosystem::Maven) => Some(maven::compare(one, other)),
        Some(Ecosystem::Pypi) => {
            let parsed = |text| pep440_rs::Version::from_str(text).ok();
            Some(parsed(one)?.cmp(&parsed(other)?))
        }
        Some(
            Ecosystem::Cargo
            | Ecosystem::Npm
            | Ecosystem::Hex
            | Ecosystem::Pub
            | Ecosystem::Swift
            | Ecosystem::Golang
            | Ecosystem::Nuget
            | Ecosystem::Cocoapods,
        ) => Some(semantic(one)?.cmp_precedence(&semantic(other)?)),
        Some(
            Ecosystem::Gem
            | Ecosystem::Composer
            | Ecosystem::Conan
            | Ecosystem::Conda
            | Ecosystem::Vcpkg,
        )
        | None => upstream_order(one, other),
    }
}

/// The part of a package's version that is the upstream project's: without epoch and revision.
#[must_use]
pub fn upstream(ecosystem: Option<Ecosystem>, version: &str) -> &str {
    let without_epoch = || version.split_once(':').map_or(version, |(_, rest)| rest);
    match ecosystem {
        // Debian Policy section 5.6.12: the last hyphen begins the revision.
        Some(Ecosystem::Deb) => {
            without_epoch().rsplit_once('-').map_or_else(without_epoch, |(upstream, _)| upstream)
        }
        Some(Ecosystem::Rpm) => {
            without_epoch().split_once('-').map_or_else(without_epoch, |(upstream, _)| upstream)
        }
        Some(Ecosystem::Apk) => version.rsplit_once("-r").map_or(version, |(upstream, _)| upstream),
        Some(Ecosystem::Vcpkg) => version.split_once('#').map_or(version, |(upstream, _)| upstream),
        _ => version,
    }
}

/// Version of the C library inside a package that counts its own: `300.6.1+3.6.3` of openssl-src.
pub(super) fn bundled(package: &str, version: &str) -> Option<String> {
    (package == "openssl-src")
        .then(|| version.split_once('+').map(|(_, bundled)| bundled.to_owned()))?
}

/// Semantic Versioning 2.0.0, with what its users leave out or put before it: `v1.2`, `go1.24`, and
/// a fourth number that NuGet allows only where it is zero.
fn semantic(text: &str) -> Option<semver::Version> {
    let text = text.trim_start_matches("go").trim_start_matches('v');
    let end = text.find(['-', '+']).unwrap_or(text.len());
    let (core, rest) = text.split_at(end);
    let mut numbers: Vec<&str> = core.split('.').collect();
    if numbers.len() == 4 && numbers[3].bytes().all(|byte| byte == b'0') {
        numbers.pop();
    }
    numbers.resize(numbers.len().max(3), "0");
    semver::Version::parse(&format!("{}{rest}", numbers.join("."))).ok()
}

/// Numbers compare as numbers, the rest as text, as dpkg does; words for what comes before a release
/// sort before it (`3.5.0-beta1`), letters after it (`1.1.1w`, `9.9p1`).
fn upstream_order(one: &str, other: &str) -> Option<Ordering> {
    let prepared = |text: &str| {
        let text = text.trim_start_matches('v').to_ascii_lowercase();
        let starts = text.starts_with(|first: char| first.is_ascii_digit());
        starts.then(|| {
            let text = text.split('+').next().unwrap_or_default().to_owned();
            ["alpha", "beta", "rc", "pre", "dev"].into_iter().fold(text, |text, word| {
                ["-", ".", "_"].into_iter().fold(text, |text, separator| {
                    text.replace(&format!("{separator}{word}"), &format!("~{word}"))
                })
            })
        })
    };
    Some(debian::part(&prepared(one)?, &prepared(other)?))
}
