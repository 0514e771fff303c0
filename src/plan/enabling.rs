//! Work that no asset of a system stands for, and that its changes need.

use std::collections::BTreeSet;

use super::change::{Need, Use, Venue};
use super::draft::{Drafts, Maker};
use super::kind::{Kind, verifier_use};
use super::tally::{Item, Tally};
use super::{Change, Package, undated, undecided};
use crate::model::AssetId;

/// Takes out upgrades that nothing with a date waits for: work that is accepted as a risk, or that a decision comes before,
/// needs none yet. After these, what a supplier is to commit itself to where nothing is left that it would deliver: all of
/// it is accepted, or ends with its system.
pub(super) fn drop_idle(drafts: &mut Drafts) {
    let packages = &drafts.packages;
    let dated = packages.iter().zip(undecided::dateless(packages)).filter(|(_, why)| why.is_none());
    let upgrades = idle(packages, Change::LibraryUpgrade, dated.map(|(package, _)| package));
    take_out(drafts, &upgrades);
    // What has no date yet may get one by what a supplier commits itself to.
    let packages = &drafts.packages;
    let work = packages.iter().filter(|package| package.acceptance.is_none());
    let commitments = idle(packages, Change::VendorCommitment, work);
    take_out(drafts, &commitments);
}

/// The packages of one kind of change that none of `others` waits for.
fn idle<'p>(
    packages: &[Package],
    change: Change,
    others: impl Iterator<Item = &'p Package>,
) -> BTreeSet<String> {
    let needed: BTreeSet<&str> =
        others.flat_map(|package| package.after.iter().map(String::as_str)).collect();
    let idle = packages
        .iter()
        .filter(|package| package.change == change && !needed.contains(package.id.as_str()));
    idle.map(|package| package.id.clone()).collect()
}

fn take_out(drafts: &mut Drafts, idle: &BTreeSet<String>) {
    if idle.is_empty() {
        return;
    }
    let kinds = std::mem::take(&mut drafts.kinds);
    let all = std::mem::take(&mut drafts.packages).into_iter().zip(kinds);
    let left = all.filter(|(package, _)| !idle.contains(&package.id));
    (drafts.packages, drafts.kinds) = left.unzip();
    for package in &mut drafts.packages {
        let Package { after, after_reasons, .. } = package;
        let waits = after.drain(..).zip(after_reasons.drain(..));
        let waits: Vec<(String, String)> = waits.filter(|(id, _)| !idle.contains(id)).collect();
        (*after, *after_reasons) = waits.into_iter().unzip();
    }
}

impl Maker<'_> {
    /// What has to be done before something that is verified with here has a successor.
    pub(super) fn verifying(&self) -> Vec<Kind> {
        let Tally { bundles, verified, handed, .. } = self.tally;
        let ends = bundles.contains_key(&Kind::whole(Change::Decommission));
        let copies = [Kind::ANCHORS, Kind::PINS].into_iter();
        let copies: Vec<_> =
            copies.filter_map(|kind| Some((kind, bundles.get(&kind)?.as_slice()))).collect();
        let lies_in = |items: &[Item], id: &AssetId| items.iter().any(|item| item.id == *id);
        let is_named = |id: &AssetId| !copies.iter().any(|(_, items)| lies_in(items, id));
        // What knows keys of others has to know the new kind of key, too.
        let keys = Use { venue: Venue::Ssh, need: Need::Signature };
        let mut kinds = Vec::new();
        let knows = self.tally.awaits_certifiers()
            || handed.values().flatten().any(|(_, kind)| kind.at == keys);
        if !self.is_unchangeable() && knows && !ends {
            kinds.push(Kind::resistant(Change::LibraryUpgrade, keys));
        }
        if verified.iter().any(is_named) && !ends {
            kinds.push(Kind::PINS);
        }
        let is_asked = |(kind, items): &(Kind, &[Item])| {
            self.accepted(*kind, items).is_none() && verified.iter().any(|id| lies_in(items, id))
        };
        let is_pinned = kinds.contains(&Kind::PINS);
        if !self.is_unchangeable() && (is_pinned || copies.iter().any(is_asked)) {
            let at = verifier_use(Kind::PINS);
            kinds.extend(at.map(|at| Kind::resistant(Change::LibraryUpgrade, at)));
        }
        kinds
    }

    /// Hardware and proxies that `changes` need and that no asset stands for.
    pub(super) fn enabling(&self, changes: &[Kind]) -> Vec<Kind> {
        let any = |wanted: &[Change]| {
            changes.iter().any(|kind| !kind.is_now() && wanted.contains(&kind.change))
        };
        let mut kinds = Vec::new();
        let hardware = self.changeability.is_some_and(|stated| stated.hardware.is_some());
        let served = [Change::CaRenewal, Change::CertificateReissue, Change::Replacement];
        if hardware && !any(&[Change::HardwareReplacement]) && any(&served) {
            kinds.push(Kind::whole(Change::HardwareReplacement));
        }
        let has_front = !any(&[Change::ProxyInFront]) && self.tally.has_front();
        if self.is_unchangeable() && !has_front {
            let fronted = |kind: &&Kind| undated::is_fronted(**kind);
            kinds.extend(changes.iter().filter(fronted).map(|kind| {
                // A certificate is shown in TLS.
                let venue = if kind.at.venue == Venue::Ssh { Venue::Ssh } else { Venue::Tls };
                let at = Use { venue, need: Need::KeyEstablishment };
                Kind::resistant(Change::ProxyInFront, at)
            }));
        }
        kinds
    }
}
