//! The corridor: occurrences by system, subjects worst first, the choice of policies.

use std::collections::BTreeSet;

use y2q::assess::{self, Assessor};
use y2q::inventory::{Entry, Located, Location};
use y2q::model::{
    Asset, Certificate, Confidence, Context, Evidence, Exposure, MaterialKind, Occurrence,
    OfferRole,
};
use y2q::policy::{self, Policy, Status};

use super::assets::{certificate, date, key, material, named, ssh};

const ESTATE: &str = r#"
schema = 1
[defaults]
jurisdictions = ["general"]
[[team]]
id = "ops"
capacity = 10
[[system]]
id = "web"
paths = ["front/**"]
exposure = "internet"
[[system]]
id = "agency"
paths = ["/srv/agency/**"]
jurisdictions = ["kr-public-sector"]
"#;

fn located(root: &str, path: &str) -> Located {
    Located {
        location: Location { root: root.into(), path: path.into() },
        occurrence: Occurrence {
            detector: "private-key".into(),
            line: None,
            offset: 0,
            evidence: Evidence::Present,
            confidence: Confidence::High,
            note: String::new(),
            code: None,
        },
        digest: None,
        first_scan: 1,
        last_scan: 1,
    }
}

pub fn entry(asset: Asset, places: &[(&str, &str)]) -> Entry {
    let occurrences = places.iter().map(|(root, path)| located(root, path)).collect();
    Entry { id: asset.id(), asset, occurrences, relations: Vec::new(), certificates: Vec::new() }
}

fn rsa() -> Asset {
    Asset::RelatedCryptoMaterial(material(
        MaterialKind::PrivateKey,
        "PKCS#8",
        Some(key("RSA-2048")),
    ))
}

#[test]
fn one_holding_for_each_system_with_an_occurrence() {
    let context = y2q::estate::parse(ESTATE).unwrap();
    let policies = policy::shipped();
    let entry = entry(
        rsa(),
        &[
            ("/srv", "front/a.key"),
            ("/srv", "front/b.key"),
            ("/srv", "agency/key"),
            ("/srv", "other/key"),
            // A root that is a file has its own name as path.
            ("/srv/agency/lone.key", "lone.key"),
        ],
    );
    let day = date("2026-11-21");
    let holdings = Assessor::new(&context, &policies, day).holdings(entry.clone());
    let found: Vec<(&str, usize)> = holdings
        .iter()
        .map(|holding| (holding.system.as_str(), holding.occurrences.len()))
        .collect();
    assert_eq!(found, [("agency", 2), ("unassigned", 1), ("web", 2)]);
    assert_eq!(holdings, assess::holdings(&entry, &context, &policies, day));
    let priority = |at: usize| holdings[at].judged[0].risk.priority;
    assert!(priority(2) > priority(1), "the internet counts more than the inside");
    for holding in &holdings {
        assert_eq!(holding.judged[0].verdicts.len(), policies.len());
        for (verdict, policy) in holding.judged[0].verdicts.iter().zip(&policies) {
            assert_eq!(verdict.policy, policy.id);
        }
    }
    let korean = policies.iter().position(|policy| policy.id == "kr-pqc-2035").unwrap();
    assert_ne!(holdings[0].judged[0].verdicts[korean].status, Status::NotApplicable);
    assert_eq!(holdings[2].judged[0].verdicts[korean].status, Status::NotApplicable);
}

#[test]
fn supporting_assets_have_no_holding() {
    let context = Context::undeclared();
    let supporting = entry(rsa(), &[]);
    assert!(assess::holdings(&supporting, &context, &[], date("2026-11-21")).is_empty());
}

#[test]
fn subjects_come_worst_first() {
    let asset = ssh(&[
        (OfferRole::KeyExchange, "mlkem768x25519-sha256"),
        (OfferRole::Signature, "ssh-ed25519"),
        (OfferRole::KeyExchange, "curve25519-sha256"),
        (OfferRole::KeyExchange, "nobody-knows"),
        (OfferRole::Signature, "ssh-rsa"),
    ]);
    assert_eq!(assess::worst_exposure(&asset), Some(Exposure::ClassicallyBroken));
    let context = Context::undeclared();
    let holdings = assess::holdings(
        &entry(asset, &[("/etc/ssh", "sshd_config")]),
        &context,
        &[],
        date("2026-11-21"),
    );
    let order: Vec<&str> =
        holdings[0].judged.iter().map(|judged| judged.subject.algorithm.as_str()).collect();
    let worst_first =
        ["ssh-rsa", "curve25519-sha256", "ssh-ed25519", "nobody-knows", "mlkem768x25519-sha256"];
    assert_eq!(order, worst_first);
}

