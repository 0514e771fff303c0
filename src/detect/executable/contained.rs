//! Which cryptographic library an image is or has inside: by its file name, and by the text in which the library states
//! its version.

use std::sync::LazyLock;

use super::Region;
use crate::detect::Literals;
use crate::registry;

/// A library and how it states its version.
struct Marker {
    /// Id in the registry.
    library: &'static str,
    /// What stands before the version.
    before: &'static str,
    shape: Shape,
}

/// What must stand around a version, so that a text about the library is not taken for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `OpenSSL 3.0.17 1 Jul 2025`: a day follows (`OPENSSL_VERSION_TEXT`).
    Dated,
    /// The string begins with the words and ends with the version.
    Whole,
    /// The words are the library's own.
    Worded,
    /// The words alone, of a version that they do not state.
    Bare,
}

const fn marker(library: &'static str, before: &'static str, shape: Shape) -> Marker {
    Marker { library, before, shape }
}

/// Seen in the binaries of the versions that Debian 12 and 13 ship, and in the sources of the others:
/// `include/openssl/opensslv.h`, LibreSSL `crypto/cversion.c`, BoringSSL and AWS-LC `crypto/crypto.c`, GnuTLS
/// `lib/global.c`, Libgcrypt and its siblings `src/global.c` and `compat.c`, NSS `verref.h`, Mbed TLS `version.h`, wolfSSL
/// `ssl.h`, Botan `version.cpp`, LibTomCrypt `crypt.c`, libssh2 `libssh2.h`, OpenSSH and Dropbear `version.h`.
const MARKERS: &[Marker] = &[
    marker("openssl", "OpenSSL ", Shape::Dated),
    marker("openssl", "OPENSSLDIR: \"", Shape::Bare),
    marker("libressl", "LibreSSL ", Shape::Whole),
    marker("boringssl", "OpenSSL 1.1.1 (compatible; BoringSSL)", Shape::Bare),
    marker("aws-lc", "OpenSSL 1.1.1 (compatible; AWS-LC ", Shape::Worded),
    marker("gnutls", "Enabled GnuTLS ", Shape::Worded),
    marker("libgcrypt", "This is Libgcrypt ", Shape::Worded),
    marker("libksba", "This is Libksba ", Shape::Worded),
    marker("gpgme", "This is GPGME ", Shape::Worded),
    marker("nss", "Version: NSS ", Shape::Worded),
    marker("mbedtls", "mbed TLS ", Shape::Whole),
    marker("mbedtls", "Mbed TLS ", Shape::Whole),
    marker("wolfssl", "wolfSSL ", Shape::Whole),
    marker("botan", "Botan ", Shape::Worded),
    marker("libtomcrypt", "LibTomCrypt ", Shape::Worded),
    marker("libssh2", "SSH-2.0-libssh2_", Shape::Worded),
    marker("openssh", "OpenSSH_", Shape::Whole),
    marker("dropbear", "SSH-2.0-dropbear_", Shape::Worded),
];

/// Texts of one kind that are looked at in one image.
const TEXTS: usize = 10_000;
/// Longest version, in bytes.
const VERSION: usize = 24;

/// A statement of a library about itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contained {
    /// Id in the registry.
    pub library: &'static str,
    /// Version, where it states one.
    pub version: Option<String>,
    /// Offset of the statement in the input.
    pub offset: u64,
    /// Whether only the library itself has this text: OpenSSL's headers give their version to every program.
    pub certain: bool,
}

impl Contained {
    /// Takes over what another statement of the same library adds: a version, or the rest of one (`9.2`, `9.2p1`).
    fn join(&mut self, other: Self) {
        self.certain |= other.certain;
        let Some(version) = other.version else { return };
        if self.version.as_ref().is_none_or(|known| version.starts_with(known.as_str())) {
            self.version = Some(version);
            self.offset = other.offset;
        }
    }
}

/// What `data` states, each library once, by the first statement that holds a version.
pub fn contained(data: &[Region<'_>]) -> Vec<Contained> {
    static WORDS: LazyLock<Literals> =
        LazyLock::new(|| Literals::new(MARKERS.iter().map(|marker| marker.before)));
    let mut found: Vec<Contained> = Vec::new();
    let mut hits = Vec::new();
    for region in data {
        hits.clear();
        WORDS.find(region.bytes, |marker, start| hits.push((start, &MARKERS[marker])));
        // In the order in which one reads them.
        hits.sort_unstable_by_key(|(start, marker)| start + marker.before.len());
        for (start, marker) in hits.iter().take(TEXTS) {
            let before = start.checked_sub(1).map(|at| region.bytes[at]);
            let after = &region.bytes[start + marker.before.len()..];
            let Some(version) = stated(marker, before, after) else {
                continue;
            };
            let offset = region.offset + *start as u64;
            let certain = marker.shape != Shape::Dated;
            let statement = Contained { library: marker.library, version, offset, certain };
            match found.iter_mut().find(|other| other.library == marker.library) {
                Some(other) => other.join(statement),
                None => found.push(statement),
            }
        }
    }
    found.sort();
    found
}

/// The version that follows a marker; `None` where the text is not the library's.
fn stated(marker: &Marker, before: Option<u8>, after: &[u8]) -> Option<Option<String>> {
    if marker.shape == Shape::Bare {
        return Some(None);
    }
    let after = &after[..after.len().min(64)];
    let length = after.iter().take_while(|byte| is_version(**byte)).count();
    let version = std::str::from_utf8(&after[..length]).ok()?.trim_end_matches(['.', '-']);
    let is_number = version.split('.').count() >= 2
        && version.len() <= VERSION
        && version.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let rest = &after[length..];
    let fits = match marker.shape {
        Shape::Dated => is_date(rest),
        // The Debian revision of OpenSSH follows after a space.
        Shape::Whole => {
            !before.is_some_and(|byte| byte.is_ascii_graphic() || byte == b' ')
                && rest
                    .first()
                    .is_none_or(|byte| *byte == 0 || (*byte == b' ' && marker.library == "openssh"))
        }
        Shape::Worded | Shape::Bare => true,
    };
    (is_number && fits).then(|| Some(version.to_owned()))
}

const fn is_version(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// ` 1 Jul 2025`, also after a build's own words (`+quic`, ` FIPS`).
fn is_date(rest: &[u8]) -> bool {
    let line = rest.split(|byte| matches!(byte, 0 | b'\n')).next().unwrap_or_default();
    let words =
        line.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
    words.windows(3).any(|three| {
        let [day, month, year] = three else { return false };
        let number = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
        matches!(day.len(), 1..=2)
            && number(day)
            && month.len() == 3
            && year.len() >= 4
            && number(&year[..4])
    })
}

/// The library whose shared object has this name, whatever the case of a DLL's.
pub fn library_of(name: &str) -> Option<&'static registry::Library> {
    if let Some(found) = registry::library_by_soname(name) {
        return Some(found);
    }
    if is_dll(name) {
        return registry::library_by_soname(&name.to_ascii_lowercase());
    }
    // Frameworks of macOS are named by a path without an ending.
    let framework = |name: &str| {
        name.contains("/Security.framework/") || name.contains("/CryptoKit.framework/")
    };
    framework(name).then(|| registry::library("apple-security")).flatten()
}

fn is_dll(name: &str) -> bool {
    name.len() > 4
        && name.is_char_boundary(name.len() - 4)
        && name[name.len() - 4..].eq_ignore_ascii_case(".dll")
}
