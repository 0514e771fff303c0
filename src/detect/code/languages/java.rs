//! Java (tree-sitter-java).

use tree_sitter::Node;

use super::{counted, dotted, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::{EXTENDS, Lowering, lenient};
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind};

pub static LANGUAGE: Language = Language {
    id: "java",
    extensions: &["java"],
    names: &[],
    grammar: || tree_sitter_java::LANGUAGE.into(),
    shapes: &[
        ("line_comment", Shape::Skip),
        ("block_comment", Shape::Skip),
        ("import_declaration", Shape::Import(import)),
        ("package_declaration", Shape::Skip),
        ("parenthesized_expression", Shape::Inner("")),
        ("cast_expression", Shape::Inner("value")),
        ("string_literal", Shape::Text),
        ("string_fragment", Shape::Fragment),
        ("multiline_string_fragment", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("decimal_integer_literal", Shape::Number),
        ("hex_integer_literal", Shape::Number),
        ("true", Shape::True),
        ("false", Shape::False),
        ("identifier", Shape::Name),
        ("this", Shape::Name),
        ("type_identifier", Shape::Name),
        ("scoped_type_identifier", Shape::Own(dotted)),
        ("generic_type", Shape::Inner("")),
        ("field_access", Shape::Member("object", "field")),
        ("method_invocation", Shape::Own(invocation)),
        ("explicit_constructor_invocation", Shape::Own(delegation)),
        ("class_body", Shape::Own(members)),
        ("superclass", Shape::Own(inherited)),
        ("super_interfaces", Shape::Own(inherited)),
        ("object_creation_expression", Shape::Own(creation)),
        ("array_initializer", Shape::List),
        ("array_creation_expression", Shape::Own(array)),
        ("array_access", Shape::Index("array", "index")),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &[] },
        ),
        ("ternary_expression", Shape::Choice(&["consequence", "alternative"])),
        ("switch_expression", Shape::Own(switch)),
        ("enhanced_for_statement", Shape::Each("name", "value")),
        ("update_expression", Shape::Own(counted)),
        ("variable_declarator", Shape::Let("name", "value", "^type")),
        ("resource", Shape::Let("name", "value", "type")),
        ("field_declaration", Shape::Own(field)),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("method_declaration", Shape::Function("name", "parameters", "body")),
        ("constructor_declaration", Shape::Function("name", "parameters", "body")),
        ("lambda_expression", Shape::Function("-", "parameters", "body")),
        ("formal_parameter", Shape::Parameter("name", "type", "-")),
        ("class_declaration", Shape::Type("name")),
        ("interface_declaration", Shape::Type("name")),
        ("record_declaration", Shape::Type("name")),
        ("enum_declaration", Shape::Type("name")),
        ("enum_constant", Shape::Own(enum_constant)),
        ("if_statement", Shape::Block),
        ("block", Shape::Block),
        ("switch_block_statement_group", Shape::Block),
        ("return_statement", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

fn files(container: &str, path: &str) -> Vec<String> {
    if container.is_empty() || container.contains('/') {
        return Vec::new();
    }
    upwards(path, &format!("{}.java", container.replace('.', "/")))
}

/// `import a.b.C;`, `import a.b.*;`, `import static a.b.C.d;`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let text = lowering.text(node).trim_start_matches("import").trim().trim_end_matches(';').trim();
    let path: String =
        text.trim_start_matches("static ").chars().filter(|c| !c.is_whitespace()).collect();
    match path.strip_suffix(".*") {
        Some(package) => lowering.module.wildcards.push(package.to_owned()),
        None => lowering.import(path.rsplit('.').next().unwrap_or(&path), &path),
    }
}

/// `new T(…)`, with the body of an anonymous class read on its own.
fn creation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.part(node, "type");
    let mut cursor = node.walk();
    let body = node.named_children(&mut cursor).find(|child| child.kind() == "class_body");
    body.into_iter().for_each(|body| lowering.later(body));
    let arguments = lowering.child(node, "arguments");
    Some(lowering.call(node, callee, arguments))
}

/// `object.name(…)`; `Map.of`, `List.of` and their like are the tables that they make.
fn invocation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let named = |field| node.child_by_field_name(field).map(|child| lowering.text(child));
    let made = (named("object").unwrap_or_default(), named("name").unwrap_or_default());
    let list = node.child_by_field_name("arguments");
    match (made, list) {
        (("Map", "of"), Some(list)) => {
            let items: Vec<Id> =
                lowering.arguments(list).iter().map(|argument| argument.value).collect();
            let pairs = items.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            Some(lowering.add(Kind::Map(pairs), node))
        }
        (("List" | "Set" | "ImmutableList", "of") | ("Arrays", "asList"), Some(list)) => {
            let items = lowering.arguments(list).iter().map(|argument| argument.value).collect();
            Some(lowering.add(Kind::List(items), node))
        }
        _ => Some(lowering.method(node, "object", "name", "arguments")),
    }
}

/// `this(…)` in a constructor calls another one of the class.
fn delegation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type)?;
    let is_own =
        node.child_by_field_name("constructor").is_some_and(|child| child.kind() == "this");
    let name = if is_own { lowering.module.scopes[class].name.clone() } else { "super".to_owned() };
    let callee = lowering.add(Kind::Name(name), node);
    let arguments = node.child_by_field_name("arguments");
    Some(lowering.call(node, callee, arguments))
}

