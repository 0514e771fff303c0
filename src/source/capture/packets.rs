//! The records of a capture file, one after another: pcap (`pcap-savefile(5)`) and pcapng (draft-ietf-opsawg-pcapng).

use std::io::{self, Read};

use pcap_parser::Linktype;
use pcap_parser::pcap::{parse_pcap_frame, parse_pcap_frame_be, parse_pcap_header};
use pcap_parser::pcapng::{
    parse_enhancedpacketblock_be, parse_enhancedpacketblock_le, parse_interfacedescriptionblock_be,
    parse_interfacedescriptionblock_le, parse_simplepacketblock_be, parse_simplepacketblock_le,
};
use pcap_parser::traits::PcapNGPacketBlock as _;

/// A packet as it was recorded.
pub(super) struct Packet<'a> {
    /// What its bytes begin with.
    pub(super) link: Linktype,
    /// Microseconds since 1970.
    pub(super) at: u64,
    /// What was kept of it.
    pub(super) bytes: &'a [u8],
}

/// Reads a capture in constant memory.
pub(super) struct Packets<'s> {
    source: &'s mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    kind: Kind,
    /// Records that were passed over because no packet is so long.
    pub(super) too_large: u64,
}

enum Kind {
    Undecided,
    Plain { is_big: bool, is_nano: bool, link: Linktype },
    Blocks { is_big: bool, interfaces: Vec<Interface> },
}

#[derive(Clone, Copy)]
struct Interface {
    link: Linktype,
    snap_length: u32,
    resolution: u8,
    offset: i64,
}

/// Longest record that is read; what libpcap takes of a network is a quarter of it (`MAXIMUM_SNAPLEN`).
const LONGEST: usize = 1 << 20;
const BUFFER: usize = 2 * LONGEST;
/// Interfaces of one section that are told apart.
const INTERFACES: usize = 65_536;
/// Bytes before the content of a record in pcap, and of a block in pcapng.
const RECORD: usize = 16;
const BLOCK: usize = 12;
/// A record of pcap that claims more than this is no record: libpcap refuses half of it.
const ABSURD: usize = 512 << 20;

const SECTION_HEADER: u32 = 0x0A0D_0D0A;
const INTERFACE: u32 = 1;
const SIMPLE: u32 = 3;
const ENHANCED: u32 = 6;

/// Whether a stream begins as a pcap file does: magic in either byte order, version 2.
pub(in crate::source) fn is_pcap(head: &[u8]) -> bool {
    matches!(
        head,
        [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, ..]
            | [0x4D, 0x3C, 0xB2, 0xA1, 2, 0, ..]
            | [0xA1, 0xB2, 0xC3, 0xD4, 0, 2, ..]
            | [0xA1, 0xB2, 0x3C, 0x4D, 0, 2, ..]
    )
}

/// Whether a stream begins as a pcapng file does: a section header with its byte-order magic.
pub(in crate::source) fn is_pcapng(head: &[u8]) -> bool {
    head.starts_with(&SECTION_HEADER.to_be_bytes())
        && matches!(head.get(8..12), Some([0x1A, 0x2B, 0x3C, 0x4D] | [0x4D, 0x3C, 0x2B, 0x1A]))
}

impl<'s> Packets<'s> {
    pub(super) fn new(source: &'s mut dyn Read) -> Self {
        let buffer = vec![0; BUFFER];
        Self { source, buffer, start: 0, end: 0, kind: Kind::Undecided, too_large: 0 }
    }

