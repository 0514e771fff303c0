//! Exports for other programs, against what those programs read (`tests/reports/oracles/read.py`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use y2q::model::Quarter;
use y2q::plan::Plan;
use y2q::report::{AssetTable, FORMATS};

use super::acceptance::accepted;
use super::{holdings, sample, sample_text, written};

/// Rows of a transcript, if it was made from what is exported now.
fn transcript(name: &str, export: &str) -> Vec<Vec<String>> {
    let path = format!("tests/reports/oracles/{name}.tsv");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut rows = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let read = rows.next().unwrap().remove(0);
    let digest = ring::digest::digest(&ring::digest::SHA256, export.as_bytes());
    let hex: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        read, hex,
        "{path} was made from another export: run tests/reports/oracles/read.py again"
    );
    rows.collect()
}

/// Writes the sample's exports where `Y2Q_EXPORTS` says, for the programs that read them.
#[test]
#[ignore = "writes to Y2Q_EXPORTS"]
fn exports_are_written() {
    let folder = std::env::var_os("Y2Q_EXPORTS").expect("Y2Q_EXPORTS names a folder");
    let folder = std::path::Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for format in FORMATS {
        let name = format!("{}.{}", format.id, format.extension);
        std::fs::write(folder.join(name), sample_text(format.id)).unwrap();
    }
    let plan = sample::large(500);
    std::fs::write(folder.join("large.html"), written("html", &plan, &holdings::table(&plan)))
        .unwrap();
}

#[test]
fn calendars_are_read_by_others() {
    let plan = sample::plan();
    let export = sample_text("ics");
    let seen = transcript("ics-icalendar", &export);
    assert_eq!(seen, transcript("ics-vobject", &export), "both readers see the same");
    let mut expected: Vec<Vec<String>> = Vec::new();
    for phase in &plan.phases {
        let day = phase.until.last_day().to_string();
        expected.push(
            ["VEVENT", &day, "", &format!("End of phase: {}", phase.name), "0"]
                .map(String::from)
                .into(),
        );
    }
    let deadlines: BTreeSet<(String, String)> = plan
        .packages
        .iter()
        .map(|package| package.deadline.as_ref().unwrap())
        .map(|deadline| (deadline.date.to_string(), deadline.policy.clone()))
        .collect();
    let events = seen.iter().filter(|row| row[0] == "VEVENT").count();
    assert_eq!(events, plan.phases.len() + deadlines.len());
    for (day, policy) in deadlines {
        assert!(
            seen.iter()
                .any(|row| row[1] == day && row[3].starts_with(&format!("Deadline of {policy}: ")))
        );
    }
    for package in &plan.packages {
        let (start, due) = match (package.start, package.finish) {
            (Some(start), Some(finish)) => {
                (start.first_day().to_string(), finish.last_day().to_string())
            }
            _ => (String::new(), package.deadline.as_ref().unwrap().date.to_string()),
        };
        let after = package.after.len().to_string();
        expected.push(["VTODO", &start, &due, &package.title, &after].map(String::from).into());
    }
    for row in expected {
        assert!(seen.contains(&row), "{row:?}");
    }
    assert!(export.split("\r\n").all(|line| line.len() <= 75), "folded lines");
    assert!(!export.replace("\r\n", "").contains('\n'), "every line ends with CRLF");
}

