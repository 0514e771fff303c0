//! Work that may be done without a scan showing it: a proxy in front of what stays as it is, a key in a container that is closed;
//! and what would show it.

use super::Package;
use super::moment::{Fate, Moment};
use super::past::{Known, Stayed};
use super::speech::counted;
use super::track::AssetEvidence;
use super::works::{Sort, Work};

/// Why the detectors recorded what is closed with a password.
const ENCRYPTED: &str = "encrypted";

impl<'a> Moment<'a> {
    /// Of what still asks for a proxy: that is in front of it or is not, and nothing that was read tells.
    pub(super) fn behind(&self, planned: Work) -> Option<Fate> {
        let why = "it is as it was, which a proxy leaves it, and no listener with a hybrid that forwards to it is found";
        planned.leaves_as_is().then(|| Fate::Unconfirmed(Some(why.into())))
    }

    /// Of a key or certificate that is gone without a successor: a container that nobody could open has come to its system with
    /// the scan that missed it, so that it may be in there.
    pub(super) fn closed_in(
        &self,
        system: &str,
        known: &Known,
        stays: &[&'a Stayed],
    ) -> Option<Fate> {
        if !matches!(known.sort, Sort::Key | Sort::Certificate) {
            return None;
        }
        let is_closed = |place: &str| {
            let gaps = self.ground.past.unread.get(place).into_iter().flatten();
            gaps.into_iter().any(|gap| {
                gap.reason == ENCRYPTED
                    && gap.gone.is_none()
                    && self.ground.home(&gap.system) == system
                    && stays.iter().any(|stay| stay.gone == Some(gap.first))
            })
        };
        let place = self.ground.past.unread.keys().find(|place| is_closed(place))?;
        Some(Fate::Unconfirmed(Some(format!(
            "{place} is encrypted and has come when it went, so that it may be in there: y2q scan PATH --db INVENTORY --passwords FILE \
             opens it"
        ))))
    }
}

/// Before the reason for which something is not confirmed.
pub(super) const NOT: &str = "not confirmed: ";

/// What a person can do about a package of which `unconfirmed` assets are in no scan any more; the `evidence` may have reasons.
pub(super) fn advice(package: &Package, unconfirmed: u64, evidence: &[AssetEvidence]) -> String {
    let all = package.assets.len() as u64;
    let of = counted(all, "asset is", "assets are");
    let mut said = evidence.iter().flat_map(|one| &one.seen);
    if let Some(reason) = said.find_map(|seen| seen.strip_prefix(NOT)) {
        return format!("{unconfirmed} of {of} not confirmed: {reason}");
    }
    let place = package.places.listed.iter().find(|place| place.asset.is_some());
    let place = place.map_or_else(|| "their places".to_owned(), |place| place.file().to_owned());
    format!(
        "{unconfirmed} of {of} not found, and no scan kept here has read {} before and after: scan into the inventory that the \
         plan was made from (y2q scan PATH --db INVENTORY, where PATH has {place} in it), and compare with it (y2q plan --db \
         INVENTORY --track PLAN)",
        if unconfirmed == 1 { "its places" } else { "their places" },
    )
}

/// What would show that a proxy is in front.
pub(super) fn proxy(package: &Package) -> String {
    format!(
        "cannot be confirmed by a scan of what is behind the proxy: scan the proxy's configuration (nginx, HAProxy, Envoy, \
         stunnel) at a place of the system {}, or ask the endpoint (y2q scan tls://HOST:PORT), into the same inventory; or say \
         it by --done {}=WHO-AND-WHY",
        package.system, package.id
    )
}
