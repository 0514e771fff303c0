//! Conditions under which a variable is set, a text is printed or a command is run: `case`, `if`, `test`, `&&`, `||`.

use std::sync::Arc;

use super::*;
use crate::detect::code::lower::Question;
use crate::detect::code::resolve::{LIKE, NOT, TESTED};
use crate::detect::code::syntax::Guards;

/// Nodes upwards that may be conditions of a statement.
const ABOVE: usize = 16;
/// Patterns of one `case` that are looked at.
const PATTERNS: usize = 32;

/// Parts of one question, from the inside.
const PARTS: usize = 6;

/// What is asked, and whether it is to hold; nothing where it cannot be told.
pub(super) type Condition<'a> = Option<(Question<'a>, bool)>;

/// Notes the conditions under which the value of an assignment or a word that is printed is come to. What is printed
/// where nobody can tell the conditions may be printed or not.
pub(super) fn guard<'a>(
    lowering: &mut Lowering<'a>,
    statement: Node<'a>,
    value: Id,
    top: Option<Node<'a>>,
    is_told: bool,
) {
    let conditions = conditions(lowering, statement, top);
    if !is_told || conditions.iter().any(Option::is_some) {
        note(lowering, statement, value, conditions);
    }
}

/// Notes that a value is taken where a condition of arithmetic holds, or where it does not.
pub(super) fn guard_way<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    value: Id,
    (condition, wanted): (Node<'a>, bool),
) {
    let conditions = match condition.kind() {
        "variable_name" | "simple_expansion" | "expansion" | "number" => {
            let words = vec![condition];
            let operator = "true".to_owned();
            let question = Question { operator, words, ..Question::default() };
            vec![Some((question, wanted))]
        }
        _ => holds(lowering, condition, wanted),
    };
    note(lowering, node, value, conditions);
}

fn note<'a>(
    lowering: &mut Lowering<'a>,
    statement: Node<'a>,
    value: Id,
    conditions: Vec<Condition<'a>>,
) {
    let guards = told(lowering, statement, value, conditions);
    if !guards.is_empty() {
        let guards = shared(lowering, guards);
        lowering.module.guards.insert(value, guards);
    }
}

/// Conditions as they were noted of another value, if they were.
fn shared(lowering: &mut Lowering<'_>, guards: Vec<(Id, Vec<Id>, bool)>) -> Guards {
    if let Some(known) = lowering.notes.guards.get(guards.as_slice()) {
        return Arc::clone(known);
    }
    let guards: Guards = guards.into();
    lowering.notes.guards.insert(Arc::clone(&guards));
    guards
}

/// Conditions as they are noted of a value.
pub(super) fn told<'a>(
    lowering: &mut Lowering<'a>,
    statement: Node<'a>,
    value: Id,
    conditions: Vec<Condition<'a>>,
) -> Vec<(Id, Vec<Id>, bool)> {
    conditions
        .into_iter()
        .map(|condition| {
            let asked = condition.and_then(|(question, holds)| {
                Some((asked_once(lowering, statement, question)?, holds))
            });
            match asked {
                Some(((question, truth), holds)) => (question, vec![truth], holds),
                None => (value, Vec::new(), true),
            }
        })
        .collect()
}

/// The question and the answer *yes* as expressions. All that stands under one condition shares them, but for what a
/// loop is read for again in each of its rounds.
fn asked_once<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    question: Question<'a>,
) -> Option<(Id, Id)> {
    let shifted = lowering.notes.shifted.get(&lowering.scope).copied().unwrap_or_default();
    let is_same_every_time = lowering.notes.in_round.is_empty();
    let key = (lowering.scope, shifted, question.clone());
    if let Some(known) = lowering.notes.asked.get(&key).filter(|_| is_same_every_time) {
        return *known;
    }
    let ids = asked(lowering, node, question)
        .map(|question| (question, part(lowering, node, Kind::Truth(true))));
    if is_same_every_time {
        lowering.notes.asked.insert(key, ids);
    }
    ids
}

