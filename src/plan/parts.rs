//! Which part of the certificates of a system that are issued again each is in, and what is the same work in another part.
//!
//! A package has one deadline, the earliest of what is in it, and what it says of the ends of its certificates holds for each.
//! So those of the natural window that are valid beyond the deadline of the others, and not beyond their own, are a part of
//! their own (`later`), with the earliest deadline of these; and so on.
//!
//! A certificate that is renewed for longer, or a deadline that moves, takes work from one part to another. It is the same
//! work where it is about the same assets, or about what succeeded them. What is accepted as a risk is not issued again,
//! so it stays in the part that was accepted, whatever its window is by now; and what was in another part when that was
//! written does not come under it by its window. Where no plan in force tells what was where, the parts are those that would
//! be without any acceptance, so that it covers the package that it was written for.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Maker;
use super::kind::Kind;
use super::tally::Item;
use super::{Change, Options, Package, Window};
use crate::model::{AssetId, Date, Quarter};

/// A part of the certificates that are issued again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part {
    /// Whether the reissue can ride on a renewal.
    pub(super) window: Window,
    /// How many parts of the same window have an earlier deadline, or are accepted.
    pub(super) later: u8,
}

const LATER: &str = "later-";

impl Part {
    /// What the ids of its packages have before the use.
    pub(super) fn prefix(self) -> String {
        let later = match self.later {
            0 => String::new(),
            1 => LATER.to_owned(),
            more => format!("{LATER}{more}-"),
        };
        later + &self.window.word().map(|word| format!("{word}-")).unwrap_or_default()
    }

    /// Of the id of a reissue, its pilot or its final state, with what all its parts have in common.
    pub(super) fn of_id(id: &str) -> Option<(Self, String)> {
        const WORD: &str = "/certificate-reissue/";
        let (start, rest) = id.split_at(id.find(WORD)? + WORD.len());
        let (later, rest) = match rest.strip_prefix(LATER) {
            None => (0, rest),
            Some(rest) => {
                let number = rest.split_once('-');
                let number = number.and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
                number.unwrap_or((1, rest))
            }
        };
        let windows = [Window::Automatic, Window::Early];
        let named = windows.into_iter().find_map(|window| {
            Some((window, rest.strip_prefix(window.word()?)?.strip_prefix('-')?))
        });
        let (window, rest) = named.unwrap_or((Window::Natural, rest));
        Some((Self { window, later }, format!("{start}{rest}")))
    }

    /// The id of a package of this part in the place of `id`, which is of any.
    fn in_id(self, id: &str) -> Option<String> {
        let (_, whole) = Self::of_id(id)?;
        let at = whole.rfind('/')? + 1;
        Some(format!("{}{}{}", &whole[..at], self.prefix(), &whole[at..]))
    }
}

/// Whether both are the same work, in whatever part.
pub(super) fn is_one_work(id: &str, other: &str) -> bool {
    id == other
        || Part::of_id(id).zip(Part::of_id(other)).is_some_and(|(one, other)| one.1 == other.1)
}

/// Packages of a plan by their work, whatever part each is of.
pub(super) struct Works<'a>(BTreeMap<String, Vec<&'a Package>>);

impl<'a> Works<'a> {
    pub(super) fn of(packages: impl Iterator<Item = &'a Package>) -> Self {
        let mut works: BTreeMap<String, Vec<&'a Package>> = BTreeMap::new();
        for package in packages {
            works.entry(Self::work(package)).or_default().push(package);
        }
        Self(works)
    }

    fn work(package: &Package) -> String {
        Part::of_id(&package.id).map_or_else(|| package.id.clone(), |(_, whole)| whole)
    }

    /// Those with the same work as one of a plan of the same day.
    pub(super) fn like(&self, other: &Package) -> impl Iterator<Item = &'a Package> {
        // What is tried, and what comes last, goes with what it is of.
        let goes_along = other.assets.is_empty() || other.change == Change::Pilot;
        let all = self.0.get(&Self::work(other)).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(move |one| {
            let is_shared = |id: &AssetId| other.assets.binary_search(id).is_ok();
            one.id == other.id || goes_along || one.assets.iter().any(is_shared)
        })
    }
}

