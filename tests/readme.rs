//! Lists in the documentation are made from the things they list. `BLESS=1 cargo test` rewrites them.

use std::fmt::Write as _;
use std::fs;

use y2q::cost::Costs;

fn compare_or_bless(path: &str, name: &str, list: &str) {
    let text = fs::read_to_string(path).unwrap();
    let (begin, end) = (format!("<!-- begin {name} -->\n"), format!("<!-- end {name} -->"));
    let start =
        text.find(&begin).unwrap_or_else(|| panic!("{path} has no list of {name}")) + begin.len();
    let stop = start + text[start..].find(&end).unwrap();
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{}{list}{}", &text[..start], &text[stop..])).unwrap();
        return;
    }
    assert!(
        text[start..stop] == *list,
        "the list of {name} in {path} is old; BLESS=1 cargo test rewrites it"
    );
}

#[test]
fn the_readme_lists_the_detectors() {
    let mut list = "| detector | finds |\n|---|---|\n".to_owned();
    for detector in y2q::detect::DETECTORS {
        writeln!(list, "| `{}` | {} |", detector.id, detector.title).unwrap();
    }
    compare_or_bless("README.md", "detectors", &list);
}

#[test]
fn the_readme_lists_the_policies() {
    let mut list =
        "| policy | document | edition | binding | applies to |\n|---|---|---|---|---|\n"
            .to_owned();
    for policy in y2q::policy::shipped() {
        let binding = serde_json::to_value(policy.binding).unwrap();
        let populations =
            policy.applies_to.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        writeln!(
            list,
            "| `{}` | {}, {} | {} | {} | {populations} |",
            policy.id,
            policy.authority,
            policy.title,
            policy.edition,
            binding.as_str().unwrap().replace('_', " "),
        )
        .unwrap();
    }
    compare_or_bless("README.md", "policies", &list);
}

#[test]
fn the_list_of_detectors_equals_the_folder() {
    let source = fs::read_to_string("src/detect/mod.rs").unwrap();
    let mut files = fs::read_dir("src/detect")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .filter(|path| fs::read_to_string(path).unwrap().contains("pub const DETECTOR: Detector"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|stem| stem != "mod")
        .collect::<Vec<_>>();
    files.sort();
    let (begin, end) = ("// begin generated: detectors\n", "    // end generated: detectors");
    let start = source.find(begin).unwrap() + begin.len();
    let stop = start + source[start..].find(end).unwrap();
    let list =
        files.iter().fold(String::new(), |list, stem| format!("{list}    &{stem}::DETECTOR,\n"));
    if std::env::var_os("BLESS").is_some() {
        fs::write("src/detect/mod.rs", format!("{}{list}{}", &source[..start], &source[stop..]))
            .unwrap();
        return;
    }
    assert_eq!(source[start..stop], list, "BLESS=1 cargo test rewrites the list of detectors");
    for (detector, stem) in y2q::detect::DETECTORS.iter().zip(&files) {
        assert_eq!(detector.id, stem.replace('_', "-"));
        assert!(!detector.title.is_empty() && detector.about.len() > 60, "{}", detector.id);
    }
}

/// The newest file of `benches/results/` whose name ends so: names begin with the day.
fn newest(ending: &str) -> std::path::PathBuf {
    let files = fs::read_dir("benches/results").unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files.pop().unwrap_or_else(|| panic!("no {ending} in benches/results"))
}

fn reference_run() -> y2q::bench::report::Report {
    serde_json::from_str(&fs::read_to_string(newest("-bench.json")).unwrap()).unwrap()
}

#[test]
fn the_readme_has_the_newest_run() {
    let run = reference_run();
    assert!(run.complete, "a reference run comes to its end");
    let mut table = Vec::new();
    y2q::report::bench::write_brief(&mut table, &run).unwrap();
    compare_or_bless("README.md", "benchmarks", &String::from_utf8(table).unwrap());
}

/// Plans are priced with the newest run, to four digits.
#[test]
fn the_figures_that_ship_are_of_the_newest_run() {
    let run = reference_run();
    let environment = &run.environment;
    let mut table = format!(
        "# y2q's reference figures: one core of a machine with {}, {}\nscheme,operation,microseconds,by\n",
        environment.cpu,
        &environment.started[..10]
    );
    let measured = y2q::bench::costs::costs(&run, "");
    for (scheme, operation, cost) in measured.rows() {
        assert!(!scheme.contains(',') && !cost.by.contains("pqcrypto"), "{scheme} by {}", cost.by);
        let digits = (3 - cost.microseconds.log10().floor() as i32).max(0) as usize;
        let (word, by) = (operation.word(), &cost.by);
        writeln!(table, "{scheme},{word},{:.digits$},{by}", cost.microseconds).unwrap();
    }
    let path = "src/cost/reference.csv";
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &table).unwrap();
        return;
    }
    assert!(
        fs::read_to_string(path).unwrap() == table,
        "{path} is old; BLESS=1 cargo test rewrites it"
    );
    let shipped = Costs::reference();
    assert_eq!((shipped.len(), shipped.len() > 150), (measured.len(), true));
    assert!(shipped.basis.contains(&environment.cpu));
}

/// What `openssl speed` said in the hour of the newest run, as multiples of the libraries' figures.
#[test]
fn the_benchmarks_have_their_anchors() {
    let run = reference_run();
    let text = fs::read_to_string(newest("-openssl.csv")).unwrap();
    let version = text.lines().next().unwrap().trim_start_matches("# ");
    let version = version.split(" (").next().unwrap();
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let mut table = format!(
        "{version}, `openssl speed`, beside the run of {}. Multiples above 1: the library is slower than OpenSSL.\n\n\
         | scheme | operation | OpenSSL | library / OpenSSL |\n|---|---|---:|---|\n",
        &run.environment.started[..10]
    );
    let mut compared = 0;
    for row in rows.deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        let microseconds = row["microseconds"].parse::<f64>().unwrap();
        let same = run.operations.iter().filter(|own| {
            own.scheme == row["scheme"]
                && own.operation == row["operation"]
                && own.message.is_none_or(|size| size == 64)
        });
        let ratios: Vec<String> = same
            .map(|own| {
                let ratio = own.figure.of(&own.time) / 1e3 / microseconds;
                let noise = if own.time.noisy { " (too noisy)" } else { "" };
                format!("{} {ratio:.2}{noise}", own.backend)
            })
            .collect();
        compared += ratios.len();
        writeln!(
            table,
            "| {} | {} | {microseconds:.1} µs | {} |",
            row["scheme"],
            row["operation"],
            ratios.join(", ")
        )
        .unwrap();
    }
    assert!(compared > 30, "{compared}");
    compare_or_bless("docs/benchmarks.md", "anchors", &table);
}
