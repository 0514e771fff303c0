//! The search for a better timetable: it keeps the rules, is never worse than the order by least slack, and
//! its bound holds against every order there is.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use y2q::model::{CapacityOverride, Context, Exposure, MaterialKind, Purpose};
use y2q::plan::objective::{Cost, weight};
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::{After, Problem, Task, solve, solve_in};
use y2q::plan::{Options, Plan, Planner, explain};
use y2q::policy::Status;
use y2q::risk::Threat;

use super::holdings::{
    LATER, OPTIONS, algorithm, context, finish, judged, key, plan, planned, ssh_key, system, team,
};
use super::schedule::{check, problems};
use super::whole_plans::{self, estate, tight};

/// Few enough tasks for every order to be tried.
fn small_problems() -> impl Strategy<Value = Problem> {
    let task = (0..2_usize, 1..400_u64, 40..300_u64, 0..3_usize, prop::option::of(-1..6_i64));
    let edges = vec((any::<prop::sample::Index>(), 0..2_usize), 0..3);
    (vec((task, 1..50_u64, edges), 1..6), vec(vec(0..200_u64, 8), 2)).prop_map(
        |(drawn, capacity)| {
            let tasks = drawn.into_iter().enumerate().map(|(at, (task, delay, edges))| {
                let (team, work, max_per_period, release, due) = task;
                let mut after: Vec<After> = Vec::new();
                for (index, gap) in edges.into_iter().filter(|_| at > 0) {
                    let task = index.index(at);
                    if after.iter().all(|edge| edge.task != task) {
                        after.push(After { task, gap });
                    }
                }
                Task {
                    team,
                    work,
                    max_per_period,
                    release,
                    due,
                    weight: 0,
                    delay,
                    after,
                    ..Task::default()
                }
            });
            Problem { periods: 8, tasks: tasks.collect(), capacity, budget: None }
        },
    )
}

/// Calls `look` with every order in which what is waited for comes first.
fn orders(problem: &Problem, order: &mut Vec<usize>, look: &mut dyn FnMut(&[usize])) {
    if order.len() == problem.tasks.len() {
        return look(order);
    }
    for task in 0..problem.tasks.len() {
        let ready = problem.tasks[task].after.iter().all(|edge| order.contains(&edge.task));
        if ready && !order.contains(&task) {
            order.push(task);
            orders(problem, order, look);
            order.pop();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_keeps_every_rule_and_is_never_worse(problem in problems(), seed in 0..9_u64) {
        let options = Options { effort: 1, seed, ..OPTIONS };
        let (placements, told) = optimise(&problem, &options);
        check(&problem, &placements);
        let (cost, simple) = (Cost::of(&problem, &placements), Cost::of(&problem, &solve(&problem)));
        prop_assert!(cost.unplaced <= simple.unplaced);
        if cost.unplaced == simple.unplaced {
            prop_assert!(simple.late > 0 || cost.late == 0);
            prop_assert!(cost.total() <= simple.total());
        }
        prop_assert_eq!((told.exposure, told.lateness), (cost.exposure, cost.lateness));
        if let Some(bound) = told.lower_bound {
            prop_assert!(bound <= cost.total(), "{} > {}", bound, cost.total());
        }
        prop_assert_eq!(optimise(&problem, &options), (placements, told));
    }

    /// The bound is not above the cost of any order that places as many tasks, and nor is the plan.
    #[test]
    fn the_bound_holds_for_every_order(problem in small_problems()) {
        let simple = Cost::of(&problem, &solve(&problem));
        let mut best = u64::MAX;
        orders(&problem, &mut Vec::new(), &mut |order| {
            let cost = Cost::of(&problem, &solve_in(&problem, order));
            if cost.unplaced == simple.unplaced && (simple.late > 0 || cost.late == 0) {
                best = best.min(cost.total());
            }
        });
        let (placements, told) = optimise(&problem, &Options { effort: 10, ..OPTIONS });
        let cost = Cost::of(&problem, &placements);
        if let Some(bound) = told.lower_bound.filter(|_| simple.unplaced == 0) {
            prop_assert!(bound <= best, "bound {} above {}", bound, best);
        }
        if simple.unplaced == 0 {
            prop_assert!(cost.total() <= best, "{} > {}", cost.total(), best);
        }
    }

    /// Random estates through the whole planner.
    #[test]
    fn plans_of_random_estates_keep_the_rules(
        drawn in vec((0..5_usize, 0..4_u8), 1..30),
        capacities in vec(0..30_u32, 3),
        depends in vec(any::<bool>(), 10),
        seed in 0..5_u64,
    ) {
        let context = random_context(&capacities, &depends);
        let holdings: Vec<_> = drawn.iter().enumerate().map(|(at, &(place, kind))| {
            let place = format!("s{place}");
            let uses = match kind {
                0 => judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER]),
                1 => judged(Exposure::Shor, &[Purpose::Signature], &[LATER]),
                2 => judged(Exposure::ClassicallyBroken, &[Purpose::Signature], &[]),
                _ => judged(Exposure::Indeterminate, &[], &[]),
            };
            key(&place, MaterialKind::PrivateKey, "PKCS#8", &at.to_string(), uses)
        }).collect();
        let options = Options { seed, ..OPTIONS };
        let mut planner = Planner::new();
        holdings.iter().for_each(|holding| planner.add(holding));
        let made = planned(planner, &context, &[], &options);
        whole_plans::check(&made, &context);
        let list = plan_at(&context, &holdings, 0);
        whole_plans::check(&list, &context);
        prop_assert!(!list.late.is_empty() || made.late.is_empty());
        for package in &made.packages {
            prop_assert!(!package.because.is_empty());
            prop_assert_eq!(package.float_quarters.is_some(), package.start.is_some());
            let text = explain(&made, &package.id);
            prop_assert!(text.contains(&package.because[0]));
        }
    }
}

