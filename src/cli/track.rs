//! `y2q plan --track`: an earlier plan against what is found now.

use std::collections::BTreeSet;

use anyhow::{anyhow, bail};
use y2q::assess::Assessor;
use y2q::inventory::{
    Entry, Inventory, InventoryError, Location, Moves, Scope, Stay, Unread, Went,
};
use y2q::model::{Asset, Exposure};
use y2q::plan::{
    ByHand, Change, Gap, Known, Past, Plan, Renamed, Role, Sort, Stayed, Terms, Track, Work,
};

use super::arguments::{PlanCommand, PlanFormat};
use super::plan::{Made, previous, same_estate};
use super::scan::day;

/// The plans that `command` names, the oldest first.
pub fn plans(command: &PlanCommand) -> anyhow::Result<Vec<Plan>> {
    command.other.track.iter().map(|path| previous(path)).collect()
}

/// Compares the plans that `command` names with the one that was `made` now.
pub fn track(
    (command, mut plans): (&PlanCommand, Vec<Plan>),
    made: &Made,
    inventory: &Inventory,
) -> anyhow::Result<Track> {
    for (plan, path) in plans.iter().zip(&command.other.track) {
        same_estate(path, plan, &made.plan.estate)?;
    }
    let between = plans.split_off(1);
    let then = plans.remove(0);
    let now = &made.plan;
    let mut last = then.at;
    for (plan, path) in
        between.iter().chain([now]).zip(command.other.track.iter().skip(1).map(Some).chain([None]))
    {
        if plan.at < last {
            let what = path.map_or_else(|| "today".to_owned(), |path| path.display().to_string());
            bail!(
                "{what} is {}, before the plan of {last} that it is compared with: name the oldest plan first, and with \
                 --at a day that is not before the last one",
                plan.at
            );
        }
        last = plan.at;
    }
    let by_hand = by_hand(&command.other.done, &then)?;
    let past = past(&then, &between, made, inventory)?;
    Ok(y2q::plan::track(&then, &between, now, &past, &by_hand))
}

/// Writes a comparison in one form.
pub type Form = fn(&mut dyn std::io::Write, &Track) -> std::io::Result<()>;

/// The form behind a word of the command line.
pub fn form(format: PlanFormat) -> anyhow::Result<Form> {
    match format {
        PlanFormat::Text => Ok(y2q::report::track::text),
        PlanFormat::Md => Ok(y2q::report::track::markdown),
        PlanFormat::Json => Ok(y2q::report::track::json),
        _ => bail!("--track writes text, md or json"),
    }
}

/// `PACKAGE=WHO SAYS SO AND WHY`; a word that names no package is a mistake, not a note.
fn by_hand(words: &[String], then: &Plan) -> anyhow::Result<ByHand> {
    let known: BTreeSet<&str> = then.packages.iter().map(|package| package.id.as_str()).collect();
    let one = |word: &String| {
        let (id, why) = word
            .split_once('=')
            .filter(|(_, why)| !why.trim().is_empty())
            .ok_or_else(|| anyhow!("--done takes PACKAGE=WHY, with who says so and why: {word}"))?;
        if !known.contains(id) {
            let near = y2q::policy::nearest(id, known.iter().copied());
            let near = near.map(|id| format!("; did you mean {id}?")).unwrap_or_default();
            bail!("--done: the plan has no package {id}{near}");
        }
        Ok((id.to_owned(), why.trim().to_owned()))
    };
    words.iter().map(one).collect()
}

