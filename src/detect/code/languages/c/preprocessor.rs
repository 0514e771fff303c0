//! Conditions of the preprocessor: which definitions of a macro count, as far as the file tells.

use super::*;
use crate::detect::code::literal::integer;

/// Deepest nesting of a condition.
const DEPTH: usize = 12;

/// `#if`, `#ifdef`, `#elif`: only the way that is taken where the file tells it, all of them otherwise.
pub fn conditional<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let taken = taken(lowering, node);
    let alternative = node.child_by_field_name("alternative");
    let asked: Vec<Node<'a>> = ["condition", "name"]
        .into_iter()
        .filter_map(|field| node.child_by_field_name(field))
        .collect();
    let children = named(node).into_iter().rev().filter(|child| {
        let is_taken = match Some(*child) == alternative {
            true => taken != Some(true),
            false => taken != Some(false),
        };
        is_taken && !asked.contains(child)
    });
    for child in children {
        match taken {
            // What is behind the condition counts as what stands beside it.
            Some(_) => lowering.later(child),
            None => lowering.later_in(child, node),
        }
    }
    None
}

/// `#else` of a condition: where that is told, what is in it counts as what stands beside.
pub fn otherwise<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let is_told = lowering.parent(node).is_some_and(|parent| taken(lowering, parent).is_some());
    for child in named(node).into_iter().rev() {
        if is_told { lowering.later(child) } else { lowering.later_in(child, node) }
    }
    None
}

/// `#undef NAME`.
pub fn directive<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let of = |field: &str| node.child_by_field_name(field).map(|part| lowering.text(part).trim());
    if of("directive") == Some("#undef")
        && let Some(name) = of("argument")
    {
        lowering.notes.defined.remove(name);
    }
}

/// Whether the first way of a condition is taken; `None` where that is told elsewhere.
fn taken<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<bool> {
    match node.kind() {
        "preproc_if" | "preproc_elif" => {
            let asked = node.child_by_field_name("condition")?;
            Some(worth(lowering, asked, 0)? != 0)
        }
        "preproc_ifdef" | "preproc_elifdef" => {
            let name = node.child_by_field_name("name")?;
            let name = lowering.text(name);
            let is_positive = lowering.text(node.child(0)?).ends_with("ifdef");
            let told = is_certain(lowering, name).then_some(is_positive);
            // A name that the file does not define may be given to the compiler; its default counts until then.
            told.or_else(|| (!is_positive && defines(lowering, node, name)).then_some(true))
        }
        _ => None,
    }
}

fn is_certain(lowering: &Lowering<'_>, name: &str) -> bool {
    lowering.notes.defined.get(name).is_some_and(|known| known.is_certain)
}

/// Whether what is behind `#ifndef NAME` defines that name at once.
fn defines<'a>(lowering: &Lowering<'a>, node: Node<'a>, name: &str) -> bool {
    let mut cursor = node.walk();
    let mut first = node.named_children(&mut cursor).skip(1).take(4);
    first.any(|child| {
        let of = child.child_by_field_name("name").filter(|_| child.kind() == "preproc_def");
        of.is_some_and(|of| lowering.text(of) == name)
    })
}

/// What a condition is worth by the macros that are numbers.
fn worth<'a>(lowering: &Lowering<'a>, node: Node<'a>, depth: usize) -> Option<i64> {
    if depth > DEPTH {
        return None;
    }
    let inner = |node| worth(lowering, node, depth + 1);
    match node.kind() {
        "number_literal" => integer(lowering.text(node)),
        "identifier" => {
            let name = lowering.text(node);
            let known = lowering.notes.defined.get(name).filter(|known| known.is_certain);
            known?.number
        }
        "preproc_defined" => {
            let name = named(node).into_iter().next()?;
            is_certain(lowering, lowering.text(name)).then_some(1)
        }
        "parenthesized_expression" => inner(node.named_child(0)?),
        "unary_expression" => {
            let value = inner(node.child_by_field_name("argument")?)?;
            (lowering.text(node.child_by_field_name("operator")?) == "!")
                .then(|| i64::from(value == 0))
        }
        "binary_expression" => {
            let left = inner(node.child_by_field_name("left")?);
            let right = inner(node.child_by_field_name("right")?);
            let of = |holds: fn(i64, i64) -> bool| Some(i64::from(holds(left?, right?)));
            match lowering.text(node.child_by_field_name("operator")?) {
                "&&" if left == Some(0) || right == Some(0) => Some(0),
                "&&" => of(|_, _| true),
                "||" if left.or(Some(0)) != Some(0) || right.or(Some(0)) != Some(0) => Some(1),
                "||" => of(|left, right| left != 0 || right != 0),
                "==" => of(|left, right| left == right),
                "!=" => of(|left, right| left != right),
                "<" => of(|left, right| left < right),
                "<=" => of(|left, right| left <= right),
                ">" => of(|left, right| left > right),
                ">=" => of(|left, right| left >= right),
                _ => None,
            }
        }
        _ => None,
    }
}
