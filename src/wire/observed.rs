//! What another program wrote down of connections with one server: fields in its own words, equal lines together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How such a document begins; no other JSON does.
pub const MARK: &[u8] = b"{\"y2q-observed\":1,";

/// Everything that a log says of one server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// Version of the format: 1.
    #[serde(rename = "y2q-observed")]
    pub version: u32,
    /// Which log.
    pub log: Log,
    /// Address of the server; empty where the log names none.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Lines that say different things.
    pub rows: Vec<Row>,
}

/// A log whose fields are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Log {
    /// Zeek's `ssl.log`.
    ZeekSsl,
    /// Zeek's `ssh.log`.
    ZeekSsh,
    /// Zeek's `x509.log`.
    ZeekX509,
    /// Events `tls` of Suricata's EVE.
    SuricataTls,
    /// Events `ssh` of Suricata's EVE.
    SuricataSsh,
    /// Events `quic` of Suricata's EVE.
    SuricataQuic,
    /// Events `ike` of Suricata's EVE, and `ikev2` before its version 7.
    SuricataIke,
    /// Handshakes of TLS in results of ZGrab2.
    Zgrab2Tls,
    /// Handshakes of SSH in results of ZGrab2.
    Zgrab2Ssh,
}

/// Lines that say the same of one server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// 1-based number of the first of them.
    pub line: u64,
    /// How many there are.
    pub lines: u64,
    /// The client of the first one, with its port.
    pub client: String,
    /// Fields with their values.
    pub fields: BTreeMap<String, String>,
}

impl Log {
    /// The scheme of a URL for its servers; empty where it names none.
    #[must_use]
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::ZeekSsl | Self::SuricataTls | Self::Zgrab2Tls => "tls",
            Self::ZeekSsh | Self::SuricataSsh | Self::Zgrab2Ssh => "ssh",
            Self::SuricataQuic => "quic",
            Self::SuricataIke => "ike",
            Self::ZeekX509 => "",
        }
    }
}

impl Observed {
    /// The document in `bytes`, or `None` where they are none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(MARK) { serde_json::from_slice(bytes).ok() } else { None }
    }

    /// The document as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain strings, numbers and enums: serialising them cannot fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}
