//! GnuTLS priority strings ("Priority strings" in its manual): a keyword, then what is added and removed. The lists are
//! those of GnuTLS 3.7.9, as `gnutls-cli --list --priority KEYWORD` prints them.

use super::tls_names;
use crate::model::{Algorithm, Offer, OfferRole};
use crate::registry;

/// What a priority string comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Versions of TLS, without those of DTLS.
    pub versions: Vec<String>,
    /// Groups.
    pub groups: Vec<Offer>,
    /// Signature schemes.
    pub signatures: Vec<Offer>,
    /// Key exchange methods, ciphers and MACs.
    pub further: Vec<Offer>,
    /// What the list of directives says of the string beside itself.
    pub remark: String,
}

/// Items of a string that are read.
const MOST: usize = 500;

/// The kinds of names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Version,
    Cipher,
    Mac,
    Exchange,
    Group,
    Signature,
}

const KINDS: [Kind; 6] =
    [Kind::Version, Kind::Cipher, Kind::Mac, Kind::Exchange, Kind::Group, Kind::Signature];

/// The lists of a keyword, in the order of [`KINDS`], names parted by spaces.
type Lists = [&'static str; 6];

const VERSIONS: &str = "VERS-TLS1.3 VERS-TLS1.2 VERS-TLS1.1 VERS-TLS1.0";
const EXCHANGES: &str = "ECDHE-ECDSA ECDHE-RSA RSA DHE-RSA";
const GROUPS: &str =
    "SECP256R1 SECP384R1 SECP521R1 X25519 X448 FFDHE2048 FFDHE3072 FFDHE4096 FFDHE6144 FFDHE8192";
const SIGNATURES: &str = "RSA-SHA256 RSA-PSS-SHA256 RSA-PSS-RSAE-SHA256 ECDSA-SHA256 ECDSA-SECP256R1-SHA256 EdDSA-Ed25519 \
     RSA-SHA384 RSA-PSS-SHA384 RSA-PSS-RSAE-SHA384 ECDSA-SHA384 ECDSA-SECP384R1-SHA384 EdDSA-Ed448 RSA-SHA512 \
     RSA-PSS-SHA512 RSA-PSS-RSAE-SHA512 ECDSA-SHA512 ECDSA-SECP521R1-SHA512 RSA-SHA1 ECDSA-SHA1";
const SIGNATURES_128: &str = "RSA-SHA256 RSA-PSS-SHA256 RSA-PSS-RSAE-SHA256 ECDSA-SHA256 ECDSA-SECP256R1-SHA256 \
     EdDSA-Ed25519 RSA-SHA384 RSA-PSS-SHA384 RSA-PSS-RSAE-SHA384 ECDSA-SHA384 ECDSA-SECP384R1-SHA384 EdDSA-Ed448 \
     RSA-SHA512 RSA-PSS-SHA512 RSA-PSS-RSAE-SHA512 ECDSA-SHA512 ECDSA-SECP521R1-SHA512";
const SIGNATURES_192: &str = "RSA-SHA384 RSA-PSS-SHA384 RSA-PSS-RSAE-SHA384 ECDSA-SHA384 ECDSA-SECP384R1-SHA384 \
     EdDSA-Ed448 RSA-SHA512 RSA-PSS-SHA512 RSA-PSS-RSAE-SHA512 ECDSA-SHA512 ECDSA-SECP521R1-SHA512";
const CIPHERS: &str =
    "AES-256-GCM CHACHA20-POLY1305 AES-256-CCM AES-256-CBC AES-128-GCM AES-128-CCM AES-128-CBC";
const CIPHERS_128: &str =
    "AES-256-GCM CHACHA20-POLY1305 AES-256-CBC AES-256-CCM AES-128-GCM AES-128-CBC AES-128-CCM";
const CIPHERS_192: &str = "AES-256-GCM CHACHA20-POLY1305 AES-256-CBC AES-256-CCM";
const CIPHERS_FAST: &str =
    "AES-128-GCM AES-256-GCM CHACHA20-POLY1305 AES-128-CCM AES-256-CCM AES-128-CBC AES-256-CBC";
const MACS: &str = "SHA1 AEAD";

fn keyword(word: &str) -> Option<Lists> {
    Some(match word {
        "NORMAL" | "LEGACY" => [VERSIONS, CIPHERS, MACS, EXCHANGES, GROUPS, SIGNATURES],
        "PFS" => [VERSIONS, CIPHERS, MACS, "ECDHE-ECDSA ECDHE-RSA DHE-RSA", GROUPS, SIGNATURES],
        "SECURE128" | "SECURE" => [VERSIONS, CIPHERS_128, MACS, EXCHANGES, GROUPS, SIGNATURES_128],
        "SECURE192" | "SECURE256" => [
            VERSIONS,
            CIPHERS_192,
            "AEAD",
            EXCHANGES,
            "SECP384R1 SECP521R1 FFDHE8192",
            SIGNATURES_192,
        ],
        "SUITEB128" => [
            "VERS-TLS1.2",
            "AES-256-GCM AES-128-GCM",
            "AEAD",
            "ECDHE-ECDSA",
            "SECP256R1 SECP384R1",
            "ECDSA-SHA256 ECDSA-SECP256R1-SHA256 ECDSA-SHA384 ECDSA-SECP384R1-SHA384",
        ],
        "SUITEB192" => [
            "VERS-TLS1.2",
            "AES-256-GCM",
            "AEAD",
            "ECDHE-ECDSA",
            "SECP384R1",
            "ECDSA-SHA384 ECDSA-SECP384R1-SHA384",
        ],
        "PERFORMANCE" => {
            [VERSIONS, CIPHERS_FAST, MACS, "RSA ECDHE-ECDSA ECDHE-RSA DHE-RSA", GROUPS, SIGNATURES]
        }
        "NONE" => [""; 6],
        _ => return None,
    })
}

/// Resolves `string`.
pub fn resolve(string: &str) -> Resolved {
    let mut lists: [Vec<&str>; 6] = Default::default();
    let mut resolved = Resolved::default();
    let mut strange = Vec::new();
    for (at, item) in string.trim().split(':').map(str::trim).take(MOST).enumerate() {
        let (sign, name) = match item.chars().next() {
            Some(sign @ ('+' | '-' | '!')) => (sign, &item[1..]),
            Some('%') | None => continue,
            Some('@') if at == 0 => {
                resolved.remark += " (names a line of the system's GnuTLS configuration)";
                continue;
            }
            Some(_) => (' ', item),
        };
        let is_known = match (sign, keyword(name)) {
            (' ', Some(base)) => {
                lists = base.map(|list| list.split(' ').filter(|name| !name.is_empty()).collect());
                true
            }
            (' ', None) => false,
            (sign, _) => change(&mut lists, sign, name),
        };
        if !is_known {
            strange.push(name);
        }
    }
    if !strange.is_empty() {
        resolved.remark += &format!(" (words that GnuTLS 3.7 refuses: {})", strange.join(", "));
    }
    fill(&mut resolved, &lists);
    resolved
}

/// The kind of which `name` stands for all.
fn all_of(name: &str) -> Option<Kind> {
    Some(match name {
        "VERS-ALL" | "VERS-TLS-ALL" => Kind::Version,
        "CIPHER-ALL" => Kind::Cipher,
        "MAC-ALL" => Kind::Mac,
        "KX-ALL" => Kind::Exchange,
        "GROUP-ALL" | "CURVE-ALL" => Kind::Group,
        "SIGN-ALL" => Kind::Signature,
        _ => return None,
    })
}

/// Adds or removes what `name` stands for; `false` when nothing is called so.
fn change<'a>(lists: &mut [Vec<&'a str>; 6], sign: char, name: &'a str) -> bool {
    // Kinds that are not kept: DTLS, certificate types, compression.
    if ["VERS-DTLS", "CTYPE-", "COMP-"].iter().any(|start| name.starts_with(start)) {
        return true;
    }
    if let Some(base) = keyword(name) {
        for (list, names) in lists.iter_mut().zip(base) {
            alter(
                list,
                sign,
                &names.split(' ').filter(|name| !name.is_empty()).collect::<Vec<_>>(),
            );
        }
        return true;
    }
    if let Some(kind) = all_of(name) {
        let list = &mut lists[kind as usize];
        let every = keyword("NORMAL").map_or("", |lists| lists[kind as usize]);
        match sign {
            '+' => alter(list, sign, &every.split(' ').collect::<Vec<_>>()),
            _ => list.clear(),
        }
        return true;
    }
    let Some(kind) = kind_of(name) else { return false };
    let kinds = ["SIGN-", "GROUP-", "CURVE-"];
    let plain = kinds.iter().find_map(|start| name.strip_prefix(start));
    alter(&mut lists[kind as usize], sign, &[plain.unwrap_or(name)]);
    true
}

