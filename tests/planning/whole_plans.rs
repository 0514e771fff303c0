//! Properties of the plan as a whole: counts, determinism, phases, capacity, lateness, explanations.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use y2q::assess::Holding;
use y2q::model::{
    CapacityOverride, Context, Date, Exposure, MaterialKind, ProtocolKind, Purpose, Quarter,
};
use y2q::plan::{BoundBy, Change, Plan, PlanInput, Planner, effort, explain};
use y2q::policy::Status;

use super::holdings::{
    LATER, OPTIONS, algorithm, certificate, context, issuing, judged, key, leaf, plan, policy,
    protocol, root, ssh_key, system, team, unsure,
};
use super::schemes::SCHEMES;

/// Three systems with something of every kind.
pub fn estate() -> (Context, Vec<Holding>) {
    let top = certificate("pki", &root("root"), None);
    let middle = certificate("pki", &issuing("issuing"), Some(&top));
    let mut holdings = Vec::new();
    for at in 0..40 {
        let name = format!("www{at}");
        holdings.push(certificate("web", &leaf(&name), Some(&middle)));
        let used = unsure(judged(
            Exposure::Shor,
            &[Purpose::Signature, Purpose::KeyEstablishment],
            &[LATER],
        ));
        holdings.push(key("web", MaterialKind::PrivateKey, "PKCS#8", &format!("key {name}"), used));
        holdings.push(ssh_key("ops", &name));
    }
    holdings.extend([top, middle]);
    let kex = judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER]);
    holdings.push(protocol("web", ProtocolKind::Tls, "front", vec![kex.clone()]));
    holdings.push(protocol("ops", ProtocolKind::Ssh, "sshd", vec![kex]));
    let broken = judged(
        Exposure::ClassicallyBroken,
        &[Purpose::Integrity],
        &[("law", Some("2023-12-31"), Status::Disallowed)],
    );
    holdings.push(algorithm("ops", "MD5", broken));
    holdings.push(algorithm("ops", "mystery", judged(Exposure::Indeterminate, &[], &[])));
    let mut context =
        context(vec![system("pki", &[]), system("web", &["pki"]), system("ops", &["web"])]);
    context.systems[2].owner = Some("field".into());
    context.teams.push(team("field", 12.0));
    (context, holdings)
}

pub fn milestones() -> Vec<y2q::policy::Policy> {
    vec![
        policy(
            "law",
            &[("key establishment", "2030-12-31"), ("old", "2020-01-01"), ("all", "2035-12-31")],
        ),
        policy("other", &[("signatures", "2031-12-31"), ("done", "2035-12-31")]),
    ]
}

/// Share of the days of `quarter` that lie on the plan's day or after it (docs/estate.md, "[[team]]" and "[funding]").
fn share(plan: &Plan, quarter: Quarter) -> f64 {
    let next = quarter.plus(1).first_day();
    let days = |from: Date| {
        std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(|day| *day < next)
    };
    let all = days(quarter.first_day()).count();
    days(quarter.first_day()).filter(|day| *day >= plan.at).count() as f64 / all as f64
}

