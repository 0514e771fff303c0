//! Texts that mention cryptography and hold none: nothing is found in them and nothing is missing.

use y2q::detect::DETECTORS;
use y2q::scan::examine;

const FIXTURES: &str = "inventories/fixtures/mentions";

#[test]
fn texts_that_only_mention_cryptography_hold_none() {
    let files = std::fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path());
    let mut files = files.collect::<Vec<_>>();
    files.sort();
    assert!(files.len() >= 25, "{}", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read(&file).unwrap();
        let windows = String::from_utf8_lossy(&text).replace('\n', "\r\n");
        for bytes in [text.as_slice(), windows.as_bytes()] {
            let sink = examine(DETECTORS, &name, bytes);
            let found = sink.findings.iter().map(|finding| finding.asset.name());
            let missed = sink.unknowns.iter().map(|unknown| unknown.detail.clone());
            wrong.extend(found.chain(missed).map(|said| format!("{name}: {said}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_documents_of_this_project_hold_none() {
    let names = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "docs/accuracy.md",
    ];
    for name in names {
        let sink = examine(DETECTORS, name, &std::fs::read(name).unwrap());
        assert!(sink.findings.is_empty(), "{name}: {:?}", sink.findings);
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    }
}

/// A long change log names directives and has more semicolons than any configuration.
#[test]
fn long_texts_without_an_ending_are_no_configuration() {
    let text = "  * ssl_protocols and ssl_certificate: new; ssl-default-bind-ciphers: gone;\n"
        .repeat(200_000);
    let sink = examine(DETECTORS, "doc/changelog", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}
