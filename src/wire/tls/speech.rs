use super::{Alert, ClientHello, Fault, Handshake, Records, ServerHello, content, what};

/// Most bytes of handshake messages that are kept of one side.
const MOST: usize = 8 << 20;
/// Most handshake messages that are kept of one side.
const MOST_MESSAGES: usize = 1_000;

/// All that one side of a connection said in the clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// Version in the header of its first record.
    pub version: Option<u16>,
    /// Handshake messages, joined from their records.
    pub handshakes: Vec<Handshake>,
    /// Alerts.
    pub alerts: Vec<Alert>,
    /// Whether it changed to a cipher (in TLS 1.3 a word without meaning, RFC 8446 appendix D.4).
    pub changed_cipher: bool,
    /// Records that were encrypted.
    pub encrypted: u32,
    /// Why not all could be read.
    pub fault: Option<Fault>,
}

impl Speech {
    /// Reads all that one side sent.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let mut speech = Self::default();
        let mut records = Records::new(bytes);
        let mut joined = Joined::default();
        for record in records.by_ref() {
            speech.version.get_or_insert(record.version);
            match record.content {
                content::CHANGE_CIPHER_SPEC => speech.changed_cipher = true,
                content::HANDSHAKE if speech.is_open(record.fragment) => {
                    joined.add(record.fragment, record.offset);
                    if joined.drain(&mut speech.handshakes).is_none() {
                        speech.fault = Some(Fault::CutOffMessage);
                        return speech;
                    }
                }
                content::ALERT if !speech.changed_cipher || record.fragment.len() == 2 => {
                    if let [level, description] = *record.fragment {
                        speech.alerts.push(Alert { level, description });
                    }
                }
                _ => speech.encrypted += 1,
            }
        }
        let is_torn = (!joined.bytes.is_empty()).then_some(Fault::CutOffMessage);
        speech.fault = records.fault().or(is_torn);
        speech
    }

    /// After the change of cipher a handshake record is encrypted, but for the second flight of a TLS 1.3 that began
    /// with a `HelloRetryRequest`: a whole hello.
    fn is_open(&self, fragment: &[u8]) -> bool {
        if !self.changed_cipher {
            return true;
        }
        let [kind @ (what::CLIENT_HELLO | what::SERVER_HELLO), rest @ ..] = fragment else {
            return false;
        };
        let body = rest.get(3..).unwrap_or_default();
        match *kind {
            what::CLIENT_HELLO => ClientHello::read(body).is_some(),
            _ => ServerHello::read(body).is_some(),
        }
    }

    /// The first message of a kind.
    #[must_use]
    pub fn first(&self, kind: u8) -> Option<&Handshake> {
        self.handshakes.iter().find(|handshake| handshake.kind == kind)
    }

    /// The server's hellos: one, or a `HelloRetryRequest` and the one after it.
    pub fn server_hellos(&self) -> impl Iterator<Item = ServerHello> + '_ {
        self.of(what::SERVER_HELLO).filter_map(|message| ServerHello::read(&message.body))
    }

    /// The client's hellos: one, or two around a `HelloRetryRequest`.
    pub fn client_hellos(&self) -> impl Iterator<Item = ClientHello> + '_ {
        self.of(what::CLIENT_HELLO).filter_map(|message| ClientHello::read(&message.body))
    }

    /// The alert that ended the connection.
    #[must_use]
    pub fn fatal(&self) -> Option<Alert> {
        self.alerts.iter().copied().find(|alert| alert.is_fatal())
    }

    fn of(&self, kind: u8) -> impl Iterator<Item = &Handshake> {
        self.handshakes.iter().filter(move |handshake| handshake.kind == kind)
    }
}

/// Handshake messages while their parts come.
#[derive(Default)]
struct Joined {
    bytes: Vec<u8>,
    offset: usize,
    taken: usize,
}

impl Joined {
    fn add(&mut self, fragment: &[u8], offset: usize) {
        if self.bytes.is_empty() {
            self.offset = offset;
        }
        self.bytes.extend_from_slice(fragment);
        self.taken += fragment.len();
    }

    /// Moves whole messages over; `None` where a bound is passed.
    fn drain(&mut self, to: &mut Vec<Handshake>) -> Option<()> {
        let mut rest = self.bytes.as_slice();
        while let Some((message, after)) = Handshake::read(rest, self.offset) {
            if to.len() >= MOST_MESSAGES {
                return None;
            }
            to.push(message);
            rest = after;
        }
        let done = self.bytes.len() - rest.len();
        self.bytes.drain(..done);
        (self.taken <= MOST).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::tls::{Greeting, Ssl2ClientHello, Version};

    fn greeting(version: Version) -> Greeting {
        Greeting {
            suites: vec![0x1301, 0xC02F],
            server_name: Some("a.example".into()),
            groups: vec![0x11EC, 0x001D],
            shares: vec![(0x001D, vec![7; 32])],
            schemes: vec![0x0905, 0x0804],
            protocols: vec!["h2"],
            ..Greeting::new(version, [9; 32])
        }
    }

    #[test]
    fn a_greeting_says_what_was_put_into_it() {
        let speech = Speech::read(&greeting(Version::TLS_1_3).records());
        assert_eq!((speech.fault, speech.version), (None, Some(0x0301)));
        let hello = speech.client_hellos().next().unwrap();
        assert_eq!(hello.versions(), [Version::TLS_1_3]);
        assert_eq!(hello.suites, [0x1301, 0xC02F]);
        assert_eq!(hello.groups(), [0x11EC, 0x001D]);
        assert_eq!(hello.key_shares(), [(0x001D, 32)]);
        assert_eq!(hello.signature_schemes(), [0x0905, 0x0804]);
        assert_eq!(hello.server_name().as_deref(), Some("a.example"));
        assert_eq!(hello.protocols(), ["h2"]);
        let ssl3 = Speech::read(&greeting(Version::SSL_3).records());
        let hello = ssl3.client_hellos().next().unwrap();
        assert_eq!((hello.versions(), hello.extensions.len()), (vec![Version::SSL_3], 0));
        let ssl2 = Ssl2ClientHello::read(&Ssl2ClientHello::greeting([1; 16])).unwrap();
        assert_eq!((ssl2.version, ssl2.suites.len()), (2, 7));
    }

    #[test]
    fn what_breaks_off_or_is_something_else_is_a_fault() {
        let records = greeting(Version::TLS_1_3).records();
        for end in 1..records.len() {
            let speech = Speech::read(&records[..end]);
            assert_eq!(speech.fault, Some(Fault::CutOff), "{end}");
            assert!(speech.handshakes.is_empty());
        }
        assert_eq!(Speech::read(b"SSH-2.0-x\r\n").fault, Some(Fault::NotRecord));
        assert_eq!(Speech::read(&[22, 3, 3, 0xFF, 0xFF]).fault, Some(Fault::TooLong));
        assert_eq!(Speech::read(&[22, 3, 3, 0, 2, 2, 0]).fault, Some(Fault::CutOffMessage));
    }
}
