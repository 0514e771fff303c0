//! What has come beside what it replaces: the new authority beside the old one, its certificate in every folder that holds
//! the old anchor, the successor of a server's certificate where the old one is pinned.
//!
//! An authority is renewed by a new one beside it, and anchors are added before the old ones go: nothing of the old leaves
//! while certificates under it are in use. So what has its successor asks for no other one; it is left to be retired
//! ([`super::retire`]).

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::assign::Owners;
use super::change::needs_change;
use super::kind::{Kind, Pace};
use super::tally::{Item, Planner, Tally};
use super::{Change, succession};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Certificate, Exposure, RelationKind};

const WHY: &str = "its successor is there beside it";

/// A certificate in a system, as far as a successor is told by it.
#[derive(Clone, Debug)]
pub(super) struct Certified {
    pub(super) id: AssetId,
    pub(super) public: Option<AssetId>,
    pub(super) role: Role,
    pub(super) subject: String,
    /// What the subject says besides numbers, generations and algorithms.
    pub(super) name: BTreeSet<String>,
    /// Where it lies.
    files: BTreeSet<u64>,
    pub(super) folders: BTreeSet<String>,
    /// It asks for no change.
    pub(super) is_resistant: bool,
    /// Nothing of it is broken today.
    pub(super) is_sound: bool,
    /// It is an authority's whose own key is: whoever computes that issues what he likes.
    pub(super) is_forgeable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Root,
    Issuing,
    Server,
}

impl Certified {
    /// Of a holding; `None` of what neither others may be verified with nor may succeed it.
    pub(super) fn of(holding: &Holding, public: Option<AssetId>) -> Option<Self> {
        let Asset::Certificate(certificate) = &holding.asset else { return None };
        let is_presented = is(holding, RelationKind::PresentedBy);
        let exposure = holding.judged.iter().map(|judged| judged.subject.exposure).max();
        let broken = holding.judged.iter().map(|judged| &judged.subject);
        let mut broken =
            broken.filter(|one| one.exposure == Exposure::ClassicallyBroken).peekable();
        let is_sound = broken.peek().is_none();
        let is_key_broken = broken.any(|one| one.algorithm == certificate.key_algorithm.name);
        let is_resistant =
            exposure == Some(Exposure::None) && !holding.judged.iter().any(needs_change);
        if certificate.is_of_ssh() || !(certificate.is_ca || is_presented || is_resistant) {
            return None;
        }
        let places = holding.occurrences.iter().map(|found| &found.location);
        Some(Self {
            files: files(holding).collect(),
            id: holding.id,
            public,
            role: Role::of(certificate, is_presented),
            subject: certificate.subject.clone(),
            name: name(&certificate.subject),
            folders: places.map(|place| folder(&place.root, &place.path)).collect(),
            is_resistant,
            is_sound,
            is_forgeable: is_key_broken && certificate.is_ca && !is_presented,
        })
    }

    /// Its subject (RFC 4514).
    pub(super) fn subject(&self) -> &str {
        &self.subject
    }

    /// The same holding, met again.
    pub(super) fn join(&mut self, other: &Self) {
        self.files.extend(&other.files);
        self.folders.extend(other.folders.iter().cloned());
    }

    /// Whether its name says that nothing in use is to rely on it.
    pub(super) fn is_on_trial(&self) -> bool {
        const WORDS: [&str; 9] =
            ["demo", "dev", "lab", "pilot", "poc", "sandbox", "staging", "test", "trial"];
        self.name.iter().any(|word| WORDS.contains(&word.as_str()))
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.subject == other.subject || !self.name.is_empty() && self.name == other.name
    }
}

/// The files of the certificate of an end entity, whose chain may follow it there.
pub(super) fn of_end_entity(holding: &Holding) -> impl Iterator<Item = u64> {
    let is_own = matches!(&holding.asset, Asset::Certificate(one) if !one.is_ca);
    files(holding).filter(move |_| is_own)
}

fn files(holding: &Holding) -> impl Iterator<Item = u64> {
    let places = holding.occurrences.iter().map(|found| &found.location);
    places.map(|place| {
        let mut hasher = DefaultHasher::new();
        (&place.root, &place.path).hash(&mut hasher);
        hasher.finish()
    })
}

