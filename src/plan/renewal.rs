//! When certificates end by themselves: what can ride on a renewal, and what is replaced before its time.
//!
//! | window | certificates | what it changes |
//! |---|---|---|
//! | natural | that end by their deadline, or of which no end is known | a renewal that is due anyhow brings the new algorithm |
//! | automatic | that are valid for [`BRIEF`] days or less | nobody renews so often by hand: what the issuer is asked for is changed once |
//! | early | that are valid beyond the deadline | each is taken out before its end, at its owner's cost |
//!
//! Each is a package of its own in a system ([`super::parts`]), with a row of its own in the table of efforts. What ends before the work begins
//! is renewed by then anyhow; what ends while it is done rides on that renewal; what is valid beyond it is replaced before
//! its time: the package tells how many.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::Need;
use super::deadline::Calendar;
use super::draft::Maker;
use super::issued::Issuing;
use super::kind::{Kind, Pace, is_under_authorities};
use super::parts::Part;
use super::runbook::NOTE;
use super::speech::counted;
use super::tally::{Item, Planner, Tally};
use super::until::all_end;
use super::{Change, Package, PlanInput};
use crate::model::{Asset, AssetId, Date};

/// Days for which a certificate is valid that is renewed by programs: the most for TLS servers since 2026-03-15 (ballot
/// SC-081v3 of the CA/Browser Forum), which makes for two renewals a year and more.
const BRIEF: i64 = 200;

/// Whether the reissue of certificates can ride on their renewal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// They end by the deadline: a renewal that is due anyhow brings the new algorithm.
    #[default]
    Natural,
    /// They are valid for so short a time that programs renew them.
    Automatic,
    /// They are valid beyond the deadline, and replaced before their end.
    Early,
}

impl Window {
    /// The word for ids and rows; `None` for what is usual.
    pub(super) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Natural => None,
            Self::Automatic => Some("automatic"),
            Self::Early => Some("early"),
        }
    }

    /// Of a certificate that is to be replaced by `due`.
    pub(super) fn of(item: &Item, due: Date) -> Self {
        match item.end.date() {
            _ if item.brief => Self::Automatic,
            Some(end) if end > due => Self::Early,
            _ => Self::Natural,
        }
    }
}

impl Part {
    /// What the runbook says of it.
    pub(super) fn note(self) -> Option<String> {
        let said = match self.window {
            Window::Natural if self.later == 0 => return None,
            Window::Natural => {
                "these end by their own deadline, and beyond that of others here, which are a package of their own"
            }
            Window::Automatic => {
                "these are valid for 200 days or less, so that a program renews them (an ACME client, cert-manager, an agent): change what \
                 it asks its issuer for; each follows at its next renewal, or when that is asked for at once"
            }
            Window::Early => {
                "these are valid beyond the deadline: agree with the owner of each on a day for its successor, and revoke it when \
                 that is in use"
            }
        };
        Some(format!("{NOTE}{said}"))
    }
}

/// Says of certificates that are taken out before their end which other systems have them too.
pub(super) fn say_shared(packages: &mut [Package]) {
    let early = packages.iter().filter(|one| one.window == Some(Window::Early));
    let early = early.flat_map(|package| &package.assets);
    let mut systems: BTreeMap<AssetId, BTreeSet<String>> =
        early.map(|id| (*id, BTreeSet::new())).collect();
    if systems.is_empty() {
        return;
    }
    for package in packages.iter().filter(|one| one.change != Change::Pilot) {
        for id in &package.assets {
            if let Some(own) = systems.get_mut(id) {
                own.insert(package.system.clone());
            }
        }
    }
    for package in packages.iter_mut().filter(|one| one.window == Some(Window::Early)) {
        let own = package.assets.iter().filter_map(|id| systems.get(id));
        let others: BTreeSet<&str> =
            own.flatten().map(String::as_str).filter(|system| *system != package.system).collect();
        if !others.is_empty() {
            let others = others.into_iter().collect::<Vec<_>>().join(", ");
            package.steps.push(format!(
                "{NOTE}some of these are in {others} too: revoke each when nobody presents it any more, there either"
            ));
        }
    }
}

impl Kind {
    /// Whether it is split by [`Part`].
    pub(super) fn is_split(self) -> bool {
        self.change == Change::CertificateReissue
            && self.pace == Pace::Resistant
            && self.at.need != Need::Issuing
            && is_under_authorities(self.at.venue)
    }
}

/// Whether a certificate is valid for so short a time that programs renew it.
pub(super) fn is_brief(asset: &Asset) -> bool {
    let Asset::Certificate(certificate) = asset else { return false };
    let (Some(from), Some(until)) = (certificate.not_before, certificate.not_after) else {
        return false;
    };
    let seconds = until.as_second() - from.as_second();
    // A day more for such as count their first and their last day.
    (0..=(BRIEF + 1) * 86_400).contains(&seconds)
}

