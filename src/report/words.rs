//! The words that reports use for the model's enumerations: clear to a reader who is not a cryptographer.

use std::collections::BTreeMap;

use crate::assess::About;
use crate::model::{Date, Exposure, Purpose};
use crate::plan::chance::{Chance, Chances};
use crate::plan::moved::Replanned;
use crate::plan::speech;
use crate::plan::{BoundBy, Burndown, Change, Deadline, Package, Plan};
use crate::policy::{Binding, Status};
use crate::risk::Threat;

use super::plain::{counted, thousands};

/// Exposures that call for a change, worst first.
pub const EXPOSED: [Exposure; 3] =
    [Exposure::ClassicallyBroken, Exposure::Shor, Exposure::Indeterminate];
/// Every exposure, worst first.
pub const EXPOSURES: [Exposure; 5] = [
    Exposure::ClassicallyBroken,
    Exposure::Shor,
    Exposure::Indeterminate,
    Exposure::Grover,
    Exposure::None,
];

/// Uses of a class at the end of a quarter; what was looked into, whose class the next plan knows, cannot be told yet.
pub fn counted_as(row: &Burndown, class: Exposure) -> u64 {
    match class {
        Exposure::Indeterminate => row.unknown(),
        _ => row.exposed.get(&class).copied().unwrap_or_default(),
    }
}

/// What is left of the exposure at the end of a quarter: `7, and 2 whose exposure is not known`. What the scan could not
/// read, by reason in `unread`, is in no count of uses, so it is told beside.
pub fn left(row: &Burndown, unread: &BTreeMap<String, u64>) -> String {
    let mut told = thousands(row.known());
    if row.unknown() > 0 {
        told.push_str(&format!(", and {} whose exposure is not known", thousands(row.unknown())));
    }
    let unread = unread.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
    if unread > 0 {
        let inputs = counted(unread, "input", "inputs");
        told.push_str(&format!("; {inputs} not read, in no count"));
    }
    told
}

/// Name of an exposure class.
pub const fn exposure(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::ClassicallyBroken => "Broken today",
        Exposure::Shor => "Quantum-vulnerable",
        Exposure::Indeterminate => "Cannot be told",
        Exposure::Grover => "Symmetric or hash",
        Exposure::None => "Quantum-resistant",
    }
}

/// What an exposure class means.
pub const fn exposure_meaning(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::ClassicallyBroken => "broken or too small already, without a quantum computer",
        Exposure::Shor => "public-key cryptography that a quantum computer breaks (Shor)",
        Exposure::Indeterminate => "what was seen does not tell",
        Exposure::Grover => "a quantum computer halves the exponent at best (Grover)",
        Exposure::None => "no known attack of consequence",
    }
}

/// Name of a threat.
pub const fn threat(threat: Threat) -> &'static str {
    match threat {
        Threat::None => "none",
        Threat::TrustNowForgeLater => "trust now, forge later",
        Threat::HarvestNowDecryptLater => "harvest now, decrypt later",
        Threat::AlreadyBroken => "broken already",
    }
}

/// Name of a kind of change.
pub const fn change(change: Change) -> &'static str {
    match change {
        Change::Discovery => "Close discovery gaps",
        Change::VendorCommitment => "Supplier's dated commitment",
        Change::LibraryUpgrade => "Library or server upgrade",
        Change::CaRenewal => "New certification authorities",
        Change::TrustDistribution => "Distribute trust anchors",
        Change::Configuration => "Change configuration",
        Change::CertificateReissue => "Issue certificates again",
        Change::Rekey => "New keys",
        Change::Replacement => "Replace in code or data",
        Change::Retirement => "Stop using it",
        Change::ProtocolUpgrade => "Newer version of the protocol",
        Change::ProviderInjection => "Provider by configuration",
        Change::ProxyInFront => "Proxy in front",
        Change::HardwareReplacement => "New hardware",
        Change::Decommission => "Switch off",
        Change::AcceptWithExpiry => "Accept with expiry",
        Change::Pilot => "Pilot",
    }
}

/// Name of a status, in NIST's words.
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::NotApplicable => "not applicable",
        Status::Acceptable => "acceptable",
        Status::Deprecated => "deprecated",
        Status::LegacyUse => "legacy use",
        Status::Indeterminate => "indeterminate",
        Status::Disallowed => "disallowed",
    }
}

/// What something is used for.
pub const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::KeyEstablishment => "key establishment",
        Purpose::Signature => "signature",
        Purpose::CertificateSigning => "certificate signing",
        Purpose::Encryption => "encryption",
        Purpose::Integrity => "integrity",
    }
}

