//! How long a value is, where the code fixes it: keys whose size nothing else tells.

use super::combine::field;
use super::names::bindings;
use super::resolve::Resolver;
use super::syntax::{Argument, Id, Kind};
use super::value::{Candidate, Resolved, Site, Value};

/// What a variable is called whose value is how many octets another has.
pub const SIZE_OF: &str = "sizeof ";

impl Resolver<'_> {
    /// How many octets a variable has by its declaration, for `a.size()`.
    pub(super) fn declared_size(&mut self, variable: &Site) -> Option<Resolved> {
        let (Kind::Name(name) | Kind::Member { name, .. }) = variable.kind() else { return None };
        let scope = variable.module.nodes[variable.id].scope;
        let name = format!("{SIZE_OF}{name}");
        let bound = bindings(&variable.module, scope, &name);
        let size = bound.iter().rev().find_map(|one| one.value)?;
        Some(self.resolve(&variable.at(size)))
    }
}

/// Calls within calls that are followed.
const STEPS: usize = 8;

/// Bits of what `site` is worth; `None` where they are not known or differ.
pub fn bits(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    let bits = octets(resolver, site, STEPS)?.checked_mul(8)?;
    matches!(bits, 64..=4096).then_some(bits)
}

/// Octets of what `site` is worth.
fn octets(resolver: &mut Resolver<'_>, site: &Site, left: usize) -> Option<usize> {
    let left = left.checked_sub(1)?;
    if let Some(length) = declared(site) {
        return Some(length);
    }
    if let Some(size) = resolver.declared_size(site)
        && let [Candidate { value: Value::Number(octets), .. }] = size.candidates.as_slice()
    {
        return usize::try_from(*octets).ok();
    }
    // The octets of a key are as long as the key: `secret.encoded` of Kotlin.
    if let Kind::Member { of, name } = site.kind()
        && matches!(name.as_str(), "encoded" | "getEncoded" | "toByteArray")
        && let Some(length) = octets(resolver, &site.at(*of), left)
    {
        return Some(length);
    }
    // A part of something is as long as the part, whatever the whole is.
    if let Kind::Call { callee, arguments } = site.kind()
        && let Some(length) = of_call(resolver, site, *callee, arguments, left)
    {
        return Some(length);
    }
    // What a function of the project gives is as long as what that is.
    let resolved = resolver.resolve(site);
    let is_itself = |one: &Candidate| matches!(&one.value, Value::Made(made) if made.id == site.id);
    if matches!(site.kind(), Kind::Call { .. }) && resolved.candidates.iter().all(is_itself) {
        return None;
    }
    if resolved.missing.is_some() {
        return None;
    }
    // What is empty until it is set is no key.
    let several = resolved.candidates.len() > 1;
    let lengths: Vec<Option<usize>> = resolved
        .candidates
        .iter()
        .filter(|candidate| !(several && is_empty(candidate)))
        .map(|candidate| match &candidate.value {
            Value::Text(text) => Some(text.len()),
            Value::Made(made) => match made.kind() {
                Kind::List(items) if !items.is_empty() => Some(items.len()),
                Kind::Call { callee, arguments } => {
                    of_call(resolver, made, *callee, arguments, left)
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    let first = lengths.first().copied().flatten()?;
    lengths.iter().all(|length| *length == Some(first)).then_some(first)
}

/// Whether a value is a list without elements.
fn is_empty(candidate: &Candidate) -> bool {
    let Value::Made(made) = &candidate.value else { return false };
    match made.kind() {
        Kind::List(items) => items.is_empty(),
        Kind::Call { arguments, .. } => {
            let name = made.module.called(made.id);
            arguments.iter().all(|one| one.name.is_some())
                && matches!(name, Some("Empty" | "empty"))
        }
        _ => false,
    }
}

/// What a function does to the length of what it gets.
#[derive(Clone, Copy)]
enum Effect {
    /// So many octets as an argument says; of several the first that is a number.
    Octets(&'static [usize]),
    /// So many bits as an argument says.
    Bits(usize),
    /// As long as an argument.
    Same(usize),
    /// As long as the only argument.
    Alone,
    /// As long as the object that it is called on.
    Object,
    /// Text in hexadecimal.
    Hexadecimal,
    /// Text in base64.
    Base64,
    /// From an octet to before another; to the end where the second is left out.
    Part(usize, usize),
    /// A text, with the name of its encoding behind it.
    Encoded,
    /// A derivation whose object or argument has a length.
    Derived,
}

/// Functions by their own name, and what they do.
const EFFECTS: &[(&[&str], Effect)] = &[
    (
        &[
            "urandom",
            "token_bytes",
            "get_random_bytes",
            "random_bytes",
            "randbytes",
            "randomBytes",
            "GetBytes",
            "strong_rand_bytes",
            "rand_bytes",
            "openssl_random_pseudo_bytes",
            "randombytes_buf",
            "generateRandomBytes",
            "nextBytes",
            "secure_random",
            "Uint8Array",
            "Array",
            "Uint8List",
            "ByteArray",
            "bytearray",
            "bytes",
            "alloc",
            "allocUnsafe",
            "byte[]",
            "generateSeed",
            "random_key",
            "SecureRandom",
            "secureRandom",
            "fromSecureRandom",
            "fromLength",
            "filled",
            "byte",
            "secure_random_bytes",
            "array",
            "stretch",
        ],
        Effect::Octets(&[0]),
    ),
    (&["make"], Effect::Octets(&[1])),
    (&["pbkdf2_hmac"], Effect::Octets(&[3, 4])),
    (&["pbkdf2Sync", "pbkdf2"], Effect::Octets(&[3])),
    (&["hash_pbkdf2", "hkdfSync", "Pbkdf2"], Effect::Octets(&[4])),
    (&["scryptSync", "hash_hkdf", "openssl_pbkdf2"], Effect::Octets(&[2])),
    (&["sodium_crypto_pwhash"], Effect::Octets(&[0])),
    (&["PBKDF2"], Effect::Octets(&[2])),
    (&["HKDF"], Effect::Octets(&[1])),
    (&["IDKey"], Effect::Octets(&[5])),
    (&["Key"], Effect::Octets(&[5, 3])),
    (&["Key"], Effect::Alone),
    (&["DeriveKey"], Effect::Octets(&[2])),
    (&["hkdf"], Effect::Octets(&[4])),
    (&["scrypt"], Effect::Octets(&[2, 5])),
    (&["generate_key"], Effect::Bits(0)),
    (&["PBEKeySpec"], Effect::Bits(3)),
    (
        &[
            "SecretKeySpec",
            "KeyParameter",
            "SymmetricKey",
            "SecretKey",
            "generateSecret",
            "createSecretKey",
            "getRandomValues",
            "from_slice",
            "clone_from_slice",
            "ensure_binary",
            "bytes_of",
            "IvSpec",
            "fromKeyData",
            "fromUtf8",
            "fromList",
            "wrap",
        ],
        Effect::Same(0),
    ),
    (
        &[
            "getEncoded",
            "export",
            "to_vec",
            "as_slice",
            "as_ref",
            "as_bytes",
            "toByteArray",
            "getBytes",
            "encode",
            "bytes",
            "encodeToByteArray",
            "toByteArray",
            "array",
            "ToArray",
            "into",
            "unwrap",
            "expect",
            "to_owned",
            "clone",
            "b",
            "toString",
            "trim",
            "asUint8List",
            "encoded",
            "also",
            "apply",
        ],
        Effect::Object,
    ),
    (
        &[
            "fromhex",
            "unhexlify",
            "a2b_hex",
            "hex2bin",
            "FromHexString",
            "decodeHex",
            "parseHex",
            "hexToBytes",
            "parseHexBinary",
            "hex_to_bytes",
            "sodium_hex2bin",
        ],
        Effect::Hexadecimal,
    ),
    (
        &[
            "b64decode",
            "base64_decode",
            "decode64",
            "strict_decode64",
            "urlsafe_b64decode",
            "FromBase64String",
            "atob",
            "decodeBase64",
            "base64Decode",
            "standard_b64decode",
            "decode64!",
        ],
        Effect::Base64,
    ),
    (&["copyOf", "sliceArray", "Take", "take"], Effect::Octets(&[1, 0])),
    (&["copyOfRange"], Effect::Part(1, 2)),
    (&["subarray", "slice", "sublist", "substring"], Effect::Part(0, 1)),
    (&["byteslice", "binary_part", "substr"], Effect::Octets(&[2, 1])),
    (&["GetBytes"], Effect::Same(0)),
    (&["AsSpan"], Effect::Octets(&[1])),
    (&["from"], Effect::Encoded),
    (&["derive", "derive_key", "generateBytes", "deriveKey"], Effect::Derived),
];

fn of_call(
    resolver: &mut Resolver<'_>,
    site: &Site,
    callee: Id,
    arguments: &[Argument],
    left: usize,
) -> Option<usize> {
    let name = site.module.called(site.id)?;
    let object = match &site.module.nodes[callee].kind {
        Kind::Member { of, .. } => Some(site.at(*of)),
        _ => None,
    };
    let number = |resolver: &mut Resolver<'_>, at: usize| {
        only_number(resolver, &site.at(arguments.get(at)?.value))
    };
    // A length that goes by its name is one, whatever else is given.
    for key in
        ["length", "dklen", "dkLen", "keylen", "key_len", "key_length", "size", "dk_len", "len"]
    {
        if let Some(at) = arguments.iter().position(|one| one.name.as_deref() == Some(key)) {
            return number(resolver, at);
        }
    }
    // `Data(count: 32)`, `[UInt8](repeating: 0, count: 32)`
    if resolver.around.language().id == "swift"
        && let Some(at) = arguments.iter().position(|one| one.name.as_deref() == Some("count"))
    {
        return number(resolver, at);
    }
    for argument in arguments {
        let value = site.at(argument.value);
        if !matches!(value.kind(), Kind::Map(_)) {
            continue;
        }
        if let Some(id) = ["dkLen", "keySize", "length"].iter().find_map(|key| field(&value, key)) {
            let words = field(&value, "keySize").is_some();
            let number = only_number(resolver, &site.at(id))?;
            return if words { number.checked_mul(4) } else { Some(number) };
        }
    }
    if matches!(name, "decode" | "decode!" | "DecodeString" | "parse") {
        return decoded(resolver, site, callee, arguments);
    }
    let effects = EFFECTS.iter().filter(|(names, _)| names.contains(&name));
    for (_, effect) in effects {
        let found = match effect {
            Effect::Octets(places) => places.iter().find_map(|at| number(resolver, *at)),
            Effect::Bits(at) => number(resolver, *at).map(|bits| bits / 8),
            Effect::Same(at) => {
                let site = site.at(arguments.get(*at)?.value);
                octets(resolver, &site, left)
            }
            Effect::Alone => match arguments {
                [only] => octets(resolver, &site.at(only.value), left),
                _ => None,
            },
            Effect::Object => object.as_ref().and_then(|object| octets(resolver, object, left)),
            Effect::Hexadecimal => {
                text(resolver, site, arguments.first()).map(|text| of_hex(&text))
            }
            Effect::Base64 => text(resolver, site, arguments.first()).map(|text| of_base64(&text)),
            Effect::Part(from, to) => {
                let from = number(resolver, *from).unwrap_or_default();
                number(resolver, *to).and_then(|to| to.checked_sub(from))
            }
            Effect::Encoded => encoded(resolver, site, arguments),
            Effect::Derived => object.as_ref().and_then(|object| {
                let made = resolver.resolve(object).into_made()?;
                let id = ["length", "dk_len"].iter().find_map(|key| field(&made, key));
                let placed = || match made.kind() {
                    Kind::Call { arguments, .. } => arguments.get(1).map(|one| one.value),
                    _ => None,
                };
                let site = made.at(id.or_else(placed)?);
                only_number(resolver, &site)
            }),
        };
        if found.is_some() {
            return found;
        }
    }
    // What a function at hand gives.
    let given = resolver.resolve(site);
    let is_other = |made: &Site| made.id != site.id || made.module.path != site.module.path;
    match given.candidates.as_slice() {
        [Candidate { value: Value::Text(text), .. }] if given.missing.is_none() => Some(text.len()),
        [Candidate { value: Value::Made(made), .. }] if is_other(made) => {
            // As it is made for this call.
            let frame = resolver.frame_of(site);
            let is_framed = frame.is_some();
            resolver.frames.extend(frame);
            let length = octets(resolver, made, left);
            if is_framed {
                resolver.frames.pop();
            }
            length
        }
        _ => None,
    }
}

/// The number that a value is; none where it may be another.
fn only_number(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    match resolver.resolve(site).candidates.as_slice() {
        [Candidate { value: Value::Number(number), .. }] => usize::try_from(*number).ok(),
        [Candidate { value: Value::Text(text), .. }] => text.parse().ok(),
        _ => None,
    }
}

fn text(resolver: &mut Resolver<'_>, site: &Site, argument: Option<&Argument>) -> Option<String> {
    let site = site.at(argument?.value);
    match resolver.resolve(&site).candidates.as_slice() {
        [Candidate { value: Value::Text(text), .. }] => Some(text.clone()),
        _ => None,
    }
}

/// `Hex.decode(text)`, `base64.StdEncoding.DecodeString(text)`: which it is stands before it.
fn decoded(
    resolver: &mut Resolver<'_>,
    site: &Site,
    callee: Id,
    arguments: &[Argument],
) -> Option<usize> {
    let before = super::names::qualified(&site.module, callee);
    let has = |word: &str| before.iter().any(|name| name.to_ascii_lowercase().contains(word));
    let text = text(resolver, site, arguments.first())?;
    if has("hex") {
        return Some(of_hex(&text));
    }
    if has("utf8") || has("latin1") {
        return Some(text.len());
    }
    has("base64").then(|| of_base64(&text))
}

/// `Buffer.from(text, "hex")`
fn encoded(resolver: &mut Resolver<'_>, site: &Site, arguments: &[Argument]) -> Option<usize> {
    let value = text(resolver, site, arguments.first())?;
    match text(resolver, site, arguments.get(1)).as_deref() {
        Some("hex") => Some(of_hex(&value)),
        Some("base64" | "base64url") => Some(of_base64(&value)),
        _ => Some(value.len()),
    }
}

fn of_hex(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_hexdigit).count() / 2
}

fn of_base64(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)).count() * 3
        / 4
}

/// The length that a variable's or parameter's type states: `[32]byte`, `[u8; 32]`.
fn declared(site: &Site) -> Option<usize> {
    let Kind::Name(name) = site.kind() else { return None };
    let module = &site.module;
    let scope = module.nodes[site.id].scope;
    let bound = bindings(module, scope, name);
    let by_binding = bound.iter().rev().find_map(|binding| binding.type_name.as_deref());
    let by_parameter = || {
        module.scopes_from(scope).find_map(|scope| {
            let mut parameters = module.scopes[scope].parameters.iter();
            parameters.find(|parameter| parameter.name == *name)?.type_name.as_deref()
        })
    };
    let written = by_binding.or_else(by_parameter)?.trim_start_matches(['*', '&']);
    let inner = written.trim_start_matches("mut").strip_prefix('[')?.split(']').next()?;
    inner.rsplit(';').next()?.trim().parse().ok()
}
