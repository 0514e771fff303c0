//! Mistakes seen in other tools, against every policy that ships.

use std::collections::BTreeSet;

use y2q::model::{Asset, DataTier, Exposure, Primitive, Purpose, Purposes, Subject};
use y2q::policy::{DutyKind, Judge, Policy, Setting, Status, judge, judge_all, judge_in, shipped};
use y2q::registry;
use y2q::risk::{self, Threat};

use super::builder::{date, policy, populations, subject};

const TODAY: &str = "2026-11-26";

fn named(name: &str, purposes: &[Purpose]) -> Subject {
    let algorithm = registry::by_name(name).unwrap();
    let mut subject = risk::subjects(&Asset::Algorithm(algorithm)).remove(0);
    subject.purposes = Purposes::Known(purposes.iter().copied().collect());
    subject
}

fn own(policy: &Policy) -> Vec<String> {
    policy.applies_to.iter().cloned().collect()
}

/// Several tools list SLH-DSA, ML-KEM-768, ML-DSA-65 or HQC as CNSA 2.0.
#[test]
fn the_suite_has_no_slh_dsa_and_no_smaller_sets() {
    let suite = policy("cnsa-2.0");
    for (name, purpose) in [
        ("SLH-DSA-SHA2-256s", Purpose::Signature),
        ("SLH-DSA-SHAKE-128f", Purpose::CertificateSigning),
        ("ML-KEM-512", Purpose::KeyEstablishment),
        ("ML-KEM-768", Purpose::KeyEstablishment),
        ("X25519MLKEM768", Purpose::KeyEstablishment),
        ("ML-DSA-44", Purpose::Signature),
        ("ML-DSA-65", Purpose::Signature),
        ("HashML-DSA-87", Purpose::Signature),
        ("HQC-5", Purpose::KeyEstablishment),
        ("Kyber1024", Purpose::KeyEstablishment),
    ] {
        for day in [TODAY, "2036-01-01"] {
            let verdict = judge(&suite, &named(name, &[purpose]), &own(&suite), date(day));
            assert_eq!(verdict.status, Status::Disallowed, "{name} on {day}");
        }
    }
    let approved = judge(
        &suite,
        &named("ML-KEM-1024", &[Purpose::KeyEstablishment]),
        &own(&suite),
        date("2032-01-01"),
    );
    assert_eq!(approved.status, Status::Acceptable);
}

/// The suite binds national security systems and nobody else.
#[test]
fn the_suite_says_nothing_of_a_company() {
    for id in ["cnsa-2.0", "cnsa-2.0-categories", "us-dow-pqc", "kr-kcmvp"] {
        let key = named("RSA-2048", &[Purpose::Signature]);
        let company = populations(&["general", "de", "finance", "us-federal-contractor"]);
        let verdict = judge(&policy(id), &key, &company, date("2036-01-01"));
        assert_eq!(verdict.status, Status::NotApplicable, "{id}");
    }
}

/// Two layers of dates: those of CNSSP 15 gate, those of the table of 2022 are indicative.
#[test]
fn the_two_layers_of_the_suite_are_not_mixed() {
    let (operative, categories) = (policy("cnsa-2.0"), policy("cnsa-2.0-categories"));
    assert!(!operative.indicative && categories.indicative);
    let years = |policy: &Policy| -> BTreeSet<i16> {
        let rules = policy.rules.iter();
        rules
            .flat_map(|rule| rule.steps.iter().filter_map(|step| Some(step.from?.year())))
            .collect()
    };
    assert!(!years(&operative).contains(&2034), "2033 is in the table of 2022 only");
    let gate = operative.rule("quantum-vulnerable").unwrap();
    let duties: Vec<_> = gate.due.iter().map(|duty| (duty.kind, duty.on.to_string())).collect();
    assert_eq!(
        duties,
        [
            (DutyKind::AcquisitionGate, "2027-01-01".to_owned()),
            (DutyKind::PhaseOut, "2030-12-31".to_owned()),
            (DutyKind::ExclusiveUse, "2031-12-31".to_owned()),
        ]
    );
    let key = named("RSA-3072", &[Purpose::Signature]);
    let verdict = judge(&operative, &key, &own(&operative), date(TODAY));
    assert_eq!(verdict.next().unwrap().on, date("2027-01-01"));
    assert_eq!(verdict.deadline, Some(date("2031-12-31")));
    // A web server of a national security system: both layers, apart from each other.
    let web = populations(&["us-nss", "us-nss-web-cloud"]);
    assert_eq!(judge(&categories, &key, &web, date("2033-12-31")).status, Status::Deprecated);
    assert_eq!(judge(&operative, &key, &web, date("2033-12-31")).status, Status::Disallowed);
}

