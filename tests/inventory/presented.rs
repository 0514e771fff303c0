//! Which configuration presents which certificate as its own.

use std::process::Command;

use y2q::inventory::{Inventory, Record, ScanEnd};
use y2q::model::{
    Asset, AssetId, Certificate, Finding, Protocol, ProtocolKind, Purpose, RelationKind,
};
use y2q::risk;

use super::{certificate, certified, record, scan};

fn server(name: &str, file: &str) -> Protocol {
    set(name, "ssl_certificate", file)
}

fn set(name: &str, directive: &str, file: &str) -> Protocol {
    Protocol {
        protocol: ProtocolKind::Tls,
        name: name.to_owned(),
        version: None,
        offers: Vec::new(),
        cipher_suites: Vec::new(),
        settings: vec![(directive.to_owned(), file.to_owned())],
    }
}

fn configured(path: &str, server: &Protocol) -> Record {
    let found = Finding::new("nginx-tls", Asset::Protocol(server.clone()), 0, Some(3));
    record(".", path, vec![found])
}

fn alone(tag: &str) -> Certificate {
    let name = format!("CN={tag}");
    Certificate { is_ca: true, self_signed: true, ..certificate(tag, &name, &name) }
}

fn presented(inventory: &Inventory, certificate: &Certificate) -> Vec<AssetId> {
    let entry = inventory.entry(certificate.id()).unwrap().unwrap();
    let edges = entry.relations.iter().filter(|edge| edge.kind == RelationKind::PresentedBy);
    edges.map(|edge| edge.to).collect()
}

/// Names a file as `named` in `config`, with certificates in `files`: which of them is meant.
fn meant(config: &str, named: &str, files: &[&str]) -> Vec<String> {
    let mut inventory = Inventory::in_memory().unwrap();
    let server = server("server", named);
    let certificates = files.iter().map(|file| alone(file));
    let placed = files.iter().map(|file| record(".", file, vec![certified(alone(file))]));
    let records = std::iter::once(configured(config, &server)).chain(placed);
    scan(&mut inventory, &["."], &records.collect::<Vec<_>>(), ScanEnd::Finished);
    let found = certificates.filter(|one| presented(&inventory, one) == [server.id()]);
    found.map(|one| one.subject.trim_start_matches("CN=").to_owned()).collect()
}

#[test]
fn a_configuration_means_the_file_that_its_machine_would_read() {
    let files = ["etc/nginx/site.crt", "opt/site.crt", "etc/nginx/other.crt"];
    for named in
        ["/etc/nginx/site.crt", "\"/etc/nginx/site.crt\"", "etc/nginx/site.crt", "nginx/site.crt"]
    {
        assert_eq!(meant("etc/nginx/nginx.conf", named, &files), ["etc/nginx/site.crt"], "{named}");
    }
    let archived = ["image.tar!etc/nginx/site.crt", "site.crt"];
    let config = "image.tar!etc/nginx/nginx.conf";
    assert_eq!(meant(config, "/etc/nginx/site.crt", &archived), ["image.tar!etc/nginx/site.crt"]);
    // Beside the configuration its name is enough; folders of another host are not beside it.
    let hosts = ["hosts/web1/server.crt", "hosts/web2/server.crt"];
    let named = "/etc/nginx/server.crt";
    assert_eq!(meant("hosts/web1/nginx.conf", named, &hosts), ["hosts/web1/server.crt"]);
    // A role keeps its files by their kind, and shares the name of the certificate alone with the machine.
    let roles = ["role/files/shop.crt", "other/files/shop.crt"];
    let named = "/etc/ssl/certs/shop.crt";
    assert_eq!(meant("role/templates/nginx.conf", named, &roles), ["role/files/shop.crt"]);
    assert_eq!(meant("templates/nginx.conf", named, &["files/shop.crt"]), ["files/shop.crt"]);
    // A tree of configurations that is laid out otherwise than the machine: the nearest of those that end alike.
    let trees = ["front/tls/chain.pem", "back/tls/chain.pem"];
    assert_eq!(
        meant("front/nginx/shop.conf", "/etc/nginx/tls/chain.pem", &trees),
        ["front/tls/chain.pem"]
    );
}

#[test]
fn directives_of_other_servers_name_their_certificates() {
    for (directive, value) in [
        ("bind crt", "/etc/tls/a.pem"),
        ("--tls-cert-file", "/etc/tls/a.pem"),
        ("tls_certificates[0].certificate_chain.filename", "/etc/tls/a.pem"),
        ("tls", "/etc/tls/a.pem /etc/tls/a.key"),
        ("SSLCertificateFile", "\"/etc/tls/a.pem\""),
        ("ssl_cert", "</etc/tls/a.pem"),
    ] {
        let mut inventory = Inventory::in_memory().unwrap();
        let (server, own) = (set("server", directive, value), alone("a"));
        let file = record(".", "etc/tls/a.pem", vec![certified(own.clone())]);
        let records = [configured("etc/server.conf", &server), file];
        scan(&mut inventory, &["."], &records, ScanEnd::Finished);
        assert_eq!(presented(&inventory, &own), [server.id()], "{directive}");
    }
}

