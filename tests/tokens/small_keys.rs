//! age, signify, minisign, WireGuard, cosign, Tor and TPM 2.0 against their own tools and OpenSSL.

use y2q::model::{Asset, CryptoFunction, MaterialKind, Protocol, UnknownReason};

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

const FOLDER: &str = "small_keys";

/// Every public key that OpenSSL read out of a file is there: on its own or as the half of a private key.
#[test]
fn public_keys_agree_with_openssl() {
    for row in truth(FOLDER, "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture(FOLDER, file));
        let found = materials(&sink);
        let key = found.iter().find(|(_, key)| key.fingerprint == row["spki"]);
        let Some((finding, key)) = key else { panic!("{file}: {sink:?}") };
        if key.material == MaterialKind::PrivateKey {
            assert_eq!(public_half(finding).fingerprint, row["spki"], "{file}");
        } else {
            assert_eq!(key.material, MaterialKind::PublicKey, "{file}");
        }
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn age_keys_are_tied_and_counted_once() {
    let sink = look("identity.txt", &fixture(FOLDER, "identity.txt"));
    let (finding, key) = only(&sink);
    assert_eq!((key.material, key.name.as_str()), (MaterialKind::PrivateKey, "X25519 private key"));
    assert_eq!(finding.occurrence.line, Some(3));
    let sink = look("bare_identity.txt", &fixture(FOLDER, "bare_identity.txt"));
    assert_eq!(only(&sink).1.material, MaterialKind::PrivateKey);
    let sink = look("recipients.txt", &fixture(FOLDER, "recipients.txt"));
    assert_eq!(only(&sink).0.occurrence.line, Some(2));
}

/// Stanzas from `tools.txt`.
#[test]
fn age_files_show_their_recipients() {
    type Row<'a> = (&'a str, &'a [&'a str], &'a str, Option<u64>, Option<u32>);
    let rows: [Row<'_>; 3] = [
        ("x25519.age", &["X25519, 1"], "X25519", None, None),
        ("mixed.age.txt", &["X25519, 1", "ssh-ed25519, 1", "ssh-rsa, 1"], "X25519", None, Some(1)),
        ("password.age", &["scrypt, 1"], "ChaCha20-Poly1305", Some(1 << 18), None),
    ];
    for (file, recipients, algorithm, cost, line) in rows {
        let sink = look(file, &fixture(FOLDER, file));
        let (finding, message) = only(&sink);
        let seen = message.details.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>();
        assert_eq!(seen, recipients, "{file}");
        assert_eq!(message.algorithm.as_ref().unwrap().name, algorithm, "{file}");
        let seen = message.protection.as_ref().and_then(|protection| protection.iterations);
        assert_eq!((seen, finding.occurrence.line), (cost, line), "{file}");
    }
}

/// A hybrid stanza hides nothing from who breaks the X25519 stanza beside it.
#[test]
fn age_files_show_the_weakest_stanza() {
    let stanza = |kind: &str| format!("-> {kind} AAAA\nAAAA\n");
    let file = |kinds: &[&str]| {
        let stanzas = kinds.iter().map(|kind| stanza(kind)).collect::<String>();
        format!("age-encryption.org/v1\n{stanzas}--- {}\n", "A".repeat(43))
    };
    for (kinds, name) in [
        (&["mlkem768x25519"][..], "X-Wing"),
        (&["mlkem768x25519", "x-grease"], "X-Wing"),
        (&["mlkem768x25519", "X25519"], "X25519"),
        (&["mlkem768p256tag"], "MLKEM768-P256"),
        (&["example.com/enigma"], "age recipient example.com/enigma"),
    ] {
        let sink = look("a.age", file(kinds).as_bytes());
        assert_eq!(only(&sink).1.algorithm.as_ref().unwrap().name, name, "{kinds:?}");
    }
    let cut = &file(&["X25519"])[..40];
    let sink = look("a.age", cut.as_bytes());
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
}

#[test]
fn signify_and_minisign_files_say_how_they_are_protected() {
    let plain = (None, None);
    for (file, kind, (scheme, iterations)) in [
        ("signify.sec", MaterialKind::PrivateKey, plain),
        ("minisign.key", MaterialKind::PrivateKey, plain),
        // signify(1) takes 42 rounds; minisign libsodium's sensitive limit of 2^25 operations.
        ("signify_closed.sec", MaterialKind::PrivateKey, (Some("bcrypt"), Some(42))),
        ("minisign_closed.key", MaterialKind::PrivateKey, (Some("scrypt"), Some(1 << 25))),
        ("signify.sig", MaterialKind::Signature, plain),
        ("minisign.minisig", MaterialKind::Signature, plain),
        ("legacy.minisig", MaterialKind::Signature, plain),
    ] {
        let sink = look(file, &fixture(FOLDER, file));
        let (_, key) = only(&sink);
        assert_eq!(key.material, kind, "{file}");
        let protection = key.protection.as_ref();
        assert_eq!(protection.is_some(), scheme.is_some(), "{file}");
        assert!(protection.is_none_or(|how| how.scheme.contains(scheme.unwrap())), "{file}");
        assert_eq!(protection.and_then(|how| how.iterations), iterations, "{file}");
        let algorithm = key.algorithm.as_ref().or(key.signature_algorithm.as_ref()).unwrap();
        assert_eq!(algorithm.name, "Ed25519", "{file}");
        let is_hashed = key.details.iter().any(|(name, _)| name == "hash");
        assert_eq!(is_hashed, file == "minisign.minisig", "{file}");
    }
    // The key number ties a signature to its key.
    let note = |file| only(&look(file, &fixture(FOLDER, file))).0.occurrence.note.clone();
    assert_eq!(note("minisign.minisig"), note("minisign.pub"));
    assert_eq!(note("signify.sig"), note("signify.sec"));
}

#[test]
fn wireguard_is_a_protocol_with_keys() {
    let rows =
        [("wg0.conf", "2", "1", 4), ("wg1.netdev", "1", "0", 1), ("wg2.nmconnection", "1", "0", 2)];
    for (file, peers, preshared, keys) in rows {
        let sink = look(file, &fixture(FOLDER, file));
        let protocols = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Protocol(protocol) => Some(protocol),
            _ => None,
        });
        let [Protocol { name, offers, settings, .. }] = &protocols.collect::<Vec<_>>()[..] else {
            panic!("{file}: {sink:?}")
        };
        assert_eq!(name, "WireGuard");
        let offers = offers.iter().map(|offer| offer.algorithm.name.as_str()).collect::<Vec<_>>();
        assert_eq!(offers, ["X25519", "ChaCha20-Poly1305"]);
        assert_eq!([&settings[0].1, &settings[1].1], [peers, preshared], "{file}");
        assert_eq!(materials(&sink).len(), keys, "{file}: {sink:?}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

#[test]
fn a_manual_that_shows_a_wireguard_file_is_none() {
    let shown = String::from_utf8(fixture(FOLDER, "wg0.conf")).unwrap();
    for text in [format!(".TH WG 8\n.nf\n{shown}"), format!("Put this into wg0.conf:\n\n{shown}")] {
        let sink = look("wg.8", text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    }
    let commented = look("wg0.conf", format!("# Office\n; old\n\n{shown}").as_bytes());
    assert!(!commented.findings.is_empty());
}

#[test]
fn cosign_keys_are_closed() {
    for file in ["cosign.key", "sigstore.key"] {
        let sink = look(file, &fixture(FOLDER, file));
        let found = materials(&sink);
        let [(_, key)] = &found[..] else { panic!("{file}: {sink:?}") };
        let protection = key.protection.as_ref().unwrap();
        assert_eq!(protection.scheme, "scrypt, XSalsa20-Poly1305", "{file}");
        assert_eq!(protection.iterations, Some(65536), "{file}");
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        assert_eq!(reasons, [UnknownReason::Encrypted], "{file}");
    }
}

/// Attributes from `tools.txt`.
#[test]
fn tpm_keys_say_what_they_are_for() {
    use CryptoFunction::{Decrypt, Sign};
    for (file, name, function) in [
        ("tpm_rsa.pub", "RSA-2048", Sign),
        ("tpm_rsa_decrypt.pub", "RSA-2048", Decrypt),
        ("tpm_p256.pub", "EC-P-256", Sign),
        ("tpm_p384.pub", "EC-P-384", Sign),
        ("tss2_rsa.pem", "RSA-2048", Sign),
        ("tss2_p256.pem", "EC-P-256", Sign),
    ] {
        let sink = look(file, &fixture(FOLDER, file));
        let (_, key) = only(&sink);
        let algorithm = key.algorithm.as_ref().unwrap();
        assert_eq!(algorithm.name, name, "{file}");
        assert!(algorithm.functions.contains(&function), "{file}: {algorithm:?}");
        assert_eq!(key.protection.is_some(), file.ends_with(".pem"), "{file}");
    }
}

#[test]
fn onion_keys_are_ed25519() {
    let sink = look("hs_ed25519_secret_key", &fixture(FOLDER, "hs_ed25519_secret_key"));
    let (_, key) = only(&sink);
    assert_eq!(key.material, MaterialKind::PrivateKey);
    assert_eq!(key.algorithm.as_ref().unwrap().name, "Ed25519");
}

#[test]
fn documentation_is_nothing() {
    assert_nothing(
        "README.md",
        "Generate an identity (AGE-SECRET-KEY-1QQPQQ...) and share age1recipient with the team; age files begin\n\
         with age-encryption.org/v1 and armor with -----BEGIN AGE ENCRYPTED FILE-----, TPM keys with\n\
         -----BEGIN TSS2 PRIVATE KEY-----, cosign keys with -----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----.\n\
         AGE-SECRET-KEY-1QVCAGFMNCMQTLYXN5WPLDL9ESCKADD9QE32UAUHSMYV9WWLQ6TUQCTR2SQ has a wrong checksum.\n\
         untrusted comment: signify public key\n\
         The line above is followed by base64.\n\
         [Interface]\nPrivateKey = <your private key>\nPrivateKey = $(cat key)\n[Peer]\nPublicKey = PEER_PUBLIC_KEY\n",
    );
    assert_nothing("app.ini", "[Interface]\nPrivateKey = key.pem\nPublicKey = key.pub\n");
}
