//! What is particular to a plan after OMB M-26-15: the five phases by their content, the systems that come first, and
//! the interim objective.

use std::io;

use crate::model::{Date, Exposure, Quarter};
use crate::plan::{Change, Package, Plan};
use crate::risk::Threat;

use super::answers::{self, Answers, is_late};
use super::markdown::{criteria, md};
use super::plain::{counted, thousands};
use super::sections::quarter;
use super::{AssetTable, words};

/// The memorandum's policy.
const POLICY: &str = "us-omb-m-26-15";
/// Population of high value assets and high-impact systems.
const FIRST: &str = "us-federal-hva";
/// Last year of the interim objective.
const INTERIM: i16 = 2030;

/// A phase of the memorandum.
struct Stage {
    number: usize,
    name: &'static str,
    from: i16,
    until: i16,
    /// What makes a package this phase's own, in words.
    own: &'static str,
}

#[rustfmt::skip]
const STAGES: [Stage; 5] = [
    Stage { number: 1, name: "strategy and discovery", from: 2026, until: 2027, own: "discovery, and what suppliers are asked for" },
    Stage { number: 2, name: "pilots and early migration", from: 2027, until: 2028, own: "pilots, what is broken today, and what remaining systems finish by 2028" },
    Stage { number: 3, name: "key establishment of high value assets and high-impact systems", from: 2028, until: 2030, own: "their key establishment, and what makes it possible" },
    Stage { number: 4, name: "digital signatures of high value assets and high-impact systems", from: 2031, until: 2031, own: "their authorities, certificates and signing keys" },
    Stage { number: 5, name: "remaining systems", from: 2031, until: 2035, own: "what other systems finish after 2028" },
];

/// Whether the system is a high value asset or has high impact, by the estate file.
fn comes_first(plan: &Plan, system: &str) -> bool {
    let facts = plan.system_facts.get(system);
    facts.is_some_and(|facts| facts.jurisdictions.iter().any(|word| word == FIRST))
}

fn any_first(plan: &Plan) -> bool {
    plan.system_facts.keys().any(|system| comes_first(plan, system))
}

/// The phase that a package belongs to by what it does and for whom.
fn stage_of(plan: &Plan, package: &Package) -> usize {
    // Ids are `system/change[/role]`.
    let kind = package.id.strip_prefix(&package.system).unwrap_or(&package.id);
    match package.change {
        Change::Discovery | Change::VendorCommitment => 1,
        _ if kind.starts_with("/pilot") || package.threat == Threat::AlreadyBroken => 2,
        change if comes_first(plan, &package.system) => match package.threat {
            Threat::HarvestNowDecryptLater => 3,
            Threat::TrustNowForgeLater => 4,
            _ if signs(change) => 4,
            _ => 3,
        },
        _ if package.finish.is_some_and(|finish| finish.year() <= STAGES[1].until) => 2,
        _ => 5,
    }
}

/// Work on what signs, where it covers no asset that would say so.
const fn signs(change: Change) -> bool {
    matches!(
        change,
        Change::CaRenewal | Change::TrustDistribution | Change::CertificateReissue | Change::Rekey
    )
}

/// Packages by priority, which systems come first, and what is left on the day of the interim objective.
pub(super) fn priorities(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let answers = Answers::of(plan);
    writeln!(
        out,
        "{} Packages are ordered by exposure, threat (what can be recorded now comes first), \
                   sensitivity and lifetime of the data, and exposure to networks.\n",
        md(&answers.exposure)
    )?;
    let mut first: Vec<&Package> =
        plan.packages.iter().filter(|one| one.exposure.is_some()).collect();
    first.sort_by(|a, b| (b.priority, &a.id).cmp(&(a.priority, &b.id)));
    writeln!(
        out,
        "| Package | System | HVA or high impact | Exposure | Threat | Priority | Finish | Deadline |"
    )?;
    writeln!(out, "|---|---|---|---|---|---:|---|---|")?;
    for one in &first {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            md(&one.title),
            md(&one.system),
            if comes_first(plan, &one.system) { "yes" } else { "–" },
            one.exposure.map_or("–", words::exposure),
            words::threat(one.threat),
            one.priority,
            quarter(one.finish),
            words::date(one.deadline.as_ref().map(|deadline| deadline.date))
        )?;
    }
    if !any_first(plan) {
        writeln!(
            out,
            "\nThe estate file marks no system as a high value asset or high-impact system \
             (`jurisdictions = [\"{FIRST}\"]`): phases 3 and 4 have no content of their own here."
        )?;
    }
    interim(out, plan)
}

