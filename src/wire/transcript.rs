//! A transcript: what was said with one endpoint, byte for byte. Detectors derive every finding about an
//! endpoint from it and from nothing else, so that an auditor can do the same with the file.

use serde::{Deserialize, Serialize};

/// How a transcript begins; no other JSON does.
pub const MARK: &[u8] = b"{\"y2q-transcript\":1,";
/// Longest transcript that is read, in bytes.
pub const LONGEST: usize = 32 << 20;

/// Everything that was said with one endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// Version of the format: 1.
    #[serde(rename = "y2q-transcript")]
    pub version: u32,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// How it came to be.
    pub origin: Origin,
    /// One connection, flow or attempt after the other.
    pub exchanges: Vec<Exchange>,
}

/// The side that was asked, or that answered in a capture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Endpoint {
    /// What is spoken there, as it was asked or recognised.
    pub service: Service,
    /// TCP or UDP.
    pub transport: Transport,
    /// Host name or address as the user wrote it, or the address in the capture.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Server name (SNI) that was sent, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
}

/// A protocol that an endpoint speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each name is the scheme of a URL")]
pub enum Service {
    Tls,
    Dtls,
    Quic,
    Ssh,
    Ike,
    Smtp,
    Imap,
    Pop3,
    Ftp,
    Ldap,
    Xmpp,
    Postgresql,
    Mysql,
    Nntp,
    Sieve,
    Rdp,
    Unknown,
}

/// Transport below a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "self-describing")]
pub enum Transport {
    Tcp,
    Udp,
}

/// How a transcript came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// y2q asked.
    Probed,
    /// Somebody else's traffic was recorded.
    Captured,
}

/// One connection, flow or attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was asked, in a stable word of the probe (`tls groups`); empty in captures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// What was said, in order.
    pub messages: Vec<Message>,
    /// What a completed handshake showed that its bytes hide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revealed: Vec<Revealed>,
    /// How it ended.
    pub end: End,
}

/// Bytes that one side sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who sent them.
    pub from: Side,
    /// Milliseconds since the exchange began.
    pub at: u32,
    /// The bytes, in base64.
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
}

/// A side of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "self-describing")]
pub enum Side {
    Client,
    Server,
}

/// Something that a completed handshake showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// What it is, in a stable word: `certificate`, `key exchange`, `signature`; in captures `traffic`.
    pub what: String,
    /// Its encoding, in base64.
    #[serde(with = "base64_text")]
    pub bytes: Vec<u8>,
}

/// How an exchange ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// All that was wanted was seen.
    Done,
    /// The peer closed.
    Closed,
    /// The peer reset the connection.
    Reset,
    /// Nothing more came in time.
    TimedOut,
    /// Nobody listens.
    Refused,
    /// No route, or an answer that says so.
    Unreachable,
    /// A bound of y2q was reached.
    Bounded,
    /// The record itself breaks off or has gaps.
    Torn,
    /// Any other failure, in words.
    Failed(String),
}

/// Whether the transcript that begins with `head` says that it was captured.
#[must_use]
pub fn says_captured(head: &[u8]) -> bool {
    const CAPTURED: &[u8] = b"\"origin\":\"captured\"";
    memchr::memmem::find(&head[..head.len().min(1024)], CAPTURED).is_some()
}

impl Transcript {
    /// The transcript in `bytes`, or `None` where they are none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let fits = bytes.starts_with(MARK) && bytes.len() <= LONGEST;
        if fits { serde_json::from_slice(bytes).ok() } else { None }
    }

    /// Whether the file that begins with `head` is a transcript of `service`.
    #[must_use]
    pub fn is_of(head: &[u8], service: Service) -> bool {
        Self::service(head) == Some(service)
    }

    /// The service of the transcript that a file which begins with `head` is; `None` where it is none, or names none.
    #[must_use]
    pub fn service(head: &[u8]) -> Option<Service> {
        const FAR_ENOUGH: usize = 4 << 10;
        const FIELD: &[u8] = b"\"service\":";
        // Every input is asked, and few begin so.
        let head = Some(head).filter(|head| head.starts_with(MARK))?;
        let head = head.get(..FAR_ENOUGH).unwrap_or(head);
        let at = memchr::memmem::find(head, FIELD)?;
        let name = head.get(at + FIELD.len()..)?.strip_prefix(b"\"")?;
        let name = name.get(..memchr::memchr(b'"', name)?)?;
        serde_json::from_value(std::str::from_utf8(name).ok()?.into()).ok()
    }

    /// What client and server sent in each exchange, each side's bytes joined.
    #[must_use]
    pub fn sides(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let both = |one: &Exchange| (one.sent_by(Side::Client), one.sent_by(Side::Server));
        self.exchanges.iter().map(both).collect()
    }

    /// The transcript as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain strings, numbers and enums: serialising them cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl std::fmt::Display for Endpoint {
    /// As the URL by which it is asked.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let service = serde_json::to_value(self.service).unwrap_or_default();
        let service = service.as_str().unwrap_or_default();
        let (host, port) = (&self.host, self.port);
        if host.contains(':') {
            write!(f, "{service}://[{host}]:{port}")
        } else {
            write!(f, "{service}://{host}:{port}")
        }
    }
}

impl Exchange {
    /// All that `side` sent, joined.
    #[must_use]
    pub fn sent_by(&self, side: Side) -> Vec<u8> {
        let messages = self.messages.iter().filter(|message| message.from == side);
        messages.flat_map(|message| message.bytes.iter().copied()).collect()
    }
}

mod base64_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<'a, str>::deserialize(from)?;
        STANDARD.decode(text.as_bytes()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let written = Transcript {
            version: 1,
            endpoint: Endpoint {
                service: Service::Tls,
                transport: Transport::Tcp,
                host: "127.0.0.1".into(),
                port: 443,
                server_name: None,
            },
            origin: Origin::Probed,
            exchanges: vec![Exchange {
                purpose: "tls groups".into(),
                messages: vec![Message { from: Side::Client, at: 0, bytes: vec![22, 3, 1] }],
                revealed: Vec::new(),
                end: End::Failed("broken pipe".into()),
            }],
        };
        let bytes = written.to_bytes();
        assert!(bytes.starts_with(MARK));
        assert_eq!(Transcript::read(&bytes), Some(written));
        assert!(
            Transcript::is_of(&bytes, Service::Tls) && !Transcript::is_of(&bytes, Service::Ssh)
        );
        assert_eq!(Transcript::read(b"{}"), None);
        assert_eq!(Transcript::read(&bytes[..bytes.len() - 1]), None);
    }
}
