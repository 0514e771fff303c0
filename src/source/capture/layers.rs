//! From a recorded packet to what a transport carries: link layers, labels, tunnels, IP, fragments.

use std::net::IpAddr;

use etherparse::{IpNumber, LaxIpSlice, TcpSlice, UdpSlice};
use pcap_parser::Linktype;

use super::fragments::{Fragments, Part};

/// What one packet carries above IP.
pub(super) struct Segment<'a> {
    /// Who sent it.
    pub(super) from: Peer,
    /// Who it was for.
    pub(super) to: Peer,
    /// Over what.
    pub(super) carrier: Carrier,
    /// The payload, as far as it was kept.
    pub(super) payload: &'a [u8],
}

/// One end of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Peer {
    pub(super) address: IpAddr,
    pub(super) port: u16,
}

/// What a transport says of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    Tcp { sequence: u32, is_syn: bool, is_ack: bool, is_fin: bool, is_reset: bool },
    Udp,
}

/// What was not looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// A link layer that is not read.
    Link(Linktype),
    /// More encapsulations than are opened.
    Depth,
}

/// Encapsulations inside one another that are opened.
const DEPTH: u32 = 8;
/// Tags and labels before a network layer that are passed over.
const TAGS: usize = 16;

const IPV4: u16 = 0x0800;
const IPV6: u16 = 0x86DD;
const BRIDGED: u16 = 0x6558;

/// Takes packets apart.
#[derive(Default)]
pub(super) struct Layers {
    fragments: Fragments,
}

type Each<'e> = dyn FnMut(&Segment<'_>) + 'e;

impl Layers {
    /// Gives what `bytes`, a packet with link layer `link`, carry.
    pub(super) fn open(
        &mut self,
        link: Linktype,
        bytes: &[u8],
        each: &mut Each<'_>,
    ) -> Result<(), Passed> {
        match link {
            Linktype::ETHERNET => self.ethernet(bytes, 0, each),
            // 16 bytes with the protocol last, 20 bytes with the protocol first.
            Linktype::LINUX_SLL => self.typed(word(bytes, 14), bytes.get(16..), 0, each),
            Linktype::LINUX_SLL2 => self.typed(word(bytes, 0), bytes.get(20..), 0, each),
            // An address family in whatever byte order: what follows says itself which version it is.
            Linktype::NULL | Linktype::LOOP => self.network(bytes.get(4..), 0, each),
            Linktype::RAW | Linktype::IPV4 | Linktype::IPV6 | Linktype(12 | 14) => {
                self.network(Some(bytes), 0, each)
            }
            // PPP, with or without the bytes of HDLC before it.
            Linktype(9 | 50) => {
                let bytes = bytes.strip_prefix(&[0xFF, 3]).unwrap_or(bytes);
                self.point_to_point(Some(bytes), 0, each)
            }
            other => Err(Passed::Link(other)),
        }
    }

    fn ethernet(&mut self, bytes: &[u8], depth: u32, each: &mut Each<'_>) -> Result<(), Passed> {
        match word(bytes, 12) {
            // A length, then LLC; SNAP has a type again (RFC 1042).
            Some(length) if length < 0x0600 => match bytes.get(14..20) {
                Some([0xAA, 0xAA, 3, 0, 0, 0]) => {
                    self.typed(word(bytes, 20), bytes.get(22..), depth, each)
                }
                _ => Ok(()),
            },
            kind => self.typed(kind, bytes.get(14..), depth, each),
        }
    }

    /// What follows an EtherType.
    fn typed(
        &mut self,
        kind: Option<u16>,
        bytes: Option<&[u8]>,
        depth: u32,
        each: &mut Each<'_>,
    ) -> Result<(), Passed> {
        let (Some(mut kind), Some(mut bytes)) = (kind, bytes) else { return Ok(()) };
        for _ in 0..TAGS {
            match kind {
                IPV4 | IPV6 => return self.network(Some(bytes), depth, each),
                // 802.1Q, 802.1ad and what came before it.
                0x8100 | 0x88A8 | 0x9100 | 0x9200 => {
                    let (Some(next), Some(rest)) = (word(bytes, 2), bytes.get(4..)) else {
                        return Ok(());
                    };
                    (kind, bytes) = (next, rest);
                }
                0x8847 | 0x8848 => return self.labelled(bytes, depth, each),
                // PPPoE session: six bytes, then PPP.
                0x8864 => return self.point_to_point(bytes.get(6..), depth, each),
                BRIDGED => return self.ethernet(bytes, Self::deeper(depth)?, each),
                _ => return Ok(()),
            }
        }
        Err(Passed::Depth)
    }

    /// MPLS (RFC 3032): labels up to the bottom of the stack, then IP or, behind a control word, Ethernet.
    fn labelled(&mut self, bytes: &[u8], depth: u32, each: &mut Each<'_>) -> Result<(), Passed> {
        let mut labels = bytes.chunks_exact(4);
        let Some(bottom) = labels.by_ref().take(TAGS).position(|label| label[2] & 1 == 1) else {
            return Err(Passed::Depth);
        };
        let rest = bytes.get((bottom + 1) * 4..).unwrap_or_default();
        match rest.first().map(|first| first >> 4) {
            Some(4 | 6) => self.network(Some(rest), depth, each),
            Some(0) => {
                let frame = rest.get(4..).unwrap_or_default();
                Self::deeper(depth).and_then(|depth| self.ethernet(frame, depth, each))
            }
            _ => Ok(()),
        }
    }

