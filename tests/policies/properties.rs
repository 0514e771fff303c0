//! What holds for every policy, subject and day.

use std::sync::LazyLock;

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use y2q::model::{
    Date, Exposure, Kept, Maturity, Primitive, Purpose, Purposes, Secrecy, Subject, Usage, Venue,
};
use y2q::policy::{Policy, Precedence, Rule, Selector, Status, Step, judge, shipped};

use super::builder::{policy, populations, subject};

const FAMILIES: &[&str] = &["RSA", "EC", "ECDSA", "ECDH", "EdDSA", "DH", "ML-KEM", "Kyber", "AES"];
const PURPOSES: &[Purpose] = &[
    Purpose::KeyEstablishment,
    Purpose::Signature,
    Purpose::CertificateSigning,
    Purpose::Encryption,
    Purpose::Integrity,
];
const EXPOSURES: &[Exposure] = &[
    Exposure::None,
    Exposure::Grover,
    Exposure::Indeterminate,
    Exposure::Shor,
    Exposure::ClassicallyBroken,
];

fn purposes() -> impl Strategy<Value = Purposes> {
    (btree_set(select(PURPOSES), 0..4), any::<bool>())
        .prop_map(|(set, known)| if known { Purposes::Known(set) } else { Purposes::OneOf(set) })
}

prop_compose! {
    fn subjects()(
        family in option::of(select(FAMILIES)),
        curve in option::of(select(&["P-256", "Curve25519"][..])),
        strength in option::of(select(&[80_u16, 111, 112, 127, 128, 256][..])),
        nist_category in option::of(0_u8..=5),
        exposure in select(EXPOSURES),
        purposes in purposes(),
        parts in option::of(vec(select(FAMILIES), 0..3)),
        standard in any::<bool>(),
    ) -> Subject {
        let mut subject = subject("generated", "").build();
        subject.family = family.map(str::to_owned);
        subject.curve = curve.map(str::to_owned);
        subject.primitive = Primitive::Unknown;
        subject.strength = strength;
        subject.nist_category = nist_category;
        subject.exposure = exposure;
        subject.purposes = purposes;
        subject.hybrid = parts.is_some();
        subject.components =
            parts.unwrap_or_default().into_iter().map(str::to_owned).collect();
        subject.maturity = if standard { Maturity::Standard } else { Maturity::Unknown };
        subject
    }
}

