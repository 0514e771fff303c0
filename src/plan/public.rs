//! Authorities with no key in the estate, though what they issued is in use here: whose they are.
//!
//! | without a key here | is |
//! |---|---|
//! | its organisation, or that of its issuer, runs roots which operating systems and browsers trust | somebody else's |
//! | every certificate under it is for signatures, in systems with `web-pki` among their `jurisdictions`, and no key of an authority below it is here either | somebody else's |
//! | any other | the estate's own, kept offline |
//!
//! What is somebody else's is no work here: its certificates wait for what nobody has dated ([`super::undated`]).

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::assign::Owners;
use super::authorities::{above, ancestors};
use super::change::{Need, Use, Venue};
use super::kind::{Kind, Pace};
use super::speech::counted;
use super::tally::{Item, Planner};
use crate::model::{Asset, AssetId, Certificate, Context};
use crate::registry::is_of_public_authority;

/// The population of those whose certificates public authorities issue.
const WEB: &str = "web-pki";
/// Authorities that a sentence names.
const NAMED: usize = 3;

/// Who signed a certificate, as far as its names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signer {
    /// Its own key, or it is no certificate.
    Itself,
    /// Somebody.
    Other,
    /// An authority that operating systems trust; or it is one itself.
    Public,
}

impl Signer {
    pub(super) fn of(asset: &Asset) -> Self {
        let Asset::Certificate(certificate) = asset else { return Self::Itself };
        let Certificate { subject, issuer, is_ca, self_signed, .. } = certificate;
        if certificate.is_of_ssh() {
            return Self::Other;
        }
        let is_public = *is_ca && is_of_public_authority(subject)
            || !*self_signed && is_of_public_authority(issuer);
        match (is_public, self_signed) {
            (true, _) => Self::Public,
            (false, true) => Self::Itself,
            (false, false) => Self::Other,
        }
    }
}

/// Authorities without a key here that issued something here.
#[derive(Clone, Default)]
pub(super) struct Keyless {
    /// Somebody else's.
    pub(super) public: BTreeSet<AssetId>,
    /// The estate's own.
    pub(super) offline: BTreeSet<AssetId>,
}

/// Parts those of the authorities `all` that have no key among `keys`.
pub(super) fn part(
    planner: &Planner,
    context: &Context,
    all: &BTreeMap<AssetId, Item>,
    keys: &BTreeSet<AssetId>,
) -> Keyless {
    let above = above(planner);
    let is_keyed = |item: &Item| item.public.is_some_and(|key| keys.contains(&key));
    let keyed = all.values().filter(|item| is_keyed(item));
    let over_keyed: BTreeSet<AssetId> = keyed.flat_map(|item| ancestors(item.id, &above)).collect();
    let (mut of_web, mut of_others) = (BTreeSet::new(), BTreeSet::new());
    for (system, tally) in &planner.systems {
        let is_web = states_web(context, system);
        let issued = tally.issued_by.keys();
        for (kind, _, issuer) in issued.filter(|(kind, ..)| is_reissue(*kind)) {
            let into = if is_web && is_shown(*kind) { &mut of_web } else { &mut of_others };
            into.extend(ancestors(*issuer, &above));
        }
    }
    let stated: BTreeSet<AssetId> =
        of_web.difference(&of_others).filter(|id| !over_keyed.contains(id)).copied().collect();
    let issuing = all.values().filter(|item| planner.issuers.contains_key(&item.id));
    let keyless = issuing.filter(|item| !is_keyed(item));
    let (public, offline): (Vec<&Item>, Vec<&Item>) =
        keyless.partition(|item| item.signer == Signer::Public || stated.contains(&item.id));
    let ids = |items: Vec<&Item>| items.into_iter().map(|item| item.id).collect();
    Keyless { public: ids(public), offline: ids(offline) }
}

/// Takes note of the work that rests on public authorities, and whether all of it does.
pub(super) fn note(planner: &mut Planner, context: &Context, owners: &Owners) {
    let Planner { systems, keyless, .. } = planner;
    for (system, tally) in systems {
        let is_web = states_web(context, system);
        let mut found = BTreeMap::new();
        for (kind, items) in &tally.bundles {
            let issued = tally.issued_by.keys().filter(|(of, ..)| of == kind);
            let is_own = |id: &AssetId| owners.contains_key(id);
            let (own, others): (Vec<AssetId>, Vec<AssetId>) =
                issued.map(|(.., issuer)| *issuer).partition(is_own);
            let is_public = |item: &&Item| match kind.change {
                Change::TrustDistribution => {
                    !is_own(&item.id)
                        && (item.signer == Signer::Public || keyless.public.contains(&item.id))
                }
                _ => {
                    item.signer == Signer::Public
                        || is_web && is_shown(*kind) && item.signer == Signer::Other
                }
            };
            let rests = *kind == Kind::ANCHORS
                || is_reissue(*kind)
                    && kind.pace == Pace::Resistant
                    && (own.is_empty() || !others.is_empty());
            let certificates = items.iter().filter(|item| item.certificate && rests);
            let all = certificates.clone().count();
            let public = certificates.filter(is_public).count();
            if public > 0 {
                found.insert(*kind, public == all && own.is_empty());
            }
        }
        tally.public = found;
    }
}

fn states_web(context: &Context, system: &str) -> bool {
    context.resolve(system).jurisdictions.iter().any(|one| one == WEB)
}

fn is_reissue(kind: Kind) -> bool {
    kind.change == Change::CertificateReissue && kind.at.venue != Venue::Ssh
}

/// Whether it may be a certificate that servers show.
fn is_shown(kind: Kind) -> bool {
    kind.at == Use { venue: Venue::X509, need: Need::Signature }
}

/// What the assumptions say of them.
pub(super) fn sentences(planner: &Planner) -> Vec<String> {
    let Keyless { public, offline } = &planner.keyless;
    let mut said = Vec::new();
    if !public.is_empty() {
        said.push(format!(
            "{} issued certificates that are in use here ({}) and {} renewed by somebody else, for no key of theirs is here, and their \
             organisation runs roots that operating systems trust, or they issued for systems with web-pki among their jurisdictions alone.",
            counted(public.len() as u64, "public authority", "public authorities"),
            names(planner, public),
            if public.len() == 1 { "is" } else { "are" },
        ));
    }
    if !offline.is_empty() {
        said.push(format!(
            "No key of {} that issued certificates here is found here now ({}): {} taken as the estate's own and kept offline. Where somebody else \
             issues for everybody, put web-pki among the jurisdictions of the systems that use it.",
            counted(offline.len() as u64, "authority", "authorities"),
            names(planner, offline),
            if offline.len() == 1 { "it is" } else { "they are" },
        ));
    }
    said
}

fn names(planner: &Planner, ids: &BTreeSet<AssetId>) -> String {
    let subject = |id: &AssetId| {
        planner
            .systems
            .values()
            .find_map(|tally| tally.certified_by_id(*id))
            .map(|one| one.subject())
    };
    let names: BTreeSet<&str> = ids.iter().filter_map(subject).collect();
    let more = names.len().saturating_sub(NAMED);
    let mut shown: Vec<String> = names.into_iter().take(NAMED).map(str::to_owned).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join("; ")
}
