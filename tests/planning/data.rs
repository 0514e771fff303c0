//! Data that is encrypted or signed, and certificates that it is signed with: what is done with them, and after what.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use serde_json::Value;

use crate::tracking::beside::{Estate as Scanned, Planned};

use super::commanded::{Estate, nginx, package};
use super::whose::{SERVER, Store, planned};

const MAIL: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=keyEncipherment\nextendedKeyUsage=emailProtection\n";
const CODE: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=codeSigning\n";
const KEPT: &str = "everything that they open is encrypted again or past its life";

fn steps(package: &Value) -> String {
    package["steps"].to_string()
}

/// A recipient with what is encrypted for it, a signer with what it has signed, and the authority of both.
fn store() -> Store {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("alice", "/CN=alice", "root", MAIL);
    store.issue("release", "/CN=release", "root", CODE);
    store.run("cms -encrypt -aes256 -binary -in root.pem -outform PEM -out mail.p7m alice.pem");
    let signs = "cms -sign -binary -nocerts -in root.pem -outform PEM";
    store.run(&format!("{signs} -signer release.pem -inkey release.key -out firmware.p7s"));
    store.run("genpkey -algorithm X25519 -out x25519.key");
    store
}

fn files(store: &Store) -> Vec<(&'static str, String)> {
    let all = [
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("mail/alice.pem", "alice.pem"),
        ("mail/alice.key", "alice.key"),
        ("mail/mail.p7m", "mail.p7m"),
        ("firmware/release.pem", "release.pem"),
        ("firmware/release.key", "release.key"),
        ("firmware/firmware.p7s", "firmware.p7s"),
        ("backup/x25519.key", "x25519.key"),
    ];
    all.into_iter().map(|(place, file)| (place, store.read(file))).collect()
}

/// A file of age for a recipient with X25519.
fn age() -> String {
    let line = "A".repeat(43);
    format!("age-encryption.org/v1\n-> X25519 {line}\n{line}\n--- {line}\n{}", "x".repeat(40))
}

const SYSTEMS: [(&str, &str); 4] = [("pki", ""), ("mail", ""), ("firmware", ""), ("backup", "")];

fn begins_after(plan: &Planned, later: &str, earlier: &str) {
    assert!(plan.waits(later, earlier), "{}", plan.package(later));
    let begin = plan.package(later)["start"].as_str().unwrap();
    let end = plan.package(earlier)["finish"].as_str().unwrap();
    assert!(begin >= end, "{later} begins in {begin}, {earlier} ends in {end}");
}

#[test]
fn encrypted_data_is_no_key_and_is_encrypted_again_for_the_new_one() {
    let mut all = files(&store());
    all.push(("backup/old.age", age()));
    let plan = planned(&SYSTEMS, &all);
    let (data, key) =
        ("mail/replacement/cms-key-establishment", "mail/certificate-reissue/key-establishment");
    assert!(!plan.has("mail/rekey/key-establishment"), "{:?}", plan.ids());
    assert_eq!(
        plan.package(data)["title"],
        "mail: encrypt again 1 encrypted file or message with ML-KEM-768"
    );
    begins_after(&plan, data, key);
    begins_after(
        &plan,
        "backup/replacement/cms-key-establishment",
        "backup/rekey/key-establishment",
    );
    let told = steps(plan.package(data));
    assert!(told.contains(KEPT) && told.contains("backups too"), "{told}");
    assert!(!told.contains("versioned identifier"), "{told}");
    // Whatever work a key that opens data is in, it stays as long as that.
    for id in [key, "backup/rekey/key-establishment"] {
        let told = steps(plan.package(id));
        assert!(told.contains("encrypted again or past its life"), "{told}");
        assert!(!told.contains("then destroy the old private key"), "{told}");
    }
}

#[test]
fn what_is_signed_again_is_signed_with_the_new_key() {
    let plan = planned(&SYSTEMS, &files(&store()));
    let (data, key) =
        ("firmware/replacement/cms-signature", "firmware/certificate-reissue/cms-signature");
    assert_eq!(
        plan.package(data)["title"],
        "firmware: sign again 1 signed file or message with ML-DSA-65"
    );
    begins_after(&plan, data, key);
    let told = steps(plan.package(data));
    assert!(told.contains("the old signature stays beside the new one"), "{told}");
}

