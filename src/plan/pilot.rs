//! Trying a change on a small share before it is rolled out, and rehearsing the way back.
//!
//! | roll-out | what precedes it |
//! |---|---|
//! | at [`PLACES`] or more places, of [`DAYS`] likely person-days or more, or of a service with [`HANDSHAKES`] or more full handshakes a second; at two places or more, and not due within a year | a package of its own, which ends before the roll-out begins |
//! | smaller, but at two places or more, or harder by what was found, or of a system that is on the public internet, holds classified data or says what it must carry | steps of the roll-out, `Pilot:` and `Rehearse rollback:` |
//! | at one place, without any of that; what is broken today | nothing |
//!
//! Places are files: one configuration may lie on many hosts. A pilot of its own is for changes of what peers, files and
//! data depend on ([`has_own`]); libraries, anchors, authorities and what stands for another change are tried in their steps.
//! The pilot of a roll-out that is held back is held back with it.
//! The pilot takes place where the least is at stake, which the risk of the assets says; the evidence names it.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Need;
use super::data::{Share, is_old_key};
use super::deadline::due_quarter;
use super::draft::{Drafts, Maker, units};
use super::effort::{basis, effort_of, rate_of};
use super::ended::LastDay;
use super::kind::{Kind, Pace};
use super::runbook::{BACK, BEFORE, CHECK, NOTE, PILOT, REHEARSE, RUN, WORK};
use super::tally::{Item, Planner, Tally};
use super::{Change, Choice, Package};
use crate::assess::Holding;
use crate::model::{AssetId, Quarter};
use crate::risk::Threat;

/// Places from which on a roll-out has a pilot of its own.
const PLACES: u64 = 5;
/// Likely person-days from which on it has.
const DAYS: f64 = 10.0;
/// Full handshakes a second from which on it has: that many notice a mistake at once.
const HANDSHAKES: f64 = 100.0;
/// By how much the effort is above that of its kind of change where a change counts as fragile.
const FRAGILE: f64 = 1.2;
/// Quarters from the start of the plan to a deadline that leaves the time for one: no roll-out is late for its pilot.
const YEAR: i32 = 4;

/// Where of a kind of change the least is at stake; compared from left to right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    priority: u16,
    places: u32,
    path: String,
    id: AssetId,
}

/// Takes note of where `holding` lies, for the bundle `kind` that its `item` goes into.
pub(super) fn note(tally: &mut Tally, holding: &Holding, kind: Kind, item: &Item) {
    // An old key is not worked on: what it opens is.
    if kind.pace != Pace::Resistant || !is_tried(kind.change) || holding.deactivated {
        return;
    }
    let found = holding.occurrences.iter().map(|found| &found.location);
    let paths: BTreeSet<(&str, &str)> =
        found.map(|place| (place.path.as_str(), place.root.as_str())).collect();
    let Some((path, _)) = paths.first() else { return };
    let places = u32::try_from(paths.len()).unwrap_or(u32::MAX);
    if places > 1 {
        tally.spread.insert(holding.id, places);
    }
    let candidate =
        Candidate { priority: item.priority, places, path: (*path).to_owned(), id: holding.id };
    let key = (kind, if kind.is_split() { item.end } else { LastDay::NEVER });
    match tally.least.get_mut(&key) {
        Some(least) if *least <= candidate => {}
        Some(least) => *least = candidate,
        None => {
            tally.least.insert(key, candidate);
        }
    }
}

/// Changes that are tried before they are rolled out.
const fn is_tried(change: Change) -> bool {
    has_own(change)
        || matches!(
            change,
            Change::Retirement
                | Change::LibraryUpgrade
                | Change::TrustDistribution
                | Change::CaRenewal
                | Change::ProxyInFront
                | Change::HardwareReplacement
        )
}

/// Changes whose pilot can be a package.
const fn has_own(change: Change) -> bool {
    matches!(
        change,
        Change::Configuration
            | Change::ProtocolUpgrade
            | Change::ProviderInjection
            | Change::CertificateReissue
            | Change::Rekey
            | Change::Replacement
    )
}

