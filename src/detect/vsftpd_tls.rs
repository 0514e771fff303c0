//! TLS of vsftpd.

use super::config_lines::{Dialect, EQUALS, lines};
use super::tls_service::settings;
use super::tls_settings::{GROUPS_OF_OPENSSL, Keyword, Place, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of vsftpd.
pub const DETECTOR: Detector = Detector {
    id: "vsftpd-tls",
    title: "TLS of vsftpd",
    about: "vsftpd.conf(5): one asset where `ssl_enable` or another TLS option is set: versions that are switched off, ciphers, \
            files, and what is forced. Defaults are those of vsftpd 3.0.3.",
    anchors: &["ssl_enable", "ssl_ciphers", "ssl_tlsv1", "rsa_cert_file"],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default("ssl_enable", Slot::Plain, "not set: NO"),
    with_default("ssl_ciphers", Slot::Ciphers, "not set: DES-CBC3-SHA in vsftpd.conf(5) of 3.0.3"),
    with_default("ssl_sslv2", Slot::Plain, "not set: NO"),
    with_default("ssl_sslv3", Slot::Plain, "not set: NO"),
    with_default("ssl_tlsv1", Slot::Plain, "not set: YES"),
    keyword("ssl_tlsv1_1", Slot::Plain),
    keyword("ssl_tlsv1_2", Slot::Plain),
    keyword("ssl_tlsv1_3", Slot::Plain),
    keyword("rsa_cert_file", Slot::Plain),
    keyword("rsa_private_key_file", Slot::Plain),
    keyword("dsa_cert_file", Slot::Plain),
    keyword("force_local_logins_ssl", Slot::Plain),
    keyword("force_local_data_ssl", Slot::Plain),
    keyword("implicit_ssl", Slot::Plain),
    keyword("require_cert", Slot::Plain),
];

/// No white space stands around the sign, and none ends a value.
const DIALECT: Dialect = Dialect { inline: "", ..EQUALS };

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.path.contains("vsftpd") && peek.name.ends_with(".conf")
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &DIALECT);
    let lines = all.iter().collect::<Vec<_>>();
    let Some(mut found) = settings("TLS server (vsftpd)", KEYWORDS, &lines) else { return };
    let versions = [
        ("ssl_tlsv1", "-TLSv1"),
        ("ssl_tlsv1_1", "-TLSv1.1"),
        ("ssl_tlsv1_2", "-TLSv1.2"),
        ("ssl_tlsv1_3", "-TLSv1.3"),
    ];
    let off = versions.iter().filter_map(|(name, version)| {
        let line = all.iter().rev().find(|line| line.is(name))?;
        line.value.eq_ignore_ascii_case("NO").then_some((line, *version))
    });
    let off = off.collect::<Vec<_>>();
    if let Some((line, _)) = off.first() {
        let less = off.iter().map(|(_, version)| *version).collect::<Vec<_>>().join(" ");
        let place = Place { keyword: "ssl_tlsv1… (versions)".to_owned(), ..line.place() };
        found.set(Slot::Versions, place, &less);
    }
    found.say("groups", GROUPS_OF_OPENSSL);
    sink.found(found.finding(DETECTOR.id));
}