#[test]
fn data_of_openpgp_waits_for_the_keys_of_its_system() {
    let estate = Estate::new("");
    for file in ["rsa.pgp", "for-rsa.gpg", "rsa-sha512.sig"] {
        let bytes = fs::read(format!("inventories/fixtures/openpgp/{file}")).unwrap();
        estate.put(&format!("app/{file}"), &bytes);
    }
    let plan = estate.plan("2026-11-30", &[]);
    for (need, title) in [
        (
            "key-establishment",
            "app: encrypt again 1 encrypted file or message with ML-KEM-768+X25519",
        ),
        ("signature", "app: sign again 1 signed file or message with ML-DSA-65+Ed25519"),
    ] {
        let data = package(&plan, &format!("app/replacement/openpgp-{need}"));
        assert_eq!(data["title"], title);
        let key = format!("app/rekey/openpgp-{need}");
        assert!(data["after"].as_array().unwrap().iter().any(|id| *id == key), "{data}");
    }
    // A use in code beside it keeps its own words.
    estate
        .put("app/sign.sh", b"#!/bin/sh\ngpg --batch --quick-generate-key a@example.com rsa3072\n");
    estate.put("app/seal.sh", b"#!/bin/sh\ngpg --quick-add-key AB rsa3072 encr\n");
    let plan = estate.plan("2026-11-30", &[]);
    let all = plan["packages"].as_array().unwrap();
    let mixed = |one: &&Value| one["title"].as_str().unwrap().contains("algorithms of OpenPGP");
    for both in all.iter().filter(mixed) {
        let told = steps(both);
        assert!(told.contains("versioned identifier") && told.contains("again"), "{told}");
    }
}

#[test]
fn without_a_new_key_nothing_is_encrypted_for_it() {
    let accept = "[[accept]]\npackage = \"mail/certificate-reissue/key-establishment\"\nowner = \"A\"\nreason = \"none\"\nexpires = 2032-12-31\n";
    let plan = planned(&[("pki", ""), ("mail", accept), ("firmware", "")], &files(&store()));
    let data = plan.package("mail/replacement/cms-key-establishment");
    assert!(data["start"].is_null(), "{data}");
    assert!(steps(data).contains("no date: it needs mail/certificate-reissue"), "{data}");
    assert!(!plan.package("firmware/replacement/cms-signature")["start"].is_null());
}

#[test]
fn data_that_was_encrypted_again_is_done() {
    let store = store();
    let all = files(&store);
    let texts: Vec<(&str, &str)> = all.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let estate = Scanned::new(&SYSTEMS, &texts);
    estate.remove("mail/mail.p7m");
    let track = estate.track("2026-12-01", &[]);
    assert_eq!(track.state("mail/replacement/cms-key-establishment"), "done");
}

#[test]
fn hashes_and_ciphers_are_those_that_policies_leave() {
    let code = b"const c = require('crypto');\nc.createHash('sha256').update(a);\nc.createHash('md5').update(b);\n";
    let ssh = b"KexAlgorithms diffie-hellman-group1-sha1\nCiphers aes256-ctr,arcfour\nMACs hmac-md5,hmac-sha2-256\n";
    let settings = "ssl_ecdh_curve X25519; ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:RC4-SHA;";
    let told = |jurisdiction: &str| {
        let estate = Estate::new(&format!("[defaults]\njurisdictions = [\"{jurisdiction}\"]"));
        estate.put("app/hash.js", code);
        estate.put("ssh/sshd_config", ssh);
        estate.put("web/nginx.conf", &nginx("TLSv1.2 TLSv1.3", settings));
        estate.plan("2026-11-30", &[])
    };
    let (nss, federal) = (told("us-nss"), told("us-federal"));
    let now = |plan: &Value| package(plan, "app/replacement/symmetric-now").clone();
    let title = |plan: &Value| now(plan)["title"].as_str().unwrap().to_owned();
    assert!(title(&nss).ends_with("(by AES-256-GCM, SHA-384, HMAC-SHA-384)"), "{}", title(&nss));
    assert!(title(&federal).ends_with("(by AES-256-GCM, SHA-256, HMAC-SHA-256)"));
    assert!(steps(&now(&nss)).contains("use SHA-384 for MD5 and SHA-1"));
    assert!(steps(&now(&federal)).contains("use SHA-256 for MD5 and SHA-1"));
    let later = steps(package(&nss, "app/replacement/symmetric"));
    assert!(later.contains("SHA-384 or longer for hashing, HMAC-SHA-384"), "{later}");
    for package in nss["packages"].as_array().unwrap() {
        let told = steps(package) + package["title"].as_str().unwrap();
        let barred = ["SHA-256", "hmac-sha2-256", "ChaCha20", "chacha20"];
        assert!(!barred.iter().any(|name| told.contains(name)), "{told}");
    }
}

