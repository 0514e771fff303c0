//! Facts that every report must carry: money, names of teams, kinds of change, the policies' own days, conflicts.

use std::collections::BTreeSet;

use y2q::plan::{Place, Places, Plan, Spending};
use y2q::policy::Milestone;
use y2q::report::AssetTable;

use super::{holdings, plain, sample, sample_text, written};

/// The sample with a price for every team, in EUR.
pub fn priced() -> Plan {
    let mut plan = sample::plan();
    for package in &mut plan.packages {
        package.cost = Some(package.effort_days.map(|days| days * 900.0));
    }
    let teams: BTreeSet<String> = plan.packages.iter().map(|one| one.team.clone()).collect();
    plan.spending = Some(Spending {
        currency: "EUR".into(),
        person_day: teams.into_iter().map(|team| (team, 900)).collect(),
        years: Vec::new(),
    });
    plan
}

#[test]
fn every_form_says_what_a_package_costs_where_the_estate_states_prices() {
    let plan = priced();
    let assets = holdings::table(&plan);
    // 16 person-days at 900: 11.2 to 25.6 of them.
    let id = "tls-front/configuration";
    let at = plan.packages.iter().position(|one| one.id == id).unwrap();
    for (format, said) in [
        ("html", "<dt>Cost</dt><dd>14,400 EUR (10,080 to 23,040)</dd>"),
        ("md", "- Cost: 14,400 EUR (10,080 to 23,040)"),
        ("github", "- Cost: 14,400 EUR (10,080 to 23,040)"),
        ("ics", "Cost 14\\,400 EUR (10\\,080 to 23\\,040)"),
        ("oscal", "\"value\": \"10080 / 14400 / 23040\""),
        ("csv", ",10080,14400,23040,EUR"),
    ] {
        let text = written(format, &plan, &assets).replace("\r\n ", "");
        assert!(text.contains(said), "{format}: {said}");
        assert!(!sample_text(format).contains("10,080"), "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&written("json", &plan, &assets)).unwrap();
    assert_eq!(json["packages"][at]["cost"][1], 14_400.0);
    let jira = written("jira", &plan, &assets);
    let mut rows = csv::Reader::from_reader(jira.as_bytes());
    let head = rows.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|one| one == name).unwrap();
    let row = rows.records().map(Result::unwrap).nth(at).unwrap();
    assert_eq!([&row[column("Cost")], &row[column("Currency")]], ["14400", "EUR"]);
    assert!(row[column("Description")].contains("* Cost 14,400 EUR (10,080 to 23,040)"));
    assert!(y2q::plan::explain(&plan, id).contains("Cost      14400 EUR (10080 to 23040)"));
}

/// Who does the work is told where.
#[test]
fn every_form_names_the_places_of_a_package() {
    let mut plan = sample::plan();
    let id = "tls-front/configuration";
    let at = plan.packages.iter().position(|one| one.id == id).unwrap();
    let places = |more| Place {
        at: "etc/nginx/nginx.conf:7".into(),
        what: "protocol TLS server".into(),
        more,
        asset: Some(sample::asset_id(id, 0)),
        system: None,
    };
    let closed = Place {
        at: "etc/keys.p12".into(),
        what: "encrypted".into(),
        more: 0,
        asset: None,
        system: None,
    };
    plan.packages[at].places = Places { listed: vec![places(2), closed], further: 9 };
    let assets = holdings::table(&plan);
    let said = "etc/nginx/nginx.conf:7: protocol TLS server, and in 2 more places";
    for format in ["md", "github", "jira", "csv", "mspdi", "oscal"] {
        let text = written(format, &plan, &assets).replace("&#x2f;", "/");
        for said in [said, "etc/keys.p12: encrypted", "and 9 more;"] {
            assert!(text.contains(said), "{format}: {said}");
        }
        assert!(!sample_text(format).contains("more places"), "{format}");
    }
    // Assets stand in the page's table; what could not be read does not.
    let page = written("html", &plan, &assets);
    assert!(
        page.contains("<dt>Not read</dt><dd><ul><li><code>etc&#x2f;keys.p12</code>: encrypted")
    );
    let page = y2q::plan::explain(&plan, id);
    assert!(
        page.contains(&format!("Seen at   {said}\n          etc/keys.p12: encrypted\n")),
        "{page}"
    );
    let json: serde_json::Value = serde_json::from_str(&written("json", &plan, &assets)).unwrap();
    assert_eq!(json["packages"][at]["places"]["listed"][0]["more"], 2);
}

/// Project's amounts are in hundredths, its rates in whole units an hour.
#[test]
fn projects_carry_cost_and_rate() {
    let plan = priced();
    let xml = written("mspdi", &plan, &holdings::table(&plan));
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let child = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|one| one.tag_name().name() == name);
        found.and_then(|one| one.text()).map(str::to_owned)
    };
    let nodes =
        |name: &'static str| tree.descendants().filter(move |one| one.tag_name().name() == name);
    let costs: f64 =
        nodes("Task").filter_map(|task| child(task, "Cost")?.parse::<f64>().ok()).sum();
    let expected: f64 = plan.packages.iter().map(|one| one.effort_days[1] * 90_000.0).sum();
    assert!((costs - expected).abs() < 1.0, "{costs} {expected}");
    let rates: BTreeSet<_> =
        nodes("Resource").map(|one| child(one, "StandardRate").unwrap()).collect();
    assert_eq!(rates, ["112.5000".to_owned()].into());
    assert!(nodes("Resource").all(|one| child(one, "StandardRateFormat").as_deref() == Some("2")));
    assert_eq!(nodes("CurrencyCode").next().and_then(|one| one.text()), Some("EUR"));
    let plain = sample_text("mspdi");
    assert!(!plain.contains("<Cost>") && !plain.contains("<StandardRate>"));
}

