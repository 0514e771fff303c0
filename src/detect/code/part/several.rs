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
    // Of objects of a library, the argument at a place: `new RSAKeyGenParameterSpec(3072, F4)`.
    let is_placed = paths.parse::<usize>().is_ok();
    let is_of_type = |made: &Site| {
        made.module
            .called(made.id)
            .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let is_object = |one: &Candidate| match &one.value {
        Value::Made(made) => match made.kind() {
            Kind::Map(_) | Kind::List(_) => true,
            Kind::Call { .. } => is_placed && is_of_type(made),
            _ => false,
        },
        _ => false,
    };
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

/// The texts of a list that is written as one: `["TLSv1.2", "TLSv1.3"]`.
pub(super) fn listed(text: &str, of: &Candidate) -> Vec<Candidate> {
    let inner = text.trim_matches(['[', ']']).split(',');
    let texts = inner.map(|one| one.trim().trim_matches(['"', '\'']).to_owned());
    let texts = texts.filter(|one| !one.is_empty());
    texts.map(|one| Candidate { value: Value::Text(one), steps: of.steps.clone() }).collect()
}

/// Of several objects that an argument may be, the ways to those that have a field; none where all have, or none.
pub(super) fn with_field(
    resolver: &mut Resolver<'_>,
    called: &Called<'_>,
    position: &Position,
    paths: &str,
) -> Vec<Vec<Step>> {
    let Some(site) = at(called, position).filter(|_| !matches!(position, Position::Either(_)))
    else {
        return Vec::new();
    };
    if matches!(site.kind(), Kind::Map(_) | Kind::List(_) | Kind::Text(_)) {
        return Vec::new();
    }
    let all = resolver.resolve(&site).candidates;
    let count = all.len();
    let mut with = Vec::new();
    for one in all.into_iter().filter(|_| count > 1) {
        let Value::Made(made) = &one.value else { continue };
        if paths.split('|').any(|path| inside(resolver, made, path).is_some()) {
            let chosen = one.steps.into_iter().filter(|step| step.choice.is_some());
            with.push(chosen.map(|step| Step { what: String::new(), ..step }).collect());
        }
    }
    if with.len() == count { Vec::new() } else { with }
}
