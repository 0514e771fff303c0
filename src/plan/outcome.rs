use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Package;
use super::chance::Chances;
use super::infeasible::Infeasible;
use super::lost::LostAuthorities;
use super::moved::Replanned;
use super::speech;
use super::spending::Spending;
use crate::assess::Harvested;
use crate::model::{Date, Exposure, Quarter};
use crate::policy::{Binding, Milestone};

/// A package that misses its deadline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Late {
    /// Package id.
    pub package: String,
    /// Quarters late; `None` when it does not fit at all.
    pub quarters: Option<i32>,
    /// Chain of what binds it, from the package back to the start, one sentence each.
    pub because: Vec<String>,
    /// Extra person-days for the named team before the deadline that would save it; `None` when no
    /// capacity of that team would, or when it was not worked out.
    pub extra_days: Option<(String, f64)>,
    /// What would save it, or why nothing does, in one sentence.
    pub remedy: String,
}

/// A phase, named and dated after a policy's milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Name in the policy's words.
    pub name: String,
    /// First quarter.
    pub from: Quarter,
    /// Last quarter.
    pub until: Quarter,
    /// Policy and clause that date it.
    pub source: String,
    /// What must hold before it starts: as the roadmaps state it, which of them state nothing, and
    /// the plan's own where none does.
    #[serde(default)]
    pub entry: Vec<String>,
    /// What must hold for it to end: the policies' own milestones with what they ask for, and what a
    /// scan shows.
    #[serde(default)]
    pub exit: Vec<String>,
    /// What the roadmaps say of a way back, and which of them say nothing.
    #[serde(default)]
    pub roadmap_rollback: Vec<String>,
    /// The way back that this plan takes.
    #[serde(default)]
    pub rollback: String,
    /// Why it is there, where no package ends in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A policy as the plan used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyUsed {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Authority.
    pub authority: String,
    /// Edition.
    pub edition: String,
    /// Where it is published.
    pub url: String,
    /// Binding force.
    pub binding: Binding,
    /// Draft.
    pub draft: bool,
    /// Verification state and date.
    pub verified: String,
    /// Why it was applied: named by the user, or by jurisdiction.
    pub why: String,
    /// It was named and binds no system: the jurisdictions of the estate do not say that it applies.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unbound: bool,
    /// What the reader must know.
    pub note: String,
    /// Days that the policy itself sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(said: &bool) -> bool {
    !*said
}

/// What the estate file says of a system that reports tell apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemFacts {
    /// Populations of policies that it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jurisdictions: Vec<String>,
    /// Who outside must deliver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
}

/// What one team has and is given in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamLoad {
    /// Team id.
    pub team: String,
    /// Quarter.
    pub quarter: Quarter,
    /// Person-days available.
    pub capacity: f64,
    /// Person-days planned.
    pub load: f64,
}

/// State of the estate at the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burndown {
    /// Quarter.
    pub quarter: Quarter,
    /// Holdings still exposed, by exposure.
    pub exposed: BTreeMap<Exposure, u64>,
    /// Holdings that were of unknown exposure until their discovery ended, by then: what it finds is for the next plan,
    /// so they count as neither exposed nor done.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looked_into: u64,
}

impl Burndown {
    /// Holdings that are known to be exposed.
    #[must_use]
    pub fn known(&self) -> u64 {
        let known =
            self.exposed.iter().filter(|(exposure, _)| **exposure != Exposure::Indeterminate);
        known.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Holdings of which this plan does not know whether they are exposed.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        let open = self.exposed.get(&Exposure::Indeterminate).copied().unwrap_or_default();
        open.saturating_add(self.looked_into)
    }
}

