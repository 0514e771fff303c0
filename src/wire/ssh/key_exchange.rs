use super::encoding::{Wire, WireError, bits};
use super::{Packet, number};

/// How the messages of a key-exchange method are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// One message there, one back: RFC 4253 §8, RFC 5656 §4, RFC 8731, and the hybrids, whose keys are strings too.
    OneReply,
    /// RFC 4419: the server picks a group of a size first.
    GroupExchange,
    /// RFC 4432: the server sends a transient RSA key.
    Rsa,
    /// RFC 4462, RFC 8732: GSS-API tokens.
    Gss,
}

impl Method {
    /// By name; methods that are not known are laid out as all since RFC 5656 are.
    #[must_use]
    pub fn of(name: &str) -> Self {
        if name.starts_with("diffie-hellman-group-exchange-") {
            Self::GroupExchange
        } else if name.starts_with("rsa1024-") || name.starts_with("rsa2048-") {
            Self::Rsa
        } else if name.starts_with("gss-") {
            Self::Gss
        } else {
            Self::OneReply
        }
    }
}

/// A server's host key with its first signature, as a key-exchange message carries them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostKey<'a> {
    /// Key or certificate, in the encoding of RFC 4253 §6.6.
    pub blob: &'a [u8],
    /// Algorithm of the signature; empty where the message holds none.
    pub signature: &'a str,
    /// The server's public value, ciphertext or transient key.
    pub value: &'a [u8],
}

impl<'a> HostKey<'a> {
    /// The host key in `packet` of a key exchange by `method`; `None` where that message carries none.
    ///
    /// # Errors
    /// Where the message is the one and does not parse.
    pub fn read(packet: &Packet<'a>, method: Method) -> Result<Option<Self>, WireError> {
        let is_reply = match method {
            Method::OneReply => packet.number == number::KEX_ECDH_REPLY,
            Method::GroupExchange => packet.number == number::KEX_DH_GEX_REPLY,
            Method::Rsa => packet.number == number::KEXRSA_PUBKEY,
            Method::Gss => false,
        };
        if !is_reply {
            return Ok(None);
        }
        let mut wire = Wire::new(packet.content);
        let blob = wire.string()?;
        let value = wire.string()?;
        let signature = match method {
            Method::Rsa => "",
            _ => Wire::new(wire.string()?).name()?,
        };
        wire.finish()?;
        Wire::new(blob).name()?;
        Ok(Some(Self { blob, signature, value }))
    }
}

/// A group that a server picked (RFC 4419 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The prime, without leading zeros.
    pub prime: &'a [u8],
    /// The generator, likewise.
    pub generator: &'a [u8],
}

impl<'a> Group<'a> {
    /// The content of `SSH_MSG_KEX_DH_GEX_GROUP`.
    ///
    /// # Errors
    /// Where it does not parse.
    pub fn read(content: &'a [u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(content);
        let (prime, generator) = (wire.positive()?, wire.positive()?);
        wire.finish()?;
        Ok(Self { prime, generator })
    }

    /// Size of the prime in bits.
    #[must_use]
    pub fn bits(&self) -> u32 {
        bits(self.prime).unwrap_or_default()
    }
}

/// Why a peer ends the connection (RFC 4253 §11.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disconnect {
    /// Reason code: 2 protocol error, 3 key exchange failed, 11 by application, 12 too many connections.
    pub reason: u32,
    /// Its description, without control characters.
    pub description: String,
}

impl Disconnect {
    /// The content of `SSH_MSG_DISCONNECT`.
    ///
    /// # Errors
    /// Where it does not parse.
    pub fn read(content: &[u8]) -> Result<Self, WireError> {
        const LONGEST: usize = 200;
        let mut wire = Wire::new(content);
        let reason = wire.u32()?;
        let text = String::from_utf8_lossy(wire.string()?).into_owned();
        let description = text.chars().filter(|one| !one.is_control()).take(LONGEST).collect();
        Ok(Self { reason, description })
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::put_string;
    use super::*;

    #[test]
    fn replies_of_each_kind() {
        let mut blob = Vec::new();
        put_string(&mut blob, b"ssh-ed25519");
        put_string(&mut blob, &[9; 32]);
        let mut signature = Vec::new();
        put_string(&mut signature, b"ssh-ed25519");
        put_string(&mut signature, &[8; 64]);
        let mut content = Vec::new();
        put_string(&mut content, &blob);
        put_string(&mut content, &[7; 32]);
        put_string(&mut content, &signature);
        let read = |number: u8, method: &str| {
            let packet = Packet { number, content: &content, length: 0 };
            HostKey::read(&packet, Method::of(method))
        };
        for (number, method) in [
            (31, "curve25519-sha256"),
            (31, "mlkem768x25519-sha256"),
            (31, "diffie-hellman-group14-sha1"),
            (33, "diffie-hellman-group-exchange-sha256"),
        ] {
            let found = read(number, method).unwrap().unwrap();
            assert_eq!((found.blob, found.signature), (&blob[..], "ssh-ed25519"));
        }
        // The group of a group exchange has the number of other methods' replies.
        assert_eq!(read(31, "diffie-hellman-group-exchange-sha256"), Ok(None));
        assert!(read(30, "rsa2048-sha256").is_err());
        let packet = Packet { number: 31, content: &content[..20], length: 0 };
        assert_eq!(HostKey::read(&packet, Method::OneReply), Err(WireError::Truncated));
    }

    #[test]
    fn groups_and_goodbyes() {
        let mut content = Vec::new();
        put_string(&mut content, &[&[0], &[0xff; 256][..]].concat());
        put_string(&mut content, &[2]);
        assert_eq!(Group::read(&content).unwrap().bits(), 2048);
        let mut content = 12_u32.to_be_bytes().to_vec();
        put_string(&mut content, b"Too many\nconnections");
        put_string(&mut content, b"");
        let read = Disconnect::read(&content).unwrap();
        assert_eq!((read.reason, read.description.as_str()), (12, "Too manyconnections"));
    }
}
