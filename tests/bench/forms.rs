use std::path::Path;
use std::process::{Command, Output};

use y2q::bench::front::{Point, mark, panels};
use y2q::bench::report::{Handshake, Implementation, Omission, Report, Standing};
use y2q::report::bench as form;

use super::fixtures::{report, row, time};

fn sample() -> Report {
    let mut report = report(vec![
        row("ml-kem-768", "key generation", 18_600.0),
        row("ml-kem-768", "encapsulate", 18_100.0),
        row("ml-kem-768", "decapsulate", 19_800.0),
        row("ml-dsa-65", "key generation", 58_600.0),
        row("ml-dsa-65", "sign", 176_000.0),
        row("ml-dsa-65", "verify", 60_600.0),
    ]);
    report.operations[2].time = time(19_800.0, 0.9);
    report.operations[4].implementation = Implementation::ReferenceC;
    report.operations[4].note = "<script>alert(1)</script> | a bar".to_owned();
    report.operations[3].stack = Some(45_056);
    report.operations[3].heap = Some(512);
    report.operations[1].sum_of_parts = Some(17_900.0);
    report.handshakes = vec![
        handshake("rustls 0.23 + aws-lc-rs 1", "memory"),
        handshake("rustls 0.23 + aws-lc-rs 1", "loopback"),
        handshake("OpenSSL 3.6.3", "memory"),
    ];
    report.backends.push(Standing {
        backend: "made".to_owned(),
        standing: "unmaintained since a while".to_owned(),
        advisories: vec!["RUSTSEC-2026-0000".to_owned()],
    });
    report.omitted.push(Omission {
        subject: "made-1".to_owned(),
        backend: "made".to_owned(),
        reason: "not timed: another shared secret than the known answer".to_owned(),
    });
    report
}

fn handshake(backend: &str, carrier: &str) -> Handshake {
    Handshake {
        backend: backend.to_owned(),
        group: "SecP384r1MLKEM1024".to_owned(),
        chain: "SLH-DSA-128s CA".to_owned(),
        carrier: carrier.to_owned(),
        client: time(250_000.0, 0.01),
        server: time(200_000.0, 0.01),
        ratio: 12.5,
        flights: vec![1849, 25_000, 80],
        certificates: vec![9_500, 8_200],
        records: (3, 4),
    }
}

fn written(write: impl Fn(&mut dyn std::io::Write, &Report) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out, &sample()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_document_keeps_to_its_schema() {
    let schema = std::fs::read_to_string("docs/schemas/y2q-bench-1.schema.json").unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut document = serde_json::to_value(sample()).unwrap();
    let errors =
        validator.iter_errors(&document).map(|error| error.to_string()).collect::<Vec<_>>();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(serde_json::from_value::<Report>(document.clone()).unwrap(), sample());
    document["operations"][0]["time"]["median"] = "fast".into();
    assert!(!validator.is_valid(&document), "the schema checks something");
}

#[test]
fn tables_fit_the_terminal_and_print_no_noise() {
    for columns in [80, 120] {
        let text = written(|out, report| form::write_text(out, report, columns));
        let text = anstream_stripped(&text);
        for line in text.lines() {
            assert!(line.chars().count() <= columns, "{columns}: {line}");
        }
        let line = text.lines().find(|line| line.starts_with("ml-kem-768")).unwrap();
        assert!(line.contains("18.6 µs") && line.contains("18.1 µs"), "{line}");
        assert!(line.contains("too noisy") && !line.contains("19.8"), "{line}");
        // Those over loopback are in the other forms.
        let handshakes = text.lines().filter(|line| line.starts_with("SecP384r1MLKEM1024"));
        let handshakes = handshakes.collect::<Vec<_>>();
        assert_eq!(handshakes.len(), 2, "{text}");
        for word in ["SLH-DSA-128s CA", "3636", "4545", "12.5×", "1929/25000"] {
            assert!(handshakes[0].contains(word), "{word}: {}", handshakes[0]);
        }
        for said in [
            "OpenSSL 3.6.3",
            "unmaintained",
            "RUSTSEC-2026-0000",
            "tells the code, not the scheme",
            "Without a figure",
        ] {
            assert!(text.replace('\n', " ").contains(said), "{said}: {text}");
        }
    }
}

/// Without terminal styles.
fn anstream_stripped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain + rest
}

#[test]
fn csv_and_markdown_have_a_row_an_operation() {
    let csv = written(form::write_csv);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows = rows.records().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(rows.len(), 6);
    assert_eq!((&rows[4][0], &rows[4][3], &rows[4][7]), ("ml-dsa-65", "reference-c", "176000.0"));
    let markdown = written(form::write_markdown);
    assert_eq!(markdown.lines().filter(|line| line.starts_with("| ml-")).count(), 6);
    let generation = markdown.lines().find(|line| line.contains("| 44.0 KiB | 512 B |"));
    assert!(generation.is_some_and(|line| line.contains("| key generation |")), "{markdown}");
    assert!(markdown.contains("| 17.9 µs |"), "the sum of parts");
    let handshakes = "| 3636 | 4545 | 1849, 25000, 80 | 9500, 8200 | 3 / 4 |";
    assert_eq!(markdown.matches(handshakes).count(), 3, "{markdown}");
}

