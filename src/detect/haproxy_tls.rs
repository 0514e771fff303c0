//! TLS of HAProxy.

use std::collections::{BTreeMap, BTreeSet};

use super::config_lines::{Line, SPACE, lines, words};
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Place, SUITES13_OF_OPENSSL, Slot, TlsSettings,
};
use super::{Detector, Input, Peek, Sink, sha256};
use crate::model::{Asset, Finding, Material, MaterialKind, UnknownReason};

/// Finds the TLS settings of HAProxy.
pub const DETECTOR: Detector = Detector {
    id: "haproxy-tls",
    title: "TLS of HAProxy",
    about: "haproxy configurations (docs.haproxy.org, \"Bind options\" and \"Server and default-server options\"): one asset \
            for every `bind` line with `ssl`, with the `ssl-default-bind-…` lines of `global`, one for every `server` line \
            with `ssl`, and one for `global` where the file has neither. At most 2,000 of them a file. A `crt-list` by its name is a list of \
            certificates and keys.",
    anchors: &[],
    wants,
    detect,
};

const MOST_ENDS: usize = 2_000;
/// Servers behind one listener.
const MOST_SERVERS: usize = 50;
/// What a list of certificates is called.
const LIST: &str = "HAProxy certificate list";

fn wants(peek: &Peek<'_>) -> bool {
    if is_list(peek.name) {
        return true;
    }
    let named =
        || peek.name.starts_with("haproxy") || peek.path.split('/').any(|part| part == "haproxy");
    [".cfg", ".conf"].iter().any(|ending| peek.name.ends_with(ending)) && named()
}

/// Options that stand in `global` for all, and on a line for itself.
struct Choice {
    name: &'static str,
    slot: Slot,
    unset: &'static str,
}

/// What holds for `server` lines: the lowest version of HAProxy itself is one of `bind` lines.
const VERSIONS_OF_CLIENTS: &str = "not set: the default of the installed OpenSSL";

const OPTIONS: &[Choice] = &[
    Choice { name: "ciphers", slot: Slot::Ciphers, unset: CIPHERS_OF_OPENSSL },
    Choice { name: "ciphersuites", slot: Slot::Suites13, unset: SUITES13_OF_OPENSSL },
    Choice { name: "curves", slot: Slot::Groups, unset: GROUPS_OF_OPENSSL },
    Choice { name: "ecdhe", slot: Slot::Groups, unset: "" },
    Choice { name: "sigalgs", slot: Slot::Signatures, unset: "" },
    Choice { name: "client-sigalgs", slot: Slot::SignaturesOfPeers, unset: "" },
    Choice { name: "ssl-min-ver", slot: Slot::Lowest, unset: "not set: TLSv1.2 since HAProxy 2.2" },
    Choice { name: "ssl-max-ver", slot: Slot::Highest, unset: "" },
    Choice { name: "crt", slot: Slot::Plain, unset: "" },
    Choice { name: "crt-list", slot: Slot::Plain, unset: "" },
    Choice { name: "ca-file", slot: Slot::Plain, unset: "" },
    Choice { name: "verify", slot: Slot::Plain, unset: "" },
    Choice { name: "alpn", slot: Slot::Plain, unset: "" },
    Choice { name: "sni", slot: Slot::Plain, unset: "" },
];

const SECTIONS: [&str; 14] = [
    "global",
    "defaults",
    "frontend",
    "backend",
    "listen",
    "peers",
    "userlist",
    "resolvers",
    "mailers",
    "program",
    "http-errors",
    "ring",
    "cache",
    "crt-store",
];

fn is_list(name: &str) -> bool {
    let endings = ["", "txt", "list", "lst", "cfg", "conf"];
    let is_known = endings.contains(&name.rsplit_once('.').map_or("", |(_, ending)| ending));
    is_known && ["crt-list", "crt_list", "crtlist"].iter().any(|word| name.contains(word))
}

