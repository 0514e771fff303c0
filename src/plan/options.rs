//! How to look for the dates, and what is known from the plan in force.

use super::optimise::{Beside, IN_TURN};
use super::search::Step;
use super::{Inherited, LostAuthorities, Plan};
use crate::model::Date;

/// How to look for the dates.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Per cent of the work of about a minute; at 0 the order by least slack is taken as it is.
    pub effort: u64,
    /// Seed of the search.
    pub seed: u64,
    /// The plan in force.
    pub previous: Option<&'a Plan>,
    /// What a plan in force tells of authorities that are lost with their system.
    pub lost: &'a [LostAuthorities],
    /// What packages have from it though their assets are others now.
    pub inherited: Option<&'a Inherited>,
    /// What it costs to finish a package a quarter earlier or later than in the plan in force: per cent of
    /// the mean weight of a package.
    pub stability: u64,
    /// A scenario's day: no deadline is later.
    pub deadline: Option<Date>,
    /// As few missed deadlines as can be, before anything else.
    pub fewest_late: bool,
    /// Does two things, side by side where there is another processor for it; what comes out is the same.
    pub beside: &'a Beside<'a>,
    /// Told of every step; when it says no, the best plan so far is taken.
    pub watch: &'a dyn Fn(Step) -> bool,
}

impl Options<'_> {
    /// Effort of a plan unless something else is said.
    pub const EFFORT: u64 = 10;
    /// Stability unless something else is said.
    pub const STABILITY: u64 = 50;
}

impl Default for Options<'_> {
    fn default() -> Self {
        let (effort, stability) = (Self::EFFORT, Self::STABILITY);
        Self {
            effort,
            seed: 1,
            previous: None,
            lost: &[],
            inherited: None,
            stability,
            deadline: None,
            fewest_late: false,
            beside: IN_TURN,
            watch: &|_| true,
        }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("effort", &self.effort)
            .field("seed", &self.seed)
            .field("stability", &self.stability)
            .finish_non_exhaustive()
    }
}
