//! Whether what is asked for in one place is the work that was planned for another.

use super::change::{Need, needs_change, unclear, work};
use super::kind::{Kind, Pace};
use super::orphans::is_reissue;
use super::{Change, Package};
use crate::assess::Holding;
use crate::model::{Asset, MaterialKind};

/// What is asked of an asset, as far as it tells work apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    change: Change,
    pace: Pace,
    /// `None` where all needs are meant.
    need: Option<Need>,
}

/// What takes the place of what: a certificate of a certificate, a key of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An algorithm that code uses; the same one may be used in many places.
    Algorithm,
    /// A certificate.
    Certificate,
    /// Settings of a protocol; the same ones may stand in many places.
    Protocol,
    /// A key that stays, alone or in a store.
    Key,
    /// Other material, by its kind.
    Material(MaterialKind),
    /// A library.
    Software,
}

/// The needs that the last part of a package id may end in; `symmetric` and the like are whole words there.
const NEEDS: [Need; 6] = [
    Need::KeyEstablishment,
    Need::Root,
    Need::Issuing,
    Need::Signature,
    Need::Undetermined,
    Need::Symmetric,
];

impl Work {
    /// What a package is about.
    pub(super) fn of(package: &Package) -> Self {
        let last = package.id.rsplit('/').next().unwrap_or_default();
        let last = last.strip_suffix("-now").or(last.strip_suffix("-final")).unwrap_or(last);
        let named = |need: &Need| {
            last.strip_suffix(need.word())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('-'))
        };
        let need = NEEDS.into_iter().find(named).filter(|need| *need != Need::Undetermined);
        Self { change: package.change, pace: package.pace, need }
    }

    /// Everything that a holding asks for by itself, before it is known what fits its system.
    #[must_use]
    pub fn asked_by(holding: &Holding) -> Vec<Self> {
        let judged = holding.judged.iter().filter(|judged| needs_change(judged));
        let mut kinds: Vec<Kind> =
            judged.flat_map(|judged| work(holding, &judged.subject)).collect();
        if !unclear(holding, &kinds).is_empty() {
            kinds.push(Kind::DISCOVERY);
        }
        let asked = kinds.into_iter().map(|Kind { change, at, pace, .. }| {
            let need = Some(at.need).filter(|need| *need != Need::Undetermined);
            Self { change, pace, need }
        });
        asked.collect()
    }

    /// Whether something of the sort `sort` that asks for `other` still asks for this work.
    ///
    /// What was broken and is sound today no longer asks to be replaced at once. Where a hybrid is offered, what is left
    /// is to drop its classical half. A key or certificate is one thing whatever it is used for; an algorithm and the
    /// settings of a protocol are looked at need by need.
    pub(super) fn is_still(self, other: Self, sort: Sort) -> bool {
        if self.is_unclear() || other.is_unclear() {
            return self.is_unclear() && other.is_unclear();
        }
        let pace = match self.pace {
            Pace::Now => other.pace == Pace::Now,
            Pace::Resistant => other.pace != Pace::Final,
            Pace::Final => true,
        };
        // A key that is to be replaced is there while it is to be taken out, unless what replaces it stands beside it.
        let offered = other.change == Change::Retirement
            && (self.is_beside() || !matches!(self.change, Change::Retirement | Change::Rekey));
        // A key that stays to read old data alone is replaced: it goes with that data.
        let reads = other.reads(sort) && !self.reads(sort);
        let need = match (self.need, other.need) {
            _ if !matches!(sort, Sort::Algorithm | Sort::Protocol) => true,
            (Some(one), Some(other)) => one == other,
            // Settings may lose what is broken in them and offer a hybrid in any order.
            (Some(_), None) => self.pace == other.pace,
            (None, _) => true,
        };
        pace && need && !offered && !reads
    }

    /// Whether it is that of a key which stays to read old data alone.
    pub(super) fn reads(self, sort: Sort) -> bool {
        sort == Sort::Key && self.change == Change::Replacement
    }

    /// Whether it is the same work in another place: a pilot is that of its roll-out, and settings may ask for the same need by
    /// another kind of change.
    pub(super) fn is_same(self, other: Self, sort: Sort) -> bool {
        let is_pilot = [self, other].iter().any(|work| work.change == Change::Pilot);
        let change = sort == Sort::Protocol || is_pilot || self.change == other.change;
        change && self.need == other.need
    }

    /// Whether verifiers are to accept something beside what they accept.
    pub(super) fn is_of_verifiers(self) -> bool {
        matches!(self.change, Change::Configuration | Change::Pilot)
            && self.pace == Pace::Resistant
            && self.need == Some(Need::Signature)
    }

    /// Whether it is about signatures alone.
    pub(super) fn is_of_signatures(self) -> bool {
        self.need == Some(Need::Signature)
    }

    /// Whether it is done by what comes beside: authorities and anchors, keys of SSH that are trusted here and kept elsewhere.
    pub(super) fn is_beside(self) -> bool {
        let is_offline = self.change == Change::Rekey && self.need == Some(Need::Issuing);
        let is_offered = matches!(self.change, Change::CaRenewal | Change::TrustDistribution);
        is_offline && self.pace == Pace::Resistant || is_offered && self.pace != Pace::Final
    }

    /// Whether it is about what is broken today.
    pub(super) fn is_now(self) -> bool {
        self.pace == Pace::Now
    }

    /// Whether it issues certificates again.
    pub(super) fn is_reissue(self) -> bool {
        is_reissue(self.change)
    }

    /// Whether it has to reach every folder.
    pub(super) fn is_distributed(self) -> bool {
        self.change == Change::TrustDistribution
    }

    /// Whether what it asks for is not known before somebody looks.
    pub(super) fn is_unclear(self) -> bool {
        self.change == Change::Discovery
    }

    /// Whether it leaves its assets as they are: a proxy does what is behind it cannot.
    pub(super) fn leaves_as_is(self) -> bool {
        self.change == Change::ProxyInFront
    }

    /// Whether it is what is left to do where a hybrid is in place.
    pub(super) fn is_after_hybrid(self) -> bool {
        self.change == Change::Retirement || self.pace == Pace::Final
    }
}

impl Sort {
    /// Of an asset.
    #[must_use]
    pub fn of(asset: &Asset) -> Self {
        match asset {
            Asset::Algorithm(_) => Self::Algorithm,
            Asset::Certificate(_) => Self::Certificate,
            Asset::Protocol(_) => Self::Protocol,
            Asset::Software(_) => Self::Software,
            Asset::RelatedCryptoMaterial(data) if data.is_encrypted_data() => {
                Self::Material(data.material)
            }
            Asset::RelatedCryptoMaterial(material) => match material.material {
                MaterialKind::PrivateKey
                | MaterialKind::PublicKey
                | MaterialKind::Keystore
                | MaterialKind::Other => Self::Key,
                other => Self::Material(other),
            },
        }
    }

    /// Whether it is the same thing wherever it is found.
    pub(super) const fn is_one_thing(self) -> bool {
        !matches!(self, Self::Algorithm | Self::Protocol | Self::Software)
    }
}