#[test]
fn projects_are_read_by_others() {
    let plan = sample::plan();
    let export = sample_text("mspdi");
    let seen = transcript("mspdi-mpxj", &export);
    let tasks: BTreeMap<&str, &Vec<String>> = seen
        .iter()
        .filter(|row| row[0] == "task" && !row[1].is_empty())
        .map(|row| (row[1].as_str(), row))
        .collect();
    assert_eq!(tasks.len(), plan.packages.len());
    for package in &plan.packages {
        let row = tasks[package.id.as_str()];
        assert!(row[2].starts_with(&package.title), "{row:?}");
        let deadline = package.deadline.as_ref().unwrap().date;
        assert_eq!(row[6], format!("{deadline}T17:00"), "{row:?}");
        let linked: BTreeSet<&str> =
            row[10].split_whitespace().map(|link| link.split(':').next().unwrap()).collect();
        assert_eq!(linked, package.after.iter().map(String::as_str).collect(), "{row:?}");
        assert!(
            row[10].split_whitespace().all(|link| link.split(':').nth(1) == Some("FS")),
            "{row:?}"
        );
        let work = format!("{}={:.1}h", package.team, package.effort_days[1] * 8.0);
        assert_eq!(row[11], work, "{row:?}");
        if let (Some(start), Some(finish)) = (package.start, package.finish) {
            // On the first and last working day of the quarters.
            let (from, until) = (start.first_day().to_string(), finish.last_day().to_string());
            assert!(
                row[3].as_str() >= from.as_str()
                    && row[3][..7] == from[..7]
                    && row[3].ends_with("T08:00"),
                "{row:?}"
            );
            assert!(
                row[4].as_str() <= format!("{until}T17:00").as_str() && row[4][..7] == until[..7],
                "{row:?}"
            );
        }
    }
    let summaries: Vec<&str> = seen
        .iter()
        .filter(|row| row[0] == "task" && row[8] == "1")
        .map(|row| row[2].as_str())
        .collect();
    assert_eq!(summaries[0], plan.estate);
    assert_eq!(
        summaries[1..],
        plan.phases.iter().map(|phase| phase.name.as_str()).collect::<Vec<_>>()
    );
    let milestones = seen.iter().filter(|row| row[0] == "task" && row[7] == "1").count();
    assert_eq!(milestones, plan.phases.len());
    let resources: BTreeSet<&str> = seen
        .iter()
        .filter(|row| row[0] == "resource" && !row[1].is_empty())
        .map(|row| row[1].as_str())
        .collect();
    assert_eq!(resources, ["pki", "platform", "security", "wallet"].into());
}

#[test]
fn poams_are_read_by_others() {
    let plan = sample::plan();
    let export = sample_text("oscal");
    let seen = transcript("oscal-compliance-trestle", &export);
    assert_eq!(seen.len(), plan.packages.len());
    for (row, package) in seen.iter().zip(&plan.packages) {
        let late = plan.late.iter().any(|late| late.package == package.id);
        let expected = [
            package.title.clone(),
            package.deadline.as_ref().unwrap().date.to_string(),
            usize::from(!package.assets.is_empty()).to_string(),
            "1".into(),
            package.after.len().to_string(),
            if late { "late".into() } else { String::new() },
        ];
        assert_eq!(row[..], expected);
    }
    // Every reference leads somewhere.
    let document: Value = serde_json::from_str(&export).unwrap();
    for (key, uuid) in references(&document) {
        assert!(export.matches(&uuid).count() > 1, "{key} {uuid}");
    }
}

#[test]
#[ignore = "reads the schemas of Y2Q_SCHEMAS"]
fn poams_keep_to_the_schema() {
    let plan = sample::plan();
    let folder = std::env::var_os("Y2Q_SCHEMAS").expect("Y2Q_SCHEMAS names the schemas");
    let path = std::path::Path::new(&folder).join("oscal/oscal_poam_schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let check = |plan: &Plan, what: &str| {
        let document: Value =
            serde_json::from_str(&written("oscal", plan, &AssetTable::default())).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&document)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{what}: {faults:#?}");
        document
    };
    check(&sample::empty(), "empty");
    check(&sample::large(60), "large");
    for (name, plan, _) in super::hostile::plans() {
        check(&plan, name);
    }
    check(&accepted(), "accepted");
    check(&super::fields::priced(), "priced");
    let mut document = check(&plan, "sample");
    document["plan-of-action-and-milestones"]["risks"][0]["deadline"] = "soon".into();
    assert!(!validator.is_valid(&document), "the schema checks something");
}

