//! Functions without a name, such as are written with placeholders, `_.bits` and `f(_, 2)`, and calls with several lists of
//! arguments.

use super::*;

/// Nodes that are looked at for placeholders of one function, and placeholders of one.
const NODES: usize = 64;
const PLACES: usize = 4;

/// A placeholder is a parameter of the function around it, which goes by where it stands.
pub(super) fn named<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    Some(lowering.add(Kind::Name(name_of(node)), node))
}

fn name_of(node: Node<'_>) -> String {
    format!("_{}", node.start_byte())
}

/// An argument, or what else stands for itself: a function where placeholders in it make it one (Scala 2.13
/// specification, section 6.23.2).
pub(super) fn value<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Id {
    let inner = match node.kind() {
        "parenthesized_expression" => node.named_child(0).unwrap_or(node),
        _ => node,
    };
    let mut places = Vec::new();
    if inner.kind() != "wildcard" && lowering.text(inner).contains('_') {
        let mut left = NODES;
        bound(inner, &mut places, &mut left);
    }
    if places.is_empty() || places.len() > PLACES {
        return lowering.value(node);
    }
    let parameter =
        |one: &Node<'a>| Parameter { name: name_of(*one), type_name: None, default: None };
    let parameters = places.iter().map(parameter).collect();
    let function = lowering.define(inner, "", parameters, &[inner], LastReturned::Yes);
    lowering.add(Kind::Closure(function), node)
}

/// The placeholders that belong to an expression and to none within it.
fn bound<'a>(node: Node<'a>, into: &mut Vec<Node<'a>>, left: &mut usize) {
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    for child in children {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        match child.kind() {
            "wildcard" => into.push(child),
            "arguments" => {
                let mut cursor = child.walk();
                into.extend(
                    child.named_children(&mut cursor).filter(|one| one.kind() == "wildcard"),
                );
            }
            // What stands for itself, or takes anything for granted.
            "parenthesized_expression"
            | "block"
            | "indented_block"
            | "lambda_expression"
            | "case_block"
            | "type_arguments"
            | "match_expression"
            | "string"
            | "interpolated_string_expression" => {}
            _ => bound(child, into, left),
        }
    }
}

/// `f(a)(b)` as a call of `f` with both, where `f` is a function of the file or gets a function.
pub(super) fn one_call(
    lowering: &mut Lowering<'_>,
    callee: Id,
    more: &[Argument],
) -> Option<(Id, Vec<Argument>)> {
    let Kind::Call { callee: first, arguments } = &lowering.module.nodes[callee].kind else {
        return None;
    };
    let (Kind::Name(name) | Kind::Member { name, .. }) = &lowering.module.nodes[*first].kind else {
        return None;
    };
    let is_function =
        |one: &Argument| matches!(lowering.module.nodes[one.value].kind, Kind::Closure(_));
    let written = lowering.whole().split_once(&format!("def {name}("));
    // What is implicit is given by its type elsewhere.
    let is_plain = |rest: &str| {
        let head = rest.split(['=', '{']).next().unwrap_or_default();
        !head.contains("(implicit ") && !head.contains("(using ")
    };
    let is_here = || written.is_some_and(|(_, rest)| is_plain(rest));
    let is_one = !arguments.is_empty() && (more.iter().any(is_function) || is_here());
    let whole = (*first, arguments.iter().chain(more).cloned().collect());
    // The first list alone is no call.
    is_one.then(|| {
        lowering.module.nodes[callee].kind = Kind::Opaque;
        whole
    })
}

/// `(a, b) => …`
pub(super) fn lambda<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let list = node.child_by_field_name("parameters");
    let parameters = list.map(|list| parameters(lowering, list)).unwrap_or_default();
    let mut cursor = node.walk();
    let body = node.named_children(&mut cursor).filter(|child| Some(*child) != list).last();
    let statements = body.map(statements_of).unwrap_or_default();
    let function = lowering.define(node, "", parameters, &statements, LastReturned::Yes);
    Some(lowering.add(Kind::Closure(function), node))
}

/// `a += b` of a variable: how often it happens is not followed.
pub(super) fn changed<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    operator: &str,
) -> Option<Id> {
    if !matches!(operator, "+=" | "-=" | "*=" | "/=") {
        return None;
    }
    let left = node.child_by_field_name("left");
    node.child_by_field_name("right").into_iter().for_each(|right| lowering.later(right));
    let value = lowering.add(Kind::Opaque, node);
    left.into_iter().for_each(|left| lowering.assign_to(left, value));
    Some(value)
}

/// The length of what says in `f"$size%d"` how the value before it is written.
pub(super) fn conversion<'a>(lowering: &Lowering<'a>, text: Node<'a>, value: Node<'a>) -> usize {
    let is_formatted = lowering.text(text).starts_with("f\"");
    let rest = &lowering.text(text)[value.end_byte() - text.start_byte()..];
    let flags = rest.strip_prefix('%').filter(|_| is_formatted).map_or("", |rest| rest);
    let end = flags.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+' | '0'));
    end.filter(|at| flags[*at..].starts_with(|c: char| c.is_ascii_alphabetic()))
        .map_or(0, |at| at + 2)
}
