//! C (tree-sitter-c), and what C++ has in common with it.

mod call;
mod class;
mod namespace;
mod path;
mod preprocessor;
mod prototype;
mod setting;
mod size;
mod walk;

use call::{call, construct};
use class::field_initializer;
use namespace::{namespace_alias, unaliased, using};
use path::{made_in_template, path, path_value, qualified, template_arguments};
use size::size_of;
use tree_sitter::Node;

use super::upwards;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

#[cfg(feature = "lang-c")]
pub static LANGUAGE: Language = Language {
    id: "c",
    extensions: &["c"],
    names: &[],
    grammar: || tree_sitter_c::LANGUAGE.into(),
    shapes: SHAPES,
    own: &[],
    files,
};

/// Node kinds of both grammars; the C grammar lacks those of C++.
pub(super) const SHAPES: &[(&str, Shape)] = &[
    ("comment", Shape::Skip),
    ("preproc_include", Shape::Import(include)),
    ("preproc_def", Shape::Import(define)),
    ("preproc_function_def", Shape::Import(define)),
    ("preproc_call", Shape::Import(preprocessor::directive)),
    ("preproc_defined", Shape::Skip),
    ("preproc_if", Shape::Own(preprocessor::conditional)),
    ("preproc_ifdef", Shape::Own(preprocessor::conditional)),
    ("preproc_elif", Shape::Own(preprocessor::conditional)),
    ("preproc_elifdef", Shape::Own(preprocessor::conditional)),
    ("preproc_else", Shape::Own(preprocessor::otherwise)),
    ("parenthesized_expression", Shape::Inner("")),
    ("cast_expression", Shape::Inner("value")),
    ("pointer_expression", Shape::Inner("argument")),
    ("string_literal", Shape::Text),
    ("string_content", Shape::Fragment),
    ("escape_sequence", Shape::Fragment),
    ("raw_string_literal", Shape::Text),
    ("raw_string_content", Shape::Fragment),
    ("raw_string_delimiter", Shape::Skip),
    ("concatenated_string", Shape::Own(concatenated)),
    ("number_literal", Shape::Number),
    ("true", Shape::True),
    ("false", Shape::False),
    ("null", Shape::Name),
    ("this", Shape::Name),
    ("identifier", Shape::Name),
    ("field_identifier", Shape::Name),
    ("type_identifier", Shape::Name),
    ("namespace_identifier", Shape::Name),
    ("primitive_type", Shape::Name),
    ("qualified_identifier", Shape::Own(qualified)),
    ("template_function", Shape::Own(qualified)),
    ("template_type", Shape::Own(qualified)),
    ("field_expression", Shape::Member("argument", "field")),
    ("call_expression", Shape::Own(call)),
    ("subscript_expression", Shape::Own(subscript)),
    ("initializer_list", Shape::Own(initializer)),
    ("char_literal", Shape::Text),
    ("character", Shape::Fragment),
    ("compound_literal_expression", Shape::Own(literal)),
    ("new_expression", Shape::Own(literal)),
    ("sizeof_expression", Shape::Own(size_of)),
    ("field_initializer", Shape::Own(field_initializer)),
    ("binary_expression", Shape::Own(binary)),
    ("conditional_expression", Shape::Choice(&["consequence", "alternative"])),
    ("assignment_expression", Shape::Own(setting::assignment)),
    ("declaration", Shape::Own(declaration)),
    ("field_declaration", Shape::Own(declaration)),
    ("init_declarator", Shape::Inner("declarator")),
    ("pointer_declarator", Shape::Inner("declarator")),
    ("array_declarator", Shape::Inner("declarator")),
    ("function_declarator", Shape::Inner("declarator")),
    ("reference_declarator", Shape::Inner("")),
    ("parameter_declaration", Shape::Parameter("declarator", "type", "-")),
    ("optional_parameter_declaration", Shape::Parameter("declarator", "type", "default_value")),
    ("enumerator", Shape::Let("name", "value", "-")),
    ("type_definition", Shape::Own(alias)),
    ("alias_declaration", Shape::Own(alias)),
    ("function_definition", Shape::Own(function)),
    ("lambda_expression", Shape::Function("-", "declarator", "body")),
    ("class_specifier", Shape::Own(structure)),
    ("enum_specifier", Shape::Own(class::enumeration)),
    ("struct_specifier", Shape::Own(structure)),
    ("namespace_definition", Shape::Own(namespace)),
    ("namespace_alias_definition", Shape::Import(namespace_alias)),
    ("using_declaration", Shape::Import(using)),
    ("compound_statement", Shape::Block),
    ("if_statement", Shape::Block),
    ("else_clause", Shape::Block),
    ("while_statement", Shape::Block),
    ("for_statement", Shape::Block),
    ("for_range_loop", Shape::Own(range)),
    ("update_expression", Shape::Own(walk::counted)),
    ("do_statement", Shape::Block),
    ("switch_statement", Shape::Block),
    ("case_statement", Shape::Own(case)),
    ("return_statement", Shape::Own(class::returned)),
];

