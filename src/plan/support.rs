//! By when a policy wants the version of a protocol that has quantum-resistant key exchange, whatever is offered in it.

use super::interned::{Limit, Limits};
use super::tally::{Item, Tally};
use crate::assess::Holding;
use crate::policy::{DutyKind, Status};

/// Takes note of the first day by which a newer version than the newest that was seen has to be there.
pub(super) fn note(tally: &mut Tally, holding: &Holding, limits: &mut Limits) {
    let newest = holding.judged.iter().filter(|judged| judged.subject.usage.newest);
    let verdicts = newest.flat_map(|judged| &judged.verdicts);
    let spoken = verdicts.filter(|verdict| verdict.status != Status::NotApplicable);
    let days = spoken.flat_map(|verdict| {
        let support = verdict.due.iter().filter(|duty| duty.kind == DutyKind::Support);
        support.map(move |duty| Limit {
            date: Some(duty.on),
            policy: verdict.policy.clone(),
            rule: verdict.rule.clone(),
            clause: verdict.clause.clone(),
        })
    });
    if let Some(first) = days.min() {
        tally.supports.insert(holding.id, limits.intern(first));
    }
}

impl Tally {
    /// `items` with that day as a limit of theirs.
    pub(super) fn asked_to_support(&self, items: &[Item], limits: &Limits) -> Vec<Item> {
        let asked = items.iter().map(|item| {
            let support = self.supports.get(&item.id).copied();
            Item { limit: limits.first(item.limit, support), ..*item }
        });
        asked.collect()
    }
}
