use std::io::{self, Write};

use serde_json::{Value, json};

use super::{help, title};
use crate::estate::Level;
use crate::gate::{Finding, Kind, Record};
use crate::model::AssetId;
use crate::report::json_document;

/// GitLab's code quality report: what is new or worse, or accepted. GitLab compares two of them by fingerprint.
///
/// # Errors
/// `out` cannot be written.
pub fn gitlab(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    let findings = record.decision.findings.iter();
    let issues = findings.filter(|finding| finding.level > Level::Allow && !finding.is_waived());
    let mut alike = std::collections::HashMap::new();
    let issues: Vec<Value> = issues
        .map(|finding| {
            let count: &mut u32 = alike.entry(finding.item.fingerprint).or_default();
            *count += 1;
            issue(finding, *count)
        })
        .collect();
    json_document(out, &issues)
}

fn issue(finding: &Finding, count: u32) -> Value {
    let item = &finding.item;
    // Two of one fingerprint would be taken for one.
    let fingerprint = match count {
        1 => item.fingerprint,
        more => AssetId::of("gate-again", &[item.fingerprint.as_bytes(), &more.to_be_bytes()]),
    };
    json!({
        "description": std::iter::once(title(finding)).chain(help(item)).collect::<Vec<_>>().join(": "),
        "check_name": item.rule(),
        "fingerprint": fingerprint.to_string(),
        "severity": match item.kind {
            Kind::Broken => "critical",
            Kind::Disallowed | Kind::Unplanned | Kind::Overdue | Kind::Regressed => "major",
            Kind::Deprecated | Kind::QuantumVulnerable => "minor",
            Kind::Indeterminate | Kind::Unread => "info",
        },
        "location": { "path": item.path(), "lines": { "begin": item.line.unwrap_or(1) } },
    })
}
