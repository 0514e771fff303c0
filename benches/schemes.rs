//! Schemes by every backend of this build, each group with the classical scheme that it replaces, by `ring`, as its
//! floor. Criterion takes them one after the other; `y2q bench` takes them in turn, which is what a plan is priced with.
//!
//! `cargo bench --bench schemes --features bench-all`

#![allow(clippy::expect_used, reason = "a benchmark that cannot run says why and ends")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use y2q::bench::action::Action;
use y2q::bench::selection::Selection;

/// Bytes of the messages that are signed.
const MESSAGE: usize = 64;

/// What replaces what: an operation of the floor and of the schemes in its place.
const GROUPS: [(Action, &str, &[&str]); 5] = [
    (Action::KeyGeneration, "x25519", &["ml-kem-768", "smaug-t3", "ntruplus-768"]),
    (Action::Encapsulate, "x25519", &["ml-kem-768", "smaug-t3", "ntruplus-768"]),
    (Action::Decapsulate, "x25519", &["ml-kem-768", "smaug-t3", "ntruplus-768"]),
    (Action::Sign, "ecdsa-p-256", &["ml-dsa-65", "fn-dsa-512", "haetae-3", "aimer-192f"]),
    (Action::Verify, "ecdsa-p-256", &["ml-dsa-65", "fn-dsa-512", "haetae-3", "aimer-192f"]),
];

fn schemes(criterion: &mut Criterion) {
    for (action, floor, others) in GROUPS {
        let mut group = criterion.benchmark_group(format!("schemes: {action}"));
        group.sample_size(20);
        for scheme in std::iter::once(&floor).chain(others) {
            // A scheme that this build has not is no row of it; the floor every build has.
            let selection =
                Selection { schemes: vec![(*scheme).to_owned()], ..Selection::default() };
            let subjects = selection.subjects().unwrap_or_default();
            assert!(*scheme != floor || !subjects.is_empty(), "no {floor} in this build");
            for subject in subjects.into_iter().filter(|one| one.candidate.scheme == *scheme) {
                let name =
                    if *scheme == floor { format!("floor: {floor}") } else { (*scheme).to_owned() };
                let mut operation = subject.candidate.code.prepare(action, MESSAGE).expect("keys");
                group.bench_function(BenchmarkId::new(name, subject.backend.id), |bench| {
                    bench.iter(|| assert!((operation.run)(), "it failed"));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(benches, schemes);
criterion_main!(benches);