/// Constants of a class's supertypes are known in it by their plain names.
fn inherited<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = lowering.text(node);
    let types = written.trim_start_matches("extends").trim_start_matches("implements");
    for one in types.split(',') {
        let plain: String = one.split('<').next()?.chars().filter(|c| !c.is_whitespace()).collect();
        if !plain.is_empty() && lowering.module.wildcards.len() < 20 {
            lowering.module.wildcards.push(plain);
        }
    }
    None
}

/// Members of a class. A check of certificates or host names that lets everything pass is noted as a call of
/// `checkServerTrusted{}` or `verify{true}`.
fn members<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    for member in node.named_children(&mut cursor) {
        lowering.later(member);
        let name =
            member.child_by_field_name("name").filter(|_| member.kind() == "method_declaration");
        let body = member.child_by_field_name("body");
        if let (Some(name), Some(body)) = (name, body)
            && let Some(noted) =
                lenient(lowering.text(name), lowering.text(body), lowering.text(member))
        {
            let callee = lowering.add(Kind::Name(noted.to_owned()), name);
            lowering.call(name, callee, None);
        }
    }
    None
}

/// The values of the rules of a `switch` that has one.
fn switch<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    node.child_by_field_name("condition")
        .into_iter()
        .for_each(|condition| lowering.later(condition));
    let body = node.child_by_field_name("body")?;
    let (mut values, mut cursor) = (Vec::new(), body.walk());
    for rule in body.named_children(&mut cursor) {
        let last = u32::try_from(rule.named_child_count())
            .ok()?
            .checked_sub(1)
            .and_then(|at| rule.named_child(at));
        match last
            .filter(|last| rule.kind() == "switch_rule" && last.kind() == "expression_statement")
        {
            Some(statement) => {
                if let Some(value) = statement.named_child(0) {
                    values.push(lowering.value(value));
                }
            }
            None => lowering.later(rule),
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// A field; one with Spring's `@Value("${key:default}")` gets that as its value.
fn field<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let placeholder = node
        .named_children(&mut cursor)
        .filter(|child| child.kind() == "modifiers")
        .find_map(|child| {
            let mut cursor = child.walk();
            let mark = child.named_children(&mut cursor).find(|mark| {
                mark.child_by_field_name("name")
                    .is_some_and(|name| lowering.text(name).ends_with("Value"))
            });
            mark.and_then(|mark| mark.child_by_field_name("arguments"))
                .and_then(|list| list.named_child(0))
        });
    let declarator = node.child_by_field_name("declarator")?;
    if let Some(prefix) = properties_prefix(lowering, node) {
        let name = lowering.name_of(declarator.child_by_field_name("name")?);
        let default = declarator.child_by_field_name("value").map(|value| lowering.text(value));
        let default = default.map(|default| format!(":{}", default.trim_matches('"')));
        let text = format!("${{{prefix}.{name}{}}}", default.unwrap_or_default());
        let text = lowering.add(Kind::Text(text), declarator);
        bind_placeholder(lowering, declarator, text);
        return None;
    }
    let Some(placeholder) = placeholder else {
        let mut cursor = node.walk();
        for child in node.children_by_field_name("declarator", &mut cursor) {
            lowering.later(child);
        }
        return None;
    };
    let text = lowering.value(placeholder);
    bind_placeholder(lowering, declarator, text);
    None
}

/// Binds a field to what a configuration says of the key in `${key:default}`.
fn bind_placeholder<'a>(lowering: &mut Lowering<'a>, declarator: Node<'a>, text: Id) {
    let callee = lowering.add(Kind::Name("@Value".to_owned()), declarator);
    let arguments = vec![Argument { name: None, value: text }];
    let value = lowering.add(Kind::Call { callee, arguments }, declarator);
    let name = declarator.child_by_field_name("name").map_or("", |name| lowering.name_of(name));
    lowering.bind(name, Some(value), None, declarator.start_byte());
}

/// The prefix of Spring's `@ConfigurationProperties(prefix = "…")` on the class of a field.
fn properties_prefix<'a>(lowering: &Lowering<'a>, field: Node<'a>) -> Option<String> {
    let class = lowering.parent(lowering.parent(field)?)?;
    let mut cursor = class.walk();
    let modifiers = class.named_children(&mut cursor).find(|child| child.kind() == "modifiers")?;
    let text = lowering.text(modifiers);
    let (_, rest) = text.split_once("@ConfigurationProperties(")?;
    let (_, rest) = rest.split_once('"')?;
    let (prefix, _) = rest.split_once('"')?;
    Some(prefix.to_owned())
}

/// A constant of an enumeration: its name stands for the object that its arguments make.
fn enum_constant<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = lowering.name_of(node.child_by_field_name("name")?);
    let class = lowering.module.scopes[lowering.scope].name.clone();
    let callee = lowering.add(Kind::Name(class), node);
    let arguments = node.child_by_field_name("arguments");
    let value = lowering.call(node, callee, arguments);
    lowering.bind(name, Some(value), None, node.start_byte());
    if let Some(body) = node.child_by_field_name("body") {
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

/// `new byte[32]`, `new String[] {…}`
fn array<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(value) = node.child_by_field_name("value") {
        return Some(lowering.value(value));
    }
    let length = node.child_by_field_name("dimensions")?.named_child(0)?;
    let is_octets = lowering.text(node.child_by_field_name("type")?) == "byte";
    if !is_octets {
        lowering.later(length);
        return None;
    }
    Some(lowering.octets(node, length))
}
