//! Who issued which certificates of a bundle.

use std::collections::BTreeSet;

use super::interned::Interned;
use super::kind::Kind;
use super::tally::{Item, Tally};
use crate::model::AssetId;

/// The sets of certificates, or of keys of SSH, that issued one.
pub(super) type Issuing = Interned<Vec<AssetId>>;

impl Item {
    /// What issued it, as far as that is in the estate.
    pub(super) fn issued_by<'a>(&self, issuing: &'a Issuing) -> &'a [AssetId] {
        self.issuers.and_then(|index| issuing.at(index)).map_or(&[], Vec::as_slice)
    }
}

impl Tally {
    /// Parts what is known of the issuers of `from` when its bundle has become those of `into`.
    pub(super) fn part_issuers(&mut self, from: Kind, into: &[Kind], issuing: &Issuing) {
        let mut all = Vec::new();
        self.issued_by.retain(|edge, last| {
            let is_of_it = edge.0 == from;
            all.extend(is_of_it.then_some((*edge, *last)));
            !is_of_it
        });
        let was_unissued = self.unissued.remove(&from);
        for kind in into {
            let items = self.bundles.get(kind).into_iter().flatten();
            let certificates = items.filter(|item| item.certificate);
            let mut by: BTreeSet<AssetId> = BTreeSet::new();
            let mut is_unissued = false;
            for item in certificates {
                is_unissued |= item.issuers.is_none();
                by.extend(item.issued_by(issuing));
            }
            let of_it = all.iter().filter(|((.., issuer), _)| by.contains(issuer));
            for ((_, own, issuer), last) in of_it {
                let known = self.issued_by.entry((*kind, *own, *issuer)).or_default();
                *known = (*last).max(*known);
            }
            self.unissued.extend((was_unissued && is_unissued).then_some(*kind));
        }
    }
}
