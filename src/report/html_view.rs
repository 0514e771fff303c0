//! What the HTML template shows, with every link resolved and every choice of words made.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;

use crate::model::{AssetId, Quarter};
use crate::plan::{BoundBy, Deadline, Package, Phase, Places, Plan, Runbook, Target};

use super::answers::{self, Answers, Delay, Outcome};
use super::charts::{self, Milestone, TeamChart};
use super::html_price::{self, PriceView};
use super::plain::{counted, thousands, visible};
use super::spending::{self, Costs};
use super::verdict_table::VerdictTable;
use super::{AssetRow, AssetTable, LibraryRow, harvest, words};

/// Assets named in a package's details; the table has the others.
const NAMED: usize = 8;
/// Rows of the asset table that stand in the page itself, for readers without script.
const STATIC_ROWS: usize = 25;
/// Libraries listed.
const LIBRARIES: usize = 500;

/// A row of the asset table with what it links to.
#[derive(Serialize)]
pub struct Linked<'a> {
    row: &'a AssetRow,
    /// Index of the package that covers it.
    package: Option<usize>,
    /// Unique name within the page: the asset id, numbered from the second system on.
    anchor: String,
    /// Worst status in words.
    status: &'static str,
}

/// The rows of `assets` with their anchors and packages.
pub fn link<'a>(plan: &'a Plan, assets: &'a AssetTable) -> Vec<Linked<'a>> {
    let index = indices(plan);
    let mut seen: BTreeMap<&AssetId, usize> = BTreeMap::new();
    assets
        .planned(plan)
        .into_iter()
        .map(|(row, package)| {
            let times = seen.entry(&row.id).and_modify(|times| *times += 1).or_insert(1);
            let worst = row.statuses.iter().max_by_key(|one| one.status);
            Linked {
                row,
                package: package.and_then(|id| index.get(id).copied()),
                anchor: match times {
                    1 => row.id.to_string(),
                    times => format!("{}-{times}", row.id),
                },
                status: worst.map_or("–", |one| words::status(one.status)),
            }
        })
        .collect()
}

/// Rows by asset and system.
type Names<'a> = BTreeMap<(&'a AssetId, &'a str), &'a Linked<'a>>;

/// Everything on the page that is not the plan verbatim.
#[derive(Serialize)]
pub struct View<'a> {
    cards: [Card; 3],
    classes: Vec<Class>,
    exposed: u64,
    unknowns: u64,
    milestones: Vec<Milestone>,
    burndown: String,
    burndown_years: Vec<(String, [String; 3])>,
    phases: Vec<PhaseView<'a>>,
    teams: Vec<TeamChart>,
    costs: Option<Costs>,
    packages: Vec<PackageView<'a>>,
    late: Vec<LateView<'a>>,
    rows: &'a [Linked<'a>],
    rows_kept: usize,
    rows_total: u64,
    libraries: Vec<&'a LibraryRow>,
    libraries_total: u64,
    harvested: Vec<String>,
    harvested_servers: Vec<String>,
    chances: String,
    replanned: String,
    relaxations: Vec<(&'a str, String, usize)>,
    /// Packages whose deadline is proven impossible, with the constraints that exclude it.
    impossible: Vec<(Option<usize>, &'a str, &'a [String])>,
    /// Constraints that cannot be kept together, set by set.
    together: Vec<&'a [String]>,
    mosca: String,
    verdicts: Option<VerdictTable>,
}

/// One of the three answers.
#[derive(Serialize)]
struct Card {
    question: &'static str,
    headline: String,
    sentence: String,
    tone: &'static str,
}

/// Uses of one exposure class.
#[derive(Serialize)]
struct Class {
    name: &'static str,
    meaning: &'static str,
    count: u64,
    fill: &'static str,
}

/// A phase with its part of the Gantt chart.
#[derive(Serialize)]
struct PhaseView<'a> {
    phase: Option<&'a Phase>,
    packages: usize,
    late: usize,
    charts: Vec<String>,
    /// The same for narrow screens.
    slim: Vec<String>,
}

