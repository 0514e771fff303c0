//! TLS of Traefik, and the keys that it asks certificate authorities to certify.

use super::tls_settings::{Keyword, Slot, TlsSettings, keyword, variable, with_default};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, cloud_key_names, tls_tree, toml_leaves};
use crate::model::{Algorithm, Asset, Confidence, Evidence, Finding};

/// Finds the TLS options and certificate resolvers of Traefik.
pub const DETECTOR: Detector = Detector {
    id: "traefik-tls",
    title: "TLS of Traefik",
    about: "Configurations of Traefik 2 and 3 in YAML and TOML (doc.traefik.io, \"TLS Options\" and \"ACME\"): one asset for \
            every entry of `tls.options`, with versions, suites and curves by Go's names, and for every entry of \
            `certificatesResolvers` the key that `acme.keyType` names (RSA4096 where it is not set). What else is not set is \
            the default of the Go release that the installed Traefik was built with. Every asset names the files of \
            `tls.certificates` and of the default certificate; a file with certificates and without options has one for them.",
    anchors: &["VersionTLS1", "curvePreferences", "certificatesResolvers", "certFile"],
    wants,
    detect,
};

/// Options that somebody writes get protocols and suites from Traefik and no version (`Options.SetDefaults` in
/// `pkg/tls/tls.go`); Go's servers have TLS 1.2 as the lowest one since 1.22 (release notes, `crypto/tls`).
pub const UNSET_VERSION: &str =
    "not set: the default of Go; VersionTLS12 since Go 1.22, VersionTLS10 before";

const KEYWORDS: &[Keyword] = &[
    with_default("minVersion", Slot::Lowest, UNSET_VERSION),
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

/// Options and resolvers of one file.
const MOST: usize = 500;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && [".yaml", ".yml", ".toml"].iter().any(|ending| peek.name.ends_with(ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let documents = if input.name.ends_with(".toml") {
        toml_leaves::leaves(text).into_iter().collect()
    } else {
        documents(text)
    };
    for document in &documents {
        options(document, sink);
        resolvers(DETECTOR.id, "certificatesResolvers.", document, sink);
    }
}

fn options(all: &[Leaf], sink: &mut Sink) {
    let certificates = certificates(all);
    let names = names(all, "tls.options.");
    for name in &names {
        let root = format!("tls.options.{name}.");
        let own = all.iter().filter(|leaf| leaf.path.starts_with(&root)).collect::<Vec<_>>();
        let title = format!("TLS server (Traefik), options {name}");
        if let Some(mut settings) = tls_tree::settings(&title, &root, KEYWORDS, &own) {
            present(&certificates, &mut settings);
            sink.found(settings.finding(DETECTOR.id));
        }
    }
    if names.is_empty() && !certificates.is_empty() {
        // Which options a router takes is said where the options are.
        let mut settings = TlsSettings::new("TLS server (Traefik), certificates");
        for keyword in KEYWORDS.iter().filter(|keyword| !keyword.unset.is_empty()) {
            settings.say(keyword.name, format!("{} (unless another file sets it)", keyword.unset));
        }
        present(&certificates, &mut settings);
        sink.found(settings.finding(DETECTOR.id));
    }
}

/// The files of certificates that the server presents, whatever options a router takes.
fn certificates(all: &[Leaf]) -> Vec<&Leaf> {
    let listed = |path: &str| path.starts_with("tls.certificates[");
    let stored =
        |path: &str| path.starts_with("tls.stores.") && path.contains(".defaultCertificate.");
    let is_file = |path: &str| path.ends_with(".certFile") && (listed(path) || stored(path));
    all.iter().filter(|leaf| is_file(&leaf.path)).take(MOST).collect()
}

fn present(certificates: &[&Leaf], settings: &mut TlsSettings) {
    for leaf in certificates {
        settings.set(Slot::Plain, leaf.place(), &leaf.value);
    }
}

/// The keys right below `root`, each once, in order.
fn names(all: &[Leaf], root: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for leaf in all {
        let name = leaf.path.strip_prefix(root).and_then(|rest| rest.split_once('.'));
        if let Some((name, _)) = name.filter(|(name, _)| names.iter().all(|known| known != name))
            && names.len() < MOST
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Reports the key of every resolver below `root` that speaks ACME; keys are compared without regard to case, as the flags of
/// the program are.
pub fn resolvers(detector: &'static str, root: &str, all: &[Leaf], sink: &mut Sink) {
    for name in names(all, root) {
        let below = |leaf: &Leaf| {
            let rest = leaf.path.strip_prefix(root)?.strip_prefix(&name)?;
            rest.to_ascii_lowercase().strip_prefix(".acme.").map(str::to_owned)
        };
        let Some(first) = all.iter().find(|leaf| below(leaf).is_some()) else { continue };
        let stated = all.iter().find(|leaf| below(leaf).as_deref() == Some("keytype"));
        let name = name.chars().take(100).collect::<String>();
        let note = format!("ACME certificates of the resolver {name}, key type");
        let (leaf, word, note) = match stated {
            Some(leaf) => (leaf, leaf.value.as_str(), format!("{note} {}", leaf.value)),
            None => (first, "RSA4096", format!("{note} not set: RSA4096, the default of Traefik")),
        };
        let confidence = if variable(word).is_some() { Confidence::Low } else { Confidence::High };
        let note = note.chars().take(300).collect::<String>();
        let asset = Asset::Algorithm(key(word));
        let finding = Finding::new(detector, asset, leaf.offset, Some(leaf.line));
        sink.found(finding.evidence(Evidence::Configured).confidence(confidence).note(note));
    }
}

/// `EC256`, `EC384`, `RSA2048`, `RSA4096`, `RSA8192` (`GetKeyType` in `pkg/provider/acme/account.go`).
fn key(word: &str) -> Algorithm {
    let open = cloud_key_names::Purpose::Open;
    match (word.strip_prefix("RSA"), word.strip_prefix("EC")) {
        (Some(bits @ ("2048" | "4096" | "8192")), _) => cloud_key_names::rsa(Some(bits), open),
        (_, Some("256")) => cloud_key_names::elliptic("P-256", open),
        (_, Some("384")) => cloud_key_names::elliptic("P-384", open),
        _ => Algorithm::verbatim(word, None),
    }
}
