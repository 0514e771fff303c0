use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::packages::{Package, Packages, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a PHP project.
pub const DETECTOR: Detector = Detector {
    id: "php-packages",
    title: "Cryptographic packages in composer.lock and vendor/composer/installed.json",
    about: "Reads `packages` and `packages-dev` of `composer.lock`, and Composer's `installed.json` (Composer \
            documentation). Only packages that the registry of libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    peek.name == "composer.lock" || peek.path.ends_with("composer/installed.json")
}

#[derive(Deserialize)]
struct Lock<'a> {
    #[serde(borrow, default)]
    packages: Vec<&'a RawValue>,
    #[serde(rename = "packages-dev", borrow, default)]
    packages_dev: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = std::str::from_utf8(input.bytes).unwrap_or_default();
    // `installed.json` of Composer 1 is the list itself.
    let all = serde_json::from_str::<Lock<'_>>(text)
        .map(|lock| [lock.packages, lock.packages_dev].concat())
        .or_else(|_| serde_json::from_str::<Vec<&RawValue>>(text));
    let Ok(all) = all else {
        packages.malformed(
            0,
            "a lock file of Composer that is not its JSON; `composer update --lock` makes it anew",
        );
        return;
    };
    for raw in all {
        let Ok(entry) = serde_json::from_str::<Entry<'_>>(raw.get()) else { continue };
        let version = entry.version.as_deref().map(|version| version.trim_start_matches('v'));
        let offset = offset_in(text, raw.get());
        let package = Package { name: &entry.name, version, offset, ..Package::default() };
        packages.pinned(Ecosystem::Composer, package);
    }
}
