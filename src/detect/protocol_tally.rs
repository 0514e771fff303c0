//! Transcripts of endpoints, and what the many connections in one show: each asset once.

use std::collections::BTreeMap;

use super::{Input, Sink};
use crate::model::{Asset, AssetId, Evidence, Finding, Protocol, UnknownReason};
use crate::wire::traffic::Traffic;
use crate::wire::transcript::Transcript;

/// Peers and agreements that one transcript may have.
const MOST: usize = 1_000;

/// The transcript that `input` is; one that does not parse is an unknown.
pub fn transcript(
    input: &Input<'_>,
    detector: &'static str,
    sink: &mut Sink,
) -> Option<Transcript> {
    let read = Transcript::read(input.bytes);
    if read.is_none() {
        let detail = "a transcript that does not parse";
        sink.unknown(detector, UnknownReason::Malformed, 0, None, detail);
    }
    read
}

/// Protocol assets with the number of connections that showed each.
#[derive(Default)]
pub struct Tally {
    assets: BTreeMap<AssetId, (Protocol, Evidence, usize)>,
    order: Vec<AssetId>,
    recorded: BTreeMap<AssetId, Traffic>,
    is_full: bool,
}

impl Tally {
    /// Counts one more connection that shows `protocol`.
    pub fn add(&mut self, protocol: Protocol, evidence: Evidence) {
        let id = protocol.id();
        if let Some((_, _, count)) = self.assets.get_mut(&id) {
            *count += 1;
        } else if self.assets.len() < MOST {
            self.assets.insert(id, (protocol, evidence, 1));
            self.order.push(id);
        } else {
            self.is_full = true;
        }
    }

    /// Counts what a capture has of connections that show the asset `id`.
    pub fn record(&mut self, id: AssetId, traffic: Traffic) {
        if let Some(sum) = self.recorded.get_mut(&id) {
            sum.add(&traffic);
        } else {
            self.recorded.insert(id, traffic);
        }
    }

    /// Reports each asset once, in the order in which they were first seen; `place` is the endpoint.
    pub fn report(mut self, detector: &'static str, place: &str, sink: &mut Sink) {
        for id in &self.order {
            let Some((protocol, evidence, count)) = self.assets.remove(id) else { continue };
            let connections = if count == 1 { "connection" } else { "connections" };
            let note = match self.recorded.remove(id) {
                Some(traffic) => traffic.note(),
                None => format!("{place}, {count} {connections}"),
            };
            let finding = Finding::new(detector, Asset::Protocol(protocol), 0, None);
            sink.found(finding.evidence(evidence).note(note));
        }
        if self.is_full {
            let detail = format!("more than {MOST} peers and agreements in one transcript");
            sink.unknown(detector, UnknownReason::TooLarge, 0, None, detail);
        }
    }
}
