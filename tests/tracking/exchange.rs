//! The worked estate `exchange` in a folder of its own, to be changed, scanned again and compared with its plan.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The day of the plan.
pub const MADE: &str = "2026-07-01";
pub const SIGNERS: &str = "maintenance/authorized_keys";
pub const SERVER: &str = "documents/server.pem";
pub const NGINX: &str = "front/nginx/trade.conf";
pub const SSHD: &str = "ssh/matching-01/sshd_config";

pub struct Exchange(pub tempfile::TempDir);

impl Exchange {
    /// A copy of the estate, scanned and planned on [`MADE`].
    pub fn planned() -> Self {
        let estate = Self::scanned(MADE);
        estate.save(MADE, "plan.json");
        estate
    }

    /// A copy of the estate, scanned.
    pub fn scanned(day: &str) -> Self {
        let estate = Self(tempfile::tempdir().unwrap());
        copy(Path::new("inventories/exchange"), &estate.0.path().join("files"));
        estate.scan(day);
        estate
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("files").join(name)
    }

    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(from), "{name}: {text}");
        fs::write(self.file(name), text.replace(from, to)).unwrap();
    }

    pub fn put(&self, name: &str, from: &str) {
        fs::copy(Path::new("inventories").join(from), self.file(name)).unwrap();
    }

    pub fn y2q(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_y2q"));
        command.current_dir(self.0.path()).arg("--quiet").args(arguments).output().unwrap()
    }

    pub fn scan(&self, day: &str) {
        let out = self.y2q(&["scan", "files", "--db", "y2q.db", "--at", day]);
        assert!(out.status.code().is_some_and(|code| code != 1), "{out:?}");
    }

    pub fn plan(&self, day: &str, more: &[&str]) -> Output {
        let fixed = ["plan", "--db", "y2q.db", "--estate", "files/estate.toml", "--effort", "0"];
        self.y2q(&[&fixed[..], &["--at", day], more].concat())
    }

    pub fn save(&self, day: &str, name: &str) {
        let made = self.plan(day, &["--format", "json", "-o", name]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }

    /// Scans and compares.
    pub fn track(&self, day: &str, more: &[&str]) -> Track {
        self.scan(day);
        self.compare(day, more)
    }

    pub fn compare(&self, day: &str, more: &[&str]) -> Track {
        let fixed = ["--format", "json", "--track", "plan.json"];
        let out = self.plan(day, &[&fixed[..], more].concat());
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        Track(serde_json::from_slice(&out.stdout).unwrap())
    }
}

pub struct Track(pub Value);

impl Track {
    pub fn package(&self, id: &str) -> &Value {
        let packages = self.0["packages"].as_array().unwrap();
        packages.iter().find(|one| one["package"] == id).unwrap_or_else(|| panic!("{id}"))
    }

    pub fn state(&self, id: &str) -> &str {
        self.package(id)["state"].as_str().unwrap()
    }

    /// Done and open assets of a package.
    pub fn counts(&self, id: &str) -> (u64, u64) {
        let one = self.package(id);
        (one["done"].as_u64().unwrap(), one["open"].as_u64().unwrap())
    }

    /// The packages in other states than on course, with their states.
    pub fn moved(&self) -> Vec<(&str, &str)> {
        let packages = self.0["packages"].as_array().unwrap().iter();
        let told =
            packages.map(|one| (one["package"].as_str().unwrap(), one["state"].as_str().unwrap()));
        told.filter(|(_, state)| *state != "on-course").collect()
    }

    pub fn ids(&self, list: &str) -> Vec<&str> {
        let list = self.0[list].as_array().into_iter().flatten();
        list.map(|one| one["package"].as_str().unwrap()).collect()
    }

    /// Uses that were planned to be left and were found, on every day.
    pub fn measured(&self) -> Vec<(&str, u64, u64)> {
        let sum = |counts: &Value| -> u64 {
            counts.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum()
        };
        let points = self.0["measured"].as_array().unwrap().iter();
        points
            .map(|one| (one["at"].as_str().unwrap(), sum(&one["planned"]), sum(&one["found"])))
            .collect()
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
