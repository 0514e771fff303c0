//! Algorithm names of JOSE (RFC 7518, RFC 8037, RFC 9864, RFC 9964) that the registry has under its own names.

use crate::model::Algorithm;
use crate::registry;

/// Longest public text that is repeated in a note.
const LENGTH: usize = 128;

/// The first algorithm that a JOSE `alg` or `enc` name stands for; a key agreement that wraps a key
/// (`ECDH-ES+A128KW`) is the agreement.
pub fn algorithm(name: &str) -> Option<Algorithm> {
    let whole = registry::by_name(name);
    whole.or_else(|| name.split_once('+').and_then(|(first, _)| registry::by_name(first)))
}

/// What wraps the key after a key agreement (RFC 7518 §4.6), where a name says it.
pub fn wrap(name: &str) -> Option<Algorithm> {
    if registry::by_name(name).is_some() {
        return None;
    }
    name.split_once('+').and_then(|(_, second)| registry::by_name(second))
}

/// Whether a text can be repeated in a note: short, printable, of one line.
pub fn is_plain(text: &str) -> bool {
    (1..=LENGTH).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}
