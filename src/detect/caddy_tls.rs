//! TLS of Caddy.

use super::caddy_file::{Directive, directives};
use super::tls_settings::{Place, Slot, TlsSettings};
use super::yaml_leaves::{Leaf, leaves};
use super::{Detector, Input, Peek, Sink};
use crate::model::OfferRole;
use crate::registry;

/// Finds the TLS settings of Caddy.
pub const DETECTOR: Detector = Detector {
    id: "caddy-tls",
    title: "TLS of Caddy",
    about: "Caddyfiles (the `tls` directive and the global options in Caddy's documentation) and the JSON that Caddy makes of \
            them: one asset for every site with TLS (snippets of the same file that it imports are read), for every \
            `reverse_proxy` that sets TLS, and for every `tls_connection_policies` item. What is not set is the default of \
            Caddy 2. Other imports are named, not followed.",
    anchors: &["tls", "tls_connection_policies"],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let caddyfile = peek.name == "Caddyfile"
        || peek.name.starts_with("Caddyfile.") && !is_document(peek.name)
        || peek.name.ends_with(".caddyfile")
        || peek.name.ends_with(".Caddyfile");
    let is_json = || {
        peek.name.ends_with(".json")
            && memchr::memmem::find(peek.head, b"tls_connection_policies").is_some()
    };
    peek.anchored && (caddyfile || is_json())
}

fn is_document(name: &str) -> bool {
    [".md", ".rst", ".txt", ".html", ".adoc"].iter().any(|ending| name.ends_with(ending))
}

const PROTOCOLS: &str = "not set: tls1.2 to tls1.3";
const CIPHERS: &str =
    "not set: the default of Caddy, for TLS 1.2 ECDHE with AES-GCM and ChaCha20-Poly1305";
const CURVES: &str = "not set: the default of Caddy; x25519mlkem768 x25519 secp256r1 since 2.10, x25519 secp256r1 before";
const KEYS: &str = "not set: p256";
/// Sites, snippets of one site, and items of one list that are read.
const MOST: usize = 2_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    if input.name.ends_with(".json") {
        return json(&text, sink);
    }
    let Some(all) = directives(&text) else { return };
    let file = File { all: &all };
    for (at, title) in file.sites().into_iter().take(MOST) {
        if let Some(site) = file.site(at, &title) {
            sink.found(site.finding(DETECTOR.id));
        }
    }
    for (at, one) in all.iter().enumerate().filter(|(_, one)| one.is_block).take(MOST * 5) {
        if one.words.first().is_some_and(|word| word == "transport")
            && let Some(client) = file.client(at)
        {
            sink.found(client.finding(DETECTOR.id));
        }
    }
}

struct File<'a> {
    all: &'a [Directive],
}

impl<'a> File<'a> {
    fn inside(&self, block: Option<usize>) -> impl Iterator<Item = (usize, &'a Directive)> {
        let start = block.map_or(0, |at| at + 1);
        let all = self.all.iter().enumerate().skip(start);
        // What stands outside of all blocks ends a block.
        all.take_while(move |(_, one)| block.is_none() || one.parent.is_some())
            .filter(move |(_, one)| one.parent == block)
    }

    /// Blocks of sites with their addresses; the whole file where it is one site without braces.
    fn sites(&self) -> Vec<(Option<usize>, String)> {
        let is_site = |one: &Directive| {
            one.is_block && one.words.first().is_some_and(|word| !word.starts_with(['(', '&']))
        };
        let top = || self.inside(None).filter(|(_, one)| !one.words.is_empty());
        if let Some((_, first)) = top().find(|(_, one)| !one.words[0].starts_with(['(', '&']))
            && !first.is_block
        {
            return vec![(None, first.words.join(" "))];
        }
        let sites = top().filter(|(_, one)| is_site(one));
        sites.map(|(at, one)| (Some(at), one.words.join(" "))).collect()
    }

    /// Directives of a block with those of the snippets that it imports.
    fn holding(&self, block: Option<usize>, depth: usize) -> Vec<(usize, &'a Directive)> {
        let mut found = Vec::new();
        for (at, one) in self.inside(block) {
            let snippet = one.words.get(1).filter(|_| one.words[0] == "import").and_then(|name| {
                let head = format!("({name})");
                self.inside(None).find(|(_, one)| one.is_block && one.words == [head.as_str()])
            });
            match snippet {
                Some((at, _)) if depth < 4 && found.len() < MOST => {
                    found.extend(self.holding(Some(at), depth + 1));
                }
                _ => found.push((at, one)),
            }
        }
        found
    }

