//! QUIC as far as the handshake (RFC 9000, RFC 9001, RFC 9369): packets with a long header, their protection, and the messages of
//! TLS in them. The keys of Initial packets follow from what stands in them in the clear: anybody on the way can read them, so
//! that they hide nothing.

mod frames;
mod packet;
mod protection;

pub use frames::{Heard, closing, crypto, received};
pub use packet::{Kind, Packet, packets, version_name};
pub use protection::{Initial, Protection, Secrecy};

use super::tls::Speech;
use super::transcript::{Message, Side};

/// QUIC version 1 (RFC 9000).
pub const VERSION_1: u32 = 0x0000_0001;
/// QUIC version 2 (RFC 9369).
pub const VERSION_2: u32 = 0x6B33_43CF;
/// A version that is reserved so that servers list theirs (RFC 9000 §15).
pub const RESERVED: u32 = 0x1A2A_3A4A;

/// Sets of keys that are tried: a server that asks for another try, or for another version, changes them.
const KEYS: usize = 4;

/// What a client and a server said in Initial packets.
#[must_use]
pub fn speeches(messages: &[Message]) -> (Speech, Speech) {
    let (mut keys, mut heard) = (Vec::<Initial>::new(), [Heard::default(), Heard::default()]);
    for message in messages {
        for packet in packets(&message.bytes).filter(|packet| packet.kind == Kind::Initial) {
            let heard = &mut heard[usize::from(message.from == Side::Server)];
            match opened(&packet, message.from, &mut keys) {
                Some(frames) => heard.frames(&frames),
                None => heard.closed += 1,
            }
        }
    }
    let [mut client, mut server] = heard;
    (client.speech(), server.speech())
}

/// The versions that a server lists where it is asked in another one (RFC 9000 §17.2.1).
#[must_use]
pub fn versions(messages: &[Message]) -> Option<Vec<u32>> {
    let from_server = messages.iter().filter(|message| message.from == Side::Server);
    let mut all = from_server.flat_map(|message| packets(&message.bytes));
    let list = all.find(|packet| packet.kind == Kind::VersionNegotiation)?;
    let octets = list.bytes.get(list.number..)?.chunks_exact(4);
    Some(octets.filter_map(|four| Some(u32::from_be_bytes(four.try_into().ok()?))).collect())
}

/// The frames of a packet, with keys that are known or that its own connection id gives.
fn opened(packet: &Packet<'_>, from: Side, keys: &mut Vec<Initial>) -> Option<Vec<u8>> {
    let known = keys.iter().filter(|keys| keys.version == packet.version);
    if let Some(frames) = known.rev().find_map(|keys| keys.of(from).open(packet)) {
        return Some(frames.1);
    }
    // The client's first choice of a connection id makes the keys, for both versions (RFC 9369 §4.1).
    let first = keys.first().map(|keys| keys.destination.clone());
    let of_client = (from == Side::Client).then(|| packet.destination.to_vec());
    for destination in of_client.into_iter().chain(first) {
        if keys.len() < KEYS
            && let Some(fresh) = Initial::new(packet.version, destination)
            && let Some(frames) = fresh.of(from).open(packet)
        {
            keys.push(fresh);
            return Some(frames.1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tls::{Carriage, Greeting, Version};

    fn hex(text: &str) -> Vec<u8> {
        let digits = text.split_whitespace().collect::<String>();
        (0..digits.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn what_is_sealed_is_opened() {
        let greeting = Greeting {
            suites: vec![0x1301],
            groups: vec![0x001D],
            protocols: vec!["h3"],
            carriage: Carriage::Quic,
            ..Greeting::new(Version::TLS_1_3, [9; 32])
        };
        for version in [VERSION_1, VERSION_2] {
            let keys = Initial::new(version, vec![1; 8]).unwrap();
            let header = Packet::initial(version, &[1; 8], &[2; 8], b"token");
            let payload = crypto(0, &greeting.message());
            let datagram = keys.of(Side::Client).seal(&header, 0, &payload, 1_200).unwrap();
            assert_eq!(datagram.len(), 1_200);
            let message = Message { from: Side::Client, at: 0, bytes: datagram };
            let (client, server) = speeches(&[message]);
            let hello = client.client_hellos().next().unwrap();
            assert_eq!((hello.protocols(), hello.session_id), (vec!["h3".to_owned()], 0));
            assert_eq!((client.fault, server.handshakes.len()), (None, 0));
        }
    }

    /// RFC 9001 appendix A.2 and A.3: the protected packets begin and end with these octets.
    #[test]
    fn the_packets_of_the_rfc_come_out() {
        let destination = hex("8394c8f03e515708");
        let keys = Initial::new(VERSION_1, destination.clone()).unwrap();
        let hello = hex(
            "060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b
             6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e000500050100000000003300260024001d00209370b2c9
             caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c
             00024001003900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff",
        );
        let header = Packet::initial(VERSION_1, &destination, &[], &[]);
        let datagram = keys.of(Side::Client).seal(&header, 2, &hello, 1_200).unwrap();
        assert_eq!(datagram[..22], hex("c000000001088394c8f03e5157080000449e7b9aec34"));
        assert_eq!(datagram[1_184..], hex("e221af44860018ab0856972e194cd934"));
    }

    #[test]
    fn a_list_of_versions_is_read() {
        let bytes = hex("80 00000000 02 0102 01 09 00000001 6b3343cf ff00001d");
        let list = [Message { from: Side::Server, at: 0, bytes }];
        assert_eq!(versions(&list), Some(vec![VERSION_1, VERSION_2, 0xFF00_001D]));
        assert_eq!(version_name(0xFF00_001D), "draft 29");
        assert_eq!(versions(&[]), None);
    }
}
