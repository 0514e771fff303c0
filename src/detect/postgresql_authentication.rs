//! Client authentication of PostgreSQL.

use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Evidence, Finding, Protocol, ProtocolKind};

/// Finds how clients of PostgreSQL connect and prove who they are.
pub const DETECTOR: Detector = Detector {
    id: "postgresql-authentication",
    title: "Client authentication of PostgreSQL",
    about: "pg_hba.conf (postgresql.org, \"The pg_hba.conf File\"): which kinds of connection (`host`, `hostssl`, `hostnossl`, \
            `hostgssenc`, `local`) take which method (`scram-sha-256`, `md5`, `cert`, `trust`), with the lines. Users and \
            addresses are not kept. `include` lines are named, not followed.",
    anchors: &[],
    wants,
    detect,
};

const KINDS: [&str; 6] = ["local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"];
#[rustfmt::skip] // a list of words
const METHODS: &[&str] = &[
    "trust", "reject", "scram-sha-256", "md5", "password", "gss", "sspi", "ident", "peer", "ldap", "radius", "cert", "pam", "bsd", "oauth",
];
const MOST_LINES: usize = 10_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.name.starts_with("pg_hba") && peek.name.contains(".conf")
}

/// The method, after database, user and, but for `local`, an address that may have a mask of its own.
fn method<'a>(kind: &str, words: &[&'a str]) -> Option<&'a str> {
    let known = |at: usize| words.get(at).copied().filter(|word| METHODS.contains(word));
    if kind == "local" {
        return known(3);
    }
    let is_address = |word: &&&str| {
        word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:/-".contains(&byte))
    };
    words.get(3).filter(is_address)?;
    known(4).or_else(|| words.get(4).filter(is_address).and_then(|_| known(5)))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let mut settings = Vec::new();
    let mut places = Vec::new();
    for (number, line) in (1_u32..).zip(text.lines()).take(MOST_LINES) {
        let words =
            line.split('#').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
        let Some(kind) = words.first().filter(|kind| KINDS.contains(kind)) else { continue };
        let Some(method) = method(kind, &words) else { continue };
        settings.push(((*kind).to_owned(), method.to_owned()));
        if places.len() < 200 {
            places.push((number, format!("{kind} {method} line {number}")));
        }
    }
    let Some((first, _)) = places.first().cloned() else { return };
    settings.sort();
    settings.dedup();
    let protocol = Protocol {
        protocol: ProtocolKind::Other,
        name: "Client authentication (PostgreSQL)".to_owned(),
        version: None,
        offers: Vec::new(),
        cipher_suites: Vec::new(),
        settings,
    };
    let note = places.into_iter().map(|(_, place)| place).collect::<Vec<_>>().join(", ");
    let offset = text.lines().take(first as usize - 1).map(|line| line.len() as u64 + 1).sum();
    let finding = Finding::new(DETECTOR.id, Asset::Protocol(protocol), offset, Some(first));
    sink.found(finding.evidence(Evidence::Configured).note(note));
}