/// Capacity, budget, precedence, release and completeness, from the printed plan alone.
pub fn check(plan: &Plan, context: &Context) {
    let mut used: BTreeMap<(&str, Quarter), f64> = BTreeMap::new();
    for package in &plan.packages {
        let Some((start, finish)) = package.start.zip(package.finish) else {
            assert!(matches!(package.bound_by, BoundBy::Unscheduled { .. }), "{}", package.id);
            assert!(plan.late.iter().any(|late| late.package == package.id));
            continue;
        };
        assert!(plan.from <= start && start <= finish && finish <= plan.until);
        let done: f64 = package.load.values().sum();
        assert!((done - package.effort_days[1]).abs() < 1e-6, "{}", package.id);
        assert!(package.release.as_ref().is_none_or(|(release, _)| start >= *release));
        for (quarter, days) in &package.load {
            *used.entry((&package.team, *quarter)).or_default() += days;
        }
        assert_eq!(package.after.len(), package.after_reasons.len());
        for id in &package.after {
            let earlier = plan.packages.iter().find(|package| package.id == *id).unwrap();
            assert!(start >= earlier.finish.unwrap(), "{} after {id}", package.id);
        }
        let phase = &plan.phases[package.phase];
        assert!(phase.from <= finish && finish <= phase.until, "{}", package.id);
        assert!(package.assets.is_sorted());
    }
    for ((name, quarter), days) in &used {
        let team = context.teams.iter().find(|team| team.id == *name).unwrap();
        let most = team.capacity_in(*quarter) * share(plan, *quarter);
        assert!(*days <= most + 1e-6, "{name} {quarter}: {days} of {most}");
    }
    let years = plan.spending.iter().flat_map(|spending| &spending.years);
    for year in years.filter(|year| context.estate.funding.budget_in(year.year).is_some()) {
        let quarters = (1..=4).map(|at| format!("{}-Q{at}", year.year).parse().unwrap());
        let left: f64 = quarters.map(|quarter| share(plan, quarter)).sum();
        let budget = context.estate.funding.budget_in(year.year).unwrap() as f64 * left / 4.0;
        assert!((year.budget.unwrap() - budget).abs() < 0.02, "{year:?}: {budget}");
        assert!(year.spent <= budget + 0.02, "{year:?}");
    }
    for row in &plan.teams {
        let load = used.get(&(row.team.as_str(), row.quarter)).copied().unwrap_or_default();
        assert!((row.load - load).abs() < 1e-6);
    }
}

#[test]
fn the_plan_keeps_its_rules_and_burns_down_to_zero() {
    let (context, holdings) = estate();
    let made = plan(&context, &milestones(), &holdings);
    check(&made, &context);
    assert_eq!(made.totals.holdings, 126);
    assert_eq!(made.totals.by_kind["certificate"], 42);
    assert_eq!(
        (made.from.to_string(), made.until.to_string()),
        ("2026-Q4".into(), "2035-Q4".into())
    );
    assert_eq!(made.burndown.len(), 37);
    for pair in made.burndown.windows(2) {
        let left = |at: usize| pair[at].exposed.values().sum::<u64>();
        assert!(left(1) <= left(0), "what is replaced stays or leaves, nothing comes in");
        assert!(
            pair[1].exposed[&Exposure::ClassicallyBroken]
                <= pair[0].exposed[&Exposure::ClassicallyBroken]
        );
    }
    assert!(made.burndown.last().unwrap().exposed.values().all(|left| *left == 0));
}

#[test]
fn phases_are_the_milestones_of_the_policies() {
    let (context, holdings) = estate();
    let made = plan(&context, &milestones(), &holdings);
    let names: Vec<&str> = made.phases.iter().map(|phase| phase.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Discovery and preparation",
            "law: key establishment",
            "other: signatures",
            "law: all; other: done"
        ]
    );
    assert_eq!(made.phases[1].until.to_string(), "2030-Q4");
    assert!(made.phases[1].source.contains("§2"));
    for pair in made.phases.windows(2) {
        assert_eq!(pair[0].until.plus(1), pair[1].from, "no gap");
    }
    let bare = plan(&context, &[], &holdings);
    assert_eq!(bare.phases.len(), 2);
    assert_eq!(bare.phases[1].until, bare.until);
}

#[test]
fn an_empty_estate_gives_an_empty_plan_that_says_so() {
    let made = plan(&Context::undeclared(), &milestones(), &[]);
    assert!(made.packages.is_empty() && made.late.is_empty());
    assert!(made.assumptions.iter().any(|sentence| sentence.starts_with("Nothing to plan")));
    assert_eq!(made.totals.holdings, 0);
    assert!(!made.phases.is_empty());
    assert!(explain(&made, "none").contains("no package"));
}

