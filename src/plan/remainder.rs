//! What is left of the quarter in which a plan begins: of capacity and of money there is as much as of its days.

use crate::model::{Date, Quarter};

/// The days of a quarter from the plan's own to its last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remainder {
    /// The quarter in which the plan begins.
    pub(super) quarter: Quarter,
    left: u64,
    all: u64,
}

impl Remainder {
    /// Of the quarter that contains `today`, with that day.
    pub(super) fn on(today: Date) -> Self {
        let quarter = Quarter::containing(today);
        let until = quarter.last_day().day_of_year();
        let days = |from: Date| u64::from((until - from.day_of_year()).max(0).unsigned_abs()) + 1;
        Self { quarter, left: days(today), all: days(quarter.first_day()) }
    }

    /// The share of `amount`, which is that of a whole quarter.
    pub(super) const fn of(self, amount: u64) -> u64 {
        // Apart, so that no product is too large: a quarter has 92 days at most.
        amount / self.all * self.left + amount % self.all * self.left / self.all
    }

    /// The share of `amount`, which is that of a whole year, for what is left of the year.
    pub(super) fn of_year(self, amount: u64) -> u64 {
        let whole =
            (1..4).filter(|&at| self.quarter.plus(at).year() == self.quarter.year()).count();
        amount / 4 * whole as u64 + self.of(amount / 4)
    }

    /// `41 of its 92 days are left`; `None` on the first day.
    pub(super) fn words(self) -> Option<String> {
        let verb = if self.left == 1 { "is" } else { "are" };
        (self.left < self.all)
            .then(|| format!("{} of its {} days {verb} left", self.left, self.all))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_quarter_has_its_share_by_days_and_all_of_it_on_its_first() {
        for (day, left, year, words) in [
            ("2026-10-01", 9_200, 36_800 / 4, None),
            ("2026-11-21", 4_100, 4_100, Some("41 of its 92 days are left")),
            ("2026-12-31", 100, 100, Some("1 of its 92 days is left")),
            ("2026-07-01", 9_200, 18_400, None),
            (
                "2028-02-29",
                9_200 * 32 / 91,
                9_200 * 32 / 91 + 27_600,
                Some("32 of its 91 days are left"),
            ),
            ("2026-01-01", 9_200, 36_800, None),
        ] {
            let remainder = Remainder::on(day.parse().unwrap());
            assert_eq!((remainder.of(9_200), remainder.of_year(36_800)), (left, year), "{day}");
            assert_eq!(remainder.words().as_deref(), words, "{day}");
        }
        assert!(Remainder::on("2026-12-31".parse().unwrap()).of(u64::MAX) < u64::MAX / 92 + 92);
    }
}
