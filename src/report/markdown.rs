//! The complete plan as Markdown (GitHub flavour), for a repository, a wiki or a ticket.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use crate::plan::price::Price;
use crate::plan::{BoundBy, Package, Phase, Plan};

use super::answers::{self, Answers};
use super::plain::{counted, prose, thousands, visible};
use super::{AssetTable, Format, markdown_runbook, markdown_verdicts, spending, words};

/// Markdown.
pub const FORMAT: Format = Format {
    id: "md",
    title: "the complete plan as Markdown, for a repository or a wiki",
    extension: "md",
    write,
};

/// Writes the whole plan as Markdown: answers, phases, packages, late work, policies, assumptions, gaps.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, assets: &AssetTable) -> io::Result<()> {
    let out = &mut io::BufWriter::new(out);
    let answers = Answers::of(plan);
    opening(out, plan, &answers)?;
    exposure(out, plan)?;
    late(out, &answers)?;
    relief(out, plan)?;
    replanned(out, plan)?;
    optimisation(out, plan)?;
    phases(out, plan)?;
    spending::chapter(out, plan)?;
    packages(out, plan)?;
    policies(out, plan)?;
    markdown_verdicts::write(out, assets)?;
    assumptions(out, plan)?;
    gaps(out, &answers)?;
    urgent_assets(out, plan, assets)?;
    super::harvest::markdown(out, &plan.harvested)?;
    libraries(out, assets)?;
    out.flush()
}

pub(super) type Out<'a> = io::BufWriter<&'a mut dyn io::Write>;

fn opening(out: &mut Out<'_>, plan: &Plan, answers: &Answers<'_>) -> io::Result<()> {
    writeln!(out, "# Transition plan: {}\n", md(&plan.estate))?;
    writeln!(
        out,
        "As of {}. Horizon {} to {}. Quantum computer assumed in {}. y2q {}.\n",
        plan.at,
        plan.from,
        plan.until,
        plan.crqc_year,
        md(&plan.tool)
    )?;
    writeln!(out, "| Question | Answer |\n|---|---|")?;
    writeln!(out, "| What is exposed? | {} |", md(&answers.exposure))?;
    writeln!(out, "| What is due first? | {} |", md(&answers.first))?;
    writeln!(out, "| Will we make it? | {} |", md(&answers.in_time))?;
    if let Some(mosca) = &answers.mosca {
        writeln!(out, "| Exposed before it is migrated? | {} |", md(mosca))?;
    }
    if answers.unknowns > 0 {
        let unknowns = thousands(answers.unknowns);
        writeln!(out, "| What is not known? | The scan is incomplete: {unknowns} unknown. |")?;
    }
    Ok(())
}

fn exposure(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    writeln!(out, "\n## What is exposed\n\n| Class | Uses | Meaning |\n|---|---:|---|")?;
    for class in words::EXPOSURES {
        let count = thousands(answers::holdings(plan, class));
        let (name, meaning) = (words::exposure(class), words::exposure_meaning(class));
        writeln!(out, "| {name} | {count} | {meaning} |")?;
    }
    let uses = counted(plan.totals.holdings, "use", "uses");
    let assets = counted(plan.totals.assets, "asset", "assets");
    let systems = counted(plan.systems.len() as u64, "system", "systems");
    writeln!(out, "\n{uses} of {assets} in {systems}. A use is one asset in one system.")?;
    if let (Some(first), Some(last)) = (plan.burndown.first(), plan.burndown.last()) {
        let none = BTreeMap::new();
        writeln!(
            out,
            "By the plan, exposed at the end of {}: {}; at the end of {}: {}.",
            first.quarter,
            words::left(first, &none),
            last.quarter,
            words::left(last, &plan.totals.unknowns)
        )?;
    }
    Ok(())
}

fn late(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    if answers.late.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## What is late\n")?;
    for delay in &answers.late {
        writeln!(out, "### {}\n", md(delay.title()))?;
        let due = delay.deadline().map_or_else(String::new, |one| {
            format!("; deadline {} ({})", one.date, md(&words::deadline_source(one)))
        });
        writeln!(out, "{}{due}. Package {}.\n", delay.by(), code(delay.id))?;
        for reason in delay.because() {
            writeln!(out, "- {}", md(reason))?;
        }
        writeln!(out, "- {}\n", md(&delay.remedy()))?;
    }
    Ok(())
}

