//! One self-contained page: size against speed for every security category, and the table. It loads nothing.

use std::io;

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::{
    both_ways, cautions, checked, code, digits, duration, figure, machine, rate, ratio, scatter,
    size, sum_of_parts,
};
use crate::bench::front::{self, Panel, Purpose};
use crate::bench::report::{self, Figure, Operation, Report};
use crate::report::html::{STYLE, environment, policy};

const PAGE: &str = include_str!("../assets/bench.html");
const OWN_STYLE: &str = include_str!("../assets/bench.css");

#[derive(Serialize)]
struct Row<'a> {
    scheme: &'a str,
    version: &'a str,
    code: &'static str,
    operation: &'a str,
    message: String,
    time: String,
    p95: String,
    spread: String,
    ratio: String,
    sum: String,
    bytes: u32,
    stack: String,
    heap: String,
    checked: &'static str,
    note: &'a str,
}

impl<'a> Row<'a> {
    fn of(row: &'a Operation) -> Self {
        let mean = if row.figure == Figure::Mean && !row.time.noisy { " ∅" } else { "" };
        Self {
            scheme: &row.scheme,
            version: &row.version,
            code: code(row.implementation),
            operation: &row.operation,
            message: row.message.map(|bytes| bytes.to_string()).unwrap_or_default(),
            time: format!("{}{mean}", figure(row)),
            p95: if row.time.noisy { String::new() } else { duration(row.time.p95) },
            spread: format!("{:.0} %", row.time.spread * 100.0),
            ratio: ratio(row),
            sum: sum_of_parts(row),
            bytes: row.bytes,
            stack: size(row.stack),
            heap: size(row.heap),
            checked: checked(row.checked),
            note: &row.note,
        }
    }
}

#[derive(Serialize)]
struct Handshake<'a> {
    backend: &'a str,
    group: &'a str,
    chain: &'a str,
    carrier: &'a str,
    rates: (String, String),
    ratio: String,
    up: u32,
    down: u32,
    certificates: u32,
    records: (u32, u32),
}

impl<'a> Handshake<'a> {
    fn of(row: &'a report::Handshake) -> Self {
        let (up, down) = both_ways(row);
        Self {
            backend: &row.backend,
            group: &row.group,
            chain: &row.chain,
            carrier: &row.carrier,
            rates: (rate(&row.client), rate(&row.server)),
            ratio: digits(row.ratio),
            up,
            down,
            certificates: row.certificates.iter().sum(),
            records: row.records,
        }
    }
}

#[derive(Serialize)]
struct Drawing {
    title: String,
    svg: String,
    front: String,
}

/// Writes the run as one HTML page.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report) -> io::Result<()> {
    let rows = report.operations.iter().map(Row::of);
    let handshakes = report.handshakes.iter().map(Handshake::of);
    let style = format!("{STYLE}{OWN_STYLE}");
    let mut environment = environment();
    environment.add_template("bench.html", PAGE).map_err(io::Error::other)?;
    let page = environment.get_template("bench.html").map_err(io::Error::other)?;
    let context = context! {
        started => report.environment.started.as_str(),
        tool => report.environment.y2q.as_str(),
        effort => report.environment.effort.as_str(),
        machine => machine(report),
        cautions => cautions(report),
        drawings => Serde(&front::panels(report).iter().map(drawing).collect::<Vec<_>>()),
        rows => Serde(&rows.collect::<Vec<_>>()),
        handshakes => Serde(&handshakes.collect::<Vec<_>>()),
        omitted => Serde(&report.omitted),
        security => policy(&style, ""),
        style => Value::from_safe_string(style),
    };
    page.render_captured_to(context, &mut *out).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

fn drawing(panel: &Panel) -> Drawing {
    let purpose = match panel.purpose {
        Purpose::Kem => "Key establishment",
        Purpose::Signature => "Signatures",
    };
    let category = match panel.category {
        Some(category) => format!("category {category}"),
        None => "classical, or no category claimed".to_owned(),
    };
    let front = panel.points.iter().filter(|point| point.front);
    let front = front.map(|point| {
        format!("{} by {} ({})", point.scheme, point.backend, code(point.implementation))
    });
    Drawing {
        title: format!("{purpose}, {category}"),
        svg: scatter::draw(panel),
        front: front.collect::<Vec<_>>().join(", "),
    }
}
