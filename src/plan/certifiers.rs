//! Keys of SSH that certify others: authorities of hosts and users (OpenSSH `PROTOCOL.certkeys`).
//!
//! A key is one where a certificate names it as its signer, a line says so (`@cert-authority` in `known_hosts`,
//! `cert-authority` in `authorized_keys`), or a server reads its file by `TrustedUserCAKeys`. Where its private half lies it
//! is replaced; what is certified with it follows, after all that have to accept it; and who verifies with it keeps the old
//! one beside the new until the last certificate under it is issued again. Where nobody in the estate has its private half, it
//! is the estate's own and kept offline, as an authority of X.509 is ([`super::public`]): one of the systems that trust it
//! renews it, until its successor stands beside it wherever it is trusted.

use std::collections::{BTreeMap, BTreeSet};

use super::authorities::last_use;
use super::change::{Use, Venue};
use super::draft::Drafts;
use super::holders::is_line;
use super::kind::{Kind, Pace};
use super::precedence::{Cause, Edges};
use super::related::issuers;
use super::runbook::NOTE;
use super::speech::counted;
use super::tally::{Item, Planner, Tally};
use super::{Change, peers};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Context, Exposure, MaterialKind, ProtocolKind};

const WHY: &str = "the new key of the authority is put beside it, and certificates under it are in use until they are issued again";

const OFFLINE: &str = "no private half of it is in the estate: the authority is taken as its own and kept offline, and renewed from \
                       a system that trusts it";

/// Packages that a note names.
const NAMED: usize = 5;

const SIGNS: Use = Kind::SSH_KEYS.at;

/// What tells keys that certify from others.
#[derive(Clone, Default)]
pub(super) struct Certifiers {
    /// Keys that are known to.
    keys: BTreeSet<AssetId>,
    /// Where certificates under a key are, whatever has to be done with them.
    shown: BTreeMap<AssetId, BTreeSet<String>>,
    /// Files that servers read such keys from, by system.
    named: BTreeSet<(String, String)>,
    /// Those without a private half here, with the system that renews each.
    offline: BTreeMap<AssetId, String>,
    /// Public keys of SSH, by system and file.
    files: BTreeMap<String, BTreeMap<String, BTreeSet<AssetId>>>,
}

impl Certifiers {
    /// Takes note of a holding.
    pub(super) fn add(&mut self, holding: &Holding) {
        match &holding.asset {
            Asset::Certificate(one) if one.is_of_ssh() => {
                for issuer in issuers(holding) {
                    self.keys.insert(issuer);
                    self.shown.entry(issuer).or_default().insert(holding.system.clone());
                }
            }
            Asset::Protocol(protocol) if protocol.protocol == ProtocolKind::Ssh => {
                let settings = protocol.settings.iter();
                let named = settings.filter(|(key, _)| key == "TrustedUserCAKeys");
                let named = named.filter(|(_, file)| file.starts_with('/'));
                self.named.extend(named.map(|(_, file)| (holding.system.clone(), file.clone())));
            }
            Asset::RelatedCryptoMaterial(material)
                if material.material == MaterialKind::PublicKey
                    && material.format.eq_ignore_ascii_case("OpenSSH") =>
            {
                let mut notes = holding.occurrences.iter().map(|found| &found.occurrence.note);
                if notes.any(|note| is_marked(note)) {
                    self.keys.insert(holding.id);
                }
                let files = self.files.entry(holding.system.clone()).or_default();
                for found in &holding.occurrences {
                    files.entry(found.location.path.clone()).or_default().insert(holding.id);
                }
            }
            _ => {}
        }
    }

    /// Whether somebody in a system knows a public key, beside what it may hold of it.
    pub(super) fn has_line(&self, system: &str, key: AssetId) -> bool {
        let mut files = self.files.get(system).into_iter().flatten();
        files.any(|(path, keys)| keys.contains(&key) && is_line(path))
    }

    /// The first file by path in which a system has a key.
    fn first_file(&self, system: &str, key: AssetId) -> Option<&String> {
        let mut files = self.files.get(system).into_iter().flatten();
        files.find(|(_, keys)| keys.contains(&key)).map(|(path, _)| path)
    }

    /// All of them, once every holding is known.
    fn settle(&mut self) {
        for (system, named) in &self.named {
            let own = self.files.get(system).into_iter().flatten();
            let own = own.filter(|(path, _)| format!("/{path}").ends_with(named));
            self.keys.extend(own.flat_map(|(_, keys)| keys));
        }
    }

