use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic gems of a Ruby project.
pub const DETECTOR: Detector = Detector {
    id: "ruby-packages",
    title: "Cryptographic gems in Gemfile.lock",
    about: "Reads the `specs:` of `Gemfile.lock` and `gems.locked` (Bundler). A platform behind a version \
            (`1.16.0-x86_64-linux`) is no part of it. Only gems that the registry of libraries knows are listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| matches!(peek.name, "Gemfile.lock" | "gems.locked"),
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let mut is_spec = false;
    for (offset, line) in lines(&text) {
        if !line.starts_with("    ") {
            is_spec = line == "  specs:";
            continue;
        }
        // Four spaces and no more: deeper lines are what the gem depends on.
        let spec = line.strip_prefix("    ").filter(|spec| is_spec && !spec.starts_with(' '));
        let parts =
            spec.and_then(|spec| spec.strip_suffix(')')).and_then(|spec| spec.split_once(" ("));
        let Some((name, version)) = parts else { continue };
        let version = version.split('-').next();
        packages.pinned(Ecosystem::Gem, Package { name, version, offset, ..Package::default() });
    }
}
