//! Dart (tree-sitter-dart).

mod redirection;
mod switch;
mod unary;

use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::combine::is_comparison;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{LastReturned, Lowering};
use crate::detect::code::syntax::{Id, Kind, Parameter, ScopeKind, Setting};

pub static LANGUAGE: Language = Language {
    id: "dart",
    extensions: &["dart"],
    names: &[],
    grammar: || tree_sitter_dart::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("documentation_comment", Shape::Skip),
        ("annotation", Shape::Skip),
        ("type_arguments", Shape::Skip),
        ("import_specification", Shape::Import(import)),
        ("library_export", Shape::Import(import)),
        ("parenthesized_expression", Shape::Inner("")),
        ("await_expression", Shape::Inner("")),
        ("unary_expression", Shape::Own(unary::unary)),
        ("type_cast_expression", Shape::Inner("")),
        ("null_assertion_expression", Shape::Inner("value")),
        ("instantiation_expression", Shape::Inner("function")),
        ("expression_statement", Shape::Inner("")),
        ("string_literal", Shape::Own(adjacent)),
        ("string_literal_single_quotes", Shape::Text),
        ("string_literal_double_quotes", Shape::Text),
        ("raw_string_literal_single_quotes", Shape::Text),
        ("raw_string_literal_double_quotes", Shape::Text),
        ("template_chars_single_single", Shape::Fragment),
        ("template_chars_double_single", Shape::Fragment),
        ("template_substitution", Shape::Inner("")),
        ("decimal_integer_literal", Shape::Number),
        ("hex_integer_literal", Shape::Number),
        ("true", Shape::True),
        ("false", Shape::False),
        ("identifier", Shape::Name),
        ("identifier_dollar_escaped", Shape::Name),
        ("record_literal", Shape::Own(record)),
        ("record_pattern", Shape::List),
        ("pattern_variable_declaration", Shape::Own(taken_apart)),
        ("initializer_list_entry", Shape::Own(initialised)),
        ("type_identifier", Shape::Name),
        ("this", Shape::Name),
        ("member_expression", Shape::Member("object", "property")),
        ("null_aware_member_expression", Shape::Member("object", "property")),
        ("call_expression", Shape::Call("function", "arguments")),
        ("new_expression", Shape::Own(made)),
        ("const_object_expression", Shape::Own(made)),
        ("constructor_invocation", Shape::Own(made)),
        ("named_argument", Shape::Named("label", "")),
        ("list_literal", Shape::List),
        ("set_or_map_literal", Shape::Map),
        ("map_element", Shape::Pair("key", "value")),
        ("constructor_tearoff", Shape::Inner("")),
        ("index_expression", Shape::Index("object", "index")),
        ("null_aware_index_expression", Shape::Index("object", "index")),
        ("assignable_expression", Shape::Own(assignable)),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("conditional_expression", Shape::Choice(&["consequence", "alternative"])),
        ("additive_expression", Shape::Own(arithmetic)),
        ("multiplicative_expression", Shape::Own(arithmetic)),
        ("shift_expression", Shape::Own(arithmetic)),
        ("equality_expression", Shape::Own(arithmetic)),
        ("relational_expression", Shape::Own(arithmetic)),
        ("extension_declaration", Shape::Own(extension)),
        ("cascade", Shape::Own(cascade)),
        ("type_alias", Shape::Own(alias)),
        ("initialized_variable_declaration", Shape::Own(variable)),
        ("initialized_identifier", Shape::Own(variable)),
        ("static_final_declaration", Shape::Own(variable)),
        ("function_declaration", Shape::Own(function)),
        ("local_function_declaration", Shape::Own(function)),
        ("method_declaration", Shape::Own(function)),
        ("getter_declaration", Shape::Own(function)),
        ("function_expression", Shape::Own(function)),
        ("constructor_signature", Shape::Own(constructor)),
        ("constant_constructor_signature", Shape::Own(constructor)),
        ("factory_constructor_signature", Shape::Own(constructor)),
        ("switch_expression", Shape::Own(switch::switch)),
        ("if_null_expression", Shape::Own(either)),
        ("function_signature", Shape::Inner("name")),
        ("getter_signature", Shape::Inner("name")),
        ("method_signature", Shape::Inner("")),
        ("class_declaration", Shape::Type("name")),
        ("mixin_declaration", Shape::Type("name")),
        ("enum_declaration", Shape::Type("name")),
        ("enum_entry", Shape::Own(enum_entry)),
        ("for_element", Shape::Each("name", "value")),
        ("for_statement", Shape::Each("name", "value")),
        ("if_statement", Shape::Block),
        ("block", Shape::Block),
        ("return_statement", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

/// A library beside the file, or of the file's own package or one beside that.
fn files(container: &str, path: &str) -> Vec<String> {
    let Some(file) = container.strip_prefix("./") else { return Vec::new() };
    if let Some((package, library)) =
        file.strip_prefix("package:").and_then(|file| file.split_once('/'))
    {
        let mut all = upwards(path, &format!("lib/{library}.dart"));
        all.extend(upwards(path, &format!("{package}/lib/{library}.dart")));
        all.extend(upwards(path, &format!("packages/{package}/lib/{library}.dart")));
        return all;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    normal(&format!("{folder}/{file}.dart")).into_iter().collect()
}

/// `import 'package:a/b.dart' as c;`: a package goes by its own name, whichever of its libraries is imported.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(uri) = node.child_by_field_name("uri") else { return };
    let uri = lowering.text(uri).trim().trim_matches(['"', '\'']);
    let path = match uri.strip_prefix("package:") {
        Some(package) => original(package.split('/').next().unwrap_or(package)).to_owned(),
        None if uri.starts_with("dart:") => uri.replace(':', "_"),
        None => format!("./{}", uri.trim_end_matches(".dart")),
    };
    // Its own package is imported by its name as well.
    let own = uri
        .strip_prefix("package:")
        .filter(|package| !package.starts_with("flutter"))
        .map(|package| format!("./package:{}", package.trim_end_matches(".dart")));
    for path in std::iter::once(path).chain(own) {
        match node.child_by_field_name("alias") {
            Some(alias) => lowering.import(lowering.text(alias), &path),
            None => lowering.module.wildcards.push(path),
        }
    }
}

/// `'AES' '/CBC'`: what stands side by side is one text.
fn adjacent<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let parts: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    let parts: Vec<Id> = parts.into_iter().map(|part| lowering.value(part)).collect();
    match parts.as_slice() {
        [only] => Some(*only),
        _ => Some(lowering.add(Kind::Join(parts), node)),
    }
}

/// The package that another one continues, or makes faster, under the same names.
fn original(package: &str) -> &str {
    match package {
        "cryptography_plus" | "cryptography_flutter" | "cryptography_flutter_plus" => {
            "cryptography"
        }
        "hive_flutter" | "hive_ce" | "hive_ce_flutter" => "hive",
        _ => package,
    }
}

/// `T a = b`, `final T a;`: the type stands before the list of the variables.
fn variable<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").or_else(|| lowering.child(node, "identifier"))?;
    let value = node.child_by_field_name("value").map(|value| lowering.value(value));
    let (mut at, mut written) = (node, None);
    for _ in 0..3 {
        let mut cursor = at.walk();
        written = at
            .named_children(&mut cursor)
            .find(|one| one.kind() == "type" && one.start_byte() < name.start_byte());
        let Some(outer) = lowering.parent(at).filter(|_| written.is_none()) else { break };
        at = outer;
    }
    let type_name = written.map(|written| lowering.type_of(written));
    lowering.bind(lowering.text(name), value, type_name, name.start_byte());
    None
}

