use std::fmt;

/// A version of SSL or TLS by its number on the wire, in order of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16);

impl Version {
    /// SSL 2.0 (0x0002).
    pub const SSL_2: Self = Self(0x0002);
    /// SSL 3.0 (RFC 6101).
    pub const SSL_3: Self = Self(0x0300);
    /// TLS 1.0 (RFC 2246).
    pub const TLS_1_0: Self = Self(0x0301);
    /// TLS 1.1 (RFC 4346).
    pub const TLS_1_1: Self = Self(0x0302);
    /// TLS 1.2 (RFC 5246).
    pub const TLS_1_2: Self = Self(0x0303);
    /// TLS 1.3 (RFC 8446).
    pub const TLS_1_3: Self = Self(0x0304);
    /// DTLS 1.0 (RFC 4347); the versions of DTLS are counted downwards.
    pub const DTLS_1_0: Self = Self(0xFEFF);
    /// DTLS 1.2 (RFC 6347).
    pub const DTLS_1_2: Self = Self(0xFEFD);
    /// DTLS 1.3 (RFC 9147).
    pub const DTLS_1_3: Self = Self(0xFEFC);
    /// Every version, oldest first.
    pub const ALL: [Self; 6] =
        [Self::SSL_2, Self::SSL_3, Self::TLS_1_0, Self::TLS_1_1, Self::TLS_1_2, Self::TLS_1_3];

    /// The version of TLS whose messages a version of DTLS has; others as they are.
    #[must_use]
    pub const fn in_stream(self) -> Self {
        match self {
            Self::DTLS_1_0 => Self::TLS_1_1,
            Self::DTLS_1_2 => Self::TLS_1_2,
            Self::DTLS_1_3 => Self::TLS_1_3,
            other => other,
        }
    }

    /// The version of DTLS that has the messages of a version of TLS; others as they are.
    #[must_use]
    pub const fn in_datagrams(self) -> Self {
        match self {
            Self::TLS_1_1 => Self::DTLS_1_0,
            Self::TLS_1_2 => Self::DTLS_1_2,
            Self::TLS_1_3 => Self::DTLS_1_3,
            other => other,
        }
    }

    /// Whether the number is that of a version of TLS or SSL 3 that was published.
    #[must_use]
    pub fn is_known(self) -> bool {
        Self::ALL.contains(&self)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SSL_2 => to.write_str("SSL 2.0"),
            Self::SSL_3 => to.write_str("SSL 3.0"),
            Self(number @ 0x0301..=0x0304) => write!(to, "TLS 1.{}", number - 0x0301),
            // The counting of DTLS (RFC 6347 §4.1, RFC 9147 §5.3).
            Self::DTLS_1_0 => to.write_str("DTLS 1.0"),
            Self::DTLS_1_2 => to.write_str("DTLS 1.2"),
            Self::DTLS_1_3 => to.write_str("DTLS 1.3"),
            Self(draft @ 0x7F00..=0x7FFF) => write!(to, "TLS 1.3 draft {}", draft & 0xFF),
            Self(other) => write!(to, "0x{other:04x}"),
        }
    }
}
