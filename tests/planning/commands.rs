//! Commands of runbooks, against a transcript of running them (`tests/planning/oracle/commands.sh`).

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::{Exposure, ProtocolKind, Purpose};
use y2q::plan::Plan;

use super::holdings::{
    LATER, certificate, context, judged, leaf, plan, protocol, root, ssh_key, supplier, system,
};
use super::whole_plans;

/// Plans that hold every kind of change that a plan can hold.
fn plans() -> Vec<Plan> {
    let (declared, holdings) = whole_plans::estate();
    let mut plans = vec![plan(&declared, &[], &holdings)];
    let mut supplied = system("ops", &[]);
    supplied.supplier = Some(supplier("Maker", None));
    for exposure in [Exposure::Shor, Exposure::ClassicallyBroken] {
        for kind in [ProtocolKind::Tls, ProtocolKind::Ssh, ProtocolKind::Ike, ProtocolKind::Other] {
            for purpose in [Purpose::KeyEstablishment, Purpose::Signature, Purpose::Encryption] {
                let offer = judged(exposure, &[purpose], &[LATER]);
                let one = protocol("ops", kind, "one", vec![offer.clone()]);
                let sound = judged(Exposure::None, &[purpose], &[]);
                let both = protocol("ops", kind, "both", vec![offer, sound]);
                plans.push(plan(&context(vec![supplied.clone()]), &[], &[one]));
                plans.push(plan(&context(vec![]), &[], &[both]));
            }
        }
        let mut keys = [
            ssh_key("ops", "key"),
            certificate("web", &leaf("www"), None),
            certificate("web", &root("public"), None),
        ];
        for key in &mut keys {
            key.judged = vec![judged(exposure, &[Purpose::Signature], &[LATER])];
        }
        plans.push(plan(&context(vec![]), &[], &keys));
    }
    plans
}

/// Exit code and the line that shows it, by command.
fn transcript() -> BTreeMap<String, (String, String)> {
    let text = std::fs::read_to_string("tests/planning/oracle/commands.tsv").unwrap();
    text.lines()
        .map(|line| {
            let [code, shown, command]: [&str; 3] =
                line.splitn(3, '\t').collect::<Vec<_>>().try_into().unwrap();
            (command.to_owned(), (code.to_owned(), shown.to_owned()))
        })
        .collect()
}

fn commands(plans: &[Plan]) -> BTreeSet<&str> {
    let packages = plans.iter().flat_map(|plan| &plan.packages);
    packages.flat_map(|package| package.runbook().commands).collect()
}

/// The list that `tests/planning/oracle/commands.sh` reads.
#[test]
#[ignore = "writes the commands to the file Y2Q_COMMANDS"]
fn commands_are_written() {
    let file = std::env::var_os("Y2Q_COMMANDS").expect("Y2Q_COMMANDS names a file");
    let plans = plans();
    let lines = commands(&plans).into_iter().map(|one| format!("{one}\n"));
    std::fs::write(file, lines.collect::<String>()).unwrap();
}

#[test]
fn every_command_of_a_runbook_was_run_and_showed_what_it_is_to_show() {
    let plans = plans();
    let all = commands(&plans);
    assert!(all.len() >= 20, "{all:#?}");
    let seen = transcript();
    for command in all {
        let (code, shown) = seen.get(command).unwrap_or_else(|| panic!("{command} was not run"));
        let refused = command.contains("-groups X25519 ") || command.contains("=curve25519-sha256");
        match code.as_str() {
            // The only one that needs a daemon of its own.
            "not run" => assert!(command.starts_with("swanctl "), "{command}"),
            "0" => assert!(!refused && !shown.is_empty(), "{command}: {shown}"),
            _ => assert!(refused && !shown.is_empty(), "{command}: {code} {shown}"),
        }
    }
}

#[test]
fn every_package_has_a_whole_runbook() {
    for plan in plans() {
        for package in &plan.packages {
            let book = package.runbook();
            for (part, steps) in [
                ("before", &book.before),
                ("work", &book.work),
                ("checks", &book.checks),
                ("commands", &book.commands),
                ("back", &book.back),
            ] {
                assert!(!steps.is_empty(), "{} has no {part}", package.id);
            }
            let sorted: usize = [
                &book.notes,
                &book.before,
                &book.pilot,
                &book.rehearsal,
                &book.work,
                &book.checks,
                &book.commands,
                &book.back,
            ]
            .into_iter()
            .map(Vec::len)
            .sum();
            assert_eq!(sorted, package.steps.len());
        }
    }
}
