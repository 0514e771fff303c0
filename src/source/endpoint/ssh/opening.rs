use crate::source::endpoint::public_value::{
    Curve, encapsulation_key, montgomery, number as integer, octets, point,
};
use crate::wire::ssh::encoding::put_string;
use crate::wire::ssh::{KexInit, Method, key_type, number, packet};

/// Methods of key exchange that a first message can be made for, the cheapest for the server first.
const METHODS: &[&str] = &[
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "mlkem768x25519-sha256",
    "mlkem768nistp256-sha256",
    "mlkem1024nistp384-sha384",
    "sntrup761x25519-sha512",
    "sntrup761x25519-sha512@openssh.com",
    "curve448-sha512",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group14-sha256@ssh.com",
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group15-sha512",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group1-sha1",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group17-sha512",
    "diffie-hellman-group18-sha512",
    "sntrup4591761x25519-sha512@tinyssh.org",
    "rsa2048-sha256",
    "rsa1024-sha1",
];

/// Sizes for the group exchange, in bits (RFC 4419 §3): a server that takes small groups picks one.
const GROUP_SIZES: [u32; 3] = [1024, 1024, 8192];

/// What is sent after the server's offer.
pub struct Opening {
    /// How the method of key exchange goes on.
    pub method: Method,
    /// An offer of that one method, and its first message where the method has one.
    pub packets: Vec<u8>,
}

impl Opening {
    /// An opening that makes the server show its host key of type `kind`; `None` where it offers no method that can be
    /// begun here.
    pub fn best(offer: &KexInit<'_>, kind: &str) -> Option<Self> {
        let method = METHODS.iter().find(|name| offer.key_exchange.contains(name))?;
        let names = offer.host_key.iter().filter(|name| key_type(name) == kind);
        Some(Self::with(offer, method, names.copied().collect()))
    }

    /// An opening of `method` with the host key algorithms `host_key`.
    pub fn with(offer: &KexInit<'_>, method: &str, host_key: Vec<&str>) -> Self {
        // All the rest is the server's own, so that nothing else can fail.
        let own = KexInit {
            key_exchange: vec![method],
            host_key,
            first_packet_follows: false,
            ..offer.clone()
        };
        let cookie = octets(16).try_into().unwrap_or([0; 16]);
        let mut packets = own.to_packet(cookie);
        if let Some((number, content)) = first_message(method) {
            packets.extend(packet(number, &content));
        }
        Self { method: Method::of(method), packets }
    }

    /// The message after a group whose prime has `length` bytes (RFC 4419 §3).
    pub fn after_group(&self, length: usize) -> Vec<u8> {
        let mut content = Vec::new();
        put_string(&mut content, &integer(length.saturating_sub(1).clamp(1, 127)));
        packet(number::KEX_DH_GEX_INIT, &content)
    }
}

/// The number and content of the message that begins `method`; `None` where the server goes first.
fn first_message(method: &str) -> Option<(u8, Vec<u8>)> {
    match Method::of(method) {
        Method::GroupExchange => {
            let content = GROUP_SIZES.iter().flat_map(|size| size.to_be_bytes()).collect();
            Some((number::KEX_DH_GEX_REQUEST, content))
        }
        Method::OneReply => {
            let mut content = Vec::new();
            put_string(&mut content, &public_value(method)?);
            Some((number::KEX_ECDH_INIT, content))
        }
        Method::Rsa | Method::Gss => None,
    }
}

/// The client's public value (RFC 8731 §3, RFC 5656 §4, RFC 4253 §8, RFC 9941 §3; hybrids: the encapsulation key, then
/// the classical value).
fn public_value(method: &str) -> Option<Vec<u8>> {
    let uncompressed = |curve| [vec![4], point(curve)].concat();
    let plain = method.split('@').next().unwrap_or(method);
    Some(match plain {
        "curve25519-sha256" => montgomery(32),
        "curve448-sha512" => montgomery(56),
        "ecdh-sha2-nistp256" => uncompressed(Curve::P256),
        "ecdh-sha2-nistp384" => uncompressed(Curve::P384),
        "ecdh-sha2-nistp521" => uncompressed(Curve::P521),
        "mlkem768x25519-sha256" => [encapsulation_key(3), montgomery(32)].concat(),
        "mlkem768nistp256-sha256" => [encapsulation_key(3), uncompressed(Curve::P256)].concat(),
        "mlkem1024nistp384-sha384" => [encapsulation_key(4), uncompressed(Curve::P384)].concat(),
        // Streamlined NTRU Prime decodes any octets.
        "sntrup761x25519-sha512" => [octets(1158), montgomery(32)].concat(),
        "sntrup4591761x25519-sha512" => [octets(1218), montgomery(32)].concat(),
        // Smaller than the smallest of the primes, which all begin with 64 set bits (RFC 2409, RFC 3526).
        _ if plain.starts_with("diffie-hellman-group") => integer(127),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_can_be_begun() {
        for method in METHODS {
            let goes_first = Method::of(method) == Method::Rsa;
            assert_eq!(first_message(method).is_none(), goes_first, "{method}");
        }
        assert_eq!(first_message("made-up@example.org"), None);
        assert_eq!(public_value("mlkem768x25519-sha256").unwrap().len(), 1184 + 32);
        assert_eq!(public_value("mlkem1024nistp384-sha384").unwrap().len(), 1568 + 97);
        assert_eq!(public_value("ecdh-sha2-nistp521").unwrap().len(), 133);
    }
}
