//! What is broken today, and what is no work of its own.

use std::collections::BTreeSet;

use y2q::assess::Holding;
use y2q::model::{
    Algorithm, Asset, Exposure, MaterialKind, Offer, OfferRole, ProtocolKind, Purpose, Relation,
    RelationKind,
};
use y2q::plan::{Package, Plan};
use y2q::policy::Status;

use super::holdings::{
    LATER, certificate, context, issuing, judged, key, leaf, plan, policy, protocol, root, ssh_key,
    supplier, system,
};

fn ids(plan: &Plan) -> BTreeSet<&str> {
    plan.packages.iter().map(|package| package.id.as_str()).collect()
}

fn package<'a>(plan: &'a Plan, id: &str) -> &'a Package {
    let found = plan.packages.iter().find(|package| package.id == id);
    found.unwrap_or_else(|| panic!("no {id} in {:?}", ids(plan)))
}

fn broken(mut held: Holding) -> Holding {
    let purposes: Vec<Purpose> =
        held.judged[0].subject.purposes.possible().iter().copied().collect();
    let barred = ("law", None, Status::Disallowed);
    let ends = ("end", Some("2035-12-31"), Status::Acceptable);
    held.judged = vec![judged(Exposure::ClassicallyBroken, &purposes, &[barred, ends])];
    held
}

#[test]
fn a_broken_key_waits_for_nothing_and_the_resistant_one_follows() {
    let mut ops = system("ops", &["pki"]);
    ops.supplier = Some(supplier("Maker", Some("2029-Q1")));
    let systems = vec![ops, system("pki", &[])];
    let holdings = [
        broken(ssh_key("ops", "old")),
        ssh_key("ops", "new"),
        certificate("pki", &leaf("www"), None),
    ];
    let made = plan(&context(systems), &[policy("law", &[])], &holdings);
    let now = package(&made, "ops/rekey/ssh-signature-now");
    assert_eq!(
        now.title,
        "OPS: replace 1 SSH key that is broken today (by Ed25519 or RSA-3072 for now)"
    );
    assert_eq!((now.after.len(), now.start, now.release.clone()), (0, Some(made.from), None));
    assert_eq!(now.target, None);
    assert_eq!(now.assets, [holdings[0].id]);
    assert_eq!(now.deadline.as_ref().unwrap().date.to_string(), "2027-06-30");
    assert!(now.steps.iter().any(|step| step.contains("Maker") && step.contains("demand it now")));
    assert!(now.steps.iter().any(|step| step.contains("Ed25519") || step.contains("ed25519")));
    let later = package(&made, "ops/rekey/ssh-signature");
    assert_eq!(later.assets.len(), 2, "what replaces the old key is covered too");
    assert_eq!(later.exposure, Some(Exposure::Shor));
    assert_eq!(later.deadline.as_ref().unwrap().policy, "law", "the date of what is not barred");
    assert!(later.steps[0].starts_with("Note: broken today: 1 of these"), "{}", later.steps[0]);
    assert!(later.after.contains(&now.id));
    assert!(later.start.unwrap().to_string().as_str() >= "2029-Q1");
}

#[test]
fn exposure_goes_from_broken_to_vulnerable_to_none() {
    let made = plan(&context(vec![]), &[], &[broken(ssh_key("a", "old"))]);
    let now = package(&made, "a/rekey/ssh-signature-now").finish.unwrap();
    let later = package(&made, "a/rekey/ssh-signature").finish.unwrap();
    assert!(now < later);
    for row in &made.burndown {
        let count = |exposure| row.exposed.get(&exposure).copied().unwrap_or_default();
        let expected = match row.quarter {
            quarter if quarter < now => (1, 0),
            quarter if quarter < later => (0, 1),
            _ => (0, 0),
        };
        let seen = (count(Exposure::ClassicallyBroken), count(Exposure::Shor));
        assert_eq!(seen, expected, "{}", row.quarter);
    }
    assert_eq!(made.totals.by_exposure[&Exposure::ClassicallyBroken], 1);
    assert_eq!(made.totals.holdings, 1);
}