fn phases(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    writeln!(
        out,
        "\n## Phases\n\n| Phase | From | Until | Packages | Dated by |\n|---|---|---|---:|---|"
    )?;
    for (index, phase) in plan.phases.iter().enumerate() {
        let count = plan.packages.iter().filter(|package| package.phase == index).count();
        let (name, source) = (md(&phase.name), md(&phase.source));
        writeln!(out, "| {name} | {} | {} | {count} | {source} |", phase.from, phase.until)?;
    }
    for phase in
        plan.phases.iter().filter(|phase| !phase.entry.is_empty() || !phase.exit.is_empty())
    {
        writeln!(out, "\n### {}\n", md(&phase.name))?;
        criteria(out, phase)?;
    }
    Ok(())
}

/// What must hold before a phase starts and for it to end, and the way back.
pub(super) fn criteria(out: &mut dyn io::Write, phase: &Phase) -> io::Result<()> {
    criteria_where(out, phase, |_| true)
}

/// Those of a phase's criteria that are chosen by their words.
pub(super) fn criteria_where(
    out: &mut dyn io::Write,
    phase: &Phase,
    chosen: impl Fn(&str) -> bool,
) -> io::Result<()> {
    let mut lines = |what: &str, lines: &[&String]| {
        let lines = lines.iter().filter(|line| !line.is_empty() && chosen(line));
        lines.into_iter().try_for_each(|line| writeln!(out, "- {what}: {}", md(line)))
    };
    lines("Entry", &phase.entry.iter().collect::<Vec<_>>())?;
    lines("Exit", &phase.exit.iter().collect::<Vec<_>>())?;
    lines("Why it is here", &[&phase.note])?;
    lines("Rollback", &phase.roadmap_rollback.iter().chain([&phase.rollback]).collect::<Vec<_>>())
}

fn optimisation(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.optimisation else { return Ok(()) };
    writeln!(out, "\n## How good these dates are\n\n{}\n", md(&one.summary))?;
    writeln!(out, "Sought: {}.\n", md(&one.objective))?;
    writeln!(out, "| Figure | Value |\n|---|---:|")?;
    writeln!(out, "| Remaining exposure (weight × quarters) | {} |", thousands(one.exposure))?;
    writeln!(out, "| Lateness (5 × weight × quarters late) | {} |", thousands(one.lateness))?;
    let bound = one.lower_bound.map_or_else(|| "none".into(), thousands);
    writeln!(out, "| Proven lower bound of both | {bound} |")?;
    writeln!(out, "| Both, by least slack | {} |", thousands(one.least_slack))?;
    writeln!(out, "| Timetables tried | {} |", thousands(one.tried))?;
    let Some(chances) = &plan.chances else { return Ok(()) };
    writeln!(out, "\n{}", words::chances(plan, chances))
}

fn relief(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.infeasible else { return Ok(()) };
    for impossible in &one.impossible {
        writeln!(out, "\nProven impossible: {}\n", code(&impossible.package))?;
        for sentence in &impossible.conflict {
            writeln!(out, "- {}", md(sentence))?;
        }
    }
    for together in one.sets() {
        writeln!(out, "\nProven impossible together:\n")?;
        for sentence in together {
            writeln!(out, "- {}", md(sentence))?;
        }
    }
    if one.relaxations.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n### What it would take\n\nEach planned with `--fewest-late`.\n\n| What gives | What it takes | Late then, at most |"
    )?;
    writeln!(out, "|---|---:|---:|")?;
    for relaxation in &one.relaxations {
        let takes = md(&words::takes(relaxation, plan));
        writeln!(out, "| {} | {takes} | {} |", md(&relaxation.what), relaxation.late)?;
    }
    Ok(())
}

fn replanned(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.replanned else { return Ok(()) };
    writeln!(out, "\n## What moved since {}\n\n{}\n", one.since, words::replanned(one))?;
    for moved in &one.moved {
        let quarter = |at: Option<crate::model::Quarter>| {
            at.map_or_else(|| "no date".into(), |quarter| quarter.to_string())
        };
        let because = md(&moved.because.join(" "));
        let (before, now) = (quarter(moved.before), quarter(moved.now));
        writeln!(out, "- {}: {before} → {now}. {because}", code(&moved.package))?;
    }
    Ok(())
}

fn packages(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    writeln!(out, "\n## Work packages\n")?;
    if plan.packages.is_empty() {
        return writeln!(out, "None: nothing that was found has to change.");
    }
    writeln!(out, "| Package | Start | Finish | Deadline | Slack | Target | Team |")?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for package in &plan.packages {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            md(&package.title),
            package.start.map_or_else(|| "–".into(), |quarter| quarter.to_string()),
            package.finish.map_or_else(|| "–".into(), |quarter| quarter.to_string()),
            words::date(package.deadline.as_ref().map(|one| one.date)),
            words::slack(package),
            package.target.as_ref().map_or_else(|| "–".into(), |one| md(&one.name)),
            md(plan.team_name(&package.team)),
        )?;
    }
    plan.packages.iter().try_for_each(|package| details(out, plan, package))
}

