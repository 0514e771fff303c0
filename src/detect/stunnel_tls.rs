//! TLS of stunnel.

use super::config_lines::{Dialect, INI, Line, lines};
use super::tls_service::settings;
use super::tls_settings::{
    CIPHERS_OF_OPENSSL, GROUPS_OF_OPENSSL, Keyword, SUITES13_OF_OPENSSL, Slot, keyword,
    with_default,
};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of stunnel.
pub const DETECTOR: Detector = Detector {
    id: "stunnel-tls",
    title: "TLS of stunnel",
    about: "stunnel configurations (stunnel(8)): one asset for every service, with what stands before the first one as its \
            default; versions, ciphers, suites of TLS 1.3, curves, files and how peers are verified. At most 2,000 services.",
    anchors: &[],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    keyword("sslVersion", Slot::Versions),
    with_default(
        "sslVersionMin",
        Slot::Lowest,
        "not set: TLSv1 before stunnel 5.56, since then that of the installed OpenSSL",
    ),
    keyword("sslVersionMax", Slot::Highest),
    with_default("ciphers", Slot::Ciphers, CIPHERS_OF_OPENSSL),
    with_default("ciphersuites", Slot::Suites13, SUITES13_OF_OPENSSL),
    with_default("curves", Slot::Groups, GROUPS_OF_OPENSSL),
    keyword("curve", Slot::Groups),
    keyword("cert", Slot::Plain),
    keyword("key", Slot::Plain),
    keyword("CAfile", Slot::Plain),
    keyword("PSKsecrets", Slot::Plain),
    keyword("accept", Slot::Plain),
    keyword("connect", Slot::Plain),
    keyword("client", Slot::Plain),
    keyword("verify", Slot::Plain),
    keyword("verifyChain", Slot::Plain),
    keyword("verifyPeer", Slot::Plain),
    keyword("fips", Slot::Plain),
    keyword("securityLevel", Slot::Plain),
    keyword("options", Slot::Plain),
];

const DIALECT: Dialect = Dialect { comments: "#;", inline: "", ..INI };
const MOST_SERVICES: usize = 2_000;
/// Lines before the first service.
const MOST_SHARED: usize = 500;

fn wants(peek: &Peek<'_>) -> bool {
    peek.name.ends_with(".conf")
        && (peek.name.starts_with("stunnel")
            || peek.path.split('/').any(|part| part.starts_with("stunnel")))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &DIALECT);
    let shared =
        all.iter().filter(|line| line.section.is_empty()).take(MOST_SHARED).collect::<Vec<_>>();
    let services = all.chunk_by(|left, right| left.section == right.section);
    for service in services.filter(|lines| !lines[0].section.is_empty()).take(MOST_SERVICES) {
        if !service.iter().any(|line| line.is("accept") || line.is("connect")) {
            continue;
        }
        // What the service sets replaces what is shared.
        let is_own = |line: &&&Line| service.iter().any(|own| own.is(&line.key));
        let inherited = shared.iter().filter(|line| !is_own(line)).copied();
        let lines = inherited.chain(service).collect::<Vec<_>>();
        let is_client = lines
            .iter()
            .rev()
            .find(|line| line.is("client"))
            .is_some_and(|line| line.value.eq_ignore_ascii_case("yes"));
        let end = if is_client { "client" } else { "server" };
        let title = format!("TLS {end} (stunnel), service {}", service[0].section);
        if let Some(settings) =
            settings(&title.chars().take(200).collect::<String>(), KEYWORDS, &lines)
        {
            let connects = lines.iter().filter(|line| line.is("connect") && !is_client);
            let to = connects.map(|line| match line.value.contains(':') {
                true => line.value.clone(),
                false => format!("localhost:{}", line.value),
            });
            sink.found(settings.finding(DETECTOR.id).forwards(&to.collect::<Vec<_>>()));
        }
    }
}
