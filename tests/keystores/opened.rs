//! What passwords open, against what OpenSSL and keytool show with the same password.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use y2q::detect::{DETECTORS, Passwords, Sink};
use y2q::model::{Asset, MaterialKind, UnknownReason};
use y2q::scan::Examiner;

use super::{detail, materials};

const FIXTURES: &str = "inventories/fixtures";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

/// What is found in `bytes` with the passwords of the fixtures.
fn open(name: &str, bytes: &[u8]) -> Sink {
    static EXAMINER: LazyLock<Examiner<'_>> = LazyLock::new(|| {
        let text = String::from_utf8(read("opened/passwords.txt")).unwrap();
        Examiner::new(DETECTORS).passwords(Passwords::from_lines(&text).unwrap())
    });
    let sink = EXAMINER.examine(name, bytes);
    let crashed = sink.unknowns.iter().any(|unknown| unknown.reason == UnknownReason::Crashed);
    assert!(!crashed, "{name}: {:?}", sink.unknowns);
    sink
}

/// Fingerprints of the certificates and private keys that were found; a closed key has none.
fn shown(sink: &Sink) -> BTreeSet<(&'static str, String)> {
    let mut shown = BTreeSet::new();
    for finding in &sink.findings {
        match &finding.asset {
            Asset::Certificate(certificate) => {
                shown.insert(("certificate", certificate.fingerprint.clone()));
            }
            Asset::RelatedCryptoMaterial(material)
                if material.material == MaterialKind::PrivateKey
                    && material.algorithm.is_some()
                    // A closed PEM key has its algorithm from its label.
                    && material.format != "PEM" =>
            {
                shown.insert(("key", material.fingerprint.clone()));
            }
            _ => {}
        }
    }
    shown
}

/// The truth by file.
fn truth() -> BTreeMap<String, BTreeSet<(&'static str, String)>> {
    let mut truth = BTreeMap::<_, BTreeSet<_>>::new();
    for row in csv::Reader::from_reader(&read("opened/truth.csv")[..]).records() {
        let row = row.unwrap();
        let what = if &row[1] == "key" { "key" } else { "certificate" };
        truth.entry(row[0].to_owned()).or_default().insert((what, row[2].to_owned()));
    }
    truth
}

/// Files with something in a scheme that is not opened, and how many things then stay closed.
const CLOSED: &[(&str, &str)] = &[
    ("opened/camellia.key", "a scheme that is not opened"),
    ("opened/sha3.key", "a scheme that is not opened"),
    ("opened/costly.key", "more iterations than are tried"),
    ("opened/traditional-camellia-128-cbc.pem", "a scheme that is not opened"),
    ("pkcs12/aria-128-cbc.p12", "a scheme that is not opened"),
    ("pkcs12/camellia-256-cbc.p12", "a scheme that is not opened"),
    ("pkcs12/pbe-sha1-rc4-128.p12", "a scheme that is not opened"),
    ("pkcs12/pbe-sha1-rc4-40.p12", "a scheme that is not opened"),
    // The certificates of each file are encrypted by the scheme of the next.
    ("pkcs12/pbe-sha1-rc2-128.p12", "a scheme that is not opened"),
    ("pkcs12/des-ede3-cbc.p12", "a scheme that is not opened"),
];

