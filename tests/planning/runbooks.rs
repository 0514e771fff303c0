//! What runbooks say of the software that was found, and of the ends of certificates.

use std::collections::BTreeSet;

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
    assert_eq!((renewal.before, renewal.within, renewal.beyond), (1, 0, 1), "{reissue:?}");
    assert_eq!((renewal.first, renewal.last), (date("2026-12-01"), date("2026-12-01")));
    let told = "of 2 certificates those that end do on 2026-12-01: 1 is renewed before this begins anyhow, 1 is valid \
                beyond this, and replaced before the time";
    assert!(reissue.runbook().notes.contains(&told), "{:?}", reissue.runbook().notes);
    assert!(package(&made, "pki/ca-renewal/root").renewal.is_none());
}

#[test]
fn certificates_are_parted_by_when_they_end_by_themselves() {
    let top = certificate("pki", &root("root"), None);
    let deadline = "2030-12-31";
    let (natural, early) = (ending("natural", deadline, &top), ending("early", "2031-01-01", &top));
    let mut brief = ending("brief", "2031-02-01", &top);
    if let Asset::Certificate(certificate) = &mut brief.asset {
        certificate.not_before = Some("2030-07-15T00:00:00Z".parse().unwrap());
    }
    let mut longer = ending("longer", "2031-02-01", &top);
    if let Asset::Certificate(certificate) = &mut longer.asset {
        certificate.not_before = Some("2030-07-14T00:00:00Z".parse().unwrap());
    }
    let context = context(vec![system("pki", &[]), system("web", &[])]);
    let made =
        plan(&context, &[], &[top, natural.clone(), early.clone(), brief.clone(), longer.clone()]);
    let mut efforts = Vec::new();
    for (id, assets, title) in [
        (
            "web/certificate-reissue/signature",
            vec![natural.id],
            "reissue 1 certificate with ML-DSA-65",
        ),
        (
            "web/certificate-reissue/automatic-signature",
            vec![brief.id],
            "have 1 certificate renewed with ML-DSA-65 by what renews it",
        ),
        (
            "web/certificate-reissue/early-signature",
            vec![early.id, longer.id],
            "reissue 2 certificates before their end with ML-DSA-65",
        ),
    ] {
        let package = package(&made, id);
        let found: BTreeSet<_> = package.assets.iter().copied().collect();
        assert_eq!(found, assets.into_iter().collect(), "{id}");
        assert!(package.title.ends_with(title), "{}", package.title);
        // Each waits for the authority, and is due when all of them were.
        assert!(package.after.contains(&"pki/ca-renewal/root".to_owned()), "{:?}", package.after);
        assert_eq!(package.deadline.as_ref().unwrap().date, date(deadline));
        efforts.push(package.effort_days[2]);
    }
    assert_eq!(efforts, [8.5, 4.5, 9.5]);
}
