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

    /// The handshake message. All of it is written into one buffer: thousands of threads put theirs together, and what
    /// each of them frees in between, an allocator keeps for it.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let mut message = Vec::with_capacity(USUAL);
        message.push(what::CLIENT_HELLO);
        vector(&mut message, 3, |body| self.write(body));
        message
    }

    fn write(&self, body: &mut Vec<u8>) {
        body.extend_from_slice(&self.number(self.version.min(Version::TLS_1_2)));
        body.extend_from_slice(&self.random);
        // Middleboxes want a session id with TLS 1.3 (RFC 8446 appendix D.4); its octets mean nothing.
        let is_seen = self.is_13() && self.carriage == Carriage::Stream;
        put(body, 1, if is_seen { &self.random[..] } else { &[] });
        if let Carriage::Datagrams(cookie) = &self.carriage {
            put(body, 1, cookie);
        }
        let has_scsv = self.version >= Version::SSL_3 && !self.is_13();
        let suites = self.suites.iter().copied().chain(has_scsv.then_some(RENEGOTIATION_SCSV));
        vector(body, 2, |body| numbers(body, suites));
        vector(body, 1, |body| {
            body.extend_from_slice(&self.compressions);
            body.push(0);
        });
        // SSL 3.0 has no extensions.
        if self.version > Version::SSL_3 {
            vector(body, 2, |list| self.write_extensions(list));
        }
    }

    /// The message in records, as it goes out first. A large key share may need several.
    #[must_use]
    pub fn records(&self) -> Vec<u8> {
        // The first record says 1.0 at most, for servers that look at it (RFC 8446 §5.1).
        let version = self.version.min(Version::TLS_1_0).0.to_be_bytes();
        let mut records = Vec::with_capacity(USUAL);
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

    fn write_extensions(&self, list: &mut Vec<u8>) {
        if let Some(name) = &self.server_name {
            extension(list, kind::SERVER_NAME, |body| {
                vector(body, 2, |entry| {
                    entry.push(0);
                    put(entry, 2, name.as_bytes());
                });
            });
        }
        let mut values = |kind: u16, values: &[u16]| {
            if !values.is_empty() {
                extension(list, kind, |body| {
                    vector(body, 2, |body| numbers(body, values.iter().copied()));
                });
            }
        };
        values(kind::SUPPORTED_GROUPS, &self.groups);
        if self.version >= Version::TLS_1_2 {
            values(kind::SIGNATURE_ALGORITHMS, &self.schemes);
            values(kind::SIGNATURE_ALGORITHMS_CERT, &self.certificate_schemes);
        }
        if !self.protocols.is_empty() {
            extension(list, kind::ALPN, |body| {
                vector(body, 2, |names| {
                    self.protocols.iter().for_each(|name| put(names, 1, name.as_bytes()));
                });
            });
        }
        if self.is_13() {
            let version = self.number(self.version);
            extension(list, kind::SUPPORTED_VERSIONS, |body| put(body, 1, &version));
            extension(list, kind::KEY_SHARE, |body| {
                vector(body, 2, |shares| {
                    for (group, share) in &self.shares {
                        shares.extend_from_slice(&group.to_be_bytes());
                        put(shares, 2, share);
                    }
                });
            });
        } else {
            // Uncompressed points (RFC 8422 §5.1.2).
            extension(list, kind::EC_POINT_FORMATS, |body| body.extend_from_slice(&[1, 0]));
        }
        for Extension { kind, body } in &self.further {
            extension(list, *kind, |to| to.extend_from_slice(body));
        }
    }
}

/// Appends an extension whose content `body` writes.
fn extension(to: &mut Vec<u8>, kind: u16, body: impl FnOnce(&mut Vec<u8>)) {
    to.extend_from_slice(&kind.to_be_bytes());
    vector(to, 2, body);
}

/// Appends what `body` writes behind its length of `width` octets. A probe's vectors are far below what a length can say.
fn vector(to: &mut Vec<u8>, width: usize, body: impl FnOnce(&mut Vec<u8>)) {
    let from = to.len() + width;
    to.resize(from, 0);
    body(to);
    let length = (to.len() - from).to_be_bytes();
    to[from - width..from].copy_from_slice(&length[length.len() - width..]);
}

/// Appends a vector of which the octets are there.
fn put(to: &mut Vec<u8>, width: usize, bytes: &[u8]) {
    vector(to, width, |to| to.extend_from_slice(bytes));
}

fn numbers(to: &mut Vec<u8>, values: impl Iterator<Item = u16>) {
    values.for_each(|value| to.extend_from_slice(&value.to_be_bytes()));
}