#[test]
fn what_a_password_opens_agrees_with_openssl_and_keytool() {
    let closed = CLOSED.iter().copied().collect::<BTreeMap<_, _>>();
    let mut opened = 0;
    for (file, truth) in truth() {
        let sink = open(&file, &read(&file));
        let mut shown = shown(&sink);
        if file.starts_with("keystores/java.j") {
            // The truth has the key only; certificates of these stores lie in the clear.
            shown.retain(|(what, _)| *what == "key");
        }
        match closed.get(file.as_str()) {
            Some(words) => {
                assert!(shown.is_subset(&truth), "{file}: {shown:?}");
                let [unknown] = &sink.unknowns[..] else { panic!("{file}: {:?}", sink.unknowns) };
                assert_eq!(unknown.reason, UnknownReason::Encrypted, "{file}");
                assert!(unknown.detail.contains(words), "{file}: {}", unknown.detail);
            }
            None => {
                if ["pkcs12/keytool-ec.p12", "pkcs12/keytool-rsassa-pss.p12"]
                    .contains(&file.as_str())
                {
                    // OpenJDK leaves the point out of an EC key, and the public half of a key that is for PSS alone is
                    // not made: such a key is told by its encoding.
                    let kinds = |all: &BTreeSet<(&'static str, String)>| {
                        all.iter().map(|(what, _)| *what).collect::<Vec<_>>()
                    };
                    assert_eq!(kinds(&shown), kinds(&truth), "{file}");
                } else {
                    assert_eq!(shown, truth, "{file}");
                }
                let still = sink.unknowns.iter().map(|unknown| &unknown.detail);
                let still = still.filter(|detail| detail.contains("encrypted")).collect::<Vec<_>>();
                assert!(still.is_empty(), "{file}: {still:?}");
                opened += 1;
            }
        }
    }
    assert_eq!(opened, 57);
}

#[test]
fn keystores_of_bouncy_castle_open() {
    let prints = String::from_utf8(read("java-keystores/fingerprints.csv")).unwrap();
    let print = |name: &str| {
        let row = prints.lines().find_map(|row| row.strip_prefix(name));
        row.unwrap().trim_start_matches(',').to_owned()
    };
    let (leaf, anchor) = (("certificate", print("leaf")), ("certificate", print("anchor")));
    let key = ("key", print("key,"));
    let all = BTreeSet::from([leaf.clone(), anchor.clone(), key.clone()]);
    // File, what is found, private and secret keys that the password opens
    let rows = [
        ("store.bks", all.clone(), 1),
        ("store.bks-v1", all.clone(), 1),
        ("store.uber", all.clone(), 1),
        ("store.bcfks", all, 1),
        ("trust.bcfks", BTreeSet::from([anchor]), 0),
        ("scrypt.bcfks", BTreeSet::from([leaf.clone()]), 0),
        ("octets.bks", BTreeSet::from([leaf, key]), 0),
    ];
    for (file, wanted, secrets) in rows {
        let sink = open(file, &read(&format!("java-keystores/{file}")));
        assert_eq!(shown(&sink), wanted, "{file}: {:?}", sink.unknowns);
        let found = materials(&sink);
        let secret = found.iter().filter(|(_, one)| one.material == MaterialKind::SecretKey);
        let secret = secret.map(|(_, secret)| (secret.size_bits, secret.algorithm.clone()));
        let secret = secret.collect::<Vec<_>>();
        assert_eq!(secret.len(), secrets, "{file}: {secret:?}");
        for (bits, algorithm) in secret {
            assert_eq!(bits, Some(256), "{file}");
            assert!(algorithm.is_some_and(|algorithm| algorithm.name.starts_with("AES")), "{file}");
        }
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        // Everything hangs on the store, which is still told as encrypted.
        let store = found.iter().find(|(_, one)| one.material == MaterialKind::Keystore);
        let (finding, store) = store.unwrap();
        assert_eq!(finding.relations.len(), sink.findings.len() - 1, "{file}");
        assert!(store.protection.is_some(), "{file}");
    }
    // PBKDF2 with SHA-3 is not computed, and another password sealed this one.
    for (file, words) in [
        ("wrap.bcfks", "a scheme that is not opened"),
        ("signed.bcfks", "none of the given passwords opens it"),
    ] {
        let sink = open(file, &read(&format!("java-keystores/{file}")));
        let [unknown] = &sink.unknowns[..] else { panic!("{file}: {:?}", sink.unknowns) };
        assert!(unknown.detail.ends_with(words) || unknown.detail.contains(words), "{unknown:?}");
    }
}

