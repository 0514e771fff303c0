//! Fields of an argument that is one of several objects, and the least of several texts.

use super::*;

/// What a field of each of the objects is that an argument may be; `None` where it is one at most.
pub(super) fn of_several(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    position: &Position,
    paths: &str,
) -> Option<Resolved> {
    if matches!(position, Position::Either(_)) || paths.contains("()") {
        return None;
    }
    let site = at(called, position)?;
    if !matches!(
        site.kind(),
        Kind::Name(_) | Kind::Index { .. } | Kind::Member { .. } | Kind::Call { .. }
    ) {
        return None;
    }
    let objects = resolver.resolve(&site).candidates;
    let is_object = |one: &Candidate| matches!(&one.value, Value::Made(made) if matches!(made.kind(), Kind::Map(_) | Kind::List(_)));
    if objects.len() < 2 || !objects.iter().all(is_object) {
        return None;
    }
    let mut all = Resolved::default();
    for object in objects {
        let Value::Made(made) = &object.value else { continue };
        let field = paths.split('|').find_map(|path| inside(resolver, made, path));
        let value = match field {
            Some(field) => resolver.resolve(&field).within(&object.steps),
            None => continue,
        };
        all = all.or(value);
    }
    (!all.candidates.is_empty()).then_some(all)
}

/// Lists replaced by the least text in each.
pub(super) fn least(resolver: &mut Resolver<'_>, resolved: Resolved) -> Resolved {
    let missing = resolved.missing.clone();
    let mut all = Resolved { candidates: Vec::new(), missing };
    for candidate in resolved.candidates {
        let items = match &candidate.value {
            Value::Made(made) => match made.kind() {
                Kind::List(items) => items.iter().map(|id| made.at(*id)).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let texts = items.iter().flat_map(|item| resolver.resolve(item).candidates);
        let text = texts.filter_map(|one| match one.value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        match text.min() {
            Some(text) => {
                all.candidates.push(Candidate { value: Value::Text(text), steps: candidate.steps })
            }
            None => all.candidates.push(candidate),
        }
    }
    all
}
