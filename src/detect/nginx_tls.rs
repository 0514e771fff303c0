//! TLS of nginx.

use std::collections::{BTreeMap, BTreeSet};

use super::config_blocks::{Fault, Statement, statements};
use super::openssl_commands;
use super::tls_settings::{
    GROUPS_OF_OPENSSL, Keyword, Place, Slot, TlsSettings, address, keyword, with_default,
};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds the TLS settings of nginx.
pub const DETECTOR: Detector = Detector {
    id: "nginx-tls",
    title: "TLS of nginx",
    about: "nginx configurations and their fragments (ngx_http_ssl_module, ngx_http_proxy_module and kin, nginx.org): one \
            asset for every `server` that listens with TLS, with what it inherits from `http`, `mail` or `stream`, and one \
            for every block that connects to a TLS upstream. Cipher strings are resolved as OpenSSL 3 does; what is not \
            set is the installed nginx's default. `include` is named, not followed. At most 50,000 statements.",
    anchors: &[
        "ssl_protocols",
        "ssl_ciphers",
        "ssl_certificate",
        "ssl_conf_command",
        "ssl_ecdh_curve",
        "ssl_dhparam",
        "proxy_ssl_",
        "grpc_ssl_",
        "uwsgi_ssl_",
    ],
    wants,
    detect,
};

const SERVER: &[Keyword] = &[
    with_default(
        "ssl_protocols",
        Slot::Versions,
        "not set: the default of the installed nginx; TLSv1.2 TLSv1.3 since 1.27.3, TLSv1 TLSv1.1 too before, without TLSv1.3 \
         before 1.23.4",
    ),
    with_default("ssl_ciphers", Slot::Ciphers, "not set: the default of nginx, HIGH:!aNULL:!MD5"),
    with_default("ssl_ecdh_curve", Slot::Groups, GROUPS_OF_OPENSSL),
    keyword("ssl_certificate", Slot::Plain),
    keyword("ssl_certificate_key", Slot::Plain),
    keyword("ssl_dhparam", Slot::Plain),
    keyword("ssl_prefer_server_ciphers", Slot::Plain),
    keyword("ssl_client_certificate", Slot::Plain),
    keyword("ssl_trusted_certificate", Slot::Plain),
    keyword("ssl_verify_client", Slot::Plain),
    keyword("ssl_session_tickets", Slot::Plain),
    keyword("ssl_early_data", Slot::Plain),
    keyword("ssl_stapling", Slot::Plain),
];

/// After `proxy_`, `grpc_`, `uwsgi_`.
const CLIENT: &[Keyword] = &[
    with_default(
        "ssl_protocols",
        Slot::Versions,
        "not set: the default of the installed nginx; TLSv1.2 TLSv1.3 since 1.27.3, TLSv1 TLSv1.1 too before, without TLSv1.3 \
         before 1.23.4",
    ),
    with_default("ssl_ciphers", Slot::Ciphers, "not set: the default of nginx, DEFAULT"),
    keyword("ssl_certificate", Slot::Plain),
    keyword("ssl_certificate_key", Slot::Plain),
    keyword("ssl_trusted_certificate", Slot::Plain),
    keyword("ssl_verify", Slot::Plain),
    keyword("ssl_server_name", Slot::Plain),
    keyword("ssl_name", Slot::Plain),
];

const PREFIXES: [&str; 3] = ["proxy_", "grpc_", "uwsgi_"];

