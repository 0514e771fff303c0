//! Rust (tree-sitter-rust).

mod generic;
mod macros;
mod option;
mod text;
mod token;
mod variant;

use std::borrow::Cow;

use tree_sitter::Node;

use super::{normal, truth, upwards};
use crate::detect::code::grammar::first_named;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{Lowering, READ};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, SPREAD, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "rust",
    extensions: &["rs"],
    names: &[],
    grammar: || tree_sitter_rust::LANGUAGE.into(),
    shapes: &[
        ("line_comment", Shape::Skip),
        ("block_comment", Shape::Skip),
        ("attribute_item", Shape::Skip),
        ("inner_attribute_item", Shape::Skip),
        ("macro_definition", Shape::Skip),
        ("use_declaration", Shape::Import(import)),
        ("parenthesized_expression", Shape::Inner("")),
        ("expression_statement", Shape::Inner("")),
        ("try_expression", Shape::Inner("")),
        ("await_expression", Shape::Inner("")),
        ("reference_expression", Shape::Inner("value")),
        ("type_cast_expression", Shape::Inner("value")),
        ("bracketed_type", Shape::Inner("")),
        ("qualified_type", Shape::Inner("type")),
        ("reference_type", Shape::Inner("type")),
        ("unsafe_block", Shape::Inner("")),
        ("else_clause", Shape::Inner("")),
        ("mut_pattern", Shape::Own(last_child)),
        ("unary_expression", Shape::Own(unary)),
        ("string_literal", Shape::Text),
        ("raw_string_literal", Shape::Text),
        ("char_literal", Shape::Text),
        ("string_content", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("integer_literal", Shape::Number),
        ("boolean_literal", Shape::Own(truth)),
        ("identifier", Shape::Name),
        ("field_identifier", Shape::Name),
        ("type_identifier", Shape::Name),
        ("shorthand_field_identifier", Shape::Name),
        ("self", Shape::Name),
        ("crate", Shape::Name),
        ("super", Shape::Name),
        ("scoped_identifier", Shape::Own(scoped)),
        ("scoped_type_identifier", Shape::Own(scoped)),
        ("mod_item", Shape::Own(module)),
        ("field_expression", Shape::Member("value", "field")),
        ("generic_type", Shape::Index("type", "type_arguments")),
        ("generic_type_with_turbofish", Shape::Index("type", "type_arguments")),
        ("type_arguments", Shape::List),
        ("call_expression", Shape::Own(call)),
        ("struct_expression", Shape::Own(structure)),
        ("array_expression", Shape::Own(array)),
        ("tuple_expression", Shape::List),
        ("tuple_pattern", Shape::List),
        ("index_expression", Shape::Own(index)),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &[] },
        ),
        ("if_expression", Shape::Choice(&["consequence", "alternative"])),
        ("match_expression", Shape::Own(matching)),
        ("block", Shape::Own(block)),
        ("let_declaration", Shape::Own(variant::declared)),
        ("let_condition", Shape::Let("pattern", "value", "-")),
        ("const_item", Shape::Let("name", "value", "type")),
        ("static_item", Shape::Let("name", "value", "type")),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("compound_assignment_expr", Shape::Assign("left", "right")),
        ("function_item", Shape::Own(function)),
        ("function_signature_item", Shape::Skip),
        ("closure_expression", Shape::Own(function)),
        ("impl_item", Shape::Own(generic::implementation)),
        ("trait_item", Shape::Type("name")),
        ("struct_item", Shape::Own(fields)),
        ("enum_item", Shape::Skip),
        ("type_item", Shape::Own(alias)),
        ("return_expression", Shape::Return("")),
    ],
    own: &["self", "Self"],
    files,
};

/// Macros of libraries whose arguments are expressions; the grammar leaves those of any macro unread.
const MACROS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "dbg",
    "format",
    "print",
    "println",
    "eprint",
    "eprintln",
    "write",
    "writeln",
    "panic",
    "ensure",
    "bail",
    "new_magic_crypt",
    "vec",
];

/// The text with the macros of the file written out, those of the library as calls, and `vec![…]` as an array.
pub fn readable(text: &str) -> Cow<'_, str> {
    match macros::written_out(text) {
        Some(written) => Cow::Owned(as_calls(&written).into_owned()),
        None => as_calls(text),
    }
}

