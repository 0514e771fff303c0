//! Timetables that were found, and what annealing makes of them.

use num_traits::PrimInt;

use super::chain::{Chains, Part};
use super::known;
use super::objective::Cost;
use super::polish::{Cooling, Polish};
use super::schedule::{Placement, Problem};
use super::search::{Anchor, Late, cost_of};

/// A timetable that was found, with an order that is nearest to it.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) order: Vec<usize>,
    pub(super) placements: Vec<Placement>,
    pub(super) cost: Cost,
    /// Cost with that of moves.
    pub(super) score: u64,
}

impl Found {
    pub(super) fn new(
        problem: &Problem,
        anchor: &Anchor,
        placements: Vec<Placement>,
        order: Vec<usize>,
    ) -> Self {
        let finishes =
            placements.iter().enumerate().filter_map(|(at, one)| Some((at, one.span?.1)));
        let score = finishes.map(|(task, finish)| cost_of(problem, anchor, task, finish));
        let score = score.fold(0, u64::saturating_add);
        Self { cost: Cost::of(problem, &placements), order, placements, score }
    }

    pub(super) fn is_better(&self, other: &Self, late: Late) -> bool {
        let counted = |one: &Self| if late == Late::None { one.cost.late } else { 0 };
        (self.cost.unplaced, counted(self), self.score)
            < (other.cost.unplaced, counted(other), other.score)
    }
}

/// What a move of annealing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// A handful of tasks is placed again around the others.
    Handfuls,
    /// A task ends earlier, and others make room. Where [`Chains::of`] has nothing to begin with, a handful again.
    Chains,
    /// The same, in one spot after the other.
    Spots,
}

/// Work by task and period.
type Loads = Vec<Vec<(usize, u64)>>;

/// What annealing needs to know, wherever it runs.
#[derive(Clone, Copy)]
pub(super) struct Annealing<'a> {
    pub(super) problem: &'a Problem,
    pub(super) anchor: &'a Anchor,
    pub(super) late: Late,
    pub(super) moves: Moves,
    /// Of chains and spots: the teams whose work is moved; all where there is none.
    pub(super) part: Option<Part<'a>>,
}

impl Annealing<'_> {
    /// What comes of `start`, and the moves tried.
    pub(super) fn cool(
        self,
        start: &Found,
        seed: u64,
        cooling: Cooling,
        go_on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> (Found, u64) {
        if self.moves != Moves::Handfuls
            && let Some((loads, tried)) = self.chains(start, seed, cooling, go_on)
        {
            let Some(placements) = known::placements(self.problem, &loads) else {
                return (start.clone(), tried);
            };
            let polish = Polish::of(self.problem, self.anchor, (&placements, self.late), seed);
            return (settled((self.problem, self.anchor), polish, &placements), tried);
        }
        let from = (&*start.placements, self.late);
        let mut polish = Polish::of(self.problem, self.anchor, from, seed);
        polish.cool(cooling, go_on);
        let tried = polish.tried;
        (settled((self.problem, self.anchor), polish, &start.placements), tried)
    }

    /// The same by chains: work by task and period, and the moves tried.
    pub(super) fn chains(
        self,
        start: &Found,
        seed: u64,
        cooling: Cooling,
        go_on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Option<(Loads, u64)> {
        if self.problem.periods < u64::BITS as usize {
            self.chained::<u64>(start, seed, cooling, go_on)
        } else {
            self.chained::<u128>(start, seed, cooling, go_on)
        }
    }

    /// With periods as the bits of `S`.
    fn chained<S: PrimInt>(
        self,
        start: &Found,
        seed: u64,
        cooling: Cooling,
        go_on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Option<(Loads, u64)> {
        let from = (&*start.placements, self.late);
        let how = (self.part, seed);
        let mut chains = Chains::<S>::of(self.problem, self.anchor, from, how)?;
        match self.moves {
            Moves::Spots => chains.cool_spots(cooling, go_on),
            _ => chains.cool(cooling, go_on),
        }
        Some((chains.loads(), chains.tried))
    }
}

/// `placements` after `polish`.
pub(super) fn settled(
    (problem, anchor): (&Problem, &Anchor),
    mut polish: Polish<'_>,
    placements: &[Placement],
) -> Found {
    let placements = polish.placements(placements);
    Found::new(problem, anchor, placements, polish.order())
}
