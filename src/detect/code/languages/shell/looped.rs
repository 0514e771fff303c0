//! Loops over lists that are known, which only look for something: gone through round by round.

use super::guard::{Condition, conditions, of_case, of_if, of_list, told};
use super::known::known_text;
use super::*;
use std::collections::HashMap;

/// Rounds of a loop, and statements of its body.
const ROUNDS: usize = 8;
const STATEMENTS: usize = 24;
/// Words of a function that a loop goes through.
const WORDS: usize = 6;

/// Conditions of a value as they are noted.
type Guards = Vec<(Id, Vec<Id>, bool)>;

/// What a loop comes to.
#[derive(Default)]
struct Rounds<'a> {
    /// Variables that are set, in the order of the text.
    set: Vec<String>,
    /// What variables stand for where the loop ends early, with the conditions of that.
    ended: Vec<(Guards, HashMap<String, Id>)>,
    /// Conditions under which the rest of a round is left out.
    skipped: Vec<Condition<'a>>,
    loop_: Option<Node<'a>>,
}

/// Goes through a loop; false where it does more than look for something, or over what is not known.
pub(super) fn gone_through<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> bool {
    let Some(body) = node.child_by_field_name("body") else { return false };
    let mut left = STATEMENTS;
    if !lowering.notes.in_round.is_empty() || !is_plain(lowering, body, &mut left) {
        return false;
    }
    let Some(rounds) = rounds_of(lowering, node) else { return false };
    let mut state = Rounds { loop_: Some(node), ..Rounds::default() };
    for round in rounds {
        for (name, value) in round {
            note_set(&mut state, &name);
            lowering.notes.in_round.insert(name, value);
        }
        state.skipped.clear();
        named(body).into_iter().for_each(|one| statement(lowering, one, &mut state));
    }
    let last = std::mem::take(&mut lowering.notes.in_round);
    for name in &state.set {
        let early =
            state.ended.iter().filter_map(|(guards, values)| Some((guards, *values.get(name)?)));
        let mut ways = Vec::new();
        for (guards, value) in early {
            let kind = lowering.module.nodes[value].kind.clone();
            let way = part(lowering, node, kind);
            lowering.module.guards.insert(way, guards.clone().into());
            ways.push(way);
        }
        ways.extend(last.get(name).copied());
        let value = match ways.as_slice() {
            [only] => *only,
            _ => lowering.add(Kind::Choice(ways), node),
        };
        let function = lowering.module.enclosing(lowering.scope, ScopeKind::Function);
        let home = function.filter(|function| {
            lowering
                .notes
                .locals
                .iter()
                .any(|(of, local)| of == function && name.strip_prefix('$') == Some(*local))
        });
        lowering.bind_in(home.unwrap_or(0), name, Some(value), None, node.end_byte());
    }
    true
}

fn note_set(state: &mut Rounds<'_>, name: &str) {
    if !state.set.iter().any(|one| one == name) {
        state.set.push(name.to_owned());
    }
}

/// Whether statements do no more than ask, set variables, print and end the loop.
fn is_plain<'a>(lowering: &Lowering<'a>, node: Node<'a>, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    let is_one = match node.kind() {
        "variable_assignment" => {
            let is_sum = lowering.text(node).contains("+=");
            return !is_sum
                && node
                    .child_by_field_name("name")
                    .is_some_and(|name| name.kind() == "variable_name")
                && node.child_by_field_name("value").is_some_and(|value| value.kind() != "array")
                && !guard::has_command(lowering, node, 12);
        }
        "test_command" => return !guard::has_command(lowering, node, 12),
        "command" => {
            let name = named(node).first().map_or("", |name| lowering.text(*name));
            let is_known = matches!(
                name,
                "read"
                    | "break"
                    | "continue"
                    | "return"
                    | "echo"
                    | "printf"
                    | "test"
                    | ":"
                    | "true"
            );
            return is_known && !guard::has_command(lowering, node, 12);
        }
        "compound_statement" if lowering.text(node).starts_with("((") => return true,
        "case_item" => {
            let mut cursor = node.walk();
            let patterns: Vec<Node<'a>> =
                node.children_by_field_name("value", &mut cursor).collect();
            let mut rest = named(node).into_iter().filter(|one| !patterns.contains(one));
            return *left > 0 && rest.all(|one| is_plain(lowering, one, left));
        }
        "case_statement" => {
            let mut items = named(node).into_iter().filter(|one| one.kind() == "case_item");
            return *left > 0 && items.all(|one| is_plain(lowering, one, left));
        }
        "do_group"
        | "if_statement"
        | "elif_clause"
        | "else_clause"
        | "list"
        | "compound_statement"
        | "variable_assignments"
        | "negated_command"
        | "comment" => true,
        _ => false,
    };
    is_one && *left > 0 && named(node).into_iter().all(|one| is_plain(lowering, one, left))
}

