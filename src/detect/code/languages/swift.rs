//! Swift (tree-sitter-swift).

mod call;
mod cases;
mod declaration;

use tree_sitter::Node;

use super::{truth, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Id, Kind};

pub static LANGUAGE: Language = Language {
    id: "swift",
    extensions: &["swift"],
    names: &[],
    grammar: || tree_sitter_swift::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("multiline_comment", Shape::Skip),
        ("directive", Shape::Skip),
        ("modifiers", Shape::Skip),
        ("import_declaration", Shape::Import(declaration::import)),
        ("line_string_literal", Shape::Text),
        ("multi_line_string_literal", Shape::Text),
        ("line_str_text", Shape::Fragment),
        ("multi_line_str_text", Shape::Fragment),
        ("str_escaped_char", Shape::Fragment),
        ("interpolated_expression", Shape::Inner("value")),
        ("raw_string_literal", Shape::Own(raw)),
        ("integer_literal", Shape::Number),
        ("hex_literal", Shape::Number),
        ("oct_literal", Shape::Number),
        ("bin_literal", Shape::Number),
        ("boolean_literal", Shape::Own(truth)),
        ("simple_identifier", Shape::Name),
        ("type_identifier", Shape::Name),
        ("self_expression", Shape::Name),
        ("nil_literal", Shape::Name),
        ("user_type", Shape::Own(declaration::written_type)),
        ("directly_assignable_expression", Shape::Inner("")),
        ("try_expression", Shape::Inner("expr")),
        ("await_expression", Shape::Inner("expr")),
        ("as_expression", Shape::Inner("expr")),
        ("postfix_expression", Shape::Inner("target")),
        ("prefix_expression", Shape::Own(call::prefix)),
        ("navigation_expression", Shape::Own(call::chained)),
        ("call_expression", Shape::Own(call::chained)),
        ("constructor_expression", Shape::Own(call::constructor)),
        ("comparison_expression", Shape::Own(call::comparison)),
        ("value_argument", Shape::Named("name", "value")),
        ("array_literal", Shape::List),
        ("tuple_expression", Shape::Own(tuple)),
        ("dictionary_literal", Shape::Own(dictionary)),
        ("ternary_expression", Shape::Choice(&["if_true", "if_false"])),
        (
            "nil_coalescing_expression",
            Shape::Binary { left: "value", right: "if_nil", joins: &[], either: &["??"] },
        ),
        ("equality_expression", SUM),
        ("additive_expression", SUM),
        ("multiplicative_expression", SUM),
        ("bitwise_operation", SUM),
        ("assignment", Shape::Own(assignment)),
        ("property_declaration", Shape::Own(declaration::property)),
        ("typealias_declaration", Shape::Own(declaration::alias)),
        ("enum_entry", Shape::Own(declaration::enum_entry)),
        ("function_declaration", Shape::Own(declaration::function)),
        ("init_declaration", Shape::Own(declaration::function)),
        ("lambda_literal", Shape::Own(declaration::lambda)),
        ("class_declaration", Shape::Own(declaration::class)),
        ("protocol_declaration", Shape::Type("name")),
        ("if_statement", Shape::Own(branches)),
        ("guard_statement", Shape::Own(guard)),
        ("while_statement", Shape::Own(guard)),
        ("switch_statement", Shape::Own(branches)),
        ("for_statement", Shape::Each("item", "collection")),
        ("do_statement", Shape::Block),
        ("catch_block", Shape::Block),
        ("repeat_while_statement", Shape::Block),
        ("control_transfer_statement", Shape::Own(transfer)),
    ],
    own: &["self", "Self"],
    files,
};

const SUM: Shape = Shape::Binary { left: "lhs", right: "rhs", joins: &["+"], either: &["|"] };

/// Where the types and constants of a module lie: all its files see each other, and none says which.
fn files(container: &str, path: &str) -> Vec<String> {
    let name = container.rsplit(['.', '/']).next().unwrap_or_default();
    let mut all = Vec::new();
    if !name.is_empty() {
        all.extend(upwards(path, &format!("{name}.swift")));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    for place in [folder, above] {
        for below in ["", "Config/", "Configuration/", "Constants/", "Support/", "Shared/"] {
            let ending = if place.is_empty() { "" } else { "/" };
            all.push(format!("{place}{ending}{below}*.swift"));
        }
    }
    all.dedup();
    all
}

/// The named children that are no comments.
fn named<'a>(node: Node<'a>) -> Vec<Node<'a>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

/// The named children with their fields.
fn fields<'a>(node: Node<'a>) -> Vec<(Node<'a>, Option<&'a str>)> {
    let (mut all, mut cursor) = (Vec::new(), node.walk());
    if !cursor.goto_first_child() {
        return all;
    }
    loop {
        if cursor.node().is_named() && !cursor.node().is_extra() {
            all.push((cursor.node(), cursor.field_name()));
        }
        if !cursor.goto_next_sibling() {
            return all;
        }
    }
}

/// `#"a\b"#`: no escape is one.
fn raw<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).trim_matches('#').trim_matches('"').to_owned();
    Some(lowering.add(Kind::Text(text), node))
}