/// The packages of one plan as seen from those of another: which of these each goes on with.
pub(super) struct Counterparts<'a> {
    of: BTreeMap<&'a str, &'a Package>,
    /// Ids of those of the other plan of which something is left.
    left: BTreeSet<&'a str>,
}

/// Packages with the same work in two plans, those of the other one with the ids that they have here.
#[derive(Default)]
struct Parts<'a, 'b> {
    own: Vec<&'a Package>,
    others: Vec<(&'b str, &'a Package)>,
}

impl<'a> Counterparts<'a> {
    /// Of `packages` among `others`, which have these ids here; `stands_for` says whether an asset of one has taken the place
    /// of something of the other.
    pub(super) fn of(
        packages: &'a [Package],
        others: &BTreeMap<String, &'a Package>,
        stands_for: &dyn Fn(&'a Package, AssetId, &Package) -> bool,
    ) -> Self {
        let shares = |package: &'a Package, other: &Package| {
            let is_shared = |id: &&AssetId| {
                other.assets.binary_search(id).is_ok() || stands_for(package, **id, other)
            };
            package.assets.iter().filter(is_shared).count()
        };
        let mut parts: BTreeMap<String, Parts<'a, '_>> = BTreeMap::new();
        let mut of = BTreeMap::new();
        for package in packages {
            match Part::of_id(&package.id) {
                Some((_, whole)) if package.window.is_some() || package.acceptance.is_some() => {
                    parts.entry(whole).or_default().own.push(package);
                }
                _ => of.extend(others.get(&package.id).map(|one| (package.id.as_str(), *one))),
            }
        }
        for (id, other) in others {
            let whole = Part::of_id(id).map(|(_, whole)| whole);
            if let Some(known) = whole.and_then(|whole| parts.get_mut(&whole)) {
                known.others.push((id.as_str(), *other));
            }
        }
        let mut left = BTreeSet::new();
        for Parts { own: now, others: then } in parts.values() {
            for package in now {
                let own = then.iter().find(|(id, _)| *id == package.id).map(|(_, one)| *one);
                let is_elsewhere = |other: &Package| now.iter().any(|one| shares(one, other) > 0);
                let own = own.filter(|own| shares(package, own) > 0 || !is_elsewhere(own));
                let most = || {
                    let all = then.iter().map(|(_, other)| (shares(package, other), *other));
                    let all = all.rev().filter(|(shared, _)| *shared > 0);
                    all.max_by_key(|(shared, _)| *shared).map(|(_, other)| other)
                };
                of.extend(own.or_else(most).map(|other| (package.id.as_str(), other)));
            }
            let is_left = |other: &Package| now.iter().any(|one| shares(one, other) > 0);
            left.extend(
                then.iter().filter(|(_, one)| is_left(one)).map(|(_, one)| one.id.as_str()),
            );
        }
        // A pilot and a final state go with what they are of.
        for package in packages.iter().filter(|one| one.window.is_none()) {
            let base = package.id.replacen("/pilot/", "/", 1);
            let base = base.strip_suffix("-final").unwrap_or(&base);
            let part = of.get(base).and_then(|other| Part::of_id(&other.id));
            let id = part.and_then(|(part, _)| part.in_id(&package.id));
            let other = id.filter(|_| base != package.id).and_then(|id| others.get(&id).copied());
            of.extend(other.map(|other| (package.id.as_str(), other)));
        }
        left.extend(of.values().map(|one| one.id.as_str()));
        Self { of, left }
    }

    /// The one of an id.
    pub(super) fn get(&self, id: &str) -> Option<&'a Package> {
        self.of.get(id).copied()
    }

    /// Whether a package of the other plan goes on here.
    pub(super) fn has(&self, other: &Package) -> bool {
        self.left.contains(other.id.as_str())
    }
}

