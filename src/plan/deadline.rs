use super::interned::{Limit, Limits};
use super::tally::Item;
use super::{Deadline, Missed, PlanInput};
use crate::model::{Date, Exposure, Quarter};
use crate::risk::Threat;

/// Year with whose end the plan's own horizon closes (NSM-10; IR 8547 ipd §4).
pub(super) const HORIZON_YEAR: i16 = 2035;

/// What deadlines are counted from.
pub(super) struct Calendar<'a> {
    pub(super) from: Quarter,
    pub(super) today: Date,
    pub(super) crqc_year: i16,
    pub(super) limits: &'a Limits,
    /// A scenario's: no deadline is later.
    pub(super) latest: Option<Date>,
}

impl<'a> Calendar<'a> {
    /// Of a plan.
    pub(super) fn of(input: &PlanInput<'_>, limits: &'a Limits) -> Self {
        Self {
            from: Quarter::containing(input.today),
            today: input.today,
            crqc_year: input.context.estate.crqc_year,
            limits,
            latest: input.options.deadline,
        }
    }
}

impl Calendar<'_> {
    /// The earliest deadline among `items`.
    pub(super) fn earliest(&self, items: &[Item]) -> Option<Deadline> {
        items.iter().map(|item| self.deadline(item)).min_by(|a, b| order(a).cmp(&order(b)))
    }

    /// `deadline`, or the scenario's where that is earlier and there is something to protect.
    pub(super) fn no_later(&self, deadline: Option<Deadline>, items: &[Item]) -> Option<Deadline> {
        match self.latest {
            Some(latest)
                if deadline.as_ref().map_or(!items.is_empty(), |one| one.date > latest) =>
            {
                Some(own(latest, "scenario: no deadline is later than this"))
            }
            _ => deadline,
        }
    }

    /// For work that only looks: what is unknown cannot be planned, so it has four quarters.
    pub(super) fn discovery(&self) -> Deadline {
        own(
            self.from.plus(4).last_day(),
            "planning default: what is unknown cannot be planned, so it is resolved within the next four quarters",
        )
    }

    /// For the step from an interim hybrid to the final state.
    pub(super) fn final_state(&self, policy: &str) -> Deadline {
        let clause = format!(
            "planning default: end of the horizon; {policy} does not recommend hybrids and sets no day on which one ends"
        );
        self.reckoned(end_of(HORIZON_YEAR), &clause)
    }

    /// The earliest of: a policy's limit that is still to come; for what a policy has disallowed already
    /// and for what is broken, two quarters from the start of the plan. Without any, Mosca's inequality
    /// for what can be harvested, else the horizon, and two quarters where that has passed.
    fn deadline(&self, item: &Item) -> Deadline {
        let at = |index: Option<_>| index.and_then(|index| self.limits.at(index));
        let (past, ahead) = match at(item.limit) {
            Some(limit) if limit.date.is_none_or(|date| date < self.today) => (Some(limit), None),
            limit => (None, limit),
        };
        let soon = match at(item.barred).or(past) {
            Some(limit) => Some(self.overdue(limit)),
            None if item.exposure == Exposure::ClassicallyBroken => Some(own(
                self.soon(),
                "planning default: broken without a quantum computer, so within the next two quarters",
            )),
            None => None,
        };
        let ahead = ahead.and_then(|limit| Some(stated(limit.date?, limit)));
        let first = soon.into_iter().chain(ahead).min_by(|a, b| order(a).cmp(&order(b)));
        first.unwrap_or_else(|| self.assumed(item))
    }

    /// A day in the past is no day to plan for.
    fn overdue(&self, limit: &Limit) -> Deadline {
        let after = limit.date.map_or(String::new(), |date| format!(" after {date}"));
        let clause = format!(
            "already disallowed by {}{after}, {}; default: within two quarters",
            limit.policy, limit.clause
        );
        let missed = Missed { policy: limit.policy.clone(), since: limit.date };
        Deadline { missed: Some(missed), ..own(self.soon(), &clause) }
    }

    /// The day for what should have been done before the plan begins.
    pub(super) fn soon(&self) -> Date {
        self.from.plus(2).last_day()
    }

    /// A day that the plan reckons by itself; where it has passed, the next that can be planned for.
    pub(super) fn reckoned(&self, date: Date, clause: &str) -> Deadline {
        if date >= self.today {
            return own(date, clause);
        }
        own(self.soon(), &format!("{clause}: too late since {date}; default: within two quarters"))
    }

    fn assumed(&self, item: &Item) -> Deadline {
        let crqc = self.crqc_year;
        if item.threat == Threat::HarvestNowDecryptLater {
            let shelf = i16::try_from(item.shelf_life).unwrap_or(i16::MAX);
            let year = crqc.saturating_sub(shelf).saturating_sub(1);
            let clause = format!(
                "Mosca's inequality (eprint 2015/1075): what is recorded must stay secret {shelf} years \
                 and the quantum computer is assumed from {crqc} on"
            );
            return self.reckoned(end_of(year), &clause);
        }
        let year = HORIZON_YEAR.min(crqc);
        self.reckoned(
            end_of(year),
            "planning default: end of the horizon; no policy that applies sets a date",
        )
    }
}

fn stated(date: Date, limit: &Limit) -> Deadline {
    Deadline {
        date,
        policy: limit.policy.clone(),
        rule: limit.rule.clone(),
        clause: limit.clause.clone(),
        missed: None,
    }
}

/// The last quarter that ends by `deadline`.
pub(super) fn due_quarter(deadline: Date) -> Quarter {
    let quarter = Quarter::containing(deadline);
    if quarter.last_day() == deadline { quarter } else { quarter.plus(-1) }
}

/// The day on which a system is switched off.
pub(super) fn of_owner(end: Quarter) -> Deadline {
    let clause = format!("its owner has it switched off at the end of {end}");
    Deadline { policy: "estate".into(), ..own(end.last_day(), &clause) }
}

/// The day after which an authority certifies nothing.
pub(super) fn of_authority(system: &str, end: Quarter) -> Deadline {
    let clause =
        format!("the authority above it is in {system}, which is switched off at the end of {end}");
    Deadline { policy: "estate".into(), ..own(end.last_day(), &clause) }
}

fn own(date: Date, clause: &str) -> Deadline {
    Deadline { date, policy: "y2q".into(), rule: None, clause: clause.into(), missed: None }
}

fn end_of(year: i16) -> Date {
    Date::new(year.clamp(1, 9999), 12, 31).unwrap_or(Date::MAX)
}

/// What is due first, the same for every run.
pub(super) fn order(deadline: &Deadline) -> (Date, &str, &Option<String>, &str) {
    (deadline.date, &deadline.policy, &deadline.rule, &deadline.clause)
}
