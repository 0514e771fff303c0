//! Levels, waivers, and permissions beside the code.

use std::fs;

use super::{CODE, checkout, code, gate, record, said, tally};

fn with_settings(text: &str) -> tempfile::TempDir {
    let folder = checkout();
    fs::write(folder.path().join("y2q.toml"), text).unwrap();
    folder
}

const WAIVER: &str = "\
[[gate.waiver]]
rule = [\"broken/md5\"]
path = [\"src/**\"]
reason = \"cache keys, no protection\"
owner = \"platform\"
expires = 2027-03-31
";

#[test]
fn a_waiver_covers_what_it_names_until_its_day() {
    let folder = with_settings(WAIVER);
    let found = record(folder.path(), &[]);
    assert_eq!((tally(&found, "waived"), tally(&found, "denied")), (1, 1), "{found:#}");
    let waived = found["findings"].as_array().unwrap().iter().find(|one| one["state"] == "waived");
    let permission = &waived.unwrap()["permission"];
    assert_eq!(
        (&permission["owner"], &permission["until"]),
        (&"platform".into(), &"2027-03-31".into())
    );
    // It has expired: it covers nothing, and is a failure of its own.
    let folder = with_settings(&WAIVER.replace("2027-03-31", "\"2026-03-31\""));
    let found = record(folder.path(), &[]);
    assert_eq!((tally(&found, "waived"), tally(&found, "denied")), (0, 2), "{found:#}");
    assert_eq!(found["expired_waivers"][0]["line"], 1);
    // One that has expired does not stand before one that has not.
    let renewed = format!("{}\n{WAIVER}", WAIVER.replace("2027", "2025"));
    let found = record(with_settings(&renewed).path(), &[]);
    assert_eq!(tally(&found, "waived"), 1, "{found:#}");
    assert_eq!(found["unused_waivers"].as_array().unwrap().len(), 0);
    let elsewhere = format!("{}\n{}", WAIVER, WAIVER.replace("broken/md5", "broken/rc4"));
    let output = gate(with_settings(&elsewhere).path(), &[]);
    assert!(said(&output).contains("line 8 covers nothing"), "{}", said(&output));
}

#[test]
fn an_expired_waiver_fails_what_would_pass() {
    let folder = with_settings(&WAIVER.replace("2027-03-31", "2026-03-31"));
    fs::write(folder.path().join("src/keys.py"), "x = 1\n").unwrap();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    assert!(said(&output).contains("expired on 2026-03-31"), "{}", said(&output));
}

#[test]
fn a_permission_beside_the_code_covers_its_line_until_its_day() {
    let folder = checkout();
    let file = folder.path().join("src/keys.py");
    let line = "    return hashlib.md5(data).hexdigest()";
    let permit = "# y2q: allow(broken/md5) until 2027-03-31 because it is a cache key";
    for text in [
        CODE.replace(line, &format!("{line}  {permit}")),
        CODE.replace(line, &format!("    {permit}\n{line}")),
        CODE.replace(line, &format!("{line}  {}", permit.replace("broken/md5", "DES, md5"))),
    ] {
        fs::write(&file, text).unwrap();
        let found = record(folder.path(), &[]);
        assert_eq!((tally(&found, "waived"), tally(&found, "denied")), (1, 1), "{found:#}");
    }
    // Another rule, a past day, a line that is not beside it: nothing is permitted.
    for text in [
        CODE.replace(line, &format!("{line}  {}", permit.replace("md5", "rc4"))),
        CODE.replace(line, &format!("{line}  {}", permit.replace("2027", "2025"))),
        CODE.replace(line, &format!("    {permit}\n\n{line}")),
    ] {
        fs::write(&file, text).unwrap();
        let found = record(folder.path(), &[]);
        assert_eq!((tally(&found, "waived"), tally(&found, "denied")), (0, 2), "{found:#}");
    }
}

#[test]
fn a_permission_that_says_too_little_is_a_fault() {
    let folder = checkout();
    let line = "    return hashlib.md5(data).hexdigest()";
    for (permit, fault) in [
        ("# y2q: allow(md5)", "without an end"),
        ("# y2q: allow(md5) until spring because", "no day"),
        ("# y2q: allow(md5) until 2027-01-01", "without a reason"),
        ("# y2q: allow() until 2027-01-01 because", "of nothing"),
        ("# y2q: allow md5", "without a rule"),
    ] {
        fs::write(
            folder.path().join("src/keys.py"),
            CODE.replace(line, &format!("{line} {permit}")),
        )
        .unwrap();
        let output = gate(folder.path(), &[]);
        assert_eq!(code(&output), 2, "{permit}: {}", said(&output));
        let text = said(&output);
        assert!(text.contains(fault) && text.contains("src/keys.py:7"), "{permit}: {text}");
    }
}

#[test]
fn levels_hold_where_and_when_they_say() {
    for (settings, answer) in [
        ("[[gate.level]]\nrule = [\"broken\"]\nlevel = \"warn\"\n", "pass"),
        ("[[gate.level]]\npath = [\"src/**\"]\nlevel = \"allow\"\n", "pass"),
        ("[[gate.level]]\npath = [\"lib/**\"]\nlevel = \"allow\"\n", "fail"),
        (
            "[[gate.level]]\nlevel = \"allow\"\n[[gate.level]]\nrule = [\"RSA\"]\nlevel = \"deny\"\n",
            "fail",
        ),
        (
            "[[gate.level]]\nlevel = \"allow\"\n[[gate.level]]\nrule = [\"rsa\"]\nlevel = \"deny\"\nfrom = \"2028-01-01\"\n",
            "pass",
        ),
        (
            "[[gate.level]]\nlevel = \"allow\"\n[[gate.level]]\nsystem = [\"unassigned\"]\nlevel = \"deny\"\n",
            "fail",
        ),
        ("[[gate.level]]\nconfidence = \"high\"\ntests = false\nlevel = \"allow\"\n", "pass"),
    ] {
        let folder = with_settings(settings);
        let record = record(folder.path(), &[]);
        assert_eq!(record["answer"], answer, "{settings}: {record:#}");
    }
}

#[test]
fn policies_of_the_settings_judge() {
    let folder = with_settings("[gate]\npolicies = [\"cnsa-2.0\"]\n");
    let found = record(folder.path(), &[]);
    assert_eq!(found["policies"][0]["id"], "cnsa-2.0");
    let named = record(folder.path(), &["--policy", "nist-ir-8547"]);
    assert_eq!(named["policies"][0]["id"], "nist-ir-8547");
}
