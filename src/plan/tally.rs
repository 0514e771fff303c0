use std::collections::{BTreeMap, BTreeSet};

use super::beside::{self, Certified, is};
use super::certifiers::Certifiers;
use super::change::{Need, needs_change, unclear, work};
use super::directives::Speakers;
use super::ended::LastDay;
use super::fragility::Signs;
use super::fronts::End;
use super::held::Held;
use super::holders::SshKeys;
use super::interned::{Index, Interned, Limit, Limits};
use super::kind::Kind;
use super::leaving::{Awaited, Ending};
use super::lost::LostAuthorities;
use super::orphans::Orphans;
use super::pilot::{self, Candidate};
use super::public::{Keyless, Signer};
use super::related::{certifies, is_of_client, is_of_clients_alone, issuers, public_key};
use super::{Change, Choice, PlanInput, finish, renewal, stated};
use crate::assess::{Holding, Judged};
use crate::model::{
    Asset, AssetId, Exposure, MaterialKind, OfferRole, ProtocolKind, Quarter, RelationKind,
    UnknownReason, Venue,
};
use crate::plan::Plan;
use crate::policy::{Status, Verdict};
use crate::risk::Threat;

/// Collects holdings and makes the plan.
///
/// Memory: about 18 bytes for every holding and 64 for every one that needs a change, and for certificates of authorities, of
/// servers, and such as need no change their subject and folders, of public keys of SSH their files, and of protocols their
/// addresses; assets themselves are not kept. The order of [`add`](Self::add) calls and repeated calls with one
/// holding make no difference.
#[derive(Clone, Default)]
pub struct Planner {
    pub(super) systems: BTreeMap<String, Tally>,
    pub(super) limits: Limits,
    /// Certificates that issued another one somewhere in the estate, with the last day on which one of those is valid.
    pub(super) issuers: BTreeMap<AssetId, LastDay>,
    /// Configurations and servers that present a certificate as their own, and those that verify others with it.
    pub(super) presented: BTreeMap<AssetId, Presented>,
    /// Protocols of IKE.
    pub(super) ike: BTreeSet<AssetId>,
    /// What acceptances hold back.
    pub(super) held: Held,
    /// Authorities that issued something here and have no key here.
    pub(super) keyless: Keyless,
    /// Keys of SSH that certify others.
    pub(super) certifiers: Certifiers,
    /// Of certificates whose issuer is not in the estate, whom they name as it.
    pub(super) strangers: BTreeMap<AssetId, Index>,
    pub(super) issuer_names: Interned<String>,
    /// The sets of certificates that issued one.
    pub(super) issuing: Interned<Vec<AssetId>>,
    /// What waits for work in systems that end.
    pub(super) awaited: Vec<Awaited>,
    /// Authorities that end with their system.
    pub(super) orphans: Orphans,
    /// Until when authorities certify that end with their system and have a successor there; certificates are parted by it.
    pub(super) certified_until: BTreeMap<AssetId, Quarter>,
    /// What an earlier plan tells of authorities that were lost with their system.
    pub(super) lost_before: Vec<LostAuthorities>,
}

/// Who has a certificate to show, and who has it to verify with.
#[derive(Clone, Default)]
pub(super) struct Presented {
    pub(super) by: BTreeSet<AssetId>,
    pub(super) trusted_by: BTreeSet<AssetId>,
}

