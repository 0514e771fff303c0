use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::estate::{Assigner, Says, StatedKeys};
use crate::inventory::{Entry, Located, Location};
use crate::model::{
    Asset, AssetId, Context, Date, Exposure, KeyCertificate, MaterialKind, Purpose, Purposes,
    Relation, Subject, SystemContext,
};
use crate::policy::{self, Policy, Status, Verdict};
use crate::registry;
use crate::risk::{self, Case, Risk, Situation};

/// One subject with its risk and one verdict per policy (same order as the policies given).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What was judged.
    pub subject: Subject,
    /// Its risk.
    pub risk: Risk,
    /// What each policy says today.
    pub verdicts: Vec<Verdict>,
}

/// An asset as it stands in one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Asset id.
    pub id: AssetId,
    /// The asset.
    pub asset: Asset,
    /// System id.
    pub system: String,
    /// Occurrences in that system, at least one.
    pub occurrences: Vec<Located>,
    /// Outgoing edges of the asset.
    pub relations: Vec<Relation>,
    /// Of a key or request, the certificates of the same public key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<KeyCertificate>,
    /// A key of which its owner says that it stays to read old data alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deactivated: bool,
    /// Judged subjects; worst first.
    pub judged: Vec<Judged>,
}

/// Judges assets in their systems; built once for an inventory, so that every system is resolved once.
#[derive(Debug)]
pub struct Assessor<'a> {
    assigner: Assigner,
    keys: StatedKeys,
    systems: HashMap<String, SystemContext>,
    policies: &'a [Policy],
    today: Date,
    crqc_year: i16,
}

impl<'a> Assessor<'a> {
    /// An assessor for `context` under `policies`, as of `today`.
    #[must_use]
    pub fn new(context: &Context, policies: &'a [Policy], today: Date) -> Self {
        let ids = context.systems.iter().map(|system| system.id.as_str());
        let ids = ids.chain([Context::UNASSIGNED]);
        Self {
            assigner: Assigner::new(context),
            keys: StatedKeys::of(context),
            systems: ids.map(|id| (id.to_owned(), context.resolve(id))).collect(),
            policies,
            today,
            crqc_year: context.estate.crqc_year,
        }
    }

    /// Id of the system that a location belongs to.
    #[must_use]
    pub fn system_of(&self, location: &Location) -> &str {
        system_of(&self.assigner, location)
    }

    /// The context of a system that has holdings.
    #[must_use]
    pub fn system(&self, id: &str) -> Option<&SystemContext> {
        self.systems.get(id)
    }

    /// The holdings of an entry, one for each system that has an occurrence of it, by system id.
    /// None for a supporting asset, which has no occurrence of its own.
    #[must_use]
    pub fn holdings(&self, mut entry: Entry) -> Vec<Holding> {
        let systems = by_system(std::mem::take(&mut entry.occurrences), &self.assigner);
        if systems.is_empty() {
            return Vec::new();
        }
        let (entry, cases) =
            (&entry, risk::cases(&entry.asset, &entry.relations, &entry.certificates));
        let held = |(system, occurrences): (&str, Vec<Located>)| {
            // Every id that the assigner gives was resolved in `new`.
            let said = self.said(&entry.asset, system, &occurrences);
            // What is in use protects something new.
            let deactivated = said.deactivated
                && InUseBy::of(&entry.asset, &entry.certificates, &occurrences).is_none();
            let said = Says { deactivated, ..said };
            let stated = stated(entry, said, &cases);
            let cases = stated.as_ref().unwrap_or(&cases);
            let judged = self.systems.get(system).map(|context| self.judge_all(cases, context));
            let judged = judged.unwrap_or_default();
            let deactivated = said.deactivated && may_be_read_with(entry, cases);
            Holding { deactivated, ..holding(entry, system, occurrences, judged) }
        };
        systems.into_iter().map(held).collect()
    }

    /// What the owner of `system` says of an asset.
    fn said(&self, asset: &Asset, system: &str, occurrences: &[Located]) -> Says {
        let fingerprint = match asset {
            Asset::RelatedCryptoMaterial(material) => Some(material.fingerprint.as_str()),
            Asset::Algorithm(_) => None,
            _ => return Says::default(),
        };
        if !self.keys.speaks_of(system) {
            return Says::default();
        }
        self.keys.of_key(system, &places(occurrences), fingerprint)
    }

    fn judge_all(&self, cases: &[Case], system: &SystemContext) -> Vec<Judged> {
        cases.iter().map(|case| self.judge(case, system)).collect()
    }

    fn judge(&self, case: &Case, system: &SystemContext) -> Judged {
        let known = policy::Setting::from(system);
        let verdicts = policy::judge_all(self.policies, &case.subject, &known, self.today);
        let barred = |verdict: &Verdict| match verdict.status {
            Status::Disallowed => Some(verdict.deadline.unwrap_or(self.today)),
            Status::NotApplicable => None,
            _ => verdict.deadline,
        };
        let situation = Situation {
            system,
            today: self.today,
            crqc_year: self.crqc_year,
            deadline: verdicts.iter().filter_map(barred).min(),
        };
        Judged { risk: case.risk(&situation), verdicts, subject: case.subject.clone() }
    }
}

