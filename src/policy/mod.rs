//! Published policies as data (`policies/*.toml`): rules with cutoff dates give a status with its clause.
//!
//! Architecture invariant: pure. Text in, [`Policy`] out; policy, subject, populations and day in,
//! [`Verdict`] out. What a policy does not say is *not applicable*; what cannot be told from what was
//! seen is *indeterminate*, never a guess.

mod check;
mod compare;
mod document;
mod duty;
mod intern;
mod judge;
mod matching;
mod overlap;
mod page;
mod population;
mod read;
mod rule;
mod schema;
mod setting;
mod shipped;
mod status;
mod template;

pub use crate::document::nearest;
pub use check::{Fault, Held, Outcome, check, test};
pub use compare::{Difference, compare};
pub use document::{Milestone, Policy, Statement};
pub use duty::{Duty, DutyKind, HybridStance};
pub use intern::Judge;
pub use judge::{Due, Verdict, judge, judge_all, judge_in};
pub use overlap::{Overlap, overlaps};
pub use page::{describe, describe_rule, explain, list};
pub use population::{POPULATIONS, Population};
pub use read::{Library, base_of, parse, parse_file, parse_in, parse_untested};
pub use rule::{Example, Precedence, Rule, Selector};
pub use schema::schema;
pub use setting::Setting;
pub use shipped::{SHIPPED, shipped};
pub use status::{Binding, Status, Step};
pub use template::{template, template_of};