    /// The value of a global option.
    fn global(&self, name: &str) -> Option<&'a Directive> {
        let (at, _) = self.inside(None).find(|(_, one)| one.is_block && one.words.is_empty())?;
        self.inside(Some(at)).map(|(_, one)| one).filter(|one| one.words[0] == name).last()
    }

    fn site(&self, block: Option<usize>, addresses: &str) -> Option<TlsSettings> {
        let mut found = TlsSettings::new(shown(&format!("TLS server (Caddy), site {addresses}")));
        let lines = self.holding(block, 0);
        let tls = lines
            .iter()
            .filter(|(_, one)| !one.words.is_empty() && one.words[0] == "tls")
            .collect::<Vec<_>>();
        let is_plain = addresses
            .split([',', ' '])
            .filter(|word| !word.is_empty())
            .all(|word| word.starts_with("http://") || word.ends_with(":80"));
        if tls.is_empty() || is_plain {
            return None;
        }
        let mut set = Vec::new();
        for (at, one) in tls {
            found.set(Slot::Plain, place(one), &one.words[1..].join(" "));
            for (inner, option) in self.inside(Some(*at)).filter(|_| one.is_block) {
                set.push(option.words.first().map_or("", String::as_str));
                self.option(inner, option, &mut found);
            }
        }
        for (name, unset) in [("protocols", PROTOCOLS), ("ciphers", CIPHERS), ("curves", CURVES)] {
            if !set.contains(&name) {
                found.say(name, unset);
            }
        }
        if !set.contains(&"key_type") {
            match self.global("key_type") {
                Some(one) => key_type(one, &mut found),
                None => found.say("key_type", KEYS),
            }
        }
        for (_, one) in
            lines.iter().filter(|(_, one)| one.words.first().is_some_and(|word| word == "import"))
        {
            found.say("import", one.words[1..].join(" "));
        }
        Some(found)
    }

    fn option(&self, at: usize, one: &Directive, found: &mut TlsSettings) {
        let Some((name, values)) = one.words.split_first() else { return };
        let value = values.join(" ");
        match name.as_str() {
            "protocols" => {
                for (slot, word) in [Slot::Lowest, Slot::Highest].into_iter().zip(values) {
                    found.set(slot, place(one), word);
                }
            }
            "ciphers" => found.set(Slot::Suites, place(one), &value),
            "curves" => found.set(Slot::Groups, place(one), &value),
            "key_type" => key_type(one, found),
            "client_auth" => {
                let inner = self.inside(Some(at)).filter(|_| one.is_block);
                let mode = inner
                    .map(|(_, one)| one)
                    .find(|one| one.words.first().is_some_and(|word| word == "mode"));
                let mode = mode.map_or(String::new(), |one| one.words.join(" "));
                found.set(Slot::Plain, place(one), &mode);
            }
            "ca" | "ca_root" | "load" | "on_demand" | "alpn" | "issuer" => {
                found.set(Slot::Plain, place(one), &value);
            }
            // Others hold accounts and tokens.
            _ => {}
        }
    }

    /// `transport http { tls… }`
    fn client(&self, block: usize) -> Option<TlsSettings> {
        let mut found = TlsSettings::new(format!(
            "TLS client (Caddy), reverse_proxy at line {}",
            self.all[block].line
        ));
        let mut any = false;
        for (_, one) in self.inside(Some(block)) {
            let Some((name, values)) = one.words.split_first() else { continue };
            let slot = match name.as_str() {
                "tls_curves" => Slot::Groups,
                "tls"
                | "tls_client_auth"
                | "tls_insecure_skip_verify"
                | "tls_server_name"
                | "tls_trust_pool"
                | "tls_trusted_ca_certs"
                | "tls_renegotiation" => Slot::Plain,
                _ => continue,
            };
            any = true;
            found.set(slot, place(one), &values.join(" "));
        }
        any.then_some(found)
    }
}

/// Keys of the certificates that Caddy asks for.
fn key_type(one: &Directive, found: &mut TlsSettings) {
    let value = one.words[1..].join(" ");
    found.set(Slot::Plain, place(one), &value);
    certified(&value, found);
}

fn certified(value: &str, found: &mut TlsSettings) {
    let name = match value {
        "ed25519" => "Ed25519",
        "p256" => "EC-P-256",
        "p384" => "EC-P-384",
        "rsa2048" => "RSA-2048",
        "rsa4096" => "RSA-4096",
        _ => return,
    };
    if let Some(algorithm) = registry::by_name(name) {
        found.offer(OfferRole::Signature, &format!("key_type {value}"), algorithm);
    }
}

fn place(one: &Directive) -> Place {
    let keyword = one.words.first().map_or_else(String::new, |word| shown(word));
    Place { keyword, line: one.line, offset: one.offset }
}

fn shown(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).take(200).collect()
}

/// `apps.http.servers.NAME.tls_connection_policies[0].protocol_min`
fn json(text: &str, sink: &mut Sink) {
    const WORD: &str = ".tls_connection_policies[";
    let Some(all) = leaves(text) else { return };
    let policy = |leaf: &Leaf| {
        let (server, rest) = leaf.path.split_once(WORD)?;
        let (number, option) = rest.split_once("].")?;
        let server = server.strip_prefix("apps.http.servers.")?;
        Some((format!("{server}, policy {number}"), option.to_owned()))
    };
    let mut policies: Vec<(String, Vec<(String, &Leaf)>)> = Vec::new();
    for leaf in &all {
        let Some((name, option)) = policy(leaf) else { continue };
        if policies.last().is_none_or(|(last, _)| *last != name) {
            if policies.len() == MOST {
                break;
            }
            policies.push((name, Vec::new()));
        }
        if let Some((_, options)) = policies.last_mut() {
            options.push((option, leaf));
        }
    }
    for (name, options) in policies {
        let mut found = TlsSettings::new(shown(&format!("TLS server (Caddy), {name}")));
        for (key, slot, unset) in [
            ("protocol_min", Slot::Lowest, PROTOCOLS),
            ("protocol_max", Slot::Highest, ""),
            ("cipher_suites", Slot::Suites, CIPHERS),
            ("curves", Slot::Groups, CURVES),
            ("match.sni", Slot::Plain, ""),
            ("client_authentication.mode", Slot::Plain, ""),
        ] {
            let of = options.iter().filter(|(option, _)| option.split('[').next() == Some(key));
            let of = of.map(|(_, leaf)| *leaf).collect::<Vec<_>>();
            match of.first() {
                Some(first) => {
                    let value =
                        of.iter().map(|leaf| leaf.value.as_str()).collect::<Vec<_>>().join(" ");
                    let place =
                        Place { keyword: key.to_owned(), line: first.line, offset: first.offset };
                    found.set(slot, place, &value);
                }
                None if !unset.is_empty() => found.say(key, unset),
                None => {}
            }
        }
        sink.found(found.finding(DETECTOR.id));
    }
}