    /// Lets go of what only settling needs.
    pub(super) fn forget(&mut self) {
        self.files.clear();
        self.named.clear();
    }

    /// Keys of the kind without exposure, of which every file of a system has one in which `old` lies.
    pub(super) fn beside(&self, system: &str, old: AssetId, tally: &Tally) -> BTreeSet<AssetId> {
        let own = self.files.get(system).into_iter().flatten();
        let own = own.filter(|(_, keys)| keys.contains(&old));
        let new = |id: &&AssetId| {
            self.keys.contains(*id)
                && tally.seen(**id).is_some_and(|seen| seen.exposure == Exposure::None)
        };
        let new: Vec<BTreeSet<AssetId>> =
            own.map(|(_, keys)| keys.iter().filter(new).copied().collect()).collect();
        let is_everywhere = !new.iter().any(BTreeSet::is_empty);
        new.into_iter().filter(|_| is_everywhere).flatten().collect()
    }
}

/// What the detector of public keys notes of a line that trusts an authority.
fn is_marked(note: &str) -> bool {
    note.starts_with("@cert-authority")
        || note
            .strip_prefix("options ")
            .is_some_and(|options| options.split(", ").any(|one| one == "cert-authority"))
}

/// Moves the copies of these keys that others are verified with to what is left to be retired.
pub(super) fn settle(planner: &mut Planner, context: &Context) {
    planner.certifiers.settle();
    let Planner { systems, certifiers, .. } = planner;
    let keys = &certifiers.keys;
    let mut trusting: BTreeMap<AssetId, BTreeSet<String>> = BTreeMap::new();
    for (system, tally) in systems.iter_mut().filter(|_| !keys.is_empty()) {
        let Tally { bundles, private, settings, choices, .. } = tally;
        // What is broken today is replaced at once, wherever it lies.
        let is_trusted = |item: &Item| {
            item.public == Some(item.id)
                && keys.contains(&item.id)
                && !item.replaced
                // The public half beside a private one verifies nothing, unless something here speaks SSH.
                && (!private.contains(&item.id) || !settings.is_empty())
        };
        let rekeyed = bundles.get_mut(&Kind::SSH_KEYS);
        let moved: Vec<Item> = rekeyed
            .into_iter()
            .flat_map(|items| items.extract_if(.., |one| is_trusted(one)))
            .collect();
        if moved.is_empty() {
            continue;
        }
        choices.entry(Kind::TRUSTED).or_default().why = WHY.into();
        for item in &moved {
            trusting.entry(item.id).or_default().insert(system.clone());
        }
        tally.bundles.entry(Kind::TRUSTED).or_default().extend(moved);
    }
    for (system, old, new) in certifiers.successors(systems, &trusting) {
        if let Some(tally) = systems.get_mut(&system) {
            tally.beside.insert(old, new);
        }
    }
    for tally in systems.values_mut() {
        let own = keys.intersection(&tally.private);
        let own = own.map(|key| (*key, trusting.get(key).cloned().unwrap_or_default()));
        tally.ssh.certifies.extend(own);
    }
    renew_what_is_offline(planner, context, trusting);
}

/// Gives each key that others are certified with, and that is in no system with its private half, to one of those that trust
/// it: one that stays, that shows no certificate under it, and of those that are alike the one in which it lies first by path.
fn renew_what_is_offline(
    planner: &mut Planner,
    context: &Context,
    trusting: BTreeMap<AssetId, BTreeSet<String>>,
) {
    let Planner { systems, certifiers, .. } = planner;
    let ending = context.systems.iter().filter(|one| one.changeability.decommission.is_some());
    let ending: BTreeSet<&str> = ending.map(|one| one.id.as_str()).collect();
    for (key, trusting) in trusting {
        let is_kept = systems.values().any(|tally| tally.private.contains(&key));
        let trust = trusting.iter().filter_map(|system| Some((system, systems.get(system)?)));
        let trust: Vec<(&String, &Tally)> = trust.collect();
        let is_renewed = trust.iter().all(|(_, tally)| tally.beside.contains_key(&key));
        let shows = |(kind, _, issuer): &(Kind, Option<AssetId>, AssetId)| {
            kind.at.venue == Venue::Ssh && *issuer == key
        };
        let owner = trust.iter().min_by_key(|(system, tally)| {
            let is_ending = ending.contains(system.as_str());
            (is_ending, tally.issued_by.keys().any(shows), certifiers.first_file(system, key))
        });
        let owner = owner.map(|(owner, _)| (*owner).clone());
        let Some(owner) = owner.filter(|_| !is_kept && !is_renewed) else { continue };
        let Some(tally) = systems.get_mut(&owner) else { continue };
        let trusted = tally.bundles.get(&Kind::TRUSTED).into_iter().flatten();
        let items: Vec<Item> = trusted.filter(|item| item.id == key).copied().collect();
        tally.bundles.entry(Kind::OFFLINE).or_default().extend(items);
        tally.choices.entry(Kind::OFFLINE).or_default().why = OFFLINE.into();
        tally.ssh.certifies.insert(key, trusting);
        certifiers.offline.insert(key, owner);
    }
}

