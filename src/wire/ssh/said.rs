use super::encoding::WireError;
use super::{Disconnect, Identification, KexInit, Packet, number};

/// Packets of one side that are read before its keys change; real key exchanges have five.
const MOST_PACKETS: usize = 64;

/// Everything that one side of a connection said in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its identification string.
    pub identification: Option<Identification>,
    /// Its packets, up to `SSH_MSG_NEWKEYS`.
    pub packets: Vec<Packet<'a>>,
    /// How the reading ended.
    pub ending: Ending,
}

/// How the reading of one side ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// At the last byte, between packets or in one.
    Open,
    /// At `SSH_MSG_NEWKEYS`: what follows is encrypted.
    NewKeys,
    /// Version 1 of the protocol, which has other packets.
    VersionOne,
    /// At bytes that are not SSH.
    Broken(WireError),
    /// At the bound of packets.
    Bounded,
}

impl<'a> Said<'a> {
    /// Reads `bytes`, all that one side sent from the start of a connection.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Self {
        let mut said = Self { identification: None, packets: Vec::new(), ending: Ending::Open };
        let identification = match Identification::read(bytes) {
            Ok(Some(identification)) => identification,
            Ok(None) => return said,
            Err(error) => return Self { ending: Ending::Broken(error), ..said },
        };
        let mut at = identification.length;
        let is_version_2 = identification.is_version_2();
        said.identification = Some(identification);
        if !is_version_2 {
            return Self { ending: Ending::VersionOne, ..said };
        }
        said.ending = loop {
            match Packet::read(bytes.get(at..).unwrap_or_default()) {
                Ok(Some(packet)) if said.packets.len() < MOST_PACKETS => {
                    at += packet.length;
                    said.packets.push(packet);
                    if packet.number == number::NEWKEYS {
                        break Ending::NewKeys;
                    }
                }
                Ok(Some(_)) => break Ending::Bounded,
                Ok(None) => break Ending::Open,
                Err(error) => break Ending::Broken(error),
            }
        };
        said
    }

    /// Whether `bytes`, the first of one side of a connection, begin as SSH does.
    #[must_use]
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(b"SSH-")
    }

    /// Its offer; `None` where there is none, an error where there is one that does not parse.
    #[must_use]
    pub fn offer(&self) -> Option<Result<KexInit<'a>, WireError>> {
        self.content(number::KEXINIT).map(KexInit::read)
    }

    /// Why it ended the connection, where it said so.
    #[must_use]
    pub fn disconnect(&self) -> Option<Disconnect> {
        self.content(number::DISCONNECT).and_then(|content| Disconnect::read(content).ok())
    }

    /// The content of its first message of `number`.
    #[must_use]
    pub fn content(&self, number: u8) -> Option<&'a [u8]> {
        self.packets.iter().find(|packet| packet.number == number).map(|packet| packet.content)
    }
}

#[cfg(test)]
mod tests {
    use super::super::packet;
    use super::*;

    #[test]
    fn a_side_is_read_up_to_its_new_keys() {
        let offer = KexInit { key_exchange: vec!["curve25519-sha256"], ..KexInit::default() };
        let mut bytes = b"SSH-2.0-test\r\n".to_vec();
        bytes.extend(offer.to_packet([0; 16]));
        bytes.extend(packet(number::NEWKEYS, &[]));
        bytes.extend([0xab; 100]);
        let said = Said::read(&bytes);
        assert_eq!(said.ending, Ending::NewKeys);
        assert_eq!(said.packets.len(), 2);
        assert_eq!(said.offer(), Some(Ok(offer)));
    }

    #[test]
    fn what_is_cut_or_changed_is_read_without_panic() {
        let offer = KexInit { key_exchange: vec!["a"; 50], ..KexInit::default() };
        let mut bytes = b"hello\nSSH-1.99-test\n".to_vec();
        bytes.extend(offer.to_packet([0; 16]));
        let mut seed = 1_u64;
        for cut in 0..bytes.len() {
            let _ = Said::read(&bytes[..cut]).offer();
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let mut changed = bytes.clone();
            changed[cut] ^= (seed >> 56) as u8;
            let said = Said::read(&changed);
            let _ = (said.offer(), said.disconnect());
        }
    }

    #[test]
    fn endless_packets_are_bounded() {
        let mut bytes = b"SSH-2.0-test\n".to_vec();
        for _ in 0..100 {
            bytes.extend(packet(number::IGNORE, &[0; 4]));
        }
        assert_eq!(Said::read(&bytes).ending, Ending::Bounded);
    }
}