/// A package and what it leads to.
#[derive(Serialize)]
struct PackageView<'a> {
    id: &'a str,
    title: &'a str,
    system: &'a str,
    change: &'static str,
    team: String,
    phase: &'a str,
    start: Option<Quarter>,
    finish: Option<Quarter>,
    late: bool,
    slack: String,
    why: String,
    /// The rest of the chain that leads to its start.
    because: &'a [String],
    /// By how much it can start later; empty where it cannot.
    float: String,
    /// How likely its dates are; empty where that was not worked out.
    chance: String,
    /// Left out where `why` says it already.
    release: Option<&'a (Quarter, String)>,
    deadline: Option<&'a Deadline>,
    source: String,
    target: Option<&'a Target>,
    /// Schemes that fell for one reason, and the reason.
    rejected: Vec<(Vec<&'a str>, &'a str)>,
    price: Option<PriceView>,
    effort_days: [String; 3],
    effort_basis: &'a str,
    /// Empty where its team has no price.
    cost: String,
    /// Why this kind of change.
    kind_why: &'a str,
    /// Kinds that fell, and why.
    kind_not: Vec<(&'static str, &'a str)>,
    exposure: Option<&'static str>,
    threat: &'static str,
    priority: u16,
    /// Mosca's inequality, and the chances with their assumption.
    mosca: Option<(String, String)>,
    places: &'a Places,
    runbook: Runbook<'a>,
    asset_count: usize,
    after: Vec<(Option<usize>, &'a str, &'a str)>,
    assets: Vec<(&'a str, &'a str)>,
    assets_more: usize,
}

/// A late package.
#[derive(Serialize)]
struct LateView<'a> {
    index: Option<usize>,
    title: String,
    by: String,
    deadline: String,
    because: &'a [String],
    remedy: String,
}

impl<'a> View<'a> {
    /// Prepares `plan` and the `linked` rows of `assets` for the page.
    pub fn of(
        plan: &'a Plan,
        answers: &Answers<'a>,
        linked: &'a [Linked<'a>],
        assets: &'a AssetTable,
    ) -> Self {
        let milestones = charts::milestones(plan);
        let index = indices(plan);
        let late: BTreeSet<&str> = answers.late.iter().map(|delay| delay.id).collect();
        let names: Names<'_> =
            linked.iter().map(|one| ((&one.row.id, one.row.system.as_str()), one)).collect();
        let package = |package| PackageView::of(plan, package, &late, &index, &names);
        Self {
            cards: cards(plan, answers),
            classes: classes(plan),
            exposed: answers.exposed,
            unknowns: answers.unknowns,
            burndown: charts::burndown(plan, &milestones),
            burndown_years: burndown_years(plan),
            phases: phases(plan, &late, &milestones),
            teams: charts::capacity(plan),
            costs: Costs::of(plan),
            packages: plan.packages.iter().map(package).collect(),
            late: answers.late.iter().map(|delay| LateView::of(delay, &index)).collect(),
            rows: &linked[..linked.len().min(STATIC_ROWS)],
            rows_kept: linked.len(),
            rows_total: assets.total(),
            libraries: assets.libraries().rows().take(LIBRARIES).collect(),
            libraries_total: assets.libraries().total(),
            harvested: harvest::sentences(&plan.harvested),
            harvested_servers: harvest::servers(&plan.harvested),
            chances: plan
                .chances
                .as_ref()
                .map_or_else(String::new, |one| words::chances(plan, one)),
            replanned: plan.replanned.as_ref().map_or_else(String::new, words::replanned),
            relaxations: relaxations(plan),
            impossible: impossible(plan, &index),
            together: plan.infeasible.iter().flat_map(|one| one.sets()).collect(),
            mosca: answers.mosca.clone().unwrap_or_default(),
            verdicts: assets.verdicts().map(VerdictTable::of),
            milestones,
        }
    }
}

