use std::fmt::Write as _;

use y2q::gate::{Card, cards};
use y2q::report::plain::wrap;

/// Widest line of a page.
const WIDTH: usize = 100;

/// All cards, a line each.
pub fn list() -> String {
    let width = cards().iter().map(|card| card.id.len()).max().unwrap_or(0);
    let mut page = "migration cards: what to do instead (y2q explain CARD)\n\n".to_owned();
    for card in cards() {
        let _ = writeln!(page, "  {:<width$}  {}", card.id, card.title);
    }
    page
}

/// What is explained of a card.
pub fn page(card: &Card) -> String {
    let mut page = format!("card {}: {}\n", card.id, card.title);
    paragraph(&mut page, "Instead", &format!("Use {}.", card.instead));
    let _ = writeln!(page, "\nToday");
    for state in &card.state {
        let check = if state.needs_check { "; to be checked" } else { "" };
        indented(&mut page, &format!("{} ({}{check})", state.says, state.source));
    }
    let change = &card.change;
    fragment(&mut page, &format!("Before ({})", change.file), &change.before);
    if let Some(meanwhile) = &change.meanwhile {
        fragment(&mut page, "Meanwhile, until all peers are ready", meanwhile);
    }
    fragment(&mut page, "After", &change.after);
    if change.found_after {
        paragraph(
            &mut page,
            "Found still",
            "y2q does not see the change there: waive the finding once it is verified.",
        );
    }
    if let Some(note) = &change.note {
        paragraph(&mut page, "Mind", note);
    }
    fragment(&mut page, "Verify", &card.verify.command);
    indented(&mut page, &card.verify.shows);
    paragraph(&mut page, "Go back", &card.rollback);
    let _ = writeln!(page, "\nSources");
    for source in &card.sources {
        let _ = writeln!(page, "  {source}");
    }
    page
}

fn paragraph(page: &mut String, title: &str, text: &str) {
    let _ = writeln!(page, "\n{title}");
    indented(page, text);
}

fn indented(page: &mut String, text: &str) {
    for line in wrap(text, WIDTH - 2) {
        let _ = writeln!(page, "  {line}");
    }
}

/// A fragment as it is written: what is broken elsewhere is another fragment.
fn fragment(page: &mut String, title: &str, text: &str) {
    let _ = writeln!(page, "\n{title}");
    for line in text.trim_end().lines() {
        let line = format!("    {line}");
        let _ = writeln!(page, "{}", line.trim_end());
    }
}
