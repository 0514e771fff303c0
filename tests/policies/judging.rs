//! `judge`: population, order of rules, several purposes, unknown parts.

use y2q::model::{Exposure, Primitive, Purpose, Subject};
use y2q::policy::{Policy, Setting, Status, Step, Verdict, judge, judge_all, parse, shipped};

use super::builder::{date, policy, populations, subject};

const SOMEONE: &[&str] = &["general"];

fn at(policy: &Policy, subject: &Subject, day: &str) -> Verdict {
    judge(policy, subject, &populations(&["general", "us-federal-hva", "kr"]), date(day))
}

#[test]
fn a_policy_is_silent_outside_its_population() {
    let order = policy("us-eo-14412");
    let key =
        subject("ECDH-P-256", "ECDH").strength(128).known(&[Purpose::KeyEstablishment]).build();
    let on = date("2031-06-01");
    let status = |words: &[&str]| judge(&order, &key, &populations(words), on).status;
    assert_eq!(status(&["us-federal-hva"]), Status::Disallowed);
    assert_eq!(status(&["us-federal"]), Status::NotApplicable);
    assert_eq!(status(SOMEONE), Status::NotApplicable);
    assert_eq!(status(&[]), Status::NotApplicable);
    assert_eq!(status(&["us-federal-hva", "us-nss"]), Status::NotApplicable);
    let silent = judge(&order, &key, &populations(SOMEONE), on);
    assert_eq!((silent.rule, silent.clause.as_str(), silent.deadline), (None, "", None));
    assert!(silent.upcoming.is_empty());
    // `general` in `applies_to` is everyone, named or not.
    let draft = policy("nist-ir-8547");
    let status =
        judge(&draft, &key, &populations(&["kr-public-sector"]), date("2036-01-01")).status;
    assert_eq!(status, Status::Disallowed);
    assert_eq!(judge(&draft, &key, &[], date("2036-01-01")).status, Status::Disallowed);
}

#[test]
fn a_verdict_names_rule_clause_later_steps_and_last_day() {
    let draft = policy("nist-ir-8547");
    let key = subject("RSA-2048", "RSA").strength(112).build();
    let verdict = at(&draft, &key, "2026-11-21");
    assert_eq!(verdict.rule.as_deref(), Some("signature-112-bit"));
    assert_eq!(verdict.clause, "Table 2 (§4.1.1), rows ECDSA and RSA, 112 bits");
    assert_eq!(verdict.status, Status::Acceptable);
    assert!(verdict.draft);
    assert_eq!(verdict.deadline, Some(date("2035-12-31")));
    let step = |day: &str, status| Step { from: Some(date(day)), status };
    assert_eq!(
        verdict.upcoming,
        [step("2031-01-01", Status::Deprecated), step("2036-01-01", Status::Disallowed)]
    );
    assert_eq!(at(&draft, &key, "2031-01-01").upcoming.len(), 1);
    let last = at(&draft, &key, "2036-01-01");
    assert!(last.upcoming.is_empty());
    // The last day stays known after it has passed: it tells how late one is.
    assert_eq!(last.deadline, Some(date("2035-12-31")));
    let always = at(&draft, &subject("RSA-1024", "RSA").strength(80).build(), "1999-01-01");
    assert_eq!((always.status, always.deadline), (Status::Disallowed, None));
}

#[test]
fn of_several_known_purposes_the_worst_status_and_the_earliest_day_count() {
    let order = policy("us-eo-14412");
    let both = subject("RSA-3072", "RSA")
        .strength(128)
        .known(&[Purpose::KeyEstablishment, Purpose::Signature])
        .build();
    let today = at(&order, &both, "2026-11-21");
    assert_eq!(today.status, Status::Acceptable);
    assert_eq!(today.rule.as_deref(), Some("key-establishment"));
    assert_eq!(today.deadline, Some(date("2030-12-31")));
    assert_eq!(
        today.upcoming,
        [Step { from: Some(date("2031-01-01")), status: Status::Disallowed }]
    );
    assert_eq!(at(&order, &both, "2031-01-01").status, Status::Disallowed);
    assert!(today.clause.contains("key establishment") && today.clause.contains("signatures"));
    // A purpose that the policy does not speak of takes nothing away.
    let with_hash = subject("RSA-3072", "RSA")
        .strength(128)
        .known(&[Purpose::Signature, Purpose::Integrity])
        .build();
    assert_eq!(at(&order, &with_hash, "2026-11-21").rule.as_deref(), Some("digital-signature"));
}