impl<'a> PackageView<'a> {
    fn of(
        plan: &'a Plan,
        package: &'a Package,
        late: &BTreeSet<&str>,
        index: &BTreeMap<&str, usize>,
        names: &Names<'a>,
    ) -> Self {
        let title = |id: &'a String| {
            let at = index.get(id.as_str()).copied();
            let title = at.and_then(|at| plan.packages.get(at)).map_or(id, |one| &one.title);
            (at, title.as_str())
        };
        let mut reasons = package.after_reasons.iter().map(String::as_str);
        let assets: Vec<_> = package
            .assets
            .iter()
            .filter_map(|id| names.get(&(id, package.system.as_str())))
            .map(|one| (one.anchor.as_str(), one.row.name.as_str()))
            .take(NAMED)
            .collect();
        let released = matches!(package.bound_by, BoundBy::Release { .. });
        Self {
            id: &package.id,
            title: &package.title,
            system: &package.system,
            change: words::change(package.change),
            team: plan.team(&package.team),
            start: package.start,
            finish: package.finish,
            release: package.release.as_ref().filter(|_| !released),
            deadline: package.deadline.as_ref(),
            target: package.target.as_ref(),
            rejected: package.target.as_ref().map(html_price::rejected).unwrap_or_default(),
            price: package.target.as_ref().and_then(html_price::view),
            effort_days: package.effort_days.map(words::days),
            effort_basis: &package.effort_basis,
            cost: spending::of(plan, package).unwrap_or_default(),
            kind_why: &package.choice.why,
            kind_not: (package.choice.rejected.iter())
                .map(|(change, why)| (words::change(*change), why.as_str()))
                .collect(),
            exposure: package.exposure.map(words::exposure),
            threat: words::threat(package.threat),
            priority: package.priority,
            mosca: package.mosca.as_ref().map(|one| (one.inequality(), one.chances())),
            places: &package.places,
            runbook: package.runbook(),
            asset_count: package.assets.len(),
            phase: plan.phases.get(package.phase).map_or("", |phase| &phase.name),
            late: late.contains(package.id.as_str()),
            slack: words::slack(package),
            why: words::bound_by(&package.bound_by),
            because: package.because.get(1..).unwrap_or_default(),
            float: (package.float_quarters.filter(|float| *float > 0))
                .map_or_else(String::new, words::quarters),
            chance: package.chance.as_ref().map_or_else(String::new, words::chance),
            source: package.deadline.as_ref().map(words::deadline_source).unwrap_or_default(),
            after: package
                .after
                .iter()
                .map(title)
                .map(|(at, title)| (at, title, reasons.next().unwrap_or_default()))
                .collect(),
            assets_more: package.assets.len() - assets.len(),
            assets,
        }
    }
}

impl<'a> LateView<'a> {
    fn of(delay: &Delay<'a>, index: &BTreeMap<&str, usize>) -> Self {
        let source = |one: &Deadline| format!("{} · {}", one.date, words::deadline_source(one));
        Self {
            index: index.get(delay.id).copied(),
            title: delay.title().to_owned(),
            by: delay.by(),
            deadline: delay.deadline().map_or_else(|| "–".into(), source),
            because: delay.reason.map_or(&[], |reason| &reason.because),
            remedy: delay.remedy(),
        }
    }
}

/// What gives, what it takes, and how much is late then.
fn relaxations(plan: &Plan) -> Vec<(&str, String, usize)> {
    let all = plan.infeasible.iter().flat_map(|one| &one.relaxations);
    all.map(|one| (one.what.as_str(), words::takes(one, plan), one.late)).collect()
}

/// Index, title and conflict of every package whose deadline is proven impossible.
fn impossible<'a>(
    plan: &'a Plan,
    index: &BTreeMap<&str, usize>,
) -> Vec<(Option<usize>, &'a str, &'a [String])> {
    let all = plan.infeasible.iter().flat_map(|one| &one.impossible);
    all.map(|one| {
        let at = index.get(one.package.as_str()).copied();
        let title = at.and_then(|at| plan.packages.get(at)).map_or(&one.package, |one| &one.title);
        (at, title.as_str(), one.conflict.as_slice())
    })
    .collect()
}

fn indices(plan: &Plan) -> BTreeMap<&str, usize> {
    plan.packages.iter().enumerate().map(|(at, package)| (package.id.as_str(), at)).collect()
}

fn cards(plan: &Plan, answers: &Answers<'_>) -> [Card; 3] {
    let nothing = answers.outcome == Outcome::NothingFound;
    let first = answers.due.first();
    let day = first
        .and_then(|package| package.deadline.as_ref())
        .map(|one| if one.date < plan.at { "Overdue".to_owned() } else { one.date.to_string() });
    let (headline, tone) = match answers.outcome {
        Outcome::NothingFound => ("Cannot be told".into(), "warn"),
        Outcome::Missed => ("Not everything".into(), "warn"),
        Outcome::Undated => ("Not certain".into(), "warn"),
        Outcome::Unlikely => ("By likely efforts".into(), "warn"),
        Outcome::Late => (format!("No: {} late", thousands(answers.late.len() as u64)), "bad"),
        _ if answers.unknowns > 0 => ("Yes, as far as seen".into(), "warn"),
        _ => ("Yes".into(), "good"),
    };
    [
        Card {
            question: "What is exposed now?",
            headline: if nothing {
                "Nothing found".into()
            } else {
                counted(answers.exposed, "use", "uses")
            },
            sentence: answers.exposure.clone(),
            tone: if nothing || answers.exposed > 0 { "warn" } else { "good" },
        },
        Card {
            question: "What is due first?",
            headline: day
                .unwrap_or_else(|| if first.is_some() { "No deadline" } else { "Nothing" }.into()),
            sentence: answers.first.clone(),
            tone: if first.is_some_and(|package| answers::is_late(package)) {
                "bad"
            } else {
                "plain"
            },
        },
        Card {
            question: "Will we make it?",
            sentence: answers.in_time_after(&headline),
            headline,
            tone,
        },
    ]
}

