//! Configurations of which one thing is known and another is not, and files with several of them: what changes in one neither
//! tells of another nor undoes what is known of it.

use super::beside::{Estate, assert_evidence};

const BACKEND: &str =
    "backend be\n  server s1 10.0.0.1:8443 ssl verify required ca-file /srv/ca.pem\n";
const NGINX: &str = "events {}\nhttp { server { listen 443 ssl; server_name a.example.com; ssl_certificate /x/a.pem; ssl_certificate_key /x/a.key; } }\n";
const APACHE: &str = "Listen 443\n<VirtualHost *:443>\n ServerName b.example.com\n SSLEngine on\n SSLCertificateFile /x/b.pem\n SSLCertificateKeyFile /x/b.key\n</VirtualHost>\n";

/// The three servers, each with the signatures that it accepts and the groups that it has, where it says so.
fn servers(estate: &Estate, signatures: &str, groups: &str) {
    let line = |word: &str, list: &str, end: &str| match list {
        "" => String::new(),
        _ => format!("{word} {list}{end}"),
    };
    let own = line("  ssl-default-server-sigalgs", signatures, "\n")
        + &line("  ssl-default-server-curves", groups, "\n");
    estate.put("lb/haproxy.cfg", &format!("global\n{own}{BACKEND}"));
    let own = line("ssl_conf_command ClientSignatureAlgorithms", signatures, "; ")
        + &line("ssl_ecdh_curve", groups, "; ");
    let nginx = NGINX.replace("ssl_certificate_key", &format!("{own}ssl_certificate_key"));
    estate.put("ng/nginx.conf", &nginx);
    let own = line(" SSLOpenSSLConfCmd ClientSignatureAlgorithms", signatures, "\n")
        + &line(" SSLOpenSSLConfCmd Groups", groups, "\n");
    estate.put("ap/ssl.conf", &APACHE.replace(" SSLCert", &format!("{own} SSLCert")));
}

#[test]
fn key_exchange_that_nothing_states_stays_unknown_whatever_else_is_stated() {
    let estate = Estate::new(
        &[("lb", ""), ("ng", ""), ("ap", "")],
        &[("lb/haproxy.cfg", BACKEND), ("ng/nginx.conf", NGINX), ("ap/ssl.conf", APACHE)],
    );
    let planned = estate.planned();
    for system in ["lb", "ng", "ap"] {
        assert!(planned.has(&format!("{system}/discovery")), "{:?}", planned.ids());
    }
    for (day, signatures, left) in [
        ("2027-01-20", "mldsa65:RSA-PSS+SHA256:ECDSA+SHA256", true),
        ("2027-06-20", "mldsa65", false),
    ] {
        servers(&estate, signatures, "");
        let (track, next) = (estate.track(day, &[]), estate.next(day));
        for system in ["lb", "ng", "ap"] {
            let id = format!("{system}/discovery");
            assert_ne!(track.state(&id), "done", "{id} {day}");
            assert_eq!(track.counts(&id), (0, 1), "{id} {day}");
            assert!(next.has(&id), "{:?}", next.ids());
            assert_eq!(next.package(&id)["assets"].as_array().unwrap().len(), 1);
            let retired = format!("{system}/retirement/tls-signature");
            assert_eq!(next.has(&retired), left, "{:?}", next.ids());
        }
    }
    // Once it is stated, it is known.
    servers(&estate, "mldsa65", "X25519MLKEM768");
    let (track, next) = (estate.track("2027-09-20", &[]), estate.next("2027-09-20"));
    for system in ["ng", "ap"] {
        let id = format!("{system}/discovery");
        assert_eq!(track.state(&id), "done", "{:#}", track.package(&id));
        assert!(!next.has(&id), "{:?}", next.ids());
    }
}

fn haproxy(groups: &str, clients: &str, servers: &str, least: &str) -> String {
    let old = "  ssl-default-bind-ciphers ECDHE-ECDSA-AES256-GCM-SHA384\n";
    let suites = if least == "TLSv1.2" { old } else { "" };
    format!(
        "global\n  ssl-default-bind-curves {groups}\n{suites}{clients}  ssl-default-bind-options ssl-min-ver {least}\n\
         \x20 ssl-default-server-sigalgs {servers}\nfrontend fe\n  bind *:443 ssl crt /srv/lb/a.pem\n  default_backend be\n{BACKEND}"
    )
}

