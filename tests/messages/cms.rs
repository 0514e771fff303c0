//! CMS messages and time stamps.

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::{Asset, Finding, Material, RelationKind};

use super::look;

const FIXTURES: &str = "inventories/fixtures/messages";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}/{name}")).unwrap()
}

/// The messages of a fixture, without unknowns.
fn messages(name: &str) -> Vec<(Finding, Material)> {
    let sink = look(name, &fixture(name));
    assert!(sink.unknowns.is_empty(), "{name}: {:?}", sink.unknowns);
    let materials = sink.findings.into_iter().filter_map(|finding| match finding.asset.clone() {
        Asset::RelatedCryptoMaterial(material) => Some((finding, material)),
        _ => None,
    });
    materials.collect()
}

fn details(material: &Material) -> BTreeSet<String> {
    let details = material.details.iter();
    let facts = details.filter(|(name, _)| !matches!(name.as_str(), "certificates" | "time"));
    facts.map(|(name, value)| format!("{name}: {value}")).collect()
}

fn algorithms(finding: &Finding, kind: RelationKind) -> BTreeSet<String> {
    let to = finding.relations.iter().filter(|edge| edge.kind == kind);
    let to = to.map(|edge| edge.to).collect::<BTreeSet<_>>();
    let found = finding.supporting.iter().filter(|asset| to.contains(&asset.id()));
    found.map(Asset::name).collect()
}

#[test]
fn messages_agree_with_openssl() {
    // File, name, details but for certificates, algorithms that manage its key or sign it
    type Row<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str]);
    let rows: [Row<'_>; 11] = [
        (
            "signed.der",
            "CMS signed message",
            &["signers: 1", "signature: ECDSA-SHA-512", "digest: SHA-512"],
            &["ECDSA-SHA-512"],
        ),
        (
            "signed-pss.der",
            "CMS signed message",
            &[
                "signers: 1",
                "signature: RSA-PSS-SHA-384",
                "signature parameters: MGF1-SHA-256, 32 octets of salt",
                "digest: SHA-384",
            ],
            &["RSA-PSS-SHA-384"],
        ),
        (
            "auth-enveloped.der",
            "CMS authenticated enveloped message",
            &[
                "recipients: 1",
                "key transport: RSA-OAEP-SHA-256",
                "mask generation: MGF1-SHA-512",
                "content encryption: AES-256-GCM",
            ],
            &["RSA-OAEP-SHA-256"],
        ),
        (
            "enveloped-ec.der",
            "CMS enveloped message",
            &[
                "recipients: 1",
                "key agreement: ECDH",
                "key derivation: ANSI-KDF-X9.63-SHA-256",
                "key wrap: AES-128-KW",
                "content encryption: AES-128-CBC",
            ],
            &["ECDH"],
        ),
        (
            "enveloped-shared.der",
            "CMS enveloped message",
            &["recipients: 1", "shared key: AES-128-KW", "content encryption: AES-192-CBC"],
            &["AES-128-KW"],
        ),
        (
            "enveloped-password.der",
            "CMS enveloped message",
            &[
                "recipients: 1",
                "key derivation: PBKDF2-HMAC-SHA-1, 2048 iterations",
                "password key: AES-256-CBC",
                "content encryption: AES-256-CBC",
            ],
            &["AES-256-CBC"],
        ),
        (
            "enveloped-four.der",
            "CMS enveloped message",
            &[
                "recipients: 4",
                "key transport: RSAES-PKCS1-1.5",
                "key agreement: ECDH",
                "key derivation: ANSI-KDF-X9.63-SHA-1",
                "key wrap: 3DES-KW",
                "shared key: AES-128-KW",
                "key derivation: PBKDF2-HMAC-SHA-1, 2048 iterations",
                "password key: 3DES-CBC",
                "content encryption: 3DES-CBC",
            ],
            &["RSAES-PKCS1-1.5", "ECDH", "AES-128-KW", "3DES-CBC"],
        ),
        (
            "enveloped-kem.der",
            "CMS authenticated enveloped message",
            &[
                "recipients: 1",
                "key encapsulation: ML-KEM-768",
                "key derivation: HKDF-SHA-256",
                "key wrap: AES-256-KW",
                "content encryption: AES-256-GCM",
            ],
            &["ML-KEM-768"],
        ),
        (
            "authenticated.der",
            "CMS authenticated message",
            &["recipients: 1", "shared key: AES-128-KW", "mac: HMAC-SHA-256", "digest: SHA-256"],
            &["AES-128-KW"],
        ),
        (
            "encrypted.der",
            "CMS encrypted message",
            &["content encryption: AES-128-CBC"],
            &["AES-128-CBC"],
        ),
        ("digested.der", "CMS digested message", &["digest: SHA-1"], &["SHA-1"]),
    ];
    for (file, name, facts, used) in rows {
        let found = messages(file);
        let [(finding, message)] = &found[..] else { panic!("{file}: {found:?}") };
        assert_eq!((message.name.as_str(), message.format.as_str()), (name, "CMS"), "{file}");
        let expected = facts.iter().map(|fact| (*fact).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(details(message), expected, "{file}");
        let kind = match file.starts_with("signed") {
            true => RelationKind::SignatureAlgorithm,
            false => RelationKind::KeyAlgorithm,
        };
        let used = used.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(algorithms(finding, kind), used, "{file}");
        if file.contains("enveloped") {
            let encryption = facts.last().unwrap().split(": ").nth(1).unwrap().to_owned();
            assert!(algorithms(finding, RelationKind::Contains).contains(&encryption), "{file}");
        }
    }
    assert!(messages("data.der").is_empty());
}

