//! Both ends of a channel: neither stops offering what is classical before the other can do without.
//!
//! Who talks with whom is told by `depends_on`, whichever end it is written at, and by SSH keys: who knows the public half
//! of another system's key (`known_hosts`, `authorized_keys`) is its peer, and verifies with it: the key is replaced after
//! that peer accepts the new kind of key, in each of the systems that hold it ([`super::holders`]). So is who shows an SSH
//! certificate that the other verifies by the key of its authority ([`super::certifiers`]). A retirement is a package of its own
//! for which nothing between systems waits, so that both ends may wait for each other's roll-out without a circle.

use std::collections::BTreeSet;

use super::change::{Use, Venue};
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

/// Systems of which one knows a key that the other holds: the other replaces the key after the one accepts its successor,
/// and each retires after the other's roll-out.
pub(super) fn by_keys(drafts: &Drafts, planner: &Planner, edges: &mut Edges) {
    for (knower, tally) in &planner.systems {
        let known = tally.handed.values().flatten();
        let known = known.filter(|(_, kind)| kind.at.venue == Venue::Ssh);
        let holders: BTreeSet<&(String, Kind)> = known.collect();
        for (holder, kind) in &holders {
            accept_first(drafts, knower, (holder, *kind), edges);
        }
        let holders: BTreeSet<&String> = holders.into_iter().map(|(holder, _)| holder).collect();
        for holder in holders {
            meet(drafts, (knower, holder), "an SSH key that both have", edges);
        }
    }
}

/// Two ends of SSH, told by what `both` have: each retires after the other's roll-out.
pub(super) fn meet(drafts: &Drafts, ends: (&str, &str), both: &str, edges: &mut Edges) {
    for (system, other) in [ends, (ends.1, ends.0)] {
        let reason =
            format!("{other} is at the other end, by {both}, and must be able to do without");
        let of_ssh = |kind: Kind| kind.at.venue == Venue::Ssh;
        retire_after(drafts, (system, other), of_ssh, &reason, edges);
    }
}

/// What replaces a key in the system `holder` waits for what lets `knower` accept the new one.
fn accept_first(drafts: &Drafts, knower: &str, (holder, kind): (&String, Kind), edges: &mut Edges) {
    let Some(&replacing) = drafts.index.get(&(holder.clone(), kind)) else { return };
    if kind.pace != Pace::Resistant {
        return;
    }
    for at in lets(drafts, knower, kind.at) {
        let reason = format!("{knower} knows a key of these, and accepts its successor first");
        edges.entry((replacing, at)).or_default().insert(Cause::Rule(reason));
    }
}

/// What lets a system accept new keys of a use.
pub(super) fn lets(drafts: &Drafts, system: &str, at: Use) -> impl Iterator<Item = usize> {
    let own = drafts.systems.get(system).cloned().unwrap_or_default();
    own.filter(move |own| {
        let own = drafts.kinds[*own];
        let lets = match own.change {
            Change::Configuration | Change::LibraryUpgrade => own.at == at,
            Change::ProxyInFront => own.at.venue == at.venue,
            _ => false,
        };
        lets && own.pace == Pace::Resistant
    })
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
