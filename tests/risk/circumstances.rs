//! Forward secrecy, how long signatures count, prohibited versions, hybrids, what cannot be told.

use y2q::model::{
    Asset, Certificate, Exposure, Kept, Material, MaterialKind, Offer, OfferRole, Protocol,
    ProtocolKind, Secrecy, SystemContext,
};
use y2q::registry;
use y2q::risk::{self, Case, Risk, Situation};

use super::assets::{certificate, date, instant, key, material, named, protocol, signed, ssh};

fn cases(asset: &Asset) -> Vec<Case> {
    risk::cases(asset, &[], &[])
}

fn first(asset: Asset) -> Case {
    cases(&asset).remove(0)
}

fn judged(case: &Case, change: fn(&mut SystemContext)) -> Risk {
    let mut system = y2q::model::Context::undeclared().resolve("unassigned");
    change(&mut system);
    let today = date("2026-11-21");
    case.risk(&Situation { system: &system, today, crqc_year: 2035, deadline: None })
}

fn as_it_is(_: &mut SystemContext) {}

fn offer(role: OfferRole, name: &str, algorithm: &str) -> Offer {
    Offer { role, name: name.into(), algorithm: named(algorithm) }
}

/// A recorded TLS 1.2 session with RSA key transport is worse than one with ECDHE (RFC 5246 §7.4.7.1).
#[test]
fn key_transport_weighs_more_than_an_ephemeral_exchange() {
    let tls = |name, algorithm| {
        let offers = vec![offer(OfferRole::KeyExchange, name, algorithm)];
        first(protocol(ProtocolKind::Tls, offers))
    };
    let (transport, ephemeral) = (tls("RSA", "RSAES-PKCS1-1.5"), tls("ECDHE", "ECDH"));
    assert_eq!(transport.subject.usage.secrecy, Secrecy::Static);
    assert_eq!(ephemeral.subject.usage.secrecy, Secrecy::Forward);
    assert_eq!(tls("ECDH", "ECDH").subject.usage.secrecy, Secrecy::Static, "TLS_ECDH_…");
    assert_eq!(tls("DHE", "DH").subject.usage.secrecy, Secrecy::Forward);
    let (worse, better) = (judged(&transport, as_it_is), judged(&ephemeral, as_it_is));
    assert_eq!(worse.priority, better.priority + 20);
    assert!(worse.reasons.join("\n").contains("without forward secrecy"));
    assert_eq!(
        first(ssh(&[(OfferRole::KeyExchange, "curve25519-sha256")])).subject.usage.secrecy,
        Secrecy::Forward
    );
    let envelope = material(MaterialKind::Other, "CMS", Some(named("RSA")));
    assert_eq!(
        first(Asset::RelatedCryptoMaterial(envelope)).subject.usage.secrecy,
        Secrecy::Static
    );
}

/// The same RSA key as key transport, as signature of a handshake, of documents, and as an authority.
#[test]
fn one_key_in_different_uses_is_not_one_risk() {
    let made = |usage: &[&str], extended: &[&str], is_ca: bool| {
        let mut made = certificate("RSA-2048", usage);
        made.not_after = Some(instant("2045-01-01T00:00:00Z"));
        made.is_ca = is_ca;
        made.extended_key_usage = extended.iter().map(|name| (*name).to_owned()).collect();
        judged(&first(Asset::Certificate(made)), as_it_is).priority
    };
    let transport = made(&["keyEncipherment"], &["serverAuth"], false);
    let authority = made(&["keyCertSign"], &[], true);
    let code = made(&["digitalSignature"], &["codeSigning"], false);
    let mut session = certificate("RSA-2048", &["digitalSignature"]);
    session.extended_key_usage.insert("serverAuth".into());
    let session = judged(&first(Asset::Certificate(session)), as_it_is).priority;
    assert!(
        transport > session && authority > code && code > session,
        "{transport} {authority} {code} {session}"
    );
}