fn alter<'a>(list: &mut Vec<&'a str>, sign: char, names: &[&'a str]) {
    if sign != '+' {
        list.retain(|known| !names.iter().any(|name| name.eq_ignore_ascii_case(known)));
        return;
    }
    for name in names {
        if !list.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            list.push(name);
        }
    }
}

#[rustfmt::skip] // lists of words
fn kind_of(name: &str) -> Option<Kind> {
    const EXCHANGE: &[&str] = &[
        "RSA", "DHE-RSA", "DHE-DSS", "ECDHE-RSA", "ECDHE-ECDSA", "PSK", "RSA-PSK", "DHE-PSK", "ECDHE-PSK", "SRP", "SRP-RSA",
        "SRP-DSS", "ANON-DH", "ANON-ECDH", "VKO-GOST-12", "RSA-EXPORT",
    ];
    const MAC: &[&str] = &["SHA1", "SHA256", "SHA384", "SHA512", "MD5", "AEAD", "UMAC-96", "UMAC-128"];
    const CIPHER: &[&str] = &[
        "AES-", "CAMELLIA-", "CHACHA20", "3DES-CBC", "DES-CBC", "ARCFOUR", "RC2", "GOST", "NULL", "SALSA", "MAGMA", "KUZ",
    ];
    let begins = |start: &str| name.starts_with(start);
    if name.starts_with("VERS-") {
        Some(Kind::Version)
    } else if name.starts_with("SIGN-") {
        Some(Kind::Signature)
    } else if name.starts_with("GROUP-") || name.starts_with("CURVE-") {
        Some(Kind::Group)
    } else if EXCHANGE.contains(&name) {
        Some(Kind::Exchange)
    } else if MAC.contains(&name) {
        Some(Kind::Mac)
    } else {
        CIPHER.iter().any(|start| begins(start)).then_some(Kind::Cipher)
    }
}

