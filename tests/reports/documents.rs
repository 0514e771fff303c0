//! What the sections after documents of authorities say beyond their titles.

use y2q::plan::{Plan, SystemFacts};
use y2q::policy::Milestone;
use y2q::report::sections::{SectionSet, write};

use super::{holdings, sample};

fn sections(id: &str, plan: &Plan) -> String {
    let mut out = Vec::new();
    write(&mut out, SectionSet::named(id).unwrap(), plan, &holdings::table(plan)).unwrap();
    String::from_utf8(out).unwrap()
}

/// The sample under the memorandum: the TLS front is a high value asset.
fn federal() -> Plan {
    let mut plan = sample::plan();
    plan.policies[0].id = "us-omb-m-26-15".into();
    let day = |name: &str, by: &str| Milestone {
        name: name.into(),
        by: sample::day(by),
        clause: "M-26-15".into(),
        kind: None,
        after: None,
        entry: Vec::new(),
        exit: Vec::new(),
        rollback: Vec::new(),
    };
    plan.policies[0].milestones = vec![
        day("TLS 1.3 or its successor", "2030-01-02"),
        day("Phase 5: remaining systems", "2035-12-31"),
    ];
    let facts = |words: &[&str], supplier: Option<&str>| SystemFacts {
        jurisdictions: words.iter().map(|word| (*word).to_owned()).collect(),
        supplier: supplier.map(str::to_owned),
    };
    plan.system_facts = [
        ("tls-front".to_owned(), facts(&["us-federal-hva"], None)),
        ("documents".to_owned(), facts(&["us-federal"], Some("Munseo"))),
    ]
    .into();
    for package in &mut plan.packages {
        package.release = match package.id.as_str() {
            "documents/replacement" => {
                Some((sample::quarter("2030-Q2"), "Munseo delivers from 2030-Q2".into()))
            }
            "archive/retirement" => {
                Some((sample::quarter("2032-Q3"), "logs of one full quarter".into()))
            }
            _ => None,
        };
    }
    plan
}

#[test]
fn third_parties_are_those_that_somebody_outside_must_deliver_to() {
    let omb = sections("omb-m-26-15", &federal());
    let third = omb.split("## 5. Third parties").nth(1).unwrap().split("## 6.").next().unwrap();
    assert!(third.contains("not before 2030-Q2: Munseo delivers"), "{third}");
    assert!(!third.contains("logs of one full quarter"), "{third}");
}

#[test]
fn phases_of_the_memorandum_hold_their_own_work_and_what_merely_ends_in_their_time() {
    let omb = sections("omb-m-26-15", &federal());
    let timeline =
        omb.split("## 2. Phased timeline").nth(1).unwrap().split("\n## 3.").next().unwrap();
    let heads: Vec<&str> = timeline.lines().filter(|line| line.starts_with("### ")).collect();
    assert_eq!(heads.len(), 6, "{heads:?}");
    assert!(heads[5].contains("Requirements") && heads.iter().all(|head| !head.contains("TLS")));
    let of = |from: usize| {
        let text = timeline.split(heads[from]).nth(1).unwrap();
        text.split("\n### ").next().unwrap().split("Merely").map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(of(0)[0].contains("Close the discovery gaps") && !of(0)[0].contains("TLS front"));
    assert!(of(2)[0].contains("TLS front: negotiate X25519MLKEM768"), "{:?}", of(2));
    assert!(!of(2)[0].contains("re-encrypt archives"), "{:?}", of(2));
    assert!(of(0)[1].contains("TLS front: negotiate X25519MLKEM768: until 2027-Q4, of phase 3"));
    assert!(
        timeline.contains("- 2030-01-02: TLS 1.3 or its successor (M-26-15). No configuration"),
        "{timeline}"
    );
}

#[test]
fn the_interim_objective_is_a_figure_and_names_what_is_open() {
    let plan = federal();
    let omb = sections("omb-m-26-15", &plan);
    let interim =
        omb.split("### Interim objective").nth(1).unwrap().split("\n## 2.").next().unwrap();
    let row = plan.burndown.iter().find(|row| row.quarter == sample::quarter("2030-Q4")).unwrap();
    let left = row.exposed[&y2q::model::Exposure::Shor];
    let said = y2q::report::plain::thousands(left);
    assert!(
        interim.contains(&format!("By the plan {said} of today's 4,045 quantum-vulnerable uses")),
        "{interim}"
    );
    let is_open = |one: &&y2q::plan::Package| {
        one.acceptance.is_some() || one.finish.is_none_or(|at| at.year() > 2030)
    };
    let open = plan.packages.iter().filter(is_open).count();
    assert_eq!(interim.lines().filter(|line| line.starts_with("- ")).count(), open, "{interim}");
    assert!(omb.contains("| TLS front: negotiate X25519MLKEM768 | tls-front | yes |"), "{omb}");
}

#[test]
fn what_is_accepted_meets_no_stage() {
    let mut plan = sample::plan();
    plan.packages.truncate(1);
    let [one] = plan.packages.as_mut_slice() else { panic!("no package") };
    one.finish = one.start;
    one.left_out.clear();
    one.acceptance = Some(y2q::plan::Accepted {
        owner: "Head".into(),
        reason: "few rely on it".into(),
        expires: "2034-06-30".parse().unwrap(),
        instead: y2q::plan::Change::ProtocolUpgrade,
        limit: None,
    });
    let kr = sections("kr-master-plan", &plan);
    let stage = kr.split("Stage by 2035").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(stage.contains("the stage is not met: 1 package is open then"), "{stage}");
    assert!(stage.contains("accepted as a risk until 2034-06-30"), "{stage}");
    let omb = sections("omb-m-26-15", &plan);
    assert!(!omb.contains("No configuration that was found has to go"), "{omb}");
}

#[test]
fn korean_stages_say_what_is_open_and_whether_they_are_met() {
    let plan = sample::plan();
    let kr = sections("kr-master-plan", &plan);
    let stage = kr.split("Stage by 2029").nth(1).unwrap().split("\n## ").next().unwrap();
    let open: Vec<&str> = plan
        .packages
        .iter()
        .filter(|one| one.acceptance.is_some() || one.finish.is_none_or(|at| at.year() > 2029))
        .map(|one| one.title.as_str())
        .collect();
    assert!(
        stage.contains(&format!("the stage is not met: {} packages are open then", open.len())),
        "{stage}"
    );
    assert!(open.iter().all(|title| stage.contains(title)), "{stage}");
    let all = plan.packages.iter().filter(|one| one.target.is_some()).count();
    assert!(
        kr.contains(&format!("1 of {all} packages with a target moves to one of them")),
        "{kr}"
    );
    for said in [
        "Action plans by 2024: this plan is of 2026-11-21",
        "Pilots 2025 to 2028",
        "Transition plan of this agency: exists",
        "KpqC: SMAUG-T and NTRU+",
        "Validated modules (KCMVP)",
        "The estate file names no supplier.",
    ] {
        assert!(kr.contains(said), "{said}\n{kr}");
    }
}