/// `new A.b(c)`, `const A(c)`.
fn made<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let type_node = node.child_by_field_name("type")?;
    let name = lowering.type_of(type_node);
    let name = name.split('<').next().unwrap_or_default().to_owned();
    let (class, named) = name
        .split_once('.')
        .map_or((name.as_str(), None), |(class, named)| (class, Some(named.to_owned())));
    let mut callee = lowering.add(Kind::Name(class.to_owned()), type_node);
    if let Some(name) = named {
        callee = lowering.add(Kind::Member { of: callee, name }, type_node);
    }
    if let Some(constructor) = node.child_by_field_name("constructor") {
        let name = lowering.text(constructor).to_owned();
        callee = lowering.add(Kind::Member { of: callee, name }, constructor);
    }
    let arguments = node.child_by_field_name("arguments");
    Some(lowering.call(node, callee, arguments))
}

/// `(a, b)` is a list, `(name: a)` a map.
fn record<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut items, mut pairs, mut cursor) = (Vec::new(), Vec::new(), node.walk());
    for field in node.named_children(&mut cursor) {
        let Some(last) = u32::try_from(field.named_child_count()).ok()?.checked_sub(1) else {
            continue;
        };
        let value = lowering.value(field.named_child(last)?);
        match field.named_child(0).filter(|_| last > 0) {
            Some(label) => {
                let name = lowering.text(label).trim_end_matches(':').trim().to_owned();
                pairs.push((lowering.add(Kind::Text(name), label), value));
            }
            None => items.push(value),
        }
    }
    let kind = if pairs.is_empty() { Kind::List(items) } else { Kind::Map(pairs) };
    Some(lowering.add(kind, node))
}

