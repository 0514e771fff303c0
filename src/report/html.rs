//! One self-contained HTML page for people: answers, burn-down, Gantt, capacity, packages, policies
//! and a searchable asset table. It loads nothing: style, script and data are inside, and its own
//! content security policy admits only those two by hash.

use std::io;

use base64::Engine as _;
use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, context, escape_formatter,
};

use crate::plan::Plan;

use super::answers::Answers;
use super::html_view::{self, View};
use super::plain::{prose, thousands, visible};
use super::{AssetTable, Format, words};

/// HTML.
pub const FORMAT: Format = Format {
    id: "html",
    title: "one self-contained page to read, search and print",
    extension: "html",
    write,
};

const PAGE: &str = include_str!("assets/page.html");
/// The style of every page.
pub(super) const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/script.js");

/// Writes `plan` and `assets` as one HTML page.
///
/// # Errors
/// `out` cannot be written.
pub fn write(out: &mut dyn io::Write, plan: &Plan, assets: &AssetTable) -> io::Result<()> {
    let answers = Answers::of(plan);
    let linked = html_view::link(plan, assets);
    let view = View::of(plan, &answers, &linked, assets);
    let data = html_view::asset_data(plan, &linked)?;
    let mut environment = environment();
    environment.add_template("page.html", PAGE).map_err(io::Error::other)?;
    let page = environment.get_template("page.html").map_err(io::Error::other)?;
    let context = context! {
        // Not the whole plan: a large estate's packages list more assets than the page shows.
        plan => context! {
            tool => plan.tool.as_str(), estate => plan.estate.as_str(), crqc_year => plan.crqc_year,
            at => plan.at.to_string(), from => plan.from.to_string(), until => plan.until.to_string(),
            systems => plan.systems.len(), totals => Serde(&plan.totals), policies => Serde(&plan.policies),
            assumptions => Serde(&plan.assumptions), broken_cycles => Serde(&plan.broken_cycles),
            optimisation => Serde(&plan.optimisation),
        },
        view => Serde(&view),
        security => security(),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        data => Value::from_safe_string(data),
    };
    page.render_captured_to(context, &mut *out).map_err(io::Error::other)?;
    out.write_all(b"\n")
}

/// Templates that escape what they print, and make it visible first.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(format_visibly);
    environment.add_filter("binding", |binding: Serde<_>| words::binding(*binding));
    environment.add_filter("exposure", |exposure: Serde<_>| words::exposure(*exposure));
    environment.add_filter("unknown", |reason: String| words::unknown(&reason));
    environment.add_filter("meaning", |reason: String| words::unknown_meaning(&reason));
    environment.add_filter("prose", |text: String| prose(&text));
    environment.add_filter("thousands", |count: u64| thousands(count));
    environment.add_filter("drawing", Value::from_safe_string);
    environment
}

/// Whatever the template prints is made visible first, then escaped: no field can be forgotten.
fn format_visibly(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            escape_formatter(out, state, &Value::from(visible(text).into_owned()))
        }
        _ => escape_formatter(out, state, value),
    }
}

/// The page's content security policy: no request at all, and only the page's own style and script.
fn security() -> String {
    policy(STYLE, SCRIPT)
}

/// A content security policy that admits `style` and `script` and nothing else.
pub(super) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| {
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        base64::engine::general_purpose::STANDARD.encode(digest)
    };
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}
