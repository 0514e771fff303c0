//! `y2q plan --track`: an earlier plan against what is found now.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};
use y2q::inventory::{Gone, Inventory, InventoryError, Location, Scope};
use y2q::model::AssetId;
use y2q::plan::{ByHand, Plan, Sight, Track};

use super::arguments::{PlanCommand, PlanFormat};
use super::plan::previous;

/// Names of one place, and places of one asset, that evidence tells.
const TOLD: usize = 5;

/// Compares the plan that `command` names with `now`.
pub fn track(
    command: &PlanCommand,
    now: &Plan,
    inventory: &Inventory,
    scope: &Scope,
) -> anyhow::Result<Track> {
    let mut plans = command
        .other
        .track
        .iter()
        .map(|path| previous(path))
        .collect::<anyhow::Result<Vec<Plan>>>()?;
    if plans.is_empty() {
        bail!("--track names no plan");
    }
    let between = plans.split_off(1);
    let then = plans.remove(0);
    let by_hand = by_hand(&command.other.done, &then)?;
    let sights = sights(&then, now, inventory, scope)?;
    Ok(y2q::plan::track(&then, &between, now, &sights, &by_hand))
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

/// What the inventory says of every asset that asks for nothing any more.
pub fn sights(
    then: &Plan,
    now: &Plan,
    inventory: &Inventory,
    scope: &Scope,
) -> anyhow::Result<BTreeMap<AssetId, Sight>> {
    let wanted = y2q::plan::to_look_up(then, now);
    let mut sights = BTreeMap::new();
    let mut gone: BTreeMap<AssetId, Vec<Gone>> = BTreeMap::new();
    let mut names: BTreeMap<Location, Vec<String>> = BTreeMap::new();
    for id in wanted {
        let entry = inventory.entry(id)?;
        let places: Vec<String> = entry
            .iter()
            .flat_map(|entry| &entry.occurrences)
            .take(TOLD)
            .map(|found| found.location.joined())
            .collect();
        if !places.is_empty() {
            sights.insert(id, Sight::Elsewhere { places });
            continue;
        }
        let was = inventory.gone(id)?;
        for place in &was {
            names.insert(place.location.clone(), Vec::new());
        }
        gone.insert(id, was);
    }
    if !names.is_empty() {
        name_what_is_there(inventory, scope, &mut names)?;
    }
    sights.extend(gone.into_iter().map(|(id, places)| (id, sight(&places, &names))));
    Ok(sights)
}

fn name_what_is_there(
    inventory: &Inventory,
    scope: &Scope,
    names: &mut BTreeMap<Location, Vec<String>>,
) -> anyhow::Result<()> {
    inventory.each_entry(scope, |entry| {
        for found in &entry.occurrences {
            if let Some(named) = names.get_mut(&found.location).filter(|named| named.len() < TOLD) {
                let name = y2q::report::asset_words(&entry.asset);
                if !named.contains(&name) {
                    named.push(name);
                }
            }
        }
        Ok::<(), InventoryError>(())
    })?;
    Ok(())
}

fn sight(places: &[Gone], names: &BTreeMap<Location, Vec<String>>) -> Sight {
    if places.is_empty() {
        return Sight::Never;
    }
    let unread = places.iter().find(|place| !place.unknown.is_empty());
    if let Some(place) = unread {
        let why = format!(
            "{} could not be read on {} ({})",
            place.location.joined(),
            day(&place.missed),
            place.unknown.join(", ")
        );
        return Sight::Unreadable { why };
    }
    let sentence = |place: &Gone| {
        let now = match names.get(&place.location).map(Vec::as_slice) {
            None | Some([]) => {
                "nothing that asks for a change, or the place itself, is left".to_owned()
            }
            Some(found) => format!("found there now: {}", found.join("; ")),
        };
        format!(
            "{}: seen on {}, no longer on {}; {now}",
            place.location.joined(),
            day(&place.seen),
            day(&place.missed)
        )
    };
    Sight::Gone { evidence: places.iter().take(TOLD).map(sentence).collect() }
}

/// The day of an RFC 3339 time.
fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}
