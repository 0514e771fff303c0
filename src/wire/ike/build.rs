use super::{Attribute, Header, PROTOCOL_IKE, Transform, exchange, notify, payload};

/// A first message that is put together: version 2 (`IKE_SA_INIT`) or version 1 (Main Mode).
#[derive(Clone, Debug)]
pub struct Datagram {
    version: u8,
    exchange: u8,
    flags: u8,
    spi: [u8; 8],
    payloads: Vec<(u8, Vec<u8>)>,
}

/// The key exchange payload of a first message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ke<'a> {
    /// Method (transform type 4).
    pub method: u16,
    /// Public value.
    pub value: &'a [u8],
}

impl Datagram {
    /// An `IKE_SA_INIT` request with `proposals` (RFC 7296 §1.2), in the order SA, KE, Ni.
    #[must_use]
    pub fn init(spi: [u8; 8], proposals: &[Vec<Transform>], ke: Ke<'_>, nonce: &[u8]) -> Self {
        let mut body = ke.method.to_be_bytes().to_vec();
        body.extend([0; 2]);
        body.extend(ke.value);
        Self {
            version: 0x20,
            exchange: exchange::IKE_SA_INIT,
            flags: Header::INITIATOR,
            spi,
            payloads: vec![
                (payload::SA, security_association(proposals)),
                (payload::KE, body),
                (payload::NONCE, nonce.to_vec()),
            ],
        }
    }

    /// The first message of Main Mode (RFC 2409 §5) with one proposal of `suites`.
    #[must_use]
    pub fn main_mode(cookie: [u8; 8], suites: &[Vec<Attribute>]) -> Self {
        // Domain of interpretation IPsec, situation SIT_IDENTITY_ONLY (RFC 2407 §4.2, §6.1).
        let mut body = [1_u32.to_be_bytes(), 1_u32.to_be_bytes()].concat();
        let transforms = suites.iter().enumerate().map(|(at, suite)| {
            let last = at + 1 == suites.len();
            let number = u8::try_from(at + 1).unwrap_or(u8::MAX);
            // Transform number, KEY_IKE.
            let content = [&[number, 1, 0, 0][..], &attributes(suite)].concat();
            structure(if last { 0 } else { 3 }, &content)
        });
        let transforms: Vec<u8> = transforms.flatten().collect();
        let count = u8::try_from(suites.len()).unwrap_or(u8::MAX);
        body.extend(structure(0, &[&[1, PROTOCOL_IKE, 0, count][..], &transforms].concat()));
        let payloads = vec![(payload::SA_ONE, body)];
        Self { version: 0x10, exchange: exchange::MAIN_MODE, flags: 0, spi: cookie, payloads }
    }

    /// Adds a status notification without SPI; a cookie goes first (RFC 7296 §2.6).
    #[must_use]
    pub fn notifying(mut self, kind: u16, data: &[u8]) -> Self {
        let body = [&[0, 0][..], &kind.to_be_bytes(), data].concat();
        let at = if kind == notify::COOKIE { 0 } else { self.payloads.len() };
        self.payloads.insert(at, (payload::NOTIFY, body));
        self
    }

    /// The bytes of the message.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for (at, (_, content)) in self.payloads.iter().enumerate() {
            let next = self.payloads.get(at + 1).map_or(0, |(kind, _)| *kind);
            body.extend(structure(next, content));
        }
        let first = self.payloads.first().map_or(0, |(kind, _)| *kind);
        let mut bytes = self.spi.to_vec();
        bytes.extend([0; 8]);
        bytes.extend([first, self.version, self.exchange, self.flags]);
        bytes.extend([0; 4]);
        // Messages built here are far below 64 KiB.
        let length = u32::try_from(Header::LENGTH + body.len()).unwrap_or(u32::MAX);
        bytes.extend(length.to_be_bytes());
        bytes.extend(body);
        bytes
    }
}

