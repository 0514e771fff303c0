//! What ships: the list, the documentation, the examples, the dates.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use y2q::model::Date;
use y2q::policy::{Binding, POPULATIONS, Policy, SHIPPED, check, parse_file, shipped};

use super::builder::{date, policy};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares the lines between two marks of a file with `wanted`; with `BLESS=1` writes them.
fn generated(path: &str, begin: &str, end: &str, wanted: &str) {
    let text = std::fs::read_to_string(root(path)).unwrap();
    let start = text.find(begin).unwrap() + begin.len() + 1;
    let stop = text[start..].find(end).unwrap() + start;
    // The end mark may be indented; its line stays.
    let stop = text[..stop].rfind('\n').unwrap() + 1;
    if &text[start..stop] == wanted {
        return;
    }
    assert!(std::env::var_os("BLESS").is_some(), "{path} is out of date: run BLESS=1 cargo test");
    std::fs::write(root(path), [&text[..start], wanted, &text[stop..]].concat()).unwrap();
}

fn stems() -> Vec<String> {
    let mut stems: Vec<String> = std::fs::read_dir(root("policies"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    stems.sort();
    stems
}

#[test]
fn the_list_is_the_folder() {
    let mut lines = String::new();
    for stem in stems() {
        let _ = writeln!(lines, "    (\"{stem}\", include_str!(\"../../policies/{stem}.toml\")),");
    }
    generated("src/policy/shipped.rs", "// begin generated", "// end generated", &lines);
    let ids: Vec<String> = shipped().into_iter().map(|policy| policy.id).collect();
    assert_eq!(ids, stems());
}

#[test]
fn the_readme_lists_the_policies_and_populations() {
    let mut table =
        String::from("| id | document | binding | applies to | facts |\n|---|---|---|---|---|\n");
    for policy in shipped() {
        let applies: Vec<&str> = policy.applies_to.iter().map(String::as_str).collect();
        let _ = writeln!(
            table,
            "| `{}` | [{}]({}), {} | {} | {} | {} |",
            policy.id,
            policy.title,
            policy.url,
            policy.edition,
            policy.binding,
            applies.join(", "),
            policy.verified
        );
    }
    generated("policies/README.md", "<!-- begin policies -->", "<!-- end policies -->", &table);
    generated("policies/README.md", "<!-- begin stages -->", "<!-- end stages -->", &stages());
    let mut table = String::from("| word | who |\n|---|---|\n");
    for population in POPULATIONS {
        let _ = writeln!(table, "| `{}` | {} |", population.word, population.meaning);
    }
    generated(
        "policies/README.md",
        "<!-- begin populations -->",
        "<!-- end populations -->",
        &table,
    );
    assert!(POPULATIONS.is_sorted_by_key(|population| population.word));
}

/// In how many of its milestones a policy states what.
fn stages() -> String {
    let mut table = String::from(
        "| policy | milestones | after another | entry | exit | rollback |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for policy in shipped().iter().filter(|policy| !policy.milestones.is_empty()) {
        let stages = &policy.milestones;
        let after = stages.iter().filter(|one| one.after.is_some()).count();
        let [entry, exit, rollback] = [0, 1, 2]
            .map(|at| stages.iter().filter(|one| !one.statements()[at].1.is_empty()).count());
        let cells = [stages.len(), after, entry, exit, rollback].map(|count| match count {
            0 => "–".to_owned(),
            count => count.to_string(),
        });
        let _ = writeln!(table, "| `{}` | {} |", policy.id, cells.join(" | "));
    }
    table
}

#[test]
fn every_shipped_policy_is_well_formed_and_its_examples_hold() {
    for (stem, text) in SHIPPED {
        match parse_file(stem, text) {
            Ok(policy) => assert_eq!(check(&policy), [], "{stem}"),
            Err(fault) => panic!("{stem}.toml:{}: {fault} ({:?})", fault.line(text), fault.help),
        }
    }
}

fn around(day: Date) -> [Date; 3] {
    [day.yesterday().unwrap(), day, day.tomorrow().unwrap()]
}

/// Days on which an example of the rule (of any rule, for `None`) says something.
fn example_days(policy: &Policy, rule: Option<&str>) -> BTreeSet<Date> {
    let rules = policy.rules.iter().filter(|other| rule.is_none_or(|rule| rule == other.id));
    rules.flat_map(|rule| &rule.examples).flat_map(|example| example.at.iter().copied()).collect()
}

#[test]
fn examples_stand_before_on_and_after_every_date() {
    for policy in shipped() {
        for milestone in &policy.milestones {
            let days = example_days(&policy, None);
            for day in around(milestone.by) {
                assert!(days.contains(&day), "{}: no example on {day}", policy.id);
            }
        }
        for rule in &policy.rules {
            let days = example_days(&policy, Some(&rule.id));
            let steps = rule.steps.iter().filter_map(|step| step.from);
            for from in steps.chain(rule.due.iter().map(|duty| duty.on)) {
                for day in around(from) {
                    assert!(days.contains(&day), "{}/{}: no example on {day}", policy.id, rule.id);
                }
            }
        }
    }
}

/// Id, days of steps, days of milestones.
type Dates = (&'static str, &'static [&'static str], &'static [&'static str]);

/// As the documents have them: "by the end of 2031" is a step on 2032-01-01.
const DATES: &[Dates] = &[
    ("au-asd-ism", &["2031-01-01"], &["2026-12-31", "2028-12-31", "2030-12-31"]),
    ("ca-cccs", &["2036-01-01"], &["2026-04-30", "2031-12-31", "2035-12-31"]),
    ("cabf-tls-lifetimes", &["2026-09-15"], &["2026-03-15", "2027-03-15", "2029-03-15"]),
    (
        "cnsa-2.0",
        &["2031-01-01", "2032-01-01"],
        &["2027-01-01", "2030-12-31", "2031-12-31", "2035-12-31"],
    ),
    (
        "cnsa-2.0-categories",
        &["2026-01-01", "2027-01-01", "2028-01-01", "2031-01-01", "2034-01-01"],
        &[],
    ),
    // The year 2027 that circulates for key establishment is contested and does not ship.
    ("cz-nukib", &[], &[]),
    (
        "de-bsi-tr-02102",
        &["2031-01-01", "2032-01-01", "2036-01-01"],
        &["2030-12-31", "2031-12-31", "2035-12-31"],
    ),
    ("eu-roadmap", &["2031-01-01", "2036-01-01"], &["2026-12-31", "2030-12-31", "2035-12-31"]),
    ("fr-anssi", &["2031-01-01"], &["2027-01-01", "2030-12-31"]),
    ("g7-finance", &["2036-01-01"], &["2032-12-31", "2035-12-31"]),
    (
        "in-dst-nqm",
        &["2030-01-01", "2034-01-01"],
        &["2027-12-31", "2028-12-31", "2029-12-31", "2033-12-31"],
    ),
    ("jp-2035", &["2036-01-01"], &["2035-12-31"]),
    ("kr-kcmvp", &["2025-01-01"], &[]),
    ("kr-n2sf", &["2031-01-01", "2036-01-01"], &[]),
    ("kr-pqc-2035", &["2036-01-01"], &["2029-12-31", "2030-12-31", "2035-12-31"]),
    ("nist-sp-800-131a", &["2024-01-01", "2031-01-01"], &["2030-12-31"]),
    ("pci-dss-4.0.1-12.3.3", &[], &["2025-03-31"]),
    ("sg-csa", &["2032-01-01"], &["2027-03-31", "2028-01-01", "2031-12-31"]),
    ("uk-ncsc", &["2036-01-01"], &["2028-12-31", "2031-12-31", "2035-12-31"]),
    ("us-dow-pqc", &["2031-01-01", "2032-01-01"], &["2030-12-31", "2031-12-31"]),
    (
        "us-omb-m-26-15",
        &["2030-01-03", "2031-01-01", "2032-01-01", "2036-01-01"],
        &[
            "2026-10-22",
            "2027-12-31",
            "2028-12-31",
            "2030-01-02",
            "2030-12-31",
            "2031-12-31",
            "2035-12-31",
        ],
    ),
    ("y2q-default", &["2031-01-01", "2036-01-01"], &["2027-12-31", "2030-12-31", "2035-12-31"]),
];

/// Every date that a policy may hold, from the documents: an accidental edit does not pass.
#[test]
fn the_dates_are_those_of_the_documents() {
    let steps = |id: &str| -> BTreeSet<String> {
        let policy = policy(id);
        let steps = policy.rules.iter().flat_map(|rule| &rule.steps);
        steps.filter_map(|step| step.from).map(|day| day.to_string()).collect()
    };
    let milestones = |id: &str| -> Vec<String> {
        policy(id).milestones.iter().map(|milestone| milestone.by.to_string()).collect()
    };
    // Deprecated after 2030, disallowed after 2035.
    assert_eq!(steps("nist-ir-8547"), BTreeSet::from(["2031-01-01".into(), "2036-01-01".into()]));
    assert_eq!(milestones("nist-ir-8547"), ["2030-12-31", "2035-12-31"]);
    // By 2030-12-31 and by 2031-12-31.
    assert_eq!(steps("us-eo-14412"), BTreeSet::from(["2031-01-01".into(), "2032-01-01".into()]));
    assert_eq!(
        milestones("us-eo-14412"),
        ["2027-12-31", "2028-12-31", "2030-12-31", "2031-12-31", "2035-12-31"]
    );
    for (id, dated, stages) in DATES {
        let wanted: BTreeSet<String> = dated.iter().map(|day| (*day).to_owned()).collect();
        assert_eq!(steps(id), wanted, "{id}");
        assert_eq!(milestones(id), *stages, "{id}");
    }
    let written: BTreeSet<&str> = DATES.iter().map(|(id, ..)| *id).collect();
    let others = ["nist-ir-8547", "us-eo-14412"];
    let all = shipped();
    let missing = all.iter().map(|one| one.id.as_str()).filter(|id| !others.contains(id));
    assert_eq!(missing.collect::<BTreeSet<_>>(), written);
}

#[test]
fn binding_population_and_verification_are_as_published() {
    let draft = policy("nist-ir-8547");
    assert_eq!((draft.binding, draft.draft), (Binding::Draft, true));
    assert_eq!(draft.date, date("2024-11-12"));
    assert_eq!(draft.verified, "secondary-quote");
    let order = policy("us-eo-14412");
    assert_eq!((order.binding, order.draft), (Binding::ExecutiveOrder, false));
    assert_eq!(order.date, date("2026-06-22"));
    assert!(order.excludes.contains("us-nss") && !order.applies_to.contains("general"));
    // The number is disputed: the entry must be recognisable without it.
    assert!(order.note.contains("14409") && order.url.contains("2026-12909"));
    let plan = policy("kr-pqc-2035");
    assert_eq!((plan.binding, plan.draft), (Binding::Roadmap, false));
    assert_eq!(plan.verified, "needs-primary-check");
    assert!(plan.note.contains("no regulatory deadline"));
    for name in ["SMAUG-T", "NTRU+", "HAETAE", "AIMer", "ML-KEM", "ML-DSA", "SLH-DSA"] {
        assert!(plan.targets.iter().any(|target| target == name), "{name}");
    }
}

/// What was only read second-hand, or remembered, says so.
#[test]
fn unverified_facts_are_marked() {
    for policy in shipped().iter().filter(|policy| policy.verified == "needs-primary-check") {
        for milestone in &policy.milestones {
            assert!(milestone.clause.contains("needs primary check"), "{}", milestone.name);
            for one in milestone.statements().into_iter().flat_map(|(_, said)| said) {
                // The words of the document itself stand in quotation marks.
                let marked = one.clause.contains("needs primary check") || one.text.contains('"');
                assert!(marked, "{}: {}", policy.id, one.text);
            }
        }
    }
    let draft = policy("nist-ir-8547");
    let quoted = [
        "signature-112-bit",
        "signature-128-bit",
        "key-establishment-112-bit",
        "key-establishment-128-bit",
    ];
    for rule in &draft.rules {
        assert_eq!(rule.needs_primary_check, !quoted.contains(&rule.id.as_str()), "{}", rule.id);
    }
}
