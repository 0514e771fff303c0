use std::collections::BTreeSet;

use crate::model::{Context, SystemContext};
use crate::policy::Policy;

/// The policy that applies where nobody said which do.
const REFERENCE: &str = "nist-ir-8547";

/// The policies that apply, why, and the context and assumptions that follow from the choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The context, with the populations of named policies where no estate file states any.
    pub context: Context,
    /// Each policy with the reason why it applies.
    pub policies: Vec<(Policy, String)>,
    /// What was assumed for lack of a statement, and what applies to nothing; one sentence each.
    pub assumptions: Vec<String>,
}

/// Decides which policies apply to the estate, and why.
///
/// - Those that the user `named`, and no others. An undeclared estate is then assumed to belong to their
///   populations; a declared one keeps its own, and a sentence tells which policy binds nothing in it.
/// - Otherwise those of `shipped` that bind at least one system by its jurisdictions and are not indicative.
/// - Of an undeclared estate nothing is known: NIST IR 8547 alone applies, as a reference.
#[must_use]
pub fn apply(context: Context, shipped: &[Policy], named: &[Policy]) -> Applied {
    let mut applied = Applied { context, policies: Vec::new(), assumptions: Vec::new() };
    match (named, applied.context.estate.declared) {
        ([], true) => applied.by_jurisdiction(shipped),
        ([], false) => applied.reference(shipped),
        (named, declared) => {
            let with_reason = |policy: &Policy| (policy.clone(), "named by the user".to_owned());
            applied.policies = named.iter().map(with_reason).collect();
            if !declared {
                applied.assume_populations();
            }
            applied.tell_unbound();
        }
    }
    applied
}

impl Applied {
    fn by_jurisdiction(&mut self, shipped: &[Policy]) {
        for policy in shipped.iter().filter(|policy| !policy.indicative) {
            if let Some(why) = bound(policy, &self.context) {
                self.policies.push((policy.clone(), why));
            }
        }
        if self.policies.is_empty() {
            self.assumptions.push(
                "No policy applies: none speaks to the jurisdictions of the estate. State them as \
                 `jurisdictions` in estate.toml, or name policies with --policy."
                    .to_owned(),
            );
        }
        for word in unheard(shipped, &self.context) {
            self.assumptions.push(format!(
                "No policy speaks to the jurisdiction `{word}`: check its spelling, or name policies with \
                 --policy."
            ));
        }
    }

    fn reference(&mut self, shipped: &[Policy]) {
        let reference = shipped.iter().filter(|policy| policy.id == REFERENCE);
        let why = "the reference where nothing says which policies apply";
        self.policies = reference.map(|policy| (policy.clone(), why.to_owned())).collect();
        self.assumptions.push(format!(
            "No estate file says which policies apply: {REFERENCE} serves as the reference. Name others \
             with --policy (`y2q policy list`), or state `jurisdictions` in estate.toml (y2q init drafts it)."
        ));
        if !self.policies.iter().all(|(policy, _)| bound(policy, &self.context).is_some()) {
            self.assume_populations();
        }
    }

    /// Adds the populations of the policies to an undeclared context.
    fn assume_populations(&mut self) {
        let populations = self.policies.iter().flat_map(|(policy, _)| policy.applies_to.iter());
        let populations: BTreeSet<String> = populations.cloned().collect();
        let jurisdictions = &mut self.context.defaults.jurisdictions;
        let missing = populations.into_iter().filter(|word| !jurisdictions.contains(word));
        let missing: BTreeSet<String> = missing.collect();
        if missing.is_empty() {
            return;
        }
        self.assumptions.push(format!(
            "No estate file says whom the estate belongs to: it is assumed to belong to the populations of \
             the policies applied ({}).",
            listed(&missing)
        ));
        jurisdictions.extend(missing);
    }

    fn tell_unbound(&mut self) {
        for (policy, _) in &self.policies {
            if bound(policy, &self.context).is_none() {
                self.assumptions.push(format!(
                    "{} was named, but it binds no system: it applies to {}, and the `jurisdictions` of \
                     the estate do not say so.",
                    policy.id,
                    listed(&policy.applies_to)
                ));
            }
        }
    }
}

/// Why the policy binds, if it binds any system or what is unassigned.
fn bound(policy: &Policy, context: &Context) -> Option<String> {
    const SHOWN: usize = 3;
    let mut systems: Vec<String> = Vec::new();
    let mut words: BTreeSet<String> = BTreeSet::new();
    for system in resolved(context).filter(|system| policy.binds(&system.jurisdictions)) {
        let shared = |word: &&String| policy.applies_to.contains(*word);
        words.extend(system.jurisdictions.iter().filter(shared).cloned());
        systems.push(system.id);
    }
    if systems.is_empty() {
        return None;
    }
    if policy.applies_to.contains(EVERYONE) {
        return Some("by jurisdiction: it applies to everyone".to_owned());
    }
    let more = systems.len().saturating_sub(SHOWN);
    systems.truncate(SHOWN);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("by jurisdiction: {} ({}{more})", listed(&words), systems.join(", ")))
}

/// The population that includes every system.
const EVERYONE: &str = "general";

/// Every system and the unassigned rest.
fn resolved(context: &Context) -> impl Iterator<Item = SystemContext> {
    let systems = context.systems.iter().map(|system| context.resolve(&system.id));
    systems.chain(std::iter::once_with(|| context.resolve(Context::UNASSIGNED)))
}

/// Jurisdictions that no policy offered applies to, sorted.
fn unheard(shipped: &[Policy], context: &Context) -> BTreeSet<String> {
    let stated = resolved(context).flat_map(|system| system.jurisdictions);
    let heard = |word: &String| {
        word == EVERYONE || shipped.iter().any(|policy| policy.applies_to.contains(word))
    };
    stated.filter(|word| !heard(word)).collect()
}

fn listed(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
