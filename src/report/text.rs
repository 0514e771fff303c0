//! The summary for a terminal: at most 100 columns, answers first. Styles are written as ANSI; the
//! caller strips them where there is no terminal.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};

use crate::model::Exposure;
use crate::plan::{Package, Plan};

use super::answers::{self, Answers, Outcome};
use super::plain::{counted, fit, thousands, visible, width, wrap};
use super::shares::shares;
use super::spending::{Costs, Year};
use super::{AssetTable, Format, Standing, harvest, words};

/// Terminal summary.
pub const FORMAT: Format = Format {
    id: "text",
    title: "a summary for the terminal: what is exposed, what is due first, will we make it",
    extension: "txt",
    write,
};

/// Columns that no line passes.
const COLUMNS: usize = 100;
/// Columns of a bar.
const BAR: usize = 44;
/// Columns of a title in the table.
const TITLES: usize = 50;
/// Columns of a team's name in the table.
const TEAM: usize = 13;
/// Packages in the table.
const DUE: usize = 10;
/// Late packages explained.
const LATE: usize = 5;
/// What would have to give that is shown.
const RELIEF: usize = 9;
/// Assumptions shown.
const ASSUMPTIONS: usize = 5;
/// Libraries shown.
const LIBRARIES: usize = 8;

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WARN: Style = AnsiColor::Yellow.on_default().bold();

/// Writes the summary of `plan`.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, assets: &AssetTable) -> io::Result<()> {
    let out = &mut io::BufWriter::new(out);
    let answers = Answers::of(plan);
    opening(out, plan)?;
    three_answers(out, &answers)?;
    exposure(out, plan)?;
    due(out, plan, &answers)?;
    late(out, &answers)?;
    relief(out, plan)?;
    replanned(out, plan)?;
    optimisation(out, plan)?;
    costs(out, plan)?;
    circles(out, plan)?;
    assumptions(out, plan)?;
    harvested(out, plan)?;
    libraries(out, assets)?;
    gaps(out, &answers)?;
    next(out, &answers)?;
    out.flush()
}

type Out<'a> = io::BufWriter<&'a mut dyn io::Write>;

fn opening(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let tail = format!(" · {} · quantum computer assumed in {}", plan.at, plan.crqc_year);
    let mut estate = wrap(&plan.estate, COLUMNS);
    let last = estate.pop().unwrap_or_default();
    for line in estate {
        writeln!(out, "{TITLE}{line}{TITLE:#}")?;
    }
    let space = if width(&last) + width(&tail) > COLUMNS { "\n" } else { "" };
    writeln!(out, "{TITLE}{last}{TITLE:#}{space}{DIM}{tail}{DIM:#}")?;
    let names: Vec<String> = plan
        .policies
        .iter()
        .map(|policy| format!("{}{}", policy.id, if policy.draft { " (draft)" } else { "" }))
        .collect();
    let names = if names.is_empty() { "none".into() } else { names.join(", ") };
    for (index, line) in wrap(&names, COLUMNS - 10).iter().enumerate() {
        let head = if index == 0 { "Policies: " } else { "          " };
        writeln!(out, "{DIM}{head}{line}{DIM:#}")?;
    }
    Ok(())
}

fn three_answers(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    writeln!(out)?;
    let outcome = match answers.outcome {
        Outcome::Late => BAD,
        Outcome::NothingFound | Outcome::Missed | Outcome::Undated | Outcome::Unlikely => WARN,
        _ if answers.unknowns > 0 => WARN,
        _ => GOOD,
    };
    answer(out, "What is exposed?", &answers.exposure, Style::new())?;
    answer(out, "What is due first?", &answers.first, Style::new())?;
    answer(out, "Will we make it?", &answers.in_time, outcome)?;
    match &answers.mosca {
        Some(mosca) => answer(out, "Exposed before?", mosca, Style::new()),
        None => Ok(()),
    }
}

fn answer(out: &mut Out<'_>, question: &str, answer: &str, style: Style) -> io::Result<()> {
    for (index, line) in wrap(answer, COLUMNS - 22).iter().enumerate() {
        let question = if index == 0 { question } else { "" };
        writeln!(out, "  {TITLE}{question:<19}{TITLE:#} {style}{line}{style:#}")?;
    }
    Ok(())
}

