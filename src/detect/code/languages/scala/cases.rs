//! `match`, and functions that are written as cases: `pairs.map { case (name, bits) => … }`.

use super::*;
use crate::detect::code::lower::EXTENDS;

/// What the parameter of a function that is written as cases goes by.
const IT: &str = "%it";

/// Whether a value is made by several statements: `val key = { …; generator.generateKeyPair() }`.
pub(super) fn is_block(pattern: Node<'_>, value: Option<Node<'_>>) -> bool {
    let is_one = |value: Node<'_>| matches!(value.kind(), "block" | "indented_block");
    pattern.kind() == "identifier" && value.is_some_and(is_one)
}

/// Binds a name to the last expression of such a value.
pub(super) fn bind_block<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let pattern = node.child_by_field_name("pattern")?;
    let statements = statements_of(node.child_by_field_name("value")?);
    let type_name = node.child_by_field_name("type").map(|written| lowering.type_of(written));
    let outer = lowering.scope;
    // What such a value of a class is made with is no field of it.
    if lowering.module.scopes[outer].kind == ScopeKind::Type {
        lowering.enter(ScopeKind::Function, "", Vec::new());
    }
    let value = last_value(lowering, statements);
    lowering.scope = outer;
    lowering.bind(lowering.text(pattern), value, type_name, pattern.start_byte());
    None
}

/// The values of the cases.
pub(super) fn matches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("value").map(|value| lowering.value(value));
    let values = read(lowering, node.child_by_field_name("body")?, of);
    Some(lowering.add(Kind::Choice(values), node))
}

/// A function that is written as cases.
pub(super) fn partial<'a>(lowering: &mut Lowering<'a>, block: Node<'a>) -> Id {
    let outer = lowering.scope;
    let it = Parameter { name: IT.to_owned(), type_name: None, default: None };
    let function = lowering.enter(ScopeKind::Function, "", vec![it]);
    let of = lowering.add(Kind::Name(IT.to_owned()), block);
    let values = read(lowering, block, Some(of));
    let takes = taken(lowering, block);
    let value = if values.len() == takes.len() {
        let ways = values.into_iter().zip(takes).collect();
        lowering.decided(block, Some(of), ways)
    } else {
        lowering.add(Kind::Choice(values), block)
    };
    lowering.returns(value);
    lowering.scope = outer;
    lowering.add(Kind::Closure(function), block)
}

/// The same where it stands as a value: `val names: PartialFunction[String, String] = { case "tag" => … }`.
pub(super) fn function<'a>(lowering: &mut Lowering<'a>, block: Node<'a>) -> Option<Id> {
    Some(partial(lowering, block))
}

/// The texts that take each of the cases, where these are all that is asked; none for a case that takes anything.
fn taken<'a>(lowering: &Lowering<'a>, block: Node<'a>) -> Vec<Option<Vec<String>>> {
    let mut cursor = block.walk();
    let cases = block.named_children(&mut cursor).filter(|one| one.kind() == "case_clause");
    cases
        .map(|case| {
            let pattern = case.child_by_field_name("pattern")?;
            let any = match pattern.kind() {
                "wildcard" => true,
                "identifier" => {
                    lowering.text(pattern).starts_with(|c: char| c.is_ascii_lowercase())
                }
                _ => false,
            };
            if case.child_by_field_name("guard").is_some() {
                return None;
            }
            if any { Some(Vec::new()) } else { Some(vec![lowering.taking(pattern)?]) }
        })
        .collect()
}

fn read<'a>(lowering: &mut Lowering<'a>, block: Node<'a>, of: Option<Id>) -> Vec<Id> {
    let (mut values, mut cursor) = (Vec::new(), block.walk());
    for case in block.named_children(&mut cursor).filter(|one| one.kind() == "case_clause") {
        if let (Some(pattern), Some(of)) = (case.child_by_field_name("pattern"), of) {
            lowering.bind_case(pattern, of, case);
        }
        case.child_by_field_name("guard").into_iter().for_each(|guard| lowering.later(guard));
        // A case may have several statements, each of them its body.
        let mut cursor = case.walk();
        let body: Vec<Node<'a>> = case.children_by_field_name("body", &mut cursor).collect();
        let body: Vec<Node<'a>> =
            body.into_iter().filter(|one| one.is_named() && !one.is_extra()).collect();
        let first = body.first().copied();
        let value = lowering.within(case, |lowering| last_value(lowering, body));
        if let (Some(first), Some(value)) = (first, value) {
            lowering.guard_in(first, value, block);
        }
        values.extend(value);
    }
    values
}

/// The argument that a call stands for: what may be there is what is there, and what a constant of an enumeration is
/// called is what it is read as: `Some(value)`, `val Strong = Value("SHA-512")`.
pub(super) fn argument_itself(
    lowering: &Lowering<'_>,
    callee: Id,
    arguments: &[Argument],
) -> Option<Id> {
    let (Kind::Name(name), [only]) = (&lowering.module.nodes[callee].kind, arguments) else {
        return None;
    };
    let is_it = match name.as_str() {
        "Some" | "Option" => true,
        "Value" => {
            let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type)?;
            let mark = format!("{EXTENDS}Enumeration");
            matches!(lowering.module.nodes[only.value].kind, Kind::Text(_))
                && lowering.module.scopes[class].marks.contains(&mark)
        }
        _ => false,
    };
    is_it.then_some(only.value)
}
