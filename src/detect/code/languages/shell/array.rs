//! Arrays, and associative ones.

use super::*;
use crate::detect::code::resolve::INDIRECT;

/// `(a b)`, and `([key]=value)` of an associative array.
pub(super) fn array<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let items = named(node);
    let key_of = |lowering: &Lowering<'a>, item: &Node<'a>| {
        let inner = lowering.text(*item).strip_prefix('[')?;
        let (key, rest) = inner.split_once("]=")?;
        let rest = rest.trim_matches(['"', '\'']).to_owned();
        Some((key.trim_matches(['"', '\'']).to_owned(), rest))
    };
    let keys: Option<Vec<_>> = items.iter().map(|item| key_of(lowering, item)).collect();
    let Some(keys) = keys.filter(|keys| !keys.is_empty()) else {
        let items = items.into_iter().map(|item| lowering.value(item)).collect();
        let kind = if is_list(lowering) { Kind::Choice(items) } else { Kind::List(items) };
        return Some(lowering.add(kind, node));
    };
    let mut pairs = Vec::new();
    for (item, (key, value)) in items.into_iter().zip(keys) {
        let key = lowering.add(Kind::Text(key), item);
        let last = named(item).pop().filter(|_| value.contains('$'));
        let value = match last {
            Some(last) => lowering.value(last),
            None => lowering.add(Kind::Text(value), item),
        };
        pairs.push((key, value));
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// Whether what is written as an array are the values that a variable of a pipeline may have.
pub(super) fn is_list(lowering: &Lowering<'_>) -> bool {
    let path = &lowering.module.path;
    path.ends_with(".yml") || path.ends_with(".yaml")
}

pub(super) fn subscript<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?;
    let of = variable(lowering, name);
    let key = match node.child_by_field_name("index") {
        Some(index) => match (lowering.text(index), lowering.text(index).parse()) {
            (_, Ok(number)) => {
                let number = from_end(lowering, lowering.text(name), number);
                lowering.add(Kind::Number(number), node)
            }
            ("@" | "*", _) => lowering.add(Kind::Opaque, node),
            // The index of an array is arithmetic.
            (text, _)
                if index.kind() == "word" && list_of(lowering, lowering.text(name)).is_some() =>
            {
                let text = text.to_owned();
                let variable = format!("${text}");
                match lowering.notes.in_round.get(&variable) {
                    Some(id) => *id,
                    None => match sum::summed(lowering, node, &text) {
                        Some(sum) => sum,
                        None => lowering.value(index),
                    },
                }
            }
            _ => lowering.value(index),
        },
        None => lowering.add(Kind::Opaque, node),
    };
    let table = format!("${}", lowering.text(name));
    if let Some(asked) = lines::of_table(lowering, node, &table, key) {
        return Some(asked);
    }
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// The words that `"${name[@]}"` stands for.
pub(super) fn words_of<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<Vec<Id>> {
    let written = lowering.text(node).trim_matches('"');
    let name = match written {
        "$@" | "$*" => "@",
        _ => {
            let text = written.strip_prefix("${")?;
            text.strip_suffix("[@]}").or_else(|| text.strip_suffix("[*]}"))?
        }
    };
    let variable = format!("${name}");
    let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
    match &lowering.module.nodes[bound.value?].kind {
        Kind::List(items) => {
            let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
            let dropped = function.filter(|_| name == "@");
            let dropped =
                dropped.and_then(|function| lowering.notes.shifted.get(&function)).copied();
            Some(items.iter().skip(dropped.unwrap_or(0)).copied().collect())
        }
        _ => None,
    }
}

/// `name+=value`, `name+=(a b)`: what was there, and the value behind it.
pub(super) fn added<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    target: Node<'a>,
    value: Option<Id>,
) -> Option<Id> {
    let value = value?;
    let name = format!("${}", lowering.text(target));
    let before = lowering.module.bindings.iter().rev().find(|one| one.name == name);
    let before = before.and_then(|one| one.value).map(|id| &lowering.module.nodes[id].kind);
    let kind = match (before, &lowering.module.nodes[value].kind) {
        (Some(Kind::List(before)), Kind::List(more)) => {
            Kind::List(before.iter().chain(more).copied().collect())
        }
        (Some(Kind::Choice(before)), Kind::Choice(more)) => {
            Kind::Choice(before.iter().chain(more).copied().take(32).collect())
        }
        (_, Kind::List(_) | Kind::Choice(_)) => return Some(value),
        _ => Kind::Join(vec![variable(lowering, target), value]),
    };
    Some(lowering.add(kind, node))
}

/// The list that a variable was set to last.
fn list_of<'m>(lowering: &'m Lowering<'_>, name: &str) -> Option<&'m [Id]> {
    let variable = format!("${name}");
    let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
    match &lowering.module.nodes[bound.value?].kind {
        Kind::List(items) => Some(items),
        _ => None,
    }
}

/// A place in an array, which may be counted from its end.
fn from_end(lowering: &Lowering<'_>, name: &str, at: i64) -> i64 {
    if at >= 0 {
        return at;
    }
    let length = list_of(lowering, name).map_or(0, <[Id]>::len);
    i64::try_from(length).unwrap_or(0) + at
}

/// `${name[@]: -1}`, `${name[@]:1:1}`: one element of an array.
pub(super) fn slice<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    subscript: Node<'a>,
) -> Option<Id> {
    let text = lowering.text(subscript);
    let name = text.strip_suffix("[@]").or_else(|| text.strip_suffix("[*]"))?;
    let rest = lowering.whole().get(subscript.end_byte()..node.end_byte())?;
    let rest = rest
        .strip_suffix('}')?
        .strip_prefix(':')
        .filter(|rest| !rest.starts_with(['-', '=', '+', '?']))?;
    let (at, count) = rest.split_once(':').map_or((rest, ""), |(at, count)| (at, count.trim()));
    let at: i64 = at.trim().trim_matches(['(', ')']).parse().ok()?;
    if !(count == "1" || at == -1) {
        return None;
    }
    let at = from_end(lowering, name, at);
    let of = subscript.child_by_field_name("name")?;
    let of = variable(lowering, of);
    let key = lowering.add(Kind::Number(at), node);
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `${!name}`: the variable whose name another one holds; `${!name[@]}`: the keys of an array.
pub(super) fn indirect<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    first: Node<'a>,
) -> Option<Id> {
    let is_plain = lowering.text(node).strip_prefix("${!").and_then(|rest| rest.strip_suffix('}'));
    if first.kind() != "variable_name" || is_plain != Some(lowering.text(first)) {
        return None;
    }
    let value = variable(lowering, first);
    Some(named_by(lowering, node, value))
}

/// The variable of a name that is a value.
pub(super) fn named_by<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, value: Id) -> Id {
    let callee = lowering.add(Kind::Name(INDIRECT.to_owned()), node);
    let arguments = vec![Argument { name: None, value }];
    lowering.add(Kind::Call { callee, arguments }, node)
}
