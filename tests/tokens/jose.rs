//! JSON Web Keys and compact tokens against OpenSSL, `cryptography` and jwcrypto.

use std::collections::BTreeMap;

use y2q::model::{Asset, CryptoFunction, MaterialKind, UnknownReason};

use super::{assert_nothing, fixture, look, materials, only, public_half, truth};

#[test]
fn keys_agree_with_openssl() {
    for row in truth("jose", "truth.csv") {
        let file = row["file"].as_str();
        let sink = look(file, &fixture("jose", file));
        if row["kind"] == "certificate" {
            let prints = sink.findings.iter().filter_map(|finding| match &finding.asset {
                Asset::Certificate(certificate) => Some(certificate.fingerprint.as_str()),
                _ => None,
            });
            assert_eq!(prints.collect::<Vec<_>>(), [row["spki"].as_str()], "{file}");
            continue;
        }
        let found = materials(&sink);
        let [(finding, key)] = &found[..] else { panic!("{file}: {sink:?}") };
        let kind = match row["kind"].as_str() {
            "private" => MaterialKind::PrivateKey,
            "public" => MaterialKind::PublicKey,
            _ => MaterialKind::SecretKey,
        };
        assert_eq!(key.material, kind, "{file}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
        if kind == MaterialKind::SecretKey {
            assert_eq!(key.size_bits.unwrap().to_string(), row["bits"], "{file}");
            continue;
        }
        assert_eq!(key.fingerprint, row["spki"], "{file}");
        // Sizes of Edwards and Montgomery curves are part of their name.
        if let Some(bits) = key.size_bits {
            assert_eq!(bits.to_string(), row["bits"], "{file}");
        }
        if kind == MaterialKind::PrivateKey {
            assert_eq!(public_half(finding).fingerprint, row["spki"], "{file}");
        }
    }
}

/// From the members in `generate.py`.
#[test]
fn members_say_what_a_key_is_for() {
    use CryptoFunction::{Decrypt, Encapsulate, Encrypt, Keyderive, Sign, Verify};
    let rows: [(&str, &str, &[CryptoFunction]); 9] = [
        ("rsa-2048.public.jwk", "RSA-2048", &[Sign, Verify]),
        ("rsa-3072.private.jwk", "RSA-3072", &[Encrypt, Decrypt]),
        ("p-256.private.jwk", "EC-P-256", &[Sign]),
        ("p-256.public.jwk", "EC-P-256", &[Verify]),
        ("p-384.public.jwk", "EC-P-384", &[Keyderive]),
        ("p-521.public.jwk", "EC-P-521", &[]),
        ("secp256k1.public.jwk", "EC-secp256k1", &[Sign, Verify]),
        ("ed448.public.jwk", "Ed448", &[Sign, Verify]),
        ("ml-kem-768.public.jwk", "ML-KEM-768", &[Encapsulate]),
    ];
    for (file, name, functions) in rows {
        let sink = look(file, &fixture("jose", file));
        let (finding, key) = only(&sink);
        let algorithm = key.algorithm.as_ref().unwrap();
        assert_eq!(algorithm.name, name, "{file}");
        for function in functions {
            assert!(algorithm.functions.contains(function), "{file}: {algorithm:?}");
        }
        assert_eq!(functions.is_empty(), algorithm.functions.is_empty(), "{file}");
        assert!(finding.occurrence.note.contains("kid "), "{file}: {}", finding.occurrence.note);
        assert_eq!(finding.occurrence.line, Some(1), "{file}");
    }
}

#[test]
fn sets_are_found_wherever_they_stand() {
    let prints = truth("jose", "truth.csv")
        .into_iter()
        .map(|row| (row["file"].clone(), row["spki"].clone()))
        .collect::<BTreeMap<_, _>>();
    let expected = [&prints["rsa-2048.public.jwk"], &prints["ed25519.public.jwk"]];
    for file in ["nested.json", "string.json", "inline.yaml"] {
        let sink = look(file, &fixture("jose", file));
        let found = materials(&sink);
        let seen = found.iter().map(|(_, key)| &key.fingerprint).collect::<Vec<_>>();
        assert_eq!(seen, expected, "{file}");
        assert!(sink.unknowns.is_empty(), "{file}: {:?}", sink.unknowns);
    }
}

/// Names and counts from `tokens.txt`, which jwcrypto wrote; the last token (`none`) is hand-made.
#[test]
fn tokens_agree_with_jwcrypto() {
    let sink = look("tokens.log", &fixture("jose", "tokens.log"));
    let seen = sink.findings.iter().map(|finding| {
        let Asset::Algorithm(algorithm) = &finding.asset else { panic!("{finding:?}") };
        (algorithm.name.as_str(), finding.occurrence.note.as_str(), finding.occurrence.line)
    });
    let mut seen = seen.collect::<Vec<_>>();
    seen.sort_by_key(|(_, note, line)| (*line, *note));
    let expected = [
        ("RSA-PKCS1-1.5-SHA-256", "JWS alg RS256, 3 tokens", Some(1)),
        ("ECDSA-P-256-SHA-256", "JWS alg ES256, 1 token", Some(4)),
        ("EdDSA", "JWS alg EdDSA, 1 token", Some(5)),
        ("RSA-PSS-SHA-384", "JWS alg PS384, 1 token", Some(6)),
        ("HMAC-SHA-256", "JWS alg HS256, 1 token", Some(7)),
        ("RSA-OAEP-SHA-256", "JWE alg RSA-OAEP-256, 1 token", Some(8)),
        ("AES-256-GCM", "JWE enc A256GCM, 2 tokens", Some(8)),
        ("ECDH-P-384", "JWE alg ECDH-ES+A128KW on P-384, 1 token", Some(9)),
        ("AES-128-CBC-HMAC-SHA-256", "JWE enc A128CBC-HS256, 2 tokens", Some(9)),
        ("AES-128-KW", "JWE key wrap of ECDH-ES+A128KW, 1 token", Some(9)),
        ("X25519", "JWE alg ECDH-ES on X25519, 1 token", Some(10)),
        ("AES-256-KW", "JWE alg A256KW, 1 token", Some(12)),
        ("AES-192-GCM", "JWE enc A192GCM, 1 token", Some(12)),
        ("none", "JWS alg none, 1 token", Some(13)),
    ];
    assert_eq!(seen, expected);
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let said = String::from_utf8(fixture("jose", "tokens.txt")).unwrap();
    assert_eq!(said.lines().count(), 12);
    for name in ["RS256", "ES256", "EdDSA", "PS384", "HS256", "RSA-OAEP-256", "ECDH-ES+A128KW"] {
        assert!(said.contains(name), "{name}");
    }
}

#[test]
fn what_only_looks_like_a_key_is_nothing() {
    assert_nothing(
        "README.md",
        r#"A key has a `"kty"` member: {"kty": "RSA", "alg": "RS256"} is not one, nor is
           {"kty":"EC","crv":"P-256","x":"f83OJ3D2...","y":"..."} or {"kty":"RSA","n":"<modulus>","e":"AQAB"}.
           Tokens begin with eyJ: eyJhbGciOiJSUzI1NiJ9.<payload>.<signature>, eyJhbGciOiJSUzI1NiJ9 alone,
           import eyJ.x.y and https://host/eyJhbGciOiJ/a.b.c are none."#,
    );
    assert_nothing(
        "schema.json",
        r#"{"properties": {"kty": {"type": "string", "enum": ["RSA", "EC"]}, "n": {"type": "string"}}}"#,
    );
    assert_nothing("empty.jwk", r#"{"kty": "oct", "k": ""}"#);
}

#[test]
fn damaged_keys_are_unknown() {
    for text in [
        r#"{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#,
        r#"{"kty":"RSA","n":"A","e":"AQAB"}"#,
    ] {
        let sink = look("key.jwk", text.as_bytes());
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        assert_eq!(reasons, [UnknownReason::Malformed], "{text}: {sink:?}");
        assert!(sink.findings.is_empty(), "{text}");
    }
    // A curve that is not known is kept by its name.
    let sink = look("key.jwk", br#"{"kty":"OKP","crv":"Fancy25519","x":"AAAA"}"#);
    assert_eq!(only(&sink).1.algorithm.as_ref().unwrap().name, "Fancy25519");
}

#[test]
fn many_braces_stay_linear() {
    let text = b"{\"kty\":".repeat(400_000);
    let started = std::time::Instant::now();
    let sink = look("many.json", &text);
    assert!(sink.findings.is_empty());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
