use super::{Format, Reading};
use crate::source::log::{is_json, is_zeek_text, read};

/// Zeek's logs of TLS, SSH and certificates with their header.
pub const ZEEK: Format = Format {
    id: "zeek-log",
    title: "a log of Zeek",
    matches: is_zeek_text,
    reading: Reading::Sequence(read),
};

/// The same in JSON, and Suricata's EVE.
pub const JSON: Format = Format {
    id: "network-log",
    title: "a log of a network monitor",
    matches: is_json,
    reading: Reading::Sequence(read),
};
