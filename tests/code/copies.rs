//! What is known of a copy is what a scan of the copy alone finds, paths of values included.

use std::path::Path;
use std::process::Command;

const CORPORA: [&str; 3] = ["sixth-contact", "third-contact", "tuning"];

/// Place, asset and whatever else is known of everything that is found below `part` of `folder`.
fn found(folder: &Path, part: &str) -> Vec<(String, i64, String, String)> {
    let store =
        folder.with_file_name([folder.file_name().unwrap().to_str().unwrap(), ".store"].concat());
    let output = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "scan", "--threads", "1", "--db"])
        .args([&store, folder])
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
    let store = rusqlite::Connection::open(store).unwrap();
    let mut select = store
        .prepare(
            "SELECT input.path, occurrence.offset, hex(asset.id), occurrence.code || occurrence.confidence
             FROM occurrence JOIN input ON input.key = occurrence.input JOIN asset ON asset.key = occurrence.asset
             WHERE occurrence.detector = 'source-code' AND substr(input.path, 1, length(?1)) = ?1 ORDER BY 1, 2, 3, 4",
        )
        .unwrap();
    let rows =
        select.query_map([part], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

/// Copies a folder; where it is to be changed, some files are left out and sizes in others are different.
fn copy(from: &Path, to: &Path, is_changed: bool) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        // The same files every time, whatever they are called.
        let sum = path
            .to_str()
            .unwrap()
            .bytes()
            .fold(7, |sum: usize, byte| sum * 31 % 9973 + usize::from(byte));
        if path.is_dir() {
            copy(&path, &to, is_changed);
        } else if is_changed && sum.is_multiple_of(5) {
            if sum.is_multiple_of(2) {
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(&to, text.replace("2048", "1536").replace("256", "512")).unwrap();
            }
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn a_copy_gives_what_it_gives_alone() {
    let room = tempfile::tempdir().unwrap();
    let room = |name: &str| room.path().join(name);
    for corpus in CORPORA {
        let from = Path::new("inventories/source-code").join(corpus);
        for part in ["release-7.1", "release-7.2", "release-7.3", "release-7.4"] {
            let is_changed = part == "release-7.3";
            copy(&from, &room("all").join(part).join(corpus), is_changed);
            if matches!(part, "release-7.2" | "release-7.3") {
                copy(&from, &room(part).join(part).join(corpus), is_changed);
            }
        }
    }
    let same = found(&room("release-7.2"), "");
    let changed = found(&room("release-7.3"), "");
    assert!(same.len() > 2_000 && changed.len() > 1_500, "{} {}", same.len(), changed.len());
    for (part, expected) in [
        ("release-7.1", &same),
        ("release-7.2", &same),
        ("release-7.3", &changed),
        ("release-7.4", &same),
    ] {
        let own = if part == "release-7.3" { part } else { "release-7.2" };
        let told = |text: &str| text.replace(&format!("{part}/"), &format!("{own}/"));
        let there = found(&room("all"), &format!("{part}/")).into_iter();
        let there: Vec<_> =
            there.map(|(path, at, id, code)| (told(&path), at, id, told(&code))).collect();
        for (there, expected) in there.iter().zip(expected) {
            assert_eq!(there, expected, "{part}");
        }
        assert_eq!(there.len(), expected.len(), "{part}");
    }
}

/// A file that defines what another uses, in folders that are called otherwise.
#[test]
fn what_lies_around_a_copy_counts() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("tree");
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let seal = "from cryptography.hazmat.primitives.asymmetric import rsa\nfrom sizes import BITS\n\
                key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)\n";
    for part in ["gate-1", "gate-2", "gate-3", "gate-4", "tests"] {
        put(&format!("{part}/door/seal.py"), seal);
    }
    put("gate-1/door/sizes.py", "BITS = 2048\n");
    put("gate-2/door/sizes.py", "BITS = 2048\n");
    put("gate-3/door/sizes.py", "BITS = 4096\n");
    // What is nearer counts, and what is above all of them only where nothing is nearer.
    put("gate-4/sizes.py", "BITS = 1024\n");
    put("sizes.py", "BITS = 3072\n");
    let rows = found(&folder, "");
    let said: Vec<(&str, bool, &str)> = rows
        .iter()
        .map(|(path, _, _, code)| {
            let place = code.split("\"path\":\"").nth(1).and_then(|rest| rest.split('"').next());
            (path.as_str(), code.contains("\"is_test\":true"), place.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("gate-1/door/seal.py", false, "gate-1/door/sizes.py"),
            ("gate-2/door/seal.py", false, "gate-2/door/sizes.py"),
            ("gate-3/door/seal.py", false, "gate-3/door/sizes.py"),
            ("gate-4/door/seal.py", false, "gate-4/sizes.py"),
            ("tests/door/seal.py", true, "sizes.py"),
        ]
    );
    let asset = |at: usize| rows[at].2.as_str();
    assert_eq!(asset(0), asset(1));
    assert_eq!([0, 2, 3, 4].map(asset).iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
}
