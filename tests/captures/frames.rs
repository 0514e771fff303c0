//! One conversation in every frame, tunnel, file format and order gives the same.

use std::collections::BTreeSet;

use y2q::model::AssetId;

use super::{findings, fixture, look};

/// Packets of a pcap file as tcpdump writes it, beginning with Ethernet.
pub(super) fn packets(capture: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = &capture[24..];
    let mut packets = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest[8..12].try_into().unwrap()) as usize;
        packets.push(rest[16..16 + length].to_vec());
        rest = &rest[16 + length..];
    }
    packets
}

/// A pcap file.
pub(super) fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = vec![0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0];
    file.extend([0; 8]);
    file.extend(0x0004_0000_u32.to_le_bytes());
    file.extend(link.to_le_bytes());
    for (at, packet) in packets.iter().enumerate() {
        let length = u32::try_from(packet.len()).unwrap();
        for number in [1_700_000_000, u32::try_from(at).unwrap(), length, length] {
            file.extend(number.to_le_bytes());
        }
        file.extend(packet);
    }
    file
}

fn base() -> Vec<Vec<u8>> {
    packets(&fixture("tls12-mutual.pcap"))
}

fn assets(file: &[u8]) -> BTreeSet<AssetId> {
    let records = look("x.pcap", file);
    let unknowns = records.values().flat_map(|record| &record.unknowns).collect::<Vec<_>>();
    assert!(unknowns.is_empty(), "{unknowns:?}");
    findings(&records).into_iter().map(|finding| finding.asset.id()).collect()
}

fn each(packets: &[Vec<u8>], frame: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    packets.iter().map(|packet| frame(&packet[14..])).collect()
}

