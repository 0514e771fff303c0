use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Date, Quarter};
use crate::plan::Plan;
use crate::report::answers;
use crate::report::svg::Svg;
use crate::report::words;

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
        for (year, (start, end)) in years {
            let class = if year % 2 == 0 { "year even" } else { "year" };
            svg.rectangle(class, [start, top, end - start, bottom - top]);
            let name = year.to_string();
            // A first year that is nearly over has no room for all its digits.
            let name =
                if end - start < 26.0 { &name[name.len().saturating_sub(2)..] } else { &name };
            svg.label("tick middle", f64::midpoint(start, end), baseline, name);
        }
    }
}

/// A day on which at least one package is due, with the letter that marks it in the charts.
#[derive(Clone, Debug, Serialize)]
pub struct Milestone {
    /// `A`, `B`, …
    pub mark: String,
    /// The day.
    pub date: Date,
    /// Policies and clauses that set it, in words.
    pub sources: Vec<String>,
    /// Packages due.
    pub packages: u64,
    /// Lies before the plan starts.
    pub past: bool,
}

/// The deadlines in `plan`, earliest first.
pub fn milestones(plan: &Plan) -> Vec<Milestone> {
    let mut days: BTreeMap<Date, (Vec<String>, u64)> = BTreeMap::new();
    for (deadline, packages) in answers::clauses(plan) {
        let day = days.entry(deadline.date).or_default();
        let source = words::deadline_source(deadline);
        if !day.0.contains(&source) {
            day.0.push(source);
        }
        day.1 += packages;
    }
    days.into_iter()
        .enumerate()
        .map(|(index, (date, (sources, packages)))| Milestone {
            mark: letters(index),
            date,
            sources,
            packages,
            past: date < plan.from.first_day(),
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
        svg.group("g", &[("class", "milestone".into())]);
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
