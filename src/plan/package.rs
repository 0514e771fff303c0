use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::chance::Chance;
use super::price::{Alternative, Price};
use super::renewal::{Renewal, Window};
use super::{Accepted, Choice, Mosca, Pace, Places};
use crate::model::{AssetId, Date, Exposure, Quarter};
use crate::risk::Threat;

/// What is done to a group of assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Close discovery gaps: unknowns, indeterminate purposes.
    Discovery,
    /// Get a supplier's dated commitment.
    VendorCommitment,
    /// Upgrade the library, server or runtime that implements the protocol.
    LibraryUpgrade,
    /// New root and issuing authorities.
    CaRenewal,
    /// Distribute trust anchors and verifiers before signers change.
    TrustDistribution,
    /// Change negotiated algorithms by configuration.
    Configuration,
    /// Issue certificates again under the new authority.
    CertificateReissue,
    /// Generate new keys and retire the old.
    Rekey,
    /// Replace the use in code or data formats.
    Replacement,
    /// Stop using it.
    Retirement,
    /// Go to a version of the protocol that has quantum-resistant key exchange, and offer it.
    ProtocolUpgrade,
    /// Load a provider and name its algorithm by configuration; code stays as it is.
    ProviderInjection,
    /// Put something that speaks the hybrid in front of software that cannot be changed.
    ProxyInFront,
    /// Replace hardware that holds keys or verifies.
    HardwareReplacement,
    /// Switch the system off.
    Decommission,
    /// Somebody answers for the risk until a day; it is looked at again before.
    AcceptWithExpiry,
    /// Try a change on a small share and rehearse the way back, before it is rolled out.
    Pilot,
}

/// A target scheme with the reason it was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Scheme id.
    pub scheme: String,
    /// Registry name.
    pub name: String,
    /// Why this one.
    pub reason: String,
    /// The others, alternatives left aside: scheme id and why it was not chosen.
    pub rejected: Vec<(String, String)>,
    /// What follows, where this is an interim step: a second change, later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
    /// What it costs a system that states what it must carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Those that keep every budget too and that no other one beats in category, bytes and time at once: not chosen, but
    /// not rejected either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// The state that an interim hybrid gives way to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// Scheme id; `None` where no scheme without a classical half can be spoken yet.
    pub scheme: Option<String>,
    /// When, and what it saves.
    pub reason: String,
    /// The policy that prefers the final state: a package of its own leads there. Without one, the hybrid is where the
    /// plan ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A deadline and what set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Last day.
    pub date: Date,
    /// Policy id, `estate` for a day that the estate file names, or `y2q` for the plan's own horizon.
    pub policy: String,
    /// Rule id.
    pub rule: Option<String>,
    /// Clause cited.
    pub clause: String,
    /// The day that an authority had set, where it had passed before the plan began; `date` is the plan's own then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
}

/// A day that had passed before the plan began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The policy that set it.
    pub policy: String,
    /// Last day on which it was allowed; `None` where the policy never allowed it.
    pub since: Option<Date>,
}

/// What fixed a package's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BoundBy {
    /// Nothing: it starts at the beginning of the plan.
    Start,
    /// An earliest date from outside (supplier).
    Release {
        /// Who or what.
        what: String,
    },
    /// A predecessor finishes just before.
    Predecessor {
        /// Package id.
        package: String,
    },
    /// The team had no room earlier.
    Capacity {
        /// Team id.
        team: String,
        /// Its name, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Last quarter without room.
        quarter: Quarter,
        /// Why it had none: a freeze, where the estate says so, and in how many quarters a spent budget.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// The plan in force, which has it there: it could start earlier, and nothing is better for it.
    Kept,
    /// It has no date before somebody decides.
    Undecided {
        /// What.
        why: String,
    },
    /// It does not fit into the horizon at all.
    Unscheduled {
        /// Why.
        why: String,
    },
}

/// A work package: one kind of change in one system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Stable id: `system/change[/role]`.
    pub id: String,
    /// One line for people.
    pub title: String,
    /// System id.
    pub system: String,
    /// Kind of change.
    pub change: Change,
    /// Whether it can wait for quantum-resistant software.
    #[serde(default)]
    pub pace: Pace,
    /// Why this kind of change and no other one.
    #[serde(default)]
    pub choice: Choice,
    /// Who answers for it, where the risk is accepted instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Accepted>,
    /// Team that does it.
    pub team: String,
    /// Assets it covers, sorted; the evidence is theirs. Empty for enabling work.
    pub assets: Vec<AssetId>,
    /// Other systems that have some of them too, and where the work on these is part of this package: `known_hosts` and
    /// `authorized_keys` with the public half of a key, files that trust the key of an authority of SSH.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub copies: BTreeMap<AssetId, BTreeSet<String>>,
    /// Those of the assets that are not done with it, for what certifies them has no successor, or stays as it is; who
    /// certifies them has to be decided. Absent where there are none, and in plans of older versions.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub left_out: BTreeSet<AssetId>,
    /// What is there already in the place of some of them, which are left to be retired.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub beside: BTreeMap<AssetId, AssetId>,
    /// Where they were seen, and the inputs that could not be read: the first few by place. Empty where no inventory was
    /// asked.
    #[serde(default, skip_serializing_if = "Places::is_empty")]
    pub places: Places,
    /// Worst exposure among them.
    pub exposure: Option<Exposure>,
    /// Worst threat among them.
    pub threat: Threat,
    /// Highest priority among them.
    pub priority: u16,
    /// Longest time in years for which what they protect must hold: X of Mosca's inequality, whose Y is the time from
    /// the day of the plan to `finish`.
    #[serde(default)]
    pub shelf_life_years: u16,
    /// Mosca's inequality for it; `None` for what no quantum computer threatens and for what has no date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mosca: Option<Mosca>,
    /// Of certificates that are issued again: whether that can ride on their renewal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Of certificates that are issued again: when they end by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// What to migrate to.
    pub target: Option<Target>,
    /// Effort in person-days: low, likely, high.
    pub effort_days: [f64; 3],
    /// How the effort was estimated.
    pub effort_basis: String,
    /// What it costs, in whole units of the plan's currency: the effort times the price of its team; `None` where that
    /// has no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<[f64; 3]>,
    /// Ids of packages that must be finished first, sorted.
    pub after: Vec<String>,
    /// Why each predecessor comes first, same order.
    pub after_reasons: Vec<String>,
    /// First quarter allowed, with the reason.
    pub release: Option<(Quarter, String)>,
    /// What it rests on that does not exist yet and that nobody has dated: its dates hold only if that comes in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undated: Option<String>,
    /// Why it has no date before somebody decides: no scheme meets the protocol and every policy that applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undecided: Option<String>,
    /// Latest day.
    pub deadline: Option<Deadline>,
    /// Phase it falls into.
    pub phase: usize,
    /// First quarter of work; `None` when it does not fit.
    pub start: Option<Quarter>,
    /// Last quarter of work.
    pub finish: Option<Quarter>,
    /// Person-days in each quarter of work.
    pub load: BTreeMap<Quarter, f64>,
    /// What fixed the start.
    pub bound_by: BoundBy,
    /// Quarters between finish and deadline; negative when late.
    pub slack_quarters: Option<i32>,
    /// Conditions to start, checks when done, way back.
    pub steps: Vec<String>,
    /// What a quarter of delay costs in the plan's objective.
    #[serde(default)]
    pub weight: u64,
    /// Quarters by which it can start later without any other package moving and without being late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub float_quarters: Option<i32>,
    /// Why this date: sentences from the package back to what binds it first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// How likely its dates are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
}
