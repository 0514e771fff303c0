//! The command as its users run it: outputs, exit codes, errors that say what to do next.

use std::path::Path;
use std::process::{Command, Output, Stdio};

#[cfg(unix)]
#[path = "cli/passwords.rs"]
mod passwords;
#[path = "cli/places.rs"]
mod places;
#[path = "cli/words.rs"]
mod words;

fn y2q(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_y2q"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn estate() -> String {
    Path::new("inventories/exchange").canonicalize().unwrap().to_str().unwrap().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn flows_in_captures_are_called_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy("inventories/fixtures/captures/ike.pcap", folder.path().join("ike.pcap"))
        .unwrap();
    let output = y2q(folder.path(), &["scan", ".", "--db", "flows.db"]);
    let told = text(&output.stderr);
    assert!(told.contains(" in captures") && !told.contains("in archives"), "{told}");
}

#[test]
fn every_command_teaches_itself() {
    let here = tempfile::tempdir().unwrap();
    for command in [
        "scan",
        "plan",
        "report",
        "assess",
        "explain",
        "policy",
        "rules",
        "bench",
        "gate",
        "diff",
        "init",
        "completions",
        "man",
    ] {
        let help = y2q(here.path(), &[command, "--help"]);
        assert!(help.status.success());
        let help = text(&help.stdout);
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}: {help}");
        if !["policy", "completions", "man"].contains(&command) {
            assert!(help.contains("Examples:"), "{command}: {help}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = y2q(here.path(), &["completions", shell]);
        assert!(text(&script.stdout).contains("assess"), "{shell}");
    }
    assert!(text(&y2q(here.path(), &["man"]).stdout).contains(".TH y2q 1"));
}

/// As root, a rename onto a device would replace it for the whole machine.
#[test]
fn output_to_pipes_and_links_leaves_them_in_place() {
    use std::os::unix::fs::FileTypeExt as _;
    let here = tempfile::tempdir().unwrap();
    let pipe = here.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    let scanned = y2q(here.path(), &["scan", &estate(), "--format", "csv", "-o", "pipe"]);
    assert!(scanned.status.success(), "{}", text(&scanned.stderr));
    assert!(reader.join().unwrap().starts_with(b"path,line,"));
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());

    std::fs::write(here.path().join("target.csv"), "old").unwrap();
    std::os::unix::fs::symlink("target.csv", here.path().join("link.csv")).unwrap();
    let scanned = y2q(here.path(), &["scan", &estate(), "--format", "csv", "-o", "link.csv"]);
    assert!(scanned.status.success(), "{}", text(&scanned.stderr));
    assert!(std::fs::symlink_metadata(here.path().join("link.csv")).unwrap().is_symlink());
    let target = std::fs::read(here.path().join("target.csv")).unwrap();
    assert!(target.starts_with(b"path,line,"));
    let left = std::fs::read_dir(here.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().contains("partial"));
    assert_eq!(left.count(), 0);
}

#[test]
fn scan_writes_what_it_is_asked_for() {
    let here = tempfile::tempdir().unwrap();
    let csv = y2q(here.path(), &["scan", &estate(), "--format", "csv", "-o", "-"]);
    assert!(csv.status.success(), "{}", text(&csv.stderr));
    let head = "path,line,column,asset_type,algorithm,parameter,mode,functions,exposure,broken,confidence,detector,test_code";
    assert!(text(&csv.stdout).starts_with(head));
    assert!(text(&csv.stdout).contains("\npki/root-ca.pem,1,"), "{}", text(&csv.stdout));
    assert!(here.path().join("y2q.db").is_file());

    let cbom = y2q(here.path(), &["scan", &estate(), "-o", "out.cdx.json"]);
    assert!(cbom.status.success() && cbom.stdout.is_empty(), "{}", text(&cbom.stderr));
    let cbom: serde_json::Value =
        serde_json::from_slice(&std::fs::read(here.path().join("out.cdx.json")).unwrap()).unwrap();
    assert_eq!(cbom["bomFormat"], "CycloneDX");
    assert_eq!(cbom["specVersion"], "1.6");

    let summary = y2q(here.path(), &["scan", &estate()]);
    assert!(text(&summary.stdout).contains("certificate"), "{}", text(&summary.stdout));
}

