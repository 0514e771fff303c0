//! `y2q gate --plan`: what has left the plan, as items of the gate.

use anyhow::Context as _;
use jiff::ToSpan as _;
use y2q::gate::{Departed, Item, Kind, PlanUsed};
use y2q::inventory::{Located, Location};
use y2q::model::{AssetId, Context, Date};
use y2q::plan::{Departure, Drift, Options, Plan};

use super::inputs::{Opened, PolicyChoice};
use super::plan::{Made, previous, same_estate};
use super::track::past;

/// Places and assets that one item tells of.
const TOLD: usize = 5;

/// What has left the plan at `path`, of what is found today.
pub struct Compared {
    pub items: Vec<Item>,
    pub plan: PlanUsed,
    /// What the reader must know of the comparison, one sentence each.
    pub assumptions: Vec<String>,
}

/// Compares the plan with one that is made now.
pub fn compared(
    path: &std::path::Path,
    lead_months: u16,
    opened: &Opened,
    (context, choice, today): (Context, PolicyChoice, Date),
) -> anyhow::Result<Compared> {
    let then = previous(path)?;
    // Which quarter work would fall into does not matter here.
    let options = Options { effort: 0, lost: &then.lost_authorities, ..Options::default() };
    let made = Made::new(&opened.inventory, &opened.scope, context, choice, today, &options)?;
    let now = &made.plan;
    same_estate(path, &then, &now.estate)?;
    let by = today
        .checked_add(i32::from(lead_months).months())
        .with_context(|| format!("{lead_months} months after {today} are past the calendar"))?;
    let past = past(&then, &[], &made, &opened.inventory)?;
    let track = y2q::plan::track(&then, &[], now, &past, &y2q::plan::ByHand::default());
    let place = Location { root: String::new(), path: y2q::source::path_text(path) };
    let drift = y2q::plan::drift(&then, now, &track, by);
    let items = drift.iter().map(|drift| item(drift, &place, opened, &made.assigner));
    Ok(Compared {
        items: items.collect::<anyhow::Result<_>>()?,
        assumptions: other_policies(&then, now).into_iter().collect(),
        plan: PlanUsed {
            path: path.display().to_string(),
            at: then.at,
            packages: then.packages.len(),
            by,
        },
    })
}

/// Says that a plan was made under other policies.
fn other_policies(then: &Plan, now: &Plan) -> Option<String> {
    let names = |plan: &Plan| {
        let mut ids: Vec<&str> = plan.policies.iter().map(|policy| policy.id.as_str()).collect();
        ids.sort_unstable();
        ids.join(", ")
    };
    let (was, is) = (names(then), names(now));
    (was != is)
        .then(|| format!("The plan was made under {was}, and what is found is judged under {is}."))
}

fn item(
    drift: &Drift,
    plan: &Location,
    opened: &Opened,
    assigner: &y2q::estate::Assigner,
) -> anyhow::Result<Item> {
    let Drift { departure, package, title, system, assets, why } = drift;
    let mut places = Vec::new();
    let mut words = Vec::new();
    for id in assets.iter().take(TOLD) {
        let Some(entry) = opened.inventory.entry(*id)? else { continue };
        words.push(y2q::report::asset_words(&entry.asset));
        let own = |found: &Located| y2q::assess::system_of(assigner, &found.location) == system;
        places.extend(entry.occurrences.into_iter().filter(own));
    }
    let first = places.first();
    let mut reasons = vec![why.clone()];
    let (kind, subject) = match departure {
        Departure::Unplanned => (Kind::Unplanned, words.pop()),
        Departure::Overdue => (Kind::Overdue, None),
        Departure::Regressed => (Kind::Regressed, None),
    };
    let more = assets.len().saturating_sub(words.len());
    if !words.is_empty() {
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        reasons.push(format!("{}{more}", words.join("; ")));
    }
    reasons.extend(also(&places));
    let asset: Option<AssetId> = assets.first().copied().filter(|_| kind == Kind::Unplanned);
    Ok(Item::from(Departed {
        kind,
        package,
        subject: subject.unwrap_or_else(|| title.clone()),
        asset,
        location: first.map_or_else(|| plan.clone(), |found| found.location.clone()),
        line: first.and_then(|found| found.occurrence.line),
        system,
        reasons,
    }))
}

/// The places besides the first.
fn also(places: &[Located]) -> Option<String> {
    let named = |found: &Located| match found.occurrence.line {
        Some(line) => format!("{}:{line}", found.location.joined()),
        None => found.location.joined(),
    };
    let mut names: Vec<String> = places.iter().skip(1).map(named).collect();
    names.dedup();
    let more = names.len().saturating_sub(TOLD);
    names.truncate(TOLD);
    if names.is_empty() {
        return None;
    }
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("also at {}{more}", names.join(", ")))
}