/// What names something else in the document.
fn references(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(uuid) if key.ends_with("-uuid") => vec![(key.clone(), uuid.clone())],
                other => references(other),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn jira_gets_rows_of_one_width_with_links_between_them() {
    let plan = sample::plan();
    let text = sample_text("jira");
    // A strict reader: every row as wide as the first.
    let mut rows = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let head = rows.headers().unwrap().clone();
    assert!(
        head.iter().all(|name| name.chars().all(|c| c.is_alphanumeric() || c == ' ')),
        "{head:?}"
    );
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), plan.packages.len());
    let ids: BTreeMap<&str, &str> = plan
        .packages
        .iter()
        .map(|one| one.id.as_str())
        .zip(rows.iter().map(|row| &row[at("Issue Id")]))
        .collect();
    let links: BTreeSet<(&str, &str)> = rows
        .iter()
        .flat_map(|row| {
            let blocked = head.iter().enumerate().filter(|(_, name)| *name == "Link Blocks");
            blocked
                .map(|(column, _)| (&row[at("Issue Id")], &row[column]))
                .filter(|(_, id)| !id.is_empty())
        })
        .collect();
    let expected: BTreeSet<(&str, &str)> = plan
        .packages
        .iter()
        .flat_map(|one| one.after.iter().map(|before| (ids[before.as_str()], ids[one.id.as_str()])))
        .collect();
    assert_eq!(links, expected);
    for (row, package) in rows.iter().zip(&plan.packages) {
        assert_eq!(&row[at("Summary")], package.title);
        assert_eq!(row[at("Deadline")], package.deadline.as_ref().unwrap().date.to_string());
        let planned =
            [package.start.map(Quarter::first_day), package.finish.map(Quarter::last_day)];
        let planned = planned.map(|day| day.map_or(String::new(), |day| day.to_string()));
        assert_eq!(
            [&row[at("Start Date")], &row[at("Due Date")]],
            planned.each_ref().map(String::as_str)
        );
        assert!(row[at("Description")].contains("Kind of change: "), "{}", &row[at("Description")]);
        for (column, _) in head.iter().enumerate().filter(|(_, name)| *name == "Labels") {
            assert!(!row[column].contains(char::is_whitespace), "{}", &row[column]);
        }
        assert!(row[at("Description")].contains("*Rollback*"), "{}", &row[at("Description")]);
    }
}

