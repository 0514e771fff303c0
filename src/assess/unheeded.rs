//! Keys of which the estate file says that they are deactivated, and that are planned as if it did not: nobody is to find
//! out by what is not in the plan.

use std::collections::BTreeMap;

use super::Holding;
use super::holding::{InUseBy, places};
use crate::estate::StatedKeys;
use crate::model::{Asset, Context, MaterialKind, StatedKey};

/// Why a key is planned like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Used(InUseBy),
    /// Nothing can be encrypted for it.
    Signs,
}

impl Why {
    const fn words(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::Used(InUseBy::Ssh), 1) => {
                "SSH key, which signs and opens nothing (RFC 4252 §7, RFC 4253 §8)"
            }
            (Self::Used(InUseBy::Ssh), _) => {
                "SSH keys, which sign and open nothing (RFC 4252 §7, RFC 4253 §8)"
            }
            (Self::Used(InUseBy::Presented), 1) => {
                "key with a certificate that something presents, so that it is in use"
            }
            (Self::Used(InUseBy::Presented), _) => {
                "keys with certificates that something presents, so that they are in use"
            }
            (Self::Signs, 1) => "key that signs and opens nothing",
            (Self::Signs, _) => "keys that sign and open nothing",
        }
    }
}

/// What was found of one key that is said to be deactivated.
#[derive(Clone, Debug)]
struct Stated {
    /// As the file has it.
    name: String,
    is_heeded: bool,
    /// Key stores, whatever lies in them.
    stores: u64,
    others: BTreeMap<Why, u64>,
}

/// What the estate file says of deactivated keys, beside what is found.
#[derive(Clone, Debug)]
pub struct Unheeded {
    keys: StatedKeys,
    /// By system and place among its keys.
    stated: BTreeMap<(String, usize), Stated>,
    /// Whether anything of a system was looked at.
    seen: BTreeMap<String, bool>,
}

impl Unheeded {
    /// Of everything that `context` says.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let systems = context.systems.iter();
        let all = systems.flat_map(|system| {
            let keys = system.keys.iter().enumerate();
            let deactivated = keys.filter(|(_, key)| key.deactivated);
            deactivated.map(|(at, key)| ((system.id.clone(), at), Stated::of(key)))
        });
        let stated: BTreeMap<_, _> = all.collect();
        let seen = stated.keys().map(|(system, _)| (system.clone(), false)).collect();
        Self { keys: StatedKeys::of(context), stated, seen }
    }

    /// Takes note of what is found.
    pub fn collect(&mut self, holding: &Holding) {
        let Some(seen) = self.seen.get_mut(&holding.system) else { return };
        *seen = true;
        let Asset::RelatedCryptoMaterial(material) = &holding.asset else { return };
        if !matches!(material.material, MaterialKind::PrivateKey | MaterialKind::Keystore) {
            return;
        }
        let places = places(&holding.occurrences);
        let fingerprint = Some(material.fingerprint.as_str());
        for at in self.keys.deactivating(&holding.system, &places, fingerprint) {
            let Some(stated) = self.stated.get_mut(&(holding.system.clone(), at)) else { continue };
            if material.material == MaterialKind::Keystore {
                stated.stores += 1;
            } else if holding.deactivated {
                stated.is_heeded = true;
            } else {
                let used = InUseBy::of(&holding.asset, &holding.certificates, &holding.occurrences);
                *stated.others.entry(used.map_or(Why::Signs, Why::Used)).or_default() += 1;
            }
        }
    }

    /// One sentence for each that changes nothing, or not all that it is about.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let all = self.stated.iter().filter(|((system, _), _)| self.seen[system]);
        let told = all.filter_map(|((system, _), stated)| {
            Some(format!(
                "System {system} says of {} that it is deactivated ([[system.key]]), which {}.",
                stated.name,
                stated.outcome()?
            ))
        });
        told.collect()
    }
}

impl Stated {
    fn of(key: &StatedKey) -> Self {
        let name = match (&key.path, &key.fingerprint) {
            (Some(path), _) => path.clone(),
            (None, print) => format!("fingerprint {}", print.as_deref().unwrap_or_default()),
        };
        Self { name, is_heeded: false, stores: 0, others: BTreeMap::new() }
    }

    fn outcome(&self) -> Option<String> {
        if !self.others.is_empty() {
            let all: Vec<String> = self
                .others
                .iter()
                .map(|(why, count)| format!("{count} {}", why.words(*count)))
                .collect();
            let many = self.others.values().sum::<u64>() > 1;
            let are = if many { "they are" } else { "it is" };
            return Some(format!(
                "changes nothing for {}: {are} replaced like any other",
                all.join(", and for ")
            ));
        }
        match (self.is_heeded, self.stores) {
            (true, _) => None,
            (false, 0) => Some("changes nothing: no private key was found there".into()),
            (false, _) => Some(
                "changes nothing: no private key in the key store there could be read (--passwords opens it)"
                    .into(),
            ),
        }
    }
}
