//! Exports for other programs, against what those programs read (`tests/reports/oracles/read.py`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use y2q::model::AssetId;
use y2q::model::Quarter;
use y2q::plan::{Plan, Track};
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

#[test]
fn progress_is_told_apart_and_written_in_every_form() {
    use y2q::plan::{State, to_look_up, track};
    let then = sample::plan();
    let mut now = then.clone();
    now.at = sample::day("2030-05-20");
    let find = |plan: &Plan, id: &str| plan.packages.iter().position(|one| one.id == id).unwrap();
    let take = |plan: &mut Plan, id: &str, left: usize| {
        let at = find(plan, id);
        plan.packages[at].assets.split_off(left)
    };
    let gone = take(&mut now, "ssh-fleet/configuration", 0);
    let half = take(&mut now, "services/certificate-reissue", 900);
    let never = take(&mut now, "vpn/configuration", 0);
    let replaced = take(&mut now, "customer-db/replacement", 0);
    let mut add = |id: &str, tag: &str| {
        let at = find(&now, id);
        now.packages[at].assets.push(sample::asset_id(tag, 0));
        sample::asset_id(tag, 0)
    };
    let (back, fresh) = (add("customer-db/replacement", "back"), add("mail/rekey", "fresh"));
    now.packages
        .retain(|one| one.id != "ssh-fleet/library-upgrade" && one.id != "ssh-fleet/configuration");
    let asked = to_look_up(&then, &[], &now);
    let expected: BTreeSet<_> = [&gone, &half, &never, &replaced, &vec![back, fresh]]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    assert_eq!(asked, expected);
    let left = [("ssh-fleet", &gone), ("services", &half), ("customer-db", &replaced)];
    let past = past(&left, (replaced[0], back, fresh));
    let word = |id: &str| (id.to_owned(), "letter of 2029-02-01".to_owned());
    let by_hand = [word("hsm/library-upgrade"), word("tls-front/configuration")].into();
    let compared = track(&then, &[], &now, &past, &by_hand);
    let of = |id: &str| compared.packages.iter().find(|one| one.package == id).unwrap();
    assert_eq!(of("ssh-fleet/configuration").state, State::Done);
    assert_eq!(
        (of("ssh-fleet/configuration").done, of("ssh-fleet/configuration").evidence.len()),
        (388, 20)
    );
    assert_eq!(of("ssh-fleet/library-upgrade").state, State::Implied, "what waited for it is done");
    // 3 of 7 quarters have passed: 788 of 1840 were due, and 940 are done.
    assert_eq!(
        (of("services/certificate-reissue").state, of("services/certificate-reissue").done),
        (State::OnCourse, 940)
    );
    assert_eq!(
        (of("vpn/configuration").state, of("vpn/configuration").unconfirmed),
        (State::Unconfirmed, 46)
    );
    let regressed = of("customer-db/replacement");
    assert_eq!((regressed.state, regressed.open, regressed.new), (State::Regressed, 1, 0));
    assert_eq!(regressed.done, replaced.len() as u64 - 1);
    assert!(regressed.why.contains("had been done on 2029-01-15"), "{}", regressed.why);
    let said = of("hsm/library-upgrade");
    assert_eq!((said.state, said.forecast), (State::ByHand, None));
    assert!(said.planned.is_some());
    assert_eq!(of("tls-front/configuration").state, State::Drifting, "found all the same");
    assert!(of("tls-front/configuration").why.contains("Contradicted"));
    assert_eq!(of("mail/rekey").state, State::OnCourse);
    assert_eq!(
        compared.new.iter().map(|one| (one.package.as_str(), one.assets)).collect::<Vec<_>>(),
        [("mail/rekey", 1)]
    );
    assert_eq!(compared.states.values().sum::<u64>(), 25);
    let [first, second] = ["2026-Q4", "2030-Q2"].map(|quarter| {
        compared.burndown.iter().find(|point| point.quarter.to_string() == quarter).unwrap()
    });
    use y2q::model::Exposure::Shor;
    assert_eq!((first.planned[&Shor], first.actual.as_ref().unwrap()[&Shor]), (4_045, 4_045));
    let left = 4_045 - (gone.len() + half.len() + replaced.len()) as u64;
    assert_eq!(second.actual.as_ref().unwrap()[&Shor], left + 2, "one is new and one came back");
    let planned = then.burndown.iter().find(|row| row.quarter.to_string() == "2030-Q2").unwrap();
    assert_eq!(second.planned[&Shor], planned.exposed[&Shor]);
    assert_eq!(compared.burndown.iter().filter(|point| point.actual.is_some()).count(), 2);
    check_track(&compared);
}

/// Keys that were gone by the second scan, each from its own place; one that came to the place of another by the
/// third, and one that came besides.
fn past(
    gone: &[(&str, &Vec<AssetId>)],
    (replaced, back, fresh): (AssetId, AssetId, AssetId),
) -> y2q::plan::Past {
    use y2q::plan::{Known, Past, Sort, Stayed};
    let key = |system: &str, place: String, (first, gone): (i64, Option<i64>)| Known {
        sort: Sort::Key,
        words: "a key".into(),
        exposure: y2q::model::Exposure::Shor,
        asks: Vec::new(),
        stays: vec![Stayed {
            place,
            system: system.into(),
            first,
            last: gone.map_or(3, |gone| gone - 1),
            gone,
            missed: None,
        }],
    };
    let mut past = Past::default();
    let days = ["2026-11-21", "2029-01-15", "2030-05-20"];
    past.scans = (1..).zip(days.map(sample::day)).collect();
    for (system, ids) in gone {
        for id in ids.iter() {
            past.assets.insert(*id, key(system, format!("/etc/{id}"), (1, Some(2))));
        }
    }
    past.assets.insert(back, key("customer-db", format!("/etc/{replaced}"), (3, None)));
    past.assets.insert(fresh, key("mail", format!("/etc/{fresh}"), (3, None)));
    past
}

/// A comparison is written in every form, and its JSON keeps to its schema.
fn check_track(track: &Track) {
    use y2q::report::track;
    type Form = fn(&mut dyn std::io::Write, &Track) -> std::io::Result<()>;
    let forms: [Form; 3] = [track::text, track::markdown, track::json];
    let texts = forms.map(|form| {
        let mut out = Vec::new();
        form(&mut out, track).unwrap();
        String::from_utf8(out).unwrap()
    });
    let schema = std::fs::read_to_string("docs/schemas/y2q-track-1.schema.json").unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let document: Value = serde_json::from_str(&texts[2]).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(texts[0].lines().all(|line| line.chars().count() <= 100), "{}", texts[0]);
    for said in ["regressed", "done, said by hand", "done, with evidence", "letter of 2029-02-01"] {
        assert!(texts[0].contains(said) && texts[1].contains(said), "{said}\n{}", texts[0]);
    }
}
