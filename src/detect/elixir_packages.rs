use super::packages::{Package, Packages, lines};
use super::{Detector, Input, Peek, Sink};
use crate::model::Ecosystem;

/// Cryptographic packages of an Elixir or Erlang project.
pub const DETECTOR: Detector = Detector {
    id: "elixir-packages",
    title: "Cryptographic packages in mix.lock and rebar.lock",
    about: "Reads the lines of `mix.lock` (`\"name\": {:hex, :package, \"1.2.3\", …}`) and `rebar.lock` \
            (`{<<\"name\">>,{pkg,<<\"package\">>,<<\"1.2.3\">>},0}`). Dependencies from Git have no version and are left \
            out. Only packages that the registry of libraries knows are listed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| matches!(peek.name, "mix.lock" | "rebar.lock"),
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut packages = Packages::new(DETECTOR.id, input.bytes, sink);
    let text = String::from_utf8_lossy(input.bytes);
    let read = if input.name == "mix.lock" { mix } else { rebar };
    for (offset, line) in lines(&text) {
        if let Some((name, version)) = read(line) {
            let package = Package { name, version: Some(version), offset, ..Package::default() };
            packages.pinned(Ecosystem::Hex, package);
        }
    }
}

fn mix(line: &str) -> Option<(&str, &str)> {
    let (_, rest) = line.split_once("{:hex, :")?;
    let (name, rest) = rest.split_once(", \"")?;
    let (version, _) = rest.split_once('"')?;
    Some((name.trim_matches('"'), version))
}

fn rebar(line: &str) -> Option<(&str, &str)> {
    let (_, rest) = line.split_once("{pkg,<<\"")?;
    let (name, rest) = rest.split_once("\">>,<<\"")?;
    let (version, _) = rest.split_once('"')?;
    Some((name, version))
}