#[test]
fn a_message_holds_the_message_inside_it() {
    let found = messages("signed-twice.der");
    let [(inner, _), (outer, message)] = &found[..] else { panic!("{found:?}") };
    assert!(details(message).contains("content: id-signedData"), "{:?}", message.details);
    assert!(details(message).contains("signature: RSA-PKCS1-1.5-SHA-256"));
    assert_eq!(inner.asset, messages("signed.der")[0].0.asset);
    let held = outer.relations.iter().filter(|edge| edge.kind == RelationKind::Contains);
    assert!(held.clone().any(|edge| edge.to == inner.asset.id()));
    assert_eq!(held.count(), 2);
}

#[test]
fn time_stamps_agree_with_openssl() {
    let found = messages("request.tsq");
    let [(finding, request)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(request.name, "time-stamp request");
    let facts = ["timestamp digest: SHA-512", "timestamp policy: 1.3.6.1.4.1.32473.1.2"];
    assert_eq!(details(request), facts.map(str::to_owned).into());
    assert_eq!(algorithms(finding, RelationKind::KeyAlgorithm), ["SHA-512".to_owned()].into());

    let found = messages("response.tsr");
    let [(token, message), (response, _)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(message.name, "CMS timestamp token");
    let signer = ["signers: 1", "signature: ECDSA-SHA-384", "digest: SHA-384"];
    let expected = facts.iter().chain(&signer).map(|fact| (*fact).to_owned()).collect();
    assert_eq!(details(message), expected);
    assert!(response.relations.iter().any(|edge| edge.to == token.asset.id()));

    let found = messages("token.der");
    let [(_, message)] = &found[..] else { panic!("{found:?}") };
    let facts = ["timestamp digest: SHA-1", "timestamp policy: 1.3.6.1.4.1.32473.1.1"];
    let expected = facts.iter().chain(&signer).map(|fact| (*fact).to_owned()).collect();
    assert_eq!(details(message), expected);
    assert!(message.details.iter().any(|(name, value)| name == "time" && value.starts_with("20")));
}

#[test]
fn certificates_inside_are_those_that_openssl_shows() {
    let prints = csv::Reader::from_path(format!("{FIXTURES}/fingerprints.csv")).unwrap();
    let prints = prints.into_deserialize::<(String, String)>().map(|row| {
        let (name, print) = row.unwrap();
        (print, name)
    });
    let names = prints.collect::<BTreeMap<_, _>>();
    for (file, expected) in [
        ("signed.der", &["ec"][..]),
        ("signed-pss.der", &["rsa"]),
        ("signed-twice.der", &["ec", "rsa"]),
        ("response.tsr", &["tsa"]),
        ("token.der", &[]),
        ("multipart.eml", &["rsa"]),
    ] {
        let sink = look(file, &fixture(file));
        let mut found = sink.findings.iter().filter_map(|finding| match &finding.asset {
            Asset::Certificate(certificate) => Some(names[&certificate.fingerprint].as_str()),
            _ => None,
        });
        let mut found = found.by_ref().collect::<Vec<_>>();
        found.sort_unstable();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn nesting_has_an_end() {
    // ContentInfo { signedData, SignedData { 1, {}, { signedData, … }, {} } } around itself
    let oid = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    let der = |tag, content: &[u8]| crate::certificates::der(tag, content);
    let mut message = der(0x30, &[&oid[..], &der(0xA0, &[5, 0])].concat());
    for _ in 0..2_000 {
        let content = der(0x30, &[&oid[..], &der(0xA0, &message)].concat());
        let data = der(0x30, &[&[2, 1, 1, 0x31, 0], &content[..], &[0x31, 0]].concat());
        message = der(0x30, &[&oid[..], &der(0xA0, &data)].concat());
    }
    let sink = look("deep.p7m", &message);
    assert!(sink.unknowns.iter().any(|unknown| unknown.detail.contains("more others")));
}

/// DER of an element with a length below 65536.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, high, low][..], content].concat()
}

#[test]
fn a_certificate_that_is_carried_twice_has_two_places() {
    let certificate = std::fs::read("inventories/fixtures/x509/root.der").unwrap();
    let data = [0x30, 0x0B, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    let carried = der(0xA0, &certificate.repeat(2));
    let signed = der(0x30, &[&[2, 1, 1, 0x31, 0][..], &data, &carried, &[0x31, 0]].concat());
    let oid = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    let message = der(0x30, &[&oid[..], &der(0xA0, &signed)].concat());
    let places = |sink: &y2q::detect::Sink| {
        let certificates =
            sink.findings.iter().filter(|f| matches!(f.asset, Asset::Certificate(_)));
        certificates.map(|finding| finding.occurrence.offset).collect::<Vec<_>>()
    };
    let sink = look("twice.p7b", &message);
    let seen = places(&sink);
    assert_eq!(seen.len(), 2);
    for offset in seen {
        let at = usize::try_from(offset).unwrap();
        assert_eq!(message[at..at + certificate.len()], certificate);
    }
    // In text all parts have the place of the block: one occurrence.
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &message);
    let lines = base64.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned());
    let lines = lines.collect::<Vec<_>>().join("\n");
    let text = format!("-----BEGIN PKCS7-----\n{lines}\n-----END PKCS7-----\n");
    assert_eq!(places(&look("twice.pem", text.as_bytes())), [0]);
}
