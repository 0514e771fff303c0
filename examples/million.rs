//! Makes synthetic assets, streams and exports them, and prints times and peak memory.
//!
//! `cargo run --release --example million -- [COUNT] [DATABASE]`

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::time::Instant;

use y2q::assess::Assessor;
use y2q::inventory::{
    Entry, Inventory, InventoryError, Location, Record, ScanEnd, ScanStart, Scope,
};
use y2q::model::{
    Asset, AssetId, Certificate, Context, Finding, Material, MaterialKind, RelationKind, Timestamp,
};
use y2q::registry;
use y2q::report::cyclonedx::{self, Options};

const ALGORITHMS: [&str; 6] =
    ["RSA-2048", "RSA-3072", "RSA-4096", "EC-P-256", "EC-P-384", "Ed25519"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().as_deref().unwrap_or("1000000").parse()?;
    let folder = tempfile::tempdir()?;
    let path = arguments.next().map_or_else(|| folder.path().join("million.db"), PathBuf::from);
    let mut inventory = Inventory::open(&path)?;

    for scan in ["insert", "scan again"] {
        timed(scan, || fill(&mut inventory, count))?;
    }
    let mut seen = (0_u64, 0_u64);
    timed("stream", || {
        inventory.each_entry(&Scope::default(), |entry: Entry| {
            seen.0 += 1;
            seen.1 += entry.occurrences.len() as u64;
            Ok::<_, InventoryError>(())
        })
    })?;
    println!("{:>12}  assets, {} occurrences", seen.0, seen.1);
    let verdicts = timed("classify", || classify(&inventory))?;
    println!("{verdicts:>12}  verdicts");
    let cbom = folder.path().join("million.cdx.json");
    timed("CycloneDX", || {
        let mut out = BufWriter::new(File::create(&cbom)?);
        cyclonedx::write(&mut out, &inventory, &Scope::default(), &Options::default())
    })?;
    println!("{:>12}  bytes of CycloneDX", std::fs::metadata(&cbom)?.len());
    println!("{:>12}  bytes of database", std::fs::metadata(&path)?.len());
    Ok(())
}

/// Judges every asset under every policy that ships; the number of verdicts.
fn classify(inventory: &Inventory) -> Result<u64, InventoryError> {
    let policies = y2q::policy::shipped();
    let context = Context::undeclared();
    let today = y2q::model::Date::constant(2026, 11, 21);
    let assessor = Assessor::new(&context, &policies, today);
    let mut verdicts = 0;
    inventory.each_entry(&Scope::default(), |entry: Entry| {
        let holdings = assessor.holdings(entry);
        let judged = holdings.iter().flat_map(|holding| &holding.judged);
        verdicts += judged.map(|one| one.verdicts.len() as u64).sum::<u64>();
        Ok::<_, InventoryError>(())
    })?;
    Ok(verdicts)
}

/// Half certificates, half their keys: `count` assets and the algorithms.
fn fill(inventory: &mut Inventory, count: u64) -> Result<(), InventoryError> {
    let roots = vec!["/estate".to_owned()];
    let mut writer = inventory.begin(&ScanStart { roots, started: Timestamp::UNIX_EPOCH })?;
    for number in 0..count / 2 {
        writer.add(&record(number))?;
    }
    writer.finish(ScanEnd::Finished, Timestamp::UNIX_EPOCH)
}

fn record(number: u64) -> Record {
    let certificate = certificate(number);
    let key = Material {
        material: MaterialKind::PublicKey,
        name: format!("{} public key", certificate.key_algorithm.name),
        format: "SPKI".to_owned(),
        algorithm: Some(certificate.key_algorithm.clone()),
        signature_algorithm: None,
        size_bits: None,
        fingerprint: certificate.key_fingerprint.clone(),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    };
    let finding = Finding::new("x509-certificate", Asset::Certificate(certificate), 0, Some(1))
        .refers_to(RelationKind::SubjectPublicKey, Asset::RelatedCryptoMaterial(key));
    Record {
        location: Location {
            root: "/estate".to_owned(),
            path: format!("host{:04}/etc/ssl/{number}.pem", number % 5000),
        },
        digest: Some(digest("file", number)),
        findings: vec![finding],
        unknowns: Vec::new(),
    }
}

/// Every hundredth is an authority that issued the following ones.
fn certificate(number: u64) -> Certificate {
    let authority = number - number % 100;
    let key_algorithm = ALGORITHMS[usize::try_from(number).unwrap_or(0) % ALGORITHMS.len()];
    let key_algorithm = registry::by_name(key_algorithm)
        .unwrap_or_else(|| y2q::model::Algorithm::verbatim(key_algorithm, None));
    Certificate {
        format: "X.509".to_owned(),
        subject: format!("CN=host{number}.example,O=Example"),
        issuer: format!("CN=host{authority}.example,O=Example"),
        serial: format!("{number:x}"),
        not_before: Some(Timestamp::UNIX_EPOCH),
        not_after: Timestamp::from_second(4_000_000_000).ok(),
        is_ca: number == authority,
        self_signed: number == authority,
        key_usage: BTreeSet::from(["digitalSignature".to_owned()]),
        extended_key_usage: BTreeSet::from(["serverAuth".to_owned()]),
        subject_alternative_names: vec![format!("DNS:host{number}.example")],
        fingerprint: digest("certificate", number),
        key_fingerprint: digest("key", number),
        key_algorithm,
        signature_algorithm: registry::by_oid("1.2.840.113549.1.1.11"),
        subject_key_id: Some(format!("{number:040x}")),
        authority_key_id: Some(format!("{authority:040x}")),
    }
}

fn digest(domain: &str, number: u64) -> String {
    let half = AssetId::of(domain, &[&number.to_be_bytes()]);
    format!("{half}{half}")
}

fn timed<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let start = Instant::now();
    let result = work()?;
    println!("{:>9.1} s  {what}; peak so far {}", start.elapsed().as_secs_f64(), peak());
    Ok(result)
}

/// High-water mark of the resident set, as Linux tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}