#[test]
fn a_certificate_that_signed_what_carries_it_is_for_that() {
    let estate = Estate::new("");
    for file in ["SIGNER.RSA", "signed.apk", "signed.exe", "signed.ko", "signed.macho"] {
        let bytes = fs::read(format!("inventories/fixtures/signatures/{file}")).unwrap();
        estate.put(&format!("app/{file}"), &bytes);
        let plan = estate.plan("2026-11-30", &[]);
        let ids = super::commanded::ids(&plan);
        assert!(!ids.contains(&"app/certificate-reissue/signature"), "{file}: {ids:?}");
        assert!(!ids.contains(&"app/ca-renewal/root"), "{file}: {ids:?}");
    }
    let plan = estate.plan("2026-11-30", &[]);
    let reissue = package(&plan, "app/certificate-reissue/early-cms-signature");
    assert_eq!(reissue["threat"], "trust-now-forge-later", "{reissue}");
    assert!(!steps(reissue).contains("s_client"), "{reissue}");
}

#[test]
fn the_key_of_a_certificate_that_signed_is_a_signing_key_and_a_bundle_signs_nothing() {
    let store = Store::new("/O=Example/CN=Root");
    // Of itself it does not say what it is for.
    let plain = "basicConstraints=CA:FALSE\n";
    store.issue("signer", "/CN=signer", "root", plain);
    store.issue("server", "/CN=server", "root", SERVER);
    store.issue("other", "/CN=other", "root", plain);
    for (how, out) in [("", "by-name.p7m"), ("-keyid ", "by-key.p7m")] {
        store.run(&format!(
            "cms -sign {how}-binary -nodetach -in root.pem -outform PEM -certfile other.pem -signer signer.pem -inkey signer.key -out {out}"
        ));
    }
    store.run("crl2pkcs7 -nocrl -certfile server.pem -out bundle.p7b");
    for message in ["by-name.p7m", "by-key.p7m"] {
        let files = [
            ("sign/message.p7m", store.read(message)),
            ("sign/signer.key", store.read("signer.key")),
            ("tls/bundle.p7b", store.read("bundle.p7b")),
        ];
        let plan = planned(&[("sign", ""), ("tls", "")], &files);
        let reissue = plan.package("sign/certificate-reissue/cms-signature");
        // The certificate and its key.
        assert_eq!(reissue["assets"].as_array().unwrap().len(), 2, "{reissue}");
        assert_eq!(reissue["threat"], "trust-now-forge-later", "{reissue}");
        begins_after(
            &plan,
            "sign/replacement/cms-signature",
            "sign/certificate-reissue/cms-signature",
        );
        // What only lies beside it in the message was not seen to sign.
        assert!(plan.has("sign/certificate-reissue/signature"), "{:?}", plan.ids());
        assert!(plan.has("tls/certificate-reissue/signature"), "{:?}", plan.ids());
    }
}

