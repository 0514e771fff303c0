use super::Cursor;

/// Content types of records (RFC 8446 §5.1).
pub mod content {
    /// `change_cipher_spec`
    pub const CHANGE_CIPHER_SPEC: u8 = 20;
    /// `alert`
    pub const ALERT: u8 = 21;
    /// `handshake`
    pub const HANDSHAKE: u8 = 22;
    /// `application_data`
    pub const APPLICATION_DATA: u8 = 23;
}

/// Most bytes in one record: 2^14 and what older ciphers and compression may add (RFC 5246 §6.2.3).
const LONGEST: usize = (1 << 14) + 2048;

/// A record of SSL 3 to TLS 1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Content type.
    pub content: u8,
    /// Version in its header, which TLS 1.3 keeps at 0x0303.
    pub version: u16,
    /// What it carries.
    pub fragment: &'a [u8],
    /// Offset of its header.
    pub offset: usize,
}

/// Why records end before the bytes do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No header of a record stands there.
    NotRecord,
    /// A record announces more than it may hold.
    TooLong,
    /// The bytes end within a record.
    CutOff,
    /// A handshake message announces more than was sent, or more than is kept.
    CutOffMessage,
}

/// The records at the front of some bytes, one after the other.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
    fault: Option<Fault>,
}

impl<'a> Records<'a> {
    /// From the beginning of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, fault: None }
    }

    /// Why there are no more, where it is not that all was read.
    #[must_use]
    pub const fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// Offset of what was not read.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    fn read(&self) -> Result<Record<'a>, Fault> {
        let mut cursor = Cursor::new(self.bytes.get(self.at..).unwrap_or_default());
        let content = cursor.u8().ok_or(Fault::CutOff)?;
        if !(content::CHANGE_CIPHER_SPEC..=24).contains(&content) {
            return Err(Fault::NotRecord);
        }
        let version = cursor.u16().ok_or(Fault::CutOff)?;
        if version >> 8 != 3 {
            return Err(Fault::NotRecord);
        }
        let length = usize::from(cursor.u16().ok_or(Fault::CutOff)?);
        if length > LONGEST {
            return Err(Fault::TooLong);
        }
        let fragment = cursor.take(length).ok_or(Fault::CutOff)?;
        Ok(Record { content, version, fragment, offset: self.at })
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        if self.fault.is_some() || self.at >= self.bytes.len() {
            return None;
        }
        match self.read() {
            Ok(record) => {
                self.at += 5 + record.fragment.len();
                Some(record)
            }
            Err(fault) => {
                self.fault = Some(fault);
                None
            }
        }
    }
}
