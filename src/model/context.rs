use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Acceptance, Changeability, Demand, Efforts, Fragility, Purpose, Quarter};

/// Who can reach, and so record, a system's traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkExposure {
    /// No network, or a dedicated one.
    Isolated,
    /// Inside the organisation only.
    Internal,
    /// Named partners, leased lines, radio links.
    Partner,
    /// The public internet.
    Internet,
}

/// Information tier in N2SF's words (NIS, 2025-09-30): 기밀 C, 민감 S, 공개 O.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DataTier {
    /// O: public information.
    Open,
    /// S: non-public information.
    Sensitive,
    /// C: secrets.
    Classified,
}

/// What kind of outside party a system depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupplierKind {
    /// Sells the product (document management, HSM).
    Vendor,
    /// Operates or maintains it with access to it.
    MaintenanceContractor,
    /// Runs it as a service.
    ServiceProvider,
    /// Publishes it as open source.
    OpenSource,
}

/// An outside party that a system depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: SupplierKind,
    /// First quarter in which the party can deliver quantum-resistant support, where it has said so.
    pub earliest: Option<Quarter>,
}

/// The estate as its owner describes it, or the documented defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// Estate-wide facts.
    pub estate: Estate,
    /// What applies to a system that does not say otherwise.
    pub defaults: ContextDefaults,
    /// Teams by id, in file order.
    pub teams: Vec<Team>,
    /// Systems in file order; a path belongs to the first system with a matching pattern.
    pub systems: Vec<System>,
    /// Effort figures of its own.
    #[serde(default, skip_serializing_if = "Efforts::is_default")]
    pub efforts: Efforts,
    /// Risks that somebody answers for, in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptances: Vec<Acceptance>,
}

/// Estate-wide facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estate {
    /// Name for reports.
    pub name: String,
    /// Year in which a cryptographically relevant quantum computer is assumed to exist.
    pub crqc_year: i16,
    /// Whether a person wrote the estate file, or all of it is defaults.
    pub declared: bool,
    /// What work costs and what may be spent.
    #[serde(default, skip_serializing_if = "Funding::is_unstated")]
    pub funding: Funding,
}

/// What work costs and what may be spent, in whole units of one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    /// What may be spent in a calendar year; no limit when absent.
    pub budget: Option<u64>,
    /// Years in which that differs.
    pub overrides: Vec<BudgetOverride>,
    /// Price of a person-day of a team that states none.
    pub person_day: Option<u64>,
    /// Currency, for reports.
    pub currency: String,
}

impl Funding {
    /// Whether nothing is said of money.
    #[must_use]
    pub fn is_unstated(&self) -> bool {
        *self == Self::default()
    }

    /// Whether any year has a limit.
    #[must_use]
    pub const fn is_limited(&self) -> bool {
        self.budget.is_some() || !self.overrides.is_empty()
    }

    /// What may be spent in `year`: the last override that covers it, or the standing budget.
    #[must_use]
    pub fn budget_in(&self, year: i16) -> Option<u64> {
        let covers = |change: &&BudgetOverride| (change.from..=change.until).contains(&year);
        let change = self.overrides.iter().rev().find(covers);
        change.map(|change| change.budget).or(self.budget)
    }
}

/// A span of calendar years with another budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetOverride {
    /// First year.
    pub from: i16,
    /// Last year.
    pub until: i16,
    /// What may be spent in each.
    pub budget: u64,
    /// Why, for the plan's explanations.
    pub reason: String,
}

/// What applies to a system that does not say otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextDefaults {
    /// Network exposure.
    pub exposure: NetworkExposure,
    /// Information tier.
    pub data_tier: DataTier,
    /// Years for which data must stay confidential.
    pub confidentiality_years: u16,
    /// Years for which signatures must stay trustworthy.
    pub signature_years: u16,
    /// Populations of policies (`kr-public-sector`, `us-federal`) that the estate belongs to.
    pub jurisdictions: Vec<String>,
    /// Team that owns what nobody claims.
    pub owner: String,
    /// Which of these fields the owner has written; the others are this program's.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stated: BTreeSet<String>,
}

/// A team and what it can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Id.
    pub id: String,
    /// Name for reports.
    pub name: String,
    /// Working capacity for migration, in person-days a quarter.
    pub capacity: f64,
    /// Quarters in which the capacity differs.
    pub overrides: Vec<CapacityOverride>,
    /// Price of a person-day, in whole units of the estate's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_day: Option<u64>,
}

impl Team {
    /// Capacity in `quarter`, person-days: the last override that covers it, or the standing capacity.
    #[must_use]
    pub fn capacity_in(&self, quarter: Quarter) -> f64 {
        self.overrides
            .iter()
            .rev()
            .find(|change| (change.from..=change.until).contains(&quarter))
            .map_or(self.capacity, |change| change.capacity)
    }
}