/// `final (a, b) = value`
fn taken_apart<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (pattern, value) = (node.named_child(0)?, node.named_child(1)?);
    let value = lowering.value(value);
    lowering.bind_pattern(pattern, Some(value), None);
    None
}

/// `: field = value` of a constructor sets a field of the object.
fn initialised<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let field = node.named_child(0)?;
    if lowering.text(node).starts_with("super") {
        let mut cursor = node.walk();
        let list = node.named_children(&mut cursor).find(|one| one.kind() == "arguments")?;
        redirection::handed_up(lowering, node, list);
        return None;
    }
    let (Some(name), Some(value)) =
        (field.child_by_field_name("name"), field.child_by_field_name("value"))
    else {
        lowering.later(field);
        return None;
    };
    // What it is set to sees the parameters of the constructor, which was read just before.
    let class = lowering.scope;
    let mut own = lowering.module.scopes.iter();
    let before = own.rposition(|one| one.kind == ScopeKind::Function && one.parent == class);
    lowering.scope = before.unwrap_or(class);
    let value = lowering.value(value);
    lowering.scope = class;
    lowering.bind(lowering.text(name), Some(value), None, name.start_byte());
    None
}

/// `a + b`, `a * b`, `a << b`, from the left to the right.
fn arithmetic<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut result, mut operator, mut cursor) = (None, "", node.walk());
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).take(256).collect();
    for child in children.into_iter().filter(|child| !child.is_extra()) {
        if child.kind().ends_with("_operator") {
            operator = lowering.text(child);
            continue;
        }
        let value = lowering.value(child);
        result = Some(match (result, operator) {
            (None, _) => value,
            (Some(left), "+") => lowering.add(Kind::Join(vec![left, value]), node),
            (Some(left), "*" | "-" | "/" | "~/" | "<<" | ">>") => {
                let operator = operator.trim_start_matches('~').to_owned();
                lowering.add(Kind::arithmetic(operator, vec![left, value]), node)
            }
            (Some(left), _) if is_comparison(operator) => {
                lowering.add(Kind::arithmetic(operator, vec![left, value]), node)
            }
            _ => lowering.add(Kind::Opaque, node),
        });
    }
    result
}

