//! Mosca's inequality by hand, and the promise that the priority never falls when a danger grows.

use proptest::prelude::*;
use y2q::model::{
    Asset, DataTier, Exposure, Kept, NetworkExposure, Purpose, Purposes, Secrecy, Subject,
    SystemContext,
};
use y2q::risk::{self, Circumstances, Risk, Situation, Threat};

use super::assets::{certificate, date, instant, named};

const NETWORKS: [NetworkExposure; 4] = [
    NetworkExposure::Isolated,
    NetworkExposure::Internal,
    NetworkExposure::Partner,
    NetworkExposure::Internet,
];
const TIERS: [DataTier; 3] = [DataTier::Open, DataTier::Sensitive, DataTier::Classified];
const EXPOSURES: [Exposure; 5] = [
    Exposure::None,
    Exposure::Grover,
    Exposure::Indeterminate,
    Exposure::Shor,
    Exposure::ClassicallyBroken,
];
const SECRECIES: [Secrecy; 3] = [Secrecy::Forward, Secrecy::Unknown, Secrecy::Static];
const KEPT: [Kept; 6] =
    [Kept::Session, Kept::Stated, Kept::Document, Kept::TimeStamp, Kept::Code, Kept::Ledger];
const PURPOSES: [Purpose; 5] = [
    Purpose::KeyEstablishment,
    Purpose::Signature,
    Purpose::CertificateSigning,
    Purpose::Encryption,
    Purpose::Integrity,
];

fn system() -> SystemContext {
    y2q::model::Context::undeclared().resolve("unassigned")
}

fn subject(name: &str, purposes: &[Purpose]) -> Subject {
    let mut subject = risk::subjects(&Asset::Algorithm(named(name))).remove(0);
    subject.kind = "protocol".into();
    subject.purposes = Purposes::Known(purposes.iter().copied().collect());
    subject
}

fn judged(subject: &Subject, system: &SystemContext) -> Risk {
    risk::assess(subject, system, date("2026-11-21"), 2035)
}

#[test]
fn harvest_now_decrypt_later_by_hand() {
    // X = 10 (default), Y = 2 (protocol key establishment), Z = 2035 - 2026 = 9: three years late.
    let risk = judged(&subject("X25519", &[Purpose::KeyEstablishment]), &system());
    assert_eq!(risk.threat, Threat::HarvestNowDecryptLater);
    assert_eq!((risk.shelf_life_years, risk.migration_years, risk.crqc_years), (10, 2, 9));
    assert_eq!(risk.mosca_years, 3);
    // Base 300; internal 40, sensitive 60, key establishment 100, (3 + 15) x 4 = 72, no deadline.
    assert_eq!(risk.priority, 300 + 40 + 60 + 100 + 72);
    assert_eq!(risk.reasons.len(), 6, "{:#?}", risk.reasons);
    assert!(risk.reasons[0].contains("Shor's algorithm breaks X25519; base 300"));
    assert!(risk.reasons[1].contains("inside the organisation (default); 40 of 120"));
    assert!(risk.reasons[2].contains("y2q's default, N2SF sets none"));
    assert!(risk.reasons[4].contains("late by 3 years; 72 of 120"), "{}", risk.reasons[4]);
    // 2028 is 3 of the first 5 years: 0.6 x 5.19 and 0.6 x 14.73; 2038 is 13: 27.62 + 0.6 x (51.00 - 27.62), ….
    for part in
        ["migration is over (2028): 3 to 9 %", "longer needed (2038): 42 to 62 %", "26 experts"]
    {
        assert!(risk.reasons[4].contains(part), "{part}: {}", risk.reasons[4]);
    }
    assert!(risk.reasons[5].contains("no policy that applies sets one; 0 of 120"));
}