/// What policies differ about.
pub const fn about(about: About) -> &'static str {
    match about {
        About::Date => "the date",
        About::ParameterSet => "the parameter set",
        About::Construction => "the construction",
        About::Algorithm => "the algorithm",
    }
}

/// Name of a binding force.
pub const fn binding(binding: Binding) -> &'static str {
    match binding {
        Binding::Law => "law",
        Binding::ExecutiveOrder => "executive order",
        Binding::AgencyRequirement => "agency requirement",
        Binding::CertificationRequirement => "certification requirement",
        Binding::IndustryRule => "industry rule",
        Binding::Guideline => "guideline",
        Binding::Roadmap => "roadmap",
        Binding::Draft => "draft",
    }
}

/// `2 quarters`.
pub fn quarters(count: i32) -> String {
    format!("{count} {}", if count == 1 { "quarter" } else { "quarters" })
}

/// Time between finish and deadline: `6 quarters to spare`, `just in time`, `2 quarters late`, `not scheduled`, `no deadline`.
pub fn slack(package: &Package) -> String {
    match package.slack_quarters {
        _ if package.is_undecided() => "no date before a decision".into(),
        _ if package.finish.is_none() => "not scheduled".into(),
        None => "no deadline".into(),
        Some(late) if late < 0 => format!("{} late", quarters(late.saturating_neg())),
        Some(0) => "just in time".into(),
        Some(spare) => format!("{} to spare", quarters(spare)),
    }
}

/// The deadline, what set it, and how the plan keeps it, in one sentence: `No deadline.`
pub fn due(package: &Package) -> String {
    match &package.deadline {
        None if package.finish.is_none() => format!("No deadline; {}.", slack(package)),
        None => "No deadline.".into(),
        Some(one) => {
            format!("Deadline {} ({}): {}.", one.date, deadline_source(one), slack(package))
        }
    }
}

/// Why a package starts when it does.
pub fn bound_by(bound: &BoundBy) -> String {
    match bound {
        BoundBy::Start => "Nothing holds it back: it starts as soon as its team plans it.".into(),
        BoundBy::Release { what } => format!("It cannot start earlier: {what}."),
        BoundBy::Predecessor { package } => format!("It starts when {package} is finished."),
        BoundBy::Capacity { team, name, quarter, why } => {
            let team = speech::capital(&speech::team(team, name.as_deref()));
            let why = why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
            format!("{team} has no room before: {quarter} is full{why}.")
        }
        BoundBy::Kept => "It stays where the plan in force has it.".into(),
        BoundBy::Undecided { why } => format!("It has no date: {why}."),
        BoundBy::Unscheduled { why } => format!("It does not fit into the plan: {why}."),
    }
}

/// A deadline's source: policy, then clause.
pub fn deadline_source(deadline: &Deadline) -> String {
    match (deadline.policy.as_str(), deadline.clause.as_str()) {
        (policy, "") => policy.to_owned(),
        (policy, clause) => format!("{policy}, {clause}"),
    }
}

/// A date or a dash.
pub fn date(date: Option<Date>) -> String {
    date.map_or_else(|| "–".into(), |date| date.to_string())
}

/// Person-days without a needless fraction: `12`, `12.5`.
pub fn days(days: f64) -> String {
    // The sum of nothing is -0.0, which would show its sign.
    let days = if days.abs() < 0.05 { 0.0 } else { days };
    if (days - days.round()).abs() < 0.05 { format!("{days:.0}") } else { format!("{days:.1}") }
}

/// `1 person-day`, `12.5 person-days`.
pub fn person_days(number: f64) -> String {
    let days = days(number);
    let word = if days == "1" { "person-day" } else { "person-days" };
    format!("{days} {word}")
}

/// Reason of an unknown (`too-large`) in words.
pub fn unknown(reason: &str) -> String {
    reason.replace('-', " ")
}

/// What a reason for an unknown means; empty for one that this version does not know.
pub fn unknown_meaning(reason: &str) -> &'static str {
    match reason {
        "unreadable" => "the operating system refused or failed to read it",
        "malformed" => "it claims a format that its bytes break",
        "too-large" => "it passes a bound on size, count or depth",
        "encrypted" => "it is closed without its password",
        "timed-out" => "it took longer than its time bound",
        "crashed" => "a detector failed on it; its findings were discarded",
        "unsupported" => "a known format or construct that is not read yet",
        "changed" => "it changed while it was read",
        _ => "",
    }
}

