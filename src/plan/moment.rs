//! What a plan made at one moment says of the work of an earlier one: place by place, whatever systems are called.

use std::collections::{BTreeMap, BTreeSet};

use super::followed::last_part;
use super::newcomers::Newcomers;
use super::past::{Known, Past, Stayed};
use super::works::{Sort, Work};
use super::{Package, Plan, holders};
use crate::model::{AssetId, Date};

/// Places that evidence tells of one asset, and things that it tells of one place.
pub(super) const TOLD: usize = 5;

/// The plan in force, and what was where until a later day: nothing of it tells of what came after that day.
pub(super) struct Ground<'a> {
    pub(super) then: &'a Plan,
    pub(super) past: &'a Past,
    /// Work of the plan in force by system and asset.
    pub(super) before: Asked<'a>,
    /// Ids that systems of the plan in force have in the plan of that day.
    renamed: BTreeMap<&'a str, &'a str>,
    /// The scan that the plan in force was made from.
    pub(super) base: i64,
    /// That day.
    today: Date,
    /// What is or was at a place.
    ever: BTreeMap<&'a str, BTreeSet<AssetId>>,
    /// The same places by their last part.
    names: BTreeMap<&'a str, Vec<&'a str>>,
    /// Other systems where an asset of a system is part of its work.
    copies: BTreeMap<(&'a str, AssetId), BTreeSet<&'a str>>,
}

/// Work by system, as the plan in force calls it, and asset.
pub(super) type Asked<'a> = BTreeMap<(&'a str, AssetId), Vec<Work>>;

/// What a plan made after the last scan asks for.
pub(super) struct Moment<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) plan: &'a Plan,
    basis: Basis,
    /// What asks for work.
    pub(super) open: Asked<'a>,
    /// What is part of work in another system.
    pub(super) handed: Asked<'a>,
    /// What is there in the place of what is left to be retired, by system, and whether that is broken today.
    beside: BTreeMap<(&'a str, AssetId, bool), AssetId>,
    /// What has come to places of no such thing.
    pub(super) newcomers: Newcomers<'a>,
}

/// What says which work there was at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// A plan made then.
    Plan,
    /// What a scan found; the plan of such a moment is the one in force.
    Scan,
}

/// What became of one asset of a package.
pub(super) enum Fate {
    /// It asks for it, or what has taken its place does.
    Open {
        /// What has taken its place.
        instead: Option<AssetId>,
        /// Where it is now, or what there is now, where that is not the asset where it was.
        seen: Option<String>,
    },
    /// It is gone from its places, and nothing there asks for it.
    Done(Vec<String>),
    /// That cannot be told, for this reason where there is one.
    Unconfirmed(Option<String>),
}

impl Fate {
    /// Of what has something else in its place that asks for the same.
    pub(super) fn instead(id: AssetId, words: &str, place: &str) -> Self {
        let seen = format!("not done: {words} is at {place} instead of it");
        Self::Open { instead: Some(id), seen: Some(seen) }
    }
}

/// What has taken the place of assets of one package already: asset and place.
pub(super) type Taken<'a> = BTreeSet<(AssetId, &'a str)>;

impl<'a> Ground<'a> {
    /// `now` is a plan whose systems are those of `past`.
    pub(super) fn new(then: &'a Plan, now: &'a Plan, past: &'a Past) -> Self {
        let mut ground = Self {
            then,
            past,
            before: BTreeMap::new(),
            renamed: BTreeMap::new(),
            base: past.scan_of(then),
            today: now.at,
            ever: BTreeMap::new(),
            names: BTreeMap::new(),
            copies: BTreeMap::new(),
        };
        for package in &then.packages {
            for (id, systems) in &package.copies {
                let known = ground.copies.entry((&package.system, *id)).or_default();
                known.extend(systems.iter().map(String::as_str));
            }
        }
        for (id, known) in &past.assets {
            for stay in &known.stays {
                ground.ever.entry(&stay.place).or_default().insert(*id);
            }
        }
        for place in ground.ever.keys() {
            ground.names.entry(last_part(place)).or_default().push(place);
        }
        ground.before = ground.asked(then);
        let systems: BTreeSet<&str> =
            now.packages.iter().map(|package| package.system.as_str()).collect();
        for system in systems.into_iter().filter(|system| !has_system(then, system)) {
            if let Some(origin) = ground.origin(system, now) {
                ground.renamed.insert(system, origin);
            }
        }
        ground
    }