fn fill(resolved: &mut Resolved, lists: &[Vec<&str>; 6]) {
    let offer = |role, name: &str, algorithm| Offer { role, name: name.to_owned(), algorithm };
    for kind in KINDS {
        for name in &lists[kind as usize] {
            match kind {
                Kind::Version => {
                    resolved.versions.push(name.trim_start_matches("VERS-").to_owned());
                }
                Kind::Cipher if *name != "NULL" => {
                    resolved.further.push(offer(OfferRole::Cipher, name, cipher(name)));
                }
                Kind::Mac if *name != "AEAD" => {
                    resolved.further.push(offer(OfferRole::Mac, name, mac(name)));
                }
                Kind::Exchange => resolved.further.push(exchange(name)),
                Kind::Group => {
                    let group = tls_names::group(name);
                    resolved.groups.push(offer(OfferRole::KeyExchange, name, group));
                }
                Kind::Signature => {
                    resolved.signatures.push(offer(OfferRole::Signature, name, signature(name)));
                }
                Kind::Cipher | Kind::Mac => {}
            }
        }
    }
    // Elliptic key exchange is on the groups, where there are any.
    if !resolved.groups.is_empty() {
        let elliptic = |offer: &Offer| {
            offer.role == OfferRole::KeyExchange && offer.name.starts_with("ECDHE-")
        };
        resolved.further.retain(|offer| !elliptic(offer));
    }
}

fn cipher(name: &str) -> Algorithm {
    let plain = name.trim_end_matches("-8");
    let plain = if plain == "ARCFOUR-128" { "RC4-128" } else { plain };
    registry::by_name(plain).unwrap_or_else(|| Algorithm::verbatim(name, None))
}

fn mac(name: &str) -> Algorithm {
    let keyed = registry::digest(name);
    keyed
        .and_then(|digest| registry::by_name(&format!("HMAC-{digest}")))
        .or_else(|| registry::by_name(name))
        .unwrap_or_else(|| Algorithm::verbatim(name, None))
}

fn exchange(name: &str) -> Offer {
    let known = match name {
        "RSA" | "RSA-PSK" | "RSA-EXPORT" => Some("RSAES-PKCS1-1.5"),
        "ANON-ECDH" => Some("ECDH"),
        "ANON-DH" => Some("DH"),
        _ if name.starts_with("ECDHE-") => Some("ECDH"),
        _ if name.starts_with("DHE-") => Some("DH"),
        _ if name.starts_with("SRP") => Some("SRP-6"),
        _ => None,
    };
    let algorithm = known.and_then(registry::by_name);
    let algorithm = algorithm.unwrap_or_else(|| Algorithm::verbatim(name, None));
    Offer { role: OfferRole::KeyExchange, name: name.to_owned(), algorithm }
}

/// `RSA-PSS-RSAE-SHA256`, `ECDSA-SECP256R1-SHA256`, `EdDSA-Ed25519`, `RSA-SHA256`.
fn signature(name: &str) -> Algorithm {
    let known = match name.rsplit_once('-') {
        Some(("EdDSA", curve)) => registry::by_name(curve),
        Some((key, hash)) => {
            let stem = match key {
                "RSA" => Some("RSA-PKCS1-1.5"),
                "RSA-PSS" | "RSA-PSS-RSAE" => Some("RSA-PSS"),
                "ECDSA" => Some("ECDSA"),
                "ECDSA-SECP256R1" => Some("ECDSA-P-256"),
                "ECDSA-SECP384R1" => Some("ECDSA-P-384"),
                "ECDSA-SECP521R1" => Some("ECDSA-P-521"),
                "DSA" => Some("DSA"),
                _ => None,
            };
            let pair = stem.zip(registry::digest(hash));
            pair.and_then(|(stem, hash)| registry::by_name(&format!("{stem}-{hash}")))
        }
        None => None,
    };
    known.or_else(|| registry::by_name(name)).unwrap_or_else(|| Algorithm::verbatim(name, None))
}