/// When a package is finished, with its chances.
pub fn chance(chance: &Chance) -> String {
    let shares = [(chance.p50, "50 %"), (chance.p80, "80 %"), (chance.p95, "95 %")];
    // Of the same quarter the greatest chance says it all.
    let mut dates: Vec<(crate::model::Quarter, &str)> = Vec::new();
    let dated = shares.iter().map_while(|(at, share)| Some(((*at)?, *share)));
    for (quarter, share) in dated {
        dates.retain(|(known, _)| *known != quarter);
        dates.push((quarter, share));
    }
    let mut dates: Vec<String> =
        dates.iter().map(|(quarter, share)| format!("by {quarter} with {share}")).collect();
    // Without a date for half of the runs there is none for 80 or 95 of 100.
    if let Some((_, share)) = shares.iter().find(|(at, _)| at.is_none()) {
        dates.push(format!("at all with less than {share}"));
    }
    let dates = dates.join(", ").replacen(" with ", " with a chance of ", 1);
    let in_time = chance.in_time.map_or_else(String::new, |share| {
        format!("; its deadline is kept with a chance of {:.0} %", share * 100.0)
    });
    format!("Finished {dates}{in_time}")
}

/// How likely `plan` is, of which these are the chances: of what had passed before it began, or is put off by an acceptance,
/// there is none.
pub fn chances(plan: &Plan, chances: &Chances) -> String {
    let share = chances.last.in_time.unwrap_or_default() * 100.0;
    let whole = Chance { in_time: None, ..chances.last };
    let any = |of: &dyn Fn(&Package) -> bool| plan.packages.iter().any(of);
    let missed = |package: &Package| {
        package.deadline.as_ref().is_some_and(|deadline| deadline.missed.is_some())
            || package.acceptance.is_some()
    };
    let every = if any(&missed) { "every deadline that lies ahead" } else { "every deadline" };
    let assumed = if any(&|package| package.undated.is_some()) {
        ", and what nobody has dated there when the plan assumes it"
    } else {
        ""
    };
    format!(
        "With efforts drawn from their ranges ({} runs){assumed}: {every} is kept with a chance of {share:.0} %. {}.",
        chances.runs,
        chance(&whole)
    )
}

/// What became of the plan that was in force, in a sentence.
pub fn replanned(one: &Replanned) -> String {
    let mut words = format!(
        "{} of the packages keep their finish, {} have another one, {} are new, {} are gone.",
        one.kept,
        one.moved.len(),
        one.new.len(),
        one.gone.len()
    );
    for (old, new) in &one.renamed {
        words += &format!(" {old} is now called {new}, by what is found in it.");
    }
    if !one.shifted.is_empty() {
        let (listed, further) = one.shifted.split_at(one.shifted.len().min(SHIFTED));
        let listed = listed.iter().map(|shifted| match (shifted.before, shifted.now) {
            (Some(before), Some(now)) if before != now => {
                format!("{} begins in {now} instead of {before}", shifted.package)
            }
            _ => format!("{} pauses in other quarters", shifted.package),
        });
        words += &format!(
            " {} of those that keep their finish are worked on in other quarters before it: {}",
            one.shifted.len(),
            listed.collect::<Vec<_>>().join(", ")
        );
        words += &match further.len() {
            0 => ".".to_owned(),
            more => format!(", and {more} more."),
        };
    }
    words
}

/// Packages that keep their finish and are listed nevertheless.
const SHIFTED: usize = 8;

/// An amount of money in whole units, rounded.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "amounts of money are far below 2^63; negative ones are told by their sign"
)]
pub(super) fn money(amount: f64) -> String {
    let sign = if amount < 0.0 { "−" } else { "" };
    format!("{sign}{}", super::plain::thousands(amount.abs().round() as u64))
}

/// What a relaxation takes, or saves: person-days and money; a dash where it is neither.
pub(super) fn takes(relaxation: &crate::plan::infeasible::Relaxation, plan: &Plan) -> String {
    let mut takes = Vec::new();
    if let Some(person_days) = relaxation.person_days {
        let word = if relaxation.kind == "scope" { "put off" } else { "more" };
        takes.push(format!("{} {word}", self::person_days(person_days)));
    }
    if let Some(amount) = relaxation.money {
        let currency = plan.spending.as_ref().map_or("", |spending| spending.currency.as_str());
        #[allow(clippy::cast_precision_loss, reason = "amounts of money are far below 2^52")]
        let amount = format!("{} {currency}", money(amount as f64));
        takes.push(amount.trim_end().to_owned());
    }
    if takes.is_empty() { "–".into() } else { takes.join(", ") }
}
