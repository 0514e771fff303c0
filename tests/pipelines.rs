//! Signing steps of pipelines against a table written by hand and the lines that PyYAML sees.

use std::path::Path;

use y2q::detect::{DETECTORS, Sink};
use y2q::scan::examine;

fn text(name: &str) -> String {
    let path = Path::new("inventories/fixtures/pipelines").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What the detector of pipelines says: lines and names, `unknown` where it cannot tell.
fn seen(sink: &Sink) -> Vec<(u32, String)> {
    let own = |detector: &str| detector == "pipeline-signing";
    let findings = sink.findings.iter().filter(|found| own(&found.occurrence.detector));
    let mut seen = findings
        .map(|found| (found.occurrence.line.unwrap(), found.asset.name()))
        .collect::<Vec<_>>();
    let unknowns =
        sink.unknowns.iter().filter(|unknown| unknown.detector.as_deref().is_some_and(own));
    seen.extend(unknowns.map(|unknown| (unknown.line.unwrap(), "unknown".to_owned())));
    seen.sort();
    seen
}

#[test]
fn steps_that_sign_are_those_of_the_table() {
    let (truth, leaves) = (text("truth.tsv"), text("leaves.tsv"));
    for file in [".github/workflows/release.yml", ".gitlab-ci.yml"] {
        let rows = truth.lines().filter_map(|row| row.strip_prefix(file)?.strip_prefix('\t'));
        let mut expected = Vec::new();
        for row in rows {
            let mut fields = row.split('\t');
            let (line, name) = (fields.next().unwrap(), fields.next().unwrap());
            assert!(leaves.contains(&format!("{file}\t{line}\t")), "{file} {line}");
            expected.push((line.parse().unwrap(), name.to_owned()));
        }
        assert!(!expected.is_empty(), "{file}");
        let sink = examine(DETECTORS, file, text(file).as_bytes());
        assert_eq!(seen(&sink), expected, "{file}");
        assert!(!format!("{sink:?}").contains("GPG_PRIVATE_KEY"));
    }
}

#[test]
fn other_files_that_name_actions_are_none() {
    let text = "Use `actions/attest@v1` or crazy-max/ghaction-import-gpg in a step:\n  uses: actions/attest@v1\n";
    for name in ["README.md", ".github/workflows/README.md", "notes.yml"] {
        let sink = examine(DETECTORS, name, text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{name}: {sink:?}");
    }
    let other = "jobs:\n  a:\n    steps:\n    - uses: somebody/actions/attest@v1\n    - run: echo actions/attest\n";
    let sink = examine(DETECTORS, ".github/workflows/a.yml", other.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
}