#[test]
fn a_broken_certificate_is_reissued_under_the_present_authority() {
    let top = certificate("pki", &root("root"), None);
    let end = broken(certificate("web", &leaf("www"), Some(&top)));
    let secret = judged(Exposure::ClassicallyBroken, &[Purpose::Signature], &[]);
    let secret = key("web", MaterialKind::PrivateKey, "PKCS#8", "key www", secret);
    let made = plan(&context(vec![]), &[], &[top, end, secret]);
    let now = package(&made, "web/certificate-reissue/signature-now");
    assert_eq!((now.after.len(), now.assets.len()), (0, 2));
    assert!(now.title.contains("replace 1 certificate that is broken today"), "{}", now.title);
    let later = package(&made, "web/certificate-reissue/signature");
    assert!(later.after.iter().any(|id| id == "pki/ca-renewal/root"));
    assert!(later.title.contains("reissue 1 certificate with ML-DSA-65"), "{}", later.title);

    // Where the authority is broken itself, it is renewed first.
    let top = broken(certificate("pki", &root("root"), None));
    let end = broken(certificate("web", &leaf("www"), Some(&top)));
    let made = plan(&context(vec![]), &[], &[top, end]);
    let now = package(&made, "web/certificate-reissue/signature-now");
    assert_eq!(now.after, ["pki/ca-renewal/root-now", "pki/trust-distribution-now"]);
}

#[test]
fn broken_anchors_of_others_are_removed_for_good() {
    let made = plan(&context(vec![]), &[], &[broken(certificate("host", &root("public"), None))]);
    assert_eq!(ids(&made), BTreeSet::from(["host/trust-distribution-now"]));
    let last = made.burndown.last().unwrap();
    assert!(last.exposed.values().all(|left| *left == 0), "{last:?}");
}

#[test]
fn broken_offers_are_removed_in_one_edit_and_a_broken_exchange_goes_to_the_hybrid() {
    let offer = |exposure, purpose| judged(exposure, &[purpose], &[]);
    let kex = |exposure| offer(exposure, Purpose::KeyEstablishment);
    let cipher = offer(Exposure::ClassicallyBroken, Purpose::Encryption);
    let mac = offer(Exposure::ClassicallyBroken, Purpose::Integrity);
    let mixed = vec![kex(Exposure::None), kex(Exposure::ClassicallyBroken), cipher, mac];
    let only = vec![kex(Exposure::ClassicallyBroken)];
    let holdings = [
        protocol("a", ProtocolKind::Ssh, "mixed", mixed),
        protocol("b", ProtocolKind::Tls, "only", only),
    ];
    let made = plan(&context(vec![]), &[], &holdings);
    assert_eq!(
        ids(&made),
        BTreeSet::from([
            "a/configuration/ssh-now",
            "b/configuration/tls-key-establishment-now",
            "b/retirement/tls-key-establishment",
        ])
    );
    // Sound classical groups stay beside the hybrid, so they are retired like those of any other roll-out.
    let retirement = package(&made, "b/retirement/tls-key-establishment");
    assert_eq!(retirement.after, ["b/configuration/tls-key-establishment-now"]);
    assert_eq!(package(&made, "a/configuration/ssh-now").target, None);
    let direct = package(&made, "b/configuration/tls-key-establishment-now");
    assert_eq!(direct.target.as_ref().unwrap().scheme, "x25519mlkem768");
}

/// `sshd_config` with a global part and a `Match` block.
fn blocks(global_states: bool) -> Vec<Holding> {
    let unstated = || judged(Exposure::Indeterminate, &[Purpose::KeyEstablishment], &[LATER]);
    let stated = judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER]);
    let first = if global_states { stated } else { unstated() };
    let mut global = protocol("a", ProtocolKind::Ssh, "SSH server", vec![first]);
    if let (true, Asset::Protocol(protocol)) = (global_states, &mut global.asset) {
        let algorithm = Algorithm::verbatim("curve25519-sha256", None);
        let offer =
            Offer { role: OfferRole::KeyExchange, name: "curve25519-sha256".into(), algorithm };
        protocol.offers.push(offer);
    }
    let mut block = protocol("a", ProtocolKind::Ssh, "SSH server, match", vec![unstated()]);
    block.occurrences[0].occurrence.offset = 100;
    vec![block, global]
}

