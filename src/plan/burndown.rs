//! How exposure goes down, quarter by quarter.

use std::collections::BTreeMap;

use super::draft::counts_as_exposed;
use super::tally::Planner;
use super::{Burndown, Change, Pace, Package};
use crate::model::{AssetId, Exposure, Quarter};

/// Holdings still exposed at the end of every quarter: one counts until every package that holds it
/// is finished. What is broken today counts as broken until it is replaced and, where what replaces it
/// is public-key cryptography, as quantum-vulnerable from then on. Holdings of unknown exposure leave
/// when their discovery ends, and are counted as looked into from then on; what it then finds is for the next plan.
pub(super) fn burndown(
    planner: &Planner,
    packages: &[Package],
    (from, until): (Quarter, Quarter),
) -> Vec<Burndown> {
    let mut by_system: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    // What somebody accepts stays exposed, whatever else is done with it; where only what is urgent is accepted, until the rest is.
    let is_short = |one: &&Package| {
        let accepted = one.acceptance.as_ref().filter(|_| one.pace == Pace::Now);
        accepted.is_some_and(|accepted| accepted.instead != Change::Retirement)
    };
    for package in packages.iter().filter(|one| !is_short(one)) {
        by_system.entry(&package.system).or_default().push(package);
    }
    let finishes: BTreeMap<&str, Finishes> =
        by_system.iter().map(|(system, packages)| (*system, Finishes::of(packages))).collect();
    let mut counts: BTreeMap<Exposure, u64> = BTreeMap::new();
    let mut moves: BTreeMap<(Quarter, Exposure), (u64, u64)> = BTreeMap::new();
    let mut looked_into: BTreeMap<Quarter, u64> = BTreeMap::new();
    for (system, tally) in &planner.systems {
        for seen in tally.seen.iter().filter(|seen| counts_as_exposed(seen.exposure)) {
            // What other systems hold leaves with the last of them.
            let finish = |of: fn(&Finishes) -> &Last| {
                let handed = tally.handed.get(&seen.id).into_iter().flatten();
                let homes = handed.map(|(holder, _)| holder).chain([system]);
                let homes = homes.filter_map(|home| finishes.get(home.as_str()));
                // No date is later than every date.
                let later =
                    |one: Option<Quarter>, other| one.zip(other).map(|(one, other)| one.max(other));
                homes.filter_map(|home| of(home).of(seen.id)).reduce(later)
            };
            *counts.entry(seen.exposure).or_default() += 1;
            let mut leave = |quarter: Option<Quarter>, exposure: Exposure| {
                if let Some(quarter) = quarter {
                    moves.entry((quarter, exposure)).or_default().1 += 1;
                }
            };
            // A holder that is not done with it keeps it.
            let mut handed = tally.handed.get(&seen.id).into_iter().flatten();
            let is_kept = handed.any(|(holder, _)| {
                finishes.get(holder.as_str()).is_none_or(|one| one.all.of(seen.id).is_none())
            });
            let (urgent, last) = (finish(|all| &all.urgent), finish(|all| &all.all));
            let last = last.filter(|_| !is_kept);
            if let (Exposure::Indeterminate, None, Some(ended)) =
                (seen.exposure, finish(|all| &all.changes), last.flatten())
            {
                *looked_into.entry(ended).or_default() += 1;
            }
            match (seen.exposure, urgent.flatten()) {
                // Verifiers trust it while what is below it stays.
                (Exposure::ClassicallyBroken, _) if planner.held.is_trusted(seen.id) => {}
                (Exposure::ClassicallyBroken, Some(replaced))
                    if last.flatten().is_none_or(|last| last > replaced) =>
                {
                    leave(Some(replaced), Exposure::ClassicallyBroken);
                    leave(last.flatten(), Exposure::Shor);
                    moves.entry((replaced, Exposure::Shor)).or_default().0 += 1;
                    counts.entry(Exposure::Shor).or_default();
                }
                // It is taken out, whatever was under it before.
                (Exposure::ClassicallyBroken, Some(out)) if last.flatten() == Some(out) => {
                    leave(Some(out), Exposure::ClassicallyBroken);
                }
                // What is accepted, or held back with it, still uses it.
                _ if planner.held.is_in_use(seen.id) => {}
                _ => leave(last.flatten(), seen.exposure),
            }
        }
    }
    let mut rows = Vec::new();
    for quarter in (0..=until.since(from)).map(|count| from.plus(count)) {
        for (exposure, count) in &mut counts {
            let (come, gone) = moves.get(&(quarter, *exposure)).copied().unwrap_or_default();
            *count = count.saturating_add(come).saturating_sub(gone);
        }
        let looked_into = looked_into.range(..=quarter).map(|(_, count)| *count).sum();
        rows.push(Burndown { quarter, exposed: counts.clone(), looked_into });
    }
    rows
}

/// When the assets of a system are done with: what is urgent of them, what changes them, and all of it.
struct Finishes {
    urgent: Last,
    changes: Last,
    all: Last,
}

impl Finishes {
    fn of(packages: &[&Package]) -> Self {
        let urgent = packages.iter().filter(|package| package.pace == Pace::Now);
        let changes = packages.iter().filter(|package| package.change != Change::Discovery);
        Self {
            urgent: Last::among(urgent.copied()),
            changes: Last::among(changes.copied()),
            all: Last::among(packages.iter().copied()),
        }
    }
}

/// The last finish of every asset in some packages, sorted by asset; `None` while one has no date.
struct Last(Vec<(AssetId, Option<Quarter>)>);

impl Last {
    fn among<'a>(packages: impl Iterator<Item = &'a Package>) -> Self {
        let mut all: Vec<(AssetId, Option<Quarter>)> = packages
            .flat_map(|package| {
                let is_accepted = package.change == Change::AcceptWithExpiry;
                let finish = move |id: &AssetId| {
                    package.finish.filter(|_| !is_accepted && !package.left_out.contains(id))
                };
                package.assets.iter().map(move |id| (*id, finish(id)))
            })
            .collect();
        // No date counts as later than every date.
        all.sort_unstable_by_key(|(id, finish)| (*id, finish.is_none(), *finish));
        all.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = next.1;
            }
            same
        });
        Self(all)
    }

    fn of(&self, id: AssetId) -> Option<Option<Quarter>> {
        let at = self.0.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.0[at].1)
    }
}
