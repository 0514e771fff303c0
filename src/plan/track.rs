//! What of an earlier plan is done, by what is found now. Nothing counts as done because it is not
//! found: the place where it was must have been read again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::speech::counted;
use super::{Change, Package, Plan};
use crate::model::{AssetId, Date, Exposure, Quarter};

/// What the inventory says of an asset that no longer asks for the work it was planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is still there: it asks for nothing any more, or asks in another system only.
    Elsewhere {
        /// Where, at most a few.
        places: Vec<String>,
    },
    /// Every place where it was has been read again without it.
    Gone {
        /// One sentence a place.
        evidence: Vec<String>,
    },
    /// A place where it was could not be read again.
    Unreadable {
        /// Why, in a sentence.
        why: String,
    },
    /// This inventory never saw it.
    Never,
}

/// How far a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// What was replaced asks for work again.
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

/// AssetEvidence on one asset of a package.
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
    /// Assets that ask for it now and were not in the earlier plan.
    pub new: u64,
    /// What a person said: shown, never counted as evidence.
    pub by_hand: Option<String>,
    /// AssetEvidence, the first assets only.
    pub evidence: Vec<AssetEvidence>,
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
}

/// Uses still exposed at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrackPoint {
    /// The quarter.
    pub quarter: Quarter,
    /// By the earlier plan.
    pub planned: BTreeMap<Exposure, u64>,
    /// As found, where a plan was made in that quarter.
    pub actual: Option<BTreeMap<Exposure, u64>>,
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
    /// Planned against actual.
    pub burndown: Vec<TrackPoint>,
}

/// Assets whose evidence is listed for a package.
const SHOWN: usize = 20;

/// Assets of `then` that ask for nothing in their system now: of these the inventory's word is needed.
#[must_use]
pub fn to_look_up(then: &Plan, now: &Plan) -> BTreeSet<AssetId> {
    let open = Open::of(now);
    let all = then.packages.iter().flat_map(|package| {
        package.assets.iter().filter(|id| !open.has(&package.system, **id)).copied()
    });
    all.collect()
}

/// Compares the plan `then` with `now`, the plan made of what is found today. `between` are plans
/// made in the meantime, for the burn-down; `sights` answers [`to_look_up`]; `by_hand` is what people
/// say of packages.
#[must_use]
pub fn track(
    then: &Plan,
    between: &[Plan],
    now: &Plan,
    sights: &BTreeMap<AssetId, Sight>,
    by_hand: &ByHand,
) -> Track {
    let comparison = Comparison::new(then, now, sights, by_hand);
    let mut packages: Vec<Progress> =
        then.packages.iter().map(|package| comparison.progress(package)).collect();
    let open: BTreeSet<String> = packages
        .iter()
        .filter(|one| !matches!(one.state, State::Done | State::ByHand))
        .map(|one| one.package.clone())
        .collect();
    for (package, progress) in then.packages.iter().zip(&mut packages) {
        if package.assets.is_empty() && progress.by_hand.is_none() {
            comparison.enabling(package, progress, &open);
        }
    }
    let mut states = BTreeMap::new();
    for one in &packages {
        *states.entry(one.state).or_insert(0) += 1;
    }
    packages
        .sort_by(|a, b| (a.state, a.planned, &a.package).cmp(&(b.state, b.planned, &b.package)));
    Track {
        schema: "y2q-track/1".into(),
        tool: now.tool.clone(),
        estate: now.estate.clone(),
        planned_at: then.at,
        at: now.at,
        unknowns: now.totals.unknowns.values().sum(),
        states,
        packages,
        new: comparison.new_work(),
        burndown: burndown(then, between, now),
    }
}

/// What asks for work: assets by system.
pub(super) struct Open<'a>(BTreeMap<&'a str, BTreeSet<AssetId>>);

impl<'a> Open<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut open: BTreeMap<&str, BTreeSet<AssetId>> = BTreeMap::new();
        for package in &plan.packages {
            open.entry(&package.system).or_default().extend(package.assets.iter().copied());
        }
        Self(open)
    }

    pub(super) fn has(&self, system: &str, id: AssetId) -> bool {
        self.0.get(system).is_some_and(|assets| assets.contains(&id))
    }
}