#[test]
fn a_block_of_a_configuration_is_no_configuration_of_its_own() {
    for states in [true, false] {
        let holdings = blocks(states);
        let made = plan(&context(vec![]), &[], &holdings);
        let change = package(&made, "a/configuration/ssh-key-establishment");
        assert_eq!(change.assets, [holdings[1].id], "global part states it: {states}");
        assert_eq!(package(&made, "a/discovery").assets, [holdings[0].id]);
    }
}

#[test]
fn lists_and_responses_go_with_their_authority() {
    let top = certificate("pki", &root("root"), None);
    let middle = certificate("pki", &issuing("issuing"), Some(&top));
    let list = judged(Exposure::Shor, &[Purpose::CertificateSigning], &[LATER]);
    let list = key("pki", MaterialKind::CertificateRevocationList, "X.509 CRL", "list", list);
    let end = certificate("web", &leaf("www"), Some(&middle));
    let made = plan(&context(vec![]), &[], &[top, middle, end, list.clone()]);
    assert!(!ids(&made).contains("pki/certificate-reissue/signature"), "{:?}", ids(&made));
    let renewal = package(&made, "pki/ca-renewal/issuing");
    assert!(renewal.assets.contains(&list.id));
    assert!(renewal.title.contains("renew 1 issuing authority"), "{}", renewal.title);
}

#[test]
fn a_public_key_goes_with_its_private_key() {
    let known = ssh_key("client", "host key");
    let sign = || judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let mut secret = key("server", MaterialKind::PrivateKey, "OpenSSH", "secret", sign());
    secret.relations.push(Relation {
        from: secret.id,
        to: known.id,
        kind: RelationKind::PublicHalf,
    });
    let mut beside = known.clone();
    beside.system = "server".into();
    let made = plan(&context(vec![]), &[], &[known.clone(), beside, secret]);
    let own = ids(&made).into_iter().filter(|id| id.starts_with("client/"));
    assert_eq!(own.collect::<Vec<_>>(), ["client/library-upgrade/ssh-signature"]);
    let rekey = package(&made, "server/rekey/ssh-signature");
    assert_eq!(rekey.assets.len(), 2);
    assert!(rekey.title.contains("replace 1 SSH key "), "{}", rekey.title);
    assert_eq!(made.burndown.last().unwrap().exposed[&Exposure::Shor], 0);
}

#[test]
fn a_seal_is_no_server_certificate() {
    let mut seal = certificate("app", &leaf("seal"), None);
    if let Asset::Certificate(certificate) = &mut seal.asset {
        certificate.key_usage.insert("nonRepudiation".into());
    }
    let made = plan(&context(vec![]), &[], &[seal]);
    let expected = ["app/certificate-reissue/cms-signature", "app/library-upgrade/tls"];
    assert_eq!(ids(&made), BTreeSet::from(expected));
    let reissue = package(&made, "app/certificate-reissue/cms-signature");
    assert!(reissue.title.contains("signing documents"), "{}", reissue.title);
    assert!(!reissue.steps.iter().any(|step| step.contains("HOST:443")));
}

#[test]
fn titles_are_unique() {
    let offers = vec![
        judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[]),
        judged(Exposure::Shor, &[Purpose::Signature], &[]),
        judged(Exposure::ClassicallyBroken, &[Purpose::Encryption], &[]),
    ];
    let holdings = [
        protocol("a", ProtocolKind::Ssh, "sshd", offers.clone()),
        protocol("a", ProtocolKind::Tls, "httpd", offers),
        broken(ssh_key("a", "old")),
        ssh_key("a", "new"),
        broken(certificate("a", &leaf("www"), None)),
        certificate("a", &root("public"), None),
    ];
    let made = plan(&context(vec![]), &[], &holdings);
    let titles: BTreeSet<&str> = made.packages.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles.len(), made.packages.len(), "{titles:?}");
}
