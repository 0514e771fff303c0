use y2q::bench::compare::{ComparisonError, Outcome, compare};
use y2q::bench::report::Implementation;

use super::fixtures::{report, row, time};

#[test]
fn what_noise_explains_is_no_change() {
    let before =
        report(vec![row("a", "sign", 100.0), row("b", "sign", 100.0), row("c", "sign", 100.0)]);
    let mut after =
        report(vec![row("a", "sign", 104.0), row("b", "sign", 125.0), row("c", "sign", 60.0)]);
    // A spread of a fifth on one side explains what a quiet run would not.
    let mut wide = before.clone();
    wide.operations[1].time = time(100.0, 0.2);
    wide.operations[1].time.noisy = false;
    after.operations[1].time = time(125.0, 0.1);
    let outcomes = |before, after| {
        compare(before, after).unwrap().into_iter().map(|change| change.outcome).collect::<Vec<_>>()
    };
    assert_eq!(
        outcomes(&before, &after),
        [Outcome::Same(1.04), Outcome::Changed(1.25), Outcome::Changed(0.6)]
    );
    assert_eq!(outcomes(&wide, &after)[1], Outcome::Same(1.25));
}

#[test]
fn noise_and_other_code_are_not_compared() {
    let mut before =
        report(vec![row("a", "sign", 100.0), row("b", "sign", 100.0), row("gone", "sign", 1.0)]);
    let after =
        report(vec![row("a", "sign", 300.0), row("b", "sign", 300.0), row("new", "sign", 1.0)]);
    before.operations[0].time = time(100.0, 0.5);
    before.operations[1].implementation = Implementation::ReferenceC;
    let changes = compare(&before, &after).unwrap();
    let outcomes = changes.iter().map(|change| change.outcome).collect::<Vec<_>>();
    assert_eq!(
        outcomes,
        [Outcome::Noisy, Outcome::OtherImplementation, Outcome::Gone, Outcome::New]
    );
}

#[test]
fn other_machines_and_versions_are_refused() {
    let before = report(vec![row("a", "sign", 100.0)]);
    let mut after = before.clone();
    after.environment.cpu = "Another Processor".to_owned();
    let said = compare(&before, &after).unwrap_err();
    assert!(matches!(said, ComparisonError::Machine { what: "processor", .. }));
    assert!(said.to_string().contains("A Processor and Another Processor"), "{said}");
    let mut after = before.clone();
    after.environment.cpu_features.clear();
    assert!(compare(&before, &after).is_err());
    let mut old = before.clone();
    old.version = 7;
    assert_eq!(compare(&old, &before), Err(ComparisonError::Version(7)));
}
