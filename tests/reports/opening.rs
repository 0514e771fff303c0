//! The answers that every report opens with: what they promise, what they count, and that none says it twice.

use serde_json::Value;
use y2q::plan::Plan;
use y2q::report::AssetTable;
use y2q::report::answers::{Answers, Outcome};

use super::{holdings, plain, sample, written};

/// Everything is in time, with that share of the runs.
fn in_time(share: f64) -> Plan {
    let mut plan = sample::plan();
    plan.late.clear();
    plan.packages.retain(|package| package.slack_quarters.is_some_and(|slack| slack > 0));
    plan.chances.as_mut().unwrap().last.in_time = Some(share);
    plan
}

/// What a report says, on one line.
fn said(id: &str, plan: &Plan) -> String {
    let text = plain(&written(id, plan, &AssetTable::default()));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_plan_that_is_hardly_kept_says_so_wherever_it_says_in_time() {
    let plan = in_time(0.02);
    let all = plan.packages.len();
    let answer = Answers::of(&plan);
    assert_eq!(answer.outcome, Outcome::Unlikely);
    let wanted = format!("All {all} packages in time by likely efforts, the tightest with ");
    assert!(answer.in_time.starts_with(&wanted), "{}", answer.in_time);
    assert!(answer.in_time.contains(" to spare; kept with a chance of 2 %."), "{}", answer.in_time);
    for format in ["text", "md", "html", "json"] {
        let text = said(format, &plan);
        assert!(text.contains("kept with a chance of 2 %"), "{format}");
        assert!(!text.contains("Yes"), "{format}");
    }
    let json: Value =
        serde_json::from_str(&written("json", &plan, &AssetTable::default())).unwrap();
    assert_eq!(json["answers"]["in_time"], answer.in_time.as_str());
    assert_eq!(json["answers"]["exposed"], answer.exposure.as_str());
    // What is likely stays short.
    let likely = Answers::of(&in_time(0.8)).in_time.clone();
    assert!(likely.starts_with(&format!("Yes, all {all} packages in time, ")), "{likely}");
    assert!(!likely.contains('%'), "{likely}");
}

#[test]
fn a_chance_stands_beside_what_is_not_certain_and_what_is_not_everything() {
    let mut plan = in_time(0.4);
    plan.packages[0].undated = Some("a release".into());
    let all = plan.packages.len();
    let answer = Answers::of(&plan).in_time;
    assert!(answer.starts_with(&format!("Not certain: of {all} packages 1 rests on")), "{answer}");
    assert!(answer.contains("all are in time by likely efforts"), "{answer}");
    assert!(answer.contains("kept with a chance of 40 %"), "{answer}");
    for package in &mut plan.packages {
        package.undated = Some("a release".into());
    }
    let answer = Answers::of(&plan).in_time;
    assert!(answer.starts_with(&format!("Not certain: all {all} packages rest on")), "{answer}");
    plan.packages.truncate(1);
    let answer = Answers::of(&plan).in_time;
    assert!(answer.starts_with("Not certain: the one package rests on"), "{answer}");
}

#[test]
fn no_deadline_that_had_passed_is_called_kept() {
    let mut plan = in_time(1.0);
    let every = "every deadline is kept with a chance of 100 %";
    assert!(said("text", &plan).contains(every));
    plan.packages[0].deadline.as_mut().unwrap().missed =
        Some(y2q::plan::Missed { policy: "law".into(), since: None });
    for format in ["text", "md", "html"] {
        let text = said(format, &plan);
        assert!(!text.contains(every), "{format}");
        assert!(text.contains("every deadline that lies ahead is kept with a chance of 100 %"));
    }
}

#[test]
fn a_page_says_its_headline_once() {
    let mut plan = in_time(1.0);
    plan.packages[0].deadline.as_mut().unwrap().missed =
        Some(y2q::plan::Missed { policy: "law".into(), since: None });
    let page = written("html", &plan, &AssetTable::default());
    assert_eq!(page.matches("Not everything").count(), 1);
    assert!(Answers::of(&plan).in_time.starts_with("Not everything: "));
    let mut plan = in_time(1.0);
    plan.packages[0].undated = Some("a release".into());
    let page = written("html", &plan, &AssetTable::default());
    assert_eq!(page.matches("Not certain").count(), 1);
    assert!(page.contains(&format!("Of {} packages 1 rests on", plan.packages.len())), "capital");
}

#[test]
fn a_use_of_which_several_packages_take_care_is_threatened_once() {
    let mut plan = sample::plan();
    // What is changed at no date is changed too late.
    assert!(Answers::of(&plan).mosca.unwrap().contains(" at no date,"));
    plan.packages.retain(|package| package.finish.is_some());
    let at = plan.packages.iter().position(|package| package.mosca.is_some()).unwrap();
    let uses = plan.packages[at].assets.len();
    assert!(uses > 1);
    let late = plan.packages[at].mosca.as_ref().unwrap().late_by_years > 0;
    let count = |plan: &Plan| Answers::of(plan).mosca.unwrap();
    let wanted = |late: usize| format!("{late} of {uses} uses that a quantum computer threatens ");
    assert!(count(&plan).starts_with(&wanted(if late { uses } else { 0 })), "{}", count(&plan));
    // A pilot at one of the places, in time where the roll-out is not: a use is as late as the last of them.
    let mut pilot = plan.packages[at].clone();
    pilot.id = "pilot".into();
    pilot.assets.truncate(1);
    pilot.mosca.as_mut().unwrap().late_by_years = -1;
    plan.packages[at].mosca.as_mut().unwrap().late_by_years = 1;
    plan.packages.push(pilot);
    assert!(count(&plan).starts_with(&wanted(uses)), "{}", count(&plan));
    let last = plan.packages.last_mut().unwrap();
    last.mosca.as_mut().unwrap().late_by_years = 1;
    plan.packages[at].mosca.as_mut().unwrap().late_by_years = 0;
    assert!(
        count(&plan).starts_with(&format!("1 of {uses} uses that a quantum computer threatens is"))
    );
}

#[test]
fn nothing_is_cut_on_a_terminal() {
    let mut plan = sample::plan();
    plan.estate = "An estate with a name that is longer than a line of a terminal, and that nobody wants to see cut off in the middle".into();
    let team = plan.packages[0].team.clone();
    plan.team_names.insert(team, "Workplace engineering and operations".into());
    let text = plain(&written("text", &plan, &holdings::table(&plan)));
    assert!(!text.contains('…') || text.matches('…').count() == text.matches("PATH…").count());
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole.contains(&plan.estate), "{whole}");
    for word in ["Workplace", "engineering", "operations"] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn narrow_pages_keep_their_lines_apart() {
    let plan = sample::plan();
    let page = written("html", &plan, &AssetTable::default());
    // On a narrow screen a ground of its own lies under every title, above the lines of years and deadlines.
    let slim = page.split("<figure class=\"gantt-slim\"").nth(1).unwrap();
    let slim = &slim[..slim.find("</svg>").unwrap()];
    let first = |what: &str| slim.find(what).unwrap();
    assert!(first("class=\"milestone") < first("class=\"behind\""));
    assert!(first("class=\"behind\"") < first("class=\"name\""));
    assert_eq!(
        slim.matches("class=\"behind\"").count(),
        slim.matches("class=\"tick end\"").count()
    );
    // Years are named in full or not at all.
    let years = page.split("class=\"tick middle\"").skip(1).map(|rest| {
        let name = rest.split_once('>').unwrap().1;
        name.split_once('<').unwrap().0.to_owned()
    });
    let years: Vec<String> = years.filter(|name| name.starts_with("20")).collect();
    assert!(!years.is_empty() && years.iter().all(|year| year.len() == 4), "{years:?}");
    // Arrows are explained where they are drawn.
    let arrows = page.split("<li").find(|item| item.contains("dashed: what is drawn elsewhere"));
    assert!(arrows.unwrap().starts_with(" class=\"wide-only\""));
    assert!(page.contains("<td class=\"whole\">"), "words of a column are not broken");
}