fn random_context(capacities: &[u32], depends: &[bool]) -> Context {
    let mut pairs = depends.iter();
    let mut systems = Vec::new();
    for later in 0..5 {
        let earlier: Vec<String> = (0..later)
            .filter(|_| pairs.next().copied().unwrap_or_default())
            .map(|at| format!("s{at}"))
            .collect();
        let names: Vec<&str> = earlier.iter().map(String::as_str).collect();
        let mut made = system(&format!("s{later}"), &names);
        made.owner = Some(format!("t{}", later % 3));
        systems.push(made);
    }
    let mut context = context(systems);
    for (at, &capacity) in capacities.iter().enumerate() {
        context.teams.push(team(&format!("t{at}"), f64::from(capacity)));
    }
    context
}

fn plan_at(context: &Context, holdings: &[y2q::assess::Holding], effort: u64) -> Plan {
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    planned(planner, context, &[], &Options { effort, ..OPTIONS })
}

#[test]
fn what_is_recorded_today_weighs_most_and_volume_counts_slowly() {
    let harvested = weight(Threat::HarvestNowDecryptLater, 500, 1);
    assert_eq!(harvested, 2_000);
    assert_eq!(weight(Threat::AlreadyBroken, 500, 1), harvested);
    assert_eq!(weight(Threat::TrustNowForgeLater, 500, 1), 1_000);
    assert_eq!(weight(Threat::None, 0, 0), 100, "enabling work");
    assert_eq!(weight(Threat::None, 500, 4), 1_500, "two doublings");
}

/// One team, two packages of equal work, one of them recordable: that one goes first.
#[test]
fn harvestable_traffic_goes_first() {
    let uses = |purpose| judged(Exposure::Shor, &[purpose], &[LATER]);
    let holdings = [
        key("a", MaterialKind::PrivateKey, "PKCS#8", "1", uses(Purpose::Signature)),
        key("z", MaterialKind::PrivateKey, "PKCS#8", "2", uses(Purpose::KeyEstablishment)),
    ];
    let mut context = context(vec![system("a", &[]), system("z", &[])]);
    context.teams[0].capacity = 3.0;
    let made = plan(&context, &[], &holdings);
    let finish = |system: &str| {
        let mine =
            made.packages.iter().filter(|one| one.system == system && !one.assets.is_empty());
        mine.filter_map(|one| one.finish).max().unwrap()
    };
    assert!(finish("z") < finish("a"), "{:?} {:?}", finish("z"), finish("a"));
}

#[test]
fn a_search_that_is_stopped_keeps_the_best_so_far() {
    let (context, holdings) = estate();
    let calls = Cell::new(0);
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    let stop = |_| {
        calls.set(calls.get() + 1);
        false
    };
    let options = Options { effort: 10, watch: &stop, ..OPTIONS };
    let made = planned(planner, &context, &[], &options);
    whole_plans::check(&made, &context);
    let one = made.optimisation.unwrap();
    assert!(one.exposure + one.lateness <= one.least_slack);
    assert!(calls.get() <= 14, "every search asks once and ends: {}", calls.get());
}

#[test]
fn the_gap_is_what_the_figures_say() {
    let (context, holdings) = estate();
    let one = plan(&context, &[], &holdings).optimisation.unwrap();
    let (cost, bound) = (one.exposure + one.lateness, one.lower_bound.unwrap());
    assert!(bound <= cost);
    let exact = (cost - bound) as f64 * 100.0 / bound as f64;
    let gap = one.gap_percent.unwrap();
    assert!(gap >= exact - 1e-9 && gap < exact + 0.011, "{gap} {exact}");
    let said = if gap == 0.0 { "proven best".to_owned() } else { format!("at most {gap} %") };
    assert!(one.summary.contains(&said), "{}", one.summary);
}

