//! What people read: names of teams, one and many, whole titles, shares that add up.

use y2q::model::{Exposure, Quarter};
use y2q::plan::{BoundBy, Known, Past, Plan, Sort, State, Stayed, track};
use y2q::report::sections::{SectionSet, write};

use super::{holdings, sample, written};

const LONG: &str = "Document management product: reissue 1 certificate for signing documents or code with \
                    ML-DSA-65, and every one that the supplier of the product has signed with the old one";

fn terminal(plan: &Plan) -> Vec<String> {
    let text = written("text", plan, &holdings::table(plan));
    super::plain(&text).lines().map(str::to_owned).collect()
}

/// Lines from the one that begins with `head` to the next blank one, joined by single spaces.
fn block(lines: &[String], head: &str) -> String {
    let from = lines.iter().position(|line| line.starts_with(head)).unwrap();
    let lines = lines[from..].iter().take_while(|line| !line.is_empty());
    lines.flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
}

#[test]
fn titles_are_told_whole_on_the_terminal() {
    let mut plan = sample::plan();
    for package in &mut plan.packages {
        package.title = LONG.into();
        package.team = "it".into();
    }
    let lines = terminal(&plan);
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{lines:#?}");
    assert!(!plan.late.is_empty());
    assert!(block(&lines, "Late").contains(LONG), "{lines:#?}");
    // The team stands behind the first line of a title.
    let due = block(&lines, "Due first").replace(" it ", " ");
    assert_eq!(due.matches(LONG).count(), 10, "{due}");
    assert!(!due.contains('…'), "{due}");
}

#[test]
fn shares_of_exposure_add_up_to_the_whole() {
    let mut plan = sample::plan();
    for counts in [[3, 23, 2, 0, 2], [1, 1, 1, 0, 0], [7, 11, 13, 17, 19]] {
        let classes = [
            Exposure::ClassicallyBroken,
            Exposure::Shor,
            Exposure::Indeterminate,
            Exposure::Grover,
            Exposure::None,
        ];
        plan.totals.by_exposure = classes.into_iter().zip(counts).collect();
        plan.totals.holdings = counts.iter().sum();
        let lines = terminal(&plan);
        let shares = lines.iter().filter_map(|line| line.strip_suffix(" %"));
        let shares = shares.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
        let shares: Vec<f64> = shares.collect();
        assert_eq!(shares.len(), 5, "{lines:#?}");
        let sum: f64 = shares.iter().sum();
        assert!((sum - 100.0).abs() < 1e-9, "{counts:?}: {shares:?}");
    }
}

#[test]
fn teams_are_told_by_name_or_as_ids_in_quotes() {
    let mut plan = sample::plan();
    plan.packages.truncate(1);
    let full: Quarter = sample::quarter("2026-Q4");
    for (name, ours, full_team) in [
        (None, "team \"it\"", "Team \"it\" has no room before: 2026-Q4 is full."),
        (
            Some("Workplace"),
            "team Workplace",
            "Team Workplace has no room before: 2026-Q4 is full.",
        ),
        (Some("Net team"), "Net team", "Net team has no room before: 2026-Q4 is full."),
    ] {
        plan.team_names = name.map(|name| ("it".to_owned(), name.to_owned())).into_iter().collect();
        let package = &mut plan.packages[0];
        package.team = "it".into();
        let (team, name) = (package.team.clone(), name.map(str::to_owned));
        package.bound_by = BoundBy::Capacity { team, name, quarter: full, why: None };
        let joined = |format| written(format, &plan, &holdings::table(&plan)).replace("\r\n ", "");
        for format in ["md", "jira", "ics"] {
            let text = joined(format).replace("\"\"", "\"").replace("\\\"", "\"");
            assert!(text.contains(full_team), "{format}: {text}");
        }
        for format in ["jira", "ics"] {
            let text = joined(format).replace("\"\"", "\"").replace("\\,", ",");
            assert!(text.contains(&format!(", {ours}")), "{format}: {text}");
        }
    }
}

#[test]
fn one_person_day_is_one() {
    let mut plan = sample::plan();
    plan.packages.truncate(1);
    plan.packages[0].effort_days = [0.5, 1.0, 2.0];
    let [md, jira] = ["md", "jira"].map(|format| written(format, &plan, &holdings::table(&plan)));
    assert!(md.contains("Effort: 1 person-day (0.5 to 2)"), "{md}");
    assert!(jira.contains("Effort 1 person-day (0.5 to 2)"), "{jira}");
}

#[test]
fn sections_to_hand_in_leave_nothing_out() {
    let plan = sample::plan();
    let ranked: Vec<&str> = (plan.packages.iter())
        .filter(|package| package.exposure.is_some())
        .map(|package| package.title.as_str())
        .collect();
    assert!(ranked.len() > 15, "{}", ranked.len());
    let mut out = Vec::new();
    let set = SectionSet::named("omb-m-26-15").unwrap();
    write(&mut out, set, &plan, &holdings::table(&plan)).unwrap();
    let text = String::from_utf8(out).unwrap();
    let first = text.split("\n## ").nth(1).unwrap();
    let rows = first.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows, ranked.len() + 1, "{first}");
    assert!(!text.contains(" more, in the plan"), "{text}");
}

