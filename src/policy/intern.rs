use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::model::{DataTier, Date, NetworkExposure, Subject};

use super::judge::judge_by;
use super::{Policy, Rule, Setting, Verdict};

/// Judges many subjects under the same policies: rules are indexed by family, and equal facts are
/// judged once. Memory grows with the different facts, not with the subjects.
#[derive(Debug)]
pub struct Judge<'p> {
    indexed: Vec<Indexed<'p>>,
    at: Date,
    /// Positions in `seen` by hash of the facts.
    by_hash: HashMap<u64, Vec<usize>>,
    seen: Vec<Seen>,
}

#[derive(Debug)]
struct Seen {
    subject: Subject,
    place: Place,
    verdicts: Arc<[Verdict]>,
}

/// A setting that owns its populations.
#[derive(Debug)]
struct Place {
    populations: Vec<String>,
    tier: Option<DataTier>,
    network: Option<NetworkExposure>,
    confidentiality_years: Option<u16>,
    signature_years: Option<u16>,
}

impl<'p> Judge<'p> {
    /// A judge under `policies` on day `at`.
    #[must_use]
    pub fn new(policies: &'p [Policy], at: Date) -> Self {
        let indexed = policies.iter().map(Indexed::new).collect();
        Self { indexed, at, by_hash: HashMap::new(), seen: Vec::new() }
    }

    /// One verdict a policy, as [`super::judge_all`] gives them.
    pub fn verdicts(&mut self, subject: &Subject, setting: &Setting<'_>) -> Arc<[Verdict]> {
        let bucket = self.by_hash.entry(hash(subject, setting)).or_default();
        let known = bucket.iter().find(|index| {
            let seen = &self.seen[**index];
            same(&seen.subject, subject) && seen.place.setting() == *setting
        });
        if let Some(index) = known {
            return Arc::clone(&self.seen[*index].verdicts);
        }
        let one = |indexed: &Indexed<'p>| indexed.verdict(subject, setting, self.at);
        let verdicts: Arc<[Verdict]> = self.indexed.iter().map(one).collect();
        bucket.push(self.seen.len());
        let place = Place::of(setting);
        let seen = Seen { subject: subject.clone(), place, verdicts: Arc::clone(&verdicts) };
        self.seen.push(seen);
        verdicts
    }

    /// How many different facts were judged.
    #[must_use]
    pub const fn distinct(&self) -> usize {
        self.seen.len()
    }
}

impl Place {
    fn of(setting: &Setting<'_>) -> Self {
        Self {
            populations: setting.populations.to_vec(),
            tier: setting.tier,
            network: setting.network,
            confidentiality_years: setting.confidentiality_years,
            signature_years: setting.signature_years,
        }
    }

    fn setting(&self) -> Setting<'_> {
        Setting {
            populations: &self.populations,
            tier: self.tier,
            network: self.network,
            confidentiality_years: self.confidentiality_years,
            signature_years: self.signature_years,
        }
    }
}

/// A policy with its rules by the families that they select.
#[derive(Debug)]
struct Indexed<'p> {
    policy: &'p Policy,
    every: Vec<&'p Rule>,
    by_family: HashMap<&'p str, Vec<&'p Rule>>,
    /// Rules that select no family: what can speak of any other family.
    other: Vec<&'p Rule>,
}

impl<'p> Indexed<'p> {
    fn new(policy: &'p Policy) -> Self {
        let every: Vec<&Rule> = policy.rules.iter().collect();
        let families = every.iter().flat_map(|rule| &rule.select.family);
        let speak_of = |family: &str| {
            let speaks = |rule: &&&Rule| {
                rule.select.family.is_empty() || rule.select.family.contains(family)
            };
            every.iter().filter(speaks).copied().collect()
        };
        let by_family = families.map(|family| (family.as_str(), speak_of(family))).collect();
        // No family has this name.
        let other = speak_of("");
        Self { policy, every, by_family, other }
    }

    fn verdict(&self, subject: &Subject, setting: &Setting<'_>, at: Date) -> Verdict {
        let rules = match subject.family.as_deref() {
            None => &self.every,
            Some(family) => self.by_family.get(family).unwrap_or(&self.other),
        };
        judge_by(self.policy, rules, subject, setting, at)
    }
}

/// What rules can ask of a subject: not which asset it is, nor how it is spelled.
fn hash(subject: &Subject, setting: &Setting<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    subject.family.hash(&mut hasher);
    subject.parameter_set.hash(&mut hasher);
    subject.curve.hash(&mut hasher);
    subject.strength.hash(&mut hasher);
    subject.purposes.possible().hash(&mut hasher);
    subject.usage.hash(&mut hasher);
    setting.hash(&mut hasher);
    hasher.finish()
}

fn same(a: &Subject, b: &Subject) -> bool {
    a.family == b.family
        && a.parameter_set == b.parameter_set
        && a.curve == b.curve
        && a.strength == b.strength
        && a.purposes == b.purposes
        && a.kind == b.kind
        && a.primitive == b.primitive
        && a.digest == b.digest
        && a.nist_category == b.nist_category
        && a.exposure == b.exposure
        && a.hybrid == b.hybrid
        && a.components == b.components
        && a.maturity == b.maturity
        && a.usage == b.usage
}