#[test]
fn what_changes_in_a_backend_undoes_nothing_that_is_known_of_a_frontend() {
    let old = haproxy("X25519:P-256", "", "ECDSA+SHA256:mldsa65", "TLSv1.2");
    let estate = Estate::new(&[("lb", "")], &[("lb/haproxy.cfg", &old)]);
    let fronts = [
        "lb/configuration/tls-key-establishment",
        "lb/configuration/tls-signature",
        "lb/retirement/tls-key-establishment",
    ];
    let clients = "  ssl-default-bind-client-sigalgs mldsa65\n";
    estate.put(
        "lb/haproxy.cfg",
        &haproxy("X25519MLKEM768", clients, "ECDSA+SHA256:mldsa65", "TLSv1.3"),
    );
    let track = estate.track("2027-06-10", &[]);
    for id in fronts {
        assert_eq!(track.state(id), "done", "{:#}", track.package(id));
    }
    assert_eq!(track.state("lb/library-upgrade/tls"), "implied");
    // The last step: the backend accepts the new signatures alone.
    estate.put("lb/haproxy.cfg", &haproxy("X25519MLKEM768", clients, "mldsa65", "TLSv1.3"));
    let track = estate.track("2028-12-10", &[]);
    for id in fronts.into_iter().chain(["lb/retirement/tls-signature"]) {
        assert_eq!(track.state(id), "done", "{:#}", track.package(id));
    }
    assert_eq!(track.state("lb/library-upgrade/tls"), "implied");
    // What nobody has stated of the backend was never known.
    assert_eq!(track.state("lb/discovery"), "drifting");
    assert_eq!(track.ids("new"), Vec::<&str>::new());
    let out = estate.y2q(&[
        "gate",
        "files",
        "--estate",
        "estate.toml",
        "--plan",
        "plan.json",
        "--at",
        "2028-12-10",
        "--format",
        "json",
    ]);
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(!said.contains("regressed"), "{said}");
}

fn server(name: &str, group: &str, more: &str) -> String {
    format!(
        "events {{}}\nhttp {{ server {{ listen 443 ssl; server_name {name}.example.com; ssl_certificate /x/a.pem; \
         ssl_certificate_key /x/a.key; ssl_protocols TLSv1.3; ssl_ecdh_curve {group}; \
         ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384; {more}ssl_verify_client on; ssl_client_certificate /x/ca.pem; }} }}\n"
    )
}

#[test]
fn what_is_left_to_drop_is_told_beside_work_that_is_open_on_the_same() {
    let systems = [("web", ""), ("two", "")];
    let estate = Estate::new(
        &systems,
        &[
            ("web/nginx.conf", &server("web", "X25519", "")),
            ("two/nginx.conf", &server("two", "X25519", "")),
        ],
    );
    let accepts =
        "ssl_conf_command ClientSignatureAlgorithms mldsa65:RSA-PSS+SHA256:ECDSA+SHA256; ";
    estate.put("web/nginx.conf", &server("web", "X25519", accepts));
    estate.put("two/nginx.conf", &server("two", "X25519MLKEM768", accepts));
    let track = estate.track("2027-06-10", &[]);
    let told = ["two/retirement/tls-signature", "web/retirement/tls-signature"];
    assert_eq!((track.ids("follow_ups"), track.ids("new")), (told.to_vec(), vec![]));
    let next = estate.next("2027-06-10");
    assert!(told.iter().all(|id| next.has(id)), "{:?}", next.ids());
    for one in track.0["follow_ups"].as_array().unwrap() {
        assert_eq!(one["assets"], 1);
        assert!(one["title"].as_str().unwrap().ends_with("in 1 TLS configuration"), "{one}");
    }
    assert_evidence(&track, "two/configuration/tls-key-establishment", "X25519MLKEM768");
}
