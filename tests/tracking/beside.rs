//! Work that is done as its runbook says: the new beside the old, which is retired last. Certificates and keys are those of
//! `pki/make.py`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::exchange::Track;

pub const SYSTEMS: [(&str, &str); 4] = [("pki", ""), ("shop", ""), ("client", ""), ("ledger", "")];

pub struct Estate(pub tempfile::TempDir);

impl Estate {
    pub fn new(systems: &[(&str, &str)], files: &[(&str, &str)]) -> Self {
        let estate = Self(tempfile::tempdir().unwrap());
        let mut text = "schema = 1\n[estate]\nname = \"Beside\"\n[[team]]\nid = \"all\"\nname = \"all\"\ncapacity = 400\n".to_owned();
        for (system, more) in systems {
            text += &format!("[[system]]\nid = \"{system}\"\npaths = [\"{system}/**\"]\n{more}");
        }
        fs::write(estate.0.path().join("estate.toml"), text).unwrap();
        for (place, from) in files {
            estate.put(place, from);
        }
        estate.scan("2026-11-01");
        estate.save("2026-11-01", "plan.json");
        estate
    }

    pub fn file(&self, place: &str) -> PathBuf {
        self.0.path().join("files").join(place)
    }

    pub fn write(&self, place: &str, text: &str) {
        let path = self.file(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A file of `pki`, or a text.
    pub fn put(&self, place: &str, from: &str) {
        let known = Path::new("tests/tracking/pki").join(from);
        match from.contains('\n') {
            true => self.write(place, from),
            false => self.write(place, &fs::read_to_string(known).unwrap()),
        }
    }

    pub fn remove(&self, place: &str) {
        fs::remove_file(self.file(place)).unwrap();
    }

    pub fn y2q(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_y2q"));
        command.current_dir(self.0.path()).arg("--quiet").args(arguments).output().unwrap()
    }

    pub fn scan(&self, day: &str) {
        let out = self.y2q(&["scan", "files", "--db", "y2q.db", "--at", day]);
        assert!(out.status.code().is_some_and(|code| code != 1), "{out:?}");
    }

    pub fn plan(&self, day: &str, more: &[&str]) -> Output {
        let fixed =
            ["plan", "--db", "y2q.db", "--estate", "estate.toml", "--effort", "0", "--at", day];
        let out = self.y2q(&[&fixed[..], more].concat());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out
    }

    pub fn save(&self, day: &str, name: &str) {
        self.plan(day, &["--format", "json", "-o", name]);
    }

    /// Writes down that a package is accepted.
    pub fn accept(&self, package: &str, expires: &str) {
        let path = self.0.path().join("estate.toml");
        let text = fs::read_to_string(&path).unwrap();
        let accept = format!(
            "[[accept]]\npackage = \"{package}\"\nowner = \"Head\"\nreason = \"few rely on it\"\nexpires = {expires}\n"
        );
        fs::write(path, text + &accept).unwrap();
    }

    pub fn next(&self, day: &str) -> Planned {
        Planned(serde_json::from_slice(&self.plan(day, &["--format", "json"]).stdout).unwrap())
    }

    pub fn track(&self, day: &str, more: &[&str]) -> Track {
        self.scan(day);
        let fixed = ["--format", "json", "--track", "plan.json"];
        let out = self.plan(day, &[&fixed[..], more].concat());
        Track(serde_json::from_slice(&out.stdout).unwrap())
    }

    pub fn planned(&self) -> Planned {
        let text = fs::read_to_string(self.0.path().join("plan.json")).unwrap();
        Planned(serde_json::from_str(&text).unwrap())
    }
}

pub struct Planned(pub Value);

impl Planned {
    pub fn ids(&self) -> Vec<&str> {
        let packages = self.0["packages"].as_array().unwrap();
        let mut ids: Vec<&str> = packages.iter().map(|one| one["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids
    }

    pub fn package(&self, id: &str) -> &Value {
        let mut packages = self.0["packages"].as_array().unwrap().iter();
        packages.find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}: {:?}", self.ids()))
    }

    pub fn waits(&self, later: &str, earlier: &str) -> bool {
        self.package(later)["after"].as_array().unwrap().iter().any(|id| id == earlier)
    }

    pub fn has(&self, id: &str) -> bool {
        self.ids().contains(&id)
    }
}

pub fn assert_evidence(track: &Track, id: &str, told: &str) {
    let evidence = track.package(id)["evidence"].to_string();
    assert!(evidence.contains(told), "{id}: {evidence}");
}

pub const AUTHORITIES: [(&str, &str); 7] = [
    ("pki/anchor/root.pem", "root.pem"),
    ("pki/anchor/root.key", "root.key"),
    ("pki/issuing/issuing.pem", "issuing.pem"),
    ("shop/tls/leaf.pem", "leaf.pem"),
    ("shop/tls/leaf.key", "leaf.key"),
    ("client/trust/haneul.pem", "root.pem"),
    ("client/other/haneul.pem", "root.pem"),
];

#[test]
fn a_new_root_beside_the_old_one_is_done_and_the_old_one_is_retired_last() {
    let estate = Estate::new(&SYSTEMS, &AUTHORITIES);
    let (root, issuing) = ("pki/ca-renewal/root", "pki/ca-renewal/issuing");
    let (own, others) = ("pki/trust-distribution", "client/trust-distribution");
    let (reissue, upgrade) = ("shop/certificate-reissue/signature", "client/library-upgrade/tls");
    let (retire, remove) = ("pki/retirement/root", "client/retirement/root");
    let plan = estate.planned();
    for (later, earlier) in [
        (others, upgrade),
        (reissue, others),
        (retire, root),
        (retire, own),
        (retire, others),
        (retire, reissue),
        // Whoever verifies with it takes it out before its keys are destroyed.
        (retire, remove),
        (remove, others),
        (remove, reissue),
    ] {
        assert!(plan.waits(later, earlier), "{later}: {}", plan.package(later)["after"]);
    }
    let last = plan.package(retire);
    assert!(last["start"].as_str() > plan.package(reissue)["finish"].as_str());
    assert_eq!(last["change"], "retirement");
    assert!(
        last["title"].as_str().unwrap().ends_with("retire 2 old authorities and trust anchors")
    );
    assert!(last["weight"].as_u64() < plan.package(root)["weight"].as_u64());
    assert!(!last["because"].as_array().unwrap().is_empty());

    // The new root stands beside the old one: nothing else has changed.
    estate.put("pki/anchor/new-root.pem", "new-root.pem");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!(track.state(root), "done");
    assert_evidence(&track, root, "what replaces it is there: certificate CN=Haneul Root CA G2");
    assert_evidence(&track, root, "at files/pki/anchor/new-root.pem, first seen on 2027-01-10");
    for open in [issuing, others, reissue, retire, remove] {
        assert!(track.counts(open).1 > 0, "{open}");
    }
    assert_eq!((track.ids("new"), track.ids("follow_ups")), (vec![], vec![]));
    let next = estate.next("2027-01-10");
    assert!(!next.has(root) && next.has(issuing) && next.has(retire), "{:?}", next.ids());

    // One of two trust folders is not all of them.
    estate.put("pki/issuing/new-issuing.pem", "new-issuing.pem");
    estate.put("client/trust/haneul-g2.pem", "new-root.pem");
    let track = estate.track("2027-02-10", &[]);
    assert_eq!((track.state(issuing), track.counts(others)), ("done", (0, 1)));
    estate.put("client/other/haneul-g2.pem", "new-root.pem");
    let track = estate.track("2027-03-10", &[]);
    assert_eq!((track.state(others), track.counts(others)), ("done", (1, 0)));
    assert_eq!(track.state(own), "implied");
    let next = estate.next("2027-03-10");
    let left = next.ids().into_iter().filter(|id| !id.contains("library-upgrade"));
    assert_eq!(left.collect::<Vec<_>>(), [remove, retire, reissue]);
    assert!(next.waits(retire, reissue) && next.waits(remove, reissue));

    // What is signed by the old one is issued again, and it goes.
    estate.put("shop/tls/leaf.pem", "new-leaf.pem");
    estate.remove("shop/tls/leaf.key");
    let track = estate.track("2027-04-10", &[]);
    assert_eq!((track.state(reissue), track.counts(retire).0), ("done", 0));
    for old in ["pki/anchor/root.pem", "pki/anchor/root.key", "pki/issuing/issuing.pem"] {
        estate.remove(old);
    }
    estate.remove("client/trust/haneul.pem");
    let track = estate.track("2027-05-10", &[]);
    assert_eq!((track.state(retire), track.counts(remove)), ("done", (0, 1)));
    estate.remove("client/other/haneul.pem");
    let track = estate.track("2027-06-10", &[]);
    assert_eq!(track.state(remove), "done");
    assert_eq!(estate.next("2027-06-10").ids(), [""; 0]);
}

#[test]
fn another_organisations_new_root_is_no_successor() {
    let mut files = AUTHORITIES.to_vec();
    files.push(("pki/store/public.pem", "server.pem"));
    let estate = Estate::new(&SYSTEMS, &files);
    // Beside an anchor of somebody else.
    estate.put("pki/store/new.pem", "new-server.pem");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!(track.counts("pki/ca-renewal/root").0, 0);
}

/// The worked estate has a pilot root of ML-DSA beside its own root.
#[test]
fn a_pilot_root_is_no_successor() {
    let estate = super::exchange::Exchange::planned();
    let plan = fs::read_to_string(estate.0.path().join("plan.json")).unwrap();
    let plan = Planned(serde_json::from_str(&plan).unwrap());
    assert!(plan.has("pki/ca-renewal/root") && plan.has("pki/retirement/root"), "{:?}", plan.ids());
    // What lies behind a leaf in its chain goes with it.
    assert!(
        plan.has("trading-front/trust-distribution") && !plan.has("trading-front/retirement/root")
    );
}

/// nginx of `ledger` with its own certificate.
const LEDGER: &str = "http {\n server {\n listen 443 ssl;\n server_name ledger.haneul.example;\n \
    ssl_certificate /etc/nginx/server.pem;\n ssl_certificate_key /etc/nginx/server.key;\n }\n}\n";
/// A client that verifies with a copy of it.
const CLIENT: &str = "http {\n server {\n listen 8080;\n location / {\n proxy_pass https://ledger.haneul.example;\n \
    proxy_ssl_verify on;\n proxy_ssl_trusted_certificate /etc/nginx/trust/ledger.pem;\n }\n }\n}\n";

#[test]
fn a_pinned_copy_follows_what_its_server_presents() {
    let estate = Estate::new(
        &SYSTEMS,
        &[
            ("ledger/etc/nginx/nginx.conf", LEDGER),
            ("ledger/etc/nginx/server.pem", "server.pem"),
            ("ledger/etc/nginx/server.key", "server.key"),
            ("client/etc/nginx/nginx.conf", CLIENT),
            ("client/etc/nginx/trust/ledger.pem", "server.pem"),
            ("shop/trust/ledger.pem", "server.pem"),
        ],
    );
    let reissue = "ledger/certificate-reissue/signature";
    let plan = estate.planned();
    let ids = plan.ids();
    assert!(!ids.iter().any(|id| id.contains("ca-renewal")), "{ids:?}");
    for system in ["client", "shop"] {
        let of = |work: &str| format!("{system}/{work}");
        assert!(!plan.has(&of("certificate-reissue/signature")), "{ids:?}");
        assert!(plan.waits(reissue, &of("trust-distribution/signature")), "{ids:?}");
        assert!(plan.waits(&of("trust-distribution/signature"), &of("library-upgrade/tls")));
        assert!(plan.waits(&of("retirement/root"), reissue));
    }
    assert_eq!(plan.package(reissue)["assets"].as_array().unwrap().len(), 2);

    estate.put("shop/trust/ledger-new.pem", "new-server.pem");
    let track = estate.track("2027-01-10", &[]);
    let (shop, client) =
        ("shop/trust-distribution/signature", "client/trust-distribution/signature");
    assert_eq!((track.state(shop), track.counts(client)), ("done", (0, 1)));
    assert_evidence(
        &track,
        shop,
        "what replaces it is there: certificate CN=ledger.haneul.example",
    );
    estate.put("client/etc/nginx/trust/ledger.pem", "new-server.pem");
    estate.put("ledger/etc/nginx/server.pem", "new-server.pem");
    estate.put("ledger/etc/nginx/server.key", "new-server.key");
    let track = estate.track("2027-02-10", &[]);
    assert_eq!([client, reissue].map(|id| track.state(id)), ["done"; 2]);
    assert_eq!(track.counts("shop/retirement/root"), (0, 1));
    let next = estate.next("2027-02-10");
    assert!(
        next.has("shop/retirement/root") && !next.has(shop) && !next.has(reissue),
        "{:?}",
        next.ids()
    );
}

/// Nothing is distributed to others, but who presents it is verified with it in the same place.
#[test]
fn what_a_server_also_verifies_with_is_added_before_it_is_presented() {
    let own =
        LEDGER.replace("listen 443", "ssl_client_certificate /etc/nginx/server.pem;\n listen 443");
    let files = [
        ("ledger/etc/nginx/nginx.conf", own.as_str()),
        ("ledger/etc/nginx/server.pem", "server.pem"),
    ];
    let estate = Estate::new(&SYSTEMS, &files);
    let plan = estate.planned();
    assert!(
        plan.waits("ledger/certificate-reissue/signature", "ledger/trust-distribution/signature")
    );
    assert!(!plan.has("ledger/ca-renewal/root"));
}

const STUCK: &str =
    "[system.unchangeable]\nkind = \"end-of-life\"\nreason = \"its maker is gone\"\n";
/// A server that knows TLS 1.3 and no hybrid.
const OLD: &str = "http {\n server {\n listen 10.0.0.5:8443 ssl;\n ssl_protocols TLSv1.2 TLSv1.3;\n ssl_ecdh_curve X25519;\n }\n}\n";

fn proxy(groups: &str, to: &str) -> String {
    format!(
        "http {{\n upstream old {{\n server {to};\n }}\n server {{\n listen 443 ssl;\n ssl_protocols TLSv1.3;\n \
         ssl_ecdh_curve {groups};\n location / {{\n proxy_pass http://old;\n }}\n }}\n}}\n"
    )
}

#[test]
fn a_proxy_that_forwards_to_the_old_server_is_evidence() {
    let old = ("ledger/old/nginx.conf", OLD);
    let estate = Estate::new(&[("ledger", STUCK)], &[old]);
    let (id, last) =
        ("ledger/proxy-in-front/tls-key-establishment", "ledger/retirement/tls-key-establishment");
    assert!(estate.planned().has(id), "{:?}", estate.planned().ids());

    // Nothing tells, and what would is said.
    let track = estate.track("2027-01-10", &[]);
    assert_eq!(track.state(id), "on-course");
    let track = estate.track("2034-01-10", &[]);
    assert_eq!(track.state(id), "unconfirmed");
    let why = track.package(id)["why"].as_str().unwrap();
    assert!(why.starts_with("cannot be confirmed by a scan"), "{why}");
    assert!(
        why.contains("y2q scan tls://HOST:PORT") && why.contains(&format!("--done {id}=")),
        "{why}"
    );
    let said = format!("{id}=the network team, ticket 12");
    let estate = Estate::new(&[("ledger", STUCK)], &[old]);
    assert_eq!(estate.track("2027-01-10", &["--done", &said]).state(id), "by-hand");

    // A proxy for another server is none for this one.
    estate.put("ledger/proxy/nginx.conf", &proxy("X25519MLKEM768:X25519", "10.0.0.6:8443"));
    let track = estate.track("2027-02-10", &[]);
    assert_eq!(track.state(id), "on-course");
    estate.put("ledger/proxy/nginx.conf", &proxy("X25519MLKEM768:X25519", "10.0.0.5:8443"));
    let track = estate.track("2027-03-10", &[]);
    assert_eq!(track.state(id), "done");
    assert_evidence(&track, id, "what replaces it is there: protocol TLS server (nginx)");
    assert_evidence(&track, id, "at files/ledger/proxy/nginx.conf");
    let next = estate.next("2027-03-10");
    assert!(next.has(last) && !next.has(id), "{:?}", next.ids());
    assert_eq!(next.package(last)["assets"].as_array().unwrap().len(), 2);

    // The proxy offers nothing classical any more.
    estate.put("ledger/proxy/nginx.conf", &proxy("X25519MLKEM768", "10.0.0.5:8443"));
    let track = estate.track("2027-04-10", &[]);
    assert_eq!([id, last].map(|id| track.state(id)), ["done"; 2]);
    let next = estate.next("2027-04-10");
    assert!(!next.has(last) && !next.has(id), "{:?}", next.ids());
    let told = next.0["assumptions"].to_string();
    assert!(
        told.contains("Nothing is planned for 1 configuration of software that cannot be changed"),
        "{told}"
    );
}

#[test]
fn other_proxies_say_where_they_forward_to() {
    let haproxy = "frontend in\n  bind :443 ssl crt /etc/x.pem curves X25519MLKEM768:X25519\n  default_backend old\n\
                   backend old\n  server one 10.0.0.5:8443\n";
    let stunnel = "[old]\naccept = 443\nconnect = 10.0.0.5:8443\ncurves = X25519MLKEM768:X25519\ncert = /etc/x.pem\n";
    let envoy = "static_resources:\n  listeners:\n  - name: in\n    filter_chains:\n    - filters:\n      - typed_config:\n          \
                 cluster: old\n      transport_socket:\n        typed_config:\n          \"@type\": \
                 type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext\n          \
                 common_tls_context:\n            tls_params:\n              ecdh_curves: [X25519MLKEM768, X25519]\n  clusters:\n  \
                 - name: old\n    load_assignment:\n      endpoints:\n      - lb_endpoints:\n        - endpoint:\n            \
                 address:\n              socket_address: {address: 10.0.0.5, port_value: 8443}\n";
    let apache = "<VirtualHost *:443>\n  SSLEngine on\n  SSLOpenSSLConfCmd Groups X25519MLKEM768:X25519\n  ProxyPass / \
                  http://10.0.0.5:8443/\n</VirtualHost>\n";
    for (name, text) in [
        ("haproxy.cfg", haproxy),
        ("stunnel.conf", stunnel),
        ("envoy.yaml", envoy),
        ("httpd.conf", apache),
    ] {
        let estate = Estate::new(&[("ledger", STUCK)], &[("ledger/old/nginx.conf", OLD)]);
        estate.put(&format!("ledger/proxy/{name}"), text);
        let track = estate.track("2027-01-10", &[]);
        assert_eq!(track.state("ledger/proxy-in-front/tls-key-establishment"), "done", "{name}");
    }
}

#[test]
fn a_key_in_a_container_that_is_closed_is_not_done() {
    let estate = Estate::new(&SYSTEMS, &[("shop/keys/app.key", "leaf.key")]);
    let id = "shop/rekey/undetermined-purpose";
    let packed = |to: &str| {
        let pki = Path::new("tests/tracking/pki");
        let made = Command::new("openssl")
            .args(["pkcs12", "-export", "-passout", "pass:closed", "-inkey"])
            .arg(pki.join("leaf.key"))
            .arg("-in")
            .arg(pki.join("leaf.pem"))
            .arg("-out")
            .arg(estate.file(to))
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
    };
    packed("shop/keys/app.p12");
    estate.remove("shop/keys/app.key");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!(track.state(id), "unconfirmed", "{}", track.package(id));
    assert_evidence(
        &track,
        id,
        "not confirmed: files/shop/keys/app.p12 is encrypted and has come when it went",
    );
    // What was closed before tells nothing of it.
    let estate = Estate::new(&SYSTEMS, &[("shop/keys/app.key", "leaf.key")]);
    estate.remove("shop/keys/app.key");
    assert_eq!(estate.track("2027-01-10", &[]).state(id), "done");
}
