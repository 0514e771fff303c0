//! Imports, types, properties and functions.

use super::*;
use crate::detect::code::lower::{EXTENDS, LastReturned};
use crate::detect::code::syntax::{Parameter, ScopeKind};

/// Modules that another goes by: swift-crypto has the interface of CryptoKit.
const MODULES: &[(&str, &str)] =
    &[("Crypto", "CryptoKit"), ("_CryptoExtras", "CryptoExtras"), ("Clibsodium", "Sodium")];

/// `import a`, `import struct a.b`.
pub fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(path) = named(node).into_iter().find(|child| child.kind() == "identifier") else {
        return;
    };
    let mut parts: Vec<&str> = lowering.text(path).split('.').map(str::trim).collect();
    let known = |name: &str| MODULES.iter().find(|(own, _)| *own == name).map(|(_, of)| *of);
    let module = parts[0];
    if let Some(of) = known(module) {
        lowering.import(module, of);
        parts[0] = of;
    } else {
        lowering.import(module, module);
    }
    match parts[..] {
        [module] => lowering.module.wildcards.push(module.to_owned()),
        _ => lowering.import(parts[parts.len() - 1], &parts.join(".")),
    }
}

/// `A.B<C>` as the name that it is.
pub fn written_type<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut id = None;
    for part in named(node).into_iter().filter(|part| part.kind() == "type_identifier") {
        let name = lowering.text(part).trim_matches('`').to_owned();
        let kind = match id {
            Some(of) => Kind::Member { of, name },
            None => Kind::Name(name),
        };
        id = Some(lowering.add(kind, part));
    }
    id
}

/// `typealias A = B`: the name stands for the other, wherever that comes from.
pub fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let names = named(node);
    let name = names.iter().find(|child| child.kind() == "type_identifier")?;
    let of = names.iter().rev().find(|child| child.kind() == "user_type")?;
    let written = lowering.type_of(*of);
    let plain = written.split('<').next().unwrap_or_default();
    let name = lowering.text(*name);
    lowering.aliases.insert(name, *of);
    lowering.import(name, plain);
    for module in lowering.module.wildcards.clone().into_iter().take(8) {
        lowering.import(name, &format!("{module}.{plain}"));
    }
    None
}

/// Types of the library that tell nothing of what extends them.
const COMMON: &[&str] = &[
    "Any",
    "AnyObject",
    "CaseIterable",
    "Codable",
    "CodingKey",
    "Comparable",
    "Decodable",
    "Encodable",
    "Equatable",
    "Error",
    "Hashable",
    "Identifiable",
    "Int",
    "NSObject",
    "ObservableObject",
    "OptionSet",
    "Sendable",
    "String",
    "UInt32",
    "UInt8",
];

/// `enum`, `struct`, `class`, `actor`, and what `extension` adds to one.
pub fn class<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    let name = name.split('<').next().unwrap_or(name).rsplit('.').next().unwrap_or(name);
    let scope = lowering.scope;
    let class = lowering.enter(ScopeKind::Type, name.trim(), Vec::new());
    let extended = named(node).into_iter().filter(|one| one.kind() == "inheritance_specifier");
    let extended: Vec<&str> = extended.map(|one| lowering.text(one).trim()).take(8).collect();
    let marks = extended.into_iter().filter(|name| !COMMON.contains(name));
    lowering.module.scopes[class].marks = marks.map(|name| format!("{EXTENDS}{name}")).collect();
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later_in(body, body));
    lowering.scope = scope;
    None
}

