use std::collections::BTreeMap;

use crate::plan::Package;
use crate::report::svg::Svg;

use super::axis::Axis;

/// From the middle of a bar to its edge.
const EDGE: f64 = 7.0;
/// From the end of a bar back to the first lane; the head of an arrow fits between.
const FIRST: f64 = 7.0;
/// From lane to lane.
const LANE: f64 = 3.5;
/// Lanes before a line lies on another one.
const LANES: usize = 4;
const HEAD: &str = "m-4 -3l4 3l-4 3";

/// The packages that wait for one, in one drawing.
struct Fan {
    /// Where its bar ends.
    end: f64,
    from: f64,
    /// Where the others start.
    to: Vec<(f64, f64)>,
    lane: usize,
}

impl Fan {
    /// Rows that its upright line passes.
    fn span(&self) -> (f64, f64) {
        let ys = || self.to.iter().map(|(_, y)| *y).chain([self.from]);
        (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max))
    }
}

/// Arrows from the end of a package to the start of what waits for it, where both stand in one drawing; each package
/// with the middle of its bar. Lines of packages that end at one time keep apart, as far as a quarter has room. A
/// dashed stub stands for what is drawn elsewhere: its number stands behind the title.
pub fn draw_links(svg: &mut Svg, axis: &Axis, rows: &[(&Package, f64)]) {
    let middles: BTreeMap<&str, (&Package, f64)> =
        rows.iter().map(|(package, y)| (package.id.as_str(), (*package, *y))).collect();
    let mut fans: BTreeMap<&str, Fan> = BTreeMap::new();
    for (package, to) in rows {
        let Some(start) = package.start.map(|start| axis.start(start)) else { continue };
        if package.after.iter().any(|id| !middles.contains_key(id.as_str())) {
            let path = format!("M{:.1} {to:.1}H{start:.1}{HEAD}", start - 16.0);
            svg.leaf("path", &[("class", "link far".into()), ("d", path.as_str().into())]);
        }
        for (before, from) in package.after.iter().filter_map(|id| middles.get(id.as_str())) {
            let Some(end) = before.finish.map(|finish| axis.end(finish)) else { continue };
            let fan = Fan { end, from: *from, to: Vec::new(), lane: 0 };
            fans.entry(&before.id).or_insert(fan).to.push((start, *to));
        }
    }
    let mut fans: Vec<Fan> = fans.into_values().collect();
    fans.sort_by(|a, b| a.end.total_cmp(&b.end).then(a.from.total_cmp(&b.from)));
    part(&mut fans);
    for fan in &fans {
        for to in &fan.to {
            let path = route(fan, *to);
            svg.leaf("path", &[("class", "link".into()), ("d", path.as_str().into())]);
        }
    }
}

/// Gives each fan the first lane in which no other one of the same time passes the same rows.
fn part(fans: &mut [Fan]) {
    for at in 0..fans.len() {
        let (low, high) = fans[at].span();
        let meets = |other: &Fan| {
            let (top, bottom) = other.span();
            (other.end - fans[at].end).abs() < 0.05 && top <= high && low <= bottom
        };
        let taken: Vec<usize> =
            fans[..at].iter().filter(|other| meets(other)).map(|other| other.lane).collect();
        fans[at].lane = (0..).find(|lane| !taken.contains(lane)).unwrap_or_default();
    }
}

/// Out of the bar near its end, up or down, and into the front of the other; around that where it starts before the
/// bar ends.
fn route(fan: &Fan, (start, to): (f64, f64)) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a handful of lanes")]
    let aside = FIRST + LANE * (fan.lane % LANES) as f64;
    let (out, down) = (fan.end - aside, to > fan.from);
    let edge = if down { fan.from + EDGE } else { fan.from - EDGE };
    if start >= fan.end {
        return format!("M{out:.1} {edge:.1}V{to:.1}H{start:.1}{HEAD}");
    }
    let (front, step) = (start - FIRST - aside, if down { 5.0 } else { -5.0 });
    format!("M{out:.1} {edge:.1}v{step:.1}H{front:.1}V{to:.1}H{start:.1}{HEAD}")
}
