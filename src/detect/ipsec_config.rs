//! Configuration of IPsec: strongSwan and libreswan.

use std::collections::BTreeMap;

use super::ike_proposals::{Dialect, Proposals};
use super::ipsec_syntax::{Setting, by_lines, nested};
use super::pkcs11_uri;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, Evidence, Finding, Protocol, ProtocolKind, UnknownReason};

/// Finds IPsec configurations.
pub const DETECTOR: Detector = Detector {
    id: "ipsec-config",
    title: "IPsec configuration: strongSwan, libreswan",
    about: "`swanctl.conf` with its `conf.d`, `ipsec.conf` with `ipsec.d`: for each connection the IKE and ESP proposals in \
            order, IKE version, kind of authentication and certificates, with what `%default` and `also=` bring. An additional key \
            exchange (RFC 9370, `ke1_mlkem768`) and the first are one hybrid. What is not set, or `default`, is the \
            installed version's and the file does not show it. Pre-shared keys and secrets are never read out; \
            `include` is named in the documentation of both, and included files are inputs of their own.",
    anchors: &[],
    wants,
    detect,
};

/// Connections of one file.
const MOST: usize = 2_000;
/// Sections that one takes over with `also=`.
const DEEPEST: usize = 32;
/// Keys whose values are shown, apart from proposals.
const SHOWN: &[&str] = &[
    "version",
    "keyexchange",
    "ikev2",
    "authby",
    "leftauth",
    "rightauth",
    "leftcert",
    "rightcert",
    "type",
    "pfs",
    "encap",
    "fragmentation",
    "ppk",
    "ppk_required",
    "rekey_time",
    "reauth_time",
    "ikelifetime",
    "salifetime",
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.name.ends_with(".conf")
        && (matches!(peek.name, "swanctl.conf" | "ipsec.conf")
            || ["swanctl/conf.d/", "ipsec.d/"].iter().any(|folder| peek.path.contains(folder)))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    if let Some(settings) = by_lines(&text) {
        return Lines::of(&settings).report(sink);
    }
    match nested(&text) {
        Some(settings) => report_nested(&settings, sink),
        None if has_content(&text) => {
            let detail =
                "an IPsec configuration whose sections do not close, or with too many settings";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
        None => {}
    }
}

/// Whether it says anything but comments and `config setup`.
fn has_content(text: &str) -> bool {
    let meant = |line: &str| line.starts_with("conn") || line.contains("proposals");
    text.lines().map(str::trim).any(|line| !line.starts_with('#') && meant(line))
}

/// What one connection says.
struct Connection<'a> {
    name: &'a str,
    ike: Vec<&'a Setting>,
    esp: Vec<&'a Setting>,
    other: Vec<(String, &'a Setting)>,
    /// Where it begins.
    first: &'a Setting,
    dialect: Dialect,
}

impl Connection<'_> {
    fn report(&self, sink: &mut Sink) {
        let mut protocol = Protocol {
            protocol: ProtocolKind::Ike,
            name: format!("IPsec connection {}", self.name),
            version: None,
            offers: Vec::new(),
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        };
        self.add("IKE proposals", &self.ike, &mut protocol, sink);
        self.add("ESP proposals", &self.esp, &mut protocol, sink);
        for (key, setting) in &self.other {
            let value = pkcs11_uri::without_pin(&setting.value).into_owned();
            protocol.settings.push((key.clone(), value));
            protocol.version =
                protocol.version.take().or_else(|| version(setting).map(str::to_owned));
        }
        protocol.settings.sort();
        protocol.settings.dedup();
        let places =
            self.ike.iter().chain(&self.esp).map(|one| format!("{} line {}", one.key, one.line));
        let note = places.collect::<Vec<_>>().join(", ");
        let Setting { line, offset, .. } = self.ike.first().copied().unwrap_or(self.first);
        let finding = Finding::new(DETECTOR.id, Asset::Protocol(protocol), *offset, Some(*line));
        sink.found(finding.evidence(Evidence::Configured).note(note));
    }

    fn add(&self, what: &str, lines: &[&Setting], protocol: &mut Protocol, sink: &mut Sink) {
        if lines.is_empty() {
            let text = "not set: the default of the installed version";
            return protocol.settings.push((what.to_owned(), text.to_owned()));
        }
        for line in lines {
            let mut proposals = Proposals::default();
            proposals.add(&line.value, self.dialect);
            for offer in proposals.offers {
                if !protocol.offers.contains(&offer) {
                    protocol.offers.push(offer);
                }
            }
            protocol.settings.push((what.to_owned(), line.value.clone()));
            if !proposals.unknown.is_empty() {
                let detail = format!(
                    "{} keywords of a proposal that are not known; the lists of the installed version would tell",
                    proposals.unknown.len()
                );
                sink.unknown(
                    DETECTOR.id,
                    UnknownReason::Unsupported,
                    line.offset,
                    Some(line.line),
                    detail,
                );
            }
        }
    }
}