impl<'a> Maker<'a> {
    /// The packages of the plan in force with the same work, in whatever part.
    pub(super) fn former(&self, kind: Kind) -> Vec<&'a Package> {
        let Options { previous, inherited, .. } = self.input.options;
        let home = inherited.map_or(self.system, |known| known.home(self.system));
        let id = kind.id(home);
        let all = previous.iter().flat_map(|previous| &previous.packages);
        all.filter(|one| one.system == home && is_one_work(&one.id, &id)).collect()
    }

    /// Whether a package of the plan in force is about an asset, or one in whose place that stands.
    pub(super) fn had(&self, former: &Package, id: AssetId) -> bool {
        let known = self.input.options.inherited;
        former.assets.binary_search(&id).is_ok()
            || known.is_some_and(|known| known.stands_for(self.system, id, &former.id))
    }

    /// The parts whose risk is accepted today.
    fn accepted_parts(&self, kind: Kind) -> Vec<Part> {
        let id = kind.id(self.system);
        let stated = self.input.context.acceptances.iter();
        let stated =
            stated.filter(|one| one.expires >= self.input.today && is_one_work(&one.package, &id));
        stated.filter_map(|one| Some(Part::of_id(&one.package)?.0)).collect()
    }

    /// The parts that the certificates among `items` are in.
    pub(super) fn parts(
        &self,
        kind: Kind,
        items: &[Item],
        certified_until: &dyn Fn(&Item) -> Option<Quarter>,
    ) -> BTreeMap<AssetId, Part> {
        let former = self.former(kind);
        let day = |item: &Item| {
            let due = self.due_of(kind, item, &former).map_or(Date::MAX, |due| due.date);
            certified_until(item).map_or(due, |end| due.min(end.last_day()))
        };
        // A key changes with its certificate.
        let mut keys: BTreeMap<AssetId, Date> = BTreeMap::new();
        for item in items.iter().filter(|item| !item.certificate) {
            let known = keys.entry(item.public.unwrap_or(item.id)).or_insert(Date::MAX);
            *known = day(item).min(*known);
        }
        let accepted = if former.is_empty() { Vec::new() } else { self.accepted_parts(kind) };
        let is_accepted = |part: Part| accepted.contains(&part);
        let mut parts = BTreeMap::new();
        let mut natural: Vec<(Option<Date>, Date, AssetId)> = Vec::new();
        for item in items.iter().filter(|item| item.certificate) {
            let key = item.public.and_then(|key| keys.get(&key)).copied();
            let own = day(item).min(key.unwrap_or(Date::MAX));
            let window = Window::of(item, own);
            let mut had =
                former.iter().filter(|one| !accepted.is_empty() && self.had(one, item.id));
            let was = had.find_map(|one| Some(Part::of_id(&one.id)?.0));
            let part = match was {
                Some(was) if is_accepted(was) => was,
                // Only what is new comes under an acceptance by its window.
                None if is_accepted(window.into()) => window.into(),
                _ if window == Window::Natural => {
                    natural.push((item.end.date(), own, item.id));
                    continue;
                }
                _ => first_free(window, 0, &is_accepted),
            };
            parts.insert(item.id, part);
        }
        let certified: BTreeSet<AssetId> =
            items.iter().filter(|item| item.certificate).filter_map(|item| item.public).collect();
        let alone = keys.iter().filter(|(key, _)| !certified.contains(*key)).map(|(_, day)| *day);
        let mut alone = alone.min();
        let mut later = 0;
        while !natural.is_empty() {
            let part = first_free(Window::Natural, later, &is_accepted);
            let with = alone.take().filter(|_| part.later == 0);
            let due = natural.iter().map(|one| one.1).chain(with).min().unwrap_or(Date::MAX);
            let of_it = natural.extract_if(.., |(end, ..)| end.is_none_or(|end| end <= due));
            parts.extend(of_it.map(|(.., id)| (id, part)));
            let Some(next) = part.later.checked_add(1) else { break };
            later = next;
        }
        parts
    }
}

/// The first part of a window from a number on that is not accepted.
fn first_free(window: Window, from: u8, is_accepted: &dyn Fn(Part) -> bool) -> Part {
    let mut parts = (from..=u8::MAX).map(|later| Part { window, later });
    parts.find(|part| !is_accepted(*part)).unwrap_or(Part { window, later: u8::MAX })
}

impl From<Window> for Part {
    fn from(window: Window) -> Self {
        Self { window, later: 0 }
    }
}
