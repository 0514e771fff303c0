//! How long a value is, where the code fixes it: keys whose size nothing else tells.

use super::names::bindings;
use super::resolve::Resolver;
use super::syntax::Kind;
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

/// Bits of what `site` is worth; `None` where they are not known or differ.
pub fn bits(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    of_octets(resolver, site).or_else(|| of(resolver, site).map(|octets| octets * 8))
}

/// Bits of a string of octets: a literal, one in hexadecimal, or so many octets from a generator.
fn of_octets(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    let resolved = resolver.resolve(site);
    let [one] = resolved.candidates.as_slice() else { return None };
    let bits = match &one.value {
        Value::Text(text) => text.chars().count().checked_mul(8)?,
        Value::Made(made) => {
            let Kind::Call { arguments, .. } = made.kind() else { return None };
            let name = made.module.called(made.id)?;
            let first = made.at(arguments.first()?.value);
            let value = resolver.resolve(&first);
            match (name, value.candidates.as_slice()) {
                (
                    "fromhex" | "unhexlify" | "hex2bin",
                    [Candidate { value: Value::Text(text), .. }],
                ) => text.chars().filter(char::is_ascii_hexdigit).count().checked_mul(4)?,
                (
                    "urandom" | "token_bytes" | "get_random_bytes" | "random_bytes" | "randbytes",
                    [Candidate { value: Value::Number(octets), .. }],
                ) => usize::try_from(*octets).ok()?.checked_mul(8)?,
                ("generate_key", [Candidate { value: Value::Number(bits), .. }]) => {
                    usize::try_from(*bits).ok()?
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    matches!(bits, 64..=512).then_some(bits)
}

/// Octets of what `site` is worth; `None` where they are not known or differ.
fn of(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    if let Some(length) = declared(site) {
        return Some(length);
    }
    if let Some(size) = resolver.declared_size(site)
        && let [Candidate { value: Value::Number(octets), .. }] = size.candidates.as_slice()
    {
        return usize::try_from(*octets).ok();
    }
    let resolved = resolver.resolve(site);
    if resolved.missing.is_some() {
        return None;
    }
    let lengths: Vec<Option<usize>> =
        resolved.candidates.iter().map(|candidate| of_value(resolver, &candidate.value)).collect();
    let first = lengths.first().copied().flatten()?;
    lengths.iter().all(|length| *length == Some(first)).then_some(first)
}

fn of_value(resolver: &mut Resolver<'_>, value: &Value) -> Option<usize> {
    match value {
        Value::Text(text) => Some(text.len()),
        Value::Made(made) => match made.kind() {
            Kind::List(items) if !items.is_empty() => Some(items.len()),
            // `make([]byte, 32)`
            Kind::Call { arguments, .. } if made.module.called(made.id) == Some("make") => {
                let size = arguments.get(1)?.value;
                match resolver.resolve(&made.at(size)).candidates.first()?.value {
                    Value::Number(number) => usize::try_from(number).ok(),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    }
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
