//! Recorded network traffic: pcap and pcapng files as containers of what servers said.
//!
//! A capture is read once, in constant memory. Packets are taken apart down to what TCP and UDP carry, flows whose first
//! bytes are a handshake (TLS and SSL, also after a beginning in plain text; DTLS; QUIC; SSH; IKE), on whatever port,
//! are recorded up to where encryption begins, and counted from there on; of all others next to nothing is kept. What
//! was recorded with one server becomes one transcript, a member like a file in an archive.

mod connection;
mod datagrams;
mod flows;
mod fragments;
mod layers;
mod likeness;
mod packets;
mod recognition;
mod servers;
mod stream;

use std::collections::BTreeMap;
use std::io::{self, Read};

use flows::Flows;
use layers::{Layers, Passed};
use packets::Packets;

use crate::model::UnknownReason;
use crate::source::container::{Content, Member, Meter, Visit};

pub(in crate::source) use packets::{is_pcap, is_pcapng};

/// Packets after which a scan that is to stop is asked for.
const ROUND: u64 = 4096;
/// Link layers that are named one by one.
const LINKS: usize = 16;

/// Reads a capture and gives every server's transcript.
pub(in crate::source) fn read(
    source: &mut dyn Read,
    meter: &Meter<'_>,
    visit: &mut Visit<'_>,
) -> io::Result<()> {
    let mut packets = Packets::new(source);
    let (mut layers, mut flows, mut unread) = (Layers::default(), Flows::new(), Unread::default());
    let mut count = 0_u64;
    let outcome = loop {
        match packets.next() {
            Ok(Some(packet)) => {
                let taken = layers.open(packet.link, packet.bytes, &mut |segment| {
                    flows.take(packet.at, segment);
                });
                if let Err(passed) = taken {
                    unread.add(passed);
                }
            }
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
        count += 1;
        if count.is_multiple_of(ROUND) {
            meter.check()?;
        }
        if flows.servers.is_full() {
            flows.servers.hand_on(meter, visit)?;
        }
    };
    flows.finish();
    flows.servers.hand_on(meter, visit)?;
    unread.too_large = packets.too_large;
    unread.tell(visit)?;
    outcome
}

/// Packets that were not looked into.
#[derive(Default)]
struct Unread {
    links: BTreeMap<i32, u64>,
    deep: u64,
    too_large: u64,
}

impl Unread {
    fn add(&mut self, passed: Passed) {
        match passed {
            Passed::Depth => self.deep += 1,
            Passed::Link(link) => {
                if self.links.len() < LINKS || self.links.contains_key(&link.0) {
                    *self.links.entry(link.0).or_default() += 1;
                }
            }
        }
    }

    fn tell(&self, visit: &mut Visit<'_>) -> io::Result<()> {
        for (link, count) in &self.links {
            let detail = format!(
                "{count} packets with link-layer header type {link}, which is not read; capture on an interface \
                 with Ethernet or IP headers"
            );
            tell(visit, "link layer", UnknownReason::Unsupported, detail)?;
        }
        if self.deep > 0 {
            let detail = format!(
                "{} packets with more encapsulations inside one another than are opened",
                self.deep
            );
            tell(visit, "tunnels", UnknownReason::TooLarge, detail)?;
        }
        if self.too_large > 0 {
            let detail =
                format!("{} records longer than a mebibyte, which are passed over", self.too_large);
            tell(visit, "records", UnknownReason::TooLarge, detail)?;
        }
        Ok(())
    }
}

fn tell(
    visit: &mut Visit<'_>,
    name: &str,
    reason: UnknownReason,
    detail: String,
) -> io::Result<()> {
    visit(Member { name: name.as_bytes(), content: Content::Unread(reason, detail) })
}
