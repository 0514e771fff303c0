//! Keys that lie in some systems and are known in others: `known_hosts`, `authorized_keys`, pinned keys.
//!
//! What knows a public half changes when the private one does, in the package of the system that holds that. Where several
//! systems hold one key, each of them is a holder: each waits for all who know it, and none is done while anybody knows
//! it. The old public half stays until the last holder has another key, and goes with the work of that one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::change::{Need, Use};
use super::data::Share;
use super::draft::Drafts;
use super::kind::{Kind, Pace};
use super::moment::{Asked, Fate, Ground, Moment};
use super::past::{Known, Stayed};
use super::progress::Comparison;
use super::runbook::{NOTE, WORK};
use super::tally::{Item, Planner, Tally};
use super::works::Work;
use super::{Change, Package, Plan};
use crate::model::{AssetId, Date, Quarter};

/// Systems up to which a step names them.
const NAMED: usize = 8;

/// What of the keys of SSH that are replaced in a system concerns other systems.
#[derive(Clone, Default)]
pub(super) struct SshKeys {
    /// Those that certify others, and whose private halves are here, or nowhere and renewed from here, with the systems
    /// that trust them.
    pub(super) certifies: BTreeMap<AssetId, BTreeSet<String>>,
    /// Those that other systems hold too, and that somebody knows.
    shared: BTreeSet<AssetId>,
}

/// What of the keys of a package does not go everywhere when they are replaced.
#[derive(Clone, Copy, Default)]
pub(super) struct Kept {
    certify: Share,
    shared: bool,
}

impl SshKeys {
    pub(super) fn kept(&self, items: &[Item]) -> Kept {
        let keys: BTreeSet<AssetId> = items.iter().filter_map(|item| item.public).collect();
        let certify = keys.iter().filter(|key| self.certifies.contains_key(key)).count();
        let certify = match certify {
            0 => Share::None,
            all if all == keys.len() => Share::All,
            _ => Share::Some,
        };
        Kept { certify, shared: !keys.is_disjoint(&self.shared) }
    }
}

/// A public key that is known here and whose private key lies in other systems changes when it does there.
pub(super) fn hand_over(planner: &mut Planner) {
    let homes = homes(planner);
    let Planner { systems, certifiers, .. } = planner;
    let mut handed: Vec<(String, Kind, Item)> = Vec::new();
    for (system, tally) in systems.iter_mut() {
        let Tally { bundles, private, handed: known, .. } = tally;
        let replaced =
            |kind: &Kind| matches!(kind.change, Change::Rekey | Change::CertificateReissue);
        for (kind, items) in bundles.iter_mut().filter(|(kind, _)| replaced(kind)) {
            // Only a public key has itself as its public half.
            let holders = |item: &Item| {
                let is_public = item.public == Some(item.id);
                homes.get(&(item.id, kind.pace)).filter(|_| is_public)
            };
            let is_stranger =
                |item: &Item| kind.change == Change::Rekey && !private.contains(&item.id);
            for item in items.iter() {
                let is_known = is_stranger(item)
                    || private.contains(&item.id) && certifiers.has_line(system, item.id);
                let all = holders(item).into_iter().flatten().filter(|_| is_known);
                for (holder, kind) in all.filter(|(holder, _)| holder != system) {
                    known.entry(item.id).or_default().insert((holder.clone(), *kind));
                    handed.push((holder.clone(), *kind, *item));
                }
            }
            items.retain(|item| !(is_stranger(item) && holders(item).is_some()));
        }
    }
    let known: BTreeSet<AssetId> = handed.iter().map(|(.., item)| item.id).collect();
    for ((id, _), holders) in homes.iter().filter(|((id, _), _)| known.contains(id)) {
        let holders: BTreeSet<&String> = holders.iter().map(|(holder, _)| holder).collect();
        for holder in holders.iter().filter(|_| holders.len() > 1) {
            if let Some(tally) = systems.get_mut(*holder) {
                tally.ssh.shared.insert(*id);
            }
        }
    }
    for (holder, kind, item) in handed {
        if let Some(tally) = systems.get_mut(&holder) {
            tally.bundles.entry(kind).or_default().push(item);
        }
    }
}

/// Where each private key that is replaced lies, by its public half.
fn homes(planner: &Planner) -> BTreeMap<(AssetId, Pace), BTreeSet<(String, Kind)>> {
    let mut homes: BTreeMap<(AssetId, Pace), BTreeSet<(String, Kind)>> = BTreeMap::new();
    for (system, tally) in &planner.systems {
        let replaced = tally.bundles.iter().filter(|(kind, _)| {
            matches!(kind.change, Change::Rekey | Change::CertificateReissue | Change::CaRenewal)
        });
        for (kind, items) in replaced {
            for public in items.iter().filter_map(|item| item.public) {
                if tally.private.contains(&public) {
                    homes.entry((public, kind.pace)).or_default().insert((system.clone(), *kind));
                }
            }
        }
    }
    homes
}

