//! TLS of ProFTPD.

use super::config_lines::{Line, SPACE, lines};
use super::tls_service::settings;
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of ProFTPD.
pub const DETECTOR: Detector = Detector {
    id: "proftpd-tls",
    title: "TLS of ProFTPD",
    about: "proftpd.conf and its fragments (mod_tls): one asset for the server and one for every `<VirtualHost>` that sets TLS: \
            protocols, cipher list (of TLS 1.3 where it says so), curve, files, and whether TLS is required. `Include` is not \
            followed. Defaults are those of the documentation of mod_tls in ProFTPD 1.3.8.",
    anchors: &[
        "TLSEngine",
        "TLSProtocol",
        "TLSCipherSuite",
        "TLSRSACertificateFile",
        "TLSECCertificateFile",
    ],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default(
        "TLSProtocol",
        Slot::Versions,
        "not set: the default of the installed ProFTPD; TLSv1 in the documentation of 1.3.8",
    ),
    with_default("TLSECDHCurve", Slot::Groups, "not set: prime256v1"),
    keyword("TLSEngine", Slot::Plain),
    keyword("TLSRequired", Slot::Plain),
    keyword("TLSRSACertificateFile", Slot::Plain),
    keyword("TLSRSACertificateKeyFile", Slot::Plain),
    keyword("TLSECCertificateFile", Slot::Plain),
    keyword("TLSECCertificateKeyFile", Slot::Plain),
    keyword("TLSDSACertificateFile", Slot::Plain),
    keyword("TLSCACertificateFile", Slot::Plain),
    keyword("TLSDHParamFile", Slot::Plain),
    keyword("TLSVerifyClient", Slot::Plain),
    keyword("TLSServerCipherPreference", Slot::Plain),
    keyword("TLSOptions", Slot::Plain),
];

const CIPHERS: &str = "TLSCipherSuite";
/// Virtual hosts that are read.
const MOST: usize = 1_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.path.contains("proftpd") && peek.name.ends_with(".conf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &SPACE);
    let mut hosts: Vec<(String, Vec<&Line>)> =
        vec![("TLS server (ProFTPD)".to_owned(), Vec::new())];
    let mut at = 0;
    for line in &all {
        if line.is("<VirtualHost") && hosts.len() < MOST {
            let name = line.value.trim_end_matches('>');
            hosts.push((
                format!("TLS server (ProFTPD), VirtualHost {name}").chars().take(200).collect(),
                Vec::new(),
            ));
            at = hosts.len() - 1;
        } else if line.key.eq_ignore_ascii_case("</VirtualHost>") {
            at = 0;
        } else {
            hosts[at].1.push(line);
        }
    }
    for (name, lines) in hosts {
        let ciphers = lines.iter().filter(|line| line.is(CIPHERS)).collect::<Vec<_>>();
        let Some(mut found) = settings(&name, KEYWORDS, &lines) else { continue };
        for line in &ciphers {
            // Of one version: `TLSCipherSuite TLSv1.3 …`.
            match line.value.split_once(char::is_whitespace) {
                Some(("TLSv1.3", list)) => found.set(Slot::Suites13, line.place(), list.trim()),
                Some((_, list)) if line.value.starts_with("TLSv") => {
                    found.set(Slot::Ciphers, line.place(), list.trim())
                }
                _ => found.set(Slot::Ciphers, line.place(), &line.value),
            }
        }
        if ciphers.is_empty() {
            found.say(CIPHERS, "not set: DEFAULT:!ADH:!EXPORT:!DES");
        }
        sink.found(found.finding(DETECTOR.id));
    }
}
