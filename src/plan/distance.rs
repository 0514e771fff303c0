//! How far a timetable is from the best possible, in figures and in words.

use super::objective::Cost;

/// In hundredths of a per cent, rounded up.
pub(super) fn gap_percent(cost: u64, bound: u64) -> f64 {
    let above = u128::from(cost.saturating_sub(bound)) * 10_000;
    let hundredths = above.div_ceil(u128::from(bound.max(1)));
    f64::from(u32::try_from(hundredths).unwrap_or(u32::MAX)) / 100.0
}

/// What one sentence says of it.
pub(super) fn summary(cost: &Cost, simple: &Cost, gap: Option<f64>) -> String {
    // Where planning by least slack has nothing late, what has is not among what the bound speaks of.
    let (among, where_none) = match simple.late + simple.unplaced {
        0 => ("Of the timetables in which nothing is late, none", " where nothing is late"),
        _ => ("No timetable", ""),
    };
    let distance = match gap {
        Some(0.0) => {
            format!("{among} has less remaining exposure and lateness: this one is proven best")
        }
        Some(gap) => format!(
            "Remaining exposure and lateness are at most {gap} % above the best possible{where_none}"
        ),
        None if cost.unplaced > 0 => format!(
            "{} {} no date and {} in neither figure, so that nothing is proven of how far from the best possible it is",
            cost.unplaced,
            if cost.unplaced == 1 { "package has" } else { "packages have" },
            if cost.unplaced == 1 { "is" } else { "are" }
        ),
        None => "How far from the best possible it is could not be proven".to_owned(),
    };
    let distance = match (gap, cost.unplaced) {
        (None, _) | (_, 0) => distance,
        (_, 1) => format!("{distance} where all packages have a date but the 1 that has none here"),
        (_, many) => {
            format!("{distance} where all packages have a date but the {many} that have none here")
        }
    };
    // What has no date is in no sum: only whole ones compare.
    let is_whole = cost.unplaced == 0 && simple.unplaced == 0;
    let saved = if is_whole { simple.total().saturating_sub(cost.total()) } else { 0 };
    if saved == 0 {
        return format!("{distance}.");
    }
    let tenths = u128::from(saved) * 1_000 / u128::from(simple.total().max(1));
    format!(
        "{distance}; they are {}.{} % below what planning by least slack gives.",
        tenths / 10,
        tenths % 10
    )
}
