//! Types, their members and constants.

use tree_sitter::Node;

use super::arguments;
use crate::detect::code::lower::{EXTENDS, Lowering};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

/// A parameter of a class is a member of it; one with Spring's `@Value("\${key:default}")` is what that says.
pub(super) fn member_parameter<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    const DEFAULTS: &str = "number_literal|string_literal|call_expression|navigation_expression|\
                            binary_expression|infix_expression|identifier";
    let name = lowering.child(node, "identifier")?;
    let type_name = lowering.child(node, "user_type").map(|written| lowering.type_of(written));
    let value = lowering.child(node, DEFAULTS).filter(|value| *value != name);
    let marks = lowering.child(node, "modifiers").map_or("", |list| lowering.text(list));
    let named = lowering.named_by_mark(marks);
    let named = named.map(|named| lowering.asked_by_name(named, name));
    match named.or_else(|| configured(lowering, node, name, value)) {
        Some(asked) => {
            lowering.bind(lowering.text(name), Some(asked), type_name, name.start_byte());
        }
        None => lowering.declare(name, value, type_name),
    }
    None
}

/// What Spring sets a property or parameter to: by its own `@Value("\${key:default}")`, or by its name where the class
/// has `@ConfigurationProperties("prefix")`.
pub(super) fn configured<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    name: Node<'a>,
    default: Option<Node<'a>>,
) -> Option<Id> {
    let (text, default) = match placeholder(lowering, node) {
        Some(text) => (lowering.value(text), None),
        None => {
            let key = format!("{}.{}", prefix(lowering, node)?, lowering.text(name));
            let default = default.map(|value| lowering.value(value));
            (lowering.add(Kind::Text(format!("${{{key}}}")), name), default)
        }
    };
    let callee = lowering.add(Kind::Name("@Value".to_owned()), name);
    let arguments = std::iter::once(text).chain(default);
    let arguments = arguments.map(|value| Argument { name: None, value }).collect();
    Some(lowering.add(Kind::Call { callee, arguments }, name))
}

/// The prefix of `@ConfigurationProperties(prefix = "…")` on the class that a member stands in.
fn prefix<'a>(lowering: &Lowering<'a>, member: Node<'a>) -> Option<String> {
    let class = std::iter::successors(lowering.parent(member), |node| lowering.parent(*node))
        .take(4)
        .find(|node| node.kind() == "class_declaration")?;
    let modifiers = lowering.child(class, "modifiers").map(|list| lowering.text(list))?;
    let (_, rest) = modifiers.split_once("@ConfigurationProperties(")?;
    let mut quoted = rest.split('"');
    quoted.nth(1).map(str::to_owned)
}

/// The text in an annotation `@Value("…")`.
fn placeholder<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let mut at = lowering.child(node, "modifiers")?;
    for kind in ["annotation", "constructor_invocation"] {
        at = lowering.child(at, kind)?;
    }
    let is_value = lowering.child(at, "user_type").map(|name| lowering.text(name)) == Some("Value");
    let list = lowering.child(at, "value_arguments").filter(|_| is_value)?;
    list.named_child(0)?.named_child(0)
}

/// `object A : B(…)`: a type, and where it gives arguments to another also what these make.
pub(super) fn object<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map_or("", |name| lowering.text(name)).to_owned();
    let mut made = lowering.child(node, "delegation_specifiers");
    for _ in 0..3 {
        made = made
            .filter(|one| one.kind() != "constructor_invocation")
            .map_or(made, |one| one.named_child(0));
    }
    if let Some(made) = made.filter(|one| one.kind() == "constructor_invocation") {
        let value = lowering.value(made);
        lowering.bind(&name, Some(value), None, node.start_byte());
    }
    let outer = lowering.scope;
    let class = lowering.enter(ScopeKind::Type, &name, Vec::new());
    lowering.module.scopes[class].marks = lowering.written_supertypes(node);
    let body = lowering.child(node, "class_body");
    body.into_iter().for_each(|body| lowering.later(body));
    lowering.scope = outer;
    None
}

/// `typealias A = B`: the name stands for the other, wherever that comes from.
pub(super) fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (name, of) = (node.child_by_field_name("type")?, lowering.child(node, "user_type")?);
    let written = lowering.type_of(of);
    let plain = written.split('<').next().unwrap_or_default().to_owned();
    let name = lowering.text(name).split('<').next().unwrap_or_default().to_owned();
    let imported = lowering.module.imports.iter().filter(|import| import.local == plain);
    let mut paths: Vec<String> = imported.map(|import| import.path.clone()).collect();
    if paths.is_empty() {
        paths.extend(lowering.module.wildcards.iter().take(8).map(|all| format!("{all}.{plain}")));
        paths.push(plain);
    }
    paths.iter().for_each(|path| lowering.import(&name, path));
    None
}

/// An entry of an enumeration: its name stands for the object that its arguments make.
pub(super) fn enum_entry<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.named_child(0).map(|name| lowering.text(name))?;
    let class = lowering.module.scopes[lowering.scope].name.clone();
    let callee = lowering.add(Kind::Name(class), node);
    let list = lowering.child(node, "value_arguments");
    let arguments = list.map(|list| arguments(lowering, list)).unwrap_or_default();
    let value = lowering.add(Kind::Call { callee, arguments }, node);
    lowering.bind(name, Some(value), None, node.start_byte());
    if let Some(body) = lowering.child(node, "class_body") {
        // A constant with members of its own is of a subclass.
        let outer = lowering.scope;
        let mark = format!("{EXTENDS}{}", lowering.module.scopes[outer].name);
        let class = lowering.enter(ScopeKind::Type, name, Vec::new());
        lowering.module.scopes[class].marks.push(mark);
        lowering.later(body);
        lowering.scope = outer;
    }
    None
}

/// Parameters with their types and defaults; one that takes any number of values has `vararg` before its type.
pub(super) fn parameters<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Parameter> {
    let (mut all, mut cursor) = (Vec::<Parameter>::new(), list.walk());
    let mut is_vararg = false;
    for child in list.named_children(&mut cursor) {
        match child.kind() {
            "parameter" | "variable_declaration" => {
                let name = child.named_child(0).map_or("", |name| lowering.text(name));
                let written = child.named_child(1).map(|written| lowering.type_of(written));
                let written = match std::mem::take(&mut is_vararg) {
                    true => Some(format!("vararg {}", written.unwrap_or_default())),
                    false => written,
                };
                all.push(Parameter { name: name.to_owned(), type_name: written, default: None });
            }
            "parameter_modifiers" => is_vararg = lowering.text(child).contains("vararg"),
            // A default stands after its parameter.
            _ => {
                let value = lowering.value(child);
                if let Some(last) = all.last_mut() {
                    last.default = Some(value);
                }
            }
        }
    }
    all
}
