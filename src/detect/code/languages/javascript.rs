//! JavaScript (tree-sitter-javascript), and the shapes that TypeScript shares with it.

use tree_sitter::Node;

use super::{counted, normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::names::module_path;
use crate::detect::code::syntax::{Id, Kind, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "javascript",
    extensions: &["js", "mjs", "cjs", "jsx"],
    names: &["Jakefile"],
    grammar: || tree_sitter_javascript::LANGUAGE.into(),
    shapes: SHAPES,
    own: OWN,
    files,
};

pub const OWN: &[&str] = &["this"];

/// Node kinds of both languages; those of TypeScript alone do not occur in the other.
pub const SHAPES: &[(&str, Shape)] = &[
    ("comment", Shape::Skip),
    ("html_comment", Shape::Skip),
    ("regex", Shape::Skip),
    ("type_annotation", Shape::Skip),
    ("type_arguments", Shape::Skip),
    ("type_parameters", Shape::Skip),
    ("interface_declaration", Shape::Skip),
    ("type_alias_declaration", Shape::Skip),
    ("program", Shape::Import(program)),
    ("import_statement", Shape::Import(import)),
    ("export_statement", Shape::Own(export)),
    ("parenthesized_expression", Shape::Inner("")),
    ("await_expression", Shape::Inner("")),
    ("expression_statement", Shape::Inner("")),
    ("spread_element", Shape::Inner("")),
    ("as_expression", Shape::Inner("")),
    ("satisfies_expression", Shape::Inner("")),
    ("non_null_expression", Shape::Inner("")),
    ("type_assertion", Shape::Own(assertion)),
    ("computed_property_name", Shape::Inner("")),
    ("string", Shape::Text),
    ("template_string", Shape::Text),
    ("string_fragment", Shape::Fragment),
    ("escape_sequence", Shape::Fragment),
    ("template_substitution", Shape::Inner("")),
    ("number", Shape::Number),
    ("null", Shape::Name),
    ("undefined", Shape::Name),
    ("true", Shape::True),
    ("false", Shape::False),
    ("identifier", Shape::Name),
    ("this", Shape::Name),
    ("super", Shape::Name),
    ("import", Shape::Name),
    ("property_identifier", Shape::Name),
    ("private_property_identifier", Shape::Name),
    ("shorthand_property_identifier", Shape::Name),
    ("shorthand_property_identifier_pattern", Shape::Name),
    ("member_expression", Shape::Own(member)),
    ("call_expression", Shape::Own(call)),
    ("new_expression", Shape::Call("constructor", "arguments")),
    ("array", Shape::List),
    ("array_pattern", Shape::List),
    ("object", Shape::Map),
    ("object_pattern", Shape::Map),
    ("pair", Shape::Pair("key", "value")),
    ("pair_pattern", Shape::Pair("key", "value")),
    ("object_assignment_pattern", Shape::Parameter("left", "-", "right")),
    ("assignment_pattern", Shape::Parameter("left", "-", "right")),
    ("required_parameter", Shape::Parameter("pattern", "type", "value")),
    ("optional_parameter", Shape::Parameter("pattern", "type", "value")),
    ("subscript_expression", Shape::Index("object", "index")),
    (
        "binary_expression",
        Shape::Binary { left: "left", right: "right", joins: &["+"], either: &["||", "??"] },
    ),
    ("ternary_expression", Shape::Choice(&["consequence", "alternative"])),
    ("variable_declarator", Shape::Let("name", "value", "type")),
    ("field_definition", Shape::Let("property", "value", "type")),
    ("public_field_definition", Shape::Let("name", "value", "type")),
    ("enum_assignment", Shape::Let("name", "value", "-")),
    ("enum_declaration", Shape::Type("name")),
    ("assignment_expression", Shape::Assign("left", "right")),
    ("augmented_assignment_expression", Shape::Assign("left", "right")),
    ("for_in_statement", Shape::Own(for_in)),
    ("update_expression", Shape::Own(counted)),
    ("function_declaration", Shape::Function("name", "parameters", "body")),
    ("generator_function_declaration", Shape::Function("name", "parameters", "body")),
    ("generator_function", Shape::Function("name|^name", "parameters", "body")),
    ("function_expression", Shape::Function("^name|name", "parameters", "body")),
    ("arrow_function", Shape::Function("^name|^key|^property", "parameters|parameter", "body")),
    ("method_definition", Shape::Function("name", "parameters", "body")),
    ("class", Shape::Type("name")),
    ("class_declaration", Shape::Type("name")),
    ("abstract_class_declaration", Shape::Type("name")),
    ("internal_module", Shape::Type("name")),
    ("module", Shape::Type("name")),
    ("if_statement", Shape::Block),
    ("statement_block", Shape::Block),
    ("else_clause", Shape::Block),
    ("switch_case", Shape::Block),
    ("switch_default", Shape::Block),
    ("return_statement", Shape::Return("")),
];

/// Names that a script without modules finds in the page, and the packages that put them there.
const GLOBALS: &[(&str, &str)] = &[
    ("CryptoJS", "crypto-js"),
    ("forge", "node-forge"),
    ("nacl", "tweetnacl"),
    ("sjcl", "sjcl"),
    ("sodium", "libsodium-wrappers"),
    ("openpgp", "openpgp"),
    ("ethers", "ethers"),
    ("KJUR", "jsrsasign.KJUR"),
    ("KEYUTIL", "jsrsasign.KEYUTIL"),
    ("RSAKey", "jsrsasign.RSAKey"),
    ("JSEncrypt", "jsencrypt"),
    ("dcodeIO", "dcodeIO"),
];

/// Endings of the files in which a module may be.
const ENDINGS: &[&str] = &[
    ".ts",
    ".js",
    ".mjs",
    ".cjs",
    ".mts",
    ".cts",
    ".tsx",
    ".jsx",
    "/index.ts",
    "/index.js",
    "/index.mjs",
];

/// `./a` is `a.ts`, `a.js`, `a/index.ts` and so on beside the file; `@/a` and `~/a` lie under some root.
pub fn files(container: &str, path: &str) -> Vec<String> {
    let endings = |stem: &str| -> Vec<String> {
        ENDINGS.iter().map(|ending| format!("{stem}{ending}")).collect()
    };
    if container.starts_with("./") || container.starts_with("../") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return normal(&format!("{folder}/{container}"))
            .map(|stem| endings(&stem))
            .unwrap_or_default();
    }
    let Some(name) = container.strip_prefix("@/").or_else(|| container.strip_prefix("~/")) else {
        return Vec::new();
    };
    let both = [format!("src/{name}"), name.to_owned()];
    both.iter().flat_map(|stem| endings(stem)).flat_map(|file| upwards(path, &file)).collect()
}

