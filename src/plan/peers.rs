//! Both ends of a channel: neither stops offering what is classical before the other can do without.
//!
//! Who talks with whom is told by `depends_on`, whichever end it is written at, and by SSH keys: who knows the public half
//! of another system's key (`known_hosts`, `authorized_keys`) is its peer. A retirement is a package of its own for which
//! nothing between systems waits, so that both ends may wait for each other's roll-out without a circle.

use std::collections::BTreeSet;

use super::change::Venue;
use super::draft::Drafts;
use super::kind::Kind;
use super::precedence::{Cause, Edges, accepts};
use super::retire;
use super::tally::Planner;
use super::{Change, Pace};

/// `system` depends on `other`: each retires after the other's roll-out.
pub(super) fn by_dependency(drafts: &Drafts, system: &str, other: &str, edges: &mut Edges) {
    let reason = format!("{system} depends on it and must be able to do without");
    retire_after(drafts, (other, system), |_| true, &reason, edges);
    let reason = format!(
        "it depends on {other}, which must know the hybrid before it can do without the rest"
    );
    retire_after(drafts, (system, other), |_| true, &reason, edges);
}

/// Systems of which one knows a key that the other holds: each retires after the other's roll-out.
pub(super) fn by_keys(drafts: &Drafts, planner: &Planner, edges: &mut Edges) {
    for (knower, tally) in &planner.systems {
        let holders: BTreeSet<&String> = (tally.handed.iter())
            .filter(|(key, holder)| {
                let of_holder = planner.systems.get(*holder).into_iter().flat_map(|of| &of.bundles);
                let mut of_ssh = of_holder.filter(|(kind, _)| kind.at.venue == Venue::Ssh);
                of_ssh.any(|(_, items)| items.iter().any(|item| item.id == **key))
            })
            .map(|(_, holder)| holder)
            .collect();
        for holder in holders {
            for (system, other) in [(knower, holder), (holder, knower)] {
                let reason = format!(
                    "{other} is at the other end, by an SSH key that both have, and must be able to do without"
                );
                let of_ssh = |kind: Kind| kind.at.venue == Venue::Ssh;
                retire_after(drafts, (system, other), of_ssh, &reason, edges);
            }
        }
    }
}

/// What `system` retires waits for what `other` rolls out at the same place.
fn retire_after(
    drafts: &Drafts,
    (system, other): (&str, &str),
    concerns: impl Fn(Kind) -> bool,
    reason: &str,
    edges: &mut Edges,
) {
    let of = |system: &str| {
        let range = drafts.systems.get(system).cloned().unwrap_or_default();
        range.map(|at| (at, drafts.kinds[at])).filter(|(_, kind)| kind.pace == Pace::Resistant)
    };
    for (retirement, last) in of(system).filter(|(_, kind)| kind.change == Change::Retirement) {
        let brings = |kind: &Kind| match kind.change {
            Change::CertificateReissue | Change::Rekey => accepts(last.at, kind.at),
            change => retire::negotiates(change) && kind.at == last.at,
        };
        let roll_outs = of(other).filter(|(_, kind)| brings(kind));
        for (roll_out, _) in roll_outs.filter(|(_, kind)| concerns(*kind)) {
            let cause = Cause::Rule(reason.to_owned());
            edges.entry((retirement, roll_out)).or_default().insert(cause);
        }
    }
}