impl Tally {
    /// Whether a key is trusted here that has no successor beside it yet.
    pub(super) fn awaits_certifiers(&self) -> bool {
        let mut trusted = self.bundles.get(&Kind::TRUSTED).into_iter().flatten();
        trusted.any(|item| !self.beside.contains_key(&item.id))
    }
}

/// Adds the order between what makes the new key, what has to accept it, what is certified with it, and what drops the old.
pub(super) fn between(drafts: &Drafts, planner: &Planner, edges: &mut Edges) {
    let keys = &planner.certifiers.keys;
    if keys.is_empty() {
        return;
    }
    let mut wait = |later: usize, earlier: usize, cause: Cause| {
        if later != earlier {
            edges.entry((later, earlier)).or_default().insert(cause);
        }
    };
    let system = |at: usize| &drafts.packages[at].system;
    let renewals = renewals(drafts, planner);
    let retiring = retiring(drafts, planner);
    let verifiers: BTreeMap<AssetId, Vec<&String>> = (keys.iter())
        .map(|key| {
            let all = planner.systems.iter().filter(|(_, tally)| tally.holds(*key));
            (*key, all.map(|(system, _)| system).collect())
        })
        .collect();
    let verifying = |key: &AssetId| verifiers.get(key).into_iter().flatten().copied();
    for key in keys {
        let own = renewals.get(&(*key, Pace::Resistant)).into_iter().flatten();
        for &renewal in own {
            let owner = system(renewal);
            for verifier in verifying(key) {
                for first in peers::lets(drafts, verifier, SIGNS).filter(|_| verifier != owner) {
                    let reason = format!(
                        "{verifier} verifies with a key of these, and accepts its successor first"
                    );
                    wait(renewal, first, Cause::Rule(reason));
                }
                let refuses = Kind::resistant(Change::Retirement, SIGNS);
                if let Some(&refusal) = drafts.index.get(&(verifier.clone(), refuses)) {
                    let reason = format!("{owner} certifies with a classical key until then");
                    wait(refusal, renewal, Cause::Rule(reason));
                }
            }
            for &old in retiring.get(key).into_iter().flatten() {
                let reason = "its successor must be there before the old key goes";
                wait(old, renewal, Cause::Rule(reason.into()));
            }
        }
    }
    for (name, tally) in &planner.systems {
        let package = |kind: Kind| drafts.index.get(&(name.clone(), kind)).copied();
        let issued = tally.issued_by.keys().filter(|(kind, ..)| kind.at.venue == Venue::Ssh);
        for (kind, _, key) in issued {
            let last = last_use(*kind, package);
            for &old in
                retiring.get(key).into_iter().flatten().filter(|_| kind.pace == Pace::Resistant)
            {
                let Some(last) = last else { continue };
                let reason = format!("{name} uses certificates under what is retired here");
                wait(old, last, Cause::Rule(reason));
            }
            let Some(signed) = package(*kind) else { continue };
            for &renewal in renewals.get(&(*key, kind.pace)).into_iter().flatten() {
                let owner = system(renewal);
                let cause = if owner == name {
                    Cause::Rule("certificates are issued under the renewed authority".into())
                } else {
                    let reason = format!("its certificates are issued by an authority of {owner}");
                    Cause::Issuer { text: format!("{name} -> {owner}"), reason }
                };
                wait(signed, renewal, cause);
            }
            let others = verifying(key).filter(|one| *one != name && kind.pace == Pace::Resistant);
            for verifier in others {
                // Who signs with it is ready before its own key is renewed.
                if planner
                    .systems
                    .get(verifier)
                    .is_some_and(|one| one.ssh.certifies.contains_key(key))
                {
                    continue;
                }
                for first in peers::lets(drafts, verifier, SIGNS) {
                    let reason = format!(
                        "{verifier} verifies these certificates, and accepts the new kind of key first"
                    );
                    wait(signed, first, Cause::Rule(reason));
                }
            }
        }
    }
    for (key, shown) in &planner.certifiers.shown {
        for verifier in verifying(key) {
            for holder in shown.iter().filter(|holder| *holder != verifier) {
                let both = "an SSH certificate that the one shows and the other accepts";
                peers::meet(drafts, (verifier, holder), both, edges);
            }
        }
    }
}