#[test]
fn zero_capacity_leaves_packages_unscheduled_with_the_reason() {
    let mut context = context(vec![]);
    context.teams[0].capacity = 0.0;
    let made = plan(&context, &[], &[ssh_key("a", "1")]);
    check(&made, &context);
    let upgrade = made
        .packages
        .iter()
        .find(|package| package.id == "a/library-upgrade/ssh-signature")
        .unwrap();
    let BoundBy::Unscheduled { why } = &upgrade.bound_by else { panic!("{:?}", upgrade.bound_by) };
    assert!(why.contains("no capacity"), "{why}");
    let rekey = made.late.iter().find(|late| late.package == "a/rekey/ssh-signature").unwrap();
    assert_eq!(rekey.quarters, None);
    assert!(
        rekey
            .because
            .iter()
            .any(|sentence| sentence.contains("a/library-upgrade/ssh-signature gets no date"))
    );
    let (team, days) = rekey.extra_days.clone().unwrap();
    assert_eq!(team, "owner");
    assert!(days >= 11.5, "8 for the upgrade, 3.5 for the key: {days}");
    assert!(made.burndown.last().unwrap().exposed[&Exposure::Shor] == 1);
    // A team that nobody declared has none either.
    let mut nobody = system("a", &[]);
    nobody.owner = Some("ghost".into());
    context.systems = vec![nobody];
    let made = plan(&context, &[], &[ssh_key("a", "1")]);
    assert!(made.packages.iter().all(|package| package.start.is_none()));
}

#[test]
fn a_freeze_moves_work_and_is_named() {
    let mut context = context(vec![]);
    context.teams[0].overrides.push(CapacityOverride {
        from: "2026-Q4".parse().unwrap(),
        until: "2027-Q2".parse().unwrap(),
        capacity: 0.0,
        reason: "freeze".into(),
    });
    let signs = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let held = key("a", MaterialKind::PrivateKey, "PKCS#8", "1", signs);
    let made = plan(&context, &[], &[held]);
    let first = &made.packages[0];
    assert_eq!(first.start.unwrap().to_string(), "2027-Q3");
    let until = BoundBy::Capacity {
        team: "owner".into(),
        name: Some("Owner".into()),
        quarter: "2027-Q2".parse().unwrap(),
        why: Some("freeze".into()),
    };
    assert_eq!(first.bound_by, until);
}

/// 40 algorithms in code of one team: 8 + 3 × (20 + 20/5) = 80 days, due by the end of 2027-Q1.
pub fn tight(capacity: f64, deadline: &str) -> (Context, Plan) {
    let says = [("law", Some(deadline), Status::Acceptable)];
    let holdings: Vec<Holding> = (0..40)
        .map(|at| {
            algorithm(
                "app",
                &format!("RSA {at}"),
                // Ciphers need no new library, so the plan has one package.
                judged(Exposure::Shor, &[Purpose::Encryption], &says),
            )
        })
        .collect();
    let mut context = context(vec![]);
    context.teams[0].capacity = capacity;
    let made = plan(&context, &[], &holdings);
    (context, made)
}

#[test]
fn extra_capacity_that_is_named_saves_the_package_and_less_does_not() {
    let (context, made) = tight(30.0, "2027-03-31");
    check(&made, &context);
    assert_eq!(made.packages[0].effort_days[1], 80.0);
    let late = &made.late[0];
    assert_eq!(late.quarters, Some(1));
    assert_eq!(late.extra_days, Some(("owner".into(), 20.0)), "80 days, twice 30 at hand");
    assert!(late.because[0].contains("2027-03-31"));
    assert!(late.because.iter().any(|sentence| sentence.contains("less room")));
    assert_eq!(
        late.remedy,
        "20 more person-days for team Owner before the deadline would save it."
    );
    assert!(tight(40.0, "2027-03-31").1.late.is_empty());
    assert!(!tight(39.5, "2027-03-31").1.late.is_empty());
}