/// No policy gives a longer classical key a later year: only strengths below the least one end sooner.
#[test]
fn larger_rsa_gets_no_later_date_than_rsa_3072() {
    for policy in shipped() {
        for purpose in [Purpose::Signature, Purpose::KeyEstablishment, Purpose::CertificateSigning]
        {
            let deadline = |name: &str| {
                let populations = own(&policy);
                let setting = Setting {
                    tier: Some(DataTier::Sensitive),
                    confidentiality_years: Some(5),
                    signature_years: Some(5),
                    ..Setting::of(&populations)
                };
                judge_in(&policy, &named(name, &[purpose]), &setting, date(TODAY)).deadline
            };
            let least = deadline("RSA-3072");
            for larger in ["RSA-4096", "RSA-8192", "RSA-15360"] {
                assert_eq!(deadline(larger), least, "{} {larger} {purpose:?}", policy.id);
            }
        }
    }
}

/// The 2030 row of IR 8547 is for 112 bits; where P-256 does end with 2030, the document says so itself.
#[test]
fn only_documents_that_say_so_end_p256_with_2030() {
    let mut ending = BTreeSet::new();
    for policy in shipped() {
        let populations = own(&policy);
        let setting = Setting {
            tier: Some(DataTier::Sensitive),
            signature_years: Some(5),
            ..Setting::of(&populations)
        };
        let key = named("ECDSA-P-256-SHA-256", &[Purpose::Signature]);
        let at = judge_in(&policy, &key, &setting, date("2031-01-01"));
        if at.status == Status::Disallowed {
            ending.insert(policy.id.clone());
        }
    }
    // India: critical information infrastructure by the end of 2029.
    let said = ["au-asd-ism", "in-dst-nqm"].map(str::to_owned);
    assert_eq!(ending, BTreeSet::from(said));
}

/// A scheme for key establishment is never what a signature or AES is told to become.
#[test]
fn no_rule_speaks_of_kems_as_signatures() {
    for policy in shipped() {
        for rule in &policy.rules {
            let select = &rule.select;
            let only_kem = !select.family.is_empty()
                && select
                    .family
                    .iter()
                    .all(|family| ["ML-KEM", "HQC", "FrodoKEM"].contains(&family.as_str()));
            for example in rule.examples.iter().filter(|_| only_kem) {
                assert!(
                    example.subject.purposes.possible().contains(&Purpose::KeyEstablishment),
                    "{}/{}",
                    policy.id,
                    rule.id
                );
            }
        }
    }
}

/// What is signed cannot be harvested: no policy makes a signature key a matter of recorded traffic.
#[test]
fn a_signature_key_is_not_harvestable() {
    for name in ["RSA-2048", "EC-P-256", "ECDSA-P-256-SHA-256", "Ed25519"] {
        for purpose in [Purpose::Signature, Purpose::CertificateSigning] {
            assert_eq!(Threat::of(&named(name, &[purpose])), Threat::TrustNowForgeLater, "{name}");
        }
    }
    let default = policy("y2q-default");
    let organisation = own(&default);
    let setting = Setting {
        confidentiality_years: Some(30),
        signature_years: Some(30),
        ..Setting::of(&organisation)
    };
    let deadline = |purpose| {
        judge_in(&default, &named("RSA-3072", &[purpose]), &setting, date(TODAY)).deadline
    };
    assert_eq!(deadline(Purpose::KeyEstablishment), Some(date("2030-12-31")));
    assert_eq!(deadline(Purpose::Signature), Some(date("2035-12-31")));
}

/// "Nothing found" and "could not tell" are not readiness.
#[test]
fn what_cannot_be_told_is_never_acceptable_for_a_quantum_reason() {
    let mut unseen = subject("not shown", "").unknown_family().exposure(Exposure::Indeterminate);
    unseen = unseen.primitive(Primitive::Unknown);
    let unseen = unseen.one_of(&[Purpose::KeyEstablishment, Purpose::Signature]).build();
    for policy in shipped() {
        // A policy that forbids nothing may accept what is unknown.
        let forbids = policy.rules.iter().any(|rule| {
            rule.steps.iter().any(|step| step.status == Status::Disallowed && step.from.is_some())
        });
        if !forbids {
            continue;
        }
        let verdict = judge(&policy, &unseen, &own(&policy), date("2036-01-01"));
        assert_ne!(verdict.status, Status::Acceptable, "{}", policy.id);
    }
}