/// Says which systems have what is worked on in another one for them.
pub(super) fn say_copies(drafts: &mut Drafts, planner: &Planner) {
    for (system, tally) in &planner.systems {
        for (id, holders) in &tally.handed {
            for (holder, _) in holders {
                let own = drafts.systems.get(holder).cloned().unwrap_or_default();
                for package in &mut drafts.packages[own] {
                    let is_there = package.assets.binary_search(id).is_ok();
                    if is_there && package.change != Change::Pilot {
                        package.copies.entry(*id).or_default().insert(system.clone());
                    }
                }
            }
        }
        let own = drafts.systems.get(system).cloned().unwrap_or_default();
        let kinds = &drafts.kinds;
        for at in own.filter(|at| kinds[*at] == Kind::OFFLINE) {
            let package = &mut drafts.packages[at];
            for id in &package.assets {
                let trusting = tally.ssh.certifies.get(id).into_iter().flatten();
                let others = trusting.filter(|other| *other != system).cloned();
                package.copies.entry(*id).or_default().extend(others);
            }
            package.copies.retain(|_, others| !others.is_empty());
        }
    }
}

/// The packages after which a holder has no use for a key any more, of keys that several hold and somebody knows.
fn holders(packages: &[Package]) -> BTreeMap<(AssetId, Pace), Vec<&Package>> {
    let known: BTreeSet<AssetId> =
        packages.iter().flat_map(|package| package.copies.keys().copied()).collect();
    let mut holders: BTreeMap<(AssetId, Pace), Vec<&Package>> = BTreeMap::new();
    let ends = |package: &&Package| {
        !matches!(package.change, Change::Retirement | Change::Pilot | Change::Discovery)
    };
    for package in packages.iter().filter(ends).filter(|_| !known.is_empty()) {
        for id in package.assets.iter().filter(|id| known.contains(id)) {
            holders.entry((*id, package.pace)).or_default().push(package);
        }
    }
    holders.retain(|_, all| all.len() > 1);
    holders
}

/// How long a holder has use for the old key.
#[derive(Clone, Copy)]
enum Tenure {
    /// To the end of the work that replaces it.
    Until(Quarter),
    /// As long as somebody accepts it; what comes then is for another plan.
    Accepted(Date),
    /// Nobody knows.
    Undated,
}

impl Tenure {
    fn of(package: &Package) -> Self {
        match (&package.acceptance, package.finish) {
            (Some(accepted), _) => Self::Accepted(accepted.expires),
            (None, Some(finish)) => Self::Until(finish),
            (None, None) => Self::Undated,
        }
    }

    fn last_day(self) -> Date {
        match self {
            Self::Until(quarter) => quarter.last_day(),
            Self::Accepted(day) => day,
            Self::Undated => Date::MAX,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Until(quarter) => format!("until {quarter}"),
            Self::Accepted(day) => format!("accepted until {day}"),
            Self::Undated => "no date".into(),
        }
    }
}

/// The last of them; one without a date is later than all others.
fn last<'p>(packages: impl IntoIterator<Item = &'p Package>) -> Option<&'p Package> {
    let key = |package: &&'p Package| (Tenure::of(package).last_day(), package.id.as_str());
    packages.into_iter().max_by_key(key)
}

/// Says, once there are dates, with which of its holders a key goes where it is known.
pub(super) fn note(packages: &mut [Package]) {
    let mut notes: BTreeMap<String, BTreeMap<String, (usize, BTreeSet<String>)>> = BTreeMap::new();
    let mut lasts: BTreeMap<(AssetId, Pace), String> = BTreeMap::new();
    for (key, all) in holders(packages) {
        let Some(last) = last(all.iter().copied()) else { continue };
        lasts.insert(key, last.id.clone());
        for package in &all {
            let told = notes.entry(package.id.clone()).or_default();
            let (count, others) = told.entry(last.id.clone()).or_default();
            *count += 1;
            let named = all.iter().filter(|other| other.id != package.id);
            others.extend(named.map(|other| other.id.clone()));
        }
    }
    let tenures: BTreeMap<String, Tenure> = packages
        .iter()
        .filter(|one| notes.contains_key(&one.id))
        .map(|one| (one.id.clone(), Tenure::of(one)))
        .collect();
    for package in packages {
        take_out(package, &lasts);
        for (last, (count, others)) in notes.remove(&package.id).into_iter().flatten() {
            let (lie, known) = match count {
                1 => (
                    "lies",
                    "where it is known (authorized_keys, known_hosts), the old public half",
                ),
                _ => (
                    "lie",
                    "where they are known (authorized_keys, known_hosts), each old public half",
                ),
            };
            let are = if others.len() == 1 { "is" } else { "are" };
            let tenure = tenures.get(&last).copied().unwrap_or(Tenure::Undated);
            let others = Vec::from_iter(others).join(", ");
            let told = match tenure {
                Tenure::Accepted(day) if last == package.id => {
                    format!("stays as long as this is accepted, until {day}, also after {others}")
                }
                _ if last == package.id => {
                    format!("goes with this package, the last, once {others} {are} done")
                }
                Tenure::Accepted(_) => {
                    format!(
                        "stays for {last} ({}) and goes when it is replaced there",
                        tenure.words()
                    )
                }
                _ => format!("stays for {last} ({}) and goes with that", tenure.words()),
            };
            let said =
                format!("{NOTE}{count} of these keys {lie} in other systems too: {known} {told}");
            package.steps.insert(0, said);
        }
    }
}

