//! The page on paper, and on a narrow screen.

use super::{holdings, sample, written};

/// Browsers keep a break out between blocks, and not between the rows of a grid: with a grid below it, the heading of a package
/// was the last line of a page.
#[test]
fn packages_are_printed_in_blocks_that_keep_their_heading() {
    let page = super::sample_text("html");
    let print =
        page.split("@media print {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
    for rule in [
        "summary, .lead { break-after: avoid;",
        "details.package::details-content { break-before: avoid; }",
        "dl { display: block;",
        "dt { margin-bottom: -1lh; break-after: avoid;",
        "dd { margin: 0 0 .15rem 9.3rem; }",
    ] {
        assert!(print.contains(rule), "{rule}");
    }
    assert!(!print.contains("summary::after"), "{print}");
}

/// Names of years are 28 units wide; on a screen of 420 pixels a unit is 0.7 of one.
#[test]
fn names_of_years_stand_apart() {
    for from in ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1"] {
        let mut plan = sample::plan();
        plan.from = sample::quarter(from);
        let page = written("html", &plan, &holdings::table(&plan));
        let mut seen = 0;
        for chart in page.split("<svg class=\"capacity\"").skip(1) {
            let chart = chart.split("</svg>").next().unwrap();
            let names = chart.split("<text class=\"tick middle\"").skip(1);
            let at: Vec<f64> = names
                .map(|name| name.split("x=\"").nth(1).unwrap().split('"').next().unwrap())
                .map(|at| at.parse().unwrap())
                .collect();
            assert!(at.len() >= 9, "{from}: {at:?}");
            assert!(at.windows(2).all(|pair| pair[1] - pair[0] >= 39.9), "{from}: {at:?}");
            seen += 1;
        }
        assert!(seen > 0);
    }
}