/// A verdict is about one thing: a safe finding beside it changes nothing, and there is no score to raise.
#[test]
fn safe_findings_change_no_verdict_of_others() {
    let policies = shipped();
    let everyone: Vec<String> = policies.iter().flat_map(own).collect();
    let setting = Setting::of(&everyone);
    let bad = named("RSA-2048", &[Purpose::Signature]);
    let alone = judge_all(&policies, &bad, &setting, date(TODAY));
    let mut judge = Judge::new(&policies, date(TODAY));
    for safe in ["ML-KEM-1024", "AES-256-GCM", "SHA-384", "X25519MLKEM768"] {
        judge.verdicts(&named(safe, &[Purpose::Encryption]), &setting);
    }
    assert_eq!(*judge.verdicts(&bad, &setting), *alone);
}

/// Equal facts are judged once, and as the plain reading judges them, for every algorithm of the registry.
#[test]
fn the_interning_judge_agrees_with_the_plain_one() {
    let policies = shipped();
    let mut judges = Judge::new(&policies, date(TODAY));
    let mut asked = 0;
    let words: Vec<Vec<String>> = policies.iter().map(own).collect();
    for row in registry::all() {
        let Some(algorithm) = registry::by_name(row.name) else { continue };
        for subject in risk::subjects(&Asset::Algorithm(algorithm)) {
            for populations in [&words[0], &words[3], &words[words.len() - 2]] {
                let setting = Setting::of(populations);
                let plain = judge_all(&policies, &subject, &setting, date(TODAY));
                assert_eq!(*judges.verdicts(&subject, &setting), *plain, "{}", row.name);
                asked += 1;
            }
        }
    }
    assert!(judges.distinct() < asked, "{} of {asked}", judges.distinct());
}

/// No two rules of one precedence can give one use different statuses, whatever is known of it and of its system.
#[test]
fn rules_of_one_precedence_do_not_overlap_on_anything() {
    let palette = y2q::assess::palette();
    assert!(palette.len() > 1000, "{}", palette.len());
    let mut wrong = Vec::new();
    for policy in shipped() {
        for overlap in y2q::policy::overlaps(&policy, &palette) {
            let text = y2q::policy::SHIPPED.iter().find(|(id, _)| *id == policy.id).unwrap().1;
            let fault = overlap.fault(&policy, text);
            wrong.push(format!("{}.toml:{}: {fault}", policy.id, fault.line(text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What nobody read says so in every verdict.
#[test]
fn unread_clauses_are_marked_in_every_verdict() {
    for policy in shipped() {
        for rule in &policy.rules {
            for example in rule.examples.iter().filter(|one| one.expect != Status::NotApplicable) {
                let verdict =
                    judge_in(&policy, &example.subject, &example.setting(), example.at[0]);
                let unread = policy.verified == "needs-primary-check" || rule.needs_primary_check;
                assert!(!unread || verdict.needs_primary_check, "{}/{}", policy.id, rule.id);
                assert!(!rule.contested || verdict.contested, "{}/{}", policy.id, rule.id);
            }
            // What is contested decides nothing.
            if rule.contested {
                assert!(rule.steps.iter().all(|step| step.status == Status::Indeterminate));
            }
        }
    }
}

/// Where the reading of a clause is disputed nothing is decided: the rule says *indeterminate* and nothing else, says what
/// is disputed, and dates nothing.
#[test]
fn a_disputed_reading_decides_nothing() {
    let all = y2q::policy::shipped();
    let rules = all.iter().flat_map(|policy| policy.rules.iter().map(move |rule| (policy, rule)));
    let disputed: Vec<_> = rules.filter(|(_, rule)| rule.contested).collect();
    assert!(!disputed.is_empty());
    for (policy, rule) in disputed {
        let name = format!("{}/{}", policy.id, rule.id);
        let statuses: Vec<Status> = rule.steps.iter().map(|step| step.status).collect();
        assert_eq!(statuses, [Status::Indeterminate], "{name}");
        assert!(rule.interpretation.is_some() && rule.due.is_empty(), "{name}");
    }
}

/// Circulating dates that have no source.
#[test]
fn fabricated_dates_do_not_ship() {
    for (stem, text) in y2q::policy::SHIPPED {
        for word in ["HKMA", "Monetary Authority"] {
            assert!(!text.contains(word), "{stem}: {word}");
        }
    }
    let nukib = policy("cz-nukib");
    assert!(nukib.milestones.is_empty());
    assert!(nukib.rules.iter().all(|rule| rule.steps.len() == 1 && rule.due.is_empty()));
    let europe = policy("eu-roadmap");
    assert!(!europe.milestones.iter().any(|one| one.name.contains("inventor")));
}