impl Tally {
    /// Whether the system renews authorities of its own, or has renewed them.
    pub(super) fn is_authority(&self) -> bool {
        self.has_renewed || authorities(self, Pace::Resistant).next().is_some()
    }

    /// Whether an issuing authority's certificate lies behind those of end entities only: it goes when these do.
    pub(super) fn is_in_chains(&self, id: AssetId) -> bool {
        self.certified_by_id(id).is_some_and(|one| {
            one.role == Role::Issuing && one.files.iter().all(|file| self.chains.contains(file))
        })
    }
}

/// Whether an edge of a kind leads from it.
pub(super) fn is(holding: &Holding, kind: RelationKind) -> bool {
    holding.relations.iter().any(|edge| edge.kind == kind && edge.from == holding.id)
}

impl Role {
    const fn of(certificate: &Certificate, is_presented: bool) -> Self {
        match (certificate.is_ca && !is_presented, certificate.self_signed) {
            (true, true) => Self::Root,
            (true, false) => Self::Issuing,
            (false, _) => Self::Server,
        }
    }
}

fn folder(root: &str, path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{root}\0{folder}")
}

/// Whether a certificate of one subject may succeed one of the other.
pub(super) fn is_like(subject: &str, other: &str) -> bool {
    let own = name(subject);
    subject == other || !own.is_empty() && own == name(other)
}

/// Words of a subject (RFC 4514) that its successor is likely to have too.
pub(super) fn name(subject: &str) -> BTreeSet<String> {
    const OTHERS: [&str; 22] = [
        "dilithium",
        "dsa",
        "ec",
        "ecc",
        "ecdsa",
        "ed",
        "hybrid",
        "ml",
        "mldsa",
        "new",
        "next",
        "old",
        "post",
        "pq",
        "pqc",
        "quantum",
        "resistant",
        "rsa",
        "sha",
        "slh",
        "slhdsa",
        "sphincs",
    ];
    let values = subject.split([',', '+']).filter_map(|part| Some(part.split_once('=')?.1));
    let words = values.flat_map(|value| value.split(|letter: char| !letter.is_alphanumeric()));
    let words = words.map(|word| {
        let word = word.to_lowercase();
        word.trim_end_matches(|digit: char| digit.is_ascii_digit()).to_owned()
    });
    // `G2`, `R3`, `X1`: generations.
    words.filter(|word| word.len() > 1 && !OTHERS.contains(&word.as_str())).collect()
}

/// Moves what has its successor beside it to what is left to do with it: of what is broken today a sound one, of the rest one
/// that asks for no change.
pub(super) fn settle(planner: &mut Planner, owners: &Owners) {
    let sound = succession::renewed(planner, owners, Pace::Now);
    for tally in planner.systems.values_mut() {
        let own: BTreeSet<AssetId> = authorities(tally, Pace::Now).map(|item| item.id).collect();
        let handed = tally.handed_out(Pace::Now);
        let is_done = |(old, new): &(&AssetId, &AssetId)| {
            own.contains(old)
                || handed.contains(old) && added(tally, **old, Some(**new), |_| true).is_some()
        };
        let beside = sound.iter().filter(is_done).map(|(old, new)| (*old, *new)).collect();
        retire(tally, beside, Pace::Now);
    }
    let renewed = succession::renewed(planner, owners, Pace::Resistant);
    // Who renews what a new one stands for.
    let mut stands_for: BTreeMap<AssetId, BTreeSet<Option<&String>>> = BTreeMap::new();
    for (old, new) in &renewed {
        stands_for.entry(*new).or_default().insert(owners.get(old));
    }
    for tally in planner.systems.values_mut() {
        let own: BTreeMap<AssetId, AssetId> = (renewed.iter())
            .filter(|(old, _)| authorities(tally, Pace::Resistant).any(|item| item.id == **old))
            .map(|(old, new)| (*old, *new))
            .collect();
        let mut beside = own;
        for kind in [Kind::ANCHORS, Kind::PINS] {
            let items = tally.bundles.get(&kind).into_iter().flatten();
            for item in items.filter(|item| !item.replaced) {
                let known = renewed.get(&item.id).filter(|_| owners.contains_key(&item.id));
                let own = owners.get(&item.id);
                let is_of_others = |new: AssetId| {
                    let of = stands_for.get(&new).filter(|_| own.is_some());
                    of.is_some_and(|of| !of.contains(&own))
                };
                let added = added(tally, item.id, known.copied(), is_of_others);
                beside.extend(added.map(|new| (item.id, new)));
            }
        }
        retire(tally, beside, Pace::Resistant);
    }
}

