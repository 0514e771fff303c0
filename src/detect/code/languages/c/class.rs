//! Classes of C++: members that constructors set, and functions that are written outside of them.

use super::*;
use crate::detect::code::lower::EXTENDS;
use crate::detect::code::syntax::{Scope, default_of_generic};

/// Nodes of a file in which a class is looked for, and fields of one.
const NODES: usize = 2_000;
/// Longest class in which constructors are looked for, in bytes.
const LONGEST: usize = 1 << 16;

/// Goes into the scope of a class of this file, made where its functions come without it.
pub fn enter<'a>(lowering: &mut Lowering<'a>, class: &str) {
    match known(lowering, class) {
        Some(index) => lowering.scope = index,
        None => {
            let index = lowering.enter(ScopeKind::Type, class, Vec::new());
            lowering.module.scopes[index].marks.push(AWAITED.to_owned());
        }
    }
}

/// A class whose functions came before it.
const AWAITED: &str = "awaited";

/// Goes into the scope of a class that stands here: the one of its functions, where they came first.
pub fn enter_own<'a>(lowering: &mut Lowering<'a>, class: &str) -> usize {
    let awaited =
        |index: &usize| lowering.module.scopes[*index].marks.iter().any(|one| one == AWAITED);
    match known(lowering, class).filter(awaited) {
        Some(index) => {
            lowering.module.scopes[index].marks.retain(|one| one != AWAITED);
            lowering.scope = index;
            index
        }
        None => lowering.enter(ScopeKind::Type, class, Vec::new()),
    }
}

fn known(lowering: &Lowering<'_>, class: &str) -> Option<usize> {
    let mut scopes = lowering.module.scopes.iter().enumerate().skip(1).rev().take(NODES);
    let is_it = |scope: &Scope| scope.kind == ScopeKind::Type && scope.name == class;
    scopes.find(|(_, scope)| is_it(scope)).map(|(index, _)| index)
}

/// Notes which classes a class is derived from.
pub fn inherited<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, class: usize) {
    let clause = named(node).into_iter().find(|child| child.kind() == "base_class_clause");
    for base in clause.map(named).unwrap_or_default() {
        if is_class(base) {
            let (parts, _) = path(lowering, base);
            if let Some(last) = parts.last() {
                let mark = format!("{EXTENDS}{}", lowering.text(*last));
                lowering.module.scopes[class].marks.push(mark);
            }
        }
    }
}

/// Notes the parameters of the template that a class or function is.
pub fn template_parameters<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, scope: usize) {
    let template = lowering.parent(node).filter(|outer| outer.kind() == "template_declaration");
    if let Some(list) = template.and_then(|outer| outer.child_by_field_name("parameters")) {
        let mut names = Vec::new();
        for one in named(list) {
            let name = match one.child_by_field_name("declarator") {
                // `const EVP_MD *(*Sum)()`
                Some(declarator) => lowering.name_of(declarator),
                None => lowering.text(one.named_child(0).unwrap_or(one)),
            };
            names.push(name.to_owned());
            // `typename Sum = Sha256`
            if let Some(default) = one.child_by_field_name("default_type") {
                let value = lowering.value(default);
                let name = default_of_generic(name);
                lowering.bind_in(scope, &name, Some(value), None, default.start_byte());
            }
        }
        lowering.module.scopes[scope].generics = names;
    }
}

/// Binds a type that a specialisation of a template has under a name: each has its own.
pub fn bind_type<'a>(lowering: &mut Lowering<'a>, name: &str, of: Node<'a>, parts: &[Node<'a>]) {
    let class = &lowering.module.scopes[lowering.scope];
    if class.kind == ScopeKind::Type && class.name.ends_with('>') {
        let value = path_value(lowering, of, parts, true);
        lowering.bind(name, value, None, of.start_byte());
    }
}

/// `auto [a, b] = value;`: each name gets the part at its place.
pub fn bind_parts<'a>(lowering: &mut Lowering<'a>, names: Node<'a>, value: Id) {
    for (index, name) in named(names).into_iter().enumerate().take(16) {
        let part = lowering.at_place(value, index, name);
        lowering.bind(lowering.text(name), Some(part), None, name.start_byte());
    }
}

/// `enum class A { B = 1 }`: its constants are named through it alone.
pub fn enumeration<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let is_scoped = node.child(1).is_some_and(|word| matches!(word.kind(), "class" | "struct"));
    let outer = lowering.scope;
    if let Some(name) = node.child_by_field_name("name").filter(|_| is_scoped) {
        let name = lowering.text(name);
        lowering.enter(ScopeKind::Type, name, Vec::new());
    }
    named(node).into_iter().rev().for_each(|child| lowering.later(child));
    if let Some(list) = node.child_by_field_name("body") {
        counted_on(lowering, list);
    }
    lowering.scope = outer;
    None
}

/// Constants of an enumeration without a value: one more than the one before, from 0 (C11 section 6.7.2.2).
fn counted_on<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) {
    let mut next = Some(0_i64);
    for one in named(list).into_iter().filter(|one| one.kind() == "enumerator") {
        let Some(name) = one.child_by_field_name("name") else { continue };
        match one.child_by_field_name("value") {
            Some(value) => {
                next = lowering.text(value).parse::<i64>().ok().and_then(|at| at.checked_add(1));
            }
            None => {
                let Some(at) = next else { continue };
                let value = lowering.add(Kind::Number(at), name);
                lowering.bind(lowering.text(name), Some(value), None, name.start_byte());
                next = at.checked_add(1);
            }
        }
    }
}

