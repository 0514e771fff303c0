//! Matrix and conflicts: who differs, about what, and what satisfies all.

use y2q::assess::{About, Conflict, Question, Resolution, conflicts};
use y2q::model::{DataTier, Purpose};
use y2q::policy::{Policy, Setting, Status};

use super::builder::{date, policy, populations, subject};

const AGREE: &[Purpose] = &[Purpose::KeyEstablishment];
const SIGN: &[Purpose] = &[Purpose::Signature];

fn between(ids: &[&str], words: &[&str], purposes: &[Purpose], until: &str) -> Vec<Conflict> {
    let all: Vec<Policy> = ids.iter().map(|id| policy(id)).collect();
    let policies: Vec<&Policy> = all.iter().collect();
    let populations = populations(words);
    let setting = Setting { tier: Some(DataTier::Sensitive), ..Setting::of(&populations) };
    let (name, family) = match purposes {
        [Purpose::KeyEstablishment] => ("ECDH-P-256", "ECDH"),
        _ => ("ECDSA-P-256", "ECDSA"),
    };
    let present = subject(name, family).curve("P-256").strength(128).known(purposes).build();
    let question =
        Question { subject: &present, system: "web", setting: &setting, until: date(until) };
    conflicts(&question, &policies, y2q::scheme::all())
}

/// Germany asks for hybrids, the United States' suite for ML-KEM-1024, and whether as a hybrid is disputed:
/// nothing satisfies both without reserve, and the proof names every candidate.
#[test]
fn bsi_and_cnsa_leave_nothing_without_reserve() {
    let found = between(&["cnsa-2.0", "de-bsi-tr-02102"], &["de", "us-nss"], AGREE, "2035-12-31");
    assert_eq!(found.len(), 1);
    let conflict = &found[0];
    assert_eq!(conflict.between, ["cnsa-2.0", "de-bsi-tr-02102"]);
    assert!(conflict.about.contains(&About::Construction), "{:?}", conflict.about);
    assert!(conflict.contested);
    let Resolution::Nothing { proof, nearest } = &conflict.resolution else {
        panic!("{:?}", conflict.resolution)
    };
    let all = y2q::scheme::all().iter();
    let kems = all
        .filter(|one| one.role == y2q::scheme::Role::Kem && one.protocols != ["openpgp"])
        .count();
    assert_eq!(proof.len(), kems + 1, "every candidate and no change is refused by somebody");
    assert!(proof.iter().all(|refusal| !refusal.clause.is_empty()));
    let refused = |scheme: &str| {
        let one = proof.iter().find(|refusal| refusal.scheme == scheme).unwrap();
        (one.policy.as_str(), one.status)
    };
    assert_eq!(refused("ml-kem-1024"), ("de-bsi-tr-02102", Status::Deprecated));
    assert_eq!(refused("x25519mlkem768"), ("cnsa-2.0", Status::Disallowed));
    assert_eq!(refused("secp384r1mlkem1024"), ("cnsa-2.0", Status::Indeterminate));
    assert_eq!(nearest.as_deref(), Some("ml-kem-1024"));
}

/// IR 8547 lets ECDH be until 2035, the order until 2030: the earlier day decides, and a hybrid that keeps the
/// present curve is the least change.
#[test]
fn a_difference_of_dates_has_a_least_change() {
    let found = between(&["nist-ir-8547", "us-eo-14412"], &["us-federal-hva"], AGREE, "2035-12-31");
    assert_eq!(found.len(), 1);
    assert!(found[0].about.contains(&About::Date), "{:?}", found[0].about);
    let Resolution::LeastChange { scheme, .. } = &found[0].resolution else {
        panic!("{:?}", found[0].resolution)
    };
    let found_one = y2q::scheme::all().iter().find(|one| one.id == scheme).unwrap();
    assert!(found_one.hybrid && found_one.nist_category == Some(3), "{scheme}");
    assert!(!found[0].contested);
}

/// ML-KEM-768 is fine for NIST and ends in Australia with 2030: a larger parameter set satisfies both.
#[test]
fn a_difference_of_parameter_sets_ends_in_the_larger_one() {
    let found = between(&["au-asd-ism", "nist-ir-8547"], &["au-government"], AGREE, "2035-12-31");
    assert!(found[0].about.contains(&About::ParameterSet), "{:?}", found[0].about);
    let Resolution::LeastChange { scheme, .. } = &found[0].resolution else {
        panic!("{:?}", found[0].resolution)
    };
    assert_eq!(scheme, "ml-kem-1024");
}

/// France and Germany take hash-based signatures alone, the suite takes them for nothing but firmware.
#[test]
fn signatures_get_signatures_and_key_establishment_gets_kems() {
    for (purposes, role) in [(AGREE, y2q::scheme::Role::Kem), (SIGN, y2q::scheme::Role::Signature)]
    {
        for conflict in between(
            &["cnsa-2.0", "fr-anssi", "de-bsi-tr-02102", "au-asd-ism", "us-eo-14412"],
            &["us-nss", "fr", "de", "au-government", "us-federal-hva"],
            purposes,
            "2035-12-31",
        ) {
            let schemes: Vec<&str> = match &conflict.resolution {
                Resolution::LeastChange { scheme, .. } => vec![scheme],
                Resolution::Nothing { proof, .. } => {
                    proof.iter().map(|refusal| refusal.scheme.as_str()).collect()
                }
            };
            for id in schemes.into_iter().filter(|id| *id != "none") {
                let scheme = y2q::scheme::all().iter().find(|one| one.id == id).unwrap();
                assert_eq!(scheme.role, role, "{id}");
            }
        }
    }
}

#[test]
fn who_agrees_or_is_alone_or_does_not_bind_has_no_conflict() {
    assert!(between(&["cnsa-2.0"], &["us-nss"], AGREE, "2035-12-31").is_empty());
    assert!(between(&["cnsa-2.0", "de-bsi-tr-02102"], &["de"], AGREE, "2035-12-31").is_empty());
    let cipher: &[Purpose] = &[Purpose::Encryption];
    assert!(
        between(&["cnsa-2.0", "au-asd-ism"], &["us-nss", "au-government"], cipher, "2035-12-31")
            .is_empty()
    );
}
