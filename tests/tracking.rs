//! `y2q plan --track`: two scans of an estate in which certificates were replaced in between.

pub mod beside;
mod certified;
mod closing;
mod days;
mod ended;
pub mod exchange;
mod forgeable;
mod holders;
mod in_force;
mod leaving;
mod listeners;
mod look_alikes;
mod narrower;
mod orphans;
mod places;
mod purposes;
mod put_back;
mod renamed;
mod ssh_keys;
mod succession;
mod successors;
mod undone;
mod windows;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const ESTATE: &str = r#"schema = 1

[estate]
name = "Tracked"

[[team]]
id = "all"
name = "all"
capacity = 400

[[system]]
id = "web"
paths = ["web/**"]

[[system]]
id = "app"
paths = ["app/**"]

[[system]]
id = "mail"
paths = ["mail/**"]

[[system]]
id = "lab"
paths = ["lab/**"]

[[system]]
id = "fresh"
paths = ["fresh/**"]
"#;

struct Estate(tempfile::TempDir);

impl Estate {
    /// Keys and certificates in four systems.
    fn new() -> Self {
        let estate = Self(tempfile::tempdir().unwrap());
        fs::create_dir(estate.path("files")).unwrap();
        fs::write(estate.path("estate.toml"), ESTATE).unwrap();
        for (place, fixture) in [
            ("web/server.pem", "ec.pem"),
            ("app/server.pem", "ed25519.pem"),
            ("mail/server.pem", "root.pem"),
            ("lab/key.pem", "ec-pkcs8.pem"),
        ] {
            estate.put(place, fixture);
        }
        estate
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, place: &str, fixture: &str) {
        self.write(place, &fs::read(Path::new("inventories/fixtures/x509").join(fixture)).unwrap());
    }

