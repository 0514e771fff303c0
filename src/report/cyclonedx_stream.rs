use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use ring::digest::{Context, SHA256};

/// The output of one document, buffered and hashed.
pub(super) struct Stream<'a>(BufWriter<Hashing<'a>>);

impl<'a> Stream<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self(BufWriter::with_capacity(1 << 16, Hashing { out, digest: Context::new(&SHA256) }))
    }

    /// A UUID of all that was written so far (RFC 9562 section 5.8: version 8, variant 10).
    pub(super) fn uuid(&mut self) -> io::Result<String> {
        self.0.flush()?;
        let digest = self.0.get_ref().digest.clone().finish();
        let mut text = String::with_capacity(36);
        for (position, byte) in digest.as_ref().iter().take(16).enumerate() {
            let byte = match position {
                6 => byte & 0x0f | 0x80,
                8 => byte & 0x3f | 0x80,
                _ => *byte,
            };
            if matches!(position, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Ok(text)
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

struct Hashing<'a> {
    out: &'a mut dyn Write,
    digest: Context,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Items of a JSON array, one a line.
#[derive(Default)]
pub(super) struct Items {
    /// How many there are.
    pub(super) count: u64,
}

impl Items {
    /// Writes what stands before the next item.
    pub(super) fn next(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let separator: &[u8] = if self.count == 0 { b"\n" } else { b",\n" };
        self.count += 1;
        out.write_all(separator)
    }
}
