use super::encoding::WireError;

/// Bytes of lines that may stand before an identification string, and of that string, that are read.
/// RFC 4253 §4.2 bounds the string at 255 bytes and the lines before it not at all.
pub const LONGEST_PREAMBLE: usize = 16 << 10;
/// Longest line, in bytes; OpenSSH gives up at 8,192.
const LONGEST_LINE: usize = 8 << 10;

/// An identification string (RFC 4253 §4.2): `SSH-2.0-OpenSSH_10.0 comments`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identification {
    /// Version of the protocol: `2.0`; `1.99` stands for 1 and 2 together (§5.1), `1.5` for 1 alone.
    pub protocol: String,
    /// Software, and comments behind a space.
    pub software: String,
    /// What stood before it, a line each, without line ends.
    pub preamble: Vec<String>,
    /// Bytes up to the end of its line.
    pub length: usize,
}

impl Identification {
    /// The identification string in `bytes`, which begin a connection; `None` while its line has no end.
    ///
    /// # Errors
    /// [`WireError::NotText`] where there can be none: control characters, a line that is too long, too many lines.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>, WireError> {
        let mut preamble = Vec::new();
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'\n', rest) else {
                let is_bounded = at < LONGEST_PREAMBLE && rest.len() <= LONGEST_LINE;
                return if is_bounded && is_text(rest) {
                    Ok(None)
                } else {
                    Err(WireError::NotText)
                };
            };
            at += length + 1;
            let line = &rest[..length];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.len() > LONGEST_LINE || at > LONGEST_PREAMBLE || !is_text(line) {
                return Err(WireError::NotText);
            }
            let line = String::from_utf8_lossy(line);
            if let Some(text) = line.strip_prefix("SSH-") {
                let (protocol, software) = text.split_once('-').ok_or(WireError::NotText)?;
                return Ok(Some(Self {
                    protocol: protocol.to_owned(),
                    software: software.to_owned(),
                    preamble,
                    length: at,
                }));
            }
            preamble.push(line.into_owned());
        }
    }

    /// Software and comments as far as they are the same on every connection: TinySSH has eight characters in its comment
    /// that it draws each time.
    #[must_use]
    pub fn lasting_software(&self) -> &str {
        match self.software.split_once(' ') {
            Some((software, _)) if software.starts_with("tinyssh") => software,
            _ => &self.software,
        }
    }

    /// Whether version 2 of the protocol is spoken (RFC 4253 §5.1).
    #[must_use]
    pub fn is_version_2(&self) -> bool {
        self.protocol.starts_with("2.") || self.protocol == "1.99"
    }

    /// Whether version 1 is spoken.
    #[must_use]
    pub fn is_version_1(&self) -> bool {
        self.protocol.starts_with("1.")
    }
}

/// Whether a server says that it takes no connection now: OpenSSH, over `MaxStartups` and, since 9.8, for
/// `PerSourcePenalties` (`drop_connection` in `sshd.c`).
#[must_use]
pub fn is_turned_away(bytes: &[u8]) -> bool {
    let says = |text: &[u8]| bytes.starts_with(text);
    says(b"Not allowed at this time") || says(b"Exceeded MaxStartups")
}

/// Lines may be UTF-8 (RFC 4253 §4.2); what has control characters is another protocol.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.iter().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_servers() {
        let read = |text: &str| Identification::read(text.as_bytes());
        let found = read("welcome\r\nSSH-2.0-OpenSSH_9.2p1 Debian-2\r\nrest").unwrap().unwrap();
        assert_eq!(found.software, "OpenSSH_9.2p1 Debian-2");
        assert_eq!(found.preamble, ["welcome"]);
        assert_eq!(found.length, 41);
        assert!(found.is_version_2() && !found.is_version_1());
        assert_eq!(found.lasting_software(), found.software);
        let drawn = read("SSH-2.0-tinyssh_20250501 k1x0v3qa\r\n").unwrap().unwrap();
        assert_eq!(drawn.lasting_software(), "tinyssh_20250501");
        let both = read("SSH-1.99-Cisco-1.25\n").unwrap().unwrap();
        assert!(both.is_version_2() && both.is_version_1());
        assert!(!read("SSH-1.5-x\n").unwrap().unwrap().is_version_2());
    }

    #[test]
    fn what_is_not_ssh() {
        let read = |bytes: &[u8]| Identification::read(bytes);
        assert_eq!(read(b""), Ok(None));
        assert_eq!(read(b"SSH-2.0-Open"), Ok(None));
        assert_eq!(read(b"\x16\x03\x01\x00"), Err(WireError::NotText));
        assert_eq!(read(b"SSH-2.0\n"), Err(WireError::NotText));
        assert_eq!(read(&[b'a'; 9000]), Err(WireError::NotText));
        assert_eq!(read(&b"a\n".repeat(9000)), Err(WireError::NotText));
    }
}
