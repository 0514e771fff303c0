use super::{Price, number};
use crate::model::{Demand, Stateful, Verifier};
use crate::scheme::{Role, Scheme};

/// Seconds of a year of 365.25 days.
const YEAR: f64 = 31_557_600.0;

/// Budgets that a price breaks, each with what is needed and what there is.
pub(super) fn broken(
    demand: &Demand,
    signature_years: u16,
    scheme: &Scheme,
    price: &Price,
    by: Option<&str>,
) -> Vec<String> {
    let mut broken = Vec::new();
    // A time is that of an implementation: another one of the same scheme may keep the budget.
    let by = by.map_or_else(String::new, |by| format!(" (by {by})"));
    let mut check = |what: &str, needed: Option<f64>, budget: Option<f64>, unit: &str| {
        if let (Some(needed), Some(budget)) = (needed, budget)
            && needed > budget
        {
            let (needed, budget) = (number_of(needed), number_of(budget));
            let by = if unit == "bytes" { "" } else { by.as_str() };
            broken.push(format!("{what}: {needed} {unit}, the budget is {budget}{by}"));
        }
    };
    let handshake = price.handshake.as_ref();
    check("added processor time", price.added_cores, demand.cores, "cores");
    check(
        "bytes of a handshake",
        handshake.map(|one| f64::from(one.bytes.1)),
        demand.handshake_bytes.map(f64::from),
        "bytes",
    );
    check(
        "time to the first byte",
        handshake.map(|one| one.first_byte_ms.1),
        demand.first_byte_ms,
        "ms",
    );
    let largest = f64::from(price.objects.0.max(price.objects.1));
    check(
        "largest object in the security module",
        Some(largest),
        demand.module_object_bytes.map(f64::from),
        "bytes",
    );
    if let Some(verifier) = &demand.verifier {
        for (what, needed, budget, unit) in verifier_needs(verifier, price, scheme.role) {
            check(what, needed, budget, unit);
        }
    }
    if scheme.role == Role::Signature
        && let (Some(need), Some(rate)) = (demand.signatures, price.signatures_per_core_second)
    {
        let cores = demand.cores.unwrap_or(1.0).max(0.0);
        if need > rate * cores {
            broken.push(format!(
                "signing: {} a second on {} cores, needed are {}{by}",
                number(rate * cores),
                number(cores),
                number(need)
            ));
        }
    }
    broken.extend(state(demand, signature_years, scheme));
    broken
}

type Needed = (&'static str, Option<f64>, Option<f64>, &'static str);

fn verifier_needs(verifier: &Verifier, price: &Price, role: Role) -> Vec<Needed> {
    if role != Role::Signature {
        return Vec::new();
    }
    let (public, signature) = price.objects;
    let both = f64::from(public) + f64::from(signature);
    let footprint =
        |which: fn((u32, u32)) -> u32| price.footprint.map(|both| f64::from(which(both)));
    vec![
        ("time to verify", price.verify_ms, verifier.verify_ms, "ms"),
        ("public key and signature", Some(both), verifier.bytes.map(f64::from), "bytes"),
        (
            "stack to verify",
            footprint(|both| both.0),
            verifier.memory_bytes.map(f64::from),
            "bytes",
        ),
        ("code to verify", footprint(|both| both.1), verifier.code_bytes.map(f64::from), "bytes"),
    ]
}

/// State must be allowed, and must last as long as signatures are made.
fn state(demand: &Demand, signature_years: u16, scheme: &Scheme) -> Option<String> {
    if !scheme.stateful {
        return None;
    }
    match demand.stateful {
        Some(Stateful::Forbidden) => {
            Some("state: the estate forbids signers that keep state".into())
        }
        Some(Stateful::Allowed) => {
            let height = height(scheme.id)?;
            let most = 2_f64.powi(i32::try_from(height).unwrap_or(i32::MAX));
            let wanted = demand.signatures? * f64::from(signature_years.max(1)) * YEAR;
            (wanted > most).then(|| {
                format!(
                    "signatures of one key: {wanted:.0} in {signature_years} years, it can make {most:.0}"
                )
            })
        }
        None => None,
    }
}

/// Height of a tree, out of an id such as `lms-sha256-m24-h10` or `xmss-sha2-16-256`.
fn height(id: &str) -> Option<u32> {
    let mut parts = id.split('-');
    match parts.next()? {
        "lms" => parts.next_back()?.strip_prefix('h')?.parse().ok(),
        "xmss" => parts.nth(1)?.parse().ok(),
        _ => None,
    }
}

/// Whole numbers as they are, others with three digits that count.
fn number_of(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { number(value) }
}