/// The cases of an asset of which something is said; what the asset itself says stands.
fn stated(entry: &Entry, said: Says, cases: &[Case]) -> Option<Vec<Case>> {
    // What is only read with is for key establishment.
    let reads = said.deactivated.then_some(Purpose::KeyEstablishment);
    let purpose = said.purpose.or(reads);
    let sized = said.size.and_then(|bits| sized(&entry.asset, bits));
    if purpose.is_none() && sized.is_none() {
        return None;
    }
    let mut cases = sized.map_or_else(
        || cases.to_vec(),
        |sized| risk::cases(&sized, &entry.relations, &entry.certificates),
    );
    for case in &mut cases {
        case.subject.asset = entry.id;
        let fits = |purpose: &Purpose| {
            is_of_several(case) && case.subject.purposes.possible().contains(purpose)
        };
        if let Some(purpose) = purpose.filter(fits) {
            case.subject.purposes = Purposes::Known([purpose].into());
        }
    }
    Some(cases)
}

/// The places of occurrences, relative to their root and with it.
pub(super) fn places(occurrences: &[Located]) -> Vec<(&str, String)> {
    let places = occurrences.iter().map(|found| &found.location);
    places.map(|place| (place.path.as_str(), place.joined())).collect()
}

/// How a key is in use, whatever its owner says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum InUseBy {
    /// Some SSH program has it: there it signs (RFC 4252 §7, RFC 4253 §8).
    Ssh,
    /// Something presents a certificate of it.
    Presented,
}

impl InUseBy {
    pub(super) fn of(
        asset: &Asset,
        certificates: &[KeyCertificate],
        occurrences: &[Located],
    ) -> Option<Self> {
        let Asset::RelatedCryptoMaterial(material) = asset else { return None };
        let mut detectors = occurrences.iter().map(|found| found.occurrence.detector.as_str());
        if risk::is_ssh(&material.format) || detectors.any(risk::is_ssh) {
            return Some(Self::Ssh);
        }
        certificates.iter().any(|one| one.in_use.is_presented).then_some(Self::Presented)
    }
}

/// Whether it is a private key that may open something.
fn may_be_read_with(entry: &Entry, cases: &[Case]) -> bool {
    let is_key = matches!(
        &entry.asset,
        Asset::RelatedCryptoMaterial(material) if material.material == MaterialKind::PrivateKey
    );
    let opens = |case: &Case| case.subject.purposes.possible().contains(&Purpose::KeyEstablishment);
    is_key && cases.iter().any(opens)
}

/// Whether what it is for is one of several things.
fn is_of_several(case: &Case) -> bool {
    matches!(case.subject.purposes, Purposes::OneOf(_))
}

/// The asset with a key of so many bits, where it shows none itself and that tells how strong it is.
fn sized(asset: &Asset, bits: u32) -> Option<Asset> {
    let mut asset = asset.clone();
    let algorithm = match &mut asset {
        Asset::Algorithm(algorithm) => algorithm,
        Asset::RelatedCryptoMaterial(material) => material.algorithm.as_mut()?,
        _ => return None,
    };
    if algorithm.parameter_set.is_some() || registry::facts(algorithm).strength.is_some() {
        return None;
    }
    algorithm.parameter_set = Some(bits.to_string());
    registry::facts(algorithm).strength.is_some().then_some(asset)
}

/// The holdings of one entry; an [`Assessor`] is faster for many.
#[must_use]
pub fn holdings(
    entry: &Entry,
    context: &Context,
    policies: &[Policy],
    today: Date,
) -> Vec<Holding> {
    Assessor::new(context, policies, today).holdings(entry.clone())
}

/// Exposure of the worst subject of an asset; `None` where nothing can be judged.
#[must_use]
pub fn worst_exposure(asset: &Asset) -> Option<Exposure> {
    risk::subjects(asset).into_iter().map(|subject| subject.exposure).max()
}

fn by_system(occurrences: Vec<Located>, assigner: &Assigner) -> BTreeMap<&str, Vec<Located>> {
    let mut systems: BTreeMap<&str, Vec<Located>> = BTreeMap::new();
    for located in occurrences {
        systems.entry(system_of(assigner, &located.location)).or_default().push(located);
    }
    systems
}

/// Id of the system that a location belongs to: its path, or root and path joined, decide.
#[must_use]
pub fn system_of<'a>(assigner: &'a Assigner, location: &Location) -> &'a str {
    assigner.system_of(&location.path, &location.joined())
}

fn holding(
    entry: &Entry,
    system: &str,
    occurrences: Vec<Located>,
    mut judged: Vec<Judged>,
) -> Holding {
    judged.sort_by(|a, b| {
        let rank = |judged: &Judged| Reverse((judged.subject.exposure, judged.risk.priority));
        rank(a).cmp(&rank(b)).then_with(|| a.subject.algorithm.cmp(&b.subject.algorithm))
    });
    Holding {
        id: entry.id,
        asset: entry.asset.clone(),
        system: system.to_owned(),
        occurrences,
        relations: entry.relations.clone(),
        certificates: entry.certificates.clone(),
        deactivated: false,
        judged,
    }
}
