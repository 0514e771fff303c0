//! named.conf: TLS of DNS, and with which algorithms zones are signed and answers are validated.

use super::config_blocks::{Statement, statements};
use super::protocol_settings::ProtocolSettings;
use super::tls_settings::{CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink, dns_algorithm};
use crate::model::{Algorithm, OfferRole};
use crate::registry;

/// Finds the cryptographic settings of BIND.
pub const DETECTOR: Detector = Detector {
    id: "bind-config",
    title: "TLS and DNSSEC of BIND",
    about: "named.conf and its fragments (BIND 9 Administrator Reference Manual, \"Configuration Reference\"): one asset for \
            every `tls` block (protocols, ciphers, files and where it is used), one for every `dnssec-policy` (role, \
            algorithm, size and lifetime of its keys, and the zones), and one for what the file says of validation and of \
            algorithms that are disabled. Shared keys are found by tsig-key. `include` is not followed. At most 50,000 \
            statements.",
    anchors: &[
        "dnssec-policy",
        "dnssec-validation",
        "disable-algorithms",
        "disable-ds-digests",
        "auto-dnssec",
        "cert-file",
    ],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let named = peek.name.starts_with("named.") || peek.name.starts_with("named-");
    let in_folder =
        || peek.path.split('/').any(|part| part.starts_with("bind") || part.starts_with("named"));
    peek.anchored && (named || peek.name.ends_with(".conf") && in_folder())
}

/// Blocks, and zones that use one policy.
const MOST: usize = 1_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let Ok(all) = statements(&plain(&text)) else { return };
    const TOP: [&str; 22] = [
        "acl",
        "controls",
        "dlz",
        "dnssec-policy",
        "dyndb",
        "http",
        "include",
        "key",
        "key-store",
        "logging",
        "lwres",
        "managed-keys",
        "masters",
        "options",
        "plugin",
        "primaries",
        "remote-servers",
        "server",
        "statistics-channels",
        "tls",
        "trust-anchors",
        "trusted-keys",
    ];
    let is_top = |statement: &Statement| {
        let word = statement.words[0].as_str();
        TOP.contains(&word) || matches!(word, "view" | "zone")
    };
    if all.iter().any(|statement| statement.parent.is_none() && !is_top(statement)) {
        return;
    }
    let file = File { all: &all };
    for (at, _) in file.blocks("tls") {
        sink.found(file.tls(at).finding(DETECTOR.id));
    }
    for (at, _) in file.blocks("dnssec-policy") {
        sink.found(file.policy(at).finding(DETECTOR.id));
    }
    let rest = file.rest();
    if !rest.is_empty() {
        sink.found(rest.finding(DETECTOR.id));
    }
}

/// The text without comments (`#`, `//`, `/* */`) and without the semicolon that ends a block, everything at its place.
fn plain(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (mut at, mut ends_block) = (0, false);
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = if rest[0] == b'"' {
            let close = memchr::memchr(b'"', &rest[1..]);
            ends_block = false;
            at += close.map_or(rest.len(), |close| close + 2);
            continue;
        } else if rest.starts_with(b"#") || rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest).unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
        } else {
            let is_extra = rest[0] == b';' && ends_block;
            if !rest[0].is_ascii_whitespace() {
                ends_block = rest[0] == b'}';
            }
            if !is_extra {
                at += 1;
                continue;
            }
            1
        };
        for byte in bytes[at..at + length].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        at += length;
    }
    // Only whole comments were blanked.
    String::from_utf8_lossy(&bytes).into_owned()
}

struct File<'a> {
    all: &'a [Statement],
}

impl<'a> File<'a> {
    /// Blocks of the top with a name.
    fn blocks(&self, word: &'static str) -> impl Iterator<Item = (usize, &'a Statement)> {
        let is = move |(_, one): &(usize, &Statement)| {
            one.parent.is_none() && one.is_block && one.words.len() == 2 && one.words[0] == word
        };
        self.all.iter().enumerate().filter(is).take(MOST)
    }

    fn inside(&self, block: usize) -> impl Iterator<Item = (usize, &'a Statement)> {
        let all = self.all.iter().enumerate().skip(block + 1);
        // A block comes before what it holds, and what stands in none ends it.
        all.take_while(|(_, one)| one.parent.is_some())
            .filter(move |(_, one)| one.parent == Some(block))
    }

    fn tls(&self, block: usize) -> TlsSettings {
        let name = &self.all[block].words[1];
        let mut found = TlsSettings::new(shown(&format!("TLS (BIND), tls {name}")));
        found.stands(place(&self.all[block]));
        let mut has = Vec::new();
        for (at, one) in self.inside(block) {
            let value = one.words[1..].join(" ");
            let slot = match one.words[0].as_str() {
                "ciphers" => Slot::Ciphers,
                "cipher-suites" => Slot::Suites13,
                "protocols" => Slot::Versions,
                _ => Slot::Plain,
            };
            has.push(one.words[0].as_str());
            if one.is_block {
                let list =
                    self.inside(at).map(|(_, item)| item.words.join(" ")).collect::<Vec<_>>();
                found.set(slot, place(one), &list.join(" "));
            } else {
                found.set(slot, place(one), &value);
            }
        }
        if !has.contains(&"ciphers") {
            found.say("ciphers", CIPHERS_OF_OPENSSL);
        }
        if !has.contains(&"protocols") {
            found.say("protocols", "not set: 1.2 and later, as the installed OpenSSL has them");
        }
        if !has.contains(&"dhparam-file") {
            found.without_finite_field();
            found.say("dhparam-file", "not set: no suites of finite-field Diffie-Hellman");
        }
        found.say("groups", GROUPS_OF_OPENSSL);
        let uses = |one: &&Statement| {
            one.words.windows(2).skip(1).any(|pair| pair[0] == "tls" && pair[1] == *name)
        };
        for one in self.all.iter().filter(uses).take(50) {
            found.set(Slot::Plain, place(one), &one.words[1..].join(" "));
        }
        found
    }

