//! What policies say on chosen days, brought together: the uses of which every policy says the same are one
//! class, the differences that end in the same way are one dispute.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{
    AssetId, Context, DataTier, Date, Exposure, NetworkExposure, Purposes, Subject,
};
use crate::policy::{Policy, Setting, Status, Verdict};

use super::conflict::PRESENT;
use super::{Conflict, Question, Resolution, Row, Uses, conflicts};

/// Years with whose last days verdicts are shown beside today: those in which most documents set a date.
pub const YEARS: [i16; 4] = [2027, 2030, 2031, 2035];

/// `today`, and the last day of each of [`YEARS`] that is still to come.
#[must_use]
pub fn year_ends(today: Date) -> Vec<Date> {
    let ends = YEARS.into_iter().filter_map(|year| Date::new(year, 12, 31).ok());
    std::iter::once(today).chain(ends.filter(|end| *end > today)).collect()
}

/// Verdicts of all policies on all uses of an estate.
#[derive(Clone, Debug)]
pub struct Verdicts {
    /// The day that counts as today.
    pub today: Date,
    /// The days asked for, in order.
    pub days: Vec<Date>,
    /// The policies, in the order of every row's verdicts.
    pub policies: Vec<Policy>,
    /// The different uses.
    pub rows: Vec<Row>,
    /// Where policies differ, until the last of the days.
    pub conflicts: Vec<Conflict>,
    /// What was assumed, one sentence each.
    pub assumptions: Vec<String>,
}

/// Uses of which every policy says the same.
#[derive(Clone, Debug)]
pub struct Class<'a> {
    /// Their rows, the first of which stands for all.
    pub rows: Vec<&'a Row>,
}

/// Differences between the same policies about the same thing that end in the same way.
#[derive(Clone, Debug)]
pub struct Dispute<'a> {
    /// The first of them.
    pub conflict: &'a Conflict,
    /// Algorithms, sorted.
    pub algorithms: BTreeSet<&'a str>,
    /// System ids, sorted.
    pub systems: BTreeSet<&'a str>,
}

impl Verdicts {
    /// What `policies` say of `uses` on `days`, with the differences until the last of them.
    #[must_use]
    pub fn of(context: &Context, policies: Vec<Policy>, uses: Uses, days: Vec<Date>) -> Self {
        let today = days.first().copied().unwrap_or(Date::MIN);
        let until = days.last().copied().unwrap_or(today);
        let rows = uses.into_rows();
        let conflicts = differences(context, &policies, &rows, until);
        Self { today, days, policies, rows, conflicts, assumptions: Vec::new() }
    }

    /// The classes: what is broken or disallowed today first, then what changes first. Those of which no policy
    /// speaks come last.
    #[must_use]
    pub fn classes(&self) -> Vec<Class<'_>> {
        type Same<'a> = (Exposure, &'a Purposes, &'a [Verdict]);
        let mut index: HashMap<Same<'_>, usize> = HashMap::new();
        let mut classes: Vec<Class<'_>> = Vec::new();
        for row in &self.rows {
            let same = (row.subject.exposure, &row.subject.purposes, &*row.verdicts);
            let at = *index.entry(same).or_insert(classes.len());
            match classes.get_mut(at) {
                Some(class) => class.rows.push(row),
                None => classes.push(Class { rows: vec![row] }),
            }
        }
        classes.sort_by_cached_key(|class| class.rank());
        classes
    }

    /// The differences, each way to end once: first those that nothing ends, last those where nothing has to change.
    #[must_use]
    pub fn disputes(&self) -> Vec<Dispute<'_>> {
        let mut disputes: Vec<Dispute<'_>> = Vec::new();
        for conflict in &self.conflicts {
            let known = disputes.iter_mut().find(|known| {
                let one = known.conflict;
                let alike = |one: &Conflict| {
                    (
                        one.purpose,
                        one.contested,
                        one.needs_primary_check,
                        one.protocol,
                        one.unspoken,
                    )
                };
                alike(one) == alike(conflict)
                    && (&one.about, &one.between, &one.resolution)
                        == (&conflict.about, &conflict.between, &conflict.resolution)
            });
            let dispute = match known {
                Some(known) => known,
                None => {
                    disputes.push(Dispute {
                        conflict,
                        algorithms: BTreeSet::new(),
                        systems: BTreeSet::new(),
                    });
                    let Some(new) = disputes.last_mut() else { continue };
                    new
                }
            };
            dispute.algorithms.insert(&conflict.algorithm);
            dispute.systems.insert(&conflict.system);
        }
        disputes.sort_by_key(|dispute| match &dispute.conflict.resolution {
            Resolution::Nothing { .. } => 0,
            Resolution::LeastChange { scheme, .. } if scheme == PRESENT => 2,
            Resolution::LeastChange { .. } => 1,
        });
        disputes
    }
}