fn program<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    for (name, package) in GLOBALS {
        lowering.import(name, package);
    }
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    children.into_iter().rev().for_each(|child| lowering.later(child));
}

/// The path of a module as it is written in an import.
fn source<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<&'a str> {
    let text = lowering.text(node.child_by_field_name("source")?);
    Some(module_path(text.trim_matches(['"', '\'', '`'])))
}

/// What a module exports as its default: of a package it stands for the package itself.
fn default_of(path: &str) -> String {
    let is_source = (path.starts_with('.') || path.starts_with("@/")) && !path.ends_with(".json");
    if is_source { format!("{path}.default") } else { path.to_owned() }
}

/// `import a, { b as c } from "x"`, `import * as a from "x"`, `import a = require("x")`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let mut cursor = node.walk();
    for clause in node.named_children(&mut cursor) {
        if clause.kind() == "import_require_clause" {
            if let (Some(path), Some(name)) = (source(lowering, clause), clause.named_child(0)) {
                lowering.import(lowering.text(name), path);
            }
            continue;
        }
        let Some(path) = source(lowering, node).filter(|_| clause.kind() == "import_clause") else {
            continue;
        };
        let mut cursor = clause.walk();
        for part in clause.named_children(&mut cursor) {
            match part.kind() {
                "identifier" => lowering.import(lowering.text(part), &default_of(path)),
                "namespace_import" => {
                    if let Some(name) = part.named_child(0) {
                        lowering.import(lowering.text(name), path);
                    }
                }
                _ => named(lowering, part, path),
            }
        }
    }
}

fn named<'a>(lowering: &mut Lowering<'a>, list: Node<'a>, path: &str) {
    let mut cursor = list.walk();
    for specifier in list.named_children(&mut cursor) {
        let Some(name) = specifier.child_by_field_name("name") else { continue };
        let alias = specifier.child_by_field_name("alias").unwrap_or(name);
        let from = match lowering.text(name) {
            "default" => default_of(path),
            name => format!("{path}.{name}"),
        };
        lowering.import(lowering.text(alias), &from);
    }
}

