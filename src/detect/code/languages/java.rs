//! Java (tree-sitter-java).

use tree_sitter::Node;

use super::{counted, dotted, in_modules, upwards};
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
        ("character_literal", Shape::Text),
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
        ("method_reference", Shape::Own(reference)),
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
        ("instanceof_expression", Shape::Own(|lowering, node| lowering.tested(node))),
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
    let name = format!("{}.java", container.replace('.', "/"));
    let mut all = upwards(path, &name);
    all.extend(in_modules(path, &name, "java"));
    all
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
    let mut cursor = node.walk();
    let body = node.named_children(&mut cursor).find(|child| child.kind() == "class_body");
    if let Some(filled) = body.and_then(|body| filled(lowering, node, body)) {
        return Some(filled);
    }
    let callee = lowering.part(node, "type");
    body.into_iter().for_each(|body| lowering.later(body));
    let arguments = lowering.child(node, "arguments");
    Some(lowering.call(node, callee, arguments))
}

/// `new HashMap<>() {{ put(a, b); }}` is the table that it makes.
fn filled<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, body: Node<'a>) -> Option<Id> {
    let block = body.named_child(0).filter(|one| one.kind() == "block")?;
    let (mut pairs, mut cursor) = (Vec::new(), block.walk());
    for statement in block.named_children(&mut cursor).take(256) {
        let call = statement.named_child(0).filter(|call| call.kind() == "method_invocation")?;
        let name = lowering.text(call.child_by_field_name("name")?);
        let list = call.child_by_field_name("arguments")?;
        if name != "put" || list.named_child_count() != 2 {
            return None;
        }
        pairs.push((list.named_child(0)?, list.named_child(1)?));
    }
    let pairs = pairs.into_iter().map(|(key, value)| (lowering.value(key), lowering.value(value)));
    let pairs = pairs.collect();
    Some(lowering.add(Kind::Map(pairs), node))
}

/// `T::name`, `T::new`: the function or constructor as a value.
fn reference<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let object = node.named_child(0)?;
    let name = lowering.text(node).rsplit("::").next().unwrap_or_default().trim().to_owned();
    let of = lowering.value(object);
    Some(lowering.add(Kind::Member { of, name }, node))
}

/// `ImmutableMap.builder().put(a, b).build()`: what was put.
fn built_table<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Vec<(Id, Id)>> {
    let (mut at, mut pairs) = (node.child_by_field_name("object")?, Vec::new());
    for _ in 0..64 {
        let name = lowering.text(at.child_by_field_name("name")?);
        let list = at.child_by_field_name("arguments")?;
        match (name, list.named_child_count()) {
            ("put", 2) => pairs.push((list.named_child(0)?, list.named_child(1)?)),
            ("builder", 0) if !pairs.is_empty() => {
                pairs.reverse();
                let value = |pair: (Node<'a>, Node<'a>), own: &mut Lowering<'a>| {
                    (own.value(pair.0), own.value(pair.1))
                };
                return Some(pairs.into_iter().map(|pair| value(pair, lowering)).collect());
            }
            _ => return None,
        }
        at = at.child_by_field_name("object")?;
    }
    None
}

/// The pairs that calls of `Map.entry` are.
fn entries<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Vec<(Id, Id)> {
    let all = lowering.arguments(list);
    let pair = |one: &Argument| match &lowering.module.nodes[one.value].kind {
        Kind::Call { arguments, .. } if lowering.module.called(one.value) == Some("entry") => {
            Some((arguments.first()?.value, arguments.get(1)?.value))
        }
        _ => None,
    };
    all.iter().filter_map(pair).collect()
}

