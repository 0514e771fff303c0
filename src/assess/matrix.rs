use std::collections::BTreeMap;
use std::sync::Arc;

use crate::estate::Assigner;
use crate::inventory::Entry;
use crate::model::{Context, Date, Subject, SystemContext, Usage};
use crate::policy::{Judge, Policy, Setting, Verdict};
use crate::risk;

use super::holding::system_of;

/// What every policy says of one use of cryptography in one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// System id.
    pub system: String,
    /// What was judged: the first asset of those for which the same holds.
    pub subject: Subject,
    /// Assets of that name, purpose and system.
    pub assets: u64,
    /// Occurrences of these assets in the system.
    pub occurrences: u64,
    /// One verdict a policy, in the order of the policies.
    pub verdicts: Arc<[Verdict]>,
}

/// Assets by policies. Memory grows with the different uses, not with the assets.
#[derive(Debug)]
pub struct Matrix<'p> {
    policies: &'p [Policy],
    judge: Judge<'p>,
    assigner: Assigner,
    systems: BTreeMap<String, SystemContext>,
    rows: BTreeMap<Key, Row>,
}

/// What a row is told from others by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    system: String,
    algorithm: String,
    kind: String,
    known: bool,
    purposes: Vec<crate::model::Purpose>,
    usage: Usage,
}

impl<'p> Matrix<'p> {
    /// An empty matrix of `policies`, as of `today`.
    #[must_use]
    pub fn new(context: &Context, policies: &'p [Policy], today: Date) -> Self {
        let ids = context.systems.iter().map(|system| system.id.as_str());
        let ids = ids.chain([Context::UNASSIGNED]);
        Self {
            policies,
            judge: Judge::new(policies, today),
            assigner: Assigner::new(context),
            systems: ids.map(|id| (id.to_owned(), context.resolve(id))).collect(),
            rows: BTreeMap::new(),
        }
    }

    /// Adds every use of an entry, in every system that it occurs in.
    pub fn add(&mut self, entry: &Entry) {
        let mut places: BTreeMap<String, u64> = BTreeMap::new();
        for located in &entry.occurrences {
            let system = system_of(&self.assigner, &located.location).to_owned();
            *places.entry(system).or_default() += 1;
        }
        if places.is_empty() {
            return;
        }
        for subject in risk::subjects(&entry.asset) {
            for (system, occurrences) in &places {
                self.add_subject(system, &subject, *occurrences);
            }
        }
    }

    fn add_subject(&mut self, system: &str, subject: &Subject, occurrences: u64) {
        let key = Key {
            system: system.to_owned(),
            algorithm: subject.algorithm.clone(),
            kind: subject.kind.clone(),
            known: matches!(subject.purposes, crate::model::Purposes::Known(_)),
            purposes: subject.purposes.possible().iter().copied().collect(),
            usage: subject.usage.clone(),
        };
        let judge = &mut self.judge;
        // Every id that the assigner gives was resolved in `new`.
        let Some(context) = self.systems.get(system) else { return };
        let row = self.rows.entry(key).or_insert_with(|| Row {
            system: system.to_owned(),
            subject: subject.clone(),
            assets: 0,
            occurrences: 0,
            verdicts: judge.verdicts(subject, &Setting::from(context)),
        });
        row.assets += 1;
        row.occurrences += occurrences;
    }

    /// The policies, in the order of every row's verdicts.
    #[must_use]
    pub const fn policies(&self) -> &'p [Policy] {
        self.policies
    }

    /// The rows by system, then by name.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// The context of a row's system.
    #[must_use]
    pub fn system(&self, id: &str) -> Option<&SystemContext> {
        self.systems.get(id)
    }
}