/// DSA may not sign at all; that it could agree on keys for some years changes nothing.
#[test]
fn what_was_never_allowed_for_one_purpose_has_no_last_day() {
    let mut draft = policy("nist-ir-8547");
    let key = subject("DSA-2048", "DSA")
        .strength(112)
        .known(&[Purpose::KeyEstablishment, Purpose::Signature])
        .build();
    let verdict = at(&draft, &key, "2026-11-21");
    assert_eq!(verdict.status, Status::Disallowed);
    assert_eq!(verdict.rule.as_deref(), Some("dsa"));
    assert_eq!(verdict.deadline, None);
    assert!(verdict.upcoming.is_empty());
    draft.rules.retain(|rule| rule.id != "dsa");
    assert_eq!(at(&draft, &key, "2026-11-21").deadline, Some(date("2035-12-31")));
}

#[test]
fn an_unknown_purpose_is_indeterminate_with_the_earlier_day_until_all_disallow() {
    let order = policy("us-eo-14412");
    let key = subject("EC-P-256", "EC")
        .strength(128)
        .one_of(&[Purpose::KeyEstablishment, Purpose::Signature])
        .build();
    for (day, status) in [
        // Whatever it is for, it may be used until the first of the two days.
        ("2026-11-21", Status::Acceptable),
        ("2030-12-31", Status::Acceptable),
        ("2031-01-01", Status::Indeterminate),
        ("2031-12-31", Status::Indeterminate),
        ("2032-01-01", Status::Disallowed),
    ] {
        let verdict = at(&order, &key, day);
        assert_eq!(verdict.status, status, "{day}");
        assert_eq!(verdict.deadline, Some(date("2030-12-31")), "{day}");
        assert_eq!(verdict.rule.as_deref(), Some("key-establishment"), "{day}");
    }
    assert_eq!(
        at(&order, &key, "2026-11-21").upcoming,
        [
            Step { from: Some(date("2031-01-01")), status: Status::Indeterminate },
            Step { from: Some(date("2032-01-01")), status: Status::Disallowed },
        ]
    );
    // Signatures of both kinds have one date: nothing is unclear.
    let signer = subject("ECDSA-P-256", "ECDSA")
        .strength(128)
        .one_of(&[Purpose::Signature, Purpose::CertificateSigning])
        .build();
    assert_eq!(at(&order, &signer, "2031-12-31").status, Status::Acceptable);
    assert_eq!(at(&order, &signer, "2032-01-01").status, Status::Disallowed);
    // Nothing at all seen of the purpose: any of them.
    let bare = subject("EC-P-256", "EC").strength(128).one_of(&[]).build();
    let verdict = at(&order, &bare, "2026-11-21");
    assert_eq!(verdict.status, Status::Indeterminate);
    assert_eq!(verdict.deadline, Some(date("2030-12-31")));
}

#[test]
fn rules_that_agree_on_an_unknown_purpose_give_one_verdict_with_both_clauses() {
    let draft = policy("nist-ir-8547");
    let key = subject("RSA-2048", "RSA")
        .strength(112)
        .one_of(&[Purpose::KeyEstablishment, Purpose::Signature, Purpose::CertificateSigning])
        .build();
    let verdict = at(&draft, &key, "2031-01-01");
    assert_eq!(verdict.status, Status::Deprecated);
    assert_eq!(
        verdict.clause,
        "Table 4 (§4.1.2), 112 bits; Table 2 (§4.1.1), rows ECDSA and RSA, 112 bits"
    );
}

#[test]
fn an_unknown_strength_is_never_guessed() {
    let draft = policy("nist-ir-8547");
    let key = subject("RSA", "RSA").build();
    for day in ["2026-11-21", "2031-01-01", "2035-12-31"] {
        let verdict = at(&draft, &key, day);
        assert_eq!(verdict.status, Status::Indeterminate, "{day}");
        assert_eq!(verdict.deadline, Some(date("2035-12-31")), "{day}");
    }
    // After 2035 every size is disallowed, so the size no longer matters.
    assert_eq!(at(&draft, &key, "2036-01-01").status, Status::Disallowed);
    // The order does not ask for the strength.
    let order = policy("us-eo-14412");
    assert_eq!(at(&order, &key, "2031-12-31").status, Status::Acceptable);
    // Neither does a policy that has no strength for a family: ML-KEM has a category instead.
    let kem = subject("ML-KEM-768", "ML-KEM")
        .exposure(Exposure::None)
        .known(&[Purpose::KeyEstablishment])
        .build();
    assert_eq!(at(&draft, &kem, "2040-01-01").status, Status::Acceptable);
}

