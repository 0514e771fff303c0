//! A plan as a planner makes it: a virtual-asset exchange and a public agency, written by hand.

use std::collections::{BTreeMap, BTreeSet};

use y2q::model::*;
use y2q::plan::chance::{Chance, Chances};
use y2q::plan::infeasible::{Impossible, Infeasible, Relaxation};
use y2q::plan::moved::{Moved, Replanned};
use y2q::plan::*;
use y2q::policy::Binding;
use y2q::risk::Threat;

pub const KR: &str = "kr-pqc-2035";
pub const EO: &str = "us-eo-14412";
pub const NIST: &str = "nist-ir-8547";

pub fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Id of the `index`th asset of a package, as both the plan and the holdings name it.
pub fn asset_id(package: &str, index: usize) -> AssetId {
    AssetId::of("sample", &[package.as_bytes(), &index.to_be_bytes()])
}

struct Row {
    id: &'static str,
    title: &'static str,
    team: &'static str,
    assets: usize,
    target: Option<&'static str>,
    effort: f64,
    /// First and last quarter; empty when it does not fit.
    span: (&'static str, &'static str),
    deadline: (&'static str, &'static str),
    after: &'static [&'static str],
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { id: "estate/discovery", title: "Close the discovery gaps of the estate", team: "security", assets: 0, target: None, effort: 18.0, span: ("2027-Q1", "2027-Q1"), deadline: ("2027-12-31", KR), after: &[] },
    Row { id: "documents/vendor-commitment", title: "Get a dated commitment from the document product's supplier", team: "security", assets: 0, target: None, effort: 6.0, span: ("2027-Q1", "2027-Q2"), deadline: ("2027-12-31", KR), after: &[] },
    Row { id: "contractor/vendor-commitment", title: "Get a dated commitment from the maintenance contractor", team: "security", assets: 0, target: None, effort: 5.0, span: ("2027-Q1", "2027-Q2"), deadline: ("2027-12-31", KR), after: &[] },
    Row { id: "ssh-fleet/retirement/dsa", title: "SSH fleet: stop using 1024-bit DSA host keys", team: "platform", assets: 14, target: None, effort: 4.0, span: ("2027-Q1", "2027-Q1"), deadline: ("2027-03-31", NIST), after: &[] },
    Row { id: "tls-front/library-upgrade", title: "TLS front: upgrade to OpenSSL 3.5", team: "platform", assets: 0, target: None, effort: 24.0, span: ("2027-Q1", "2027-Q2"), deadline: ("2030-12-31", EO), after: &[] },
    Row { id: "ssh-fleet/library-upgrade", title: "SSH fleet: upgrade to OpenSSH 10", team: "platform", assets: 0, target: None, effort: 20.0, span: ("2027-Q2", "2027-Q3"), deadline: ("2030-12-31", EO), after: &[] },
    Row { id: "tls-front/configuration", title: "TLS front: negotiate X25519MLKEM768", team: "platform", assets: 212, target: Some("X25519MLKEM768"), effort: 16.0, span: ("2027-Q3", "2027-Q4"), deadline: ("2030-12-31", EO), after: &["tls-front/library-upgrade"] },
    Row { id: "ssh-fleet/configuration", title: "SSH fleet: negotiate mlkem768x25519-sha256", team: "platform", assets: 388, target: Some("mlkem768x25519-sha256"), effort: 12.0, span: ("2027-Q4", "2028-Q1"), deadline: ("2030-12-31", EO), after: &["ssh-fleet/library-upgrade"] },
    Row { id: "hsm/library-upgrade", title: "Signing HSM: firmware with ML-DSA", team: "wallet", assets: 0, target: None, effort: 30.0, span: ("2027-Q3", "2028-Q2"), deadline: ("2031-12-31", EO), after: &[] },
    Row { id: "internal-ca/ca-renewal/root", title: "Internal CA: new root under ML-DSA-87", team: "pki", assets: 2, target: Some("ML-DSA-87"), effort: 22.0, span: ("2028-Q1", "2028-Q2"), deadline: ("2031-12-31", EO), after: &["estate/discovery"] },
    Row { id: "internal-ca/trust-distribution", title: "Internal CA: distribute the new root to all verifiers", team: "pki", assets: 0, target: None, effort: 28.0, span: ("2028-Q3", "2029-Q1"), deadline: ("2031-12-31", EO), after: &["internal-ca/ca-renewal/root"] },
    Row { id: "internal-ca/ca-renewal/issuing", title: "Internal CA: new issuing authorities under ML-DSA-65", team: "pki", assets: 6, target: Some("ML-DSA-65"), effort: 18.0, span: ("2029-Q1", "2029-Q2"), deadline: ("2031-12-31", EO), after: &["internal-ca/trust-distribution"] },
    Row { id: "vpn/configuration", title: "Site VPN: IKEv2 with ML-KEM-768 as additional key exchange", team: "platform", assets: 46, target: Some("ML-KEM-768"), effort: 20.0, span: ("2028-Q2", "2028-Q4"), deadline: ("2030-12-31", EO), after: &[] },
    Row { id: "customer-db/replacement", title: "Customer records: wrap data keys with ML-KEM-1024", team: "platform", assets: 61, target: Some("ML-KEM-1024"), effort: 40.0, span: ("2029-Q1", "2029-Q4"), deadline: ("2029-12-31", KR), after: &["estate/discovery"] },
    Row { id: "documents/replacement", title: "Document product: re-encrypt archives that hold until 2045", team: "platform", assets: 530, target: Some("ML-KEM-768"), effort: 64.0, span: ("2030-Q2", "2031-Q2"), deadline: ("2030-12-31", EO), after: &["documents/vendor-commitment"] },
    Row { id: "wallet/library-upgrade", title: "Wallet signing: crypto-agile signing service", team: "wallet", assets: 0, target: None, effort: 44.0, span: ("2028-Q3", "2029-Q2"), deadline: ("2031-12-31", EO), after: &["hsm/library-upgrade"] },
    Row { id: "wallet/rekey/ed25519", title: "Wallet signing: replace Ed25519 approval keys", team: "wallet", assets: 24, target: Some("ML-DSA-65"), effort: 20.0, span: ("2029-Q3", "2029-Q4"), deadline: ("2031-12-31", EO), after: &["wallet/library-upgrade"] },
    Row { id: "wallet/replacement/secp256k1", title: "Wallet signing: secp256k1 custody keys", team: "wallet", assets: 180, target: None, effort: 120.0, span: ("", ""), deadline: ("2035-12-31", KR), after: &["wallet/library-upgrade"] },
    Row { id: "services/certificate-reissue", title: "Service certificates: issue again under the new authorities", team: "pki", assets: 1_840, target: Some("ML-DSA-65"), effort: 52.0, span: ("2029-Q3", "2031-Q1"), deadline: ("2031-12-31", EO), after: &["internal-ca/ca-renewal/issuing"] },
    Row { id: "code-signing/rekey", title: "Code signing: new keys under SLH-DSA-SHA2-192s", team: "pki", assets: 9, target: Some("SLH-DSA-SHA2-192s"), effort: 14.0, span: ("2030-Q1", "2030-Q2"), deadline: ("2031-12-31", EO), after: &["internal-ca/trust-distribution"] },
    Row { id: "ground-segment/library-upgrade", title: "Ground segment: 위성 지상국 telecommand library", team: "wallet", assets: 0, target: None, effort: 36.0, span: ("2030-Q1", "2030-Q4"), deadline: ("2035-12-31", KR), after: &["contractor/vendor-commitment"] },
    Row { id: "ground-segment/rekey", title: "Ground segment: telecommand authentication keys", team: "wallet", assets: 33, target: Some("HAETAE-3"), effort: 26.0, span: ("2031-Q1", "2031-Q3"), deadline: ("2035-12-31", KR), after: &["ground-segment/library-upgrade"] },
    Row { id: "portal/certificate-reissue", title: "Citizen portal: certificates from a public authority", team: "pki", assets: 74, target: Some("ML-DSA-44"), effort: 16.0, span: ("2031-Q2", "2031-Q4"), deadline: ("2035-12-31", NIST), after: &[] },
    Row { id: "mail/rekey", title: "Mail: S/MIME keys of staff", team: "pki", assets: 640, target: Some("ML-KEM-768"), effort: 48.0, span: ("2032-Q1", "2033-Q1"), deadline: ("2035-12-31", NIST), after: &["internal-ca/ca-renewal/issuing"] },
    Row { id: "archive/retirement", title: "Archive: stop using 3DES backups", team: "platform", assets: 17, target: None, effort: 10.0, span: ("2033-Q1", "2033-Q2"), deadline: ("2035-12-31", NIST), after: &[] },
];

