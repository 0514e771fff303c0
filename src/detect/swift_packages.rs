use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::packages::{Package, Packages, lines, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a Swift project.
pub const DETECTOR: Detector = Detector {
    id: "swift-packages",
    title: "Cryptographic packages in Package.resolved and Podfile.lock",
    about: "Reads the pins of `Package.resolved` (Swift Package Manager, versions 1 to 3) and `PODS:` of \
            `Podfile.lock` (CocoaPods). A pin to a branch or revision has no version. Only packages that the registry \
            of libraries knows are listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| matches!(peek.name, "Package.resolved" | "Podfile.lock"),
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    if input.name == "Podfile.lock" {
        pods(&text, &mut packages)
    } else {
        pins(&text, &mut packages)
    }
}

#[derive(Deserialize)]
struct Resolved<'a> {
    #[serde(borrow, default)]
    pins: Vec<&'a RawValue>,
    /// Version 1.
    #[serde(borrow)]
    object: Option<Object<'a>>,
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow, default)]
    pins: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Pin<'a> {
    #[serde(borrow, alias = "repositoryURL")]
    location: Option<Cow<'a, str>>,
    #[serde(borrow)]
    state: Option<State<'a>>,
}

#[derive(Deserialize)]
struct State<'a> {
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
}

fn pins(text: &str, packages: &mut Packages<'_>) {
    let Ok(resolved) = serde_json::from_str::<Resolved<'_>>(text) else {
        packages.malformed(
            0,
            "a Package.resolved that is not its JSON; `swift package resolve` makes it anew",
        );
        return;
    };
    let object = resolved.object.map(|object| object.pins).unwrap_or_default();
    for raw in resolved.pins.into_iter().chain(object) {
        let Ok(pin) = serde_json::from_str::<Pin<'_>>(raw.get()) else { continue };
        let Some(name) = pin.location.as_deref().and_then(repository) else { continue };
        let version = pin.state.as_ref().and_then(|state| state.version.as_deref());
        let offset = offset_in(text, raw.get());
        let package = Package { name: &name, version, offset, ..Package::default() };
        packages.pinned(Ecosystem::Swift, package);
    }
}

/// `host/owner/name` of a repository's address, as package URLs have it.
fn repository(location: &str) -> Option<String> {
    let rest = match location.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        // `git@host:owner/name`
        None => location.replacen(':', "/", 1),
    };
    let rest = rest.rsplit_once('@').map_or(rest.as_str(), |(_, rest)| rest);
    let name = rest.trim_end_matches('/').trim_end_matches(".git");
    (name.matches('/').count() >= 2).then(|| name.to_owned())
}

/// `  - Name (1.2.3)` or `  - Name/Part (1.2.3):`; deeper lines are what a pod depends on.
fn pods(text: &str, packages: &mut Packages<'_>) {
    let mut is_inside = false;
    for (offset, line) in lines(text) {
        if !line.starts_with(' ') {
            is_inside = line == "PODS:";
            continue;
        }
        let Some(pod) = line.strip_prefix("  - ").filter(|_| is_inside) else { continue };
        let pod = pod.trim_end_matches(':').trim_matches('"');
        let Some((name, version)) = pod.strip_suffix(')').and_then(|pod| pod.split_once(" ("))
        else {
            continue;
        };
        let (name, part) = name.split_once('/').unwrap_or((name, ""));
        let package =
            Package { name, version: Some(version), offset, note: part, ..Package::default() };
        packages.pinned(Ecosystem::Cocoapods, package);
    }
}