#[test]
fn trust_now_forge_later_counts_signature_years() {
    let mut system = system();
    system.confidentiality_years = 40;
    system.signature_years = 2;
    let risk = judged(&subject("Ed25519", &[Purpose::Signature]), &system);
    assert_eq!(risk.threat, Threat::TrustNowForgeLater);
    // 2 + 4 - 9: three years to spare.
    assert_eq!((risk.shelf_life_years, risk.mosca_years), (2, -3));
    assert!(risk.reasons[4].contains("3 years to spare"));
}

#[test]
fn what_a_ca_signs_must_hold_at_least_until_its_certificate_ends() {
    let mut root = certificate("RSA-3072", &["keyCertSign"]);
    root.is_ca = true;
    let x = |end: &str, root: &mut y2q::model::Certificate| {
        root.not_after = Some(instant(end));
        let subject = risk::subjects(&Asset::Certificate(root.clone())).remove(0);
        judged(&subject, &system()).shelf_life_years
    };
    assert_eq!(x("2045-06-01T00:00:00Z", &mut root), 19, "18.5 years, a begun one counts");
    assert_eq!(x("2028-06-01T00:00:00Z", &mut root), 10, "the stated lifetime is longer");
    assert_eq!(x("2020-06-01T00:00:00Z", &mut root), 10, "expired");
    assert_eq!(x("9999-12-30T20:00:00Z", &mut root), risk::CA_SHELF_LIFE_LIMIT);
    let mut leaf = certificate("RSA-3072", &["digitalSignature"]);
    assert_eq!(
        x("2045-06-01T00:00:00Z", &mut leaf),
        10,
        "an end entity signs for the stated years"
    );
}

#[test]
fn what_is_quantum_resistant_has_no_priority_and_grover_hardly_any() {
    let mut system = system();
    system.exposure = NetworkExposure::Internet;
    system.data_tier = DataTier::Classified;
    system.confidentiality_years = 100;
    assert_eq!(judged(&subject("ML-KEM-768", &[Purpose::KeyEstablishment]), &system).priority, 0);
    let grover = judged(&subject("AES-128-GCM", &[Purpose::Encryption]), &system);
    assert!(grover.priority <= 50, "{}", grover.priority);
    assert_eq!(grover.threat, Threat::None);
    let worst =
        judged(&subject("diffie-hellman-group1-sha1", &[Purpose::KeyEstablishment]), &system);
    // All of base and context but for forward secrecy and a deadline.
    assert_eq!(
        (worst.priority, worst.threat),
        (400 + 120 + 120 + 100 + 120, Threat::AlreadyBroken)
    );
}

#[test]
fn the_indeterminate_says_what_would_resolve_it() {
    let reasons = |asset: Asset| {
        let subject = risk::subjects(&asset).remove(0);
        judged(&subject, &system()).reasons.join("\n")
    };
    let silent = super::assets::ssh(&[]);
    assert!(reasons(silent).contains("To resolve: the configuration leaves"));
    let closed = super::assets::material(y2q::model::MaterialKind::PrivateKey, "PKCS#8", None);
    assert!(
        reasons(Asset::RelatedCryptoMaterial(closed)).contains("To resolve: the key is closed")
    );
    let unknown = Asset::Algorithm(y2q::model::Algorithm::verbatim("FOO-9", None));
    assert!(reasons(unknown).contains("To resolve: `FOO-9` is not in the registry"));
}

#[derive(Clone, Debug)]
struct Case {
    subject: Subject,
    system: SystemContext,
    crqc: i16,
    today: String,
    deadline: Option<i16>,
    circumstances: Circumstances,
}

