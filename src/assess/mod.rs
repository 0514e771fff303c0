//! Corridor from inventory to verdicts: joins assets with their systems, risk and policies.
//!
//! Architecture invariant: pure, and one entry at a time: memory does not grow with the inventory.

mod choice;
mod conflict;
mod harvest;
mod holding;
mod matrix;
mod palette;
mod unheeded;
mod verdicts;

pub use choice::{Applied, apply};
pub use conflict::{About, Conflict, Question, Refusal, Resolution, conflicts};
pub use harvest::{Fate, Harvest, Harvested};
pub use holding::{Assessor, Holding, Judged, holdings, system_of, worst_exposure};
pub use matrix::{Matrix, Row, Uses};
pub use palette::{overlaps, palette};
pub use unheeded::Unheeded;
pub use verdicts::{Class, Dispute, Verdicts, YEARS, year_ends};
