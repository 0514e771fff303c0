use serde::{Deserialize, Serialize};

use crate::model::{LinkPreset, LinkStated};

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the client to the server.
    Up,
    /// From the server to the client.
    Down,
}

/// How bytes are cut for the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Framing {
    /// IP packets of at most the link's MTU.
    Packets,
    /// Short APDUs over T=1 (ISO/IEC 7816-3 and 7816-4): 255 bytes to the card, 256 back, one at a time.
    Apdu,
}

/// A link between a client and a server.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Round-trip time of a small packet, milliseconds, without its own transmission.
    pub rtt_ms: f64,
    /// Rate towards the client, bits a second.
    pub down_bits: f64,
    /// Rate towards the server, bits a second.
    pub up_bits: f64,
    /// Share of packets lost, each by itself, 0 to 1.
    pub loss: f64,
    /// Largest packet in bytes, IP header included.
    pub mtu: u32,
    /// Segments that a sender may have under way before the first acknowledgement (RFC 6928 §2).
    pub initial_window: u32,
    /// How bytes are cut.
    pub framing: Framing,
}

impl Link {
    /// IPv4 and TCP headers without options (RFC 791 §3.1, RFC 9293 §3.1): what RFC 9293 §3.7.1 takes off an MTU.
    pub const TCP_HEADERS: u32 = 40;
    /// IPv4 and UDP headers (RFC 768).
    pub const UDP_HEADERS: u32 = 28;

    /// A shape with a name. The figures are this project's, where no source is named in `docs/network.md`.
    #[must_use]
    pub const fn preset(preset: LinkPreset) -> Self {
        let base = Self {
            rtt_ms: 0.5,
            down_bits: 10e9,
            up_bits: 10e9,
            loss: 0.0,
            mtu: 1500,
            initial_window: 10,
            framing: Framing::Packets,
        };
        match preset {
            LinkPreset::DataCentre => base,
            LinkPreset::Mobile => {
                Self { rtt_ms: 60.0, down_bits: 20e6, up_bits: 5e6, loss: 0.01, mtu: 1400, ..base }
            }
            LinkPreset::Satellite => {
                Self { rtt_ms: 600.0, down_bits: 10e6, up_bits: 1e6, loss: 0.005, ..base }
            }
            LinkPreset::Telemetry => {
                let rate = 9_600.0;
                Self { rtt_ms: 600.0, down_bits: rate, up_bits: rate, loss: 0.001, ..base }
            }
            // 115,200 etu a second; a character of T=1 takes 11 etu (ISO/IEC 7816-3 §11.2: guard time of 1).
            LinkPreset::SmartCard => {
                let rate = 115_200.0 * 8.0 / 11.0;
                let framing = Framing::Apdu;
                Self { rtt_ms: 0.0, down_bits: rate, up_bits: rate, mtu: 261, framing, ..base }
            }
        }
    }

    /// What an owner states, over the shape that it starts from.
    #[must_use]
    pub fn stated(stated: &LinkStated) -> Self {
        let base = Self::preset(stated.preset);
        Self {
            rtt_ms: stated.rtt_ms.unwrap_or(base.rtt_ms),
            down_bits: stated.down_bits.unwrap_or(base.down_bits),
            up_bits: stated.up_bits.unwrap_or(base.up_bits),
            loss: stated.loss.unwrap_or(base.loss),
            mtu: stated.mtu.unwrap_or(base.mtu),
            ..base
        }
    }

    /// Bytes of data in one TCP segment (RFC 9293 §3.7.1); never 0, so that every flight ends.
    #[must_use]
    pub fn segment(&self) -> u32 {
        self.mtu.saturating_sub(Self::TCP_HEADERS).max(1)
    }

    /// Milliseconds to put `bytes` on the wire.
    #[must_use]
    pub fn transmission(&self, direction: Direction, bytes: u32) -> f64 {
        let rate = match direction {
            Direction::Up => self.up_bits,
            Direction::Down => self.down_bits,
        };
        f64::from(bytes) * 8.0 / rate.max(1.0) * 1000.0
    }
}
