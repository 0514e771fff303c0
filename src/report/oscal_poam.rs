//! The plan as an OSCAL plan of action and milestones (NIST OSCAL 1.2.1): one risk and one item a
//! package, systems as components, deadlines as milestones. Ids are name-based, so that the next plan of
//! the same estate names the same things alike.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::model::Date;
use crate::plan::{Accepted, Package, Plan};

use super::answers::{self, Answers, Delay};
use super::plain::{counted, visible};
use super::uuid::name_based;
use super::{AssetTable, Format, spending, words};

/// OSCAL.
pub const FORMAT: Format = Format {
    id: "oscal",
    title: "plan of action and milestones as OSCAL JSON (POA&M, version 1.2.1)",
    extension: "json",
    write,
};

const VERSION: &str = "1.2.1";
/// Namespace of properties that OSCAL does not define.
const OWN: &str = "urn:y2q:ns:oscal";
/// Assets that an observation names as evidence.
const NAMED: usize = 20;

/// Writes one document.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let writer = Writer::of(plan);
    let document = json!({ "uuid": writer.id("document"), "metadata": writer.metadata() });
    let Value::Object(mut head) = document else { return Ok(()) };
    head.insert("local-definitions".into(), json!({ "components": writer.components() }));
    if plan.systems.is_empty() {
        head.remove("local-definitions");
    }
    let document = Document { head: &head, writer: &writer };
    super::json_document(out, &BTreeMap::from([("plan-of-action-and-milestones", document)]))
}

/// The document, its long lists made one entry at a time.
struct Document<'a> {
    head: &'a serde_json::Map<String, Value>,
    writer: &'a Writer<'a>,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.head {
            map.serialize_entry(name, value)?;
        }
        let writer = self.writer;
        let seen = |package: &&Package| !package.assets.is_empty();
        // Lists of OSCAL hold one entry at least.
        if writer.plan.packages.iter().any(|package| seen(&package)) {
            map.serialize_entry("observations", &List(writer, Writer::observation))?;
        }
        if writer.plan.packages.is_empty() {
            map.serialize_entry("poam-items", &json!([writer.nothing()]))?;
        } else {
            map.serialize_entry("risks", &List(writer, Writer::risk))?;
            map.serialize_entry("poam-items", &List(writer, Writer::item))?;
        }
        map.end()
    }
}

struct List<'a>(&'a Writer<'a>, fn(&Writer<'a>, &Package) -> Option<Value>);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.0.plan.packages.iter().filter_map(|package| (self.1)(self.0, package)),
        )
    }
}

struct Writer<'a> {
    plan: &'a Plan,
    known: BTreeSet<&'a str>,
    late: BTreeMap<&'a str, Delay<'a>>,
    in_time: String,
}

impl<'a> Writer<'a> {
    fn of(plan: &'a Plan) -> Self {
        let answers = Answers::of(plan);
        Self {
            plan,
            known: plan.packages.iter().map(|package| package.id.as_str()).collect(),
            late: answers.late.iter().map(|delay| (delay.id, *delay)).collect(),
            in_time: answers.in_time,
        }
    }

    fn id(&self, what: &str) -> String {
        name_based(&["oscal", &self.plan.estate, what])
    }

    fn of_package(&self, what: &str, package: &str) -> String {
        name_based(&["oscal", &self.plan.estate, what, package])
    }

    fn metadata(&self) -> Value {
        let plan = self.plan;
        let teams: BTreeSet<&str> =
            plan.packages.iter().map(|package| package.team.as_str()).collect();
        let owner =
            json!({ "uuid": self.id("owner"), "type": "organization", "name": word(&plan.estate) });
        let teams = teams.into_iter().map(
            |team| json!({ "uuid": self.team(team), "type": "organization", "name": word(named(plan, team)) }),
        );
        let parties: Vec<Value> = [owner].into_iter().chain(teams).collect();
        json!({
            "title": word(&format!("Transition to quantum-resistant cryptography: {}", plan.estate)),
            "last-modified": day(plan.at),
            "version": word(&format!("{} (y2q {})", plan.at, plan.tool)),
            "oscal-version": VERSION,
            "roles": [{ "id": "team", "title": "Team that does the work" }],
            "parties": parties,
            "remarks": visible(&plan.assumptions.join(" ")),
        })
    }