/// What the inventory knows of what was where.
pub fn past(
    then: &Plan,
    between: &[Plan],
    made: &Made,
    inventory: &Inventory,
) -> anyhow::Result<Past> {
    let mut past = Past::default();
    for scan in inventory.scans()? {
        past.scans.insert(scan.number, day(scan.started));
    }
    let mut wanted = y2q::plan::to_look_up(then, between, &made.plan);
    wanted.extend(inventory.came_back()?);
    // Nothing has come or gone in a single scan.
    let (moves, left) = match past.scans.len() {
        0 | 1 => Default::default(),
        _ => (inventory.moves()?, inventory.left()?),
    };
    wanted.extend(then.packages.iter().flat_map(|one| &one.assets).filter(|id| left.contains(id)));
    let mut places: BTreeSet<Location> = BTreeSet::new();
    for id in &wanted {
        places.extend(inventory.stays(*id)?.into_iter().map(|stay| stay.found.location));
    }
    if past.scans.len() > 1 {
        places.extend(inventory.unread_since()?);
    }
    follow(&moves, &mut places, &mut past);
    // What could not be read then is open while it cannot be read.
    let closed = then.packages.iter().flat_map(|package| &package.places.listed);
    let closed: BTreeSet<&str> =
        closed.filter(|place| place.asset.is_none()).map(|place| place.file()).collect();
    inventory.each_unknown(&Scope::default(), |one| {
        if closed.contains(one.location.joined().as_str()) {
            places.insert(one.location);
        }
        Ok::<(), InventoryError>(())
    })?;
    wanted.extend(inventory.ever_at(&places)?);
    // What was there for a time: in the place of something else, or beside what stayed where it was.
    let went = inventory.came_and_went()?;
    if !went.is_empty() {
        let beside = then.packages.iter().filter(|package| {
            matches!(package.change, Change::CaRenewal | Change::TrustDistribution)
        });
        wanted.extend(beside.flat_map(|package| &package.assets));
        wanted.extend(went);
    }
    let assessor = made.assessor();
    for id in wanted {
        if let Some(entry) = inventory.entry(id)? {
            past.assets.insert(id, known(entry, &inventory.stays(id)?, &assessor));
        }
    }
    for place in places {
        if inventory.is_met(&place)? {
            past.met.insert(place.joined());
        }
        let unread = inventory.unread_at(&place)?;
        let gap = |one: Unread| Gap {
            reason: one.reason,
            system: assessor.system_of(&place).to_owned(),
            first: one.first,
            gone: one.gone,
        };
        if !unread.is_empty() {
            past.unread.insert(place.joined(), unread.into_iter().map(gap).collect());
        }
    }
    Ok(past)
}

/// Adds where what was at these places may have gone, and from there again.
fn follow(moves: &Moves, places: &mut BTreeSet<Location>, past: &mut Past) {
    let mut left: Vec<(Location, i64)> =
        places.iter().map(|place| (place.clone(), i64::MIN)).collect();
    let mut followed: BTreeSet<(Location, i64)> = BTreeSet::new();
    while let Some((place, since)) = left.pop() {
        let all: Vec<Went> = moves.of(&place).collect();
        let renamed =
            |went: &Went| Renamed { scan: went.scan, to: went.to.joined(), seen: went.seen };
        past.went.entry(place.joined()).or_insert_with(|| all.iter().map(renamed).collect());
        for went in all.into_iter().filter(|went| went.scan > since) {
            places.insert(went.to.clone());
            if followed.insert((went.to.clone(), went.scan)) {
                left.push((went.to, went.scan));
            }
        }
    }
    past.went.retain(|_, went| !went.is_empty());
}

/// An asset of the inventory, judged as if it were wherever it was.
fn known(mut entry: Entry, stays: &[Stay], assessor: &Assessor<'_>) -> Known {
    // What came back is where it was.
    entry.occurrences.clear();
    for stay in stays {
        let known = entry.occurrences.last();
        if known.is_none_or(|known| {
            known.location != stay.found.location || known.occurrence != stay.found.occurrence
        }) {
            entry.occurrences.push(stay.found.clone());
        }
    }
    let stayed = |stay: &Stay| Stayed {
        place: stay.found.location.joined(),
        system: assessor.system_of(&stay.found.location).to_owned(),
        first: stay.found.first_scan,
        last: stay.found.last_scan,
        gone: stay.gone,
    };
    let mut stays: Vec<Stayed> = stays.iter().map(stayed).collect();
    stays.sort();
    let role = match &entry.asset {
        Asset::Certificate(one) => {
            Some(Role { subject: one.subject.clone(), is_authority: one.is_ca })
        }
        _ => None,
    };
    let ends = match &entry.asset {
        Asset::Certificate(one) => one.not_after.map(day),
        _ => None,
    };
    let (sort, words) = (Sort::of(&entry.asset), y2q::report::asset_words(&entry.asset));
    let holdings = assessor.holdings(entry);
    let subjects = holdings.iter().flat_map(|holding| &holding.judged);
    let exposure = subjects.map(|judged| judged.subject.exposure).max();
    Known {
        sort,
        role,
        words,
        ends,
        exposure: exposure.unwrap_or(Exposure::None),
        terms: holdings.iter().find_map(Terms::of),
        asks: holdings.iter().flat_map(Work::asked_by).collect(),
        stays,
    }
}
