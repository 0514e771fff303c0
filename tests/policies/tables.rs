//! Verdicts on chosen days, brought together and in reports.

use y2q::assess::{Assessor, Matrix, Row, Uses, Verdicts, year_ends};
use y2q::inventory::Entry;
use y2q::model::{Asset, Changeability, Context, System};
use y2q::policy::Policy;
use y2q::registry;

use super::builder::{date, policy};
use super::commands::{cbom, run, said};

fn entry(name: &str, systems: &[&str]) -> Entry {
    let paths: Vec<String> = systems.iter().map(|system| format!("{system}/main.c")).collect();
    let places: Vec<(&str, &str)> = paths.iter().map(|path| ("/srv", path.as_str())).collect();
    let algorithm = registry::by_name(name).unwrap();
    crate::risk::holdings::entry(Asset::Algorithm(algorithm), &places)
}

fn context() -> Context {
    let mut context = Context::undeclared();
    context.systems = ["a", "b"]
        .map(|id| System {
            id: id.into(),
            name: id.into(),
            owner: None,
            paths: vec![format!("{id}/**")],
            hosts: Vec::new(),
            exposure: None,
            data_tier: None,
            confidentiality_years: None,
            signature_years: None,
            jurisdictions: Some(vec!["us-nss".into(), "de".into()]),
            depends_on: Vec::new(),
            supplier: None,
            demand: None,
            fragile: Vec::new(),
            keys: Vec::new(),
            changeability: Changeability::default(),
        })
        .into();
    context
}

fn policies() -> Vec<Policy> {
    ["cnsa-2.0", "de-bsi-tr-02102", "nist-ir-8547"].map(policy).into()
}

fn entries() -> Vec<Entry> {
    vec![
        entry("ECDH-P-256", &["a", "b"]),
        entry("ECDH-P-384", &["b"]),
        entry("ECDSA-P-256", &["a"]),
        entry("MD5", &["a"]),
        entry("ML-KEM-1024", &["b"]),
    ]
}

/// Judged as holdings or as a matrix: the same rows.
fn rows() -> (Vec<Row>, Vec<Row>) {
    let (context, policies, today) = (context(), policies(), date("2026-11-26"));
    let assessor = Assessor::new(&context, &policies, today);
    let mut uses = Uses::default();
    let mut matrix = Matrix::new(&context, &policies, today);
    for entry in entries() {
        assessor.holdings(entry.clone()).iter().for_each(|holding| uses.collect(holding));
        matrix.add(&entry);
    }
    (uses.into_rows(), matrix.into_uses().into_rows())
}

#[test]
fn holdings_and_matrix_give_the_same_rows() {
    let (of_holdings, of_matrix) = rows();
    assert_eq!(of_holdings, of_matrix);
    assert_eq!(of_holdings.len(), 6, "one a use and system");
}

fn verdicts() -> Verdicts {
    let (context, policies, today) = (context(), policies(), date("2026-11-26"));
    let mut matrix = Matrix::new(&context, &policies, today);
    entries().iter().for_each(|entry| matrix.add(entry));
    let uses = matrix.into_uses();
    Verdicts::of(&context, policies, uses, year_ends(today))
}