#[test]
fn the_pilot_of_what_is_held_back_is_held_back_with_it() {
    let store = store();
    store.run("cms -encrypt -aes256 -binary -in root.key -outform PEM -out more.p7m alice.pem");
    let files: Vec<(&str, String)> =
        files(&store).into_iter().chain([("mail/more.p7m", store.read("more.p7m"))]).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(place, text)| (*place, text.as_str())).collect();
    let estate = Scanned::new(&SYSTEMS, &files);
    let both =
        ["mail/replacement/cms-key-establishment", "mail/pilot/replacement/cms-key-establishment"];
    let open = estate.planned();
    assert!(both.iter().all(|id| open.package(id)["finish"].is_string()), "{:?}", open.ids());
    let path = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&path).unwrap();
    let accept = "[[accept]]\npackage = \"mail/certificate-reissue/key-establishment\"\nowner = \"Head\"\n\
                  reason = \"few rely on it\"\nexpires = 2034-06-30\n";
    fs::write(&path, text + accept).unwrap();
    let held = estate.next("2026-11-01");
    for id in both {
        let package = held.package(id);
        assert_eq!((&package["start"], &package["finish"]), (&Value::Null, &Value::Null), "{id}");
        assert_eq!(package["load"].as_object().map(serde_json::Map::len), Some(0), "{package}");
        assert!(steps(package).contains("Note: no date: it needs"), "{}", steps(package));
    }
    assert_eq!(held.package(both[1])["after"], serde_json::json!([both[0]]));
}

#[test]
fn an_old_key_that_stays_to_read_goes_with_what_it_opens() {
    let store = store();
    let files = files(&store);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(place, text)| (*place, text.as_str())).collect();
    let estate = Scanned::new(&SYSTEMS, &files);
    let (reissue, again) =
        ("mail/certificate-reissue/key-establishment", "mail/replacement/cms-key-establishment");
    assert!(steps(estate.planned().package(reissue)).contains("state = \\\"deactivated\\\""));

    estate.remove("mail/alice.pem");
    assert_eq!(estate.track("2028-03-01", &[]).counts(reissue), (1, 1));
    deactivate(&estate, "mail", "mail/*.key");
    let track = estate.track("2028-03-01", &[]);
    assert_eq!(track.counts(reissue), (2, 0), "{}", track.package(reissue));
    assert_eq!(track.state(reissue), "done");
    assert_eq!(track.counts(again), (0, 1), "{}", track.package(again));
    let titled = |plan: &Planned| plan.package(again)["title"].as_str().unwrap().to_owned();
    let next = estate.next("2028-03-01");
    let own =
        next.ids().into_iter().filter(|id| id.starts_with("mail/rekey") || *id == "mail/discovery");
    assert_eq!(own.count(), 0, "{:?}", next.ids());
    assert!(
        titled(&next)
            .contains("encrypt again 1 encrypted file or message and what 1 old key opens"),
        "{}",
        titled(&next)
    );

    estate.remove("mail/mail.p7m");
    estate.scan("2028-06-01");
    let next = estate.next("2028-06-01");
    assert!(titled(&next).contains("encrypt again what 1 old key opens"), "{}", titled(&next));
    estate.remove("mail/alice.key");
    estate.scan("2028-07-01");
    assert!(!estate.next("2028-07-01").has(again));
}

#[test]
fn a_key_that_only_signs_or_is_presented_is_not_read_with() {
    let store = store();
    store.issue("web", "/CN=web.example", "root", SERVER);
    let files = [
        ("firmware/release.pem", store.read("release.pem")),
        ("firmware/release.key", store.read("release.key")),
        ("web/web.pem", store.read("web.pem")),
        ("web/web.key", store.read("web.key")),
        (
            "web/nginx.conf",
            "server {\n    listen 443 ssl;\n    ssl_certificate web.pem;\n    ssl_certificate_key web.key;\n}\n".to_owned(),
        ),
        ("old/old.key", store.read("alice.key")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let stated = "[[system.key]]\npath = \"**/*.key\"\nstate = \"deactivated\"\n";
    let estate = Scanned::new(&[("firmware", stated), ("web", stated), ("old", "")], &files);
    let plan = estate.planned();
    assert!(!plan.ids().iter().any(|id| id.contains("/replacement/")), "{:?}", plan.ids());

    // What is only said is done, and follows: nothing is lost of what is exposed.
    let file = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text + stated).unwrap();
    let track = estate.track("2026-11-20", &[]);
    assert_eq!(track.ids("follow_ups"), ["old/replacement/cms-key-establishment"]);
    let measured = track.measured();
    assert_eq!(measured[0].2, measured[measured.len() - 1].2, "{measured:?}");
}

/// Writes down that the keys of a system at `path` stay to read with.
fn deactivate(estate: &Scanned, system: &str, path: &str) {
    let file = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&file).unwrap();
    let own = format!("id = \"{system}\"\npaths = [\"{system}/**\"]\n");
    assert!(text.contains(&own), "{text}");
    let stated = format!("{own}[[system.key]]\npath = \"{path}\"\nstate = \"deactivated\"\n");
    fs::write(&file, text.replace(&own, &stated)).unwrap();
}

