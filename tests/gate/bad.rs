//! Faulty settings and baselines: a clear message, exit code 2, and nothing overwritten.

use std::fs;

use super::{accepted, checkout, code, gate, record, said};

#[test]
fn faulty_baselines_are_refused_with_their_line() {
    let folder = accepted();
    let path = folder.path().join("y2q-baseline.tsv");
    let good = fs::read_to_string(&path).unwrap();
    let second = good.lines().nth(1).unwrap();
    for (text, fault) in [
        (good.replace(second, &format!("<<<<<<< HEAD\n{second}")), "line 2: a merge"),
        (good.replace("baseline 1:", "baseline 7:"), "line 1: written by another version"),
        (good.replace(second, "nonsense"), "line 2: no fingerprint"),
        (good.replace("\tbroken", "\tbad"), "no fingerprint and kind"),
        (String::new(), "not a baseline"),
        ("{}".to_owned(), "not a baseline"),
    ] {
        fs::write(&path, &text).unwrap();
        let output = gate(folder.path(), &[]);
        assert_eq!(code(&output), 2, "{}", said(&output));
        assert!(said(&output).contains(fault), "{fault}: {}", said(&output));
        assert_eq!(code(&gate(folder.path(), &["--prune"])), 2);
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "it was overwritten");
    }
    fs::write(&path, [0xff, 0xfe, 0]).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 2);
    let output = gate(folder.path(), &["--baseline", "none.tsv"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("there is no baseline none.tsv"), "{}", said(&output));
}

#[test]
fn faulty_settings_are_refused_with_their_line() {
    let folder = checkout();
    let waiver = |keys: &str| format!("[[gate.waiver]]\n{keys}");
    for (text, fault) in [
        (waiver("rule = [\"broken/md5\"]\nreason = \"r\"\nowner = \"o\"\n"), "has no `expires`"),
        (waiver("rule = [\"md5\"]\nexpires = 2027-01-01\nowner = \"o\"\n"), "has no `reason`"),
        (waiver("rule = [\"md5\"]\nexpires = 2027-01-01\nreason = \"r\"\n"), "has no `owner`"),
        (waiver("reason = \"r\"\nowner = \"o\"\nexpires = 2027-01-01\n"), "a waiver of everything"),
        (
            waiver("rule = [\"md5\"]\nreason = \"r\"\nowner = \"o\"\nexpires = \"spring\"\n"),
            "is no day",
        ),
        (
            waiver("rule = [\"brokn/md5\"]\nreason = \"r\"\nowner = \"o\"\nexpires = 2027-01-01\n"),
            "no rule `brokn/md5`",
        ),
        ("[[gate.level]]\nrule = [\"broken\"]\n".to_owned(), "has no `level`"),
        ("[[gate.level]]\nlevel = \"dney\"\n".to_owned(), "did you mean `deny`"),
        ("[gate]\nbaselin = \"x\"\n".to_owned(), "has no key `baselin`"),
        ("[[gate.level]]\npath = [\"a[\"]\nlevel = \"deny\"\n".to_owned(), "y2q.toml:2"),
        ("[gate]\npolicies = [\"nist-ir-8574\"]\n".to_owned(), "did you mean nist-ir-8547"),
    ] {
        fs::write(folder.path().join("y2q.toml"), &text).unwrap();
        let output = gate(folder.path(), &[]);
        assert_eq!(code(&output), 2, "{text}: {}", said(&output));
        assert!(said(&output).contains(fault), "{text}: {}", said(&output));
    }
}

#[test]
fn what_is_not_read_passes_only_when_it_may() {
    let folder = tempfile::tempdir().unwrap();
    // A certificate that ends after its first bytes.
    let broken = "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----\n";
    fs::write(folder.path().join("leaf.pem"), broken).unwrap();
    let output = gate(folder.path(), &[]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("gate incomplete"), "{}", said(&output));
    let allowed = record(folder.path(), &["--allow-incomplete"]);
    assert_eq!((&allowed["answer"], &allowed["allow_incomplete"]), (&"pass".into(), &true.into()));
    // Accepted by name is explicit too.
    assert_eq!(code(&gate(folder.path(), &["--write-baseline"])), 0);
    assert_eq!(code(&gate(folder.path(), &[])), 0);
    fs::write(folder.path().join("other.pem"), broken).unwrap();
    assert_eq!(code(&gate(folder.path(), &[])), 2);
}

/// What was accepted in a file that cannot be read now is neither mended nor pruned.
#[test]
fn what_is_not_read_is_not_taken_for_mended() {
    let folder = tempfile::tempdir().unwrap();
    let leaf = folder.path().join("leaf.pem");
    fs::copy("inventories/fixtures/x509/root.pem", &leaf).unwrap();
    assert_eq!(code(&gate(folder.path(), &["--write-baseline"])), 0);
    let baseline = fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap();
    assert!(baseline.lines().count() > 1, "{baseline}");
    let broken = "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----\n";
    fs::write(&leaf, broken).unwrap();
    for arguments in [&["--prune"][..], &["--prune", "--allow-incomplete"]] {
        let output = gate(folder.path(), arguments);
        assert!(said(&output).contains("0 mended"), "{}", said(&output));
        let after = fs::read_to_string(folder.path().join("y2q-baseline.tsv")).unwrap();
        assert_eq!(after, baseline, "{arguments:?}");
    }
}
