//! Reports of a large plan, each beside the floor of writing it as JSON, which every format has to read through.
//!
//! `cargo bench --bench report`

use std::hint::black_box;
use std::io;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use y2q::plan::Plan;
use y2q::report::{AssetTable, FORMATS, json_document};

/// The plan of the worked exchange, as it is kept beside it.
fn plan() -> Plan {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/inventories/expected/exchange/plan.json");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    #[expect(clippy::expect_used, reason = "a benchmark without its input has nothing to say")]
    serde_json::from_str(&text).expect("the plan of the worked exchange")
}

fn reports(criterion: &mut Criterion) {
    let plan = plan();
    let assets = AssetTable::with_limit(AssetTable::LIMIT);
    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(plan.packages.len() as u64));
    group.bench_function("floor", |bench| {
        bench.iter(|| json_document(&mut io::sink(), black_box(&plan)));
    });
    for format in FORMATS {
        group.bench_function(format.id, |bench| {
            bench.iter(|| (format.write)(&mut io::sink(), black_box(&plan), &assets));
        });
    }
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