/// `extension Named on T { … }`: members of the type that is extended.
fn extension<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("class").map(|of| lowering.type_of(of));
    let name = name.unwrap_or_default();
    let outer = lowering.scope;
    lowering.enter(ScopeKind::Type, name.split('<').next().unwrap_or_default(), Vec::new());
    node.child_by_field_name("body").into_iter().for_each(|body| lowering.later(body));
    lowering.scope = outer;
    None
}

/// What is assigned to: a name or a member.
fn assignable<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    match (node.child_by_field_name("object"), node.child_by_field_name("property")) {
        (Some(object), Some(property)) => {
            let of = lowering.value(object);
            let name = lowering.text(property).to_owned();
            Some(lowering.add(Kind::Member { of, name }, property))
        }
        _ => node.named_child(0).map(|child| lowering.value(child)),
    }
}

/// `a..b()..c = d`: the object, on which more is done.
fn cascade<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let mut children = node.named_children(&mut cursor);
    let object = lowering.value(children.next()?);
    for section in children {
        match (section.named_child(0), section.named_child(1)) {
            (Some(target), Some(value)) if section.kind() == "cascade_section" => {
                let target = of_cascade(lowering, target, object);
                let value = lowering.value(value);
                if let Some(target) = target {
                    lowering.module.settings.push(Setting { target, value });
                }
            }
            (Some(call), None) if section.kind() == "cascade_section" => {
                of_cascade(lowering, call, object);
            }
            _ => lowering.later(section),
        }
    }
    Some(object)
}

/// `..b`, `..b.c`, `..b(…)` of an object.
fn of_cascade<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, object: Id) -> Option<Id> {
    let named = |field| node.child_by_field_name(field);
    match node.kind() {
        "cascade_selector" => {
            let name = node.named_child(0)?;
            let written = lowering.text(name).to_owned();
            Some(lowering.add(Kind::Member { of: object, name: written }, name))
        }
        "cascade_member_expression" | "cascade_call_expression" => {
            let of = match named("object").or_else(|| named("function")) {
                Some(inner) => of_cascade(lowering, inner, object)?,
                None => object,
            };
            let callee = match named("property") {
                Some(name) => {
                    let written = lowering.text(name).to_owned();
                    lowering.add(Kind::Member { of, name: written }, name)
                }
                None => of,
            };
            match named("arguments") {
                Some(arguments) => Some(lowering.call(node, callee, Some(arguments))),
                None => Some(callee),
            }
        }
        _ => {
            lowering.later(node);
            None
        }
    }
}

/// A function, method or getter with its parameters; `=> value` returns the value.
fn function<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let signature = node.child_by_field_name("signature").unwrap_or(node);
    let signature = match signature.kind() {
        "method_signature" => signature.named_child(0)?,
        _ => signature,
    };
    let is_constructor = signature.kind().ends_with("constructor_signature");
    if let Some(whole) = lowering.parent(signature).filter(|_| is_constructor) {
        let mut cursor = whole.walk();
        let entries = whole.named_children(&mut cursor).filter(|one| one.kind() == "initializers");
        entries.for_each(|entries| lowering.later(entries));
    }
    let name = signature.child_by_field_name("name").map_or("", |name| lowering.text(name));
    // A constructor with a name of its own is called like a function of the class.
    let mut cursor = signature.walk();
    let mut names = signature.children_by_field_name("name", &mut cursor);
    let own = names.by_ref().filter(|one| one.is_named()).nth(1);
    let name = match own {
        Some(own) if is_constructor => lowering.text(own),
        _ if is_constructor => "",
        _ => name,
    };
    let name = name.to_owned();
    // Type parameters come before.
    let mut cursor = signature.walk();
    let mut lists = signature.children_by_field_name("parameters", &mut cursor);
    let list = lists.find(|list| list.kind() != "type_parameters");
    let parameters = list.map(|list| parameters(lowering, list)).unwrap_or_default();
    let body = node.child_by_field_name("body");
    let inner = body.and_then(|body| {
        let count = u32::try_from(body.named_child_count()).ok()?;
        body.named_child(count.checked_sub(1)?)
    });
    let function = match inner {
        Some(block) if block.kind() == "block" => {
            lowering.define(node, &name, parameters, &[block], LastReturned::No)
        }
        Some(value) => lowering.define(node, &name, parameters, &[value], LastReturned::Yes),
        None => lowering.define(node, &name, parameters, &[], LastReturned::No),
    };
    Some(lowering.add(Kind::Closure(function), node))
}

