//! Encryption types of Kerberos: numbers and names of IANA's registry (RFC 3961, RFC 3962, RFC 4757, RFC 6803, RFC 8009),
//! the other names of MIT krb5, and how its configurations list them ("Encryption types" in kdc.conf(5)).

use crate::model::Algorithm;
use crate::registry;

/// An encryption type.
#[derive(Debug, PartialEq, Eq)]
pub struct EncryptionType {
    /// Number of the registry.
    pub number: u16,
    /// Name of the registry.
    pub name: &'static str,
    /// Other names.
    aliases: &'static [&'static str],
    cipher: &'static str,
    /// Keyed checksum; none for those with a bare hash or checksum.
    mac: Option<&'static str>,
    /// Left out of lists unless `allow_weak_crypto` is set.
    pub is_weak: bool,
}

const fn row(
    number: u16,
    name: &'static str,
    aliases: &'static [&'static str],
    cipher: &'static str,
    mac: Option<&'static str>,
) -> EncryptionType {
    EncryptionType { number, name, aliases, cipher, mac, is_weak: false }
}

const fn weak(row: EncryptionType) -> EncryptionType {
    EncryptionType { is_weak: true, ..row }
}

#[rustfmt::skip] // one row a line
const TYPES: &[EncryptionType] = &[
    weak(row(1, "des-cbc-crc", &[], "DES-CBC", None)),
    weak(row(2, "des-cbc-md4", &[], "DES-CBC", None)),
    weak(row(3, "des-cbc-md5", &[], "DES-CBC", None)),
    row(5, "des3-cbc-md5", &[], "3DES-CBC", None),
    weak(row(6, "des3-cbc-raw", &[], "3DES-CBC", None)),
    row(7, "des3-cbc-sha1", &[], "3DES-CBC", None),
    // MIT calls it des3-cbc-sha1; see `named`.
    row(16, "des3-cbc-sha1-kd", &["des3-hmac-sha1"], "3DES-CBC", Some("HMAC-SHA-1")),
    row(17, "aes128-cts-hmac-sha1-96", &["aes128-cts", "aes128-sha1"], "AES-128", Some("HMAC-SHA-1")),
    row(18, "aes256-cts-hmac-sha1-96", &["aes256-cts", "aes256-sha1"], "AES-256", Some("HMAC-SHA-1")),
    row(19, "aes128-cts-hmac-sha256-128", &["aes128-sha2"], "AES-128", Some("HMAC-SHA-256")),
    row(20, "aes256-cts-hmac-sha384-192", &["aes256-sha2"], "AES-256", Some("HMAC-SHA-384")),
    row(23, "rc4-hmac", &["arcfour-hmac", "arcfour-hmac-md5"], "RC4", Some("HMAC-MD5")),
    weak(row(24, "rc4-hmac-exp", &["arcfour-hmac-exp", "arcfour-hmac-md5-exp"], "RC4", Some("HMAC-MD5"))),
    row(25, "camellia128-cts-cmac", &["camellia128-cts"], "CAMELLIA-128", Some("CAMELLIA-128-CMAC")),
    row(26, "camellia256-cts-cmac", &["camellia256-cts"], "CAMELLIA-256", Some("CAMELLIA-256-CMAC")),
];

/// Families, by the numbers of their members.
const FAMILIES: [(&str, &[u16]); 5] = [
    ("des", &[1, 3, 2]),
    ("des3", &[16]),
    ("aes", &[18, 17, 20, 19]),
    ("rc4", &[23]),
    ("camellia", &[26, 25]),
];

/// The default of MIT krb5 1.18 to 1.21 for all lists of krb5.conf.
pub const DEFAULT: [u16; 8] = [18, 17, 20, 19, 16, 23, 26, 25];

impl EncryptionType {
    /// By number.
    pub fn numbered(number: u16) -> Option<&'static Self> {
        TYPES.iter().find(|row| row.number == number)
    }

    /// By any name, as configurations write it.
    pub fn named(name: &str) -> Option<&'static Self> {
        if name.eq_ignore_ascii_case("des3-cbc-sha1") {
            return Self::numbered(16);
        }
        TYPES.iter().find(|row| {
            row.name.eq_ignore_ascii_case(name)
                || row.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
        })
    }

    /// The cipher.
    pub fn cipher(&self) -> Algorithm {
        known(self.cipher)
    }

    /// The keyed checksum.
    pub fn mac(&self) -> Option<Algorithm> {
        self.mac.map(known)
    }
}

fn known(name: &str) -> Algorithm {
    registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None))
}

/// What a list comes to.
#[derive(Default)]
pub struct Resolved {
    /// Types in order of preference.
    pub types: Vec<&'static EncryptionType>,
    /// Names that are not known.
    pub unknown: Vec<String>,
}

/// Words of one list.
const MOST: usize = 200;

/// Resolves a list: names, families, `DEFAULT`, and `-` before what is taken out. A salt after a colon is passed over.
pub fn resolve(list: &str) -> Resolved {
    let mut found = Resolved::default();
    let words = list.split(|char: char| char.is_whitespace() || char == ',');
    for word in words.filter(|word| !word.is_empty()).take(MOST) {
        let name = word.trim_start_matches(['+', '-']);
        let name = name.split_once(':').map_or(name, |(name, _)| name);
        let family = FAMILIES.iter().find(|(family, _)| family.eq_ignore_ascii_case(name));
        let numbers: &[u16] = if name.eq_ignore_ascii_case("DEFAULT") {
            &DEFAULT
        } else {
            family.map_or(&[], |(_, numbers)| numbers)
        };
        let mut types = numbers
            .iter()
            .filter_map(|number| EncryptionType::numbered(*number))
            .collect::<Vec<_>>();
        types.extend(EncryptionType::named(name).filter(|_| numbers.is_empty()));
        if word.starts_with('-') {
            found.types.retain(|known| !types.contains(known));
        } else if types.is_empty() {
            found.unknown.push(name.chars().take(100).collect());
        } else {
            types.retain(|new| !found.types.contains(new));
            found.types.extend(types);
        }
    }
    found
}