/// What is known of one system.
#[derive(Clone, Default)]
pub(super) struct Tally {
    pub(super) seen: Vec<Seen>,
    /// Libraries that are present; they are no uses of cryptography.
    pub(super) libraries: BTreeSet<AssetId>,
    pub(super) bundles: BTreeMap<Kind, Vec<Item>>,
    /// Public keys that certificates certify, with where the certificate goes.
    pub(super) certified: Vec<(AssetId, Kind)>,
    /// Public halves of private keys held here.
    pub(super) private: BTreeSet<AssetId>,
    /// Which bundle waits for which issuing certificate; for an authority, which one of the bundle. With the last day on
    /// which what was issued is valid, or is presented.
    pub(super) issued_by: BTreeMap<(Kind, Option<AssetId>, AssetId), LastDay>,
    /// Bundles with a certificate whose issuer is not in the estate.
    pub(super) unissued: BTreeSet<Kind>,
    pub(super) unknowns: BTreeMap<UnknownReason, u64>,
    /// What code says of TLS, by file.
    pub(super) calls: BTreeMap<String, stated::Calls>,
    /// What objects of Kubernetes leave to their controller.
    pub(super) controlled: stated::Controlled,
    /// SSH settings by file, the first in the file first.
    pub(super) settings: BTreeMap<String, BTreeSet<Setting>>,
    /// Public halves of keys that other systems hold, with what replaces them in each.
    pub(super) handed: BTreeMap<AssetId, BTreeSet<(String, Kind)>>,
    /// What of the keys of SSH that are replaced here concerns other systems.
    pub(super) ssh: SshKeys,
    /// Authorities that issued what may be shown by clients of TLS.
    pub(super) clients: BTreeSet<AssetId>,
    /// What makes changes harder, of the few holdings that show any of it.
    pub(super) signs: BTreeMap<AssetId, Signs>,
    /// Why a kind of change, and why not another, where more than the asset decides.
    pub(super) choices: BTreeMap<Kind, Choice>,
    /// Where the least is at stake, by what was to be done before anything was moved; of what is parted by its last day, of
    /// each day.
    pub(super) least: BTreeMap<(Kind, LastDay), Candidate>,
    /// Number of places of those that lie at more than one.
    pub(super) spread: BTreeMap<AssetId, u32>,
    /// Policies that said something about this system.
    pub(super) policies: BTreeSet<String>,
    /// What has a known purpose and stands in a bundle without one: keys that move into the same hardware.
    pub(super) told: BTreeSet<AssetId>,
    /// Certificates that others may be verified with, and such as need no change, by id.
    pub(super) certificates: Vec<Certified>,
    /// Files with certificates of end entities.
    pub(super) chains: BTreeSet<u64>,
    /// Certificates that are verified with here, and whose successor comes from another system or a server here.
    pub(super) verified: BTreeSet<AssetId>,
    /// What software says it, of protocols of TLS.
    pub(super) speakers: BTreeMap<AssetId, Speakers>,
    /// Who talks to whom, of protocols.
    pub(super) ends: BTreeMap<AssetId, End>,
    /// What stays as it is behind a proxy that offers nothing classical.
    pub(super) served: BTreeSet<AssetId>,
    /// What has ended, and whether it is a certificate: no work is left.
    pub(super) ended: BTreeMap<AssetId, bool>,
    /// By when a policy wants a newer version of the protocol.
    pub(super) supports: BTreeMap<AssetId, Index>,
    /// What is not done before the system is switched off.
    pub(super) ending: Ending,
    /// What is not issued again before the authority above it ends.
    pub(super) uncertified: BTreeSet<Kind>,
    /// What is there in the place of something that is left to be retired.
    pub(super) beside: BTreeMap<AssetId, AssetId>,
    /// The same of authorities that are broken today, by what is sound.
    pub(super) sound: BTreeMap<AssetId, AssetId>,
    /// Certificates that are broken by nothing but the key of their authority.
    pub(super) forged: BTreeSet<AssetId>,
    /// How much of what is broken today has to be replaced first, one after the other.
    pub(super) steps: BTreeMap<Kind, i32>,
    /// Work that rests on public authorities, and whether all of it does.
    pub(super) public: BTreeMap<Kind, bool>,
    /// Authorities of the system's own have their successors beside them.
    pub(super) has_renewed: bool,
}

/// A part of a configuration file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Setting {
    /// Where it begins.
    pub(super) offset: u64,
    pub(super) id: AssetId,
    /// Whether it says anything on key exchange.
    pub(super) states_key_exchange: bool,
}

