//! What has to be there before a change: libraries, hardware, proxies, and things that nobody has dated.

use y2q::assess::Holding;
use y2q::model::{
    Exposure, Hardware, HardwareKind, MaterialKind, Obstacle, ProtocolKind, Purpose, System,
    Unchangeable,
};
use y2q::plan::{Change, Package, Plan};
use y2q::report::answers::{Answers, Outcome};

use super::holdings::{
    LATER, algorithm, certificate, context, issuing, judged, key, leaf, plan, protocol, ssh_key,
    supplier, system, unsure,
};
use super::kinds::{fell, package, signing_key, tls};

fn made(change: impl FnOnce(&mut System), holdings: &[Holding]) -> Plan {
    let mut one = system("one", &[]);
    change(&mut one);
    plan(&context(vec![one]), &[], holdings)
}

fn has(plan: &Plan, id: &str) -> bool {
    plan.packages.iter().any(|one| one.id == id)
}

fn closed(system: &mut System) {
    system.changeability.unchangeable =
        Some(Unchangeable { kind: Obstacle::ClosedSource, reason: "its maker closed".into() });
}

/// A key or message of `format`, found by `detector`.
fn found(format: &str, detector: &str, purpose: Purpose) -> Holding {
    let says = judged(Exposure::Shor, &[purpose], &[LATER]);
    let mut held = key("one", MaterialKind::PublicKey, format, detector, says);
    held.occurrences[0].occurrence.detector = detector.into();
    held
}

fn sshd() -> Holding {
    let offers = [Purpose::KeyEstablishment, Purpose::Signature];
    let offers = offers.map(|purpose| judged(Exposure::Shor, &[purpose], &[LATER]));
    protocol("one", ProtocolKind::Ssh, "sshd", offers.to_vec())
}

fn comes_after(plan: &Plan, later: &str, earlier: &str) {
    let (later, earlier) = (package(plan, later), package(plan, earlier));
    assert!(later.after.contains(&earlier.id), "{} after {:?}", later.id, later.after);
    assert!(later.start > earlier.finish, "{:?} and {:?}", later.start, earlier.finish);
}

#[test]
fn every_change_to_a_new_algorithm_has_a_library_that_knows_it_before() {
    let mut signs = certificate("one", &leaf("seal"), None);
    let y2q::model::Asset::Certificate(certified) = &mut signs.asset else { unreachable!() };
    certified.key_usage.insert("nonRepudiation".into());
    let unknown =
        unsure(judged(Exposure::Shor, &[Purpose::Signature, Purpose::KeyEstablishment], &[LATER]));
    let shared = judged(Exposure::ClassicallyBroken, &[Purpose::Encryption], &[LATER]);
    let cases: [(Holding, &str, Option<&str>); 9] = [
        (signing_key("private-key"), "one/rekey/signature", Some("tls")),
        (
            key("one", MaterialKind::PrivateKey, "PKCS#8", "unknown", unknown),
            "one/rekey/undetermined-purpose",
            Some("tls"),
        ),
        (signs, "one/certificate-reissue/cms-signature", Some("tls")),
        (
            algorithm("one", "ECDSA", judged(Exposure::Shor, &[Purpose::Signature], &[LATER])),
            "one/replacement/signature",
            Some("tls"),
        ),
        (
            found("JWK", "json-web-key", Purpose::Signature),
            "one/rekey/jose-signature",
            Some("jose"),
        ),
        (
            found("OpenPGP", "openpgp-key", Purpose::Signature),
            "one/rekey/openpgp-signature",
            Some("openpgp"),
        ),
        (
            found("SPKI", "dns-key-record", Purpose::Signature),
            "one/rekey/dnssec-signature",
            Some("dnssec"),
        ),
        (ssh_key("one", "key"), "one/rekey/ssh-signature", Some("ssh-signature")),
        (
            key("one", MaterialKind::SecretKey, "keytab", "shared", shared),
            "one/rekey/symmetric-now",
            None,
        ),
    ];
    for (held, id, library) in cases {
        let plan = made(|_| {}, &[held]);
        match library {
            Some(library) => comes_after(&plan, id, &format!("one/library-upgrade/{library}")),
            None => assert!(
                has(&plan, id)
                    && plan.packages.iter().all(|one| one.change != Change::LibraryUpgrade)
            ),
        }
    }
}

