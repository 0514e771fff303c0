//! Mistakes that other tools make, one test each.

use y2q::model::{Exposure, Maturity, Primitive, Purpose};
use y2q::policy::{Status, judge, shipped};

use super::builder::{date, policy, populations, subject};

const SIGN: &[Purpose] = &[Purpose::Signature];
const AGREE: &[Purpose] = &[Purpose::KeyEstablishment];

/// The 2030 row of NIST IR 8547 is for 112-bit strength only.
#[test]
fn the_2030_row_is_not_applied_to_p256_rsa3072_and_ed25519() {
    let draft = policy("nist-ir-8547");
    for (name, family, purposes) in [
        ("P-256", "ECDSA", SIGN),
        ("P-256", "EC", SIGN),
        ("P-256", "ECDH", AGREE),
        ("RSA-3072", "RSA", SIGN),
        ("RSA-3072", "RSAES-OAEP", AGREE),
        ("Ed25519", "EdDSA", SIGN),
        ("ffdhe3072", "DH", AGREE),
    ] {
        let subject = subject(name, family).curve("P-256").strength(128).known(purposes).build();
        let verdict = judge(&draft, &subject, &[], date("2026-11-21"));
        let dates: Vec<String> = verdict
            .upcoming
            .iter()
            .filter_map(|step| step.from)
            .map(|day| day.to_string())
            .collect();
        assert_eq!(dates, ["2036-01-01"], "{name} as {family}");
        let later = judge(&draft, &subject, &[], date("2035-12-31"));
        assert_eq!(later.status, Status::Acceptable, "{name} as {family}");
    }
}

/// A longer classical key buys no year: nothing quantum-vulnerable has a date after 2035.
#[test]
fn longer_classical_keys_get_no_later_year() {
    let draft = policy("nist-ir-8547");
    for (family, strength) in
        [("RSA", 112), ("RSA", 128), ("RSA", 152), ("ECDSA", 192), ("ECDSA", 256), ("EdDSA", 224)]
    {
        let subject = subject(family, family).strength(strength).build();
        let verdict = judge(&draft, &subject, &[], date("2026-11-21"));
        assert_eq!(verdict.deadline, Some(date("2035-12-31")), "{family} {strength}");
        let after = judge(&draft, &subject, &[], date("2036-01-01"));
        assert_eq!(after.status, Status::Disallowed, "{family} {strength}");
    }
}

/// Deprecated is not disallowed.
#[test]
fn deprecated_after_2030_is_not_disallowed_after_2030() {
    let draft = policy("nist-ir-8547");
    let key = subject("RSA-2048", "RSA").strength(112).build();
    assert_eq!(judge(&draft, &key, &[], date("2031-01-01")).status, Status::Deprecated);
    assert_eq!(judge(&draft, &key, &[], date("2035-12-31")).status, Status::Deprecated);
    assert_eq!(judge(&draft, &key, &[], date("2036-01-01")).status, Status::Disallowed);
}

/// A signature key has the signature date, not the earlier one of key establishment.
#[test]
fn a_signature_is_not_dated_as_key_establishment() {
    let order = policy("us-eo-14412");
    let federal = populations(&["us-federal-hva"]);
    let dated = |purposes: &[Purpose]| {
        let key = subject("EC-P-256", "EC").strength(128).known(purposes).build();
        judge(&order, &key, &federal, date("2026-11-21")).deadline
    };
    assert_eq!(dated(SIGN), Some(date("2031-12-31")));
    assert_eq!(dated(&[Purpose::CertificateSigning]), Some(date("2031-12-31")));
    assert_eq!(dated(AGREE), Some(date("2030-12-31")));
}

/// AES and hashes have no date in a policy about quantum-vulnerable public-key cryptography.
#[test]
fn symmetric_cryptography_gets_no_quantum_deadline() {
    let cipher = subject("AES-128-GCM", "AES")
        .primitive(Primitive::Ae)
        .mode("gcm")
        .strength(128)
        .exposure(Exposure::Grover)
        .known(&[Purpose::Encryption])
        .build();
    let hash = subject("SHA-256", "SHA-2")
        .primitive(Primitive::Hash)
        .strength(128)
        .exposure(Exposure::Grover)
        .known(&[Purpose::Integrity])
        .build();
    let everywhere = populations(&["general", "kr", "us-federal-hva"]);
    for policy in shipped() {
        for subject in [&cipher, &hash] {
            let verdict = judge(&policy, subject, &everywhere, date("2036-01-01"));
            assert!(verdict.status <= Status::Acceptable, "{} {}", policy.id, subject.algorithm);
            assert_eq!(verdict.deadline, None);
        }
    }
}

/// A policy must not fail an asset of someone it does not bind.
#[test]
fn an_order_to_agencies_is_not_applied_to_a_company() {
    let key = subject("RSA-1024", "RSA").strength(80).exposure(Exposure::ClassicallyBroken).build();
    for id in ["us-eo-14412", "kr-pqc-2035"] {
        let verdict =
            judge(&policy(id), &key, &populations(&["general", "de"]), date("2040-01-01"));
        assert_eq!(verdict.status, Status::NotApplicable, "{id}");
    }
}

/// What is broken without a quantum computer is not waved through by a policy about quantum computers.
#[test]
fn broken_public_keys_are_not_out_of_scope() {
    let key = subject("RSA-512", "RSA").strength(56).exposure(Exposure::ClassicallyBroken).build();
    let verdict = judge(&policy("nist-ir-8547"), &key, &[], date("2026-11-21"));
    assert_eq!(verdict.status, Status::Disallowed);
    let federal = populations(&["us-federal-hva"]);
    let verdict = judge(&policy("us-eo-14412"), &key, &federal, date("2032-01-01"));
    assert_eq!(verdict.status, Status::Disallowed);
}

/// Pre-standard schemes are not the standards of the same lineage, and hybrids with them neither.
#[test]
fn pre_standard_schemes_do_not_pass_as_the_standard() {
    let everywhere = populations(&["general", "kr", "us-federal-hva"]);
    for (family, maturity) in [
        ("Kyber", Maturity::PreStandard),
        ("ML-KEM", Maturity::PreStandard),
        ("ML-KEM", Maturity::Withdrawn),
        ("NTRU-Prime", Maturity::Specification),
    ] {
        let kem = subject(family, family)
            .exposure(Exposure::None)
            .maturity(maturity)
            .known(AGREE)
            .build();
        for policy in shipped().iter().filter(|policy| policy.binds(&everywhere)) {
            let verdict = judge(policy, &kem, &everywhere, date("2026-11-21"));
            let silent = verdict.rule.is_none();
            assert!(silent || verdict.status == Status::Indeterminate, "{} {family}", policy.id);
        }
    }
}

/// No date of a policy hangs on the day the program was built or run: a verdict of the past stays.
#[test]
fn verdicts_hold_for_any_day_asked() {
    let draft = policy("nist-ir-8547");
    let key = subject("RSA-2048", "RSA").strength(112).build();
    assert_eq!(judge(&draft, &key, &[], date("2000-02-29")).status, Status::Acceptable);
    assert_eq!(judge(&draft, &key, &[], date("9999-12-31")).status, Status::Disallowed);
}
