use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::baseline::{Accepted, Baseline, place};
use super::inline::{Inline, InlineError};
use super::item::{Item, Kind};
use super::level::{level, reaches};
use super::waiving::Permission;
use crate::estate::{Level, LevelRule, Waiver};
use crate::model::{AssetId, Date};

/// What a decision goes by.
pub struct Terms<'a> {
    /// The day that counts as today.
    pub today: Date,
    /// Levels of the settings, in their order.
    pub levels: &'a [LevelRule],
    /// Waivers of the settings, in their order.
    pub waivers: &'a [Waiver],
    /// What was accepted before.
    pub baseline: Option<&'a Baseline>,
    /// Whether a path of the baseline was looked at; what stands elsewhere is neither gone nor moved.
    pub looked_at: &'a dyn Fn(&str) -> bool,
    /// Whether everything was looked at: else a waiver that covers nothing here may cover something elsewhere.
    pub is_whole: bool,
    /// Whether a plan was compared with.
    pub has_plan: bool,
    /// What stands beside the code of an item; asked only where it matters.
    pub beside: &'a mut dyn FnMut(&Item) -> Result<Option<Inline>, InlineError>,
}

/// How an item stands to what was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// It was not there.
    New,
    /// It was there and is worse now: a date has passed, or another policy is asked.
    Worse {
        /// What it was.
        was: Kind,
    },
    /// It was accepted as it is.
    Known,
    /// It was accepted when it was worse.
    Better {
        /// What it was.
        was: Kind,
    },
    /// It is permitted for some time.
    Waived {
        /// By whom, why and until when.
        permission: Permission,
    },
}

/// An item with what becomes of it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// What was found.
    #[serde(flatten)]
    pub item: Item,
    /// How it stands to what was accepted.
    #[serde(flatten)]
    pub state: State,
    /// What becomes of it; of what is known or waived, what would without that.
    #[serde(serialize_with = "word")]
    pub level: Level,
}

fn word<S: serde::Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.word())
}

impl Finding {
    /// Whether it is new or worse.
    #[must_use]
    pub const fn counts(&self) -> bool {
        matches!(self.state, State::New | State::Worse { .. })
    }

    /// Whether it is permitted for some time.
    #[must_use]
    pub const fn is_waived(&self) -> bool {
        matches!(self.state, State::Waived { .. })
    }

    /// Whether the gate says no because of it.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.counts() && self.level == Level::Deny
    }
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Nothing stands against it.
    Pass,
    /// Something new or worse is denied, or a waiver has expired.
    Fail,
    /// Nothing that was read is denied, and not everything was read.
    Incomplete,
}

/// Everything that was decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Every item, by place.
    pub findings: Vec<Finding>,
    /// What was accepted and is gone.
    pub fixed: Vec<Accepted>,
    /// Waivers whose last day has passed.
    pub expired: Vec<Waiver>,
    /// Waivers that cover nothing.
    pub unused: Vec<Waiver>,
}

impl Decision {
    /// What the gate says; `allow_incomplete` lets it pass what was not read.
    #[must_use]
    pub fn answer(&self, allow_incomplete: bool) -> Answer {
        let denied = |unread: bool| {
            self.findings
                .iter()
                .any(|finding| finding.denies() && (finding.item.kind == Kind::Unread) == unread)
        };
        if denied(false) || !self.expired.is_empty() {
            Answer::Fail
        } else if denied(true) && !allow_incomplete {
            Answer::Incomplete
        } else {
            Answer::Pass
        }
    }
}