#[test]
fn github_gets_requests_that_keep_to_its_bounds() {
    let plan = sample::plan();
    let lines: Vec<Value> =
        sample_text("github").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).collect::<Vec<_>>();
    let labels: BTreeSet<&str> =
        of("label").iter().map(|one| one["input"]["name"].as_str().unwrap()).collect();
    let milestones: BTreeSet<&str> =
        of("milestone").iter().map(|one| one["ref"].as_str().unwrap()).collect();
    for one in of("label") {
        let colour = one["input"]["color"].as_str().unwrap();
        assert!(colour.len() == 6 && colour.chars().all(|c| c.is_ascii_hexdigit()));
        assert!(one["input"]["name"].as_str().unwrap().chars().count() <= 50);
    }
    for one in of("milestone") {
        let due: y2q::model::Timestamp = one["input"]["due_on"].as_str().unwrap().parse().unwrap();
        assert!(due.to_string().ends_with("T23:59:59Z"));
    }
    assert_eq!(of("issue").len(), plan.packages.len());
    for (one, package) in of("issue").into_iter().zip(&plan.packages) {
        assert_eq!(one["input"]["title"], package.title.as_str());
        let body = one["input"]["body"].as_str().unwrap();
        assert!(body.contains("**Rollback**") && body.chars().count() <= 65_536);
        assert!(
            one["input"]["labels"]
                .as_array()
                .unwrap()
                .iter()
                .all(|name| labels.contains(name.as_str().unwrap()))
        );
        assert!(milestones.contains(one["milestone"].as_str().unwrap()));
        // The body of the request holds what GitHub knows and no more.
        let fields: Vec<&String> = one["input"].as_object().unwrap().keys().collect();
        assert_eq!(fields, ["body", "labels", "title"]);
    }
    let edges: usize = plan.packages.iter().map(|package| package.after.len()).sum();
    assert_eq!(of("dependency").len(), edges);
    for (name, plan, table) in super::hostile::plans() {
        let text = written("github", &plan, &table);
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            for field in ["body", "description"] {
                let text = line["input"][field].as_str().unwrap_or_default();
                // What stands in a code span is neither link nor call.
                let text: String = text.split('`').step_by(2).collect();
                assert!(
                    !text.contains("https://evil") && !text.contains("@evil"),
                    "{name:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn hostile_names_leave_every_export_well_formed() {
    for (name, plan, table) in super::hostile::plans() {
        let xml = written("mspdi", &plan, &table);
        let tree =
            roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{name:?}: {error}"));
        let tasks = tree
            .descendants()
            .filter(|node| node.has_tag_name(("http://schemas.microsoft.com/project", "Task")));
        assert_eq!(tasks.count(), 1 + plan.packages.len() + 2 * plan.phases.len(), "{name:?}");
        let calendar = written("ics", &plan, &table);
        for kind in ["VCALENDAR", "VEVENT", "VTODO"] {
            let lines = |lead: &str| {
                calendar.split("\r\n").filter(|line| *line == format!("{lead}:{kind}")).count()
            };
            assert_eq!(lines("BEGIN"), lines("END"), "{name:?}");
        }
        assert_eq!(
            calendar.split("\r\n").filter(|line| *line == "BEGIN:VTODO").count(),
            plan.packages.len()
        );
        let jira = written("jira", &plan, &table);
        for row in csv::Reader::from_reader(jira.as_bytes()).records().map(Result::unwrap) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '@', '+'])), "{row:?}");
        }
    }
}

#[test]
fn sections_hold_what_the_documents_ask_for() {
    use y2q::report::sections::{SETS, SectionSet, write};
    let plan = sample::plan();
    let table = holdings::table(&plan);
    let text = |set: &SectionSet| {
        let mut out = Vec::new();
        write(&mut out, set, &plan, &table).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert_eq!(
        SETS.iter().map(|set| set.id).collect::<Vec<_>>(),
        ["omb-m-26-15", "kr-master-plan"]
    );
    let omb = text(SectionSet::named("omb-m-26-15").unwrap());
    for title in [
        "## 1. Prioritisation",
        "## 2. Phased timeline",
        "## 3. Automated inventory method",
        "## 4. Cryptographic agility",
        "## 5. Third parties",
        "## 6. Resource and funding estimate",
        "## 7. Governance",
        "- Exit: every package of it is done",
        "made without the policy `us-omb-m-26-15`",
    ] {
        assert!(omb.contains(title), "{title}\n{omb}");
    }
    let all: f64 = plan.packages.iter().map(|package| package.effort_days[1]).sum();
    assert!(omb.contains(&format!("{all:.0} person-days in all")), "{omb}");
    let kr = text(SectionSet::named("kr-master-plan").unwrap());
    assert!(!kr.contains("made without the policy"), "{kr}");
    // No package is left out of either.
    for package in &plan.packages {
        assert!(omb.contains(&package.title) && kr.contains(&package.title), "{}", package.id);
    }
    let by = plan
        .packages
        .iter()
        .filter(|one| one.finish.is_some_and(|quarter| quarter.year() <= 2029))
        .count();
    assert!(
        kr.contains(&format!("By the plan {by} of 25 packages are finished by the end of 2029.")),
        "{kr}"
    );
}
