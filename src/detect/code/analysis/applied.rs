//! What a key that was found says of the use of it.

use super::kinds::{Kin, Known, scheme_of};
use super::trace::{Made, Search, go_together};
use super::*;
use crate::detect::code::rule::{Part, Taken};
use crate::detect::code::value::{Choice, Step};
use crate::registry;

/// Keys of one use that are each a use of their own.
const KEYS: usize = 8;

/// A step that says only which way was taken.
const fn taken(choice: Choice) -> PartStep {
    let step = Step { path: String::new(), line: 0, what: String::new(), choice: Some(choice) };
    PartStep { part: "bits", step }
}

/// Of several values of the same key, those that tell its size.
fn told(made: Vec<Made>) -> Vec<Made> {
    let is_told = |one: &Made| one.known.bits.is_some() || !one.known.curve.is_empty();
    let Some(first) = made.iter().find(|one| is_told(one)) else { return made };
    let name = first.known.algorithm.first().cloned().unwrap_or_default();
    let is_same = |one: &Made| {
        one.known.algorithm.first().is_some_and(|other| name.starts_with(other.as_str()))
    };
    let all_same = made.iter().filter(|one| !is_told(one)).all(is_same);
    if all_same { made.into_iter().filter(is_told).collect() } else { made }
}

/// One of each of several keys; none where it is not told which of them it is when.
fn distinct(made: Vec<Made>) -> Vec<Made> {
    let Some(first) = made.first() else { return made };
    let is_one_call = made.iter().all(|one| one.at == first.at && one.step.path == first.step.path);
    let mut kept: Vec<Made> = Vec::new();
    for one in made {
        if kept.iter().any(|other| other.known == one.known) {
            continue;
        }
        let parts = |other: &Made| !go_together(&one.path, &other.path);
        if !(is_one_call || kept.iter().all(parts)) {
            return Vec::new();
        }
        kept.push(one);
    }
    // So many are but the first of all that there are.
    if kept.len() >= KEYS { Vec::new() } else { kept }
}

impl Analysis<'_> {
    /// The signature scheme of RSA that a padding is one of.
    fn scheme_by_padding(&self, index: usize) -> Option<&'static str> {
        let padding = &self.uses[index].0.parts.padding;
        let is = |word: &str| padding.iter().any(|name| name.to_ascii_lowercase().contains(word));
        match padding.is_empty() {
            true => None,
            false if is("pss") => Some("RSA-PSS"),
            false => is("pkcs1").then_some("RSA-PKCS1-1.5"),
        }
    }

    /// Completes a use by the key that was found; of several that it may be, each is a use of its own.
    pub(super) fn apply_key(&mut self, index: usize, search: Search) {
        let found = told(search.made);
        if found.is_empty() {
            self.apply_padding(index, &search.kin);
            return;
        }
        let mut keys = distinct(found);
        let several = keys.len() > 1;
        if several && matches!(search.kin, Kin::Family(_)) {
            keys.retain(|key| key.known.bits.is_some() || !key.known.curve.is_empty());
        }
        // Where it may be still another one, the use itself stays open.
        let own = usize::from(!(several && search.is_open));
        for key in keys.iter().skip(own).rev() {
            if self.uses.len() >= USES || !self.fits_key(&search.kin, key) {
                continue;
            }
            let (mut use_, place) = self.uses[index].clone();
            use_.one_of_many = true;
            let other = self.uses.len();
            self.of.entry(use_.id).or_default().push(other);
            self.uses.push((use_, place));
            self.apply_one(other, &search.kin, key, several);
        }
        if let Some(first) = keys.first().filter(|_| own == 1) {
            self.apply_one(index, &search.kin, first, several);
        }
    }

    /// A padding of RSA tells the scheme, whatever key it is.
    fn apply_padding(&mut self, index: usize, kin: &Kin) {
        let by_padding = self.scheme_by_padding(index).filter(|_| *kin == Kin::Signing);
        // What is set through a pointer may be set for some keys only.
        if self.rule(index).product.is_some() {
            self.uses[index].0.parts.padding.clear();
        } else if let Some(scheme) = by_padding {
            let parts = &mut self.uses[index].0.parts;
            if parts.digest.is_empty() {
                parts.digest = std::mem::take(&mut parts.algorithm);
            }
            (parts.algorithm, parts.literal) = (vec![scheme.to_owned()], true);
        }
    }

    /// Whether the use takes the name of a whole scheme, of which nothing is known: a key of RSA may be for any padding then.
    fn is_scheme_open(&self, index: usize) -> bool {
        let (use_, place) = &self.uses[index];
        let (pack, rule) = self.rules.at(*place);
        let Some(Taken { argument: Some(_), names: Some(table), .. }) =
            rule.says.algorithm.as_ref().and_then(Part::taken)
        else {
            return false;
        };
        let names_digests = pack
            .names
            .get(table)
            .is_some_and(|table| table.values().all(|name| registry::digest(name).is_some()));
        use_.parts.algorithm.is_empty() && use_.missing.is_some() && !names_digests
    }

    fn fits_key(&self, kin: &Kin, key: &Made) -> bool {
        matches!(kin, Kin::Family(_)) || scheme_of(kin, &key.known.algorithm).is_some()
    }

    fn apply_one(&mut self, index: usize, kin: &Kin, key: &Made, several: bool) {
        let by_padding = self.scheme_by_padding(index).filter(|_| *kin == Kin::Signing);
        let is_open = *kin == Kin::Signing && self.is_scheme_open(index);
        let use_ = &mut self.uses[index].0;
        let Known { algorithm, bits, curve, digest } = key.known.clone();
        if !matches!(kin, Kin::Family(_)) {
            if let Some(scheme) = scheme_of(kin, &algorithm) {
                if use_.parts.digest.is_empty() && *kin == Kin::Signing {
                    use_.parts.digest = std::mem::take(&mut use_.parts.algorithm);
                }
                let scheme = match by_padding {
                    Some(padded) if scheme == "RSA-PKCS1-1.5" => padded.to_owned(),
                    None if scheme == "RSA-PKCS1-1.5" && is_open => "RSA".to_owned(),
                    _ => scheme,
                };
                (use_.parts.algorithm, use_.parts.literal) = (vec![scheme], true);
            } else {
                return;
            }
        }
        if use_.parts.digest.is_empty() && *kin == Kin::Family("HMAC") {
            use_.parts.digest = digest;
        }
        use_.parts.bits = bits.or(use_.parts.bits.take());
        if !curve.is_empty() {
            use_.parts.curve = curve;
        }
        use_.missing = None;
        use_.steps.push(PartStep { part: "bits", step: key.step.clone() });
        if several {
            use_.one_of_many = true;
            use_.steps.extend(key.path.iter().copied().map(taken));
        }
    }
}