/// The packages that replace each of these keys where its private half lies.
fn renewals(drafts: &Drafts, planner: &Planner) -> BTreeMap<(AssetId, Pace), BTreeSet<usize>> {
    let mut renewals: BTreeMap<(AssetId, Pace), BTreeSet<usize>> = BTreeMap::new();
    let replaces = |kind: &Kind| {
        matches!(kind.change, Change::Rekey | Change::CertificateReissue | Change::CaRenewal)
    };
    for ((system, kind), &at) in drafts.index.iter().filter(|((_, kind), _)| replaces(kind)) {
        let Some(tally) = planner.systems.get(system) else { continue };
        let items = tally.bundles.get(kind).into_iter().flatten();
        for key in items.filter_map(|item| item.public) {
            if tally.ssh.certifies.contains_key(&key) {
                renewals.entry((key, kind.pace)).or_default().insert(at);
            }
        }
    }
    renewals
}

/// The packages that take one of these keys out of what is trusted.
fn retiring(drafts: &Drafts, planner: &Planner) -> BTreeMap<AssetId, BTreeSet<usize>> {
    let mut retiring: BTreeMap<AssetId, BTreeSet<usize>> = BTreeMap::new();
    for ((system, kind), &at) in drafts.index.iter().filter(|((_, kind), _)| *kind == Kind::TRUSTED)
    {
        let items = planner.systems.get(system).and_then(|tally| tally.bundles.get(kind));
        for item in items.into_iter().flatten() {
            retiring.entry(item.id).or_default().insert(at);
        }
    }
    retiring
}

/// What the assumptions say of authorities of SSH that are kept offline.
pub(super) fn sentence(planner: &Planner) -> Option<String> {
    let offline = &planner.certifiers.offline;
    let owners: BTreeSet<&str> = offline.values().map(String::as_str).collect();
    let (it, is) = match offline.len() {
        0 => return None,
        1 => ("it", "is"),
        _ => ("they", "are"),
    };
    Some(format!(
        "No private half of {} that {is} trusted here is found here now: {it} {is} taken as the estate's own and kept offline, and renewed \
         from {}.",
        counted(offline.len() as u64, "key of an SSH authority", "keys of SSH authorities"),
        owners.into_iter().collect::<Vec<_>>().join(", ")
    ))
}

/// What the runbook says where keys that certify are replaced with others.
pub(super) fn note(kind: Kind, items: &[Item], tally: &Tally) -> Option<String> {
    if kind.change != Change::Rekey || ![SIGNS, Kind::OFFLINE.at].contains(&kind.at) {
        return None;
    }
    let publics: BTreeSet<AssetId> = items.iter().filter_map(|item| item.public).collect();
    let own: Vec<&BTreeSet<String>> =
        publics.iter().filter_map(|key| tally.ssh.certifies.get(key)).collect();
    let trusting: BTreeSet<&String> = own.iter().copied().flatten().collect();
    let mut packages: Vec<String> =
        trusting.iter().take(NAMED).map(|system| Kind::TRUSTED.id(system)).collect();
    if trusting.len() > NAMED {
        packages.push(format!("{} more", trusting.len() - NAMED));
    }
    let until = match packages.as_slice() {
        [] => String::new(),
        all => format!(" ({})", all.join(", ")),
    };
    let certify = if own.len() == 1 { "certifies" } else { "certify" };
    if kind.is_now() && !own.is_empty() {
        return Some(format!(
            "{NOTE}{} of these {certify} others: the new key goes into the files that TrustedUserCAKeys names and into lines with \
             @cert-authority and cert-authority as well, and the old one out of these once the certificates under it are issued \
             again",
            own.len()
        ));
    }
    (!own.is_empty()).then(|| {
        format!(
            "{NOTE}{} of these {certify} others: the new key signs from then on and is put beside the old one in the files that \
             TrustedUserCAKeys names and in lines with @cert-authority and cert-authority; there the old one stays until the \
             certificates under it are issued again{until}",
            own.len()
        )
    })
}