/// A holding, needed for counts only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) id: AssetId,
    pub(super) exposure: Exposure,
    pub(super) kind: AssetKind,
}

/// `CycloneDX` asset type in one byte.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AssetKind {
    Algorithm,
    Certificate,
    Protocol,
    RelatedCryptoMaterial,
}

/// A holding in a bundle: its identity and what of it a plan depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) id: AssetId,
    /// Identity of its public key, for keys and certificates.
    pub(super) public: Option<AssetId>,
    pub(super) exposure: Exposure,
    pub(super) threat: Threat,
    pub(super) priority: u16,
    pub(super) shelf_life: u16,
    /// The earliest limit that a policy sets and that has not passed yet.
    pub(super) limit: Option<Index>,
    /// What a policy has disallowed already.
    pub(super) barred: Option<Index>,
    /// The last day on which it is valid.
    pub(super) end: LastDay,
    /// It is a certificate.
    pub(super) certificate: bool,
    /// That is valid for so short a time that nobody renews it by hand.
    pub(super) brief: bool,
    /// Clients of TLS show it, and no server.
    pub(super) client: bool,
    /// Who signed that.
    pub(super) signer: Signer,
    /// Which certificates issued it, in [`Planner::issuing`].
    pub(super) issuers: Option<Index>,
    /// It is what replaces a thing that is broken today: public-key cryptography of a sound size.
    pub(super) replaced: bool,
    /// It is closed with a password, so it is among the unknown inputs as well.
    pub(super) closed: bool,
}

impl Planner {
    /// An empty planner.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes note of one holding.
    pub fn add(&mut self, holding: &Holding) {
        let tally = self.systems.entry(holding.system.clone()).or_default();
        let Some(kind) = AssetKind::of(&holding.asset) else {
            tally.libraries.insert(holding.id);
            return;
        };
        let exposure = holding
            .judged
            .iter()
            .map(|judged| judged.subject.exposure)
            .max()
            .unwrap_or(Exposure::None);
        tally.seen.push(Seen { id: holding.id, exposure, kind });
        let spoken = holding.judged.iter().flat_map(|judged| &judged.verdicts);
        for verdict in spoken.filter(|verdict| verdict.status != Status::NotApplicable) {
            if !tally.policies.contains(&verdict.policy) {
                tally.policies.insert(verdict.policy.clone());
            }
        }
        self.certifiers.add(holding);
        if let Some(signs) = Signs::of(holding) {
            tally.signs.insert(holding.id, signs);
        }
        let public = public_key(holding);
        if let (Some(public), Asset::RelatedCryptoMaterial(material)) = (public, &holding.asset)
            && material.material == MaterialKind::PrivateKey
        {
            tally.private.insert(public);
        }
        tally.ends.extend(End::of(holding).map(|end| (holding.id, end)));
        if let Some(speakers) = Speakers::of(holding) {
            let known = tally.speakers.entry(holding.id).or_default();
            *known = known.join(speakers);
        }
        tally.chains.extend(beside::of_end_entity(holding));
        tally.certificates.extend(Certified::of(holding, public));
        if is(holding, RelationKind::PresentedBy) {
            let to = |kind| {
                let edges = holding.relations.iter();
                edges.filter(move |edge| edge.kind == kind).map(|edge| edge.to)
            };
            let known = self.presented.entry(holding.id).or_default();
            known.by.extend(to(RelationKind::PresentedBy));
            known.trusted_by.extend(to(RelationKind::TrustedBy));
        }
        let issuers: BTreeSet<AssetId> = issuers(holding).collect();
        let is_presented = self.presented.get(&holding.id).is_some_and(|one| !one.by.is_empty());
        let end = if is_presented { LastDay::NEVER } else { LastDay::of(holding) };
        for issuer in &issuers {
            let last = self.issuers.entry(*issuer).or_default();
            *last = end.max(*last);
        }
        if let Asset::Protocol(protocol) = &holding.asset
            && Venue::of(protocol.protocol) == Venue::Ike
        {
            self.ike.insert(holding.id);
        }
        if is_of_client(holding) && (!is_presented || is_of_clients_alone(&holding.asset)) {
            tally.clients.extend(&issuers);
        }
        if let Asset::Protocol(protocol) = &holding.asset
            && protocol.protocol == ProtocolKind::Ssh
        {
            let mut offers = protocol.offers.iter();
            let states_key_exchange = offers.any(|offer| offer.role == OfferRole::KeyExchange);
            for found in &holding.occurrences {
                let setting = Setting {
                    offset: found.occurrence.offset,
                    id: holding.id,
                    states_key_exchange,
                };
                let file = format!("{}\0{}", found.location.root, found.location.path);
                tally.settings.entry(file).or_default().insert(setting);
            }
        }
        let all: Vec<AssetId> = issuers.iter().copied().collect();
        let issuing = (!all.is_empty()).then(|| self.issuing.intern(all));
        if let Asset::Certificate(certificate) = &holding.asset
            && issuing.is_none()
            && !certificate.self_signed
        {
            let name = self.issuer_names.intern(certificate.issuer.clone());
            self.strangers.insert(holding.id, name);
        }
        stated::note(tally, holding);
        super::support::note(tally, holding, &mut self.limits);
        for (kind, item) in bundled(holding, public, &mut self.limits) {
            let item = Item { issuers: issuing.filter(|_| item.certificate), ..item };
            if let Some(public) = public.filter(|_| certifies(&holding.asset)) {
                tally.certified.push((public, kind));
            }
            pilot::note(tally, holding, kind, &item);
            let authority = (kind.change == Change::CaRenewal).then_some(holding.id);
            if issuers.is_empty() && item.certificate {
                tally.unissued.insert(kind);
            }
            for &issuer in &issuers {
                let last = tally.issued_by.entry((kind, authority, issuer)).or_default();
                *last = end.max(*last);
            }
            tally.bundles.entry(kind).or_default().push(item);
        }
    }