fn wants(peek: &Peek<'_>) -> bool {
    const ENDINGS: [&str; 7] = ["conf", "nginx", "vhost", "inc", "include", "template", "cfg"];
    const FOLDERS: [&str; 4] = ["nginx", "sites-available", "sites-enabled", "openresty"];
    let ending = peek.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let documents = ["md", "rst", "html", "txt", "adoc"];
    let in_folder = || peek.path.split('/').any(|part| FOLDERS.contains(&part));
    peek.anchored && (ENDINGS.contains(&ending) || in_folder() && !documents.contains(&ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = match statements(&text) {
        Ok(all) => all,
        // A long change log without an ending speaks of the directives too.
        Err(Fault::TooLarge) if !input.path.contains("nginx") => return,
        Err(Fault::TooLarge) => {
            let detail = "an nginx configuration of too many statements or too deep blocks";
            return sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
        }
        Err(Fault::OtherForm) if input.name == "nginx.conf" => {
            let detail = "called nginx.conf, but its statements and braces do not match; nginx -t would say where";
            return sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
        Err(Fault::OtherForm) => return,
    };
    if all.iter().any(|statement| statement.parent.is_none() && !is_name(&statement.words[0])) {
        return;
    }
    let file = File { all: &all, children: children(&all) };
    let (servers, clients) = (file.servers(), file.clients());
    let mut forwards = file.forwards();
    for at in servers.iter().chain(&file.shared(&servers)).take(MOST_ENDS) {
        let to: Vec<String> = forwards.remove(at).unwrap_or_default().into_iter().collect();
        sink.found(file.server(*at).finding(DETECTOR.id).forwards(&to));
    }
    for (at, prefix) in clients.iter().take(MOST_ENDS) {
        sink.found(file.client(*at, prefix).finding(DETECTOR.id));
    }
    if servers.len() > MOST_ENDS || clients.len() > MOST_ENDS {
        let detail = "an nginx configuration of too many servers; the rest is not listed";
        sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
    }
}

fn is_name(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The statements of every block that matter here; the last list is of those in none.
fn children(all: &[Statement]) -> Vec<Vec<usize>> {
    const MOST: usize = 1_000;
    let mut children = vec![Vec::new(); all.len() + 1];
    for (at, statement) in all.iter().enumerate().filter(|(_, statement)| matters(statement)) {
        let list: &mut Vec<usize> = &mut children[statement.parent.unwrap_or(all.len())];
        if list.len() < MOST {
            list.push(at);
        }
    }
    children
}

fn matters(statement: &Statement) -> bool {
    let name = statement.words[0].as_str();
    let named =
        matches!(name, "listen" | "server_name") || name.contains("ssl") || name.ends_with("_pass");
    !statement.is_block && (named || is_include(statement))
}

/// What mime.types holds is no matter of TLS.
fn is_include(statement: &Statement) -> bool {
    let path = statement.words.get(1);
    statement.words[0] == "include" && path.is_some_and(|path| !path.ends_with("mime.types"))
}

/// Certificates and keys of one server.
const MOST_FILES: usize = 50;
/// Servers, and blocks with upstreams, that one file is asked for.
const MOST_ENDS: usize = 2_000;

struct File<'a> {
    all: &'a [Statement],
    children: Vec<Vec<usize>>,
}

impl<'a> File<'a> {
    /// The place of the list of what stands in no block.
    fn top(&self) -> usize {
        self.all.len()
    }

    fn own(&self, block: usize) -> impl Iterator<Item = &'a Statement> + use<'a, '_> {
        self.children[block].iter().map(|at| &self.all[*at])
    }

    fn has(&self, block: usize, of: impl Fn(&Statement) -> bool) -> bool {
        self.own(block).any(of)
    }

    /// The block, what it stands in, and so on to the top.
    fn scopes(&self, block: usize) -> impl Iterator<Item = usize> {
        let up =
            |at: &usize| self.all.get(*at).map(|statement| statement.parent.unwrap_or(self.top()));
        std::iter::successors(Some(block), up)
    }

    fn is_server(&self, at: usize) -> bool {
        let statement = &self.all[at];
        let in_upstream =
            || statement.parent.is_some_and(|parent| self.all[parent].words[0] == "upstream");
        statement.is_block && statement.words[0] == "server" && !in_upstream()
    }

    /// Servers that listen with TLS, or that say how they would.
    fn servers(&self) -> Vec<usize> {
        let listens = |statement: &Statement| {
            let with = |word: &String| word == "ssl" || word == "quic";
            let listen = statement.words[0] == "listen" && statement.words.iter().skip(1).any(with);
            listen || statement.words == ["ssl", "on"] || is_tls(statement)
        };
        (0..self.all.len()).filter(|at| self.is_server(*at) && self.has(*at, listens)).collect()
    }

    /// `http`, `mail`, `stream` blocks, and the top of a fragment, whose settings are for servers of other files.
    fn shared(&self, servers: &[usize]) -> Vec<usize> {
        let scopes = |server: &usize| self.scopes(*server).collect::<Vec<_>>();
        let inhabited = servers.iter().flat_map(scopes).collect::<BTreeSet<_>>();
        let is_shared = |at: &usize| {
            let root = *at == self.top() || self.all[*at].is_block && is_root(&self.all[*at]);
            root && self.has(*at, is_tls) && (!inhabited.contains(at) || self.has(*at, is_include))
        };
        (0..=self.all.len()).filter(is_shared).collect()
    }

    /// Blocks that connect to upstreams with TLS, with the prefix of the module.
    fn clients(&self) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for at in 0..=self.all.len() {
            for prefix in PREFIXES {
                let secure = |statement: &Statement| {
                    let to = statement.words.get(1).map_or("", String::as_str);
                    let passes = statement.words[0].strip_suffix("pass") == Some(prefix);
                    let names = statement.words[0].strip_prefix(prefix);
                    passes
                        && ["https://", "grpcs://", "suwsgi://"]
                            .iter()
                            .any(|scheme| to.starts_with(scheme))
                        || names.is_some_and(|name| {
                            matches!(name, "ssl_protocols" | "ssl_ciphers" | "ssl_conf_command")
                        })
                };
                if self.has(at, secure) {
                    found.push((at, prefix));
                }
            }
        }
        found
    }

    /// Where servers forward what they accept, by the blocks in them that pass it on.
    fn forwards(&self) -> BTreeMap<usize, BTreeSet<String>> {
        let mut upstreams: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for statement in self.all.iter().filter(|one| !one.is_block && one.words[0] == "server") {
            let outer = statement.parent.map(|parent| &self.all[parent].words);
            if let (Some([of, name]), Some(address)) =
                (outer.map(Vec::as_slice), statement.words.get(1))
                && of == "upstream"
            {
                upstreams.entry(name).or_default().push(address);
            }
        }
        let mut forwards: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for statement in self.all {
            let [name, to, ..] = statement.words.as_slice() else { continue };
            let parent =
                statement.parent.filter(|_| matches!(name.as_str(), "proxy_pass" | "grpc_pass"));
            let mut scopes = parent.into_iter().flat_map(|parent| self.scopes(parent));
            let Some(server) = scopes.find(|at| *at < self.top() && self.is_server(*at)) else {
                continue;
            };
            let (scheme, rest) =
                to.split_once("://").map_or(("", to.as_str()), |(scheme, rest)| (scheme, rest));
            let host = rest.split('/').next().unwrap_or_default();
            let named = upstreams.get(host).cloned().unwrap_or_else(|| vec![host]);
            let addresses =
                named.into_iter().filter_map(|host| address(&format!("{scheme}://{host}")));
            let all = forwards.entry(server).or_default();
            all.extend(addresses.take(MOST_FILES.saturating_sub(all.len())));
        }
        forwards
    }

    /// What holds in `block`: for every name the statements of the innermost scope that has any.
    fn effective(&self, block: usize, name: &str) -> Vec<&'a Statement> {
        let mut scopes = self.scopes(block);
        let of = |scope: usize| {
            self.own(scope).filter(|statement| statement.words[0] == name).collect::<Vec<_>>()
        };
        scopes
            .find_map(|scope| Some(of(scope)).filter(|found| !found.is_empty()))
            .unwrap_or_default()
    }

    /// Whether what holds in `block` may come from another file.
    fn is_open(&self, block: usize) -> bool {
        let is_rooted = self.scopes(block).any(|scope| self.all.get(scope).is_some_and(is_root));
        !is_rooted || self.scopes(block).any(|scope| self.has(scope, is_include))
    }

    fn server(&self, block: usize) -> TlsSettings {
        let mut settings = TlsSettings::new(format!("TLS server (nginx){}", self.title(block)));
        self.read(block, "", SERVER, &mut settings);
        for statement in self.own(block).filter(|statement| statement.words[0] == "listen") {
            settings.set(Slot::Plain, place(statement), &statement.words[1..].join(" "));
        }
        if self.effective(block, "ssl_dhparam").is_empty() && !self.is_open(block) {
            settings.without_finite_field();
            settings.say(
                "ssl_dhparam",
                "not set: nginx leaves out suites of finite-field Diffie-Hellman",
            );
        }
        settings
    }

    fn client(&self, block: usize, prefix: &str) -> TlsSettings {
        let mut settings = TlsSettings::new(format!("TLS client (nginx){}", self.title(block)));
        self.read(block, prefix, CLIENT, &mut settings);
        let pass = format!("{prefix}pass");
        for statement in self.own(block).filter(|statement| statement.words[0] == pass) {
            settings.set(Slot::Plain, place(statement), &statement.words[1..].join(" "));
        }
        settings
    }

    fn read(&self, block: usize, prefix: &str, keywords: &[Keyword], settings: &mut TlsSettings) {
        let is_open = self.is_open(block);
        for keyword in keywords {
            let name = format!("{prefix}{}", keyword.name);
            let found = self.effective(block, &name);
            if found.is_empty() && !keyword.unset.is_empty() {
                let elsewhere = if is_open { " (unless another file sets it)" } else { "" };
                settings.say(&name, format!("{}{elsewhere}", keyword.unset));
            }
            // Only files may be given more than once (nginx refuses "is duplicate").
            let from = if keyword.slot == Slot::Plain { 0 } else { found.len().saturating_sub(1) };
            for statement in found.into_iter().skip(from).take(MOST_FILES) {
                let value = statement.words[1..].join(" ");
                let slot = if value == "auto" { Slot::Plain } else { keyword.slot };
                settings.set(slot, place(statement), &value);
            }
        }
        for statement in
            self.effective(block, &format!("{prefix}ssl_conf_command")).into_iter().take(MOST_FILES)
        {
            let [_, command, value @ ..] = statement.words.as_slice() else { continue };
            if let Some(slot) = openssl_commands::slot(command) {
                let place = Place {
                    keyword: format!("{} {command}", statement.words[0]),
                    ..place(statement)
                };
                settings.set(slot, place, &value.join(" "));
            }
        }
        let lines = self.scopes(block).flat_map(|scope| self.own(scope));
        for statement in lines.filter(|statement| is_include(statement)) {
            settings.say("include", statement.words[1..].join(" "));
        }
    }

    /// `, server www.example.org`
    fn title(&self, block: usize) -> String {
        let Some(statement) = self.all.get(block) else { return String::new() };
        let name = self.own(block).find(|statement| statement.words[0] == "server_name");
        let name = name.map(|statement| statement.words[1..].join(" "));
        let title = match statement.words[0].as_str() {
            "server" => format!(
                ", server {}",
                name.unwrap_or_else(|| format!("at line {}", statement.line))
            ),
            "location" => {
                let outer = statement.parent.map_or(String::new(), |parent| self.title(parent));
                format!("{outer}, {}", statement.words.join(" "))
            }
            other => format!(", {other} block"),
        };
        title.chars().filter(|char| !char.is_control()).take(300).collect()
    }
}

/// Blocks that servers stand in.
fn is_root(statement: &Statement) -> bool {
    matches!(statement.words[0].as_str(), "http" | "mail" | "stream")
}

fn is_tls(statement: &Statement) -> bool {
    let name = statement.words[0].as_str();
    matches!(name, "ssl_conf_command") || SERVER.iter().take(6).any(|keyword| keyword.name == name)
}

fn place(statement: &Statement) -> Place {
    Place { keyword: statement.words[0].clone(), line: statement.line, offset: statement.offset }
}
