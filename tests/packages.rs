//! Package databases, lock files and bills of materials against what the tools that own them say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Ecosystem, Evidence, Software, UnknownReason};
use y2q::registry;
use y2q::scan::examine;

const FOLDER: &str = "inventories/fixtures/software";

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { all.push(path) }
        }
    }
    all.sort();
    all
}

fn software(sink: &Sink) -> impl Iterator<Item = &Software> {
    sink.findings.iter().map(|finding| match &finding.asset {
        Asset::Software(software) => software,
        other => panic!("{other:?}"),
    })
}

/// Without what a manifest only asks for.
fn resolved(mut sink: Sink) -> Sink {
    sink.findings.retain(|finding| finding.occurrence.detector != "declared-packages");
    sink
}

/// Everything that `said.txt` names and the registry knows is found, and nothing else.
fn agrees(folder: &str, ecosystem: Ecosystem) {
    let folder = Path::new(FOLDER).join(folder);
    let said = fs::read_to_string(folder.join("said.txt"))
        .or_else(|_| fs::read_to_string(folder.join("expected.txt")))
        .unwrap();
    let pairs = said.lines().map(|line| line.split_once(' ').unwrap());
    let known = |(name, _): &(&str, &str)| registry::library_by_package(ecosystem, name).is_some();
    let normal = |name: &str| match ecosystem {
        Ecosystem::Pypi => name.to_ascii_lowercase().replace('_', "-"),
        _ => name.to_owned(),
    };
    let expected: BTreeSet<_> =
        pairs.filter(known).map(|(name, version)| (normal(name), version.to_owned())).collect();
    assert!(!expected.is_empty(), "{}", folder.display());
    let mut seen = BTreeSet::new();
    for path in files(&folder)
        .into_iter()
        .filter(|path| !path.ends_with("said.txt") && !path.ends_with("expected.txt"))
    {
        let bytes = fs::read(&path).unwrap();
        let sink =
            examine(DETECTORS, path.strip_prefix(&folder).unwrap().to_str().unwrap(), &bytes);
        assert!(sink.unknowns.is_empty(), "{}: {:?}", path.display(), sink.unknowns);
        let sink = resolved(sink);
        for finding in &sink.findings {
            let Asset::Software(software) = &finding.asset else { panic!("{finding:?}") };
            assert_eq!(software.ecosystem, Some(ecosystem), "{}", path.display());
            assert_eq!(finding.occurrence.evidence, Evidence::Present);
            if let Some(line) = finding.occurrence.line {
                let text = String::from_utf8_lossy(&bytes);
                let around: Vec<_> = text.lines().skip(line as usize - 1).take(12).collect();
                let last = software.name.rsplit([':', '/']).next().unwrap().to_lowercase();
                let is_there = around.join("\n").to_lowercase().contains(&last)
                    || text.lines().nth((line as usize).saturating_sub(2)).unwrap().contains(&last)
                    || software.version.as_deref().is_some_and(|v| around.join("\n").contains(v));
                assert!(is_there, "{} {line}: {around:?}", path.display());
            }
        }
        seen.extend(
            software(&sink)
                .map(|found| (normal(&found.name), found.version.clone().unwrap_or_default())),
        );
    }
    assert_eq!(seen, expected, "{}", folder.display());
}

#[test]
fn dpkg_says_the_same() {
    agrees("debian", Ecosystem::Deb);
    agrees("debian/distroless", Ecosystem::Deb);
    let path = Path::new(FOLDER).join("debian/var/lib/dpkg/status");
    let sink = examine(DETECTORS, "var/lib/dpkg/status", &fs::read(path).unwrap());
    let purls: BTreeSet<_> = software(&sink).map(|found| found.purl.as_deref()).collect();
    assert!(purls.contains(&Some("pkg:deb/debian/libssl3@3.0.17-1~deb12u2")), "{purls:?}");
    assert!(purls.contains(&Some("pkg:deb/ubuntu/openssh-client@1:9.6p1-3ubuntu13.14")));
    assert!(purls.contains(&None), "no vendor is guessed");
}

