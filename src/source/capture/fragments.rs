//! Fragments of IP datagrams (RFC 791 §3.2, RFC 8200 §4.5), put together within bounds: a few datagrams at a time, each
//! as long as IP has them, the first of two bytes for one place kept.

use std::collections::VecDeque;
use std::net::IpAddr;

use etherparse::{Ipv6ExtensionSlice, LaxIpSlice};

/// Datagrams of which fragments are held at a time.
const HELD: usize = 64;
/// Fragments of one datagram.
const PARTS: usize = 128;
/// Longest payload of an IP datagram.
const LONGEST: usize = 65_535;

/// Which datagram a fragment is of, and where in it.
pub(super) struct Part {
    of: Of,
    offset: usize,
    is_last: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Of {
    route: (IpAddr, IpAddr),
    identification: u32,
    protocol: u8,
}

/// Datagrams that are not complete.
#[derive(Default)]
pub(super) struct Fragments {
    /// The longest waiting first.
    waiting: VecDeque<Datagram>,
}

struct Datagram {
    of: Of,
    parts: Vec<(usize, Vec<u8>)>,
    held: usize,
    length: Option<usize>,
}

impl Part {
    /// What the headers of `packet` say of its place.
    pub(super) fn of(packet: &LaxIpSlice<'_>, route: (IpAddr, IpAddr)) -> Option<Self> {
        let (identification, offset, more) = match packet {
            LaxIpSlice::Ipv4(packet) => {
                let header = packet.header();
                let offset = header.fragments_offset().byte_offset();
                (u32::from(header.identification()), offset, header.more_fragments())
            }
            LaxIpSlice::Ipv6(packet) => {
                let fragment =
                    packet.extensions().clone().into_iter().find_map(|one| match one {
                        Ipv6ExtensionSlice::Fragment(fragment) => Some(fragment),
                        _ => None,
                    })?;
                let offset = fragment.fragment_offset().byte_offset();
                (fragment.identification(), offset, fragment.more_fragments())
            }
        };
        let protocol = packet.payload_ip_number().0;
        let of = Of { route, identification, protocol };
        Some(Self { of, offset: usize::from(offset), is_last: !more })
    }
}

impl Fragments {
    /// The payload of the datagram that `part` with `bytes` completes.
    pub(super) fn add(&mut self, part: &Part, bytes: &[u8]) -> Option<Vec<u8>> {
        let end = part.offset + bytes.len();
        if bytes.is_empty() || end > LONGEST {
            return None;
        }
        let known = self.waiting.iter().position(|datagram| datagram.of == part.of);
        let at = known.unwrap_or_else(|| {
            if self.waiting.len() == HELD {
                self.waiting.pop_front();
            }
            let of = part.of;
            self.waiting.push_back(Datagram { of, parts: Vec::new(), held: 0, length: None });
            self.waiting.len() - 1
        });
        let datagram = self.waiting.get_mut(at)?;
        if part.is_last && datagram.length.is_none() {
            datagram.length = Some(end);
        }
        if datagram.parts.len() < PARTS && datagram.held + bytes.len() <= 2 * LONGEST {
            datagram.held += bytes.len();
            datagram.parts.push((part.offset, bytes.to_vec()));
        }
        let whole = datagram.whole()?;
        self.waiting.remove(at);
        Some(whole)
    }
}

impl Datagram {
    fn whole(&mut self) -> Option<Vec<u8>> {
        let length = self.length.filter(|length| self.held >= *length)?;
        // A stable sort: of two parts for one place the first that came counts.
        self.parts.sort_by_key(|(offset, _)| *offset);
        let mut whole = Vec::with_capacity(length);
        for (offset, bytes) in &self.parts {
            let known = whole.len().checked_sub(*offset)?;
            whole.extend_from_slice(bytes.get(known..).unwrap_or_default());
        }
        whole.truncate(length);
        (whole.len() == length).then_some(whole)
    }
}
