//! From holdings to a schedule: work packages, targets, precedence, capacity, phases.
//!
//! [`Planner`] is fed one holding at a time and keeps identities and maxima only; [`Planner::finish`]
//! joins the rest, one file a question:
//!
//! | question | file |
//! |---|---|
//! | what must be done with an asset | `change`, `accepted`, `kind`, `venue`, `stated` |
//! | what else it needs | `enabling` |
//! | which kind of change fits, and why not another | `route`, `choice`, `fronts` |
//! | what a roll-out leaves on offer, and when it goes | `retire` |
//! | what is tried before it is rolled out, and where | `pilot` |
//! | whose authority is it, which key goes with which certificate or certifies others, who holds and who knows it, what has its successor already | `assign`, `pinned`, `certifiers`, `new_certifiers`, `holders`, `beside`, `succession` |
//! | to what, and why not to something else | `target`, `admitted`, `price`, `readiness` |
//! | how much work | `effort`, `fragility` |
//! | which certificates end by themselves in time, and are one package | `renewal`, `parts` |
//! | by when, and whether who set the day allows what is to replace it | `deadline`, `due`, `support`, `cure` |
//! | what nobody has dated, or decided | `undated`, `undecided` |
//! | what is valid no more | `ended` |
//! | what ends with its system, and which authorities a later plan has to know of | `ends`, `leaving`, `needs`, `orphans`, `until`, `lost` |
//! | after what, and what gives way in a circle | `precedence`, `authorities`, `certifiers`, `peers`, `data`, `circle` |
//! | what waits in vain for what is accepted | `held` |
//! | in which quarter, by an order | `schedule`, `room`, `timetable`, `remainder` |
//! | by which order, and how good it is provably | `objective`; `relaxation`, `flow`; `search`, `polish`, `found`; `optimise`, `fewest`, `options` |
//! | what is there to try it on | `generate` |
//! | why this date | `reason`, `shortage` |
//! | is it in time for what it protects | `mosca` |
//! | how it is done, how it is checked | `steps`, `names`, `symmetric`, `instead`, `urgent`, `verify`, `runbook` |
//! | what of an earlier plan is done, and what was where | `track`, `progress`, `reckoning`, `moment`, `works`, `successor`, `newcomers`, `evidence`, `resolved`, `unseen`; `past`, `earlier` |
//! | what is exposed when it is | `measured` |
//! | where the estate has left it | `drift` |
//! | what will be late, and what would save it | `late`, `infeasible` |
//! | how likely the dates are | `chance` |
//! | what moved since the plan in force, which is where a new one begins | `moved`, `inherited`, `known`, `bound` |
//! | what it costs in which year | `spending` |
//! | what is there for other work only | `serves` |
//! | what if | `scenario`, `compared` |
//! | how teams and amounts are said | `speech` |

mod acceptance;
mod accepted;
mod admitted;
mod aim;
mod assign;
mod authorities;
mod beside;
mod bound;
mod burndown;
mod certifiers;
mod chain;
pub mod chance;
mod change;
mod choice;
mod circle;
mod closed;
pub mod compared;
mod cure;
mod data;
mod deadline;
mod directives;
mod distance;
mod draft;
mod drift;
mod due;
mod earlier;
pub mod effort;
mod enabling;
mod ended;
mod ends;
mod evidence;
mod explain;
mod fewest;
mod finish;
mod flow;
mod followed;
mod forgeable;
mod found;
mod fragility;
mod fronts;
pub mod generate;
mod halves;
mod held;
mod holders;
pub mod infeasible;
mod inherited;
mod instead;
mod interned;
mod issued;
mod kind;
mod known;
mod late;
mod leaving;
mod lost;
mod measured;
mod moment;
mod mosca;
pub mod moved;
mod names;
mod needs;
mod new_certifiers;
mod newcomers;
pub mod objective;
pub mod optimise;
mod options;
mod orphans;
mod outcome;
mod package;
mod partly;
mod parts;
mod past;
mod peers;
mod phases;
mod pilot;
mod pinned;
mod places;
mod polish;
mod precedence;
pub mod price;
mod progress;
mod public;
mod readiness;
mod reason;
mod reckoning;
mod related;
mod relaxation;
mod remainder;
mod renewal;
mod resolved;
mod retire;
mod room;
mod route;
mod runbook;
pub mod scenario;
pub mod schedule;
mod search;
mod serves;
mod shortage;
pub mod speech;
mod spending;
mod stages;
mod stated;
mod steps;
mod still_used;
mod succession;
mod successor;
mod support;
mod symmetric;
mod tally;
mod target;
mod timetable;
mod title;
mod track;
pub mod undated;
mod undecided;
mod unseen;
mod until;
mod upgrade;
mod urgent;
mod venue;
mod verify;
mod works;

pub use change::{Need, Use, Venue};
pub use choice::{Accepted, Choice};
pub use drift::{Departure, Drift, drift};
pub use explain::explain;
pub use finish::{AppliedPolicy, PlanInput};
pub use inherited::Inherited;
pub use kind::{Pace, is_of_unknown_purpose};
pub use lost::LostAuthorities;
pub use mosca::Mosca;
pub use options::Options;
pub use outcome::{
    Burndown, Late, Optimisation, Phase, Plan, PolicyUsed, SystemFacts, TeamLoad, Totals,
};
pub use package::{BoundBy, Change, Deadline, Later, Missed, Package, Target};
pub use past::{Gap, Known, Past, Renamed, Role, Stayed, Terms};
pub use places::{Place, Places};
pub use renewal::{Renewal, Window};
pub use runbook::Runbook;
pub use search::Step;
pub use spending::{Spending, YearSpent};
pub use tally::Planner;
pub use target::{TargetRequest, choose_target};
pub use track::{
    AssetEvidence, ByHand, Measured, NewWork, Progress, State, Track, TrackPoint, to_look_up, track,
};
pub use works::{Sort, Work};
