//! Ciphers of dm-crypt as cryptsetup writes them: `aes-xts-plain64`, `aes-cbc-essiv:sha256`.

use crate::model::Algorithm;
use crate::registry;

/// The cipher with a key of `bits`. XTS has two keys of half that length (IEEE 1619). What is not a block cipher with a
/// mode that the registry knows is kept as it is written.
pub fn cipher(spec: &str, bits: Option<u32>) -> Algorithm {
    let verbatim = || Algorithm::verbatim(&spec.chars().take(100).collect::<String>(), None);
    let mut parts = spec.split('-');
    let (Some(name), Some(mode)) = (parts.next(), parts.next()) else { return verbatim() };
    let bits = match mode {
        "xts" => bits.map(|bits| bits / 2),
        _ => bits,
    };
    let name = match bits {
        Some(bits) => format!("{name}-{bits}-{mode}"),
        None => format!("{name}-{mode}"),
    };
    registry::by_name(&name).unwrap_or_else(verbatim)
}