fn change(id: &str) -> Change {
    [
        ("discovery", Change::Discovery),
        ("vendor-commitment", Change::VendorCommitment),
        ("library-upgrade", Change::LibraryUpgrade),
        ("ca-renewal", Change::CaRenewal),
        ("trust-distribution", Change::TrustDistribution),
        ("configuration", Change::Configuration),
        ("certificate-reissue", Change::CertificateReissue),
        ("rekey", Change::Rekey),
        ("retirement", Change::Retirement),
    ]
    .into_iter()
    .find(|(name, _)| id.contains(name))
    .map_or(Change::Replacement, |(_, change)| change)
}

fn package(row: &Row) -> Package {
    let span = (!row.span.0.is_empty()).then(|| (quarter(row.span.0), quarter(row.span.1)));
    let (date, policy) = (day(row.deadline.0), row.deadline.1);
    let mut load = BTreeMap::new();
    if let Some((start, finish)) = span {
        let quarters = finish.since(start) + 1;
        for index in 0..quarters {
            load.insert(start.plus(index), row.effort / f64::from(quarters));
        }
    }
    let exposure = match (row.assets, row.id.contains("retirement")) {
        (0, _) => None,
        (_, true) => Some(Exposure::ClassicallyBroken),
        _ => Some(Exposure::Shor),
    };
    let enabling = row.after.first().map(|id| BoundBy::Predecessor { package: (*id).into() });
    let clause = match policy {
        EO => "§4(b)",
        NIST => "Table 2 (§4.1.1)",
        _ => "stage goals, master plan 2023-07",
    };
    Package {
        id: row.id.into(),
        title: row.title.into(),
        system: row.id.split('/').next().unwrap().into(),
        change: change(row.id),
        pace: Pace::Resistant,
        choice: Choice { why: "the key exchange is negotiated".into(), ..Choice::default() },
        acceptance: None,
        cost: None,
        team: row.team.into(),
        assets: (0..row.assets).map(|index| asset_id(row.id, index)).collect(),
        beside: BTreeMap::new(),
        copies: BTreeMap::new(),
        left_out: BTreeSet::new(),
        places: Places::default(),
        exposure,
        threat: match exposure {
            None => Threat::None,
            Some(Exposure::ClassicallyBroken) => Threat::AlreadyBroken,
            _ if row.target.is_some_and(|t| t.to_lowercase().contains("kem")) => {
                Threat::HarvestNowDecryptLater
            }
            _ => Threat::TrustNowForgeLater,
        },
        priority: if row.assets > 0 { 900 - u16::try_from(row.assets / 4).unwrap() } else { 0 },
        shelf_life_years: 10,
        mosca: (row.id == "tls-front/configuration").then(mosca),
        window: None,
        renewal: None,
        target: row.target.map(target),
        effort_days: [row.effort * 0.7, row.effort, row.effort * 1.6],
        effort_basis: "project default: 4 days a system and 0.2 days an asset".into(),
        after: row.after.iter().map(|id| (*id).to_owned()).collect(),
        after_reasons: row
            .after
            .iter()
            .map(|_| "what it depends on must exist first".into())
            .collect(),
        undated: None,
        undecided: None,
        release: (row.id == "documents/replacement")
            .then(|| (quarter("2030-Q2"), "the supplier ships support then".to_owned())),
        deadline: Some(Deadline {
            date,
            policy: policy.into(),
            rule: Some("public-key".into()),
            clause: clause.into(),
            missed: None,
        }),
        phase: 0,
        weight: 100,
        float_quarters: span.map(|_| 1),
        because: vec![format!("{} starts at the beginning of the plan.", row.id)],
        chance: Some(Chance {
            p50: span.map(|s| s.1),
            p80: span.map(|s| s.1),
            p95: None,
            in_time: Some(0.75),
        }),
        start: span.map(|span| span.0),
        finish: span.map(|span| span.1),
        load,
        bound_by: match span {
            None => BoundBy::Unscheduled { why: "no scheme exists that the ledger accepts".into() },
            Some(_) if row.id == "documents/replacement" => {
                BoundBy::Release { what: "the supplier ships support in 2030-Q2".into() }
            }
            Some(_) => enabling.unwrap_or(BoundBy::Start),
        },
        slack_quarters: span.map(|span| Quarter::containing(date).since(span.1)),
        steps: vec![
            "Start when the predecessors are done and the change window is agreed".into(),
            "Check: a second scan finds the target and no longer the old algorithm".into(),
            "Way back: keep the old configuration for one quarter".into(),
        ],
    }
}

