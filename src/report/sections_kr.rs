//! What is particular to a plan after the Korean master plan: what a stage leaves open, pilots and action plans, the
//! national algorithms, and what assurance and industry have to do with this estate.

use std::collections::BTreeMap;
use std::io;

use crate::plan::{Change, Package, Phase, Plan};
use crate::scheme;

use super::markdown::{criteria_where, md};
use super::plain::{counted, thousands};
use super::sections::{self, quarter};
use super::sections_omb::{is_open, open_until};
use super::{AssetTable, words};

/// The master plan's policy.
const POLICY: &str = "kr-pqc-2035";

/// What the reports of the plan state of the stage of `year`, and what they do not; the whole phase is under
/// the track of procedures.
pub(super) fn stated(out: &mut dyn io::Write, plan: &Plan, year: i16) -> io::Result<()> {
    let title = format!("{POLICY}: ");
    let closes = |phase: &&Phase| phase.until.year() == year && phase.name.contains(&title);
    for phase in plan.phases.iter().filter(closes) {
        writeln!(out)?;
        criteria_where(out, phase, |line| line.contains(POLICY) && !line.starts_with("y2q: "))?;
    }
    Ok(())
}

/// What a stage leaves open, and so whether it is met as far as this estate goes.
pub(super) fn open_then(out: &mut dyn io::Write, plan: &Plan, year: i16) -> io::Result<()> {
    let open: Vec<&Package> = plan.packages.iter().filter(|one| is_open(one, year)).collect();
    if open.is_empty() {
        return writeln!(out, "\nFor this estate the stage is met: no package is open then.");
    }
    writeln!(
        out,
        "\nFor this estate the stage is not met: {} open then. (Read as: what the plan changes is changed by the end of \
         {year}; what the stage asks of one estate is not stated.)\n",
        counted(open.len() as u64, "package is", "packages are")
    )?;
    for package in open {
        let finish = open_until(package);
        writeln!(
            out,
            "- {}: {finish}, {}; {}",
            md(&package.title),
            counted(package.assets.len() as u64, "use", "uses"),
            words::slack(package)
        )?;
    }
    Ok(())
}

/// What the master plan asked for before its stages.
pub(super) fn beginnings(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    writeln!(
        out,
        "Action plans by 2024: this plan is of {}, {} on {}; whether the agency had one before is not known to it.",
        plan.at,
        counted(plan.packages.len() as u64, "package", "packages"),
        counted(plan.systems.len() as u64, "system", "systems")
    )?;
    let early: Vec<&Package> = plan
        .packages
        .iter()
        .filter(|one| one.target.is_some() && !one.assets.is_empty() && !is_open(one, 2028))
        .collect();
    writeln!(
        out,
        "\nPilots 2025 to 2028: whether this estate takes part in one is not known to it; name it here. What it moves to \
         a quantum-resistant target by the end of 2028 and could show: {}.\n",
        counted(early.len() as u64, "package", "packages")
    )?;
    early.iter().try_for_each(|one| {
        let target = one.target.as_ref().map_or("–", |target| &target.name);
        writeln!(out, "- {}: {}, until {}", md(&one.title), md(target), quarter(one.finish))
    })
}

/// The stage of 2030: agencies' plans, and the institutional base.
pub(super) fn institutions(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let unknown: u64 = plan.totals.unknowns.values().sum();
    writeln!(
        out,
        "Transition plan of this agency: exists, of {}, from {} to {}{}.\n",
        plan.at,
        plan.from,
        plan.until,
        match unknown {
            0 => String::new(),
            _ =>
                format!("; it does not cover {}", counted(unknown, "unread thing", "unread things")),
        }
    )?;
    writeln!(
        out,
        "Institutional base: the task force and the reform of module validation are the state's. What this estate has to \
         do with them is under the track of assurance infrastructure; who leads the transition here is not known to this \
         plan: name it.\n"
    )?;
    sections::stage(out, plan, 2030)
}