#[test]
fn ssh_key_exchange_waits_for_no_release_with_new_keys() {
    let plan = made(|_| {}, &[sshd(), ssh_key("one", "key")]);
    comes_after(&plan, "one/configuration/ssh-key-establishment", "one/library-upgrade/ssh");
    for id in ["one/configuration/ssh-signature", "one/rekey/ssh-signature"] {
        comes_after(&plan, id, "one/library-upgrade/ssh-signature");
    }
    let exchange = package(&plan, "one/library-upgrade/ssh");
    let keys = package(&plan, "one/library-upgrade/ssh-signature");
    assert_eq!((exchange.undated.is_none(), exchange.release.is_none()), (true, true));
    assert!(keys.start.unwrap().since(exchange.start.unwrap()) >= 4);
    // What the packages after it ask for is what it says.
    let skipped = |package: &Package| package.runbook().before.join(" ");
    assert!(skipped(exchange).contains("this is for key exchange"), "{}", skipped(exchange));
    assert!(!skipped(keys).contains("skip where ssh -V says 10.0"), "{}", skipped(keys));
}

#[test]
fn software_that_cannot_be_changed_is_not_told_of_new_signatures_either() {
    let plan = made(closed, &[sshd(), ssh_key("one", "key")]);
    assert!(!has(&plan, "one/configuration/ssh-signature"));
    assert!(plan.packages.iter().all(|one| one.change != Change::LibraryUpgrade));
    let proxy = package(&plan, "one/proxy-in-front/ssh-key-establishment");
    assert_eq!(proxy.assets.len(), 1, "one proxy for both");
    assert!(fell(proxy, Change::Configuration).contains("no release"));
    let keys = package(&plan, "one/rekey/ssh-signature");
    assert!(keys.after.contains(&proxy.id), "{:?}", keys.after);
    assert!(keys.runbook().notes.iter().any(|note| note.contains("made for the proxy in front")));
    // Keys alone need the proxy as well.
    let alone = made(closed, &[ssh_key("one", "key")]);
    comes_after(&alone, "one/rekey/ssh-signature", "one/proxy-in-front/ssh-key-establishment");
    // What no proxy does for it waits for other software, and is told.
    let stuck = made(closed, &[signing_key("private-key")]);
    let key = package(&stuck, "one/rekey/signature");
    assert!(key.undated.as_ref().unwrap().contains("software in the place of"));
    assert!(key.runbook().notes.iter().any(|note| note.contains("[[accept]]")));
    assert!(!has(&stuck, "one/library-upgrade/tls"));
}

#[test]
fn hardware_is_bought_once_for_the_keys_of_every_use() {
    let says = |purpose| judged(Exposure::Shor, &[purpose], &[LATER]);
    let unknown =
        unsure(judged(Exposure::Shor, &[Purpose::Signature, Purpose::KeyEstablishment], &[LATER]));
    let keys = [
        key("one", MaterialKind::PrivateKey, "PKCS#8", "a", says(Purpose::Signature)),
        key("one", MaterialKind::PrivateKey, "PKCS#8", "b", says(Purpose::KeyEstablishment)),
        key("one", MaterialKind::PrivateKey, "PKCS#8", "c", unknown),
    ];
    let hardware = Hardware { kind: HardwareKind::Hsm, refresh: None, lead_quarters: 4 };
    let plan = made(|system| system.changeability.hardware = Some(hardware), &keys);
    let bought: Vec<&Package> =
        plan.packages.iter().filter(|one| one.change == Change::HardwareReplacement).collect();
    assert_eq!(bought.len(), 1, "{:?}", bought.iter().map(|one| &one.id).collect::<Vec<_>>());
    assert_eq!((bought[0].id.as_str(), bought[0].assets.len()), ("one/hardware-replacement", 3));
    // Of the three keys one has to be looked into.
    assert!(package(&plan, "one/discovery").title.contains("resolve 1 thing"));
    let authority = certificate("one", &issuing("authority"), None);
    let issued = certificate("one", &leaf("www"), Some(&authority));
    let [one, two, _] = keys;
    let plan = made(
        |system| system.changeability.hardware = Some(hardware),
        &[one, two, authority, issued],
    );
    let renewal = package(&plan, "one/ca-renewal/issuing");
    assert!(renewal.after.contains(&"one/hardware-replacement".to_owned()), "{:?}", renewal.after);
}