/// What the gate says of the plan in force.
fn departures(estate: &Scanned, day: &str) -> Vec<(String, String)> {
    let out = estate.y2q(&[
        "gate",
        "files",
        "--plan",
        "plan.json",
        "--estate",
        "estate.toml",
        "--at",
        day,
        "--format",
        "json",
    ]);
    let record: Value = serde_json::from_slice(&out.stdout).unwrap();
    let all = record["findings"].as_array().unwrap().iter().filter(|one| one["what"] == "plan");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = all.map(|one| {
        let rule = format!("{}/{}", text(&one["kind"]), text(&one["family"]));
        (rule, one.to_string())
    });
    told.filter(|(rule, _)| rule.ends_with("-replacement-cms-key-establishment")).collect()
}

#[test]
fn the_gate_asks_for_the_data_of_old_keys_as_the_comparison_does() {
    let store = store();
    let all = files(&store);
    let texts: Vec<(&str, &str)> = all.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let estate = Scanned::new(&SYSTEMS, &texts);
    let again = "mail/replacement/cms-key-establishment";
    let finish = estate.planned().package(again)["finish"].as_str().unwrap().to_owned();
    assert!(finish.as_str() < "2029", "{finish}");
    let none = |day: &str| assert!(departures(&estate, day).is_empty());
    none("2026-12-01");

    // The plan in force encrypts the data again: the key goes with it, and is overdue as it is.
    estate.remove("mail/alice.pem");
    deactivate(&estate, "mail", "mail/*.key");
    none("2026-12-01");
    let late = departures(&estate, "2029-01-01");
    let [(rule, told)] = &late[..] else { panic!("{late:?}") };
    assert_eq!(rule, "overdue/mail-replacement-cms-key-establishment");
    assert!(told.contains("1 of 1 asset is left, 1 old key is kept to read with, and"), "{told}");
    estate.remove("mail/mail.p7m");
    assert_eq!(estate.track("2029-01-01", &[]).ids("follow_ups"), [again]);
    let late = departures(&estate, "2029-01-01");
    let [(rule, told)] = &late[..] else { panic!("{late:?}") };
    assert_eq!(rule, "overdue/mail-replacement-cms-key-establishment");
    assert!(told.contains("1 old key is kept to read with, and") && told.contains("alice.key"));
    estate.remove("mail/alice.key");
    none("2029-01-01");

    // What an old key opens is not always found: the plan in force has no such work.
    deactivate(&estate, "backup", "backup/*.key");
    let follows = ["backup/replacement/cms-key-establishment"];
    assert_eq!(estate.track("2029-01-02", &[]).ids("follow_ups"), follows);
    let told = departures(&estate, "2029-01-02");
    let [(rule, told)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(rule, "unplanned/backup-replacement-cms-key-establishment");
    assert!(told.contains("it follows from work that is done, and no package"), "{told}");
}

fn assumed<'a>(plan: &'a Value, words: &str) -> Vec<&'a str> {
    let all = plan["assumptions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap());
    all.filter(|one| one.contains(words)).collect()
}