struct Comparison<'a> {
    then: &'a Plan,
    now: &'a Plan,
    sights: &'a BTreeMap<AssetId, Sight>,
    by_hand: &'a ByHand,
    before: Open<'a>,
    open: Open<'a>,
    current: BTreeMap<&'a str, &'a Package>,
    /// Packages that wait for one of the earlier plan.
    waiting: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Comparison<'a> {
    fn new(
        then: &'a Plan,
        now: &'a Plan,
        sights: &'a BTreeMap<AssetId, Sight>,
        by_hand: &'a ByHand,
    ) -> Self {
        let mut waiting: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for package in &then.packages {
            for before in &package.after {
                waiting.entry(before).or_default().push(&package.id);
            }
        }
        Self {
            then,
            now,
            sights,
            by_hand,
            before: Open::of(then),
            open: Open::of(now),
            current: now.packages.iter().map(|package| (package.id.as_str(), package)).collect(),
            waiting,
        }
    }

    fn progress(&self, package: &Package) -> Progress {
        let current = self.current.get(package.id.as_str());
        let mut progress = Progress {
            package: package.id.clone(),
            title: package.title.clone(),
            state: State::OnCourse,
            why: String::new(),
            planned: package.finish,
            forecast: current.and_then(|now| now.finish),
            done: 0,
            open: 0,
            unconfirmed: 0,
            new: 0,
            by_hand: self.by_hand.get(&package.id).cloned(),
            evidence: Vec::new(),
        };
        for id in &package.assets {
            self.look(package, *id, &mut progress);
        }
        if let Some(now) = current {
            let known = |id: &&AssetId| !self.before.has(&package.system, **id);
            progress.new = now.assets.iter().filter(known).count() as u64;
        }
        (progress.state, progress.why) = self.judge(package, &progress);
        progress
    }

    fn look(&self, package: &Package, id: AssetId, progress: &mut Progress) {
        if self.open.has(&package.system, id) {
            progress.open += 1;
            return;
        }
        let seen = match self.sights.get(&id) {
            Some(Sight::Gone { evidence }) => evidence.clone(),
            Some(Sight::Elsewhere { places }) => vec![format!(
                "it asks for no work in {} any more; seen at {}",
                package.system,
                places.join(", ")
            )],
            Some(Sight::Unreadable { why }) => {
                progress.unconfirmed += 1;
                push(&mut progress.evidence, id, vec![format!("not confirmed: {why}")]);
                return;
            }
            Some(Sight::Never) | None => {
                progress.unconfirmed += 1;
                return;
            }
        };
        progress.done += 1;
        push(&mut progress.evidence, id, seen);
    }

    fn judge(&self, package: &Package, progress: &Progress) -> (State, String) {
        let all = package.assets.len();
        let Progress { done, open, unconfirmed, new, .. } = *progress;
        let unseen = open == 0 && new == 0 && (all == 0 || unconfirmed > 0);
        if let Some(word) = progress.by_hand.as_ref().filter(|_| unseen) {
            return (State::ByHand, format!("said to be done: {word}; not seen by a scan"));
        }
        let said = match &progress.by_hand {
            Some(word) if open + new > 0 => {
                format!(" Contradicted: it was said to be done ({word}).")
            }
            _ => String::new(),
        };
        if all > 0 && open == 0 && unconfirmed == 0 {
            if new > 0 {
                let why = format!(
                    "{} replaced, and {new} of the same kind {} come since.{said}",
                    if all == 1 {
                        "its asset was".into()
                    } else {
                        format!("all {all} assets were")
                    },
                    if new == 1 { "has" } else { "have" },
                );
                return (State::Regressed, why);
            }
            if let Some(left) = self.unread(package) {
                return (
                    self.timely(package),
                    format!("{}{left}{said}", counts(package, progress)),
                );
            }
            let none = match all {
                1 => "its asset asks for it no more".into(),
                _ => format!("none of {all} assets asks for it any more"),
            };
            return (State::Done, none);
        }
        if all > 0 && open == 0 {
            let why = format!(
                "{unconfirmed} of {} not found, and no scan kept here has read {} before and after: scan into \
                 the inventory that the plan was made from",
                if all == 1 { "1 asset is".into() } else { format!("{all} assets are") },
                if unconfirmed == 1 { "its places" } else { "their places" },
            );
            return (State::Unconfirmed, why);
        }
        let today = Quarter::containing(self.now.at);
        let counts = counts(package, progress);
        match (package.start, package.finish) {
            (_, Some(finish)) if finish < today => {
                (State::Drifting, format!("{counts}It was to be finished in {finish}.{said}"))
            }
            (Some(start), Some(finish))
                if start < today && done < due(all, start, finish, today) =>
            {
                let share = due(all, start, finish, today);
                (
                    State::Drifting,
                    format!(
                        "{counts}By the plan {share} {} to be done by now.{said}",
                        if share == 1 { "was" } else { "were" }
                    ),
                )
            }
            (_, Some(finish)) => {
                (State::OnCourse, format!("{counts}Planned until {finish}.{said}"))
            }
            _ => (State::OnCourse, format!("{counts}It had no place in the earlier plan.{said}")),
        }
    }

    /// What a discovery still has to open once its assets are told: inputs that could not be read have no asset.
    fn unread(&self, package: &Package) -> Option<&'static str> {
        let again = self.current.contains_key(package.id.as_str());
        (package.change == Change::Discovery && again).then_some(
            "What could not be read is still closed: the plan made now has this work too.",
        )
    }

    /// How far what is not done is, by its last quarter.
    fn timely(&self, package: &Package) -> State {
        let today = Quarter::containing(self.now.at);
        let past = package.finish.is_some_and(|finish| finish < today);
        if past { State::Drifting } else { State::OnCourse }
    }

    /// Work without assets of its own leaves no evidence: it is done when nothing is left that waits for it.
    fn enabling(&self, package: &Package, progress: &mut Progress, open: &BTreeSet<String>) {
        let waits = self.waiting.get(package.id.as_str()).map_or(&[][..], Vec::as_slice);
        let left = waits.iter().filter(|id| open.contains(**id)).count();
        let planned_again = self.current.contains_key(package.id.as_str());
        if package.change == Change::Discovery && !planned_again {
            progress.state = State::Done;
            progress.why = format!("the scan leaves nothing unknown in {}", package.system);
        } else if !planned_again && !waits.is_empty() && left == 0 {
            progress.state = State::Implied;
            progress.why = match waits.len() {
                1 => "the package that waited for it is done".into(),
                many => format!("the {many} packages that waited for it are done"),
            };
        }
    }

    fn new_work(&self) -> Vec<NewWork> {
        let known: BTreeSet<&str> = self.then.packages.iter().map(|one| one.id.as_str()).collect();
        let new = self.now.packages.iter().filter_map(|package| {
            let fresh = |id: &&AssetId| !self.before.has(&package.system, **id);
            let assets = package.assets.iter().filter(fresh).count() as u64;
            let is_new = assets > 0 || !known.contains(package.id.as_str());
            is_new.then(|| NewWork {
                package: package.id.clone(),
                title: package.title.clone(),
                assets,
            })
        });
        new.collect()
    }
}

