//! Conditionals as values.

use tree_sitter::Node;

use super::{destructure, named};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::Id;

/// What is worth one of several values: the last of each block, clause or `do: value`.
pub(super) fn branches<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    arguments: Option<Node<'a>>,
) -> Id {
    let binds = node.child_by_field_name("target").is_some_and(|one| lowering.text(one) == "with");
    let is_case =
        node.child_by_field_name("target").is_some_and(|one| lowering.text(one) == "case");
    let mut subject = None;
    let (mut bodies, mut cursor) = (Vec::new(), node.walk());
    for one in arguments.map(named).unwrap_or_default() {
        match one.kind() {
            "keywords" => {
                let pairs = named(one).into_iter();
                bodies.extend(pairs.filter_map(|pair| pair.child_by_field_name("value")));
            }
            "binary_operator" if binds => matched(lowering, one),
            _ if is_case && subject.is_none() => subject = Some(lowering.value(one)),
            _ => lowering.later(one),
        }
    }
    for block in node.named_children(&mut cursor).filter(|child| child.kind() == "do_block") {
        bodies.push(block);
    }
    let (mut values, mut pending, mut takes) = (Vec::new(), bodies, Vec::new());
    pending.reverse();
    while let Some(body) = pending.pop() {
        match body.kind() {
            "do_block" | "else_block" | "body" => {
                let mut all = named(body);
                // Further branches of the same, or clauses.
                while all.last().is_some_and(|last| last.kind().ends_with("_block")) {
                    pending.extend(all.pop());
                }
                if all.iter().any(|one| one.kind() == "stab_clause") {
                    pending.extend(all.into_iter().rev());
                    continue;
                }
                let last = all.pop();
                for one in all {
                    lowering.value(one);
                }
                values.extend(last.map(|last| lowering.value(last)));
            }
            "stab_clause" => {
                let pattern = body.child_by_field_name("left");
                takes.push(pattern.and_then(|left| taken_by(lowering, left)));
                match (pattern.and_then(|left| left.named_child(0)), subject) {
                    (Some(pattern), Some(subject)) => destructure(lowering, pattern, subject),
                    _ => pattern.into_iter().for_each(|left| lowering.later(left)),
                }
                pending.extend(body.child_by_field_name("right"));
            }
            _ => values.push(lowering.value(body)),
        }
    }
    // Clauses that are worth one value each.
    let is_told = is_case && takes.len() == values.len();
    let takes = takes.into_iter().chain(std::iter::repeat(None));
    let ways = values.into_iter().zip(takes).collect();
    lowering.decided(node, subject.filter(|_| is_told), ways)
}

/// What takes a clause of `case`: an atom, text or number; none for a name.
fn taken_by<'a>(lowering: &Lowering<'a>, left: Node<'a>) -> Option<Vec<String>> {
    let pattern = left.named_child(0).filter(|_| left.named_child_count() == 1)?;
    match pattern.kind() {
        "identifier" => Some(Vec::new()),
        _ => lowering.taking(pattern).map(|text| vec![text]),
    }
}

/// `pattern <- value` of `with`: the names of the pattern are parts of the value.
fn matched<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let sides = (node.child_by_field_name("left"), node.child_by_field_name("right"));
    let (Some(left), Some(right)) = sides else { return };
    let value = lowering.value(right);
    // What a condition says of the pattern stands after it.
    let pattern = left.child_by_field_name("left").filter(|_| left.kind() == "binary_operator");
    destructure(lowering, pattern.unwrap_or(left), value);
}