#[test]
fn what_is_past_due_is_late_and_no_capacity_saves_it() {
    // A day that is past gives two quarters from now.
    assert!(tight(1000.0, "2025-12-31").1.late.is_empty());
    // A deadline inside a quarter counts from the quarter that ends before it.
    let made = tight(1000.0, "2026-12-30").1;
    let late = &made.late[0];
    assert_eq!(late.extra_days, None);
    assert_eq!(late.quarters, Some(1));
    assert!(late.because[0].contains("finishes in 2026-Q4, its deadline is 2026-12-30"));
    assert!(
        late.remedy.starts_with("Its deadline comes before the end of 2026-Q4"),
        "{}",
        late.remedy
    );
    assert!(tight(1000.0, "2026-12-31").1.late.is_empty());
}

#[test]
fn what_is_broken_waits_for_no_other_system() {
    let (context, holdings) = estate();
    let made = plan(&context, &milestones(), &holdings);
    let hash =
        made.packages.iter().find(|package| package.id == "ops/replacement/symmetric-now").unwrap();
    assert!(hash.after.is_empty());
    assert_eq!(hash.start, Some(made.from));
}

/// 2500 packages of one team, all due soon, most of them late.
#[test]
fn a_large_plan_is_made_in_bounded_time() {
    let says = [("law", Some("2028-12-31"), Status::Acceptable)];
    let holdings: Vec<Holding> = (0..1250)
        .map(|at| {
            let mut held = ssh_key(&format!("s{at}"), &at.to_string());
            held.judged = vec![judged(Exposure::Shor, &[Purpose::Signature], &says)];
            held
        })
        .collect();
    let mut context = context((0..1250).map(|at| system(&format!("s{at}"), &[])).collect());
    context.teams[0].capacity = 300.0;
    let made = plan(&context, &[], &holdings);
    assert_eq!(made.packages.len(), 2500);
    assert!(made.late.len() > 900, "{}", made.late.len());
    let computed = made.late.iter().filter(|late| late.extra_days.is_some()).count();
    assert!(computed <= 50, "{computed}");
    assert!(made.late.iter().any(|late| late.remedy.contains("most important")));
    // Timetables, not seconds: those depend on the machine.
    let tried = made.optimisation.as_ref().map_or(0, |found| found.tried);
    assert!((2_500..1_000_000).contains(&tried), "{tried}");
}

/// 11.5 days of work. Of 15 hundredths of a day a quarter, 5 % are less than a hundredth, which is nothing; five
/// times as much is enough.
#[test]
fn people_who_are_too_few_for_five_per_cent_more_are_offered_more_than_that() {
    let says = [("law", Some("2030-12-31"), Status::Acceptable)];
    let mut held = ssh_key("a", "1");
    held.judged = vec![judged(Exposure::Shor, &[Purpose::Signature], &says)];
    let mut context = context(vec![system("a", &[])]);
    context.teams[0].capacity = 0.15;
    let made = plan(&context, &[], &[held]);
    let relaxations = made.infeasible.unwrap().relaxations;
    let people = relaxations.iter().find(|one| one.kind == "people").unwrap();
    assert_eq!(people.late, 0, "{people:?}");
    assert!(people.person_days.unwrap() >= 11.5 - 0.15 * 17.0, "{people:?}");
}

#[test]
fn what_waits_for_its_own_team_is_not_called_hopeless() {
    let says = [("law", Some("2027-03-31"), Status::Acceptable)];
    let signs = judged(Exposure::Shor, &[Purpose::Signature], &says);
    let held = key("a", MaterialKind::PrivateKey, "PKCS#8", "1", signs);
    let mut a = system("a", &[]);
    let mut context = context(vec![a.clone()]);
    context.teams[0].capacity = 4.0;
    let made = plan(&context, &[], std::slice::from_ref(&held));
    let late = made.late.iter().find(|late| late.package == "a/rekey/signature").unwrap();
    assert!(late.extra_days.is_some() && late.remedy.contains("would save it"), "{}", late.remedy);
    // A supplier's date is another matter.
    a.supplier = Some(super::holdings::supplier("Maker", Some("2029-Q1")));
    context.systems = vec![a];
    let made = plan(&context, &[], &[held]);
    let late = made.late.iter().find(|late| late.package == "a/rekey/signature").unwrap();
    assert_eq!(late.extra_days, None);
    assert!(late.remedy.contains("Maker delivers from 2029-Q1"), "{}", late.remedy);
}