    fn write(&self, place: &str, bytes: &[u8]) {
        let path = self.path("files").join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn scan(&self, db: &str, day: &str) {
        let scanned = Command::new(env!("CARGO_BIN_EXE_y2q"))
            .args(["--quiet", "scan", "files", "--db", db, "--at", day])
            .current_dir(self.0.path())
            .output()
            .unwrap();
        // An incomplete scan says so by its code.
        assert!(scanned.status.code().is_some_and(|code| code != 1), "{scanned:?}");
    }

    fn plan(&self, db: &str, day: &str, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_y2q"))
            .args(["--quiet", "plan", "--db", db, "--estate", "estate.toml", "--at", day])
            .args(["--policy", "nist-ir-8547", "--effort", "0"])
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    fn track(&self, db: &str, day: &str, more: &[&str]) -> Value {
        let mut arguments = vec!["--track", "plan.json", "--format", "json"];
        arguments.extend(more);
        let out = self.plan(db, day, &arguments);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    }
}

/// The states of the packages of `system` that change assets.
fn states(track: &Value, system: &str) -> Vec<String> {
    let own = |one: &&Value| one["package"].as_str().unwrap().starts_with(&format!("{system}/"));
    let counted = |one: &&Value| {
        ["done", "open", "unconfirmed"].iter().any(|count| one[*count].as_u64().unwrap() > 0)
    };
    track["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(own)
        .filter(counted)
        .map(|one| one["state"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_was_replaced_is_done_with_evidence_and_what_came_back_is_not() {
    let estate = Estate::new();
    estate.scan("y2q.db", "2026-11-21");
    let made = estate.plan("y2q.db", "2026-11-21", &["--format", "json", "-o", "plan.json"]);
    assert!(made.status.success(), "{made:?}");

    // Nothing has changed, nothing is done.
    let track = estate.track("y2q.db", "2026-11-21", &[]);
    for system in ["web", "app", "mail", "lab"] {
        let seen = states(&track, system);
        assert!(
            !seen.is_empty() && seen.iter().all(|one| one == "on-course"),
            "{system}: {seen:?}"
        );
    }
    assert_eq!(track["new"], Value::Array(Vec::new()));

    // A quantum-resistant certificate takes the place of the old one; one file can no longer be read;
    // another key of the same kind takes the place of a key; one system is new; one is as it was.
    estate.put("web/server.pem", "mldsa65.pem");
    let text = fs::read_to_string("inventories/fixtures/x509/root.pem").unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().position(|line| line.starts_with("-----BEGIN")).unwrap();
    lines.drain(begins + 4..lines.len() - 1);
    estate.write("mail/server.pem", lines.join("\n").as_bytes());
    estate.put("lab/key.pem", "ec-k1-sec1.pem");
    estate.put("fresh/server.pem", "rsa-pkcs8.pem");
    estate.scan("y2q.db", "2034-05-20");
    let track = estate.track("y2q.db", "2034-05-20", &[]);
    let by_package: BTreeMap<&str, &Value> = track["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["package"].as_str().unwrap(), one))
        .collect();
    assert!(states(&track, "web").iter().all(|one| one == "done"), "{by_package:#?}");
    let done =
        |(id, one): &(&&str, &&Value)| id.starts_with("web/") && one["done"].as_u64() > Some(0);
    let evidence = by_package.iter().find(done).unwrap().1;
    let seen = evidence["evidence"][0]["seen"][0].as_str().unwrap();
    assert!(seen.contains("web/server.pem: seen on 2026-11-21, no longer on 2034-05-20"), "{seen}");
    assert!(seen.contains("ML-DSA-65"), "{seen}");
    assert!(states(&track, "app").iter().all(|one| one == "drifting"), "{by_package:#?}");
    assert!(states(&track, "mail").iter().all(|one| one == "unconfirmed"), "{by_package:#?}");
    // Renewed like for like is not done.
    assert!(states(&track, "lab").iter().all(|one| one == "drifting"), "{by_package:#?}");
    let new: Vec<&str> = track["new"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["package"].as_str().unwrap())
        .collect();
    // What cannot be read now has to be looked into.
    let of = |system: &str| new.iter().filter(|id| id.starts_with(system)).collect::<Vec<_>>();
    assert!(!of("fresh/").is_empty(), "{new:?}");
    // No certificate says what the other key is for.
    assert_eq!(of("lab/"), [&"lab/discovery"]);
    assert_eq!(of("mail/"), [&"mail/discovery"]);
    let found: Vec<&Value> = track["burndown"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|point| !point["actual"].is_null())
        .collect();
    assert_eq!(found.len(), 2);
    // Four keys and certificates at first; then three, what cannot be read among them, and what is new.
    assert_eq!([&found[0]["actual"]["shor"], &found[1]["actual"]["shor"]], [4, 4]);
    assert!(found[0]["planned"]["shor"].as_u64() <= found[0]["actual"]["shor"].as_u64());

    // An inventory that never saw the old assets is no evidence.
    estate.scan("other.db", "2034-05-20");
    let track = estate.track("other.db", "2034-05-20", &[]);
    assert!(states(&track, "web").iter().all(|one| one == "unconfirmed"), "{track:#}");
}

#[test]
fn what_is_said_by_hand_is_labelled_and_contradicted_by_findings() {
    let estate = Estate::new();
    estate.scan("y2q.db", "2026-11-21");
    estate.plan("y2q.db", "2026-11-21", &["--format", "json", "-o", "plan.json"]);
    let plan: Value = serde_json::from_slice(&fs::read(estate.path("plan.json")).unwrap()).unwrap();
    let id = |system: &str| {
        let own =
            |one: &&Value| one["system"] == system && !one["assets"].as_array().unwrap().is_empty();
        plan["packages"].as_array().unwrap().iter().find(own).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let said = format!("{}=the owner, 2027-02-01", id("app"));
    let track = estate.track("y2q.db", "2027-05-20", &["--done", &said]);
    let one = track["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["package"] == id("app").as_str())
        .unwrap();
    assert_ne!(one["state"], "by-hand", "it is still found");
    assert_eq!(one["by_hand"], "the owner, 2027-02-01");
    assert!(one["why"].as_str().unwrap().contains("Contradicted"), "{one:#}");

    estate.put("mail/server.pem", "mldsa65.pem");
    estate.scan("other.db", "2027-05-20");
    let said = format!("{}=the owner, 2027-02-01", id("mail"));
    let track = estate.track("other.db", "2027-05-20", &["--done", &said]);
    let one = track["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["package"] == id("mail").as_str())
        .unwrap();
    assert_eq!(one["state"], "by-hand");

    for (wrong, says) in [
        (vec!["--track", "plan.json", "--done", "nonsense=x"], "no package nonsense"),
        (vec!["--track", "plan.json", "--done", &id("app")], "takes PACKAGE=WHY"),
        (vec!["--track", "estate.toml"], "is no plan"),
        (vec!["--track", "absent.json"], "cannot read absent.json"),
        (vec!["--track", "plan.json", "--format", "html"], "text, md or json"),
    ] {
        let out = estate.plan("y2q.db", "2027-05-20", &wrong);
        assert_eq!(out.status.code(), Some(2), "{wrong:?}");
        let message = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(message.contains(says), "{wrong:?}: {message}");
    }
}