/// Says where others know keys of a system that is switched off, which are gone with it; `lasts` are the packages with which
/// those go that others hold too.
fn take_out(package: &mut Package, lasts: &BTreeMap<(AssetId, Pace), String>) {
    if package.change != Change::Decommission {
        return;
    }
    let goes =
        |id: &AssetId| lasts.get(&(*id, package.pace)).is_none_or(|last| *last == package.id);
    let known = package.copies.iter().filter(|(id, _)| goes(id)).flat_map(|(_, systems)| systems);
    let known: BTreeSet<&str> = known.map(String::as_str).collect();
    if known.is_empty() {
        return;
    }
    let known = match known.len() {
        0..=NAMED => Vec::from_iter(known).join(", "),
        more => format!("{more} systems"),
    };
    let said = format!(
        "{WORK}where others know keys of this system (authorized_keys, known_hosts), take the lines with them out once nobody uses \
         them here: in {known}"
    );
    let after = package.steps.iter().rposition(|step| step.starts_with(WORK));
    package.steps.insert(after.map_or(package.steps.len(), |at| at + 1), said);
}

/// Before, work, check, way back.
type Recipe = (String, String, String, String);

/// How keys of SSH are replaced.
pub(super) fn recipe(at: Use, kept: Kept) -> Recipe {
    let words = |all: [&str; 4]| -> Recipe { all.map(str::to_owned).into() };
    if at.need == Need::Issuing {
        return words([
            "who keeps the private half of the authority has a day for it; every system that trusts the authority accepts the \
             composite key type",
            "where the authority is kept: ssh-keygen -t mldsa44-ed25519; then, in every system that trusts the old key, put the \
             new one beside it in the files that TrustedUserCAKeys names and in lines with @cert-authority and cert-authority, and \
             sign with the new one from then on",
            "ssh-keygen -L -f CERT.pub of a new certificate names the new signing key, and it is accepted wherever the old key is \
             trusted; y2q scan finds the new key beside the old one there",
            "sign with the old key again: it is trusted until it is retired",
        ]);
    }
    if kept.certify == Share::All {
        return words([
            "every system that verifies with these keys accepts the composite key type",
            "ssh-keygen -t mldsa44-ed25519, put the new key beside the old one wherever that is trusted, sign with the new one from \
             then on, and take the old one out of where it signed",
            "ssh-keygen -L -f CERT.pub of a new certificate names the new signing key; y2q scan finds the old key only where it is \
             trusted",
            "keep the old private half aside until the check has passed, and sign with it again: it is trusted until it is retired",
        ]);
    }
    let (mut work, mut check) = (String::new(), String::new());
    if kept.certify == Share::Some {
        work += "; of those that certify others, where they sign, while where they are trusted the old key stays beside the new one";
        check += ", but for those that certify others where they are trusted";
    }
    if kept.shared {
        work += "; of those that other systems hold too, what is here, while their lines go with the last of these systems";
        check += ", but for the lines of those that other systems hold still";
    }
    (
        "every server and client accepts the composite key type".into(),
        format!(
            "ssh-keygen -t mldsa44-ed25519, add the new key to authorized_keys and known_hosts on every system that lists the old \
             one, then remove the old{work}"
        ),
        format!("ssh -v HOST names the new key as accepted; y2q scan finds no old key{check}"),
        "the old key stays in authorized_keys until the check has passed".into(),
    )
}

/// Of a plan in force, what several hold and somebody knows.
pub(super) struct Shared<'a>(BTreeMap<(AssetId, Pace), Vec<&'a Package>>);