    /// Takes note of one thing in `system` that could not be told.
    pub fn add_unknown(&mut self, system: &str, reason: UnknownReason) {
        let tally = self.systems.entry(system.to_owned()).or_default();
        let count = tally.unknowns.entry(reason).or_default();
        *count = count.saturating_add(1);
    }

    /// Makes the plan. Total: an empty estate gives an empty plan that says so.
    #[must_use]
    pub fn finish(self, input: &PlanInput<'_>) -> Plan {
        finish::plan(self, input)
    }
}

impl Tally {
    /// [`Self::certificates`] are sorted by the time plans are made.
    pub(super) fn certified_by_id(&self, id: AssetId) -> Option<&Certified> {
        let at = self.certificates.binary_search_by_key(&id, |one| one.id).ok()?;
        self.certificates.get(at)
    }

    /// Whether a holding is here.
    pub(super) fn holds(&self, id: AssetId) -> bool {
        self.seen(id).is_some()
    }

    /// The holding of an id.
    pub(super) fn seen(&self, id: AssetId) -> Option<&Seen> {
        let at = self.seen.binary_search_by_key(&id, |seen| seen.id).ok()?;
        self.seen.get(at)
    }
}

impl AssetKind {
    /// `None` for a library, which is no cryptographic asset.
    const fn of(asset: &Asset) -> Option<Self> {
        match asset {
            Asset::Algorithm(_) => Some(Self::Algorithm),
            Asset::Certificate(_) => Some(Self::Certificate),
            Asset::Protocol(_) => Some(Self::Protocol),
            Asset::RelatedCryptoMaterial(_) => Some(Self::RelatedCryptoMaterial),
            Asset::Software(_) => None,
        }
    }

    /// As in `cryptoProperties.assetType`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::Certificate => "certificate",
            Self::Protocol => "protocol",
            Self::RelatedCryptoMaterial => "related-crypto-material",
        }
    }
}