#[test]
fn the_worst_exposure_of_an_asset() {
    let exposure = |name, signed| {
        let signature_algorithm = named(signed);
        let certificate = Certificate { signature_algorithm, ..certificate(name, &[]) };
        assess::worst_exposure(&Asset::Certificate(certificate))
    };
    assert_eq!(exposure("RSA-2048", "ML-DSA-65"), Some(Exposure::Shor));
    assert_eq!(exposure("ML-DSA-65", "ML-DSA-65"), Some(Exposure::None));
    assert_eq!(exposure("ML-DSA-65", "ECDSA-SHA-256"), Some(Exposure::Shor));
    let shell = material(MaterialKind::Keystore, "PKCS#12", None);
    assert_eq!(assess::worst_exposure(&Asset::RelatedCryptoMaterial(shell)), None);
}

fn made(id: &str, applies_to: &[&str], excludes: &[&str]) -> Policy {
    let words =
        |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    let mut policy = policy::shipped().remove(0);
    policy.id = id.into();
    policy.applies_to = words(applies_to);
    policy.excludes = words(excludes);
    policy
}

fn ids(applied: &assess::Applied) -> Vec<&str> {
    applied.policies.iter().map(|(policy, _)| policy.id.as_str()).collect()
}

#[test]
fn policies_of_an_undeclared_estate() {
    let shipped = policy::shipped();
    let applied = assess::apply(Context::undeclared(), &shipped, &[]);
    assert_eq!(ids(&applied), ["nist-ir-8547"]);
    let said = applied.assumptions.join("\n");
    assert!(said.contains("with --policy (`y2q policy list`)"), "{said}");
    // Named: the populations of the named are assumed, and the policy does bind.
    let korean: Vec<Policy> =
        shipped.iter().filter(|policy| policy.id == "kr-pqc-2035").cloned().collect();
    let applied = assess::apply(Context::undeclared(), &shipped, &korean);
    assert_eq!(ids(&applied), ["kr-pqc-2035"]);
    assert_eq!(applied.policies[0].1, "named by the user");
    assert!(korean[0].binds(&applied.context.defaults.jurisdictions));
    assert!(
        applied.assumptions[0].contains("it is assumed to belong"),
        "{:?}",
        applied.assumptions
    );
    let judged = assess::holdings(
        &entry(rsa(), &[("/", "key")]),
        &applied.context,
        &korean,
        date("2026-11-21"),
    );
    assert_ne!(judged[0].judged[0].verdicts[0].status, Status::NotApplicable);
}

#[test]
fn policies_of_a_declared_estate() {
    let context = y2q::estate::parse(ESTATE).unwrap();
    let offered = [
        made("everyone", &["general"], &[]),
        made("federal", &["us-federal"], &[]),
        made("korea", &["kr-public-sector"], &[]),
    ];
    let applied = assess::apply(context.clone(), &offered, &[]);
    assert_eq!(ids(&applied), ["everyone", "korea"]);
    assert_eq!(applied.policies[1].1, "by jurisdiction: kr-public-sector (agency)");
    assert!(applied.assumptions.is_empty());
    assert_eq!(applied.context, context);
    // Named policies apply alone; the estate keeps its own jurisdictions.
    let applied = assess::apply(context.clone(), &offered, &offered[1..2]);
    assert_eq!(ids(&applied), ["federal"]);
    assert_eq!(applied.context, context);
    assert!(applied.assumptions[0].contains("federal was named, but it binds no system"));
    // A jurisdiction that no policy knows is told.
    let applied = assess::apply(context.clone(), &offered[..1], &[]);
    assert!(applied.assumptions[0].contains("`kr-public-sector`"), "{:?}", applied.assumptions);
    let applied = assess::apply(context, &offered[1..2], &[]);
    assert!(applied.assumptions[0].contains("No policy applies"), "{:?}", applied.assumptions);
}

#[test]
fn an_excluded_population_is_not_bound() {
    let mut context = y2q::estate::parse(ESTATE).unwrap();
    context.defaults.jurisdictions = vec!["us-nss".into()];
    context.systems.clear();
    let offered = [made("civil", &["general"], &["us-nss"])];
    assert!(assess::apply(context, &offered, &[]).policies.is_empty());
}
