//! A home of GnuPG against what gpg says of it, and signatures of RPM packages against rpm.

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::MaterialKind;

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "gnupg_home";

/// Key sizes and curves of `gpg --with-colons`, and what y2q calls the algorithm.
fn name(row: &BTreeMap<String, String>) -> String {
    match (row["algorithm"].as_str(), row["curve"].as_str()) {
        ("1", _) => format!("RSA-{}", row["bits"]),
        ("17", _) => format!("DSA-{}", row["bits"]),
        ("22", "ed25519") => "Ed25519".to_owned(),
        ("18", "cv25519") => "X25519".to_owned(),
        ("19", "nistp256") => "EC-P-256".to_owned(),
        ("19", curve) => format!("EC-{curve}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn keyboxes_hold_what_gpg_lists() {
    let sink = look("pubring.kbx", &fixture(FOLDER, "pubring.kbx"));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let keys = materials(&sink);
    assert!(keys.iter().all(|(_, key)| key.material == MaterialKind::PublicKey));
    let all = format!("{sink:?}").to_lowercase();
    let rows = truth(FOLDER, "truth.csv");
    assert_eq!(keys.len(), rows.len());
    for row in rows {
        assert!(all.contains(&row["fingerprint"].to_lowercase()), "{row:?}");
    }
    let cut = look("pubring.kbx", &fixture(FOLDER, "pubring.kbx")[..1500]);
    assert!(!cut.unknowns.is_empty() && !cut.findings.is_empty());
}

#[test]
fn private_keys_of_the_agent_are_those_that_gpg_exports() {
    // The same keys as gpg exports them for OpenSSH.
    let sink = look("authorized_keys", &fixture(FOLDER, "exported.pub"));
    let exported = materials(&sink).into_iter().map(|(_, key)| key.fingerprint.clone());
    let exported = exported.collect::<BTreeSet<_>>();
    assert_eq!(exported.len(), 3);
    let mut seen = 0;
    for row in truth(FOLDER, "truth.csv") {
        let file = format!("{}.key", row["keygrip"]);
        let bytes = fixture(&format!("{FOLDER}/private-keys-v1.d"), &file);
        let sink = look(&file, &bytes);
        let (finding, key) = only(&sink);
        assert_eq!(key.material, MaterialKind::PrivateKey, "{file}");
        assert_eq!(key.algorithm.as_ref().unwrap().name, name(&row), "{file}");
        if row["algorithm"] != "17" {
            assert_eq!(public_half(finding).fingerprint, key.fingerprint, "{file}");
            seen += usize::from(exported.contains(&key.fingerprint));
        }
        // The one key with a password.
        let scheme = key.protection.as_ref().map(|how| how.scheme.as_str());
        let is_closed = row["curve"] == "brainpoolP256r1";
        assert_eq!(scheme, is_closed.then_some("iterated S2K SHA-1, AES-128-OCB"), "{file}");
    }
    assert_eq!(seen, 3);
}

#[test]
fn canonical_expressions_are_read_and_prose_is_not() {
    let point = [&[0x40][..], &[7; 32]].concat();
    let canonical = [
        b"(20:shadowed-private-key(3:ecc(5:curve7:Ed25519)(1:q33:".as_slice(),
        &point,
        b")(8:shadowed5:t1-v1(1:a1:b))))",
    ]
    .concat();
    let sink = look("card.key", &canonical);
    let (_, key) = only(&sink);
    assert_eq!(key.algorithm.as_ref().unwrap().name, "Ed25519");
    assert_eq!(key.protection.as_ref().unwrap().scheme, "held by a smartcard");
    for (name, text) in [
        ("README.md", "Key: (private-key (rsa (n #00AF#)(e #03#))) is how gpg-agent writes it.\n"),
        ("keys.txt", "(private-key (rsa (n #00AF#)))\n"),
        ("0123456789012345678901234567890123456789.key", "a file of forty digits\n"),
        ("KBXf.txt", "    \u{1} KBXf is the magic of a keybox\n"),
    ] {
        assert_nothing(name, text);
    }
}

/// `RSA/SHA512, … Key ID …` of `%{RSAHEADER:pgpsig}`
#[test]
fn signatures_of_packages_agree_with_rpm() {
    let said = String::from_utf8(fixture("sealed_files", "tools.txt")).unwrap();
    let mut seen = 0;
    for block in said.split("== ").filter(|block| block.contains(".rpm\n")) {
        let (file, rest) = block.split_once('\n').unwrap();
        let sink = look(file, &fixture("sealed_files", file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let found = materials(&sink);
        let expected = rest.lines().filter(|line| line.contains("Key ID")).collect::<Vec<_>>();
        assert_eq!(found.len(), expected.len(), "{file}: {sink:?}");
        for ((finding, signature), line) in found.iter().zip(expected) {
            assert_eq!(signature.material, MaterialKind::Signature);
            let algorithm = &signature.signature_algorithm.as_ref().unwrap().name;
            let name = match line.split(',').next().unwrap() {
                "RSA/SHA512" => "RSA-PKCS1-1.5-SHA-512",
                "EdDSA/SHA256" => "Ed25519",
                other => panic!("{other}"),
            };
            assert_eq!(algorithm, name, "{file}");
            let id = line.rsplit(' ').next().unwrap();
            assert!(format!("{signature:?}").contains(id), "{file}: {signature:?}");
            assert!(finding.occurrence.note.contains("RPM header"), "{:?}", finding.occurrence);
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
    let cut = look("rsa.rpm", &fixture("sealed_files", "rsa.rpm")[..300]);
    assert!(!cut.unknowns.is_empty());
}
