//! TLS of the Apache HTTP Server.

use std::collections::BTreeSet;

use super::config_lines::{Continuation, Dialect, Line, SPACE, lines, words};
use super::openssl_commands;
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Keyword, Place, Slot, TlsSettings, address, keyword,
    with_default,
};
use super::{Detector, Input, Peek, Sink};
use crate::model::UnknownReason;

/// Finds the TLS settings of Apache.
pub const DETECTOR: Detector = Detector {
    id: "apache-tls",
    title: "TLS of the Apache HTTP Server",
    about: "httpd configurations with mod_ssl directives (httpd.apache.org, mod_ssl): one asset for every virtual host with \
            TLS, with what it takes over from the server's own configuration, one for its connections to TLS backends \
            (`SSLProxy…`), and one for the server's own settings where the file has no such host. `SSLProtocol` and \
            `SSLCipherSuite` are read as mod_ssl does (a name without a sign replaces what stands before it); `SSLOpenSSLConfCmd` counts. `Include` is \
            named, not followed; settings for directories are passed over. At most 2,000 hosts a file.",
    anchors: &[
        "SSLProtocol",
        "SSLCipherSuite",
        "SSLCertificateFile",
        "SSLEngine",
        "SSLOpenSSLConfCmd",
        "SSLProxy",
    ],
    wants,
    detect,
};

/// `SSL_PROTOCOL_DEFAULT` of modules/ssl/ssl_private.h. A server of Debian 13 without the directive (httpd 2.4.71, OpenSSL
/// 3.5.7) was asked with every version and suite: TLS 1.2 and 1.3, the suites of DEFAULT, X25519MLKEM768.
const VERSIONS: &str = "not set: the default of httpd, all -SSLv3; OpenSSL 3 refuses those before TLSv1.2 unless its security level is 0";