/// `FILE [options] names…` a line ("crt-list" of the manual): the files, as the content of a store. What it says of TLS holds for
/// single names of a server whose settings stand in another file.
fn list(input: &Input<'_>, text: &str, sink: &mut Sink) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut details = Vec::new();
    for line in lines.filter(|line| !line.starts_with('#')).take(MOST_ENDS) {
        let file = line.split_whitespace().next().unwrap_or_default();
        if !file.contains(['/', '.']) || !file.is_ascii() {
            return;
        }
        details.push(("crt".to_owned(), file.to_owned()));
    }
    if !details.is_empty() {
        let list = Material {
            details,
            ..Material::new(MaterialKind::Keystore, LIST, "HAProxy crt-list", sha256(input.bytes))
        };
        sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(list), 0, Some(1)));
    }
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    if is_list(input.name) {
        return list(input, &text, sink);
    }
    let all = lines(&text, &SPACE);
    if !all.iter().any(|line| SECTIONS.contains(&line.key.as_str())) {
        return;
    }
    let mut section = String::new();
    let mut global: Vec<&Line> = Vec::new();
    let mut ends: Vec<(String, &Line)> = Vec::new();
    let mut sides = Sides::default();
    for line in &all {
        if SECTIONS.contains(&line.key.as_str()) {
            section = format!(
                "{} {}",
                line.key,
                line.value.split_whitespace().next().unwrap_or_default()
            );
            continue;
        }
        sides.read(section.trim(), line);
        let is_tls = || line.value.split_whitespace().any(|word| word == "ssl");
        if section.starts_with("global")
            && (line.key.starts_with("ssl-")
                || line.key.starts_with("tune.ssl")
                || line.key == "crt-base")
        {
            global.push(line);
        } else if matches!(line.key.as_str(), "bind" | "server" | "default-server") && is_tls() {
            ends.push((section.trim().to_owned(), line));
        }
    }
    for (section, line) in ends.iter().take(MOST_ENDS) {
        let to = if line.key == "bind" { sides.of(section) } else { Vec::new() };
        sink.found(end(section, line, &global).finding(DETECTOR.id).forwards(&to));
    }
    if ends.len() > MOST_ENDS {
        let detail = "an HAProxy configuration of too many TLS lines; the rest is not listed";
        sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
    }
    let binds = |line: &&Line| line.key.starts_with("ssl-default-");
    if ends.is_empty() && global.iter().any(binds) {
        for (name, side) in
            [("TLS server (HAProxy), global", "bind"), ("TLS client (HAProxy), global", "server")]
        {
            if global.iter().any(|line| line.key.starts_with(&format!("ssl-default-{side}-"))) {
                let mut settings = TlsSettings::new(name);
                defaults(side, &global, &mut settings);
                sink.found(settings.finding(DETECTOR.id));
            }
        }
    }
}

/// What stands behind the sections that accept.
#[derive(Default)]
struct Sides {
    /// Addresses of `server` lines by section.
    servers: BTreeMap<String, Vec<String>>,
    /// Names of backends by section.
    backends: BTreeMap<String, BTreeSet<String>>,
}

impl Sides {
    fn read(&mut self, section: &str, line: &Line) {
        let mut words = line.value.split_whitespace();
        match line.key.as_str() {
            "server" => {
                let address = words.nth(1).filter(|to| to.contains(':'));
                let known = self.servers.entry(section.to_owned()).or_default();
                known.extend(address.map(str::to_owned).filter(|_| known.len() < MOST_SERVERS));
            }
            "default_backend" | "use_backend" => {
                let names = self.backends.entry(section.to_owned()).or_default();
                names.extend(words.next().map(|name| format!("backend {name}")));
            }
            _ => {}
        }
    }