/// The successor of an anchor that lies in every folder in which the anchor lies: `known`, or one of its name that is not
/// that of an authority of another system.
fn added(
    tally: &Tally,
    id: AssetId,
    known: Option<AssetId>,
    is_of_others: impl Fn(AssetId) -> bool,
) -> Option<AssetId> {
    let old = tally.certified_by_id(id)?;
    let is_new = |one: &&Certified| {
        let is_like = || one.is_resistant && one.is_like(old) && !is_of_others(one.id);
        (known == Some(one.id) || is_like()) && one.id != id
    };
    let new: Vec<&Certified> = tally.certificates.iter().filter(is_new).collect();
    let mut is_everywhere =
        old.folders.iter().map(|folder| new.iter().any(|one| one.folders.contains(folder)));
    let first = new.first().filter(|_| is_everywhere.all(|there| there))?;
    Some(known.filter(|known| new.iter().any(|one| one.id == *known)).unwrap_or(first.id))
}

fn authorities(tally: &Tally, pace: Pace) -> impl Iterator<Item = &Item> {
    let of = move |kind: &Kind| kind.change == Change::CaRenewal && kind.pace == pace;
    tally.bundles.iter().filter(move |(kind, _)| of(kind)).flat_map(|(_, items)| items)
}

/// Moves the old with their keys. What is resistant in the place of what is broken today comes by the successor of that, and
/// is waited for until nothing is below the broken one.
fn retire(tally: &mut Tally, beside: BTreeMap<AssetId, AssetId>, pace: Pace) {
    let mut moved: Vec<Item> = Vec::new();
    for (kind, items) in &mut tally.bundles {
        let is_asked = matches!(kind.change, Change::CaRenewal | Change::TrustDistribution);
        if is_asked && kind.pace == pace {
            let before = moved.len();
            moved.extend(items.extract_if(.., |item| beside.contains_key(&item.id)));
            tally.has_renewed |= kind.change == Change::CaRenewal && moved.len() > before;
        }
    }
    if moved.is_empty() {
        return;
    }
    let keys: BTreeSet<AssetId> = moved.iter().filter_map(|item| item.public).collect();
    let old = Kind::OLD.at_pace(pace);
    for (public, kind) in &mut tally.certified {
        if keys.contains(public) && kind.pace == pace {
            *kind = old;
        }
    }
    tally.choices.entry(old).or_default().why = WHY.into();
    tally.bundles.entry(old).or_default().extend(moved);
    if pace == Pace::Now {
        tally.sound.extend(beside);
        return;
    }
    tally.verified.retain(|id| !beside.contains_key(id));
    tally.beside.extend(beside);
}

impl Tally {
    /// What is there in the place of `items` already, where they are left to be taken out.
    pub(super) fn successors(&self, kind: Kind, items: &[Item]) -> BTreeMap<AssetId, AssetId> {
        let retires = matches!(kind.change, Change::Retirement | Change::Decommission);
        let beside = if kind.is_now() { &self.sound } else { &self.beside };
        if beside.is_empty() || !retires {
            return BTreeMap::new();
        }
        let new = |item: &Item| Some((item.id, *beside.get(&item.id)?));
        let of_key = |item: &Item| {
            // What is asked of the key of a certificate is the end of the system.
            let is_key =
                !item.certificate && item.public.is_some() && kind.change == Change::Decommission;
            let mut others = items.iter().filter(|one| is_key && one.public == item.public);
            others.find_map(new).map(|(_, new)| (item.id, new))
        };
        items.iter().filter_map(|item| new(item).or_else(|| of_key(item))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_successor_has_the_words_of_its_name() {
        let old = name("CN=Haneul Root CA 2016,O=Haneul Exchange,C=KR");
        assert_eq!(old, name("CN=Haneul Root CA G2 (ML-DSA-87),O=Haneul Exchange,C=KR"));
        assert_ne!(old, name("CN=Haneul Issuing CA 2016,O=Haneul Exchange,C=KR"));
        assert!(name("CN=2016").is_empty());
    }
}
