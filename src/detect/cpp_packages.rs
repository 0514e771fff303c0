use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::packages::{Package, Packages, lines, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic libraries of a C or C++ project.
pub const DETECTOR: Detector = Detector {
    id: "cpp-packages",
    title: "Cryptographic libraries in the files of Conan and vcpkg",
    about: "Reads `conan.lock` (versions 0.4 and 0.5), `[requires]` of `conanfile.txt` where a version is named, \
            `vcpkg.json` (dependencies, with the versions of its overrides) and `vcpkg/status` of what is installed. \
            Only libraries that the registry knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    matches!(peek.name, "conan.lock" | "conanfile.txt" | "vcpkg.json")
        || peek.path.ends_with("vcpkg/status") && peek.head.starts_with(b"Package: ")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    match input.name {
        "conan.lock" => conan_lock(&text, &mut packages),
        "conanfile.txt" => conan_file(&text, &mut packages),
        "vcpkg.json" => vcpkg(&text, &mut packages),
        _ => vcpkg_status(&text, &mut packages),
    }
}

#[derive(Deserialize)]
struct ConanLock<'a> {
    #[serde(borrow, default)]
    requires: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    build_requires: Vec<&'a RawValue>,
    /// Before version 0.5.
    #[serde(borrow)]
    graph_lock: Option<Graph<'a>>,
}

#[derive(Deserialize)]
struct Graph<'a> {
    #[serde(borrow, default)]
    nodes: super::packages::Entries<'a>,
}

#[derive(Deserialize)]
struct Node<'a> {
    #[serde(borrow, rename = "ref")]
    reference: Option<Cow<'a, str>>,
}

fn conan_lock(text: &str, packages: &mut Packages<'_>) {
    let Ok(lock) = serde_json::from_str::<ConanLock<'_>>(text) else {
        packages
            .malformed(0, "a conan.lock that is not its JSON; `conan lock create` makes it anew");
        return;
    };
    for raw in lock.requires.into_iter().chain(lock.build_requires) {
        if let Ok(reference) = serde_json::from_str::<Cow<'_, str>>(raw.get()) {
            conan_reference(packages, &reference, offset_in(text, raw.get()));
        }
    }
    for (_, raw) in lock.graph_lock.map(|graph| graph.nodes.0).unwrap_or_default() {
        let node = serde_json::from_str::<Node<'_>>(raw.get()).ok();
        if let Some(reference) = node.and_then(|node| node.reference) {
            conan_reference(packages, &reference, offset_in(text, raw.get()));
        }
    }
}

/// `name/version@user/channel#revision%time`
fn conan_reference(packages: &mut Packages<'_>, reference: &str, offset: usize) {
    let Some((name, rest)) = reference.split_once('/') else { return };
    let version = rest.split(['@', '#', '%']).next();
    packages.pinned(Ecosystem::Conan, Package { name, version, offset, ..Package::default() });
}

fn conan_file(text: &str, packages: &mut Packages<'_>) {
    let mut is_inside = false;
    for (offset, line) in lines(text) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.starts_with('[') {
            is_inside = matches!(line, "[requires]" | "[build_requires]" | "[tool_requires]");
        } else if is_inside && let Some((name, rest)) = line.split_once('/') {
            // A range in brackets says what is allowed, not what is there.
            let version = rest.split('@').next().filter(|version| !version.starts_with('['));
            let package = Package { name, version, offset, ..Package::default() };
            packages.requested(Ecosystem::Conan, package);
        }
    }
}

#[derive(Deserialize)]
struct Manifest<'a> {
    #[serde(borrow, default)]
    dependencies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    overrides: Vec<Port<'a>>,
}

#[derive(Deserialize)]
struct Port<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, alias = "version-string", alias = "version-semver", alias = "version-date")]
    version: Option<Cow<'a, str>>,
}

fn vcpkg(text: &str, packages: &mut Packages<'_>) {
    let Ok(manifest) = serde_json::from_str::<Manifest<'_>>(text) else {
        packages.malformed(0, "a vcpkg.json that is not its JSON");
        return;
    };
    for raw in manifest.dependencies {
        let name = serde_json::from_str::<Cow<'_, str>>(raw.get())
            .or_else(|_| serde_json::from_str::<Port<'_>>(raw.get()).map(|port| port.name));
        let Ok(name) = name else { continue };
        let pinned = manifest.overrides.iter().find(|port| port.name == name);
        let package = Package {
            name: &name,
            version: pinned.and_then(|port| port.version.as_deref()),
            offset: offset_in(text, raw.get()),
            ..Package::default()
        };
        packages.requested(Ecosystem::Vcpkg, package);
    }
}

fn vcpkg_status(text: &str, packages: &mut Packages<'_>) {
    let mut package = Package::default();
    let mut is_feature = false;
    for (offset, line) in lines(text) {
        match line.split_once(": ") {
            Some(("Package", name)) => {
                package = Package { name, offset, ..Package::default() };
                is_feature = false;
            }
            Some(("Version", version)) => package.version = Some(version),
            Some(("Feature", _)) => is_feature = true,
            Some(("Status", status)) if status.ends_with(" installed") && !is_feature => {
                packages.pinned(Ecosystem::Vcpkg, package);
            }
            _ => {}
        }
    }
}
