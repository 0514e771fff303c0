use super::{Cursor, Version};

/// The server's half of an ephemeral key exchange before TLS 1.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// A named group (RFC 8422 §5.4).
    Group(u16),
    /// A curve that is spelled out; its type (1 prime, 2 characteristic two).
    ExplicitCurve(u8),
    /// Finite-field Diffie-Hellman (RFC 5246 §7.4.3).
    FiniteField(ExplicitDh),
    /// An ephemeral RSA key of export suites: bits of its modulus.
    Rsa(u32),
}

/// Parameters of finite-field Diffie-Hellman.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplicitDh {
    /// Prime, big end first, without leading zeros.
    pub prime: Vec<u8>,
    /// Generator, without leading zeros.
    pub generator: Vec<u8>,
}

impl ExplicitDh {
    /// Bits of the prime.
    #[must_use]
    pub fn bits(&self) -> u32 {
        bits(&self.prime)
    }
}

/// A `ServerKeyExchange` message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerKeyExchange {
    /// What is exchanged.
    pub share: Share,
    /// Signature scheme; only TLS 1.2 names it.
    pub scheme: Option<u16>,
}

impl ServerKeyExchange {
    /// Reads the body of the message for the suite with the IANA name `suite`; `None` where it is none, or where the
    /// suite's message is another.
    #[must_use]
    pub fn read(body: &[u8], suite: &str, version: Version) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        let exchange = suite.strip_prefix("TLS_")?.split("_WITH_").next()?;
        if exchange.ends_with("_PSK") {
            // RFC 4279 §3, RFC 5489 §2: a hint stands in front.
            cursor.vector16()?;
        }
        let share = match exchange {
            _ if exchange.starts_with("ECDHE") || exchange.starts_with("ECDH_anon") => {
                curve(&mut cursor)?
            }
            _ if exchange.starts_with("DHE") || exchange.starts_with("DH_anon") => {
                let prime = number(cursor.vector16()?);
                let generator = number(cursor.vector16()?);
                cursor.vector16()?;
                Share::FiniteField(ExplicitDh { prime, generator })
            }
            _ if exchange.starts_with("RSA_EXPORT") => {
                let modulus = number(cursor.vector16()?);
                cursor.vector16()?;
                Share::Rsa(bits(&modulus))
            }
            _ => return None,
        };
        let is_signed =
            version == Version::TLS_1_2 && !exchange.contains("anon") && !exchange.ends_with("PSK");
        let scheme = if is_signed { cursor.u16() } else { None };
        Some(Self { share, scheme })
    }
}

fn curve(cursor: &mut Cursor<'_>) -> Option<Share> {
    // ECCurveType: explicit_prime (1), explicit_char2 (2), named_curve (3).
    match cursor.u8()? {
        3 => {
            let group = cursor.u16()?;
            cursor.vector8()?;
            Some(Share::Group(group))
        }
        kind @ (1 | 2) => Some(Share::ExplicitCurve(kind)),
        _ => None,
    }
}

fn number(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().skip_while(|byte| *byte == 0).collect()
}

fn bits(number: &[u8]) -> u32 {
    let lead = number.first().map_or(0, |byte| byte.leading_zeros());
    // A vector has at most 65,535 bytes.
    u32::try_from(number.len()).unwrap_or(u32::MAX).saturating_mul(8) - lead
}