#[test]
fn cargo_says_the_same() {
    agrees("rust", Ecosystem::Cargo);
}

#[test]
fn npm_yarn_and_pnpm_say_the_same() {
    for folder in ["npm-1", "npm-2", "npm-3", "installed", "yarn-1", "yarn-4", "pnpm-9"] {
        agrees(&format!("javascript/{folder}"), Ecosystem::Npm);
    }
}

#[test]
fn python_tools_say_the_same() {
    for folder in ["uv", "poetry", "pipenv", "requirements", "installed"] {
        agrees(&format!("python/{folder}"), Ecosystem::Pypi);
    }
}

#[test]
fn go_bundler_and_composer_say_the_same() {
    agrees("go", Ecosystem::Golang);
    agrees("ruby", Ecosystem::Gem);
    agrees("php", Ecosystem::Composer);
}

#[test]
fn rpm_says_the_same() {
    agrees("rpm/sqlite", Ecosystem::Rpm);
    let path = Path::new(FOLDER).join("rpm/sqlite/var/lib/rpm/rpmdb.sqlite");
    let sink = examine(DETECTORS, "rpmdb.sqlite", &fs::read(path).unwrap());
    let purls: BTreeSet<_> = software(&sink).filter_map(|found| found.purl.as_deref()).collect();
    assert!(purls.contains("pkg:rpm/redhat/openssl-libs@1:3.5.1-4.el10"), "{purls:?}");
    for (folder, name) in
        [("bdb", "var/lib/rpm/Packages"), ("ndb", "usr/lib/sysimage/rpm/Packages.db")]
    {
        let bytes = fs::read(Path::new(FOLDER).join("rpm").join(folder).join(name)).unwrap();
        let sink = examine(DETECTORS, name, &bytes);
        assert!(sink.findings.is_empty());
        let reasons: Vec<_> = sink.unknowns.iter().map(|unknown| unknown.reason).collect();
        assert_eq!(reasons, [UnknownReason::Unsupported], "{folder}");
    }
}

#[test]
fn maven_and_conan_say_the_same() {
    agrees("java/maven", Ecosystem::Maven);
    agrees("cpp/conan", Ecosystem::Conan);
}

#[test]
fn tools_of_bills_of_materials_say_the_same() {
    for folder in ["cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tag-value"] {
        agrees(&format!("bills/{folder}"), Ecosystem::Pypi);
    }
}

/// Written from the formats' documentation, for tools that are not at hand.
#[test]
fn other_formats_give_what_was_written_into_them() {
    for (folder, ecosystem) in [
        ("alpine", Ecosystem::Apk),
        ("dotnet", Ecosystem::Nuget),
        ("gradle", Ecosystem::Maven),
        ("properties", Ecosystem::Maven),
        ("elixir", Ecosystem::Hex),
        ("dart", Ecosystem::Pub),
        ("swift", Ecosystem::Swift),
        ("pods", Ecosystem::Cocoapods),
        ("vcpkg", Ecosystem::Vcpkg),
        ("npm-5", Ecosystem::Npm),
    ] {
        agrees(&format!("by-hand/{folder}"), ecosystem);
    }
}

/// An environment of conda has packages of two ecosystems.
#[test]
fn conda_and_pip_are_told_apart() {
    let folder = Path::new(FOLDER).join("by-hand/conda");
    let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
    let expected: BTreeSet<String> = expected.lines().map(str::to_owned).collect();
    let mut seen = BTreeSet::new();
    for path in files(&folder) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let sink = examine(DETECTORS, &name, &fs::read(&path).unwrap());
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
        for found in software(&sink) {
            let is_pip = matches!(found.name.as_str(), "paramiko" | "pyjwt");
            let ecosystem = if is_pip { Ecosystem::Pypi } else { Ecosystem::Conda };
            assert_eq!(found.ecosystem, Some(ecosystem), "{}", found.name);
            seen.insert(found.title());
        }
    }
    assert_eq!(seen, expected);
}

