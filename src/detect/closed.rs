//! What of a keystore is encrypted, and what of it stays closed: how much, by which scheme, with how many iterations.

use std::collections::{BTreeMap, BTreeSet};

use super::passwords::StillClosed;
use super::private_encoding::rounds;
use crate::model::Protection;

/// Encrypted things of one keystore.
#[derive(Default)]
pub struct Closed {
    /// By what it is (`private key`, in the singular) and scheme.
    tallies: BTreeMap<(&'static str, String), Tally>,
    /// Protection of the first.
    first: Option<Protection>,
    /// Why things stay closed.
    reasons: BTreeSet<StillClosed>,
}

/// How often one scheme encrypts something, how many of those stay closed, and its least and most iterations: some tools draw a number for each entry.
#[derive(Default)]
struct Tally {
    count: u32,
    closed: u32,
    iterations: Option<(u64, u64)>,
}

impl Closed {
    /// Counts one thing that stays closed, since no password of a list is for it.
    pub fn add(&mut self, what: &'static str, protection: Protection) {
        self.tried(what, protection, Err::<(), _>(StillClosed::Unasked));
    }

    /// Counts one thing on which passwords were tried, and gives what they opened.
    pub fn tried<T>(
        &mut self,
        what: &'static str,
        protection: Protection,
        outcome: Result<T, StillClosed>,
    ) -> Option<T> {
        let tally = self.tallies.entry((what, protection.scheme.clone())).or_default();
        tally.count += 1;
        tally.closed += u32::from(outcome.is_err());
        if let Some(new) = protection.iterations {
            let (least, most) = tally.iterations.unwrap_or((new, new));
            tally.iterations = Some((least.min(new), most.max(new)));
        }
        self.first.get_or_insert(protection);
        self.reasons.extend(outcome.as_ref().err());
        outcome.ok()
    }

    /// Counts one thing whose scheme shows.
    pub fn extend(&mut self, what: &'static str, protection: Option<Protection>) {
        if let Some(protection) = protection {
            self.add(what, protection);
        }
    }

    /// How many things are encrypted.
    pub fn count(&self) -> u32 {
        self.tallies.values().map(|tally| tally.count).sum()
    }

    /// How many there are of each kind, for a finding's details.
    pub fn counts(&self) -> Vec<(String, String)> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for ((what, _), tally) in &self.tallies {
            *counts.entry(what).or_default() += tally.count;
        }
        counts.into_iter().map(|(what, count)| (format!("{what}s"), count.to_string())).collect()
    }

    /// Protection of the first thing.
    pub fn protection(&self) -> Option<Protection> {
        self.first.clone()
    }

    /// The schemes for a finding's details, each once, sorted.
    pub fn schemes(&self) -> Vec<(String, String)> {
        let mut schemes =
            self.tallies.iter().map(|((_, scheme), tally)| how(scheme, tally)).collect::<Vec<_>>();
        schemes.sort();
        schemes.dedup();
        schemes.into_iter().map(|scheme| ("encryption".to_owned(), scheme)).collect()
    }

    /// The sentence of an unknown: `encrypted: 2 private keys (PBES2 …, 10000 iterations); a password would open it`.
    pub fn sentence(&self) -> Option<String> {
        let closed = self.tallies.iter().filter(|(_, tally)| tally.closed > 0);
        let parts = closed.map(|((what, scheme), tally)| {
            let plural = if tally.closed == 1 { "" } else { "s" };
            format!("{} {what}{plural} ({})", tally.closed, how(scheme, tally))
        });
        let parts = parts.collect::<Vec<_>>();
        let reasons = self.reasons.iter().map(|reason| reason.words()).collect::<Vec<_>>();
        (!parts.is_empty())
            .then(|| format!("encrypted: {}; {}", parts.join(", "), reasons.join("; ")))
    }
}

fn how(scheme: &str, tally: &Tally) -> String {
    match tally.iterations {
        Some((least, most)) if least < most => format!("{scheme}, {least} to {most} iterations"),
        Some((count, _)) => format!("{scheme}, {}", rounds(count)),
        None => scheme.to_owned(),
    }
}