fn as_calls(text: &str) -> Cow<'_, str> {
    let mut bytes: Option<Vec<u8>> = None;
    let source = text.as_bytes();
    for (at, _) in text.match_indices('!') {
        let is_array = source.get(at + 1) == Some(&b'[');
        if !is_array && source.get(at + 1) != Some(&b'(') {
            continue;
        }
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let length = source[..at].iter().rev().take(32).take_while(|byte| is_word(byte)).count();
        let name = &text[at - length..at];
        if MACROS.contains(&name) && is_array == (name == "vec") {
            let blank = if is_array { at - length..at + 1 } else { at..at + 1 };
            bytes.get_or_insert_with(|| source.to_vec())[blank].fill(b' ');
        }
    }
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(changed) => changed.into(),
        None => text.into(),
    }
}

/// `crate::a` is `a.rs` or `a/mod.rs` below the crate's `src`; `super` and `self` are beside the file; another crate
/// of the same workspace has a folder of its name.
fn files(container: &str, path: &str) -> Vec<String> {
    let (first, rest) = container.split_once('.').unwrap_or((container, ""));
    let rest = rest.replace('.', "/");
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let both = |stem: &str| [format!("{stem}.rs"), format!("{stem}/mod.rs")];
    match first {
        "" | "std" | "core" | "alloc" => Vec::new(),
        "crate" if rest.is_empty() => {
            ["lib.rs", "main.rs"].iter().flat_map(|name| upwards(path, name)).collect()
        }
        "crate" => both(&rest).iter().flat_map(|name| upwards(path, name)).collect(),
        "self" | "super" => {
            let is_root = path.ends_with("/mod.rs");
            let up = if (first == "super") == is_root { "../" } else { "" };
            let stem = if rest.is_empty() { "mod".to_owned() } else { rest };
            let found = both(&format!("{folder}/{up}{stem}"));
            found.iter().filter_map(|file| normal(file)).collect()
        }
        name => {
            let local = both(&container.replace('.', "/"));
            let stem = if rest.is_empty() { "lib".to_owned() } else { rest };
            let crates = [name.to_owned(), name.replace('_', "-")];
            let other = crates.iter().map(|name| format!("{name}/src/{stem}.rs"));
            let own = [format!("src/{stem}.rs")];
            let beside = local.iter().take(1).map(|file| format!("{folder}/{file}"));
            let above = other.chain(own).flat_map(|file| upwards(path, &file));
            beside.chain(above).collect()
        }
    }
}

/// `use a::{b, c::{self, d as e}, f::*};`
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let mut pending: Vec<(Node<'a>, String)> = Vec::new();
    pending.extend(node.child_by_field_name("argument").map(|argument| (argument, String::new())));
    while let Some((node, prefix)) = pending.pop() {
        let full = |text: &str| {
            let path: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let path = path.trim_start_matches("::").replace("::", ".");
            if prefix.is_empty() { path } else { format!("{prefix}.{path}") }
        };
        match node.kind() {
            "scoped_use_list" | "use_list" => {
                let path = node.child_by_field_name("path");
                let prefix = path.map_or_else(|| prefix.clone(), |path| full(lowering.text(path)));
                let list = node.child_by_field_name("list").unwrap_or(node);
                let mut cursor = list.walk();
                pending
                    .extend(list.named_children(&mut cursor).map(|child| (child, prefix.clone())));
            }
            "use_as_clause" => {
                if let (Some(path), Some(alias)) =
                    (node.child_by_field_name("path"), node.child_by_field_name("alias"))
                {
                    lowering.import(lowering.text(alias), &full(lowering.text(path)));
                }
            }
            "use_wildcard" => {
                let path = full(lowering.text(node).trim_end_matches('*').trim_end_matches("::"));
                lowering.module.wildcards.push(path);
            }
            "self" => {
                lowering.import(prefix.rsplit('.').next().unwrap_or(&prefix), &prefix);
            }
            _ => {
                let path = full(lowering.text(node));
                lowering.import(path.rsplit('.').next().unwrap_or(&path), &path);
            }
        }
    }
}

fn last_child<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let count = u32::try_from(node.named_child_count()).ok()?;
    let child = node.named_child(count.checked_sub(1)?)?;
    Some(lowering.value(child))
}

/// `*x`: the same thing here.
fn unary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = lowering.value(first_named(node)?);
    lowering.text(node).starts_with('*').then_some(value)
}

