//! Phases carry entry, exit and a way back as the roadmaps that close them state it.

use y2q::model::Exposure;
use y2q::plan::{Phase, Plan};
use y2q::policy::{Milestone, Policy, Statement, parse, shipped};

use super::holdings::*;

fn ship(id: &str) -> Policy {
    shipped().into_iter().find(|policy| policy.id == id).unwrap()
}

fn under(policies: &[Policy]) -> Plan {
    plan(&context(vec![]), policies, &[ssh_key("a", "1")])
}

fn closed_by<'p>(plan: &'p Plan, name: &str) -> &'p Phase {
    plan.phases.iter().find(|phase| phase.name.contains(name)).unwrap()
}

fn own(line: &str) -> bool {
    line.starts_with("y2q: ")
}

#[test]
fn phases_of_the_memorandum_carry_what_it_states() {
    let plan = under(&[ship("us-omb-m-26-15")]);
    let first = closed_by(&plan, "Phase 1: ");
    assert_eq!(first.entry[0], "us-omb-m-26-15 states no entry condition");
    assert!(own(&first.entry[1]) && first.entry[1].contains("Discovery and preparation"));
    assert!(first.exit[0].contains("by 2027-12-31: an inventory of cryptography exists"));
    let second = closed_by(&plan, "Phase 2: ");
    assert_eq!(
        second.entry,
        [
            "us-omb-m-26-15: after \"Phase 1: strategy and discovery\", by 2027-12-31 (M-26-15, phase 2 (needs primary check))"
        ]
    );
    assert!(second.exit.iter().any(|line| line.contains("pilots have run")), "{second:?}");
    assert_eq!(second.roadmap_rollback, ["us-omb-m-26-15 states no way back"]);
    assert!(own(&second.rollback));
    let third = closed_by(&plan, "Phase 3: ");
    assert!(third.roadmap_rollback[0].starts_with("us-omb-m-26-15: hybrids keep"), "{third:?}");
    assert!(
        third.roadmap_rollback[0]
            .ends_with("(M-26-15, technical appendix on hybrid architectures)")
    );
}

#[test]
fn phases_of_the_british_timelines_carry_what_they_state() {
    let plan = under(&[ship("uk-ncsc")]);
    let stages: Vec<&Phase> =
        plan.phases.iter().filter(|phase| phase.name.starts_with("uk-ncsc: ")).collect();
    assert_eq!(stages.len(), 3);
    assert!(stages[0].exit.iter().any(|line| line.contains("the whole estate is assessed")));
    assert!(
        stages[1].entry[0]
            .starts_with("uk-ncsc: after \"discovery and initial plan\", by 2028-12-31")
    );
    assert!(stages[1].roadmap_rollback[0].contains("side by side"));
    assert!(stages[2].roadmap_rollback[0].contains("by which criteria"));
    assert!(
        stages[1..].iter().all(|phase| !phase.entry.iter().any(|line| own(line))),
        "{stages:?}"
    );
}

#[test]
fn phases_of_the_korean_plan_say_what_it_leaves_open() {
    let plan = under(&[ship("kr-pqc-2035")]);
    let first = closed_by(&plan, "new cryptographic system applied");
    assert_eq!(first.entry[0], "kr-pqc-2035 states no entry condition");
    assert_eq!(first.roadmap_rollback, ["kr-pqc-2035 states no way back"]);
    assert!(first.exit[0].contains("; no more is stated of it ("), "{first:?}");
    let second = closed_by(&plan, "transition plans of every agency");
    assert!(second.exit.iter().any(|line| line.contains("KCMVP")));
    let last = closed_by(&plan, "complete");
    assert!(last.entry[0].starts_with("kr-pqc-2035: after \"transition plans of every agency\""));
}