/// Parts the certificates that are issued again by when they end by themselves; a key goes with its certificate.
pub(super) fn split(planner: &mut Planner, input: &PlanInput<'_>) {
    let Planner { systems, limits, issuing, certified_until, .. } = planner;
    let until =
        |item: &Item| all_end(item.issued_by(issuing), |id| certified_until.get(&id).copied());
    let calendar = Calendar::of(input, limits);
    for (system, tally) in systems {
        let kinds: Vec<Kind> = tally.bundles.keys().copied().filter(|one| one.is_split()).collect();
        for kind in kinds {
            let items = tally.bundles.get(&kind).map_or(&[][..], Vec::as_slice);
            let parts = Maker::new(system, tally, input, &calendar).parts(kind, items, &until);
            part((tally, issuing), kind, &parts);
        }
    }
}

fn part(
    (tally, issuing): (&mut Tally, &Issuing),
    kind: Kind,
    of_certificates: &BTreeMap<AssetId, Part>,
) {
    let items = tally.bundles.remove(&kind).unwrap_or_default();
    let mut of_keys: BTreeMap<AssetId, Part> = BTreeMap::new();
    for item in items.iter().filter(|item| item.certificate) {
        if let Some((public, part)) = item.public.zip(of_certificates.get(&item.id)) {
            let known = of_keys.entry(public).or_default();
            *known = (*part).max(*known);
        }
    }
    let mut parts: BTreeMap<Part, Vec<Item>> = BTreeMap::new();
    for item in items {
        let part = match item.certificate {
            true => of_certificates.get(&item.id),
            false => item.public.and_then(|key| of_keys.get(&key)),
        };
        parts.entry(part.copied().unwrap_or_default()).or_default().push(item);
    }
    let choice = tally.choices.remove(&kind);
    let kinds: Vec<Kind> = parts.keys().map(|part| kind.in_part(*part)).collect();
    for (own, items) in kinds.iter().zip(parts.into_values()) {
        tally.bundles.insert(*own, items);
        tally.choices.extend(choice.clone().map(|choice| (*own, choice)));
    }
    tally.part_issuers(kind, &kinds, issuing);
    for (key, of) in tally.certified.iter_mut().filter(|(_, of)| *of == kind) {
        *of = of.in_part(of_keys.get(key).copied().unwrap_or_default());
    }
}

/// The windows of natural renewal of the certificates of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Last day of the one that ends first.
    pub first: Date,
    /// Last day of the one that ends last.
    pub last: Date,
    /// Certificates that end before the package begins.
    pub before: u64,
    /// Certificates that end while it is done.
    pub within: u64,
    /// Certificates that are valid beyond it, or without end.
    pub beyond: u64,
}

impl Renewal {
    /// Of a package that issues certificates again, for those that are valid on the day of the plan; `None` where it has no
    /// date or nothing of it ends.
    pub(super) fn of(package: &Package, tally: &Tally, today: Date) -> Option<Self> {
        let (start, finish) = (package.start?, package.finish?);
        if package.change != Change::CertificateReissue {
            return None;
        }
        let own = tally.bundles.iter().find(|(kind, _)| kind.id(&package.system) == package.id)?.1;
        let is_valid = |item: &&Item| item.certificate && !item.end.is_before(today);
        let certificates = own.iter().filter(is_valid);
        let ends: Vec<Option<Date>> = certificates.map(|item| item.end.date()).collect();
        let days = || ends.iter().flatten().copied();
        let (from, until) = (start.first_day(), finish.last_day());
        let count = |is: &dyn Fn(Date) -> bool| days().filter(|day| is(*day)).count() as u64;
        let (before, within) =
            (count(&|day| day < from), count(&|day| (from..=until).contains(&day)));
        Some(Self {
            first: days().min()?,
            last: days().max()?,
            before,
            within,
            beyond: ends.len() as u64 - before - within,
        })
    }

    /// What the runbook says of it.
    pub(super) fn note(&self) -> String {
        let Self { first, last, before, within, beyond } = self;
        let all = before + within + beyond;
        let ends = match all {
            1 => format!("the certificate ends on {first}"),
            _ if first == last => format!("of {all} certificates those that end do on {first}"),
            _ => format!("of {all} certificates the first ends on {first}, the last on {last}"),
        };
        let of = |count: u64| match all {
            1 => "it is".to_owned(),
            _ => counted(count, "is", "are"),
        };
        let told = [
            (*before, "renewed before this begins anyhow"),
            (*within, "renewed while this is done anyhow, so that it rides on that"),
            (*beyond, "valid beyond this, and replaced before the time"),
        ];
        let told = told.into_iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, what)| format!("{} {what}", of(count))).collect();
        format!("{NOTE}{ends}: {}", told.join(", "))
    }
}
