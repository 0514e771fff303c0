//! TLS and tokens of Spring Boot.

use super::config_lines::{PROPERTIES, lines};
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, jose_name, tls_tree};
use crate::model::{Asset, CryptoFunction, Evidence, Finding};

/// Finds what Spring Boot applications set of TLS and of tokens.
pub const DETECTOR: Detector = Detector {
    id: "spring-tls",
    title: "TLS and tokens of Spring Boot",
    about: "application.yml and application.properties (docs.spring.io, \"Common Application Properties\"): `server.ssl`, \
            `management.server.ssl`, `spring.rsocket.server.ssl` and the bundles of `spring.ssl.bundle`, one asset for each, \
            in every spelling that relaxed binding takes, and the signature algorithms of tokens that \
            `spring.security.oauth2.resourceserver` accepts. Profiles are read apart. Passwords and keys are not read.",
    anchors: &[
        "server.ssl.",
        "spring.ssl.bundle.",
        "jws-algorithms",
        "jwsAlgorithms",
        "key-store:",
        "keyStore:",
        "keystore:",
        "truststore:",
        "enabled-protocols",
        "enabledProtocols",
    ],
    wants,
    detect,
};

const UNSET: &str = "not set: the default of the embedded server and its Java runtime";

const SERVER: &[Keyword] = &[
    keyword("enabled", Slot::Plain),
    keyword("bundle", Slot::Plain),
    with_default("enabled-protocols", Slot::Versions, UNSET),
    with_default("ciphers", Slot::Suites, UNSET),
    keyword("protocol", Slot::Plain),
    keyword("key-store", Slot::Plain),
    keyword("key-store-type", Slot::Plain),
    keyword("key-alias", Slot::Plain),
    keyword("certificate", Slot::Plain),
    keyword("certificate-private-key", Slot::Plain),
    keyword("trust-store", Slot::Plain),
    keyword("trust-certificate", Slot::Plain),
    keyword("client-auth", Slot::Plain),
];

const BUNDLE: &[Keyword] = &[
    with_default("options.enabled-protocols", Slot::Versions, UNSET),
    with_default("options.ciphers", Slot::Suites, UNSET),
    keyword("protocol", Slot::Plain),
    keyword("keystore.location", Slot::Plain),
    keyword("keystore.type", Slot::Plain),
    keyword("keystore.certificate", Slot::Plain),
    keyword("keystore.private-key", Slot::Plain),
    keyword("key.alias", Slot::Plain),
    keyword("truststore.location", Slot::Plain),
    keyword("truststore.certificate", Slot::Plain),
];

const SERVERS: [&str; 3] = ["server.ssl.", "management.server.ssl.", "spring.rsocket.server.ssl."];
const BUNDLES: [&str; 2] = ["spring.ssl.bundle.jks.", "spring.ssl.bundle.pem."];
const TOKENS: &str = "spring.security.oauth2.resourceserver.jwt.jws-algorithms";
/// Bundles that one file may have.
const MOST: usize = 100;

fn wants(peek: &Peek<'_>) -> bool {
    let ending = peek.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    peek.anchored && ["yml", "yaml", "properties"].contains(&ending)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = if input.name.ends_with(".properties") {
        vec![of_properties(&text)]
    } else {
        documents(&text)
    };
    for mut leaves in all {
        leaves.iter_mut().for_each(canonical);
        profile(&leaves, sink);
    }
}

fn of_properties(text: &str) -> Vec<Leaf> {
    let leaf = |line: super::config_lines::Line| {
        let (place, value) = (line.place(), line.value.clone());
        let (path, line, offset) = (place.keyword, place.line, place.offset);
        Leaf { path, value, line, offset, tag: String::new(), document: 0 }
    };
    lines(text, &PROPERTIES).into_iter().map(leaf).collect()
}

/// The spelling of the documentation for every other that is taken (docs.spring.io, "Relaxed Binding"). What is no place
/// of a file but the file itself is not kept: it may be a key.
fn canonical(leaf: &mut Leaf) {
    let mut path = String::with_capacity(leaf.path.len());
    for character in leaf.path.chars() {
        match character {
            '_' => path.push('-'),
            _ if character.is_ascii_uppercase() => {
                path.extend(['-', character.to_ascii_lowercase()]);
            }
            _ => path.push(character),
        }
    }
    leaf.path = path;
    if leaf.value.contains("-----BEGIN") {
        "(in the file itself)".clone_into(&mut leaf.value);
    }
}

fn profile(leaves: &[Leaf], sink: &mut Sink) {
    let all = leaves.iter().collect::<Vec<_>>();
    let mut found = |root: &str, keywords: &[Keyword]| {
        let is_used = |leaf: &&Leaf| {
            leaf.path.strip_prefix(root).is_some_and(|rest| !matches!(rest, "enabled" | "bundle"))
        };
        let title = format!("TLS (Spring Boot), {}", root.trim_end_matches('.'));
        let settings = tls_tree::settings(&title, root, keywords, &all);
        if let Some(settings) = settings.filter(|_| leaves.iter().any(|leaf| is_used(&leaf))) {
            sink.found(settings.finding(DETECTOR.id));
        }
    };
    for root in SERVERS {
        found(root, SERVER);
    }
    for kind in BUNDLES {
        let name = |leaf: &Leaf| {
            leaf.path.strip_prefix(kind)?.split_once('.').map(|(name, _)| name.to_owned())
        };
        let mut names = leaves.iter().filter_map(name).collect::<Vec<_>>();
        names.dedup();
        for name in names.iter().take(MOST) {
            found(&format!("{kind}{name}."), BUNDLE);
        }
    }
    tokens(leaves, sink);
}

/// Algorithms with which tokens may be signed, by names of JOSE.
fn tokens(leaves: &[Leaf], sink: &mut Sink) {
    let listed = leaves.iter().filter(|leaf| {
        leaf.path.strip_prefix(TOKENS).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    });
    for leaf in listed.take(MOST) {
        let names = leaf.value.split(',').map(str::trim).take(MOST);
        for mut algorithm in names.filter_map(jose_name::algorithm) {
            algorithm.functions = [CryptoFunction::Verify].into();
            let asset = Asset::Algorithm(algorithm);
            let finding = Finding::new(DETECTOR.id, asset, leaf.offset, Some(leaf.line));
            sink.found(
                finding.evidence(Evidence::Configured).note(format!("{TOKENS} = {}", leaf.value)),
            );
        }
    }
}
