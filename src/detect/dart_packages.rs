use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of a Dart or Flutter project.
pub const DETECTOR: Detector = Detector {
    id: "dart-packages",
    title: "Cryptographic packages in pubspec.lock",
    about: "Reads `packages:` of `pubspec.lock` as the pub tool writes it. Only packages that the registry of libraries \
            knows are listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| peek.name == "pubspec.lock",
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let mut is_inside = false;
    let (mut name, mut start) = ("", 0);
    for (offset, line) in lines(&text) {
        let depth = line.len() - line.trim_start_matches(' ').len();
        let content = &line[depth..];
        match (depth, content.split_once(':')) {
            (0, _) => is_inside = content == "packages:",
            (2, Some((key, ""))) if is_inside => (name, start) = (key.trim_matches('"'), offset),
            (4, Some(("version", version))) if is_inside => {
                let version = Some(version.trim().trim_matches('"'));
                let package = Package { name, version, offset: start, ..Package::default() };
                packages.pinned(Ecosystem::Pub, package);
            }
            _ => {}
        }
    }
}