fn target(name: &str) -> Target {
    Target {
        scheme: name.to_lowercase(),
        name: name.into(),
        reason: "the standard with a code point in the protocol, in category 3 or above".into(),
        rejected: vec![
            ("hqc-256".into(), "no standard is published yet".into()),
            ("frodokem-976".into(), "no code point in the protocol".into()),
        ],
        later: None,
        price: None,
        alternatives: Vec::new(),
    }
}

fn policy(
    id: &str,
    title: &str,
    authority: &str,
    edition: &str,
    url: &str,
    binding: Binding,
) -> PolicyUsed {
    PolicyUsed {
        id: id.into(),
        title: title.into(),
        authority: authority.into(),
        edition: edition.into(),
        url: url.into(),
        binding,
        draft: binding == Binding::Draft,
        verified: "secondary-quote, 2026-11-21".into(),
        why: "applies to the estate's populations".into(),
        unbound: false,
        note: "Deprecated is not disallowed; the 2030 row speaks of 112-bit strength only.".into(),
        milestones: Vec::new(),
    }
}

fn phase(name: &str, from: &str, until: &str, source: &str) -> Phase {
    Phase {
        name: name.into(),
        from: quarter(from),
        until: quarter(until),
        source: source.into(),
        entry: vec!["the phase before it has ended".into()],
        exit: vec!["every package of it is done".into()],
        roadmap_rollback: vec!["a hybrid keeps the old algorithm at hand".into()],
        rollback: "package by package".into(),
        note: String::new(),
    }
}

