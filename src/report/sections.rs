//! The plan in the order of what an authority asks a plan to hold, as Markdown. A set of sections is
//! data: titles, what they rest on, and which part of the plan fills them.
//!
//! What each section rests on is quoted from the documents as far as their facts are known here; what
//! was not read in the document itself says so.

use std::collections::BTreeMap;
use std::io;

use crate::model::Quarter;
use crate::plan::{Accepted, Change, Package, Plan};

use super::answers::Answers;
use super::markdown::{code, criteria, md};
use super::plain::{counted, thousands};
use super::{AssetTable, sections_kr, sections_omb, spending, words};

/// Sections that an authority's document asks for.
#[derive(Clone, Copy, Debug)]
pub struct SectionSet {
    /// What the user names it by.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Policy whose dates the sections take for granted.
    pub policy: &'static str,
    /// What the reader must know of the document.
    pub note: &'static str,
    sections: &'static [Section],
}

#[derive(Clone, Copy, Debug)]
struct Section {
    title: &'static str,
    /// The document's words or summary, with its state of verification.
    basis: &'static str,
    body: fn(&mut dyn io::Write, &Plan, &AssetTable) -> io::Result<()>,
}

/// Every set.
pub const SETS: &[SectionSet] = &[OMB, KR];

const OMB: SectionSet = SectionSet {
    id: "omb-m-26-15",
    title: "Migration plan after OMB M-26-15",
    policy: "us-omb-m-26-15",
    note: "Shaped after what OMB M-26-15 of 2026-06-24 asks a migration plan to hold. The memorandum was not \
           read itself: its facts come from summaries, and whether M-23-02 still stands is not confirmed. It \
           does not apply to national security systems.",
    sections: &[
        Section {
            title: "Prioritisation",
            basis: "M-26-15, phases 3 to 5: key establishment, then digital signatures, of high value assets \
                    and high-impact systems; remaining systems by risk. Interim objective: \"as much quantum \
                    risk as feasible\" mitigated by 2030-12-31",
            body: sections_omb::priorities,
        },
        Section {
            title: "Phased timeline",
            basis: "M-26-15, phases: 1 strategy and discovery 2026-2027, 2 pilots and early migration \
                    2027-2028, 3 key establishment 2028-2030, 4 digital signatures 2031, 5 remaining systems \
                    by 2035",
            body: sections_omb::timeline,
        },
        Section {
            title: "Automated inventory method",
            basis: "M-26-15: cryptographic bill of materials (CBOM)",
            body: inventory,
        },
        Section {
            title: "Cryptographic agility",
            basis: "M-26-15: libraries for new applications that can change algorithms; hybrids are \"a useful \
                    tool for managing risk\" but \"an intricate and resource-intensive stopgap\"",
            body: agility,
        },
        Section {
            title: "Third parties",
            basis: "EO 14412 §5(c): a rule for contractors is to be proposed (2030-12-31); not in force",
            body: third_parties,
        },
        Section {
            title: "Resource and funding estimate",
            basis: "M-23-02: an assessment of funding within 30 days of each inventory",
            body: resources,
        },
        Section {
            title: "Governance",
            basis: "EO 14412 §4(a): a lead within 30 days; M-26-15: the plan within 120 days, counted as \
                    2026-10-22",
            body: governance,
        },
    ],
};

