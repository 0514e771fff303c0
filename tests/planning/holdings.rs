//! Hand-made holdings and policies.

use std::collections::BTreeSet;

use y2q::assess::{Holding, Judged};
use y2q::inventory::{Located, Location};
use y2q::model::{
    Algorithm, Asset, AssetId, Certificate, Confidence, Context, Evidence, Exposure, Material,
    MaterialKind, Maturity, Occurrence, Primitive, Protocol, ProtocolKind, Purpose, Purposes,
    Relation, RelationKind, Subject, Supplier, SupplierKind, System, Team,
};
use y2q::plan::{AppliedPolicy, Options, Plan, PlanInput, Planner};
use y2q::policy::{Binding, Milestone, Policy, Status, Step, Verdict};
use y2q::risk::{Risk, Threat};

use super::schemes::SCHEMES;

pub fn date(text: &str) -> y2q::model::Date {
    text.parse().unwrap()
}

pub fn context(systems: Vec<System>) -> Context {
    let mut context = Context::undeclared();
    context.systems = systems;
    context
}

pub fn team(id: &str, capacity: f64) -> Team {
    Team { id: id.into(), name: id.into(), capacity, overrides: Vec::new(), person_day: None }
}

pub fn system(id: &str, depends_on: &[&str]) -> System {
    System {
        id: id.into(),
        name: id.to_uppercase(),
        owner: None,
        paths: Vec::new(),
        hosts: Vec::new(),
        exposure: None,
        data_tier: None,
        confidentiality_years: None,
        signature_years: None,
        jurisdictions: None,
        depends_on: depends_on.iter().map(|id| (*id).to_owned()).collect(),
        supplier: None,
        demand: None,
        fragile: Vec::new(),
        keys: Vec::new(),
        changeability: y2q::model::Changeability::default(),
    }
}

pub fn supplier(name: &str, earliest: Option<&str>) -> Supplier {
    Supplier {
        name: name.into(),
        kind: SupplierKind::Vendor,
        earliest: earliest.map(|quarter| quarter.parse().unwrap()),
    }
}

/// `(policy, deadline, status today)` of a verdict.
pub type Says<'a> = (&'a str, Option<&'a str>, Status);

pub const LATER: Says<'static> = ("law", Some("2030-12-31"), Status::Acceptable);

pub fn verdict((policy, deadline, status): Says<'_>) -> Verdict {
    let deadline = deadline.map(date);
    let upcoming = deadline
        .filter(|_| status == Status::Acceptable)
        .map(|day| Step { from: Some(day.tomorrow().unwrap()), status: Status::Disallowed });
    Verdict {
        policy: policy.into(),
        rule: (status != Status::NotApplicable).then(|| "rule".into()),
        clause: "§1".into(),
        status,
        upcoming: upcoming.into_iter().collect(),
        deadline,
        due: Vec::new(),
        draft: false,
        needs_primary_check: false,
        contested: false,
        at: date("2026-11-21"),
    }
}

pub fn judged(exposure: Exposure, purposes: &[Purpose], says: &[Says<'_>]) -> Judged {
    let set: BTreeSet<Purpose> = purposes.iter().copied().collect();
    let harvest = set.contains(&Purpose::KeyEstablishment);
    let threat = match exposure {
        Exposure::ClassicallyBroken => Threat::AlreadyBroken,
        Exposure::Shor if harvest => Threat::HarvestNowDecryptLater,
        Exposure::Shor => Threat::TrustNowForgeLater,
        _ => Threat::None,
    };
    Judged {
        subject: Subject {
            asset: AssetId::of("test", &[]),
            kind: String::new(),
            material: None,
            algorithm: "RSA-2048".into(),
            family: Some("RSA".into()),
            primitive: Primitive::Other,
            parameter_set: None,
            curve: None,
            digest: None,
            strength: Some(112),
            nist_category: Some(0),
            exposure,
            purposes: Purposes::Known(set),
            hybrid: false,
            components: Vec::new(),
            maturity: Maturity::Standard,
            usage: y2q::model::Usage::default(),
            not_after: None,
        },
        risk: Risk {
            threat,
            shelf_life_years: 4,
            migration_years: 2,
            crqc_years: 9,
            mosca_years: -3,
            priority: 500,
            reasons: Vec::new(),
        },
        verdicts: says.iter().copied().map(verdict).collect(),
    }
}

pub fn unsure(mut judged: Judged) -> Judged {
    judged.subject.purposes = Purposes::OneOf(judged.subject.purposes.possible().clone());
    judged
}

pub fn holding(system: &str, asset: Asset, judged: Vec<Judged>) -> Holding {
    let location = Location { root: "/".into(), path: "file".into() };
    let occurrence = Occurrence {
        detector: "test".into(),
        line: None,
        offset: 0,
        evidence: Evidence::Present,
        confidence: Confidence::High,
        note: String::new(),
        code: None,
    };
    let located = Located { location, occurrence, digest: None, first_scan: 1, last_scan: 1 };
    let id = asset.id();
    Holding {
        id,
        asset,
        system: system.into(),
        occurrences: vec![located],
        relations: Vec::new(),
        certificates: Vec::new(),
        deactivated: false,
        judged,
    }
}

pub struct Cert<'a> {
    pub name: &'a str,
    pub ca: bool,
    pub own_signed: bool,
}

pub fn leaf(name: &str) -> Cert<'_> {
    Cert { name, ca: false, own_signed: false }
}

