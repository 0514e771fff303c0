//! What may not happen, and words that commands of the shell itself set.

use super::*;

/// Levels around a `shift` in which a loop or choice is looked for.
const AROUND: usize = 8;

/// What is done where a condition holds, and where it does not.
pub(super) fn tested<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let conditions: Vec<Node<'a>> =
        node.children_by_field_name("condition", &mut cursor).filter(Node::is_named).collect();
    let rest: Vec<Node<'a>> =
        named(node).into_iter().filter(|child| !conditions.contains(child)).collect();
    let is_other = |child: &Node<'a>| matches!(child.kind(), "elif_clause" | "else_clause");
    let then: Vec<Node<'a>> = rest.iter().copied().filter(|child| !is_other(child)).collect();
    rest.iter().rev().filter(|child| is_other(child)).for_each(|child| lowering.later(*child));
    if let (Some(first), Some(last)) = (then.first(), then.last()) {
        let block = (first.start_byte(), last.end_byte());
        then.iter().rev().for_each(|child| lowering.later_within(*child, block));
    }
    conditions.into_iter().rev().for_each(|child| lowering.later(child));
    None
}

/// `read -r a b <<< "x y"`: each variable gets a word.
pub(super) fn read_words<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> bool {
    let children = named(node);
    let is_read = children
        .iter()
        .any(|child| child.kind() == "command_name" && lowering.text(*child) == "read");
    if !is_read {
        return false;
    }
    let value = match children.iter().find(|child| child.kind() == "herestring_redirect") {
        Some(given) => given.named_child(0).map(|given| lowering.value(given)),
        // `read -r a b < <(command)`
        None => settings::read_from(lowering, node)
            .filter(|from| from.kind() == "process_substitution")
            .filter(|from| !guard::has_command(lowering, *from, 12))
            .and_then(|from| substituted(lowering, from)),
    };
    let Some(value) = value else { return false };
    let separators = children
        .iter()
        .filter(|child| child.kind() == "variable_assignment")
        .find_map(|child| lowering.text(*child).strip_prefix("IFS="));
    let separators = separators.map_or(" \t\n", |written| written.trim_matches(['"', '\'']));
    let is_list = children.iter().any(|child| {
        let text = lowering.text(*child);
        child.kind() == "word" && text.starts_with('-') && text.contains('a')
    });
    let names = children.iter().filter(|child| child.kind() == "word");
    let names = names.filter(|child| !lowering.text(**child).starts_with('-'));
    let names: Vec<Node<'a>> = names.copied().take(16).collect();
    let text = match &lowering.module.nodes[value].kind {
        Kind::Text(text) => Some(text.clone()),
        _ => known_text(lowering, value, 8),
    };
    let Some(text) = text else {
        let separator: String = separators.chars().take(1).collect();
        let last = names.len();
        for (at, name) in names.into_iter().enumerate().filter(|_| !is_list) {
            let value = pipe::field(lowering, node, value, &separator, at + 1, at + 1 == last);
            lowering.bind(
                &format!("${}", lowering.text(name)),
                Some(value),
                None,
                node.start_byte(),
            );
        }
        return true;
    };
    let words = text.split(|c: char| separators.contains(c)).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    if let (true, Some(name)) = (is_list, names.first()) {
        let items = words.into_iter().take(64).map(|word| part(lowering, node, Kind::Text(word)));
        let items: Vec<Id> = items.collect();
        let list = lowering.add(Kind::List(items), node);
        lowering.bind(&format!("${}", lowering.text(*name)), Some(list), None, node.start_byte());
        return true;
    }
    for (name, word) in names.into_iter().zip(words) {
        let value = part(lowering, node, Kind::Text(word));
        lowering.bind(&format!("${}", lowering.text(name)), Some(value), None, node.start_byte());
    }
    true
}

/// `set -- a b c`: the words that `$@` stands for from then on.
pub(super) fn set_words<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, words: &[Node<'a>]) {
    let [set, dashes, rest @ ..] = words else { return };
    if lowering.text(*set) != "set" || lowering.text(*dashes) != "--" {
        return;
    }
    let mut values: Vec<Id> = Vec::new();
    for word in rest.iter().take(64) {
        match options::given_if_set(lowering, node, *word) {
            Some(given) => values.extend(given.into_iter().map(|(id, _)| id)),
            None => values.push(lowering.value(*word)),
        }
    }
    if let Some(function) = lowering.module.enclosing(lowering.scope, ScopeKind::Function) {
        lowering.notes.shifted.remove(&function);
    }
    for (index, value) in values.iter().enumerate() {
        let name = format!("${}", index + 1);
        // The words that stand here are those from before.
        lowering.bind(&name, Some(*value), None, node.end_byte());
    }
    let all = lowering.add(Kind::List(values), node);
    lowering.bind("$@", Some(all), None, node.end_byte());
}

/// `shift` in the course of a function, not in a loop over its arguments.
pub(super) fn shift<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, name: &str) {
    let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
    let Some(function) = function.filter(|_| name == "shift") else { return };
    let mut at = node;
    for _ in 0..AROUND {
        let Some(parent) = lowering.parent(at) else { break };
        at = parent;
        match at.kind() {
            "function_definition" => break,
            "while_statement" | "for_statement" | "case_statement" | "if_statement" => return,
            _ => {}
        }
    }
    let count = named(node).get(1).and_then(|word| lowering.text(*word).parse().ok());
    *lowering.notes.shifted.entry(function).or_default() += count.unwrap_or(1_usize).min(9);
}