#[test]
fn replanning_moves_little_and_says_why() {
    let (mut context, mut holdings) = estate();
    let before = plan(&context, &[], &holdings);
    let again = replan(&context, &holdings, &before, 1_000);
    let same = again.replanned.unwrap();
    assert_eq!((same.moved.len(), same.new.len(), same.gone.len()), (0, 0, 0), "{same:?}");
    for (old, new) in before.packages.iter().zip(&again.packages) {
        assert_eq!((&old.id, &old.load), (&new.id, &new.load));
    }

    holdings.push(ssh_key("mail", "new"));
    context.teams[0].capacity *= 0.8;
    let (fresh, kept) =
        (plan(&context, &[], &holdings), replan(&context, &holdings, &before, 1_000));
    whole_plans::check(&kept, &context);
    let finishes = |made: &Plan| {
        let moved = before.packages.iter().filter(|old| {
            made.packages.iter().any(|new| new.id == old.id && new.finish != old.finish)
        });
        moved.count()
    };
    let told = kept.replanned.clone().unwrap();
    assert_eq!(told.moved.len(), finishes(&kept));
    assert!(finishes(&kept) <= finishes(&fresh), "{} {}", finishes(&kept), finishes(&fresh));
    assert!(told.new.iter().all(|id| id.starts_with("unassigned") || id.starts_with("mail")));
    assert!(!told.new.is_empty());
    assert!(told.moved.iter().all(|moved| !moved.because.is_empty()));
}

fn replan(
    context: &Context,
    holdings: &[y2q::assess::Holding],
    previous: &Plan,
    stability: u64,
) -> Plan {
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    let options = Options { previous: Some(previous), stability, ..OPTIONS };
    planned(planner, context, &[], &options)
}

/// 80 days of work, 30 at hand in each of two quarters.
#[test]
fn what_cannot_be_kept_is_proven_and_priced() {
    let (_, made) = tight(30.0, "2027-03-31");
    let one = made.infeasible.unwrap();
    let all: Vec<&String> =
        one.impossible.iter().flat_map(|one| &one.conflict).chain(&one.together).collect();
    assert!(all.iter().any(|sentence| sentence.contains("2027-03-31")), "{one:?}");
    assert!(all.iter().any(|sentence| sentence.contains("Team Owner")), "{one:?}");
    let people = one.relaxations.iter().find(|one| one.kind == "people").unwrap();
    assert_eq!(people.late, 0, "{people:?}");
    assert!((people.person_days.unwrap() - 20.0).abs() < 1e-9, "80 of 60 days: {people:?}");
    assert!(tight(45.0, "2027-03-31").1.infeasible.is_none());
    let time = one.relaxations.iter().find(|one| one.kind == "time").unwrap();
    assert_eq!((time.quarters, time.late), (Some(1), 0));
    let waiver = one.relaxations.iter().find(|one| one.kind == "waiver").unwrap();
    assert_eq!(waiver.late, 0);
}

/// What weighs much goes first and makes what weighs little late; who wants deadlines kept can have that.
#[test]
fn as_few_as_can_be_are_late_where_that_is_wanted() {
    let task = |delay: u64, due: Option<i64>| Task {
        work: 100,
        max_per_period: 100,
        delay,
        due,
        ..Task::default()
    };
    let problem = Problem {
        periods: 8,
        tasks: vec![task(1_000, None), task(1, Some(0)), task(1, Some(-1))],
        capacity: vec![vec![100; 8]],
        budget: None,
    };
    let late = |fewest_late: bool| {
        let (placements, told) = optimise(&problem, &Options { fewest_late, ..OPTIONS });
        let cost = Cost::of(&problem, &placements);
        assert!(told.lower_bound.unwrap() <= cost.total());
        cost.late
    };
    assert_eq!((late(false), late(true)), (2, 1));
}

#[test]
fn a_freeze_is_named_where_it_excludes_a_deadline() {
    let says = [("law", Some("2027-03-31"), Status::Acceptable)];
    let uses = |at| {
        algorithm("app", &format!("RSA {at}"), judged(Exposure::Shor, &[Purpose::Signature], &says))
    };
    let mut context = context(vec![system("app", &[])]);
    context.teams[0].overrides.push(CapacityOverride {
        from: "2026-Q4".parse().unwrap(),
        until: "2027-Q1".parse().unwrap(),
        capacity: 0.0,
        reason: "election".into(),
    });
    let made = plan(&context, &[], &(0..40).map(uses).collect::<Vec<_>>());
    let found = made.infeasible.unwrap();
    let all: Vec<&String> =
        found.impossible.iter().flat_map(|one| &one.conflict).chain(&found.together).collect();
    assert!(
        all.iter().any(
            |one| one.contains("no capacity up to 2027-Q1 (0 in 2026-Q4 to 2027-Q1: election)")
        ),
        "{all:?}"
    );
}