/// Adds pilots to the packages of one system, which begin at `first`: as packages, or as steps.
pub(super) fn add(maker: &Maker<'_>, planner: &Planner, drafts: &mut Drafts, first: usize) {
    for at in first..drafts.packages.len() {
        let kind = drafts.kinds[at];
        let package = &drafts.packages[at];
        // Nothing is changed before what is undecided is decided.
        let is_done = package.acceptance.is_none()
            && package.undecided.is_none()
            && !planner.held.holds(&package.system, kind);
        if !is_done || kind.pace != Pace::Resistant || !is_tried(kind.change) {
            continue;
        }
        let items = maker.tally.bundles.get(&kind).map_or(&[][..], Vec::as_slice);
        let left = planner.orphans.left(planner, maker.tally, kind);
        let roll_out = RollOut::of(maker, kind, items, &left.items);
        let package = &mut drafts.packages[at];
        if roll_out.needs_own(package) {
            let pilot = roll_out.package(maker, package);
            let before = format!("{BEFORE}the pilot ({}) has met its exit criteria", pilot.id);
            insert(&mut package.steps, [before]);
            drafts.pilots.insert(drafts.packages.len(), at);
            drafts.packages.push(pilot);
            drafts.kinds.push(Kind { change: Change::Pilot, ..kind });
        } else if roll_out.needs_steps(package) {
            insert(&mut package.steps, roll_out.steps());
        }
    }
}

/// The pilots of roll-outs that are `blocked`, with these: nothing is tried that is not rolled out.
pub(super) fn of_these(drafts: &Drafts, blocked: &BTreeMap<usize, usize>) -> Vec<(usize, usize)> {
    let pilots = drafts.pilots.iter().map(|(pilot, roll_out)| (*pilot, *roll_out));
    pilots.filter(|(_, roll_out)| blocked.contains_key(roll_out)).collect()
}

/// After the conditions to start.
fn insert(steps: &mut Vec<String>, new: impl IntoIterator<Item = String>) {
    let before = |step: &String| step.starts_with(BEFORE) || step.starts_with(NOTE);
    let at = steps.iter().rposition(before).map_or(0, |last| last + 1);
    drop(steps.splice(at..at, new));
}

/// A change that is made at some places.
struct RollOut<'a> {
    kind: Kind,
    items: &'a [Item],
    /// Where it is made; 0 where no asset stands for it.
    places: u64,
    /// Where the least is at stake, as far as it is known.
    least: Option<&'a Candidate>,
    /// A service that serves many at once.
    busy: bool,
    critical: bool,
    /// What it is tried on where there is one place only.
    stand_in: &'static str,
    /// First quarter of the plan.
    from: Quarter,
    /// Likely person-days without what makes it harder.
    plain: f64,
}

impl<'a> RollOut<'a> {
    /// What is `left` out is not what it is tried on.
    fn of(maker: &Maker<'a>, kind: Kind, items: &'a [Item], left: &BTreeSet<AssetId>) -> Self {
        let tally = maker.tally;
        let spread = |item: &Item| u64::from(tally.spread.get(&item.id).copied().unwrap_or(1));
        let is_tried = |item: &&Item| !is_old_key(kind, item);
        let keys: BTreeSet<AssetId> = items
            .iter()
            .filter(|item| left.contains(&item.id))
            .filter_map(|item| item.public)
            .collect();
        let is_left = |item: &Item| item.public.is_some_and(|key| keys.contains(&key));
        let known = |least: &&Candidate| {
            let at = items.binary_search_by_key(&least.id, |item| item.id);
            at.is_ok_and(|at| !is_left(&items[at]))
        };
        let handshakes = maker.demand.and_then(|demand| demand.handshakes);
        let rate = rate_of(kind, &maker.input.context.efforts);
        Self {
            kind,
            items,
            places: items.iter().filter(is_tried).map(spread).fold(0, u64::saturating_add),
            least: tally.least.values().filter(known).min(),
            busy: handshakes.is_some_and(|handshakes| handshakes >= HANDSHAKES),
            critical: maker.critical,
            stand_in: match tally.data(kind) {
                Share::All => "a copy of it",
                _ => "a test instance with the same version and settings",
            },
            from: maker.calendar.from,
            plain: effort_of(rate, units(items), [1.0; 3])[1],
        }
    }

    fn needs_own(&self, package: &Package) -> bool {
        let known = !matches!(self.kind.at.need, Need::Symmetric | Need::Undetermined);
        let large = self.places >= PLACES || package.effort_days[1] >= DAYS || self.busy;
        let due = package.deadline.as_ref().map(|deadline| due_quarter(deadline.date));
        let time = due.is_none_or(|due| due.since(self.from) >= YEAR);
        has_own(self.kind.change) && known && self.places >= 2 && large && time
    }

    fn needs_steps(&self, package: &Package) -> bool {
        let enables = !has_own(self.kind.change) && self.kind.change != Change::Retirement;
        let fragile = package.effort_days[1] > self.plain * FRAGILE;
        enables || self.places >= 2 || fragile || self.critical
    }

    /// Where the pilot takes place.
    fn place(&self) -> String {
        let path = self.least.map(|least| least.path.as_str());
        match (self.places, path) {
            (0 | 1, None) => self.stand_in.into(),
            (1, Some(path)) => format!("there is one only ({path}), so {}", self.stand_in),
            (places, None) => format!("of {places} places the one where the least is at stake"),
            (places, Some(path)) => {
                format!("{path}, of {places} places the one where the least is at stake")
            }
        }
    }