    fn team(&self, team: &str) -> String {
        self.of_package("team", team)
    }

    fn components(&self) -> Vec<Value> {
        let component = |system: &String| {
            json!({
                "uuid": self.of_package("system", system), "type": "system", "title": word(system),
                "description": visible(system), "status": { "state": "operational" },
            })
        };
        self.plan.systems.iter().map(component).collect()
    }

    /// What was found, for packages that change something found.
    fn observation(&self, package: &Package) -> Option<Value> {
        if package.assets.is_empty() {
            return None;
        }
        let assets = counted(package.assets.len() as u64, "use", "uses");
        let exposure = package.exposure.map_or("not judged", words::exposure);
        let evidence: Vec<Value> = package
            .assets
            .iter()
            .take(NAMED)
            .map(|id| json!({ "description": format!("Asset {id} of the inventory") }))
            .collect();
        let mut observation = json!({
            "uuid": self.of_package("observation", &package.id),
            "title": word(&package.title),
            "description": visible(&format!("{assets} of cryptography in system {}: {exposure}.", package.system)),
            "methods": ["EXAMINE"],
            "types": ["discovery"],
            "relevant-evidence": evidence,
            "collected": day(self.plan.at),
        });
        if self.plan.systems.contains(&package.system) {
            observation["subjects"] = json!([{
                "subject-uuid": self.of_package("system", &package.system), "type": "component",
            }]);
        }
        Some(observation)
    }

    fn risk(&self, package: &Package) -> Option<Value> {
        let statement = match package.exposure {
            Some(exposure) => format!(
                "{}: {}. Threat: {}.",
                words::exposure(exposure),
                words::exposure_meaning(exposure),
                words::threat(package.threat)
            ),
            None => "Work that makes later changes possible; what waits for it is late if this is."
                .into(),
        };
        let mut risk = json!({
            "uuid": self.of_package("risk", &package.id),
            "title": word(&package.title),
            "description": visible(&format!("{} in system {}.", words::change(package.change), package.system)),
            "statement": statement,
            "props": [
                property("package", &package.id), property("priority", &package.priority.to_string()),
                property("slack", &words::slack(package)),
            ],
            "status": "open",
            "remediations": [self.remediation(package)],
        });
        if let Some(accepted) = &package.acceptance {
            self.deviation(&mut risk, package, accepted);
        }
        if let Some(deadline) = &package.deadline {
            risk["deadline"] = day(deadline.date).into();
        }
        if !package.assets.is_empty() {
            risk["related-observations"] =
                json!([{ "observation-uuid": self.of_package("observation", &package.id) }]);
        }
        Some(risk)
    }

    /// A risk that somebody answers for is an approved deviation until its day.
    fn deviation(&self, risk: &mut Value, package: &Package, accepted: &Accepted) {
        risk["status"] = "deviation-approved".into();
        risk["risk-log"] = json!({ "entries": [{
            "uuid": self.of_package("deviation", &package.id),
            "title": "Risk accepted",
            "description": visible(&accepted.words()),
            "start": day(self.plan.at),
            "end": day(accepted.expires),
            "status-change": "deviation-approved",
        }]});
        if let Some(props) = risk["props"].as_array_mut() {
            props.push(property("accepted-by", &accepted.owner));
            props.push(property("accepted-until", &accepted.expires.to_string()));
            props.push(property("accepted-instead-of", words::change(accepted.instead)));
        }
    }

