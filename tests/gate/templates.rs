//! The templates for continuous integration: what they run, run here.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::{accepted, checkout, code, said};

/// The scripts of a composite action, in order: what follows `run:`, on its line or below it.
fn scripts(action: &str) -> Vec<String> {
    let lines: Vec<&str> = action.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut scripts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(first) = line.trim_start().strip_prefix("run: ") else { continue };
        let below = lines[at + 1..]
            .iter()
            .take_while(|next| indent(next) > indent(line) || next.trim().is_empty());
        scripts.push(if first == "|" {
            below.map(|line| line.trim_start()).collect::<Vec<_>>().join("\n")
        } else {
            first.to_owned()
        });
    }
    scripts
}

/// Runs a script as the runner does: bash that ends at the first failure.
fn bash(script: &str, folder: &Path, variables: &[(&str, &Path)]) -> Output {
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder);
    command.envs(variables.iter().copied()).env("NO_COLOR", "1").output().unwrap()
}

#[test]
fn the_action_of_github_writes_its_records_and_answers_with_the_gates_code() {
    let action = fs::read_to_string(".github/actions/gate/action.yml").unwrap();
    let scripts = scripts(&action);
    let [source, install, run] = &scripts[..] else { panic!("{scripts:#?}") };
    let home = tempfile::tempdir().unwrap();
    let program = home.path().join("program/bin");
    fs::create_dir_all(&program).unwrap();
    symlink(env!("CARGO_BIN_EXE_y2q"), program.join("y2q")).unwrap();
    let output = home.path().join("output");
    let here = fs::canonicalize(".").unwrap();
    let made = bash(source, home.path(), &[("Y2Q_SOURCE", &here), ("GITHUB_OUTPUT", &output)]);
    assert!(made.status.success(), "{}", said(&made));
    let outputs = fs::read_to_string(&output).unwrap();
    let digest = outputs.lines().find_map(|line| line.strip_prefix("digest=")).unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{outputs}");
    // What is kept is not built again.
    let there = bash(install, home.path(), &[("Y2Q_SOURCE", &here), ("Y2Q_HOME", home.path())]);
    assert!(there.status.success() && there.stderr.is_empty(), "{}", said(&there));
    for (folder, answer) in [(checkout(), 1), (accepted(), 0)] {
        let summary = home.path().join("summary");
        fs::write(&summary, "").unwrap();
        let day = Path::new("--at 2026-11-26 --threads 1");
        let mut variables = vec![
            ("Y2Q_HOME", home.path()),
            ("Y2Q_PATH", Path::new(".")),
            ("Y2Q_SINCE", Path::new("")),
            ("Y2Q_ARGUMENTS", day),
            ("Y2Q_SARIF", Path::new("y2q.sarif")),
            ("GITHUB_WORKSPACE", folder.path()),
            ("GITHUB_STEP_SUMMARY", &summary),
        ];
        // The second time over what the first has kept.
        for _ in 0..2 {
            let output = bash(run, folder.path(), &variables);
            assert_eq!(code(&output), answer, "{}", said(&output));
            assert_eq!(
                said(&output).contains("::error file=src/keys.py,line=7"),
                answer == 1,
                "{}",
                said(&output)
            );
            let text = fs::read_to_string(&summary).unwrap();
            assert!(text.starts_with("### y2q gate "), "{text}");
            let sarif = fs::read(folder.path().join("y2q.sarif")).unwrap();
            let sarif: Value = serde_json::from_slice(&sarif).unwrap();
            assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 3);
        }
        assert!(home.path().join("found/gate.db").is_file());
        variables[2].1 = Path::new("HEAD");
        let since = bash(run, folder.path(), &variables);
        assert_eq!(code(&since), 2, "there is no repository: {}", said(&since));
        variables[1].1 = Path::new("nowhere");
        assert_eq!(code(&bash(run, folder.path(), &variables)), 2);
    }
}

#[test]
fn the_template_of_gitlab_writes_its_reports() {
    let template = fs::read_to_string("docs/ci/gitlab.yml").unwrap();
    let script: Vec<&str> = template
        .lines()
        .skip_while(|line| line.trim() != "script:")
        .skip(1)
        .take_while(|line| line.starts_with("    "))
        .filter_map(|line| line.trim_start().strip_prefix("- "))
        .collect();
    assert_eq!(script.len(), 2, "{script:?}");
    let folder = checkout();
    let path = folder.path();
    let programs = Path::new(env!("CARGO_BIN_EXE_y2q")).parent().unwrap();
    let search = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let run = || bash(&script.join("\n"), path, &[("PATH", Path::new(&search))]);
    for _ in 0..2 {
        let output = run();
        assert_eq!(code(&output), 1, "{}", said(&output));
        for (file, part) in [
            ("y2q-junit.xml", "<failure"),
            ("y2q-code-quality.json", "\"fingerprint\""),
            ("y2q.cdx.json", "\"CycloneDX\""),
        ] {
            assert!(
                template.lines().any(|line| line.ends_with(&format!(": {file}"))),
                "{file} is no artifact"
            );
            assert!(fs::read_to_string(path.join(file)).unwrap().contains(part), "{file}");
        }
    }
    // A repository that brings its own findings along is refused.
    super::since::git(path, &["init", "-q"]);
    assert_eq!(code(&run()), 1);
    super::since::git(path, &["add", "-f", ".y2q"]);
    let output = run();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains(".y2q is committed"), "{}", said(&output));
}