/// `case a = 1, b = 2`.
pub fn enum_entry<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut name = None;
    for (child, field) in fields(node) {
        match field {
            Some("name") => name = Some(child),
            Some("raw_value") => {
                let value = lowering.value(child);
                if let Some(name) = name {
                    let at = child.start_byte();
                    lowering.bind(lowering.text(name), Some(value), None, at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a statement is an expression, whose value may be returned.
pub fn is_expression(node: Node<'_>) -> bool {
    !matches!(
        node.kind(),
        "assignment"
            | "property_declaration"
            | "for_statement"
            | "while_statement"
            | "repeat_while_statement"
            | "guard_statement"
            | "do_statement"
            | "control_transfer_statement"
            | "function_declaration"
            | "class_declaration"
    )
}

/// The innermost node of a kind around one.
pub fn around<'a>(node: Node<'a>, kind: &str) -> Option<Node<'a>> {
    let mut node = node.parent()?;
    for _ in 0..64 {
        if node.kind() == kind {
            return Some(node);
        }
        node = node.parent()?;
    }
    None
}

/// `let a: T = b`, `var a: T { b }`.
pub fn property<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut pattern, mut written): (Option<Node<'a>>, Option<String>) = (None, None);
    for (child, field) in fields(node) {
        match (field, child.kind()) {
            (Some("name"), "pattern") => {
                bare_declaration(lowering, pattern.take(), written.take());
                pattern = Some(child);
            }
            (_, "type_annotation") => {
                written = child.named_child(0).map(|of| lowering.type_of(of));
            }
            (Some("value"), _) => {
                let value = if call::is_implicit(lowering, child) {
                    call::implicit(lowering, child, written.as_deref())
                } else {
                    lowering.value(child)
                };
                if let Some(pattern) = pattern.take() {
                    bind(lowering, pattern, value, written.take());
                }
            }
            (Some("computed_value"), _) => {
                let Some(pattern) = pattern.take() else { continue };
                computed(lowering, node, pattern, child, written.take());
            }
            (_, "modifiers" | "value_binding_pattern") => {}
            _ => lowering.later(child),
        }
    }
    bare_declaration(lowering, pattern, written);
    None
}

fn bare_declaration<'a>(
    lowering: &mut Lowering<'a>,
    pattern: Option<Node<'a>>,
    written: Option<String>,
) {
    if let Some(pattern) = pattern {
        let at = pattern.start_byte();
        lowering.bind(lowering.text(pattern), None, written, at);
    }
}

/// Binds a name, or the names of `(a, b)`.
fn bind<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>, value: Id, written: Option<String>) {
    let parts: Vec<Node<'a>> =
        named(pattern).into_iter().filter(|part| part.kind() == "pattern").collect();
    let at = pattern.start_byte();
    if parts.is_empty() {
        return lowering.bind(lowering.text(pattern), Some(value), written, at);
    }
    let values = match &lowering.module.nodes[value].kind {
        Kind::List(values) => Some(values.clone()),
        _ => None,
    };
    for (index, part) in parts.into_iter().enumerate() {
        let one = match &values {
            Some(values) => values.get(index).copied(),
            None => Some(lowering.at_place(value, index, part)),
        };
        lowering.bind(lowering.text(part), one, None, at);
    }
}

/// A property that is worked out: worth its only expression, where it has one.
fn computed<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    pattern: Node<'a>,
    body: Node<'a>,
    written: Option<String>,
) {
    let getter = named(body).into_iter().find(|child| child.kind() == "computed_getter");
    let statements = |of: Node<'a>| named(of).into_iter().find(|one| one.kind() == "statements");
    let only = statements(getter.unwrap_or(body)).map(named);
    let only = match only.as_deref() {
        Some([only]) if is_expression(*only) => Some(*only),
        Some([only]) if only.kind() == "control_transfer_statement" => {
            only.child_by_field_name("result")
        }
        _ => None,
    };
    let name = lowering.text(pattern);
    match only {
        Some(only) if call::is_implicit(lowering, only) => {
            let value = call::implicit(lowering, only, written.as_deref());
            lowering.bind(name, Some(value), written, pattern.start_byte());
        }
        Some(only) => {
            let value = lowering.value(only);
            lowering.bind(name, Some(value), written, pattern.start_byte());
        }
        None => {
            lowering.bind(name, None, written, pattern.start_byte());
            lowering.define(node, name, Vec::new(), &[body], LastReturned::No);
        }
    }
}

/// What a function returns; `.init(…)` makes an object of its declared result.
pub fn returned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Id {
    if !call::is_implicit(lowering, node) {
        return lowering.value(node);
    }
    let function = around(node, "function_declaration");
    let written = function.and_then(|function| result_of(lowering, function));
    call::implicit(lowering, node, written.as_deref())
}

fn result_of<'a>(lowering: &Lowering<'a>, function: Node<'a>) -> Option<String> {
    let all = fields(function).into_iter();
    all.filter(|(child, field)| *field == Some("name") && child.kind() != "simple_identifier")
        .map(|(child, _)| lowering.type_of(child))
        .next_back()
}