/// The project's own lock file: what it benchmarks and hashes with is listed like anybody's.
#[test]
fn the_projects_own_lock_file_is_read() {
    let sink = examine(DETECTORS, "Cargo.lock", &fs::read("Cargo.lock").unwrap());
    let ring = software(&sink).find(|found| found.name == "ring").unwrap();
    assert_eq!(ring.library.as_deref(), Some("ring"));
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let expected = lock.lines().filter_map(|line| line.strip_prefix("name = \"pqcrypto"));
    let unmaintained = software(&sink).filter(|found| registry::unmaintained(found).is_some());
    assert_eq!(expected.count(), unmaintained.count());
}

#[test]
fn unmaintained_crates_are_told() {
    let bytes = fs::read(Path::new(FOLDER).join("rust/Cargo.lock")).unwrap();
    let sink = examine(DETECTORS, "Cargo.lock", &bytes);
    let told: BTreeSet<_> =
        software(&sink).filter_map(registry::unmaintained).map(|advisory| advisory.id).collect();
    let expected = ["RUSTSEC-2026-0161", "RUSTSEC-2026-0162", "RUSTSEC-2026-0163"];
    assert_eq!(told, BTreeSet::from(expected));
    assert!(software(&sink).all(|found| found.version.as_deref() != Some("9.9.9")), "the project");
}

/// Words of the formats in a text are no packages, and a file of the same name is not the format.
#[test]
fn texts_that_speak_of_packages_give_nothing() {
    let prose = "# Packages\n\nPackage: libssl3\nVersion: 3.0.17\n\n`cryptography==42.0.8`\n\
                 [[package]]\nname = \"ring\"\nversion = \"0.17.14\"\n\nrequire golang.org/x/crypto v0.31.0\n\
                 \"node_modules/node-forge\": {\"version\": \"1.3.1\"}\nGEM\n  specs:\n    bcrypt (3.1.20)\n";
    for name in [
        "README.md",
        "notes.txt",
        "status",
        "installed",
        "packages.json",
        "METADATA",
        "PKG-INFO",
        "package.json",
        "modules.txt.bak",
        "list",
        "rpmdb.sqlite",
        "doc/status",
        "Cargo.toml",
    ] {
        let sink = examine(DETECTORS, name, prose.as_bytes());
        assert!(sink.findings.is_empty(), "{name}: {:?}", sink.findings);
        assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    }
}

/// What cannot be read is said; it never passes for an empty list.
#[test]
fn broken_lock_files_are_unknown() {
    for (name, bytes) in [
        ("Cargo.lock", &b"[[package]\nname = \"ring\""[..]),
        ("Cargo.lock", b"\xff\xfe"),
        ("package-lock.json", b"{\"packages\": {"),
        ("poetry.lock", b"[[package]]\nname = 3"),
        ("Pipfile.lock", b"{"),
        ("composer.lock", b"{\"packages\": 7}"),
        ("Package.resolved", b"pins"),
        ("conan.lock", b"<<<<<<< HEAD"),
    ] {
        let sink = examine(DETECTORS, name, bytes);
        let reasons: Vec<_> = sink.unknowns.iter().map(|unknown| unknown.reason).collect();
        assert_eq!(reasons, [UnknownReason::Malformed], "{name}");
        assert!(sink.findings.is_empty());
    }
}