#[test]
fn a_state_of_keys_that_changes_nothing_is_told() {
    let store = store();
    store.issue("web", "/CN=web", "root", SERVER);
    let key = |path: &str| format!("[[system.key]]\npath = \"{path}\"\nstate = \"deactivated\"\n");
    let mail = ["mail/alice.p12", "mail/gone.key"].map(key).concat();
    let (app, web) = (key("app/**"), key("web/*.key"));
    let ssh = fs::read_to_string("inventories/fixtures/openssh/id_rsa_2048").unwrap();
    let files = [
        ("app/id_rsa", ssh),
        ("app/release.key", store.read("release.key")),
        ("app/release.pem", store.read("release.pem")),
        ("app/x25519.key", store.read("x25519.key")),
        ("web/web.pem", store.read("web.pem")),
        ("web/web.key", store.read("web.key")),
        (
            "web/nginx.conf",
            "server {\n    listen 443 ssl;\n    ssl_certificate web.pem;\n    ssl_certificate_key web.key;\n}\n".to_owned(),
        ),
        ("mail/alice.pem", store.read("alice.pem")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let estate = Scanned::new(&[("app", &app), ("web", &web), ("mail", &mail)], &files);
    let keystore = estate.file("mail/alice.p12");
    store.run(&format!(
        "pkcs12 -export -inkey alice.key -in alice.pem -passout pass:changeit -out {}",
        keystore.display()
    ));
    fs::write(estate.0.path().join("passwords"), "changeit\n").unwrap();
    let plan = |more: &[&str]| -> Planned {
        let fixed = ["plan", "files", "--estate", "estate.toml", "--at", "2026-11-30"];
        let form = ["--effort", "0", "--format", "json"];
        let out = estate.y2q(&[&fixed[..], &form, more].concat());
        Planned(serde_json::from_slice(&out.stdout).unwrap())
    };
    let closed = plan(&[]);
    assert_eq!(
        assumed(&closed.0, "deactivated"),
        [
            "System app says of app/** that it is deactivated ([[system.key]]), which changes nothing for 1 SSH key, which \
             signs and opens nothing (RFC 4252 §7, RFC 4253 §8), and for 1 key that signs and opens nothing: they are \
             replaced like any other.",
            "System mail says of mail/alice.p12 that it is deactivated ([[system.key]]), which changes nothing: no private \
             key in the key store there could be read (--passwords opens it).",
            "System mail says of mail/gone.key that it is deactivated ([[system.key]]), which changes nothing: no private \
             key was found there.",
            "System web says of web/*.key that it is deactivated ([[system.key]]), which changes nothing for 1 key with a \
             certificate that something presents, so that it is in use: it is replaced like any other.",
        ]
    );
    let again = |plan: &Planned, system: &str| {
        plan.has(&format!("{system}/replacement/cms-key-establishment"))
    };
    assert!(closed.has("app/rekey/ssh-signature") && again(&closed, "app"), "{:?}", closed.ids());
    assert!(!again(&closed, "mail"), "{:?}", closed.ids());
    // The entry of a key store that a password opens is a key like another.
    let open = plan(&["--passwords", "passwords"]);
    assert_eq!(assumed(&open.0, "mail/alice.p12"), [""; 0]);
    assert!(again(&open, "mail"), "{:?}", open.ids());
}

/// One key, in a format that says nothing of what it is for and in that of OpenSSH.
#[test]
fn a_key_that_ssh_has_too_is_replaced_whatever_is_said_of_it() {
    let store = store();
    let key = "[[system.key]]\npath = \"app/*\"\nstate = \"deactivated\"\n";
    let text = store.read("alice.key");
    let estate = Scanned::new(&[("app", key)], &[("app/a.pem", &text), ("app/id", &text)]);
    assert!(estate.planned().has("app/replacement/cms-key-establishment"));
    let mut rewrite = Command::new("ssh-keygen");
    let file = estate.file("app/id");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    rewrite.args(["-q", "-p", "-N", "", "-f"]).arg(&file);
    assert!(rewrite.output().unwrap().status.success());
    estate.scan("2026-11-02");
    let plan = estate.next("2026-11-02");
    assert!(plan.has("app/rekey/ssh-signature"), "{:?}", plan.ids());
    assert!(!plan.ids().iter().any(|id| id.contains("replacement")), "{:?}", plan.ids());
    assert_eq!(assumed(&plan.0, "changes nothing for 1 SSH key").len(), 1);
}