/// What the variables of a loop stand for in each of its rounds.
fn rounds_of<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Vec<Vec<(String, Id)>>> {
    let items = match node.kind() {
        "for_statement" => {
            let name = format!("${}", lowering.text(node.child_by_field_name("variable")?));
            let mut cursor = node.walk();
            let words: Vec<Node<'a>> = node.children_by_field_name("value", &mut cursor).collect();
            let mut items = Vec::new();
            for word in words {
                items.extend(items_of(lowering, word)?);
            }
            items.into_iter().map(|item| vec![(name.clone(), item)]).collect::<Vec<_>>()
        }
        "c_style_for_statement" => {
            let text = lowering.text(node);
            let inner = text.split_once("((")?.1.split_once("))")?.0;
            let (first, rest) = inner.split_once(';')?;
            let (name, start) = first.split_once('=')?;
            let (name, start) = (name.trim(), start.trim().parse::<i64>().ok()?);
            let list = rest.split_once("${#")?.1.split_once("[@]}")?.0;
            let is_up =
                rest.contains("++") && rest.trim_start().starts_with(name) && rest.contains('<');
            let length = i64::try_from(length_of(lowering, list)?).ok().filter(|_| is_up)?;
            (start..length)
                .take(ROUNDS + 1)
                .map(|at| vec![(format!("${name}"), part(lowering, node, Kind::Number(at)))])
                .collect()
        }
        "while_statement" => lines_of(lowering, node, ROUNDS + 1)?,
        _ => return None,
    };
    (!items.is_empty() && items.len() <= ROUNDS).then_some(items)
}

fn length_of(lowering: &Lowering<'_>, name: &str) -> Option<usize> {
    let variable = format!("${name}");
    let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
    match &lowering.module.nodes[bound.value?].kind {
        Kind::List(items) => Some(items.len()),
        _ => None,
    }
}

/// What a word of the list of a loop stands for.
fn items_of<'a>(lowering: &mut Lowering<'a>, word: Node<'a>) -> Option<Vec<Id>> {
    let text = lowering.text(word).trim_matches('"');
    if matches!(text, "$@" | "${@}") && words_of(lowering, word).is_none() {
        lowering.module.enclosing(lowering.scope, ScopeKind::Function)?;
        let names = (1..=WORDS).map(|at| part(lowering, word, Kind::Name(format!("${at}"))));
        return Some(names.collect());
    }
    if let Some(name) = text.strip_prefix("${!").and_then(|rest| rest.strip_suffix("[@]}")) {
        let variable = format!("${name}");
        let bound = lowering.module.bindings.iter().rev().find(|one| one.name == variable)?;
        return match lowering.module.nodes[bound.value?].kind.clone() {
            Kind::List(items) => {
                let all = (0..items.len()).filter_map(|at| i64::try_from(at).ok());
                Some(all.map(|at| part(lowering, word, Kind::Number(at))).collect())
            }
            Kind::Map(pairs) => Some(pairs.into_iter().map(|(key, _)| key).collect()),
            _ => None,
        };
    }
    if let Some(items) = words_of(lowering, word) {
        return Some(items);
    }
    if text.contains("[@]")
        || text.contains("$(")
        || text.contains(['*', '?', '`', '{']) && !text.contains("${")
    {
        return None;
    }
    // A variable that holds several words.
    if let Some(name) = text.strip_prefix('$').filter(|_| !lowering.text(word).starts_with('"')) {
        let name = format!("${}", name.trim_matches(['{', '}']));
        let bound = lowering.module.bindings.iter().rev().find(|one| one.name == name)?;
        let known = known_text(lowering, bound.value?, 8)?;
        let words: Vec<String> = known.split_whitespace().map(str::to_owned).collect();
        return Some(words.into_iter().map(|one| part(lowering, word, Kind::Text(one))).collect());
    }
    Some(vec![lowering.value(word)])
}

/// Lines of a text that a loop reads which does more than look for something, and fields of a line.
const LINES: usize = 64;
const FIELDS: usize = 16;