/// The question as an expression; nothing where its words are commands that are uses of their own.
fn asked<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, question: Question<'a>) -> Option<Id> {
    let all = question.words.iter().chain(&question.patterns);
    if all.clone().any(|one| has_command(lowering, *one, 12)) {
        return None;
    }
    let mut parts = Vec::new();
    for (question, wanted) in question.any {
        let value = asked(lowering, node, question)?;
        parts.push(Argument { name: (!wanted).then(|| NOT.to_owned()), value });
    }
    let callee = part(lowering, node, Kind::Name(TESTED.to_owned()));
    let operator = part(lowering, node, Kind::Text(question.operator));
    let mut arguments = vec![Argument { name: None, value: operator }];
    arguments.extend(parts);
    for word in question.words {
        let value = match word.kind() {
            "variable_name" => variable(lowering, word),
            _ => lowering.value(word),
        };
        arguments.push(Argument { name: None, value });
    }
    for pattern in question.patterns {
        let text = lowering.text(pattern);
        let is_bare = !text.contains(['$', '"', '\'', '\\']);
        let is_like = question.is_like && is_bare && text.contains(['*', '?', '[', '(']);
        let value = match is_bare {
            true if pattern.kind() == "variable_name" => variable(lowering, pattern),
            _ if pattern.kind() == "regex" => part(lowering, pattern, Kind::Text(text.to_owned())),
            true => part(lowering, pattern, Kind::Text(text.to_owned())),
            false => lowering.value(pattern),
        };
        arguments.push(Argument { name: is_like.then(|| LIKE.to_owned()), value });
    }
    Some(part(lowering, node, Kind::Call { callee, arguments }))
}

/// Whether a word runs a command that may be a use of its own.
pub(super) fn has_command<'a>(lowering: &Lowering<'a>, node: Node<'a>, left: usize) -> bool {
    let Some(left) = left.checked_sub(1) else { return true };
    if node.kind() == "command" {
        let name = named(node).first().copied();
        let name = name.and_then(|name| program(lowering, name)).unwrap_or_default();
        if command::is_known(&name) || RUNNERS.contains(&name.as_str()) {
            return true;
        }
    }
    named(node).into_iter().any(|one| has_command(lowering, one, left))
}

/// What is asked on the way to a node, up to the function or `top`.
pub(super) fn conditions<'a>(
    lowering: &Lowering<'a>,
    node: Node<'a>,
    top: Option<Node<'a>>,
) -> Vec<Condition<'a>> {
    let (mut child, mut all) = (node, Vec::new());
    let mut is_repeated = false;
    for _ in 0..ABOVE {
        let Some(parent) = lowering.parent(child).filter(|_| Some(child) != top) else { break };
        match parent.kind() {
            "function_definition" | "program" => break,
            "case_item" => all.extend(of_case(lowering, parent)),
            "if_statement" => all.extend(of_if(lowering, parent, child)),
            "elif_clause" => {
                let conditions = named(parent);
                if conditions.first() != Some(&child) {
                    all.extend(
                        conditions.first().into_iter().flat_map(|one| holds(lowering, *one, true)),
                    );
                }
            }
            "list" => all.extend(of_list(lowering, parent, child)),
            "while_statement" | "for_statement" | "c_style_for_statement" | "until_statement" => {
                is_repeated = true;
                all.push(None);
            }
            _ => {}
        }
        child = parent;
    }
    // The words of a function are other ones in each round that drops some.
    if is_repeated {
        let is_word = |question: &Question<'a>| {
            question.words.iter().any(|word| {
                let name = lowering.text(*word).trim_matches(['"', '$', '{', '}']);
                name.starts_with(|c: char| c.is_ascii_digit() || c == '#')
            })
        };
        all.retain(|one| !one.as_ref().is_some_and(|(question, _)| is_word(question)));
    }
    all
}

/// What an `if` asks before it comes to one of its parts.
pub(super) fn of_if<'a>(
    lowering: &Lowering<'a>,
    parent: Node<'a>,
    child: Node<'a>,
) -> Vec<Condition<'a>> {
    let mut cursor = parent.walk();
    let asked: Vec<Node<'a>> =
        parent.children_by_field_name("condition", &mut cursor).filter(Node::is_named).collect();
    let [condition] = asked.as_slice() else { return vec![None] };
    if child == *condition {
        return Vec::new();
    }
    let is_other = matches!(child.kind(), "elif_clause" | "else_clause");
    let mut all = holds(lowering, *condition, !is_other);
    if is_other {
        let before = named(parent).into_iter().take_while(|one| *one != child);
        let before =
            before.filter(|one| one.kind() == "elif_clause").filter_map(|one| one.named_child(0));
        all.extend(before.flat_map(|one| holds(lowering, one, false)));
    }
    all
}