/// An IPv4 packet around a payload.
pub(super) fn ip(protocol: u8, payload: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x45, 0];
    packet.extend(u16::try_from(20 + payload.len()).unwrap().to_be_bytes());
    packet.extend([0, 0, 0x40, 0, 64, protocol, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
    packet.extend(payload);
    packet
}

fn udp(port: u16, payload: &[u8]) -> Vec<u8> {
    let mut datagram = 50_000_u16.to_be_bytes().to_vec();
    datagram.extend(port.to_be_bytes());
    datagram.extend(u16::try_from(8 + payload.len()).unwrap().to_be_bytes());
    datagram.extend([0, 0]);
    datagram.extend(payload);
    ip(17, &datagram)
}

pub(super) fn ethernet(kind: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![2; 12];
    frame.extend(kind.to_be_bytes());
    frame.extend(payload);
    frame
}

fn after(header: &[u8], payload: &[u8]) -> Vec<u8> {
    [header, payload].concat()
}

#[test]
fn in_every_frame_and_tunnel() {
    let base = base();
    let expected = assets(&pcap(1, &base));
    assert_eq!(expected.len(), 4, "an offer, a session, two certificates");
    let sll = |ip: &[u8]| after(&[0, 0, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0], ip);
    let sll2 = |ip: &[u8]| after(&[&[8, 0][..], &[0; 18]].concat(), ip);
    let vlan = |ip: &[u8]| ethernet(0x8100, &after(&[0, 7, 8, 0], ip));
    let stacked = |ip: &[u8]| ethernet(0x88A8, &after(&[0, 7, 0x81, 0, 0, 8, 8, 0], ip));
    let labels = |ip: &[u8]| ethernet(0x8847, &after(&[0, 1, 0, 64, 0, 2, 1, 64], ip));
    let session = |ip: &[u8]| ethernet(0x8864, &after(&[0x11, 0, 0, 1, 0, 0, 0, 0x21], ip));
    let snap = |ip: &[u8]| ethernet(200, &after(&[0xAA, 0xAA, 3, 0, 0, 0, 8, 0], ip));
    let gre = |inner: &[u8]| ip(47, &after(&[0, 0, 8, 0], inner));
    let keyed = |inner: &[u8]| ip(47, &after(&[0x20, 0, 8, 0, 1, 2, 3, 4], inner));
    let bridged = |inner: &[u8]| ip(47, &after(&[0, 0, 0x65, 0x58], &ethernet(0x0800, inner)));
    let vxlan =
        |inner: &[u8]| udp(4789, &after(&[8, 0, 0, 0, 0, 0, 9, 0], &ethernet(0x0800, inner)));
    let geneve = |inner: &[u8]| {
        udp(6081, &after(&[1, 0, 0x65, 0x58, 0, 0, 9, 0, 1, 1, 0, 0], &ethernet(0x0800, inner)))
    };
    let gtp = |inner: &[u8]| udp(2152, &after(&[0x30, 0xFF, 0, 0, 0, 0, 0, 1], inner));
    let nested = |inner: &[u8]| vxlan(&gre(&ip(4, inner)));
    for (name, link, frames) in [
        ("SLL", 113, each(&base, sll)),
        ("SLL2", 276, each(&base, sll2)),
        ("raw", 101, each(&base, <[u8]>::to_vec)),
        ("IPv4", 228, each(&base, <[u8]>::to_vec)),
        ("null", 0, each(&base, |ip| after(&[2, 0, 0, 0], ip))),
        ("loop", 108, each(&base, |ip| after(&[0, 0, 0, 2], ip))),
        ("PPP", 9, each(&base, |ip| after(&[0xFF, 3, 0, 0x21], ip))),
        ("VLAN", 1, each(&base, vlan)),
        ("QinQ", 1, each(&base, stacked)),
        ("MPLS", 1, each(&base, labels)),
        ("PPPoE", 1, each(&base, session)),
        ("SNAP", 1, each(&base, snap)),
        ("GRE", 101, each(&base, gre)),
        ("GRE with key", 101, each(&base, keyed)),
        ("GRE with Ethernet", 101, each(&base, bridged)),
        ("VXLAN", 101, each(&base, vxlan)),
        ("Geneve", 101, each(&base, geneve)),
        ("GTP", 101, each(&base, gtp)),
        ("IP in IP", 101, each(&base, |inner| ip(4, inner))),
        ("three deep", 101, each(&base, nested)),
    ] {
        assert_eq!(assets(&pcap(link, &frames)), expected, "{name}");
    }
}

#[test]
fn in_fragments_and_over_version_6() {
    let base = base();
    let expected = assets(&pcap(1, &base));
    let mut fragments = Vec::new();
    for (number, packet) in base.iter().enumerate() {
        let inner = &packet[14..];
        let total = usize::from(u16::from_be_bytes([inner[2], inner[3]]));
        let payload = &inner[20..total];
        let middle = payload.len() / 16 * 8;
        // The second part comes first.
        for (offset, part, flags) in
            [(middle, &payload[middle..], 0_u16), (0, &payload[..middle], 0x2000)]
        {
            let mut fragment = inner[..20].to_vec();
            fragment[2..4].copy_from_slice(&u16::try_from(20 + part.len()).unwrap().to_be_bytes());
            fragment[4..6].copy_from_slice(&u16::try_from(number).unwrap().to_be_bytes());
            let place = flags | u16::try_from(offset / 8).unwrap();
            fragment[6..8].copy_from_slice(&place.to_be_bytes());
            fragment.extend(part);
            fragments.push(fragment);
        }
    }
    assert_eq!(assets(&pcap(101, &fragments)), expected);

    let six = |inner: &[u8]| {
        let total = usize::from(u16::from_be_bytes([inner[2], inner[3]]));
        let payload = &inner[20..total];
        let mut packet = vec![0x60, 0, 0, 0];
        packet.extend(u16::try_from(payload.len()).unwrap().to_be_bytes());
        packet.extend([inner[9], 64]);
        packet.extend([0; 15]);
        packet.push(1);
        packet.extend([0; 15]);
        packet.push(1);
        packet.extend(payload);
        packet
    };
    let capture = pcap(229, &each(&base, six));
    assert_eq!(assets(&capture), expected);
    let places = look("x.pcap", &capture).into_keys().collect::<Vec<_>>();
    assert_eq!(places, ["!tls://[::1]:44305"]);
}

/// Sequence number and payload of the TCP segment in an Ethernet frame.
fn segment(frame: &[u8]) -> (u32, Vec<u8>) {
    let ip = &frame[14..];
    let total = usize::from(u16::from_be_bytes([ip[2], ip[3]]));
    let tcp = &ip[20..total];
    let header = usize::from(tcp[12] >> 4) * 4;
    (u32::from_be_bytes(tcp[4..8].try_into().unwrap()), tcp[header..].to_vec())
}

/// The same frame with another place and payload.
fn with(frame: &[u8], sequence: u32, payload: &[u8]) -> Vec<u8> {
    let header = usize::from(frame[14 + 20 + 12] >> 4) * 4;
    let mut made = frame[..14 + 20 + header].to_vec();
    let total = u16::try_from(20 + header + payload.len()).unwrap();
    made[16..18].copy_from_slice(&total.to_be_bytes());
    made[38..42].copy_from_slice(&sequence.to_be_bytes());
    made.extend(payload);
    made
}

#[test]
fn in_every_order_and_cut() {
    let base = base();
    let expected = assets(&pcap(1, &base));
    let twice = base.iter().flat_map(|packet| [packet.clone(), packet.clone()]).collect::<Vec<_>>();
    assert_eq!(assets(&pcap(1, &twice)), expected, "sent twice");
    // Pieces that share bytes with the next one; of every four the order is turned around.
    let mut pieces = Vec::new();
    for packet in &base {
        let (sequence, payload) = segment(packet);
        if payload.is_empty() {
            pieces.push(packet.clone());
            continue;
        }
        let mut cut = Vec::new();
        for at in (0..payload.len()).step_by(100) {
            let end = (at + 130).min(payload.len());
            let place = sequence.wrapping_add(u32::try_from(at).unwrap());
            cut.push(with(packet, place, &payload[at..end]));
        }
        cut.chunks_mut(4).for_each(<[_]>::reverse);
        pieces.extend(cut);
    }
    assert!(pieces.len() > base.len() + 20);
    assert_eq!(assets(&pcap(1, &pieces)), expected, "in pieces");
    // Whoever sends other bytes for the same places later changes nothing.
    let mut contradicted = Vec::new();
    for packet in &base {
        let (sequence, payload) = segment(packet);
        contradicted.push(packet.clone());
        let other = payload.iter().map(|byte| byte ^ 0xFF).collect::<Vec<_>>();
        contradicted.push(with(packet, sequence, &other));
    }
    assert_eq!(assets(&pcap(1, &contradicted)), expected, "contradicted");
}

#[test]
fn in_every_file_format() {
    let base = base();
    let expected = assets(&pcap(1, &base));
    let mut swapped = vec![0xA1, 0xB2, 0x3C, 0x4D, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0];
    swapped.extend([0, 4, 0, 0, 0, 0, 0, 1]);
    for packet in &base {
        let length = u32::try_from(packet.len()).unwrap();
        for number in [1_700_000_000, 999_999_999, length, length] {
            swapped.extend(number.to_be_bytes());
        }
        swapped.extend(packet);
    }
    assert_eq!(assets(&swapped), expected, "big-endian, nanoseconds");
    for is_big in [false, true] {
        assert_eq!(assets(&pcapng(&base, is_big)), expected, "pcapng, big-endian: {is_big}");
    }
}

/// Two interfaces, of which one has Ethernet and the other IP, packets by turns; a block that nobody knows between them.
fn pcapng(packets: &[Vec<u8>], is_big: bool) -> Vec<u8> {
    let four = |number: u32| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let two = |number: u16| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let block = |kind: u32, mut body: Vec<u8>| {
        body.resize(body.len().next_multiple_of(4), 0);
        let length = four(u32::try_from(body.len() + 12).unwrap());
        [&four(kind)[..], &length, &body, &length].concat()
    };
    let mut file =
        block(0x0A0D_0D0A, [&four(0x1A2B_3C4D)[..], &two(1), &two(0), &[0xFF; 8]].concat());
    for (link, resolution) in [(1, 9), (101, 0x8A)] {
        let option = [&two(9)[..], &two(1), &[resolution, 0, 0, 0], &[0; 4]].concat();
        file.extend(block(1, [&two(link)[..], &two(0), &four(0x4_0000), &option].concat()));
    }
    file.extend(block(0x0BAD, vec![7; 3]));
    for (at, packet) in packets.iter().enumerate() {
        let interface = u32::try_from(at % 2).unwrap();
        let bytes = if interface == 0 { &packet[..] } else { &packet[14..] };
        let length = four(u32::try_from(bytes.len()).unwrap());
        let head = [&four(interface)[..], &four(0), &four(5), &length, &length].concat();
        file.extend(block(6, after(&head, bytes)));
    }
    file
}
