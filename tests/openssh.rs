//! SSH keys, certificates, signatures and configurations against `ssh-keygen`, `ssh -G` and what was written by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use y2q::detect::{DETECTORS, Detector, Sink};
use y2q::model::{
    Asset, Certificate, Evidence, Finding, Material, MaterialKind, OfferRole, Protocol,
    RelationKind, UnknownReason,
};
use y2q::scan::examine;

mod configuration;
mod robustness;
mod samples;

const OURS: [&str; 6] = [
    "openssh-private-key",
    "openssh-public-key",
    "openssh-signature",
    "putty-private-key",
    "ssh-config",
    "sshd-config",
];

/// Keys with a private file and a `.pub` beside it.
const PAIRS: [&str; 13] = [
    "ca_ed25519",
    "ca_rsa",
    "id_dsa",
    "id_ecdsa_256",
    "id_ecdsa_384",
    "id_ecdsa_521",
    "id_ecdsa_gcm",
    "id_ed25519",
    "id_ed25519_ctr",
    "id_rsa_1024",
    "id_rsa_2048",
    "id_rsa_3072",
    "id_rsa_chacha",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/openssh")
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every fixture file, sorted.
fn fixtures() -> Vec<String> {
    fn walk(at: &Path, all: &mut Vec<String>) {
        for entry in std::fs::read_dir(at).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, all);
            } else {
                all.push(path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let mut all = Vec::new();
    walk(&folder(), &mut all);
    all.sort();
    all
}

/// Runs this room's detectors as the scan does.
fn look(path: &str, bytes: &[u8]) -> Sink {
    let ours = |detector: &&&Detector| OURS.contains(&detector.id);
    let detectors = DETECTORS.iter().filter(ours).copied().collect::<Vec<_>>();
    examine(&detectors, path, bytes)
}

fn fixture(path: &str) -> Sink {
    look(path, &read(path))
}

/// The findings of a fixture that has nothing unknown.
fn found(path: &str) -> Vec<Finding> {
    let sink = fixture(path);
    assert_eq!(sink.unknowns, [], "{path}");
    sink.findings
}

fn material(finding: &Finding) -> &Material {
    let Asset::RelatedCryptoMaterial(material) = &finding.asset else { panic!("{finding:?}") };
    material
}

fn certificate(finding: &Finding) -> &Certificate {
    let Asset::Certificate(certificate) = &finding.asset else { panic!("{finding:?}") };
    certificate
}

fn detail<'a>(material: &'a Material, name: &str) -> &'a str {
    let found = material.details.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value)
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| {
        panic!("{program}: {error}; it is needed as the oracle: apt-get install openssh-client")
    });
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// `ssh-keygen -l`: bits, fingerprint and type of every key in a file.
fn keygen(path: &str) -> Vec<(u32, String, String)> {
    let path = folder().join(path);
    let text = run("ssh-keygen", &["-l", "-f", path.to_str().unwrap()]);
    let parse = |line: &str| {
        let mut words = line.split(' ');
        let bits = words.next().unwrap().parse().unwrap();
        let fingerprint = words.next().unwrap().to_owned();
        let kind = words.next_back().unwrap().trim_matches(['(', ')']).to_owned();
        (bits, fingerprint, kind)
    };
    text.lines().map(parse).collect()
}

/// The same of a finding, in `ssh-keygen`'s words.
fn as_keygen(finding: &Finding) -> (u32, String, String) {
    let material = material(finding);
    let kind = match detail(material, "ssh_type") {
        "ssh-rsa" => "RSA",
        "ssh-dss" => "DSA",
        "ssh-ed25519" => "ED25519",
        "sk-ssh-ed25519@openssh.com" => "ED25519-SK",
        "sk-ecdsa-sha2-nistp256@openssh.com" => "ECDSA-SK",
        name if name.starts_with("ecdsa-sha2-nistp") => "ECDSA",
        other => panic!("{other}"),
    };
    (material.size_bits.unwrap(), detail(material, "ssh_fingerprint").to_owned(), kind.to_owned())
}

#[test]
fn sizes_types_and_fingerprints_are_those_of_ssh_keygen() {
    let files = PAIRS.iter().flat_map(|name| [(*name).to_owned(), format!("{name}.pub")]);
    let others = ["id_ed25519_sk.pub", "id_ecdsa_sk.pub"].map(str::to_owned);
    for path in files.chain(others) {
        let findings = found(&path);
        assert_eq!(findings.iter().map(as_keygen).collect::<Vec<_>>(), keygen(&path), "{path}");
    }
}

