//! The store: records in, entries and a `CycloneDX` document out. In memory, so that the disk is not measured.
//!
//! The floor is SQLite alone: the same assets as JSON, a row each by their fingerprint, in one transaction; and the
//! same rows read back and parsed.
//!
//! `cargo bench --bench store`

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use y2q::inventory::{Inventory, InventoryError, Location, Record, ScanEnd, ScanStart, Scope};
use y2q::model::{Asset, Finding, Material, MaterialKind, Timestamp};
use y2q::registry;
use y2q::report::cyclonedx::{self, Options};

const RECORDS: u64 = 2_000;

fn records() -> Vec<Record> {
    let algorithm = registry::by_name("RSA-2048");
    let key = |number: u64| Material {
        material: MaterialKind::PublicKey,
        name: "RSA-2048 public key".to_owned(),
        format: "SPKI".to_owned(),
        algorithm: algorithm.clone(),
        signature_algorithm: None,
        size_bits: Some(2048),
        fingerprint: format!("{number:064x}"),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    };
    let record = |number| Record {
        location: Location { root: "/estate".to_owned(), path: format!("{number}.pem") },
        digest: None,
        findings: vec![Finding::new(
            "public-key",
            Asset::RelatedCryptoMaterial(key(number)),
            0,
            Some(1),
        )],
        unknowns: Vec::new(),
    };
    (0..RECORDS).map(record).collect()
}

fn fill(inventory: &mut Inventory, records: &[Record]) -> Result<(), InventoryError> {
    let roots = vec!["/estate".to_owned()];
    let mut writer = inventory.begin(&ScanStart { roots, started: Timestamp::UNIX_EPOCH })?;
    for record in records {
        writer.add(record)?;
    }
    writer.finish(ScanEnd::Finished, Timestamp::UNIX_EPOCH)
}

/// A table of what every store must keep of a finding: where, which asset, the asset.
const TABLE: &str = "CREATE TABLE finding (path TEXT, fingerprint TEXT UNIQUE, asset TEXT)";
const ROW: &str = "INSERT OR REPLACE INTO finding VALUES (?1, ?2, ?3)";

#[allow(clippy::unwrap_used, reason = "a benchmark that fails may panic")]
fn bare(records: &[Record]) -> rusqlite::Connection {
    let mut database = rusqlite::Connection::open_in_memory().unwrap();
    database.execute_batch(TABLE).unwrap();
    let transaction = database.transaction().unwrap();
    let mut row = transaction.prepare(ROW).unwrap();
    for record in records {
        for finding in &record.findings {
            let asset = serde_json::to_string(&finding.asset).unwrap();
            row.execute((&record.location.path, finding.asset.id().to_string(), asset)).unwrap();
        }
    }
    drop(row);
    transaction.commit().unwrap();
    database
}

/// Reads the rows back.
#[allow(clippy::unwrap_used, reason = "a benchmark that fails may panic")]
fn read(database: &rusqlite::Connection) -> usize {
    let mut rows = database.prepare("SELECT asset FROM finding ORDER BY fingerprint").unwrap();
    let asset = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let assets = rows.query_map([], asset).unwrap();
    assets.map(|text| serde_json::from_str::<Asset>(&text.unwrap()).unwrap()).map(black_box).count()
}

#[allow(clippy::unwrap_used, reason = "a benchmark that fails may panic")]
fn store(criterion: &mut Criterion) {
    let records = records();
    let mut group = criterion.benchmark_group("store");
    group.throughput(Throughput::Elements(RECORDS)).sample_size(20);
    group.bench_function("floor: insert", |bencher| {
        bencher.iter_with_large_drop(|| bare(&records));
    });
    let floor = bare(&records);
    group.bench_function("floor: stream", |bencher| {
        bencher.iter(|| read(&floor));
    });
    group.bench_function("insert", |bencher| {
        bencher.iter_batched_ref(
            || Inventory::in_memory().unwrap(),
            |inventory| fill(inventory, &records).unwrap(),
            BatchSize::PerIteration,
        );
    });
    let mut inventory = Inventory::in_memory().unwrap();
    fill(&mut inventory, &records).unwrap();
    group.bench_function("scan again", |bencher| {
        bencher.iter(|| fill(&mut inventory, &records).unwrap());
    });
    group.bench_function("stream", |bencher| {
        bencher.iter(|| {
            let each = |entry| {
                black_box(entry);
                Ok::<_, InventoryError>(())
            };
            inventory.each_entry(&Scope::default(), each).unwrap();
        });
    });
    group.bench_function("cyclonedx", |bencher| {
        bencher.iter(|| {
            let mut sink = std::io::sink();
            cyclonedx::write(&mut sink, &inventory, &Scope::default(), &Options::default())
                .unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, store);
criterion_main!(benches);
