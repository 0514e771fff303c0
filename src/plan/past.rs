//! What was where, scan by scan, as far as a comparison of plans has to know it.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::change::accepts_resistant_signatures;
use super::moment::has_system;
use super::works::{Sort, Work};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Date, Evidence, Exposure, Offer, OfferRole, ProtocolKind};

/// The history of the assets that [`super::to_look_up`] names, and of all that is or was where they are or were.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The day of every scan by its number, which grows.
    pub scans: BTreeMap<i64, Date>,
    /// Assets. One that is not among them was never seen.
    pub assets: BTreeMap<AssetId, Known>,
    /// What could not be read, by place.
    pub unread: BTreeMap<String, Vec<Gap>>,
    /// Places whose file is there, as the last look at it tells; whether another one is, is not known.
    pub met: BTreeSet<String>,
    /// Where files may have gone that are no more where they were, by place, oldest scan first.
    pub went: BTreeMap<String, Vec<Renamed>>,
}

/// Where a file may have gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The scan that did not find it any more where it was.
    pub scan: i64,
    /// Where it may be since.
    pub to: String,
    /// Whether something of it was found there again; else others of its folder were.
    pub seen: bool,
}

/// What is known of an asset.
#[derive(Clone, Debug)]
pub struct Known {
    /// What may take its place.
    pub sort: Sort,
    /// Of a certificate, what tells it from the others of its chain.
    pub role: Option<Role>,
    /// Its name for people.
    pub words: String,
    /// Of a certificate, the last day on which it is valid.
    pub ends: Option<Date>,
    /// How exposed it is.
    pub exposure: Exposure,
    /// What it asks for, or asked for while it was there.
    pub asks: Vec<Work>,
    /// Of settings of a protocol, what they say.
    pub terms: Option<Terms>,
    /// Where it is and was, sorted; a place where it left and came back is there more than once.
    pub stays: Vec<Stayed>,
}

/// What tells a certificate from the others of its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its subject.
    pub subject: String,
    /// Whether it certifies others (basic constraints).
    pub is_authority: bool,
}

/// What settings of a protocol say, as far as it tells what was done to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Versions, suites and algorithms, by name.
    pub names: BTreeSet<String>,
    /// Whether a quantum-resistant signature is accepted of peers.
    pub accepts_resistant: bool,
    /// Whether files configure it, in which software has defaults for what they do not say.
    pub is_configured: bool,
}

impl Terms {
    /// Of a holding; `None` of what is no protocol.
    #[must_use]
    pub fn of(holding: &Holding) -> Option<Self> {
        let Asset::Protocol(protocol) = &holding.asset else { return None };
        let versions = protocol.version.iter().flat_map(|text| text.split(", "));
        let versions = versions.map(|version| match protocol.protocol {
            ProtocolKind::Tls if version.starts_with(|first: char| first.is_ascii_digit()) => {
                format!("TLS {version}")
            }
            _ => version.to_owned(),
        });
        let suites = protocol.cipher_suites.iter().map(|suite| suite.name.clone());
        // What suites say is not said again.
        let is_told = |offer: &&Offer| match offer.role {
            OfferRole::KeyExchange | OfferRole::Signature => true,
            OfferRole::Cipher | OfferRole::Mac => protocol.cipher_suites.is_empty(),
        };
        let offers = protocol.offers.iter().filter(is_told).map(|offer| offer.name.clone());
        let mut places = holding.occurrences.iter().map(|found| &found.occurrence);
        Some(Self {
            names: versions.chain(suites).chain(offers).collect(),
            accepts_resistant: accepts_resistant_signatures(holding),
            is_configured: places
                .all(|one| one.evidence == Evidence::Configured && one.code.is_none()),
        })
    }
}

/// An asset at a place, without a break.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stayed {
    /// The place.
    pub place: String,
    /// The system that the place belongs to by the estate as it is described now.
    pub system: String,
    /// The first scan that saw it.
    pub first: i64,
    /// The last scan that saw it.
    pub last: i64,
    /// The scan that missed it; `None` while it is there.
    pub gone: Option<i64>,
}

/// Something that could not be read at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Why, in a word.
    pub reason: String,
    /// The system that the place belongs to by the estate as it is described now.
    pub system: String,
    /// The first scan that met it.
    pub first: i64,
    /// The scan that did not meet it again.
    pub gone: Option<i64>,
}

impl Past {
    /// What was known after a scan: nothing that came later is in it, and what left later is there.
    pub(super) fn until(&self, scan: i64) -> Self {
        let mut past = self.clone();
        past.scans.retain(|number, _| *number <= scan);
        // The last look at a file tells of no earlier day.
        past.met.clear();
        for known in past.assets.values_mut() {
            known.stays.retain(|stay| stay.first <= scan);
            for stay in &mut known.stays {
                stay.last = stay.last.min(scan);
                stay.gone = stay.gone.filter(|gone| *gone <= scan);
            }
        }
        for gaps in past.unread.values_mut() {
            gaps.retain(|gap| gap.first <= scan);
            gaps.iter_mut().for_each(|gap| gap.gone = gap.gone.filter(|gone| *gone <= scan));
        }
        past.unread.retain(|_, gaps| !gaps.is_empty());
        for went in past.went.values_mut() {
            went.retain(|went| went.scan <= scan);
        }
        past
    }