/// `a::b`; what is `super` inside a module of the same file is the file's own.
fn scoped<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?;
    let path = node.child_by_field_name("path");
    let inside = |path: &Node<'a>| {
        path.kind() == "super"
            && std::iter::successors(lowering.parent(node), |one| lowering.parent(*one))
                .take(64)
                .any(|outer| outer.kind() == "mod_item")
    };
    let Some(path) = path.filter(|path| !inside(path)) else {
        return Some(lowering.value(name));
    };
    let of = lowering.value(path);
    let name = lowering.text(name).to_owned();
    Some(lowering.add(Kind::Member { of, name }, node))
}

/// `#[cfg(test)] mod tests { … }`
fn module<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    note_test(lowering, node);
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later(body));
    None
}

/// Notes what an attribute above makes a test.
fn note_test<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let above = std::iter::successors(node.prev_named_sibling(), Node::prev_named_sibling);
    let mut attributes = above.take(8).take_while(|one| one.kind() == "attribute_item");
    let is_test = |attribute: Node<'a>| {
        let text: String =
            lowering.text(attribute).chars().filter(|c| !c.is_whitespace()).take(64).collect();
        let inner = text.trim_start_matches("#[").trim_end_matches(']');
        inner == "test" || inner.starts_with("cfg(test") || inner.starts_with("cfg(all(test")
    };
    if attributes.any(is_test) {
        lowering.module.tests.push((node.start_byte(), node.end_byte()));
    }
}

/// A call; the types of `f::<T>()` are arguments called `<0>` and so on, those of `T::<U>::f()` stay in the path.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = node.child_by_field_name("function")?;
    let list = node.child_by_field_name("arguments");
    if let Some(text) = list.and_then(|list| text::formatted(lowering, function, list)) {
        return Some(text);
    }
    if function.kind() != "generic_function" {
        let options = option::parsed(lowering, function);
        let callee = lowering.value(options.unwrap_or(function));
        return Some(lowering.call(node, callee, list));
    }
    let callee = lowering.value(function.child_by_field_name("function")?);
    let mut arguments = list.map(|list| lowering.arguments(list)).unwrap_or_default();
    if let Some(types) = function.child_by_field_name("type_arguments") {
        let types = lowering.arguments(types).into_iter().enumerate();
        arguments.extend(
            types.map(|(at, one)| Argument { name: Some(format!("<{at}>")), value: one.value }),
        );
    }
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `T { a: b, c, ..d }`
fn structure<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.part(node, "name");
    let body = node.child_by_field_name("body")?;
    let mut cursor = body.walk();
    let fields: Vec<Node<'a>> = body.named_children(&mut cursor).collect();
    let mut arguments = Vec::new();
    for field in fields {
        let name = field.child_by_field_name("field");
        match (field.kind(), field.child_by_field_name("value")) {
            ("field_initializer", Some(value)) => {
                let name = name.map(|name| lowering.text(name).to_owned());
                arguments.push(Argument { name, value: lowering.value(value) });
            }
            ("shorthand_field_initializer", _) => {
                let Some(inner) = first_named(field) else { continue };
                let name = Some(lowering.text(inner).to_owned());
                arguments.push(Argument { name, value: lowering.value(inner) });
            }
            ("base_field_initializer", _) => {
                let Some(base) = first_named(field) else { continue };
                let name = Some(SPREAD.to_owned());
                arguments.push(Argument { name, value: lowering.value(base) });
            }
            _ => lowering.later(field),
        }
    }
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `[a, b]`; `[0u8; 32]` is what `make` is elsewhere: only its length is known.
fn array<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(length) = node.child_by_field_name("length") {
        let length = lowering.value(length);
        let callee = lowering.add(Kind::Name("make".to_owned()), node);
        let kind = lowering.add(Kind::Opaque, node);
        let arguments =
            [kind, length].map(|value| Argument { name: None, value }).into_iter().collect();
        return Some(lowering.add(Kind::Call { callee, arguments }, node));
    }
    if node.named_child_count() > 4096 {
        return None;
    }
    let arguments = lowering.arguments(node);
    let items = arguments.into_iter().map(|argument| argument.value).collect();
    Some(lowering.add(Kind::List(items), node))
}

