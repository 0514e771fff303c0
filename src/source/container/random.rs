use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// A file read through a buffer that survives seeks which stay inside it: members lie close together.
pub struct RandomFile<'a> {
    file: BufReader<&'a File>,
    at: u64,
}

impl<'a> RandomFile<'a> {
    const BUFFER: usize = 64 * 1024;

    /// Begins at the start of `file`.
    ///
    /// # Errors
    /// Whatever the operating system says.
    pub fn new(mut file: &'a File) -> io::Result<Self> {
        file.rewind()?;
        Ok(Self { file: BufReader::with_capacity(Self::BUFFER, file), at: 0 })
    }
}

impl Read for RandomFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for RandomFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(target) = to else {
            self.at = self.file.seek(to)?;
            return Ok(self.at);
        };
        match i64::try_from(i128::from(target) - i128::from(self.at)) {
            Ok(distance) => self.file.seek_relative(distance)?,
            Err(_) => return Err(io::ErrorKind::InvalidInput.into()),
        }
        self.at = target;
        Ok(target)
    }
}