/// Decides about `items`.
///
/// # Errors
/// A permission beside the code that says too little, with the item that it stands beside.
pub fn decide(
    mut items: Vec<Item>,
    terms: &mut Terms<'_>,
) -> Result<Decision, Box<(Item, InlineError)>> {
    items.sort_by(|a, b| {
        (&a.location, a.line, a.column, a.fingerprint).cmp(&(
            &b.location,
            b.line,
            b.column,
            b.fingerprint,
        ))
    });
    let (before, fixed) = before(&items, terms);
    let today = terms.today;
    let mut used = vec![false; terms.waivers.len()];
    let mut findings = Vec::with_capacity(items.len());
    for (item, was) in items.into_iter().zip(before) {
        let level = level(&item, terms.levels, terms.baseline.is_some(), today);
        let mut state = match was {
            Some(was) if item.kind == was => State::Known,
            Some(was) if item.kind < was => State::Better { was },
            Some(was) => State::Worse { was },
            None => State::New,
        };
        let covering = terms.waivers.iter().zip(&mut used);
        for (waiver, used) in covering.filter(|(waiver, _)| reaches(&waiver.reach, &item)) {
            *used = true;
            if today <= waiver.expires {
                state = State::Waived { permission: Permission::from(waiver) };
            }
        }
        let matters = matches!(state, State::New | State::Worse { .. }) && level > Level::Allow;
        if matters {
            match (terms.beside)(&item) {
                Err(fault) => return Err(Box::new((item, fault))),
                Ok(Some(inline)) if inline.covers(&item, today) => {
                    state = State::Waived { permission: Permission::from(inline) };
                }
                Ok(_) => {}
            }
        }
        findings.push(Finding { item, state, level });
    }
    let (expired, live): (Vec<_>, Vec<_>) =
        terms.waivers.iter().zip(used).partition(|(waiver, _)| waiver.expires < today);
    let is_looked_for = |waiver: &Waiver| terms.has_plan || !is_of_plans(waiver);
    Ok(Decision {
        findings,
        fixed,
        expired: expired.into_iter().map(|(waiver, _)| waiver.clone()).collect(),
        unused: live
            .into_iter()
            .filter(|(waiver, used)| !used && terms.is_whole && is_looked_for(waiver))
            .map(|(waiver, _)| waiver.clone())
            .collect(),
    })
}

/// Whether a waiver speaks of departures from a plan alone.
fn is_of_plans(waiver: &Waiver) -> bool {
    let of_plan = |rule: &str| {
        let kind = rule.split('/').next().and_then(|word| word.parse::<Kind>().ok());
        kind.is_some_and(Kind::is_of_a_plan)
    };
    let rules = &waiver.reach.rules;
    !rules.is_empty() && rules.iter().all(|(rule, _)| of_plan(rule))
}

/// What each item was accepted as, and what was accepted and is no more. Of several alike those go together that lie
/// at one path; what is left over of both is taken for moved.
fn before(items: &[Item], terms: &Terms<'_>) -> (Vec<Option<Kind>>, Vec<Accepted>) {
    let mut open: BTreeMap<AssetId, Vec<Option<&Accepted>>> = BTreeMap::new();
    let accepted = terms.baseline.iter().flat_map(|baseline| &baseline.accepted);
    for accepted in accepted.filter(|accepted| (terms.looked_at)(&accepted.path)) {
        open.entry(accepted.fingerprint).or_default().push(Some(accepted));
    }
    let mut before: Vec<Option<Kind>> = vec![None; items.len()];
    for at_its_path in [true, false] {
        let open_items = items.iter().zip(&mut before).filter(|(_, was)| was.is_none());
        for (item, was) in open_items.filter(|(item, _)| !item.kind.is_of_a_plan()) {
            let Some(alike) = open.get_mut(&item.fingerprint) else { continue };
            let path = place(item);
            let mut left = alike.iter_mut().filter(|accepted| accepted.is_some());
            let taken = left.find(|accepted| {
                !at_its_path || accepted.is_some_and(|accepted| accepted.path == path)
            });
            *was = taken.and_then(Option::take).map(|accepted| accepted.kind);
        }
    }
    // What was at a place that could not be read now may be there still.
    let unread: BTreeSet<String> =
        items.iter().filter(|item| item.kind == Kind::Unread).map(place).collect();
    let outer = |path: &str| path.split('!').next().unwrap_or(path).to_owned();
    let is_read = |accepted: &&Accepted| {
        accepted.kind == Kind::Unread
            || !(unread.contains(&accepted.path) || unread.contains(&outer(&accepted.path)))
    };
    let fixed = open.into_values().flatten().flatten().filter(is_read).cloned().collect();
    (before, fixed)
}
