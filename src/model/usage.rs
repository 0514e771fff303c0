use serde::{Deserialize, Serialize};

use super::ProtocolKind;

/// Whether a key that becomes known later opens what was recorded before.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// Each session has a key of its own: each has to be broken by itself.
    Forward,
    /// It was not seen.
    #[default]
    Unknown,
    /// One key opens everything that was ever recorded under it.
    Static,
}

/// What is signed, which decides how long the signature is relied upon.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// A handshake. Checked once, when a connection is made: no longer than the key is trusted.
    Session,
    /// It was not seen: the system's `signature_years`, for lack of a sign of more.
    #[default]
    Stated,
    /// A document, message or archive that is kept.
    Document,
    /// A time stamp, which is there to outlast the signature under it.
    TimeStamp,
    /// Code or firmware: as long as a device checks it.
    Code,
    /// A ledger, which does not forget: whoever forges spends, as long as the output lies there.
    Ledger,
}

/// Where an algorithm is spoken: it decides which code points or OIDs what replaces it must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Venue {
    /// TLS handshakes.
    Tls,
    /// SSH handshakes and keys.
    Ssh,
    /// `IKEv2`.
    Ike,
    /// Certificates, requests and keys with an X.509 `SubjectPublicKeyInfo`.
    X509,
    /// Signed or encrypted messages.
    Cms,
    /// Certificates of SAML metadata, and what is signed with their keys.
    Saml,
    /// Keys and messages of `OpenPGP`.
    #[serde(rename = "openpgp")]
    OpenPgp,
    /// Keys and tokens of JOSE and COSE.
    Jose,
    /// Keys and records of DNSSEC.
    Dnssec,
    /// Keys that a ledger's own rules accept.
    Ledger,
    /// Program code and data formats of one's own: no code point is needed.
    Code,
    /// A protocol for which no quantum-resistant code points are known here.
    Other,
}

impl Venue {
    /// The word of [`crate::scheme::Scheme::protocols`]; `None` where any scheme can be spoken.
    #[must_use]
    pub const fn protocol(self) -> Option<&'static str> {
        match self {
            Self::Tls => Some("tls"),
            Self::Ssh => Some("ssh"),
            Self::Ike => Some("ike"),
            Self::X509 => Some("x509"),
            Self::Cms => Some("cms"),
            Self::Saml => Some("saml"),
            Self::OpenPgp => Some("openpgp"),
            Self::Jose => Some("jose"),
            Self::Dnssec => Some("dnssec"),
            Self::Ledger => Some("ledger"),
            Self::Code => None,
            Self::Other => Some("other"),
        }
    }

    /// Where the algorithms of a protocol are spoken.
    #[must_use]
    pub const fn of(protocol: ProtocolKind) -> Self {
        match protocol {
            ProtocolKind::Tls | ProtocolKind::Sstp => Self::Tls,
            ProtocolKind::Ssh => Self::Ssh,
            ProtocolKind::Ike | ProtocolKind::Ipsec => Self::Ike,
            ProtocolKind::Wpa | ProtocolKind::Other | ProtocolKind::Unknown => Self::Other,
        }
    }
}

/// How an algorithm is used, as far as it was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Usage {
    /// Mode of operation of a block cipher, lower case (`ecb`, `gcm`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Forward secrecy of key establishment.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// What is signed.
    #[serde(default)]
    pub kept: Kept,
    /// Levels of trees of a stateful hash-based signature: 1 for LMS and XMSS, more for HSS and XMSS^MT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<u8>,
    /// Where it is spoken, where that follows from what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Venue>,
    /// The version of the protocol that the subject stands for (`1.0`, `SSL 3.0`); `None` for every algorithm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Of a version: the newest that was seen offered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub newest: bool,
}

impl Usage {
    /// What was seen, in words for people; empty where nothing was.
    #[must_use]
    pub fn words(&self) -> String {
        let at = self.protocol.and_then(Venue::protocol);
        let mut words: Vec<String> = at.map(str::to_owned).into_iter().collect();
        words.extend(match self.secrecy {
            Secrecy::Forward => Some("forward secret".to_owned()),
            Secrecy::Static => Some("no forward secrecy".to_owned()),
            Secrecy::Unknown => None,
        });
        let signed = match self.kept {
            Kept::Session => Some("signs handshakes"),
            Kept::Document => Some("signs what is kept"),
            Kept::TimeStamp => Some("signs time stamps"),
            Kept::Code => Some("signs code"),
            Kept::Ledger => Some("signs a ledger"),
            Kept::Stated => None,
        };
        words.extend(signed.map(str::to_owned));
        words.extend(self.levels.map(|levels| format!("levels: {levels}")));
        if self.newest {
            words.push("the newest version".to_owned());
        }
        words.join(", ")
    }
}
