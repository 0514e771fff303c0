use super::{Format, Reading};
use crate::source::capture::{is_pcap, is_pcapng, read};

/// `pcap-savefile(5)`, with times in micro- or nanoseconds.
pub const PCAP: Format = Format {
    id: "pcap",
    title: "a packet capture (pcap)",
    matches: is_pcap,
    reading: Reading::Sequence(read),
};

/// draft-ietf-opsawg-pcapng.
pub const PCAPNG: Format = Format {
    id: "pcapng",
    title: "a packet capture (pcapng)",
    matches: is_pcapng,
    reading: Reading::Sequence(read),
};