fn heading(out: &mut Out<'_>, title: &str, aside: &str) -> io::Result<()> {
    let mut lines = wrap(aside, COLUMNS.saturating_sub(width(title) + 2)).into_iter();
    let first = lines.next().unwrap_or_default();
    writeln!(out, "\n{TITLE}{title}{TITLE:#}  {DIM}{first}{DIM:#}")?;
    let behind = " ".repeat(width(title) + 2);
    lines.try_for_each(|line| writeln!(out, "{behind}{DIM}{line}{DIM:#}"))
}

fn exposure(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let uses = counted(plan.totals.holdings, "use", "uses");
    let assets = counted(plan.totals.assets, "asset", "assets");
    let systems = counted(plan.systems.len() as u64, "system", "systems");
    heading(out, "Exposure", &format!("{uses} of {assets} in {systems}"))?;
    let counts = words::EXPOSURES.map(|class| answers::holdings(plan, class));
    let most = counts.into_iter().max();
    for ((class, count), tenths) in words::EXPOSURES.into_iter().zip(counts).zip(shares(&counts)) {
        let style = match class {
            _ if count == 0 => DIM,
            Exposure::ClassicallyBroken => BAD,
            Exposure::Shor | Exposure::Indeterminate => WARN,
            Exposure::Grover | Exposure::None => GOOD,
        };
        let bar = bar(count, most.unwrap_or(0));
        let pad = " ".repeat(BAR - width(&bar));
        let share = share(count, tenths);
        let name = words::exposure(class);
        writeln!(
            out,
            "  {name:<18} {style}{bar}{style:#}{pad} {:>13} {share:>7}",
            thousands(count)
        )?;
    }
    Ok(())
}