    fn point_to_point(
        &mut self,
        bytes: Option<&[u8]>,
        depth: u32,
        each: &mut Each<'_>,
    ) -> Result<(), Passed> {
        let Some(bytes) = bytes else { return Ok(()) };
        match bytes {
            [0x00, 0x21 | 0x57, rest @ ..] | [0x21 | 0x57, rest @ ..] => {
                self.network(Some(rest), depth, each)
            }
            _ => Ok(()),
        }
    }

    fn network(
        &mut self,
        bytes: Option<&[u8]>,
        depth: u32,
        each: &mut Each<'_>,
    ) -> Result<(), Passed> {
        let Some(bytes) = bytes else { return Ok(()) };
        let Ok((packet, _)) = LaxIpSlice::from_slice(bytes) else { return Ok(()) };
        let route = (packet.source_addr(), packet.destination_addr());
        let payload = packet.payload();
        if !payload.fragmented {
            return self.transport(route, payload.ip_number, payload.payload, depth, each);
        }
        let Some(part) = Part::of(&packet, route) else { return Ok(()) };
        match self.fragments.add(&part, payload.payload) {
            Some(whole) => self.transport(route, payload.ip_number, &whole, depth, each),
            None => Ok(()),
        }
    }

    fn transport(
        &mut self,
        (source, destination): (IpAddr, IpAddr),
        number: IpNumber,
        bytes: &[u8],
        depth: u32,
        each: &mut Each<'_>,
    ) -> Result<(), Passed> {
        let peers = |from: u16, to: u16| {
            (Peer { address: source, port: from }, Peer { address: destination, port: to })
        };
        match number {
            IpNumber::TCP => {
                let Ok(tcp) = TcpSlice::from_slice(bytes) else { return Ok(()) };
                let (from, to) = peers(tcp.source_port(), tcp.destination_port());
                let carrier = Carrier::Tcp {
                    sequence: tcp.sequence_number(),
                    is_syn: tcp.syn(),
                    is_ack: tcp.ack(),
                    is_fin: tcp.fin(),
                    is_reset: tcp.rst(),
                };
                each(&Segment { from, to, carrier, payload: tcp.payload() });
                Ok(())
            }
            IpNumber::UDP => {
                let Ok(udp) = UdpSlice::from_slice_lax(bytes) else { return Ok(()) };
                let (from, to) = peers(udp.source_port(), udp.destination_port());
                let payload = udp.payload();
                if let Some((kind, inner)) = tunnelled(to.port, payload) {
                    let depth = Self::deeper(depth)?;
                    return match kind {
                        Some(BRIDGED) => self.ethernet(inner, depth, each),
                        Some(kind) => self.typed(Some(kind), Some(inner), depth, each),
                        None => self.network(Some(inner), depth, each),
                    };
                }
                each(&Segment { from, to, carrier: Carrier::Udp, payload });
                Ok(())
            }
            // IP in IP (RFC 2003, RFC 4213).
            IpNumber(4 | 41) => self.network(Some(bytes), Self::deeper(depth)?, each),
            IpNumber::GRE => self.generic(bytes, Self::deeper(depth)?, each),
            _ => Ok(()),
        }
    }

    /// GRE (RFC 2784, RFC 2890), and PPP in it (RFC 2637).
    fn generic(&mut self, bytes: &[u8], depth: u32, each: &mut Each<'_>) -> Result<(), Passed> {
        let (Some(flags), Some(kind)) = (word(bytes, 0), word(bytes, 2)) else { return Ok(()) };
        let set = |bit: u16| usize::from(flags & bit != 0);
        if flags & 7 == 1 {
            let header = 8 + 4 * set(0x1000) + 4 * set(0x0080);
            let rest = bytes.get(header..).unwrap_or_default();
            let rest = rest.strip_prefix(&[0xFF, 3]).unwrap_or(rest);
            return self.point_to_point(Some(rest), depth, each);
        }
        let header = 4 + 4 * (set(0x8000) | set(0x4000)) + 4 * set(0x2000) + 4 * set(0x1000);
        match kind {
            BRIDGED => self.ethernet(bytes.get(header..).unwrap_or_default(), depth, each),
            _ => self.typed(Some(kind), bytes.get(header..), depth, each),
        }
    }

    const fn deeper(depth: u32) -> Result<u32, Passed> {
        if depth >= DEPTH { Err(Passed::Depth) } else { Ok(depth + 1) }
    }
}

/// What a datagram to a well-known port of a tunnel carries: EtherType (none: IP) and content. VXLAN (RFC 7348), Geneve
/// (RFC 8926), GTP-U (3GPP TS 29.281).
fn tunnelled(port: u16, bytes: &[u8]) -> Option<(Option<u16>, &[u8])> {
    match (port, bytes) {
        (4789 | 8472, [8, 0, 0, 0, _, _, _, 0, frame @ ..]) => Some((Some(BRIDGED), frame)),
        (6081, [first, _, high, low, ..]) if first >> 6 == 0 => {
            let header = 8 + 4 * usize::from(first & 0x3F);
            let kind = u16::from_be_bytes([*high, *low]);
            (matches!(kind, BRIDGED | IPV4 | IPV6))
                .then(|| bytes.get(header..))
                .flatten()
                .map(|inner| (Some(kind), inner))
        }
        (2152, [first, 0xFF, ..]) if first & 0xF0 == 0x30 => {
            let header = if first & 7 == 0 { 8 } else { 12 };
            bytes.get(header..).map(|inner| (None, inner))
        }
        _ => None,
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
}
