//! Lists in the documentation are made from the things they list. `BLESS=1 cargo test` rewrites them.

use std::fmt::Write as _;
use std::fs;

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