fn security_association(proposals: &[Vec<Transform>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (at, transforms) in proposals.iter().enumerate() {
        let last = at + 1 == proposals.len();
        let number = u8::try_from(at + 1).unwrap_or(u8::MAX);
        body.extend(structure(if last { 0 } else { 2 }, &proposal(number, transforms)));
    }
    body
}

fn proposal(number: u8, transforms: &[Transform]) -> Vec<u8> {
    let count = u8::try_from(transforms.len()).unwrap_or(u8::MAX);
    let mut content = vec![number, PROTOCOL_IKE, 0, count];
    for (at, transform) in transforms.iter().enumerate() {
        let last = at + 1 == transforms.len();
        let mut body = vec![transform.kind, 0];
        body.extend(transform.id.to_be_bytes());
        if let Some(bits) = transform.key_bits {
            body.extend(attributes(&[(14, u64::from(bits))]));
        }
        content.extend(structure(if last { 0 } else { 3 }, &body));
    }
    content
}

/// 16-bit values in the short form, others as 32 bits behind their length.
fn attributes(of: &[Attribute]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, value) in of {
        if let Ok(short) = u16::try_from(*value) {
            bytes.extend((kind | 0x8000).to_be_bytes());
            bytes.extend(short.to_be_bytes());
        } else {
            bytes.extend(kind.to_be_bytes());
            bytes.extend(4_u16.to_be_bytes());
            bytes.extend(u32::try_from(*value).unwrap_or(u32::MAX).to_be_bytes());
        }
    }
    bytes
}

fn structure(first: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 4).unwrap_or(u16::MAX).to_be_bytes();
    [&[first, 0][..], &length, content].concat()
}

#[cfg(test)]
mod tests {
    use super::super::{Message, Version, kind};
    use super::*;

    fn transforms() -> Vec<Transform> {
        let of = |kind, id, key_bits| Transform { kind, id, key_bits };
        vec![
            of(kind::ENCR, 20, Some(256)),
            of(kind::PRF, 7, None),
            of(kind::KE, 31, None),
            of(kind::ADDKE1, 36, None),
        ]
    }

    #[test]
    fn what_is_asked_is_read() {
        let ke = Ke { method: 31, value: &[9; 32] };
        let datagram = Datagram::init([1; 8], &[transforms()], ke, &[2; 32])
            .notifying(notify::INTERMEDIATE_EXCHANGE_SUPPORTED, &[])
            .notifying(notify::COOKIE, b"crumbs");
        let bytes = datagram.to_bytes();
        let message = Message::read(&bytes).unwrap();
        assert_eq!(message.header.version, Version::Two);
        assert!(!message.header.is_response());
        let kinds: Vec<u8> = message.payloads.iter().map(|one| one.kind).collect();
        assert_eq!(
            kinds,
            [payload::NOTIFY, payload::SA, payload::KE, payload::NONCE, payload::NOTIFY]
        );
        assert_eq!(message.proposals().unwrap()[0].transforms, transforms());
        assert_eq!(message.key_exchange().unwrap().method, 31);
        assert_eq!(message.notification(notify::COOKIE).unwrap().data, b"crumbs");
        // Port 4500.
        let marked = [&[0; 4][..], &bytes].concat();
        assert_eq!(Message::read(&marked), Ok(message));
        for cut in 0..bytes.len() {
            assert!(Message::read(&bytes[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn main_mode_is_read() {
        let suite =
            vec![(1, 7), (14, 128), (2, 2), (3, 1), (4, 14), (11, 1), (12, 28_800), (12, 90_000)];
        let bytes = Datagram::main_mode([3; 8], &[suite.clone(), suite.clone()]).to_bytes();
        let message = Message::read(&bytes).unwrap();
        assert_eq!(message.header.version, Version::One);
        assert_eq!(message.proposals_one().unwrap()[0].suites, [suite.clone(), suite]);
    }

    #[test]
    fn what_is_changed_is_read_without_panic() {
        let ke = Ke { method: 31, value: &[9; 32] };
        let two = Datagram::init([1; 8], &[transforms()], ke, &[2; 32]).to_bytes();
        let one = Datagram::main_mode([3; 8], &[vec![(1, 7), (12, 90_000)]]).to_bytes();
        let mut seed = 1_u64;
        for bytes in [two, one] {
            for round in 0..4_000_usize {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let mut changed = bytes.clone();
                let at = round % changed.len();
                changed[at] ^= (seed >> 56) as u8;
                if let Ok(message) = Message::read(&changed) {
                    let _ = (message.proposals(), message.proposals_one(), message.key_exchange());
                    message.notifications().for_each(|one| drop(one.numbers()));
                }
            }
        }
    }

    #[test]
    fn other_datagrams_are_none() {
        for bytes in
            [&b""[..], &[0; 28], &[0xff; 28], &[0x20; 28], b"GET / HTTP/1.1\r\nHost: x\r\n\r\n\r\n"]
        {
            assert!(Message::read(bytes).is_err(), "{bytes:?}");
        }
    }
}
