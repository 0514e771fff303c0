//! Circles of precedence: which edge gives way, and what is told of it.
//!
//! Rules inside a system have no circles by construction. Where `depends_on` and issuers close one, an edge
//! gives way to a dual-stack period: the system that would have waited does not, and keeps the old beside the
//! new until the other has followed. Which one: `depends_on` before issuers; of these one that makes an
//! authority or its anchors wait, for certificates wait for these; of what is left the one whose text
//! `system -> dependency` comes last.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::Change;
use super::draft::Drafts;
use super::kind::Pace;
use super::precedence::{Cause, Edges};

/// What may give way, weakest last: `depends_on`, whether an authority waits, the text of the edge.
type Weakness = (bool, bool, String);

/// Cuts edges until no circle is left; tells of each what was cut, the circle, and what bridges it.
pub(super) fn cut(drafts: &Drafts, edges: &mut Edges) -> Vec<String> {
    let mut told = Vec::new();
    let mut gone = Vec::new();
    while let Some(members) = circle(drafts.packages.len(), edges) {
        let Some(((depends, _, text), pair)) = weakest(drafts, edges, &members) else { break };
        let by = if depends { "depends_on" } else { "issuer" };
        told.push(format!(
            "{by} {text}: cut, because it closes a circle. Nobody waits here: what is old stays beside what is \
             new until both have migrated. The circle: {}",
            spoken(drafts, edges, pair)
        ));
        for (pair, causes) in edges.iter_mut() {
            let before = causes.len();
            causes.retain(|cause| cause.removable() != Some((depends, text.as_str())));
            if causes.len() < before {
                gone.push(*pair);
            }
        }
        edges.retain(|_, causes| !causes.is_empty());
    }
    for pair in gone {
        keep_the_old(drafts, edges, pair);
    }
    told
}

/// The cause among `members` that gives way, and the two packages that it ties.
fn weakest(
    drafts: &Drafts,
    edges: &Edges,
    members: &BTreeSet<usize>,
) -> Option<(Weakness, (usize, usize))> {
    let within =
        |(later, earlier): &(usize, usize)| members.contains(later) && members.contains(earlier);
    let authority = |later: usize| {
        matches!(drafts.packages[later].change, Change::CaRenewal | Change::TrustDistribution)
    };
    let inside = edges.iter().filter(|(pair, _)| within(pair));
    inside
        .flat_map(|(pair, causes)| {
            causes.iter().filter_map(move |cause| Some((pair, cause.removable()?)))
        })
        .map(|(&pair, (depends, text))| ((depends, authority(pair.0), text.to_owned()), pair))
        .max()
}

/// The shortest circle through the edge by which `later` waits for `earlier`.
fn spoken(drafts: &Drafts, edges: &Edges, (later, earlier): (usize, usize)) -> String {
    let mut from = BTreeMap::from([(earlier, later)]);
    let mut open = VecDeque::from([earlier]);
    while let Some(at) = open.pop_front().filter(|at| *at != later) {
        for &(_, next) in edges.range((at, 0)..=(at, usize::MAX)).map(|(pair, _)| pair) {
            from.entry(next).or_insert_with(|| {
                open.push_back(next);
                at
            });
        }
    }
    let mut pairs = vec![];
    let mut at = later;
    while let Some(&before) = from.get(&at) {
        pairs.push((before, at));
        at = before;
        if at == later {
            break;
        }
    }
    let said = pairs.iter().rev().map(|pair| {
        let causes = edges.get(pair);
        let reason = causes.and_then(|causes| causes.first()).map_or("", Cause::reason);
        let [later, earlier] = [pair.0, pair.1].map(|at| &drafts.packages[at].id);
        format!("{later} waits for {earlier} ({reason})")
    });
    said.collect::<Vec<_>>().join("; ")
}

/// What is retired in the system that no longer waits is retired after the other has migrated.
fn keep_the_old(drafts: &Drafts, edges: &mut Edges, (later, earlier): (usize, usize)) {
    let own = drafts.systems.get(&drafts.packages[later].system).cloned().unwrap_or_default();
    let retires = |at: &usize| {
        let kind = drafts.kinds[*at];
        kind.change == Change::Retirement
            && kind.pace == Pace::Resistant
            && kind.at.venue == drafts.kinds[earlier].at.venue
    };
    for retirement in own.filter(retires) {
        let pair = (retirement, earlier);
        let known = edges.contains_key(&pair);
        let reason = format!("{} still needs the old until then", drafts.packages[earlier].system);
        edges.entry(pair).or_default().insert(Cause::Rule(reason));
        if !known && circle(drafts.packages.len(), edges).is_some() {
            edges.remove(&pair);
        }
    }
}

/// The members of one circle, the one with the lowest member first.
fn circle(count: usize, edges: &Edges) -> Option<BTreeSet<usize>> {
    let mut graph = DiGraph::<(), ()>::with_capacity(count, edges.len());
    let nodes: Vec<NodeIndex> = (0..count).map(|_| graph.add_node(())).collect();
    for &(later, earlier) in edges.keys() {
        graph.add_edge(nodes[earlier], nodes[later], ());
    }
    let components = tarjan_scc(&graph).into_iter().filter(|members| members.len() > 1);
    components.map(|members| members.into_iter().map(NodeIndex::index).collect()).min()
}
