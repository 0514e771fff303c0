//! Work packages as requests to GitHub's REST API, one JSON object a line: labels, milestones, issues,
//! then what blocks what. Nothing in it is for a shell: `input` is the body of the request, to be handed
//! to `gh api --method POST ENDPOINT --input -`.
//!
//! GitHub numbers milestones and issues itself, so lines refer to each other by `ref`; `docs/exports.md`
//! says how to put the numbers in. Endpoints and fields: GitHub REST API 2022-11-28, "Create a label",
//! "Create a milestone", "Create an issue", "Add a dependency an issue is blocked by".

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde_json::{Value, json};

use crate::plan::{Package, Phase, Plan};

use super::markdown;
use super::plain::{fit, visible};
use super::{AssetTable, Format, answers, words};

/// Requests for GitHub.
pub const FORMAT: Format = Format {
    id: "github",
    title: "labels, milestones and issues as bodies for `gh api`, one JSON object a line",
    extension: "jsonl",
    write,
};

const LABELS: &str = "repos/{owner}/{repo}/labels";
const MILESTONES: &str = "repos/{owner}/{repo}/milestones";
const ISSUES: &str = "repos/{owner}/{repo}/issues";
const BLOCKED_BY: &str = "repos/{owner}/{repo}/issues/{number}/dependencies/blocked_by";
/// Longest title, label and body that GitHub takes, in characters.
const TITLE: usize = 256;
const LABEL: usize = 50;
const BODY: usize = 65_536;

/// Writes labels, milestones, issues and dependencies, each once and in that order.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let own = ["y2q".to_owned()];
    let names: BTreeSet<String> = plan.packages.iter().flat_map(labels).chain(own).collect();
    for name in names {
        let input = json!({ "name": name, "color": colour(&name), "description": "Set by y2q" });
        line(
            &mut out,
            &json!({ "kind": "label", "method": "POST", "endpoint": LABELS, "input": input }),
        )?;
    }
    let used: BTreeSet<usize> = plan.packages.iter().map(|package| package.phase).collect();
    for (index, phase) in plan.phases.iter().enumerate().filter(|(index, _)| used.contains(index)) {
        let input = json!({
            "title": fit(&phase.name, TITLE),
            "description": description(phase)?,
            "due_on": format!("{}T23:59:59Z", phase.until.last_day()),
        });
        line(
            &mut out,
            &json!({
                "kind": "milestone", "ref": milestone(index), "method": "POST",
                "endpoint": MILESTONES, "input": input,
            }),
        )?;
    }
    for package in &plan.packages {
        line(&mut out, &issue(plan, package)?)?;
    }
    let known: BTreeSet<&str> = plan.packages.iter().map(|package| package.id.as_str()).collect();
    for package in &plan.packages {
        for before in package.after.iter().filter(|id| known.contains(id.as_str())) {
            line(
                &mut out,
                &json!({
                    "kind": "dependency", "method": "POST", "endpoint": BLOCKED_BY,
                    "issue": visible(&package.id), "blocked_by": visible(before),
                }),
            )?;
        }
    }
    io::Write::flush(&mut out)
}

fn line(out: &mut dyn io::Write, request: &Value) -> io::Result<()> {
    serde_json::to_writer(&mut *out, request)?;
    out.write_all(b"\n")
}

fn issue(plan: &Plan, package: &Package) -> io::Result<Value> {
    let body = markdown::package_text(plan, package)?;
    let input = json!({
        "title": fit(&package.title, TITLE),
        "body": body.chars().take(BODY).collect::<String>(),
        "labels": labels(package).collect::<Vec<_>>(),
    });
    let mut request = json!({
        "kind": "issue", "ref": visible(&package.id), "method": "POST", "endpoint": ISSUES,
        "input": input,
    });
    if package.phase < plan.phases.len() {
        request["milestone"] = milestone(package.phase).into();
    }
    Ok(request)
}

/// What dates a phase, what must hold before and after it, and the way back.
fn description(phase: &Phase) -> io::Result<String> {
    let mut text = format!("{}\n\n", markdown::md(&phase.source)).into_bytes();
    markdown::criteria(&mut text, phase)?;
    String::from_utf8(text).map_err(io::Error::other)
}

fn milestone(phase: usize) -> String {
    format!("phase-{}", phase + 1)
}

fn labels(package: &Package) -> impl Iterator<Item = String> {
    let late = answers::is_late(package).then(|| "late".to_owned());
    let exposure = package.exposure.map(|class| words::exposure(class).to_lowercase());
    let own = [
        Some("y2q".to_owned()),
        Some(words::change(package.change).to_lowercase()),
        Some(format!("system: {}", package.system)),
        exposure,
        late,
    ];
    own.into_iter().flatten().map(|name| fit(&name, LABEL))
}

/// One colour for every kind of label, six digits without `#`.
fn colour(name: &str) -> &'static str {
    let known = BTreeMap::from([("y2q", "1d5fa6"), ("late", "a31d2f"), ("broken today", "8f1628")]);
    match known.get(name) {
        Some(colour) => colour,
        None if name.starts_with("system: ") => "52606d",
        None => "dbe8f6",
    }
}