/// What is read in a loop over lines that stand there may be the field of any of them.
pub(super) fn read_lines<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(lines) = lines_of(lowering, node, LINES) else { return };
    let names: Vec<String> = lines.iter().flatten().map(|(name, _)| name.clone()).collect();
    let rows = lines.into_iter().map(|line| {
        let pairs = line.into_iter();
        let pairs = pairs.map(|(name, value)| (part(lowering, node, Kind::Text(name)), value));
        let pairs = pairs.collect();
        part(lowering, node, Kind::Map(pairs))
    });
    let rows = rows.collect();
    let row = lowering.add(Kind::Choice(rows), node);
    let outer = std::mem::replace(&mut lowering.scope, 0);
    for (at, name) in names.iter().enumerate().filter(|(at, name)| !names[..*at].contains(name)) {
        let key = part(lowering, node, Kind::Text(name.clone()));
        let field = part(lowering, node, Kind::Index { of: row, key });
        lowering.within(node, |own| own.bind(name, Some(field), None, node.start_byte() + at));
    }
    lowering.scope = outer;
}

/// The text that a loop reads line by line, where it stands there.
fn text_read<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let outer = lowering.parent(node)?;
    if outer.kind() == "pipeline" {
        let before = named(outer).into_iter().next().filter(|before| *before != node)?;
        let is_next = named(outer).get(1) == Some(&node);
        return printed_lines(lowering, before).filter(|_| is_next);
    }
    if outer.kind() != "redirected_statement" {
        return None;
    }
    let plain = |given: Node<'a>| {
        let text = lowering.text(given).trim_matches(['"', '\'']);
        (!text.contains(['$', '`'])).then(|| text.to_owned())
    };
    named(outer).into_iter().find_map(|one| match one.kind() {
        "heredoc_redirect" => {
            plain(named(one).into_iter().find(|part| part.kind() == "heredoc_body")?)
        }
        "herestring_redirect" => plain(one.named_child(0)?),
        "file_redirect" => {
            let from = one.child_by_field_name("destination")?;
            let from = Some(from).filter(|from| from.kind() == "process_substitution")?;
            printed_lines(lowering, from.named_child(0)?)
        }
        _ => None,
    })
}

/// What `echo "a b"` or `printf '%s\n' a b` prints, line by line.
fn printed_lines<'a>(lowering: &Lowering<'a>, command: Node<'a>) -> Option<String> {
    let words: Vec<&str> = named(command).into_iter().map(|one| lowering.text(one)).collect();
    let ([name, rest @ ..], "command") = (words.as_slice(), command.kind()) else { return None };
    if rest.iter().any(|word| word.contains(['$', '`', '<', '>', '*', '{'])) {
        return None;
    }
    let mut plain = rest.iter().map(|word| word.trim_matches(['"', '\'']));
    match *name {
        "echo" => Some(plain.filter(|word| !word.starts_with('-')).collect::<Vec<_>>().join(" ")),
        "printf" => {
            let format = plain.next()?;
            let line = format.strip_suffix("\\n").unwrap_or(format);
            let fields = line.split(' ').filter(|field| *field == "%s").count();
            let all: Vec<&str> = plain.collect();
            if all.is_empty() {
                return Some(line.replace("\\n", "\n"));
            }
            let is_plain = fields > 0 && line.split(' ').count() == fields;
            is_plain.then(|| all.chunks(fields).map(|one| one.join(" ") + "\n").collect())
        }
        _ => None,
    }
}