fn details(out: &mut Out<'_>, plan: &Plan, package: &Package) -> io::Result<()> {
    writeln!(out, "\n### {}\n", md(&package.title))?;
    facts(out, plan, package)
}

fn facts(out: &mut Out<'_>, plan: &Plan, package: &Package) -> io::Result<()> {
    let [low, _, high] = package.effort_days.map(words::days);
    writeln!(
        out,
        "{} · {} in system {}, {}\n",
        code(&package.id),
        words::change(package.change),
        md(&package.system),
        md(&plan.team(&package.team))
    )?;
    markdown_runbook::kind(out, &package.choice)?;
    if let Some(exposure) = package.exposure {
        let threat = words::threat(package.threat);
        let assets = counted(package.assets.len() as u64, "asset", "assets");
        writeln!(
            out,
            "- Exposure: {}; threat: {threat}; {assets}; priority {}",
            words::exposure(exposure),
            package.priority
        )?;
    }
    if let Some(deadline) = &package.deadline {
        writeln!(out, "- Deadline: {} ({})", deadline.date, md(&words::deadline_source(deadline)))?;
    }
    if let Some(mosca) = &package.mosca {
        writeln!(out, "- Mosca: {}; {}", mosca.inequality(), md(&mosca.chances()))?;
    }
    writeln!(out, "- Why this date: {}", md(&words::bound_by(&package.bound_by)))?;
    for sentence in package.because.iter().skip(1) {
        writeln!(out, "  - {}", md(sentence))?;
    }
    if let Some(quarters) = package.float_quarters.filter(|float| *float > 0).map(words::quarters) {
        writeln!(out, "- Float: it can start {quarters} later without moving another package")?;
    }
    if let Some(chance) = &package.chance {
        writeln!(out, "- {}", words::chance(chance))?;
    }
    if let (Some((quarter, why)), false) = (&package.release, released(package)) {
        writeln!(out, "- Not before {quarter}: {}", md(why))?;
    }
    writeln!(
        out,
        "- Effort: {} ({low} to {high}); {}",
        words::person_days(package.effort_days[1]),
        md(&package.effort_basis)
    )?;
    if let Some(cost) = spending::of(plan, package) {
        writeln!(out, "- Cost: {}", md(&cost))?;
    }
    for (index, id) in package.after.iter().enumerate() {
        let why = package.after_reasons.get(index).map_or("", String::as_str);
        writeln!(out, "- After {}: {}", code(id), md(why))?;
    }
    if let Some(target) = &package.target {
        writeln!(out, "- Target: **{}**: {}", md(&target.name), md(&target.reason))?;
        if let Some(later) = &target.later {
            let scheme = later.scheme.as_deref().unwrap_or("no scheme yet");
            writeln!(out, "  - Then {}: {}", md(scheme), md(&later.reason))?;
        }
        for sentence in target.price.iter().flat_map(Price::sentences) {
            writeln!(out, "  - {}", md(&sentence))?;
        }
        for other in &target.alternatives {
            writeln!(out, "  - Or {}: {}", md(&other.scheme), md(&other.words()))?;
        }
        for (scheme, why) in &target.rejected {
            writeln!(out, "  - Not {}: {}", md(scheme), md(why))?;
        }
    }
    markdown_runbook::runbook(out, package)
}

/// The details of one package without its title, for a ticket.
pub(super) fn package_text(plan: &Plan, package: &Package) -> io::Result<String> {
    let mut text = Vec::new();
    let mut out = io::BufWriter::new(&mut text as &mut dyn io::Write);
    match package.start.zip(package.finish) {
        Some((start, finish)) => writeln!(out, "Planned: {start} to {finish}\n")?,
        None => writeln!(out, "Planned: no date\n")?,
    }
    facts(&mut out, plan, package)?;
    out.flush()?;
    drop(out);
    String::from_utf8(text).map_err(io::Error::other)
}

/// The reason for the start has said it already.
const fn released(package: &Package) -> bool {
    matches!(package.bound_by, BoundBy::Release { .. })
}

