//! Systems that are switched off without doing what others wait for.

use super::beside::{AUTHORITIES, Estate};

const REISSUE: &str = "shop/certificate-reissue/signature";
const ANCHORS: &str = "client/trust-distribution";
const END: &str = "client/decommission";

fn ends(quarter: &str) -> String {
    format!("decommission = \"{quarter}\"\n")
}

#[test]
fn what_a_system_does_not_do_any_more_is_waited_for_until_it_is_switched_off() {
    let client = ends("2032-Q4") + "depends_on = [\"shop\"]\nconfidentiality_years = 1\n";
    let tls = "server {\n    listen 443 ssl;\n    ssl_protocols TLSv1.3;\n    ssl_ecdh_curve X25519;\n    ssl_certificate tls/leaf.pem;\n    ssl_certificate_key tls/leaf.key;\n}\n";
    let calls = "client = yes\n[shop]\naccept = 127.0.0.1:80\nconnect = shop.example:443\nsslVersionMin = TLSv1.3\ncurves = X25519\n";
    let mut files = AUTHORITIES.to_vec();
    files.extend([("shop/nginx.conf", tls), ("client/stunnel.conf", calls)]);
    let systems = [("pki", ""), ("shop", ""), ("client", client.as_str())];
    let plan = Estate::new(&systems, &files).planned();
    let refuses = "shop/retirement/tls-key-establishment";
    assert!(!plan.has(ANCHORS) && plan.has(END), "{:?}", plan.ids());
    for later in [REISSUE, refuses] {
        assert!(plan.waits(later, END), "{later}: {}", plan.package(later)["after"]);
        assert!(plan.package(later)["start"].as_str() > Some("2032-Q4"));
        let why = plan.package(later)["after_reasons"].to_string();
        assert!(why.contains("client does not, and is switched off first"), "{why}");
    }
    // What is put beside the old one, or negotiated, keeps nobody out.
    for early in ["pki/ca-renewal/root", "shop/configuration/tls-key-establishment"] {
        assert!(plan.package(early)["finish"].as_str() < Some("2030"), "{early}");
    }
}

#[test]
fn what_others_need_sooner_is_done_before_the_system_is_switched_off() {
    let client = ends("2034-Q4");
    let shop = "jurisdictions = [\"us-nss\"]\n";
    let systems = [("pki", ""), ("shop", shop), ("client", client.as_str())];
    let plan = Estate::new(&systems, &AUTHORITIES).planned();
    let reissue = "shop/certificate-reissue/early-signature";
    assert!(plan.waits(reissue, ANCHORS) && !plan.waits(reissue, END), "{:?}", plan.ids());
    assert_eq!(plan.0["late"].as_array().unwrap().len(), 0, "{}", plan.0["late"]);
    let why = plan.package(ANCHORS)["choice"].to_string();
    assert!(why.contains(&format!("{reissue} waits for it, and is due by")), "{why}");
}

#[test]
fn nobody_certifies_after_an_authority_was_switched_off_without_a_successor() {
    let pki = ends("2026-Q4");
    let systems = [("pki", pki.as_str()), ("shop", ""), ("client", "")];
    let plan = Estate::new(&systems, &AUTHORITIES).planned();
    assert!(!plan.has("pki/ca-renewal/root"), "{:?}", plan.ids());
    for stuck in [REISSUE, ANCHORS] {
        let package = plan.package(stuck);
        assert!(package["start"].is_null(), "{stuck}");
        let steps = package["steps"].to_string();
        assert!(steps.contains("decide who certifies this after 2026-Q4"), "{steps}");
    }
    let late = plan.0["late"].to_string();
    assert!(late.contains("without a successor of it: a decision comes first"), "{late}");
}
