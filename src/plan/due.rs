//! The last day of a package.

use std::collections::BTreeMap;

use super::draft::Maker;
use super::kind::Kind;
use super::moment::{Fate, Ground, Moment, has_system};
use super::past::Past;
use super::reckoning::Reckoning;
use super::tally::Item;
use super::{Change, Deadline, Package, Plan, deadline};
use crate::model::{AssetId, Date};

impl Maker<'_> {
    /// The last day for `items`.
    pub(super) fn due(&self, kind: Kind, items: &[Item]) -> Option<Deadline> {
        let calendar = self.calendar;
        let deadline = match kind.change {
            Change::Discovery => Some(calendar.discovery()),
            Change::Retirement if self.is_for_anybody(kind) => self.public_retirement(items),
            Change::Decommission => self.switched_off(items),
            Change::ProtocolUpgrade | Change::ProxyInFront => {
                calendar.earliest(&self.tally.asked_to_support(items, calendar.limits))
            }
            _ => calendar.earliest(items),
        };
        let deadline = calendar.no_later(deadline, items);
        self.before_its_end(kind, self.as_before(kind, items, deadline))
    }

    /// The day on which the system is switched off, where that is earlier: whatever is done after it is done for nothing.
    pub(super) fn before_its_end(&self, kind: Kind, day: Option<Deadline>) -> Option<Deadline> {
        let end = self.changeability.and_then(|stated| stated.decommission);
        let end = end.filter(|end| *end >= self.calendar.from);
        let end = end.filter(|_| kind.change != Change::Decommission);
        let end = end.filter(|end| day.as_ref().is_none_or(|day| day.date > end.last_day()));
        end.map(deadline::of_owner).or(day)
    }

    /// The day that its owner has named, which is before that of any policy but for what cannot be done before it.
    fn switched_off(&self, items: &[Item]) -> Option<Deadline> {
        let first = self.calendar.earliest(items);
        let Some(end) = self.changeability.and_then(|stated| stated.decommission) else {
            return first;
        };
        Some(
            first
                .filter(|first| first.date < end.last_day())
                .unwrap_or_else(|| deadline::of_owner(end)),
        )
    }

    /// The day that the plan in force had, where it is one that is counted from the day of a plan: it does not move on when
    /// the work is planned again, and it is missed when it passes.
    fn as_before(&self, kind: Kind, items: &[Item], now: Option<Deadline>) -> Option<Deadline> {
        let now = now?;
        let options = self.input.options;
        let counted = is_counted(&now)
            && (now.date == self.calendar.soon() || kind.change == Change::Discovery);
        let Some(previous) = options.previous.filter(|_| counted) else {
            return Some(now);
        };
        let id = kind.id(self.system);
        let before = previous.packages.iter().find(|package| package.id == id);
        let before = before.filter(|package| {
            // What is new in it was not due then.
            let is_known = |item: &Item| package.assets.binary_search(&item.id).is_ok();
            package.assets.is_empty() || items.is_empty() || items.iter().any(is_known)
        });
        let day = before.and_then(|package| package.deadline.as_ref());
        let day = day.filter(|day| is_counted(day)).map(|day| day.date);
        let kept = options.kept.and_then(|kept| kept.get(&id)).copied();
        Some(match day.into_iter().chain(kept).min().filter(|day| *day < now.date) {
            Some(date) => Deadline {
                date,
                clause: format!("{}; the day is that of the plan of {}", now.clause, previous.at),
                ..now
            },
            None => now,
        })
    }
}

/// Whether a day is one of the plan's own, which no policy and no owner has set.
fn is_counted(day: &Deadline) -> bool {
    day.policy == "y2q"
}

/// Whether some package of `now` has a later day of the plan's own than in `previous`, or a system that this does not have,
/// as it may where the same work is about other assets.
#[must_use]
pub fn may_keep_days(previous: &Plan, now: &Plan) -> bool {
    let day = |package: &Package| {
        let deadline = package.deadline.as_ref().filter(|day| is_counted(day));
        deadline.map(|deadline| deadline.date)
    };
    let before: BTreeMap<&str, Date> = (previous.packages.iter())
        .filter_map(|package| Some((package.id.as_str(), day(package)?)))
        .collect();
    now.packages.iter().any(|package| {
        let is_later = |now| before.get(package.id.as_str()).is_some_and(|before| *before < now);
        day(package).is_some_and(|now| is_later(now) || !has_system(previous, &package.system))
    })
}

/// Days counted from the day of a plan that packages of `now` have to keep from the plan in force, by id: what stands where
/// an asset of that stood asks for the same work, whatever became of the asset, and so does what is still not known. `past`
/// tells of what [`super::to_look_up`] names.
#[must_use]
pub fn days_to_keep(previous: &Plan, now: &Plan, past: &Past) -> BTreeMap<String, Date> {
    let ground = Ground::new(previous, now, past);
    let moment = Moment::new(&ground, now);
    let mut kept = BTreeMap::new();
    for package in &now.packages {
        let Some(day) = package.deadline.as_ref().filter(|day| is_counted(day)) else { continue };
        let id = ground.package_id(package);
        let before = previous.packages.iter().find(|before| before.id == id);
        let before = before.filter(|before| {
            let then = before.deadline.as_ref();
            then.is_some_and(|then| is_counted(then) && then.date < day.date)
        });
        let Some(before) = before else { continue };
        let fates = Reckoning::fates_of(&moment, before);
        // Where an inventory knows nothing of an asset, the plan in force knows where it was.
        let is_there = |id: &AssetId| {
            let mut listed = before.places.listed.iter().filter(|place| place.asset == Some(*id));
            let known = |one: &AssetId| past.assets.get(one);
            listed.any(|place| {
                let mut own = package.assets.iter().filter_map(known);
                own.any(|known| known.is_at(place.file()))
            })
        };
        let mut stands = before.assets.iter().zip(&fates).map(|(id, fate)| match fate {
            Fate::Open { instead, .. } => {
                package.assets.binary_search(&instead.unwrap_or(*id)).is_ok()
            }
            Fate::Unconfirmed(None) => is_there(id),
            Fate::Unconfirmed(Some(_)) => package.change == Change::Discovery,
            Fate::Done(_) => false,
        });
        let date = before.deadline.as_ref().map(|then| then.date).filter(|_| stands.any(|is| is));
        kept.extend(date.map(|date| (package.id.clone(), date)));
    }
    kept
}
