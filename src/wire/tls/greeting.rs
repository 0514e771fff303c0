use super::{Extension, Version, content, kind, what};

/// Signalling suites: renegotiation (RFC 5746 §3.3).
const RENEGOTIATION_SCSV: u16 = 0x00FF;

/// Bytes that a greeting seldom passes.
const USUAL: usize = 2 << 10;

/// What carries a greeting, which decides on its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Carriage {
    /// Records of TLS on a stream.
    #[default]
    Stream,
    /// Records of DTLS, with the cookie that the server wants to see (RFC 6347 §4.2.1).
    Datagrams(Vec<u8>),
    /// CRYPTO frames of QUIC, where nothing looks like TLS 1.2 (RFC 9001 §8.4).
    Quic,
}

/// A client's hello as a probe puts it together. What is empty is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// The highest version that is offered.
    pub version: Version,
    /// Random.
    pub random: [u8; 32],
    /// Suites in order.
    pub suites: Vec<u16>,
    /// Server name.
    pub server_name: Option<String>,
    /// Named groups in order.
    pub groups: Vec<u16>,
    /// Key shares (TLS 1.3); none asks the server to choose a group (RFC 8446 §4.2.8).
    pub shares: Vec<(u16, Vec<u8>)>,
    /// Signature schemes of the handshake, in order.
    pub schemes: Vec<u16>,
    /// Signature schemes in certificates, where they are others.
    pub certificate_schemes: Vec<u16>,
    /// Application protocols in order.
    pub protocols: Vec<&'static str>,
    /// Compression methods beside none.
    pub compressions: Vec<u8>,
    /// Further extensions.
    pub further: Vec<Extension>,
    /// What carries it.
    pub carriage: Carriage,
}

impl Greeting {
    /// A greeting that offers nothing yet.
    #[must_use]
    pub const fn new(version: Version, random: [u8; 32]) -> Self {
        Self {
            version,
            random,
            suites: Vec::new(),
            server_name: None,
            groups: Vec::new(),
            shares: Vec::new(),
            schemes: Vec::new(),
            certificate_schemes: Vec::new(),
            protocols: Vec::new(),
            compressions: Vec::new(),
            further: Vec::new(),
            carriage: Carriage::Stream,
        }
    }

    /// The handshake message.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(USUAL);
        body.extend_from_slice(&self.number(self.version.min(Version::TLS_1_2)));
        body.extend_from_slice(&self.random);
        // Middleboxes want a session id with TLS 1.3 (RFC 8446 appendix D.4); its octets mean nothing.
        let is_seen = self.is_13() && self.carriage == Carriage::Stream;
        put(&mut body, 1, if is_seen { &self.random[..] } else { &[] });
        if let Carriage::Datagrams(cookie) = &self.carriage {
            put(&mut body, 1, cookie);
        }
        let mut suites = self.suites.clone();
        if self.version >= Version::SSL_3 && !self.is_13() {
            suites.push(RENEGOTIATION_SCSV);
        }
        put(&mut body, 2, &octets(&suites));
        put(&mut body, 1, &[&self.compressions[..], &[0]].concat());
        // SSL 3.0 has no extensions.
        if self.version > Version::SSL_3 {
            let mut list = Vec::with_capacity(USUAL);
            for extension in self.extensions() {
                list.extend_from_slice(&extension.kind.to_be_bytes());
                put(&mut list, 2, &extension.body);
            }
            put(&mut body, 2, &list);
        }
        let mut message = vec![what::CLIENT_HELLO];
        put(&mut message, 3, &body);
        message
    }

    /// The message in records, as it goes out first. A large key share may need several.
    #[must_use]
    pub fn records(&self) -> Vec<u8> {
        // The first record says 1.0 at most, for servers that look at it (RFC 8446 §5.1).
        let version = self.version.min(Version::TLS_1_0).0.to_be_bytes();
        let mut records = Vec::new();
        for fragment in self.message().chunks(1 << 14) {
            records.push(content::HANDSHAKE);
            records.extend_from_slice(&version);
            put(&mut records, 2, fragment);
        }
        records
    }

    /// A version as it stands in the message.
    fn number(&self, version: Version) -> [u8; 2] {
        match self.carriage {
            Carriage::Datagrams(_) => version.in_datagrams().0.to_be_bytes(),
            Carriage::Stream | Carriage::Quic => version.0.to_be_bytes(),
        }
    }

    fn is_13(&self) -> bool {
        self.version >= Version::TLS_1_3
    }

    fn extensions(&self) -> Vec<Extension> {
        let mut list = Vec::new();
        if let Some(name) = &self.server_name {
            let mut entry = vec![0];
            put(&mut entry, 2, name.as_bytes());
            list.push(Extension::new(kind::SERVER_NAME, vector(2, &entry)));
        }
        let mut values = |kind: u16, values: &[u16]| {
            if !values.is_empty() {
                list.push(Extension::new(kind, vector(2, &octets(values))));
            }
        };
        values(kind::SUPPORTED_GROUPS, &self.groups);
        if self.version >= Version::TLS_1_2 {
            values(kind::SIGNATURE_ALGORITHMS, &self.schemes);
            values(kind::SIGNATURE_ALGORITHMS_CERT, &self.certificate_schemes);
        }
        if !self.protocols.is_empty() {
            let mut names = Vec::new();
            for name in &self.protocols {
                put(&mut names, 1, name.as_bytes());
            }
            list.push(Extension::new(kind::ALPN, vector(2, &names)));
        }
        if self.is_13() {
            let version = self.number(self.version);
            list.push(Extension::new(kind::SUPPORTED_VERSIONS, vector(1, &version)));
            let mut shares = Vec::new();
            for (group, share) in &self.shares {
                shares.extend_from_slice(&group.to_be_bytes());
                put(&mut shares, 2, share);
            }
            list.push(Extension::new(kind::KEY_SHARE, vector(2, &shares)));
        } else {
            // Uncompressed points (RFC 8422 §5.1.2).
            list.push(Extension::new(kind::EC_POINT_FORMATS, vec![1, 0]));
        }
        list.extend(self.further.iter().cloned());
        list
    }
}

/// Appends a vector with a length of `width` octets. A probe's vectors are far below what a length can say.
fn put(to: &mut Vec<u8>, width: usize, bytes: &[u8]) {
    to.extend_from_slice(&bytes.len().to_be_bytes()[size_of::<usize>() - width..]);
    to.extend_from_slice(bytes);
}

fn vector(width: usize, bytes: &[u8]) -> Vec<u8> {
    let mut vector = Vec::with_capacity(width + bytes.len());
    put(&mut vector, width, bytes);
    vector
}

fn octets(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}
