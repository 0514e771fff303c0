//! Texts of words, as far as the script tells them where they stand.

use super::*;
use crate::detect::code::syntax::Binding;

/// The literal text with which a value begins.
pub(super) fn literal(lowering: &Lowering<'_>, id: Id) -> String {
    let nodes = &lowering.module.nodes;
    match &nodes[id].kind {
        Kind::Text(text) => text.clone(),
        Kind::Join(parts) => match parts.first().map(|id| &nodes[*id].kind) {
            Some(Kind::Text(text)) => text.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The default of `${name:-default}`.
pub(super) fn default_of(lowering: &Lowering<'_>, id: Id) -> Option<Id> {
    let nodes = &lowering.module.nodes;
    let Kind::Call { callee, arguments } = &nodes[id].kind else { return None };
    let is_it = matches!(&nodes[*callee].kind, Kind::Name(name) if name == OR_DEFAULT);
    arguments.get(1).filter(|_| is_it).map(|default| default.value)
}

/// Variables set so far among which one is looked for by its name.
const SEARCHED: usize = 4_096;

/// The only text that a value may be.
pub(super) fn known_text(lowering: &Lowering<'_>, id: Id, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    let module = &lowering.module;
    match &module.nodes[id].kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::Join(parts) if parts.len() <= 16 => {
            parts.iter().map(|part| known_text(lowering, *part, left)).collect()
        }
        Kind::Name(name) if module.bindings.len() <= SEARCHED => {
            // What `set --` gives is not what its own words stand for.
            let is_word = name
                .strip_prefix('$')
                .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            let at = module.nodes[id].place.start;
            let is_it = |one: &&Binding| one.name == *name && !(is_word && one.at > at);
            let mut bound = module.bindings.iter().filter(is_it);
            let only = bound.next()?.value?;
            if bound.next().is_some() { None } else { known_text(lowering, only, left) }
        }
        Kind::Index { of, key } => {
            let Kind::Name(table) = &module.nodes[*of].kind else { return None };
            let key = match &module.nodes[*key].kind {
                Kind::Number(at) => at.to_string(),
                _ => known_text(lowering, *key, left)?,
            };
            let mut bound = module.bindings.iter().take(SEARCHED).filter(|one| one.name == *table);
            let only = bound.next()?.value.filter(|_| bound.next().is_none())?;
            match &module.nodes[only].kind {
                Kind::Map(pairs) => {
                    let is_it = |id: &Id| matches!(&module.nodes[*id].kind, Kind::Text(text) if *text == key);
                    let (_, value) = pairs.iter().find(|(id, _)| is_it(id))?;
                    known_text(lowering, *value, left)
                }
                Kind::List(items) => {
                    known_text(lowering, *items.get(key.parse::<usize>().ok()?)?, left)
                }
                _ => None,
            }
        }
        _ => known_text(lowering, default_of(lowering, id)?, left),
    }
}

/// A word that says what it is by its form alone, as that text: an option, `rsa:2048`, `key=value`.
pub(super) fn parted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, id: Id) -> (Id, String) {
    let begins = literal(lowering, id);
    // `--tlsv"$floor"` is an option of its own; what only names an algorithm goes the way of all values.
    if begins.starts_with('-')
        && matches!(lowering.module.nodes[id].kind, Kind::Join(_))
        && let Some(text) = known_text(lowering, id, 8)
        && !text.contains([' ', '='])
        && begins != "--tlsv"
        && !command::names_algorithm(text.trim_start_matches('-'))
    {
        return (part(lowering, node, Kind::Text(text.clone())), text);
    }
    if !begins.is_empty() || matches!(lowering.module.nodes[id].kind, Kind::Text(_)) {
        return (id, begins);
    }
    if let Some((value, begins)) = held(lowering, id) {
        return (value, begins);
    }
    let known = known_text(lowering, id, 8);
    match known.filter(|text| text.starts_with('-') || text.contains([':', '='])) {
        Some(text) => (part(lowering, node, Kind::Text(text.clone())), text),
        None => (id, begins),
    }
}

/// The words of a text that holds a command, with the variables in them.
pub(super) fn words_in<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    id: Id,
) -> Vec<(Id, String)> {
    let parts = match &lowering.module.nodes[id].kind {
        Kind::Text(_) => vec![id],
        Kind::Join(parts) => parts.iter().copied().take(64).collect(),
        _ => match default_of(lowering, id) {
            Some(default) => vec![default],
            None => return Vec::new(),
        },
    };
    let (mut words, mut word): (Vec<Vec<Id>>, Vec<Id>) = (Vec::new(), Vec::new());
    for one in parts {
        let Kind::Text(text) = lowering.module.nodes[one].kind.clone() else {
            word.push(one);
            continue;
        };
        for (index, piece) in text.split(char::is_whitespace).enumerate().take(64) {
            if index > 0 && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !piece.is_empty() && piece != "\\" {
                word.push(part(lowering, node, Kind::Text(piece.to_owned())));
            }
        }
    }
    words.push(word);
    let words = words.into_iter().filter(|word| !word.is_empty()).map(|word| {
        let id = match word.as_slice() {
            [only] => *only,
            _ => part(lowering, node, Kind::Join(word)),
        };
        parted(lowering, node, id)
    });
    words.collect()
}

/// The value of a variable that is set once, where it begins with the name of what it gives: `ec_paramgen_curve:$curve`.
fn held(lowering: &Lowering<'_>, id: Id) -> Option<(Id, String)> {
    let module = &lowering.module;
    let name = match &module.nodes[id].kind {
        Kind::Join(parts) if parts.len() == 1 => parts[0],
        _ => id,
    };
    let Kind::Name(name) = &module.nodes[name].kind else { return None };
    let mut bound = module.bindings.iter().take(SEARCHED).filter(|one| one.name == *name);
    let value = bound.next()?.value.filter(|_| bound.next().is_none())?;
    let begins = literal(lowering, value);
    let is_joined = matches!(&module.nodes[value].kind, Kind::Join(parts) if parts.len() > 1);
    (is_joined && begins.contains(':') && !begins.contains([' ', '/'])).then_some((value, begins))
}