#[test]
fn the_short_table_has_a_row_a_scheme_and_library() {
    let brief = written(form::write_brief);
    let rows = brief.lines().filter(|line| line.starts_with("| ml-")).collect::<Vec<_>>();
    assert_eq!(rows.len(), 2, "{brief}");
    assert!(
        rows[0]
            .starts_with("| ml-kem-768 | made | vector | 18.6 µs | 18.1 µs | 1.50× | too noisy |")
    );
    assert!(!brief.contains("SecP384r1MLKEM1024"), "a group that few weigh");
}

#[test]
fn the_page_loads_nothing_and_escapes_what_it_shows() {
    let page = written(form::write_html);
    assert!(page.contains("Content-Security-Policy") && !page.contains("<script>"));
    assert!(page.contains("&lt;script&gt;"));
    assert!(page.contains("TLS 1.3 handshakes") && page.contains("<td>17700</td>"));
    assert!(page.contains("<td>44.0 KiB</td><td>512 B</td>"));
    for address in ["http://", "https://", "src=", "url(\""] {
        assert!(!page.contains(address), "{address}");
    }
    assert_eq!(page.matches("<svg").count(), 1, "the noisy scheme has no point");
    assert!(page.contains("Signatures, category 3"));
}

#[test]
fn the_front_is_what_nothing_beats() {
    let point = |bytes, time| Point {
        scheme: String::new(),
        backend: String::new(),
        implementation: Implementation::Vectorised,
        bytes,
        time,
        front: false,
    };
    let mut points = [
        point(1.0, 9.0),
        point(2.0, 5.0),
        point(2.0, 6.0),
        point(3.0, 5.0),
        point(4.0, 1.0),
        point(4.0, 1.0),
    ];
    mark(&mut points);
    let front = points.iter().map(|point| point.front).collect::<Vec<_>>();
    assert_eq!(front, [true, true, false, false, true, true]);
    let panels = panels(&sample());
    assert_eq!(panels.len(), 1);
    assert_eq!((panels[0].category, panels[0].points[0].time), (Some(3), 236_600.0));
}

fn y2q(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q"))
        .arg("bench")
        .args(arguments)
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_run_is_kept_shown_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("run.json");
    let kept = kept.to_str().unwrap();
    let run = [
        "--quick",
        "--scheme",
        "ed25519",
        "--backend",
        "ring",
        "--operation",
        "verify",
        "-o",
        kept,
    ];
    let output = y2q(&run);
    assert!(output.status.success(), "{}", said(&output));
    let mut report =
        serde_json::from_str::<Report>(&std::fs::read_to_string(kept).unwrap()).unwrap();
    assert!(report.complete);
    assert_eq!(report.operations.len(), 1);
    // A busy machine makes a noisy figure, which is like nothing, not even itself.
    report.operations[0].time.noisy = false;
    std::fs::write(kept, serde_json::to_string(&report).unwrap()).unwrap();
    let shown = y2q(&["--from", kept, "--format", "md"]);
    assert!(String::from_utf8(shown.stdout).unwrap().contains("| ed25519 |"));
    let same = y2q(&["--from", kept, "--compare", kept]);
    assert!(String::from_utf8(same.stdout).unwrap().contains("1 figure is as before"));
}

#[test]
fn wrong_words_and_files_are_told_before_anything_is_measured() {
    let output = y2q(&["--scheme", "ml-ken-768"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no scheme `ml-ken-768`"), "{}", said(&output));
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let with = |path: &Path| y2q(&["--quick", "--compare", path.to_str().unwrap()]);
    let newer = with(&file("newer.json", "{\"y2q-bench\": 2}"));
    assert_eq!(newer.status.code(), Some(2));
    assert!(said(&newer).contains("version 2 of the format"), "{}", said(&newer));
    let other = with(&file("other.json", "{\"bomFormat\": \"CycloneDX\"}"));
    assert!(said(&other).contains("is no run of y2q bench"), "{}", said(&other));
    let text = serde_json::to_string(&sample()).unwrap();
    let machine = with(&file("machine.json", &text));
    assert!(said(&machine).contains("different machines"), "{}", said(&machine));
}

#[test]
fn the_list_names_every_backend_and_how_it_stands() {
    let text = String::from_utf8(y2q(&["--list"]).stdout).unwrap();
    for backend in y2q::bench::backends::BACKENDS {
        assert!(text.contains(backend.id) && text.contains(backend.standing), "{}", backend.id);
    }
}
