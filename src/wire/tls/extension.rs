use super::Cursor;
use super::cursor::pairs;

/// Numbers of extensions (IANA registry "TLS ExtensionType Values").
#[allow(missing_docs, reason = "each name is IANA's")]
pub mod kind {
    pub const SERVER_NAME: u16 = 0;
    pub const STATUS_REQUEST: u16 = 5;
    pub const SUPPORTED_GROUPS: u16 = 10;
    pub const EC_POINT_FORMATS: u16 = 11;
    pub const SIGNATURE_ALGORITHMS: u16 = 13;
    pub const ALPN: u16 = 16;
    pub const SIGNED_CERTIFICATE_TIMESTAMP: u16 = 18;
    pub const ENCRYPT_THEN_MAC: u16 = 22;
    pub const EXTENDED_MASTER_SECRET: u16 = 23;
    pub const SESSION_TICKET: u16 = 35;
    pub const PRE_SHARED_KEY: u16 = 41;
    pub const EARLY_DATA: u16 = 42;
    pub const SUPPORTED_VERSIONS: u16 = 43;
    pub const COOKIE: u16 = 44;
    pub const PSK_KEY_EXCHANGE_MODES: u16 = 45;
    pub const SIGNATURE_ALGORITHMS_CERT: u16 = 50;
    pub const KEY_SHARE: u16 = 51;
    pub const QUIC_TRANSPORT_PARAMETERS: u16 = 57;
    pub const ENCRYPTED_CLIENT_HELLO: u16 = 0xFE0D;
    pub const RENEGOTIATION_INFO: u16 = 0xFF01;
}

/// Extensions of one message that are kept.
const MOST: usize = 1_000;

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its number.
    pub kind: u16,
    /// Its content.
    pub body: Vec<u8>,
}

impl Extension {
    /// An extension with a content.
    #[must_use]
    pub const fn new(kind: u16, body: Vec<u8>) -> Self {
        Self { kind, body }
    }

    /// A list without its length in front; `None` where it breaks off.
    #[must_use]
    pub fn list(bytes: &[u8]) -> Option<Vec<Self>> {
        let mut cursor = Cursor::new(bytes);
        let mut found = Vec::new();
        while !cursor.is_empty() && found.len() < MOST {
            let kind = cursor.u16()?;
            let body = cursor.vector16()?.to_vec();
            found.push(Self { kind, body });
        }
        Some(found)
    }

    /// The two-octet values of a content that is one vector with a length of two octets.
    #[must_use]
    pub fn values(&self) -> Vec<u16> {
        Cursor::new(&self.body).vector16().map(pairs).unwrap_or_default()
    }

    /// The names of a `protocol_name_list` (RFC 7301 §3.1).
    #[must_use]
    pub fn protocols(&self) -> Vec<String> {
        let mut list = Cursor::new(Cursor::new(&self.body).vector16().unwrap_or_default());
        std::iter::from_fn(|| list.vector8())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect()
    }

    /// The host name of a `server_name` of a client (RFC 6066 §3).
    #[must_use]
    pub fn host_name(&self) -> Option<String> {
        let mut list = Cursor::new(Cursor::new(&self.body).vector16()?);
        (list.u8()? == 0)
            .then(|| list.vector16())?
            .map(|name| String::from_utf8_lossy(name).into_owned())
    }
}