#[test]
fn how_long_a_signature_is_relied_upon() {
    let with = |usage: &[&str], extended: &str| {
        let mut made = certificate("EC-P-256", usage);
        if !extended.is_empty() {
            made.extended_key_usage.insert(extended.to_owned());
        }
        first(Asset::Certificate(made)).subject.usage.kept
    };
    assert_eq!(with(&["digitalSignature"], ""), Kept::Stated);
    assert_eq!(with(&["digitalSignature"], "serverAuth"), Kept::Session);
    assert_eq!(with(&["digitalSignature"], "1.3.6.1.5.5.7.3.2"), Kept::Session);
    assert_eq!(with(&["digitalSignature"], "codeSigning"), Kept::Code);
    assert_eq!(with(&["digitalSignature"], "timeStamping"), Kept::TimeStamp);
    assert_eq!(with(&["nonRepudiation"], "clientAuth"), Kept::Document);
    let token = |format: &str| {
        let mut made = signed(MaterialKind::SignedData, "ECDSA-P-256-SHA-256");
        made.format = format.into();
        first(Asset::RelatedCryptoMaterial(made)).subject.usage.kept
    };
    assert_eq!(token("RFC 3161"), Kept::TimeStamp);
    assert_eq!(token("APK"), Kept::Code);
    assert_eq!(token("CMS"), Kept::Document);
    let ssh = material(MaterialKind::PublicKey, "OpenSSH", Some(key("Ed25519")));
    let ssh = first(Asset::RelatedCryptoMaterial(ssh));
    assert_eq!(ssh.subject.usage.kept, Kept::Session);
    // A handshake of the past is not undone: a host key needs no years of trust, a server's only its validity.
    assert_eq!(judged(&ssh, |system| system.signature_years = 40).shelf_life_years, 0);
    let wallet = material(MaterialKind::PrivateKey, "Web3 keystore", Some(key("EC-secp256k1")));
    let wallet = first(Asset::RelatedCryptoMaterial(wallet));
    assert_eq!(wallet.subject.usage.kept, Kept::Ledger);
    // What a ledger holds has no end: the bound of 50 years, however short the system's own signatures live.
    let short = |system: &mut SystemContext| system.signature_years = 1;
    assert_eq!(judged(&wallet, short).shelf_life_years, y2q::risk::CA_SHELF_LIFE_LIMIT);
    let says = |case: &Case, words: &str| {
        let reasons = judged(case, short).reasons;
        assert!(reasons.iter().any(|reason| reason.contains(words)), "{words}: {reasons:#?}");
    };
    says(&wallet, "signatures on a ledger, once the public key is on it");
    let stamp = signed(MaterialKind::SignedData, "ECDSA-P-256-SHA-256");
    let stamp = Asset::RelatedCryptoMaterial(Material { format: "RFC 3161".into(), ..stamp });
    says(&first(stamp), "time stamps, which are there to outlast other signatures");
    let archive = signed(MaterialKind::SignedData, "ECDSA-P-256-SHA-256");
    let archive = Asset::RelatedCryptoMaterial(Material { format: "CMS".into(), ..archive });
    says(&first(archive), "signatures on what is kept, which must hold as long as it is");
    let plain = material(MaterialKind::PrivateKey, "PKCS#8", Some(key("EC-secp256k1")));
    assert_eq!(first(Asset::RelatedCryptoMaterial(plain)).subject.usage.kept, Kept::Stated);
}

#[test]
fn prohibited_versions_are_broken_without_a_quantum_computer() {
    let broken = |kind, version: &str| {
        let asset = Asset::Protocol(Protocol {
            protocol: kind,
            name: "server".into(),
            version: Some(version.into()),
            offers: vec![offer(OfferRole::KeyExchange, "X25519MLKEM768", "X25519MLKEM768")],
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        });
        let all = cases(&asset);
        // A hybrid group has effect from TLS 1.3 on.
        let has_effect = kind != ProtocolKind::Tls
            || ["", "strange"].contains(&version)
            || ["1.3", "later"].iter().any(|newest| version.contains(newest));
        let exposure = if has_effect { Exposure::None } else { Exposure::Shor };
        assert_eq!(all[0].subject.exposure, exposure, "{version}");
        let broken: Vec<_> = all
            .into_iter()
            .filter(|case| case.subject.exposure == Exposure::ClassicallyBroken)
            .collect();
        let names: Vec<String> = broken.iter().map(|case| case.subject.algorithm.clone()).collect();
        let first = broken.into_iter().next()?.circumstances.broken.unwrap();
        Some((names.join(", "), first.since, first.why))
    };
    for (version, names, since, document) in [
        ("1.0", "TLS 1.0", 2021, "RFC 8996"),
        ("TLSv1.1", "TLS 1.1", 2021, "RFC 8996"),
        ("1.1, 1.2, 1.3", "TLS 1.1", 2021, "RFC 8996"),
        ("1.0 and later", "TLS 1.0, TLS 1.1", 2021, "RFC 8996"),
        ("SSL 3.0 to 1.0", "SSL 3.0, TLS 1.0", 2015, "RFC 7568"),
        ("SSL 2.0, SSL 3.0, 1.2", "SSL 2.0, SSL 3.0", 2011, "RFC 6176"),
        ("up to 1.1", "TLS 1.1", 2021, "RFC 8996"),
        ("DTLS 1.0, DTLS 1.2", "DTLS 1.0", 2021, "RFC 8996"),
    ] {
        let found = broken(ProtocolKind::Tls, version).unwrap_or_else(|| panic!("{version}"));
        assert_eq!((found.0.as_str(), found.1), (names, since), "{version}");
        assert!(found.2.contains(document), "{version}: {}", found.2);
    }
    for version in
        ["1.2", "1.3", "1.2 and later", "1.2, 1.3", "up to 1.3", "DTLS 1.2", "", "strange"]
    {
        assert_eq!(broken(ProtocolKind::Tls, version), None, "{version}");
    }
    assert_eq!(broken(ProtocolKind::Ssh, "1").unwrap().1, 2010);
    assert_eq!(broken(ProtocolKind::Ssh, "2.0"), None);
    assert_eq!(broken(ProtocolKind::Ike, "1.0"), None, "IKE has versions of its own");
}

