use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic modules of a Go project.
pub const DETECTOR: Detector = Detector {
    id: "go-packages",
    title: "Cryptographic modules in go.mod, go.sum and vendor/modules.txt",
    about: "Reads `require` and `replace` of `go.mod`, the module checksums of `go.sum` and `vendor/modules.txt` (Go \
            Modules Reference). `go.sum` lists every version that was ever looked at, so that its lines are of medium \
            confidence. Only modules that the registry of libraries knows are listed; the standard library's version \
            is that of the toolchain, which no file of a project names.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    match peek.name {
        "go.mod" | "go.sum" => true,
        "modules.txt" => peek.path == "modules.txt" || peek.path.ends_with("vendor/modules.txt"),
        _ => false,
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    match input.name {
        "go.mod" => module_file(&text, &mut packages),
        "go.sum" => checksums(&text, &mut packages),
        _ => vendored(&text, &mut packages),
    }
}

/// A `require` or `replace` line, alone or in a block.
fn module_file(text: &str, packages: &mut Packages<'_>) {
    let mut block = "";
    for (offset, line) in lines(text) {
        let (code, comment) = line.split_once("//").unwrap_or((line, ""));
        let mut words = code.split_whitespace();
        let directive = match block {
            "" => words.next().unwrap_or_default(),
            inside => inside,
        };
        let words: Vec<&str> = words.take(6).map(|word| word.trim_matches(['"', '`'])).collect();
        match (directive, words.as_slice()) {
            (_, [")"]) => block = "",
            (_, ["("]) if block.is_empty() => block = directive,
            ("require", [module, version]) => {
                let note = if comment.trim() == "indirect" { "indirect" } else { "" };
                report(packages, module, version, note, offset);
            }
            // `old [version] => new version`; a folder has no version.
            ("replace", [.., "=>", module, version]) => {
                report(packages, module, version, "replacement", offset);
            }
            _ => {}
        }
    }
}

/// `module version h1:…`; the lines of `version/go.mod` are about the module file alone.
fn checksums(text: &str, packages: &mut Packages<'_>) {
    for (offset, line) in lines(text) {
        let mut words = line.split(' ');
        if let (Some(name), Some(version), Some(hash)) = (words.next(), words.next(), words.next())
            && hash.starts_with("h1:")
            && !version.ends_with("/go.mod")
        {
            let package = Package {
                name,
                version: Some(version),
                offset,
                note: "checksum",
                ..Package::default()
            };
            packages.requested(Ecosystem::Golang, package);
        }
    }
}

/// `# module version` before the packages that were copied.
fn vendored(text: &str, packages: &mut Packages<'_>) {
    for (offset, line) in lines(text) {
        let Some(module) = line.strip_prefix("# ") else { continue };
        let words: Vec<&str> = module.split(' ').take(6).collect();
        match words.as_slice() {
            [.., "=>", module, version] | [module, version] => {
                report(packages, module, version, "", offset);
            }
            _ => {}
        }
    }
}

fn report(packages: &mut Packages<'_>, name: &str, version: &str, note: &str, offset: usize) {
    let package = Package { name, version: Some(version), note, offset, ..Package::default() };
    packages.pinned(Ecosystem::Golang, package);
}
