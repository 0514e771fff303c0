//! TLS of Postfix.

use super::config_lines::{Continuation, Dialect, EQUALS, Line, lines};
use super::tls_settings::{Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Postfix.
pub const DETECTOR: Detector = Detector {
    id: "postfix-tls",
    title: "TLS of Postfix",
    about: "main.cf (postconf(5)): one asset for the server (`smtpd_tls_…`) and one for the client (`smtp_tls_…`), with the \
            security level, the versions, and the cipher grade for that level resolved through `tls_…_cipherlist` and the \
            exclusions; groups from `tls_eecdh_auto_curves`. Lists that the file does not set are those of Postfix 3.7. What \
            master.cf changes with `-o` is not read.",
    anchors: &[],
    wants,
    detect,
};

const DIALECT: Dialect = Dialect { continuation: Continuation::Indent, inline: "", ..EQUALS };

fn wants(peek: &Peek<'_>) -> bool {
    peek.name == "main.cf" || peek.name.starts_with("main.cf.")
}

/// `postconf -d` of Postfix 3.7.
const GRADES: [(&str, &str); 5] = [
    ("high", "aNULL:-aNULL:HIGH:@STRENGTH"),
    ("medium", "aNULL:-aNULL:HIGH:MEDIUM:+RC4:@STRENGTH"),
    ("low", "aNULL:-aNULL:HIGH:MEDIUM:LOW:+RC4:@STRENGTH"),
    ("export", "aNULL:-aNULL:HIGH:MEDIUM:LOW:EXPORT:+RC4:@STRENGTH"),
    ("null", "eNULL:!aNULL"),
];

/// Levels at which a connection without TLS is refused (postconf(5), `smtp_tls_security_level`).
const MANDATORY: [&str; 7] =
    ["encrypt", "dane", "dane-only", "fingerprint", "verify", "secure", "half-dane"];

const FILES: [&str; 14] = [
    "security_level",
    "cert_file",
    "key_file",
    "eccert_file",
    "eckey_file",
    "dcert_file",
    "chain_files",
    "dh1024_param_file",
    "dh512_param_file",
    "eecdh_grade",
    "CAfile",
    "CApath",
    "ask_ccert",
    "auth_only",
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &DIALECT);
    for (prefix, name) in
        [("smtpd", "TLS server (Postfix smtpd)"), ("smtp", "TLS client (Postfix smtp)")]
    {
        let end = End { prefix, lines: &all };
        if let Some(settings) = end.settings(name) {
            sink.found(settings.finding(DETECTOR.id));
        }
    }
}

struct End<'a> {
    prefix: &'static str,
    lines: &'a [Line],
}

impl End<'_> {
    /// The last line of a parameter counts.
    fn value(&self, name: &str) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.key == name)
    }

    fn own(&self, name: &str) -> Option<&Line> {
        self.value(&format!("{}_tls_{name}", self.prefix))
    }

    fn settings(&self, name: &str) -> Option<TlsSettings> {
        let start = format!("{}_tls_", self.prefix);
        let old = format!("{}_use_tls", self.prefix);
        if !self.lines.iter().any(|line| line.key.starts_with(&start) || line.key == old) {
            return None;
        }
        let mut settings = TlsSettings::new(name);
        for file in FILES {
            if let Some(line) = self.own(file) {
                settings.set(Slot::Plain, line.place(), &line.value);
            }
        }
        for name in [old.as_str(), "tls_preempt_cipherlist", "tls_ssl_options"] {
            if let Some(line) = self.value(name) {
                settings.set(Slot::Plain, line.place(), &line.value);
            }
        }
        let level = self.own("security_level").map_or("", |line| line.value.as_str());
        let kind = if MANDATORY.contains(&level) { "mandatory_" } else { "" };
        self.versions(kind, &mut settings);
        self.ciphers(kind, &mut settings);
        match self.value("tls_eecdh_auto_curves") {
            Some(line) => settings.set(Slot::Groups, line.place(), &line.value),
            None => settings.say(
                "tls_eecdh_auto_curves",
                // `postconf -d` of 3.7.
                "not set: the default of the installed Postfix; X25519 X448 prime256v1 secp521r1 secp384r1 in 3.7",
            ),
        }
        Some(settings)
    }

    fn versions(&self, kind: &str, settings: &mut TlsSettings) {
        let name = format!("{kind}protocols");
        match self.own(&name) {
            Some(line) => settings.set(Slot::Versions, line.place(), &line.value),
            None => settings.say(
                &format!("{}_tls_{name}", self.prefix),
                "not set: the default of the installed Postfix; TLSv1 and later since 3.6",
            ),
        }
    }

    /// The grade for the level, its list, and what is excluded.
    fn ciphers(&self, kind: &str, settings: &mut TlsSettings) {
        let own = self.own(&format!("{kind}ciphers"));
        let grade = own.map_or("medium", |line| line.value.as_str());
        match own {
            Some(line) => settings.set(Slot::Plain, line.place(), grade),
            None => settings.say(
                &format!("{}_tls_{kind}ciphers", self.prefix),
                "not set: medium, the default of Postfix",
            ),
        }
        let list = self.value(&format!("tls_{}_cipherlist", grade.to_ascii_lowercase()));
        let built_in =
            GRADES.iter().find(|(name, _)| name.eq_ignore_ascii_case(grade)).map(|(_, list)| *list);
        let Some(string) = list.map(|line| line.value.as_str()).or(built_in) else { return };
        let mut string = string.to_owned();
        for name in ["exclude_ciphers", "mandatory_exclude_ciphers"] {
            let Some(line) =
                self.own(name).filter(|_| name == "exclude_ciphers" || !kind.is_empty())
            else {
                continue;
            };
            settings.set(Slot::Plain, line.place(), &line.value);
            for word in line.value.split([',', ' ', ':']).filter(|word| !word.is_empty()) {
                string += &format!(":!{}", word.trim_start_matches('!'));
            }
        }
        let keyword = format!("tls_{grade}_cipherlist");
        match list.or(own) {
            Some(line) => settings.set(Slot::Ciphers, Place { keyword, ..line.place() }, &string),
            // The grade itself is a default: nothing in the file says which suites there are.
            None => settings.say(&keyword, format!("not set: in Postfix 3.7 {string}")),
        }
    }
}
