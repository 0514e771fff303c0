//! SSL 2.0 (the expired Internet draft of 1995, and RFC 6101 appendix E).

use super::Cursor;

/// A cipher kind of SSL 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ssl2Suite {
    /// Three-octet value.
    pub code: u32,
    /// Name in the specification.
    pub name: &'static str,
}

#[rustfmt::skip] // one row a line
const SUITES: &[Ssl2Suite] = &[
    Ssl2Suite { code: 0x01_0080, name: "SSL_CK_RC4_128_WITH_MD5" },
    Ssl2Suite { code: 0x02_0080, name: "SSL_CK_RC4_128_EXPORT40_WITH_MD5" },
    Ssl2Suite { code: 0x03_0080, name: "SSL_CK_RC2_128_CBC_WITH_MD5" },
    Ssl2Suite { code: 0x04_0080, name: "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5" },
    Ssl2Suite { code: 0x05_0080, name: "SSL_CK_IDEA_128_CBC_WITH_MD5" },
    Ssl2Suite { code: 0x06_0040, name: "SSL_CK_DES_64_CBC_WITH_MD5" },
    Ssl2Suite { code: 0x07_00C0, name: "SSL_CK_DES_192_EDE3_CBC_WITH_MD5" },
];

/// A cipher kind by its value.
#[must_use]
pub fn ssl2_suite(code: u32) -> Option<&'static Ssl2Suite> {
    SUITES.iter().find(|suite| suite.code == code)
}

/// A client's hello in the format of SSL 2.0, which may offer later versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ClientHello {
    /// Highest version.
    pub version: u16,
    /// Cipher kinds; those of SSL 3 and TLS have a zero in front.
    pub suites: Vec<u32>,
}

impl Ssl2ClientHello {
    /// The hello that offers everything that SSL 2.0 has.
    #[must_use]
    pub fn greeting(challenge: [u8; 16]) -> Vec<u8> {
        let mut body = vec![1, 0, 2];
        let suites = SUITES.len() * 3;
        for length in [suites, 0, challenge.len()] {
            // Small and constant.
            body.extend_from_slice(&u16::try_from(length).unwrap_or(0).to_be_bytes());
        }
        for suite in SUITES {
            body.extend_from_slice(&suite.code.to_be_bytes()[1..]);
        }
        body.extend_from_slice(&challenge);
        let length = u16::try_from(body.len()).unwrap_or(0) | 0x8000;
        [&length.to_be_bytes()[..], &body].concat()
    }

    /// Reads the hello at the front of `bytes`.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = message(bytes, 1)?;
        let version = cursor.u16()?;
        let lengths = [cursor.u16()?, cursor.u16()?, cursor.u16()?];
        if !(version == 2 || version >> 8 == 3) || lengths[0] % 3 != 0 || lengths[2] < 16 {
            return None;
        }
        let suites = triples(cursor.take(usize::from(lengths[0]))?);
        cursor.take(usize::from(lengths[1]) + usize::from(lengths[2]))?;
        Some(Self { version, suites })
    }
}

/// A server's hello of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ServerHello {
    /// Cipher kinds that both have.
    pub suites: Vec<u32>,
    /// The certificate in DER.
    pub certificate: Vec<u8>,
}

impl Ssl2ServerHello {
    /// Reads the hello at the front of `bytes`.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut cursor = message(bytes, 4)?;
        let (_hit, _kind) = (cursor.u8()?, cursor.u8()?);
        if cursor.u16()? != 2 {
            return None;
        }
        let [certificate, suites, connection] = [cursor.u16()?, cursor.u16()?, cursor.u16()?];
        let certificate = cursor.take(usize::from(certificate))?.to_vec();
        let suites = triples(cursor.take(usize::from(suites))?);
        cursor.take(usize::from(connection))?;
        Some(Self { suites, certificate })
    }
}

/// The content of a record of SSL 2.0 without padding whose message has a type.
fn message(bytes: &[u8], kind: u8) -> Option<Cursor<'_>> {
    let mut cursor = Cursor::new(bytes);
    let length = cursor.u16()?;
    if length & 0x8000 == 0 {
        return None;
    }
    let mut body = Cursor::new(cursor.take(usize::from(length & 0x7FFF))?);
    (body.u8()? == kind).then_some(body)
}

fn triples(bytes: &[u8]) -> Vec<u32> {
    let of = |triple: &[u8]| triple.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    bytes.chunks_exact(3).map(of).collect()
}