#[test]
fn algorithms_carry_size_and_curve() {
    for (path, name) in [
        ("id_rsa_1024", "RSA-1024"),
        ("id_rsa_3072.pub", "RSA-3072"),
        ("id_dsa.pub", "DSA-1024"),
        ("id_ecdsa_256", "ECDSA-P-256"),
        ("id_ecdsa_384.pub", "ECDSA-P-384"),
        ("id_ecdsa_521.pub", "ECDSA-P-521"),
        ("id_ed25519_sk.pub", "Ed25519"),
        ("id_ecdsa_sk.pub", "ECDSA-P-256"),
        ("id_mldsa44_ed25519.pub", "MLDSA44-Ed25519-SHA512"),
        ("id_unknown.pub", "ssh-lattice7@example.org"),
    ] {
        let findings = found(path);
        assert_eq!(findings.len(), 1, "{path}");
        assert_eq!(material(&findings[0]).algorithm.as_ref().unwrap().name, name, "{path}");
        assert_eq!((findings[0].occurrence.line, findings[0].occurrence.offset), (Some(1), 0));
    }
    let unknown = &found("id_unknown.pub")[0];
    assert_eq!(material(unknown).size_bits, None);
    assert_eq!(material(unknown).algorithm.as_ref().unwrap().family, None);
}