/// Hostile sizes and depths: linear, and said where something is left out.
#[test]
fn deep_and_long_inputs_are_bounded() {
    let many = 200_000;
    let deep_json = format!(
        "{}{}",
        "{\"bomFormat\":\"CycloneDX\",\"components\":[".repeat(300),
        "]}".repeat(300)
    );
    let deep_lock = format!(
        "{{\"lockfileVersion\":1,\"dependencies\":{}{}}}",
        "{\"elliptic\":{\"version\":\"6.5.4\",\"dependencies\":".repeat(90) + "{}",
        "}}".repeat(90)
    );
    let deep_xml = format!("<project>{}", "<a>".repeat(many));
    let found = 20_000;
    let lines = "  /elliptic/6.5.5:\n".repeat(found);
    let inputs = [
        ("bom.cdx.json", deep_json),
        ("package-lock.json", deep_lock),
        ("pom.xml", deep_xml),
        ("pnpm-lock.yaml", format!("packages:\n{lines}")),
        ("yarn.lock", "\"@\n  version \"\n".repeat(many)),
        ("go.mod", "require (\n".repeat(many)),
        ("requirements.txt", "==\n".repeat(many)),
        ("status", format!("Package: {}", "\nPackage: libssl3\n".repeat(found))),
        ("build.gradle", "'a:b:c' \"".repeat(many)),
        ("environment.yml", format!("dependencies:\n{}", "- pip:\n".repeat(many))),
        ("Podfile.lock", format!("PODS:\n{}", "  - (\n".repeat(many))),
        ("mix.lock", "{:hex, :\n".repeat(many)),
    ];
    for (name, text) in inputs {
        let started = std::time::Instant::now();
        let sink = examine(DETECTORS, name, text.as_bytes());
        let crashed = sink.unknowns.iter().any(|u| u.reason == UnknownReason::Crashed);
        assert!(!crashed, "{name}: {:?}", sink.unknowns);
        assert!(started.elapsed().as_secs() < 20, "{name}: {:?}", started.elapsed());
    }
}