fn push(evidence: &mut Vec<AssetEvidence>, asset: AssetId, seen: Vec<String>) {
    if evidence.len() < SHOWN {
        evidence.push(AssetEvidence { asset, seen });
    }
}

/// How many of a package's assets are done, with a space behind it; nothing where it has none.
fn counts(package: &Package, progress: &Progress) -> String {
    let (all, done) = (package.assets.len() as u64, progress.done);
    match (all, package.change) {
        (0, _) => String::new(),
        // Inputs that could not be read are no assets, and no scan finds them done one by one.
        (_, Change::Discovery) => {
            let assets = counted(all, "asset of unknown use", "assets of unknown use");
            format!("{done} of {assets} told. ")
        }
        _ => format!("{done} of {} done. ", counted(all, "asset", "assets")),
    }
}

/// Assets that are due when work is spread evenly over its quarters; the current one does not count.
fn due(all: usize, start: Quarter, finish: Quarter, today: Quarter) -> u64 {
    let (passed, whole) = (today.since(start).max(0), finish.since(start) + 1);
    let (passed, whole) =
        (u64::from(passed.unsigned_abs()), u64::from(whole.max(1).unsigned_abs()));
    (all as u64).saturating_mul(passed.min(whole)) / whole
}

fn burndown(then: &Plan, between: &[Plan], now: &Plan) -> Vec<TrackPoint> {
    let mut found: BTreeMap<Quarter, (Date, &BTreeMap<Exposure, u64>)> = BTreeMap::new();
    for plan in [then].into_iter().chain(between).chain([now]) {
        let point = found
            .entry(Quarter::containing(plan.at))
            .or_insert((plan.at, &plan.totals.by_exposure));
        // The last word of a quarter counts.
        if plan.at >= point.0 {
            *point = (plan.at, &plan.totals.by_exposure);
        }
    }
    let planned: BTreeMap<Quarter, &BTreeMap<Exposure, u64>> =
        then.burndown.iter().map(|row| (row.quarter, &row.exposed)).collect();
    let quarters: BTreeSet<Quarter> = planned.keys().chain(found.keys()).copied().collect();
    quarters
        .into_iter()
        .map(|quarter| TrackPoint {
            quarter,
            // Before the first quarter of work nothing was to change.
            planned: planned
                .get(&quarter)
                .map_or_else(|| exposed(&then.totals.by_exposure), |row| exposed(row)),
            actual: found.get(&quarter).map(|(_, counts)| exposed(counts)),
        })
        .collect()
}

fn exposed(counts: &BTreeMap<Exposure, u64>) -> BTreeMap<Exposure, u64> {
    let classes = [Exposure::ClassicallyBroken, Exposure::Shor, Exposure::Indeterminate];
    classes.into_iter().map(|class| (class, counts.get(&class).copied().unwrap_or(0))).collect()
}