#[test]
fn teams_are_called_by_their_names_in_every_form() {
    let mut plan = sample::plan();
    plan.team_names = [("pki".to_owned(), "Zeta keys".to_owned())].into();
    let assets = holdings::table(&plan);
    for format in y2q::report::FORMATS {
        let text = written(format.id, &plan, &assets).replace("\r\n ", "");
        // The terminal shows the first few packages, and no other team's.
        assert!(text.contains("Zeta keys") || format.id == "text", "{}", format.id);
    }
    for package in &mut plan.packages {
        package.team = "pki".into();
    }
    assert!(plain(&written("text", &plan, &assets)).contains("Zeta keys"));
    assert!(y2q::plan::explain(&plan, "mail/rekey").contains("Team      Zeta keys (pki)"));
}

#[test]
fn kinds_of_change_are_kinds_and_their_reasons_stand_beside_them() {
    let plan = sample::plan();
    let document: serde_json::Value = serde_json::from_str(&sample_text("oscal")).unwrap();
    let risks = document["plan-of-action-and-milestones"]["risks"].as_array().unwrap();
    for (risk, package) in risks.iter().zip(&plan.packages) {
        let props = risk["remediations"][0]["props"].as_array().unwrap();
        let kind = props.iter().find(|one| one["name"] == "kind-of-change").unwrap();
        assert_ne!(kind["value"], package.choice.why.as_str());
        assert_eq!(kind["remarks"], package.choice.why.as_str());
        assert_eq!(
            risk["description"].as_str().unwrap().split(" in system").next(),
            kind["value"].as_str()
        );
    }
}

#[test]
fn a_package_without_a_deadline_says_so_once() {
    let mut plan = sample::plan();
    for package in &mut plan.packages {
        (package.deadline, package.slack_quarters) = (None, None);
    }
    for format in ["ics", "oscal"] {
        let text = written(format, &plan, &AssetTable::default()).replace("\r\n ", "");
        assert!(
            text.contains("No deadline.") && !text.contains("o deadline. no deadline"),
            "{format}"
        );
    }
}

#[test]
fn notes_over_several_lines_are_shown_as_text() {
    let mut plan = sample::plan();
    plan.policies[0].note = "It was\nread by\r\n  nobody.".into();
    for format in ["html", "md"] {
        let text = written(format, &plan, &holdings::table(&plan));
        assert!(text.contains("It was read by nobody.") && !text.contains("\\u{"), "{format}");
        assert!(!text.contains("\\\\u{"), "{format}");
    }
}