const KR: SectionSet = SectionSet {
    id: "kr-master-plan",
    title: "범국가 양자내성암호 전환 마스터플랜: stages and tracks",
    policy: "kr-pqc-2035",
    note: "Shaped after the stages and the six tracks of the national master plan of 2023-07-12 (NIS and MSIT) \
           and the stages that NIS stated in September 2025, both from reports of the announcements. A plan, \
           not a rule: no regulatory deadline has been issued.",
    sections: &[
        Section {
            title: "Beginnings: action plans by 2024, pilots 2025 to 2028",
            basis: "master plan: action plans by 2024; MSIT and KISA: pilots in 2025 of energy, medicine and \
                    administration, in 2026 of telecommunication, finance, transport, defence and space, through 2028",
            body: sections_kr::beginnings,
        },
        Section {
            title: "Stage by 2029: new cryptographic system applied",
            basis: "NIS, Cyber Summit Korea, September 2025",
            body: |out, plan, _| stage(out, plan, 2029),
        },
        Section {
            title: "Stage by 2030: transition plans of every agency; institutional base",
            basis: "NIS, September 2025; master plan: institutional base, with reform of module validation \
                    (KCMVP) and a task force, by 2030",
            body: sections_kr::institutions,
        },
        Section {
            title: "Stage by 2035: spread and deployment; support regime complete",
            basis: "master plan: test bed, integrated support centre, spread and deployment by 2035; NIS, \
                    September 2025: support regime complete by 2035",
            body: |out, plan, _| stage(out, plan, 2035),
        },
        Section {
            title: "Track: technology",
            basis: "master plan, six tracks",
            body: sections_kr::technology,
        },
        Section {
            title: "Track: regulation and system",
            basis: "master plan, six tracks",
            body: governance,
        },
        Section { title: "Track: procedures", basis: "master plan, six tracks", body: timeline },
        Section { title: "Track: support", basis: "master plan, six tracks", body: third_parties },
        Section {
            title: "Track: assurance infrastructure",
            basis: "master plan, six tracks",
            body: sections_kr::assurance,
        },
        Section {
            title: "Track: industrial base",
            basis: "master plan, six tracks",
            body: sections_kr::industry,
        },
    ],
};

impl SectionSet {
    /// The set called `id`.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        SETS.iter().find(|set| set.id == id)
    }
}

/// Writes `plan` in the sections of `set`.
///
/// # Errors
/// `out` cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    set: &SectionSet,
    plan: &Plan,
    assets: &AssetTable,
) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}. As of {}.\n\n> {}", set.title, md(&plan.estate), plan.at, set.note)?;
    if !plan.policies.iter().any(|policy| policy.id == set.policy) {
        writeln!(
            out,
            ">\n> The plan was made without the policy {}: its dates are not those of this document. \
             Add `--policy {}`.",
            code(set.policy),
            set.policy
        )?;
    }
    for (number, section) in (1..).zip(set.sections) {
        writeln!(out, "\n## {number}. {}\n\n*{}.*\n", section.title, section.basis)?;
        (section.body)(out, plan, assets)?;
    }
    Ok(())
}

pub(super) fn timeline(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    for (at, phase) in plan.phases.iter().enumerate() {
        let packages = plan.packages.iter().filter(|package| package.phase == at).count() as u64;
        writeln!(out, "### {}\n", md(&phase.name))?;
        writeln!(
            out,
            "{} to {}; {}. {}\n",
            phase.from,
            phase.until,
            counted(packages, "package", "packages"),
            md(&phase.source)
        )?;
        criteria(out, phase)?;
        writeln!(out)?;
        for package in plan.packages.iter().filter(|package| package.phase == at) {
            let (title, finish) = (md(&package.title), quarter(package.finish));
            writeln!(out, "- {title}: until {finish}, {}", md(&plan.team(&package.team)))?;
        }
        writeln!(out)?;
    }
    let answers = Answers::of(plan);
    writeln!(out, "{}", md(&answers.in_time))?;
    for delay in &answers.late {
        writeln!(out, "- {}: {}. {}", md(delay.title()), delay.by(), md(&delay.remedy()))?;
    }
    Ok(())
}