    /// Addresses that a section forwards to: its own servers', and those of its backends.
    fn of(&self, section: &str) -> Vec<String> {
        let backends = self.backends.get(section).into_iter().flatten();
        let sections = std::iter::once(section).chain(backends.map(String::as_str));
        let all = sections.filter_map(|section| self.servers.get(section)).flatten();
        let all: BTreeSet<String> = all.cloned().collect();
        all.into_iter().take(MOST_SERVERS).collect()
    }
}

fn end(section: &str, line: &Line, global: &[&Line]) -> TlsSettings {
    let words = words(&line.value);
    let first = words.first().map_or("", String::as_str);
    let (kind, side) = if line.key == "bind" { ("server", "bind") } else { ("client", "server") };
    let title = format!("TLS {kind} (HAProxy), {section}, {} {first}", line.key);
    let mut settings = TlsSettings::new(
        title.chars().filter(|char| !char.is_control()).take(200).collect::<String>(),
    );
    defaults(side, global, &mut settings);
    options(line, &words, &mut settings);
    // The folder of certificates that are named without one.
    if let Some(base) = global.iter().find(|line| line.key == "crt-base")
        && words.iter().any(|word| word == "crt")
    {
        settings.set(Slot::Plain, base.place(), &base.value);
    }
    let is_set = |name: &str| {
        words.iter().any(|word| word == name)
            || global.iter().any(|line| line.key == format!("ssl-default-{side}-{name}"))
            || global.iter().any(|line| line.key.ends_with("-options") && line.value.contains(name))
    };
    // HAProxy 2.6 refuses TLS 1.1 on a bind line and accepts TLS 1.0 of a server, where neither says a version.
    let is_client = |option: &Choice| side == "server" && option.slot == Slot::Lowest;
    for option in OPTIONS.iter().filter(|option| !option.unset.is_empty() && !is_set(option.name)) {
        settings
            .say(option.name, if is_client(option) { VERSIONS_OF_CLIENTS } else { option.unset });
    }
    settings
}

/// What `global` says for every line of a side.
fn defaults(side: &str, global: &[&Line], settings: &mut TlsSettings) {
    for line in global {
        match line.key.strip_prefix(&format!("ssl-default-{side}-")) {
            Some("options") => options(line, &words(&line.value), settings),
            Some(name) => {
                let option = OPTIONS.iter().find(|option| option.name == name);
                settings.set(
                    option.map_or(Slot::Plain, |option| option.slot),
                    line.place(),
                    &line.value,
                );
            }
            None if line.key.starts_with("tune.ssl") || line.key == "ssl-dh-param-file" => {
                settings.set(Slot::Plain, line.place(), &line.value);
            }
            None => {}
        }
    }
}

/// The words of a line: options with a value, and those that stand for themselves.
fn options(line: &Line, words: &[String], settings: &mut TlsSettings) {
    let place = |name: &str| Place { keyword: format!("{} {name}", line.key), ..line.place() };
    let mut left_out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let found = OPTIONS.iter().find(|option| option.name == word);
        if let (Some(option), Some(value)) = (found, words.get(at)) {
            at += 1;
            settings.set(option.slot, place(word), value);
        } else if let Some(version) =
            word.strip_prefix("force-tlsv").or_else(|| word.strip_prefix("force-sslv"))
        {
            let family = if word.contains("ssl") { "SSLv" } else { "TLSv" };
            for slot in [Slot::Lowest, Slot::Highest] {
                settings.set(slot, place(word), &format!("{family}{version}"));
            }
        } else if word.starts_with("no-tlsv") || word.starts_with("no-sslv") {
            left_out.push(format!("-{}", &word[3..]));
        } else if word == "ssl" {
            settings.stands(line.place());
        }
    }
    if !left_out.is_empty() {
        // HAProxy itself warns of that.
        if settings.is_bounded() {
            let text = format!(
                "{}: without effect beside ssl-min-ver and ssl-max-ver",
                left_out.join(" ")
            );
            return settings.say("no-…", text);
        }
        settings.set(Slot::Versions, place("no-…"), &left_out.join(" "));
    }
}
