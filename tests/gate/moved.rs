//! What moves is the same: renames, lines, indentation, line ends, threads.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::{CODE, accepted, code, gate, record, said, tally};

/// Nothing is new and nothing is gone.
fn unchanged(folder: &Path, arguments: &[&str]) {
    let record = record(folder, arguments);
    let counts = ["denied", "warned", "allowed", "fixed"].map(|what| tally(&record, what));
    assert_eq!((counts, tally(&record, "known")), ([0; 4], 3), "{record:#}");
}

#[test]
fn lines_names_and_line_ends_do_not_matter() {
    let folder = accepted();
    let file = folder.path().join("src/keys.py");
    fs::write(&file, format!("{}{CODE}", "# a line\n".repeat(100))).unwrap();
    unchanged(folder.path(), &[]);
    fs::write(&file, CODE.replace('\n', "\r\n")).unwrap();
    unchanged(folder.path(), &[]);
    fs::write(&file, CODE.replace("    return", "        return")).unwrap();
    unchanged(folder.path(), &[]);
    fs::create_dir(folder.path().join("lib")).unwrap();
    fs::rename(&file, folder.path().join("lib/other.py")).unwrap();
    unchanged(folder.path(), &[]);
    for threads in ["1", "2", "7"] {
        unchanged(folder.path(), &["--threads", threads]);
    }
    unchanged(folder.path(), &["lib"]);
}

#[test]
fn a_baseline_of_any_order_is_the_same_and_writing_it_again_changes_nothing() {
    let folder = accepted();
    let path = folder.path().join("y2q-baseline.tsv");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    fs::write(&path, lines.join("\r\n")).unwrap();
    unchanged(folder.path(), &[]);
    assert_eq!(code(&gate(folder.path(), &["--write-baseline"])), 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Functions in any order, in any number of files, with any blank lines between them.
    #[test]
    fn order_and_files_do_not_matter(
        order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle(),
        files in prop::collection::vec(0..3_usize, 4),
        gap in 0..40_usize,
    ) {
        let folder = accepted();
        fs::remove_file(folder.path().join("src/keys.py")).unwrap();
        let (head, functions) = CODE.split_once("\n\n\n").unwrap();
        let functions: Vec<&str> = functions.split("\n\n\n").collect();
        let mut texts = vec![head.to_owned(); 3];
        for (at, file) in order.iter().zip(files) {
            texts[file].push_str(&"\n".repeat(3 + gap));
            texts[file].push_str(functions[*at]);
        }
        for (at, text) in texts.iter().enumerate() {
            fs::write(folder.path().join(format!("src/part{at}.py")), text).unwrap();
        }
        unchanged(folder.path(), &[]);
    }
}

#[test]
fn a_baseline_says_where_things_were() {
    let folder = accepted();
    let text = fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap();
    let mut kinds: Vec<&str> =
        text.lines().skip(1).map(|line| line.split('\t').nth(1).unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["broken", "broken", "quantum-vulnerable"], "{text}");
    assert!(text.lines().skip(1).all(|line| line.contains("\tsrc/keys.py\t")), "{text}");
    let output = gate(folder.path(), &["--write-baseline"]);
    assert!(said(&output).contains("accepted 3 findings"), "{}", said(&output));
}