/// What `a && b` and `a || b` ask before they come to the second.
pub(super) fn of_list<'a>(
    lowering: &Lowering<'a>,
    list: Node<'a>,
    child: Node<'a>,
) -> Vec<Condition<'a>> {
    match operands(lowering, list) {
        Some((first, operator, second)) if child == second => {
            holds(lowering, first, operator == "&&")
        }
        _ => Vec::new(),
    }
}

/// Both sides of a list, and what stands between.
fn operands<'a>(lowering: &Lowering<'a>, list: Node<'a>) -> Option<(Node<'a>, &'a str, Node<'a>)> {
    let (first, second) = (list.named_child(0)?, list.named_child(1)?);
    let between = lowering.whole().get(first.end_byte()..second.start_byte())?.trim();
    Some((first, between, second))
}

/// What a branch of a `case` asks.
pub(super) fn of_case<'a>(lowering: &Lowering<'a>, item: Node<'a>) -> Vec<Condition<'a>> {
    let Some(case) = lowering.parent(item).filter(|one| one.kind() == "case_statement") else {
        return vec![None];
    };
    let Some(value) = case.child_by_field_name("value") else { return vec![None] };
    let patterns = |item: Node<'a>| -> Vec<Node<'a>> {
        let mut cursor = item.walk();
        item.children_by_field_name("value", &mut cursor).take(PATTERNS).collect()
    };
    let question = |patterns: Vec<Node<'a>>| Question {
        operator: "in".to_owned(),
        words: vec![value],
        patterns,
        is_like: true,
        any: Vec::new(),
    };
    let items: Vec<Node<'a>> =
        named(case).into_iter().filter(|one| one.kind() == "case_item").take(PATTERNS).collect();
    let before: Vec<Node<'a>> =
        items.into_iter().take_while(|one| *one != item).flat_map(patterns).collect();
    let own = patterns(item);
    let is_any = own.iter().any(|one| lowering.text(*one) == "*");
    let mut all = Vec::new();
    if !before.is_empty() {
        all.push(Some((question(before), false)));
    }
    if !is_any {
        all.push(Some((question(own), true)));
    }
    all
}

/// What is asked by a condition that is to hold, or not to.
pub(super) fn holds<'a>(
    lowering: &Lowering<'a>,
    condition: Node<'a>,
    wanted: bool,
) -> Vec<Condition<'a>> {
    let both = |first: Node<'a>, operator: &str, second: Node<'a>| {
        // Where one side always holds, it is the other that decides.
        if operator == "&&" && !wanted && is_sure(lowering, second) {
            return holds(lowering, first, false);
        }
        joined(holds(lowering, first, wanted), operator, holds(lowering, second, wanted), wanted)
    };
    match condition.kind() {
        "test_command" | "parenthesized_expression" | "compound_statement" => {
            match named(condition).as_slice() {
                [only] => holds(lowering, *only, wanted),
                _ => vec![None],
            }
        }
        // `[ "$n" -eq "$n" ] 2> /dev/null`
        "redirected_statement" => match condition.child_by_field_name("body") {
            Some(body) => holds(lowering, body, wanted),
            None => vec![None],
        },
        "negated_command" => match condition.named_child(0) {
            Some(inner) => holds(lowering, inner, !wanted),
            None => vec![None],
        },
        "list" => match operands(lowering, condition) {
            Some((first, operator, second)) => both(first, operator, second),
            None => vec![None],
        },
        "binary_expression" => {
            let sides =
                (condition.child_by_field_name("left"), condition.child_by_field_name("right"));
            let (Some(left), Some(right)) = sides else { return vec![None] };
            let operator =
                lowering.whole().get(left.end_byte()..right.start_byte()).unwrap_or_default();
            let operator = operator.trim();
            if matches!(operator, "&&" | "||") {
                return both(left, operator, right);
            }
            let above =
                std::iter::successors(lowering.parent(condition), |one| lowering.parent(*one));
            let is_like = above
                .take(PARTS)
                .find(|one| one.kind() == "test_command")
                .is_some_and(|test| lowering.text(test).starts_with("[["));
            // `a == b || c =~ d` is read as `(a == b || c) =~ d`.
            let inner = (left.child_by_field_name("left"), left.child_by_field_name("right"));
            if let ("=~", "binary_expression", (Some(first), Some(second))) =
                (operator, left.kind(), inner)
            {
                let between = lowering.whole().get(first.end_byte()..second.start_byte());
                let asked = compared(operator, second, right, is_like, wanted);
                let first = holds(lowering, first, wanted);
                return joined(first, between.unwrap_or_default().trim(), asked, wanted);
            }
            compared(operator, left, right, is_like, wanted)
        }
        "unary_expression" => match named(condition).as_slice() {
            [operator, word] => match lowering.text(*operator) {
                "!" => holds(lowering, *word, !wanted),
                operator => of_one(operator, *word, wanted),
            },
            [inner] if lowering.text(condition).starts_with('!') => {
                holds(lowering, *inner, !wanted)
            }
            _ => vec![None],
        },
        "command" => of_command(lowering, condition, wanted),
        "string" | "word" | "simple_expansion" | "expansion" | "concatenation" => {
            of_one("-n", condition, wanted)
        }
        _ if is_sure(lowering, condition) && wanted => Vec::new(),
        _ => vec![None],
    }
}