#[test]
fn what_a_protocol_does_not_have_is_no_target() {
    let target = |held: Holding, id: &str| {
        let plan = made(|_| {}, &[held]);
        let one = package(&plan, id).clone();
        (one.target.as_ref().map(|target| target.name.clone()), one)
    };
    let (none, zone) = target(
        found("DNSSEC", "dnssec-private-key", Purpose::Signature),
        "one/rekey/dnssec-signature",
    );
    assert_eq!(none, None);
    let book = zone.runbook();
    assert!(book.notes.iter().any(|note| note.contains("no algorithm number")), "{:?}", book.notes);
    assert!(book.commands.iter().all(|one| !one.starts_with("openssl")), "{:?}", book.commands);
    assert!(zone.undated.is_some());
    // In a zone, a key of an algorithm that could do either signs.
    let says =
        unsure(judged(Exposure::Shor, &[Purpose::Signature, Purpose::KeyEstablishment], &[LATER]));
    let mut held = key("one", MaterialKind::PublicKey, "SPKI", "zone", says);
    held.occurrences[0].occurrence.detector = "dns-key-record".into();
    held.occurrences[0].occurrence.note = "DNSKEY example.org. zone-signing key".into();
    assert!(has(&made(|_| {}, &[held.clone()]), "one/rekey/dnssec-signature"));
    held.occurrences[0].occurrence.note = "TLSA _443._tcp.example.org. usage 3".into();
    assert!(has(&made(|_| {}, &[held]), "one/rekey/undetermined-purpose"));

    let jose = |purpose| found("JWK", "json-web-key", purpose);
    let (none, key) = target(jose(Purpose::KeyEstablishment), "one/rekey/jose-key-establishment");
    assert_eq!(none, None);
    assert!(key.undated.unwrap().contains("draft-ietf-jose-pqc-kem"));
    // A key that lies elsewhere as well is nobody's own.
    let mut both = jose(Purpose::KeyEstablishment);
    let y2q::model::Asset::RelatedCryptoMaterial(material) = &mut both.asset else {
        unreachable!()
    };
    material.format = "SPKI".into();
    both.occurrences.push(both.occurrences[0].clone());
    both.occurrences[1].occurrence.detector = "public-key".into();
    let (name, _) = target(both, "one/rekey/key-establishment");
    assert_eq!(name.as_deref(), Some("ML-KEM-768"));
}

#[test]
fn what_nobody_has_dated_is_no_yes() {
    let plan = made(|_| {}, &[ssh_key("one", "key")]);
    let rests = plan.packages.iter().filter(|one| one.undated.is_some()).count();
    assert_eq!(rests, 2, "the upgrade and the keys");
    let keys = package(&plan, "one/library-upgrade/ssh-signature");
    let (quarter, why) = keys.release.clone().unwrap();
    assert_eq!(quarter.to_string(), "2027-Q4");
    assert!(why.contains("planning default"), "{why}");
    assert!(
        plan.assumptions.iter().any(|one| one.contains("2 packages rest on it")),
        "{:?}",
        plan.assumptions
    );
    let answers = Answers::of(&plan);
    assert_eq!(answers.outcome, Outcome::Undated);
    assert!(
        answers.in_time.starts_with("Not certain: all 2 packages rest on what nobody"),
        "{}",
        answers.in_time
    );
    assert!(keys.runbook().notes[0].contains("nobody has dated"));
    assert_eq!(keys.chance.unwrap().in_time, None);

    // A supplier with a date is waited for and not counted.
    let dated = made(
        |system| system.supplier = Some(supplier("OpenSSH", Some("2029-Q1"))),
        &[ssh_key("one", "key")],
    );
    assert!(dated.packages.iter().all(|one| one.undated.is_none()));
    assert_eq!(
        package(&dated, "one/library-upgrade/ssh-signature").start.unwrap().to_string(),
        "2029-Q1"
    );
    assert_eq!(Answers::of(&dated).outcome, Outcome::InTime);
    // One without is counted.
    let silent = made(|system| system.supplier = Some(supplier("Maker", None)), &[tls()]);
    let one = package(&silent, "one/configuration/tls-key-establishment");
    assert_eq!(one.undated.as_deref(), Some("what Maker delivers"));
    assert_eq!(Answers::of(&silent).outcome, Outcome::Undated);
    // And beside a product that nobody has dated either.
    let both =
        made(|system| system.supplier = Some(supplier("Maker", None)), &[ssh_key("one", "key")]);
    let keys = package(&both, "one/library-upgrade/ssh-signature");
    let undated = keys.undated.clone().unwrap();
    assert!(undated.contains("OpenSSH release") && undated.ends_with("; what Maker delivers"));
    assert!(Answers::of(&both).in_time.contains("what Maker delivers"));
    // Key exchange of TLS is there.
    assert_eq!(Answers::of(&made(|_| {}, &[tls()])).outcome, Outcome::InTime);
}
