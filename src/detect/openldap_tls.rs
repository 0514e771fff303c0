//! TLS of OpenLDAP.

use super::config_lines::{Continuation, Dialect, EQUALS, Line, SPACE, Separator, lines};
use super::tls_service::cipher_slot;
use super::tls_settings::{Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of OpenLDAP.
pub const DETECTOR: Detector = Detector {
    id: "openldap-tls",
    title: "TLS of OpenLDAP",
    about: "slapd.conf(5), the `cn=config` entries that replace it (slapd-config(5), `olcTLS…` in LDIF) and the clients' \
            ldap.conf(5): lowest version, suites (an OpenSSL cipher string or a GnuTLS priority string, by its first word), \
            groups, files, and how peers are verified.",
    anchors: &[
        "TLSCipherSuite",
        "TLSProtocolMin",
        "TLSCertificateFile",
        "olcTLS",
        "TLS_CIPHER_SUITE",
        "TLS_PROTOCOL_MIN",
        "TLS_REQCERT",
        "TLS_CACERT",
    ],
    wants,
    detect,
};

/// Ends of the names, after `TLS`, `olcTLS`, `TLS_`, without `_` and in lower case.
const SETTINGS: &[&str] = &[
    "certificatefile",
    "certificatekeyfile",
    "cacertificatefile",
    "cacertificatepath",
    "dhparamfile",
    "verifyclient",
    "crlcheck",
    "cacert",
    "cacertdir",
    "cert",
    "key",
    "reqcert",
    "randfile",
];

fn wants(peek: &Peek<'_>) -> bool {
    let ldif = peek.name.ends_with(".ldif");
    peek.anchored
        && (matches!(peek.name, "slapd.conf" | "ldap.conf" | ".ldaprc" | "ldaprc") || ldif)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let is_ldif = input.name.ends_with(".ldif");
    let ldif = Dialect {
        separator: Separator::Colon,
        continuation: Continuation::Never,
        inline: "",
        ..EQUALS
    };
    let dialect = if is_ldif { ldif } else { SPACE };
    let is_server = is_ldif || input.name == "slapd.conf";
    let mut settings =
        TlsSettings::new(if is_server { "TLS server (OpenLDAP)" } else { "TLS client (OpenLDAP)" });
    let mut any = false;
    for line in lines(&text, &dialect).iter().take(10_000) {
        any |= read(line, is_ldif, &mut settings);
    }
    if any {
        sink.found(settings.finding(DETECTOR.id));
    }
}

fn read(line: &Line, is_ldif: bool, settings: &mut TlsSettings) -> bool {
    let lower = line.key.to_ascii_lowercase().replace('_', "");
    let Some(name) = lower.strip_prefix(if is_ldif { "olctls" } else { "tls" }) else {
        return false;
    };
    match name {
        "protocolmin" => settings.set(Slot::Lowest, line.place(), version(&line.value)),
        "protocolmax" => settings.set(Slot::Highest, line.place(), version(&line.value)),
        "ciphersuite" => settings.set(cipher_slot(&line.value), line.place(), &line.value),
        "ecname" => settings.set(Slot::Groups, line.place(), &line.value),
        name if SETTINGS.contains(&name) => settings.set(Slot::Plain, line.place(), &line.value),
        _ => return false,
    }
    true
}

/// Versions are those of the record layer: `3.3` is TLS 1.2.
fn version(value: &str) -> &str {
    match value.trim() {
        "3.0" | "3" => "SSLv3",
        "3.1" => "TLSv1",
        "3.2" => "TLSv1.1",
        "3.3" => "TLSv1.2",
        "3.4" => "TLSv1.3",
        other => other,
    }
}
