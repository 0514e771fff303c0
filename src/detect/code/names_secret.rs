//! Whether a value is meant to be kept secret, by the names of what gets it.
//!
//! A generator of random numbers that is no cryptographic one is cryptography where a password, key or code comes from
//! it, and a game of dice elsewhere.

use super::names::words;
use super::syntax::{Id, Kind, Module};

/// Words of names that say so.
const SECRETS: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "pin",
    "otp",
    "totp",
    "nonce",
    "salt",
    "iv",
    "key",
    "keys",
    "apikey",
    "session",
    "sessionid",
    "sid",
    "csrf",
    "xsrf",
    "code",
    "captcha",
    "credential",
    "voucher",
    "coupon",
    "invite",
    "challenge",
    "entropy",
    "seed",
    "uuid",
    "auth",
    "crypto",
    "cipher",
    "verifier",
];

/// Expressions of a file among which the uses of a generator are looked for.
const LARGEST: usize = 20_000;

/// Whether the function around `id`, a variable or a member that gets it sounds like a secret.
///
/// What picks one of several secrets makes none: `random.choice(keys)`.
pub fn is_for_secret(module: &Module, id: Id) -> bool {
    let node = &module.nodes[id];
    if let Kind::Call { arguments, .. } = &node.kind
        && let [only, ..] = arguments.as_slice()
        && let Kind::Name(list) | Kind::Member { name: list, .. } = &module.nodes[only.value].kind
        && names_secrets(list)
    {
        return false;
    }
    let around = |outer: Id| {
        let outer = module.nodes[outer].place;
        outer.start <= node.place.start && node.place.end <= outer.end
    };
    let functions = module.scopes_from(node.scope).map(|scope| module.scopes[scope].name.as_str());
    let held = module.bindings.iter().filter(|binding| binding.value.is_some_and(around));
    let variables = held.clone().map(|binding| binding.name.as_str());
    functions.filter(|name| !is_sowing(name)).chain(variables).any(sounds_secret)
        || held
            .clone()
            .any(|binding| binding.value == Some(id) && makes_secret(module, &binding.name))
}

/// Whether what is called on the variable that holds a generator makes a secret.
fn makes_secret(module: &Module, holder: &str) -> bool {
    let is_holder = |of: Id| match &module.nodes[of].kind {
        Kind::Name(name) | Kind::Member { name, .. } => name == holder,
        _ => false,
    };
    let mut asked = module
        .nodes
        .iter()
        .take(LARGEST)
        .filter(|node| matches!(&node.kind, Kind::Member { of, .. } if is_holder(*of)));
    asked.any(|node| {
        let place = node.place;
        let mut functions =
            module.scopes_from(node.scope).map(|scope| module.scopes[scope].name.as_str());
        let of_value = |value: Id| {
            let value = module.nodes[value].place;
            value.start <= place.start && place.end <= value.end
        };
        let mut variables = module.bindings.iter().filter(|one| one.value.is_some_and(of_value));
        functions.any(sounds_secret) || variables.any(|one| sounds_secret(&one.name))
    })
}

/// Whether `seed` in the name of a function is no random one that it gives, but what is done with a database, or a plant:
/// `seed_users`, `seedOfTheDay`.
fn is_sowing(name: &str) -> bool {
    const PARTS: &[&str] = &["bytes", "hex", "number", "phrase", "value", "words"];
    let all: Vec<String> = words(name).collect();
    let at = all.iter().position(|word| word == "seed");
    let next = at.and_then(|at| all.get(at + 1));
    next.is_some_and(|next| !PARTS.contains(&next.as_str()))
        && !all.iter().any(|word| word != "seed" && SECRETS.contains(&word.as_str()))
}

/// Whether a name is that of several secrets: its last word is the plural of one.
fn names_secrets(name: &str) -> bool {
    let last = words(name).last().unwrap_or_default();
    let one = last.strip_suffix('s').unwrap_or_default();
    one != "pin" && SECRETS.contains(&one) || last == "keys"
}

/// Whether one of the words of a name (`resetCode`, `API_KEY`) is one of a secret.
pub(super) fn sounds_secret(name: &str) -> bool {
    let (mut start, mut is_lower) = (0, false);
    let mut ends = name.char_indices().filter_map(|(at, character)| {
        let is_end = !character.is_alphanumeric() || character.is_uppercase() && is_lower;
        is_lower = character.is_lowercase() || character.is_ascii_digit();
        is_end.then_some(at)
    });
    loop {
        let end = ends.next();
        let word = name[start..end.unwrap_or(name.len())].trim_start_matches(is_no_letter);
        if SECRETS.iter().any(|secret| secret.eq_ignore_ascii_case(word)) {
            return true;
        }
        let Some(end) = end else { return false };
        start = end;
    }
}

fn is_no_letter(character: char) -> bool {
    !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::sounds_secret;

    #[test]
    fn words_of_names() {
        let secrets = ["resetCode", "API_KEY", "new_token", "$sessionId", "@otp", "makePassword"];
        let others = ["turnkeys", "shuffle", "keyboard", "roll_dice", "monkey", "pinned", "x"];
        assert!(secrets.iter().all(|name| sounds_secret(name)));
        assert!(!others.iter().any(|name| sounds_secret(name)));
    }
}
