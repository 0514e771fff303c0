//! Packages of which an acceptance holds back some certificates, while the rest is done.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::draft::Drafts;
use super::held::{Held, accepts_until};
use super::kind::Kind;
use super::runbook::NOTE;
use super::tally::Planner;
use crate::model::AssetId;

/// Certificates that are held back.
#[derive(Clone)]
pub(super) struct Part {
    by: String,
    certificates: BTreeSet<AssetId>,
    why: Why,
}

/// Why.
#[derive(Clone, Copy)]
pub(super) enum Why {
    /// What issues them stays as it is.
    Issuer,
    /// Somebody would refuse their successors.
    Refused,
    /// They are anchors that are not renewed.
    Anchor,
}

impl Held {
    /// The certificates of a package that are held back while the rest is done.
    pub(super) fn left(&self, system: &str, kind: Kind) -> BTreeSet<AssetId> {
        let parts = self.parts.get(&(system.to_owned(), kind)).into_iter().flatten();
        parts.flat_map(|part| part.certificates.iter().copied()).collect()
    }
}

/// What is issued again in a system.
pub(super) struct Work<'a> {
    pub(super) planner: &'a Planner,
    pub(super) above: &'a BTreeMap<AssetId, BTreeSet<AssetId>>,
    pub(super) system: &'a String,
    pub(super) kind: Kind,
}

impl Work<'_> {
    /// Its certificates, with what issued each.
    fn certificates(&self) -> Vec<(AssetId, Vec<AssetId>)> {
        let items = self.planner.systems.get(self.system);
        let items = items.and_then(|tally| tally.bundles.get(&self.kind)).into_iter().flatten();
        let certificates = items.filter(|item| item.certificate);
        let issuers = certificates.map(|item| match self.kind.change {
            Change::CaRenewal => {
                let above = self.above.get(&item.id).into_iter().flatten();
                (item.id, above.copied().collect())
            }
            _ => (item.id, item.issued_by(&self.planner.issuing).to_vec()),
        });
        issuers.collect()
    }
}

/// Holds back what is held back `by` its issuers, and the whole package where nothing else is in it.
pub(super) fn hold<'a>(
    held: &mut Held,
    work: &Work<'_>,
    why: Why,
    by: &dyn Fn(&[AssetId]) -> Option<&'a String>,
) {
    let all = work.certificates();
    let stays = all.iter().filter_map(|(id, issuers)| Some((*id, by(issuers)?)));
    let stays: BTreeMap<AssetId, &String> = stays.collect();
    let Some(by) = stays.values().next().map(|by| (*by).clone()) else { return };
    let own = (work.system.clone(), work.kind);
    if stays.len() == all.len() {
        held.work.entry(own).or_insert(by);
    } else {
        let certificates = stays.into_keys().collect();
        held.parts.entry(own).or_default().push(Part { by, certificates, why });
    }
}

/// Holds back the anchors among others that have no successors.
pub(super) fn hold_anchors(
    held: &mut Held,
    (system, kind): (&str, Kind),
    left: BTreeMap<AssetId, &String>,
) {
    if let Some(by) = left.values().next().map(|by| (*by).clone()) {
        let certificates = left.into_keys().collect();
        let parts = held.parts.entry((system.to_owned(), kind)).or_default();
        parts.push(Part { by, certificates, why: Why::Anchor });
    }
}

/// Says in what is done nevertheless what is left out.
pub(super) fn leave_out(
    drafts: &mut Drafts,
    planner: &Planner,
    accepted: &BTreeMap<String, usize>,
    is_gone: &dyn Fn(usize) -> bool,
) {
    for (kind, parts) in &planner.held.parts {
        let Some(&at) = drafts.index.get(kind).filter(|at| !is_gone(**at)) else { continue };
        let bundle = planner.systems.get(&kind.0).and_then(|tally| tally.bundles.get(&kind.1));
        for Part { by, certificates, why } in parts {
            let Some(&by) = accepted.get(by) else { continue };
            let until = accepts_until(&drafts.packages[by]);
            let note = match why {
                Why::Refused => format!(
                    "{NOTE}who verifies some of these gets no new anchors for them ({until}): leave out those until it does, for \
                     their successors would be refused"
                ),
                Why::Issuer => format!(
                    "{NOTE}what issues some of these stays as it is ({until}): leave out those until it is renewed, for what it signs \
                     stays as exposed as before, and is not done"
                ),
                Why::Anchor => format!(
                    "{NOTE}some of these have no successor ({until}): leave them where they are until there is one"
                ),
            };
            let package = &mut drafts.packages[at];
            package.steps.insert(0, note);
            package.leave_out(certificates, bundle.map_or(&[], Vec::as_slice));
        }
    }
}
