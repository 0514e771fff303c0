//! Which packages arise, what is in them, and what comes after what.

use std::collections::BTreeSet;

use y2q::model::{
    Exposure, MaterialKind, Maturity, ProtocolKind, Purpose, Relation, RelationKind, UnknownReason,
};
use y2q::plan::{Change, Package, Plan, Planner};
use y2q::policy::Status;

use super::holdings::{
    LATER, algorithm, certificate, context, finish, issuing, judged, key, leaf, plan, policy,
    protocol, root, ssh_key, supplier, system, unsure,
};

fn ids(plan: &Plan) -> BTreeSet<&str> {
    plan.packages.iter().map(|package| package.id.as_str()).collect()
}

fn package<'a>(plan: &'a Plan, id: &str) -> &'a Package {
    let found = plan.packages.iter().find(|package| package.id == id);
    found.unwrap_or_else(|| panic!("no {id} in {:?}", ids(plan)))
}

fn waits(plan: &Plan, later: &str, earlier: &str) -> bool {
    package(plan, later).after.iter().any(|id| id == earlier)
}

#[test]
fn what_needs_no_change_makes_no_package() {
    let resistant =
        algorithm("app", "ML-KEM-768", judged(Exposure::None, &[Purpose::KeyEstablishment], &[]));
    let symmetric =
        algorithm("app", "AES-128-GCM", judged(Exposure::Grover, &[Purpose::Encryption], &[]));
    let not_ours = algorithm(
        "app",
        "SHA-256",
        judged(
            Exposure::Grover,
            &[Purpose::Integrity],
            &[("nss", Some("2027-01-01"), Status::NotApplicable)],
        ),
    );
    let made = plan(&context(vec![]), &[], &[resistant, symmetric, not_ours]);
    assert!(made.packages.is_empty());
    assert_eq!(made.totals.holdings, 3);
    assert_eq!(made.totals.by_exposure[&Exposure::Grover], 2);
}

#[test]
fn a_policy_or_a_superseded_draft_is_reason_enough() {
    let restricted =
        algorithm("app", "AES-128", judged(Exposure::Grover, &[Purpose::Encryption], &[LATER]));
    let mut kyber = judged(Exposure::None, &[Purpose::KeyEstablishment], &[]);
    kyber.subject.maturity = Maturity::PreStandard;
    let made = plan(&context(vec![]), &[], &[restricted, algorithm("app", "Kyber768", kyber)]);
    assert_eq!(
        ids(&made),
        BTreeSet::from([
            "app/library-upgrade/tls",
            "app/replacement/key-establishment",
            "app/replacement/symmetric"
        ])
    );
    assert_eq!(
        package(&made, "app/replacement/key-establishment").target.as_ref().unwrap().scheme,
        "ml-kem-768"
    );
    let symmetric = package(&made, "app/replacement/symmetric");
    assert_eq!(symmetric.target, None);
    assert!(symmetric.steps[0].contains("AES-256"));
    assert_eq!(symmetric.deadline.as_ref().unwrap().date.to_string(), "2030-12-31");
}

#[test]
fn root_then_issuing_then_leaf_with_trust_in_between() {
    let top = certificate("pki", &root("root"), None);
    let middle = certificate("pki", &issuing("issuing"), Some(&top));
    let end = certificate("web", &leaf("www"), Some(&middle));
    // The web server's chain file holds a copy of the issuing certificate.
    let mut copy = middle.clone();
    copy.system = "web".into();
    let systems = vec![system("pki", &[]), system("web", &[])];
    let made = plan(&context(systems), &[], &[end, copy, middle.clone(), top]);
    assert!(waits(&made, "pki/ca-renewal/issuing", "pki/ca-renewal/root"));
    assert!(waits(&made, "pki/trust-distribution", "pki/ca-renewal/root"));
    assert!(waits(&made, "web/certificate-reissue/signature", "pki/ca-renewal/issuing"));
    assert!(waits(&made, "web/certificate-reissue/signature", "pki/trust-distribution"));
    assert!(waits(&made, "web/certificate-reissue/signature", "web/library-upgrade/tls"));
    assert!(waits(&made, "web/trust-distribution", "pki/ca-renewal/issuing"));
    assert!(!ids(&made).contains("web/ca-renewal/issuing"), "a copy is not another authority");
    assert_eq!(package(&made, "web/trust-distribution").assets, [middle.id]);
    let start = |id| package(&made, id).start.unwrap();
    let end = |id| package(&made, id).finish.unwrap();
    assert!(start("pki/ca-renewal/issuing") > end("pki/ca-renewal/root"));
    assert!(start("web/certificate-reissue/signature") > end("pki/ca-renewal/issuing"));
    let scheme = |id| package(&made, id).target.as_ref().unwrap().scheme.clone();
    assert_eq!(scheme("pki/ca-renewal/root"), "ml-dsa-87");
    assert_eq!(scheme("web/certificate-reissue/signature"), "ml-dsa-65");
}

