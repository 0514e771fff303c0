//! KeePass, GNOME, macOS, Windows and IBM stores against what KeePassXC, file and OpenSSL say of them.

use std::collections::BTreeMap;

use y2q::detect::Sink;
use y2q::model::{Asset, Material, MaterialKind, UnknownReason};

use super::{detail, look, materials};

const FOLDER: &str = "inventories/fixtures/vaults";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}")).expect(name)
}

fn said() -> String {
    String::from_utf8(read("tools.txt")).unwrap()
}

fn store(sink: &Sink) -> &Material {
    let found = materials(sink).into_iter().map(|(_, material)| material);
    let stores = found.filter(|material| material.material == MaterialKind::Keystore);
    let stores = stores.collect::<Vec<_>>();
    let [store] = stores[..] else { panic!("{stores:?}") };
    store
}

/// The one unknown, which says that something is encrypted.
fn closed(sink: &Sink) -> &str {
    let [unknown] = &sink.unknowns[..] else { panic!("{:?}", sink.unknowns) };
    assert_eq!(unknown.reason, UnknownReason::Encrypted);
    &unknown.detail
}

/// Names of what OpenSSL fingerprinted, as they were found, in order.
fn fingerprinted(sink: &Sink) -> Vec<String> {
    let rows: Vec<(String, String)> = csv::Reader::from_path(format!("{FOLDER}/certificates.csv"))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect();
    let names = rows.into_iter().map(|(name, print)| (print, name)).collect::<BTreeMap<_, _>>();
    let print = |asset: &Asset| match asset {
        Asset::Certificate(certificate) => Some(certificate.fingerprint.clone()),
        Asset::RelatedCryptoMaterial(material) => Some(material.fingerprint.clone()),
        _ => None,
    };
    let prints = sink.findings.iter().filter_map(|finding| print(&finding.asset));
    prints.filter_map(|print| names.get(&print).cloned()).collect()
}

