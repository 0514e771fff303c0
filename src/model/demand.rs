use serde::{Deserialize, Serialize};

/// Shapes of links that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPreset {
    /// Between machines of one hall.
    DataCentre,
    /// A telephone in the field.
    Mobile,
    /// A ground station over a geostationary satellite.
    Satellite,
    /// A telemetry channel of 9.6 kbit/s over the same orbit.
    Telemetry,
    /// A card in a reader (ISO/IEC 7816-3).
    SmartCard,
}

impl LinkPreset {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::DataCentre, Self::Mobile, Self::Satellite, Self::Telemetry, Self::SmartCard];

    /// Kebab-case word, as an estate file says it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DataCentre => "data-centre",
            Self::Mobile => "mobile",
            Self::Satellite => "satellite",
            Self::Telemetry => "telemetry",
            Self::SmartCard => "smart-card",
        }
    }
}

/// What an owner says of the link to a system: a shape with a name, and what differs from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkStated {
    /// Shape to start from.
    pub preset: LinkPreset,
    /// Round-trip time in milliseconds.
    pub rtt_ms: Option<f64>,
    /// Rate towards the client, bits a second.
    pub down_bits: Option<f64>,
    /// Rate towards the server, bits a second.
    pub up_bits: Option<f64>,
    /// Share of packets lost, 0 to 1.
    pub loss: Option<f64>,
    /// Largest packet in bytes, IP header included.
    pub mtu: Option<u32>,
}

/// What a system must carry, and what it cannot: budgets against which candidates are weighed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Full handshakes a second at the busiest time.
    pub handshakes: Option<f64>,
    /// Cores that the key exchange and signatures of these handshakes may take on the server.
    pub cores: Option<f64>,
    /// Bytes of one handshake, both ways.
    pub handshake_bytes: Option<u32>,
    /// Milliseconds from the first packet to the first byte of the answer.
    pub first_byte_ms: Option<f64>,
    /// Certificates that a peer sends: leaf and intermediates.
    pub chain: Option<u32>,
    /// Signatures a second that a signer makes.
    pub signatures: Option<f64>,
    /// Whether signers may keep state: `None` where nobody said.
    pub stateful: Option<Stateful>,
    /// Largest object that the hardware security module stores or signs with, bytes.
    pub module_object_bytes: Option<u32>,
    /// The one who verifies, where it is small.
    pub verifier: Option<Verifier>,
    /// The link.
    pub link: Option<LinkStated>,
}

/// Whether a signer may keep state (LMS, XMSS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stateful {
    /// It is built for it (SP 800-208).
    Allowed,
    /// It must not.
    Forbidden,
}

/// A verifier with little of everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verifier {
    /// How many times slower than the machine of the figures.
    pub slowdown: Option<f64>,
    /// Milliseconds that one verification may take there.
    pub verify_ms: Option<f64>,
    /// Bytes of a public key and a signature together.
    pub bytes: Option<u32>,
    /// Bytes of code that the verification may take.
    pub code_bytes: Option<u32>,
    /// Bytes of memory that the verification may take.
    pub memory_bytes: Option<u32>,
}