    /// The same with every place in the system in which `plan` has it, as far as the plan says so. The estate was described
    /// otherwise then than `now`, when a system has another id or a part of one is a system of its own.
    pub(super) fn assigned_by(mut self, plan: &Plan, now: &Plan) -> Self {
        let mut by_place: BTreeMap<&str, &str> = BTreeMap::new();
        let mut by_asset: BTreeMap<AssetId, BTreeSet<&str>> = BTreeMap::new();
        for package in &plan.packages {
            for place in package.places.listed.iter().filter(|place| place.system.is_none()) {
                by_place.insert(place.file(), &package.system);
            }
            for id in &package.assets {
                by_asset.entry(*id).or_default().insert(&package.system);
            }
        }
        for (id, known) in &mut self.assets {
            let systems = by_asset.get(id);
            // The one system in which it is, if today's estate has no such system.
            let only = systems.and_then(|all| all.first().filter(|_| all.len() == 1));
            let only = only.filter(|system| !has_system(now, system));
            for stay in known.stays.iter_mut().filter(|stay| stay.gone.is_none()) {
                let is_told = systems.is_some_and(|all| all.contains(stay.system.as_str()));
                let told = by_place.get(stay.place.as_str()).or(only.filter(|_| !is_told));
                stay.system = told.map_or_else(
                    || std::mem::take(&mut stay.system),
                    |system| (*system).to_owned(),
                );
            }
        }
        for (place, gaps) in &mut self.unread {
            if let Some(system) = by_place.get(place.as_str()) {
                gaps.iter_mut().for_each(|gap| (*system).clone_into(&mut gap.system));
            }
        }
        self
    }

    /// The scan that a plan was made from: the last one up to its day that found all that the plan names, as far as that
    /// is known here; where no scan up to its day did, the first that did. Days alone do not tell of scans of one day,
    /// nor of a plan for another day than that of its scan.
    pub(super) fn scan_of(&self, plan: &Plan) -> i64 {
        let of_day = self.scans.iter().filter(|(_, at)| **at <= plan.at).map(|(scan, _)| *scan);
        let of_day: BTreeSet<i64> = of_day.collect();
        let ids = plan.packages.iter().flat_map(|package| &package.assets);
        let ids: BTreeSet<&AssetId> = ids.collect();
        let named = ids.into_iter().filter_map(|id| self.assets.get(id));
        let mut fits: BTreeSet<i64> = self.scans.keys().copied().collect();
        for known in named.filter(|known| !known.stays.is_empty()) {
            fits.retain(|scan| known.at(*scan).next().is_some());
        }
        let fitting = fits.intersection(&of_day).last().or_else(|| fits.first());
        let by_day = || of_day.last().or_else(|| self.scans.keys().next());
        fitting.or_else(by_day).copied().unwrap_or(0)
    }

    /// Scans in which something came or went that is known here.
    pub(super) fn turns(&self) -> BTreeSet<i64> {
        let stays = self.assets.values().flat_map(|known| &known.stays);
        let stays = stays.flat_map(|stay| [Some(stay.first), stay.gone]);
        let gaps = self.unread.values().flatten().flat_map(|gap| [Some(gap.first), gap.gone]);
        stays.chain(gaps).flatten().collect()
    }

    /// Scans after `base` and before the last one, first to last.
    pub(super) fn between(&self, base: i64) -> impl Iterator<Item = i64> {
        let last = self.scans.keys().next_back().copied().unwrap_or(0);
        self.scans.keys().copied().filter(move |scan| base < *scan && *scan < last)
    }

    /// Why some of these places could not be read in the last scan, with the place.
    pub(super) fn unread<'a>(
        &'a self,
        places: &BTreeSet<&'a str>,
    ) -> Option<(&'a str, Vec<&'a str>)> {
        places.iter().find_map(|place| {
            let gaps = self.unread.get(*place)?.iter().filter(|gap| gap.gone.is_none());
            let mut reasons: Vec<&str> = gaps.map(|gap| gap.reason.as_str()).collect();
            reasons.dedup();
            (!reasons.is_empty()).then_some((*place, reasons))
        })
    }
}

impl Known {
    /// Whose settings they are, of those that files say: software and server, without the line.
    pub(super) fn server(&self) -> Option<&str> {
        self.terms.as_ref().filter(|terms| terms.is_configured)?;
        self.words.split(" at line ").next()
    }

    /// Its stays in the state after a scan.
    pub(super) fn at(&self, scan: i64) -> impl Iterator<Item = &Stayed> {
        self.stays.iter().filter(move |stay| stay.covers(scan))
    }

    /// Its stays after the last scan.
    pub(super) fn now(&self) -> impl Iterator<Item = &Stayed> {
        self.stays.iter().filter(|stay| stay.gone.is_none())
    }

    /// Whether it is at a place.
    pub(super) fn is_at(&self, place: &str) -> bool {
        self.now().any(|stay| stay.place == place)
    }
}

impl Gap {
    pub(super) fn covers(&self, scan: i64) -> bool {
        self.first <= scan && self.gone.is_none_or(|gone| scan < gone)
    }
}

impl Stayed {
    pub(super) fn covers(&self, scan: i64) -> bool {
        self.first <= scan && self.gone.is_none_or(|gone| scan < gone)
    }
}
