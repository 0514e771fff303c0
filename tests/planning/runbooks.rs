//! What runbooks say of the software that was found, and of the ends of certificates.

use y2q::assess::Holding;
use y2q::model::Asset;

use crate::tracking::beside::Planned;

use super::holdings::{certificate, context, date, leaf, plan, root, system};
use super::kinds::package;
use super::whose::{CLIENT, SERVER, Store, nginx, planned};

fn steps(plan: &Planned, id: &str) -> String {
    plan.package(id)["steps"].to_string()
}

#[test]
fn the_directives_are_those_of_the_software_that_was_found() {
    let haproxy = "global\n  ssl-default-bind-curves X25519:P-256\n  ssl-default-bind-options ssl-min-ver TLSv1.3\n\
                   frontend fe\n  bind *:443 ssl crt /srv/lb/a.pem\n  default_backend be\nbackend be\n  server s1 10.0.0.1:80\n";
    let go = "package main\n\nimport \"crypto/tls\"\n\nfunc main() {\n\tc := &tls.Config{CurvePreferences: []tls.CurveID{tls.X25519}, \
              MinVersion: tls.VersionTLS13}\n\t_, _ = tls.Listen(\"tcp\", \":443\", c)\n}\n";
    let classical = nginx("").replace("X25519MLKEM768", "X25519");
    let both = [("mixed/nginx.conf", classical.clone()), ("mixed/haproxy.cfg", haproxy.to_owned())];
    let alone = [
        ("lb/haproxy.cfg", haproxy.to_owned()),
        ("go/main.go", go.to_owned()),
        ("web/nginx.conf", classical),
    ];
    let plan = planned(
        &[("lb", ""), ("go", ""), ("web", ""), ("mixed", "")],
        &[&both[..], &alone].concat(),
    );
    let said = |system: &str, change: &str| {
        steps(&plan, &format!("{system}/{change}/tls-key-establishment"))
    };
    let proxy = said("lb", "configuration");
    assert!(proxy.contains("(HAProxy: curves of bind, ssl-default-bind-curves)"), "{proxy}");
    assert!(said("lb", "retirement").contains("HAProxy: ssl-min-ver TLSv1.3"));
    assert!(said("go", "configuration").contains("(Go: tls.Config.CurvePreferences)"));
    for system in ["lb", "go"] {
        for change in ["configuration", "retirement"] {
            let told = said(system, change);
            assert!(!told.contains("ssl_ecdh_curve") && !told.contains("SSLProtocol"), "{told}");
        }
    }
    assert!(said("web", "configuration").contains("(nginx: ssl_ecdh_curve)"));
    let mixed = said("mixed", "configuration");
    assert!(mixed.contains("(nginx: ssl_ecdh_curve; HAProxy: curves of bind"), "{mixed}");
    let upgrade = steps(&plan, "go/library-upgrade/tls");
    assert!(upgrade.contains("go version -m PROGRAM") && !upgrade.contains("openssl"), "{upgrade}");
    assert!(steps(&plan, "lb/library-upgrade/tls").contains("openssl version"));
}

#[test]
fn certificates_of_clients_are_checked_by_showing_them() {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("app", "/CN=app", "root", CLIENT);
    store.issue("www", "/CN=www", "root", SERVER);
    let files = [
        ("pki/root.pem", store.read("root.pem")),
        ("pki/root.key", store.read("root.key")),
        ("app/app.pem", store.read("app.pem")),
        ("web/www.pem", store.read("www.pem")),
    ];
    let plan = planned(&[("pki", ""), ("app", ""), ("web", "")], &files);
    let [app, web] = ["app", "web"]
        .map(|system| steps(&plan, &format!("{system}/certificate-reissue/signature")));
    let shown = "-cert CERT.pem -key KEY.pem";
    assert!(app.contains(shown) && !app.contains("-showcerts"), "{app}");
    assert!(web.contains("-showcerts") && !web.contains(shown), "{web}");
}

fn ending(name: &str, day: &str, issuer: &Holding) -> Holding {
    let mut held = certificate("web", &leaf(name), Some(issuer));
    if let Asset::Certificate(certificate) = &mut held.asset {
        certificate.not_after = Some(format!("{day}T00:00:00Z").parse().unwrap());
    }
    held
}

#[test]
fn a_reissue_tells_which_certificates_renew_by_themselves_before_it() {
    let top = certificate("pki", &root("root"), None);
    let (soon, later) = (ending("soon", "2026-12-01", &top), ending("later", "2031-01-08", &top));
    let never = certificate("web", &leaf("never"), Some(&top));
    let context = context(vec![system("pki", &[]), system("web", &[])]);
    let made = plan(&context, &[], &[top, soon, later, never]);
    let reissue = package(&made, "web/certificate-reissue/signature");
    let renewal = reissue.renewal.as_ref().unwrap();
    assert_eq!((renewal.before, renewal.within, renewal.beyond), (1, 0, 2), "{reissue:?}");
    assert_eq!((renewal.first, renewal.last), (date("2026-12-01"), date("2031-01-08")));
    let told = "of 3 certificates the first ends on 2026-12-01, the last on 2031-01-08: 1 is renewed before this begins \
                anyhow, 2 are valid beyond this, and replaced before the time";
    assert!(reissue.runbook().notes.contains(&told), "{:?}", reissue.runbook().notes);
    assert!(package(&made, "pki/ca-renewal/root").renewal.is_none());
}
