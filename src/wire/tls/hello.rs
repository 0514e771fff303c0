use super::cursor::pairs;
use super::{Cursor, Extension, Version, kind};

/// A client's hello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// `legacy_version`.
    pub version: Version,
    /// Suites in the client's order, with what is no suite (GREASE, the fallback signal).
    pub suites: Vec<u16>,
    /// Compression methods.
    pub compressions: Vec<u8>,
    /// Extensions in their order.
    pub extensions: Vec<Extension>,
    /// Length of the session id.
    pub session_id: usize,
}

impl ClientHello {
    /// Reads the body of the message; `None` where it is none.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        Self::parse(body, |_| Some(()))
    }

    /// Reads the body of the message of DTLS, which has a cookie (RFC 6347 §4.2.1).
    #[must_use]
    pub fn read_datagram(body: &[u8]) -> Option<Self> {
        Self::parse(body, |cursor| cursor.vector8().map(|_| ()))
    }

    fn parse(body: &[u8], cookie: impl Fn(&mut Cursor<'_>) -> Option<()>) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        let version = Version(cursor.u16()?);
        cursor.take(32)?;
        let session_id = cursor.vector8()?.len();
        cookie(&mut cursor)?;
        let suites = pairs(cursor.vector16()?);
        let compressions = cursor.vector8()?.to_vec();
        let extensions = extensions(&mut cursor)?;
        Some(Self { version, suites, compressions, extensions, session_id })
    }

    /// An extension.
    #[must_use]
    pub fn extension(&self, kind: u16) -> Option<&Extension> {
        find(&self.extensions, kind)
    }

    /// Versions that are offered: the list of the extension, else the highest one.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let listed = self.extension(kind::SUPPORTED_VERSIONS).and_then(|extension| {
            Some(pairs(Cursor::new(&extension.body).vector8()?).into_iter().map(Version).collect())
        });
        listed.unwrap_or_else(|| vec![self.version])
    }

    /// Named groups in the client's order.
    #[must_use]
    pub fn groups(&self) -> Vec<u16> {
        self.extension(kind::SUPPORTED_GROUPS).map(Extension::values).unwrap_or_default()
    }

    /// Groups of the key shares, with the length of each share.
    #[must_use]
    pub fn key_shares(&self) -> Vec<(u16, usize)> {
        let Some(extension) = self.extension(kind::KEY_SHARE) else { return Vec::new() };
        let mut list = Cursor::new(Cursor::new(&extension.body).vector16().unwrap_or_default());
        std::iter::from_fn(|| Some((list.u16()?, list.vector16()?.len()))).collect()
    }

    /// Signature schemes for the handshake.
    #[must_use]
    pub fn signature_schemes(&self) -> Vec<u16> {
        self.extension(kind::SIGNATURE_ALGORITHMS).map(Extension::values).unwrap_or_default()
    }

    /// Server name.
    #[must_use]
    pub fn server_name(&self) -> Option<String> {
        self.extension(kind::SERVER_NAME)?.host_name()
    }

    /// Application protocols.
    #[must_use]
    pub fn protocols(&self) -> Vec<String> {
        self.extension(kind::ALPN).map(Extension::protocols).unwrap_or_default()
    }
}

/// Whether a server took values in the order in which they were offered to it. One that did not has an order of its own;
/// one that did may have the same, or none.
#[must_use]
pub fn is_as_offered(offered: &[u16], taken: &[u16]) -> bool {
    let place = |value: &u16| offered.iter().position(|other| other == value);
    taken.is_sorted_by_key(place)
}

/// SHA-256 of "HelloRetryRequest", which stands as the random of that message (RFC 8446 §4.1.3).
const RETRY: [u8; 32] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
];

/// A server's hello, or its `HelloRetryRequest` (RFC 8446 §4.1.3, §4.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// `legacy_version`.
    pub version: Version,
    /// Random.
    pub random: [u8; 32],
    /// Session id; in TLS 1.3 the client's, given back.
    pub session_id: Vec<u8>,
    /// The suite that was chosen.
    pub suite: u16,
    /// The compression that was chosen.
    pub compression: u8,
    /// Extensions in their order.
    pub extensions: Vec<Extension>,
}

impl ServerHello {
    /// Reads the body of the message; `None` where it is none.
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        let version = Version(cursor.u16()?);
        let random = cursor.take(32)?.try_into().ok()?;
        let session_id = cursor.vector8()?.to_vec();
        let suite = cursor.u16()?;
        let compression = cursor.u8()?;
        let extensions = extensions(&mut cursor)?;
        Some(Self { version, random, session_id, suite, compression, extensions })
    }

    /// An extension.
    #[must_use]
    pub fn extension(&self, kind: u16) -> Option<&Extension> {
        find(&self.extensions, kind)
    }

    /// Whether it asks for another hello.
    #[must_use]
    pub fn is_retry(&self) -> bool {
        self.random == RETRY
    }

    /// The version that was chosen.
    #[must_use]
    pub fn selected_version(&self) -> Version {
        let selected = self.extension(kind::SUPPORTED_VERSIONS);
        selected
            .and_then(|extension| Cursor::new(&extension.body).u16())
            .map_or(self.version, Version)
    }

    /// The group of the key share, or the one that a `HelloRetryRequest` asks for (TLS 1.3).
    #[must_use]
    pub fn group(&self) -> Option<u16> {
        Cursor::new(&self.extension(kind::KEY_SHARE)?.body).u16()
    }

    /// The server's key share (TLS 1.3).
    #[must_use]
    pub fn share(&self) -> Option<&[u8]> {
        let mut cursor = Cursor::new(&self.extension(kind::KEY_SHARE)?.body);
        cursor.u16()?;
        cursor.vector16()
    }

    /// The application protocol that was chosen in the clear (before TLS 1.3).
    #[must_use]
    pub fn protocol(&self) -> Option<String> {
        self.extension(kind::ALPN)?.protocols().into_iter().next()
    }

    /// Whether the random tells that the server knows a later version than it chose: 1.3, or 1.2 (RFC 8446 §4.1.3).
    #[must_use]
    pub fn has_downgrade_mark(&self) -> bool {
        matches!(&self.random[24..], b"DOWNGRD\x01" | b"DOWNGRD\x00")
    }
}

/// Extensions at the end of a hello, which those before TLS 1.2 may leave out.
fn extensions(cursor: &mut Cursor<'_>) -> Option<Vec<Extension>> {
    if cursor.is_empty() { Some(Vec::new()) } else { Extension::list(cursor.vector16()?) }
}

fn find(extensions: &[Extension], kind: u16) -> Option<&Extension> {
    extensions.iter().find(|extension| extension.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_of_ones_own_shows_where_it_is_another() {
        let offered = [0x11EC, 0x0017, 0x001D];
        assert!(is_as_offered(&offered, &[]) && is_as_offered(&offered, &[0x001D]));
        assert!(is_as_offered(&offered, &[0x11EC, 0x001D]));
        assert!(!is_as_offered(&offered, &[0x11EC, 0x001D, 0x0017]));
    }
}
