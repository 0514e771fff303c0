//! TLS of Traefik.

use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::yaml_leaves::{Leaf, leaves};
use super::{Detector, Input, Peek, Sink, tls_tree};

/// Finds the TLS options of Traefik.
pub const DETECTOR: Detector = Detector {
    id: "traefik-tls",
    title: "TLS of Traefik",
    about: "Dynamic configurations of Traefik in YAML (doc.traefik.io, \"TLS Options\"): one asset for every entry of \
            `tls.options`, with versions, suites and curves by Go's names. What is not set is the default of the Go release \
            that the installed Traefik was built with.",
    anchors: &["VersionTLS1", "curvePreferences"],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default("minVersion", Slot::Lowest, "not set: the default of Traefik, VersionTLS12"),
    keyword("maxVersion", Slot::Highest),
    with_default("cipherSuites", Slot::Suites, "not set: the default of Go"),
    with_default(
        "curvePreferences",
        Slot::Groups,
        "not set: the default of Go; X25519MLKEM768 first since Go 1.24",
    ),
    keyword("sniStrict", Slot::Plain),
    keyword("clientAuth.clientAuthType", Slot::Plain),
    keyword("preferServerCipherSuites", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && [".yaml", ".yml"].iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    const MOST: usize = 500;
    let Some(all) = std::str::from_utf8(input.bytes).ok().and_then(leaves) else { return };
    let name = |leaf: &Leaf| {
        let (name, _) = leaf.path.strip_prefix("tls.options.")?.split_once('.')?;
        Some(name.to_owned())
    };
    let mut names = all.iter().filter_map(name).collect::<Vec<_>>();
    names.dedup();
    for name in names.iter().take(MOST) {
        let root = format!("tls.options.{name}.");
        let own = all.iter().filter(|leaf| leaf.path.starts_with(&root)).collect::<Vec<_>>();
        let title = format!("TLS server (Traefik), options {name}");
        if let Some(settings) = tls_tree::settings(&title, &root, KEYWORDS, &own) {
            sink.found(settings.finding(DETECTOR.id));
        }
    }
}