    /// The pilot as steps of the roll-out.
    fn steps(&self) -> Vec<String> {
        let rehearse = "there, go the way back below once, with the time that it takes, and make the change again; \
                        without that the roll-out does not begin";
        let pilot = match self.kind.change {
            Change::CaRenewal => Some(
                "the ceremony with test keys first, in the hardware and by the people of the real one, with a test \
                 certificate that every kind of verifier looks at"
                    .to_owned(),
            ),
            Change::LibraryUpgrade => Some(
                "one host first that nobody else waits for, the others after a week without failures".to_owned(),
            ),
            Change::TrustDistribution => {
                Some("one verifier of every kind first, the others after a week without failures".to_owned())
            }
            Change::Retirement if self.kind.is_of_the_old() => {
                Some("one verifier of every kind first, the others after a week without failures".to_owned())
            }
            // They name their pilots in their own steps.
            Change::ProxyInFront | Change::HardwareReplacement => None,
            _ if self.places < 2 => Some(format!("{} goes first", self.place())),
            _ => Some(format!(
                "{}, goes first; the others after a week without a failure that the change caused",
                self.place()
            )),
        };
        let pilot = pilot.map(|pilot| format!("{PILOT}{pilot}"));
        pilot.into_iter().chain([format!("{REHEARSE}{rehearse}")]).collect()
    }

    /// The pilot as a package of its own.
    fn package(&self, maker: &Maker<'_>, roll_out: &Package) -> Package {
        let change = Change::Pilot;
        let item = self.least.and_then(|least| {
            let at = self.items.binary_search_by_key(&least.id, |item| item.id).ok()?;
            self.items.get(at)
        });
        let own = |text: &str, of: &str| text.strip_prefix(of).unwrap_or(text).to_owned();
        let work = own(&roll_out.title, &format!("{}: ", maker.name));
        let efforts = &maker.input.context.efforts;
        Package {
            id: format!("{}/pilot{}", roll_out.system, own(&roll_out.id, &roll_out.system)),
            title: format!("{}: pilot, with the way back rehearsed, of: {work}", maker.name),
            change,
            choice: Choice { why: self.why(roll_out), ..Choice::default() },
            assets: item.map(|item| item.id).into_iter().collect(),
            exposure: item.map(|item| item.exposure),
            threat: item.map_or(Threat::None, |item| item.threat),
            priority: item.map(|item| item.priority).unwrap_or_default(),
            shelf_life_years: item.map(|item| item.shelf_life).unwrap_or_default(),
            target: None,
            effort_days: effort_of(rate_of(Kind::whole(change), efforts), 1, [1.0; 3]),
            effort_basis: basis(Kind::whole(change), 1, efforts),
            deadline: None,
            window: None,
            steps: self.own_steps(roll_out),
            ..roll_out.clone()
        }
    }

    fn why(&self, roll_out: &Package) -> String {
        if self.places >= PLACES {
            format!("the change is rolled out at {} places", self.places)
        } else if roll_out.effort_days[1] >= DAYS {
            format!("the change is one of {} likely person-days", roll_out.effort_days[1])
        } else {
            "the estate file says that the service makes many handshakes a second, so a mistake is felt at once".into()
        }
    }

    fn own_steps(&self, roll_out: &Package) -> Vec<String> {
        let (id, book) = (&roll_out.id, roll_out.runbook());
        let before =
            book.before.iter().map(|step| format!("{BEFORE}{step}, as far as the pilot needs it"));
        let mut steps: Vec<String> = before.collect();
        steps.push(format!(
            "{BEFORE}failures and times of the week before are written down; who watches, and who decides to go back, is named"
        ));
        steps.push(format!(
            "{PILOT}{}: make the change as the runbook of {id} has it, and no other one",
            self.place()
        ));
        for back in &book.back {
            steps.push(format!(
                "{REHEARSE}by those who would have to do it, once, with the time that it takes: {back}; then make the \
                 change again"
            ));
        }
        steps.push(format!(
            "{WORK}watch it for two weeks of usual load, with every kind of peer; write what was learned into the runbook of {id}"
        ));
        steps.push(format!(
            "{CHECK}exit: the checks of {id} pass on the pilot; in two weeks no failure that the change caused, and times \
             within what is agreed; the way back worked in the time that is allowed for it. Else the roll-out does not begin"
        ));
        steps.extend(book.commands.iter().map(|command| format!("{RUN}{command}")));
        steps.extend(book.back.iter().map(|back| format!("{BACK}{back}")));
        steps
    }
}
