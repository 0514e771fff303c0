//! Kotlin (tree-sitter-kotlin-ng).

mod class;
mod lambda;
mod spaced;

use tree_sitter::Node;

use class::{alias, enum_entry, member_parameter, object, parameters};
use lambda::{is_statement, lambda_on};
pub use spaced::spaced;

use super::{beside, in_modules, in_package, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{LastReturned, Lowering, lenient};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter};

pub static LANGUAGE: Language = Language {
    id: "kotlin",
    extensions: &["kt", "kts"],
    names: &[],
    grammar: || tree_sitter_kotlin_ng::LANGUAGE.into(),
    shapes: &[
        ("line_comment", Shape::Skip),
        ("block_comment", Shape::Skip),
        ("modifiers", Shape::Skip),
        ("package_header", Shape::Skip),
        ("import", Shape::Import(import)),
        ("parenthesized_expression", Shape::Inner("")),
        ("as_expression", Shape::Inner("left")),
        ("unary_expression", Shape::Inner("argument")),
        ("string_literal", Shape::Own(string)),
        ("multiline_string_literal", Shape::Own(string)),
        ("character_literal", Shape::Text),
        ("interpolation", Shape::Inner("")),
        ("number_literal", Shape::Number),
        ("identifier", Shape::Own(name)),
        ("this_expression", Shape::Name),
        ("user_type", Shape::Inner("")),
        ("navigation_expression", Shape::Own(navigation)),
        ("callable_reference", Shape::Inner("")),
        ("call_expression", Shape::Own(call)),
        ("constructor_invocation", Shape::Own(call)),
        ("value_argument", Shape::Own(|lowering, node| Some(lowering.value(last_named(node)?)))),
        ("collection_literal", Shape::List),
        ("index_expression", Shape::Own(indexed)),
        ("infix_expression", Shape::Own(infix)),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &["?:"] },
        ),
        ("for_statement", Shape::Own(each)),
        ("if_expression", Shape::Own(branches)),
        ("when_expression", Shape::Own(branches)),
        ("try_expression", Shape::Own(attempt)),
        ("property_declaration", Shape::Own(property)),
        ("assignment", Shape::Assign("left", "right")),
        ("function_declaration", Shape::Own(function)),
        ("secondary_constructor", Shape::Own(function)),
        ("anonymous_function", Shape::Own(function)),
        (
            "lambda_literal",
            Shape::Own(|lowering, node| Some(lambda_on(lowering, node, None, None))),
        ),
        ("annotated_lambda", Shape::Inner("lambda_literal")),
        ("class_parameter", Shape::Own(member_parameter)),
        ("class_declaration", Shape::Type("name")),
        ("object_declaration", Shape::Own(object)),
        ("enum_entry", Shape::Own(enum_entry)),
        ("type_alias", Shape::Own(alias)),
        ("block", Shape::Block),
        ("return_expression", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

/// A class is mostly in the file of its name; one of the same package in this folder.
fn files(container: &str, path: &str) -> Vec<String> {
    let name = container.replace('.', "/");
    if container.contains("kotlin.") {
        return Vec::new();
    }
    let mut all = Vec::new();
    if !name.is_empty() {
        all.extend(upwards(path, &format!("{name}.kt")));
        all.extend(upwards(path, &format!("{name}.java")));
        all.extend(in_modules(path, &format!("{name}.kt"), "kotlin"));
        all.extend(in_modules(path, &format!("{name}.java"), "java"));
    }
    all.extend(in_package(container, path, ".kt"));
    all.extend(beside(container, path, ".kt"));
    all
}

/// `import a.b.C`, `import a.b.C as D`, `import a.b.*`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let text = lowering.text(node).trim_start_matches("import").trim();
    let (path, alias) = match text.split_once(" as ") {
        Some((path, alias)) => (path.trim(), Some(alias.trim())),
        None => (text, None),
    };
    let path: String = path.chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
    match path.strip_suffix(".*") {
        Some(package) => lowering.module.wildcards.push(package.to_owned()),
        None => {
            let last = path.rsplit('.').next().unwrap_or(&path);
            lowering.import(alias.unwrap_or(last), &path);
        }
    }
}

fn name<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let kind = match lowering.text(node) {
        "true" => Kind::Truth(true),
        "false" => Kind::Truth(false),
        name => Kind::Name(name.trim_matches('`').to_owned()),
    };
    Some(lowering.add(kind, node))
}

