//! Commands whose words come from the calls of the function around.

use super::known::default_of;
use super::*;
use crate::detect::code::syntax::Binding;

/// Variables among which one is looked for that holds a word.
const HELD: usize = 256;
/// Calls of one function that are looked at.
const CALLS: usize = 4;

/// Whether a function runs what it gets: `"$@"` where a command begins.
pub(super) fn runs_what_it_gets(text: &str) -> bool {
    begins_with(text, "$@")
}

/// Bytes of a script in which runs of an array are looked for.
const SEARCHED: usize = 1 << 18;

/// Whether an array is run as a command somewhere in the file.
pub(super) fn is_run(lowering: &Lowering<'_>, array: &str) -> bool {
    let whole = lowering.whole();
    whole.len() < SEARCHED && begins_with(whole, &format!("${{{array}[@]}}"))
}

/// Whether a command begins with these words.
fn begins_with(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].trim_end_matches('"').trim_end_matches([' ', '\t']);
        let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        before.ends_with(['\n', '{', ';', '&', '|', '('])
            || matches!(
                word,
                "exec" | "if" | "!" | "then" | "do" | "else" | "time" | "until" | "sudo" | "env"
            )
    })
}

fn plain<'a>(lowering: &Lowering<'a>, word: Node<'a>) -> &'a str {
    lowering.text(word).trim_matches('"')
}

fn is_all(text: &str) -> bool {
    matches!(text, "$@" | "$*" | "${@}" | "${*}")
}

/// Whether a word has `$1`, or `${1}` with anything that may stand before the brace closes.
fn has_positional(word: &str) -> bool {
    let word = word.as_bytes();
    memchr::memchr_iter(b'$', word).any(|at| match &word[at + 1..] {
        [b'1'..=b'9', ..] => true,
        [b'{', b'1'..=b'9', end, ..] => matches!(end, b'}' | b':' | b'-' | b'='),
        _ => false,
    })
}

/// Whether the words of a command are told by the calls of the function around alone.
fn is_told_by_calls<'a>(lowering: &Lowering<'a>, words: &[Node<'a>]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let name = plain(lowering, *first);
    let by_name = has_positional(name);
    // What `set --` gave stands in this function.
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    if function.is_some_and(|own| {
        lowering.module.bindings.iter().rev().any(|one| one.name == "$@" && one.scope == own)
    }) {
        return false;
    }
    // `local callback=$2; "$callback" 3072`
    let held = name.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
    let by_held = held.zip(function).is_some_and(|(held, own)| {
        let bound = lowering.module.bindings.iter().rev().take(HELD);
        let value = bound
            .filter(|one| one.scope == own)
            .find(|one| one.name.strip_prefix('$') == Some(held))
            .and_then(|one| one.value);
        value.is_some_and(|id| {
            let id = match &lowering.module.nodes[id].kind {
                Kind::Join(parts) if parts.len() == 1 => parts[0],
                _ => id,
            };
            matches!(&lowering.module.nodes[id].kind, Kind::Name(word)
                if word.trim_start_matches('$').parse::<usize>().is_ok())
        })
    });
    lowering.scope != 0
        && (by_held
            || by_name && !name.contains('/')
            || rest.iter().any(|word| is_all(plain(lowering, *word))))
}

/// Whether a command is read when all calls of the function around are known.
pub(super) fn waits<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, words: &[Node<'a>]) -> bool {
    is_told_by_calls(lowering, words) && lowering.at_last(node)
}

/// The words of each call of the function around a command that needs them.
pub(super) fn calls_of<'a>(lowering: &Lowering<'a>, words: &[Node<'a>]) -> Vec<Vec<Id>> {
    if !is_told_by_calls(lowering, words) {
        return Vec::new();
    }
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    let Some(function) = function else { return Vec::new() };
    let name = &lowering.module.scopes[function].name;
    let nodes = &lowering.module.nodes;
    let calls = nodes.iter().filter_map(|node| match &node.kind {
        Kind::Call { callee, arguments } => match &nodes[*callee].kind {
            Kind::Name(called) if called == name => {
                Some(arguments.iter().map(|one| one.value).collect())
            }
            _ => None,
        },
        _ => None,
    });
    calls.take(CALLS).collect()
}

/// The program and the words of a command for each of the calls.
pub(super) fn placed<'a>(
    lowering: &mut Lowering<'a>,
    words: &[Node<'a>],
    calls: &[Vec<Id>],
) -> Vec<(String, Vec<(Id, String)>)> {
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    let dropped = function.and_then(|function| lowering.notes.shifted.get(&function)).copied();
    let dropped = dropped.unwrap_or(0);
    let body = words.first().map_or((0, 0), |word| body_around(lowering, *word));
    let mut ways = Vec::new();
    for call in calls {
        let mut values: Vec<(Id, String)> = Vec::new();
        for word in words {
            if is_all(plain(lowering, *word)) {
                for id in call.iter().skip(dropped) {
                    values.push(parted(lowering, *word, *id));
                }
                continue;
            }
            if let Some(items) = words_of(lowering, *word) {
                for id in items {
                    let id = filled(lowering, *word, id, call, body);
                    values.push(parted(lowering, *word, id));
                }
                continue;
            }
            let id = lowering.value(*word);
            let id = filled(lowering, *word, id, call, body);
            let text = written(lowering, id);
            values.push(if text.is_empty() { parted(lowering, *word, id) } else { (id, text) });
        }
        if values.is_empty() {
            continue;
        }
        let (_, first) = values.remove(0);
        ways.push((first.rsplit('/').next().unwrap_or_default().to_owned(), values));
    }
    ways
}