/// A bar in eighths of a column; what is not zero shows at least a sliver.
fn bar(count: u64, most: u64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if count == 0 || most == 0 {
        return String::new();
    }
    let eighths = u128::from(count) * (BAR as u128 * 8) / u128::from(most);
    let eighths = usize::try_from(eighths).unwrap_or(BAR * 8).clamp(1, BAR * 8);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

fn share(count: u64, tenths: Option<u64>) -> String {
    let Some(tenths) = tenths else { return String::new() };
    match tenths {
        0 if count > 0 => "<0.1 %".into(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

fn due(out: &mut Out<'_>, plan: &Plan, answers: &Answers<'_>) -> io::Result<()> {
    if answers.due.is_empty() {
        return Ok(());
    }
    let all = counted(answers.due.len() as u64, "package", "packages");
    let shown = answers.due.len().min(DUE);
    heading(out, "Due first", &format!("{shown} of {all}, by deadline"))?;
    let heads = ["Finish", "Deadline", "Slack", "Package", "Team"].map(str::to_owned);
    row(out, DIM, &heads)?;
    for package in answers.due.iter().take(DUE) {
        let style = if answers::is_late(package) { BAD } else { Style::new() };
        row(out, style, &cells(plan, package))?;
    }
    Ok(())
}

/// A row of what is due: 97 columns, title and team on as many lines as they take.
fn row(out: &mut Out<'_>, style: Style, cells: &[String; 5]) -> io::Result<()> {
    let [finish, deadline, slack, title, team] = cells;
    let (titles, teams) = (wrap(title, TITLES), wrap(team, TEAM));
    let pad = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(width(text)));
    for at in 0..titles.len().max(teams.len()).max(1) {
        let of = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
        let head = match at {
            0 => format!(
                "{finish}{}  {deadline}{}  {}{slack}  ",
                pad(finish, 7),
                pad(deadline, 10),
                pad(slack, 10)
            ),
            _ => " ".repeat(33),
        };
        let (title, team) = (of(&titles), of(&teams));
        let line = format!("{head}{title}{}  {team}", pad(&title, TITLES));
        writeln!(out, "  {style}{}{style:#}", line.trim_end())?;
    }
    Ok(())
}

fn cells(plan: &Plan, package: &Package) -> [String; 5] {
    let slack = match package.slack_quarters {
        _ if package.is_undecided() => "undecided".into(),
        _ if package.finish.is_none() => "no place".into(),
        None => "–".into(),
        Some(late) if late < 0 => fit(&format!("LATE {} q", late.saturating_neg()), 10),
        Some(spare) => format!("{spare} q"),
    };
    [
        package.finish.map_or_else(|| "–".into(), |quarter| quarter.to_string()),
        fit(&words::date(package.deadline.as_ref().map(|one| one.date)), 10),
        slack,
        package.title.clone(),
        plan.team_name(&package.team).to_owned(),
    ]
}

fn late(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    if answers.late.is_empty() {
        return Ok(());
    }
    let all = counted(answers.late.len() as u64, "package", "packages");
    let them = if answers.late.len() == 1 { "it" } else { "them" };
    heading(out, "Late", &format!("{all}, and what would save {them}"))?;
    for delay in answers.late.iter().take(LATE) {
        indented(out, "  ✗ ", &format!("{}: {}", delay.title(), delay.by()), BAD)?;
        for reason in delay.because() {
            indented(out, "    ", reason, Style::new())?;
        }
        indented(out, "    → ", &delay.remedy(), TITLE)?;
    }
    match answers.late.len().saturating_sub(LATE) {
        0 => Ok(()),
        more => writeln!(out, "  {DIM}and {} more{DIM:#}", thousands(more as u64)),
    }
}

fn optimisation(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.optimisation else { return Ok(()) };
    let aside = format!("{} tried", counted(one.tried, "timetable", "timetables"));
    heading(out, "How good these dates are", &aside)?;
    indented(out, "  ", &one.summary, Style::new())?;
    indented(out, "  ", &format!("Sought: {}.", one.objective), DIM)?;
    let Some(chances) = &plan.chances else { return Ok(()) };
    indented(out, "  ", &words::chances(plan, chances), Style::new())
}

fn costs(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(costs) = Costs::of(plan) else { return Ok(()) };
    heading(out, "What it costs by year", &costs.currency)?;
    for one in &costs.years {
        let Year { year, person_days, cost, budget } = one;
        let unit = if person_days == "1" { "person-day" } else { "person-days" };
        let line = format!("{year}: {cost} for {person_days} {unit}; budget {budget}");
        indented(out, "  ", &line, Style::new())?;
    }
    Ok(())
}

fn relief(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.infeasible else { return Ok(()) };
    let proven = one.impossible.len();
    if proven > 0 {
        let all = counted(proven as u64, "deadline is", "deadlines are");
        indented(out, "  ", &format!("{all} proven impossible whatever the order."), BAD)?;
    }
    let titles: BTreeMap<&str, &str> =
        plan.packages.iter().map(|one| (one.id.as_str(), one.title.as_str())).collect();
    for impossible in one.impossible.iter().take(LATE) {
        let id = impossible.package.as_str();
        let title = titles.get(id).unwrap_or(&id);
        indented(out, "  ✗ ", &format!("{title}: these cannot all hold"), Style::new())?;
        conflict(out, &impossible.conflict)?;
    }
    if proven > LATE {
        writeln!(out, "  {DIM}and {} more{DIM:#}", thousands((proven - LATE) as u64))?;
    }
    for together in one.sets() {
        indented(out, "  ", "Proven impossible together: these cannot all hold.", BAD)?;
        conflict(out, together)?;
    }
    if !one.relaxations.is_empty() {
        indented(out, "  ", "What would have to give, planned with --fewest-late:", Style::new())?;
    }
    for relaxation in one.relaxations.iter().take(RELIEF) {
        let takes = match words::takes(relaxation, plan) {
            nothing if nothing == "–" => String::new(),
            takes => format!(" ({takes})"),
        };
        let left = counted(relaxation.late as u64, "package", "packages");
        indented(
            out,
            "  → ",
            &format!("{}{takes}: {left} late at most", relaxation.what),
            Style::new(),
        )?;
    }
    Ok(())
}

/// Constraints of which one must give.
fn conflict(out: &mut Out<'_>, constraints: &[String]) -> io::Result<()> {
    constraints.iter().try_for_each(|one| indented(out, "    · ", one, Style::new()))
}

fn replanned(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    let Some(one) = &plan.replanned else { return Ok(()) };
    heading(out, "What moved", &format!("since {}", one.since))?;
    indented(out, "  ", &words::replanned(one), Style::new())?;
    for moved in one.moved.iter().take(LATE) {
        let quarter = |at: Option<crate::model::Quarter>| {
            at.map_or_else(|| "no date".into(), |quarter| quarter.to_string())
        };
        let (before, now) = (quarter(moved.before), quarter(moved.now));
        let line = format!("{}: {before} → {now}. {}", moved.package, moved.because.join(" "));
        indented(out, "  · ", &line, Style::new())?;
    }
    match one.moved.len().saturating_sub(LATE) {
        0 => Ok(()),
        more => writeln!(out, "  {DIM}and {} more{DIM:#}", thousands(more as u64)),
    }
}

/// `text` behind `lead`, its further lines aligned below its first.
fn indented(out: &mut Out<'_>, lead: &str, text: &str, style: Style) -> io::Result<()> {
    for (index, line) in wrap(text, COLUMNS - width(lead)).iter().enumerate() {
        let lead = if index == 0 { lead.to_owned() } else { " ".repeat(width(lead)) };
        writeln!(out, "{lead}{style}{line}{style:#}")?;
    }
    Ok(())
}

fn circles(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    if plan.broken_cycles.is_empty() {
        return Ok(());
    }
    heading(out, "Circles of precedence that were cut", "")?;
    let mut all = plan.broken_cycles.iter();
    all.try_for_each(|circle| indented(out, "  · ", circle, Style::new()))
}

fn assumptions(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    if plan.assumptions.is_empty() {
        return Ok(());
    }
    let all = plan.assumptions.len();
    let aside = if all > ASSUMPTIONS { format!("{ASSUMPTIONS} of {all}") } else { String::new() };
    heading(out, "Assumptions in force", &aside)?;
    for assumption in plan.assumptions.iter().take(ASSUMPTIONS) {
        indented(out, "  · ", assumption, Style::new())?;
    }
    Ok(())
}

fn harvested(out: &mut Out<'_>, plan: &Plan) -> io::Result<()> {
    if plan.harvested.is_empty() {
        return Ok(());
    }
    heading(out, "Harvested already", "what the scanned captures hold, and who recorded the same")?;
    for sentence in harvest::sentences(&plan.harvested) {
        for (index, line) in wrap(&sentence, COLUMNS - 4).iter().enumerate() {
            writeln!(out, "{}{line}", if index == 0 { "  " } else { "    " })?;
        }
    }
    let servers = harvest::servers(&plan.harvested);
    if !servers.is_empty() {
        writeln!(out, "  {DIM}Readable later, by server{DIM:#}")?;
    }
    for server in servers {
        indented(out, "  · ", &server, Style::new())?;
    }
    Ok(())
}

fn libraries(out: &mut Out<'_>, assets: &AssetTable) -> io::Result<()> {
    let table = assets.libraries();
    if table.total() == 0 {
        return Ok(());
    }
    let all = counted(table.total(), "library", "libraries");
    heading(out, "Cryptographic libraries present", &format!("{all}, not shown to be used"))?;
    for row in table.rows().take(LIBRARIES) {
        let style = match row.standing {
            Standing::Unmaintained => BAD,
            Standing::Behind => WARN,
            Standing::Untold => DIM,
            Standing::Ready => GOOD,
        };
        let name = visible(&format!("{} {}", row.name, row.version)).into_owned();
        // A name that takes more than its columns has a line of its own.
        let head = match width(&name) {
            columns @ 0..=38 => format!("  {name}{}  ", " ".repeat(38 - columns)),
            _ => {
                writeln!(out, "  {name}")?;
                " ".repeat(42)
            }
        };
        indented(out, &head, &row.readiness, style)?;
    }
    match table.total().saturating_sub(LIBRARIES as u64) {
        0 => Ok(()),
        more => writeln!(out, "  {DIM}and {} more{DIM:#}", thousands(more)),
    }
}

fn gaps(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    if answers.unknowns == 0 {
        return Ok(());
    }
    let head = format!("The scan is incomplete: {} unknown", thousands(answers.unknowns));
    writeln!(out, "\n{WARN}{head}{WARN:#}")?;
    indented(out, "  ", &answers.gaps, Style::new())
}

fn next(out: &mut Out<'_>, answers: &Answers<'_>) -> io::Result<()> {
    writeln!(out, "\n{TITLE}Next{TITLE:#}")?;
    let mut commands = Vec::new();
    if answers.outcome == Outcome::NothingFound {
        commands.push(("y2q scan PATH…", "look where certificates, keys and settings lie"));
    } else {
        commands.push((
            "y2q report --format html -o report.html",
            "the whole plan, to read and to print",
        ));
    }
    if answers.unknowns > 0 {
        commands.push(("y2q scan PATH… --format json", "list every unknown with its reason"));
    }
    commands.push(("y2q explain ID", "why: any asset, package's rule, policy or scheme"));
    commands.push(("y2q init", "draft estate.toml: owners, data lifetimes, capacity"));
    for (command, purpose) in commands {
        writeln!(out, "  {command:<41} {DIM}{purpose}{DIM:#}")?;
    }
    Ok(())
}