pub(super) fn inventory(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    writeln!(
        out,
        "Scanned by y2q {}: files, packages, images, configurations, source code and keys are read by \
         detectors; every asset keeps its places as evidence. `y2q scan --format cyclonedx` writes the bill of \
         materials (CycloneDX), and a second scan into the same inventory shows what has changed.\n",
        md(&plan.tool)
    )?;
    writeln!(out, "| Found | Count |\n|---|---:|")?;
    for (kind, count) in &plan.totals.by_kind {
        writeln!(out, "| {} | {} |", md(&kind.replace('-', " ")), thousands(*count))?;
    }
    writeln!(out, "| libraries present | {} |", thousands(plan.totals.libraries))?;
    for (reason, count) in plan.totals.unknowns.iter().filter(|(_, count)| **count > 0) {
        writeln!(out, "| not known: {} | {} |", md(&words::unknown(reason)), thousands(*count))?;
    }
    writeln!(out)?;
    packages(out, plan, &[Change::Discovery], "Nothing is left to discover.")
}

pub(super) fn agility(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let mut targets: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for package in &plan.packages {
        if let Some(target) = &package.target {
            let one = targets.entry(&target.name).or_default();
            one.0 += 1;
            one.1 += package.assets.len() as u64;
        }
    }
    writeln!(out, "| Target | Packages | Uses |\n|---|---:|---:|")?;
    for (name, (packages, uses)) in targets {
        writeln!(out, "| {} | {} | {} |", md(name), thousands(packages), thousands(uses))?;
    }
    writeln!(out)?;
    let changes = [
        Change::LibraryUpgrade,
        Change::ProtocolUpgrade,
        Change::ProviderInjection,
        Change::ProxyInFront,
        Change::Replacement,
    ];
    packages(out, plan, &changes, "No library is upgraded and no code changed by this plan.")
}

fn third_parties(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    packages(out, plan, &[Change::VendorCommitment], "No system has a declared supplier.")?;
    let waiting = plan.packages.iter().filter(|package| waits_for_supplier(plan, package));
    let waiting = waiting.filter_map(|package| Some((package, package.release.as_ref()?)));
    for (package, (quarter, why)) in waiting {
        writeln!(out, "- {} not before {quarter}: {}", md(&package.title), md(why))?;
    }
    Ok(())
}

/// Whether a supplier's delivery is what a package may not start before: its reason begins with the supplier's name.
pub(super) fn waits_for_supplier(plan: &Plan, package: &Package) -> bool {
    let supplier = plan.system_facts.get(&package.system).and_then(|one| one.supplier.as_ref());
    let reason = package.release.as_ref().map(|(_, why)| why);
    supplier.zip(reason).is_some_and(|(name, why)| why.starts_with(name.as_str()))
}

fn resources(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    let sums = plan
        .packages
        .iter()
        .fold([0.0; 3], |sum, package| [0, 1, 2].map(|at| sum[at] + package.effort_days[at]));
    let [low, _, high] = sums.map(words::days);
    let likely = words::person_days(sums[1]);
    writeln!(
        out,
        "{likely} in all, between {low} and {high}.{}\n",
        if plan.spending.is_none() { " The estate file states no prices." } else { "" }
    )?;
    spending::markdown(out, plan)?;
    let mut years: BTreeMap<(i16, &str), [f64; 2]> = BTreeMap::new();
    // The years after the last work say nothing.
    let last = plan.teams.iter().filter(|one| one.load > 0.0).map(|one| one.quarter.year()).max();
    for load in plan.teams.iter().filter(|one| Some(one.quarter.year()) <= last) {
        let one = years.entry((load.quarter.year(), &load.team)).or_default();
        one[0] += load.load;
        one[1] += load.capacity;
    }
    writeln!(out, "| Year | Team | Person-days planned | Available |\n|---|---|---:|---:|")?;
    for ((year, team), [load, capacity]) in years {
        writeln!(
            out,
            "| {year} | {} | {} | {} |",
            md(plan.team_name(team)),
            words::days(load),
            words::days(capacity)
        )?;
    }
    Ok(())
}