/// One key is one asset with its X.509 form: `ssh-keygen -e -m PKCS8` writes the `SubjectPublicKeyInfo`.
#[test]
fn fingerprints_are_of_the_subject_public_key_info() {
    let sha256 = |bytes: &[u8]| {
        let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
        digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    for name in PAIRS {
        let public = &found(&format!("{name}.pub"))[0];
        let private = &found(name)[0];
        let blob = String::from_utf8(read(&format!("{name}.pub"))).unwrap();
        let blob = STANDARD.decode(blob.split(' ').nth(1).unwrap()).unwrap();
        let spki = if name.contains("ed25519") {
            // RFC 8410 §4: a fixed prefix before the 32 bytes.
            let prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
            [&prefix, &blob[blob.len() - 32..]].concat()
        } else {
            let path = folder().join(format!("{name}.pub"));
            let pem = run("ssh-keygen", &["-e", "-m", "PKCS8", "-f", path.to_str().unwrap()]);
            let base64 = pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
            STANDARD.decode(base64).unwrap()
        };
        assert_eq!(material(public).fingerprint, sha256(&spki), "{name}");
        assert_eq!(material(private).fingerprint, sha256(&spki), "{name}");
        let half = private.relations.iter().find(|edge| edge.kind == RelationKind::PublicHalf);
        assert_eq!(half.unwrap().to, public.asset.id(), "{name}");
    }
}

#[test]
fn a_passphrase_hides_nothing_but_the_private_half() {
    for (name, scheme, rounds) in [
        ("id_ed25519_ctr", "bcrypt aes256-ctr", 24),
        ("id_ecdsa_gcm", "bcrypt aes256-gcm@openssh.com", 16),
        ("id_rsa_chacha", "bcrypt chacha20-poly1305@openssh.com", 16),
    ] {
        let findings = found(name);
        let material = material(&findings[0]);
        assert_eq!(material.material, MaterialKind::PrivateKey);
        let protection = material.protection.as_ref().unwrap();
        assert_eq!((protection.scheme.as_str(), protection.iterations), (scheme, Some(rounds)));
    }
    assert_eq!(material(&found("id_rsa_2048")[0]).protection, None);
}

#[test]
fn certificates_agree_with_ssh_keygen() {
    for path in ["id_rsa_2048-cert.pub", "id_ecdsa_256-cert.pub", "id_ed25519-cert.pub"] {
        let file = folder().join(path);
        let truth = run("ssh-keygen", &["-L", "-f", file.to_str().unwrap()]);
        let findings = found(path);
        assert_eq!(findings.len(), 1);
        let certificate = certificate(&findings[0]);
        let serial = u64::from_str_radix(&certificate.serial, 16).unwrap();
        for part in [
            format!("Key ID: \"{}\"", certificate.subject),
            format!("Serial: {serial}\n"),
            format!(" {} (using", certificate.issuer),
            findings[0].occurrence.note.clone(),
        ] {
            assert!(truth.contains(&part), "{path}: {part:?} is not in\n{truth}");
        }
        for principal in &certificate.subject_alternative_names {
            assert!(truth.contains(&format!("    {principal}\n")), "{path}: {principal}");
        }
        assert!(!certificate.is_ca && !certificate.self_signed);
        assert_eq!(certificate.format, "OpenSSH");
    }
}

#[test]
fn certificates_keep_validity_and_algorithms() {
    let findings = found("id_rsa_2048-cert.pub");
    let user = certificate(&findings[0]);
    assert_eq!(user.not_before.unwrap().to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(user.not_after.unwrap().to_string(), "2027-01-01T00:00:00Z");
    assert_eq!(user.subject_alternative_names, ["deploy", "backup"]);
    assert_eq!(user.signature_algorithm.name, "Ed25519");
    assert_eq!(user.key_algorithm.name, "RSA-2048");
    assert_eq!(user.key_fingerprint, material(&found("id_rsa_2048.pub")[0]).fingerprint);
    let findings = found("id_ecdsa_256-cert.pub");
    let host = certificate(&findings[0]);
    assert_eq!((host.not_before, host.not_after), (None, None));
    assert_eq!((host.serial.as_str(), host.subject.as_str()), ("ff", "host-7"));
    assert_eq!(host.signature_algorithm.name, "RSA-PKCS1-1.5-SHA-512-3072");
    let edges = |kind| findings[0].relations.iter().filter(move |edge| edge.kind == kind);
    let key = found("id_ecdsa_256.pub")[0].asset.id();
    assert!(edges(RelationKind::SubjectPublicKey).any(|edge| edge.to == key));
    let authority = found("ca_rsa.pub")[0].asset.id();
    assert!(edges(RelationKind::Issuer).any(|edge| edge.to == authority));
    assert_eq!(
        certificate(&found("id_ed25519-cert.pub")[0]).signature_algorithm.name,
        "RSA-PKCS1-1.5-SHA-256-3072"
    );
}

/// The `ssh-key` crate reads the same signatures.
#[test]
fn signatures_agree_with_another_reader() {
    for (path, algorithm) in
        [("rsa.sshsig", "RSA-PKCS1-1.5-SHA-512-2048"), ("ed25519.sshsig", "Ed25519")]
    {
        let truth = ssh_key::SshSig::from_pem(read(path)).unwrap();
        let findings = found(path);
        assert_eq!(findings.len(), 1);
        let signature = material(&findings[0]);
        assert_eq!(signature.material, MaterialKind::Signature);
        assert_eq!(detail(signature, "namespace"), truth.namespace());
        assert_eq!(detail(signature, "hash"), truth.hash_alg().as_str());
        let key = ssh_key::PublicKey::from(truth.public_key().clone());
        let fingerprint = key.fingerprint(ssh_key::HashAlg::Sha256).to_string();
        assert_eq!(detail(signature, "ssh_fingerprint"), fingerprint);
        assert_eq!(signature.signature_algorithm.as_ref().unwrap().name, algorithm);
    }
}

#[test]
fn putty_keys_are_the_keys_they_were_made_from() {
    for (path, origin, scheme, version) in [
        ("rsa_v3.ppk", "id_rsa_2048", Some(("Argon2id aes256-cbc", Some(13))), "3"),
        ("ed25519_v3_plain.ppk", "id_ed25519", None, "3"),
        ("ecdsa_v2.ppk", "id_ecdsa_384", Some(("SHA-1 aes256-cbc", None)), "2"),
    ] {
        let findings = found(path);
        assert_eq!(findings.len(), 1, "{path}");
        assert_eq!(findings[0].asset.id(), found(origin)[0].asset.id(), "{path}");
        let key = material(&findings[0]);
        let protection = key.protection.as_ref();
        assert_eq!(protection.map(|kept| (kept.scheme.as_str(), kept.iterations)), scheme);
        assert_eq!(detail(key, "ppk_version"), version);
    }
    assert_eq!(detail(material(&found("rsa_v3.ppk")[0]), "argon2_memory_kib"), "4096");
    let lost = look("lost.ppk", b"PuTTY-User-Key-File-4: ssh-rsa\n");
    assert_eq!(lost.unknowns[0].reason, UnknownReason::Unsupported);
}

#[test]
fn authorized_keys_show_option_names_and_exact_places() {
    let text = read("authorized_keys");
    let findings = found("authorized_keys");
    let notes = findings.iter().map(|finding| finding.occurrence.note.as_str()).collect::<Vec<_>>();
    let expected = [
        "",
        "options command, from, no-pty",
        "options cert-authority, principals",
        "options restrict",
        "",
        "",
        "",
    ];
    assert_eq!(notes, expected);
    let lines = findings.iter().map(|finding| finding.occurrence.line.unwrap()).collect::<Vec<_>>();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
    for finding in &findings {
        let at = usize::try_from(finding.occurrence.offset).unwrap();
        let name = detail(material(finding), "ssh_type").as_bytes();
        assert!(text[at..].starts_with(name), "{finding:?}");
    }
    // ssh-keygen 9.2 passes over the last line, whose type it does not know.
    assert_eq!(findings[..6].iter().map(as_keygen).collect::<Vec<_>>(), keygen("authorized_keys"));
}

#[test]
fn known_hosts_show_hosts_and_markers() {
    let findings = found("known_hosts");
    let notes = findings.iter().map(|finding| finding.occurrence.note.as_str()).collect::<Vec<_>>();
    let expected = [
        "host web.example.org,192.0.2.7",
        "host [git.example.org]:2222",
        "@cert-authority host *.example.org",
        "@revoked host old.example.org",
        "hashed host",
    ];
    assert_eq!(notes, expected);
    // ssh-keygen passes over lines with a marker.
    let plain = findings.iter().filter(|finding| !finding.occurrence.note.starts_with('@'));
    assert_eq!(plain.map(as_keygen).collect::<Vec<_>>(), keygen("known_hosts"));
}

#[test]
fn keys_in_other_texts_are_found_and_prose_is_not() {
    let findings = found("cloud-init.yaml");
    let summary = findings
        .iter()
        .map(|finding| {
            let material = material(finding);
            (
                finding.occurrence.line.unwrap(),
                material.material,
                material.algorithm.as_ref().unwrap().name.as_str(),
            )
        })
        .collect::<BTreeSet<_>>();
    let expected = BTreeSet::from([
        (5, MaterialKind::PublicKey, "ECDSA-P-384"),
        (6, MaterialKind::PublicKey, "RSA-2048"),
        (14, MaterialKind::PrivateKey, "Ed25519"),
    ]);
    assert_eq!(summary, expected);
    assert_eq!(findings.len(), 3);
    for (path, origin) in
        [("rsa_rfc4716.txt", "id_rsa_3072"), ("ed25519_rfc4716.txt", "id_ed25519")]
    {
        let block = found(path);
        assert_eq!(block.len(), 1);
        let truth = keygen(&format!("{origin}.pub"));
        assert_eq!(vec![as_keygen(&block[0])], truth);
    }
}

#[test]
fn private_keys_in_string_literals_are_found() {
    let key = String::from_utf8(read("id_ed25519_ctr")).unwrap();
    let json = format!("{{\"key\": \"{}\"}}\n", key.replace('\n', "\\n"));
    let sink = look("state.json", json.as_bytes());
    assert_eq!(sink.findings.iter().map(as_keygen).collect::<Vec<_>>(), keygen("id_ed25519_ctr"));
    let source = format!("const BEGIN: &str = \"{}\";\n", key.lines().next().unwrap());
    let sink = look("source.rs", source.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}

#[test]
fn a_key_type_that_came_later_is_kept_in_other_texts_behind_its_name() {
    let line = String::from_utf8(read("id_mldsa44_ed25519.pub")).unwrap();
    let with_known =
        format!("key: {line}old: {}", String::from_utf8(read("id_rsa_1024.pub")).unwrap());
    assert_eq!(look("notes.txt", with_known.as_bytes()).findings.len(), 2);
    let half = &with_known[..600];
    assert_eq!(look("notes.txt", half.as_bytes()).findings.len(), 0);
}

#[test]
fn broken_lines_of_key_files_are_unknown() {
    let key = String::from_utf8(read("id_ed25519.pub")).unwrap();
    let half = &key[..40];
    for (path, text, unknowns) in [
        ("x.pub", half.to_owned(), 1),
        ("authorized_keys", format!("{half}\n{key}# done\n"), 1),
        ("known_hosts", format!("host {key}host 1024 35 1234567\n"), 1),
        ("known_hosts.go", format!("host {half}\n"), 0),
        ("notes.md", format!("`{half}`\n"), 0),
        ("x.pub", "-----BEGIN PUBLIC KEY-----\n".to_owned(), 0),
        ("x.pub", key.replacen("ssh-ed25519", "ssh-rsa", 1), 1),
        (
            "id",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n".to_owned(),
            1,
        ),
        (
            "README",
            "it begins with\n-----BEGIN OPENSSH PRIVATE KEY-----\nand so on\n".to_owned(),
            0,
        ),
    ] {
        let sink = look(path, text.as_bytes());
        assert_eq!(sink.unknowns.len(), unknowns, "{path}: {:?}", sink.unknowns);
        assert!(sink.unknowns.iter().all(|unknown| unknown.reason == UnknownReason::Malformed));
    }
}