/// keytool made an AES-128 and a Triple DES key, whose 24 octets count.
#[test]
fn secret_keys_of_jceks_open() {
    let sink = open("secrets.jceks", &read("keystores/secrets.jceks"));
    let found = materials(&sink);
    let secrets = found.iter().filter(|(_, one)| one.material == MaterialKind::SecretKey);
    let secrets: BTreeSet<_> = secrets
        .map(|(_, one)| (one.size_bits, one.algorithm.as_ref().map(|known| known.name.clone())))
        .collect();
    let wanted = [(Some(128), Some("AES".to_owned())), (Some(192), Some("3DES".to_owned()))];
    assert_eq!(secrets, BTreeSet::from(wanted));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
}

#[test]
fn an_opened_key_is_the_same_asset_as_the_key_in_the_clear() {
    let id = |sink: &Sink| {
        let found =
            materials(sink).into_iter().map(|(finding, material)| (finding.clone(), material));
        let mut keys = found.filter(|(_, one)| one.material == MaterialKind::PrivateKey);
        let (finding, key) = keys.next().expect("a key");
        (finding.asset.id(), key.algorithm.clone(), key.protection.clone())
    };
    let clear = id(&open("leaf.key", &read("keystores/leaf.key")));
    assert_eq!(clear.2, None);
    for file in
        ["keystores/pbes2.p12", "keystores/java.jks", "keystores/java.jceks", "keystores/rc2.p12"]
    {
        let sink = open(file, &read(file));
        let key = id(&sink);
        assert_eq!((key.0, &key.1), (clear.0, &clear.1), "{file}");
        assert!(key.2.is_some(), "{file}: protection is told");
        let found = materials(&sink);
        let (_, store) =
            found.iter().find(|(_, one)| one.material == MaterialKind::Keystore).unwrap();
        assert!(detail(store, "opened by a password")[0].parse::<u32>().unwrap() >= 1, "{file}");
    }
}

#[test]
fn wrong_passwords_and_none_leave_an_unknown_that_says_so() {
    let wrong = Examiner::new(DETECTORS)
        .passwords(Passwords::from_lines("Fixture\nfixture \n\nFIXTURE").unwrap());
    let none = Examiner::new(DETECTORS);
    let files = [
        "keystores/pbes2.p12",
        "keystores/java.jks",
        "keystores/java.jceks",
        "keystores/secrets.jceks",
    ];
    let more =
        ["java-keystores/store.bks", "java-keystores/store.uber", "java-keystores/store.bcfks"];
    let keys = ["opened/aes-128.key", "opened/pbe-md5-des.key", "opened/traditional-ec.pem"];
    for file in files.iter().chain(&more).chain(&keys) {
        let bytes = read(file);
        let (wrong, none) = (wrong.examine(file, &bytes), none.examine(file, &bytes));
        assert_eq!(shown(&wrong).iter().filter(|(what, _)| *what == "key").count(), 0, "{file}");
        let details = |sink: &Sink| {
            sink.unknowns.iter().map(|unknown| unknown.detail.clone()).collect::<Vec<_>>()
        };
        let wanted = details(&none).into_iter().map(|detail| {
            detail.replace("a password would open it", "none of the given passwords opens it")
        });
        let wanted = wanted.collect::<Vec<_>>();
        assert_eq!(details(&wrong), wanted, "{file}");
        assert_ne!(details(&wrong), details(&none), "{file}");
        assert!(!format!("{wrong:?}").to_lowercase().contains("fixture"), "{file}");
    }
}

#[test]
fn damaged_stores_end_with_passwords_too() {
    let files = [
        "opened/pbe-md5-des.key",
        "opened/traditional-ec.pem",
        "opened/scrypt.key",
        "keystores/rc2.p12",
        "keystores/java.jks",
        "pkcs12/keytool-open.p12",
        "java-keystores/store.bks",
        "java-keystores/store.uber",
    ];
    for file in files {
        let bytes = read(file);
        for at in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let _ = open(file, &flipped);
            let _ = open(file, &bytes[..at]);
        }
    }
}
