//! Systems that are switched off without doing what others wait for.

use std::fs;

use super::beside::{AUTHORITIES, Estate, Planned};
use super::ssh_keys::fixture;

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

/// Work that is due before the end of 2034.
const SOON: &str = "jurisdictions = [\"us-nss\"]\n";
const OLD: &str = "client/retirement/root";

fn client(quarter: &str) -> String {
    ends(quarter) + "confidentiality_years = 1\n"
}

fn authorities(systems: &[(&str, &str)]) -> Planned {
    Estate::new(systems, &AUTHORITIES).planned()
}

fn is_dated(plan: &Planned, id: &str) -> bool {
    plan.package(id)["start"].is_string()
}

#[test]
fn what_is_done_before_the_end_is_followed_like_all_other_work() {
    let plan = authorities(&[("pki", ""), ("shop", SOON), ("client", &client("2034-Q4"))]);
    assert!(plan.has(OLD) && !plan.has(END), "{:?}", plan.ids());
    assert!(plan.waits("pki/retirement/root", OLD), "{}", plan.package("pki/retirement/root"));
}

#[test]
fn an_end_that_leaves_no_time_for_what_waits_for_what_waits_is_too_late() {
    // One quarter each for the certificates, what the shop trusts, and the authority: all due in 2035.
    for (quarter, waits) in [("2033-Q4", true), ("2035-Q2", true), ("2035-Q3", false)] {
        let plan = authorities(&[("pki", ""), ("shop", ""), ("client", &client(quarter))]);
        let late = plan.0["late"].as_array().unwrap();
        assert!(late.is_empty(), "{quarter}: {late:?}");
        assert_eq!(plan.waits(REISSUE, END), waits, "{quarter}: {:?}", plan.ids());
        assert_eq!(plan.waits(REISSUE, ANCHORS), !waits, "{quarter}: {:?}", plan.ids());
    }
}

#[test]
fn nothing_is_done_for_work_that_is_not_done_either() {
    let shop = ends("2031-Q4") + "confidentiality_years = 1\n";
    let plan = authorities(&[("pki", ""), ("shop", &shop), ("client", &client("2032-Q4"))]);
    assert!(plan.has("shop/decommission") && plan.has(END), "{:?}", plan.ids());
    let of_both = |id: &&&str| id.starts_with("shop/") || id.starts_with("client/");
    assert_eq!(plan.ids().iter().filter(of_both).count(), 2, "{:?}", plan.ids());
}

#[test]
fn an_end_that_is_accepted_as_a_risk_is_waited_for_by_nobody() {
    let systems = [("pki", ""), ("shop", ""), ("client", &*client("2032-Q4"))];
    let estate = Estate::new(&systems, &AUTHORITIES);
    let file = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&file).unwrap();
    let accepted = |package: &str| {
        format!(
            "{text}[[accept]]\npackage = \"{package}\"\nowner = \"Head\"\nreason = \"few\"\nexpires = 2034-06-30\n"
        )
    };
    fs::write(&file, accepted(END)).unwrap();
    let plan = estate.next("2026-11-01");
    for held in [REISSUE, "pki/retirement/root"] {
        assert!(!is_dated(&plan, held), "{}", plan.package(held));
    }
    assert_eq!(plan.package(REISSUE)["after"], serde_json::json!([END]));

    // What others need before the end and is accepted instead holds them back as well.
    fs::write(&file, accepted(ANCHORS).replace("\"shop\"\n", &format!("\"shop\"\n{SOON}")))
        .unwrap();
    let plan = estate.next("2026-11-01");
    let reissue = "shop/certificate-reissue/early-signature";
    assert!(!is_dated(&plan, reissue), "{}", plan.package(reissue));
    assert_eq!(plan.package(reissue)["after"], serde_json::json!([ANCHORS]));
}

#[test]
fn an_authority_whose_key_is_in_a_system_that_stays_is_renewed_there() {
    let copies = [("dr/root.pem", "root.pem"), ("dr/root.key", "root.key")];
    let files: Vec<(&str, &str)> = AUTHORITIES.into_iter().chain(copies).collect();
    let gone = ends("2026-Q4");
    for (pki, dr, owner) in [("", &*gone, "pki"), (&*gone, "", "dr")] {
        let systems = [("pki", pki), ("dr", dr), ("shop", ""), ("client", "")];
        let plan = Estate::new(&systems, &files).planned();
        assert!(is_dated(&plan, &format!("{owner}/ca-renewal/root")), "{:?}", plan.ids());
        assert!(is_dated(&plan, ANCHORS), "{owner}: {}", plan.package(ANCHORS));
    }
}