/// Folders, beside those of the including file and above it, in which headers lie.
const BELOW: &[&str] = &["", "include/", "inc/", "src/", "lib/"];

/// A container is the path of an included file, as written.
pub(super) fn files(container: &str, path: &str) -> Vec<String> {
    let header = container.rsplit_once('.').is_some_and(|(_, ending)| !ending.contains('/'));
    if !header {
        return Vec::new();
    }
    let mut all = Vec::new();
    for below in BELOW {
        all.extend(upwards(path, &format!("{below}{container}")));
    }
    all.retain(|file| !file.split('/').any(|part| part == ".."));
    if let Some(relative) = path
        .rsplit_once('/')
        .and_then(|(folder, _)| super::normal(&format!("{folder}/{container}")))
    {
        all.insert(0, relative);
    }
    all
}

/// `#include "a.h"`; headers in angle brackets where they may be the project's own.
fn include<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(path) = node.child_by_field_name("path").map(|path| lowering.text(path)) else {
        return;
    };
    let of_a_library = [
        "openssl/", "mbedtls/", "psa/", "gnutls/", "nettle/", "wolfssl/", "oqs/", "sys/", "linux/",
    ];
    let header = path.trim_matches(['"', '<', '>']);
    let own = path.starts_with('"')
        || header.contains('/') && !of_a_library.iter().any(|folder| header.starts_with(folder));
    if own && header.len() < 150 {
        lowering.module.wildcards.push(header.to_owned());
    }
}

/// `#define NAME value`, `#define NAME(a, b) value`.
fn define<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(name) = node.child_by_field_name("name").map(|name| lowering.text(name)) else {
        return;
    };
    let Some(value) = node.child_by_field_name("value") else {
        return lowering.define_name(name);
    };
    let parameters = node.child_by_field_name("parameters").map(|list| {
        let mut cursor = list.walk();
        let names = list.named_children(&mut cursor);
        names
            .map(|name| Parameter {
                name: lowering.text(name).to_owned(),
                type_name: None,
                default: None,
            })
            .collect::<Vec<_>>()
    });
    lowering.define_macro(name, parameters, value);
}

/// `"a" "b"`, with macros between.
fn concatenated<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let parts: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    let parts = parts.into_iter().map(|part| lowering.value(part)).collect();
    Some(lowering.add(Kind::Join(parts), node))
}

fn named<'a>(node: Node<'a>) -> Vec<Node<'a>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra()).collect()
}

/// The parts of `{ a, .b = c }` as arguments.
fn fields<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Argument> {
    let mut all = Vec::new();
    for item in named(list).into_iter().take(256) {
        if item.kind() == "initializer_pair" {
            let name = item.child_by_field_name("designator").map(|of| designator(lowering, of));
            if let Some(value) = item.child_by_field_name("value") {
                all.push(Argument { name, value: lowering.value(value) });
            }
        } else {
            all.push(Argument { name: None, value: lowering.value(item) });
        }
    }
    all
}

fn designator<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> String {
    let text = lowering.text(node);
    text.trim_matches(['.', '[', ']', ' ']).chars().take(100).collect()
}

/// `{ a, b }` is a list, `{ .a = b, [C] = d }` a map.
fn initializer<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let children = named(node);
    // Tables of octets are data, whatever they hold.
    if children.len() > 4096 {
        return None;
    }
    let is_map = children.iter().any(|child| child.kind() == "initializer_pair");
    if !is_map {
        let items = children.into_iter().map(|child| lowering.value(child)).collect();
        return Some(lowering.add(Kind::List(items), node));
    }
    let mut pairs = Vec::new();
    for child in children {
        let (Some(key), Some(value)) =
            (child.child_by_field_name("designator"), child.child_by_field_name("value"))
        else {
            lowering.later(child);
            continue;
        };
        let name = designator(lowering, key);
        let kind = match name.parse::<i64>() {
            Ok(number) => Kind::Number(number),
            // `[KIND_ROOT] = 3072` is asked by the constant or by what it is worth.
            Err(_) if lowering.text(key).starts_with('[') => Kind::Name(name),
            Err(_) => Kind::Text(name),
        };
        pairs.push((lowering.add(kind, key), lowering.value(value)));
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// `(T){ … }`, `T{ … }`, `new T(…)`.
fn literal<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("type")?;
    let arguments =
        node.child_by_field_name("value").or_else(|| node.child_by_field_name("arguments"));
    construct(lowering, node, of, arguments)
}