#[test]
fn authorities_of_others_are_trust_anchors() {
    let made = plan(&context(vec![]), &[], &[certificate("host", &root("public"), None)]);
    assert_eq!(ids(&made), BTreeSet::from(["host/trust-distribution"]));
    // With its private key it is one's own.
    let secret = key(
        "host",
        MaterialKind::PrivateKey,
        "PKCS#8",
        "key public",
        judged(Exposure::Shor, &[Purpose::Signature], &[]),
    );
    let made = plan(&context(vec![]), &[], &[certificate("host", &root("public"), None), secret]);
    assert!(ids(&made).contains("host/ca-renewal/root"));
    assert_eq!(package(&made, "host/ca-renewal/root").assets.len(), 2);
}

#[test]
fn a_certificates_key_goes_with_the_certificate() {
    let cert = certificate("web", &leaf("www"), None);
    let of_unknown_use = || {
        unsure(judged(Exposure::Shor, &[Purpose::Signature, Purpose::KeyEstablishment], &[LATER]))
    };
    let by_print = key("web", MaterialKind::PrivateKey, "PKCS#8", "key www", of_unknown_use());
    let mut by_edge = key("web", MaterialKind::PrivateKey, "PKCS#1", "closed", of_unknown_use());
    let public = key("web", MaterialKind::PublicKey, "SPKI", "key www", of_unknown_use());
    by_edge.relations.push(Relation {
        from: by_edge.id,
        to: public.id,
        kind: RelationKind::PublicHalf,
    });
    let stray = key("web", MaterialKind::PrivateKey, "PKCS#8", "key other", of_unknown_use());
    let elsewhere = key("app", MaterialKind::PrivateKey, "PKCS#8", "key www", of_unknown_use());
    let made =
        plan(&context(vec![]), &[], &[stray.clone(), by_print, by_edge, public, cert, elsewhere]);
    assert_eq!(package(&made, "web/certificate-reissue/signature").assets.len(), 4);
    let rest = package(&made, "web/rekey/undetermined-purpose");
    assert_eq!(rest.assets, [stray.id]);
    assert_eq!(rest.target, None);
    assert!(rest.steps.iter().any(|step| step.contains("the purpose of these was not seen")));
    assert!(waits(&made, "web/rekey/undetermined-purpose", "web/discovery"));
    assert!(ids(&made).contains("app/rekey/undetermined-purpose"));
}

