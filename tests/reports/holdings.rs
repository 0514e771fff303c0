//! The assets behind the sample's plan.

use y2q::assess::{Holding, Judged};
use y2q::inventory::{Located, Location};
use y2q::model::*;
use y2q::plan::*;
use y2q::policy::{Status, Verdict};
use y2q::report::AssetTable;
use y2q::risk::Risk;

use super::sample::{EO, KR, NIST};

/// Every asset of the sample's packages as a holding.
pub fn holdings(plan: &Plan) -> Vec<Holding> {
    let all = plan.packages.iter().flat_map(|package| {
        package.assets.iter().enumerate().map(move |(index, id)| holding(package, *id, index))
    });
    all.collect()
}

pub fn table(plan: &Plan) -> AssetTable {
    let mut table = AssetTable::default();
    holdings(plan).iter().for_each(|holding| table.collect(holding));
    table
}

fn holding(package: &Package, id: AssetId, index: usize) -> Holding {
    let exposure = package.exposure.unwrap_or(Exposure::None);
    let name = match exposure {
        Exposure::ClassicallyBroken => "DSA-1024",
        _ if package.change == Change::Configuration => "ECDH-P-256",
        _ => ["RSA-2048", "ECDSA-P-256", "Ed25519"][index % 3],
    };
    let subject = Subject {
        asset: id,
        kind: "algorithm".into(),
        material: None,
        algorithm: name.into(),
        family: None,
        primitive: Primitive::Signature,
        parameter_set: None,
        curve: None,
        digest: None,
        strength: Some(112),
        nist_category: Some(0),
        exposure,
        purposes: Purposes::Known([Purpose::Signature].into()),
        hybrid: false,
        components: Vec::new(),
        maturity: Maturity::Standard,
        usage: y2q::model::Usage::default(),
        not_after: None,
    };
    let risk = Risk {
        threat: package.threat,
        shelf_life_years: 10,
        migration_years: 3,
        crqc_years: 9,
        mosca_years: 4,
        priority: package.priority,
        reasons: Vec::new(),
    };
    let broken = exposure == Exposure::ClassicallyBroken;
    let deadline = package.deadline.clone().unwrap();
    let verdict = |policy: &str| Verdict {
        policy: policy.into(),
        rule: Some("public-key".into()),
        clause: deadline.clause.clone(),
        status: if broken { Status::Disallowed } else { Status::Acceptable },
        upcoming: Vec::new(),
        deadline: (policy == deadline.policy).then_some(deadline.date),
        due: Vec::new(),
        draft: policy == NIST,
        needs_primary_check: false,
        contested: false,
        at: "2026-11-21".parse().unwrap(),
    };
    let verdicts = [KR, NIST, EO].map(verdict).into();
    let place = |copy: usize| Located {
        location: Location {
            root: "/srv/estate".into(),
            path: format!("{}/conf.d/{:04}-{copy}.conf", package.system, index),
        },
        occurrence: Occurrence {
            detector: "x509-certificate".into(),
            line: Some(12),
            offset: 0,
            evidence: Evidence::Present,
            confidence: Confidence::High,
            note: String::new(),
            code: None,
        },
        digest: None,
        first_scan: 1,
        last_scan: 1,
    };
    Holding {
        id,
        asset: Asset::Algorithm(Algorithm::verbatim(
            &format!("CN=host-{index:04}.{}.example", package.system),
            None,
        )),
        system: package.system.clone(),
        occurrences: (0..=index % 7).map(place).collect(),
        relations: Vec::new(),
        certificates: Vec::new(),
        deactivated: false,
        judged: vec![Judged { subject, risk, verdicts }],
    }
}