fn dates() -> impl Strategy<Value = Date> {
    (2020_i16..2040, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    const WORDS: &[Status] = &[
        Status::Acceptable,
        Status::Deprecated,
        Status::LegacyUse,
        Status::Indeterminate,
        Status::Disallowed,
    ];
    (subsequence(WORDS, 1..=4), btree_set(dates(), 4)).prop_map(|(words, days)| {
        let days = std::iter::once(None).chain(days.into_iter().map(Some));
        days.zip(words).map(|(from, status)| Step { from, status }).collect()
    })
}

prop_compose! {
    fn rules()(
        family in btree_set(select(FAMILIES), 0..3),
        purpose in btree_set(select(PURPOSES), 0..3),
        exposure in btree_set(select(EXPOSURES), 0..2),
        strength_min in option::of(select(&[112_u16, 128][..])),
        strength_max in option::of(select(&[111_u16, 127, 256][..])),
        nist_category_min in option::of(1_u8..=5),
        steps in steps(),
    ) -> Rule {
        Rule {
            id: "generated".into(),
            title: "generated".into(),
            clause: "§1".into(),
            quote: None,
            interpretation: None,
            needs_primary_check: false,
            contested: false,
            precedence: Precedence::Ordinary,
            select: Selector {
                family: family.into_iter().map(str::to_owned).collect(),
                purpose,
                exposure,
                strength_min,
                strength_max,
                nist_category_min,
                ..Selector::default()
            },
            steps,
            due: Vec::new(),
            examples: Vec::new(),
        }
    }
}

/// Read once: the strategies below run thousands of times.
static SHIPPED: LazyLock<Vec<Policy>> = LazyLock::new(shipped);
static EMPTY: LazyLock<Policy> =
    LazyLock::new(|| Policy { rules: Vec::new(), ..policy("nist-ir-8547") });

fn policies() -> impl Strategy<Value = Policy> {
    let generated = vec(rules(), 0..6).prop_map(|rules| {
        let mut policy = EMPTY.clone();
        policy.rules = rules;
        policy
    });
    prop_oneof![select(SHIPPED.as_slice()), generated]
}

/// What is asked of the use, where all of it is known.
fn used(select: &Selector, subject: &Subject, purpose: Purpose) -> bool {
    let usage = &subject.usage;
    let agrees = purpose == Purpose::KeyEstablishment;
    let signs = matches!(purpose, Purpose::Signature | Purpose::CertificateSigning);
    (select.mode.is_empty() || usage.mode.as_ref().is_some_and(|mode| select.mode.contains(mode)))
        && (select.secrecy.is_empty() || (agrees && select.secrecy.contains(&usage.secrecy)))
        && (select.signs.is_empty() || (signs && select.signs.contains(&usage.kept)))
        && select.levels_min.is_none_or(|min| usage.levels.unwrap() >= min)
        && select.levels_max.is_none_or(|max| usage.levels.unwrap() <= max)
        && (select.protocol.is_empty() || select.protocol.contains(&usage.protocol.unwrap()))
        // No version of a protocol is generated.
        && select.version.is_empty()
        && select.newest.is_none()
}

/// The verdict that a plain reading of one known purpose gives: the first rule that matches.
fn plain_reading(
    policy: &Policy,
    subject: &Subject,
    populations: &[String],
    purpose: Purpose,
    at: Date,
) -> Status {
    if !policy.binds(populations) {
        return Status::NotApplicable;
    }
    let has = |set: &std::collections::BTreeSet<String>, value: Option<&String>| {
        set.is_empty() || value.is_some_and(|value| set.contains(value))
    };
    let speaks = |rule: &&Rule| {
        let select = &rule.select;
        let (strength, category) = (subject.strength.unwrap(), subject.nist_category.unwrap());
        has(&select.family, subject.family.as_ref())
            && has(&select.curve, subject.curve.as_ref())
            && has(&select.parameter_set, subject.parameter_set.as_ref())
            && has(&select.digest, subject.digest.as_ref())
            && has(&select.kind, Some(&subject.kind))
            && (select.population.is_empty()
                || populations.iter().any(|word| select.population.contains(word)))
            && select.nist_category_max.is_none_or(|max| category <= max)
            && used(select, subject, purpose)
            && (select.purpose.is_empty() || select.purpose.contains(&purpose))
            && (select.exposure.is_empty() || select.exposure.contains(&subject.exposure))
            && (select.maturity.is_empty() || select.maturity.contains(&subject.maturity))
            && select.strength_min.is_none_or(|min| strength >= min)
            && select.strength_max.is_none_or(|max| strength <= max)
            && select.nist_category_min.is_none_or(|min| category >= min)
            && select.hybrid.is_none_or(|hybrid| hybrid == subject.hybrid)
            && (select.component.is_empty()
                || subject.components.iter().any(|part| select.component.contains(part)))
    };
    let Some(rule) = policy.rules.iter().find(speaks) else { return Status::NotApplicable };
    let begun = rule.steps.iter().filter(|step| step.from.is_none_or(|from| from <= at));
    begun.map(|step| step.status).max().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_status_never_improves_as_time_passes(
        policy in policies(), subject in subjects(), days in btree_set(dates(), 2..12)
    ) {
        let populations = populations(&["general", "kr", "us-federal-hva"]);
        let mut last = None;
        for day in days {
            let status = judge(&policy, &subject, &populations, day).status;
            prop_assert!(last <= Some(status), "{last:?} then {status:?} on {day}");
            last = Some(status);
        }
    }

    /// What `upcoming` and `deadline` announce is what comes.
    #[test]
    fn announced_steps_come_true(policy in policies(), subject in subjects(), at in dates()) {
        let populations = populations(&["general", "kr", "us-federal-hva"]);
        let verdict = judge(&policy, &subject, &populations, at);
        for step in &verdict.upcoming {
            let on = judge(&policy, &subject, &populations, step.from.unwrap());
            prop_assert_eq!(on.status, step.status);
            prop_assert_eq!(on.deadline, verdict.deadline);
            let before = judge(&policy, &subject, &populations, step.from.unwrap().yesterday().unwrap());
            prop_assert!(before.status < step.status);
        }
        if let Some(last) = verdict.deadline {
            let before = judge(&policy, &subject, &populations, last);
            prop_assert!(before.status != Status::Disallowed);
            let after = judge(&policy, &subject, &populations, last.tomorrow().unwrap());
            prop_assert!(after.status >= Status::Indeterminate);
        }
        prop_assert_eq!(verdict.rule.is_none(), verdict.clause.is_empty());
    }

    /// Where everything is known, the verdict is the plain reading of the rules, worst purpose first.
    #[test]
    fn known_subjects_get_the_plain_reading(policy in policies(), subject in subjects(), at in dates()) {
        let mut subject = subject;
        subject.family.get_or_insert_with(|| "RSA".into());
        subject.curve.get_or_insert_with(|| "P-256".into());
        subject.strength.get_or_insert(128);
        subject.nist_category.get_or_insert(0);
        subject.parameter_set.get_or_insert_with(|| "768".into());
        subject.digest.get_or_insert_with(|| "SHA-256".into());
        subject.maturity = Maturity::Standard;
        subject.primitive = Primitive::Signature;
        subject.usage = Usage {
            mode: Some("ecb".into()),
            secrecy: Secrecy::Static,
            kept: Kept::Session,
            levels: Some(1),
            protocol: Some(Venue::Tls),
            ..Usage::default()
        };
        if subject.exposure == Exposure::Indeterminate {
            subject.exposure = Exposure::Shor;
        }
        if subject.hybrid && subject.components.is_empty() {
            subject.hybrid = false;
        }
        let mut known = subject.purposes.possible().clone();
        if known.is_empty() {
            known.insert(Purpose::Signature);
        }
        subject.purposes = Purposes::Known(known.clone());
        let populations = populations(&["general", "kr", "us-federal-hva"]);
        // What is asked of the system is not known here.
        prop_assume!(policy.rules.iter().all(|rule| {
            let select = &rule.select;
            select.tier.is_empty() && select.network.is_empty() && select.lifetime_min.is_none()
        }));
        let verdict = judge(&policy, &subject, &populations, at);
        let worst = known.iter().map(|purpose| plain_reading(&policy, &subject, &populations, *purpose, at)).max();
        prop_assert_eq!(Some(verdict.status), worst);
    }

    /// Learning more never contradicts: every completion of an unknown is no worse than what was
    /// said to be disallowed, and equal to what was said without reserve.
    #[test]
    fn a_clear_verdict_survives_learning_the_strength(
        policy in policies(), subject in subjects(), at in dates(), bits in 0_u16..300
    ) {
        let populations = populations(&["general", "kr", "us-federal-hva"]);
        let mut subject = subject;
        subject.strength = None;
        let before = judge(&policy, &subject, &populations, at);
        subject.strength = Some(bits);
        let after = judge(&policy, &subject, &populations, at);
        if before.status != Status::Indeterminate {
            prop_assert_eq!(before.status, after.status);
        }
        prop_assert!(before.deadline.is_none_or(|before| after.deadline.is_none_or(|after| before <= after)));
    }
}
