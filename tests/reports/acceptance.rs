//! A risk that somebody accepts, in every form.

use std::collections::BTreeMap;

use serde_json::Value;
use y2q::plan::{Accepted, Change, Plan};
use y2q::report::AssetTable;

use super::{sample, written};

/// The sample with a risk that somebody accepts.
pub fn accepted() -> Plan {
    let mut plan = sample::plan();
    let one = &mut plan.packages[6];
    one.acceptance = Some(Accepted {
        owner: "Head of operations".into(),
        reason: "it ends before".into(),
        expires: sample::day("2029-06-30"),
        instead: one.change,
        limit: one.deadline.take(),
    });
    one.change = Change::AcceptWithExpiry;
    one.choice.rejected = vec![(Change::Configuration, "the estate file accepts it".into())];
    plan
}

#[test]
fn an_accepted_risk_is_in_every_form_with_owner_and_day() {
    let plan = accepted();
    let id = plan.packages[6].id.clone();
    let document: Value =
        serde_json::from_str(&written("oscal", &plan, &AssetTable::default())).unwrap();
    let risks = document["plan-of-action-and-milestones"]["risks"].as_array().unwrap();
    let deviations: Vec<&Value> =
        risks.iter().filter(|risk| risk["status"] == "deviation-approved").collect();
    assert_eq!((deviations.len(), risks.len()), (1, plan.packages.len()));
    let risk = deviations[0];
    let entry = &risk["risk-log"]["entries"][0];
    assert_eq!(entry["end"], "2029-06-30T00:00:00Z");
    assert_eq!(
        entry["description"],
        "Head of operations accepts it until 2029-06-30: it ends before"
    );
    assert_eq!(risk["remediations"][0]["props"][0]["value"], "accept");
    let table = written("csv", &plan, &AssetTable::default());
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let row = rows
        .deserialize::<BTreeMap<String, String>>()
        .map(Result::unwrap)
        .find(|row| row["package"] == id)
        .unwrap();
    assert_eq!(
        (row["accepted_by"].as_str(), row["accepted_until"].as_str()),
        ("Head of operations", "2029-06-30")
    );
    assert_eq!(row["change_not"], "Change configuration: the estate file accepts it");
    let set = y2q::report::sections::SectionSet::named("omb-m-26-15").unwrap();
    let mut sections = Vec::new();
    y2q::report::sections::write(&mut sections, set, &plan, &AssetTable::default()).unwrap();
    let sections = String::from_utf8(sections).unwrap();
    assert!(sections.contains("| Head of operations | 2029-06-30 | it ends before |"));
    for form in ["md", "html"] {
        let text = written(form, &plan, &AssetTable::default());
        assert!(text.contains("the estate file accepts it"), "{form}");
    }
}