fn governance(out: &mut dyn io::Write, plan: &Plan, _: &AssetTable) -> io::Result<()> {
    writeln!(
        out,
        "| Policy | Authority | Edition | Binding | Why applied |\n|---|---|---|---|---|"
    )?;
    for policy in &plan.policies {
        let (id, authority) = (code(&policy.id), md(&policy.authority));
        let (edition, why) = (md(&policy.edition), md(&policy.why));
        let binding = words::binding(policy.binding);
        writeln!(out, "| {id} | {authority} | {edition} | {binding} | {why} |")?;
    }
    writeln!(
        out,
        "\nWho leads the programme is not known to this plan: name it here. Progress is measured by \
         `y2q plan --track plan.json`: what counts as done is what a scan no longer finds.\n"
    )?;
    accepted(out, plan)?;
    plan.assumptions.iter().try_for_each(|one| writeln!(out, "- Assumed: {}", md(one)))
}

/// Who answers for what is not done, and until when.
fn accepted(out: &mut dyn io::Write, plan: &Plan) -> io::Result<()> {
    let accepted = plan.packages.iter().filter_map(|package| {
        let accepted = package.acceptance.as_ref()?;
        Some((package, accepted))
    });
    let accepted: Vec<_> = accepted.collect();
    if accepted.is_empty() {
        return Ok(());
    }
    writeln!(out, "| Accepted risk | By | Until | Reason |\n|---|---|---|---|")?;
    for (package, Accepted { owner, expires, reason, .. }) in &accepted {
        let (id, owner, reason) = (code(&package.id), md(owner), md(reason));
        writeln!(out, "| {id} | {owner} | {expires} | {reason} |")?;
    }
    writeln!(out)
}

/// Libraries that were found.
pub(super) fn libraries(out: &mut dyn io::Write, assets: &AssetTable) -> io::Result<()> {
    let libraries = assets.libraries();
    if libraries.total() == 0 {
        return writeln!(out, "No cryptographic library was found.");
    }
    writeln!(out, "| Package | Version | Library | Readiness |\n|---|---|---|---|")?;
    for row in libraries.rows() {
        let (name, version) = (md(&row.name), md(&row.version));
        writeln!(out, "| {name} | {version} | {} | {} |", md(row.library), md(&row.readiness))?;
    }
    Ok(())
}

/// What is done by the end of `year`, and what is still exposed then.
pub(super) fn stage(out: &mut dyn io::Write, plan: &Plan, year: i16) -> io::Result<()> {
    let by = |one: Option<Quarter>| one.is_some_and(|quarter| quarter.year() <= year);
    let done = plan.packages.iter().filter(|package| by(package.finish)).count() as u64;
    let all = counted(plan.packages.len() as u64, "package", "packages");
    writeln!(out, "By the plan {} of {all} are finished by the end of {year}.", thousands(done))?;
    let last = plan.burndown.iter().rfind(|row| row.quarter.year() <= year);
    if let Some(row) = last {
        let left = words::left(row, &plan.totals.unknowns);
        writeln!(out, "Uses still exposed at the end of {}: {left}.", row.quarter)?;
    }
    sections_kr::stated(out, plan, year)?;
    sections_kr::open_then(out, plan, year)
}

pub(super) fn packages(
    out: &mut dyn io::Write,
    plan: &Plan,
    changes: &[Change],
    none: &str,
) -> io::Result<()> {
    let found: Vec<&Package> =
        plan.packages.iter().filter(|package| changes.contains(&package.change)).collect();
    if found.is_empty() {
        return writeln!(out, "{none}");
    }
    for package in &found {
        let (title, finish) = (md(&package.title), quarter(package.finish));
        writeln!(out, "- {title}: until {finish}, {}", md(&plan.team(&package.team)))?;
    }
    Ok(())
}

pub(super) fn quarter(quarter: Option<Quarter>) -> String {
    quarter.map_or_else(|| "–".into(), |quarter| quarter.to_string())
}
