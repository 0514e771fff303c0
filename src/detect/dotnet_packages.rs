use std::borrow::Cow;

use serde::Deserialize;

use super::packages::{Entries, Package, Packages, offset_in};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a .NET project.
pub const DETECTOR: Detector = Detector {
    id: "dotnet-packages",
    title: "Cryptographic packages in NuGet lock files, project files and packages.config",
    about: "Reads `packages.lock.json` and `project.assets.json` of NuGet, the libraries of `*.deps.json`, \
            `PackageReference` and `PackageVersion` of MSBuild project files where a version is a literal, and \
            `packages.config`. Only packages that the registry of libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| peek.name.ends_with(ending));
    matches!(
        peek.name,
        "packages.lock.json"
            | "project.assets.json"
            | "packages.config"
            | "Directory.Packages.props"
    ) || ends(&[".deps.json", ".csproj", ".fsproj", ".vbproj"])
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let text = text.trim_start_matches('\u{feff}');
    match input.name {
        "packages.lock.json" => lock(text, &mut packages),
        "packages.config" => references(text, &mut packages),
        name if name.ends_with(".json") => libraries(text, &mut packages),
        _ => references(text, &mut packages),
    }
}

#[derive(Deserialize)]
struct Lock<'a> {
    /// By target framework, then by package.
    #[serde(borrow, default)]
    dependencies: Entries<'a>,
}

#[derive(Deserialize)]
struct Locked<'a> {
    #[serde(borrow)]
    resolved: Option<Cow<'a, str>>,
}

fn lock(text: &str, packages: &mut Packages<'_>) {
    let Ok(lock) = serde_json::from_str::<Lock<'_>>(text) else {
        packages.malformed(0, "a packages.lock.json that is not its JSON; `dotnet restore --force-evaluate` makes it anew");
        return;
    };
    for (_, framework) in lock.dependencies.0 {
        let Ok(Entries(entries)) = serde_json::from_str(framework.get()) else { continue };
        for (name, raw) in entries {
            let Ok(entry) = serde_json::from_str::<Locked<'_>>(raw.get()) else { continue };
            // A project of the same solution has no version.
            if let Some(version) = entry.resolved {
                found(packages, &name, Some(&version), offset_in(text, raw.get()));
            }
        }
    }
}

#[derive(Deserialize)]
struct Assets<'a> {
    /// `name/version`
    #[serde(borrow, default)]
    libraries: Entries<'a>,
}

#[derive(Deserialize)]
struct Library<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
}

fn libraries(text: &str, packages: &mut Packages<'_>) {
    let Ok(assets) = serde_json::from_str::<Assets<'_>>(text) else {
        packages.malformed(
            0,
            "a list of .NET libraries that is not its JSON; `dotnet restore` makes it anew",
        );
        return;
    };
    for (key, raw) in assets.libraries.0 {
        let library = serde_json::from_str::<Library<'_>>(raw.get()).ok();
        let is_package = library.and_then(|library| library.kind).as_deref() == Some("package");
        if let Some((name, version)) = key.split_once('/').filter(|_| is_package) {
            found(packages, name, Some(version), offset_in(text, raw.get()));
        }
    }
}

/// `PackageReference`, `PackageVersion` (attribute or element `Version`) and `package` of packages.config.
fn references(text: &str, packages: &mut Packages<'_>) {
    let document = match super::packages::xml(text) {
        Ok(document) => document,
        Err(offset) => {
            packages.malformed(offset, "a project file that is not well-formed XML");
            return;
        }
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let (name, version) = match node.tag_name().name() {
            "PackageReference" | "PackageVersion" => {
                let element = node.children().find(|child| child.has_tag_name("Version"));
                let version = node.attribute("Version").or_else(|| element.and_then(|e| e.text()));
                (node.attribute("Include").or_else(|| node.attribute("Update")), version)
            }
            "package" => (node.attribute("id"), node.attribute("version")),
            _ => continue,
        };
        // A property or a range is no version.
        let version =
            version.map(str::trim).filter(|version| !version.contains(['$', '*', '[', '(', ',']));
        if let Some(name) = name {
            let offset = node.range().start;
            let package = Package { name: name.trim(), version, offset, ..Package::default() };
            packages.requested(Ecosystem::Nuget, package);
        }
    }
}

fn found(packages: &mut Packages<'_>, name: &str, version: Option<&str>, offset: usize) {
    packages.pinned(Ecosystem::Nuget, Package { name, version, offset, ..Package::default() });
}
