//! Passwords given to a scan: what they open, and that they are never told.

use std::path::Path;

use super::{text, y2q};

#[test]
fn passwords_open_and_are_never_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = tempfile::tempdir().unwrap();
    let fixture = |name: &str| {
        let path = Path::new("inventories/fixtures").join(name);
        path.canonicalize().unwrap().to_str().unwrap().to_owned()
    };
    let store = fixture("keystores/pbes2.p12");
    let list = here.path().join("list");
    std::fs::write(&list, "correct horse battery\nfixture\n").unwrap();
    let scan = |file: &str| {
        y2q(here.path(), &["scan", &store, "--passwords", file, "--format", "json", "-o", "-"])
    };
    for (mode, is_warned) in [(0o600, false), (0o640, false), (0o644, true)] {
        std::fs::set_permissions(&list, std::fs::Permissions::from_mode(mode)).unwrap();
        let scanned = scan("list");
        let (told, said) = (text(&scanned.stdout), text(&scanned.stderr));
        assert!(scanned.status.success(), "{said}");
        assert!(told.contains("CN=leaf.example"), "{told}");
        assert_eq!(said.contains("chmod 600"), is_warned, "{said}");
        let kept = std::fs::read(here.path().join("y2q.db")).unwrap();
        for output in [told.as_bytes(), said.as_bytes(), &kept] {
            // The alias of the key is `leaf`; neither password occurs.
            assert!(memchr::memmem::find(output, b"correct horse").is_none());
            assert!(!text_lossy(output).replace("inventories/fixtures", "").contains("fixture"));
        }
    }
    std::fs::write(here.path().join("long"), format!("secret\n{}", "secret".repeat(1000))).unwrap();
    std::fs::write(here.path().join("binary"), b"secret\xFF").unwrap();
    for (file, words) in
        [("long", "line 2 is longer"), ("binary", "is not UTF-8"), ("none", "none")]
    {
        let refused = scan(file);
        assert_eq!(refused.status.code(), Some(2), "{file}");
        let said = text(&refused.stderr);
        assert!(said.contains(words) && !said.contains("secret"), "{file}: {said}");
    }
}

fn text_lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_passwords_opened_or_a_fresh_scan_read_is_not_taken_for_known() {
    use std::os::unix::fs::PermissionsExt as _;
    let here = tempfile::tempdir().unwrap();
    std::fs::copy("inventories/fixtures/keystores/pbes2.p12", here.path().join("store.p12"))
        .unwrap();
    let list = here.path().join("list");
    std::fs::write(&list, "fixture\n").unwrap();
    std::fs::set_permissions(&list, std::fs::Permissions::from_mode(0o600)).unwrap();
    let scan = |more: &[&str]| {
        let every = ["scan", "store.p12", "--format", "json", "-o", "-"];
        let scanned = y2q(here.path(), &[&every, more].concat());
        (text(&scanned.stdout), text(&scanned.stderr).contains("1 unchanged"))
    };
    let (closed, is_known) = scan(&[]);
    assert!(!is_known && !closed.contains("CN=leaf.example"));
    assert!(scan(&[]).1);
    let (opened, is_known) = scan(&["--passwords", "list"]);
    assert!(!is_known && opened.contains("CN=leaf.example"));
    assert!(!scan(&[]).1);
    assert!(!scan(&["--fresh"]).1);
    assert!(scan(&[]).1);
}