/// `a(b)` and `a{b}` before the body of a constructor: a base, or a member that is made so.
pub fn field_initializer<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let children = named(node);
    let (name, list) = (*children.first()?, *children.get(1)?);
    let written = lowering.text(name);
    let of = declared_type(lowering, node, written);
    let value = match of {
        Some(of) if is_class(of) => construct(lowering, node, of, Some(list)),
        None if matches!(name.kind(), "template_method" | "qualified_identifier") => {
            construct(lowering, node, name, Some(list))
        }
        _ => {
            let arguments = fields(lowering, list);
            let made =
                |one: &Argument| matches!(lowering.module.nodes[one.value].kind, Kind::Call { .. });
            match &arguments[..] {
                // A pointer, a number, or a holder of what is made.
                [only] if of.is_some() || made(only) || points(lowering, node, written) => {
                    Some(only.value)
                }
                [] => None,
                // Of a type that a header may tell.
                _ if of.is_none() => {
                    let callee = lowering.add(Kind::Name(written.to_owned()), name);
                    Some(lowering.add(Kind::Call { callee, arguments }, node))
                }
                _ => None,
            }
        }
    };
    let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type);
    lowering.bind_in(class.unwrap_or(0), written, value, None, node.start_byte());
    None
}

/// The type of a member of the class that a constructor belongs to; `None` for a pointer.
fn declared_type<'a>(
    lowering: &Lowering<'a>,
    initializer: Node<'a>,
    member: &str,
) -> Option<Node<'a>> {
    let body = around(lowering, initializer)?;
    for field in named(body).into_iter().take(NODES) {
        if field.kind() != "field_declaration" {
            continue;
        }
        let mut cursor = field.walk();
        let declares = field
            .children_by_field_name("declarator", &mut cursor)
            .any(|one| one.kind() == "field_identifier" && lowering.text(one) == member);
        if declares {
            return field.child_by_field_name("type");
        }
    }
    None
}

/// Whether a member of the class that a constructor belongs to is a pointer or reference.
fn points<'a>(lowering: &Lowering<'a>, initializer: Node<'a>, member: &str) -> bool {
    let Some(body) = around(lowering, initializer) else { return false };
    let fields = named(body).into_iter().take(NODES);
    fields.filter(|field| field.kind() == "field_declaration").any(|field| {
        let mut cursor = field.walk();
        field.children_by_field_name("declarator", &mut cursor).any(|one| {
            matches!(one.kind(), "pointer_declarator" | "reference_declarator")
                && lowering.text(one).trim_start_matches(['*', '&', ' ']) == member
        })
    })
}

/// The body of the class around a constructor, or of the one that it is written outside of.
fn around<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let (mut at, mut class) = (node, None);
    for _ in 0..64 {
        let Some(parent) = lowering.parent(at) else { break };
        at = parent;
        match at.kind() {
            "field_declaration_list" => return Some(at),
            "function_definition" => {
                let declared = at.child_by_field_name("declarator")?;
                let name = declared.child_by_field_name("declarator").unwrap_or(declared);
                let (parts, _) = path(lowering, name);
                class = parts.len().checked_sub(2).map(|at| lowering.text(parts[at]));
            }
            _ => {}
        }
    }
    let class = class?;
    let (mut pending, mut left) = (vec![at], NODES);
    while let Some(node) = pending.pop() {
        left = left.checked_sub(1)?;
        match node.kind() {
            "class_specifier" | "struct_specifier" => {
                let name = node.child_by_field_name("name");
                if name.is_some_and(|name| lowering.text(name) == class) {
                    return node.child_by_field_name("body");
                }
            }
            "function_definition" | "declaration" | "preproc_include" | "preproc_def" => {}
            _ => pending.extend(named(node)),
        }
    }
    None
}

/// Whether a constructor that stands in the class gives a member its value.
pub fn is_set_by_constructor<'a>(lowering: &Lowering<'a>, member: Node<'a>) -> bool {
    if member.kind() != "field_identifier" {
        return false;
    }
    let body = lowering.parent(member).and_then(|field| lowering.parent(field));
    let text = body.map_or("", |body| lowering.text(body));
    if text.len() > LONGEST {
        return false;
    }
    let name = lowering.text(member);
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].trim_end();
        let after = text[at + name.len()..].trim_start();
        before.ends_with([':', ',']) && after.starts_with(['(', '{'])
    })
}

/// `return a;`; `return {a, b};` makes an object of the function's type.
pub fn returned<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let value = named(node).into_iter().next()?;
    let mut function = None;
    if value.kind() == "initializer_list" {
        let mut at = node;
        for _ in 0..64 {
            let Some(parent) = lowering.parent(at) else { break };
            at = parent;
            if matches!(at.kind(), "function_definition" | "lambda_expression") {
                function = Some(at).filter(|at| at.kind() == "function_definition");
                break;
            }
        }
    }
    let of = function.and_then(|function| function.child_by_field_name("type"));
    let made = match of.filter(|of| is_class(*of)) {
        Some(of) => construct(lowering, value, of, Some(value)),
        None => None,
    };
    let value = made.unwrap_or_else(|| lowering.value(value));
    lowering.returns(value);
    lowering.guard(node, value);
    None
}
