//! TLS of PostgreSQL.

use super::config_lines::{Dialect, SPACE};
use super::tls_service::report;
use super::tls_settings::{Keyword, Slot, keyword, with_default};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of PostgreSQL.
pub const DETECTOR: Detector = Detector {
    id: "postgresql-tls",
    title: "TLS of PostgreSQL",
    about: "postgresql.conf, postgresql.auto.conf and files of its `conf.d` (postgresql.org, \"Connections and \
            Authentication\"): versions, ciphers, groups, files, and `password_encryption`. What is not set is the default \
            of the installed version.",
    anchors: &[],
    wants,
    detect,
};

const KEYWORDS: &[Keyword] = &[
    with_default("ssl", Slot::Plain, "not set: off, the default of PostgreSQL"),
    with_default("ssl_min_protocol_version", Slot::Lowest, "not set: TLSv1.2 since PostgreSQL 13"),
    keyword("ssl_max_protocol_version", Slot::Highest),
    with_default(
        "ssl_ciphers",
        Slot::Ciphers,
        "not set: the default of PostgreSQL, HIGH:MEDIUM:+3DES:!aNULL",
    ),
    keyword("ssl_tls13_ciphers", Slot::Suites13),
    with_default(
        "ssl_ecdh_curve",
        Slot::Groups,
        "not set: prime256v1 before PostgreSQL 18, X25519:prime256v1 since",
    ),
    keyword("ssl_groups", Slot::Groups),
    keyword("ssl_cert_file", Slot::Plain),
    keyword("ssl_key_file", Slot::Plain),
    keyword("ssl_ca_file", Slot::Plain),
    keyword("ssl_dh_params_file", Slot::Plain),
    keyword("ssl_prefer_server_ciphers", Slot::Plain),
    keyword("password_encryption", Slot::Plain),
    keyword("scram_iterations", Slot::Plain),
];

const DIALECT: Dialect = Dialect { inline: "#", ..SPACE };

fn wants(peek: &Peek<'_>) -> bool {
    let named =
        matches!(peek.name, "postgresql.conf" | "postgresql.auto.conf" | "postgresql.conf.sample");
    let in_folder = || {
        peek.name.ends_with(".conf")
            && peek.name != "pg_hba.conf"
            && peek.path.split('/').any(|part| part == "postgresql")
    };
    named || in_folder()
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    report(DETECTOR.id, "TLS server (PostgreSQL)", KEYWORDS, &DIALECT, input, sink);
}
