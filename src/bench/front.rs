//! Size against speed: which schemes nothing beats in both.

use std::collections::BTreeMap;

use super::report::{Implementation, Operation, Report};
use crate::scheme;

/// What a scheme is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Key establishment.
    Kem,
    /// Signatures.
    Signature,
}

/// A scheme in a backend: what one use of it sends and takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Scheme id.
    pub scheme: String,
    /// Backend.
    pub backend: String,
    /// Kind of code.
    pub implementation: Implementation,
    /// Bytes of the public key and of the ciphertext or signature.
    pub bytes: f64,
    /// Nanoseconds: of a KEM all three operations, of a signature signing and verifying.
    pub time: f64,
    /// Nothing of its panel is smaller and faster.
    pub front: bool,
}

/// The points of one purpose and security category; none: of schemes that claim no category.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Purpose.
    pub purpose: Purpose,
    /// NIST category.
    pub category: Option<u8>,
    /// Points, by scheme and backend.
    pub points: Vec<Point>,
}

/// The panels of `report`, of what is quiet enough. Messages of the smallest size count.
#[must_use]
pub fn panels(report: &Report) -> Vec<Panel> {
    let mut whole: BTreeMap<(&str, &str), Vec<&Operation>> = BTreeMap::new();
    for row in &report.operations {
        whole.entry((&row.scheme, &row.backend)).or_default().push(row);
    }
    let mut panels: BTreeMap<(Purpose, Option<u8>), Vec<Point>> = BTreeMap::new();
    for ((scheme, _), rows) in whole {
        if let Some((purpose, point)) = point(&rows) {
            panels.entry((purpose, category(scheme))).or_default().push(point);
        }
    }
    let panel = |((purpose, category), mut points): (_, Vec<Point>)| {
        mark(&mut points);
        Panel { purpose, category, points }
    };
    let mut panels = panels.into_iter().map(panel).collect::<Vec<_>>();
    // What claims no category stands last.
    panels.sort_by_key(|panel| (panel.purpose, panel.category.is_none(), panel.category));
    panels
}

/// Marks the points that no other beats in one and equals in the other.
pub fn mark(points: &mut [Point]) {
    let beaten = |point: &Point, by: &Point| {
        by.bytes <= point.bytes
            && by.time <= point.time
            && (by.bytes < point.bytes || by.time < point.time)
    };
    let front = points
        .iter()
        .map(|point| !points.iter().any(|other| beaten(point, other)))
        .collect::<Vec<_>>();
    for (point, front) in points.iter_mut().zip(front) {
        point.front = front;
    }
}

/// The NIST category that a scheme claims.
#[must_use]
pub fn category(scheme: &str) -> Option<u8> {
    if let Some(candidate) = scheme::all().iter().find(|candidate| candidate.id == scheme) {
        return candidate.nist_category;
    }
    // Of schemes that are timed and no candidates: FrodoKEM's and Classic McEliece's submissions, SPHINCS+ 3.1
    // table 3, Falcon 1.2 table 3.3.
    const OTHERS: &[(&str, u8)] = &[
        ("falcon-1024", 5),
        ("falcon-512", 1),
        ("frodokem-1344", 5),
        ("frodokem-640", 1),
        ("frodokem-976", 3),
        ("mceliece-348864", 1),
        ("mceliece-460896", 3),
        ("mceliece-6688128", 5),
        ("mceliece-6960119", 5),
        ("mceliece-8192128", 5),
        ("sphincs+-sha2-128", 1),
        ("sphincs+-sha2-192", 3),
        ("sphincs+-sha2-256", 5),
        ("sphincs+-shake-128", 1),
        ("sphincs+-shake-192", 3),
        ("sphincs+-shake-256", 5),
    ];
    OTHERS.iter().find(|(name, _)| scheme.starts_with(name)).map(|(_, category)| *category)
}

fn point(rows: &[&Operation]) -> Option<(Purpose, Point)> {
    let smallest = rows.iter().filter_map(|row| row.message).min();
    let of = |operation: &str| {
        rows.iter()
            .find(|row| {
                row.operation == operation && (row.message.is_none() || row.message == smallest)
            })
            .filter(|row| !row.time.noisy)
    };
    let key = of("key generation")?;
    let (purpose, first, second) = match of("encapsulate") {
        Some(row) => (Purpose::Kem, row, of("decapsulate")?),
        None => (Purpose::Signature, of("sign")?, of("verify")?),
    };
    let time = |row: &Operation| row.figure.of(&row.time);
    let of_key = if purpose == Purpose::Kem { time(key) } else { 0.0 };
    Some((
        purpose,
        Point {
            scheme: first.scheme.clone(),
            backend: first.backend.clone(),
            implementation: first.implementation,
            bytes: f64::from(key.bytes) + f64::from(first.bytes),
            time: of_key + time(first) + time(second),
            front: false,
        },
    ))
}