#[test]
fn discovery_comes_first_and_a_supplier_next() {
    let mut web = system("web", &[]);
    web.supplier = Some(supplier("Maker", Some("2028-Q2")));
    let mut vault = system("vault", &[]);
    vault.supplier = Some(supplier("Silent", None));
    let mut planner = Planner::new();
    for name in ["web", "vault"] {
        planner.add(&ssh_key(name, name));
        planner.add_unknown(name, UnknownReason::Encrypted);
    }
    planner.add_unknown("dark", UnknownReason::Malformed);
    let made = finish(planner, &context(vec![web, vault]), &[]);
    for package in made.packages.iter().filter(|package| package.change != Change::Discovery) {
        let discovery = format!("{}/discovery", package.system);
        assert!(waits(&made, &package.id, &discovery), "{}", package.id);
    }
    assert_eq!(package(&made, "dark/discovery").assets, []);
    // What is delivered later is agreed at once.
    let commitment = package(&made, "web/vendor-commitment");
    assert_eq!(commitment.start, Some(made.from));
    assert!(commitment.title.contains("Maker") && commitment.title.contains("2028-Q2"));
    let upgrade = package(&made, "web/library-upgrade/ssh-signature");
    assert_eq!(upgrade.start.unwrap().to_string(), "2028-Q2");
    assert!(
        matches!(&upgrade.bound_by, y2q::plan::BoundBy::Release { what } if what.contains("Maker"))
    );
    assert!(package(&made, "web/rekey/ssh-signature").start >= upgrade.start);
    let silent = package(&made, "vault/rekey/ssh-signature");
    let at = silent.after.iter().position(|id| id == "vault/vendor-commitment").unwrap();
    assert!(silent.after_reasons[at].contains("no date"), "{}", silent.after_reasons[at]);
    assert_eq!(made.totals.unknowns["encrypted"], 2);
    assert_eq!(made.totals.unknowns["malformed"], 1);
}

#[test]
fn protocols_get_a_library_then_a_hybrid_and_retire_what_is_left() {
    let kex = |exposure| judged(exposure, &[Purpose::KeyEstablishment], &[]);
    let sign = judged(Exposure::Shor, &[Purpose::Signature], &[]);
    let classical = protocol("a", ProtocolKind::Ssh, "classical", vec![kex(Exposure::Shor), sign]);
    let mixed =
        protocol("b", ProtocolKind::Tls, "mixed", vec![kex(Exposure::Shor), kex(Exposure::None)]);
    let made = plan(&context(vec![]), &[], &[classical.clone(), mixed, ssh_key("a", "user")]);
    let first = package(&made, "a/configuration/ssh-key-establishment");
    assert_eq!(first.target.as_ref().unwrap().scheme, "mlkem768x25519-sha256");
    assert!(first.steps.iter().any(|step| step.contains("KexAlgorithms")));
    assert!(waits(&made, &first.id, "a/library-upgrade/ssh"));
    assert_eq!(package(&made, "a/configuration/ssh-signature").assets, [classical.id]);
    assert!(waits(&made, "a/rekey/ssh-signature", "a/configuration/ssh-signature"));
    assert!(package(&made, "a/rekey/ssh-signature").steps[0].contains("nobody has dated"));
    assert!(ids(&made).contains("b/retirement/tls-key-establishment"));
    assert!(!ids(&made).iter().any(|id| id.starts_with("b/configuration")));
    // One configuration in two packages is one holding, exposed until both are done.
    assert_eq!(made.totals.by_exposure[&Exposure::Shor], 3);
    let done = ["a/retirement/ssh-key-establishment", "a/configuration/ssh-signature"];
    let done = done.map(|id| package(&made, id).finish.unwrap()).into_iter().max().unwrap();
    let left = |quarter| {
        made.burndown.iter().find(|row| row.quarter == quarter).unwrap().exposed[&Exposure::Shor]
    };
    assert!(left(done) < left(done.plus(-1)));
    let retirement = package(&made, "b/retirement/tls-key-establishment");
    assert!(retirement.release.as_ref().unwrap().1.contains("one full quarter"));
    assert_eq!(made.burndown.last().unwrap().exposed[&Exposure::Shor], 0);
}

#[test]
fn systems_wait_for_what_they_depend_on_even_through_one_without_work() {
    let systems = vec![system("c", &["b"]), system("b", &["a"]), system("a", &[])];
    let made = plan(&context(systems), &[], &[ssh_key("a", "1"), ssh_key("c", "2")]);
    assert!(waits(&made, "c/rekey/ssh-signature", "a/rekey/ssh-signature"));
    assert!(made.broken_cycles.is_empty());
}

#[test]
fn the_classical_half_is_retired_after_those_who_still_need_it() {
    let kex = |exposure| judged(exposure, &[Purpose::KeyEstablishment], &[]);
    let server = protocol(
        "server",
        ProtocolKind::Tls,
        "server",
        vec![kex(Exposure::None), kex(Exposure::Shor)],
    );
    let client = protocol("client", ProtocolKind::Tls, "client", vec![kex(Exposure::Shor)]);
    let systems = vec![system("client", &["server"]), system("server", &[])];
    let made = plan(&context(systems), &[], &[server, client]);
    let retirement = package(&made, "server/retirement/tls-key-establishment");
    assert_eq!(retirement.after, ["client/configuration/tls-key-establishment"]);
    assert!(retirement.start > package(&made, &retirement.after[0]).finish);
}

