use std::collections::BTreeMap;
use std::sync::Arc;

use crate::estate::Assigner;
use crate::inventory::Entry;
use crate::model::{Context, Date, Subject, SystemContext, Usage};
use crate::policy::{Judge, Policy, Setting, Verdict};
use crate::risk;

use super::Holding;
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

/// The different uses of cryptography of an estate. Memory grows with them, not with the assets.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    rows: BTreeMap<Key, Row>,
}

/// Assets by policies: judges entries and collects their [`Uses`].
#[derive(Debug)]
pub struct Matrix<'p> {
    policies: &'p [Policy],
    judge: Judge<'p>,
    assigner: Assigner,
    systems: BTreeMap<String, SystemContext>,
    uses: Uses,
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

impl Uses {
    /// Adds what was judged of a holding.
    pub fn collect(&mut self, holding: &Holding) {
        for judged in &holding.judged {
            let occurrences = holding.occurrences.len() as u64;
            let verdicts = || judged.verdicts.as_slice().into();
            self.add(&holding.system, &judged.subject, occurrences, verdicts);
        }
    }

    /// The rows by system, then by name.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// The rows by system, then by name.
    #[must_use]
    pub fn into_rows(self) -> Vec<Row> {
        self.rows.into_values().collect()
    }

    fn add(
        &mut self,
        system: &str,
        subject: &Subject,
        occurrences: u64,
        verdicts: impl FnOnce() -> Arc<[Verdict]>,
    ) {
        let key = Key {
            system: system.to_owned(),
            algorithm: subject.algorithm.clone(),
            kind: subject.kind.clone(),
            known: matches!(subject.purposes, crate::model::Purposes::Known(_)),
            purposes: subject.purposes.possible().iter().copied().collect(),
            usage: subject.usage.clone(),
        };
        let row = self.rows.entry(key).or_insert_with(|| Row {
            system: system.to_owned(),
            subject: subject.clone(),
            assets: 0,
            occurrences: 0,
            verdicts: verdicts(),
        });
        row.assets += 1;
        row.occurrences += occurrences;
    }
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
            uses: Uses::default(),
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
        for subject in risk::subjects_among(&entry.asset, &entry.relations, &entry.certificates) {
            for (system, occurrences) in &places {
                self.add_subject(system, &subject, *occurrences);
            }
        }
    }

    fn add_subject(&mut self, system: &str, subject: &Subject, occurrences: u64) {
        // Every id that the assigner gives was resolved in `new`.
        let Some(context) = self.systems.get(system) else { return };
        let judge = &mut self.judge;
        let verdicts = || judge.verdicts(subject, &Setting::from(context));
        self.uses.add(system, subject, occurrences, verdicts);
    }

    /// The policies, in the order of every row's verdicts.
    #[must_use]
    pub const fn policies(&self) -> &'p [Policy] {
        self.policies
    }

    /// The rows by system, then by name.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.uses.rows()
    }

    /// What was collected.
    #[must_use]
    pub fn into_uses(self) -> Uses {
        self.uses
    }
}