/// 25 packages, 5 phases, 4 teams, 36 quarters, 3 policies, 2 late packages, 3 reasons for unknowns.
pub fn plan() -> Plan {
    let (from, until) = (quarter("2027-Q1"), quarter("2035-Q4"));
    let mut packages: Vec<Package> = ROWS.iter().map(package).collect();
    packages.sort_by_key(|package| (package.start.is_none(), package.start, package.id.clone()));
    let phases = phases();
    for package in &mut packages {
        let last = package.finish.unwrap_or(until);
        package.phase = phases.iter().position(|phase| last <= phase.until).unwrap();
    }
    Plan {
        spending: None,
        team_names: BTreeMap::new(),
        system_facts: BTreeMap::new(),
        harvested: Vec::new(),
        lost_authorities: Vec::new(),
        schema: "y2q-plan/1".into(),
        tool: "0.1.0".into(),
        at: day("2026-11-21"),
        estate: "Haneul Exchange and Regional Agency".into(),
        crqc_year: 2035,
        assumptions: vec![
            "The quantum computer is assumed in 2035; the estate file does not say otherwise."
                .into(),
            "System mail has no stated confidentiality lifetime: 10 years are assumed.".into(),
            "Team wallet has no stated capacity before 2028: 20 person-days a quarter are assumed."
                .into(),
            "Effort is a project default, not a measurement.".into(),
        ],
        policies: vec![
            policy(
                KR,
                "Pan-national post-quantum transition master plan",
                "NIS and MSIT, Republic of Korea",
                "2023-07-12",
                "https://www.nis.go.kr/",
                Binding::Roadmap,
            ),
            policy(
                NIST,
                "Transition to Post-Quantum Cryptography Standards",
                "NIST",
                "Initial Public Draft, November 2024",
                "https://nvlpubs.nist.gov/nistpubs/ir/2024/NIST.IR.8547.ipd.pdf",
                Binding::Draft,
            ),
            policy(
                EO,
                "Securing the Nation Against Advanced Cryptographic Attacks",
                "President of the United States",
                "2026-06-22, 91 FR 38483",
                "https://www.federalregister.gov/documents/2026/06/25/2026-12909/securing-the-nation-against-advanced-cryptographic-attacks",
                Binding::ExecutiveOrder,
            ),
        ],
        totals: Totals {
            assets: 6_118,
            holdings: 6_902,
            libraries: 0,
            by_exposure: BTreeMap::from([
                (Exposure::ClassicallyBroken, 31),
                (Exposure::Shor, 4_045),
                (Exposure::Indeterminate, 112),
                (Exposure::Grover, 2_690),
                (Exposure::None, 24),
            ]),
            by_kind: BTreeMap::from([("certificate".into(), 2_310), ("algorithm".into(), 4_592)]),
            unknowns: BTreeMap::from([
                ("encrypted".into(), 19),
                ("malformed".into(), 4),
                ("unsupported".into(), 41),
            ]),
        },
        from,
        until,
        phases,
        late: late(),
        broken_cycles: Vec::new(),
        teams: teams(&packages, from),
        burndown: burndown(&packages, from),
        systems: packages.iter().map(|package| package.system.clone()).collect(),
        optimisation: Some(Optimisation {
            objective: "least remaining exposure".into(),
            exposure: 9_000,
            lateness: 500,
            lower_bound: Some(9_300),
            gap_percent: Some(2.16),
            least_slack: 9_900,
            least_slack_late: 2,
            tried: 1_000,
            seed: 1,
            effort: 10,
            summary: "Remaining exposure and lateness are at most 2.16 % above the best possible."
                .into(),
        }),
        infeasible: Some(Infeasible {
            impossible: vec![Impossible {
                package: "documents/replacement".into(),
                conflict: vec!["documents/replacement may not start before 2030-Q2.".into()],
            }],
            together: vec!["Team platform has no more than its capacity.".into()],
            together_too: vec![vec!["mail/rekey waits for mail/discovery.".into()]],
            relaxations: vec![Relaxation {
                kind: "people".into(),
                what: "10 % more capacity of team platform up to 2031-Q1".into(),
                person_days: Some(42.5),
                money: None,
                quarters: None,
                packages: Vec::new(),
                late: 1,
            }],
        }),
        chances: Some(Chances {
            runs: 500,
            seed: 1,
            last: Chance { p50: None, p80: None, p95: None, in_time: Some(0.25) },
        }),
        replanned: Some(Replanned {
            since: day("2026-10-01"),
            renamed: BTreeMap::new(),
            kept: 12,
            shifted: Vec::new(),
            moved: vec![Moved {
                package: "estate/discovery".into(),
                before: Some(quarter("2027-Q2")),
                now: Some(quarter("2027-Q1")),
                because: vec!["Its effort was 30 person-days and is 18.".into()],
            }],
            new: vec!["vpn/configuration".into()],
            gone: vec!["mail/configuration".into()],
        }),
        packages,
    }
}