#[test]
fn circles_are_cut_by_a_rule_and_reported() {
    let systems = || vec![system("a", &["b"]), system("b", &["a"])];
    let made = plan(&context(systems()), &[], &[ssh_key("a", "1"), ssh_key("b", "2")]);
    assert_eq!(made.broken_cycles.len(), 1);
    assert!(made.broken_cycles[0].starts_with("depends_on b -> a: cut"));
    let circle = "b/rekey/ssh-signature waits for a/rekey/ssh-signature (b depends on a, which migrates first); \
         a/rekey/ssh-signature waits for b/rekey/ssh-signature (a depends on b, which migrates first)";
    assert!(made.broken_cycles[0].ends_with(circle), "{}", made.broken_cycles[0]);
    let mut shown = Vec::new();
    y2q::report::text::write(&mut shown, &made, &y2q::report::AssetTable::default()).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("Circles of precedence that were cut"));
    assert!(shown.contains("depends_on b -> a: cut"));
    assert!(waits(&made, "a/rekey/ssh-signature", "b/rekey/ssh-signature"));
    assert!(!waits(&made, "b/rekey/ssh-signature", "a/rekey/ssh-signature"));
    assert!(made.packages.iter().all(|package| package.start.is_some()));

    // An authority that depends, as a system, on what it certifies: depends_on gives way to the issuer.
    let top = certificate("a", &root("root"), None);
    let end = certificate("b", &leaf("www"), Some(&top));
    let made = plan(&context(vec![system("a", &["b"])]), &[], &[top, end]);
    assert_eq!(made.broken_cycles.len(), 1);
    assert!(made.broken_cycles[0].starts_with("depends_on a -> b: cut"));
    assert!(waits(&made, "b/certificate-reissue/signature", "a/ca-renewal/root"));

    // Nor does an authority wait for a system that depends on it, whatever their names.
    let systems = vec![system("a", &["z"]), system("z", &["a"])];
    let top = certificate("a", &root("root"), None);
    let end = certificate("a", &leaf("www"), Some(&top));
    let made = plan(&context(systems), &[], &[top, end, ssh_key("z", "1")]);
    assert!(
        made.broken_cycles[0].starts_with("depends_on a -> z: cut"),
        "{:?}",
        made.broken_cycles
    );
    assert!(!waits(&made, "a/ca-renewal/root", "z/rekey/ssh-signature"));

    // Two authorities that certify each other.
    let mut one = certificate("a", &issuing("one"), None);
    let two = certificate("b", &issuing("two"), Some(&one));
    one.relations.push(Relation { from: one.id, to: two.id, kind: RelationKind::Issuer });
    let made = plan(&context(vec![]), &[], &[one, two]);
    assert_eq!(made.broken_cycles.len(), 1);
    assert!(made.broken_cycles[0].starts_with("issuer b -> a: cut"));
}

#[test]
fn what_a_cut_circle_leaves_in_use_is_retired_after_both() {
    let kex = |exposure| judged(exposure, &[Purpose::KeyEstablishment], &[]);
    let offers = vec![kex(Exposure::None), kex(Exposure::Shor)];
    let server = protocol("b", ProtocolKind::Ssh, "server", offers);
    let systems = vec![system("a", &["b"]), system("b", &["a"])];
    let made = plan(&context(systems), &[], &[ssh_key("a", "1"), ssh_key("b", "2"), server]);
    assert!(made.broken_cycles[0].starts_with("depends_on b -> a: cut"));
    let retirement = package(&made, "b/retirement/ssh-key-establishment");
    let other = retirement.after.iter().position(|id| id == "a/rekey/ssh-signature");
    assert!(retirement.after_reasons[other.unwrap()].contains("a still needs the old until then"));
}