/// `object.name(…)`; `Map.of`, `List.of` and their like are the tables that they make.
fn invocation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    const MAKING: &[&str] = &["ofEntries", "build", "buildOrThrow", "of", "asList"];
    let named = |field| lowering.child(node, field).map(|child| lowering.text(child));
    let name = named("name").unwrap_or_default();
    if !MAKING.contains(&name) {
        return Some(lowering.method(node, "object", "name", "arguments"));
    }
    let made = (named("object").unwrap_or_default(), name);
    let list = lowering.child(node, "arguments");
    match (made, list) {
        (("Map", "ofEntries"), Some(list)) => {
            let pairs = entries(lowering, list);
            Some(lowering.add(Kind::Map(pairs), node))
        }
        ((_, "build" | "buildOrThrow"), _) if lowering.text(node).contains("builder()") => {
            match built_table(lowering, node) {
                Some(pairs) => Some(lowering.add(Kind::Map(pairs), node)),
                None => Some(lowering.method(node, "object", "name", "arguments")),
            }
        }
        (("Map" | "ImmutableMap", "of"), Some(list)) => {
            let items: Vec<Id> =
                lowering.arguments(list).iter().map(|argument| argument.value).collect();
            let pairs = items.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            Some(lowering.add(Kind::Map(pairs), node))
        }
        (
            ("List" | "Set" | "ImmutableList" | "ImmutableSet" | "Stream", "of")
            | ("Arrays", "asList"),
            Some(list),
        ) => {
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
            // A supertype of another package goes by its import.
            let imported = lowering.module.imports.iter().find(|one| one.local == plain);
            let path = imported.map(|one| one.path.clone());
            lowering.module.wildcards.push(path.unwrap_or(plain));
        }
    }
    None
}

/// Members of a class. A check of certificates or host names that lets everything pass is noted as a call of
/// `checkServerTrusted{}` or `verify{true}`.
fn members<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    for member in lowering.children(node) {
        lowering.later(member);
        if member.kind() != "method_declaration" {
            continue;
        }
        let (name, body) = (lowering.child(member, "name"), lowering.child(member, "body"));
        let marks = member.named_child(0).filter(|one| name.is_some() && one.kind() == "modifiers");
        if let (Some(name), Some(marks)) = (name, marks) {
            lowering.provides(lowering.text(marks), lowering.text(name), member);
        }
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
    let of = node.child_by_field_name("condition").map(|condition| lowering.value(condition));
    let body = node.child_by_field_name("body")?;
    let (mut values, mut cursor) = (Vec::new(), body.walk());
    for rule in body.named_children(&mut cursor) {
        if let (Some(of), Some(label)) = (of, rule.named_child(0))
            && let Some(pattern) = label.named_child(0).filter(|one| one.kind() == "pattern")
        {
            lowering.bind_case(pattern, of, rule);
        }
        let last = u32::try_from(rule.named_child_count())
            .ok()?
            .checked_sub(1)
            .and_then(|at| rule.named_child(at));
        match last
            .filter(|last| rule.kind() == "switch_rule" && last.kind() == "expression_statement")
        {
            Some(statement) => {
                if let Some(inner) = statement.named_child(0) {
                    let value = lowering.value(inner);
                    lowering.guard_in(inner, value, node);
                    values.push(value);
                }
            }
            None => yielded(lowering, rule, &mut values, 8),
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// The values that statements of a case yield.
fn yielded<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, values: &mut Vec<Id>, left: usize) {
    let Some(left) = left.checked_sub(1) else { return lowering.later(node) };
    match node.kind() {
        "yield_statement" => {
            if let Some(inner) = node.named_child(0) {
                let value = lowering.value(inner);
                lowering.guard(inner, value);
                values.push(value);
            }
        }
        "block" | "switch_rule" | "switch_block_statement_group" | "if_statement" => {
            let mut cursor = node.walk();
            let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
            for child in children {
                match child.kind() {
                    "switch_label" => {}
                    "yield_statement" | "block" | "if_statement" => {
                        yielded(lowering, child, values, left);
                    }
                    // What a case does happens in that only.
                    _ => lowering.later_in(child, node),
                }
            }
        }
        _ => lowering.later(node),
    }
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
        let text = format!("${{{prefix}.{name}}}");
        let default = declarator.child_by_field_name("value").map(|value| lowering.value(value));
        let text = lowering.add(Kind::Text(text), declarator);
        bind_placeholder(lowering, declarator, text, default);
        return None;
    }
    if let Some(text) = config_property(lowering, node) {
        let text = lowering.add(Kind::Text(text), declarator);
        bind_placeholder(lowering, declarator, text, None);
        return None;
    }
    if let Some(text) = stated_default(lowering, node) {
        let value = lowering.add(Kind::Text(text), declarator);
        let name = lowering.name_of(declarator.child_by_field_name("name")?);
        lowering.bind(name, Some(value), None, declarator.start_byte());
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
    bind_placeholder(lowering, declarator, text, None);
    None
}

/// The default that an annotation states of a field that a command line or request sets:
/// `@Option(names = "--bits", defaultValue = "2048")`.
fn stated_default<'a>(lowering: &Lowering<'a>, field: Node<'a>) -> Option<String> {
    let mut cursor = field.walk();
    let modifiers = field.named_children(&mut cursor).find(|child| child.kind() == "modifiers")?;
    let (_, rest) = lowering.text(modifiers).split_once("defaultValue")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(text, _)| text.to_owned())
}

