//! When the certificates of a package end, against the time in which it is done.
//!
//! What ends before the work begins is renewed by then anyhow; what ends while it is done rides on that renewal; what is valid
//! beyond it is replaced before its time.

use serde::{Deserialize, Serialize};

use super::runbook::NOTE;
use super::speech::counted;
use super::tally::Tally;
use super::{Change, Package};
use crate::model::Date;

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
    /// Of a package that issues certificates again; `None` where it has no date or nothing of it ends.
    pub(super) fn of(package: &Package, tally: &Tally) -> Option<Self> {
        let (start, finish) = (package.start?, package.finish?);
        if package.change != Change::CertificateReissue {
            return None;
        }
        let own = tally.bundles.iter().find(|(kind, _)| kind.id(&package.system) == package.id)?.1;
        let certificates = own.iter().filter(|item| item.certificate);
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
