//! Matching: which detectors want a text, and which algorithm a name is.
//!
//! Texts: the floor is counting their lines, the peer one automaton of every detector's anchors, which says whether
//! one is there and nothing else. Names: the floor is a look into a table of the same names, lower-cased.
//!
//! `cargo bench --bench matching`

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;

use aho_corasick::AhoCorasick;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use y2q::detect::DETECTORS;
use y2q::registry;
use y2q::scan::Examiner;

/// Files of `folder` and below with one of `extensions`, by path.
fn files(folder: &Path, extensions: &[&str], into: &mut Vec<(String, Vec<u8>)>) {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            files(&path, extensions, into);
        } else if extension.is_some_and(|own| extensions.contains(&own))
            && let Ok(bytes) = std::fs::read(&path)
        {
            into.push((path.display().to_string(), bytes));
        }
    }
}

fn texts(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examiner = Examiner::new(DETECTORS);
    let mut anchors: Vec<&str> = DETECTORS.iter().flat_map(|one| one.anchors).copied().collect();
    anchors.sort_unstable();
    anchors.dedup();
    #[expect(clippy::expect_used, reason = "a benchmark without its peer has nothing to say")]
    let automaton = AhoCorasick::new(&anchors).expect("an automaton of the anchors");
    for (name, folder, extensions) in [
        ("prose", "docs", &["md"][..]),
        (
            "configuration",
            "inventories/fixtures",
            &["conf", "cnf", "yaml", "yml", "json", "txt", "pem"][..],
        ),
    ] {
        let mut texts = Vec::new();
        files(&root.join(folder), extensions, &mut texts);
        let bytes: usize = texts.iter().map(|(_, bytes)| bytes.len()).sum();
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
        group.bench_function("floor: lines", |bench| {
            bench.iter(|| {
                let lines = |text: &[u8]| memchr::memchr_iter(b'\n', text).count();
                texts.iter().map(|(_, text)| lines(black_box(text))).sum::<usize>()
            });
        });
        group.bench_function("peer: one automaton", |bench| {
            bench.iter(|| {
                let matches = |text: &[u8]| automaton.find_iter(text).count();
                texts.iter().map(|(_, text)| matches(black_box(text))).sum::<usize>()
            });
        });
        group.bench_function("detectors", |bench| {
            bench.iter(|| {
                let findings = |(path, text): &(String, Vec<u8>)| {
                    examiner.examine(path, black_box(text)).findings.len()
                };
                texts.iter().map(findings).sum::<usize>()
            });
        });
        group.finish();
    }
}

fn names(criterion: &mut Criterion) {
    let names: Vec<String> = registry::all()
        .flat_map(|row| std::iter::once(&row.name).chain(row.aliases))
        .map(|name| (*name).to_owned())
        .collect();
    let table: HashMap<String, usize> =
        names.iter().enumerate().map(|(index, name)| (name.to_lowercase(), index)).collect();
    let mut group = criterion.benchmark_group("names");
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("floor: a table", |bench| {
        bench.iter(|| {
            let known = |name: &&String| table.contains_key(&black_box(name).to_lowercase());
            names.iter().filter(known).count()
        });
    });
    group.bench_function("registry", |bench| {
        bench.iter(|| {
            let known = |name: &&String| registry::by_name(black_box(name)).is_some();
            names.iter().filter(known).count()
        });
    });
    group.finish();
}

criterion_group!(benches, texts, names);
criterion_main!(benches);
