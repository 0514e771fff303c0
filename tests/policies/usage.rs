//! How an algorithm is used decides: mode, version, forward secrecy, what is signed, levels of trees, protocol.

use std::collections::BTreeSet;

use y2q::assess::{Question, Resolution, conflicts};
use y2q::model::{
    Asset, Exposure, Kept, Material, MaterialKind, Offer, OfferRole, Primitive, Protocol,
    ProtocolKind, Purpose, Secrecy, Subject,
};
use y2q::policy::{Policy, Setting, Status, Verdict, judge_in};
use y2q::{registry, risk};

use super::builder::{date, policy, populations, subject};

const TODAY: &str = "2026-11-26";

fn says(id: &str, subject: &Subject, at: &str) -> Verdict {
    let policy = policy(id);
    let words: Vec<String> = policy.applies_to.iter().cloned().collect();
    let setting =
        Setting { confidentiality_years: Some(1), signature_years: Some(1), ..Setting::of(&words) };
    judge_in(&policy, subject, &setting, date(at))
}

fn algorithm(name: &str) -> Subject {
    let algorithm = registry::by_name(name).unwrap_or_else(|| panic!("{name}"));
    risk::subjects(&Asset::Algorithm(algorithm)).remove(0)
}

/// SP 800-131A revision 3 (draft) retires ECB for confidentiality and no other mode.
#[test]
fn ecb_is_told_from_other_modes() {
    let on = |name: &str| says("nist-sp-800-131a", &algorithm(name), TODAY).status;
    assert_eq!(on("AES-256-ECB"), Status::Disallowed);
    assert_eq!(on("AES-256-GCM"), Status::Acceptable);
    assert_eq!(on("AES-256"), Status::Indeterminate, "the mode was not seen");
    let mut key = algorithm("AES-256");
    key.kind = "related-crypto-material".into();
    let verdict = says("nist-sp-800-131a", &key, TODAY);
    assert_eq!(verdict.status, Status::Acceptable, "a key has no mode");
}

fn server(protocol: ProtocolKind, version: &str, offers: &[(&str, &str)]) -> Vec<Subject> {
    let offer = |(name, algorithm): &(&str, &str)| Offer {
        role: OfferRole::KeyExchange,
        name: (*name).into(),
        algorithm: registry::by_name(algorithm).unwrap(),
    };
    risk::subjects(&Asset::Protocol(Protocol {
        protocol,
        name: "server".into(),
        version: Some(version.into()),
        offers: offers.iter().map(offer).collect(),
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    }))
}

#[test]
fn versions_are_subjects_of_their_own() {
    let versions = |text: &str| -> Vec<(String, bool, Exposure)> {
        server(ProtocolKind::Tls, text, &[("X25519MLKEM768", "X25519MLKEM768")])
            .into_iter()
            .filter_map(|one| Some((one.usage.version?, one.usage.newest, one.exposure)))
            .collect()
    };
    let old = |version: &str, newest| (version.to_owned(), newest, Exposure::ClassicallyBroken);
    assert_eq!(versions("1.0, 1.1, 1.3"), [old("1.0", false), old("1.1", false)]);
    assert_eq!(versions("1.1"), [old("1.1", true)]);
    assert_eq!(versions("1.2"), [("1.2".into(), true, Exposure::None)]);
    assert_eq!(
        versions("1.0 to 1.2"),
        [old("1.0", false), old("1.1", false), ("1.2".into(), true, Exposure::None)]
    );
    // What comes after it was not seen, or is the current one.
    for text in ["1.3", "1.2, 1.3", "1.2 and later", "1.2, strange", ""] {
        assert_eq!(versions(text), [], "{text}");
    }
}

#[test]
fn policies_judge_versions_of_tls() {
    let of = |text: &str| server(ProtocolKind::Tls, text, &[("X25519MLKEM768", "X25519MLKEM768")]);
    let judged = |id: &str, text: &str, version: &str, at: &str| {
        let all = of(text);
        let one = all.iter().find(|one| one.usage.version.as_deref() == Some(version)).unwrap();
        says(id, one, at)
    };
    let verdict = judged("us-omb-m-26-15", "1.2", "1.2", "2030-01-02");
    assert_eq!(verdict.status, Status::Acceptable);
    assert_eq!(verdict.rule.as_deref(), Some("tls-1.3"));
    assert!(verdict.needs_primary_check && verdict.clause.contains("Appendix A"));
    assert_eq!(judged("us-omb-m-26-15", "1.2", "1.2", "2030-01-03").status, Status::Indeterminate);
    // TLS 1.3 beside it: support is there.
    let beside = judged("us-omb-m-26-15", "1.1, 1.3", "1.1", "2030-01-03");
    assert_eq!(beside.status, Status::NotApplicable);
    let old = judged("y2q-default", "1.0, 1.3", "1.0", TODAY);
    assert_eq!((old.status, old.rule.as_deref()), (Status::Disallowed, Some("prohibited-version")));
    assert!(old.clause.contains("RFC 8996"));
    let last = judged("y2q-default", "1.2", "1.2", "2036-01-01");
    assert_eq!(last.status, Status::Disallowed);
    // A rule about versions speaks of no algorithm, and the other way round.
    for one in of("1.2").iter().filter(|one| one.usage.version.is_none()) {
        let rule = says("us-omb-m-26-15", one, TODAY).rule;
        assert_ne!(rule.as_deref(), Some("tls-1.3"), "{}", one.algorithm);
    }
}