/// A span of quarters with another capacity (a freeze is a capacity of zero).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityOverride {
    /// First quarter.
    pub from: Quarter,
    /// Last quarter.
    pub until: Quarter,
    /// Person-days a quarter.
    pub capacity: f64,
    /// Why, for the plan's explanations.
    pub reason: String,
}

/// A system: a set of places with one owner and one set of obligations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// Id, also what others name in `depends_on`.
    pub id: String,
    /// Name for reports.
    pub name: String,
    /// Id of the owning team.
    pub owner: Option<String>,
    /// Glob patterns over occurrence paths, relative to the scanned root or absolute.
    pub paths: Vec<String>,
    /// Host patterns, for endpoints and captures.
    pub hosts: Vec<String>,
    /// Network exposure.
    pub exposure: Option<NetworkExposure>,
    /// Information tier.
    pub data_tier: Option<DataTier>,
    /// Years for which data must stay confidential.
    pub confidentiality_years: Option<u16>,
    /// Years for which signatures must stay trustworthy.
    pub signature_years: Option<u16>,
    /// Policy populations.
    pub jurisdictions: Option<Vec<String>>,
    /// Ids of systems that must migrate before this one can.
    pub depends_on: Vec<String>,
    /// Outside party that must deliver first.
    pub supplier: Option<Supplier>,
    /// What it must carry and cannot exceed.
    #[serde(default)]
    pub demand: Option<Demand>,
    /// What makes its changes harder, besides what a scan finds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragile: Vec<Fragility>,
    /// What keys of it are for that do not say so themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<StatedKey>,
    /// How it can change, and cannot.
    #[serde(default, skip_serializing_if = "Changeability::is_unstated")]
    pub changeability: Changeability,
}

/// What a key is for, how long it is and whether it is still used, as its owner says: one of these at least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedKey {
    /// Pattern over paths, as those of systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its fingerprint, as reports have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Its bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Nothing is protected with it any more, and it stays to read what was (NIST SP 800-57 part 1 §7, deactivated state).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deactivated: bool,
}

/// A system's context with defaults applied; `defaulted` names the fields that nobody stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SystemContext {
    /// Id; `unassigned` for paths that no system claims.
    pub id: String,
    /// Name for reports.
    pub name: String,
    /// Owning team.
    pub owner: String,
    /// Network exposure.
    pub exposure: NetworkExposure,
    /// Information tier.
    pub data_tier: DataTier,
    /// Years for which data must stay confidential.
    pub confidentiality_years: u16,
    /// Years for which signatures must stay trustworthy.
    pub signature_years: u16,
    /// Policy populations.
    pub jurisdictions: Vec<String>,
    /// Fields of this value that come from defaults.
    pub defaulted: Vec<&'static str>,
}

impl Context {
    /// Id of the system that collects what no pattern claims.
    pub const UNASSIGNED: &'static str = "unassigned";

    /// The documented defaults that apply without an estate file: one team, one system, general population.
    #[must_use]
    pub fn undeclared() -> Self {
        Self {
            estate: Estate {
                name: "undeclared estate".into(),
                crqc_year: 2035,
                declared: false,
                funding: Funding::default(),
            },
            defaults: ContextDefaults::default(),
            teams: vec![Team {
                id: "owner".into(),
                name: "Owner".into(),
                capacity: 60.0,
                overrides: Vec::new(),
                person_day: None,
            }],
            systems: Vec::new(),
            efforts: Efforts::default(),
            acceptances: Vec::new(),
        }
    }

    /// The context of system `id` (or of the unassigned rest) with defaults applied.
    #[must_use]
    pub fn resolve(&self, id: &str) -> SystemContext {
        let stated = self.systems.iter().find(|system| system.id == id);
        let mut defaulted = Vec::new();
        macro_rules! field {
            ($name:ident) => {
                stated.and_then(|system| system.$name.clone()).unwrap_or_else(|| {
                    if !self.defaults.stated.contains(stringify!($name)) {
                        defaulted.push(stringify!($name));
                    }
                    self.defaults.$name.clone()
                })
            };
        }
        SystemContext {
            id: stated.map_or(Self::UNASSIGNED, |system| &system.id).to_owned(),
            name: stated.map_or("Unassigned", |system| &system.name).to_owned(),
            owner: field!(owner),
            exposure: field!(exposure),
            data_tier: field!(data_tier),
            confidentiality_years: field!(confidentiality_years),
            signature_years: field!(signature_years),
            jurisdictions: field!(jurisdictions),
            defaulted,
        }
    }
}

impl Default for ContextDefaults {
    /// Internal exposure, sensitive data, ten years of confidentiality and of signature trust,
    /// population `general`: a stated middle, to be corrected by the owner.
    fn default() -> Self {
        Self {
            exposure: NetworkExposure::Internal,
            data_tier: DataTier::Sensitive,
            confidentiality_years: 10,
            signature_years: 10,
            jurisdictions: vec!["general".into()],
            owner: "owner".into(),
            stated: BTreeSet::new(),
        }
    }
}