const SERVER: &[Keyword] = &[
    with_default("SSLProtocol", Slot::VersionsOfApache, VERSIONS),
    with_default("SSLCipherSuite", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    keyword("SSLEngine", Slot::Plain),
    keyword("SSLHonorCipherOrder", Slot::Plain),
    keyword("SSLCertificateFile", Slot::Plain),
    keyword("SSLCertificateKeyFile", Slot::Plain),
    keyword("SSLCertificateChainFile", Slot::Plain),
    keyword("SSLCACertificateFile", Slot::Plain),
    keyword("SSLVerifyClient", Slot::Plain),
    keyword("SSLSessionTickets", Slot::Plain),
    keyword("SSLFIPS", Slot::Plain),
    keyword("SSLPolicy", Slot::Plain),
];

const CLIENT: &[Keyword] = &[
    with_default("SSLProxyProtocol", Slot::VersionsOfApache, VERSIONS),
    with_default("SSLProxyCipherSuite", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    keyword("SSLProxyEngine", Slot::Plain),
    keyword("SSLProxyMachineCertificateFile", Slot::Plain),
    keyword("SSLProxyCACertificateFile", Slot::Plain),
    keyword("SSLProxyVerify", Slot::Plain),
];

const MOST_HOSTS: usize = 2_000;
/// Lines of one host, and of the server itself, that are read.
const MOST_OWN: usize = 200;

const DIALECT: Dialect = Dialect { continuation: Continuation::Backslash, ..SPACE };

fn wants(peek: &Peek<'_>) -> bool {
    const FOLDERS: [&str; 6] =
        ["apache2", "httpd", "apache", "sites-available", "sites-enabled", "conf-available"];
    let ending = peek.name.rsplit_once('.').map_or("conf", |(_, ending)| ending);
    let in_folder = || peek.path.split('/').any(|part| FOLDERS.contains(&part));
    let documents = ["md", "rst", "html", "txt", "adoc", "xml"];
    peek.anchored
        && (matches!(ending, "conf" | "load" | "vhost")
            || in_folder() && !documents.contains(&ending))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let Some(file) = File::read(&text) else { return };
    for host in file.hosts.iter().take(MOST_HOSTS) {
        file.report(Some(host), sink);
    }
    if file.hosts.len() > MOST_HOSTS {
        let detail = "an httpd configuration of too many hosts; the rest is not listed";
        sink.unknown(DETECTOR.id, UnknownReason::TooLarge, 0, None, detail);
    }
    let said = |host: &Host| is_server(&host.lines) || is_client(&host.lines);
    if !file.hosts.iter().any(said)
        || file.own.iter().any(|line| line.key.to_ascii_lowercase().starts_with("include"))
    {
        file.report(None, sink);
    }
}

/// Servers behind one host.
const MOST_PASSED: usize = 50;

struct Host {
    head: Line,
    lines: Vec<Line>,
}

/// The lines that hold for the server itself, and its virtual hosts.
struct File {
    own: Vec<Line>,
    hosts: Vec<Host>,
}

impl File {
    /// `None` for what is no configuration of httpd: sections that do not match, lines that are no directives.
    fn read(text: &str) -> Option<Self> {
        let mut file = Self { own: Vec::new(), hosts: Vec::new() };
        let mut open: Vec<String> = Vec::new();
        let mut passed = 0_usize;
        let mut in_host = false;
        for line in lines(text, &DIALECT) {
            if let Some(name) = line.key.strip_prefix("</") {
                let name = name.trim_end_matches('>').to_ascii_lowercase();
                if open.pop()? != name {
                    return None;
                }
                in_host &= name != "virtualhost";
                passed -= usize::from(is_passed(&name));
            } else if let Some(name) = line.key.strip_prefix('<') {
                let name = name.trim_end_matches('>').to_ascii_lowercase();
                if open.len() == 32 {
                    return None;
                }
                passed += usize::from(is_passed(&name));
                if name == "virtualhost" {
                    in_host = true;
                    file.hosts.push(Host { head: line, lines: Vec::new() });
                }
                open.push(name);
            } else if !line
                .key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
            {
                return None;
            } else if passed == 0 {
                let list = match file.hosts.last_mut().filter(|_| in_host) {
                    Some(host) => &mut host.lines,
                    None => &mut file.own,
                };
                if list.len() < MOST_OWN && matters(&line.key) {
                    list.push(line);
                }
            }
        }
        open.is_empty().then_some(file)
    }

    fn report(&self, host: Option<&Host>, sink: &mut Sink) {
        let own = host.map_or(self.own.as_slice(), |host| &host.lines);
        for (keywords, is_that, end, command) in [
            (SERVER, is_server(own), "TLS server", "SSLOpenSSLConfCmd"),
            (CLIENT, is_client(own), "TLS client", ""),
        ] {
            if !is_that {
                continue;
            }
            let mut settings = TlsSettings::new(format!("{end} (Apache httpd){}", title(host)));
            if let Some(host) = host {
                let address = host.head.value.trim_end_matches('>').trim();
                let place = Place { keyword: "VirtualHost".to_owned(), ..host.head.place() };
                settings.set(Slot::Plain, place, address);
            }
            for keyword in keywords {
                self.set(keyword, own, &mut settings);
            }
            // mod_ssl appends `:!aNULL:!eNULL:!EXP` to what SSLCipherSuite says (`ssl_cmd_SSLCipherSuite`); asked for
            // `ALL:eNULL:aNULL:@SECLEVEL=0`, httpd 2.4.71 took none of those 18 suites and all others.
            settings.without_anonymous_or_clear();
            let inherited = host.map_or(&[][..], |_| self.own.as_slice());
            for line in
                inherited.iter().chain(own).filter(|line| !command.is_empty() && line.is(command))
            {
                let words = words(&line.value);
                let Some((name, value)) = words.split_first() else { continue };
                if let Some(slot) = openssl_commands::slot(name) {
                    let place = Place { keyword: format!("{} {name}", line.key), ..line.place() };
                    settings.set(slot, place, &value.join(" "));
                }
            }
            let grouped = |line: &&Line| {
                line.is(command)
                    && ["curves", "groups"]
                        .iter()
                        .any(|name| line.value.to_ascii_lowercase().starts_with(name))
            };
            if end == "TLS server" && !inherited.iter().chain(own).any(|line| grouped(&line)) {
                settings.say("SSLOpenSSLConfCmd Groups", GROUPS_OF_OPENSSL);
            }
            for line in
                own.iter().filter(|line| line.key.to_ascii_lowercase().starts_with("include"))
            {
                settings.say("Include", line.value.clone());
            }
            let passes = own.iter().filter(|line| line.is("ProxyPass") && end == "TLS server");
            let to = passes.filter_map(|line| {
                words(&line.value)
                    .iter()
                    .filter(|word| word.contains("://"))
                    .find_map(|to| address(to))
            });
            let to = to.collect::<BTreeSet<_>>().into_iter().take(MOST_PASSED).collect::<Vec<_>>();
            sink.found(settings.finding(DETECTOR.id).forwards(&to));
        }
    }

    /// The last line in the host counts, else the last one of the server.
    fn set(&self, keyword: &Keyword, own: &[Line], settings: &mut TlsSettings) {
        let of = |lines: &[Line]| {
            lines.iter().filter(|line| line.is(keyword.name)).cloned().collect::<Vec<_>>()
        };
        let found =
            Some(of(own)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(&self.own));
        if found.is_empty() && !keyword.unset.is_empty() {
            settings.say(keyword.name, keyword.unset);
        }
        // Suites of TLS 1.3 and the others are set apart.
        let is_latest =
            |line: &&Line| words(&line.value).first().is_some_and(|word| word == "TLSv1.3");
        let (latest, others): (Vec<_>, Vec<_>) =
            found.iter().partition(|line| keyword.slot == Slot::Ciphers && is_latest(line));
        let from = if keyword.slot == Slot::Plain { 0 } else { others.len().saturating_sub(1) };
        for line in others.into_iter().skip(from) {
            let value = words(&line.value).join(" ");
            let value = if keyword.slot == Slot::Ciphers {
                value.trim_start_matches("SSL ")
            } else {
                &value
            };
            settings.set(keyword.slot, line.place(), value);
        }
        if let Some(line) = latest.last() {
            let place = Place { keyword: format!("{} TLSv1.3", line.key), ..line.place() };
            settings.set(Slot::Suites13, place, &words(&line.value)[1..].join(" "));
        }
    }
}

/// Sections whose settings are for some requests only.
fn is_passed(name: &str) -> bool {
    ["directory", "location", "files", "proxy", "limit"].iter().any(|start| name.starts_with(start))
}

fn matters(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("ssl")
        || key.starts_with("include")
        || matches!(key.as_str(), "proxypass" | "servername")
}

fn is_server(lines: &[Line]) -> bool {
    const TELLING: [&str; 4] =
        ["SSLProtocol", "SSLCipherSuite", "SSLCertificateFile", "SSLOpenSSLConfCmd"];
    let off =
        lines.iter().any(|line| line.is("SSLEngine") && line.value.eq_ignore_ascii_case("off"));
    let on = lines.iter().any(|line| line.is("SSLEngine"));
    !off && (on || lines.iter().any(|line| TELLING.iter().any(|name| line.is(name))))
}

fn is_client(lines: &[Line]) -> bool {
    const TELLING: [&str; 3] = ["SSLProxyEngine", "SSLProxyProtocol", "SSLProxyCipherSuite"];
    lines.iter().any(|line| {
        TELLING.iter().any(|name| line.is(name)) && !line.value.eq_ignore_ascii_case("off")
    })
}

/// `, host www.example.org`
fn title(host: Option<&Host>) -> String {
    let Some(host) = host else { return String::new() };
    let name = host.lines.iter().find(|line| line.is("ServerName")).map(|line| line.value.as_str());
    let title = format!(", host {}", name.unwrap_or_else(|| host.head.value.trim_end_matches('>')));
    title.chars().filter(|char| !char.is_control()).take(200).collect()
}