#[test]
fn a_key_exchange_without_forward_secrecy_goes_first() {
    let offers = [("RSA", "RSAES-PKCS1-1.5"), ("ECDHE", "ECDH-P-256")];
    let all = server(ProtocolKind::Tls, "1.2", &offers);
    let of = |secrecy| all.iter().find(|one| one.usage.secrecy == secrecy).unwrap();
    let transport = says("y2q-default", of(Secrecy::Static), TODAY);
    assert_eq!(transport.status, Status::Deprecated);
    assert_eq!(transport.rule.as_deref(), Some("static-key-exchange"));
    assert_eq!(says("y2q-default", of(Secrecy::Forward), TODAY).status, Status::Acceptable);
}

/// CNSA 2.0: one tree, software and firmware, nothing else; what was not seen is open.
#[test]
fn stateful_signatures_are_for_firmware_with_one_tree() {
    let with = |name: &str, kept, levels| {
        let mut one = algorithm(name);
        one.usage.kept = kept;
        one.usage.levels = levels;
        says("cnsa-2.0", &one, TODAY)
    };
    let status = |name, kept, levels| with(name, kept, levels).status;
    let (lms, xmss) = ("LMS_SHA256_M24_H10", "XMSS-SHA2_10_256");
    assert_eq!(status(lms, Kept::Code, Some(1)), Status::Acceptable);
    assert_eq!(status(lms, Kept::Code, Some(2)), Status::Disallowed, "HSS");
    assert_eq!(status(lms, Kept::Code, None), Status::Indeterminate, "HSS or LMS");
    assert_eq!(status(lms, Kept::Session, Some(1)), Status::Disallowed);
    assert_eq!(status(lms, Kept::Stated, Some(1)), Status::Indeterminate, "what it signs");
    assert_eq!(status(lms, Kept::Stated, Some(2)), Status::Disallowed, "whatever it signs");
    assert_eq!(status(xmss, Kept::Code, Some(1)), Status::Acceptable);
    // Sets of RFC 8391 that SP 800-208 does not have.
    assert_eq!(status("XMSS-SHAKE_10_256", Kept::Code, Some(1)), Status::Disallowed);
    // The registry tells the levels of XMSS and XMSS^MT by their names.
    assert_eq!(algorithm(xmss).usage.levels, Some(1));
    assert_eq!(algorithm("XMSSMT-SHA2_40/8_256").usage.levels, Some(8));
    assert_eq!(says("cnsa-2.0", &algorithm("XMSSMT"), TODAY).status, Status::Disallowed);
}

/// RFC 8554 §6: the number of levels stands in the key.
#[test]
fn the_levels_of_an_hss_key_are_read() {
    let key = |levels: &str| {
        risk::subjects(&Asset::RelatedCryptoMaterial(Material {
            material: MaterialKind::PublicKey,
            name: "key".into(),
            format: "SPKI".into(),
            algorithm: registry::by_name("LMS_SHA256_M32_H5"),
            signature_algorithm: None,
            size_bits: None,
            fingerprint: String::new(),
            protection: None,
            subject: None,
            not_before: None,
            not_after: None,
            details: vec![("hss levels".into(), levels.into())],
        }))
        .remove(0)
    };
    assert_eq!(key("3").usage.levels, Some(3));
    assert_eq!(says("cnsa-2.0", &key("3"), TODAY).status, Status::Disallowed);
    assert_eq!(says("cnsa-2.0", &key("1"), TODAY).status, Status::Indeterminate);
}

/// The least change is something that the protocol has a code point for, and so is all that the proof refuses.
#[test]
fn a_resolution_can_be_spoken_where_the_present_algorithm_is() {
    let search = |protocol, name: &str, ids: &[&str], words: &[&str]| {
        let present = server(protocol, "", &[(name, name)]).remove(0);
        assert_eq!(present.usage.secrecy, Secrecy::Forward);
        let all: Vec<Policy> = ids.iter().map(|id| policy(id)).collect();
        let policies: Vec<&Policy> = all.iter().collect();
        let words = populations(words);
        let setting = Setting::of(&words);
        let until = date("2035-12-31");
        let question = Question { subject: &present, system: "web", setting: &setting, until };
        conflicts(&question, &policies, y2q::scheme::all()).remove(0)
    };
    let spoken = |protocol: &str| -> BTreeSet<&str> {
        let all = y2q::scheme::all().iter().filter(|one| one.role == y2q::scheme::Role::Kem);
        all.filter(|one| one.protocols.contains(&protocol)).map(|one| one.id).collect()
    };
    for (protocol, word) in [(ProtocolKind::Tls, "tls"), (ProtocolKind::Ssh, "ssh")] {
        let found =
            search(protocol, "ECDH-P-256", &["nist-ir-8547", "us-eo-14412"], &["us-federal-hva"]);
        let Resolution::LeastChange { scheme, .. } = &found.resolution else {
            panic!("{word}: {:?}", found.resolution)
        };
        assert!(spoken(word).contains(scheme.as_str()), "{word}: {scheme}");
        let found =
            search(protocol, "ECDH-P-256", &["cnsa-2.0", "de-bsi-tr-02102"], &["de", "us-nss"]);
        let Resolution::Nothing { proof, .. } = &found.resolution else {
            panic!("{word}: {:?}", found.resolution)
        };
        let refused: BTreeSet<&str> = proof.iter().map(|one| one.scheme.as_str()).collect();
        let mut wanted = spoken(word);
        wanted.insert("none");
        assert_eq!(refused, wanted, "{word}: the proof names every candidate that can be spoken");
        assert!(found.unspoken > 0);
    }
}

/// A rule that asks for a mode leaves alone what has none.
#[test]
fn what_has_no_mode_is_not_asked_for_one() {
    let stream = subject("ChaCha20", "AES")
        .primitive(Primitive::StreamCipher)
        .exposure(Exposure::Grover)
        .known(&[Purpose::Encryption])
        .strength(256)
        .build();
    assert_eq!(says("nist-sp-800-131a", &stream, TODAY).status, Status::Acceptable);
}
