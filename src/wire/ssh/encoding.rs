//! Reader of the SSH wire encoding (RFC 4251 §5). It borrows, so that what it passes over is never copied.

/// Why bytes are not the SSH encoding of what was asked for. It never quotes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A length reaches past the end.
    #[error("it ends too early")]
    Truncated,
    /// Bytes follow the last field.
    #[error("bytes follow its last field")]
    Trailing,
    /// A negative or zero integer where there must be a positive one.
    #[error("an integer in it is not positive")]
    NotPositive,
    /// Text that is not printable US-ASCII (names, RFC 4251 §6) or not UTF-8.
    #[error("a text in it is not text")]
    NotText,
    /// A field that does not have the length or the form that its algorithm gives it.
    #[error("a field does not fit its algorithm")]
    Field,
    /// A layout that is not known.
    #[error("its layout is not known")]
    Unsupported,
}

/// What is left to read.
#[derive(Clone, Debug)]
pub struct Wire<'a> {
    rest: &'a [u8],
}

impl<'a> Wire<'a> {
    /// Longest algorithm name (RFC 4251 §6).
    const LONGEST_NAME: usize = 64;

    /// Reads from the start of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read.
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// A `uint32`.
    pub fn u32(&mut self) -> Result<u32, WireError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A `uint64`.
    pub fn u64(&mut self) -> Result<u64, WireError> {
        self.array().map(u64::from_be_bytes)
    }

    /// A `string`: any bytes behind their length.
    pub fn string(&mut self) -> Result<&'a [u8], WireError> {
        let length = usize::try_from(self.u32()?).map_err(|_| WireError::Truncated)?;
        self.take(length)
    }

    /// A `string` of exactly `length` bytes.
    pub fn string_of(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        self.string()
            .and_then(|bytes| if bytes.len() == length { Ok(bytes) } else { Err(WireError::Field) })
    }

    /// A `string` that holds an algorithm name: 1 to 64 printable US-ASCII characters without comma (RFC 4251 §6).
    pub fn name(&mut self) -> Result<&'a str, WireError> {
        let bytes = self.string()?;
        let printable = bytes.iter().all(|byte| byte.is_ascii_graphic() && *byte != b',');
        if bytes.is_empty() || bytes.len() > Self::LONGEST_NAME || !printable {
            return Err(WireError::NotText);
        }
        std::str::from_utf8(bytes).map_err(|_| WireError::NotText)
    }

    /// A `string` of UTF-8 text without control characters.
    pub fn text(&mut self) -> Result<&'a str, WireError> {
        let text = std::str::from_utf8(self.string()?).map_err(|_| WireError::NotText)?;
        if text.chars().any(char::is_control) { Err(WireError::NotText) } else { Ok(text) }
    }

    /// A positive `mpint`, as big-endian magnitude without leading zeros.
    pub fn positive(&mut self) -> Result<&'a [u8], WireError> {
        let bytes = self.string()?;
        if bytes.first().is_some_and(|first| first & 0x80 != 0) {
            return Err(WireError::NotPositive);
        }
        let start = bytes.iter().position(|byte| *byte != 0).ok_or(WireError::NotPositive)?;
        Ok(&bytes[start..])
    }

    /// Whether what is left is one or more whole `string`s and nothing else.
    pub fn is_strings(&self) -> bool {
        let mut wire = self.clone();
        while !wire.rest.is_empty() {
            if wire.string().is_err() {
                return false;
            }
        }
        !self.rest.is_empty()
    }

    /// Ends the reading.
    pub const fn finish(&self) -> Result<(), WireError> {
        if self.rest.is_empty() { Ok(()) } else { Err(WireError::Trailing) }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| WireError::Truncated)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// A `string` (RFC 4251 §5) around `bytes`, appended to `to`.
pub fn put_string(to: &mut Vec<u8>, bytes: &[u8]) {
    // Blobs here come from inputs that are read whole, far below 4 GiB.
    to.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend(bytes);
}

/// Bits of a magnitude without leading zeros.
pub fn bits(magnitude: &[u8]) -> Option<u32> {
    let whole = u32::try_from(magnitude.len()).ok()?.checked_mul(8)?;
    whole.checked_sub(magnitude.first()?.leading_zeros())
}
