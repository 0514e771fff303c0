//! Certificates that are valid no more.
//!
//! Nobody accepts what has ended, so there is nothing to issue again, and no key of it to replace. But what something still
//! presents is in use, whatever its verifiers make of it, and so is an authority while a certificate under it is valid.

use std::collections::BTreeSet;

use super::Change;
use super::kind::Kind;
use super::runbook::NOTE;
use super::speech::counted;
use super::tally::{Item, Planner};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Date, Exposure, KeyCertificate, Timestamp};

/// The last day on which a certificate is valid, or the last certificate of a key: days from the year 1970 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LastDay(u32);

impl LastDay {
    pub(super) const NEVER: Self = Self(u32::MAX);

    pub(super) fn of(holding: &Holding) -> Self {
        let last = match &holding.asset {
            Asset::Certificate(certificate) => certificate.not_after,
            _ => {
                // A key of SSH is accepted without the certificate that it has for some hours.
                let lasts =
                    |one: &KeyCertificate| one.in_use.is_presented || one.certificate.is_of_ssh();
                let all = holding.certificates.iter();
                let ends = all.map(|one| one.certificate.not_after.filter(|_| !lasts(one)));
                ends.max_by_key(|end| (end.is_none(), *end)).flatten()
            }
        };
        last.map_or(Self::NEVER, Self::at)
    }

    fn at(time: Timestamp) -> Self {
        const DAY: i64 = 86_400;
        // What ended before 1970 has ended.
        Self(u32::try_from(time.as_second().div_euclid(DAY)).unwrap_or_default())
    }

    /// The day; `None` where there is no end.
    pub(super) fn date(self) -> Option<Date> {
        // Beyond what a calendar has, there is no end either.
        let days = jiff::Span::new().try_days(i64::from(self.0)).ok()?;
        Date::new(1970, 1, 1).ok()?.checked_add(days).ok()
    }

    /// Whether that day has passed.
    pub(super) fn is_before(self, today: Date) -> bool {
        // Every day has a midnight in UTC.
        let midnight = today.to_zoned(jiff::tz::TimeZone::UTC);
        midnight.is_ok_and(|midnight| self < Self::at(midnight.timestamp()))
    }
}

/// Takes what has ended out of what there is to do, and out of what is exposed.
pub(super) fn set_aside(planner: &mut Planner, today: Date) {
    let Planner { systems, presented, issuers, .. } = planner;
    let is_used = |id: AssetId| {
        presented.get(&id).is_some_and(|known| !known.by.is_empty())
            || issuers.get(&id).is_some_and(|last| !last.is_before(today))
    };
    let certificates = systems.values().flat_map(|tally| tally.bundles.values().flatten());
    let used: BTreeSet<AssetId> = certificates
        .filter(|item| item.certificate && (!item.end.is_before(today) || is_used(item.id)))
        .filter_map(|item| item.public)
        .collect();
    let is_over = |item: &Item| {
        let has_other = || item.public.is_some_and(|key| used.contains(&key));
        item.end.is_before(today) && !is_used(item.id) && (item.certificate || !has_other())
    };
    for tally in systems.values_mut() {
        for (kind, items) in &mut tally.bundles {
            for item in items.extract_if(.., |item| is_over(item)) {
                tally.ended.insert(item.id, item.certificate);
                let public = item.public.filter(|key| item.certificate && !used.contains(key));
                tally.certified.retain(|own| public.is_none_or(|key| *own != (key, *kind)));
            }
        }
        tally.bundles.retain(|_, items| !items.is_empty());
        tally.issued_by.retain(|(_, own, _), last| {
            !last.is_before(today) || own.is_some_and(|own| !tally.ended.contains_key(&own))
        });
        for seen in &mut tally.seen {
            if tally.ended.contains_key(&seen.id) {
                seen.exposure = Exposure::None;
            }
        }
    }
}

/// What a runbook says of what has ended and is worked on nevertheless.
pub(super) fn note(kind: Kind, items: &[Item], today: Date) -> Option<String> {
    let ended = items.iter().filter(|item| item.certificate && item.end.is_before(today)).count();
    let why = match kind.change {
        Change::CertificateReissue => {
            "something still presents them, and whoever verifies refuses them. They are issued again, or what presents them is \
             switched off, without waiting for this package"
        }
        _ => {
            "certificates under them are still valid, or something presents them; whoever verifies by them may refuse those"
        }
    };
    let has = if ended == 1 { "has" } else { "have" };
    (ended > 0).then(|| format!("{NOTE}{ended} of these certificates {has} ended: {why}"))
}

/// What the assumptions say of it.
pub(super) fn sentence(planner: &Planner) -> Option<String> {
    let ended = planner.systems.values().flat_map(|tally| tally.ended.values());
    let (certificates, others): (Vec<bool>, Vec<bool>) = ended.partition(|one| **one);
    let certificates = certificates.len() as u64;
    let keys = match others.len() as u64 {
        0 => String::new(),
        keys => format!(" and {} of such", counted(keys, "key or request", "keys or requests")),
    };
    (certificates > 0 || !keys.is_empty()).then(|| {
        format!(
            "Nothing is planned for {}{keys}: nothing presents what has ended, and no certificate under it is valid. It does not \
             count as exposed.",
            counted(certificates, "certificate that has ended", "certificates that have ended")
        )
    })
}
