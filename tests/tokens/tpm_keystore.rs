//! The keystore of the TPM 2.0 Feature API against tpm2_print and OpenSSL.

use y2q::model::{CryptoFunction, MaterialKind, UnknownReason};

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "tpm_keystore";

#[test]
fn keys_agree_with_openssl() {
    for row in truth(FOLDER, "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(FOLDER, file));
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        for (finding, key) in materials(&sink) {
            assert_eq!(key.fingerprint, row["spki"], "{file}");
            if row["kind"] == "private" {
                assert_eq!(key.material, MaterialKind::PrivateKey, "{file}");
                assert_eq!(
                    key.protection.as_ref().unwrap().scheme,
                    "wrapped by its TPM 2.0",
                    "{file}"
                );
                assert_eq!(public_half(finding).fingerprint, row["spki"], "{file}");
            } else {
                assert_eq!(key.material, MaterialKind::PublicKey, "{file}");
            }
        }
        assert!(!materials(&sink).is_empty(), "{file}");
    }
}

/// From `--type` in `generate.sh`.
#[test]
fn attributes_say_what_a_key_is_for() {
    use CryptoFunction::{Keyderive, Sign, Verify};
    let rows: [(&str, &str, &[CryptoFunction]); 3] = [
        ("ecc_sign.json", "EC-P-256", &[Sign, Verify]),
        ("ecc_decrypt.json", "EC-P-256", &[Keyderive]),
        ("rsa_sign.json", "RSA-2048", &[Sign, Verify]),
    ];
    for (file, name, functions) in rows {
        let sink = look(file, &fixture(FOLDER, file));
        let algorithm = only(&sink).1.algorithm.clone().unwrap();
        assert_eq!(algorithm.name, name, "{file}");
        assert_eq!(algorithm.functions.into_iter().collect::<Vec<_>>(), functions, "{file}");
    }
}

#[test]
fn other_objects_are_named_or_nothing() {
    let sink = look("object.json", &fixture(FOLDER, "seal.json"));
    assert_eq!(only(&sink).1.name, "sealed TPM 2.0 object");
    assert_nothing(
        "hierarchy.json",
        std::str::from_utf8(&fixture(FOLDER, "hierarchy.json")).unwrap(),
    );
    assert_nothing(
        "schema.json",
        r#"{"objectType": 1, "public": {"publicArea": {"type": "string"}}}"#,
    );
    let text = String::from_utf8(fixture(FOLDER, "ecc_sign.json")).unwrap();
    for (from, to) in
        [("NIST_P256", "SM2_P256"), ("\"x\":\"", "\"x\":\"0g"), ("\"ECC\"", "\"SYMCIPHER\"")]
    {
        let sink = look("object.json", text.replace(from, to).as_bytes());
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        assert_eq!(reasons, [UnknownReason::Unsupported], "{from}: {sink:?}");
        assert!(sink.findings.is_empty(), "{from}");
    }
}
