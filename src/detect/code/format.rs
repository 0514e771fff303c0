//! Texts made from a pattern and values: `String.format`, `fmt.Sprintf`, `"…".format`, `format!`, `sprintf`, `%`.

use super::syntax::{Argument, Id, Kind, Module};
use super::value::{Resolved, Value};

/// A call that fills a pattern.
pub struct Template {
    /// The pattern.
    pub pattern: Id,
    /// The first argument that fills it.
    pub first: usize,
}

/// The pattern of a call, where it fills one.
pub fn of(module: &Module, callee: Id, name: &str, arguments: &[Argument]) -> Option<Template> {
    let by_argument = |at: usize| {
        arguments.get(at).map(|argument| Template { pattern: argument.value, first: at + 1 })
    };
    match name {
        "Sprintf" | "sprintf" | "Format" | "format!" | "printf" => by_argument(0),
        "format" | "formatted" => match &module.nodes[callee].kind {
            Kind::Member { of, .. } if matches!(module.nodes[*of].kind, Kind::Text(_)) => {
                Some(Template { pattern: *of, first: 0 })
            }
            _ => by_argument(0),
        },
        _ => None,
    }
}

/// The pattern's own text and the values in their order.
pub fn parts(pattern: &str, values: &[(Option<&str>, Resolved)]) -> Vec<Resolved> {
    let (mut parts, mut rest, mut next) = (Vec::new(), pattern, 0);
    while let Some((before, hole, after)) = first_hole(rest) {
        parts.push(Resolved::of(Value::Text(before.to_owned())));
        let by_name = values.iter().find(|(name, _)| name.is_some_and(|name| name == hole));
        let by_number = hole.parse::<usize>().ok().and_then(|index| values.get(index));
        let value = by_name.or(by_number).or_else(|| {
            next += 1;
            values.get(next - 1)
        });
        parts.push(
            value.map_or_else(|| Resolved::missing("a formatted text"), |(_, value)| value.clone()),
        );
        rest = after;
    }
    parts.push(Resolved::of(Value::Text(rest.to_owned())));
    parts
}

/// Text before the first hole, the name in it, and what follows.
fn first_hole(pattern: &str) -> Option<(&str, &str, &str)> {
    let at = pattern.find(['%', '{'])?;
    let (before, hole) = pattern.split_at(at);
    if let Some(inner) = hole.strip_prefix('{') {
        let (name, after) = inner.split_once('}')?;
        let name = name.split(':').next().unwrap_or_default();
        return Some((before, name, after));
    }
    let body = &hole[1..];
    let end = body.find(|c: char| c.is_ascii_alphabetic()).map_or(body.len(), |end| end + 1);
    Some((before, "", &body[end..]))
}
