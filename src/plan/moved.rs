//! What moved since the plan in force, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Package, Plan, speech};
use crate::model::{Date, Quarter};

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

/// What became of the plan that was in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replanned {
    /// The day that counted as today in it.
    pub since: Date,
    /// Packages that keep their finish.
    pub kept: usize,
    /// Packages with another finish, by id.
    pub moved: Vec<Moved>,
    /// Packages that it did not have, by id.
    pub new: Vec<String>,
    /// Packages that are no longer there, by id: done, or no longer needed.
    pub gone: Vec<String>,
}

/// Compares dated `packages` with those of `previous`.
pub(super) fn replanned(packages: &[Package], previous: &Plan) -> Replanned {
    let before: BTreeMap<&str, &Package> = by_id(&previous.packages);
    let now: BTreeMap<&str, &Package> = by_id(packages);
    let ids = |these: &BTreeMap<&str, &Package>, others: &BTreeMap<&str, &Package>| {
        let missing = these.keys().filter(|id| !others.contains_key(*id));
        missing.map(|id| (*id).to_owned()).collect::<Vec<String>>()
    };
    let mut replanned = Replanned {
        since: previous.at,
        kept: 0,
        moved: Vec::new(),
        new: ids(&now, &before),
        gone: ids(&before, &now),
    };
    for (id, package) in &now {
        let Some(old) = before.get(id) else { continue };
        if old.finish == package.finish {
            replanned.kept += 1;
            continue;
        }
        replanned.moved.push(Moved {
            package: (*id).to_owned(),
            before: old.finish,
            now: package.finish,
            because: because(old, package),
        });
    }
    replanned
}

fn by_id(packages: &[Package]) -> BTreeMap<&str, &Package> {
    packages.iter().map(|package| (package.id.as_str(), package)).collect()
}

/// What is other than before, then what binds it now.
fn because(old: &Package, new: &Package) -> Vec<String> {
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
    for id in new.after.iter().filter(|id| !old.after.contains(id)) {
        because.push(format!("It now waits for {id}."));
    }
    if old.weight != new.weight && old.weight > 0 {
        because.push(format!("Its weight was {} and is {}.", old.weight, new.weight));
    }
    because.extend(new.because.first().cloned());
    because
}
