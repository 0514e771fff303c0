//! The gate: which uses of cryptography are new or worse than what was accepted, and whether they may pass.
//!
//! | question | file |
//! |---|---|
//! | what is looked at, and how it is known again | `item` |
//! | what was accepted before | `baseline` |
//! | what is permitted, in the settings or beside the code | `waiving`, `inline` |
//! | how bad a finding is where it stands | `level` |
//! | what follows | `decision` |
//! | what to do instead | `card`, `cards` |
//!
//! Architecture invariant: pure. The door reads files and the clock.

mod baseline;
mod card;
mod cards;
mod decision;
mod inline;
mod item;
mod level;
mod record;
mod waiving;

pub use baseline::{Accepted, Baseline, BaselineError};
pub use card::{Applies, Card, Change, State as Support, Verify};
pub use cards::{CARDS, card, card_for, cards};
pub use decision::{Answer, Decision, Finding, State, Terms, decide};
pub use inline::{Inline, InlineError};
pub use item::{Departed, Item, Kind, items, unread};
pub use level::is_known_rule;
pub use record::{PlanUsed, Record, Tally};
pub use waiving::Permission;