pub fn issuing(name: &str) -> Cert<'_> {
    Cert { name, ca: true, own_signed: false }
}

pub fn root(name: &str) -> Cert<'_> {
    Cert { name, ca: true, own_signed: true }
}

/// A certificate of `name` in `system`, with an edge to its issuer.
pub fn certificate(system: &str, cert: &Cert<'_>, issuer: Option<&Holding>) -> Holding {
    let algorithm = Algorithm::verbatim("RSA-2048", None);
    let asset = Asset::Certificate(Certificate {
        format: "X.509".into(),
        subject: format!("CN={}", cert.name),
        issuer: String::new(),
        serial: "01".into(),
        not_before: None,
        not_after: None,
        is_ca: cert.ca,
        self_signed: cert.own_signed,
        key_usage: BTreeSet::new(),
        extended_key_usage: BTreeSet::new(),
        subject_alternative_names: Vec::new(),
        fingerprint: format!("certificate {}", cert.name),
        key_fingerprint: format!("key {}", cert.name),
        key_algorithm: algorithm.clone(),
        signature_algorithm: algorithm,
        subject_key_id: None,
        authority_key_id: None,
    });
    let purpose = if cert.ca { Purpose::CertificateSigning } else { Purpose::Signature };
    let mut held = holding(system, asset, vec![judged(Exposure::Shor, &[purpose], &[LATER])]);
    held.relations.extend(issuer.map(|issuer| Relation {
        from: held.id,
        to: issuer.id,
        kind: RelationKind::Issuer,
    }));
    held
}

/// A private or public key; `fingerprint` is that of its public half.
pub fn key(
    system: &str,
    kind: MaterialKind,
    format: &str,
    fingerprint: &str,
    judged: Judged,
) -> Holding {
    let asset = Asset::RelatedCryptoMaterial(Material {
        material: kind,
        name: "key".into(),
        format: format.into(),
        algorithm: None,
        signature_algorithm: None,
        size_bits: None,
        fingerprint: fingerprint.into(),
        protection: None,
        subject: None,
        not_before: None,
        not_after: None,
        details: Vec::new(),
    });
    holding(system, asset, vec![judged])
}

pub fn ssh_key(system: &str, fingerprint: &str) -> Holding {
    let judged = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    key(system, MaterialKind::PublicKey, "OpenSSH", fingerprint, judged)
}

/// A protocol configuration with one subject for every offer.
pub fn protocol(system: &str, kind: ProtocolKind, name: &str, offers: Vec<Judged>) -> Holding {
    let asset = Asset::Protocol(Protocol {
        protocol: kind,
        name: name.into(),
        version: None,
        offers: Vec::new(),
        cipher_suites: Vec::new(),
        settings: Vec::new(),
    });
    holding(system, asset, offers)
}

pub fn algorithm(system: &str, name: &str, judged: Judged) -> Holding {
    holding(system, Asset::Algorithm(Algorithm::verbatim(name, None)), vec![judged])
}

pub fn policy(id: &str, milestones: &[(&str, &str)]) -> Policy {
    Policy {
        id: id.into(),
        title: id.into(),
        authority: "authority".into(),
        edition: "1".into(),
        date: date("2024-11-12"),
        url: "https://example.org".into(),
        binding: Binding::Guideline,
        draft: false,
        indicative: false,
        hybrid: y2q::policy::HybridStance::Silent,
        extends: None,
        applies_to: BTreeSet::from(["general".to_owned()]),
        excludes: BTreeSet::new(),
        verified: "primary".into(),
        verified_on: date("2026-11-21"),
        verified_by: "the document".into(),
        stale_after_days: 180,
        note: String::new(),
        targets: Vec::new(),
        milestones: milestones
            .iter()
            .map(|(name, by)| Milestone {
                name: (*name).into(),
                by: date(by),
                clause: "§2".into(),
                kind: None,
                after: None,
                entry: Vec::new(),
                exit: Vec::new(),
                rollback: Vec::new(),
            })
            .collect(),
        rules: Vec::new(),
    }
}

/// Plans `holdings` on the first day of a quarter, of which the whole is left.
pub fn plan(context: &Context, policies: &[Policy], holdings: &[Holding]) -> Plan {
    let mut planner = Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    finish(planner, context, policies)
}

pub fn finish(planner: Planner, context: &Context, policies: &[Policy]) -> Plan {
    planned(planner, context, policies, &OPTIONS)
}

pub fn planned(
    planner: Planner,
    context: &Context,
    policies: &[Policy],
    options: &Options<'_>,
) -> Plan {
    planned_on("2026-10-01", planner, context, policies, options)
}

pub fn planned_on(
    day: &str,
    planner: Planner,
    context: &Context,
    policies: &[Policy],
    options: &Options<'_>,
) -> Plan {
    let applied: Vec<AppliedPolicy<'_>> =
        policies.iter().map(|policy| AppliedPolicy { policy, why: "named".into() }).collect();
    planner.finish(&PlanInput {
        context,
        policies: &applied,
        costs: &y2q::cost::Costs::reference(),
        schemes: SCHEMES,
        today: date(day),
        assumptions: &[],
        options,
    })
}

/// Enough of a search for every path of it, and little enough for many plans.
pub const OPTIONS: Options<'static> = Options {
    lost: &[],
    effort: 1,
    seed: 1,
    previous: None,
    inherited: None,
    stability: Options::STABILITY,
    deadline: None,
    fewest_late: false,
    beside: &|one, other| {
        other();
        one();
    },
    watch: &|_| true,
};
