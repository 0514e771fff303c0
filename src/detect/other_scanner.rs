//! What another scanner reports of an endpoint: facts that it saw, never its grades or verdicts.

use std::collections::BTreeSet;

use super::ssh_server::peer;
use super::tls_settings::{Slot, TlsSettings};
use crate::model::{Asset, Confidence, Evidence, Finding};
use crate::registry;
use crate::wire::ssh::{Identification, KexInit};

/// Endpoints of one report that are read.
pub const MOST: usize = 20_000;
/// Longest note, in characters.
const LONGEST: usize = 500;

/// What a report says of a TLS server.
#[derive(Debug, Default)]
pub struct TlsReport {
    /// Versions in any spelling.
    pub versions: Vec<String>,
    /// Cipher suites by IANA's or OpenSSL's name.
    pub suites: Vec<String>,
    /// Named groups.
    pub groups: Vec<String>,
    /// Further facts.
    pub facts: Vec<(&'static str, String)>,
}

impl TlsReport {
    /// What `detector` found; nothing where the report says nothing. `from` names the tool and the endpoint.
    pub fn finding(self, detector: &'static str, from: &str) -> Option<Finding> {
        if self.versions.is_empty() && self.suites.is_empty() {
            return None;
        }
        // One suite has several names, and these tools do not ask for an order of all of them.
        let name = |name: &String| {
            registry::tls_cipher_suite_by_name(name)
                .map_or(name.as_str(), |suite| suite.name)
                .to_owned()
        };
        let suites = self.suites.iter().map(name).collect::<BTreeSet<_>>();
        let mut server = TlsSettings::new("TLS server");
        server.implies(Slot::Versions, &self.versions.join(" "));
        server.implies(Slot::Suites, &suites.into_iter().collect::<Vec<_>>().join(":"));
        server.implies(Slot::Groups, &self.groups.join(":"));
        for (what, text) in self.facts {
            server.say(what, text);
        }
        let finding = server.finding(detector);
        Some(finding.confidence(Confidence::Medium).note(shown(from)))
    }
}

/// What a report says of an SSH server.
#[derive(Debug, Default)]
pub struct SshReport<'a> {
    /// Version of the protocol; `2.0` where the report says none.
    pub protocol: Option<&'a str>,
    /// Software and comments.
    pub software: String,
    /// The lists of the offer, the same in both directions.
    pub offer: KexInit<'a>,
}

impl SshReport<'_> {
    /// What `detector` found; `from` names the tool and the endpoint.
    pub fn finding(self, detector: &'static str, from: &str) -> Option<Finding> {
        if self.offer.key_exchange.is_empty() {
            return None;
        }
        let identification = Identification {
            protocol: self.protocol.unwrap_or("2.0").to_owned(),
            software: self.software,
            preamble: Vec::new(),
            length: 0,
        };
        let server = peer("SSH server", &identification, &self.offer);
        let finding = Finding::new(detector, Asset::Protocol(server), 0, Some(1));
        let finding = finding.evidence(Evidence::Configured).confidence(Confidence::Medium);
        Some(finding.note(shown(from)))
    }
}

/// One line, bounded.
pub fn shown(text: &str) -> String {
    text.chars().filter(|one| !one.is_control()).take(LONGEST).collect()
}

/// Whether every one of `words` stands in the first bytes of an input.
pub fn has_all(head: &[u8], words: &[&str]) -> bool {
    words.iter().all(|word| memchr::memmem::find(head, word.as_bytes()).is_some())
}