impl Item {
    /// The worse of two readings of one holding.
    pub(super) fn join(&mut self, other: &Self, limits: &Limits) {
        self.exposure = self.exposure.max(other.exposure);
        self.threat = self.threat.max(other.threat);
        self.priority = self.priority.max(other.priority);
        self.shelf_life = self.shelf_life.max(other.shelf_life);
        self.limit = limits.first(self.limit, other.limit);
        self.barred = limits.first(self.barred, other.barred);
        self.certificate |= other.certificate;
        self.brief |= other.brief;
        self.closed |= other.closed;
        // What is quantum-vulnerable by itself is more than a replacement.
        self.replaced &= other.replaced;
    }

    /// What stands in its place after it was replaced for being broken today. How sound its
    /// replacement will be is not known, so it counts half.
    fn replacement(&self, need: Need) -> Self {
        let threat = match need {
            Need::KeyEstablishment => Threat::HarvestNowDecryptLater,
            _ => Threat::TrustNowForgeLater,
        };
        Self {
            exposure: Exposure::Shor,
            threat,
            priority: self.priority / 2,
            barred: None,
            replaced: true,
            ..*self
        }
    }
}

/// What a holding adds to which bundle: one item for every kind of work, the worst of its subjects.
fn bundled(
    holding: &Holding,
    public: Option<AssetId>,
    limits: &mut Limits,
) -> BTreeMap<Kind, Item> {
    let mut bundles: BTreeMap<Kind, Item> = BTreeMap::new();
    for judged in holding.judged.iter().filter(|judged| needs_change(judged)) {
        let item = item(holding, public, judged, limits);
        let broken = item.exposure == Exposure::ClassicallyBroken;
        for kind in work(holding, &judged.subject) {
            let item = if broken && !kind.is_now() { item.replacement(kind.at.need) } else { item };
            bundles.entry(kind).or_insert(item).join(&item, limits);
        }
    }
    for judged in unclear(holding, &bundles.keys().copied().collect::<Vec<Kind>>()) {
        let item = item(holding, public, judged, limits);
        bundles.entry(Kind::DISCOVERY).or_insert(item).join(&item, limits);
    }
    bundles
}

fn item(holding: &Holding, public: Option<AssetId>, judged: &Judged, limits: &mut Limits) -> Item {
    let mut earliest = |barred: bool| {
        let of = judged.verdicts.iter().filter(|one| (one.status == Status::Disallowed) == barred);
        of.filter_map(limit_of).min().map(|limit| limits.intern(limit))
    };
    let closed = match &holding.asset {
        Asset::RelatedCryptoMaterial(material) => material.algorithm.is_none(),
        _ => false,
    };
    Item {
        id: holding.id,
        public,
        exposure: judged.subject.exposure,
        threat: judged.risk.threat,
        priority: judged.risk.priority,
        shelf_life: judged.risk.shelf_life_years,
        limit: earliest(false),
        barred: earliest(true),
        end: LastDay::of(holding),
        certificate: matches!(holding.asset, Asset::Certificate(_)),
        brief: renewal::is_brief(&holding.asset),
        client: is_of_clients_alone(&holding.asset),
        signer: Signer::of(&holding.asset),
        issuers: None,
        replaced: false,
        closed,
    }
}

fn limit_of(verdict: &Verdict) -> Option<Limit> {
    let limits = match verdict.status {
        Status::NotApplicable => false,
        Status::Disallowed => true,
        _ => verdict.deadline.is_some(),
    };
    limits.then(|| Limit {
        date: verdict.deadline,
        policy: verdict.policy.clone(),
        rule: verdict.rule.clone(),
        clause: verdict.clause.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_for_a_holding_is_what_the_planner_promises() {
        assert!(size_of::<Seen>() <= 18, "{}", size_of::<Seen>());
        assert!(size_of::<Item>() <= 64, "{}", size_of::<Item>());
    }
}