/// `Cipher: AES 256-bit`, `KDF: Argon2d (14 rounds, 65536 KB)` of `keepassxc-cli db-info`.
#[test]
fn keepass_databases_agree_with_keepassxc() {
    let said = said();
    let mut seen = 0;
    for block in said.split("== ").filter(|block| block.contains("Cipher:")) {
        let (file, rest) = block.split_once('\n').unwrap();
        let value = |name: &str| {
            let line = rest.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("{file}: {name}")).trim()
        };
        let cipher = match value("Cipher:") {
            "AES 256-bit" => "AES-256-CBC",
            "ChaCha20 256-bit" => "ChaCha20",
            "Twofish 256-bit" => "Twofish-256-CBC",
            other => panic!("{other}"),
        };
        let (derivation, cost) = value("KDF:").split_once(" (").unwrap();
        let (rounds, memory) = cost.trim_end_matches(')').split_once(" rounds").unwrap();
        let memory = memory.trim_start_matches(", ").trim_end_matches(" KB");
        let scheme = match derivation {
            "AES" => format!("AES-KDF, {cipher}"),
            // pykeepass's template has two threads; KeePassXC does not print them.
            _ => format!("{derivation} ({memory} KiB, threads 2), {cipher}"),
        };
        let sink = look(file, &read(file));
        let protection = store(&sink).protection.clone().unwrap();
        assert_eq!(
            (protection.scheme.as_str(), protection.iterations),
            (scheme.as_str(), rounds.parse().ok()),
            "{file}"
        );
        let words = format!(
            "encrypted: 1 database ({scheme}, {rounds} iterations); a password would open it"
        );
        assert_eq!(closed(&sink), words, "{file}");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

/// `3 entries, AES, 6001 key transformation rounds`
#[test]
fn keepass_1_agrees_with_file() {
    assert!(said().contains("1.x KDB, 1 groups, 3 entries, AES, 6001 key transformation rounds"));
    let sink = look("three.kdb", &read("three.kdb"));
    assert_eq!(detail(store(&sink), "entries"), ["3"]);
    let words =
        "encrypted: 3 entries (AES-KDF, AES-256-CBC, 6001 iterations); a password would open it";
    assert_eq!(closed(&sink), words);
}

#[test]
fn gnome_keyrings_agree_with_file() {
    let said = said();
    let (_, after) = said.split_once("hash iterations ").unwrap();
    let iterations = after.split(',').next().unwrap();
    assert!(after.lines().next().unwrap().ends_with(", 2 item(s)"), "{after}");
    let bytes = read("login.keyring");
    let sink = look("login.keyring", &bytes);
    assert_eq!(detail(store(&sink), "items"), ["2"]);
    let scheme = format!("iterated SHA-256, AES-128-CBC, {iterations} iterations");
    assert_eq!(closed(&sink), format!("encrypted: 2 items ({scheme}); a password would open it"));
    // Attributes and the digests of their values are not told.
    let all = format!("{sink:?}");
    let digest = String::from_utf8_lossy(&bytes[0x71..0x90]).into_owned();
    assert!(digest.chars().all(|char| char.is_ascii_hexdigit()), "{digest}");
    assert!(!all.contains(&digest) && !all.contains("server"), "{all}");
}

#[test]
fn serialized_stores_hold_what_openssl_knows() {
    let sink = look("certificates.sst", &read("certificates.sst"));
    assert_eq!(fingerprinted(&sink), ["root", "leaf", "list"]);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let details = [
        ("certificates", "2"),
        ("certificates with a key container", "1"),
        ("revocation lists", "1"),
    ];
    for (name, count) in details {
        assert_eq!(detail(store(&sink), name), [count], "{name}");
    }
    let (finding, _) = *materials(&sink).last().unwrap();
    assert_eq!(finding.relations.len(), 3);
    assert!(sink.findings.iter().all(|f| f.occurrence.detector == "serialized-certificate-store"));
}

#[test]
fn keychains_hold_what_openssl_knows() {
    assert!(said().contains("login.keychain-db: Mac OS X Keychain File"));
    let sink = look("login.keychain-db", &read("login.keychain-db"));
    assert_eq!(fingerprinted(&sink), ["root", "leaf"]);
    for (name, value) in [
        ("version", "1.0"),
        ("certificates", "2"),
        ("private keys", "2"),
        ("secret keys", "3"),
        ("passwords", "4"),
    ] {
        assert_eq!(detail(store(&sink), name), [value], "{name}");
    }
    let keys = materials(&sink).into_iter().map(|(_, key)| key);
    let keys = keys.filter(|key| key.material == MaterialKind::PrivateKey);
    let keys = keys.map(|key| (key.algorithm.as_ref().unwrap().name.as_str(), key.size_bits));
    assert_eq!(keys.collect::<Vec<_>>(), [("RSA-2048", Some(2048)), ("EC", Some(256))]);
    let how = "(PBKDF2-HMAC-SHA-1 3DES-168-CBC, 1000 iterations)";
    let words = format!(
        "encrypted: 4 passwords {how}, 2 private keys {how}, 3 secret keys {how}; a password would open it"
    );
    assert_eq!(closed(&sink), words);
}

#[test]
fn an_ibm_database_is_named_and_closed() {
    let sink = look("key.kdb", &read("key.kdb"));
    assert_eq!(store(&sink).format, "IBM CMS");
    assert!(closed(&sink).contains("1 database"), "{:?}", sink.unknowns);
}

#[test]
fn what_is_cut_off_is_malformed() {
    for (name, length) in [
        ("three.kdb", 60),
        ("argon2.kdbx", 100),
        ("login.keyring", 100),
        ("certificates.sst", 200),
        ("login.keychain-db", 900),
    ] {
        let sink = look(name, &read(name)[..length]);
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason);
        assert!(reasons.into_iter().any(|reason| reason == UnknownReason::Malformed), "{name}");
    }
}

#[test]
fn texts_about_stores_are_none() {
    let texts = [
        (
            "README.md",
            "GnomeKeyring files begin with `GnomeKeyring\\n\\r\\0\\n`, keychains with kych, SST with CERT.\n",
        ),
        ("kych.txt", "kych is the magic of a keychain, 0xFADE0711 that of a blob in it.\n"),
        ("notes.kdb", "7H is how X509KEY databases begin.\n"),
        ("notes.kdbx", "0x9AA2D903 0xB54BFB67\n"),
        ("login.keyring", "[keyring]\ndisplay-name=Default\nlock-on-idle=false\n"),
    ];
    for (name, text) in texts {
        let sink = look(name, text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{name}: {sink:?}");
    }
}
