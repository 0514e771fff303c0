//! What of an earlier plan is done, by what is found now. Nothing counts as done because it is not
//! found: the place where it was must have been read again, without anything that asks for the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::earlier::Day;
use super::measured::{burndown, measured};
use super::moment::{Ground, Moment};
use super::past::Past;
use super::progress::Comparison;
use super::{Change, Pace, Plan};
use crate::model::{AssetId, Date, Exposure, Quarter};

/// How far a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Where it was done there is again something that asks for it.
    Regressed,
    /// Its time has passed, or its share of time, and it is not done.
    Drifting,
    /// Not found any more, and nothing shows that its place was read again.
    Unconfirmed,
    /// It is not due yet.
    OnCourse,
    /// Said to be done by a person; nothing that was found contradicts it.
    ByHand,
    /// Nothing is left that waits for it.
    Implied,
    /// Done, with evidence for every asset.
    Done,
}

/// Evidence on one asset of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssetEvidence {
    /// The asset.
    pub asset: AssetId,
    /// What was seen.
    pub seen: Vec<String>,
}

/// A word of a person on a package.
pub type ByHand = BTreeMap<String, String>;

/// A package of the earlier plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Package id.
    pub package: String,
    /// Its title then.
    pub title: String,
    /// How far it is.
    pub state: State,
    /// Why, in a sentence.
    pub why: String,
    /// Last quarter of work by the earlier plan.
    pub planned: Option<Quarter>,
    /// Last quarter of work by the plan made now, where it is still in it.
    pub forecast: Option<Quarter>,
    /// Assets that no longer ask for it, with evidence.
    pub done: u64,
    /// Assets that still ask for it.
    pub open: u64,
    /// Assets that are not found, without evidence.
    pub unconfirmed: u64,
    /// Assets that ask for it now, were not in the earlier plan and took the place of nothing in it.
    pub new: u64,
    /// What a person said: shown, never counted as evidence.
    pub by_hand: Option<String>,
    /// Evidence, the first assets only.
    pub evidence: Vec<AssetEvidence>,
    /// A plan made now has it too.
    #[serde(skip)]
    pub is_planned: bool,
    /// What asks for it now: assets of the package, and what has taken the place of others.
    #[serde(skip)]
    pub left: Vec<AssetId>,
    /// Those of `left` at whose place it had been done.
    #[serde(skip)]
    pub back: Vec<AssetId>,
    /// What `new` counts.
    #[serde(skip)]
    pub came: Vec<AssetId>,
}

/// Work that the earlier plan did not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewWork {
    /// Package id.
    pub package: String,
    /// Title.
    pub title: String,
    /// Assets.
    pub assets: u64,
    /// The same, by id.
    #[serde(skip)]
    pub ids: Vec<AssetId>,
    /// Package of the earlier plan that is the same work, of other assets.
    #[serde(skip)]
    pub within: Option<String>,
}

/// Uses still exposed at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrackPoint {
    /// The quarter.
    pub quarter: Quarter,
    /// By the earlier plan.
    pub planned: BTreeMap<Exposure, u64>,
    /// As found last in that quarter, which need not be at its end: [`Measured`] has the day.
    pub actual: Option<BTreeMap<Exposure, u64>>,
}

/// Uses still exposed on the day of a plan, counted as the earlier plan counts them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// The day.
    pub at: Date,
    /// By the earlier plan: what its packages leave whose last quarter had ended by then.
    pub planned: BTreeMap<Exposure, u64>,
    /// As found.
    pub found: BTreeMap<Exposure, u64>,
}

/// An earlier plan against what is found now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Track {
    /// `y2q-track/1`.
    pub schema: String,
    /// Version of y2q.
    pub tool: String,
    /// Estate name.
    pub estate: String,
    /// The day of the earlier plan.
    pub planned_at: Date,
    /// The day that counts as today.
    pub at: Date,
    /// Things that could not be read now.
    pub unknowns: u64,
    /// Packages in each state.
    pub states: BTreeMap<State, u64>,
    /// The earlier plan's packages, worst state first.
    pub packages: Vec<Progress>,
    /// Work that it did not have.
    pub new: Vec<NewWork>,
    /// What follows from work of it that is done: to drop the classical half where a hybrid is offered now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<NewWork>,
    /// Planned against actual, quarter by quarter.
    pub burndown: Vec<TrackPoint>,
    /// Planned against found, on the day of every plan.
    pub measured: Vec<Measured>,
}

/// Assets whose history decides: what stands in the place of others now, and those of `then` that ask for less in their system now, or in one of the plans made
/// in `between`, and those that ask for work in one of these and did not then. Of what has come back besides, [`Past`] has
/// to tell as well.
#[must_use]
pub fn to_look_up(then: &Plan, between: &[Plan], now: &Plan) -> BTreeSet<AssetId> {
    let before = holdings(then);
    let mut wanted = BTreeSet::new();
    for plan in between.iter().chain([now]) {
        let open = holdings(plan);
        wanted.extend(before.symmetric_difference(&open).map(|(.., id)| *id));
        wanted.extend(plan.packages.iter().flat_map(|package| package.beside.values()));
    }
    wanted
}

/// What is asked of what, where: an asset may ask for two changes, of which one is done.
fn holdings(plan: &Plan) -> BTreeSet<(&str, Change, Pace, AssetId)> {
    let mut all = BTreeSet::new();
    for package in &plan.packages {
        let (system, change) = (package.system.as_str(), package.change);
        all.extend(package.assets.iter().map(|id| (system, change, package.pace, *id)));
    }
    all
}

/// Compares the plan `then` with `now`, the plan made of what is found today. `between` are plans made in the meantime,
/// oldest first; `past` tells of what [`to_look_up`] names; `by_hand` is what people say of packages.
#[must_use]
pub fn track(then: &Plan, between: &[Plan], now: &Plan, past: &Past, by_hand: &ByHand) -> Track {
    let days: Vec<Day> = between.iter().map(|plan| Day::of(then, plan, now, past)).collect();
    let ground = Ground::new(then, now, past);
    let moment = Moment::new(&ground, now);
    let comparison = Comparison::new(&moment, &days, by_hand);
    let packages = comparison.packages();
    let mut states = BTreeMap::new();
    for one in &packages {
        *states.entry(one.state).or_insert(0) += 1;
    }
    let (new, follow_ups) = comparison.new_work();
    let measured = measured(&days, &moment, &comparison.reckoning);
    Track {
        schema: "y2q-track/1".into(),
        tool: now.tool.clone(),
        estate: now.estate.clone(),
        planned_at: then.at,
        at: now.at,
        unknowns: now.totals.unknowns.values().sum(),
        states,
        packages,
        new,
        follow_ups,
        burndown: burndown(then, &measured),
        measured,
    }
}