    /// The system of the plan in force that most of what `system` holds at its old places was in.
    fn origin(&self, system: &str, plan: &Plan) -> Option<&'a str> {
        let own = plan.packages.iter().filter(|package| package.system == system);
        let ids: BTreeSet<AssetId> =
            own.flat_map(|package| package.assets.iter().copied()).collect();
        let stayed = |id: &AssetId| {
            let stays = self.past.assets.get(id).map_or(&[][..], |known| &known.stays);
            stays.iter().any(|stay| stay.system == system && stay.covers(self.base))
        };
        let ids: BTreeSet<AssetId> = ids.into_iter().filter(stayed).collect();
        let mut shared: BTreeMap<&'a str, (bool, usize)> = BTreeMap::new();
        for (origin, _) in self.before.keys().filter(|(_, id)| ids.contains(id)) {
            let is_over = !has_system(plan, origin);
            shared.entry(origin).or_insert((is_over, 0)).1 += 1;
        }
        // Of two that share as much the first by id.
        let most = shared.into_iter().rev().max_by_key(|(_, shared)| *shared);
        most.map(|(origin, _)| origin)
    }

    /// What the plan in force calls a system.
    pub(super) fn home<'s>(&self, system: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.renamed.get(system).copied().unwrap_or(system)
    }

    /// Whether the system has another id now.
    pub(super) fn is_renamed(&self, system: &str) -> bool {
        self.renamed.values().any(|origin| *origin == system)
    }

    /// The id that the plan in force would give a package.
    pub(super) fn package_id(&self, package: &Package) -> String {
        let home = self.home(&package.system);
        match package.id.strip_prefix(package.system.as_str()) {
            Some(rest) => format!("{home}{rest}"),
            None => package.id.clone(),
        }
    }

    fn asked(&self, plan: &'a Plan) -> Asked<'a> {
        let mut asked: Asked<'a> = BTreeMap::new();
        for package in &plan.packages {
            let system = self.home(&package.system);
            for id in &package.assets {
                asked.entry((system, *id)).or_default().push(Work::of(package));
            }
        }
        asked
    }

    /// What is or was at some of these places, of all times.
    pub(super) fn ever(
        &self,
        places: &BTreeSet<&str>,
    ) -> impl Iterator<Item = (AssetId, &'a Known)> + use<'a> {
        let there = places.iter().filter_map(|place| self.ever.get(place)).flatten().copied();
        let there: BTreeSet<AssetId> = there.collect();
        let assets = &self.past.assets;
        there.into_iter().filter_map(move |id| Some((id, assets.get(&id)?)))
    }

    /// When a scan was, for a sentence. A day after today would be none that the reader knows of.
    pub(super) fn on(&self, scan: i64) -> String {
        match self.past.scans.get(&scan) {
            Some(day) if *day <= self.today => format!("on {day}"),
            _ => format!("in scan {scan}"),
        }
    }

    /// Places whose last part is `name`.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.names.get(name).into_iter().flatten().copied()
    }

    /// What is or was at a place.
    pub(super) fn at(&self, place: &str) -> Option<&BTreeSet<AssetId>> {
        self.ever.get(place)
    }

    /// Where the asset was when the plan in force was made, as far as that is known.
    fn stays(&self, known: &'a Known) -> Vec<&'a Stayed> {
        let then: Vec<&Stayed> = known.at(self.base).collect();
        if then.is_empty() { known.stays.iter().collect() } else { then }
    }

    /// The systems that it was in.
    pub(super) fn homes(&self, known: &'a Known) -> BTreeSet<&'a str> {
        self.stays(known).into_iter().map(|stay| self.home(&stay.system)).collect()
    }

    /// Other systems where an asset of a system is part of its work.
    pub(super) fn copies<'b>(
        &'b self,
        system: &'b str,
        id: AssetId,
    ) -> Option<&'b BTreeSet<&'b str>> {
        self.copies.get(&(system, id))
    }

    /// Where it was, within the system and those where it is part of its work, if any of it was there.
    pub(super) fn places(
        &self,
        (system, id): (&str, AssetId),
        known: &'a Known,
    ) -> Vec<&'a Stayed> {
        let mut then = self.stays(known);
        let copies = self.copies(system, id);
        let is_own = |stay: &Stayed| {
            let home = self.home(&stay.system);
            home == system || copies.is_some_and(|copies| copies.contains(home))
        };
        if then.iter().any(|stay| is_own(stay)) {
            then.retain(|stay| is_own(stay));
        }
        then
    }
}