#[test]
fn a_file_that_is_not_certain_is_not_meant() {
    let trees = ["front/tls/chain.pem", "back/tls/chain.pem"];
    let none: [&str; 0] = [];
    // As near the one as the other; only the name agrees; another tree.
    assert_eq!(meant("shop.conf", "/etc/tls/chain.pem", &trees), none);
    let elsewhere = ["front/old/chain.pem"];
    assert_eq!(meant("front/shop.conf", "/etc/nginx/chain.pem", &elsewhere), none);
    let other = ["hosts/web2/chain.pem"];
    assert_eq!(meant("hosts/web1/nginx.conf", "/etc/nginx/chain.pem", &other), none);
    // Two that are as good.
    let kinds = ["role/files/chain.pem", "role/tls/chain.pem"];
    assert_eq!(meant("role/templates/nginx.conf", "/etc/ssl/certs/chain.pem", &kinds), none);
    assert_eq!(meant("other/shop.conf", "/etc/tls/chain.pem", &["front/tls/chain.pem"]), none);
    assert_eq!(meant("front/shop.conf", "$cert_dir/$host", &["front/tls/chain.pem"]), none);
}

/// An authority that issued another certificate stays one; the first certificate of a file is the server's own.
#[test]
fn an_authority_that_issued_something_is_no_end_entity() {
    let mut inventory = Inventory::in_memory().unwrap();
    let (server, root) = (server("server", "/etc/tls/root.pem"), alone("root"));
    let issued = certificate("leaf", "CN=leaf", "CN=root");
    let chain = server_chain();
    let records = [
        configured("etc/nginx.conf", &server),
        record(".", "etc/tls/root.pem", vec![certified(root.clone())]),
        record(".", "etc/leaf.pem", vec![certified(issued)]),
        configured("etc/chained.conf", &chain.0),
        record(".", "etc/tls/chain.pem", chain.1),
    ];
    scan(&mut inventory, &["."], &records, ScanEnd::Finished);
    assert!(presented(&inventory, &root).is_empty());
    assert_eq!(presented(&inventory, &alone("first")), [chain.0.id()]);
    assert!(presented(&inventory, &alone("second")).is_empty());
}

fn server_chain() -> (Protocol, Vec<Finding>) {
    let mut second = certified(alone("second"));
    second.occurrence.offset = 2_000;
    (server("chained", "/etc/tls/chain.pem"), vec![second, certified(alone("first"))])
}

