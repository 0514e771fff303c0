//! Verdicts: a million assets under twenty policies on one core, against the floor of walking the same
//! rows without judging them, in the same run.
//!
//! `cargo bench --bench policy` prints the figures; memory is the peak of the process (`VmHWM`).
#![allow(clippy::unwrap_used, reason = "a benchmark that fails may panic")]

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use y2q::model::{Asset, AssetId, DataTier, Date, Purpose, Purposes, Subject};
use y2q::policy::{Judge, Policy, Setting, judge_all, shipped};
use y2q::{registry, risk};

const ASSETS: u32 = 1_000_000;
const POLICIES: usize = 20;
/// Judged one by one, without remembering: enough for a figure.
const COLD: u32 = 20_000;

/// Every algorithm of the registry for every purpose that it can serve, known and not.
fn palette() -> Vec<Subject> {
    let mut palette = Vec::new();
    for row in registry::all() {
        let Some(algorithm) = registry::by_name(row.name) else { continue };
        for subject in risk::subjects(&Asset::Algorithm(algorithm)) {
            let possible = subject.purposes.possible().clone();
            let mut sets: Vec<BTreeSet<Purpose>> = vec![possible];
            sets.push(BTreeSet::from([Purpose::Signature, Purpose::KeyEstablishment]));
            for set in sets {
                for purposes in [Purposes::Known(set.clone()), Purposes::OneOf(set)] {
                    palette.push(Subject { purposes, ..subject.clone() });
                }
            }
        }
    }
    palette
}

/// Row `index`: an asset of its own that is used as one of the palette is.
fn row(palette: &[Subject], index: u32) -> Subject {
    let place = index.wrapping_mul(2_654_435_761) as usize % palette.len();
    let mut subject = palette[place].clone();
    subject.asset = AssetId::of("bench", &[&index.to_le_bytes()]);
    subject
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn verdicts(criterion: &mut Criterion) {
    let policies: Vec<Policy> = shipped().into_iter().take(POLICIES).collect();
    let populations: Vec<String> =
        policies.iter().flat_map(|policy| policy.applies_to.iter().cloned()).collect();
    let today: Date = "2026-11-26".parse().unwrap();
    let tiers = [None, Some(DataTier::Open), Some(DataTier::Sensitive), Some(DataTier::Classified)];
    let palette = palette();
    let setting = |index: u32| Setting {
        tier: tiers[index as usize % tiers.len()],
        confidentiality_years: Some(10),
        signature_years: Some(10),
        ..Setting::of(&populations)
    };
    let before = peak_kib();
    let mut group = criterion.benchmark_group("policy");
    group.sample_size(10);
    group.throughput(Throughput::Elements(u64::from(ASSETS)));
    group.bench_function("floor: rows", |bench| {
        bench.iter(|| {
            for index in 0..ASSETS {
                black_box((row(&palette, index), setting(index)));
            }
        });
    });
    let floor = peak_kib();
    let mut distinct = 0;
    group.bench_function("judged", |bench| {
        bench.iter(|| {
            let mut judge = Judge::new(&policies, today);
            for index in 0..ASSETS {
                black_box(judge.verdicts(&row(&palette, index), &setting(index)));
            }
            distinct = judge.distinct();
        });
    });
    let judged = peak_kib();
    group.throughput(Throughput::Elements(u64::from(COLD)));
    group.bench_function("every one judged anew", |bench| {
        bench.iter(|| {
            for index in 0..COLD {
                black_box(judge_all(&policies, &row(&palette, index), &setting(index), today));
            }
        });
    });
    group.finish();
    println!(
        "{ASSETS} assets under {} policies, {distinct} different facts; peak memory: {} MiB at the start, {} MiB after \
         the floor, {} MiB after judging",
        policies.len(),
        before / 1024,
        floor / 1024,
        judged / 1024
    );
}

criterion_group!(benches, verdicts);
criterion_main!(benches);