fn phases() -> Vec<Phase> {
    vec![
        phase("Strategy and discovery", "2027-Q1", "2027-Q4", "us-eo-14412, M-26-15 phase 1"),
        phase("Pilots and early migration", "2028-Q1", "2028-Q4", "us-eo-14412, M-26-15 phase 2"),
        phase("Key establishment", "2029-Q1", "2030-Q4", "us-eo-14412 §4(b)"),
        phase("Digital signatures", "2031-Q1", "2031-Q4", "us-eo-14412 §4(b)"),
        phase("Remaining systems", "2032-Q1", "2035-Q4", "kr-pqc-2035, support regime complete"),
    ]
}

fn late() -> Vec<Late> {
    vec![
        Late {
            package: "wallet/replacement/secp256k1".into(),
            quarters: None,
            because: vec!["No post-quantum signature scheme is accepted by the ledgers that hold the assets.".into()],
            extra_days: None,
            remedy: "No extra capacity saves it: something outside the teams has to move.".into(),
        },
        Late {
            package: "documents/replacement".into(),
            quarters: Some(2),
            because: vec![
                "documents/replacement starts in 2030-Q2, when the supplier ships support.".into(),
                "It takes 64 person-days, and team platform has 14 a quarter left beside other work.".into(),
            ],
            extra_days: Some(("platform".into(), 26.0)),
            remedy: "26 more person-days for team platform before the deadline would save it.".into(),
        },
    ]
}