#[test]
fn a_part_below_an_authority_that_ends_is_left_out_and_the_rest_has_its_date() {
    let mut files = vec![
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("ica/issuing.pem", "issuing.pem"),
        ("shop/leaf.pem", "leaf.pem"),
        ("shop/leaf.key", "leaf.key"),
    ];
    let gone = ends("2026-Q4");
    let systems = [("pki", ""), ("ica", &*gone), ("shop", "")];
    let alone = Estate::new(&systems, &files).planned();
    assert!(!is_dated(&alone, REISSUE), "{}", alone.package(REISSUE));
    files.push(("shop/half/leaf.pem", "half-leaf.pem"));
    let plan = Estate::new(&systems, &files).planned();
    assert!(is_dated(&plan, REISSUE), "{}", plan.package(REISSUE));
    let steps = plan.package(REISSUE)["steps"].to_string();
    assert!(steps.contains("leave out those until it is decided who certifies them"), "{steps}");
}

#[test]
fn who_knows_a_key_accepts_its_successor_before_it_is_switched_off_where_that_is_due() {
    let public = fixture("id_rsa_2048.pub");
    let private = fixture("id_rsa_2048");
    let files = [
        ("admin/.ssh/id_rsa", &*private),
        ("admin/.ssh/id_rsa.pub", &public),
        ("server/admin/.ssh/authorized_keys", &public),
    ];
    let soon = "jurisdictions = [\"in-critical-infrastructure\"]\n";
    let systems = [("admin", soon), ("server", &*client("2034-Q4"))];
    let plan = Estate::new(&systems, &files).planned();
    let (rekey, upgrade) = ("admin/rekey/ssh-signature", "server/library-upgrade/ssh-signature");
    assert!(plan.waits(rekey, upgrade), "{}", plan.package(rekey));

    let trusted = format!("cert-authority {public}");
    let files = [
        ("admin/ca/id_rsa", &*private),
        ("admin/ca/id_rsa.pub", &public),
        ("server/admin/.ssh/authorized_keys", &trusted),
    ];
    let plan = Estate::new(&systems, &files).planned();
    assert!(plan.waits(rekey, upgrade), "{:?} {}", plan.ids(), plan.package(rekey));
}

#[test]
fn what_an_authority_certifies_is_due_by_its_end() {
    let files = [
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("ica/issuing.pem", "issuing.pem"),
        ("shop/leaf.pem", "leaf.pem"),
        ("shop/leaf.key", "leaf.key"),
        ("client/trust/haneul.pem", "root.pem"),
    ];
    let ica = ends("2030-Q4");
    for client in [client("2032-Q4"), client("2030-Q4")] {
        let systems = [("pki", ""), ("ica", &*ica), ("shop", ""), ("client", &*client)];
        let plan = Estate::new(&systems, &files).planned();
        let reissue = plan.ids().into_iter().find(|id| id.starts_with("shop/certificate-reissue/"));
        let package = plan.package(reissue.unwrap());
        assert_eq!(package["deadline"]["date"], "2030-12-31", "{package}");
        assert!(package["finish"].as_str() <= Some("2030-Q4"), "{package}");
        assert!(plan.has(ANCHORS), "{:?}", plan.ids());
    }
}

#[test]
fn anchors_of_others_are_not_left_out_with_an_authority_that_ends() {
    let files = [
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("ica/issuing.pem", "issuing.pem"),
        ("shop/leaf.pem", "leaf.pem"),
        ("shop/half/leaf.pem", "half-leaf.pem"),
        ("shop/trust/root.pem", "root.pem"),
    ];
    let gone = ends("2026-Q4");
    let systems = [("pki", ""), ("ica", &*gone), ("shop", "")];
    let plan = Estate::new(&systems, &files).planned();
    for id in ["shop/trust-distribution", REISSUE, "shop/retirement/root", "pki/retirement/root"] {
        assert!(is_dated(&plan, id), "{}", plan.package(id));
    }
}

#[test]
fn an_acceptance_of_what_others_need_before_the_end_covers_it_and_nothing_else() {
    let systems = [("pki", ""), ("shop", SOON), ("client", &*client("2034-Q4"))];
    let estate = Estate::new(&systems, &AUTHORITIES);
    let file = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&file).unwrap();
    let accepted = format!(
        "[[accept]]\npackage = \"{OLD}\"\nowner = \"Head\"\nreason = \"few\"\nexpires = 2030-06-30\n"
    );
    fs::write(&file, text + &accepted).unwrap();
    let plan = estate.next("2026-11-01");
    assert!(plan.package(OLD)["acceptance"].is_object(), "{:?}", plan.ids());
    assert!(is_dated(&plan, ANCHORS), "{}", plan.package(ANCHORS));
    let told = plan.0["assumptions"].to_string();
    assert!(!told.contains("covers nothing"), "{told}");
}