#[test]
fn every_classical_break_has_its_year_and_reason() {
    let table: &[(&str, i16)] = &[
        ("MD5", 2004),
        ("SHA-1", 2017),
        ("RSA-PKCS1-1.5-SHA-1", 2014),
        ("RC4", 2015),
        ("DES-CBC", 1998),
        ("3DES-CBC", 2024),
        ("RSA-1024", 2014),
        ("RSA-512", 1999),
        ("diffie-hellman-group1-sha1", 2014),
        ("RC2-CBC", 1997),
    ];
    for (name, since) in table {
        let case = first(Asset::Algorithm(named(name)));
        let broken = case.circumstances.broken.as_ref().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(broken.since, *since, "{name}: {}", broken.why);
        assert!(broken.why.len() > 10, "{name}");
        let said = judged(&case, as_it_is).reasons[0].clone();
        assert!(said.contains(&format!("unacceptable since {since}: ")), "{said}");
    }
    for sound in ["AES-128-GCM", "SHA-256", "RSA-2048", "HMAC-SHA-1", "ML-DSA-65"] {
        assert_eq!(first(Asset::Algorithm(named(sound))).circumstances.broken, None, "{sound}");
    }
}

#[test]
fn a_hybrid_says_its_parts_and_what_is_from_before_the_standard_its_successor() {
    let said = |name: &str| judged(&first(Asset::Algorithm(named(name))), as_it_is);
    let hybrid = said("X25519MLKEM768").reasons.join("\n");
    assert!(
        hybrid.contains("two parts of ML-KEM-768 (does not) and X25519 (falls to Shor)"),
        "{hybrid}"
    );
    assert!(hybrid.contains("its specification is a standard"), "{hybrid}");
    let composite = said("MLKEM768-X25519-SHA3-256").reasons.join("\n");
    assert!(composite.contains("combined under SHA3-256"), "{composite}");
    for (name, successor) in [
        ("X25519Kyber768Draft00", "ML-KEM (FIPS 203)"),
        ("Kyber768", "ML-KEM (FIPS 203)"),
        ("p256_dilithium2", "ML-DSA (FIPS 204)"),
        ("SPHINCS+-Haraka-128s", "SLH-DSA (FIPS 205)"),
        ("MLDSA65-Ed25519-SHA512-draft02", "the final standard"),
    ] {
        let risk = said(name);
        let text = risk.reasons.join("\n");
        assert!(text.contains(&format!("replace with {successor}")), "{name}: {text}");
        assert_eq!(risk.priority, 40, "{name}: superseded, and not exposed");
    }
    assert!(!said("ML-KEM-768").reasons.join("\n").contains("replace with"));
}

#[test]
fn what_cannot_be_told_has_a_range_and_what_would_tell_it() {
    let certificate = |change: fn(&mut Certificate)| {
        let mut made = certificate("RSA-2048", &[]);
        change(&mut made);
        judged(&first(Asset::Certificate(made)), as_it_is)
    };
    let open = certificate(|_| {});
    let resolve = open.reasons.last().unwrap();
    assert!(resolve.contains("states no key usage"), "{resolve}");
    // Signature: 300 + 40 + 60 + 40 + (10 + 3 - 9 + 15) x 4; key transport: 80 more.
    assert!(resolve.contains("between 516 and 596"), "{resolve}");
    assert_eq!(open.priority, 596, "the worse one counts until it is known");
    let told = certificate(|made| {
        made.key_usage.insert("digitalSignature".into());
    });
    assert_eq!(told.priority, 516);
    assert!(!told.reasons.last().unwrap().contains("To resolve"));
    let unknown = Asset::Algorithm(y2q::model::Algorithm::verbatim("FOO-9", None));
    let unknown = judged(&first(unknown), as_it_is);
    let resolve = unknown.reasons.last().unwrap();
    assert!(resolve.contains("between 0 and ") && resolve.contains("FOO-9"), "{resolve}");
}

#[test]
fn a_key_of_which_only_the_algorithm_is_said_may_do_both() {
    let mut some = material(MaterialKind::Other, "", registry::by_name("RSA-2048"));
    some.details.push(("type".into(), "key".into()));
    let case = first(Asset::RelatedCryptoMaterial(some));
    assert_eq!(case.subject.purposes.possible().len(), 2);
}