/// `while read -r name bits; do … done <<EOF`: the fields of each line of a text that stands there, of `most` lines.
fn lines_of<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    most: usize,
) -> Option<Vec<Vec<(String, Id)>>> {
    let condition = node.child_by_field_name("condition")?;
    let words = named(condition);
    let is_read =
        words.iter().any(|one| one.kind() == "command_name" && lowering.text(*one) == "read");
    let text = if is_read { text_read(lowering, node)? } else { return None };
    let separators = words.iter().find_map(|one| lowering.text(*one).strip_prefix("IFS="));
    let separators = separators.map_or(" \t", |text| text.trim_matches(['"', '\'']));
    let names = words.iter().filter(|one| one.kind() == "word").map(|one| lowering.text(*one));
    let names: Vec<&str> = names.filter(|name| !name.starts_with('-')).collect();
    if names.len() > FIELDS {
        return None;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(most).collect();
    let rounds = lines.into_iter().map(|line| {
        let fields = line.splitn(names.len().max(1), |c: char| separators.contains(c));
        let fields: Vec<String> = fields.map(|field| field.trim().to_owned()).collect();
        let both = names.iter().zip(fields);
        both.map(|(name, field)| (format!("${name}"), part(lowering, node, Kind::Text(field))))
            .collect()
    });
    Some(rounds.collect())
}

/// One statement of a round.
fn statement<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, state: &mut Rounds<'a>) {
    match node.kind() {
        "variable_assignment" => {
            let (Some(name), Some(value)) =
                (node.child_by_field_name("name"), node.child_by_field_name("value"))
            else {
                return;
            };
            let name = format!("${}", lowering.text(name));
            let value = lowering.value(value);
            set(lowering, node, &name, value, state);
        }
        "command" => {
            let words = named(node);
            let name = words.first().map_or("", |name| lowering.text(*name));
            match name {
                "break" | "return" => {
                    let guards = guards(lowering, node, state);
                    let values = lowering.notes.in_round.clone();
                    state.ended.push((guards, values));
                }
                "continue" => {
                    let all = within(lowering, node, state);
                    match all.as_slice() {
                        [Some((question, holds))] => {
                            state.skipped.push(Some((question.clone(), !holds)));
                        }
                        _ => state.skipped.push(None),
                    }
                }
                "read" => read(lowering, node, state),
                "echo" | "printf" => {
                    if let Some(word) = expand::printed(lowering, node) {
                        let value = lowering.value(word);
                        let kind = lowering.module.nodes[value].kind.clone();
                        let value = part(lowering, node, kind);
                        lowering.returns(value);
                        let mut all = guards(lowering, node, state);
                        let outer = state
                            .loop_
                            .map(|one| conditions(lowering, one, None))
                            .unwrap_or_default();
                        all.extend(told(lowering, node, value, outer));
                        lowering.module.guards.insert(value, all.into());
                    }
                }
                _ => {}
            }
        }
        "case_item" => {
            let mut cursor = node.walk();
            let patterns: Vec<Node<'a>> =
                node.children_by_field_name("value", &mut cursor).collect();
            let rest = named(node).into_iter().filter(|one| !patterns.contains(one));
            rest.for_each(|one| statement(lowering, one, state));
        }
        "test_command" | "comment" => {}
        _ => named(node).into_iter().for_each(|one| statement(lowering, one, state)),
    }
}

/// Conditions of a statement within its round.
fn within<'a>(lowering: &Lowering<'a>, node: Node<'a>, state: &Rounds<'a>) -> Vec<Condition<'a>> {
    let mut all = state.skipped.clone();
    let mut child = node;
    for _ in 0..STATEMENTS {
        let Some(parent) = lowering.parent(child) else { break };
        if Some(parent) == state.loop_ {
            break;
        }
        match parent.kind() {
            "case_item" => all.extend(of_case(lowering, parent)),
            "if_statement" => all.extend(of_if(lowering, parent, child)),
            "elif_clause" => {
                let first = named(parent).into_iter().next().filter(|first| *first != child);
                all.extend(first.into_iter().flat_map(|one| guard::holds(lowering, one, true)));
            }
            "list" => all.extend(of_list(lowering, parent, child)),
            _ => {}
        }
        child = parent;
    }
    all
}

fn guards<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, state: &Rounds<'a>) -> Guards {
    let all = within(lowering, node, state);
    let open = part(lowering, node, Kind::Opaque);
    told(lowering, node, open, all)
}

/// Sets a variable in a round; under conditions, it may be what it was before.
fn set<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    name: &str,
    value: Id,
    state: &mut Rounds<'a>,
) {
    note_set(state, name);
    let guards = guards(lowering, node, state);
    if guards.is_empty() {
        lowering.notes.in_round.insert(name.to_owned(), value);
        return;
    }
    let kind = lowering.module.nodes[value].kind.clone();
    // What is set stands before what was there, for the first that holds is the one.
    let loop_ = state.loop_.unwrap_or(node);
    let way = part(lowering, loop_, kind);
    lowering.module.guards.insert(way, guards.into());
    let before = match lowering.notes.in_round.get(name) {
        Some(before) => *before,
        None => part(lowering, loop_, Kind::Name(name.to_owned())),
    };
    let choice = lowering.add(Kind::Choice(vec![way, before]), node);
    lowering.notes.in_round.insert(name.to_owned(), choice);
}

/// `read -r name bits <<< "$record"` in a round.
fn read<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, state: &mut Rounds<'a>) {
    let words = named(node);
    let Some(given) = words.iter().find(|one| one.kind() == "herestring_redirect") else { return };
    let Some(given) = given.named_child(0) else { return };
    let value = lowering.value(given);
    let separators = words.iter().find_map(|one| lowering.text(*one).strip_prefix("IFS="));
    let separator: String =
        separators.map_or(" ", |text| text.trim_matches(['"', '\''])).chars().take(1).collect();
    let names = words.iter().filter(|one| one.kind() == "word").map(|one| lowering.text(*one));
    let names: Vec<&str> = names.filter(|name| !name.starts_with('-')).collect();
    let last = names.len();
    for (at, name) in names.into_iter().enumerate() {
        let field = pipe::field(lowering, node, value, &separator, at + 1, at + 1 == last);
        set(lowering, node, &format!("${name}"), field, state);
    }
}