#[test]
fn deadlines_come_from_the_earliest_source() {
    let says = [LATER, ("sooner", Some("2029-06-30"), Status::Acceptable)];
    let two = algorithm("two", "RSA", judged(Exposure::Shor, &[Purpose::Signature], &says));
    let harvest =
        algorithm("harvest", "ECDH", judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[]));
    let forge = algorithm("forge", "ECDSA", judged(Exposure::Shor, &[Purpose::Signature], &[]));
    let broken = algorithm(
        "broken",
        "MD5",
        judged(Exposure::ClassicallyBroken, &[Purpose::Integrity], &[LATER]),
    );
    let past = [("law", Some("2023-12-31"), Status::Disallowed)];
    let banned = algorithm(
        "banned",
        "3DES",
        judged(Exposure::ClassicallyBroken, &[Purpose::Encryption], &past),
    );
    let always = [("law", None, Status::Disallowed)];
    let never = algorithm(
        "never",
        "RC4",
        judged(Exposure::ClassicallyBroken, &[Purpose::Encryption], &always),
    );
    let sound = algorithm("sound", "DSA", judged(Exposure::Shor, &[Purpose::Signature], &past));
    let says =
        [("law", None, Status::Disallowed), ("sooner", Some("2027-01-31"), Status::Acceptable)];
    let both = algorithm("both", "DSA", judged(Exposure::Shor, &[Purpose::Signature], &says));
    let holdings = [two, harvest, forge, broken, banned, never, sound, both];
    let made = plan(&context(vec![]), &[policy("law", &[])], &holdings);
    let of = |system: &str| {
        let mut changes = made.packages.iter().filter(|one| one.change == Change::Replacement);
        changes.find(|package| package.system == system).unwrap()
    };
    let due = |system: &str| {
        let found = of(system);
        let deadline = found.deadline.as_ref().unwrap();
        (deadline.date.to_string(), deadline.policy.clone())
    };
    let is = |date: &str, policy: &str| (date.to_owned(), policy.to_owned());
    assert_eq!(due("two"), is("2029-06-30", "sooner"));
    // 2035 assumed, four years of shelf life: nothing recorded after 2030 may be readable.
    assert_eq!(due("harvest"), is("2030-12-31", "y2q"));
    assert_eq!(due("forge"), is("2035-12-31", "y2q"));
    assert_eq!(due("broken"), is("2027-06-30", "y2q"));
    // A day in the past is no day to plan for.
    assert_eq!(due("banned"), is("2027-06-30", "y2q"));
    assert_eq!(due("never"), is("2027-06-30", "y2q"));
    assert_eq!(due("sound"), is("2027-06-30", "y2q"), "disallowed, though not broken");
    assert_eq!(due("both"), is("2027-01-31", "sooner"), "what is still to come counts as well");
    let clause = |system: &str| of(system).deadline.as_ref().unwrap().clause.clone();
    assert_eq!(
        clause("banned"),
        "already disallowed by law after 2023-12-31, §1; default: within two quarters"
    );
    assert_eq!(clause("never"), "already disallowed by law, §1; default: within two quarters");
    let missed = |system: &str| {
        let missed = of(system).deadline.as_ref().unwrap().missed.as_ref();
        missed.map(|one| (one.policy.clone(), one.since.map(|day| day.to_string())))
    };
    assert_eq!(missed("banned"), Some(("law".into(), Some("2023-12-31".into()))));
    assert_eq!(missed("never"), Some(("law".into(), None)));
    assert_eq!(missed("broken").or(missed("harvest")), None);
}

/// A reckoning of the plan's own that has passed is no day that anybody set, and none to plan for.
#[test]
fn what_is_too_late_by_the_plans_own_reckoning_is_due_soon() {
    let mut context = context(vec![]);
    context.estate.crqc_year = 2028;
    let traffic =
        algorithm("harvest", "ECDH", judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[]));
    let made = plan(&context, &[], &[traffic]);
    let due = |package: &Package| package.deadline.clone().unwrap();
    let harvest = made.packages.iter().find(|one| !one.assets.is_empty()).map(due).unwrap();
    assert_eq!((harvest.date.to_string().as_str(), harvest.policy.as_str()), ("2027-06-30", "y2q"));
    assert!(harvest.clause.ends_with("too late since 2023-12-31; default: within two quarters"));
    assert_eq!(harvest.missed, None);
}

