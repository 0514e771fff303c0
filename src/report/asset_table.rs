use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::LibraryTable;
use crate::assess::{Holding, Verdicts};
use crate::inventory::Located;
use crate::model::{Asset, AssetId, Date, Exposure};
use crate::plan::Plan;
use crate::policy::Status;
use crate::risk::Threat;

/// Occurrences kept for each row.
const PLACES: usize = 5;
/// Characters kept of a name or a path.
const LENGTH: usize = 300;

/// The holdings that matter most, in bounded memory: fed one by one in any order, it keeps those of
/// the highest priority and counts the rest.
#[derive(Clone, Debug)]
pub struct AssetTable {
    limit: usize,
    total: u64,
    rows: BTreeMap<Rank, AssetRow>,
    libraries: LibraryTable,
    verdicts: Option<Verdicts>,
}

impl AssetTable {
    /// Rows kept unless told otherwise.
    pub const LIMIT: usize = 5_000;

    /// A table that keeps at most `limit` rows.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        let (rows, libraries) = (BTreeMap::new(), LibraryTable::default());
        Self { limit, total: 0, rows, libraries, verdicts: None }
    }

    /// The table with what policies say on chosen days.
    #[must_use]
    pub fn with_verdicts(self, verdicts: Verdicts) -> Self {
        Self { verdicts: Some(verdicts), ..self }
    }

    /// What policies say on chosen days, where that was asked for.
    #[must_use]
    pub const fn verdicts(&self) -> Option<&Verdicts> {
        self.verdicts.as_ref()
    }

    /// Takes notice of `holding`.
    pub fn collect(&mut self, holding: &Holding) {
        if let Asset::Software(software) = &holding.asset {
            self.libraries.collect(holding, software);
            return;
        }
        self.total += 1;
        let rank = Rank::of(holding);
        let full = self.rows.len() >= self.limit;
        if full && self.rows.last_key_value().is_none_or(|(last, _)| rank >= *last) {
            return;
        }
        self.rows.insert(rank, AssetRow::of(holding));
        if self.rows.len() > self.limit {
            self.rows.pop_last();
        }
    }

    /// Holdings seen, kept or not.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The libraries that are present, which are no rows of this table.
    #[must_use]
    pub const fn libraries(&self) -> &LibraryTable {
        &self.libraries
    }

    /// Rows kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// No row was kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, most urgent first: by priority, exposure, system, asset.
    pub fn rows(&self) -> impl Iterator<Item = &AssetRow> {
        self.rows.values()
    }

    /// The rows, each with the id of the first package of `plan` that covers it in its system.
    #[must_use]
    pub fn planned<'a>(&'a self, plan: &'a Plan) -> Vec<(&'a AssetRow, Option<&'a str>)> {
        let mut covered: BTreeMap<(&AssetId, &str), &str> = BTreeMap::new();
        for package in &plan.packages {
            for asset in &package.assets {
                covered.entry((asset, &package.system)).or_insert(&package.id);
            }
        }
        self.rows()
            .map(|row| (row, covered.get(&(&row.id, row.system.as_str())).copied()))
            .collect()
    }
}

impl Default for AssetTable {
    fn default() -> Self {
        Self::with_limit(Self::LIMIT)
    }
}

/// One asset in one system, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssetRow {
    /// Asset id.
    pub id: AssetId,
    /// Name, cut to 300 characters.
    pub name: String,
    /// `CycloneDX` asset type.
    pub kind: String,
    /// Algorithm of the worst subject; empty where there is none.
    pub algorithm: String,
    /// Further subjects of the asset (a protocol's other offers).
    pub further: usize,
    /// Worst exposure; `None` where nothing can be judged (a keystore's shell).
    pub exposure: Option<Exposure>,
    /// Worst threat.
    pub threat: Threat,
    /// System id.
    pub system: String,
    /// What each policy says, worst subject first, in the order of the policies.
    pub statuses: Vec<PolicyStatus>,
    /// Earliest last day that any policy allows.
    pub deadline: Option<Date>,
    /// Highest priority, 0 to 1000.
    pub priority: u16,
    /// Where it was seen, `root/path:line`: the first five.
    pub places: Vec<String>,
    /// Occurrences in all.
    pub occurrences: usize,
}

/// What one policy says of a row today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyStatus {
    /// Policy id.
    pub policy: String,
    /// Worst status.
    pub status: Status,
    /// Clause of that status.
    pub clause: String,
}

impl AssetRow {
    fn of(holding: &Holding) -> Self {
        let judged = &holding.judged;
        let own = || holding.asset.algorithm().map(|algorithm| algorithm.name.clone());
        let algorithm = judged.first().map(|worst| worst.subject.algorithm.clone()).or_else(own);
        Self {
            id: holding.id,
            name: bounded(&holding.asset.name()),
            kind: holding.asset.kind().to_owned(),
            algorithm: bounded(&algorithm.unwrap_or_default()),
            further: judged.len().saturating_sub(1),
            exposure: judged.iter().map(|one| one.subject.exposure).max(),
            threat: judged.iter().map(|one| one.risk.threat).max().unwrap_or(Threat::None),
            system: bounded(&holding.system),
            statuses: statuses(holding),
            deadline: judged
                .iter()
                .flat_map(|one| &one.verdicts)
                .filter_map(|verdict| verdict.deadline)
                .min(),
            priority: priority(holding),
            places: holding.occurrences.iter().take(PLACES).map(place_of).collect(),
            occurrences: holding.occurrences.len(),
        }
    }
}

/// Order of the table: a smaller rank is shown earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(Reverse<u16>, Reverse<Option<Exposure>>, String, AssetId);

impl Rank {
    fn of(holding: &Holding) -> Self {
        let exposure = holding.judged.iter().map(|one| one.subject.exposure).max();
        Self(Reverse(priority(holding)), Reverse(exposure), holding.system.clone(), holding.id)
    }
}

fn priority(holding: &Holding) -> u16 {
    holding.judged.iter().map(|one| one.risk.priority).max().unwrap_or(0)
}

fn statuses(holding: &Holding) -> Vec<PolicyStatus> {
    let mut worst: Vec<PolicyStatus> = Vec::new();
    for verdict in holding.judged.iter().flat_map(|one| &one.verdicts) {
        match worst.iter_mut().find(|known| known.policy == verdict.policy) {
            Some(known) if known.status >= verdict.status => {}
            Some(known) => {
                known.status = verdict.status;
                known.clause.clone_from(&verdict.clause);
            }
            None => worst.push(PolicyStatus {
                policy: verdict.policy.clone(),
                status: verdict.status,
                clause: verdict.clause.clone(),
            }),
        }
    }
    worst
}

/// Kind, name and algorithm of an asset, in a few words.
#[must_use]
pub fn asset_words(asset: &Asset) -> String {
    let name = bounded(&asset.name());
    match asset.algorithm().map(|algorithm| &algorithm.name) {
        Some(algorithm) if !name.contains(algorithm.as_str()) => {
            format!("{} {name} ({})", asset.kind(), bounded(algorithm))
        }
        _ => format!("{} {name}", asset.kind()),
    }
}

/// `root/path:line`, with a path of at most 300 characters.
#[must_use]
pub fn place_of(located: &Located) -> String {
    let path = bounded(&located.location.joined());
    match located.occurrence.line {
        Some(line) => format!("{path}:{line}"),
        None => path,
    }
}

pub(super) fn bounded(text: &str) -> String {
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
