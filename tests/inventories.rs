//! The worked estates: hand-written truth, recorded CBOM and plan, determinism, idempotence, no secrets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

const ESTATES: [&str; 3] = ["exchange", "agency", "waterworks"];

/// Runs `y2q assess` on an estate as of a fixed day and returns the folder of results.
fn assess(estate: &str, extra: &[&str]) -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "assess", "--at", "2026-11-21", "--out"])
        .arg(out.path())
        .args(extra)
        .arg(format!("inventories/{estate}"))
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{estate}: {status}");
    out
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn assets_agree_with_the_hand_written_truth() {
    for estate in ESTATES {
        let out = assess(estate, &[]);
        let mut reader = csv::Reader::from_path(out.path().join("assets.csv")).unwrap();
        let mut seen: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for row in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
            seen.entry(row["path"].clone()).or_default().push(row);
        }
        let mut truth = csv::Reader::from_path(format!("inventories/{estate}/truth.csv")).unwrap();
        let mut wrong = Vec::new();
        let mut known = BTreeSet::new();
        for row in truth.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
            known.insert(row["path"].clone());
            let mut rows = seen.get(&row["path"]).cloned().unwrap_or_default();
            // A protocol's row is followed by one for each algorithm that it offers.
            rows.retain(|found| {
                row["asset_type"] != "protocol" || found["asset_type"] == "protocol"
            });
            if distinct(&rows).to_string() != row["count"] {
                wrong.push(format!("{}: {} expected, saw {rows:?}", row["path"], row["count"]));
            }
            for found in rows {
                for column in ["asset_type", "algorithm", "parameter", "not_after"] {
                    let agrees = row[column].is_empty() || found[column].starts_with(&row[column]);
                    if !agrees {
                        wrong.push(format!(
                            "{} {column}: {} expected, saw {found:?}",
                            row["path"], row[column]
                        ));
                    }
                }
            }
        }
        for path in seen.keys().filter(|path| !known.contains(*path)) {
            // What truth.csv does not speak of must be a keystore or configuration that later detectors read.
            if !["documents/seal.p12", "front/nginx/trade.conf"].contains(&path.as_str()) {
                wrong.push(format!("{path}: found, but not in truth.csv"));
            }
        }
        assert!(wrong.is_empty(), "{estate}:\n{}", wrong.join("\n"));
    }
}

/// Different objects at different places in a file.
fn distinct(rows: &[BTreeMap<String, String>]) -> usize {
    rows.iter()
        .map(|row| (row["asset_id"].clone(), row["line"].clone()))
        .collect::<BTreeSet<_>>()
        .len()
}

#[test]
fn results_are_the_recorded_ones() {
    for estate in ESTATES {
        let out = assess(estate, &[]);
        let expected = PathBuf::from(format!("inventories/expected/{estate}"));
        for name in ["inventory.cdx.json", "plan.json"] {
            let seen = read(out.path(), name);
            if std::env::var_os("BLESS").is_some() {
                std::fs::create_dir_all(&expected).unwrap();
                std::fs::write(expected.join(name), &seen).unwrap();
            }
            let recorded = read(&expected, name);
            assert!(
                seen == recorded,
                "{estate}/{name} differs; BLESS=1 records it, then read the difference"
            );
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for estate in ESTATES {
        let (one, four) =
            (assess(estate, &["--threads", "1"]), assess(estate, &["--threads", "4"]));
        for name in ["inventory.cdx.json", "plan.json", "report.html", "report.md", "assets.csv"] {
            assert!(read(one.path(), name) == read(four.path(), name), "{estate}/{name}");
        }
    }
}

#[test]
fn scanning_twice_changes_nothing() {
    for estate in ESTATES {
        let once = assess(estate, &[]);
        let first = read(once.path(), "inventory.cdx.json");
        let again = Command::new(env!("CARGO_BIN_EXE_y2q"))
            .args(["--quiet", "assess", "--at", "2026-11-21", "--out"])
            .arg(once.path())
            .arg(format!("inventories/{estate}"))
            .stdout(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(again.success());
        assert!(first == read(once.path(), "inventory.cdx.json"), "{estate}");
    }
}

/// No output holds a run of a private key's bytes, in base64, hexadecimal or raw.
#[test]
fn no_secret_reaches_any_output() {
    let private = [
        "exchange/front/tls/privkey.pem",
        "exchange/front/tls/ws.key",
        "exchange/pki/issuing-ca-key.pem",
        "exchange/wallet/hot/signer-01.pem",
        "exchange/wallet/validator/node.key",
        "exchange/ssh/bastion/ssh_host_ed25519_key",
        "agency/classified/vpn/gateway-key.pem",
        "agency/open/portal/server.key",
    ];
    for estate in ESTATES {
        let out = assess(estate, &[]);
        let mut outputs = Vec::new();
        for entry in std::fs::read_dir(out.path()).unwrap() {
            outputs.push((
                entry.as_ref().unwrap().file_name(),
                std::fs::read(entry.unwrap().path()).unwrap(),
            ));
        }
        assert!(outputs.len() >= 6, "{outputs:?}");
        for path in private.iter().filter(|path| path.starts_with(estate)) {
            let text = std::fs::read_to_string(Path::new("inventories").join(path)).unwrap();
            let body = text
                .lines()
                .filter(|line| !line.contains("-----") && !line.contains(':'))
                .collect::<String>();
            // Public parts stand at the beginning (and the end) of these encodings; what lies between is private.
            let tail = &body[body.len() / 2..body.len() - body.len() / 8];
            for start in (0..tail.len().saturating_sub(12)).step_by(4) {
                let run = &tail.as_bytes()[start..start + 12];
                for (name, bytes) in &outputs {
                    let found = memchr::memmem::find(bytes, run).is_some();
                    assert!(!found, "{path} shows in {}", name.display());
                }
            }
        }
    }
}
