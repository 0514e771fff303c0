//! What was seen of work that is done: when it was seen last, and what is there since.

use std::collections::{BTreeMap, BTreeSet};

use super::moment::{Moment, TOLD};
use super::past::{Known, Stayed};
use super::works::{Sort, Work};

/// Names that evidence tells of what changed in settings.
const NAMES: usize = 12;

impl<'a> Moment<'a> {
    /// Of an asset that is gone from these places, with nothing there that asks for the same.
    pub(super) fn evidence(
        &self,
        (known, planned): (&'a Known, Work),
        places: &BTreeSet<&'a str>,
    ) -> Vec<String> {
        let mut told: BTreeMap<&str, &'a Stayed> = BTreeMap::new();
        for stay in known.stays.iter().filter(|stay| places.contains(stay.place.as_str())) {
            let last = told.entry(&stay.place).or_insert(stay);
            if stay.last > last.last {
                *last = stay;
            }
        }
        told.values().take(TOLD).map(|stay| self.sentence(stay, (known, planned))).collect()
    }

    fn sentence(&self, stay: &'a Stayed, (known, planned): (&'a Known, Work)) -> String {
        let place = stay.place.as_str();
        let gone_to = self.ground.followed(&BTreeSet::from([place]));
        let mut found = std::iter::once(place).chain(gone_to).map(|at| (at, self.found(at)));
        let now = match found.find(|(_, words)| !words.is_empty()) {
            None if self.ground.past.met.contains(place) => {
                "the file is there, and nothing that asks for a change is left in it".to_owned()
            }
            None => {
                "nothing is found there any more: removed, or renamed to what is not looked into"
                    .to_owned()
            }
            Some((at, words)) if at == place => format!("found there now: {}", words.join("; ")),
            Some((at, words)) => format!("found at {at} now: {}", words.join("; ")),
        };
        let seen = self.ground.on(stay.last);
        let later = self.later(stay, (known, planned));
        let (still, gone) = match later {
            Some(later) => {
                let still =
                    format!(", changed and still asking for it {}", self.ground.on(later.last));
                (still, later.gone)
            }
            None => (String::new(), stay.gone),
        };
        let gone = gone.map_or_else(|| "on this day".to_owned(), |scan| self.ground.on(scan));
        let changed = self.changed(place, known);
        format!("{place}: seen {seen}{still}, no longer {gone}; {now}{changed}")
    }

    /// The last of what came to the place of `stay` after it, asked for the same, and is gone as well.
    fn later(&self, stay: &Stayed, (known, planned): (&'a Known, Work)) -> Option<&'a Stayed> {
        let place = BTreeSet::from([stay.place.as_str()]);
        let asked = |one: &Known| one.asks.iter().any(|work| planned.is_still(*work, one.sort));
        let after = self.ground.ever(&place).filter(|(_, one)| {
            let is_like = known.sort != Sort::Protocol || one.words == known.words;
            is_like && one.sort == known.sort && !std::ptr::eq(*one, known) && asked(one)
        });
        let stays = after.flat_map(|(_, one)| &one.stays);
        let stays = stays.filter(|one| one.place == stay.place && Some(one.first) >= stay.gone);
        stays.filter(|one| one.gone.is_some() && one.gone > stay.gone).max_by_key(|one| one.gone)
    }

    /// What the settings of a protocol do not say any more and what they say now, where they still stand there.
    fn changed(&self, place: &'a str, known: &'a Known) -> String {
        let places = BTreeSet::from([place]);
        let there = self.ground.ever(&places).find(|(_, one)| {
            one.sort == Sort::Protocol && one.words == known.words && one.is_at(place)
        });
        let now = there.and_then(|(_, one)| one.terms.as_ref());
        let (Some(then), Some(now)) = (&known.terms, now) else { return String::new() };
        let mut changed = String::new();
        for (what, one, other) in [("gone from it", then, now), ("new in it", now, then)] {
            let names: Vec<&str> = one.names.difference(&other.names).map(String::as_str).collect();
            let more = names.len().saturating_sub(NAMES);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            if !names.is_empty() {
                let names = names.iter().take(NAMES).copied().collect::<Vec<_>>().join(", ");
                changed += &format!("; {what}: {names}{more}");
            }
        }
        changed
    }

    /// The first things that are at a place.
    fn found(&self, place: &'a str) -> Vec<&'a str> {
        let places = BTreeSet::from([place]);
        let there = self
            .ground
            .ever(&places)
            .filter(|(_, known)| known.sort != Sort::Software && known.is_at(place));
        let mut words: Vec<&str> = there.map(|(_, known)| known.words.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        words.truncate(TOLD);
        words
    }
}