/// `@ConfigProperty(name = "key", defaultValue = "x")` of MicroProfile as `${key:x}`.
fn config_property<'a>(lowering: &Lowering<'a>, field: Node<'a>) -> Option<String> {
    let mut cursor = field.walk();
    let modifiers = field.named_children(&mut cursor).find(|child| child.kind() == "modifiers")?;
    let (_, rest) = lowering.text(modifiers).split_once("@ConfigProperty(")?;
    let quoted = |key: &str| {
        let (_, rest) = rest.split_once(key)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
        rest.split_once('"').map(|(text, _)| text)
    };
    let default = quoted("defaultValue").map(|text| format!(":{text}")).unwrap_or_default();
    Some(format!("${{{}{default}}}", quoted("name")?))
}

/// Binds a field to what a configuration says of the key in `${key:default}`.
fn bind_placeholder<'a>(
    lowering: &mut Lowering<'a>,
    declarator: Node<'a>,
    text: Id,
    default: Option<Id>,
) {
    let callee = lowering.add(Kind::Name("@Value".to_owned()), declarator);
    let arguments = std::iter::once(text).chain(default);
    let arguments = arguments.map(|value| Argument { name: None, value }).collect();
    let value = lowering.add(Kind::Call { callee, arguments }, declarator);
    let name = declarator.child_by_field_name("name").map_or("", |name| lowering.name_of(name));
    lowering.bind(name, Some(value), None, declarator.start_byte());
}

/// The prefix of Spring's `@ConfigurationProperties(prefix = "…")` on the class of a field.
fn properties_prefix<'a>(lowering: &Lowering<'a>, field: Node<'a>) -> Option<String> {
    let class = lowering.parent(lowering.parent(field)?)?;
    prefix_of(lowering, class).or_else(|| {
        // A class within one is what its field of that type is configured by.
        let outer_body = lowering.parent(class)?;
        let prefix = prefix_of(lowering, lowering.parent(outer_body)?)?;
        let name = lowering.text(class.child_by_field_name("name")?);
        let mut cursor = outer_body.walk();
        let field = outer_body.named_children(&mut cursor).find(|one| {
            let of = one.child_by_field_name("type");
            one.kind() == "field_declaration" && of.is_some_and(|of| lowering.text(of) == name)
        })?;
        let declarator = field.child_by_field_name("declarator")?;
        let field = lowering.text(declarator.child_by_field_name("name")?);
        Some(format!("{prefix}.{field}"))
    })
}

/// The prefix that the annotation of a class says.
fn prefix_of<'a>(lowering: &Lowering<'a>, class: Node<'a>) -> Option<String> {
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
