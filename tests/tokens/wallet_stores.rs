//! Wallet files against what the programs that open them say: `satoshi-kit`, Electrum, monero-wallet-cli, MetaMask's library.

use std::collections::BTreeMap;

use y2q::detect::Sink;
use y2q::model::{Finding, Material, MaterialKind, RelationKind, UnknownReason};

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "wallets";

/// What a program said of each file.
fn said() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut files = BTreeMap::<String, BTreeMap<String, String>>::new();
    for mut row in truth(FOLDER, "stores.csv") {
        let mut take = |name: &str| row.remove(name).unwrap();
        files.entry(take("file")).or_default().insert(take("name"), take("value"));
    }
    files
}

fn of(sink: &Sink, kind: MaterialKind) -> Vec<(&Finding, &Material)> {
    materials(sink).into_iter().filter(|(_, found)| found.material == kind).collect()
}

fn detail<'a>(material: &'a Material, name: &str) -> Option<&'a str> {
    material.details.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// SHA-256 of the SubjectPublicKeyInfo with this compressed point (RFC 5480 §2, SEC 2 §2.4.1).
fn print_of_point(point: &str) -> String {
    let spki = [unhex("3036301006072a8648ce3d020106052b8104000a032200"), unhex(point)].concat();
    sha256(&spki)
}

fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn wallets_of_bitcoin_core_agree_with_berkeley_db() {
    let said = said();
    for (file, of_file, database) in [
        ("bitcoin-open.dat", "bitcoin-open.dat", "Berkeley DB"),
        ("bitcoin-one.dat", "bitcoin-one.dat", "Berkeley DB"),
        ("bitcoin-closed.dat", "bitcoin-closed.dat", "Berkeley DB"),
        ("bitcoin-closed-sqlite.dat", "bitcoin-closed.dat", "SQLite"),
    ] {
        let expected = &said[of_file];
        let sink = look(file, &fixture(FOLDER, file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        let [(store_finding, store)] = of(&sink, MaterialKind::Keystore)[..] else {
            panic!("{file}: {sink:?}")
        };
        let [(finding, key)] = of(&sink, MaterialKind::PrivateKey)[..] else {
            panic!("{file}: {sink:?}")
        };
        assert_eq!(detail(store, "database"), Some(database), "{file}");
        let is_closed = expected["encrypted"] == "True";
        let count = if is_closed { "encrypted private keys" } else { "private keys in the clear" };
        assert_eq!(detail(store, count), Some(expected["keys"].as_str()), "{file}");
        let scheme = is_closed.then_some("EVP_BytesToKey SHA-512, AES-256-CBC");
        for material in [store, key] {
            let protection = material.protection.as_ref();
            assert_eq!(protection.map(|how| how.scheme.as_str()), scheme, "{file}");
            let iterations =
                protection.and_then(|how| how.iterations).map(|count| count.to_string());
            assert_eq!(iterations.as_ref(), expected.get("iterations"), "{file}");
        }
        assert_eq!(key.algorithm.as_ref().unwrap().name, "EC-secp256k1");
        let points = expected["points"].split(' ').collect::<Vec<_>>();
        if let [point] = points[..] {
            assert_eq!(key.fingerprint, print_of_point(point), "{file}");
            assert_eq!(public_half(finding).fingerprint, key.fingerprint, "{file}");
        } else {
            assert_eq!(key.fingerprint, sha256(&unhex(&points.concat())), "{file}");
            assert_eq!(detail(key, "keys"), Some(expected["keys"].as_str()));
        }
        let contained =
            store_finding.relations.iter().filter(|edge| edge.kind == RelationKind::Contains);
        assert_eq!(contained.map(|edge| edge.to).collect::<Vec<_>>(), [finding.asset.id()]);
    }
}

#[test]
fn descriptors_share_their_key() {
    let file = "bitcoin-descriptors.dat";
    let sink = look(file, &fixture(FOLDER, file));
    let [(_, store)] = of(&sink, MaterialKind::Keystore)[..] else { panic!("{sink:?}") };
    assert_eq!(detail(store, "network"), Some("testnet3"));
    assert_eq!(detail(store, "descriptors"), Some("4"));
    assert_eq!(detail(store, "encrypted private keys"), Some("1"));
    let [(_, key)] = of(&sink, MaterialKind::PrivateKey)[..] else { panic!("{sink:?}") };
    assert_eq!(key.fingerprint, print_of_point(&said()[file]["points"]));
    assert!(sink.unknowns.is_empty());
}

#[test]
fn wallets_of_electrum_agree_with_electrum() {
    let said = said();
    for (file, expected) in said.iter().filter(|(file, _)| file.starts_with("electrum")) {
        let sink = look(file, &fixture(FOLDER, file));
        let [(_, store)] = of(&sink, MaterialKind::Keystore)[..] else {
            panic!("{file}: {sink:?}")
        };
        let protection = store.protection.as_ref();
        if expected["version"] == "1" {
            let scheme = "PBKDF2-HMAC-SHA-512, ECIES on secp256k1, AES-128-CBC, HMAC-SHA-256";
            assert_eq!(
                protection.map(|how| (how.scheme.as_str(), how.iterations)),
                Some((scheme, Some(1024)))
            );
            let [unknown] = &sink.unknowns[..] else { panic!("{sink:?}") };
            assert_eq!(unknown.reason, UnknownReason::Encrypted);
            continue;
        }
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        assert_eq!(detail(store, "wallet type"), Some(expected["wallet type"].as_str()), "{file}");
        assert_eq!(detail(store, "keystore"), Some(expected["keystore"].as_str()), "{file}");
        let is_closed = expected["encrypted"] == "True";
        let scheme = is_closed.then_some("double SHA-256, AES-256-CBC");
        assert_eq!(protection.map(|how| how.scheme.as_str()), scheme, "{file}");
        let phrases = if is_closed { "recovery phrases" } else { "recovery phrases in the clear" };
        assert_eq!(detail(store, phrases), Some("1"), "{file}");
        // The extended public key is read by its own detector from the same text, and names the closed key. Electrum
        // leaves the extended private key of its channels (`lightning_xprv`) in the clear in either case.
        let privates = of(&sink, MaterialKind::PrivateKey);
        let (sealed, clear) =
            privates.iter().partition::<Vec<_>, _>(|(_, key)| key.protection.is_some());
        assert_eq!((sealed.len(), clear.len()), if is_closed { (1, 1) } else { (0, 2) }, "{file}");
        let publics = of(&sink, MaterialKind::PublicKey);
        let [(_, public)] = publics[..] else { panic!("{file}: {publics:?}") };
        let text = look("xpub.txt", expected["xpub"].as_bytes());
        assert_eq!(public.fingerprint, only(&text).1.fingerprint, "{file}");
        assert!(sealed.iter().all(|(_, key)| key.fingerprint == public.fingerprint), "{file}");
    }
    // No word of a phrase is told.
    let text = String::from_utf8(fixture(FOLDER, "electrum-open")).unwrap();
    let phrase = text.split("\"seed\": \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(phrase.split(' ').count() == 12);
    let all = format!("{:?}", look("electrum-open", text.as_bytes()));
    assert!(!all.contains(phrase) && !all.contains(phrase.rsplit(' ').next().unwrap()));
}

#[test]
fn keys_of_monero_and_vaults_of_metamask_stay_closed() {
    let said = said();
    assert_eq!(said["monero.keys"]["opens"], "True");
    let sink = look("monero.keys", &fixture(FOLDER, "monero.keys"));
    let (_, key) = only(&sink);
    assert_eq!(key.material, MaterialKind::PrivateKey);
    assert_eq!(key.protection.as_ref().unwrap().scheme, "CryptoNight, ChaCha20");
    // One octet more or less, and it is none.
    let bytes = fixture(FOLDER, "monero.keys");
    for other in [&bytes[1..], &bytes[..bytes.len() - 1]] {
        let sink = look("monero.keys", other);
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    }
    for file in ["metamask.json", "metamask-old.json"] {
        let sink = look(file, &fixture(FOLDER, file));
        let [(_, store)] = of(&sink, MaterialKind::Keystore)[..] else {
            panic!("{file}: {sink:?}")
        };
        let protection = store.protection.as_ref().unwrap();
        assert_eq!(protection.scheme, "PBKDF2-HMAC-SHA-256, AES-256-GCM");
        assert_eq!(protection.iterations.unwrap().to_string(), said[file]["iterations"], "{file}");
        assert_eq!(sink.unknowns.len(), 1, "{file}");
    }
}

#[test]
fn a_wallet_that_is_cut_off_says_so() {
    for (file, length) in [("bitcoin-closed.dat", 12_288), ("bitcoin-closed-sqlite.dat", 8_192)] {
        let sink = look(file, &fixture(FOLDER, file)[..length]);
        let malformed =
            sink.unknowns.iter().filter(|unknown| unknown.reason == UnknownReason::Malformed);
        // Without its pages of records nothing tells that it is a wallet.
        assert!(malformed.count() == 1 || sink.findings.is_empty(), "{file}: {sink:?}");
    }
}

#[test]
fn what_only_speaks_of_wallets_is_nothing() {
    for (name, text) in [
        (
            "README.md",
            "A file that begins with QklFMQ is an Electrum wallet, one with \"seed_version\" and wallet_type too.\n",
        ),
        (
            "wallet.json",
            r#"{"seed_version": 17, "wallet_type": "standard", "use_encryption": true}"#,
        ),
        (
            "schema.json",
            r#"{"properties": {"seed_version": {"type": "integer"}, "wallet_type": {}, "keystore": {}}}"#,
        ),
        (
            "text",
            "QklFMQMAAAAA not a wallet, for it goes on with words and words and words and words and words and words and words\n",
        ),
        ("config.json", r#"{"data": "aGVsbG8=", "iv": "AAAA", "salt": "AAAA"}"#),
        (
            "vault.json",
            r#"{"data": "aGVsbG8=", "iv": "x", "salt": "y", "keyMetadata": {"algorithm": "PBKDF2", "params": {"iterations": 900000}}}"#,
        ),
        (
            "crypt.json",
            r#"{"cipher": "x", "data": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "iv": "AAAAAAAAAAAAAAAAAAAAAA==", "salt": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}"#,
        ),
        ("words.keys", "one two three\n"),
        ("long.keys", &"keys of a keyboard, line by line\n".repeat(20)),
    ] {
        assert_nothing(name, text);
    }
}