/// `func f(a b: T = c) -> U { … }`, `init(…) { … }`. A parameter goes by the label that calls give it; inside, its own
/// name stands for that.
pub fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut parameters, mut inside) = (Vec::<Parameter>::new(), Vec::new());
    let mut metatypes: Vec<(String, String)> = Vec::new();
    for (child, field) in fields(node) {
        if child.kind() == "parameter" {
            let label = child.child_by_field_name("external_name").map(|name| lowering.text(name));
            let mut names = fields(child).into_iter().filter(|(_, field)| *field == Some("name"));
            let name = names.next().map_or("", |(name, _)| lowering.text(name));
            let written = names.next().map(|(of, _)| lowering.type_of(of));
            let is_many = lowering.text(child).ends_with("...");
            let written = if is_many { Some("...".to_owned()) } else { written };
            let outer = label.filter(|label| *label != "_" && *label != name);
            inside.extend(outer.map(|outer| (name, outer)));
            let name = outer.unwrap_or(name).to_owned();
            parameters.push(Parameter { name, type_name: written, default: None });
        } else if field == Some("default_value") {
            let written = parameters.last().and_then(|last| last.type_name.clone());
            let value = match call::is_implicit(lowering, child) {
                true => call::implicit(lowering, child, written.as_deref()),
                false => lowering.value(child),
            };
            if let Some(last) = parameters.last_mut() {
                last.default = Some(value);
            }
        }
    }
    // `T` of `f<T>(_ type: T.Type)` is what it is called with.
    for parameter in &parameters {
        let Some(written) = parameter.type_name.as_deref() else { continue };
        if let Some(generic) = written.strip_suffix(".Type")
            && is_generic(lowering, node, generic)
        {
            metatypes.push((generic.to_owned(), parameter.name.clone()));
        }
    }
    let is_init = node.kind() == "init_declaration";
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name));
    let body = node.child_by_field_name("body");
    let inside: Vec<(&str, &str)> = inside
        .into_iter()
        .chain(metatypes.iter().map(|(own, label)| (own.as_str(), label.as_str())))
        .collect();
    define(lowering, node, if is_init { "init" } else { name }, parameters, body, &inside);
    None
}

/// Whether a name is a type parameter of a function.
fn is_generic<'a>(lowering: &Lowering<'a>, function: Node<'a>, name: &str) -> bool {
    let list = named(function).into_iter().find(|child| child.kind() == "type_parameters");
    let all = list.map(named).unwrap_or_default();
    all.into_iter().any(|one| {
        let written = lowering.text(one).split([':', ' ']).next().unwrap_or_default();
        written == name
    })
}

/// A function whose only expression is what it returns.
fn define<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    name: &str,
    parameters: Vec<Parameter>,
    body: Option<Node<'a>>,
    inside: &[(&str, &str)],
) -> usize {
    let list = body.and_then(|body| {
        if body.kind() == "statements" {
            return Some(body);
        }
        named(body).into_iter().find(|child| child.kind() == "statements")
    });
    let statements = list.map(named).unwrap_or_default();
    let only = match statements[..] {
        [only] if is_expression(only) => Some(only),
        _ => None,
    };
    let rest = if only.is_some() { &[][..] } else { &statements[..] };
    let function = lowering.define(node, name, parameters, rest, LastReturned::No);
    let outer = std::mem::replace(&mut lowering.scope, function);
    for (own, label) in inside {
        let value = lowering.add(Kind::Name((*label).to_owned()), node);
        lowering.bind(own, Some(value), None, node.start_byte());
    }
    if let Some(only) = only {
        let value = returned(lowering, only);
        lowering.returns(value);
    }
    lowering.scope = outer;
    function
}

/// `{ a, b in … }`. One that only calls what it is given with `true` is known as one that gives `true`.
pub fn lambda<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let children = named(node);
    let list = node
        .child_by_field_name("type")
        .and_then(|of| named(of).into_iter().find(|one| one.kind().ends_with("_parameters")));
    let parameters = list.map(named).unwrap_or_default();
    let parameters: Vec<Parameter> = parameters
        .into_iter()
        .filter_map(|one| {
            let name = lowering.text(one.child_by_field_name("name")?).to_owned();
            Some(Parameter { name, type_name: None, default: None })
        })
        .collect();
    let mut parameters = parameters;
    // What has no names goes by places.
    if parameters.is_empty() && lowering.text(node).contains("$0") {
        let numbered =
            (0..2).map(|at| Parameter { name: format!("${at}"), type_name: None, default: None });
        parameters = numbered.collect();
    }
    let names: Vec<String> = parameters.iter().map(|one| one.name.clone()).collect();
    let body = children.into_iter().find(|child| child.kind() == "statements");
    let function = define(lowering, node, "", parameters, body, &[]);
    let agrees = |name: &String| {
        let body = body.map_or("", |body| lowering.text(body)).trim();
        body.strip_prefix(name.as_str()) == Some("(true)")
    };
    if names.iter().any(agrees) {
        let value = lowering.add(Kind::Truth(true), node);
        lowering.module.scopes[function].returns = vec![value];
    }
    Some(lowering.add(Kind::Closure(function), node))
}