fn classes(plan: &Plan) -> Vec<Class> {
    const FILLS: [&str; 5] =
        ["fill-broken", "fill-shor", "fill-indeterminate", "fill-grover", "fill-none"];
    words::EXPOSURES
        .into_iter()
        .zip(FILLS)
        .map(|(class, fill)| Class {
            name: words::exposure(class),
            meaning: words::exposure_meaning(class),
            count: answers::holdings(plan, class),
            fill,
        })
        .collect()
}

/// The state at the end of every year, for the table beside the chart.
fn burndown_years(plan: &Plan) -> Vec<(String, [String; 3])> {
    let mut years = BTreeMap::new();
    for one in &plan.burndown {
        years.insert(one.quarter.year(), one);
    }
    let counts = |one: &crate::plan::Burndown| {
        words::EXPOSED.map(|class| thousands(words::counted_as(one, class)))
    };
    years.into_values().map(|one| (one.quarter.to_string(), counts(one))).collect()
}

fn phases<'a>(
    plan: &'a Plan,
    late: &BTreeSet<&str>,
    milestones: &[Milestone],
) -> Vec<PhaseView<'a>> {
    if plan.packages.is_empty() {
        return Vec::new();
    }
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, package) in plan.packages.iter().enumerate() {
        rows.entry(package.phase.min(plan.phases.len())).or_default().push(at);
    }
    let named = plan.phases.iter().map(Some).chain([None]).enumerate();
    named
        .filter_map(|(at, phase)| {
            let mut rows = rows.remove(&at).unwrap_or_default();
            // What a policy's phases do not cover is shown only if there is any.
            if phase.is_none() && rows.is_empty() {
                return None;
            }
            rows.sort_by_key(|row| {
                let package = &plan.packages[*row];
                (package.start.is_none(), package.start, package.finish, *row)
            });
            Some(PhaseView {
                phase,
                packages: rows.len(),
                late: rows
                    .iter()
                    .filter(|row| late.contains(plan.packages[**row].id.as_str()))
                    .count(),
                charts: charts::gantt(plan, phase, &rows, milestones),
                slim: charts::slim_gantt(plan, phase, &rows, milestones),
            })
        })
        .collect()
}

/// The asset table as JSON for the page's script. Nothing in it can end the script element or be
/// read as markup: `<`, `>` and `&` are written as escapes.
pub fn asset_data(plan: &Plan, linked: &[Linked<'_>]) -> io::Result<String> {
    let rows: Vec<_> = linked.iter().map(data_row).collect();
    let titles: Vec<_> = plan.packages.iter().map(|package| visible(&package.title)).collect();
    let exposures = words::EXPOSURES.map(words::exposure);
    let data = serde_json::json!({ "rows": rows, "packages": titles, "exposures": exposures, "classes": words::EXPOSURES });
    let text = serde_json::to_string(&data)?;
    Ok(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// Anchor, name, kind, algorithm, exposure (index), threat, system, statuses, deadline, priority,
/// places, occurrences, package (index): the order that the script reads.
fn data_row(linked: &Linked<'_>) -> serde_json::Value {
    let row = linked.row;
    let algorithm = match row.further {
        0 => row.algorithm.clone(),
        more => format!("{} (+{more})", row.algorithm),
    };
    let statuses: Vec<_> = row
        .statuses
        .iter()
        .map(|one| {
            (
                visible(&one.policy),
                words::status(one.status),
                visible(&one.clause),
                one.status as u8,
            )
        })
        .collect();
    let places: Vec<_> = row.places.iter().map(|place| visible(place)).collect();
    serde_json::json!([
        linked.anchor,
        visible(&row.name),
        row.kind,
        visible(&algorithm),
        words::EXPOSURES.iter().position(|class| Some(*class) == row.exposure),
        words::threat(row.threat),
        visible(&row.system),
        statuses,
        row.deadline,
        row.priority,
        places,
        row.occurrences,
        linked.package,
    ])
}
