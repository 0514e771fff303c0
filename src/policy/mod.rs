//! Published policies as data (`policies/*.toml`): rules with cutoff dates give a status with its clause.
//!
//! Architecture invariant: pure. Text in, [`Policy`] out; policy, subject, populations and day in,
//! [`Verdict`] out. What a policy does not say is *not applicable*; what cannot be told from what was
//! seen is *indeterminate*, never a guess.

mod check;
mod document;
mod judge;
mod matching;
mod page;
mod population;
mod read;
mod rule;
mod shipped;
mod status;

pub use check::{Fault, check};
pub use document::{Milestone, Policy};
pub use judge::{Verdict, judge, judge_all};
pub use page::{describe, describe_rule, explain, list};
pub use population::{POPULATIONS, Population};
pub use read::{parse, parse_file};
pub use rule::{Example, Precedence, Rule, Selector};
pub use shipped::{SHIPPED, shipped};
pub use status::{Binding, Status, Step};
