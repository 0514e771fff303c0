//! Values within a text: of an S-expression, of an object of JSON.

use super::*;

/// An element of an S-expression that an argument is: `2048` of `nbits` in `(genkey (rsa (nbits 4:2048)))`.
pub(super) fn in_expression(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    position: &Position,
    key: &str,
) -> Option<Readings> {
    let resolved = resolver.resolve(&at(called, position)?);
    let [Candidate { value: Value::Text(text), .. }] = resolved.candidates.as_slice() else {
        return None;
    };
    let after = text.trim_start().strip_prefix('(')?;
    let start = after.find(key).filter(|at| *at == 0 || after[..*at].ends_with('('))?;
    let rest = after[start + key.len()..].strip_prefix([' ', '('])?.trim_start_matches([' ', '(']);
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split([' ', '(', ')']).next()?,
    };
    if value.starts_with('%') {
        // Arguments behind the pattern fill it in their order.
        let before = text[..text.len() - rest.len()].matches('%').count();
        if let Position::At(pattern) = position
            && let Some(site) = at(called, &Position::At(pattern + 1 + before))
        {
            return Some(readings(resolver.resolve(&site), false));
        }
        let missing = Some(format!("the {key} of an expression"));
        return Some(Readings { all: Vec::new(), missing });
    }
    let counted = value.split_once(':').filter(|(count, _)| count.parse::<usize>().is_ok());
    Some(known(counted.map_or(value, |(_, value)| value)))
}

/// A member of an object of JSON that an argument is as a text: `{"alg": "RS256"}`.
pub(super) fn in_json(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    position: &Position,
    paths: &str,
) -> Option<Readings> {
    let resolved = resolver.resolve(&at(called, position)?);
    let [Candidate { value: Value::Text(text), .. }] = resolved.candidates.as_slice() else {
        return None;
    };
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let object: serde_json::Value = serde_json::from_str(text).ok()?;
    let pointer = |path: &str| format!("/{}", path.replace('.', "/"));
    paths.split('|').find_map(|path| object.pointer(&pointer(path))?.as_str()).map(known)
}
