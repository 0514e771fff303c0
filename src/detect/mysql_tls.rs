//! TLS of MySQL and MariaDB.

use super::config_lines::{INI, Line, lines};
use super::tls_service::settings;
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of MySQL and MariaDB.
pub const DETECTOR: Detector = Detector {
    id: "mysql-tls",
    title: "TLS of MySQL and MariaDB",
    about: "Option files (my.cnf and kin; dev.mysql.com, \"Using Option Files\"): versions, cipher lists, files and switches \
            of the server's groups and of the clients' groups, one asset for each side; `-` and `_` are the same. What is \
            not set is the default of the installed version.",
    anchors: &[
        "tls_version",
        "tls-version",
        "ssl_cipher",
        "ssl-cipher",
        "ssl_cert",
        "ssl-cert",
        "require_secure_transport",
        "require-secure-transport",
    ],
    wants,
    detect,
};

/// Unset: vio/viosslfactories.cc and include/tls_ciphers.h of MySQL; vio/viosslfactories.c of MariaDB, whose 10.11.19 and
/// 11.8.9 print `tls-version` so (`mariadbd --verbose --help`), and 11.8.9 without options took the suites of OpenSSL's DEFAULT.
const KEYWORDS: &[Keyword] = &[
    with_default(
        "tls_version",
        Slot::Versions,
        "not set: TLSv1.2,TLSv1.3 in MySQL since 8.0.28 and in MariaDB 10.11 and 11.8",
    ),
    with_default(
        "ssl_cipher",
        Slot::Ciphers,
        "not set: in recent MySQL 8 ECDHE or DHE with AES-GCM, AES-CCM or ChaCha20-Poly1305, for clients its older \
         suites too; in MariaDB those of the installed OpenSSL",
    ),
    with_default(
        "tls_ciphersuites",
        Slot::Suites13,
        "not set: in MySQL TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, \
         TLS_AES_128_CCM_SHA256; MariaDB has no such option",
    ),
    keyword("ssl_cert", Slot::Plain),
    keyword("ssl_key", Slot::Plain),
    keyword("ssl_ca", Slot::Plain),
    keyword("ssl_mode", Slot::Plain),
    keyword("ssl", Slot::Plain),
    keyword("ssl_fips_mode", Slot::Plain),
    keyword("ssl_verify_server_cert", Slot::Plain),
    keyword("require_secure_transport", Slot::Plain),
    keyword("default_authentication_plugin", Slot::Plain),
    keyword("authentication_policy", Slot::Plain),
];

const TELLING: [&str; 6] = [
    "tls_version",
    "ssl_cipher",
    "tls_ciphersuites",
    "ssl_cert",
    "ssl_key",
    "require_secure_transport",
];

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored
        && [".cnf", "my.ini", "mysqld.conf"].iter().any(|ending| peek.name.ends_with(ending))
}

/// Whether a group is for the server; `None` for groups of other programs.
fn is_server(section: &str) -> Option<bool> {
    let section = section.to_ascii_lowercase();
    // `[mysqld-8.0]` is for servers of that version.
    let named = |name: &str| {
        section.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if ["mysqld", "mariadbd", "server", "galera"].iter().any(|name| named(name)) {
        return Some(true);
    }
    if section == "mariadb" {
        return Some(true);
    }
    (section.starts_with("client") || section == "mysql").then_some(false)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let plain = |line: Line| Line {
        key: line.key.to_ascii_lowercase().replace('-', "_").replace("loose_", ""),
        ..line
    };
    let all = lines(&text, &INI).into_iter().map(plain).collect::<Vec<_>>();
    for (server, name) in
        [(true, "TLS server (MySQL or MariaDB)"), (false, "TLS client (MySQL or MariaDB)")]
    {
        let own =
            all.iter().filter(|line| is_server(&line.section) == Some(server)).collect::<Vec<_>>();
        if !own.iter().any(|line| TELLING.contains(&line.key.as_str())) {
            continue;
        }
        if let Some(found) = settings(name, KEYWORDS, &own) {
            sink.found(found.finding(DETECTOR.id));
        }
    }
}
