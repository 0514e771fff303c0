//! Go modules and standard library packages of cryptography that a Go program was built from.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::executable::{BuildInformation, Image, Module, build_information, is_executable};
use super::{Detector, Input, Literals, Peek, Sink};
use crate::model::{Asset, Ecosystem, Finding, Software};
use crate::registry;

/// Finds Go modules in binaries.
pub const DETECTOR: Detector = Detector {
    id: "go-module",
    title: "Cryptographic Go modules in binaries",
    about: "The build information that the Go linker puts into ELF, PE and Mach-O programs (runtime/debug.BuildInfo; the \
            pointer format before Go 1.18 and the inline format since): modules that the registry knows as \
            cryptographic, with their versions and replacements, and the standard library by the toolchain's version \
            when functions of its crypto packages are in the program. The packages are those of the function table, \
            which the linker has freed of what nothing calls. Bounded in bytes and lines.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    is_executable(peek.head)
        && !peek.head.starts_with(b"!<arch>")
        && !peek.head.starts_with(b"\0asm")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    for image in input.images() {
        let Some(built) = build_information(image) else { continue };
        let offset = built.offset;
        let packages = packages(image);
        if let Some(finding) = standard_library(&built, &packages) {
            sink.found(finding);
        }
        for module in &built.modules {
            if let Some((software, note)) = known(module) {
                let finding = Finding::new(DETECTOR.id, Asset::Software(software), offset, None);
                sink.found(finding.note(note));
            }
        }
    }
}

/// What was built; the module that it replaces, without a version, where the registry does not know the replacement.
fn known(module: &Module) -> Option<(Software, String)> {
    let software = |(path, version): &(String, String)| {
        let version = Some(version.as_str()).filter(|version| version.starts_with('v'));
        registry::software(Ecosystem::Golang, path, version, None)
    };
    let Some(replacement) = &module.replacement else {
        return Some((software(&module.own)?, "Go module".to_owned()));
    };
    if let Some(built) = software(replacement) {
        return Some((built, format!("Go module, in place of {}", module.own.0)));
    }
    let replaced = registry::software(Ecosystem::Golang, &module.own.0, None, None)?;
    let (path, version) = replacement;
    Some((replaced, format!("Go module, replaced by {path} {version}")))
}

/// The standard library, where its cryptography is in the program.
fn standard_library(built: &BuildInformation, packages: &BTreeSet<&str>) -> Option<Finding> {
    if packages.is_empty() {
        return None;
    }
    let version = built.go_version.split(' ').next()?.strip_prefix("go");
    let software = registry::software(Ecosystem::Golang, "std", version, None)?;
    let list = packages.iter().copied().collect::<Vec<_>>().join(", ");
    let settings = built.settings.iter().map(|setting| format!("; {setting}")).collect::<String>();
    let note = format!("built with {}; packages {list}{settings}", built.go_version);
    Some(Finding::new(DETECTOR.id, Asset::Software(software), built.offset, None).note(note))
}

/// Packages of the standard library and its supplements that say an algorithm or a protocol.
const PACKAGES: &[&str] = &[
    "crypto/aes",
    "crypto/des",
    "crypto/dsa",
    "crypto/ecdh",
    "crypto/ecdsa",
    "crypto/ed25519",
    "crypto/elliptic",
    "crypto/hkdf",
    "crypto/hmac",
    "crypto/hpke",
    "crypto/md5",
    "crypto/mldsa",
    "crypto/mlkem",
    "crypto/pbkdf2",
    "crypto/rc4",
    "crypto/rsa",
    "crypto/sha1",
    "crypto/sha256",
    "crypto/sha3",
    "crypto/sha512",
    "crypto/tls",
    "crypto/x509",
];

/// Those that have a function in the function table, whose names end with a zero byte (`runtime/symtab.go`). A foreign
/// linker leaves the table among other data.
fn packages(image: &Image<'_>) -> BTreeSet<&'static str> {
    static WORDS: LazyLock<Literals> =
        LazyLock::new(|| Literals::new(PACKAGES.iter().map(|name| format!("\0{name}."))));
    let named = [".gopclntab", "__gopclntab"].iter().find_map(|name| image.section(name));
    let tables = named.as_ref().map_or_else(|| image.data(), std::slice::from_ref);
    let mut found = BTreeSet::new();
    for table in tables {
        WORDS.find(table.bytes, |package, _| {
            found.insert(PACKAGES[package]);
        });
    }
    found
}