#[test]
fn what_is_judged_alike_is_one_class_and_nothing_is_lost() {
    let verdicts = verdicts();
    let classes = verdicts.classes();
    let of_classes: usize = classes.iter().map(|class| class.rows.len()).sum();
    assert_eq!(of_classes, verdicts.rows.len());
    for class in &classes {
        let first = class.first().unwrap();
        for row in &class.rows {
            assert_eq!(row.verdicts, first.verdicts);
            assert_eq!(row.subject.purposes, first.subject.purposes);
        }
    }
    // Broken first, what no policy speaks of last.
    let name = |at: usize| classes[at].first().unwrap().subject.algorithm.as_str();
    assert_eq!(name(0), "MD5");
    // In both systems, which belong to the same populations.
    let ecdh = classes.iter().find(|class| class.algorithms().contains_key("ECDH-P-256")).unwrap();
    assert_eq!(ecdh.systems().into_iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(ecdh.algorithms()["ECDH-P-256"], 2);
}

#[test]
fn differences_that_end_alike_are_one_dispute_and_the_open_ones_come_first() {
    let verdicts = verdicts();
    assert!(!verdicts.conflicts.is_empty());
    let disputes = verdicts.disputes();
    assert!(disputes.len() <= verdicts.conflicts.len());
    for conflict in &verdicts.conflicts {
        let of = disputes.iter().filter(|dispute| {
            dispute.conflict.resolution == conflict.resolution
                && dispute.conflict.about == conflict.about
                && dispute.algorithms.contains(conflict.algorithm.as_str())
                && dispute.systems.contains(conflict.system.as_str())
        });
        assert_eq!(of.count(), 1, "{conflict:?}");
    }
    let solved = |at: usize| {
        matches!(disputes[at].conflict.resolution, y2q::assess::Resolution::LeastChange { .. })
    };
    assert!((1..disputes.len()).all(|at| solved(at) || !solved(at - 1)));
}

/// A policy that binds no holder of an asset sets no deadline for it, in the table as in the plan.
#[test]
fn a_policy_that_does_not_bind_sets_no_deadline() {
    let deadline = |ids: &[&str]| {
        let policies: Vec<Policy> = ids.iter().map(|id| policy(id)).collect();
        let context = context();
        let assessor = Assessor::new(&context, &policies, date("2026-11-26"));
        let mut table = y2q::report::AssetTable::default();
        let holdings = assessor.holdings(entry("ECDH-P-256", &["a"]));
        holdings.iter().for_each(|holding| table.collect(holding));
        let row = table.rows().next().unwrap().clone();
        row.deadline.map(|day| day.to_string())
    };
    // The order excludes national security systems, the agency's memorandum does not address them.
    assert_eq!(deadline(&["us-eo-14412", "us-omb-m-26-15"]), None);
    assert_eq!(deadline(&["nist-ir-8547"]).as_deref(), Some("2035-12-31"));
    assert_eq!(deadline(&["us-eo-14412", "nist-ir-8547"]).as_deref(), Some("2035-12-31"));
}

#[test]
fn days_that_are_past_are_not_shown() {
    let days =
        |today: &str| year_ends(date(today)).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        days("2026-11-26"),
        ["2026-11-26", "2027-12-31", "2030-12-31", "2031-12-31", "2035-12-31"]
    );
    assert_eq!(days("2030-12-31"), ["2030-12-31", "2031-12-31", "2035-12-31"]);
    assert_eq!(days("2040-01-01"), ["2040-01-01"]);
}

/// Days, next day, clause and conflicts stand in both reports.
#[test]
fn reports_show_verdicts_on_chosen_days_and_conflicts() {
    let here = tempfile::tempdir().unwrap();
    cbom(here.path());
    let report = |format: &str| {
        let policies = ["--policy", "cnsa-2.0", "--policy", "de-bsi-tr-02102"];
        let all = ["report", "--cbom", "vendor.cdx.json", "--effort", "0", "--at", "2026-11-26"];
        let output = run(here.path(), &[&all[..], &policies, &["--format", format]].concat());
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let page = report("md");
    let from = page.find("## What every policy says, and until when").unwrap();
    let part = &page[from..page.find("## Assumptions").unwrap()];
    for told in [
        "| Use | Policy | Today | End of 2027 | End of 2030 | End of 2031 | End of 2035 | Next | Clause |",
        "**X25519** for key establishment; 1 use in system unassigned; algorithm",
        "acquisition gate 2027-01-01",
        "disputed reading",
        "### Where policies differ",
        "cnsa-2.0, de-bsi-tr-02102 differ about",
        "**Nothing satisfies all. Nearest, with the consent of who refuses it: ml-kem-1024.**",
    ] {
        assert!(part.contains(told), "{told}\n{part}");
    }
    let clauses = policies();
    let clauses = clauses.iter().flat_map(|policy| &policy.rules).map(|rule| rule.clause.as_str());
    assert!(clauses.into_iter().any(|clause| part.contains(clause)), "{part}");
    let page = report("html");
    for told in [
        "<a href=\"#verdicts\">Verdicts</a>",
        "<th scope=\"col\">End of 2031</th>",
        "acquisition gate 2027-01-01",
        "<article class=\"dispute open\">",
        "Nearest, with the consent of who refuses it: ml-kem-1024.",
        "Exposed before it is migrated?",
        "belief, no forecast",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let page = report("text");
    assert!(page.contains("Exposed before?") && page.contains("belief, no forecast"), "{page}");
}
