//! The scheduler on generated estates: one timetable in an order, beside the order alone as the floor of what
//! any timetable costs, and a search with its bound.
//!
//! `cargo bench --bench schedule`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use y2q::plan::Options;
use y2q::plan::generate::Estate;
use y2q::plan::optimise::optimise;
use y2q::plan::schedule::{sequence, solve_in};

fn timetables(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    group.sample_size(10);
    for packages in [200, 1000] {
        let problem = Estate { packages, ..Estate::default() }.problem();
        let order = sequence(&problem);
        let searched = Options { effort: 1, ..Options::default() };
        group.throughput(Throughput::Elements(packages as u64));
        group.bench_function(BenchmarkId::new("floor: order", packages), |bench| {
            bench.iter(|| sequence(black_box(&problem)));
        });
        group.bench_function(BenchmarkId::new("timetable", packages), |bench| {
            bench.iter(|| solve_in(black_box(&problem), black_box(&order)));
        });
        group.bench_function(BenchmarkId::new("search and bound", packages), |bench| {
            bench.iter(|| optimise(black_box(&problem), &searched));
        });
    }
    group.finish();
}

criterion_group!(benches, timetables);
criterion_main!(benches);
