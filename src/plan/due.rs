//! The last day of a package.

use super::deadline;
use super::draft::Maker;
use super::kind::Kind;
use super::tally::Item;
use super::{Change, Deadline};

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
        self.as_before(kind, items, deadline)
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
        let counted = now.policy == "y2q"
            && (now.date == self.calendar.soon() || kind.change == Change::Discovery);
        let Some(previous) = self.input.options.previous.filter(|_| counted) else {
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
        Some(match day.filter(|day| day.policy == now.policy && day.date < now.date) {
            Some(day) => Deadline {
                date: day.date,
                clause: format!("{}; the day is that of the plan of {}", now.clause, previous.at),
                ..now
            },
            None => now,
        })
    }
}