/// A root in one system, an issuing authority under it and a leaf in another, and a third that holds the root to verify with.
#[test]
fn every_verifier_has_the_new_root_before_a_certificate_below_it_is_reissued() {
    let top = certificate("r", &root("root"), None);
    let under = certificate("a", &issuing("under"), Some(&top));
    let end = certificate("a", &leaf("www"), Some(&under));
    let copy = certificate("v", &root("root"), None);
    // The verifier is a client of what presents the leaf: it still comes first.
    let systems = vec![system("r", &[]), system("a", &[]), system("v", &["a"])];
    let mut anchor = top.clone();
    anchor.occurrences.extend(copy.occurrences.clone());
    let made = plan(&context(systems), &[], &[anchor, under, end, copy]);
    for (later, earlier) in [
        ("v/trust-distribution", "r/ca-renewal/root"),
        ("a/trust-distribution", "r/ca-renewal/root"),
        ("a/certificate-reissue/signature", "v/trust-distribution"),
        ("a/certificate-reissue/signature", "r/trust-distribution"),
    ] {
        assert!(waits(&made, later, earlier), "{later} {:?}", package(&made, later).after);
        assert!(package(&made, later).start > package(&made, earlier).finish, "{later} {earlier}");
    }
    assert_eq!(made.broken_cycles, [""; 0]);
}

/// A server that verifies clients by a root holds that; certificates of clients are under it, in another system.
#[test]
fn certificates_of_clients_wait_for_the_server_to_accept_the_new_signatures() {
    let top = certificate("r", &root("root"), None);
    let anchor = certificate("web", &root("root"), None);
    let end = certificate("client", &leaf("client"), Some(&top));
    let signs = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let server = protocol("web", ProtocolKind::Tls, "server", vec![signs]);
    let secret = key(
        "r",
        MaterialKind::PrivateKey,
        "PKCS#8",
        "key root",
        judged(Exposure::Shor, &[Purpose::CertificateSigning], &[]),
    );
    for depends in [&[][..], &["client"]] {
        let systems = vec![system("r", &[]), system("web", depends), system("client", &[])];
        let all = [top.clone(), anchor.clone(), end.clone(), server.clone(), secret.clone()];
        let made = plan(&context(systems), &[], &all);
        let (reissue, accepts) =
            ("client/certificate-reissue/signature", "web/configuration/tls-signature");
        assert!(waits(&made, reissue, accepts), "{:?}", package(&made, reissue).after);
        assert!(waits(&made, "r/retirement/root", "web/retirement/root"));
        assert!(
            package(&made, "r/retirement/root").start
                > package(&made, "web/retirement/root").finish
        );
        assert_eq!(made.broken_cycles, [""; 0]);
    }
}

/// The key of the root is in no system; of the authority below it, the key or the certificate is.
#[test]
fn the_owner_of_an_offline_root_is_who_has_the_authority_below_it() {
    let top = certificate("zpki", &root("root"), None);
    let under = certificate("zpki", &issuing("under"), Some(&top));
    let copies = ["a", "b"].map(|system| certificate(system, &root("root"), None));
    let bundled = certificate("b", &issuing("under"), Some(&top));
    let secret = key(
        "zpki",
        MaterialKind::PrivateKey,
        "PKCS#8",
        "key under",
        judged(Exposure::Shor, &[Purpose::CertificateSigning], &[]),
    );
    let mut all = vec![top, under, secret, bundled];
    all.extend(copies);
    let made = plan(&context(vec![]), &[], &all);
    assert!(ids(&made).contains("zpki/ca-renewal/root"), "{:?}", ids(&made));
    assert!(ids(&made).contains("zpki/ca-renewal/issuing"), "{:?}", ids(&made));
    // Whose certificate it is does not even lie there.
    let made = plan(&context(vec![]), &[], &all[1..]);
    assert!(ids(&made).contains("zpki/ca-renewal/root"), "{:?}", ids(&made));
    assert!(waits(&made, "a/trust-distribution", "zpki/ca-renewal/root"));
}