/// `a[b]`; a slice of something is the thing itself.
fn index<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (of, key) = (node.named_child(0)?, node.named_child(1)?);
    if key.kind() == "range_expression" {
        let written = lowering.text(key);
        let ends = |end: &Node<'a>| written.ends_with(lowering.text(*end));
        let last =
            u32::try_from(key.named_child_count()).ok().and_then(|count| count.checked_sub(1));
        let to = last.and_then(|last| key.named_child(last)).filter(ends);
        let from = key.named_child(0).filter(|from| Some(*from) != to);
        return Some(lowering.slice(node, of, from, to));
    }
    let of = lowering.value(of);
    let key = lowering.value(key);
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// The values of the arms.
fn matching<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let decides = node.child_by_field_name("value").map(|value| lowering.value(value));
    let body = node.child_by_field_name("body")?;
    let mut cursor = body.walk();
    let arms: Vec<Node<'a>> = body
        .named_children(&mut cursor)
        .filter(|arm| arm.child_by_field_name("value").is_some())
        .collect();
    arms.iter().for_each(|arm| variant::arm(lowering, *arm));
    let takes: Option<Vec<Vec<String>>> =
        arms.iter().map(|arm| variant::texts(lowering, *arm)).collect();
    let values = arms.iter().filter_map(|arm| arm.child_by_field_name("value"));
    let values = values.map(|arm| lowering.within(arm, |own| own.value(arm))).collect();
    let choice = lowering.add(Kind::Choice(values), node);
    if let (Some(key), Some(takes)) = (decides, takes) {
        lowering.module.decided.insert(choice, (key, takes));
    }
    Some(choice)
}

/// A block; its value is its last expression.
fn block<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
    let (last, before) = children.split_last()?;
    // What happens in a block may not happen at all behind it.
    before.iter().rev().for_each(|child| lowering.later_in(*child, node));
    // `match` and `if` at the end are statements to the grammar, and the value of the block.
    let is_tail =
        last.kind() == "expression_statement" && !lowering.text(*last).trim_end().ends_with(';');
    if is_tail {
        return Some(lowering.within(node, |own| own.value(*last)));
    }
    if last.kind().ends_with("_statement")
        || last.kind().ends_with("_item")
        || last.kind() == "let_declaration"
    {
        lowering.later_in(*last, node);
        return None;
    }
    Some(lowering.within(node, |own| own.value(*last)))
}

/// Functions and closures, which return what their body is.
fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    let mut parameters = Vec::new();
    if let Some(list) = node.child_by_field_name("parameters") {
        let mut cursor = list.walk();
        for child in list.named_children(&mut cursor).filter(|child| !child.is_extra()) {
            let pattern = child.child_by_field_name("pattern").unwrap_or(child);
            let written =
                child.child_by_field_name("type").map(|written| lowering.type_of(written));
            let type_name = written.map(|written| {
                written
                    .trim_start_matches('&')
                    .trim_start_matches("mut")
                    .trim_start_matches("impl")
                    .to_owned()
            });
            let name = match child.kind() {
                "attribute_item" => continue,
                "self_parameter" => "self",
                _ => lowering.text(pattern).trim_start_matches("mut ").trim(),
            };
            parameters.push(Parameter { name: name.to_owned(), type_name, default: None });
        }
    }
    let scope = lowering.enter(ScopeKind::Function, name, parameters);
    lowering.module.scopes[scope].generics = generic::parameters(lowering, node);
    if let Some(body) = node.child_by_field_name("body") {
        let value = lowering.value(body);
        if !matches!(lowering.module.nodes[value].kind, Kind::Opaque) {
            lowering.returns(value);
        }
    }
    lowering.scope = outer;
    (node.kind() == "closure_expression").then(|| lowering.add(Kind::Closure(scope), node))
}

/// The fields of a structure with their types.
fn fields<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let outer = lowering.scope;
    let name = lowering.text(node.child_by_field_name("name")?);
    let class = lowering.enter(ScopeKind::Type, name, Vec::new());
    let above = std::iter::successors(node.prev_named_sibling(), Node::prev_named_sibling);
    let mut attributes = above.take(8).take_while(|one| one.kind() == "attribute_item");
    if attributes.any(|one| lowering.text(one).contains("Deserialize")) {
        lowering.module.scopes[class].marks.push(READ.to_owned());
    }
    if let Some(body) = node.child_by_field_name("body") {
        let mut cursor = body.walk();
        for field in body.named_children(&mut cursor) {
            if let (Some(name), Some(written)) =
                (field.child_by_field_name("name"), field.child_by_field_name("type"))
            {
                let type_name = lowering.type_of(written);
                let value = option::default(lowering, field);
                lowering.bind(lowering.text(name), value, Some(type_name), field.start_byte());
            }
        }
    }
    lowering.scope = outer;
    None
}

/// `type A = b::C<D>`: another name for a path with its types.
fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.text(node.child_by_field_name("name")?);
    let value = lowering.value(node.child_by_field_name("type")?);
    lowering.bind(name, Some(value), None, node.start_byte());
    None
}
