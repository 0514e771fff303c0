//! Every form of the record, against the schemas of those who read it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{CODE, accepted, code, gate, said};

/// A folder with something accepted, something new, something waived, a strange name, and a secret on a line.
fn varied() -> tempfile::TempDir {
    let folder = accepted();
    let more = "import hashlib\nfrom Crypto.Cipher import ARC4\n\n\ndef f(data):\n    return ARC4.new(b'hunter2-hunter2').encrypt(hashlib.sha1(data).digest())\n";
    fs::write(folder.path().join("src/a b%<x>|é.py"), more).unwrap();
    let waiver = "[[gate.waiver]]\nrule = [\"sha-1\"]\nreason = \"r\"\nowner = \"o\"\nexpires = 2027-01-01\n";
    fs::write(folder.path().join("y2q.toml"), waiver).unwrap();
    folder
}

fn written(folder: &Path, format: &str) -> String {
    let output = gate(folder, &["-q", "--format", format, "-o", "record"]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    fs::read_to_string(folder.join("record")).unwrap()
}

#[test]
fn no_form_shows_what_may_be_a_secret() {
    let folder = varied();
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "md"] {
        let text = written(folder.path(), format);
        assert!(!text.contains("hunter2"), "{format}: {text}");
        assert!(text.to_lowercase().contains("rc4"), "{format}: {text}");
    }
}

#[test]
fn sarif_says_what_is_new_and_what_is_suppressed() {
    let folder = varied();
    let record: Value = serde_json::from_str(&written(folder.path(), "sarif")).unwrap();
    let run = &record["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let by = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap();
    assert_eq!(by("broken/md5")["baselineState"], "unchanged");
    assert_eq!(by("broken/md5")["suppressions"][0]["kind"], "external");
    assert_eq!(by("broken/sha-1")["suppressions"][0]["justification"], "until 2027-01-01: r");
    let new = by("broken/rc4");
    assert_eq!((&new["baselineState"], &new["level"]), (&"new".into(), &"error".into()));
    assert_eq!(new["suppressions"], Value::Array(Vec::new()));
    let place = &new["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "src/a%20b%25%3Cx%3E%7C%C3%A9.py");
    assert_eq!(place["region"]["startLine"], 6);
}

#[test]
#[ignore = "reads the schemas of Y2Q_SCHEMAS"]
fn sarif_fits_its_schema() {
    let folder = varied();
    let record: Value = serde_json::from_str(&written(folder.path(), "sarif")).unwrap();
    let folder = std::env::var_os("Y2Q_SCHEMAS").expect("Y2Q_SCHEMAS names the schemas");
    let schema = fs::read(Path::new(&folder).join("sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&record).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn junit_is_valid_and_fails_once_a_finding() {
    let folder = varied();
    let text = written(folder.path(), "junit");
    assert_eq!(text.matches("<failure").count(), 1, "{text}");
    let valid = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", "tests/schemas/jenkins-junit-10.xsd"])
        .arg(folder.path().join("record"))
        .output()
        .expect("xmllint is installed by tests/run");
    assert!(valid.status.success(), "{}", String::from_utf8_lossy(&valid.stderr));
}

#[test]
fn annotations_keep_to_one_line_each() {
    let folder = varied();
    let text = written(folder.path(), "github");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert!(
        lines[0].starts_with("::error file=src/a b%25<x>|é.py,line=6,title=y2q broken/rc4::"),
        "{text}"
    );
    assert!(lines[0].contains("%0A"), "{text}");
}

#[test]
fn code_quality_has_what_gitlab_asks_for() {
    let folder = varied();
    let issues: Value = serde_json::from_str(&written(folder.path(), "gitlab")).unwrap();
    let issues = issues.as_array().unwrap();
    let mut fingerprints: Vec<&str> = Vec::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint", "severity"] {
            assert!(issue[key].is_string(), "{issue}");
        }
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&issue["severity"].as_str().unwrap())
        );
        assert!(
            issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64()
        );
        fingerprints.push(issue["fingerprint"].as_str().unwrap());
    }
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len());
}

#[test]
fn a_comment_stays_in_its_cells() {
    let folder = varied();
    let text = written(folder.path(), "md");
    let row = text.lines().find(|line| line.contains("RC4")).unwrap();
    assert!(!row.contains("<x>") && row.contains("&lt;x&gt;&#124;"), "{row}");
    assert_eq!(row.matches(" | ").count(), 3, "{row}");
    assert!(text.starts_with("### y2q gate failed: 1 denied"), "{text}");
    assert!(CODE.contains("md5") && !text.contains("MD5"), "what is accepted is not shown: {text}");
}

/// One look, as many records as are asked for.
#[test]
fn one_run_writes_several_records() {
    let folder = varied();
    let forms = ["json", "sarif", "junit", "gitlab", "md", "github", "text", "cyclonedx"];
    let reports: Vec<String> = forms.iter().map(|form| format!("--report={form}={form}")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let output = gate(folder.path(), &[&["-q", "--format", "github"], &reports[..]].concat());
    assert_eq!(code(&output), 1, "{}", said(&output));
    for form in forms {
        let alone = written(folder.path(), form);
        let beside = fs::read_to_string(folder.path().join(form)).unwrap();
        if form == "cyclonedx" {
            let timeless = |text: &str| {
                let mut bom: Value = serde_json::from_str(text).unwrap();
                assert_eq!(bom["bomFormat"], "CycloneDX");
                bom["components"].take()
            };
            // The records that lie in the folder by now hold no cryptography.
            assert_eq!(timeless(&alone), timeless(&beside));
        } else {
            assert!(beside.contains("RC4") || beside.contains("rc4"), "{form}: {beside}");
        }
        if form == "github" {
            assert_eq!(beside, String::from_utf8_lossy(&output.stdout));
        }
    }
    let output = gate(folder.path(), &["--report", "sarif"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
}