#[test]
fn days_of_policies_are_drawn_where_nothing_is_due() {
    let mut plan = sample::plan();
    let stage = |name: &str, by: &str| Milestone {
        name: name.into(),
        by: sample::day(by),
        clause: "stage".into(),
        kind: None,
        after: None,
        entry: Vec::new(),
        exit: Vec::new(),
        rollback: Vec::new(),
    };
    plan.policies[0].milestones = vec![
        stage("long ago", "2024-12-31"),
        stage("nothing is due", "2033-06-30"),
        stage("same day", "2030-12-31"),
    ];
    plan.packages[0].deadline.as_mut().unwrap().date = sample::day("2028-03-31");
    plan.packages[0].deadline.as_mut().unwrap().policy = "y2q".into();
    let page = written("html", &plan, &holdings::table(&plan));
    let drawn = |page: &str| page.matches("class=\"milestone\"").count();
    assert!(
        page.contains("no package due. <span class=\"quiet\">kr-pqc-2035: nothing is due (stage)")
    );
    assert!(page.contains("kr-pqc-2035: same day (stage); us-eo-14412, §4(b)"));
    assert!(!page.contains("long ago"));
    // One more line in each drawing, and the plan's own day is another one.
    let figures = page.matches("<svg class=\"gantt\"").count() + 1;
    let without = sample_text("html");
    assert_eq!(drawn(&page), drawn(&without) + figures);
    assert_eq!(page.matches("class=\"milestone own\"").count(), figures);
}

/// Lines of different packages share no upright line where they pass the same rows.
#[test]
fn arrows_that_leave_at_one_time_keep_apart() {
    let mut plan = sample::plan();
    let ids: Vec<String> = plan.packages.iter().map(|one| one.id.clone()).collect();
    let next = sample::quarter("2028-Q2");
    plan.phases.truncate(1);
    for (at, package) in plan.packages.iter_mut().enumerate() {
        package.phase = 0;
        package.after.clear();
        let early = at < 4;
        let quarter = if early { next.plus(-1) } else { next };
        (package.start, package.finish) = (Some(quarter), Some(quarter));
        if (4..8).contains(&at) {
            package.after = vec![ids[at - 4].clone()];
        }
    }
    let page = written("html", &plan, &holdings::table(&plan));
    let mut lines: Vec<(f64, f64, f64)> = Vec::new();
    // The first one is the legend's.
    for path in page.split("class=\"link\" d=\"M").skip(2) {
        let path = path.split('"').next().unwrap();
        let Some((from, rest)) = path.split_once('V') else { continue };
        let (x, y) = from.split_once(' ').unwrap();
        let to = rest.split('H').next().unwrap();
        lines.push((x.parse().unwrap(), y.parse().unwrap(), to.parse().unwrap()));
    }
    assert_eq!(lines.len(), 4, "{lines:?}");
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            let apart = (one.0 - other.0).abs() > 2.0 || one.2 < other.1 || other.2 < one.1;
            assert!(apart, "{one:?} {other:?}");
        }
    }
    assert!(page.contains("\u{2190} 1</tspan>"), "what it waits for is named too");
}

#[test]
fn labels_of_the_chart_hold_whole_titles() {
    let mut plan = sample::plan();
    let lead = "Document management product: reissue 1 certificate";
    plan.packages[0].title = format!("{lead} for signing documents or code with ML-DSA-65");
    plan.packages[1].title = format!("{lead} with ML-DSA-65");
    let page = written("html", &plan, &holdings::table(&plan));
    let labels =
        page.split("<text class=\"name\"").skip(1).map(|one| one.split("</text>").next().unwrap());
    let labels: Vec<&str> = labels.collect();
    assert!(labels.iter().all(|label| !label.contains('…')), "{labels:?}");
    assert!(labels.iter().any(|label| label.ends_with("with ML-DSA-65")), "{labels:?}");
}

#[test]
fn what_conflicts_is_said_on_the_terminal_and_on_the_page() {
    let plan = sample::plan();
    let assets = holdings::table(&plan);
    for format in ["text", "html"] {
        let text = plain(&written(format, &plan, &assets)).replace("&#x2f;", "/");
        for said in [
            "Document product: re-encrypt archives that hold until 2045",
            "documents/replacement may not start before 2030-Q2.",
            "Team platform has no more than its capacity.",
            "mail/rekey waits for mail/discovery.",
        ] {
            let start =
                text.find(if format == "text" { "proven impossible" } else { "Proven impossible" });
            assert!(text[start.unwrap()..].contains(said), "{format}: {said}");
        }
    }
}

#[test]
fn chances_of_what_gets_no_date_are_one_phrase() {
    let text = plain(&sample_text("text"));
    assert!(text.contains("Finished at all with a chance of less than 50 %."), "{text}");
    let page = sample_text("html");
    assert!(page.contains("80 %, at all with less than 95 %"), "{page}");
    assert!(!page.contains("by no date"));
    let told = y2q::plan::explain(&sample::plan(), "mail/rekey");
    assert!(told.contains("80 % finish by 2033-Q1, fewer than 95 % get a date at all"), "{told}");
}