impl<'a> Shared<'a> {
    pub(super) fn of(packages: &'a [Package]) -> Self {
        Self(holders(packages))
    }
}

impl<'a> Comparison<'a> {
    /// The package with which all goes that is left of another one, where that is what others know of keys which it has
    /// replaced where it holds them, and its time has not passed; with that time.
    pub(super) fn stays_for(
        &self,
        package: &Package,
        fates: &[Fate],
    ) -> Option<(&'a Package, String)> {
        let mut holders = Vec::new();
        for (id, fate) in package.assets.iter().zip(fates) {
            match fate {
                Fate::Open { instead: None, .. } => {
                    let all = self.shared.0.get(&(*id, package.pace))?;
                    if self.now.is_held(&package.system, *id) {
                        return None;
                    }
                    holders.extend(all.iter().copied());
                }
                Fate::Open { .. } => return None,
                Fate::Done(_) | Fate::Unconfirmed(_) => {}
            }
        }
        let last = last(holders).filter(|last| last.id != package.id)?;
        let tenure = Tenure::of(last);
        (tenure.last_day() >= self.now.plan.at).then(|| (last, tenure.words()))
    }
}

/// Work that is done in one system for others, by these and asset.
pub(super) fn handed<'a>(ground: &Ground<'a>, plan: &'a Plan) -> Asked<'a> {
    let mut handed: Asked<'a> = BTreeMap::new();
    for package in &plan.packages {
        for (id, systems) in &package.copies {
            for system in systems {
                handed.entry((ground.home(system), *id)).or_default().push(Work::of(package));
            }
        }
    }
    handed
}

impl<'a> Moment<'a> {
    /// Where an asset is left, in its system or another one that was part of this work, and asks for the same there, or of
    /// another system that holds it now.
    pub(super) fn left_to_others(
        &self,
        (system, id, planned): (&str, AssetId, Work),
        known: &'a Known,
    ) -> Option<&'a Stayed> {
        let copies = self.ground.copies(system, id);
        known.now().find(|stay| {
            let home = self.ground.home(&stay.system);
            let handed = self.handed.get(&(home, id)).map_or(&[][..], Vec::as_slice);
            let is_asked = self.asks(home, id, planned, known.sort)
                || handed.iter().any(|other| planned.is_still(*other, known.sort));
            is_asked && (home == system || copies.is_some_and(|copies| copies.contains(home)))
        })
    }

    /// Leaves to other systems what is found only there, and where the plan in force has it as well: of an inventory that knows
    /// no earlier scan, it says nothing of what became of it in the first.
    pub(super) fn leave_to_holders(&self, fates: &mut [Vec<Fate>]) {
        for (package, fates) in self.ground.then.packages.iter().zip(fates) {
            for (id, fate) in package.assets.iter().zip(fates) {
                let place = match fate {
                    Fate::Open { instead: None, .. } => self.of_another(package, *id),
                    _ => None,
                };
                if let Some(place) = place {
                    let seen = format!(
                        "it is at {place}, where another system has it by the plan in force"
                    );
                    *fate = Fate::Unconfirmed(Some(seen));
                }
            }
        }
    }

    /// Where an asset of a package is, if that is in other systems alone, which have it by the plan in force and whose work on
    /// it is their own; and if it was never seen where this package has it.
    fn of_another(&self, package: &Package, id: AssetId) -> Option<&'a str> {
        let system = package.system.as_str();
        let known = self.ground.past.assets.get(&id)?;
        let copies = self.ground.copies(system, id);
        let is_of_another = |stay: &Stayed| {
            let home = self.ground.home(&stay.system);
            home != system
                && copies.is_none_or(|copies| !copies.contains(home))
                && self.ground.before.contains_key(&(home, id))
        };
        let listed = package.places.listed.iter();
        let mut own = listed.filter(|place| place.asset == Some(id) && place.system.is_none());
        let is_alone = known.stays.iter().all(is_of_another);
        let first = known.now().next().filter(|_| is_alone);
        first
            .filter(|_| !own.any(|place| known.is_at(place.file())))
            .map(|stay| stay.place.as_str())
    }

    /// Whether an asset is in a system, and not only as a line of what somebody knows there.
    fn is_held(&self, system: &str, id: AssetId) -> bool {
        let known = self.ground.past.assets.get(&id);
        let mut own = known.into_iter().flat_map(Known::now);
        own.any(|stay| self.ground.home(&stay.system) == system && !is_line(&stay.place))
    }
}

/// Whether a public key at a place is one that somebody knows: `X.pub` lies beside the private half.
pub(super) fn is_line(place: &str) -> bool {
    Path::new(place).extension().is_none_or(|end| end != "pub")
}
