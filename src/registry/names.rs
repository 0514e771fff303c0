//! Names of parametrised algorithms: made from the parts, and taken apart again.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use crate::model::{Algorithm, Primitive};

use super::{
    Family, Grammar, Row,
    row::functions,
    tables::{families, family, folded, named_curve, row},
};

impl Row {
    /// The algorithm of this row, with its preferred OID.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        let primitive = self
            .primitive
            .or_else(|| family(self.family).map(|family| family.primitive))
            .unwrap_or(Primitive::Unknown);
        let text = |field: Option<&str>| field.map(str::to_owned);
        Algorithm {
            name: self.name.to_owned(),
            family: Some(self.family.to_owned()),
            primitive,
            parameter_set: text(self.parameter_set),
            curve: text(self.curve),
            mode: text(self.mode),
            padding: text(self.padding),
            digest: text(self.digest),
            functions: functions(primitive).iter().copied().collect::<BTreeSet<_>>(),
            oid: self.oids.first().map(|(oid, _)| (*oid).to_owned()),
            components: self.components.iter().map(|part| (*part).to_owned()).collect(),
        }
    }
}

/// Gives an algorithm whose parameters were filled in the canonical name for them: after setting
/// `digest` and `parameter_set`, `RSA-PSS` becomes `RSA-PSS-SHA-256-3072`. An algorithm of a family
/// without parameters, or of none, keeps its name.
#[must_use]
pub fn renamed(mut algorithm: Algorithm) -> Algorithm {
    let family = algorithm.family.as_deref().and_then(family);
    if let Some(name) = family.and_then(|family| composed(family, &algorithm)) {
        algorithm.name = name;
    }
    algorithm
}

/// Whether names of a grammar carry curve, digest, size, mode.
const fn carries(grammar: Grammar) -> [bool; 4] {
    match grammar {
        Grammar::Rows => [false; 4],
        Grammar::Size => [false, false, true, false],
        Grammar::DigestSize => [false, true, true, false],
        Grammar::Digest => [false, true, false, false],
        Grammar::CurveDigest => [true, true, false, false],
        Grammar::Curve => [true, false, false, false],
        Grammar::SizeMode(_) => [false, false, true, true],
    }
}

/// The name that the parts give. `None` for an algorithm with a name of its own (`X25519`,
/// `curve25519-sha256`), which they would not give back.
fn composed(family: &Family, algorithm: &Algorithm) -> Option<String> {
    let own_name =
        row(&algorithm.name).is_some_and(|row| joined(family, &row.algorithm()) != row.name);
    (!own_name && !matches!(family.grammar, Grammar::Rows)).then(|| joined(family, algorithm))
}

/// Stem, curve, digest, size, mode: those that the family's names carry.
fn joined(family: &Family, algorithm: &Algorithm) -> String {
    let mode = algorithm.mode.as_deref().map(str::to_ascii_uppercase);
    let parts = [&algorithm.curve, &algorithm.digest, &algorithm.parameter_set, &mode];
    let carried = parts.into_iter().zip(carries(family.grammar)).filter(|(_, carried)| *carried);
    let mut name = family.stem.to_owned();
    for part in carried.filter_map(|(part, _)| part.as_deref()) {
        name.push('-');
        name.push_str(part);
    }
    name
}

/// An algorithm from a name made of parts: `ECDSA-P-256-SHA-256`, `RSA-2432`, `aes-256-gcm`.
pub(super) fn parsed(name: &str) -> Option<Algorithm> {
    static STEMS: LazyLock<Vec<(String, &Family)>> = LazyLock::new(|| {
        let composed = families().filter(|family| !matches!(family.grammar, Grammar::Rows));
        composed.map(|family| (folded(family.stem), family)).collect()
    });
    // Longer than any stem with its parts; hostile input ends here.
    if name.len() > 120 {
        return None;
    }
    let folded = folded(name);
    java(&folded)
        .or_else(|| {
            STEMS.iter().find_map(|(stem, family)| taken_apart(family, folded.strip_prefix(stem)?))
        })
        .or_else(|| family_folded(&folded).map(stem_only))
}