/// More of nothing is nothing, and a waiver dates no work: a team without capacity is given days.
#[test]
fn a_team_without_capacity_is_offered_days_and_nothing_that_relaxes_nothing() {
    let (_, made) = tight(0.0, "2027-03-31");
    let relaxations = made.infeasible.unwrap().relaxations;
    assert!(relaxations.iter().all(|one| one.late < made.late.len()), "{relaxations:?}");
    let people = &relaxations[0];
    assert_eq!((people.kind.as_str(), people.late), ("people", 0));
    assert!(people.what.contains("more person-days for team Owner"), "{people:?}");
    assert!(people.what.ends_with(" up to 2027-Q1"), "{people:?}");
    assert!(people.person_days.unwrap() >= 80.0, "{people:?}");
}

#[test]
fn chances_are_ordered_and_repeat() {
    let (context, holdings) = estate();
    let made = plan(&context, &[], &holdings);
    for package in &made.packages {
        let chance = package.chance.unwrap();
        let [half, most, nearly] = [chance.p50, chance.p80, chance.p95].map(Option::unwrap);
        assert!(half <= most && most <= nearly, "{}: {chance:?}", package.id);
        let told = package.deadline.is_some() && package.undated.is_none();
        assert_eq!(chance.in_time.is_some(), told);
        assert!(chance.in_time.is_none_or(|share| (0.0..=1.0).contains(&share)));
    }
    let chances = made.chances.unwrap();
    assert_eq!(chances.runs, 500);
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    assert_eq!(finish(planner, &context, &[]).chances, Some(chances));
    // Half of the draws are above the likely figure at least, so a tight deadline is a bet.
    let (_, tight) = tight(40.0, "2027-03-31");
    let share = tight.packages[0].chance.unwrap().in_time.unwrap();
    assert!(share > 0.02 && share < 0.6, "{share}");
}

/// One package of many without a date leaves the bound of all others; many leave none.
#[test]
fn few_packages_without_a_date_leave_the_distance_of_the_others() {
    for (hopeless, is_told) in [(1, true), (5, false)] {
        let mut problem =
            y2q::plan::generate::Estate { packages: 200, seed: 1, ..Default::default() }.problem();
        let all = problem.capacity.iter().flatten().sum::<u64>();
        let leaves = (0..problem.tasks.len())
            .filter(|task| {
                problem.tasks.iter().all(|other| other.after.iter().all(|edge| edge.task != *task))
            })
            .take(hopeless)
            .collect::<Vec<_>>();
        leaves.iter().for_each(|task| problem.tasks[*task].work = all + 1);
        let (placements, told) = optimise(&problem, &Options { effort: 1, ..Options::default() });
        let undated = placements.iter().filter(|placement| placement.span.is_none()).count();
        assert_eq!(undated, hopeless);
        assert_eq!(told.lower_bound.is_some(), is_told, "{}", told.summary);
        assert_eq!(told.summary.contains("but the 1 that has none"), is_told, "{}", told.summary);
        assert!(told.lower_bound.is_none_or(|bound| bound <= told.exposure + told.lateness));
    }
}

/// Another processor changes the time only, and it does not take all of a minute's work to come near the bound.
#[test]
fn an_estate_of_200_packages_is_planned_the_same_by_one_processor_and_by_two() {
    let problem =
        y2q::plan::generate::Estate { packages: 200, seed: 1, ..Default::default() }.problem();
    let one = optimise(&problem, &Options { effort: 1, ..Options::default() });
    assert_eq!(one, optimise(&problem, &by_two()));
    check(&problem, &one.0);
    let gap = one.1.gap_percent.unwrap();
    assert!(gap < 1.5, "{gap} %");
}

/// So it does where there are so many packages that the bound is worked on beside the timetable, and by both processors
/// when that is done.
#[test]
fn an_estate_of_10_001_packages_is_planned_the_same_by_one_processor_and_by_two() {
    let problem = y2q::plan::generate::Estate {
        packages: 10_001,
        periods: 20,
        edges_per_hundred: 50,
        seed: 1,
        ..Default::default()
    }
    .problem();
    let one = optimise(&problem, &Options { effort: 1, ..Options::default() });
    assert_eq!(one, optimise(&problem, &by_two()));
    check(&problem, &one.0);
    assert!(one.1.lower_bound.is_some_and(|bound| bound > 0), "{}", one.1.summary);
}

fn by_two() -> Options<'static> {
    let beside: &y2q::plan::optimise::Beside<'_> = &|one, other| {
        std::thread::scope(|scope| {
            scope.spawn(one);
            other();
        });
    };
    Options { effort: 1, beside, ..Options::default() }
}
