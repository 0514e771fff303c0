//! Risks that somebody answers for until a day, instead of the work that would end them.

use std::collections::BTreeSet;

use super::choice::{Accepted, Choice};
use super::draft::Maker;
use super::effort::{basis, effort_of, rate_of};
use super::kind::Kind;
use super::tally::{Item, Planner};
use super::{Change, Deadline, Package, PlanInput};
use crate::model::{Acceptance, Quarter};

/// What the estate file says of the acceptance of a package, whether or not its last day has passed.
pub(super) fn stated<'a>(
    input: &PlanInput<'a>,
    system: &str,
    kind: Kind,
) -> Option<&'a Acceptance> {
    let id = kind.id(system);
    input.context.acceptances.iter().find(|acceptance| acceptance.package == id)
}

/// Who answers for a package today, where it changes anything.
pub(super) fn accepted<'a>(
    input: &PlanInput<'a>,
    system: &str,
    kind: Kind,
    items: &[Item],
) -> Option<&'a Acceptance> {
    let stated = stated(input, system, kind).filter(|_| !items.is_empty());
    stated.filter(|acceptance| acceptance.expires >= input.today)
}

/// Renewals of authorities that are accepted as a risk until their system is switched off.
pub(super) fn outlasting(planner: &Planner, input: &PlanInput<'_>) -> BTreeSet<(String, Kind)> {
    let ending = planner.systems.iter().filter_map(|one| Some((one, one.1.ending.end?)));
    let renewals = ending.flat_map(|((system, tally), end)| {
        let lasts = move |kind: &&Kind| {
            let items = tally.bundles.get(*kind).map_or(&[][..], Vec::as_slice);
            accepted(input, system, **kind, items).is_some_and(|one| one.expires >= end.last_day())
        };
        tally.ending.renewals.keys().filter(lasts).map(|kind| (system.clone(), *kind))
    });
    renewals.collect()
}

impl<'a> Maker<'a> {
    /// [`accepted`] of this system.
    pub(super) fn accepted(&self, kind: Kind, items: &[Item]) -> Option<&'a Acceptance> {
        accepted(self.input, self.system, kind, items)
    }

    /// [`stated`] of this system.
    pub(super) fn named(&self, kind: Kind) -> Option<&'a Acceptance> {
        stated(self.input, self.system, kind)
    }

    /// Makes a review of what would be work; its assets stay exposed.
    pub(super) fn accept(&self, package: &mut Package, acceptance: &Acceptance) {
        let change = Change::AcceptWithExpiry;
        let Acceptance { owner, reason, expires, .. } = acceptance;
        let accepted = Accepted {
            owner: owner.clone(),
            reason: reason.clone(),
            expires: *expires,
            instead: package.change,
            limit: package.deadline.take(),
        };
        let efforts = &self.input.context.efforts;
        let work = package.title.strip_prefix(&format!("{}: ", self.name));
        package.title = format!(
            "{}: review before {expires} what {owner} accepts instead of: {}",
            self.name,
            work.unwrap_or(&package.title)
        );
        package.choice = Choice {
            why: accepted.words(),
            rejected: vec![(package.change, "the estate file accepts the risk instead".into())],
            proposed: None,
        };
        package.change = change;
        package.target = None;
        package.window = None;
        package.undated = None;
        package.undecided = None;
        package.effort_days = effort_of(rate_of(Kind::whole(change), efforts), 0, [1.0; 3]);
        package.effort_basis = basis(Kind::whole(change), 0, efforts);
        let review = Quarter::containing(*expires).plus(-1);
        package.release = (review > self.calendar.from)
            .then(|| (review, format!("it is accepted until {expires} and reviewed before")));
        package.deadline = Some(Deadline {
            date: *expires,
            policy: "estate.toml".into(),
            rule: None,
            clause: format!("[[accept]]: the risk is accepted by {owner} until this day"),
            missed: None,
        });
        package.steps = package.choice.notes(change);
        package.steps.extend(super::instead::review(&accepted));
        package.acceptance = Some(accepted);
    }
}
