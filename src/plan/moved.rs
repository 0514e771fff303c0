//! What moved since the plan in force, and why.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::parts::Counterparts;
use super::{Inherited, Package, Plan, speech};
use crate::model::{AssetId, Date, Quarter};

/// A package with another finish than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Package id.
    pub package: String,
    /// Finish in the plan that was in force; absent when it had none.
    pub before: Option<Quarter>,
    /// Finish now; absent when it has none.
    pub now: Option<Quarter>,
    /// Why, one sentence each.
    pub because: Vec<String>,
}

/// A package that keeps its finish and is worked on in other quarters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shifted {
    /// Package id.
    pub package: String,
    /// Start in the plan that was in force.
    pub before: Option<Quarter>,
    /// Start now; where it is the same, work pauses in other quarters.
    pub now: Option<Quarter>,
}

/// What became of the plan that was in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replanned {
    /// The day that counted as today in it.
    pub since: Date,
    /// Systems that have another id now, by their former one: most of what one has to do was to be done in the other.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub renamed: BTreeMap<String, String>,
    /// Packages that keep their finish.
    pub kept: usize,
    /// Those of them that are worked on in other quarters of this plan, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifted: Vec<Shifted>,
    /// Packages with another finish, by id.
    pub moved: Vec<Moved>,
    /// Packages that it did not have, by id.
    pub new: Vec<String>,
    /// Packages that are no longer there, by id: done, or no longer needed.
    pub gone: Vec<String>,
}

/// The plan that was in force, with the ids that its packages have now.
pub(super) struct Before<'a> {
    renamed: BTreeMap<&'a str, &'a str>,
    packages: BTreeMap<String, &'a Package>,
    counterparts: Counterparts<'a>,
}

impl<'a> Before<'a> {
    /// As seen from `packages`, with what they have from it though their assets are others.
    pub(super) fn of(
        previous: &'a Plan,
        packages: &'a [Package],
        inherited: Option<&Inherited>,
    ) -> Self {
        let renamed = renamed(previous, packages);
        let named = previous.packages.iter();
        let named = named.map(|package| (now_called(&renamed, &package.id), package)).collect();
        let stands_for = |package: &Package, id: AssetId, then: &Package| {
            inherited.is_some_and(|known| known.stands_for(&package.system, id, &then.id))
        };
        let counterparts = Counterparts::of(packages, &named, &stands_for);
        Self { renamed, packages: named, counterparts }
    }

    /// The package that the one of an id of now goes on with.
    pub(super) fn package(&self, id: &str) -> Option<&'a Package> {
        self.counterparts.get(id)
    }
}

/// The id that a package has now.
fn now_called(renamed: &BTreeMap<&str, &str>, id: &str) -> String {
    let mut systems = renamed.iter().filter_map(|(old, new)| {
        let rest = id.strip_prefix(old).filter(|rest| rest.starts_with('/'))?;
        Some(format!("{new}{rest}"))
    });
    systems.next().unwrap_or_else(|| id.to_owned())
}

/// Systems that only the plan in force has, with those that only this one has and that hold the greater part of the same.
fn renamed<'a>(previous: &'a Plan, packages: &'a [Package]) -> BTreeMap<&'a str, &'a str> {
    let (then, now) = (assets(&previous.packages), assets(packages));
    let is_new = |system: &str| !then.contains_key(system) && !previous.systems.contains(system);
    let mut shared: Vec<(Reverse<usize>, &str, &str)> = Vec::new();
    for (new, own) in now.iter().filter(|(system, _)| is_new(system)) {
        for (old, former) in then.iter().filter(|(system, _)| !now.contains_key(*system)) {
            let both = own.intersection(former).count();
            if both > 0 && both * 2 >= own.len().max(former.len()) {
                shared.push((Reverse(both), old, new));
            }
        }
    }
    shared.sort_unstable();
    let mut renamed: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, old, new) in shared {
        if !renamed.values().any(|taken| *taken == new) {
            renamed.entry(old).or_insert(new);
        }
    }
    renamed
}

/// What the packages of every system are about.
fn assets(packages: &[Package]) -> BTreeMap<&str, BTreeSet<AssetId>> {
    let mut assets: BTreeMap<&str, BTreeSet<AssetId>> = BTreeMap::new();
    for package in packages {
        assets.entry(&package.system).or_default().extend(&package.assets);
    }
    assets
}

/// Compares dated `packages`, the first quarter of which is `from`, with those of `previous`.
pub(super) fn replanned(
    packages: &[Package],
    (previous, inherited): (&Plan, Option<&Inherited>),
    from: Quarter,
) -> Replanned {
    let before = Before::of(previous, packages, inherited);
    let now: BTreeMap<&str, &Package> =
        packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let gone = before.packages.values().filter(|package| !before.counterparts.has(package));
    let new = now.keys().filter(|id| before.package(id).is_none());
    let called = before.renamed.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned()));
    let mut replanned = Replanned {
        since: previous.at,
        renamed: called.collect(),
        kept: 0,
        shifted: Vec::new(),
        moved: Vec::new(),
        new: new.map(|id| (*id).to_owned()).collect(),
        gone: gone.map(|package| package.id.clone()).collect(),
    };
    for (id, package) in &now {
        let Some(old) = before.package(id) else { continue };
        if old.finish == package.finish {
            replanned.kept += 1;
            if quarters(old, from) != quarters(package, from) {
                let (package, before, now) = ((*id).to_owned(), old.start, package.start);
                replanned.shifted.push(Shifted { package, before, now });
            }
            continue;
        }
        replanned.moved.push(Moved {
            package: (*id).to_owned(),
            before: old.finish,
            now: package.finish,
            because: because(old, package, &before),
        });
    }
    replanned
}

/// When a package is worked on, as far as a plan that begins with `from` can say.
fn quarters(package: &Package, from: Quarter) -> BTreeSet<Quarter> {
    let worked = package.load.iter().filter(|(_, days)| **days > 0.0).map(|(quarter, _)| *quarter);
    worked.filter(|quarter| *quarter >= from).collect()
}

/// What is other than before, then what binds it now.
fn because(old: &Package, new: &Package, before: &Before<'_>) -> Vec<String> {
    let mut because = Vec::new();
    let (was, is) = (old.effort_days[1], new.effort_days[1]);
    if (was - is).abs() > 1e-6 {
        because.push(format!("Its effort was {} and is {is}.", speech::person_days(was)));
    }
    let release = |package: &Package| package.release.as_ref().map(|(quarter, _)| *quarter);
    if release(old) != release(new) {
        because.push(match release(new) {
            Some(quarter) => format!("It may now not start before {quarter}."),
            None => "No date from outside holds it back any more.".into(),
        });
    }
    let day = |package: &Package| package.deadline.as_ref().map(|deadline| deadline.date);
    if day(old) != day(new) {
        because.push(match day(new) {
            Some(date) => format!("Its deadline is now {date}."),
            None => "It has no deadline any more.".into(),
        });
    }
    if old.team != new.team {
        let [new, old] = [new, old].map(|package| speech::team(&package.team, None));
        because.push(format!("{} does it instead of {old}.", speech::capital(&new)));
    }
    let awaited: BTreeSet<String> =
        old.after.iter().map(|id| now_called(&before.renamed, id)).collect();
    for id in new.after.iter().filter(|id| !awaited.contains(*id)) {
        because.push(format!("It now waits for {id}."));
    }
    if old.weight != new.weight && old.weight > 0 {
        because.push(format!("Its weight was {} and is {}.", old.weight, new.weight));
    }
    because.extend(new.because.first().cloned());
    because
}