/// Counts over the inventory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Assets with an occurrence.
    pub assets: u64,
    /// Libraries that bring cryptography: present, and so neither assets nor holdings here.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub libraries: u64,
    /// Holdings: assets x systems.
    pub holdings: u64,
    /// Holdings by exposure.
    pub by_exposure: BTreeMap<Exposure, u64>,
    /// Holdings by asset type.
    pub by_kind: BTreeMap<String, u64>,
    /// Unknowns by reason (kebab-case).
    pub unknowns: BTreeMap<String, u64>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// How the dates were found, and how far from the best possible they can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Optimisation {
    /// What was to be as small as possible, in words.
    pub objective: String,
    /// Weight of every package times the quarters until it is finished, summed up.
    pub exposure: u64,
    /// Five times the weight of every late package times the quarters that it is late, summed up.
    pub lateness: u64,
    /// No timetable of the packages that have a date, and with nothing late where the order by least slack has nothing
    /// late, has less exposure and lateness together; `None` where nothing was proven.
    pub lower_bound: Option<u64>,
    /// By how many per cent exposure and lateness are above the bound, rounded up to hundredths.
    pub gap_percent: Option<f64>,
    /// Exposure and lateness of the order by least slack.
    pub least_slack: u64,
    /// Late packages of the order by least slack, those without a date among them.
    pub least_slack_late: usize,
    /// Orders tried.
    pub tried: u64,
    /// Seed and effort: with them the plan comes out the same again.
    pub seed: u64,
    /// Per cent of a minute's work.
    pub effort: u64,
    /// How good the plan is, in one sentence.
    pub summary: String,
}

/// The transition plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `y2q-plan/1`.
    pub schema: String,
    /// Version of y2q.
    pub tool: String,
    /// The day that counts as today.
    pub at: Date,
    /// Estate name.
    pub estate: String,
    /// Assumed year of the quantum computer.
    pub crqc_year: i16,
    /// Assumptions and defaults in force, one sentence each.
    pub assumptions: Vec<String>,
    /// Policies.
    pub policies: Vec<PolicyUsed>,
    /// Counts.
    pub totals: Totals,
    /// First quarter.
    pub from: Quarter,
    /// Last quarter (horizon).
    pub until: Quarter,
    /// Phases in order.
    pub phases: Vec<Phase>,
    /// Packages sorted by start, then id.
    pub packages: Vec<Package>,
    /// What misses its deadline.
    pub late: Vec<Late>,
    /// Circles of precedence that were cut: the edge that gave way, the circle, what bridges it.
    pub broken_cycles: Vec<String>,
    /// Load per team and quarter.
    pub teams: Vec<TeamLoad>,
    /// Names of teams by id, of those that have one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub team_names: BTreeMap<String, String>,
    /// Burn-down of exposure over the horizon.
    pub burndown: Vec<Burndown>,
    /// Ids of teams, systems.
    pub systems: BTreeSet<String>,
    /// What the estate file says of its systems, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub system_facts: BTreeMap<String, SystemFacts>,
    /// How the dates were found; `None` in plans without packages, or of an older version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub optimisation: Option<Optimisation>,
    /// Why not every deadline is kept; `None` when all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub infeasible: Option<Infeasible>,
    /// How likely the plan is, by efforts drawn from their ranges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chances: Option<Chances>,
    /// What became of the plan that was in force, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replanned: Option<Replanned>,
    /// What it costs by year; `None` where the estate says nothing of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spending: Option<Spending>,
    /// What the scanned captures hold of each server's sessions; empty where no capture was scanned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harvested: Vec<Harvested>,
    /// Authorities that are lost with their system, and what nobody issues again afterwards: a later plan knows it from here
    /// when the system is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_authorities: Vec<LostAuthorities>,
}

impl Plan {
    /// The first day of `quarter` on which this plan has anything done: no day before its own.
    #[must_use]
    pub fn first_day(&self, quarter: Quarter) -> Date {
        quarter.first_day().max(self.at)
    }

    /// The team `id` as sentences name it ([`speech::team`]).
    #[must_use]
    pub fn team(&self, id: &str) -> String {
        speech::team(id, self.team_names.get(id).map(String::as_str))
    }

    /// The name of the team `id`; the id where it has none.
    #[must_use]
    pub fn team_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.team_names.get(id).map_or(id, String::as_str)
    }
}