#[test]
fn plan_takes_paths_inventories_and_cboms() {
    let here = tempfile::tempdir().unwrap();
    let estate = estate();
    let from_path = y2q(here.path(), &["plan", &estate, "--at", "2026-11-21", "--format", "json"]);
    assert!(from_path.status.success(), "{}", text(&from_path.stderr));
    let plan: serde_json::Value = serde_json::from_slice(&from_path.stdout).unwrap();
    assert!(plan["packages"].as_array().unwrap().len() > 5);
    assert!(!here.path().join("y2q.db").exists(), "a plan leaves nothing behind");

    assert!(
        y2q(here.path(), &["scan", &estate, "--db", "my.db", "-o", "my.cdx.json"]).status.success()
    );
    let estate_file = format!("{estate}/estate.toml");
    let common = ["--estate", &estate_file, "--at", "2026-11-21", "--format", "json"];
    let from_db = y2q(here.path(), &[&["plan", "--db", "my.db"], &common[..]].concat());
    assert!(from_db.status.success(), "{}", text(&from_db.stderr));
    assert_eq!(text(&from_db.stdout), text(&from_path.stdout));
    let from_cbom = y2q(here.path(), &[&["plan", "--cbom", "my.cdx.json"], &common[..]].concat());
    assert!(from_cbom.status.success(), "{}", text(&from_cbom.stderr));
    let imported: serde_json::Value = serde_json::from_slice(&from_cbom.stdout).unwrap();
    let ids = |plan: &serde_json::Value| {
        let packages = plan["packages"].as_array().unwrap();
        packages.iter().map(|p| p["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&imported), ids(&plan));
}

/// Bring any CBOM, get a plan: a document that is named is imported, one that lies in a folder is not.
#[test]
fn a_cbom_goes_wherever_a_path_goes() {
    let here = tempfile::tempdir().unwrap();
    let fixtures = Path::new("inventories/fixtures/other-cboms").canonicalize().unwrap();
    let document = fixtures.join("foxguard.cdx.json").to_str().unwrap().to_owned();
    for command in ["plan", "report", "assess"] {
        let made = y2q(here.path(), &[command, &document, "--at", "2026-11-26"]);
        let (said, shown) = (text(&made.stderr), text(&made.stdout));
        assert!(made.status.success(), "{command}: {said}");
        assert!(
            shown.contains("Of 10 uses of cryptography, 9 quantum-vulnerable"),
            "{command}: {shown}"
        );
        assert!(said.contains("read 22 assets at their places"), "{command}: {said}");
        assert!(
            said.contains("components[4].cryptoProperties.algorithmProperties.primitive"),
            "{said}"
        );
        assert!(said.contains("and 6 more read leniently"), "{said}");
    }
    // Beside other paths; every source of its own.
    let key = fixtures.join("source/keys/root.key").to_str().unwrap().to_owned();
    let both = y2q(here.path(), &["scan", &document, &key, "--format", "csv"]);
    let rows = text(&both.stdout);
    assert!(rows.contains("pay.py,18") && rows.contains("root.key"), "{rows}");
    let folder = y2q(
        here.path(),
        &["scan", fixtures.to_str().unwrap(), "--format", "csv", "--db", "folder.db"],
    );
    assert!(
        !text(&folder.stdout).contains("cyclonedx-cbom"),
        "a CBOM in a folder is a file like any other"
    );
    // A broken one is an error with its place, nothing is planned from a part of it.
    let broken = here.path().join("broken.cdx.json");
    let whole = std::fs::read(&document).unwrap();
    std::fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
    let refused = y2q(here.path(), &["plan", "broken.cdx.json"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("broken.cdx.json as a CBOM") && said.contains("cut off"), "{said}");
}

#[test]
fn every_format_is_written() {
    let here = tempfile::tempdir().unwrap();
    for command in ["plan", "report"] {
        for format in ["text", "md", "html", "csv", "json"] {
            let output =
                y2q(here.path(), &[command, &estate(), "--at", "2026-11-21", "--format", format]);
            assert!(output.status.success(), "{command} {format}: {}", text(&output.stderr));
            assert!(!output.stdout.is_empty(), "{command} {format}");
            if format == "text" {
                let wide = text(&output.stdout)
                    .lines()
                    .find(|line| line.chars().count() > 100)
                    .map(str::to_owned);
                assert_eq!(wide, None, "{command}");
            }
        }
    }
}

#[test]
fn what_cannot_be_done_is_said_with_code_2() {
    let here = tempfile::tempdir().unwrap();
    std::fs::create_dir(here.path().join("empty")).unwrap();
    std::fs::write(
        here.path().join("bad.toml"),
        "schema = 1\n[[system]]\nid = \"a\"\npath = [\"x\"]\n",
    )
    .unwrap();
    std::fs::write(here.path().join("not.db"), "hello").unwrap();
    let estate = estate();
    for (arguments, said) in [
        (vec!["scan", "/no/such/path"], "/no/such/path"),
        (vec!["scan", "empty"], "nothing was scanned"),
        (vec!["plan", "--db", "none.db"], "y2q scan"),
        (vec!["plan", &estate, "--policy", "nist-8547"], "nist-ir-8547"),
        (vec!["plan", &estate, "--estate", "bad.toml"], "bad.toml"),
        (vec!["plan", &estate, "--at", "tomorrow"], "--at"),
        (vec!["plan", "--db", "not.db"], "not.db"),
        (vec!["plan", "--cbom", "bad.toml"], "bad.toml"),
        (vec!["explain", "no-such-thing"], "no-such-thing"),
        (vec!["scan", &estate, "--format", "xml"], "cyclonedx"),
    ] {
        let output = y2q(here.path(), &arguments);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(said), "{arguments:?}: {error}");
        assert!(!error.contains("panicked"), "{error}");
    }
    let before = std::fs::read_to_string(here.path().join("not.db")).unwrap();
    assert_eq!(before, "hello", "what is not an inventory is not overwritten");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "report", "inventories/exchange", "--format", "html"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn quiet_is_quiet_and_colour_is_for_terminals() {
    let here = tempfile::tempdir().unwrap();
    let output = y2q(here.path(), &["--quiet", "assess", &estate(), "--at", "2026-11-21"]);
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    assert!(!text(&output.stdout).contains('\u{1b}'));
    let coloured = Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "--color", "always", "plan", &estate()])
        .output()
        .unwrap();
    assert!(text(&coloured.stdout).contains('\u{1b}'));
}

#[test]
fn explain_knows_every_kind_of_id() {
    let here = tempfile::tempdir().unwrap();
    assert!(
        y2q(here.path(), &["--quiet", "scan", &estate(), "--db", "my.db", "-o", "a.csv"])
            .status
            .success()
    );
    let csv = std::fs::read_to_string(here.path().join("a.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let at = rows.headers().unwrap().iter().position(|name| name == "asset_id").unwrap();
    let asset = rows.records().next().unwrap().unwrap()[at].to_owned();
    for (id, said) in [
        ("x509-certificate", "RFC 5280"),
        ("nist-ir-8547", "NIST"),
        ("ml-kem-768", "FIPS 203"),
        ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
        ("RSA-2048", "112"),
        (&asset[..10], "occurrence"),
        // Every term of the priority, and the assumption beside the chance.
        (&asset[..10], "which is the sum of"),
        (&asset[..10], "Mosca: "),
        (&asset[..10], "Quantum Threat Timeline"),
        (&asset[..10], "Deadline: "),
    ] {
        let output = y2q(here.path(), &["explain", id, "--db", "my.db"]);
        assert!(output.status.success(), "{id}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains(said), "{id}: {}", text(&output.stdout));
    }
}

#[test]
fn init_drafts_an_estate_that_plan_accepts() {
    let here = tempfile::tempdir().unwrap();
    let estate = estate();
    let draft = y2q(here.path(), &["--quiet", "init", &estate, "-o", "estate.toml"]);
    assert!(draft.status.success(), "{}", text(&draft.stderr));
    let written = std::fs::read_to_string(here.path().join("estate.toml")).unwrap();
    for folder in ["front", "wallet", "pki", "ssh", "documents", "maintenance"] {
        assert!(written.contains(folder), "{folder}: {written}");
    }
    let plan = y2q(here.path(), &["plan", &estate, "--estate", "estate.toml", "--format", "json"]);
    assert!(plan.status.success(), "{}", text(&plan.stderr));
    // What a person wrote is never overwritten.
    let again = y2q(here.path(), &["--quiet", "init", &estate, "-o", "estate.toml"]);
    assert_eq!(again.status.code(), Some(2));
}

const ACME: &str = "id = \"python-acme\"\nlanguages = [\"python\"]\nlibrary = \"Acme\"\ndocs = \"https://acme.example\"\n\
                    gate = [\"acme\"]\n\n[[rule]]\nid = \"acme-new\"\ncall = [\"acme.new\"]\n\
                    algorithm = { argument = 0 }\nbits = { argument = 1, default = \"256\" }\n\n[[rule.hit]]\ncode = '''\n\
                    import acme\nacme.new(\"AES\", 128)\n'''\nfinds = [\"AES-128\"]\n";

#[test]
fn rules_of_one_s_own_take_part_in_a_scan() {
    let here = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = here.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let use_ = "import acme\nimport hashlib\nNAME = \"AES\"\ndef seal(size=192):\n    acme.new(NAME, size)\nhashlib.md5()\n";
    write("src/app.py", use_);
    write("own/python-acme.toml", ACME);
    let csv = |arguments: &[&str]| {
        let mut all = vec!["scan", "src", "--format", "csv", "-o", "-"];
        all.extend(arguments);
        let scanned = y2q(here.path(), &all);
        assert!(scanned.status.success(), "{}", text(&scanned.stderr));
        (text(&scanned.stdout), text(&scanned.stderr))
    };
    let (rows, _) = csv(&[]);
    assert!(rows.contains("MD5") && !rows.contains("AES"), "{rows}");
    let (rows, said) = csv(&["--rules", "own"]);
    assert!(rows.contains("app.py,5,") && rows.contains(",AES-192,"), "{rows}");
    assert!(
        rows.contains("MD5") && said.contains("using 1 rules of your own: python-acme"),
        "{said}"
    );
    // Named by y2q.toml where the command runs, and never by what is scanned.
    write("src/y2q.toml", "[scan]\nrules = \"../own\"\n");
    assert!(!csv(&[]).0.contains("AES"));
    write("y2q.toml", "[scan]\nrules = \"own\"\n");
    assert!(csv(&[]).0.contains("AES-192"));

    let explained = text(&y2q(here.path(), &["explain", "src/app.py:5"]).stdout);
    for line in [
        "calls       acme.new (Acme)",
        "inside      seal",
        "rule        acme-new (y2q explain acme-new)",
        "algorithm   app.py:3",
        "key size    app.py:4",
    ] {
        assert!(explained.contains(line), "{line}: {explained}");
    }
    let page = text(&y2q(here.path(), &["explain", "acme-new"]).stdout);
    for line in [
        "rule acme-new of the pack python-acme: Acme",
        "calls of            acme.new",
        "algorithm           the first argument",
        "key size            the second argument; 256 where it is not given, as the library does",
        "example, finds AES-128",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    let page = text(&y2q(here.path(), &["explain", "python-hashlib"]).stdout);
    assert!(page.contains("hashlib-new") && page.contains("docs.python.org"), "{page}");

    // What is wrong is told with its line, and nothing is scanned.
    write("own/python-acme.toml", &ACME.replace("algorithm =", "algoritm ="));
    let refused = y2q(here.path(), &["scan", "src"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("[[rule]] has no key `algoritm`"), "{said}");
    assert!(said.contains("own/python-acme.toml:10:1"), "{said}");
    assert!(said.contains("did you mean `algorithm`?"), "{said}");
    write("own/python-acme.toml", &ACME.replace("\"acme-new\"", "\"hashlib-new\""));
    let said = text(&y2q(here.path(), &["scan", "src"]).stderr);
    assert!(said.contains("the pack `python-hashlib` has a rule `hashlib-new`"), "{said}");
}

#[test]
fn examples_of_rules_are_run_and_told_where_they_do_not_hold() {
    let here = tempfile::tempdir().unwrap();
    let file = here.path().join("python-acme.toml");
    std::fs::write(&file, ACME).unwrap();
    let good = y2q(here.path(), &["rules", "test", "python-acme.toml"]);
    assert!(good.status.success(), "{}", text(&good.stderr));
    assert_eq!(text(&good.stdout), "1 packs: 1 examples hold, 0 do not\n");
    std::fs::write(&file, ACME.replace("AES-128", "AES-256")).unwrap();
    let bad = y2q(here.path(), &["rules", "test", "python-acme.toml"]);
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(
        text(&bad.stdout),
        "python-acme.toml:14: a hit of acme-new does not hold\n  expected  AES-256\n  actual    AES-128\n\
         1 packs: 0 examples hold, 1 do not\n"
    );
    let shown = y2q(here.path(), &["rules", "show", "hashlib-new"]);
    assert!(text(&shown.stdout).starts_with("[[rule]]\nid = \"hashlib-new\"\n"));
    let listed = text(&y2q(here.path(), &["rules", "list", "--language", "python"]).stdout);
    assert!(listed.contains("python-hashlib") && !listed.contains("java-jca"), "{listed}");
    let schema = text(&y2q(here.path(), &["rules", "schema"]).stdout);
    assert_eq!(schema, include_str!("../docs/schemas/y2q-rules-1.schema.json"));
}

#[test]
fn the_template_of_every_language_holds_its_own_examples() {
    let here = tempfile::tempdir().unwrap();
    let ids = y2q::detect::code::LANGUAGES.iter().map(|language| language.id);
    for language in ids.clone() {
        let file = format!("{language}-acme-crypto.toml");
        let made = y2q(here.path(), &["rules", "new", language, "acme-crypto", "-o", &file]);
        assert!(made.status.success(), "{language}: {}", text(&made.stderr));
        let again = y2q(here.path(), &["rules", "new", language, "acme-crypto", "-o", &file]);
        assert_eq!(again.status.code(), Some(2), "{language} is overwritten");
    }
    let tested = y2q(here.path(), &["rules", "test", "."]);
    assert!(tested.status.success(), "{}", text(&tested.stdout));
    assert!(text(&tested.stdout).contains(&format!("{} examples hold", 2 * ids.count())));
    let wrong = y2q(here.path(), &["rules", "new", "cobol", "acme"]);
    assert!(text(&wrong.stderr).contains("there is no language cobol"));
}

/// A file has no colours, unless they are asked for always.
#[test]
fn files_are_written_without_colours() {
    let folder = tempfile::tempdir().unwrap();
    let estate = estate();
    for (choice, coloured) in [("auto", false), ("never", false), ("always", true)] {
        let output = y2q(folder.path(), &["--color", choice, "plan", &estate, "-o", "plan.txt"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let written = std::fs::read_to_string(folder.path().join("plan.txt")).unwrap();
        assert_eq!(written.contains('\u{1b}'), coloured, "{choice}");
        assert!(written.contains("What is exposed?") && !written.contains("[1m") | coloured);
    }
}