/// Adds what is broken by its authority alone, by the plan in force: it does not ask by itself, and is the same certificate as
/// long as it is found, whether or not its authority is.
fn forged<'a>(plan: &'a Plan, open: &mut Asked<'a>) {
    for package in &plan.packages {
        let work = Work::of(package);
        for id in package.assets.iter().filter(|_| work.is_now() && work.is_reissue()) {
            let works = open.get_mut(&(package.system.as_str(), *id));
            let works = works.filter(|works| !works.iter().any(|one| one.is_now()));
            works.into_iter().for_each(|works| works.push(work));
        }
    }
}

impl<'a> Moment<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, plan: &'a Plan) -> Self {
        let beside = plan.packages.iter().flat_map(|package| {
            let system = ground.home(&package.system);
            let is_now = Work::of(package).is_now();
            package.beside.iter().map(move |(old, new)| ((system, *old, is_now), *new))
        });
        let beside = beside.collect();
        let mut open = ground.asked(plan);
        forged(ground.then, &mut open);
        let handed = holders::handed(ground, plan);
        let newcomers = Newcomers::among(ground, &open);
        Self { ground, plan, basis: Basis::Plan, open, handed, beside, newcomers }
    }

    /// The moment of a scan after which no plan was made.
    pub(super) fn of_scan(ground: &'a Ground<'a>) -> Self {
        let mut open: Asked<'a> = BTreeMap::new();
        for (id, known) in &ground.past.assets {
            for stay in known.now() {
                let works = open.entry((ground.home(&stay.system), *id)).or_default();
                works.extend(&known.asks);
            }
        }
        let plan = ground.then;
        forged(plan, &mut open);
        let newcomers = Newcomers::among(ground, &open);
        let (handed, beside) = (BTreeMap::new(), BTreeMap::new());
        Self { ground, plan, basis: Basis::Scan, open, handed, beside, newcomers }
    }

    pub(super) fn asks(&self, system: &str, id: AssetId, planned: Work, sort: Sort) -> bool {
        let asked = self.open.get(&(system, id)).map_or(&[][..], Vec::as_slice);
        asked.iter().any(|other| planned.is_still(*other, sort))
    }

    /// Whether a key stays to read with: that it is there is no work left undone, and exposed it is nevertheless.
    pub(super) fn reads(&self, system: &str, id: AssetId) -> bool {
        let Some(known) = self.ground.past.assets.get(&id) else { return false };
        let asked = self.open.get(&(system, id)).map_or(&[][..], Vec::as_slice);
        asked.iter().any(|work| work.reads(known.sort))
    }

    /// What became of `id` by `planned` work in `system`.
    pub(super) fn fate(
        &self,
        (system, id, planned): (&str, AssetId, Work),
        taken: &mut Taken<'a>,
    ) -> Fate {
        let known = self.ground.past.assets.get(&id);
        let sort = known.map_or(Sort::Key, |known| known.sort);
        // A system that ends leaves it to that end to take out what is old.
        let has_successor = planned.is_beside() && self.basis == Basis::Plan;
        if let Some(seen) = self.beside(system, id, planned).filter(|_| has_successor) {
            return Fate::Done(vec![seen]);
        }
        if self.asks(system, id, planned, sort) {
            let beside = known.filter(|_| self.basis == Basis::Scan);
            if let Some(seen) = beside.and_then(|known| self.was_beside((system, planned), known)) {
                return Fate::Done(vec![seen]);
            }
            let seen = known.and_then(|known| self.elsewhere((system, id), known));
            let behind = self.behind(planned).filter(|_| seen.is_none());
            return behind.unwrap_or(Fate::Open { instead: None, seen });
        }
        let Some(known) = known.filter(|known| !known.stays.is_empty()) else {
            return Fate::Unconfirmed(None);
        };
        if let Some(stay) = self.left_to_others((system, id, planned), known) {
            let seen = format!("not done: it is still at {}", stay.place);
            return Fate::Open { instead: None, seen: Some(seen) };
        }
        let stays = self.ground.places((system, id), known);
        let places: BTreeSet<&'a str> = stays.iter().map(|stay| stay.place.as_str()).collect();
        if let Some(fate) = self.stayed((system, id, planned), known, &places) {
            return fate;
        }
        let followed = self.ground.followed(&places);
        let reach = self.reach((system, sort), &places, &followed);
        if let Some(stay) = self.moved((system, id, planned), known, &followed) {
            return Fate::Open { instead: None, seen: Some(at_now(&stay.place)) };
        }
        if let Some((place, reasons)) = self.ground.past.unread(&reach) {
            let last = self.ground.past.scans.keys().next_back().copied();
            let gone = stays.iter().filter_map(|stay| stay.gone).max().or(last).unwrap_or(0);
            let (on, reasons) = (self.ground.on(gone), reasons.join(", "));
            return Fate::Unconfirmed(Some(format!("{place} could not be read {on} ({reasons})")));
        }
        let instead = self.instead(&reach, (known, planned), taken);
        let instead = match instead {
            Some(Fate::Open { .. }) => instead,
            other => self.renamed(system, (known, planned), &stays, taken).or(other),
        };
        let left_to_defaults = || self.left_to_defaults(&places, &reach, (known, planned));
        if let Some(fate) = instead.or_else(left_to_defaults) {
            return fate;
        }
        let closed = self.closed_in(system, known, &stays);
        let is_renewed = || {
            self.successors(&reach, known)
                .into_iter()
                .any(|(id, known)| self.came(id, known, &reach).next().is_some())
        };
        closed
            .filter(|_| !is_renewed())
            .unwrap_or_else(|| Fate::Done(self.evidence((known, planned), &places)))
    }

    /// What became of an asset that is where it was, and that its system is not asked to change.
    fn stayed(
        &self,
        (system, id, planned): (&str, AssetId, Work),
        known: &'a Known,
        places: &BTreeSet<&'a str>,
    ) -> Option<Fate> {
        let here = known.now().filter(|stay| places.contains(stay.place.as_str()));
        let here: BTreeMap<&str, &Stayed> = here.map(|stay| (stay.place.as_str(), stay)).collect();
        if here.is_empty() {
            return None;
        }
        if self.basis == Basis::Scan {
            // What it asks for in its system only a plan tells.
            return Some(Fate::Unconfirmed(None));
        }
        // The place may belong to another system now.
        let asks =
            |stay: &&Stayed| self.asks(self.ground.home(&stay.system), id, planned, known.sort);
        if let Some(stay) = here.values().copied().find(asks) {
            let seen =
                format!("not done: {} belongs to the system {} now", stay.place, stay.system);
            return Some(Fate::Open { instead: None, seen: Some(seen) });
        }
        let here: Vec<&str> = here.into_keys().take(TOLD).collect();
        let why = match known.ends.filter(|end| *end < self.ground.today) {
            Some(end) => format!("it ended on {end}, and what has ended is not replaced"),
            None => "it asks for no such work any more".to_owned(),
        };
        let seen = format!("{why}; seen at {}", here.join(", "));
        let instead = self.beside(system, id, planned);
        Some(Fate::Done(instead.into_iter().chain([seen]).collect()))
    }

    /// What is there in the place of an asset that is left to be retired, where the plan of the moment says so.
    fn beside(&self, system: &str, id: AssetId, planned: Work) -> Option<String> {
        let new = self.beside.get(&(system, id, planned.is_now()))?;
        let known = self.ground.past.assets.get(new)?;
        let home = |stay: &&Stayed| self.ground.home(&stay.system) == system;
        let stay = known.now().find(home).or_else(|| known.now().next())?;
        let at = self.ground.on(stay.first);
        Some(format!(
            "what replaces it is there: {}, at {}, first seen {at}",
            known.words, stay.place
        ))
    }

    /// Where in its system an asset is that has left all places where it was there.
    fn elsewhere(&self, (system, id): (&str, AssetId), known: &'a Known) -> Option<String> {
        let ground = self.ground;
        if ground.places((system, id), known).into_iter().any(|stay| known.is_at(&stay.place)) {
            return None;
        }
        let there = known.now().find(|stay| ground.home(&stay.system) == system);
        there.map(|stay| at_now(&stay.place))
    }

    /// A place in its system where an asset is.
    pub(super) fn place(&self, system: &str, id: AssetId) -> Option<&'a str> {
        let known = self.ground.past.assets.get(&id)?;
        let mut there = known.now().filter(|stay| self.ground.home(&stay.system) == system);
        there.next().map(|stay| stay.place.as_str())
    }

    /// Whether something of that sort and work is asked of an asset; what fits its system only a plan tells.
    pub(super) fn asks_the_same(
        &self,
        system: &str,
        id: AssetId,
        planned: Work,
        sort: Sort,
    ) -> bool {
        let asked = self.open.get(&(system, id)).map_or(&[][..], Vec::as_slice);
        let is_same = |other: &Work| self.basis == Basis::Scan || planned.is_same(*other, sort);
        asked.iter().any(|other| planned.is_still(*other, sort) && is_same(other))
    }

    /// What has come to these places since and asks for the same, or for somebody to look at it.
    fn instead(
        &self,
        places: &BTreeSet<&'a str>,
        (gone, planned): (&'a Known, Work),
        taken: &mut Taken<'a>,
    ) -> Option<Fate> {
        let mut unclear = None;
        for (id, known) in self.successors(places, gone) {
            let here: Vec<&Stayed> = self.came(id, known, places).collect();
            let Some(stay) = here.iter().find(|stay| !taken.contains(&(id, stay.place.as_str())))
            else {
                continue;
            };
            let system = self.ground.home(&stay.system);
            let words = &known.words;
            if self.asks(system, id, planned, known.sort) {
                taken.extend(here.iter().map(|stay| (id, stay.place.as_str())));
                return Some(Fate::instead(id, words, &stay.place));
            }
            // What is unclear of settings that state the signatures they accept is their key exchange.
            let is_told = known.terms.as_ref().is_some_and(|terms| terms.accepts_resistant);
            let asked = self.open.get(&(system, id));
            let asked = asked.filter(|_| !(is_told && planned.is_of_signatures()));
            if asked.is_some_and(|asked| asked.iter().any(|work| work.is_unclear())) {
                let why = format!("{words} is at {} now and has to be looked into", stay.place);
                unclear = unclear.or(Some(Fate::Unconfirmed(Some(why))));
            }
        }
        unclear
    }

    /// Stays at these places of what the plan in force did not have there.
    pub(super) fn came(
        &self,
        id: AssetId,
        known: &'a Known,
        places: &BTreeSet<&'a str>,
    ) -> impl Iterator<Item = &'a Stayed> {
        let ground = self.ground;
        known.now().filter(move |stay| {
            places.contains(stay.place.as_str())
                && !ground.before.contains_key(&(ground.home(&stay.system), id))
        })
    }
}

fn at_now(place: &str) -> String {
    format!("not done: it is at {place} now")
}

/// Whether the estate of a plan has a system of that id.
pub(super) fn has_system(plan: &Plan, id: &str) -> bool {
    plan.systems.contains(id) || plan.packages.iter().any(|package| package.system == id)
}