fn cases() -> impl Strategy<Value = Case> {
    let kinds = ["algorithm", "certificate", "protocol", "related-crypto-material"];
    let purposes = proptest::collection::btree_set(0..PURPOSES.len(), 0..4);
    let subject = (0..EXPOSURES.len(), purposes, any::<bool>(), 0..kinds.len(), 1970_i16..9999);
    let system = (0..NETWORKS.len(), 0..TIERS.len(), 0_u16..=100, 0_u16..=100);
    let more = (proptest::option::of(2000_i16..2200), 0..SECRECIES.len(), 0..KEPT.len());
    (subject, system, 2000_i16..2200, 2000_i16..2200, more).prop_map(
        move |(
            (exposure, purposes, known, kind, end),
            (network, tier, secret, signed),
            crqc,
            today,
            (deadline, secrecy, kept),
        )| {
            let circumstances = Circumstances::default();
            let mut subject = subject_of(kinds[kind], end);
            subject.usage.secrecy = SECRECIES[secrecy];
            subject.usage.kept = KEPT[kept];
            subject.exposure = EXPOSURES[exposure];
            let purposes = purposes.into_iter().map(|at| PURPOSES[at]).collect();
            subject.purposes =
                if known { Purposes::Known(purposes) } else { Purposes::OneOf(purposes) };
            let mut context = system_of(secret, signed);
            context.exposure = NETWORKS[network];
            context.data_tier = TIERS[tier];
            let today = format!("{today}-06-15");
            Case { subject, system: context, crqc, today, deadline, circumstances }
        },
    )
}

fn subject_of(kind: &str, end: i16) -> Subject {
    let mut made = subject("X25519", &[]);
    made.kind = kind.to_owned();
    made.not_after = Some(instant(&format!("{end:04}-01-01T00:00:00Z")));
    made
}

fn system_of(confidentiality_years: u16, signature_years: u16) -> SystemContext {
    SystemContext { confidentiality_years, signature_years, ..system() }
}

impl Case {
    fn risk(&self) -> Risk {
        let case =
            risk::Case { subject: self.subject.clone(), circumstances: self.circumstances.clone() };
        case.risk(&Situation {
            system: &self.system,
            today: date(&self.today),
            crqc_year: self.crqc,
            deadline: self.deadline.map(|year| date(&format!("{year}-12-31"))),
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_greater_danger_never_lowers_the_priority(case in cases(), by in 1_u16..60, at in 0_usize..5) {
        let before = case.risk();
        prop_assert!(before.priority <= 1000);
        let sum = i32::from(before.shelf_life_years) + i32::from(before.migration_years);
        prop_assert_eq!(before.mosca_years, sum - i32::from(before.crqc_years));
        let never_lower = |worse: &Case, what: &str| {
            let after = worse.risk();
            let same = after.priority >= before.priority && (what == "exposure" || after.threat == before.threat);
            prop_assert!(same, "{what}: {case:?} {:#?} {:#?}", before.reasons, after.reasons);
            Ok(())
        };
        let mut worse = case.clone();
        worse.subject.exposure = case.subject.exposure.max(EXPOSURES[at]);
        never_lower(&worse, "exposure")?;
        let mut worse = case.clone();
        worse.system.exposure = case.system.exposure.max(NETWORKS[at.min(3)]);
        never_lower(&worse, "network")?;
        let mut worse = case.clone();
        worse.system.data_tier = case.system.data_tier.max(TIERS[at.min(2)]);
        never_lower(&worse, "tier")?;
        let mut worse = case.clone();
        worse.system.confidentiality_years += by;
        never_lower(&worse, "confidentiality")?;
        let mut worse = case.clone();
        worse.system.signature_years += by;
        never_lower(&worse, "signature trust")?;
        let mut worse = case.clone();
        worse.crqc -= i16::try_from(by).unwrap();
        never_lower(&worse, "quantum computer")?;
        let mut worse = case.clone();
        worse.deadline = Some(case.deadline.unwrap_or(2200) - i16::try_from(by).unwrap());
        never_lower(&worse, "deadline")?;
        let mut worse = case.clone();
        worse.subject.usage.secrecy = case.subject.usage.secrecy.max(SECRECIES[at.min(2)]);
        never_lower(&worse, "forward secrecy")?;
        let mut worse = case.clone();
        let later = jiff::SignedDuration::from_hours(24 * 366 * i64::from(by));
        worse.subject.not_after = case.subject.not_after.and_then(|end| end.checked_add(later).ok());
        if worse.subject.not_after.is_some() {
            never_lower(&worse, "validity")?;
        }
    }
}
