//! Only what a list names, and what came between two inventories.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{CODE, accepted, code, gate, record, said, tally};

pub(super) const WEAK: &str =
    "import hashlib\n\n\ndef f(data):\n    return hashlib.sha1(data).digest()\n";

#[test]
fn a_list_of_files_is_looked_at_alone() {
    let folder = accepted();
    let path = folder.path();
    fs::write(path.join("src/new.py"), WEAK).unwrap();
    fs::write(path.join("src/other.py"), WEAK).unwrap();
    fs::write(path.join("list"), "./src/new.py\nsrc/gone.py\n\n").unwrap();
    std::os::unix::fs::symlink("other.py", path.join("src/link.py")).unwrap();
    let found = record(path, &["--changed", "list"]);
    assert_eq!((tally(&found, "denied"), tally(&found, "fixed")), (1, 0), "{found:#}");
    fs::write(path.join("list"), "src/link.py\n").unwrap();
    assert_eq!(tally(&record(path, &["--changed", "list"]), "denied"), 0, "a link is not followed");
    fs::write(path.join("list"), "").unwrap();
    assert_eq!(record(path, &["--changed", "list"])["answer"], "pass");
    assert_eq!(code(&gate(path, &["--changed", "none"])), 2);
    assert_eq!(code(&gate(path, &["--changed", "list", "src", "list"])), 2);
}

#[test]
fn two_inventories_are_compared() {
    let folder = accepted();
    let path = folder.path();
    let y2q = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_y2q"))
            .current_dir(path)
            .arg("-q")
            .args(arguments)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    };
    assert!(y2q(&["scan", "src", "--db", "one.db"]).status.success());
    fs::write(path.join("src/keys.py"), CODE.replace("hashlib.md5", "hashlib.sha1")).unwrap();
    assert!(y2q(&["scan", "src", "--db", "two.db"]).status.success());
    let text = said(&y2q(&["diff", "one.db", "two.db", "--at", "2026-11-26"]));
    assert!(text.contains("1 added\n  keys.py:7  broken: SHA-1"), "{text}");
    assert!(text.contains("1 removed\n  keys.py  broken: MD5"), "{text}");
    assert!(text.ends_with("2 unchanged\n"), "{text}");
    let same: Value =
        serde_json::from_slice(&y2q(&["diff", "one.db", "one.db", "--format", "json"]).stdout)
            .unwrap();
    assert_eq!((&same["unchanged"], &same["added"]), (&3.into(), &Value::Array(Vec::new())));
    let arguments = [
        "diff",
        "one.db",
        "one.db",
        "--at",
        "2026-11-26",
        "--then",
        "2036-01-02",
        "--format",
        "json",
    ];
    let later: Value = serde_json::from_slice(&y2q(&arguments).stdout).unwrap();
    assert_eq!(later["worse"][0]["was"], "quantum-vulnerable", "{later:#}");
    let arguments = [
        "diff",
        "one.db",
        "one.db",
        "--at",
        "2036-01-02",
        "--then",
        "2026-11-26",
        "--format",
        "md",
    ];
    let earlier = said(&y2q(&arguments));
    assert!(earlier.contains("### 1 better"), "{earlier}");
}