/// `openssl req -x509` sets the CA flag of a server's certificate: it is issued again, and no root renewed.
#[test]
fn a_self_signed_certificate_of_a_server_is_no_authority() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let run = |program: &str, arguments: &[&str]| {
        let ran = Command::new(program).current_dir(here).args(arguments).output();
        let ran = ran.unwrap_or_else(|error| panic!("{program}: {error}"));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    std::fs::create_dir_all(here.join("etc/nginx")).unwrap();
    let made = "req -x509 -newkey rsa:2048 -nodes -days 300 -subj /CN=shop.example \
                -keyout etc/nginx/site.key -out etc/nginx/site.crt";
    run("openssl", &made.split_whitespace().collect::<Vec<_>>());
    let nginx = |certificate: &str| {
        let text = format!(
            "events {{}}\nhttp {{\n server {{\n listen 443 ssl;\n ssl_protocols TLSv1.2 TLSv1.3;\n \
             ssl_certificate {certificate};\n ssl_certificate_key /etc/nginx/site.key;\n }}\n}}\n"
        );
        std::fs::write(here.join("etc/nginx/nginx.conf"), text).unwrap();
    };
    let y2q = env!("CARGO_BIN_EXE_y2q");
    let planned = |certificate: &str| {
        nginx(certificate);
        run(y2q, &["--quiet", "scan", ".", "--db", "y2q.db", "--format", "csv"]);
        let plan = run(
            y2q,
            &["--quiet", "plan", "--db", "y2q.db", "--at", "2026-11-29", "--format", "json"],
        );
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        let ids = plan["packages"].as_array().unwrap().iter();
        ids.map(|package| package["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let reissues = |ids: &[String]| ids.iter().any(|id| id.contains("certificate-reissue"));
    let renews = |ids: &[String]| ids.iter().any(|id| id.contains("ca-renewal"));
    let found = planned("/etc/nginx/site.crt");
    assert!(reissues(&found) && !renews(&found), "{found:?}");
    // Nothing says what it is where nothing presents it, but the flag.
    let found = planned("/etc/nginx/none.crt");
    assert!(!reissues(&found) && renews(&found), "{found:?}");
}

#[test]
fn an_authority_that_states_its_usage_keeps_it() {
    let mut stated = alone("stated");
    stated.key_usage.insert("keyCertSign".to_owned());
    let edge = y2q::model::Relation {
        from: stated.id(),
        to: server("server", "x").id(),
        kind: RelationKind::PresentedBy,
    };
    let signs = |certificate: &Certificate| {
        let subjects = risk::subjects_among(&Asset::Certificate(certificate.clone()), &[edge], &[]);
        subjects[0].purposes.possible().contains(&Purpose::CertificateSigning)
    };
    assert!(signs(&stated));
    assert!(!signs(&alone("plain")));
}

/// Of two files of the name, or of one in a folder of its own, the one for a host that the configuration serves is meant.
#[test]
fn the_certificate_of_a_host_that_is_served_is_meant() {
    let of = |name: &str| Certificate {
        subject_alternative_names: vec![format!("DNS:{name}")],
        ..alone(name)
    };
    let meant = |named: &str, placed: &[(&str, &str)]| {
        let mut inventory = Inventory::in_memory().unwrap();
        let server = server("TLS server (nginx), server shop.example", named);
        let config = configured("front/conf/nginx.conf", &server);
        let files = placed.iter().map(|(path, name)| record(".", path, vec![certified(of(name))]));
        let records = std::iter::once(config).chain(files).collect::<Vec<_>>();
        scan(&mut inventory, &["."], &records, ScanEnd::Finished);
        let found =
            placed.iter().filter(|(_, name)| presented(&inventory, &of(name)) == [server.id()]);
        found.map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>()
    };
    let two = [("front/files/c.crt", "shop.example"), ("front/tls/c.crt", "blog.example")];
    assert_eq!(meant("/etc/ssl/c.crt", &two), ["front/files/c.crt"]);
    assert_eq!(
        meant("/etc/ssl/c.crt", &[("front/blue/c.crt", "shop.example")]),
        ["front/blue/c.crt"]
    );
    // Another host, and another tree.
    let none: [String; 0] = [];
    assert_eq!(meant("/etc/ssl/c.crt", &[("front/blue/c.crt", "blog.example")]), none);
    assert_eq!(meant("/etc/ssl/c.crt", &[("back/blue/c.crt", "shop.example")]), none);
}

/// Entries of a keystore have no order: an authority that is trusted may come first.
#[test]
fn of_a_keystore_only_a_sole_certificate_is_meant() {
    let (own, other) = (alone("own"), alone("other"));
    let meant = |directive: &str, all: &[&Certificate]| {
        let mut inventory = Inventory::in_memory().unwrap();
        let server = set("server", directive, "/etc/kafka/broker.p12");
        let found = all.iter().zip(0..).map(|(one, at)| {
            let mut found = certified((*one).clone());
            found.occurrence.offset = at;
            found
        });
        let store = record(".", "etc/kafka/broker.p12", found.collect());
        scan(
            &mut inventory,
            &["."],
            &[configured("etc/kafka.properties", &server), store],
            ScanEnd::Finished,
        );
        presented(&inventory, &own) == [server.id()]
    };
    for directive in ["ssl.keystore.location", "certificateKeystoreFile", "keystore.path"] {
        assert!(meant(directive, &[&own]), "{directive}");
        assert!(!meant(directive, &[&own, &other]), "{directive}");
    }
    assert!(!meant("ssl.truststore.location", &[&own]));
    assert!(meant("ssl_certificate", &[&own, &other]));
}

#[test]
fn a_secret_of_kubernetes_and_a_host_certificate_are_presented() {
    let place = |path: &str, offset: u64, note: &str, tag: &str| {
        let found = Finding::new("x509-certificate", Asset::Certificate(alone(tag)), offset, None);
        record(".", path, vec![found.note(note.to_owned())])
    };
    let meant = |directive: &str, named: &str, config: &str, placed: Vec<Record>, tag: &str| {
        let mut inventory = Inventory::in_memory().unwrap();
        let server = set("server", directive, named);
        let records = std::iter::once(configured(config, &server)).chain(placed);
        scan(&mut inventory, &["."], &records.collect::<Vec<_>>(), ScanEnd::Finished);
        presented(&inventory, &alone(tag)) == [server.id()]
    };
    let own = "tls.crt of Secret shop/tls; base64 of PEM; line 1 inside";
    let issuer = "tls.crt of Secret shop/tls; base64 of PEM; line 20 inside";
    let chain = || {
        let found = |tag: &str, note: &str| {
            let asset = Asset::Certificate(alone(tag));
            Finding::new("x509-certificate", asset, 90, None).note(note.to_owned())
        };
        vec![record(".", "a/tls.yaml", vec![found("issuer", issuer), found("own", own)])]
    };
    assert!(meant("secretName", "shop/tls", "b/ingress.yaml", chain(), "own"));
    assert!(!meant("secretName", "shop/tls", "b/ingress.yaml", chain(), "issuer"));
    assert!(!meant("secretName", "other/tls", "a/ingress.yaml", chain(), "own"));
    // Without a namespace it is the one of the folder.
    assert!(meant("credentialName", "tls", "a/gateway.yaml", chain(), "own"));
    assert!(!meant("credentialName", "tls", "b/gateway.yaml", chain(), "own"));
    let of_host = || vec![place("etc/ssh/ssh_host_ed25519_key-cert.pub", 0, "", "host")];
    let named = "/etc/ssh/ssh_host_ed25519_key-cert.pub";
    assert!(meant("HostCertificate", named, "etc/ssh/sshd_config", of_host(), "host"));
}
