//! Versions and groups of TLS that code states: a minimum leaves the newer versions on, a fixed method does not.

use crate::tracking::beside::{Estate, Planned};

fn of_go(config: &str) -> Planned {
    let text = format!(
        "package main\nimport \"crypto/tls\"\nfunc f() *tls.Config {{ return &tls.Config{{{config}}} }}\n"
    );
    Estate::new(&[("app", "")], &[("app/a.go", &text)]).planned()
}

fn of_c(lines: &str) -> Planned {
    let text = format!("#include <openssl/ssl.h>\nSSL_CTX *f(void) {{\n{lines}  return c;\n}}\n");
    Estate::new(&[("app", "")], &[("app/a.c", &text)]).planned()
}

fn of_node(options: &str) -> Planned {
    let text = format!(
        "const https = require('https');\nhttps.createServer({{ key: k, cert: c, {options} }}, h).listen(443);\n"
    );
    Estate::new(&[("app", "")], &[("app/a.js", &text)]).planned()
}

/// Of key exchange: unknown, to be upgraded, to be configured, classical beside a hybrid.
fn work(plan: &Planned) -> [bool; 4] {
    [
        "app/discovery",
        "app/protocol-upgrade/tls-key-establishment",
        "app/configuration/tls-key-establishment",
        "app/retirement/tls-key-establishment",
    ]
    .map(|id| plan.has(id))
}

const UNKNOWN: [bool; 4] = [true, false, false, false];
const UPGRADE: [bool; 4] = [false, true, false, true];
const CLASSICAL: [bool; 4] = [false, false, true, true];
const HYBRID: [bool; 4] = [false, false, false, true];
const DONE: [bool; 4] = [false; 4];

#[test]
fn a_lowest_version_leaves_the_newer_ones_on() {
    let lowest = "MinVersion: tls.VersionTLS12";
    for (config, expected) in [
        (lowest.to_owned(), UNKNOWN),
        (format!("{lowest}, MaxVersion: tls.VersionTLS12"), UPGRADE),
        (format!("{lowest}, CurvePreferences: []tls.CurveID{{tls.X25519}}"), CLASSICAL),
        (
            format!("{lowest}, CurvePreferences: []tls.CurveID{{tls.X25519MLKEM768, tls.X25519}}"),
            HYBRID,
        ),
        (format!("{lowest}, CurvePreferences: []tls.CurveID{{tls.X25519MLKEM768}}"), DONE),
        (
            "MinVersion: tls.VersionTLS13, CurvePreferences: []tls.CurveID{tls.X25519MLKEM768}"
                .into(),
            DONE,
        ),
    ] {
        let plan = of_go(&config);
        assert_eq!(work(&plan), expected, "{config}: {:?}", plan.ids());
    }
    let context = "  SSL_CTX *c = SSL_CTX_new(TLS_server_method());\n";
    let least = |version: &str| format!("  SSL_CTX_set_min_proto_version(c, {version});\n");
    let groups = |list: &str| format!("  SSL_CTX_set1_groups_list(c, \"{list}\");\n");
    for (lines, expected) in [
        (format!("{context}{}", least("TLS1_2_VERSION")), UNKNOWN),
        ("  SSL_CTX *c = SSL_CTX_new(TLSv1_2_method());\n".into(), UPGRADE),
        (format!("{context}{}{}", least("TLS1_2_VERSION"), groups("X25519:P-256")), CLASSICAL),
        (format!("{context}{}{}", least("TLS1_3_VERSION"), groups("X25519MLKEM768")), DONE),
        // One of two contexts says nothing of its groups.
        (
            format!(
                "{context}{0}{1}{context}{0}",
                least("TLS1_3_VERSION"),
                groups("X25519MLKEM768")
            ),
            UNKNOWN,
        ),
    ] {
        let plan = of_c(&lines);
        assert_eq!(work(&plan), expected, "{lines}: {:?}", plan.ids());
    }
    for (options, expected) in [
        ("minVersion: 'TLSv1.2'", UNKNOWN),
        ("minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2'", UPGRADE),
        ("secureProtocol: 'TLSv1_2_method'", UPGRADE),
        ("minVersion: 'TLSv1.2', ecdhCurve: 'X25519:P-256'", CLASSICAL),
        ("minVersion: 'TLSv1.3', ecdhCurve: 'X25519MLKEM768'", DONE),
    ] {
        let plan = of_node(options);
        assert_eq!(work(&plan), expected, "{options}: {:?}", plan.ids());
    }
}

#[test]
fn what_is_finished_in_code_is_done_with_evidence() {
    let go = |least: &str, groups: &str| {
        format!(
            "package main\nimport \"crypto/tls\"\nvar c = &tls.Config{{MinVersion: tls.{least}, \
             CurvePreferences: []tls.CurveID{{{groups}}}}}\n"
        )
    };
    let c = |least: &str, groups: &str| {
        format!(
            "#include <openssl/ssl.h>\nSSL_CTX *f(void) {{\n  SSL_CTX *c = SSL_CTX_new(TLS_server_method());\n  \
             SSL_CTX_set_min_proto_version(c, {least});\n  SSL_CTX_set1_groups_list(c, \"{groups}\");\n  return c;\n}}\n"
        )
    };
    let estate = Estate::new(
        &[("go", ""), ("c", "")],
        &[
            ("go/a.go", &go("VersionTLS12", "tls.X25519, tls.CurveP256")),
            ("c/a.c", &c("TLS1_2_VERSION", "X25519:P-256")),
        ],
    );
    estate.put("go/a.go", &go("VersionTLS13", "tls.X25519MLKEM768"));
    estate.put("c/a.c", &c("TLS1_3_VERSION", "X25519MLKEM768"));
    let track = estate.track("2028-06-10", &[]);
    for system in ["go", "c"] {
        for work in ["configuration", "retirement"] {
            let id = format!("{system}/{work}/tls-key-establishment");
            assert_eq!(track.state(&id), "done", "{:#}", track.package(&id));
            assert!(track.package(&id)["evidence"].to_string().contains("found there now"));
        }
    }
    assert_eq!(estate.next("2028-06-10").ids(), Vec::<&str>::new());
}