/// A string with `$name` and `${…}`; the grammar gives a lone `$` as text of its own.
fn string<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut parts, mut text, mut cursor) = (Vec::new(), String::new(), node.walk());
    let mut dollar = false;
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "string_content" | "escape_sequence" => {
                let mut piece = lowering.unescaped(child);
                if std::mem::take(&mut dollar) {
                    let end = piece
                        .find(|c: char| !c.is_alphanumeric() && c != '_')
                        .unwrap_or(piece.len());
                    let rest = piece.split_off(end);
                    if piece.is_empty() {
                        text.push('$');
                    } else {
                        if !text.is_empty() {
                            let before = std::mem::take(&mut text);
                            parts.push(lowering.add(Kind::Text(before), node));
                        }
                        parts.push(lowering.add(Kind::Name(piece), child));
                    }
                    piece = rest;
                }
                if piece == "$" && child.kind() == "string_content" {
                    dollar = true;
                } else {
                    text.push_str(&piece);
                }
            }
            _ => {
                if !text.is_empty() {
                    let before = std::mem::take(&mut text);
                    parts.push(lowering.add(Kind::Text(before), node));
                }
                parts.push(lowering.value(child));
            }
        }
    }
    if parts.is_empty() {
        return Some(lowering.add(Kind::Text(text), node));
    }
    if !text.is_empty() {
        parts.push(lowering.add(Kind::Text(text), node));
    }
    Some(lowering.add(Kind::Join(parts), node))
}

/// `a.b`, `a?.b`, `a::b`.
fn navigation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = node.named_child(0)?;
    let last = u32::try_from(node.named_child_count()).ok()?.checked_sub(1)?;
    let name = node.named_child(last).filter(|name| name.id() != object.id())?;
    let of = lowering.value(object);
    let written = lowering.text(name).trim_matches('`').to_owned();
    Some(lowering.add(Kind::Member { of, name: written }, name))
}

fn last_named(node: Node<'_>) -> Option<Node<'_>> {
    let count = u32::try_from(node.named_child_count()).ok()?;
    (0..count).rev().filter_map(|at| node.named_child(at)).find(|child| !child.is_extra())
}

fn arguments<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Argument> {
    let mut cursor = list.walk();
    let all: Vec<Node<'a>> =
        list.named_children(&mut cursor).filter(|child| child.kind() == "value_argument").collect();
    all.into_iter()
        .filter_map(|argument| {
            let name = argument
                .named_child(0)
                .filter(|name| argument.named_child_count() == 2 && name.kind() == "identifier")
                .map(|name| lowering.text(name).to_owned());
            let value = lowering.value(last_named(argument)?);
            Some(Argument { name, value })
        })
        .collect()
}

/// Functions that run their lambda with the object as `this`, or as `it`.
const ON_THIS: &[&str] = &["apply", "run", "with"];
const ON_IT: &[&str] = &["also", "let", "use"];
/// Functions that run their lambda with each element as `it`.
const ON_EACH: &[&str] = &[
    "map",
    "forEach",
    "flatMap",
    "filter",
    "associateWith",
    "associateBy",
    "mapNotNull",
    "onEach",
    "any",
    "all",
    "none",
    "first",
    "firstOrNull",
    "find",
];

/// `f(…) { … }`, with the tables that `mapOf` and its like make.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    // `f(…) { … }` is a call of `f(…)` to the grammar.
    let inner = node.named_child(0)?;
    let is_whole = inner.kind() == "call_expression"
        && lowering.child(node, "value_arguments").is_none()
        && lowering.child(inner, "annotated_lambda").is_none();
    let head = if is_whole { inner } else { node };
    let callee = lowering.value(head.named_child(0)?);
    let list = lowering.child(head, "value_arguments");
    let mut arguments = list.map(|list| arguments(lowering, list)).unwrap_or_default();
    let name = match &lowering.module.nodes[callee].kind {
        Kind::Name(name) | Kind::Member { name, .. } => name.clone(),
        _ => String::new(),
    };
    let receiver = match &lowering.module.nodes[callee].kind {
        Kind::Member { of, .. } => Some(*of),
        _ => arguments.first().map(|argument| argument.value),
    };
    if let Some(block) = lowering.child(node, "annotated_lambda") {
        let literal = lowering.child(block, "lambda_literal")?;
        let value = match receiver {
            Some(of) if ON_THIS.contains(&name.as_str()) => {
                lambda_on(lowering, literal, Some(of), None)
            }
            Some(of) if ON_IT.contains(&name.as_str()) => {
                lambda_on(lowering, literal, None, Some(of))
            }
            Some(of) if ON_EACH.contains(&name.as_str()) => {
                let key = lowering.add(Kind::Opaque, literal);
                let element = lowering.add(Kind::Index { of, key }, literal);
                lambda_on(lowering, literal, None, Some(element))
            }
            _ => lambda_on(lowering, literal, None, None),
        };
        arguments.push(Argument { name: None, value });
    }
    let values = || arguments.iter().map(|argument| argument.value);
    let kind = match name.as_str() {
        "mapOf" | "mutableMapOf" | "hashMapOf" | "linkedMapOf" => {
            let pair = |id: Id| match &lowering.module.nodes[id].kind {
                Kind::List(pair) => Some((*pair.first()?, *pair.get(1)?)),
                _ => None,
            };
            Kind::Map(values().filter_map(pair).collect())
        }
        "buildMap" => {
            let puts = arguments.last().map(|one| lambda::puts(lowering, one.value));
            Kind::Map(puts.unwrap_or_default())
        }
        "listOf" | "arrayOf" | "setOf" | "mutableListOf" | "listOfNotNull" => {
            Kind::List(values().collect())
        }
        "lazy" => {
            let given = |id: Id| match &lowering.module.nodes[id].kind {
                Kind::Closure(scope) => lowering.module.scopes[*scope].returns.clone(),
                _ => vec![id],
            };
            Kind::Choice(values().flat_map(given).collect())
        }
        _ => Kind::Call { callee, arguments },
    };
    let call = lowering.add(kind, node);
    lowering.run_on_each(call, node);
    lowering.guard_handed(call, node);
    Some(call)
}

