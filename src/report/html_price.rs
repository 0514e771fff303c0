//! What a target costs, for the page: today, the scheme that was chosen and those that it was weighed against.

use serde::Serialize;

use crate::plan::Target;
use crate::plan::price::{Price, number, signed};

use super::plain::thousands;

/// The price of a target as a table. Columns that nothing has a figure for are left out.
#[derive(Serialize)]
pub struct PriceView {
    columns: Vec<&'static str>,
    rows: Vec<PriceRow>,
    /// Which handshake is weighed.
    of: Option<String>,
    limits: Vec<String>,
    ready: String,
    basis: String,
}

#[derive(Serialize)]
struct PriceRow {
    name: String,
    cells: Vec<String>,
    /// Where it is better than the one chosen.
    better: String,
}

/// A column: its head, and its cell for a price. Today's figures stand in the same handshake.
type Column = (&'static str, fn(&Price) -> Option<String>, fn(&Price) -> Option<String>);

const COLUMNS: [Column; 10] = [
    ("added cores", |price| price.added_cores.map(signed), |_| None),
    (
        "bytes a handshake",
        |price| Some(count(price.handshake.as_ref()?.bytes.1)),
        |price| Some(count(price.handshake.as_ref()?.bytes.0)),
    ),
    (
        "of them certificates",
        |price| Some(count(price.handshake.as_ref()?.chain?.1)),
        |price| Some(count(price.handshake.as_ref()?.chain?.0)),
    ),
    (
        "ms to the first byte",
        |price| Some(number(price.handshake.as_ref()?.first_byte_ms.1)),
        |price| Some(number(price.handshake.as_ref()?.first_byte_ms.0)),
    ),
    (
        "round trips",
        |price| {
            let (trips, extra) = price.handshake.as_ref()?.round_trips;
            Some(if extra == 0 { trips.to_string() } else { format!("{trips} + {extra}") })
        },
        |_| None,
    ),
    (
        "packets",
        |price| Some(count(price.handshake.as_ref()?.packets.1)),
        |price| Some(count(price.handshake.as_ref()?.packets.0)),
    ),
    (
        "signatures a core and second",
        |price| price.signatures_per_core_second.map(number),
        |_| None,
    ),
    ("ms to verify", |price| price.verify_ms.map(number), |_| None),
    (
        "stack + code to verify",
        |price| price.footprint.map(|(stack, code)| format!("{} + {}", count(stack), count(code))),
        |_| None,
    ),
    (
        "key + output, bytes",
        |price| Some(format!("{} + {}", count(price.objects.0), count(price.objects.1))),
        |_| None,
    ),
];

/// The table of `target`; none where its system states nothing that it must carry.
pub fn view(target: &Target) -> Option<PriceView> {
    let chosen = target.price.as_ref()?;
    let others = target.alternatives.iter().map(|other| (&other.price, other));
    let used = |column: &&Column| {
        (column.1)(chosen).is_some()
            || target.alternatives.iter().any(|one| (column.1)(&one.price).is_some())
    };
    let columns: Vec<&Column> = COLUMNS.iter().filter(used).collect();
    let cells = |price: &Price| -> Vec<String> {
        columns.iter().map(|column| (column.1)(price).unwrap_or_default()).collect()
    };
    let mut rows = Vec::new();
    if chosen.handshake.is_some() {
        let today = columns.iter().map(|column| (column.2)(chosen).unwrap_or_default());
        rows.push(PriceRow { name: "today".into(), cells: today.collect(), better: String::new() });
    }
    rows.push(PriceRow {
        name: target.name.clone(),
        cells: cells(chosen),
        better: "chosen".to_owned(),
    });
    rows.extend(others.map(|(price, other)| PriceRow {
        name: other.name.clone(),
        cells: cells(price),
        better: other.words(),
    }));
    let handshake = chosen.handshake.as_ref();
    Some(PriceView {
        columns: columns.iter().map(|column| column.0).collect(),
        rows,
        of: handshake.map(|handshake| handshake.of.clone()),
        limits: handshake.map(|handshake| handshake.breaks.clone()).unwrap_or_default(),
        ready: chosen.ready.join(", "),
        basis: chosen.basis.clone().unwrap_or_default(),
    })
}

fn count(bytes: u32) -> String {
    thousands(u64::from(bytes))
}

/// The schemes that were not chosen, those with one reason together, in order of their first.
pub fn rejected(target: &Target) -> Vec<(Vec<&str>, &str)> {
    let mut groups: Vec<(Vec<&str>, &str)> = Vec::new();
    for (scheme, why) in &target.rejected {
        match groups.iter_mut().find(|(_, known)| known == why) {
            Some((schemes, _)) => schemes.push(scheme),
            None => groups.push((vec![scheme], why)),
        }
    }
    groups
}
