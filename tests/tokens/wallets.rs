//! Wallet keys and Ethereum keystores against `bip_utils`, `eth_keyfile` and `cryptography`.

use y2q::model::MaterialKind;

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "wallets";

#[test]
fn keys_and_keystores_agree_with_their_libraries() {
    for row in truth(FOLDER, "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(FOLDER, file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        if row["kind"] == "public" {
            let found = materials(&sink);
            assert_eq!(found.len(), 4, "{file}: {sink:?}");
            let key = found.iter().find(|(_, key)| key.fingerprint == row["value"]);
            assert_eq!(key.unwrap().1.algorithm.as_ref().unwrap().name, "EC-secp256k1");
            continue;
        }
        let (_, key) = only(&sink);
        assert_eq!(key.material, MaterialKind::PrivateKey, "{file}");
        let algorithm = key.algorithm.as_ref().unwrap();
        let is_validator = file.starts_with("validator");
        assert_eq!(algorithm.name, if is_validator { "BLS" } else { "EC-secp256k1" }, "{file}");
        let cost =
            key.protection.as_ref().and_then(|how| how.iterations).map(|cost| cost.to_string());
        assert_eq!(cost.unwrap_or_default(), row["value"], "{file}");
        let scheme = key.protection.as_ref().map(|how| how.scheme.as_str());
        let derivation = if file.contains("pbkdf2") { "PBKDF2-HMAC-SHA-256" } else { "scrypt" };
        let expected = (row["kind"] == "keystore").then(|| format!("{derivation}, AES-128-CTR"));
        assert_eq!(scheme, expected.as_deref(), "{file}");
    }
}

#[test]
fn what_only_looks_like_a_wallet_is_nothing() {
    assert_nothing(
        "README.md",
        "An xpub begins with xpub661MyMwAqRbc and an xprv with xprv9s21ZrQH143K; WIF keys begin with 5, K or L.\n\
         xprv9s21ZrQH143K3D8TXfvAJgHVfTEeQNW5Ys9wZtnUZkqPzFzSjbEJrWC1vZ4GnXCvR7rQL2UFX3RSuYeU9MrERm1XBvACow7c36vnz5iYyj3\n\
         has a wrong checksum, and so has 5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK.\n",
    );
    assert_nothing(
        "package.json",
        r#"{"dependencies": {"crypto": "^1.0.0", "kdf": "2"}, "version": 3}"#,
    );
    assert_nothing(
        "schema.json",
        r#"{"crypto": {"cipher": {"type": "string"}, "kdf": {}}, "version": 3}"#,
    );
}

#[test]
fn solana_key_pairs_agree_with_cryptography() {
    for row in truth(FOLDER, "solana.csv") {
        let bytes = fixture(FOLDER, &row["file"]);
        let sink = look(&row["file"], &bytes);
        let (finding, key) = only(&sink);
        assert_eq!(
            (key.material, key.fingerprint.as_str()),
            (MaterialKind::PrivateKey, row["value"].as_str())
        );
        assert_eq!(key.algorithm.as_ref().unwrap().name, "Ed25519");
        assert_eq!(public_half(finding).fingerprint, row["value"]);
        // The same numbers with another public half are numbers.
        let mut numbers: Vec<u8> = serde_json::from_slice(&bytes).unwrap();
        numbers[40] ^= 1;
        assert_nothing("id.json", &serde_json::to_string(&numbers).unwrap());
    }
    let zeros = format!("[{}]", vec!["0"; 64].join(", "));
    assert_nothing("histogram.json", &zeros);
}

#[test]
fn recovery_phrases_are_seen_and_not_kept() {
    for (file, words, bits) in
        [("phrase-12.txt", "12", 128), ("phrase-18.txt", "18", 192), ("phrase-24.txt", "24", 256)]
    {
        let bytes = fixture(FOLDER, file);
        let sink = look(file, &bytes);
        let (_, phrase) = only(&sink);
        assert_eq!(
            (phrase.material, phrase.size_bits),
            (MaterialKind::SecretKey, Some(bits)),
            "{file}"
        );
        assert_eq!(phrase.details, [("words".to_owned(), words.to_owned())], "{file}");
        // What is kept is the place: another phrase there is the same asset, and no word is told.
        let text = String::from_utf8(bytes).unwrap();
        let all = format!("{sink:?}");
        let told = text.split_whitespace().filter(|word| all.contains(&format!("\"{word}")));
        assert_eq!(told.count(), 0, "{file}");
        let longer = format!("{text} {text}");
        assert_nothing(file, &longer);
    }
    let wrong = String::from_utf8(fixture(FOLDER, "phrase-wrong.txt")).unwrap();
    assert_nothing("phrase-wrong.txt", &wrong);
    let text =
        "abandon ability able about above absent absorb abstract absurd abuse access accident\n";
    assert_nothing("words.txt", text);
}