fn subscript<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let key = node
        .child_by_field_name("index")
        .or_else(|| node.child_by_field_name("indices").and_then(|list| list.named_child(0)))?;
    let of = lowering.part(node, "argument");
    let key = lowering.value(key);
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `a + b`, `a | b`; `(T)&a` is a cast.
fn binary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (left, right) = (lowering.field(node, "left")?, lowering.field(node, "right")?);
    let between = left.end_byte() - node.start_byte()..right.start_byte() - node.start_byte();
    let operator = lowering.text(node).get(between).unwrap_or_default().trim();
    let is_cast = left.kind() == "parenthesized_expression"
        && left.named_child(0).is_some_and(|of| of.kind() == "identifier");
    if is_cast && operator == "&" {
        return Some(lowering.value(right));
    }
    Some(lowering.binary(node, ("left", "right"), &["+"], &["|"]))
}

/// Whether objects of a type are made by a declaration alone.
fn is_class(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "type_identifier" | "qualified_identifier" | "template_type" | "dependent_type"
    )
}

/// `T a = b, *c;`, `T a(b);`, `T a{b};`, `T a = { b };`.
fn declaration<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    prototype::defaults(lowering, node);
    let of = lowering.field(node, "type")?;
    let mut written = lowering.type_of(of);
    let mut cursor = node.walk();
    let declarators: Vec<Node<'a>> =
        node.children_by_field_name("declarator", &mut cursor).collect();
    if let (Some(first), None, Some(_), "struct_specifier") =
        (declarators.first(), lowering.field(of, "name"), lowering.field(of, "body"), of.kind())
    {
        // A structure without a name is known by the variable that is one.
        written = format!("row_of_{}", lowering.name_of(*first));
        structure_named(lowering, of, &written);
    } else if !matches!(of.kind(), "type_identifier" | "primitive_type" | "sized_type_specifier") {
        lowering.later(of);
    }
    let is_cpp = lowering.grammar.language.id == "cpp";
    let in_function = lowering.module.enclosing(lowering.scope, ScopeKind::Function).is_some();
    for declarator in declarators {
        let value = match declarator.kind() {
            "init_declarator" => initialized(lowering, of, declarator),
            "function_declarator" if is_cpp && in_function && is_class(of) => {
                let list = declarator.child_by_field_name("parameters");
                construct(lowering, declarator, of, list)
            }
            "function_declarator" => continue,
            "identifier" | "field_identifier" if is_cpp && is_class(of) => {
                let given = lowering.field(node, "default_value");
                let braces = given.filter(|value| value.kind() == "initializer_list");
                let written = lowering.text(of);
                let is_library =
                    !written.starts_with("std::") || written.starts_with("std::random");
                match given {
                    Some(value) if braces.is_none() => Some(lowering.value(value)),
                    None if !is_library || class::is_set_by_constructor(lowering, declarator) => {
                        None
                    }
                    _ => construct(lowering, node, of, braces),
                }
            }
            _ => lowering.field(node, "default_value").map(|value| lowering.value(value)),
        };
        if let Some(names) = declarator.child_by_field_name("declarator").and_then(structured)
            && let Some(value) = value
        {
            class::bind_parts(lowering, names, value);
            continue;
        }
        let name = lowering.name_of(declarator);
        size::declared(lowering, (node, of, declarator), name, value);
        lowering.bind(name, value, Some(written.clone()), declarator.start_byte());
    }
    None
}

fn initialized<'a>(lowering: &mut Lowering<'a>, of: Node<'a>, node: Node<'a>) -> Option<Id> {
    let value = node.child_by_field_name("value")?;
    let is_array = node
        .child_by_field_name("declarator")
        .is_some_and(|declarator| declarator.kind() == "array_declarator");
    let structured = is_class(of) || of.kind() == "struct_specifier";
    match value.kind() {
        "argument_list" | "initializer_list" if structured && !is_array => {
            let of = match of.kind() {
                "struct_specifier" => of.child_by_field_name("name")?,
                _ => of,
            };
            construct(lowering, node, of, Some(value))
        }
        "argument_list" => value.named_child(0).map(|value| lowering.value(value)),
        _ => Some(lowering.value(value)),
    }
}

