//! What has come to places of its own in the system where something is gone: renewed under another name, moved to another
//! file, or put beside and left there when the old one went. While it asks for the same, the work is not done.

use std::collections::{BTreeMap, BTreeSet};

use super::beside;
use super::moment::{Asked, Fate, Ground, Moment, Taken};
use super::past::{Known, Stayed};
use super::works::{Sort, Work};
use crate::model::AssetId;

/// What a thing has in common with the one that takes its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark<'a> {
    /// The subject of a certificate.
    Subject(&'a str),
    /// What a subject says besides numbers, generations and algorithms.
    Name(BTreeSet<String>),
    /// What a protocol's settings are of: software, server.
    Server(&'a str),
    /// Its kind and folder.
    Folder(&'a str, &'a str),
    /// Its kind, and the scan in which one went and the other came.
    Scan(&'a str, i64),
    /// Folder and scan.
    Both(&'a str, i64),
}

/// What has come since the plan in force, by system, sort and mark.
pub(super) struct Newcomers<'a>(BTreeMap<(&'a str, Sort, Mark<'a>), Vec<Newcomer<'a>>>);

struct Newcomer<'a> {
    id: AssetId,
    known: &'a Known,
    stay: &'a Stayed,
}

impl<'a> Newcomers<'a> {
    /// Among what asks for work and did not then, that which is where nothing of its sort was.
    pub(super) fn among(ground: &Ground<'a>, open: &Asked<'a>) -> Self {
        let mut all: BTreeMap<(&str, Sort, Mark<'_>), Vec<Newcomer<'_>>> = BTreeMap::new();
        let held = ground.past.assets.values().flat_map(|known| {
            known.at(ground.base).map(move |stay| (stay.place.as_str(), known.sort))
        });
        let held: BTreeSet<(&str, Sort)> = held.collect();
        for (system, id) in open.keys().filter(|holding| !ground.before.contains_key(holding)) {
            let Some(known) = ground.past.assets.get(id) else { continue };
            let came = known.now().filter(|stay| {
                ground.base < stay.first
                    && ground.home(&stay.system) == *system
                    && !held.contains(&(stay.place.as_str(), known.sort))
            });
            for stay in came {
                for mark in marks(known, &stay.place, Some(stay.first)) {
                    let one = Newcomer { id: *id, known, stay };
                    all.entry((*system, known.sort, mark)).or_default().push(one);
                }
            }
        }
        Self(all)
    }
}

/// The likest first.
fn marks<'a>(known: &'a Known, place: &'a str, scan: Option<i64>) -> Vec<Mark<'a>> {
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut marks = Vec::new();
    match (known.sort, &known.role) {
        // Files of code of one system have much in common.
        (Sort::Algorithm | Sort::Software, _) => {}
        (Sort::Certificate, Some(role)) => {
            marks.push(Mark::Subject(&role.subject));
            let name = beside::name(&role.subject);
            marks.extend(Some(name).filter(|name| !name.is_empty()).map(Mark::Name));
            marks.extend(scan.map(|scan| Mark::Both(folder, scan)));
        }
        (Sort::Protocol, _) => {
            let words = known.words.split(" at line ").next().unwrap_or_default();
            marks.push(Mark::Server(words));
            marks.extend(scan.map(|scan| Mark::Scan("", scan)));
        }
        _ => {
            let kind = kind(&known.words);
            marks.push(Mark::Folder(kind, folder));
            marks.extend(scan.map(|scan| Mark::Scan(kind, scan)));
        }
    }
    marks
}

/// `private key` of a key's name for people.
fn kind(words: &str) -> &str {
    let words = words.split(" (").next().unwrap_or(words);
    let mut spaces = words.rmatch_indices(' ');
    spaces.next();
    spaces.next().map_or(words, |(at, _)| &words[at..])
}

/// Hosts that the name of a server says.
fn hosts(words: &str) -> BTreeSet<&str> {
    let parts = words.split([' ', ',', '(', ')', '"']);
    parts.filter(|part| part.contains('.') && part.contains(char::is_alphabetic)).collect()
}

impl<'a> Moment<'a> {
    /// What an asset that is gone from its places was renewed with or moved to in its system, and that asks for the same.
    pub(super) fn renamed(
        &self,
        system: &str,
        (gone, planned): (&'a Known, Work),
        stays: &[&'a Stayed],
        taken: &mut Taken<'a>,
    ) -> Option<Fate> {
        let own = hosts(&gone.words);
        let fits = |one: &Newcomer<'_>, mark: &Mark<'_>| {
            let others = hosts(&one.known.words);
            let role = |known: &Known| known.role.as_ref().map(|role| role.is_authority);
            let is_host = gone.sort != Sort::Protocol
                || matches!(mark, Mark::Server(_))
                || own.is_empty()
                || others.is_empty()
                || !own.is_disjoint(&others);
            is_host && role(gone) == role(one.known)
        };
        for mark in stays.iter().flat_map(|stay| marks(gone, &stay.place, stay.gone)) {
            let Some(all) = self.newcomers.0.get(&(system, gone.sort, mark.clone())) else {
                continue;
            };
            let free = all.iter().find(|one| {
                !taken.contains(&(one.id, one.stay.place.as_str()))
                    && fits(one, &mark)
                    && self.asks_the_same(system, one.id, planned, gone.sort)
            });
            if let Some(one) = free {
                taken.extend(one.known.now().map(|stay| (one.id, stay.place.as_str())));
                return Some(Fate::instead(one.id, &one.known.words, &one.stay.place));
            }
        }
        None
    }

    /// Of settings that stood in a file, which is there and says nothing in their place: what the software does then is a
    /// matter of its version.
    pub(super) fn left_to_defaults(
        &self,
        places: &BTreeSet<&'a str>,
        reach: &BTreeSet<&'a str>,
        (gone, planned): (&'a Known, Work),
    ) -> Option<Fate> {
        if !gone.terms.as_ref()?.is_configured {
            return None;
        }
        let ground = self.ground;
        let there = |place: &str| {
            let ever = ground.ever(&BTreeSet::from([place])).map(|(_, one)| one);
            ever.filter(|one| one.sort == Sort::Protocol && one.is_at(place)).collect::<Vec<_>>()
        };
        let is_empty = |place: &&&str| ground.past.met.contains(**place) && there(place).is_empty();
        if let Some(place) = places.iter().find(is_empty) {
            return Some(Fate::Unconfirmed(Some(format!(
                "{place} is there and sets nothing of it any more, so that the defaults of the installed version hold, which \
                 it does not tell: ask the endpoint (y2q scan tls://HOST:PORT or ssh://HOST, into the same inventory), or remove \
                 the file where nothing reads it"
            ))));
        }
        if !planned.is_of_verifiers() {
            return None;
        }
        let like = self.successors(reach, gone);
        let came = like.iter().flat_map(|(_, one)| {
            let new = one
                .now()
                .filter(|stay| reach.contains(stay.place.as_str()) && ground.base < stay.first);
            new.map(|stay| (stay.place.as_str(), *one))
        });
        let mut came: Vec<(&str, &Known)> = came.collect();
        if came.iter().any(|(_, one)| one.words == gone.words) {
            came.retain(|(_, one)| one.words == gone.words);
        }
        let accepts = |one: &Known| one.terms.as_ref().is_some_and(|terms| terms.accepts_resistant);
        let (place, one) = came.first().filter(|_| !came.iter().any(|(_, one)| accepts(one)))?;
        Some(Fate::Unconfirmed(Some(format!(
            "{} is at {place} now and does not say there that it accepts the new signatures, so that the defaults of the \
             installed version hold: name them there beside the others",
            one.words
        ))))
    }

    /// What stood beside an authority or anchor in its place, by a scan after which no plan was made: it has the name of the
    /// old one and asked for nothing.
    pub(super) fn was_beside(
        &self,
        (system, planned): (&str, Work),
        known: &'a Known,
    ) -> Option<String> {
        let ground = self.ground;
        let old = known.role.as_ref().filter(|_| planned.is_beside())?;
        let folder = |place: &'a str| place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = |known: &'a Known| {
            let here = known.now().filter(|stay| ground.home(&stay.system) == system);
            here.map(|stay| folder(&stay.place)).collect::<BTreeSet<&str>>()
        };
        let folders = own(known);
        let mut new = ground.past.assets.values().filter(|one| {
            let is_like = one.role.as_ref().is_some_and(|role| {
                role.is_authority == old.is_authority
                    && beside::is_like(&role.subject, &old.subject)
            });
            let there = own(one);
            let is_there = if planned.is_distributed() {
                folders.is_subset(&there)
            } else {
                !there.is_empty()
            };
            is_like && one.asks.is_empty() && !std::ptr::eq(*one, known) && is_there
        });
        new.next().map(|one| format!("what replaces it is there: {}", one.words))
    }
}
