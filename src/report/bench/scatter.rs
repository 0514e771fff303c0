//! Size against speed: both axes logarithmic, one drawing a purpose and security category.

use super::{code, duration};
use crate::bench::front::{Panel, Point, Purpose};
use crate::bench::report::Implementation;
use crate::report::plain::thousands;
use crate::report::svg::Svg;

const WIDTH: f64 = 620.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 46.0;

/// A logarithmic axis over whole decades.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64> + Clone, (from, to): (f64, f64)) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min).max(1.0).log10().floor();
        let high = values.fold(1.0, f64::max).log10().ceil().max(low + 1.0);
        Self { low, high, from, to }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value.max(1.0).log10() - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    fn decades(&self) -> impl Iterator<Item = f64> {
        (self.low as i32..=self.high as i32).map(|power| 10_f64.powi(power))
    }
}

/// The drawing of one panel.
pub fn draw(panel: &Panel) -> String {
    let mut svg = Svg::new("scatter", WIDTH, HEIGHT);
    let points = &panel.points;
    let across = Axis::over(points.iter().map(|point| point.bytes), (LEFT, WIDTH - RIGHT));
    let up = Axis::over(points.iter().map(|point| point.time), (HEIGHT - BOTTOM, TOP));
    for decade in across.decades() {
        let x = across.at(decade);
        svg.line("grid", [x, TOP, x, HEIGHT - BOTTOM]);
        svg.label("tick middle", x, HEIGHT - BOTTOM + 16.0, &thousands(decade as u64));
    }
    for decade in up.decades() {
        let y = up.at(decade);
        svg.line("grid", [LEFT, y, WIDTH - RIGHT, y]);
        svg.label("tick end", LEFT - 6.0, y + 4.0, &whole(decade));
    }
    let sent = match panel.purpose {
        Purpose::Kem => "bytes of public key and ciphertext",
        Purpose::Signature => "bytes of public key and signature",
    };
    svg.label("tick middle", f64::midpoint(LEFT, WIDTH - RIGHT), HEIGHT - 8.0, sent);
    front(&mut svg, points, &across, &up);
    let places = points.iter().map(|point| (across.at(point.bytes), up.at(point.time)));
    let mut taken = places.map(|(x, y)| [x - 6.0, y - 6.0, x + 6.0, y + 6.0]).collect::<Vec<_>>();
    let mut order = points.iter().collect::<Vec<_>>();
    // Points of the front are named first; a name that has no room beside its point is left to the pointer.
    order.sort_by(|one, other| other.front.cmp(&one.front).then(one.time.total_cmp(&other.time)));
    for point in order {
        // Where several backends have a scheme the name says whose point it is.
        let several = points.iter().filter(|other| other.scheme == point.scheme).count() > 1;
        let name = match several {
            true => format!("{} · {}", point.scheme, point.backend),
            false => point.scheme.clone(),
        };
        mark(&mut svg, (point, &name), (across.at(point.bytes), up.at(point.time)), &mut taken);
    }
    svg.finish()
}

fn front(svg: &mut Svg, points: &[Point], across: &Axis, up: &Axis) {
    let mut front = points.iter().filter(|point| point.front).collect::<Vec<_>>();
    front.sort_by(|one, other| one.bytes.total_cmp(&other.bytes));
    for pair in front.windows(2) {
        let (x, y) = (across.at(pair[0].bytes), up.at(pair[0].time));
        let (to_x, to_y) = (across.at(pair[1].bytes), up.at(pair[1].time));
        svg.line("front", [x, y, to_x, y]);
        svg.line("front", [to_x, y, to_x, to_y]);
    }
}

fn mark(
    svg: &mut Svg,
    (point, name): (&Point, &str),
    (x, y): (f64, f64),
    taken: &mut Vec<[f64; 4]>,
) {
    let class = if point.front { "point best" } else { "point" };
    svg.group("g", &[("class", class.into())]);
    let title = format!(
        "{} by {} ({}): {} bytes, {}",
        point.scheme,
        point.backend,
        code(point.implementation),
        thousands(point.bytes as u64),
        duration(point.time)
    );
    svg.content("title", &[], &title);
    match point.implementation {
        Implementation::Vectorised => {
            svg.leaf("circle", &[("cx", x.into()), ("cy", y.into()), ("r", 5.0.into())]);
        }
        Implementation::OptimisedC => svg.rectangle("", [x - 4.5, y - 4.5, 9.0, 9.0]),
        Implementation::ReferenceC => {
            let corners = format!(
                "{x:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
                y - 6.0,
                x + 5.5,
                y + 4.0,
                x - 5.5,
                y + 4.0
            );
            svg.leaf("polygon", &[("points", corners.as_str().into())]);
        }
        Implementation::PortableRust => {
            let corners = format!(
                "{x:.1},{:.1} {:.1},{y:.1} {x:.1},{:.1} {:.1},{y:.1}",
                y - 6.0,
                x + 6.0,
                y + 6.0,
                x - 6.0
            );
            svg.leaf("polygon", &[("points", corners.as_str().into())]);
        }
    }
    // Names of the front are bold.
    let wide = name.chars().count() as f64 * if point.front { 7.4 } else { 6.4 };
    let middle = x - wide / 2.0;
    let free = |own: &[f64; 4]| {
        let apart = |other: &[f64; 4]| {
            own[2] < other[0] || own[0] > other[2] || own[3] < other[1] || own[1] > other[3]
        };
        own[0] > LEFT
            && own[2] < WIDTH
            && own[1] > 0.0
            && own[3] < HEIGHT - BOTTOM
            && taken.iter().all(apart)
    };
    // To the right, to the left, above, below: left edge and baseline.
    let places =
        [(x + 9.0, y + 4.0), (x - 9.0 - wide, y + 4.0), (middle, y - 9.0), (middle, y + 18.0)];
    let boxes = places.map(|(left, base)| [left, base - 11.0, left + wide, base + 1.0]);
    if let Some(own) = boxes.into_iter().find(free) {
        svg.label("name", own[0], own[3] - 1.0, name);
        taken.push(own);
    }
    svg.end();
}

/// A decade of nanoseconds.
fn whole(nanoseconds: f64) -> String {
    match nanoseconds {
        time if time < 1e3 => format!("{time:.0} ns"),
        time if time < 1e6 => format!("{:.0} µs", time / 1e3),
        time if time < 1e9 => format!("{:.0} ms", time / 1e6),
        time => format!("{:.0} s", time / 1e9),
    }
}
