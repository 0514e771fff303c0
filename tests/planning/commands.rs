//! Commands of runbooks, against a transcript of running them (`tests/planning/oracle/commands.sh`).

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::{Exposure, Kept, MaterialKind, ProtocolKind, Purpose};
use y2q::plan::Plan;

use super::holdings::{
    LATER, certificate, context, judged, key, leaf, plan, protocol, root, ssh_key, supplier, system,
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
        for format in ["OpenPGP", "JWK", "DNSSEC", "WireGuard", "wallet"] {
            for purpose in [Purpose::KeyEstablishment, Purpose::Signature] {
                let mut says = judged(exposure, &[purpose], &[LATER]);
                if format == "wallet" {
                    says.subject.usage.kept = Kept::Ledger;
                }
                let held = key("ops", MaterialKind::PrivateKey, format, "half", says);
                plans.push(plan(&context(vec![]), &[], &[held]));
            }
        }
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
        match code.as_str() {
            // The only one that needs a daemon of its own.
            "not run" => assert!(command.starts_with("swanctl "), "{command}"),
            // What is to be refused is refused: the command ends well when it has seen that.
            _ => assert!(code == "0" && !shown.is_empty(), "{command}: {code} {shown}"),
        }
    }
}

/// What a step says is left of SSH's lists is put to `sshd`, which refuses names that it does not know.
#[test]
fn sshd_takes_what_a_runbook_leaves() {
    let offers = [Purpose::Encryption, Purpose::Integrity, Purpose::Signature];
    let offers = offers.map(|purpose| judged(Exposure::ClassicallyBroken, &[purpose], &[LATER]));
    let held = protocol("ops", ProtocolKind::Ssh, "sshd", offers.to_vec());
    let plan = plan(&context(vec![]), &[], &[held]);
    let books = plan.packages.iter().map(y2q::plan::Package::runbook);
    let work = books.map(|book| book.work.join("\n")).collect::<Vec<_>>().join("\n");
    let after = |word: &str| {
        let (_, rest) =
            work.split_once(&format!("{word} ")).unwrap_or_else(|| panic!("{word}: {work}"));
        let list = rest.split([' ', ';']).next().unwrap();
        list.trim_end_matches(',').to_owned()
    };
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("host");
    let made = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(&key)
        .status();
    assert!(made.expect("install openssh-client").success());
    for option in ["Ciphers", "MACs", "KexAlgorithms", "PubkeyAcceptedAlgorithms"] {
        let list = after(option);
        let told = std::process::Command::new("/usr/sbin/sshd")
            .args(["-T", "-f", "/dev/null", "-o", &format!("{option}={list}"), "-h"])
            .arg(&key)
            .output()
            .expect("install openssh-server");
        let fault = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{option}={list}: {fault}");
        assert!(String::from_utf8_lossy(&told.stdout).contains(&list), "{option}={list}");
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