/// A family by its name without what spellings differ in.
fn family_folded(folded: &str) -> Option<&'static Family> {
    static VIEW: LazyLock<HashMap<String, &'static Family>> = LazyLock::new(|| {
        let mut view = HashMap::new();
        for family in families() {
            view.entry(self::folded(family.name)).or_insert(family);
        }
        view
    });
    VIEW.get(folded).copied()
}

/// JCA transformations: `AES/CBC/PKCS5Padding`, `AES_256/GCM/NoPadding`.
fn transformation(cipher: &str, mode: &str, padding: &str) -> Option<Algorithm> {
    let mut algorithm = row(cipher).map(Row::algorithm).or_else(|| super::by_name(cipher))?;
    // Bouncy Castle's name of the counter mode.
    let mode = if mode == "sic" { "ctr" } else { mode };
    if algorithm.family.as_deref() == Some("RSA") {
        // `None` and `ECB` mean the same here; the names with ECB are in the table.
        let digest = padding.strip_prefix("oaepwith").and_then(|rest| rest.split_once("and"));
        let oaep = || super::by_name(&format!("RSA-OAEP-{}", digest_name(digest?.0)?));
        return row(&format!("rsa/ecb/{padding}")).map(Row::algorithm).or_else(oaep);
    }
    if algorithm.primitive == Primitive::BlockCipher && MODES.contains(&mode) {
        algorithm.mode = Some(mode.to_owned());
        let name = renamed(algorithm).name;
        algorithm = super::by_name(&name)?;
    }
    algorithm.padding = match padding {
        "pkcs5padding" => Some("pkcs5".to_owned()),
        "pkcs7padding" => Some("pkcs7".to_owned()),
        _ => algorithm.padding,
    };
    Some(algorithm)
}

/// JCA standard names: `SHA256withECDSA`, `PBKDF2WithHmacSHA256`, `AES/GCM/NoPadding`.
fn java(folded: &str) -> Option<Algorithm> {
    if let [cipher, mode, padding] = folded.split('/').collect::<Vec<_>>()[..] {
        return transformation(cipher, mode, padding);
    }
    if let Some(digest) = folded.strip_prefix("pbkdf2withhmac") {
        return super::by_name(&format!("PBKDF2-{}", digest_name(digest)?));
    }
    if let Some(digest) = folded.strip_prefix("hmac/") {
        return super::by_name(&format!("HMAC-{}", digest_name(digest)?));
    }
    let (digest, scheme) = folded.split_once("with")?;
    // Bouncy Castle names an agreement with what derives a key of its secret.
    if scheme.ends_with("kdf") {
        return super::by_name(match digest {
            "ecdh" | "eccdh" | "eccdhu" | "eckaeg" => "ECDH",
            "ecmqv" => "ECMQV",
            "dh" | "dhu" => "DH",
            "x25519" | "x25519u" => "X25519",
            "x448" | "x448u" => "X448",
            _ => return None,
        });
    }
    let stem = match scheme {
        "rsa" | "rsaencryption" => "RSA-PKCS1-1.5",
        "rsa/pss" | "rsaandmgf1" | "rsassapss" | "rsapss" => "RSA-PSS",
        // Paddings of their own: a signature by RSA it is.
        "rsa/x9.31" | "rsa/iso97962" => return digest_name(digest).and(super::by_name("RSA")),
        "xmss" | "xmssmt" => return digest_name(digest).and(super::by_name(scheme)),
        // DDSA is DSA as RFC 6979 has it.
        "dsa" | "dsainp1363format" | "ddsa" | "detdsa" => "DSA",
        "ecdsa" | "ecdsainp1363format" | "plainecdsa" | "cvcecdsa" | "ecddsa" | "detecdsa" => {
            "ECDSA"
        }
        "kcdsa" => "KCDSA",
        "eckcdsa" => "EC-KCDSA",
        _ => return None,
    };
    super::by_name(&format!("{stem}-{}", digest_name(digest)?))
}

/// The canonical name of a hash or extendable-output function under any name.
pub(super) fn digest_name(name: &str) -> Option<&'static str> {
    let row = row(name)?;
    let primitive = row.primitive.or_else(|| family(row.family).map(|family| family.primitive));
    matches!(primitive, Some(Primitive::Hash | Primitive::Xof)).then_some(row.name)
}