/// Targets, and what became of the national algorithms.
pub(super) fn technology(
    out: &mut dyn io::Write,
    plan: &Plan,
    assets: &AssetTable,
) -> io::Result<()> {
    let national: Vec<&scheme::Scheme> =
        scheme::all().iter().copied().filter(|scheme| scheme.kpqc).collect();
    let is_national = |id: &str| national.iter().any(|scheme| scheme.id == id);
    let targets = plan.packages.iter().filter_map(|package| package.target.as_ref());
    let (mut chosen, mut all) = (0_u64, 0_u64);
    let mut fallen: BTreeMap<&str, u64> = BTreeMap::new();
    for target in targets {
        all += 1;
        chosen += u64::from(is_national(&target.scheme));
        let mut reasons: Vec<&str> = (target.rejected.iter())
            .filter(|(id, _)| is_national(id))
            .map(|(_, why)| why.as_str())
            .collect();
        reasons.sort_unstable();
        reasons.dedup();
        reasons.into_iter().for_each(|why| *fallen.entry(why).or_default() += 1);
    }
    writeln!(
        out,
        "KpqC: SMAUG-T and NTRU+ for keys, HAETAE and AIMer for signatures, chosen in January 2025. They have no Korean \
         standard number and no national object identifier yet, and their reference code still changes. {} of {} with a \
         target {} to one of them.\n",
        thousands(chosen),
        counted(all, "package", "packages"),
        if chosen == 1 { "moves" } else { "move" }
    )?;
    if !fallen.is_empty() {
        writeln!(
            out,
            "Why they were not chosen elsewhere (packages in which one of them fell for it):\n"
        )?;
        let mut fallen: Vec<(&str, u64)> = fallen.into_iter().collect();
        fallen.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
        for (why, count) in fallen.iter().take(8) {
            writeln!(out, "- {}: {}", md(why), thousands(*count))?;
        }
        if fallen.len() > 8 {
            writeln!(out, "- and {} more reasons, in the plan itself", fallen.len() - 8)?;
        }
        writeln!(out)?;
    }
    sections::agility(out, plan, assets)
}

/// Validated modules, and how it is shown that the work is done.
pub(super) fn assurance(
    out: &mut dyn io::Write,
    plan: &Plan,
    assets: &AssetTable,
) -> io::Result<()> {
    let applied = plan.policies.iter().any(|policy| policy.id == "kr-kcmvp");
    writeln!(
        out,
        "Validated modules (KCMVP): {}. No post-quantum algorithm was among those that are validated when the facts were \
         checked, so no target of this plan can be had in a validated module yet; which modules of this estate are \
         validated is not known to this plan.\n",
        if applied {
            "the plan was made with their algorithms (`kr-kcmvp`)"
        } else {
            "the plan was made without their algorithms; add `--policy kr-kcmvp` where they bind"
        }
    )?;
    let checked = plan.packages.iter().filter(|package| {
        let book = package.runbook();
        !book.checks.is_empty() || !book.commands.is_empty()
    });
    writeln!(
        out,
        "Proof of what was done: {} of {} say how they are checked; `y2q plan --track` holds them against the next scan. \
         The test bed and the support centre of the master plan come by 2035; this plan does not count on them.\n",
        thousands(checked.count() as u64),
        counted(plan.packages.len() as u64, "package", "packages")
    )?;
    sections::inventory(out, plan, assets)
}

/// Who outside must deliver: suppliers, and the makers of libraries.
pub(super) fn industry(
    out: &mut dyn io::Write,
    plan: &Plan,
    assets: &AssetTable,
) -> io::Result<()> {
    let mut suppliers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (system, facts) in &plan.system_facts {
        if let Some(name) = &facts.supplier {
            suppliers.entry(name).or_default().push(system);
        }
    }
    if suppliers.is_empty() {
        writeln!(out, "The estate file names no supplier.\n")?;
    } else {
        writeln!(out, "| Supplier | Systems | Work that waits for it |\n|---|---|---:|")?;
        for (name, systems) in suppliers {
            let waiting =
                plan.packages.iter().filter(|one| sections::waits_for_supplier(plan, one));
            let waiting = waiting.filter(|one| systems.contains(&one.system.as_str())).count();
            writeln!(out, "| {} | {} | {waiting} |", md(name), md(&systems.join(", ")))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "Products that must come with the new algorithms:\n")?;
    sections::packages(
        out,
        plan,
        &[Change::LibraryUpgrade, Change::HardwareReplacement],
        "None: no library or hardware is replaced by this plan.",
    )?;
    writeln!(out)?;
    sections::libraries(out, assets)
}
