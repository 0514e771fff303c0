//! Signatures that lie in containers: of commits and tags against ssh-keygen and OpenSSL, of Alpine's packages.

use std::path::Path;

use y2q::detect::DETECTORS;
use y2q::model::{Asset, Material, MaterialKind};
use y2q::scan::Progress;
use y2q::source::git::History;

use super::scan_of;
use crate::scanning::collect;

/// Signatures with their places.
fn signatures(root: &Path, history: History) -> Vec<(String, Material)> {
    let mut scan_of = scan_of(root);
    scan_of.history = history;
    let records = collect(&scan_of, DETECTORS, &Progress::default());
    let mut found = Vec::new();
    for (path, record) in records {
        assert!(record.unknowns.is_empty(), "{path}: {:?}", record.unknowns);
        for finding in record.findings {
            match finding.asset {
                Asset::RelatedCryptoMaterial(made)
                    if made.material == MaterialKind::Signature || made.format == "CMS" =>
                {
                    found.push((path.clone(), made));
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn packages_of_alpine_are_signed() {
    let found = signatures(Path::new("inventories/fixtures/alpine"), History::Head);
    let said = found.iter().map(|(path, made)| {
        let algorithm = made.signature_algorithm.as_ref().unwrap().name.as_str();
        (path.as_str(), algorithm, made.details[1].1.as_str())
    });
    // The digest is what OpenSSL finds inside of the signature, and 256 octets are what RSA-2048 makes (tools.txt, generate.sh).
    let tools = include_str!("../../inventories/fixtures/alpine/tools.txt");
    assert!(tools.contains(":sha1\n") && tools.contains(":sha256\n"));
    let expected = [
        ("new.apk!.SIGN.RSA256.fixture@example.test-5f00.rsa.pub", "RSA-PKCS1-1.5-SHA-256", "256"),
        ("old.apk!.SIGN.RSA.fixture@example.test-5f00.rsa.pub", "RSA-PKCS1-1.5-SHA-1", "256"),
    ];
    assert_eq!(said.collect::<Vec<_>>(), expected);
}

#[cfg(all(feature = "git", unix))]
mod git {
    use std::collections::BTreeMap;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use super::*;

    fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
        let mut run = Command::new(program);
        run.current_dir(folder).args(arguments);
        run.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let run = run.output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    }

    /// A program that signs as git asks one to (git-config(1), `gpg.program`): what `script` prints, then the status.
    fn signer(folder: &Path, name: &str, script: &str) -> String {
        let path = folder.join(name);
        let text = format!("#!/bin/sh\n{script}\nprintf '\\n[GNUPG:] SIG_CREATED \\n' >&2\n");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A commit signed by OpenSSH, a tag by a certificate, a branch by OpenPGP, and the OpenSSH key's fingerprint.
    fn repository(folder: &Path) -> String {
        run(folder, "ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", "key", "-C", "fixture"]);
        let subject = ["-subj", "/CN=signer.example.test", "-days", "30"];
        let request =
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "x.key", "-out", "x.pem"];
        run(folder, "openssl", &[&request[..], &subject].concat());
        let place = folder.to_str().unwrap();
        let cms = format!(
            "openssl cms -sign -binary -signer {place}/x.pem -inkey {place}/x.key -outform PEM | sed 's/ CMS-/ SIGNED MESSAGE-/'"
        );
        let x509 = signer(folder, "x509", &cms);
        let fixture = fs::canonicalize("inventories/fixtures/openpgp/ed25519.asc").unwrap();
        let openpgp =
            signer(folder, "openpgp", &format!("cat > /dev/null; cat {}", fixture.display()));
        let work = folder.join("work");
        fs::create_dir(&work).unwrap();
        let git = |arguments: &[&str]| {
            let who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
            run(&work, "git", &[&who[..], arguments].concat())
        };
        let key = format!("user.signingKey={place}/key");
        git(&["init", "-q", "-b", "main"]);
        let ssh = [
            "-c",
            "gpg.format=ssh",
            "-c",
            &key,
            "commit",
            "-q",
            "--allow-empty",
            "-S",
            "-m",
            "one",
        ];
        git(&ssh);
        let program = format!("gpg.x509.program={x509}");
        git(&[
            "-c",
            "gpg.format=x509",
            "-c",
            &program,
            "tag",
            "-s",
            "-u",
            "x",
            "-m",
            "a tag",
            "v1",
        ]);
        git(&["checkout", "-q", "-b", "side"]);
        let program = format!("gpg.program={openpgp}");
        git(&["-c", &program, "commit", "-q", "--allow-empty", "-Sx", "-m", "two"]);
        git(&["checkout", "-q", "main"]);
        fs::write(work.join("file"), "checked out").unwrap();
        let print = run(folder, "ssh-keygen", &["-lf", "key.pub"]);
        print.split(' ').nth(1).unwrap().to_owned()
    }

    #[test]
    fn commits_and_tags_are_signed() {
        let folder = tempfile::tempdir().unwrap();
        let print = repository(folder.path());
        let work = folder.path().join("work");
        let id = |name: &str| run(&work, "git", &["rev-parse", name]).trim().to_owned();
        let (tag, side) = (id("v1"), id("side"));
        let of = |root: &Path, history| {
            signatures(root, history).into_iter().collect::<BTreeMap<_, _>>()
        };
        let head = of(&work, History::Head);
        assert_eq!(head.keys().collect::<Vec<_>>(), [".git!HEAD!gpgsig"]);
        let made = &head[".git!HEAD!gpgsig"];
        assert_eq!(made.format, "SSHSIG");
        let said = |name: &str| made.details.iter().find(|(of, _)| of == name).unwrap().1.as_str();
        assert_eq!((said("ssh_fingerprint"), said("namespace")), (print.as_str(), "git"));

        let every = of(&work, History::Every);
        let [tag, side] = [tag, side].map(|id| format!(".git!{id}!gpgsig"));
        assert_eq!(every.len(), 3, "{every:?}");
        let by_certificate = ("signature".to_owned(), "RSA-PKCS1-1.5-SHA-256".to_owned());
        assert!(every[&tag].details.contains(&by_certificate), "{:?}", every[&tag]);
        assert_eq!(
            every[&side].signature_algorithm.as_ref().unwrap().family.as_deref(),
            Some("EdDSA")
        );

        // The same in a clone without a work tree, packed.
        run(folder.path(), "git", &["clone", "-q", "--bare", "work", "repo.git"]);
        let bare = of(&folder.path().join("repo.git"), History::Every);
        let prints = |all: &BTreeMap<String, Material>| {
            let mut prints = all.values().map(|made| made.fingerprint.clone()).collect::<Vec<_>>();
            prints.sort();
            prints
        };
        assert_eq!(prints(&bare), prints(&every));
    }
}