#[test]
fn policies_that_say_the_same_share_a_line_and_the_silent_ones_are_named_together() {
    let ids = ["us-omb-m-26-15", "us-eo-14412", "nist-ir-8547", "cnsa-2.0"];
    let plan = under(&ids.map(ship));
    let phase = closed_by(&plan, "Phase 3: ");
    let of =
        |start: &str| phase.roadmap_rollback.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(of("us-eo-14412 and us-omb-m-26-15: hybrids keep"), 1, "{phase:?}");
    assert_eq!(of("cnsa-2.0 states no way back"), 1, "{phase:?}");
    assert!(phase.entry.contains(&"cnsa-2.0 and nist-ir-8547 state no entry condition".into()));
}

#[test]
fn a_user_s_own_policy_shows_in_its_plan() {
    let text = y2q::policy::template("ours").replace(
        "clause = \"§1 (needs primary check)\"\n# after",
        "clause = \"§1\"\nentry = [{ text = \"the board has agreed\", clause = \"§1.1\" }]\n\
         exit = [{ text = \"the old keys are destroyed\", clause = \"§1.2\" }]\n\
         rollback = [{ text = \"the old keys stay sealed for a year\", clause = \"§1.3\" }]\n# after",
    );
    let plan = under(&[parse(&text).unwrap()]);
    let phase = closed_by(&plan, "ours: ");
    assert_eq!(phase.entry, ["ours: the board has agreed (§1.1)"]);
    assert!(phase.exit.contains(&"ours: the old keys are destroyed (§1.2)".into()));
    assert_eq!(phase.roadmap_rollback, ["ours: the old keys stay sealed for a year (§1.3)"]);
}

/// Stages that end in one quarter are one phase: the first is no entry condition of it.
#[test]
fn a_stage_that_closes_the_same_phase_is_no_entry_condition() {
    let days = [("keys", "2030-12-31"), ("all", "2030-12-31"), ("rest", "2035-12-31")];
    let mut law = policy("law", &days);
    law.milestones[1].after = Some("keys".into());
    law.milestones[2].after = Some("all".into());
    let plan = under(&[law]);
    assert_eq!(closed_by(&plan, "law: all").entry[0], "law states no entry condition");
    assert_eq!(closed_by(&plan, "law: rest").entry, ["law: after \"all\", by 2030-12-31 (§2)"]);
}

/// A text that two milestones of one policy state in one phase is said once.
#[test]
fn one_policy_says_a_thing_once() {
    let mut law = policy("law", &[("all", "2030-12-31"), ("keys", "2030-12-31")]);
    for milestone in &mut law.milestones {
        milestone.exit = vec![Statement { text: "waivers end".into(), clause: "§9".into() }];
    }
    let plan = under(&[law]);
    let phase = closed_by(&plan, "law: all");
    let lines: Vec<&String> =
        phase.exit.iter().filter(|line| line.contains("waivers end")).collect();
    assert_eq!(lines, ["law: waivers end (§9)"]);
}

/// What milestones say describes phases and nothing else.
#[test]
fn what_milestones_say_changes_no_date_and_no_judgement() {
    let holdings = [
        ssh_key("a", "1"),
        algorithm(
            "b",
            "RSA-2048",
            judged(Exposure::Shor, &[y2q::model::Purpose::Signature], &[LATER]),
        ),
    ];
    for policy in shipped() {
        let mut bare = policy.clone();
        for milestone in &mut bare.milestones {
            let Milestone { name, by, clause, .. } = milestone.clone();
            *milestone = Milestone {
                name,
                by,
                clause,
                kind: None,
                after: None,
                entry: Vec::new(),
                exit: Vec::new(),
                rollback: Vec::new(),
            };
        }
        let context = context(vec![]);
        let mut with = plan(&context, std::slice::from_ref(&policy), &holdings);
        let mut without = plan(&context, &[bare], &holdings);
        for one in [&mut with, &mut without] {
            one.policies.clear();
            for phase in &mut one.phases {
                (phase.entry, phase.exit, phase.roadmap_rollback) = Default::default();
            }
        }
        assert_eq!(with, without, "{}", policy.id);
    }
}
