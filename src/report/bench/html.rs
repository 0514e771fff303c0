//! One self-contained page: size against speed for every security category, and the table. It loads nothing.

use std::io;

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::{cautions, code, figure, machine, ratio, scatter};
use crate::bench::front::{self, Panel, Purpose};
use crate::bench::report::Report;
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
    ratio: String,
    bytes: u32,
    note: &'a str,
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
    let rows = report.operations.iter().map(|row| Row {
        scheme: &row.scheme,
        version: &row.version,
        code: code(row.implementation),
        operation: &row.operation,
        message: row.message.map(|bytes| bytes.to_string()).unwrap_or_default(),
        time: figure(row),
        ratio: ratio(row),
        bytes: row.bytes,
        note: &row.note,
    });
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