/// What `&&` and `||` ask, by what both sides ask where they are to hold, or not to.
fn joined<'a>(
    first: Vec<Condition<'a>>,
    operator: &str,
    second: Vec<Condition<'a>>,
    wanted: bool,
) -> Vec<Condition<'a>> {
    match (operator, wanted) {
        ("&&", true) | ("||", false) => first.into_iter().chain(second).collect(),
        ("&&" | "||", _) => match (first.as_slice(), second.as_slice()) {
            ([Some(one)], [Some(other)]) => {
                let any = vec![one.clone(), other.clone()];
                let operator = "or".to_owned();
                vec![Some((Question { operator, any, ..Question::default() }, true))]
            }
            _ => vec![None],
        },
        _ => vec![None],
    }
}

/// Whether a statement always succeeds.
fn is_sure<'a>(lowering: &Lowering<'a>, statement: Node<'a>) -> bool {
    match statement.kind() {
        "variable_assignment" => !lowering.text(statement).contains("$("),
        "command" => {
            let name = named(statement).first().map_or("", |name| lowering.text(*name));
            matches!(name, "echo" | "printf" | ":" | "true" | "return" | "exit" | "shift")
        }
        _ => false,
    }
}

fn of_one<'a>(operator: &str, word: Node<'a>, wanted: bool) -> Vec<Condition<'a>> {
    if !matches!(operator, "-z" | "-n") {
        return vec![None];
    }
    let operator = operator.to_owned();
    let question = Question { operator, words: vec![word], ..Question::default() };
    vec![Some((question, wanted))]
}

fn compared<'a>(
    operator: &str,
    left: Node<'a>,
    right: Node<'a>,
    is_like: bool,
    wanted: bool,
) -> Vec<Condition<'a>> {
    let (operator, wanted) = match operator {
        "=" | "==" => ("in", wanted),
        "=~" => (operator, wanted),
        "!=" => ("in", !wanted),
        "-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge" | "<" | "<=" | ">" | ">=" => {
            (operator, wanted)
        }
        _ => return vec![None],
    };
    let is_text = matches!(operator, "in" | "=~");
    let (words, patterns) = match is_text {
        true => (vec![left], vec![right]),
        false => (vec![left, right], Vec::new()),
    };
    let operator = operator.to_owned();
    let question = Question { operator, words, patterns, is_like, any: Vec::new() };
    vec![Some((question, wanted))]
}

/// `test "$1" = a`, `test -z "$1"`, and programs that do nothing else.
fn of_command<'a>(lowering: &Lowering<'a>, command: Node<'a>, wanted: bool) -> Vec<Condition<'a>> {
    let words = named(command);
    let Some((name, words)) = words.split_first() else { return vec![None] };
    match (lowering.text(*name), words) {
        ("test", [not, rest @ ..]) if lowering.text(*not) == "!" => {
            of_test(lowering, rest, !wanted)
        }
        ("test", words) => of_test(lowering, words, wanted),
        _ if is_sure(lowering, command) && wanted => Vec::new(),
        _ => vec![None],
    }
}

fn of_test<'a>(lowering: &Lowering<'a>, words: &[Node<'a>], wanted: bool) -> Vec<Condition<'a>> {
    match words {
        [word] => of_one("-n", *word, wanted),
        [operator, word] => of_one(lowering.text(*operator), *word, wanted),
        [left, operator, right] => compared(lowering.text(*operator), *left, *right, false, wanted),
        _ => vec![None],
    }
}