/// IKE version where a setting fixes it.
fn version(setting: &Setting) -> Option<&'static str> {
    match (setting.key.as_str(), setting.value.to_ascii_lowercase().as_str()) {
        ("version", "1") | ("keyexchange", "ikev1") | ("ikev2", "no" | "never") => Some("1"),
        ("version", "2") | ("keyexchange", "ikev2") | ("ikev2", "yes" | "insist" | "propose") => {
            Some("2")
        }
        _ => None,
    }
}

fn is_ike(key: &str) -> bool {
    matches!(key, "proposals" | "ike")
}

fn is_esp(key: &str) -> bool {
    matches!(key, "esp_proposals" | "ah_proposals" | "esp" | "ah" | "phase2alg")
}

/// `connections { NAME { … children { … } } }`
fn report_nested(settings: &[Setting], sink: &mut Sink) {
    let mut connections: BTreeMap<&str, Vec<&Setting>> = BTreeMap::new();
    for setting in settings {
        if let [top, name, ..] = setting.section.as_slice()
            && top == "connections"
        {
            connections.entry(name).or_default().push(setting);
        }
    }
    for (name, own) in connections.into_iter().take(MOST) {
        let Some(first) = own.first().copied() else { continue };
        let depth = |setting: &Setting| setting.section.len() - 2;
        let shown = |setting: &Setting| match depth(setting) {
            0 if SHOWN.contains(&setting.key.as_str()) => Some(setting.key.clone()),
            1 if matches!(setting.key.as_str(), "auth" | "certs") => {
                Some(format!("{} {}", setting.section[2], setting.key))
            }
            _ => None,
        };
        let of = |is: fn(&str) -> bool| own.iter().copied().filter(move |one| is(&one.key));
        Connection {
            name,
            ike: of(is_ike).filter(|one| depth(one) == 0).collect(),
            esp: of(is_esp).collect(),
            other: own.iter().copied().filter_map(|one| Some((shown(one)?, one))).collect(),
            first,
            dialect: Dialect::StrongSwan,
        }
        .report(sink);
    }
}

/// One `conn` section: the last value of each key, and the sections that it takes over.
#[derive(Default)]
struct Section<'a> {
    values: BTreeMap<&'a str, &'a Setting>,
    also: Vec<&'a str>,
}

/// The connections of an `ipsec.conf`.
struct Lines<'a> {
    sections: BTreeMap<&'a str, Section<'a>>,
}

impl<'a> Lines<'a> {
    fn of(settings: &'a [Setting]) -> Self {
        let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
        for setting in settings {
            if let [kind, name] = setting.section.as_slice()
                && kind == "conn"
            {
                let section = sections.entry(name).or_default();
                section.values.insert(&setting.key, setting);
                if setting.key == "also" {
                    section.also.push(&setting.value);
                }
            }
        }
        Self { sections }
    }

    /// The sections that hold for connection `name`, its own first, what it takes over next, `%default` last.
    fn holding(&self, name: &'a str) -> Vec<&Section<'a>> {
        let mut names = vec![name];
        let mut at = 0;
        while at < names.len() && names.len() < DEEPEST {
            let also = self.sections.get(names[at]).map_or(&[][..], |section| &section.also);
            for more in also.iter().take(DEEPEST) {
                if !names.contains(more) && *more != "%default" {
                    names.push(more);
                }
            }
            at += 1;
        }
        names.push("%default");
        names.into_iter().filter_map(|name| self.sections.get(name)).collect()
    }

    fn report(&self, sink: &mut Sink) {
        for (name, own) in self.sections.iter().filter(|(name, _)| **name != "%default").take(MOST)
        {
            let Some(first) = own.values.values().min_by_key(|one| one.line) else { continue };
            let holding = self.holding(name);
            let value =
                |key: &str| holding.iter().find_map(|section| section.values.get(key).copied());
            let is_manual = value("authby").is_some_and(|one| one.value == "never");
            if is_manual || value("type").is_some_and(|one| one.value == "passthrough") {
                continue;
            }
            let all = |keys: &[&str]| keys.iter().filter_map(|key| value(key)).collect::<Vec<_>>();
            let shown = SHOWN.iter().filter_map(|key| Some(((*key).to_owned(), value(key)?)));
            let other = shown.collect::<Vec<_>>();
            let strongswan = value("keyexchange").is_some() && value("ikev2").is_none();
            Connection {
                name,
                ike: all(&["ike"]),
                esp: all(&["esp", "ah", "phase2alg"]),
                other,
                first,
                dialect: if strongswan { Dialect::StrongSwan } else { Dialect::Other },
            }
            .report(sink);
        }
    }
}