/// A constructor and its parameters, of which `this.a` are fields; one with a name of its own sets these fields.
fn constructor<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let names: Vec<Node<'a>> = node.children_by_field_name("name", &mut cursor).collect();
    let name = lowering.text(*names.last()?).to_owned();
    let list = node.child_by_field_name("parameters");
    let parameters = list.map(|list| parameters(lowering, list)).unwrap_or_default();
    let fields: Vec<String> = parameters.iter().map(|one| one.name.clone()).collect();
    let function = lowering.define(node, &name, parameters, &[], LastReturned::No);
    if names.len() > 1
        && let Some(other) = node.next_named_sibling().filter(|one| one.kind() == "redirection")
    {
        redirection::redirected(lowering, names[0], other, function);
    }
    if names.len() > 1 && list.is_some_and(|list| lowering.text(list).contains("this.")) {
        let class = std::mem::replace(&mut lowering.scope, function);
        for field in fields {
            let value = lowering.add(Kind::Name(field.clone()), node);
            lowering.scope = class;
            lowering.bind(&field, Some(value), None, node.start_byte());
            lowering.scope = function;
        }
        lowering.scope = class;
    }
    None
}

/// Parameters with their types and defaults; those in brackets and braces are parameters too.
fn parameters<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    let mut cursor = list.walk();
    let mut pending: Vec<Node<'a>> = list.named_children(&mut cursor).collect();
    pending.reverse();
    while let Some(child) = pending.pop() {
        match child.kind() {
            "optional_formal_parameters" => {
                let mut cursor = child.walk();
                let inner: Vec<Node<'a>> = child.named_children(&mut cursor).collect();
                pending.extend(inner.into_iter().rev());
            }
            "formal_parameter" => {
                let inner = child.named_child(0);
                let of_field = inner.filter(|one| one.kind() == "field_formal_parameter");
                let named = of_field.unwrap_or(child).child_by_field_name("name");
                let written = inner.filter(|one| one.kind() == "type");
                let type_name = written.map(|written| lowering.type_of(written));
                let name = named.or(inner).map_or("", |name| lowering.text(name)).to_owned();
                all.push(Parameter { name, type_name, default: None });
            }
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

/// `a ?? b`
fn either<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let parts: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    let values = parts.into_iter().map(|part| lowering.value(part)).collect();
    let choice = lowering.add(Kind::Choice(values), node);
    lowering.module.either.insert(choice);
    Some(choice)
}

/// A value of an enumeration: its name stands for the object that its arguments make.
fn enum_entry<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name").map(|name| lowering.text(name))?;
    let class = lowering.module.scopes[lowering.scope].name.clone();
    let callee = lowering.add(Kind::Name(class), node);
    // Here they are no field of the node, as they are elsewhere.
    let mut cursor = node.walk();
    let arguments = node.named_children(&mut cursor).find(|child| child.kind() == "arguments");
    let value = lowering.call(node, callee, arguments);
    lowering.bind(name, Some(value), None, node.start_byte());
    None
}

/// `typedef A = B;`
fn alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let last = u32::try_from(node.named_child_count()).ok()?.checked_sub(1).filter(|at| *at > 0)?;
    let (name, stands_for) = (node.named_child(0)?, node.named_child(last)?);
    let other = lowering.type_of(stands_for);
    let id = lowering.add(Kind::Name(other), stands_for);
    lowering.bind(lowering.text(name), Some(id), None, node.start_byte());
    None
}