/// `export default value`, `export { a as b } from "x"`, `export * from "x"`, and exported declarations.
fn export<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(path) = source(lowering, node) {
        let mut cursor = node.walk();
        let clause = node.named_children(&mut cursor).find(|child| child.kind() == "export_clause");
        match clause {
            Some(clause) => reexport(lowering, clause, path),
            None => lowering.module.wildcards.push(path.to_owned()),
        }
        return None;
    }
    if let Some(value) = node.child_by_field_name("value") {
        let id = lowering.value(value);
        lowering.bind("default", Some(id), None, node.start_byte());
        return Some(id);
    }
    // The default of a module goes by no name of its own, but a class or function has one.
    let declared = node.child_by_field_name("declaration");
    if let Some(name) = declared.and_then(|declared| declared.child_by_field_name("name"))
        && lowering.text(node).trim_start_matches("export").trim_start().starts_with("default")
    {
        let id = lowering.add(Kind::Name(lowering.text(name).to_owned()), name);
        lowering.bind("default", Some(id), None, node.start_byte());
    }
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    children.into_iter().for_each(|child| lowering.later(child));
    None
}

/// Binds each name to the other module's, under a name that nothing else has.
fn reexport<'a>(lowering: &mut Lowering<'a>, clause: Node<'a>, path: &str) {
    let mut cursor = clause.walk();
    for specifier in clause.named_children(&mut cursor) {
        let Some(name) = specifier.child_by_field_name("name") else { continue };
        let alias = specifier.child_by_field_name("alias").unwrap_or(name);
        let from = format!("{path}.{}", lowering.text(name));
        let hidden = format!("{from} of {path}");
        lowering.import(&hidden, &from);
        let id = lowering.add(Kind::Name(hidden), specifier);
        lowering.bind(lowering.text(alias), Some(id), None, specifier.start_byte());
    }
}

/// A call; `Object.assign(this, { a, b })` sets fields.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = node.child_by_field_name("function")?;
    let callee = lowering.value(function);
    let id = lowering.call(node, callee, node.child_by_field_name("arguments"));
    let nodes = &lowering.module.nodes;
    let Kind::Call { arguments, .. } = &nodes[id].kind else { return Some(id) };
    if let [first, rest @ ..] = arguments.as_slice()
        && lowering.text(function) == "Object.assign"
        && nodes[first.value].kind == Kind::Name("this".to_owned())
        && let Some(class) = lowering.module.enclosing(lowering.scope, ScopeKind::Type)
    {
        let mut fields = Vec::new();
        for table in rest {
            let Kind::Map(pairs) = &nodes[table.value].kind else { continue };
            let named = pairs.iter().filter_map(|(key, value)| match &nodes[*key].kind {
                Kind::Text(name) | Kind::Name(name) => Some((name.clone(), *value)),
                _ => None,
            });
            fields.extend(named);
        }
        for (name, value) in fields {
            lowering.bind_in(class, &name, Some(value), None, node.start_byte());
        }
    }
    Some(id)
}

/// `a.b`; what is reached through the global object is global.
fn member<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = node.child_by_field_name("object")?;
    let property = node.child_by_field_name("property")?;
    let name = lowering.text(property);
    let global = match lowering.text(object) {
        "window" | "globalThis" | "global" => true,
        "self" => matches!(name, "crypto" | "CryptoJS"),
        _ => false,
    };
    if global {
        return Some(lowering.add(Kind::Name(format!("globalThis.{name}")), property));
    }
    // What a class has itself is told of its objects, too: `this.constructor.ALGORITHM`.
    if name == "constructor" && object.kind() == "this" {
        return Some(lowering.value(object));
    }
    let of = lowering.value(object);
    Some(lowering.add(Kind::Member { of, name: name.to_owned() }, property))
}

/// `<T>value`.
fn assertion<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let count = u32::try_from(node.named_child_count()).ok()?;
    let value = node.named_child(count.checked_sub(1)?)?;
    Some(lowering.value(value))
}

/// `for (const a of list)`: the name has any of the values.
fn for_in<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let body = node.child_by_field_name("body")?;
    if let (Some(left), Some(right)) =
        (node.child_by_field_name("left"), node.child_by_field_name("right"))
    {
        let of = lowering.value(right);
        let key = lowering.add(Kind::Opaque, left);
        let any = lowering.add(Kind::Index { of, key }, right);
        if node.child_by_field_name("kind").is_some() {
            lowering.bind_pattern(left, Some(any), None);
        } else {
            lowering.assign_to(left, any);
        }
    }
    lowering.later(body);
    None
}