/// A database whose pages refer to each other in a circle, or beyond its end.
#[test]
fn a_damaged_rpm_database_is_unknown() {
    let path = Path::new(FOLDER).join("rpm/sqlite/var/lib/rpm/rpmdb.sqlite");
    let original = fs::read(path).unwrap();
    let mut circle = original.clone();
    // The root of `Packages` is page 2: an interior page that leads to itself.
    circle[512..524].copy_from_slice(&[5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    let mut short = original;
    short.truncate(2048);
    for bytes in [circle, short] {
        let sink = examine(DETECTORS, "rpmdb.sqlite", &bytes);
        assert!(sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Malformed));
    }
}

/// A file that only mentions a bill of materials is none; a broken one is said to be.
#[test]
fn what_mentions_a_bill_of_materials_is_none() {
    for (name, text, unknowns) in [
        (
            "a.json",
            "{\"text\": \"\\\"bomFormat\\\": CycloneDX\", \"components\": [{\"purl\": \"pkg:cargo/ring@1\"}]}",
            0,
        ),
        (
            "b.json",
            "{\"x\": {\"bomFormat\": \"CycloneDX\", \"components\": [{\"purl\": \"pkg:cargo/ring@1.0.0\"}]}}",
            0,
        ),
        ("c.json", "{\"bomFormat\": \"CycloneDX\", \"components\": [", 1),
        (
            "d.md",
            "# SPDX\n\nSPDXVersion: SPDX-2.3\nExternalRef: PACKAGE-MANAGER purl pkg:cargo/ring@1.0.0\n",
            0,
        ),
        (
            "e.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- cyclonedx.org/schema/bom --></svg>",
            0,
        ),
        ("f.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><component>", 1),
        ("g.json", "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": 7}", 0),
    ] {
        let sink = examine(DETECTORS, name, text.as_bytes());
        assert!(sink.findings.is_empty(), "{name}: {:?}", sink.findings);
        assert_eq!(sink.unknowns.len(), unknowns, "{name}: {:?}", sink.unknowns);
    }
}

/// From scan to reports: libraries are listed apart, as present; they are no holdings and ask for no work.
#[test]
fn libraries_are_present_in_every_report_and_plan_nothing() {
    let out = tempfile::tempdir().unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "assess", "--at", "2026-11-21", "--out"])
        .arg(out.path())
        .arg(Path::new(FOLDER).join("rust"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let plan: serde_json::Value = serde_json::from_str(&read("plan.json")).unwrap();
    assert_eq!(plan["totals"]["libraries"], 4);
    assert_eq!((&plan["totals"]["holdings"], &plan["totals"]["assets"]), (&0.into(), &0.into()));
    assert_eq!(plan["packages"], serde_json::json!([]));
    let mut csv = csv::Reader::from_path(out.path().join("assets.csv")).unwrap();
    let columns = csv.headers().unwrap().clone();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[columns.iter().position(|column| column == name).unwrap()].to_owned()
    };
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        assert_eq!(
            (cell(row, "asset_type").as_str(), cell(row, "algorithm").as_str()),
            ("library", "")
        );
        assert_eq!((cell(row, "exposure").as_str(), cell(row, "broken").as_str()), ("", "0"));
    }
    assert!(rows.iter().any(|row| cell(row, "name") == "ring"));
    let terminal = String::from_utf8(run.stdout).unwrap();
    for (report, text) in [
        ("terminal", terminal),
        ("report.md", read("report.md")),
        ("report.html", read("report.html")),
    ] {
        for part in
            ["libraries present", "RUSTSEC-2026-0161", "nothing quantum-resistant up to 0.17.14"]
        {
            assert!(text.to_lowercase().contains(&part.to_lowercase()), "{report}: {part}\n{text}");
        }
    }
    let id = rows.iter().find(|row| cell(row, "name") == "pqcrypto-mlkem").unwrap();
    let page = std::process::Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["explain", &cell(id, "asset_id"), "--db"])
        .arg(out.path().join("y2q.db"))
        .output()
        .unwrap();
    let page = String::from_utf8(page.stdout).unwrap();
    for part in [
        "library ",
        "pkg:cargo/pqcrypto-mlkem@0.1.1",
        "present, which is not used",
        "RUSTSEC-2026-0161",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

/// Names by Node.js, cargo, `packaging` and tomllib; nothing has a version, for nothing was resolved.
#[test]
fn manifests_declare_what_the_readers_of_their_ecosystems_say() {
    let folder = Path::new("inventories/fixtures/manifests");
    let rows: Vec<(String, String, String)> = csv::Reader::from_path(folder.join("truth.csv"))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect();
    let names = rows.iter().map(|(file, _, _)| file).collect::<BTreeSet<_>>();
    assert_eq!(names.len(), 7);
    for file in names {
        let bytes = fs::read(folder.join(file)).unwrap();
        let mut sink = examine(DETECTORS, file, &bytes);
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        sink.findings.retain(|finding| finding.occurrence.detector == "declared-packages");
        let known = |(of, ecosystem, name): &&(String, String, String)| {
            let ecosystem = Ecosystem::named(ecosystem).unwrap();
            of == file && registry::library_by_package(ecosystem, name).is_some()
        };
        let normal = |name: &str| name.to_ascii_lowercase().replace('_', "-");
        let expected = rows.iter().filter(known).map(|(_, _, name)| normal(name));
        let expected = expected.collect::<BTreeSet<_>>();
        assert!(!expected.is_empty(), "{file}");
        let found = software(&sink).map(|found| normal(&found.name)).collect::<BTreeSet<_>>();
        assert_eq!(found, expected, "{file}");
        assert!(software(&sink).all(|found| found.version.is_none()), "{file}");
        let text = String::from_utf8(bytes).unwrap();
        for finding in &sink.findings {
            let line = finding.occurrence.line.unwrap() as usize;
            let line = text.lines().nth(line - 1).unwrap().to_lowercase();
            let Asset::Software(software) = &finding.asset else { panic!() };
            assert!(line.contains(&normal(&software.name)), "{file}: {line}");
            assert!(finding.occurrence.note.starts_with("declared"), "{finding:?}");
        }
    }
}

#[test]
fn what_is_no_manifest_declares_nothing() {
    for (file, text) in [
        ("package.json", "{\"dependencies\": {{deps}}}"),
        ("package.json", "{\"name\": \"elliptic\", \"keywords\": [\"node-forge\"]}"),
        ("Cargo.toml", "[package]\nname = \"{{name}}\"\nrsa = \n"),
        ("requirements.txt", "The cryptography of this project needs no rsa at all.\n"),
        ("Gemfile", "# gem \"rbnacl\"\n"),
        ("pyproject.toml", "[tool.rsa]\ncryptography = \"1\"\n"),
    ] {
        let sink = examine(DETECTORS, file, text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{file}: {sink:?}");
    }
}