fn indexed<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (of, key) = (lowering.value(node.named_child(0)?), lowering.value(node.named_child(1)?));
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `a to b` is a pair, `a shl b` a number, `a or b` either; any other is a call of a method.
fn infix<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let operator = node.named_child(1)?;
    let written = lowering.text(operator).to_owned();
    let (left, right) =
        (lowering.value(node.named_child(0)?), lowering.value(node.named_child(2)?));
    let kind = match written.as_str() {
        "to" => Kind::List(vec![left, right]),
        "shl" => Kind::arithmetic("<<", vec![left, right]),
        "or" => Kind::Choice(vec![left, right]),
        _ => {
            let callee = lowering.add(Kind::Member { of: left, name: written }, operator);
            Kind::Call { callee, arguments: vec![Argument { name: None, value: right }] }
        }
    };
    Some(lowering.add(kind, node))
}

/// The values of the branches of `if` and `when`; a branch that ends in a statement has none.
fn branches<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let condition = node.child_by_field_name("condition");
    condition.into_iter().for_each(|condition| lowering.later(condition));
    let (mut values, mut cursor) = (Vec::new(), node.walk());
    for child in node.named_children(&mut cursor).filter(|child| Some(*child) != condition) {
        let branch = match child.kind() {
            "when_entry" => {
                let condition = child.child_by_field_name("condition");
                last_named(child).filter(|last| Some(*last) != condition)
            }
            "when_subject" => {
                lowering.later(child);
                None
            }
            _ => Some(child),
        };
        if let Some(branch) = branch
            && let Some(value) = branch_value(lowering, branch)
        {
            lowering.guard_in(branch, value, node);
            values.push(value);
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

fn branch_value<'a>(lowering: &mut Lowering<'a>, branch: Node<'a>) -> Option<Id> {
    if branch.kind() != "block" {
        if is_statement(branch) {
            lowering.later(branch);
            return None;
        }
        return Some(lowering.value(branch));
    }
    let last = last_named(branch).filter(|last| !is_statement(*last));
    let Some(last) = last else {
        lowering.later(branch);
        return None;
    };
    let mut cursor = branch.walk();
    for child in branch.named_children(&mut cursor).filter(|child| *child != last) {
        lowering.later(child);
    }
    Some(lowering.value(last))
}

/// `for (a in list) …`
fn each<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let mut parts = node.named_children(&mut cursor).filter(|child| child.kind() != "annotation");
    let (name, list) = (parts.next()?, parts.next()?);
    if name.kind() == "variable_declaration" {
        lowering.bind_each(name.named_child(0)?, list);
    } else if name.kind() == "multi_variable_declaration" {
        let (of, key) = (lowering.value(list), lowering.add(Kind::Opaque, name));
        let any = lowering.add(Kind::Index { of, key }, list);
        let mut cursor = name.walk();
        let names: Vec<Node<'a>> = name.named_children(&mut cursor).take(2).collect();
        for (one, part) in names.into_iter().zip(["component1", "component2"]) {
            let part = lowering.add(Kind::Member { of: any, name: part.to_owned() }, one);
            let name = one.named_child(0).map_or("", |name| lowering.text(name));
            lowering.bind(name, Some(part), None, one.start_byte());
        }
    } else {
        lowering.later(list);
    }
    let rest: Vec<Node<'a>> = parts.collect();
    rest.into_iter().for_each(|part| lowering.later(part));
    None
}

