//! How far every package of an earlier plan is.

use std::collections::{BTreeMap, BTreeSet};

use super::earlier::{Day, Earlier};
use super::holders::Shared;
use super::moment::{Fate, Moment, has_system};
use super::parts::is_one_work;
use super::reckoning::{Origin, Reckoning};
use super::track::{AssetEvidence, ByHand, NewWork, Progress, State};
use super::works::{Sort, Work};
use super::{Accepted, Change, Package, undecided, unseen};
use crate::model::{AssetId, Quarter};

/// Assets whose evidence is listed for a package.
const SHOWN: usize = 20;

/// A plan in force beside what is found now.
pub(super) struct Comparison<'a> {
    pub(super) now: &'a Moment<'a>,
    earlier: Earlier,
    by_hand: &'a ByHand,
    pub(super) reckoning: Reckoning<'a>,
    /// Where what could not be read is now, with the system that it was in.
    pub(super) closed: BTreeMap<&'a str, &'a str>,
    /// Packages of the plan made now by the ids that the plan in force would give them.
    current: BTreeMap<String, &'a Package>,
    /// Ids of the packages of the plan in force.
    known: BTreeSet<&'a str>,
    /// What several systems of the plan in force hold.
    pub(super) shared: Shared<'a>,
    /// Packages that wait for one of the earlier plan.
    waiting: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(now: &'a Moment<'a>, days: &[Day], by_hand: &'a ByHand) -> Self {
        let ground = now.ground;
        let mut waiting: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for package in &ground.then.packages {
            for before in &package.after {
                waiting.entry(before).or_default().push(&package.id);
            }
        }
        let mut current: BTreeMap<String, &Package> = BTreeMap::new();
        for package in &now.plan.packages {
            current.entry(ground.package_id(package)).or_insert(package);
        }
        let mut reckoning = Reckoning::of(now);
        now.leave_to_holders(&mut reckoning.fates);
        let earlier = Earlier::of(now, days, &reckoning.fates);
        let closed = now.closed();
        let known = ground.then.packages.iter().map(|one| one.id.as_str()).collect();
        let shared = Shared::of(&ground.then.packages);
        Self { now, earlier, by_hand, reckoning, closed, current, known, shared, waiting }
    }

    /// The packages of the plan in force, worst state first.
    pub(super) fn packages(&self) -> Vec<Progress> {
        let then = self.now.ground.then;
        let mut packages: Vec<Progress> = then
            .packages
            .iter()
            .zip(&self.reckoning.fates)
            .enumerate()
            .map(|(number, (package, fates))| self.progress(number, package, fates))
            .collect();
        self.close(&mut packages);
        for progress in packages.iter_mut().filter(|one| one.state == State::ByHand) {
            progress.forecast = None;
        }
        packages.sort_by(|a, b| {
            (a.state, a.planned, &a.package).cmp(&(b.state, b.planned, &b.package))
        });
        packages
    }

    /// Judges work without assets, again and again: what waits for it may be such work as well.
    fn close(&self, packages: &mut [Progress]) {
        // What is left to another package is over here.
        let is_over = |one: &Progress| {
            matches!(one.state, State::Done | State::Implied | State::ByHand)
                || one.open > 0 && one.left.is_empty()
        };
        let left = packages.iter().filter(|one| !is_over(one));
        let mut open: BTreeSet<String> = left.map(|one| one.package.clone()).collect();
        loop {
            let before = open.len();
            for (package, progress) in self.now.ground.then.packages.iter().zip(&mut *packages) {
                if package.assets.is_empty() && !is_over(progress) {
                    self.enabling(package, progress, &open);
                }
                if is_over(progress) {
                    open.remove(&package.id);
                }
            }
            if open.len() == before {
                return;
            }
        }
    }

    fn progress(&self, number: usize, package: &Package, fates: &[Fate]) -> Progress {
        let own = self.current.get(&package.id).copied();
        let mut others = self.parts(package).filter(|(id, _)| !self.known.contains(*id));
        let current = own.or_else(|| others.next().map(|(_, one)| one));
        let mut progress = Progress {
            package: package.id.clone(),
            title: package.title.clone(),
            state: State::OnCourse,
            why: String::new(),
            planned: package.finish,
            forecast: None,
            done: 0,
            open: 0,
            unconfirmed: 0,
            new: 0,
            by_hand: self.by_hand.get(&package.id).cloned(),
            evidence: Vec::new(),
            is_planned: current.is_some(),
            left: Vec::new(),
            back: Vec::new(),
            came: Vec::new(),
        };
        let mut since = None;
        for (asset, (id, fate)) in package.assets.iter().zip(fates).enumerate() {
            match fate {
                Fate::Done(seen) => {
                    progress.done += 1;
                    push(&mut progress.evidence, *id, seen.clone());
                }
                Fate::Open { .. } | Fate::Unconfirmed(_) if package.left_out.contains(id) => {}
                Fate::Unconfirmed(why) => {
                    progress.unconfirmed += 1;
                    let work = Work::of(package);
                    if work.leaves_as_is()
                        && self.now.asks(&package.system, *id, work, Sort::Protocol)
                    {
                        progress.left.push(*id);
                    }
                    if let Some(why) = why {
                        push(&mut progress.evidence, *id, vec![format!("{}{why}", unseen::NOT)]);
                    }
                }
                Fate::Open { instead, seen } => {
                    progress.open += 1;
                    let left = instead.unwrap_or(*id);
                    progress.left.push(left);
                    let mut told = seen.clone();
                    if let Some(on) = self.earlier.done(number, asset) {
                        progress.back.push(left);
                        since = since.max(Some(on));
                        let again = || {
                            let place = self.now.place(&package.system, *id)?;
                            let ground = self.now.ground;
                            let known = ground.past.assets.get(id)?;
                            let stayed = known.at(ground.base).any(|stay| stay.gone.is_none());
                            Some(if stayed && Work::of(package).is_beside() {
                                format!("not done: it is at {place}, and what replaced it is gone")
                            } else {
                                format!("not done: it is at {place} again")
                            })
                        };
                        let seen = told.or_else(again).unwrap_or_else(|| "not done".into());
                        told = Some(format!("{seen}; it had been done {on}"));
                    }
                    if let Some(told) = told {
                        push(&mut progress.evidence, *id, vec![told]);
                    }
                }
            }
        }
        let has_left = |one: &&Package| one.assets.iter().any(|id| progress.left.contains(id));
        let holders = self.parts(package).filter(|(_, one)| has_left(one));
        let finishes: Vec<Option<Quarter>> =
            holders.map(|(id, one)| self.forecast(package, id, one)).collect();
        let is_done = !package.assets.is_empty() && progress.open + progress.unconfirmed == 0;
        progress.forecast = match finishes.as_slice() {
            [] => if is_done { own } else { current }.and_then(|one| one.finish),
            all if all.contains(&None) => None,
            all => all.iter().copied().max().flatten(),
        };
        if let Some(now) = current {
            progress.came = self.fresh(now, Origin::New);
            progress.new = progress.came.len() as u64;
        }
        (progress.state, progress.why) = self.judge(package, &progress, since);
        let is_awaited = matches!(progress.state, State::OnCourse | State::Drifting);
        if let Some((last, until)) = self.stays_for(package, fates).filter(|_| is_awaited) {
            progress.state = State::OnCourse;
            progress.why = format!(
                "{}What others know of it stays for {}, which holds it too ({until}).",
                self.counts(package, &progress),
                last.id
            );
            progress.left.clear();
        }
        progress
    }

    /// The packages of the plan made now with the same work, in whatever part.
    fn parts<'b>(
        &'b self,
        package: &'b Package,
    ) -> impl Iterator<Item = (&'b str, &'a Package)> + use<'a, 'b> {
        let start = format!("{}/", package.system);
        let own = self.current.range(start.clone()..);
        let own = own.take_while(move |(id, _)| id.starts_with(&start));
        own.filter(move |(id, _)| is_one_work(id, &package.id)).map(|(id, one)| (id.as_str(), *one))
    }

    /// When it is over with what is left of a package in `left`, which the plan made now has as `id`. An acceptance stays with
    /// what it covered by the plan in force and covers nothing of its other parts; a plan that does not go on from that one
    /// cannot know it. Such work is done when it was to be, as long as that has not passed.
    fn forecast(&self, package: &Package, id: &str, left: &Package) -> Option<Quarter> {
        let is_accepted = |one: &Package| {
            let accepted = one.acceptance.as_ref();
            accepted.is_some_and(|accepted| accepted.expires >= self.now.plan.at)
        };
        if id == package.id || is_accepted(package) == is_accepted(left) {
            return left.finish;
        }
        let today = Quarter::containing(self.now.plan.at);
        package.finish.filter(|finish| *finish >= today)
    }

    fn judge(
        &self,
        package: &Package,
        progress: &Progress,
        since: Option<&str>,
    ) -> (State, String) {
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
        if let Some(on) = since {
            let back = progress.back.len();
            let left = all.saturating_sub(usize::try_from(done).unwrap_or(all));
            let which = match (left == back, left, done) {
                (true, 1, 0) => "It".to_owned(),
                (true, 1, _) => "The other one".to_owned(),
                (true, _, 0) => "All".to_owned(),
                (true, _, _) => "All others".to_owned(),
                (false, _, 0) => format!("{back} of them"),
                (false, _, _) => format!("{back} of the others"),
            };
            let why = format!(
                "{}{which} had been done {on}, and what is there now asks for it again.{said}",
                self.counts(package, progress)
            );
            return (State::Regressed, why);
        }
        if all > 0 && open == 0 && unconfirmed == 0 {
            let besides = match new {
                0 => String::new(),
                1 => format!("; 1 of the same kind has come elsewhere.{said}"),
                new => format!("; {new} of the same kind have come elsewhere.{said}"),
            };
            if let Some(left) = self.unread(package) {
                return (
                    self.timely(package),
                    format!("{}{left}{said}", self.counts(package, progress)),
                );
            }
            let none = undecided::done(all, usize::try_from(done).unwrap_or(all));
            return (State::Done, format!("{none}{besides}"));
        }
        if all > 0 && open == 0 {
            if !progress.left.is_empty() {
                let finish = package
                    .finish
                    .filter(|finish| *finish >= Quarter::containing(self.now.plan.at));
                let proxy = unseen::proxy(package);
                return match finish {
                    Some(finish) => (State::OnCourse, format!("Planned until {finish}; {proxy}.")),
                    None => (State::Unconfirmed, proxy),
                };
            }
            let why = unseen::advice(package, unconfirmed, &progress.evidence);
            return (State::Unconfirmed, why);
        }
        let today = Quarter::containing(self.now.plan.at);
        let counts = self.counts(package, progress);
        if let Some(accepted) = &package.acceptance {
            let Accepted { owner, expires, .. } = accepted;
            let state = if *expires < self.now.plan.at { State::Drifting } else { State::OnCourse };
            return (state, format!("{counts}{owner} accepted it until {expires}.{said}"));
        }
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
            _ => (State::OnCourse, format!("{counts}{}{said}", undecided::no_date(package))),
        }
    }

    /// What a discovery still has to open once its assets are told: inputs that could not be read have no asset.
    fn unread(&self, package: &Package) -> Option<String> {
        if package.change != Change::Discovery {
            return None;
        }
        let moved = self.closed.iter().find(|(_, system)| **system == package.system);
        let again = self.current.contains_key(package.id.as_str());
        let again = again.then(|| {
            "Something is still unknown there: the plan made now has this work too.".into()
        });
        let moved = moved
            .map(|(place, _)| format!("What could not be read is at {place} now, still closed."));
        again.or(moved)
    }

    /// How far what is not done is, by its last quarter.
    fn timely(&self, package: &Package) -> State {
        let today = Quarter::containing(self.now.plan.at);
        let past = package.finish.is_some_and(|finish| finish < today);
        if past { State::Drifting } else { State::OnCourse }
    }

    /// Work without assets of its own leaves no evidence: it is done when nothing is left that waits for it.
    fn enabling(&self, package: &Package, progress: &mut Progress, open: &BTreeSet<String>) {
        let all = self.waiting.get(package.id.as_str()).map_or(&[][..], Vec::as_slice);
        // What drops the old in the end shows no more of an upgrade than what brought the new.
        let ends = |id: &str| {
            let mut then = self.now.ground.then.packages.iter();
            package.change == Change::LibraryUpgrade
                && then.any(|one| one.id == id && one.change == Change::Retirement)
        };
        let others: Vec<&str> = all.iter().copied().filter(|id| !ends(id)).collect();
        let all = if others.is_empty() { all } else { others.as_slice() };
        // What others wait for in a verifier, the verifier's own work shows.
        let is_own = |id: &&str| {
            id.strip_prefix(package.system.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let own: Vec<&str> = all.iter().copied().filter(is_own).collect();
        let is_upgrade = package.change == Change::LibraryUpgrade && !own.is_empty();
        let waits = if is_upgrade { own.as_slice() } else { all };
        let left = waits.iter().filter(|id| open.contains(**id)).count();
        if self.current.contains_key(package.id.as_str()) {
            return;
        }
        let is_there = has_system(self.now.plan, &package.system)
            || self.now.ground.is_renamed(&package.system);
        if let Some(left) = self.unread(package) {
            progress.state = self.timely(package);
            progress.why = left;
        } else if package.change == Change::Discovery && is_there {
            progress.state = State::Done;
            progress.why = format!("the scan leaves nothing unknown in {}", package.system);
        } else if !waits.is_empty() && left == 0 {
            progress.state = State::Implied;
            progress.why = match waits.len() {
                1 => "the package that waited for it is done".into(),
                many => format!("the {many} packages that waited for it are done"),
            };
        } else if self.is_distributed(package, open) {
            progress.state = State::Implied;
            progress.why =
                "every system that was found to hold its anchors has the new ones".into();
        } else if !is_there {
            progress.state = State::Unconfirmed;
            progress.why =
                format!("the estate has no system {} any more, under any id", package.system);
        }
    }

    /// Whether anchors of a renewed authority have been added wherever the old ones were found in other systems.
    fn is_distributed(&self, package: &Package, open: &BTreeSet<String>) -> bool {
        let all = &self.now.ground.then.packages;
        let renewals: BTreeSet<&String> = (all.iter())
            .filter(|one| one.change == Change::CaRenewal && one.system == package.system)
            .map(|one| &one.id)
            .collect();
        let of_renewals = |one: &&Package| {
            one.change == Change::TrustDistribution
                && !one.assets.is_empty()
                && one.after.iter().any(|id| renewals.contains(id))
        };
        let mut others = all.iter().filter(of_renewals).peekable();
        package.change == Change::TrustDistribution
            && renewals.iter().all(|id| !open.contains(*id))
            && others.peek().is_some()
            && others.all(|one| !open.contains(&one.id))
    }

    /// The assets of a package made now that are there for one reason. What is left to be dropped, and has no package in the
    /// plan in force, follows from what is done, whatever else is planned for the same asset.
    fn fresh(&self, package: &Package, origin: Origin) -> Vec<AssetId> {
        let ground = self.now.ground;
        let system = ground.home(&package.system);
        let follows = Work::of(package).is_after_hybrid() && !self.is_known(package);
        // A key that was to be replaced and stays to read with.
        let is_other = |id: &AssetId| {
            let mut then = self.now.ground.then.packages.iter();
            self.now.reads(system, *id)
                && !then.any(|one| one.id == package.id && one.assets.binary_search(id).is_ok())
        };
        let of = |id: &AssetId| match self.reckoning.origin(self.now, system, *id) {
            Origin::Planned if follows || is_other(id) => Origin::Follows,
            other => other,
        };
        package.assets.iter().filter(|id| of(id) == origin).copied().collect()
    }

    /// Whether the plan in force has this package.
    fn is_known(&self, package: &Package) -> bool {
        self.within(package).is_some()
    }

    /// The id by which the plan in force has this package.
    fn within(&self, package: &Package) -> Option<String> {
        Some(self.now.ground.package_id(package)).filter(|id| self.known.contains(id.as_str()))
    }

    /// Work that the plan in force did not have, and what follows from work of it that is done.
    pub(super) fn new_work(&self) -> (Vec<NewWork>, Vec<NewWork>) {
        let mut waiting: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
        for package in &self.now.plan.packages {
            for before in &package.after {
                waiting.entry(before).or_default().push(package);
            }
        }
        let (mut new, mut follow_ups) = (Vec::new(), Vec::new());
        for package in &self.now.plan.packages {
            let ids = self.fresh(package, Origin::New);
            let after = self.fresh(package, Origin::Follows);
            // What is in the way of nothing else than work that is there for a reason is there for the same.
            let served = waiting.get(package.id.as_str()).map_or(&[][..], Vec::as_slice);
            let explains = |one: &&Package| {
                !self.is_known(one)
                    && !one.assets.is_empty()
                    && self.fresh(one, Origin::New).is_empty()
            };
            let is_new = !ids.is_empty()
                || (package.assets.is_empty()
                    && !self.is_known(package)
                    && !(package.change == Change::Discovery
                        && self.now.is_all_closed(&package.system, &self.closed))
                    && (served.is_empty() || !served.iter().all(explains)));
            let all = package.assets.len();
            let of = |ids: Vec<AssetId>| NewWork {
                package: package.id.clone(),
                title: match ids.len() {
                    some if some < all => format!("{}: {some} of {all}", package.title),
                    _ => package.title.clone(),
                },
                assets: ids.len() as u64,
                ids,
                within: self.within(package),
            };
            if is_new {
                new.push(of(ids));
            }
            if !after.is_empty() {
                follow_ups.push(of(after));
            }
        }
        (new, follow_ups)
    }
}

fn push(evidence: &mut Vec<AssetEvidence>, asset: AssetId, seen: Vec<String>) {
    if evidence.len() < SHOWN {
        evidence.push(AssetEvidence { asset, seen });
    }
}

/// Assets that are due when work is spread evenly over its quarters; the current one does not count.
fn due(all: usize, start: Quarter, finish: Quarter, today: Quarter) -> u64 {
    let (passed, whole) = (today.since(start).max(0), finish.since(start) + 1);
    let (passed, whole) =
        (u64::from(passed.unsigned_abs()), u64::from(whole.max(1).unsigned_abs()));
    (all as u64).saturating_mul(passed.min(whole)) / whole
}