#[test]
fn one_asset_is_one_in_what_became_of_a_plan() {
    let mut then = sample::plan();
    let at = then.packages.iter().position(|one| one.id == "code-signing/rekey").unwrap();
    let discovery = then.packages.iter().position(|one| one.id == "estate/discovery").unwrap();
    then.packages[at].assets.truncate(1);
    then.packages[discovery].assets = vec![sample::asset_id("unclear", 0)];
    let why = |now: &Plan, gone: &[usize], package: usize| {
        let scans = (1..).zip(["2026-11-21", "2027-02-20"].map(sample::day)).collect();
        let mut past = Past { scans, ..Past::default() };
        for &of in gone {
            let package = &then.packages[of];
            let stay = Stayed {
                place: "/etc/key".into(),
                system: package.system.clone(),
                first: 1,
                last: 1,
                gone: Some(2),
            };
            let known = Known {
                sort: Sort::Key,
                role: None,
                terms: None,
                words: "a key".into(),
                ends: None,
                exposure: Exposure::Shor,
                asks: Vec::new(),
                stays: vec![stay],
            };
            past.assets.insert(package.assets[0], known);
        }
        let compared = track(&then, &[], now, &past, &[].into());
        let id = &then.packages[package].id;
        let found = compared.packages.into_iter().find(|one| one.package == *id).unwrap();
        (found.state, found.why)
    };
    let mut now = then.clone();
    now.at = sample::day("2027-02-20");
    let (state, said) = why(&now, &[], at);
    assert_eq!(
        (state, said.as_str()),
        (State::OnCourse, "0 of 1 asset done. Planned until 2030-Q2.")
    );
    let (_, said) = why(&now, &[], discovery);
    assert_eq!(said, "0 of 1 asset of unknown use told. Planned until 2027-Q1.");

    // Its asset is told, and the plan made now still has inputs to open: that is not done.
    now.packages[discovery].assets.clear();
    let (state, said) = why(&now, &[discovery], discovery);
    assert_eq!(state, State::OnCourse, "{said}");
    assert!(
        said.starts_with("1 of 1 asset of unknown use told. Something is still unknown"),
        "{said}"
    );
    now.packages.retain(|package| package.id != "estate/discovery");
    let (state, said) = why(&now, &[discovery], discovery);
    assert_eq!((state, said.as_str()), (State::Done, "its asset asks for it no more"));

    now.packages.retain(|package| package.id != "code-signing/rekey");
    let (state, said) = why(&now, &[], at);
    assert_eq!(state, State::Unconfirmed);
    assert!(
        said.starts_with("1 of 1 asset is not found, and no scan kept here has read its places"),
        "{said}"
    );
}
