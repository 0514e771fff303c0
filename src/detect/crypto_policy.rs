//! System-wide cryptographic policies: crypto-policies of Fedora and RHEL, and GnuTLS' own configuration.

use super::config_lines::{Dialect, EQUALS, INI, Line, lines};
use super::openssl_commands;
use super::tls_settings::{Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds system-wide cryptographic policies.
pub const DETECTOR: Detector = Detector {
    id: "crypto-policy",
    title: "System-wide cryptographic policy",
    about: "The name of the policy in force (`/etc/crypto-policies/config`, `state/current`), policies and modules (`.pol`, \
            `.pmod`; crypto-policies(7)), the settings made from them for OpenSSL and GnuTLS (`back-ends/*.config`), and \
            GnuTLS' configuration (gnutls.org, \"System-wide configuration of the library\") with `[priorities]`, \
            `[overrides]` and allowlists. Wildcards of policies are kept as they are written.",
    anchors: &[],
    wants,
    detect,
};

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Policy,
    CipherString,
    Commands,
    GnuTls,
}

fn kind(path: &str) -> Option<Kind> {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    Some(match (folder, name) {
        ("crypto-policies", "config") | ("state", "current")
            if path.contains("crypto-policies") =>
        {
            Kind::Name
        }
        ("back-ends", "openssl.config") => Kind::CipherString,
        ("back-ends", "opensslcnf.config") => Kind::Commands,
        ("back-ends", "gnutls.config") | ("gnutls", "config") => Kind::GnuTls,
        _ if name.ends_with(".pol") || name.ends_with(".pmod") => Kind::Policy,
        _ => return None,
    })
}

fn wants(peek: &Peek<'_>) -> bool {
    kind(peek.path).is_some() && peek.size < 200_000
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    let settings = match kind(input.path) {
        Some(Kind::Name) => in_force(text),
        Some(Kind::Policy) => policy(text),
        Some(Kind::CipherString) => cipher_string(text),
        Some(Kind::Commands) => commands(text),
        Some(Kind::GnuTls) => gnutls(text),
        None => None,
    };
    if let Some(settings) = settings {
        sink.found(settings.finding(DETECTOR.id));
    }
}

/// `DEFAULT`, `FIPS:OSPP`: one word on the first line that is no comment.
fn in_force(text: &str) -> Option<TlsSettings> {
    let (at, line) = (1..)
        .zip(text.lines())
        .find(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))?;
    let name = line.trim();
    let plain =
        |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b":_-".contains(&byte);
    if name.is_empty() || name.len() > 100 || !name.bytes().all(plain) {
        return None;
    }
    let mut settings = TlsSettings::new("TLS (system-wide cryptographic policy)");
    let offset = line.as_ptr() as usize - text.as_ptr() as usize;
    settings.set(
        Slot::Plain,
        Place { keyword: "policy".to_owned(), line: at, offset: offset as u64 },
        name,
    );
    Some(settings)
}

fn cipher_string(text: &str) -> Option<TlsSettings> {
    let string = text.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":!+-@=._".contains(&byte);
    if string.is_empty() || !string.bytes().all(plain) {
        return None;
    }
    let mut settings = TlsSettings::new("TLS defaults (system-wide policy for OpenSSL)");
    settings.set(
        Slot::Ciphers,
        Place { keyword: "CipherString".to_owned(), line: 1, offset: 0 },
        string,
    );
    Some(settings)
}

fn commands(text: &str) -> Option<TlsSettings> {
    let mut settings = TlsSettings::new("TLS defaults (system-wide policy for OpenSSL)");
    let mut any = false;
    for line in lines(text, &INI).iter().take(1_000) {
        if let Some(slot) = openssl_commands::slot(line.key.trim_start_matches("TLS.")) {
            settings.set(slot, line.place(), &line.value);
            any = true;
        }
    }
    any.then_some(settings)
}

/// Lines of one key add up.
fn joined(settings: &mut TlsSettings, lines: &[Line], key: &str, slot: Slot) -> bool {
    let of = lines.iter().filter(|line| line.key == key).take(500).collect::<Vec<_>>();
    let Some(first) = of.first() else { return false };
    let value = of.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join(" ");
    settings.set(slot, first.place(), &value);
    true
}

fn gnutls(text: &str) -> Option<TlsSettings> {
    let all = lines(text, &INI);
    let mut settings = TlsSettings::new("TLS defaults (GnuTLS configuration)");
    let mut any = false;
    for line in all.iter().filter(|line| line.section == "priorities").take(100) {
        settings.set(Slot::Priority, line.place(), &line.value);
        any = true;
    }
    let mode = all.iter().find(|line| line.key == "override-mode");
    if let Some(line) = mode {
        settings.set(Slot::Plain, line.place(), &line.value);
        any = true;
    }
    for (key, slot) in [("enabled-version", Slot::Versions), ("tls-enabled-group", Slot::Groups)] {
        any |= joined(&mut settings, &all, key, slot);
    }
    for key in [
        "secure-hash",
        "secure-sig",
        "secure-sig-for-cert",
        "enabled-curve",
        "tls-enabled-cipher",
        "tls-enabled-kx",
        "tls-enabled-mac",
        "insecure-hash",
        "insecure-sig",
        "insecure-sig-for-cert",
        "disabled-version",
        "disabled-curve",
        "tls-disabled-cipher",
        "tls-disabled-mac",
        "tls-disabled-group",
        "tls-disabled-kx",
        "min-verification-profile",
        "default-priority-string",
    ] {
        let slot = if key == "default-priority-string" { Slot::Priority } else { Slot::Plain };
        any |= joined(&mut settings, &all, key, slot);
    }
    any.then_some(settings)
}

const POLICY: Dialect = Dialect { inline: "#", ..EQUALS };

fn policy(text: &str) -> Option<TlsSettings> {
    let all = lines(text, &POLICY);
    let mut settings = TlsSettings::new("TLS (definition of a cryptographic policy)");
    let mut any = false;
    for line in all.iter().take(1_000) {
        let (key, scope) = line.key.split_once('@').unwrap_or((&line.key, ""));
        let is_tls = scope.is_empty()
            || scope.to_ascii_lowercase().contains("tls")
            || scope.to_ascii_lowercase().contains("ssl");
        let has_wildcard = line.value.contains('*')
            || line
                .value
                .split_whitespace()
                .any(|word| word.starts_with(['+', '-']) || word.ends_with(['+', '-']));
        let slot = match key {
            "group" if is_tls && !has_wildcard => Slot::Groups,
            "protocol" if is_tls && !has_wildcard && !scope.is_empty() => Slot::Versions,
            "sign" if is_tls && !has_wildcard => Slot::Signatures,
            "cipher" | "mac" | "hash" | "key_exchange" | "group" | "protocol" | "sign"
            | "min_tls_version" | "min_dh_size" | "min_dsa_size" | "min_rsa_size"
            | "min_ec_size" | "sha1_in_certs" | "ssh_certs" | "etm" => Slot::Plain,
            _ => continue,
        };
        any |= key != "etm";
        settings.set(slot, line.place(), &line.value);
    }
    any.then_some(settings)
}
