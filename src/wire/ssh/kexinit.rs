use super::encoding::{Wire, WireError, put_string};
use super::{number, packet};

/// Names of one list that are read; the longest that servers send have fewer than a hundred.
const MOST_NAMES: usize = 2_000;
/// Longest name. RFC 4251 §6 says 64; names of GSS mechanisms and vendors pass it.
const LONGEST_NAME: usize = 256;

/// An offer (RFC 4253 §7.1): ten lists, each in order of preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each name is the RFC's")]
pub struct KexInit<'a> {
    pub key_exchange: Vec<&'a str>,
    pub host_key: Vec<&'a str>,
    pub encryption_to_server: Vec<&'a str>,
    pub encryption_to_client: Vec<&'a str>,
    pub mac_to_server: Vec<&'a str>,
    pub mac_to_client: Vec<&'a str>,
    pub compression_to_server: Vec<&'a str>,
    pub compression_to_client: Vec<&'a str>,
    pub language_to_server: Vec<&'a str>,
    pub language_to_client: Vec<&'a str>,
    /// A guessed key-exchange message follows.
    pub first_packet_follows: bool,
}

impl<'a> KexInit<'a> {
    /// Reads the content of `SSH_MSG_KEXINIT`.
    ///
    /// # Errors
    /// Where it is cut short, goes on after its end, or a list is no list of names.
    pub fn read(content: &'a [u8]) -> Result<Self, WireError> {
        let content = content.get(16..).ok_or(WireError::Truncated)?;
        let mut wire = Wire::new(content);
        let mut list = || names(wire.string()?);
        let mut read = Self {
            key_exchange: list()?,
            host_key: list()?,
            encryption_to_server: list()?,
            encryption_to_client: list()?,
            mac_to_server: list()?,
            mac_to_client: list()?,
            compression_to_server: list()?,
            compression_to_client: list()?,
            language_to_server: list()?,
            language_to_client: list()?,
            first_packet_follows: false,
        };
        let (follows, reserved) = wire.rest().split_first().ok_or(WireError::Truncated)?;
        read.first_packet_follows = *follows != 0;
        Wire::new(reserved).u32()?;
        Ok(read)
    }

    /// The packet of this offer.
    #[must_use]
    pub fn to_packet(&self, cookie: [u8; 16]) -> Vec<u8> {
        let mut content = cookie.to_vec();
        for list in self.lists() {
            put_string(&mut content, list.join(",").as_bytes());
        }
        content.push(u8::from(self.first_packet_follows));
        content.extend([0; 4]);
        packet(number::KEXINIT, &content)
    }

    /// The lists in the order of the message.
    #[must_use]
    pub const fn lists(&self) -> [&Vec<&'a str>; 10] {
        [
            &self.key_exchange,
            &self.host_key,
            &self.encryption_to_server,
            &self.encryption_to_client,
            &self.mac_to_server,
            &self.mac_to_client,
            &self.compression_to_server,
            &self.compression_to_client,
            &self.language_to_server,
            &self.language_to_client,
        ]
    }
}

/// A `name-list` (RFC 4251 §5). Empty names, which some servers send, are passed over.
fn names(bytes: &[u8]) -> Result<Vec<&str>, WireError> {
    let text = std::str::from_utf8(bytes).map_err(|_| WireError::NotText)?;
    let names = text.split(',').filter(|name| !name.is_empty());
    let mut read = Vec::new();
    for name in names {
        let is_name =
            name.len() <= LONGEST_NAME && name.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_name || read.len() == MOST_NAMES {
            return Err(WireError::NotText);
        }
        read.push(name);
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::super::Packet;
    use super::*;

    #[test]
    fn what_is_offered_is_read() {
        let offer = KexInit {
            key_exchange: vec!["mlkem768x25519-sha256", "curve25519-sha256"],
            host_key: vec!["ssh-ed25519"],
            encryption_to_server: vec!["aes128-ctr"],
            mac_to_client: vec!["hmac-sha2-256"],
            ..KexInit::default()
        };
        let bytes = offer.to_packet([1; 16]);
        let read = Packet::read(&bytes).unwrap().unwrap();
        assert_eq!(KexInit::read(read.content), Ok(offer));
        for cut in 0..read.content.len() {
            assert!(KexInit::read(&read.content[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn lists_that_are_none() {
        assert_eq!(names(b""), Ok(vec![]));
        assert_eq!(names(b"a,,b,"), Ok(vec!["a", "b"]));
        assert_eq!(names(b"a b"), Err(WireError::NotText));
        assert_eq!(names(b"\xff"), Err(WireError::NotText));
        assert_eq!(names(&b"a,".repeat(3_000)), Err(WireError::NotText));
    }
}
