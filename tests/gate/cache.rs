//! What a gate keeps from run to run changes how long it takes and nothing else.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::{CODE, checkout, code, gate, record, said, tally};

const CACHE: &str = ".y2q/gate.db";

/// Both gates say the same, byte for byte.
fn agree(folder: &Path, arguments: &[&str]) {
    let form = ["-q", "--format", "json"];
    let without = gate(folder, &[&form[..], arguments].concat());
    let with = gate(folder, &[&form[..], &["--cache", CACHE], arguments].concat());
    assert_eq!(said(&without), said(&with), "{arguments:?}");
    assert_eq!(without.status, with.status, "{arguments:?}");
}

/// What may happen to a folder between two gates.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    Certificate(usize),
    Broken(usize),
    Build,
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (0..4_usize, 0..4_usize).prop_map(|(file, text)| Edit::Write(file, text)),
        (0..4_usize).prop_map(Edit::Remove),
        (0..4_usize, 0..4_usize).prop_map(|(from, to)| Edit::Rename(from, to)),
        (0..4_usize).prop_map(Edit::Certificate),
        (0..4_usize).prop_map(Edit::Broken),
        Just(Edit::Build),
        Just(Edit::Nothing),
    ]
}

impl Edit {
    fn make(&self, folder: &Path) {
        let file = |at: usize| folder.join(format!("src/file{at}.py"));
        let pem = |at: usize| folder.join(format!("src/file{at}.pem"));
        match *self {
            Self::Write(at, text) => {
                let texts = [
                    "x = 1\n",
                    CODE,
                    "import hashlib\nhashlib.sha1(b)\n",
                    "from sizes import BITS\n\
                    from cryptography.hazmat.primitives.asymmetric import rsa\nrsa.generate_private_key(65537, BITS)\n",
                ];
                fs::write(file(at), texts[text]).unwrap();
            }
            Self::Remove(at) => {
                let _ = fs::remove_file(file(at));
                let _ = fs::remove_file(pem(at));
            }
            Self::Rename(from, to) => {
                let _ = fs::rename(file(from), file(to));
            }
            Self::Certificate(at) => {
                let names = ["ec.pem", "root.pem", "mldsa65.pem", "ed25519.pem"];
                fs::copy(format!("inventories/fixtures/x509/{}", names[at]), pem(at))
                    .map(|_| ())
                    .unwrap();
            }
            Self::Broken(at) => {
                fs::write(
                    pem(at),
                    "-----BEGIN CERTIFICATE-----\nMIIDdzCC\n-----END CERTIFICATE-----\n",
                )
                .unwrap();
            }
            // What a file beside it says is part of what is found in another.
            Self::Build => {
                let path = folder.join("src/sizes.py");
                let bits = if path.exists() { 1024 } else { 3072 };
                fs::write(path, format!("BITS = {bits}\n")).unwrap();
            }
            Self::Nothing => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_happens_between_two_gates_they_say_what_one_without_a_cache_says(
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        let folder = checkout();
        agree(folder.path(), &[]);
        for edit in &edits {
            edit.make(folder.path());
            agree(folder.path(), &[]);
        }
        let threads = ["--threads", "1"];
        agree(folder.path(), &threads);
    }
}

#[test]
fn other_options_other_days_and_other_folders_share_a_cache() {
    let folder = checkout();
    fs::write(folder.path().join("note.txt"), "nothing").unwrap();
    agree(folder.path(), &[]);
    agree(folder.path(), &["--at", "2036-01-02"]);
    agree(folder.path(), &["src"]);
    agree(folder.path(), &["--no-archives"]);
    agree(folder.path(), &["--policy", "cnsa-2.0"]);
    fs::remove_file(folder.path().join("src/keys.py")).unwrap();
    agree(folder.path(), &["src"]);
    agree(folder.path(), &[]);
    // The whole of the folder's baseline is written with one as without.
    fs::write(folder.path().join("src/keys.py"), CODE).unwrap();
    assert_eq!(code(&gate(folder.path(), &["--write-baseline", "--cache", CACHE])), 0);
    let with = fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap();
    assert_eq!(code(&gate(folder.path(), &["--write-baseline"])), 0);
    assert_eq!(fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap(), with);
}

#[test]
fn the_cache_itself_is_not_looked_at_and_a_part_does_not_take_the_place_of_all() {
    let folder = checkout();
    let path = folder.path();
    assert_eq!(tally(&record(path, &["--cache", CACHE]), "denied"), 2);
    fs::write(path.join("src/new.py"), "import hashlib\nhashlib.sha1(b)\n").unwrap();
    fs::write(path.join("list"), "src/new.py\n").unwrap();
    assert_eq!(tally(&record(path, &["--cache", CACHE, "--changed", "list"]), "denied"), 1);
    assert_eq!(tally(&record(path, &["--cache", CACHE]), "denied"), 3);
    let text = said(&gate(path, &["--cache", CACHE]));
    assert!(text.contains("scanned 3 files"), "{text}");
}

/// It is said, everything is looked at, and what is no cache stays as it was.
#[test]
fn what_cannot_be_used_as_a_cache_is_left_alone() {
    let folder = checkout();
    let file = folder.path().join("notes.db");
    for bytes in
        [&b"my notes"[..], b"SQLite format 3\0 and then something else that is no database at all"]
    {
        fs::write(&file, bytes).unwrap();
        let output = gate(folder.path(), &["--cache", "notes.db"]);
        assert_eq!(code(&output), 1, "{}", said(&output));
        let text = said(&output);
        assert!(
            text.contains("cannot use notes.db as a cache") && text.contains("2 denied"),
            "{text}"
        );
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    // Torn off in the middle.
    assert_eq!(code(&gate(folder.path(), &["--cache", CACHE])), 1);
    let cache = folder.path().join(CACHE);
    let whole = fs::read(&cache).unwrap();
    for kept in [100, 5000, whole.len() / 2, whole.len() - 4096] {
        fs::write(&cache, &whole[..kept]).unwrap();
        let output = gate(folder.path(), &["--cache", CACHE]);
        assert_eq!(code(&output), 1, "{kept}: {}", said(&output));
        assert!(said(&output).contains("2 denied, 1 warned"), "{kept}: {}", said(&output));
    }
    let output = gate(folder.path(), &["--cache", CACHE, "--db", "x.db"]);
    assert_eq!(code(&output), 2);
}
