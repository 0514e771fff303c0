//! The scheduler on made estates: one serial pass, beside its check as the
//! floor of what any schedule costs.
//!
//! `cargo bench --bench schedule`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use y2q::schedule::generate::Estate;
use y2q::schedule::{check, serial};

fn passes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    for packages in [200, 1000] {
        let project = Estate { packages, ..Estate::default() }.project();
        let order = (0..packages as u32).collect::<Vec<_>>();
        let Ok(schedule) = serial(&project, &order) else { continue };
        group.throughput(Throughput::Elements(packages as u64));
        group.bench_with_input(
            BenchmarkId::new("floor: check", packages),
            &schedule,
            |bench, schedule| {
                bench.iter(|| check(black_box(&project), black_box(schedule)));
            },
        );
        group.bench_with_input(BenchmarkId::new("serial", packages), &order, |bench, order| {
            bench.iter(|| serial(black_box(&project), black_box(order)));
        });
    }
    group.finish();
}

criterion_group!(benches, passes);
criterion_main!(benches);