/// `for (const auto& a : list) …`
fn range<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let declarator = node.child_by_field_name("declarator");
    let list = node.child_by_field_name("right");
    if let (Some(declarator), Some(list)) = (declarator, list) {
        match structured(declarator) {
            Some(names) => {
                let (of, key) = (lowering.value(list), lowering.add(Kind::Opaque, declarator));
                let any = lowering.add(Kind::Index { of, key }, list);
                class::bind_parts(lowering, names, any);
            }
            None => {
                let mut name = declarator;
                while let Some(inner) = name.named_child(0).filter(|_| name.kind() != "identifier")
                {
                    name = inner;
                }
                lowering.bind_each(name, list);
            }
        }
    }
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later(body));
    None
}

/// `[a, b]` of a declaration, behind a `&` or not.
fn structured(declarator: Node<'_>) -> Option<Node<'_>> {
    let inner = match declarator.kind() {
        "reference_declarator" => declarator.named_child(0)?,
        _ => declarator,
    };
    Some(inner).filter(|inner| inner.kind() == "structured_binding_declarator")
}

/// `using A = B;`, `typedef B A;`.
fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = node.child_by_field_name("type")?;
    let name = node.child_by_field_name("name").or_else(|| node.child_by_field_name("declarator"));
    let plain = if of.kind() == "type_descriptor" { of.child_by_field_name("type")? } else { of };
    match name {
        Some(name) if is_class(plain) && name.kind() == "type_identifier" => {
            let name = lowering.text(name);
            if name != lowering.text(plain) {
                lowering.aliases.insert(name, plain);
                path::instance(lowering, plain);
                path::bind_arguments(lowering, name, plain);
                let (parts, _) = path(lowering, plain);
                class::bind_type(lowering, name, plain, &parts);
                let parts: Vec<&str> = parts.into_iter().map(|part| lowering.text(part)).collect();
                let whole = unaliased(lowering, &parts.join("."));
                lowering.import(name, &whole);
            }
        }
        Some(name) if matches!(plain.kind(), "struct_specifier" | "union_specifier") => {
            let name = lowering.text(name);
            match plain.child_by_field_name("name") {
                Some(tag) if lowering.text(tag) != name => {
                    lowering.import(name, lowering.text(tag));
                    lowering.later(plain);
                }
                Some(_) => lowering.later(plain),
                None => structure_named(lowering, plain, name),
            }
        }
        _ => lowering.later(of),
    }
    None
}

/// What has no parameters is made by a macro: `PHP_FUNCTION(name) { … }`.
fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let inner = |at: &Node<'a>| at.child_by_field_name("declarator").or_else(|| at.named_child(0));
    let mut declarators = std::iter::successors(lowering.field(node, "declarator"), inner).take(8);
    let is_its = |at: &Node<'a>| matches!(at.kind(), "function_declarator" | "identifier");
    let Some(at) = declarators.find(is_its) else {
        lowering.field(node, "body").into_iter().for_each(|body| lowering.later(body));
        return None;
    };
    let (mut name, mut class) = ("", None);
    if at.kind() == "identifier" {
        name = lowering.text(at);
    } else if let Some(declared) = lowering.field(at, "declarator") {
        let (parts, _) = path(lowering, declared);
        name = parts.last().map_or("", |part| lowering.text(*part));
        class = parts.len().checked_sub(2).map(|at| lowering.text(parts[at]));
    }
    let list = lowering.field(at, "parameters");
    let outer = lowering.scope;
    if let Some(class) = class {
        class::enter(lowering, class);
    }
    let function = lowering.module.scopes.len();
    lowering.function_of(node, name, list, lowering.field(node, "body"));
    class::template_parameters(lowering, node, function);
    lowering.scope = outer;
    None
}

fn structure<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    structure_named(lowering, node, name);
    None
}

fn structure_named<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, name: &str) {
    let Some(body) = node.child_by_field_name("body") else { return };
    let scope = lowering.scope;
    let class = class::enter_own(lowering, name);
    class::inherited(lowering, node, class);
    class::template_parameters(lowering, node, class);
    lowering.later(body);
    lowering.scope = scope;
}

/// What is in a namespace counts as the file's; its name is known as that of a type.
fn namespace<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(name) = node.child_by_field_name("name") {
        let scope = lowering.scope;
        let last = lowering.text(name).rsplit("::").next().unwrap_or_default();
        lowering.enter(ScopeKind::Type, last, Vec::new());
        lowering.scope = scope;
    }
    lowering.later(node.child_by_field_name("body")?);
    None
}

/// What is done in one case; the case itself names a value to compare with.
fn case<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = node.child_by_field_name("value");
    for child in named(node) {
        if Some(child) != value {
            lowering.later_in(child, node);
        }
    }
    None
}