impl<'a> Class<'a> {
    /// The row that stands for all; `None` never, because a class begins with a row.
    #[must_use]
    pub fn first(&self) -> Option<&'a Row> {
        self.rows.first().copied()
    }

    /// Assets by algorithm; an asset in two systems counts in both.
    #[must_use]
    pub fn algorithms(&self) -> BTreeMap<&'a str, u64> {
        let mut algorithms: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &self.rows {
            *algorithms.entry(&row.subject.algorithm).or_default() += row.assets;
        }
        algorithms
    }

    /// System ids, sorted.
    #[must_use]
    pub fn systems(&self) -> BTreeSet<&'a str> {
        self.rows.iter().map(|row| row.system.as_str()).collect()
    }

    /// A policy speaks of it.
    #[must_use]
    pub fn is_spoken_of(&self) -> bool {
        self.first().is_some_and(|row| row.verdicts.iter().any(|verdict| verdict.rule.is_some()))
    }

    fn rank(&self) -> impl Ord + use<> {
        let verdicts = || self.first().into_iter().flat_map(|row| row.verdicts.iter());
        let worst = verdicts().map(|verdict| verdict.status).max().unwrap_or(Status::NotApplicable);
        let next = verdicts().filter_map(Verdict::next).map(|due| due.on).min();
        let subject = self.first().map(|row| (row.subject.exposure, row.subject.algorithm.clone()));
        let unspoken = !self.is_spoken_of();
        let (exposure, name) = subject.unzip();
        let at_once = worst == Status::Disallowed || exposure == Some(Exposure::ClassicallyBroken);
        (unspoken, !at_once, next.unwrap_or(Date::MAX), std::cmp::Reverse((worst, exposure)), name)
    }
}

/// The conflicts of all rows. What is alike in systems of which the same is known is looked for once.
fn differences(context: &Context, policies: &[Policy], rows: &[Row], until: Date) -> Vec<Conflict> {
    type Known = (Vec<String>, Option<DataTier>, Option<NetworkExposure>, [Option<u16>; 2]);
    let policies: Vec<&Policy> = policies.iter().collect();
    let mut found: HashMap<(Subject, Known), Vec<Conflict>> = HashMap::new();
    let mut all = Vec::new();
    for row in rows {
        let system = context.resolve(&row.system);
        let setting = Setting::from(&system);
        let years = [setting.confidentiality_years, setting.signature_years];
        let known = (setting.populations.to_vec(), setting.tier, setting.network, years);
        // Whose asset it is and until when it is valid make no difference.
        let asset = AssetId::of("", &[]);
        let subject = Subject { asset, not_after: None, ..row.subject.clone() };
        let of_row = found.entry((subject, known)).or_insert_with(|| {
            let question =
                Question { subject: &row.subject, system: &row.system, setting: &setting, until };
            conflicts(&question, &policies, crate::scheme::all())
        });
        let named = |one: &Conflict| Conflict { system: row.system.clone(), ..one.clone() };
        all.extend(of_row.iter().map(named));
    }
    all
}