    fn policy(&self, block: usize) -> ProtocolSettings {
        let name = &self.all[block].words[1];
        let mut found = ProtocolSettings::new(&format!("DNSSEC (BIND), policy {name}"));
        found.stands(place(&self.all[block]));
        for (at, one) in self.inside(block) {
            match one.words[0].as_str() {
                "keys" if one.is_block => self.keys(at, &mut found),
                "nsec3param" | "cds-digest-types" | "signatures-validity" => {
                    found.set(place(one), &one.words[1..].join(" "));
                }
                _ => {}
            }
        }
        if !self.inside(block).any(|(_, one)| one.words[0] == "keys") {
            default_policy(&mut found, "keys", "not set: as in the policy default");
        }
        let uses = self.all.iter().filter(|one| {
            !one.is_block && one.words[0] == "dnssec-policy" && one.words.get(1) == Some(name)
        });
        for one in uses.take(MOST) {
            found.stands(place(one));
            found.say("used by", &self.owner(one));
        }
        found
    }

    /// `ksk key-directory lifetime unlimited algorithm rsasha256 2048;`
    fn keys(&self, block: usize, found: &mut ProtocolSettings) {
        for (_, one) in self.inside(block).take(100) {
            let text = one.words.join(" ");
            found.stands(place(one));
            found.say("keys", &text);
            let Some(at) = one.words.iter().position(|word| word == "algorithm") else { continue };
            let Some(word) = one.words.get(at + 1) else { continue };
            let algorithm = algorithm(word, one.words.get(at + 2).map(String::as_str));
            let role = &one.words[0];
            found.offer(
                OfferRole::Signature,
                &format!("{role} {}", one.words[at + 1..].join(" ")),
                algorithm,
            );
        }
    }

    /// The zone, view or options that a statement stands in.
    fn owner(&self, statement: &Statement) -> String {
        let parent = statement.parent.and_then(|at| self.all.get(at));
        parent.map_or_else(String::new, |block| {
            block.words.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ")
        })
    }

    /// Validation, disabled algorithms, and the policies that BIND brings.
    fn rest(&self) -> ProtocolSettings {
        let mut found = ProtocolSettings::new("DNSSEC (BIND)");
        for (at, one) in self.all.iter().enumerate() {
            let value = one.words[1..].join(" ");
            match one.words[0].as_str() {
                "dnssec-validation" | "dnssec-enable" | "auto-dnssec" | "session-keyalg"
                    if !one.is_block =>
                {
                    found.stands(place(one));
                    found.say(&format!("{} in {}", one.words[0], self.owner(one)), &value);
                }
                "disable-algorithms" | "disable-ds-digests" if one.is_block => {
                    let list =
                        self.inside(at).map(|(_, item)| item.words.join(" ")).collect::<Vec<_>>();
                    found.stands(place(one));
                    found.say(&format!("{} {value}", one.words[0]), &list.join(" "));
                }
                "dnssec-policy" if !one.is_block && value == "default" => {
                    found.stands(place(one));
                    default_policy(
                        &mut found,
                        &format!("dnssec-policy in {}", self.owner(one)),
                        "default",
                    );
                }
                _ => {}
            }
        }
        if !found.is_empty() && !self.all.iter().any(|one| one.words[0] == "dnssec-validation") {
            found.say("dnssec-validation", "not set: auto, in BIND 9.18");
        }
        found
    }
}

/// `named -C` of 9.18: `csk key-directory lifetime unlimited algorithm 13`.
fn default_policy(found: &mut ProtocolSettings, key: &str, text: &str) {
    found.say(key, &format!("{text}; csk with algorithm 13 in BIND 9.16 to 9.20"));
}

/// By mnemonic or number, with the size in bits of RSA.
fn algorithm(word: &str, bits: Option<&str>) -> Algorithm {
    let Some(number) = dns_algorithm::numbered(word) else {
        return Algorithm::verbatim(&shown(word), None);
    };
    let mut algorithm = dns_algorithm::signature(number);
    let bits = bits.filter(|bits| bits.len() < 6 && bits.bytes().all(|byte| byte.is_ascii_digit()));
    if algorithm.family.as_deref().is_some_and(|family| family.starts_with("RSA")) && bits.is_some()
    {
        algorithm.parameter_set = bits.map(str::to_owned);
        algorithm = registry::renamed(algorithm);
    }
    algorithm
}

fn place(statement: &Statement) -> Place {
    Place { keyword: shown(&statement.words[0]), line: statement.line, offset: statement.offset }
}

fn shown(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).take(200).collect()
}