    /// The next packet; `None` behind the last one.
    pub(super) fn next(&mut self) -> io::Result<Option<Packet<'_>>> {
        if matches!(self.kind, Kind::Undecided) {
            self.begin()?;
        }
        if matches!(self.kind, Kind::Plain { .. }) { self.record() } else { self.blocks() }
    }

    fn begin(&mut self) -> io::Result<()> {
        self.need(24)?;
        let held = &self.buffer[self.start..self.end];
        if is_pcapng(held) {
            self.kind = Kind::Blocks { is_big: false, interfaces: Vec::new() };
            return Ok(());
        }
        let (_, header) = parse_pcap_header(held).map_err(|_| broken("no header of a capture"))?;
        self.kind = Kind::Plain {
            is_big: header.is_bigendian(),
            is_nano: header.is_nanosecond_precision(),
            // The upper bits say whether packets end in a checksum of the link.
            link: Linktype(header.network.0 & 0xFFFF),
        };
        self.start += 24;
        Ok(())
    }

    fn record(&mut self) -> io::Result<Option<Packet<'_>>> {
        let Kind::Plain { is_big, is_nano, link } = self.kind else { return Ok(None) };
        loop {
            if !self.has(RECORD)? {
                return self.ended();
            }
            let length = RECORD + self.number(8, is_big) as usize;
            if length > ABSURD {
                return Err(broken("a packet longer than packets are"));
            }
            if length > LONGEST {
                self.too_large += 1;
                self.skip(length)?;
                continue;
            }
            self.need(length)?;
            let bytes = &self.buffer[self.start..self.start + length];
            self.start += length;
            let parse = if is_big { parse_pcap_frame_be } else { parse_pcap_frame };
            let (_, frame) = parse(bytes).map_err(|_| broken("a record that is none"))?;
            let part = u64::from(frame.ts_usec) / if is_nano { 1000 } else { 1 };
            let at = u64::from(frame.ts_sec) * 1_000_000 + part;
            return Ok(Some(Packet { link, at, bytes: frame.data }));
        }
    }

    fn blocks(&mut self) -> io::Result<Option<Packet<'_>>> {
        loop {
            if !self.has(BLOCK)? {
                return self.ended();
            }
            let raw = self.number(0, false);
            if raw == SECTION_HEADER {
                let is_big = self.number(8, true) == 0x1A2B_3C4D;
                if !is_big && self.number(8, false) != 0x1A2B_3C4D {
                    return Err(broken("a section without its byte-order magic"));
                }
                self.kind = Kind::Blocks { is_big, interfaces: Vec::new() };
            }
            let Kind::Blocks { is_big, .. } = self.kind else { return Ok(None) };
            let kind = self.number(0, is_big);
            let length = self.number(4, is_big) as usize;
            if length < BLOCK || !length.is_multiple_of(4) {
                return Err(broken("a block whose length cannot be"));
            }
            if length > LONGEST {
                self.too_large += u64::from(matches!(kind, SIMPLE | ENHANCED));
                self.skip(length)?;
                continue;
            }
            self.need(length)?;
            let block = self.start..self.start + length;
            self.start += length;
            match kind {
                INTERFACE => self.interface(block)?,
                ENHANCED | SIMPLE => {
                    let packet = self.packet(kind, block.clone())?;
                    if let Some((interface, at, content)) = packet {
                        let bytes = &self.buffer[content];
                        return Ok(Some(Packet { link: interface.link, at, bytes }));
                    }
                }
                _ => {}
            }
        }
    }

    fn interface(&mut self, block: std::ops::Range<usize>) -> io::Result<()> {
        let Kind::Blocks { is_big, interfaces } = &mut self.kind else { return Ok(()) };
        let parse = if *is_big {
            parse_interfacedescriptionblock_be
        } else {
            parse_interfacedescriptionblock_le
        };
        let (_, described) = parse(&self.buffer[block]).map_err(|_| broken("an interface"))?;
        if interfaces.len() < INTERFACES {
            interfaces.push(Interface {
                link: described.linktype,
                snap_length: described.snaplen,
                resolution: described.if_tsresol,
                offset: described.if_tsoffset,
            });
        }
        Ok(())
    }

    /// Interface, time and place of the bytes of a packet; `None` where its interface was not described.
    fn packet(
        &self,
        kind: u32,
        block: std::ops::Range<usize>,
    ) -> io::Result<Option<(Interface, u64, std::ops::Range<usize>)>> {
        let Kind::Blocks { is_big, interfaces } = &self.kind else { return Ok(None) };
        let bytes = &self.buffer[block.clone()];
        if kind == SIMPLE {
            let parse =
                if *is_big { parse_simplepacketblock_be } else { parse_simplepacketblock_le };
            let (_, packet) = parse(bytes).map_err(|_| broken("a simple packet"))?;
            let Some(interface) = interfaces.first() else { return Ok(None) };
            let kept = match interface.snap_length {
                0 => packet.origlen,
                most => packet.origlen.min(most),
            };
            let length = packet.data.len().min(kept as usize);
            return Ok(Some((*interface, 0, block.start + 12..block.start + 12 + length)));
        }
        let parse =
            if *is_big { parse_enhancedpacketblock_be } else { parse_enhancedpacketblock_le };
        let (_, packet) = parse(bytes).map_err(|_| broken("an enhanced packet"))?;
        let Some(interface) = interfaces.get(packet.if_id as usize) else { return Ok(None) };
        let ticks = u64::from(packet.ts_high) << 32 | u64::from(packet.ts_low);
        let length = packet.packet_data().len();
        let content = block.start + 28..block.start + 28 + length;
        Ok(Some((*interface, interface.microseconds(ticks), content)))
    }

    fn ended<T>(&self) -> io::Result<Option<T>> {
        // What is left is shorter than the shortest record.
        if self.start == self.end { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn number(&self, at: usize, is_big: bool) -> u32 {
        let at = self.start + at;
        // Called for what `has` and `need` made sure is there.
        let bytes = self.buffer[at..at + 4].try_into().unwrap_or_default();
        if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }

    fn need(&mut self, count: usize) -> io::Result<()> {
        if self.has(count)? { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Whether `count` bytes, at most what the buffer holds, are there after reading on.
    fn has(&mut self, count: usize) -> io::Result<bool> {
        if self.end - self.start >= count {
            return Ok(true);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        while self.end < count {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => return Ok(false),
                Ok(more) => self.end += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn skip(&mut self, count: usize) -> io::Result<()> {
        let held = count.min(self.end - self.start);
        self.start += held;
        let rest = (count - held) as u64;
        let passed = io::copy(&mut (&mut *self.source).take(rest), &mut io::sink())?;
        if passed < rest { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl Interface {
    /// Microseconds since 1970 of a time in units of the interface (§4.2, `if_tsresol`).
    fn microseconds(&self, ticks: u64) -> u64 {
        let exponent = u32::from(self.resolution & 0x7F);
        let since = match self.resolution {
            6 => ticks,
            9 => ticks / 1000,
            resolution if resolution & 0x80 == 0 => match 10_u128.checked_pow(exponent) {
                Some(unit) => saturated(u128::from(ticks) * 1_000_000 / unit),
                None => 0,
            },
            _ => saturated((u128::from(ticks) * 1_000_000).checked_shr(exponent).unwrap_or(0)),
        };
        since.saturating_add_signed(self.offset.saturating_mul(1_000_000))
    }
}

fn saturated(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
