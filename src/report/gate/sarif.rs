use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{expired, plain, title, told, unused};
use crate::estate::Level;
use crate::gate::{Answer, Card, Finding, Item, Kind, Record, State, card, card_for};
use crate::report::json_document;

/// SARIF 2.1.0 (OASIS), with every finding: what is accepted or waived is suppressed and says by what.
///
/// # Errors
/// `out` cannot be written.
pub fn sarif(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    let mut rules: BTreeMap<String, (&Item, BTreeSet<&str>)> = BTreeMap::new();
    for Finding { item, .. } in &record.decision.findings {
        let (_, cards) = rules.entry(item.rule()).or_insert_with(|| (item, BTreeSet::new()));
        cards.extend(card_for(item).map(|card| card.id.as_str()));
    }
    let ids: Vec<&String> = rules.keys().collect();
    let results: Vec<Value> = record
        .decision
        .findings
        .iter()
        .map(|finding| {
            result(finding, ids.binary_search(&&finding.item.rule()).unwrap_or_default(), record)
        })
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "y2q",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|(id, (item, cards))| rule(id, item, cards)).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "invocations": [{
                "executionSuccessful": record.answer != Answer::Incomplete,
                "toolExecutionNotifications": notifications(record),
            }],
            "results": results,
        }],
    });
    json_document(out, &document)
}

/// A rule, with the ids of the cards for the places where it is broken.
fn rule(id: &str, item: &Item, cards: &BTreeSet<&str>) -> Value {
    let instead: String = cards
        .iter()
        .filter_map(|id| card(id))
        .map(|Card { id, instead, .. }| format!(" Use {instead}: `y2q explain {id}`."))
        .collect();
    let (meaning, severity) = match item.kind {
        Kind::Broken => ("broken or too small without a quantum computer", "8.5"),
        Kind::Disallowed => ("disallowed by a policy that applies", "7.5"),
        Kind::Deprecated => ("deprecated by a policy that applies", "5.0"),
        Kind::QuantumVulnerable => ("broken by a quantum computer (Shor's algorithm)", "4.0"),
        Kind::Indeterminate => ("what it is, or what a policy says of it, cannot be told", "2.0"),
        Kind::Unread => ("not read, so it is not known what is there", "1.0"),
        Kind::Unplanned => ("no package of the plan covers it", "5.0"),
        Kind::Overdue => ("the time that the plan has for it has passed", "5.0"),
        Kind::Regressed => ("what the plan has replaced is there again", "6.0"),
    };
    let text = format!("{}: {meaning}.", item.family);
    json!({
        "id": id,
        "name": id.split(['/', '-']).map(capitalised).collect::<String>(),
        "shortDescription": { "text": text },
        "fullDescription": { "text": text },
        "help": {
            "text": format!(
                "{text} `y2q explain` tells what is known of an algorithm, a policy or a rule; \
                 `y2q plan` says what to move to and in which order.{instead}"
            ),
        },
        "properties": { "security-severity": severity, "tags": ["security", "cryptography"] },
    })
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn result(finding: &Finding, index: usize, record: &Record) -> Value {
    let item = &finding.item;
    let mut physical = json!({ "artifactLocation": { "uri": uri(&item.path()) } });
    if let Some(line) = item.line {
        physical["region"] = json!({ "startLine": line });
    }
    let message = std::iter::once(title(finding)).chain(told(item)).collect::<Vec<_>>().join(". ");
    let mut result = json!({
        "ruleId": item.rule(),
        "ruleIndex": index,
        "level": match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "note",
        },
        "message": { "text": message },
        "locations": [{ "physicalLocation": physical }],
        "partialFingerprints": { "y2q/v1": item.fingerprint.to_string() },
    });
    if record.baseline.is_some() {
        result["baselineState"] = json!(match finding.state {
            State::New => "new",
            State::Worse { .. } | State::Better { .. } => "updated",
            State::Known | State::Waived { .. } => "unchanged",
        });
    }
    let suppression = match &finding.state {
        State::Known | State::Better { .. } => Some(json!({
            "kind": "external", "status": "accepted", "justification": "accepted in the baseline",
        })),
        State::Waived { permission } => Some(json!({
            "kind": if permission.owner.is_empty() { "inSource" } else { "external" },
            "status": "accepted",
            "justification": plain::visible(&format!("until {}: {}", permission.until, permission.reason)),
        })),
        State::New | State::Worse { .. } => None,
    };
    // An empty list says that suppressions were looked for, which SARIF tells apart from none (§3.27.23).
    result["suppressions"] = suppression.into_iter().collect();
    result
}

fn notifications(record: &Record) -> Vec<Value> {
    let errors = record.decision.expired.iter().map(|waiver| ("error", expired(waiver)));
    let warnings = record.decision.unused.iter().map(|waiver| ("warning", unused(waiver)));
    errors
        .chain(warnings)
        .map(|(level, text)| json!({ "level": level, "message": { "text": text } }))
        .collect()
}

/// A relative reference (RFC 3986 §4.2): everything but unreserved characters and `/` in per cent.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
