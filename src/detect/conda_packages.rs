use std::borrow::Cow;

use serde::Deserialize;

use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a conda environment.
pub const DETECTOR: Detector = Detector {
    id: "conda-packages",
    title: "Cryptographic packages in conda environments and lock files",
    about: "Reads the records of `conda-meta/*.json`, `conda-lock.yml` (packages with `manager`), explicit \
            lists of package addresses (`@EXPLICIT`), and `environment.yml` where a version is named. Only packages \
            that the registry of libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let mut folders = peek.path.rsplit('/').skip(1);
    match peek.name {
        "environment.yml" | "environment.yaml" => true,
        name if name.ends_with("conda-lock.yml") => true,
        name if name.ends_with(".json") => folders.next() == Some("conda-meta"),
        name if name.ends_with(".txt") || name.ends_with(".lock") => {
            peek.head.starts_with(b"@EXPLICIT")
                || peek.head.starts_with(b"#")
                    && memchr::memmem::find(peek.head, b"\n@EXPLICIT").is_some()
        }
        _ => false,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    match input.name {
        name if name.ends_with(".json") => record(&text, &mut packages),
        name if name.ends_with("conda-lock.yml") => lock(&text, &mut packages),
        name if name.ends_with(".yml") || name.ends_with(".yaml") => {
            environment(&text, &mut packages)
        }
        _ => explicit(&text, &mut packages),
    }
}

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    version: Cow<'a, str>,
}

fn record(text: &str, packages: &mut Packages<'_>) {
    let Ok(record) = serde_json::from_str::<Record<'_>>(text) else { return };
    found(packages, &record.name, Some(&record.version), 0);
}

/// `- name: openssl` with `version:` and `manager:` below, as conda-lock writes it.
fn lock(text: &str, packages: &mut Packages<'_>) {
    let mut package = Package::default();
    for (offset, line) in lines(text) {
        let is_first = line.starts_with("- ");
        let Some((key, value)) = line.get(2..).and_then(|field| field.split_once(": ")) else {
            continue;
        };
        let value = value.trim_matches(['\'', '"']);
        match key {
            "name" if is_first => package = Package { name: value, offset, ..Package::default() },
            "version" => package.version = Some(value),
            "manager" if value == "pip" => package.note = "pip",
            // The last field of the three, in every version of the format.
            "platform" if package.version.is_some() => {
                let ecosystem =
                    if package.note == "pip" { Ecosystem::Pypi } else { Ecosystem::Conda };
                packages.pinned(ecosystem, Package { note: "", ..std::mem::take(&mut package) });
            }
            _ => {}
        }
    }
}

/// `- channel::name=1.2.3=build`, and `- name==1.2.3` below `pip:`.
fn environment(text: &str, packages: &mut Packages<'_>) {
    let mut is_inside = false;
    let mut pip: Option<usize> = None;
    for (offset, line) in lines(text) {
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        if depth == 0 && !content.starts_with(['-', '#']) && !content.is_empty() {
            is_inside = content.starts_with("dependencies:");
            pip = None;
            continue;
        }
        let Some(item) = content.strip_prefix("- ").filter(|_| is_inside) else { continue };
        if pip.is_some_and(|outer| depth <= outer) {
            pip = None;
        }
        let item = item.split(" #").next().unwrap_or_default().trim().trim_matches(['\'', '"']);
        if item == "pip:" {
            pip = Some(depth);
            continue;
        }
        let name_and_version = item.rsplit("::").next().unwrap_or(item);
        let Some((name, version)) = name_and_version.split_once('=') else { continue };
        let version = version.trim_start_matches('=').split('=').next().unwrap_or_default();
        if name.ends_with(['<', '>', '!', '~']) || version.contains(['*', ',', '<', '>', '|']) {
            continue;
        }
        let ecosystem = if pip.is_some() { Ecosystem::Pypi } else { Ecosystem::Conda };
        let name = name.split('[').next().unwrap_or(name).trim();
        let package = Package { name, version: Some(version), offset, ..Package::default() };
        packages.requested(ecosystem, package);
    }
}

/// `https://…/linux-64/openssl-3.3.1-h4bc722e_2.conda#md5`
fn explicit(text: &str, packages: &mut Packages<'_>) {
    for (offset, line) in lines(text) {
        let address = line.split('#').next().unwrap_or_default();
        let file = address.rsplit('/').next().unwrap_or_default();
        let stem = file.strip_suffix(".conda").or_else(|| file.strip_suffix(".tar.bz2"));
        let mut parts = stem.unwrap_or_default().rsplitn(3, '-');
        if let (Some(_), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next()) {
            found(packages, name, Some(version), offset);
        }
    }
}

fn found(packages: &mut Packages<'_>, name: &str, version: Option<&str>, offset: usize) {
    packages.pinned(Ecosystem::Conda, Package { name, version, offset, ..Package::default() });
}