/// Curve, digest, size and mode from what follows the stem, in that order and nothing else.
fn taken_apart(family: &Family, mut rest: &str) -> Option<Algorithm> {
    let [has_curve, has_digest, has_size, has_mode] = carries(family.grammar);
    let mut algorithm = row(family.stem).map_or_else(|| stem_only(family), Row::algorithm);
    algorithm.oid = None;
    if has_curve
        && let Some((curve, after)) =
            longest(rest, |part| named_curve(part).map(|curve| curve.name))
    {
        (algorithm.curve, rest) = (Some(curve.to_owned()), after);
    }
    if has_digest && let Some((digest, after)) = longest(rest, digest_name) {
        (algorithm.digest, rest) = (Some(digest.to_owned()), after);
    }
    if has_size {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (size, after) = rest.split_at(digits);
        if !size.is_empty() && sensible(family.grammar, size) {
            (algorithm.parameter_set, rest) = (Some(size.to_owned()), after);
        }
    }
    if has_mode && MODES.contains(&rest) {
        let mode = if rest == "gcmsiv" { "gcm-siv" } else { rest };
        algorithm.primitive = primitive_of(mode).unwrap_or(algorithm.primitive);
        algorithm.functions = functions(algorithm.primitive).iter().copied().collect();
        (algorithm.mode, rest) = (Some(mode.to_owned()), "");
    }
    if !rest.is_empty() {
        return None;
    }
    let algorithm = renamed(algorithm);
    Some(row(&algorithm.name).map_or(algorithm, Row::algorithm))
}

fn stem_only(family: &Family) -> Algorithm {
    let name = if matches!(family.grammar, Grammar::Rows) { family.name } else { family.stem };
    let mut algorithm = Algorithm::verbatim(name, None);
    algorithm.family = Some(family.name.to_owned());
    algorithm.primitive = family.primitive;
    algorithm.functions = functions(family.primitive).iter().copied().collect();
    algorithm
}

/// Modes of SP 800-38A to G, RFC 5297, RFC 7253, RFC 8452, as folded in names.
const MODES: &[&str] = &[
    "ecb", "cbc", "cfb", "cfb1", "cfb8", "cfb64", "cfb128", "ofb", "ctr", "cts", "xts", "gcm",
    "ccm", "eax", "ocb", "siv", "gcmsiv", "kw", "kwp", "cmac", "gmac", "mac",
];

/// Other modes that libraries have: ISO/IEC 9797-1, GOST R 34.13, TS 35.201, and those of mcrypt, libgcrypt and IGE.
const OTHER_MODES: &[&str] = &[
    "acpkm", "f8", "ige", "lrw", "mgm", "ncfb", "nofb", "ofb1", "ofb8", "ofb64", "ofb128", "pcbc",
];

/// The word for a mode of block ciphers by any of its spellings; `None` for what is no mode.
pub fn mode(name: &str) -> Option<&'static str> {
    match folded(name).as_str() {
        "gcmsiv" => Some("gcm-siv"),
        "cbcmac" => Some("cbc-mac"),
        "sic" | "icm" => Some("ctr"),
        other => MODES.iter().chain(OTHER_MODES).find(|mode| **mode == other).copied(),
    }
}

/// What a mode makes of a block cipher, other than a block cipher.
fn primitive_of(mode: &str) -> Option<Primitive> {
    match mode {
        "gcm" | "ccm" | "eax" | "ocb" | "siv" | "gcm-siv" => Some(Primitive::Ae),
        "kw" | "kwp" => Some(Primitive::KeyWrap),
        "cmac" | "gmac" | "mac" => Some(Primitive::Mac),
        _ => None,
    }
}

/// Sizes that exist for a cipher; for a modulus, sizes that cannot be read as a digest's.
fn sensible(grammar: Grammar, size: &str) -> bool {
    match (grammar, size.parse::<u32>()) {
        (Grammar::SizeMode(sizes), _) => sizes.is_empty() || sizes.contains(&size),
        (Grammar::Size, Ok(bits)) => (512..=65536).contains(&bits),
        (_, Ok(bits)) => (768..=65536).contains(&bits),
        (_, Err(_)) => false,
    }
}

/// The longest part at the start of `text` that `known` knows.
fn longest<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    (1..=text.len())
        .rev()
        .filter(|end| text.is_char_boundary(*end))
        .find_map(|end| known(&text[..end]).map(|found| (found, &text[end..])))
}