/// `(a)` is `a`, `(a, b)` a list.
fn tuple<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let values: Vec<Node<'a>> = fields(node)
        .into_iter()
        .filter(|(_, field)| *field == Some("value"))
        .map(|(child, _)| child)
        .collect();
    if let [only] = values[..] {
        return Some(lowering.value(only));
    }
    let values = values.into_iter().map(|value| lowering.value(value)).collect();
    Some(lowering.add(Kind::List(values), node))
}

/// `[a: b, c: d]`.
fn dictionary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut pairs, mut key) = (Vec::new(), None);
    for (child, field) in fields(node).into_iter().take(4096) {
        let value = lowering.value(child);
        match (field, key.take()) {
            (Some("value"), Some(key)) => pairs.push((key, value)),
            _ => key = Some(value),
        }
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// `a = b`; `.init(…)` makes an object of the type that `a` was declared with.
fn assignment<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (target, result) =
        (node.child_by_field_name("target")?, node.child_by_field_name("result")?);
    if !call::is_implicit(lowering, result) {
        let value = lowering.value(result);
        let is_sum = lowering.text(node)[target.end_byte() - node.start_byte()..]
            .trim_start()
            .starts_with("+=");
        let value = if is_sum {
            let before = lowering.value(target);
            lowering.add(Kind::Join(vec![before, value]), node)
        } else {
            value
        };
        lowering.assign_to(target, value);
        return None;
    }
    let name = lowering.text(target).rsplit('.').next().unwrap_or_default();
    let bound = lowering.module.bindings.iter().rev();
    let written = bound.filter(|one| one.name == name).find_map(|one| one.type_name.clone());
    let value = call::implicit(lowering, result, written.as_deref());
    lowering.assign_to(target, value);
    None
}

/// `return a`; anything else that leaves has no value.
fn transfer<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let is_return = lowering.text(node).starts_with("return");
    match node.child_by_field_name("result") {
        Some(result) if is_return => {
            let value = declaration::returned(lowering, result);
            lowering.returns(value);
            lowering.guard(node, value);
        }
        _ => named(node).into_iter().for_each(|child| lowering.later(child)),
    }
    None
}

/// Binds the names of `let a = b` in the conditions; gives the children that are no conditions.
fn conditions<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Vec<Node<'a>> {
    let (mut rest, mut name): (Vec<Node<'a>>, Option<Node<'a>>) = (Vec::new(), None);
    for (child, field) in fields(node) {
        match (field, child.kind()) {
            (_, "value_binding_pattern" | "type_annotation") => {}
            (Some("bound_identifier"), _) => name = Some(child),
            (Some("condition"), _) => match name.take() {
                Some(bound) => {
                    let value = lowering.value(child);
                    let at = bound.start_byte();
                    lowering.bind(lowering.text(bound), Some(value), None, at);
                }
                None => lowering.later(child),
            },
            _ => rest.push(child),
        }
    }
    rest
}

/// What follows a `guard` sees what it binds; a body is of one case.
fn guard<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    cases::bind(lowering, node);
    for child in conditions(lowering, node) {
        lowering.later_in(child, child);
    }
    None
}

/// The values of the branches of `if` and `switch`, where each is an expression; statements otherwise.
fn branches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(table) = cases_of_self(lowering, node) {
        return Some(table);
    }
    cases::bind(lowering, node);
    let mut bodies = Vec::new();
    for child in conditions(lowering, node) {
        match child.kind() {
            "switch_entry" => {
                let all = named(child).into_iter();
                bodies.extend(all.filter(|inner| inner.kind() == "statements"));
            }
            "statements" | "if_statement" => bodies.push(child),
            "else" => {}
            _ => lowering.later(child),
        }
    }
    let mut values = Vec::new();
    for body in bodies {
        let only = match named(body)[..] {
            _ if body.kind() == "if_statement" => Some(body),
            [only] if declaration::is_expression(only) => Some(only),
            _ => None,
        };
        match only {
            Some(only) => {
                let value = lowering.value(only);
                lowering.guard_in(only, value, node);
                values.push(value);
            }
            None => lowering.later_in(body, body),
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// `switch self { case .a: 1 … }` of an enumeration as a table of what each of its constants gives.
fn cases_of_self<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let subject = node.child_by_field_name("expr").filter(|one| one.kind() == "self_expression")?;
    let mut rows: Vec<(Node<'a>, Node<'a>)> = Vec::new();
    for entry in named(node).into_iter().filter(|one| one.kind() == "switch_entry").take(64) {
        let parts = named(entry);
        let body = parts.iter().find(|one| one.kind() == "statements")?;
        let [only] = named(*body)[..] else { return None };
        let value = match only.kind() {
            "control_transfer_statement" => only.child_by_field_name("result")?,
            _ if declaration::is_expression(only) => only,
            _ => return None,
        };
        let patterns = parts.iter().filter(|one| one.kind() == "switch_pattern");
        for pattern in patterns {
            let is_plain = lowering.text(*pattern).starts_with('.');
            is_plain.then(|| rows.push((*pattern, value)))?;
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut pairs = Vec::new();
    for (pattern, value) in rows {
        let name = lowering.text(pattern).trim_start_matches('.');
        let name = name.split('(').next().unwrap_or(name).to_owned();
        let key = lowering.add(Kind::Text(name), pattern);
        pairs.push((key, declaration::returned(lowering, value)));
    }
    let of = lowering.add(Kind::Map(pairs), node);
    let key = lowering.value(subject);
    Some(lowering.add(Kind::Index { of, key }, node))
}
