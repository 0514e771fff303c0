//! Whether a quantum computer may exist before what it threatens is migrated.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::plain::{counted, thousands};
use crate::model::Exposure;
use crate::plan::Plan;

/// Of all uses that a quantum computer threatens: how many are rid of it too late for what they protect, and how likely it
/// is that one exists before the last package of them is finished. A use of which several packages take care, a pilot,
/// its roll-out and the retirement after it, counts once, and as late as the last of them; without a date it is late, and so is
/// what somebody accepts, which nothing changes.
pub(super) fn sentence(plan: &Plan) -> Option<String> {
    let mut uses: BTreeMap<_, (bool, bool, bool)> = BTreeMap::new();
    for package in &plan.packages {
        let is_never = package.is_threatened_for_good();
        let is_accepted = package.is_threatened_and_accepted();
        if package.mosca.is_none() && !is_never && !is_accepted {
            continue;
        }
        let is_late = is_never
            || is_accepted
            || package.mosca.as_ref().is_some_and(|one| one.late_by_years > 0);
        for asset in &package.assets {
            let others = package.copies.get(asset).into_iter().flatten();
            for system in std::iter::once(&package.system).chain(others) {
                let (late, never, accepted) = uses.entry((system, asset)).or_default();
                (*late, *never) = (*late || is_late, *never || is_never);
                *accepted |= is_accepted;
            }
        }
    }
    let late = uses.values().filter(|(late, ..)| *late).count() as u64;
    let never = uses.values().filter(|(_, never, _)| *never).count() as u64;
    let accepted = uses.values().filter(|(.., accepted)| *accepted).count() as u64;
    let all = counted(uses.len() as u64, "use", "uses");
    let (are, protects) = if late == 1 { ("is", "it protects") } else { ("are", "they protect") };
    let how = match never {
        never if accepted > 0 => {
            let never = match never {
                0 => String::new(),
                never => format!(", {} of the others at no date", thousands(never)),
            };
            format!(
                "{are} changed too late or not at all ({} accepted as a risk{never})",
                thousands(accepted)
            )
        }
        0 => format!("{are} changed too late"),
        never if never == late => format!("{are} changed at no date, and so too late"),
        never => format!("{are} changed too late, {} of them at no date,", thousands(never)),
    };
    let dated = plan.packages.iter().filter_map(|package| package.mosca.as_ref());
    let last = dated.max_by_key(|one| one.finished).map(|last| {
        format!(
            " That one exists before the last {} is finished ({}): {} ({}).",
            if never + accepted == 0 { "of them" } else { "of those with a date" },
            last.finished,
            last.before_finished,
            last.assumption
        )
    });
    (!uses.is_empty()).then(|| {
        format!(
            "{} of {all} that a quantum computer threatens {how} for what {protects}, if one exists from {} on \
             (Mosca's inequality).{}{}",
            thousands(late),
            plan.crqc_year,
            others(plan, uses.len() as u64),
            last.unwrap_or_default()
        )
    })
}

/// What tells these uses from the quantum-vulnerable ones that are counted elsewhere.
fn others(plan: &Plan, uses: u64) -> String {
    let of = |exposure| plan.totals.by_exposure.get(&exposure).copied().unwrap_or(0);
    let (vulnerable, broken) = (of(Exposure::Shor), of(Exposure::ClassicallyBroken));
    match uses.cmp(&vulnerable) {
        Ordering::Greater if broken > 0 => {
            " What is broken today is among them where a quantum computer breaks what replaces it as well.".into()
        }
        Ordering::Less if broken == 0 => format!(
            " Not among them: {} of {} quantum-vulnerable, which no package ends for that reason.",
            thousands(vulnerable - uses),
            thousands(vulnerable)
        ),
        _ => String::new(),
    }
}
