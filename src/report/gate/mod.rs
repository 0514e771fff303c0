//! The record of a gate, for people and for the services that show findings beside code.

mod difference;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod masked;
mod sarif;
mod terminal;
mod workflow;

pub use difference::{Difference, difference};
pub use gitlab::gitlab;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use terminal::{summary, text};
pub use workflow::github;

use super::plain;
use crate::estate::Waiver;
use crate::gate::{Finding, Item, State, card_for};

/// Says that a waiver has expired.
fn expired(waiver: &Waiver) -> String {
    format!("the waiver of y2q.toml line {} expired on {}", waiver.line, waiver.expires)
}

/// Says that a waiver covers nothing.
fn unused(waiver: &Waiver) -> String {
    format!("the waiver of y2q.toml line {} covers nothing", waiver.line)
}

/// One line: what it is, where it stands to before.
fn title(finding: &Finding) -> String {
    let Item { algorithm, what, kind, symbol, .. } = &finding.item;
    let used = if symbol.is_empty() { String::new() } else { format!(" by {symbol}") };
    let state = match &finding.state {
        State::Worse { was } => format!("worse than accepted ({was} then)"),
        State::New => "new".to_owned(),
        State::Known => "accepted".to_owned(),
        State::Better { was } => format!("better than accepted ({was} then)"),
        State::Waived { permission } => format!("waived until {}", permission.until),
    };
    let named = match what.as_str() {
        // A plan knows no earlier state.
        "plan" if finding.is_waived() => format!("{kind}: {algorithm}"),
        "plan" => return plain::visible(&format!("{kind}: {algorithm}")).into_owned(),
        "unread" => format!("not read: {algorithm}"),
        "algorithm" => format!("{kind}: {algorithm}{used}"),
        what => format!("{kind}: {algorithm}{used} in {what}"),
    };
    plain::visible(&format!("{named} ({state})")).into_owned()
}

/// What to do instead, and where that is told at length.
fn help(item: &Item) -> Option<String> {
    card_for(item).map(|card| format!("use {}; y2q explain {}", card.instead, card.id))
}

/// What makes it so, a line each.
fn reasons(item: &Item) -> impl Iterator<Item = String> {
    item.reasons.iter().map(|reason| plain::visible(reason).into_owned())
}

/// What makes it so and what to do instead, a line each.
fn told(item: &Item) -> impl Iterator<Item = String> {
    reasons(item).chain(help(item))
}