/// What is still exposed at the end of 2030, and which work is open then.
fn interim(out: &mut dyn io::Write, plan: &Plan) -> io::Result<()> {
    writeln!(out, "\n### Interim objective: {INTERIM}-12-31\n")?;
    let then = plan.burndown.iter().rfind(|row| row.quarter.year() <= INTERIM);
    let today = answers::holdings(plan, Exposure::Shor);
    match then.filter(|_| today > 0) {
        Some(row) => {
            let left = row.exposed.get(&Exposure::Shor).copied().unwrap_or_default().min(today);
            writeln!(
                out,
                "By the plan {} of today's {} are left at the end of {}: {} % of the quantum risk that is known, \
                 counted in uses, is mitigated by then.",
                thousands(left),
                counted(today, "quantum-vulnerable use", "quantum-vulnerable uses"),
                row.quarter,
                (today - left) * 100 / today
            )?;
        }
        None => writeln!(out, "Nothing that was found is quantum-vulnerable.")?,
    }
    let open: Vec<&Package> = plan.packages.iter().filter(|one| is_open(one, INTERIM)).collect();
    let first = open.iter().filter(|one| comes_first(plan, &one.system)).count() as u64;
    writeln!(
        out,
        "Open then: {}, {} of high value assets or high-impact systems.\n",
        counted(open.len() as u64, "package", "packages"),
        thousands(first)
    )?;
    open.iter().try_for_each(|one| item(out, plan, one))
}

/// Whether something of a package is not finished at the end of `year`: what is accepted as a risk is as it was.
pub(super) fn is_open(package: &Package, year: i16) -> bool {
    package.acceptance.is_some()
        || !package.left_out.is_empty()
        || package.finish.is_none_or(|finish| finish.year() > year)
}

/// Until when it is open.
pub(super) fn open_until(package: &Package) -> String {
    let left = package.left_out.len() as u64;
    match (&package.acceptance, package.finish) {
        (Some(accepted), _) => format!("accepted as a risk until {}", accepted.expires),
        (None, None) => "has no date".into(),
        (None, Some(finish)) if left > 0 => {
            format!(
                "until {finish}, without {}",
                counted(left, "that is left out", "that are left out")
            )
        }
        (None, Some(finish)) => format!("until {finish}"),
    }
}

fn item(out: &mut dyn io::Write, plan: &Plan, package: &Package) -> io::Result<()> {
    let mark = if comes_first(plan, &package.system) { "; HVA or high impact" } else { "" };
    let finish = open_until(package);
    let uses = package.assets.len() as u64;
    let uses =
        if uses == 0 { String::new() } else { format!(", {}", counted(uses, "use", "uses")) };
    let late = if is_late(package) { ", late" } else { "" };
    writeln!(out, "- {}: {finish}{uses}{late}{mark}", md(&package.title))
}

/// The memorandum's phases with the work that is theirs and the work that merely ends in their time, then its other
/// days. Without the memorandum's policy the plan has phases of its own.
pub(super) fn timeline(
    out: &mut dyn io::Write,
    plan: &Plan,
    assets: &AssetTable,
) -> io::Result<()> {
    if !plan.policies.iter().any(|policy| policy.id == POLICY) {
        return super::sections::timeline(out, plan, assets);
    }
    writeln!(
        out,
        "A package belongs to a phase by what it does and for whom; when it is done is another matter. Which is which is \
         this plan's reading, as the memorandum was not read.\n"
    )?;
    STAGES.iter().try_for_each(|stage| one(out, plan, stage))?;
    requirements(out, plan)?;
    let answers = Answers::of(plan);
    writeln!(out, "\n{}", md(&answers.in_time))?;
    for delay in &answers.late {
        writeln!(out, "- {}: {}. {}", md(delay.title()), delay.by(), md(&delay.remedy()))?;
    }
    Ok(())
}

