//! How long a value is, where the code fixes it: keys whose size nothing else tells.

use super::names::bindings;
use super::resolve::Resolver;
use super::syntax::Kind;
use super::value::{Site, Value};

/// Octets of what `site` is worth; `None` where they are not known or differ.
pub fn of(resolver: &mut Resolver<'_>, site: &Site) -> Option<usize> {
    if let Some(length) = declared(site) {
        return Some(length);
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
