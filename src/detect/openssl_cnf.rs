//! Configuration of OpenSSL itself.

use super::config_lines::{Continuation, Dialect, INI, Line, lines};
use super::openssl_commands;
use super::tls_settings::{TlsSettings, variable};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Confidence, Evidence, Finding};
use crate::registry;

/// Finds the TLS defaults and the certificate defaults of an OpenSSL configuration.
pub const DETECTOR: Detector = Detector {
    id: "openssl-cnf",
    title: "OpenSSL configuration",
    about: "openssl.cnf files (config(5), SSL_CONF_cmd(3)): one asset for every section of commands below `ssl_conf`, such as \
            `system_default`, with the providers that are activated; the digests and key sizes that `openssl req` and \
            `openssl ca` take from the file (`default_md`, `default_bits`). What comes from a variable is not determined. \
            `.include` is named, not followed.",
    anchors: &[
        "openssl_conf",
        "system_default",
        "CipherString",
        "MinProtocol",
        "default_md",
        "default_bits",
    ],
    wants,
    detect,
};

const DIALECT: Dialect = Dialect { continuation: Continuation::Backslash, comments: "#", ..INI };
/// Sections of commands that one file may have.
const MOST_SECTIONS: usize = 100;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.name.ends_with(".cnf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let file = File(lines(&text, &DIALECT));
    // What stands before the first section is the section `default`, which can also be named (config(5)).
    let init = file.value("", "openssl_conf").or_else(|| file.value("default", "openssl_conf"));
    let init = init.map(|line| line.value.clone());
    let providers = init.as_deref().map_or_else(Vec::new, |init| file.providers(init));
    let ssl = init.as_deref().and_then(|init| file.value(init, "ssl_conf"));
    let mut any = false;
    for application in ssl.iter().flat_map(|line| file.section(&line.value)).take(MOST_SECTIONS) {
        let mut settings =
            TlsSettings::new(format!("TLS defaults (openssl.cnf), {}", application.key));
        settings.stands(application.place());
        for line in file.section(&application.value) {
            if let Some(slot) = openssl_commands::slot(line.key.trim_start_matches("TLS.")) {
                settings.set(slot, line.place(), &line.value);
            }
        }
        for (name, line) in &providers {
            settings.stands(line.place());
            settings.say("provider", name.clone());
        }
        any = true;
        sink.found(settings.finding(DETECTOR.id));
    }
    let is_usual = |(name, _): &(String, &Line)| matches!(name.as_str(), "default" | "base");
    if !any && !providers.iter().all(is_usual) {
        let mut settings = TlsSettings::new("TLS defaults (openssl.cnf), providers");
        for (name, line) in &providers {
            settings.stands(line.place());
            settings.say("provider", name.clone());
        }
        sink.found(settings.finding(DETECTOR.id));
    }
    file.certificates(sink);
}

struct File(Vec<Line>);

impl File {
    fn section(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.0.iter().filter(move |line| line.section == name)
    }

    /// The last line of a key counts.
    fn value(&self, section: &str, key: &str) -> Option<&Line> {
        self.section(section).filter(|line| line.key == key).last()
    }

    /// Providers whose section activates them, with the line that names them.
    fn providers(&self, init: &str) -> Vec<(String, &Line)> {
        let Some(list) = self.value(init, "providers") else { return Vec::new() };
        let is_active = |line: &&Line| {
            let value =
                self.value(&line.value, "activate").map(|line| line.value.to_ascii_lowercase());
            value.is_some_and(|value| ["1", "yes", "true", "on"].contains(&value.as_str()))
        };
        let active = self.section(&list.value).filter(is_active).take(MOST_SECTIONS);
        active.map(|line| (line.key.clone(), line)).collect()
    }

    /// `default_md` and `default_bits` where a section says how keys and certificates are made.
    fn certificates(&self, sink: &mut Sink) {
        let lines = self.0.iter().filter(|line| {
            matches!(line.key.as_str(), "default_md" | "default_bits" | "signer_digest")
        });
        for line in lines.take(MOST_SECTIONS) {
            let algorithm = if variable(&line.value).is_some() {
                continue;
            } else if line.key == "default_bits" {
                let bits =
                    line.value.parse::<u32>().ok().filter(|bits| (512..=65_536).contains(bits));
                bits.and_then(|bits| registry::by_name(&format!("RSA-{bits}")))
            } else {
                registry::digest(&line.value).and_then(registry::by_name)
            };
            let Some(algorithm) = algorithm else { continue };
            let what = if line.key == "default_bits" {
                "size of RSA keys that are made with this section"
            } else {
                "digest of signatures that are made with this section"
            };
            sink.found(
                Finding::new(
                    DETECTOR.id,
                    Asset::Algorithm(algorithm),
                    line.offset,
                    Some(line.line),
                )
                .evidence(Evidence::Configured)
                .confidence(Confidence::Medium)
                .note(format!("[{}] {}: {what}", line.section, line.key)),
            );
        }
    }
}