fn teams(packages: &[Package], from: Quarter) -> Vec<TeamLoad> {
    let mut teams = Vec::new();
    for (team, capacity) in
        [("pki", 14.0), ("platform", 22.0), ("security", 20.0), ("wallet", 15.0)]
    {
        for index in 0..36 {
            let quarter = from.plus(index);
            let own = packages.iter().filter(|package| package.team == team);
            let load = own.filter_map(|package| package.load.get(&quarter)).sum();
            let capacity = if index == 3 { 0.0 } else { capacity };
            teams.push(TeamLoad { team: team.into(), quarter, capacity, load });
        }
    }
    teams
}

fn burndown(packages: &[Package], from: Quarter) -> Vec<Burndown> {
    let left = |class: Exposure, quarter: Quarter, all: u64| {
        let done = packages.iter().filter(|package| package.exposure == Some(class));
        let done = done.filter(|package| package.finish.is_some_and(|finish| finish <= quarter));
        (class, all - done.map(|package| package.assets.len() as u64).sum::<u64>())
    };
    (0..36)
        .map(|index| from.plus(index))
        .map(|quarter| Burndown {
            quarter,
            exposed: BTreeMap::from([
                left(Exposure::ClassicallyBroken, quarter, 31),
                left(Exposure::Shor, quarter, 4_045),
                (Exposure::Indeterminate, if quarter == from { 112 } else { 40 }),
            ]),
            looked_into: if quarter == from { 0 } else { 72 },
        })
        .collect()
}

/// A plan of `count` packages, made by repeating the sample's.
pub fn large(count: usize) -> Plan {
    let mut plan = plan();
    plan.packages = (0..count)
        .map(|index| {
            let mut package = package(&ROWS[index % ROWS.len()]);
            package.id = format!("copy-{index:04}/{}", package.id);
            package.system = format!("copy-{index:04}");
            package.after.clear();
            package.after_reasons.clear();
            package
        })
        .collect();
    plan.late.clear();
    plan.phases.truncate(1);
    plan.phases[0].until = plan.until;
    plan
}

/// An inventory without anything in it.
pub fn empty() -> Plan {
    let mut plan = plan();
    (plan.packages, plan.late, plan.burndown, plan.teams) = Default::default();
    (plan.totals, plan.systems) = Default::default();
    plan
}

/// Ten years of protection, three until it is finished, nine until the quantum computer.
fn mosca() -> Mosca {
    Mosca {
        shelf_life_years: 10,
        migration_years: 3,
        crqc_years: 9,
        late_by_years: 4,
        finished: 2029,
        before_finished: y2q::risk::chance_by(2029),
        needed_until: 2039,
        before_unneeded: y2q::risk::chance_by(2039),
        assumption: y2q::risk::EDITION.into(),
    }
}