fn policies(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    writeln!(out, "\n## Policies\n")?;
    writeln!(
        out,
        "| Policy | Authority | Edition | Binding | Checked | Why applied | Published |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for policy in &plan.policies {
        let draft = if policy.draft { ", draft" } else { "" };
        writeln!(
            out,
            "| {} ({}) | {} | {} | {}{draft} | {} | {} | {} |",
            md(&policy.title),
            code(&policy.id),
            md(&policy.authority),
            md(&policy.edition),
            words::binding(policy.binding),
            md(&policy.verified),
            md(&policy.why),
            link(&policy.url),
        )?;
    }
    for policy in plan.policies.iter().filter(|policy| !policy.note.is_empty()) {
        writeln!(out, "\n{}: {}", code(&policy.id), md(&prose(&policy.note)))?;
    }
    writeln!(out, "\nClauses that set a deadline:\n")?;
    writeln!(out, "| Date | Policy | Rule | Clause | Packages |\n|---|---|---|---|---:|")?;
    for (deadline, count) in answers::clauses(plan) {
        let rule = deadline.rule.as_deref().map_or_else(|| "–".into(), md);
        writeln!(
            out,
            "| {} | {} | {rule} | {} | {count} |",
            deadline.date,
            md(&deadline.policy),
            md(&deadline.clause)
        )?;
    }
    Ok(())
}

fn assumptions(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    writeln!(out, "\n## Assumptions\n")?;
    for assumption in &plan.assumptions {
        writeln!(out, "- {}", md(assumption))?;
    }
    for cycle in &plan.broken_cycles {
        writeln!(out, "- A circle of precedence was cut: {}", md(cycle))?;
    }
    Ok(())
}

fn gaps(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    writeln!(out, "\n## What is not known\n")?;
    if answers.unknowns == 0 {
        return writeln!(out, "Everything that was scanned could be read.");
    }
    let unknowns = thousands(answers.unknowns);
    writeln!(out, "The scan is incomplete: {unknowns} unknown ({}).", md(&answers.gaps))
}

/// Rows of the asset table that a Markdown page can bear.
const ROWS: usize = 50;

fn urgent_assets(out: &mut Out<'_>, plan: &Plan, assets: &AssetTable) -> io::Result<()> {
    if assets.is_empty() {
        return Ok(());
    }
    let shown = assets.len().min(ROWS);
    writeln!(out, "\n## Most urgent assets\n")?;
    writeln!(
        out,
        "The first {} of {}; all are in `assets.csv`.\n",
        thousands(shown as u64),
        thousands(assets.total())
    )?;
    writeln!(
        out,
        "| Asset | Algorithm | Exposure | System | Deadline | Seen at | Package |\n|---|---|---|---|---|---|---|"
    )?;
    for (row, package) in assets.planned(plan).into_iter().take(ROWS) {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            md(&row.name),
            md(&row.algorithm),
            row.exposure.map_or("–", words::exposure),
            md(&row.system),
            words::date(row.deadline),
            row.places.first().map_or_else(|| "–".into(), |place| code(place)),
            package.map_or_else(|| "–".into(), code),
        )?;
    }
    Ok(())
}

/// Libraries that are present: what is known of their versions, not that anything uses them.
fn libraries(out: &mut Out<'_>, assets: &AssetTable) -> io::Result<()> {
    let table = assets.libraries();
    if table.total() == 0 {
        return Ok(());
    }
    let all = counted(table.total(), "library", "libraries");
    writeln!(
        out,
        "\n## Cryptographic libraries present\n\n{all}, present and not shown to be used; the first {ROWS} at most.\n"
    )?;
    writeln!(
        out,
        "| Package | Version | Library | Readiness | System | Seen at |\n|---|---|---|---|---|---|"
    )?;
    for row in table.rows().take(ROWS) {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            md(&row.name),
            md(&row.version),
            md(row.library),
            md(&row.readiness),
            md(&row.system),
            code(&row.place),
        )?;
    }
    Ok(())
}

/// Text that Markdown and HTML leave alone, on one line.
pub(super) fn md(text: &str) -> String {
    // GitHub makes links of bare addresses: an attacker's name must not become one.
    // Nor may it call somebody: GitHub tells whom an `@` names.
    let text = visible(text)
        .replace("://", ":\u{0}//")
        .replace("www.", "www\u{0}.")
        .replace('@', "@\u{0}");
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\u{0}' => escaped.push_str("<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => {
                escaped.extend(['\\', character]);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// A policy's address as a link, if it is one that Markdown cannot misread.
fn link(url: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() && !"<>|`\\\"".contains(c);
    if url.starts_with("https://") && url.chars().all(plain) { format!("<{url}>") } else { md(url) }
}

/// A code span that its content cannot leave; `|` would end the table's cell even there.
pub(super) fn code(text: &str) -> String {
    let inner = visible(text).replace('`', "'").replace('|', "\\|");
    format!("`{inner}`")
}