#[test]
fn absurd_days_years_and_capacities_end_in_a_plan() {
    for (today, crqc_year, capacity) in [
        (Date::MAX, i16::MIN, f64::INFINITY),
        (Date::MIN, i16::MAX, f64::NAN),
        ("2036-01-01".parse().unwrap(), 0, -1.0),
        ("1999-12-31".parse().unwrap(), 9999, f64::MAX),
    ] {
        let (mut context, holdings) = estate();
        context.estate.crqc_year = crqc_year;
        context.teams[0].capacity = capacity;
        let mut planner = Planner::new();
        holdings.iter().for_each(|holding| planner.add(holding));
        let made = planner.finish(&PlanInput {
            context: &context,
            policies: &[],
            costs: &y2q::cost::Costs::reference(),
            schemes: SCHEMES,
            today,
            assumptions: &[],
            options: &OPTIONS,
        });
        // Whether there is time for a pilot depends on the day.
        let works = |plan: &Plan| {
            let packages = plan.packages.iter().filter(|package| package.change != Change::Pilot);
            packages.map(|package| package.id.clone()).collect::<BTreeSet<String>>()
        };
        assert_eq!(works(&made), works(&plan(&context, &[], &holdings)));
        assert_eq!(made.phases.last().unwrap().until, made.until);
        assert!(made.burndown.len() < 50_000);
    }
}

#[test]
fn nothing_is_counted_twice() {
    let (context, holdings) = estate();
    let twice: Vec<Holding> = holdings.iter().chain(&holdings).cloned().collect();
    assert_eq!(plan(&context, &milestones(), &twice), plan(&context, &milestones(), &holdings));
}

#[test]
fn every_date_is_explained() {
    let (context, holdings) = estate();
    let made = plan(&context, &milestones(), &holdings);
    for package in &made.packages {
        let text = explain(&made, &package.id);
        assert!(text.starts_with(&package.id));
        for label in ["Team", "Effort", "Phase", "Start", "Finish", "Deadline", "Step"] {
            assert!(text.lines().any(|line| line.starts_with(label)), "{label} of {text}");
        }
        assert!(package.after.iter().all(|id| text.contains(id.as_str())));
        assert!(package.start.is_none_or(|quarter| text.contains(&quarter.to_string())));
    }
    let reissue = explain(&made, "web/certificate-reissue/signature");
    assert!(reissue.contains("2030-12-31: law, rule rule, §1"), "{reissue}");
}

#[test]
fn a_plan_survives_its_own_serialisation() {
    let (context, holdings) = estate();
    let made = plan(&context, &milestones(), &holdings);
    let text = serde_json::to_string(&made).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), made);
}

#[test]
fn effort_grows_with_volume_and_is_ordered() {
    use y2q::plan::Change;
    for change in [Change::Discovery, Change::CaRenewal, Change::Rekey, Change::Replacement] {
        let mut before = [0.0; 3];
        for count in [0, 1, 20, 21, 500, 501, 1_000_000] {
            let [low, likely, high] = effort::effort(change, count);
            assert!(low <= likely && likely <= high);
            assert!(low >= before[0] && likely >= before[1] && high >= before[2]);
            assert!((likely * 2.0).fract() == 0.0, "half days");
            before = [low, likely, high];
        }
    }
    // 20 full, 480 a fifth, 100 a hundredth: 4 + 0.1 × 117 = 15.7, rounded up to half days.
    assert_eq!(effort::effort(Change::CertificateReissue, 600)[1], 16.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_holdings_makes_no_difference(order in Just((0..126_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (context, holdings) = estate();
        let shuffled: Vec<Holding> = order.iter().map(|&at| holdings[at].clone()).collect();
        prop_assert_eq!(plan(&context, &milestones(), &shuffled), plan(&context, &milestones(), &holdings));
    }
}