fn one(out: &mut dyn io::Write, plan: &Plan, stage: &Stage) -> io::Result<()> {
    let Stage { number, name, from, until, own } = stage;
    let years = match (from, number) {
        (_, 5) => format!("by {until}"),
        (from, _) if from == until => from.to_string(),
        (from, _) => format!("{from} to {until}"),
    };
    writeln!(out, "### Phase {number}: {name}, {years}\n")?;
    let (mut theirs, mut others): (Vec<&Package>, Vec<&Package>) = (Vec::new(), Vec::new());
    for package in &plan.packages {
        let inside = package.finish.is_some_and(|finish| (*from..=*until).contains(&finish.year()));
        match stage_of(plan, package) {
            belongs if belongs == *number => theirs.push(package),
            _ if inside => others.push(package),
            _ => {}
        }
    }
    let late = theirs.iter().filter(|one| is_open(one, *until)).count() as u64;
    let when = match late {
        _ if theirs.is_empty() => String::new(),
        0 => format!(", all finished by the end of {until}"),
        late => format!(", {} of them after {until} or without a date", thousands(late)),
    };
    let count = counted(theirs.len() as u64, "package", "packages");
    writeln!(out, "Its own work ({own}): {count}{when}.\n")?;
    theirs.iter().try_for_each(|one| item(out, plan, one))?;
    if !others.is_empty() {
        let count = counted(others.len() as u64, "package", "packages");
        writeln!(out, "\nMerely ends in its time: {count} of other phases.\n")?;
        for package in others {
            let belongs = stage_of(plan, package);
            writeln!(
                out,
                "- {}: until {}, of phase {belongs}",
                md(&package.title),
                quarter(package.finish)
            )?;
        }
    }
    writeln!(out)?;
    let title = format!("{POLICY}: Phase {number}:");
    for phase in plan.phases.iter().filter(|phase| phase.name.contains(&title)) {
        criteria(out, phase)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Days of the memorandum that are no phases.
fn requirements(out: &mut dyn io::Write, plan: &Plan) -> io::Result<()> {
    let own = plan.policies.iter().filter(|policy| policy.id == POLICY);
    let days = own.flat_map(|policy| &policy.milestones);
    let days: Vec<_> = days.filter(|one| !one.name.starts_with("Phase ")).collect();
    if days.is_empty() {
        return Ok(());
    }
    writeln!(out, "### Requirements with a day of their own\n")?;
    for day in days {
        writeln!(
            out,
            "- {}: {} ({}). {}",
            day.by,
            md(&day.name),
            md(&day.clause),
            kept(plan, day)
        )?;
    }
    Ok(())
}

/// What the plan says of such a day.
fn kept(plan: &Plan, day: &crate::policy::Milestone) -> String {
    if day.kind == Some(crate::policy::DutyKind::PlanDue) {
        return match plan.at <= day.by {
            true => format!("This plan is of {}.", plan.at),
            false => format!("This plan is of {}, after that day.", plan.at),
        };
    }
    let upgrades: Vec<&Package> =
        plan.packages.iter().filter(|one| one.change == Change::ProtocolUpgrade).collect();
    if !day.name.starts_with("TLS ") {
        return "What keeps it is not told by this plan.".into();
    }
    let is_accepted = |one: &&Package| {
        one.acceptance.as_ref().is_some_and(|one| one.instead == Change::ProtocolUpgrade)
    };
    let accepted = plan.packages.iter().filter(is_accepted).count() as u64;
    let accepted = match accepted {
        0 => String::new(),
        count => format!(
            " {} accepted as a risk, and what it is about keeps its version.",
            counted(count, "such package is", "such packages are")
        ),
    };
    if upgrades.is_empty() && accepted.is_empty() {
        return "No configuration that was found has to go to a newer version of TLS.".into();
    }
    let after =
        |package: &&&Package| package.finish.is_none_or(|finish| ends_after(finish, day.by));
    let late = upgrades.iter().filter(after).count() as u64;
    let all = counted(upgrades.len() as u64, "package changes", "packages change");
    let then = match late {
        0 => "all before that day".into(),
        late => format!("{} of them not before that day", thousands(late)),
    };
    format!("{all} to a newer version of TLS, {then}.{accepted}")
}

fn ends_after(finish: Quarter, day: Date) -> bool {
    finish.last_day() > day
}