#[test]
fn an_unknown_algorithm_is_indeterminate() {
    let unknown = subject("1.3.6.1.4.1.99999.1", "")
        .unknown_family()
        .primitive(Primitive::Unknown)
        .exposure(Exposure::Indeterminate)
        .maturity(y2q::model::Maturity::Unknown)
        .one_of(&[])
        .build();
    let whom = populations(&["general", "us-federal-hva", "kr"]);
    for policy in shipped().into_iter().filter(|policy| policy.binds(&whom)) {
        for day in ["2026-11-21", "2033-01-01", "2036-01-01"] {
            let verdict = at(&policy, &unknown, day);
            assert_eq!(verdict.status, Status::Indeterminate, "{} on {day}", policy.id);
            assert!(verdict.deadline.is_some(), "{}", policy.id);
        }
    }
}

#[test]
fn a_hybrid_counts_by_its_parts() {
    let draft = policy("nist-ir-8547");
    let hybrid = |parts: &[&str]| {
        subject("hybrid", "Hybrid")
            .exposure(Exposure::None)
            .known(&[Purpose::KeyEstablishment])
            .parts(parts)
            .build()
    };
    let rule = |parts: &[&str]| at(&draft, &hybrid(parts), "2036-01-01");
    assert_eq!(rule(&["ML-KEM", "ECDH"]).rule.as_deref(), Some("hybrid"));
    assert_eq!(rule(&["ML-KEM", "ECDH"]).status, Status::Acceptable);
    assert_eq!(rule(&["Kyber", "ECDH"]).status, Status::Indeterminate);
    // Parts that were not named may be anything.
    assert_eq!(rule(&[]).status, Status::Indeterminate);
}

#[test]
fn all_policies_are_judged_in_the_order_given() {
    let key = subject("RSA-2048", "RSA").strength(112).build();
    let policies = ["kr-pqc-2035", "nist-ir-8547", "us-eo-14412"].map(policy);
    let someone = populations(SOMEONE);
    let verdicts = judge_all(&policies, &key, &Setting::of(&someone), date("2031-01-01"));
    let status: Vec<_> = verdicts.iter().map(|v| (v.policy.as_str(), v.status)).collect();
    assert_eq!(
        status,
        [
            ("kr-pqc-2035", Status::NotApplicable),
            ("nist-ir-8547", Status::Deprecated),
            ("us-eo-14412", Status::NotApplicable),
        ]
    );
}

/// Rules are asked by precedence: an exception is taken out of the row that would cover it.
#[test]
fn an_exception_is_asked_before_the_ordinary_rule() {
    let draft = policy("nist-ir-8547");
    let agreement = |curve: &str| {
        subject(curve, "ECDH")
            .curve(curve)
            .strength(128)
            .known(&[Purpose::KeyEstablishment])
            .build()
    };
    assert_eq!(at(&draft, &agreement("P-256"), "2031-01-01").status, Status::Acceptable);
    let x25519 = at(&draft, &agreement("Curve25519"), "2031-01-01");
    assert_eq!(x25519.status, Status::Indeterminate);
    assert_eq!(x25519.rule.as_deref(), Some("montgomery-curve-key-agreement"));
    assert_eq!(x25519.deadline, Some(date("2035-12-31")));
    // An unknown curve may be either.
    let unknown = subject("ECDH", "ECDH").strength(128).known(&[Purpose::KeyEstablishment]).build();
    assert_eq!(at(&draft, &unknown, "2031-01-01").status, Status::Indeterminate);
    assert_eq!(at(&draft, &unknown, "2036-01-01").status, Status::Disallowed);
}

#[test]
fn a_category_bound_tells_parameter_sets_apart() {
    let text = include_str!("bad/wrong-schema.toml")
        .replace("schema = 2 #! this reads schema 1", "schema = 1")
        .replace("family = [\"DSA\"]\n\n", "family = [\"ML-KEM\"]\nnist_category_min = 5\n\n")
        .replace("family = \"DSA\"\n", "family = \"ML-KEM\"\nnist_category = 5\n");
    let policy = parse(&text).unwrap();
    let kem = |category: Option<u8>| {
        let mut kem = subject("ML-KEM", "ML-KEM").exposure(Exposure::None).build();
        kem.nist_category = category;
        at(&policy, &kem, "2026-11-21").status
    };
    assert_eq!(kem(Some(5)), Status::Disallowed);
    assert_eq!(kem(Some(3)), Status::NotApplicable);
    assert_eq!(kem(None), Status::Indeterminate);
}
