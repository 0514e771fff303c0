//! Closed files, revocation lists of OpenSSH, objects in hexadecimal digits and pairs of certificates, against their tools.

use std::collections::BTreeMap;

use y2q::model::{Asset, MaterialKind, UnknownReason};

use super::{assert_nothing, fixture, look, materials, truth};

const FOLDER: &str = "sealed_files";

#[test]
fn vaults_of_ansible_are_closed() {
    for (file, line) in [("vault.yml", 1), ("values.yml", 3)] {
        let sink = look(file, &fixture(FOLDER, file));
        let [(finding, vault)] = materials(&sink)[..] else { panic!("{file}: {sink:?}") };
        assert_eq!(finding.occurrence.line, Some(line), "{file}");
        let protection = vault.protection.as_ref().unwrap();
        assert_eq!(protection.scheme, "PBKDF2-HMAC-SHA-256, AES-256-CTR, HMAC-SHA-256");
        assert_eq!(protection.iterations, Some(10_000));
        let [unknown] = &sink.unknowns[..] else { panic!("{file}: {sink:?}") };
        assert_eq!(unknown.reason, UnknownReason::Encrypted);
    }
    for text in [
        "A vault begins with $ANSIBLE_VAULT;1.1;AES256 and goes on in digits.\n",
        "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
        "$ANSIBLE_VAULT;1.1;AES256\n...\n",
    ] {
        assert_nothing("README.md", text);
    }
}

#[test]
fn files_of_openssl_enc_are_closed() {
    for file in ["enc.bin", "enc.txt"] {
        let sink = look(file, &fixture(FOLDER, file));
        let [(_, data)] = materials(&sink)[..] else { panic!("{file}: {sink:?}") };
        assert_eq!(data.format, "openssl enc", "{file}");
        assert!(data.algorithm.is_none());
        assert_eq!(sink.unknowns.len(), 1, "{file}");
    }
    assert_nothing(
        "notes.txt",
        "U2FsdGVkX1 is how base64 of Salted__ begins, and this is a text.\n",
    );
    assert_nothing("salted.txt", "Salted__");
}

/// `ssh-keygen -Q -l`: keys and digests as `hash:`, authorities as `# CA key`.
#[test]
fn revocation_lists_agree_with_ssh_keygen() {
    let said = String::from_utf8(fixture(FOLDER, "tools.txt")).unwrap();
    let (_, said) = said.split_once("== revoked.krl\n").unwrap();
    let count = |of: fn(&&str) -> bool| said.lines().filter(of).count().to_string();
    let keys = count(|line| line.starts_with("hash:") && line.contains(" # "));
    let digests = count(|line| line.starts_with("hash:") && !line.contains(" # "));
    let authorities = count(|line| line.starts_with("# CA key"));
    let version = said.lines().next().unwrap().rsplit(' ').next().unwrap();
    let sink = look("revoked.krl", &fixture(FOLDER, "revoked.krl"));
    let [(_, list)] = materials(&sink)[..] else { panic!("{sink:?}") };
    assert_eq!(list.material, MaterialKind::CertificateRevocationList);
    let details = list.details.iter().cloned().collect::<BTreeMap<_, _>>();
    assert_eq!(details["revoked keys"], keys);
    assert_eq!(details["SHA-256 digests of revoked keys"], digests);
    assert_eq!(details["authorities of revoked certificates"], authorities);
    assert_eq!(details["version"], version);
    let stamp = said.lines().find_map(|line| line.strip_prefix("# Generated at ")).unwrap();
    let digits = list.not_before.unwrap().to_string().replace(['-', ':', 'Z'], "");
    assert_eq!(digits, stamp);
    let cut = look("revoked.krl", &fixture(FOLDER, "revoked.krl")[..100]);
    assert_eq!(cut.unknowns.len(), 1);
}

#[test]
fn objects_in_hexadecimal_digits_are_those_of_openssl() {
    let mut expected = BTreeMap::<String, Vec<String>>::new();
    for row in truth("hexadecimal", "truth.csv") {
        expected.entry(row["file"].clone()).or_default().push(row["sha256"].clone());
    }
    for (file, mut prints) in expected {
        let sink = look(&file, &fixture("hexadecimal", &file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let found = sink.findings.iter().map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => certificate.fingerprint.clone(),
            Asset::RelatedCryptoMaterial(material) => material.fingerprint.clone(),
            other => panic!("{file}: {other:?}"),
        });
        let mut found = found.collect::<Vec<_>>();
        found.sort();
        prints.sort();
        assert_eq!(found, prints, "{file}");
    }
    // One octet less is none.
    let text = String::from_utf8(fixture("hexadecimal", "literal.sql")).unwrap();
    assert_nothing("literal.sql", &text.replace("3082", "3083"));
    let short = &text[..text.len() - 20];
    assert_nothing("short.sql", short);
    for text in [
        "30 82 01 0a is how a certificate begins\n",
        "static int a[] = {0x30, 0x82, 0x01, 0x0a};\n",
    ] {
        assert_nothing("notes.c", text);
    }
}

#[test]
fn pairs_hold_the_certificates_that_openssl_wrote() {
    let rows = truth("certificate_pairs", "pairs.csv");
    for file in ["both.cp", "half.cp"] {
        let prints = rows.iter().filter(|row| row["file"] == file).map(|row| row["sha256"].clone());
        let sink = look(file, &fixture("certificate_pairs", file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let found = sink.findings.iter().map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => certificate.fingerprint.clone(),
            other => panic!("{file}: {other:?}"),
        });
        assert_eq!(found.collect::<Vec<_>>(), prints.collect::<Vec<_>>(), "{file}");
        assert!(sink.findings.iter().all(|finding| finding.occurrence.note.contains("of a pair")));
    }
}

#[test]
fn a_text_with_a_byte_order_mark_is_no_openpgp() {
    let pem = std::fs::read_to_string("inventories/fixtures/x509/bundle.txt").unwrap();
    let start = pem.find("-----BEGIN CERTIFICATE-----").unwrap();
    for mark in ["\u{feff}", "\u{c4}rger\n", "\u{3042}\n"] {
        let sink = look("bom.pem", format!("{mark}{}", &pem[start..]).as_bytes());
        let openpgp = sink.unknowns.iter().filter(|unknown| unknown.detail.contains("OpenPGP"));
        assert_eq!(openpgp.count(), 0, "{:?}", sink.unknowns);
        assert!(!sink.findings.is_empty());
    }
}
