use std::io::{self, Write};

use serde::Serialize;

use crate::estate::Waiver;
use crate::gate::{Accepted, Answer, Finding, PlanUsed, Record, Tally, card_for};
use crate::model::Date;
use crate::report::json_document;

/// Name and version of the form; a change that breaks readers gets a new number.
const SCHEMA: &str = "y2q-gate/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    tool: String,
    at: Date,
    answer: Answer,
    allow_incomplete: bool,
    policies: Vec<Applied<'a>>,
    assumptions: &'a [String],
    baseline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a PlanUsed>,
    tally: Tally,
    findings: Vec<Found<'a>>,
    fixed: &'a [Accepted],
    expired_waivers: Vec<Named<'a>>,
    unused_waivers: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    /// Id of the card that says what to do instead.
    card: Option<&'static str>,
}

impl<'a> From<&'a Finding> for Found<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self { finding, card: card_for(&finding.item).map(|card| card.id.as_str()) }
    }
}

#[derive(Serialize)]
struct Applied<'a> {
    id: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    line: u32,
    owner: &'a str,
    reason: &'a str,
    expires: Date,
}

impl<'a> From<&'a Waiver> for Named<'a> {
    fn from(waiver: &'a Waiver) -> Self {
        let Waiver { line, owner, reason, expires, .. } = waiver;
        Self { line: *line, owner, reason, expires: *expires }
    }
}

/// The whole record, names verbatim.
///
/// # Errors
/// `out` cannot be written.
pub fn json(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    let decision = &record.decision;
    let document = Document {
        schema: SCHEMA,
        tool: concat!("y2q ", env!("CARGO_PKG_VERSION")).to_owned(),
        at: record.at,
        answer: record.answer,
        allow_incomplete: record.allow_incomplete,
        policies: record.policies.iter().map(|(id, why)| Applied { id, why }).collect(),
        assumptions: &record.assumptions,
        baseline: record.baseline.as_deref(),
        plan: record.plan.as_ref(),
        tally: record.tally(),
        findings: decision.findings.iter().map(Found::from).collect(),
        fixed: &decision.fixed,
        expired_waivers: decision.expired.iter().map(Named::from).collect(),
        unused_waivers: decision.unused.iter().map(Named::from).collect(),
    };
    json_document(out, &document)
}
