use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic libraries in apk's database.
pub const DETECTOR: Detector = Detector {
    id: "alpine-packages",
    title: "Cryptographic libraries among the installed packages of apk",
    about: "Reads apk's `installed` (apk-tools, the fields P, V and m of each record). The vendor is Alpine where the \
            maintainer's address says so; without one there is no package URL. Only packages that the registry of \
            libraries knows are listed.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let is_record = peek.head.starts_with(b"C:Q") || peek.head.starts_with(b"P:");
    peek.name == "installed" && is_record && memchr::memmem::find(peek.head, b"\nV:").is_some()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let mut package = Package::default();
    for (offset, line) in lines(&text) {
        match line.split_once(':') {
            Some(("P", name)) => {
                package = Package { name, offset, vendor: package.vendor, ..package }
            }
            Some(("V", version)) => package.version = Some(version),
            Some(("m", maintainer)) => package.vendor = vendor(maintainer),
            _ if line.is_empty() => packages.pinned(Ecosystem::Apk, std::mem::take(&mut package)),
            _ => {}
        }
    }
    packages.pinned(Ecosystem::Apk, package);
}

fn vendor(maintainer: &str) -> Option<&'static str> {
    let address = maintainer.rsplit('<').next()?.trim_end_matches('>');
    address.ends_with("@alpinelinux.org").then_some("alpine")
}