/// The text that a word is, as far as it is literal.
fn written(lowering: &Lowering<'_>, id: Id) -> String {
    let nodes = &lowering.module.nodes;
    match &nodes[id].kind {
        Kind::Join(parts) => {
            let texts = parts.iter().map_while(|part| match &nodes[*part].kind {
                Kind::Text(text) => Some(text.as_str()),
                _ => None,
            });
            texts.collect()
        }
        _ => literal(lowering, id),
    }
}

/// The bytes of the function around a node.
fn body_around<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> (usize, usize) {
    let mut at = node;
    for _ in 0..AROUND {
        let Some(parent) = lowering.parent(at) else { break };
        at = parent;
        if at.kind() == "function_definition" {
            return (at.start_byte(), at.end_byte());
        }
    }
    (0, 0)
}

/// Levels around a command in which its function is looked for.
const AROUND: usize = 16;

/// A word with the arguments of a call in place of `$1` and of the variables that hold one.
fn filled<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    id: Id,
    call: &[Id],
    body: (usize, usize),
) -> Id {
    match lowering.module.nodes[id].kind.clone() {
        Kind::Name(name) => of_call(lowering, &name, call, body, 3).unwrap_or(id),
        Kind::Call { arguments, .. } => match default_of(lowering, id) {
            Some(default) => match lowering.module.nodes[arguments[0].value].kind.clone() {
                Kind::Name(name) if is_known(lowering, &name) => {
                    let given = of_call(lowering, &name, call, body, 3);
                    given.filter(|id| !is_empty(lowering, *id)).unwrap_or(default)
                }
                _ => id,
            },
            None => id,
        },
        Kind::Join(parts) => {
            let filled = |one| filled(lowering, node, one, call, body);
            let parts = parts.into_iter().map(filled).collect();
            part(lowering, node, Kind::Join(parts))
        }
        _ => id,
    }
}

/// Whether a variable is a word of the function around, or one that is set in this file.
fn is_known(lowering: &Lowering<'_>, name: &str) -> bool {
    name.trim_start_matches('$').bytes().all(|c| c.is_ascii_digit())
        || lowering.module.bindings.iter().any(|one| one.name == name)
}

fn is_empty(lowering: &Lowering<'_>, id: Id) -> bool {
    matches!(&lowering.module.nodes[id].kind, Kind::Text(text) if text.is_empty())
}

/// What a variable of a function is by the arguments of a call.
fn of_call(
    lowering: &Lowering<'_>,
    name: &str,
    call: &[Id],
    body: (usize, usize),
    left: usize,
) -> Option<Id> {
    let left = left.checked_sub(1)?;
    if let Some(place) = name.strip_prefix('$').and_then(|place| place.parse::<usize>().ok()) {
        return call.get(place.checked_sub(1)?).copied();
    }
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function)?;
    let mut bound = lowering.module.bindings.iter().rev();
    let is_own = |one: &Binding| one.scope == function || body.0 <= one.at && one.at < body.1;
    let value = bound.find(|one| one.name == name && is_own(one))?.value?;
    let nodes = &lowering.module.nodes;
    // `"$1"`
    let value = match &nodes[value].kind {
        Kind::Join(parts) if parts.len() == 1 => parts[0],
        _ => value,
    };
    match &nodes[value].kind {
        Kind::Name(name) => of_call(lowering, name, call, body, left),
        Kind::Call { arguments, .. } => match (default_of(lowering, value), arguments.first()) {
            (Some(default), Some(first)) => match &nodes[first.value].kind {
                Kind::Name(name) if is_known(lowering, name) => {
                    let given = of_call(lowering, name, call, body, left);
                    given.filter(|id| !is_empty(lowering, *id)).or(Some(default))
                }
                _ => Some(value),
            },
            _ => Some(value),
        },
        _ => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::has_positional;

    #[test]
    fn a_word_may_have_what_the_call_of_its_function_gives() {
        for word in ["$1", "a$9b", "${2}", "x${3:-y}", "${4-}", "${5=z}", "$x$7"] {
            assert!(has_positional(word), "{word}");
        }
        for word in ["", "$", "$0", "${", "${1", "${10}", "${0}", "${1%x}", "1", "$x", "{1}"] {
            assert!(!has_positional(word), "{word}");
        }
    }
}
