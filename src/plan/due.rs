//! The last day of a package.

use super::deadline::order;
use super::draft::Maker;
use super::kind::Kind;
use super::tally::Item;
use super::{Change, Deadline, Package, deadline};
use crate::model::Date;

impl Maker<'_> {
    /// The last day for `items`.
    pub(super) fn due(&self, kind: Kind, items: &[Item]) -> Option<Deadline> {
        let calendar = self.calendar;
        if kind.is_split() {
            let former = self.former(kind);
            let all = items.iter().filter_map(|item| self.due_of(kind, item, &former));
            return all.min_by(|a, b| order(a).cmp(&order(b)));
        }
        let deadline = match kind.change {
            Change::Discovery => Some(calendar.discovery()),
            Change::Retirement if self.is_for_anybody(kind) => self.public_retirement(items),
            Change::Decommission => self.switched_off(items),
            Change::ProtocolUpgrade | Change::ProxyInFront => {
                calendar.earliest(&self.tally.asked_to_support(items, calendar.limits))
            }
            _ => calendar.earliest(items),
        };
        let deadline = self.after_steps(kind, deadline);
        let deadline = calendar.no_later(deadline, items);
        self.before_its_end(kind, self.as_before(kind, items, deadline))
    }

    /// The last day for one of the certificates that are issued again, and their keys, whatever part it is in. `former` are the
    /// packages of the plan in force with that work: the day of an asset stays wherever it was.
    pub(super) fn due_of(&self, kind: Kind, item: &Item, former: &[&Package]) -> Option<Deadline> {
        let items = std::slice::from_ref(item);
        let day = self.calendar.no_later(self.calendar.earliest(items), items)?;
        let known =
            former.iter().filter(|one| day.date == self.calendar.soon() && self.had(one, item.id));
        let known: Vec<Date> = known.filter_map(|one| counted_day(one)).collect();
        self.before_its_end(kind, Some(self.stays(day, known.into_iter().min())))
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
            && (now.date == self.calendar.soon()
                || kind.is_now()
                || kind.change == Change::Discovery);
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
        let kept = options.inherited.and_then(|inherited| inherited.day(&id));
        Some(self.stays(now, before.and_then(counted_day).into_iter().chain(kept).min()))
    }

    /// The day `now`, or that of the plan in force where that is a counted one and earlier.
    fn stays(&self, now: Deadline, then: Option<Date>) -> Deadline {
        let then = then.filter(|then| is_counted(&now) && *then < now.date);
        match then.zip(self.input.options.previous) {
            Some((date, previous)) => Deadline {
                date,
                clause: format!("{}; the day is that of the plan of {}", now.clause, previous.at),
                ..now
            },
            None => now,
        }
    }
}

/// The day of a package, where it is one of the plan's own.
pub(super) fn counted_day(package: &Package) -> Option<Date> {
    let day = package.deadline.as_ref().filter(|day| is_counted(day));
    day.map(|day| day.date)
}

/// Whether a day is one of the plan's own, which no policy and no owner has set.
fn is_counted(day: &Deadline) -> bool {
    day.policy == "y2q"
}
