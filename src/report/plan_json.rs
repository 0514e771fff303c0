//! The plan as versioned JSON, for other programs. Schema: `docs/schemas/y2q-plan-1.schema.json`.

use std::io;

use serde::Serialize;

use crate::plan::Plan;

use super::answers::Answers;
use super::{AssetTable, Format, json_document};

/// JSON.
pub const FORMAT: Format = Format {
    id: "json",
    title: "the whole plan as versioned JSON (y2q-plan/1), for other programs",
    extension: "json",
    write,
};

/// Writes `plan` as one pretty-printed JSON document with a final line end. Names are verbatim.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let answers = Answers::of(plan);
    let answers = Sentences {
        exposed: answers.exposure,
        due_first: answers.first,
        in_time: answers.in_time,
        exposed_before: answers.mosca,
    };
    json_document(out, &Document { plan, answers })
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    answers: Sentences,
}

/// What every other report opens with, in the same words.
#[derive(Serialize)]
struct Sentences {
    exposed: String,
    due_first: String,
    in_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposed_before: Option<String>,
}