    fn remediation(&self, package: &Package) -> Value {
        let target = package.target.as_ref().map_or_else(String::new, |target| {
            format!("Target {}: {}\n", target.name, target.reason)
        });
        let mut tasks = vec![self.action(package)];
        if let Some(deadline) = &package.deadline {
            tasks.push(json!({
                "uuid": self.of_package("milestone", &package.id),
                "type": "milestone",
                "title": word(&format!("Deadline: {}", words::deadline_source(deadline))),
                "timing": { "on-date": { "date": day(deadline.date) } },
            }));
        }
        // NIST's own property of a response (OSCAL 1.2, `type`).
        let response = if package.acceptance.is_some() { "accept" } else { "mitigate" };
        let mut kind = property("kind-of-change", words::change(package.change));
        kind["remarks"] = word(&package.choice.why).into();
        let mut remediation = json!({
            "uuid": self.of_package("remediation", &package.id),
            "lifecycle": "planned",
            "title": word(&package.title),
            "description": lines(&format!("{target}{}", package.steps.join("\n"))),
            "props": [
                { "name": "type", "value": response },
                property("effort-person-days", &package.effort_days.map(words::days).join(" / ")),
                kind,
            ],
            "tasks": tasks,
        });
        if !package.places.is_empty() {
            let places = package.places.sentences();
            remediation["remarks"] = lines(&format!("Seen at:\n{}", places.join("\n"))).into();
        }
        if let (Some([low, likely, high]), Some(props)) =
            (package.cost, remediation["props"].as_array_mut())
        {
            let amounts = [low, likely, high].map(spending::amount).join(" / ");
            props.push(property("cost", &amounts));
            props.extend(spending::currency(self.plan).map(|one| property("currency", one)));
        }
        remediation
    }

    fn action(&self, package: &Package) -> Value {
        let mut action = json!({
            "uuid": self.of_package("task", &package.id),
            "type": "action",
            "title": word(&package.title),
            "responsible-roles": [{ "role-id": "team", "party-uuids": [self.team(&package.team)] }],
            "remarks": visible(&words::bound_by(&package.bound_by)),
        });
        if let (Some(start), Some(finish)) = (package.start, package.finish) {
            action["timing"] = json!({ "within-date-range": {
                "start": day(self.plan.first_day(start)), "end": day(finish.last_day()),
            }});
        }
        let after: Vec<Value> = package
            .after
            .iter()
            .filter(|id| self.known.contains(id.as_str()))
            .map(|id| json!({ "task-uuid": self.of_package("task", id) }))
            .collect();
        if !after.is_empty() {
            action["dependencies"] = after.into();
        }
        action
    }

    fn item(&self, package: &Package) -> Option<Value> {
        let mut item = json!({
            "uuid": self.of_package("item", &package.id),
            "title": word(&package.title),
            "description": visible(&words::due(package)),
            "related-risks": [{ "risk-uuid": self.of_package("risk", &package.id) }],
        });
        if !package.assets.is_empty() {
            item["related-observations"] =
                json!([{ "observation-uuid": self.of_package("observation", &package.id) }]);
        }
        if let Some(delay) = self.late.get(package.id.as_str()) {
            let because = delay.because().join(" ");
            item["remarks"] =
                lines(&format!("{}. {because} {}", delay.by(), delay.remedy())).into();
        } else if answers::is_late(package) {
            item["remarks"] = "Late by its own figures.".into();
        }
        Some(item)
    }

    /// A document without items is none (the schema asks for one at least).
    fn nothing(&self) -> Value {
        json!({
            "uuid": self.id("nothing"), "title": "No open item", "description": visible(&self.in_time),
        })
    }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": OWN, "value": word(value) })
}

/// A line that is not empty and has no white space around it.
fn word(text: &str) -> String {
    let shown = visible(text);
    let line = shown.trim();
    if line.is_empty() { "(no name)".into() } else { line.to_owned() }
}

/// Text of several lines, each made visible.
fn lines(text: &str) -> String {
    text.lines().map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn day(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// The name of a team, or its id where it has none.
fn named<'a>(plan: &'a Plan, id: &'a str) -> &'a str {
    plan.team_names.get(id).map_or(id, String::as_str)
}