/// `try { … } catch …`: what the block ends in.
fn attempt<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut values, mut cursor) = (Vec::new(), node.walk());
    for child in node.named_children(&mut cursor) {
        if child.kind() == "block" {
            values.extend(branch_value(lowering, child));
        } else {
            lowering.later(child);
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// `val name: T = value`, `val name by lazy { … }`, `val name get() = …`.
fn property<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut target, mut value, mut cursor) = (None, None, node.walk());
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "variable_declaration" | "multi_variable_declaration" => target = Some(child),
            "property_delegate" => value = child.named_child(0),
            "getter" => {
                let body =
                    lowering.child(child, "function_body").and_then(|body| body.named_child(0));
                match body {
                    Some(body) if body.kind() != "block" => value = value.or(Some(body)),
                    Some(body) => lowering.later(body),
                    None => {}
                }
            }
            "setter" => lowering.later(child),
            "modifiers" | "type_parameters" => {}
            // `Int.` of `val Int.curve`
            "user_type" | "nullable_type" | "receiver_type" if target.is_none() => {}
            _ => value = Some(child),
        }
    }
    let target = target?;
    // `val Int.curve get() = "P-$this"`: what extends a type works it out of the object that it is asked of.
    if let (Some(body), Some(name)) = (value, target.named_child(0))
        && lowering.between(node.start_byte(), target.start_byte()).trim_end().ends_with('.')
    {
        let this = Parameter { name: "this".to_owned(), type_name: None, default: None };
        let name = lowering.text(name).trim_matches('`');
        lowering.define(body, name, vec![this], &[body], LastReturned::Yes);
        return None;
    }
    let type_name = lowering.child(target, "user_type").map(|written| lowering.type_of(written));
    let asked = target.named_child(0).filter(|_| target.kind() == "variable_declaration");
    let asked = asked.and_then(|name| class::configured(lowering, node, name, value));
    let value = asked.or_else(|| value.map(|value| lowering.value(value)));
    if target.kind() == "variable_declaration" {
        let name = target.named_child(0).map_or("", |name| lowering.text(name)).trim_matches('`');
        lowering.bind(name, value, type_name, target.start_byte());
    } else {
        let parts = match value.map(|value| &lowering.module.nodes[value].kind) {
            Some(Kind::List(parts)) => parts.clone(),
            _ => value.into_iter().collect(),
        };
        let whole =
            value.filter(|value| !matches!(lowering.module.nodes[*value].kind, Kind::List(_)));
        let mut cursor = target.walk();
        for (at, one) in target.named_children(&mut cursor).enumerate() {
            let name = one.named_child(0).map_or("", |name| lowering.text(name));
            let part = match whole {
                Some(value) => Some(lowering.at_place(value, at, one)),
                None => parts.get(at).copied(),
            };
            lowering.bind(name, part, None, one.start_byte());
        }
    }
    None
}

fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name");
    let list = lowering.child(node, "function_value_parameters");
    let mut parameters = list.map(|list| parameters(lowering, list)).unwrap_or_default();
    // `fun String.digest()`: the receiver is a parameter that calls write before the name.
    if let Some(name) = name
        && lowering.text(node)[..name.start_byte() - node.start_byte()].trim_end().ends_with('.')
    {
        let this = Parameter { name: "this".to_owned(), type_name: None, default: None };
        parameters.insert(0, this);
    }
    let body = lowering.child(node, "function_body");
    let written = name.map_or("", |name| lowering.text(name));
    if let (Some(name), Some(body)) = (name, body)
        && let Some(noted) = lenient(written, lowering.text(body), lowering.text(node))
    {
        let callee = lowering.add(Kind::Name(noted.to_owned()), name);
        lowering.call(name, callee, None);
    }
    let inner = body.and_then(|body| body.named_child(0)).or_else(|| lowering.child(node, "block"));
    let written = if node.kind() == "secondary_constructor" { "<init>" } else { written };
    let function = match inner {
        Some(block) if block.kind() == "block" => {
            lowering.define(node, written, parameters, &[block], LastReturned::No)
        }
        Some(value) => lowering.define(node, written, parameters, &[value], LastReturned::Yes),
        None => lowering.define(node, written, parameters, &[], LastReturned::No),
    };
    let marks = lowering.child(node, "modifiers").map_or("", |list| lowering.text(list));
    lowering.provides(marks, written, node);
    Some(lowering.add(Kind::Closure(function), node))
}
