use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Date, Quarter};
use crate::plan::Plan;
use crate::report::answers;
use crate::report::svg::Svg;
use crate::report::words;

/// What the name of a year takes, with the space beside it.
const NAME: f64 = 40.0;
/// Half of the name alone.
const HALF: f64 = 14.0;
/// What of that space may be missing.
const TOUCH: f64 = 2.0;
/// Quarters that a chart draws at most: fifty years.
const LONGEST: i32 = 200;

/// The time axis that all charts of one plan share: whole years on equal steps.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// First quarter.
    pub from: Quarter,
    /// Number of quarters, at least one.
    pub count: i32,
    /// Where the first quarter starts, in user units.
    pub left: f64,
    /// Width of a quarter.
    pub step: f64,
}

impl Axis {
    /// The plan's horizon between `left` and `right`.
    pub fn new(plan: &Plan, left: f64, right: f64) -> Self {
        let count = plan.until.since(plan.from).saturating_add(1).clamp(1, LONGEST);
        Self { from: plan.from, count, left, step: (right - left) / f64::from(count) }
    }

    /// Where `quarter` starts, kept within the axis.
    pub fn start(&self, quarter: Quarter) -> f64 {
        self.left + f64::from(quarter.since(self.from).clamp(0, self.count)) * self.step
    }

    /// Where `quarter` ends, kept within the axis.
    pub fn end(&self, quarter: Quarter) -> f64 {
        self.start(quarter.plus(1))
    }

    /// Where `date` lies: the end of its quarter, as the plan counts in whole quarters.
    pub fn at(&self, date: Date) -> f64 {
        self.end(Quarter::containing(date))
    }

    /// Right end.
    pub fn right(&self) -> f64 {
        self.left + f64::from(self.count) * self.step
    }

    /// Every quarter.
    pub fn quarters(&self) -> impl Iterator<Item = Quarter> {
        let from = self.from;
        (0..self.count).map(move |index| from.plus(index))
    }

    /// Draws years as alternating bands from `top` to `bottom`, with their names at `baseline`.
    pub fn draw(&self, svg: &mut Svg, [top, bottom, baseline]: [f64; 3]) {
        let mut years: BTreeMap<i16, (f64, f64)> = BTreeMap::new();
        for quarter in self.quarters() {
            let (start, end) = (self.start(quarter), self.end(quarter));
            years.entry(quarter.year()).and_modify(|year| year.1 = end).or_insert((start, end));
        }
        // Where years are narrow, every second or third has its name.
        let named = (NAME / (4.0 * self.step)).ceil().max(1.0);
        for (year, (start, end)) in years {
            let class = if year % 2 == 0 { "year even" } else { "year" };
            svg.rectangle(class, [start, top, end - start, bottom - top]);
            // A first year that is nearly over has its name further left, as far as there is room.
            let room = if named > 1.0 { f64::INFINITY } else { end + 2.0 * self.step - NAME };
            let at = f64::midpoint(start, end).min(room).max(HALF);
            if at <= room + TOUCH && f64::from(year) % named == 0.0 {
                svg.label("tick middle", at, baseline, &year.to_string());
            }
        }
    }
}

/// A day on which a package is due or that a policy sets, with the letter that marks it in the charts.
#[derive(Clone, Debug, Serialize)]
pub struct Milestone {
    /// `A`, `B`, …
    pub mark: String,
    /// The day.
    pub date: Date,
    /// What policies call the day, and the policies and clauses that make a package due, in words.
    pub sources: Vec<String>,
    /// Packages due.
    pub packages: u64,
    /// Lies before the plan starts.
    pub past: bool,
    /// No policy sets it: the plan's own, or the owner's.
    pub own: bool,
}

/// What is known of a day.
#[derive(Default)]
struct Day {
    sources: Vec<String>,
    packages: u64,
    policy: bool,
}

/// The deadlines in `plan` and the milestones of its policies from its start to its end, earliest first.
pub fn milestones(plan: &Plan) -> Vec<Milestone> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    let span = plan.from.first_day()..=plan.until.last_day();
    for policy in &plan.policies {
        for one in policy.milestones.iter().filter(|one| span.contains(&one.by)) {
            let day = days.entry(one.by).or_default();
            day.policy = true;
            day.sources.push(format!("{}: {} ({})", policy.id, one.name, one.clause));
        }
    }
    for (deadline, packages) in answers::clauses(plan) {
        let day = days.entry(deadline.date).or_default();
        day.policy |= plan.policies.iter().any(|policy| policy.id == deadline.policy);
        let source = words::deadline_source(deadline);
        if !day.sources.contains(&source) {
            day.sources.push(source);
        }
        day.packages += packages;
    }
    days.into_iter()
        .enumerate()
        .map(|(index, (date, day))| Milestone {
            mark: letters(index),
            date,
            sources: day.sources,
            packages: day.packages,
            past: date < *span.start(),
            own: !day.policy,
        })
        .collect()
}

/// Draws the milestones as lines from `top` to `bottom`, their letters above; letters that would
/// touch move up a row.
pub fn draw_milestones(
    svg: &mut Svg,
    axis: &Axis,
    milestones: &[Milestone],
    top: f64,
    bottom: f64,
) {
    let mut last: Option<(f64, f64)> = None;
    for milestone in milestones.iter().filter(|milestone| !milestone.past) {
        let x = axis.at(milestone.date);
        let lift = match last {
            Some((before, lift)) if x - before < 18.0 => (lift + 17.0) % 34.0,
            _ => 0.0,
        };
        last = Some((x, lift));
        let y = top - 9.0 - lift;
        let class = if milestone.own { "milestone own" } else { "milestone" };
        svg.group("g", &[("class", class.into())]);
        let sources = milestone.sources.join("; ");
        svg.content("title", &[], &format!("{}: {sources}", milestone.date));
        svg.line("", [x, y, x, bottom]);
        svg.leaf("circle", &[("cx", x.into()), ("cy", y.into()), ("r", 8.0.into())]);
        svg.label("middle", x, y + 3.8, &milestone.mark);
        svg.end();
    }
}

/// 0 is `A`, 25 is `Z`, 26 is `AA`.
fn letters(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}
