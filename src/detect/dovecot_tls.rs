//! TLS of Dovecot.

use super::config_lines::{EQUALS, Line, lines};
use super::tls_service::settings;
use super::tls_settings::{GROUPS_OF_OPENSSL, Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Dovecot.
pub const DETECTOR: Detector = Detector {
    id: "dovecot-tls",
    title: "TLS of Dovecot",
    about: "dovecot.conf and files of `dovecot/conf.d` (doc.dovecot.org, \"SSL\"): versions, cipher list, suites of TLS 1.3, \
            curves, files and switches outside of blocks; in `local`, `remote` and `protocol` blocks they are kept as they \
            are written. What is not set is the installed version's default.",
    anchors: &[],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    keyword("ssl", Slot::Plain),
    with_default(
        "ssl_min_protocol",
        Slot::Lowest,
        "not set: the default of the installed Dovecot; TLSv1.2 in 2.3.19 and 2.4, TLSv1 in 2.3.0",
    ),
    keyword("ssl_protocols", Slot::Versions),
    // `doveconf -d` of 2.3.19; the same in `ssl-settings.c` of 2.4.
    with_default(
        "ssl_cipher_list",
        Slot::Ciphers,
        "not set: ALL:!kRSA:!SRP:!kDHd:!DSS:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!MD5:!PSK:!RC4:!ADH:!LOW@STRENGTH, the default \
         of Dovecot 2.3 and 2.4",
    ),
    keyword("ssl_cipher_suites", Slot::Suites13),
    with_default("ssl_curve_list", Slot::Groups, GROUPS_OF_OPENSSL),
    keyword("ssl_cert", Slot::Plain),
    keyword("ssl_key", Slot::Plain),
    keyword("ssl_server_cert_file", Slot::Plain),
    keyword("ssl_server_key_file", Slot::Plain),
    keyword("ssl_alt_cert", Slot::Plain),
    keyword("ssl_alt_key", Slot::Plain),
    keyword("ssl_dh", Slot::Plain),
    keyword("ssl_dh_parameters_length", Slot::Plain),
    keyword("ssl_ca", Slot::Plain),
    keyword("ssl_prefer_server_ciphers", Slot::Plain),
    keyword("ssl_options", Slot::Plain),
    keyword("ssl_verify_client_cert", Slot::Plain),
];

fn wants(peek: &Peek<'_>) -> bool {
    let named =
        || peek.name == "dovecot.conf" || peek.path.split('/').any(|part| part == "dovecot");
    (peek.name.ends_with(".conf") || peek.name.ends_with(".ext")) && named()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let all = lines(&text, &EQUALS);
    let depths = depths(&text);
    let depth = |line: &Line| depths.get(line.line as usize - 1).copied().unwrap_or_default();
    let (outer, inner): (Vec<_>, Vec<_>) = all.iter().partition(|line| depth(line) == 0);
    let Some(mut found) = settings("TLS server (Dovecot)", KEYWORDS, &outer) else { return };
    for line in
        inner.iter().filter(|line| KEYWORDS.iter().any(|keyword| line.is(keyword.name))).take(100)
    {
        found.say(&format!("{} (in a block)", line.key), line.value.clone());
    }
    sink.found(found.finding(DETECTOR.id));
}

/// How many blocks each line stands in.
fn depths(text: &str) -> Vec<usize> {
    let mut depth = 0_usize;
    let lines = text.lines().map(|line| {
        let line = line.trim();
        let at = depth;
        if line == "}" {
            depth = depth.saturating_sub(1);
        } else if line.ends_with('{') && !line.starts_with('#') {
            depth += 1;
        }
        at
    });
    lines.collect()
}
