use super::IkeError;

/// What is left to read, big-endian.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], IkeError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(IkeError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], IkeError> {
        self.take(N)?.try_into().map_err(|_| IkeError::Truncated)
    }

    pub fn u8(&mut self) -> Result<u8, IkeError> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub fn u16(&mut self) -> Result<u16, IkeError> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, IkeError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A structure that begins with two bytes and its own length (RFC 7296 §3.2, §3.3): the two bytes and a reader of
    /// what follows the length.
    pub fn structure(&mut self) -> Result<([u8; 2], Reader<'a>), IkeError> {
        let first = self.array()?;
        let length = usize::from(self.u16()?).checked_sub(4).ok_or(IkeError::Field)?;
        Ok((first, Reader::new(self.take(length)?)))
    }
}
