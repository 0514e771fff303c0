//! C# (tree-sitter-c-sharp).

mod files;

use tree_sitter::Node;

use files::files;

use super::{counted, truth};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, ScopeKind, Setting};

pub static LANGUAGE: Language = Language {
    id: "csharp",
    extensions: &["cs", "csx"],
    names: &[],
    grammar: || tree_sitter_c_sharp::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("attribute_list", Shape::Skip),
        ("using_directive", Shape::Import(using)),
        ("parenthesized_expression", Shape::Inner("")),
        ("cast_expression", Shape::Inner("value")),
        ("typeof_expression", Shape::Inner("type")),
        ("await_expression", Shape::Inner("")),
        ("checked_expression", Shape::Inner("")),
        ("arrow_expression_clause", Shape::Inner("")),
        ("expression_element", Shape::Inner("")),
        ("collection_element", Shape::Inner("")),
        ("as_expression", Shape::Inner("left")),
        ("string_literal", Shape::Text),
        ("character_literal", Shape::Text),
        ("character_literal_content", Shape::Fragment),
        ("implicit_parameter", Shape::Name),
        ("verbatim_string_literal", Shape::Text),
        ("raw_string_literal", Shape::Text),
        ("interpolated_string_expression", Shape::Text),
        ("string_literal_content", Shape::Fragment),
        ("string_content", Shape::Fragment),
        ("raw_string_content", Shape::Fragment),
        ("escape_sequence", Shape::Fragment),
        ("raw_string_start", Shape::Skip),
        ("raw_string_end", Shape::Skip),
        ("interpolation_start", Shape::Skip),
        ("interpolation_quote", Shape::Skip),
        ("interpolation", Shape::Own(interpolation)),
        ("integer_literal", Shape::Number),
        ("boolean_literal", Shape::Own(truth)),
        ("null_literal", Shape::Name),
        ("identifier", Shape::Name),
        ("this", Shape::Name),
        ("predefined_type", Shape::Name),
        ("generic_name", Shape::Inner("")),
        ("qualified_name", Shape::Member("qualifier", "name")),
        ("alias_qualified_name", Shape::Inner("name")),
        ("member_access_expression", Shape::Own(member)),
        ("conditional_access_expression", Shape::Own(conditional_access)),
        ("invocation_expression", Shape::Own(invocation)),
        ("object_creation_expression", Shape::Own(creation)),
        ("implicit_object_creation_expression", Shape::Own(implicit_creation)),
        ("with_expression", Shape::Own(with)),
        ("anonymous_object_creation_expression", Shape::Own(anonymous)),
        ("argument", Shape::Named("name", "")),
        ("attribute_argument", Shape::Named("name", "")),
        ("initializer_expression", Shape::List),
        ("collection_expression", Shape::List),
        ("tuple_expression", Shape::List),
        ("tuple_pattern", Shape::List),
        ("array_creation_expression", Shape::Own(array)),
        ("stackalloc_expression", Shape::Own(array)),
        ("implicit_array_creation_expression", Shape::Inner("initializer_expression")),
        ("element_access_expression", Shape::Own(element)),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &["+"], either: &["??", "|"] },
        ),
        ("conditional_expression", Shape::Choice(&["consequence", "alternative"])),
        ("switch_expression", Shape::Own(switch)),
        ("switch_statement", Shape::Own(|lowering, node| lowering.sections(node))),
        ("is_pattern_expression", Shape::Own(|lowering, node| lowering.tested(node))),
        ("foreach_statement", Shape::Each("left", "right")),
        ("postfix_unary_expression", Shape::Own(counted)),
        ("variable_declarator", Shape::Own(declarator)),
        ("property_declaration", Shape::Own(property)),
        ("enum_member_declaration", Shape::Let("name", "value", "-")),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("method_declaration", Shape::Function("name", "parameters", "body")),
        ("local_function_statement", Shape::Function("name", "parameters", "body")),
        ("constructor_declaration", Shape::Function("name", "parameters", "body")),
        ("constructor_initializer", Shape::Own(delegation)),
        ("lambda_expression", Shape::Function("-", "parameters", "body")),
        ("anonymous_method_expression", Shape::Function("-", "parameters", "-")),
        (
            "parameter",
            Shape::Parameter(
                "name",
                "type",
                "integer_literal|string_literal|member_access_expression|binary_expression",
            ),
        ),
        ("class_declaration", Shape::Type("name")),
        ("struct_declaration", Shape::Type("name")),
        ("interface_declaration", Shape::Type("name")),
        ("record_declaration", Shape::Type("name")),
        ("enum_declaration", Shape::Type("name")),
        ("if_statement", Shape::Block),
        ("block", Shape::Block),
        ("switch_section", Shape::Block),
        ("return_statement", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

/// `using A.B;`, `using X = A.B;`, `using static A.B.C;`.
fn using<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let text = lowering.text(node).trim_end_matches(';').trim();
    let text = text.strip_prefix("global ").unwrap_or(text).trim();
    let Some(text) = text.strip_prefix("using").map(str::trim) else { return };
    let text = text.strip_prefix("static ").unwrap_or(text);
    let plain = |part: &str| -> String {
        part.replace("global::", "").chars().filter(|c| !c.is_whitespace()).collect()
    };
    match text.split_once('=') {
        Some((alias, path)) => lowering.import(alias.trim(), &plain(path)),
        None => lowering.module.wildcards.push(plain(text)),
    }
}

fn interpolation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let inner =
        node.named_children(&mut cursor).find(|child| child.kind() != "interpolation_brace")?;
    Some(lowering.value(inner))
}

/// `a.b`, `this.b`, `Enum.Parse<T>`.
fn member<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("name")?;
    let of = match node.child_by_field_name("expression") {
        Some(object) if object.kind() == "predefined_type" => {
            lowering.add(Kind::Name(lowering.text(object).to_owned()), object)
        }
        Some(object) => lowering.value(object),
        None => lowering.add(Kind::Name("this".to_owned()), node),
    };
    let plain = lowering.name_of(name);
    let is_enum = matches!(lowering.module.nodes[of].kind, Kind::Name(ref of) if of == "Enum");
    let written = match plain {
        "Parse" if !is_enum => lowering.type_of(name),
        _ => plain.to_owned(),
    };
    Some(lowering.add(Kind::Member { of, name: written }, name))
}

/// `f(…)`, `section.Get<T>()`
fn invocation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (function, list) =
        (node.child_by_field_name("function")?, node.child_by_field_name("arguments"));
    if lowering.text(function) == "nameof" {
        return Some(lowering.last_name(list?));
    }
    let callee = lowering.part(node, "function");
    let call = lowering.call(node, callee, list);
    let name = function.child_by_field_name("name").unwrap_or(function);
    lowering.decodes(call, lowering.child(name, "type_argument_list"));
    Some(call)
}

/// `a?.b`
fn conditional_access<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = lowering.part(node, "condition");
    let mut cursor = node.walk();
    let binding =
        node.named_children(&mut cursor).find(|child| child.kind() == "member_binding_expression");
    let Some(name) = binding.and_then(|binding| binding.child_by_field_name("name")) else {
        node.named_child(1).into_iter().for_each(|child| lowering.later(child));
        return Some(of);
    };
    let written = lowering.name_of(name).to_owned();
    Some(lowering.add(Kind::Member { of, name: written }, name))
}

/// `a[key]`
fn element<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = lowering.part(node, "expression");
    let key = node.child_by_field_name("subscript")?.named_child(0)?;
    let key = lowering.argument_value(key);
    Some(lowering.add(Kind::Index { of, key }, node))
}

/// `new T(…) { A = b }`; of collections, what they hold.
fn creation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = lowering.part(node, "type");
    Some(created(lowering, node, callee))
}

/// `a with { B = c }`: what `a` has, but for what is set.
fn with<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = lowering.value(node.named_child(0)?);
    let (mut arguments, mut cursor) = (Vec::new(), node.walk());
    for one in node.named_children(&mut cursor).skip(1).take(64) {
        if let (Some(name), Some(value)) = (one.named_child(0), one.named_child(1)) {
            let name = lowering.text(name).to_owned();
            arguments.push(Argument { name: Some(name), value: lowering.value(value) });
        }
    }
    let callee = lowering.add(Kind::Member { of, name: "copyWith".to_owned() }, node);
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// `new { A = b }`
fn anonymous<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let (mut pairs, mut cursor) = (Vec::new(), node.walk());
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).take(128).collect();
    let mut rest = children.as_slice();
    while let [name, value, after @ ..] = rest {
        let is_pair = name.next_sibling().is_some_and(|sign| sign.kind() == "=");
        if name.kind() != "identifier" || !is_pair {
            return None;
        }
        let key = lowering.add(Kind::Text(lowering.text(*name).to_owned()), *name);
        pairs.push((key, lowering.value(*value)));
        rest = after;
    }
    Some(lowering.add(Kind::Map(pairs), node))
}

/// `new(…)`: the type is that of the variable, property or method around.
fn implicit_creation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let callee = match target_type(lowering, node) {
        Some(written) => {
            // It stands where it is made, not where its type is written.
            let (callee, here) = (lowering.value(written), lowering.add(Kind::Opaque, node));
            lowering.module.nodes[callee].place = lowering.module.nodes[here].place;
            callee
        }
        None => {
            // Of an argument whose type nobody writes, what it is made of: `CreateHash(new(name))`.
            let list = lowering.child(node, "argument_list");
            if let Some(list) = list.filter(|list| list.named_child_count() == 1)
                && lowering.child(node, "initializer_expression").is_none()
                && let Some(only) = list.named_child(0)
            {
                return Some(lowering.argument_value(only));
            }
            lowering.add(Kind::Opaque, node)
        }
    };
    Some(created(lowering, node, callee))
}

fn target_type<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<Node<'a>> {
    let (mut at, mut is_element) = (node, false);
    for _ in 0..6 {
        at = lowering.parent(at)?;
        let field = match at.kind() {
            "variable_declaration" | "property_declaration" | "local_function_statement" => "type",
            "method_declaration" => "returns",
            "array_creation_expression" | "object_creation_expression" if is_element => "type",
            "initializer_expression" | "collection_expression" => {
                is_element = true;
                continue;
            }
            "argument_list" | "lambda_expression" => return None,
            _ => continue,
        };
        let written = at.child_by_field_name(field)?;
        let written = if is_element { element_type(lowering, written)? } else { written };
        return Some(written).filter(|written| written.kind() != "implicit_type");
    }
    None
}

/// The type of the elements of `T[]` and `List<T>`, of the values of `Dictionary<K, T>`.
fn element_type<'a>(lowering: &Lowering<'a>, written: Node<'a>) -> Option<Node<'a>> {
    match written.kind() {
        "array_type" => written.child_by_field_name("type"),
        _ => {
            let list = lowering.child(written, "type_argument_list")?;
            list.named_child(u32::try_from(list.named_child_count().checked_sub(1)?).ok()?)
        }
    }
}

fn created<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, callee: Id) -> Id {
    let list = lowering.child(node, "argument_list");
    let arguments = list.map(|list| lowering.arguments(list)).unwrap_or_default();
    let initializer = lowering.child(node, "initializer_expression");
    let (mut pairs, mut items, mut settings) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(initializer) = initializer {
        let mut cursor = initializer.walk();
        for child in initializer.named_children(&mut cursor) {
            let (left, right) =
                (child.child_by_field_name("left"), child.child_by_field_name("right"));
            match (child.kind(), left, right) {
                ("assignment_expression", Some(left), Some(right))
                    if left.kind() == "element_binding_expression" =>
                {
                    let key = left.named_child(0).map(|key| lowering.argument_value(key));
                    let value = lowering.value(right);
                    pairs.extend(key.map(|key| (key, value)));
                }
                ("assignment_expression", Some(left), Some(right)) => {
                    settings.push((left, lowering.value(right)));
                }
                ("initializer_expression", ..) if child.named_child_count() == 2 => {
                    if let (Some(key), Some(value)) = (child.named_child(0), child.named_child(1)) {
                        pairs.push((lowering.value(key), lowering.value(value)));
                    }
                }
                _ => items.push(lowering.value(child)),
            }
        }
    }
    if !pairs.is_empty() {
        return lowering.add(Kind::Map(pairs), node);
    }
    if !items.is_empty() && arguments.is_empty() {
        return lowering.add(Kind::List(items), node);
    }
    let mut arguments = arguments;
    for (left, value) in &settings {
        let name = Some(lowering.name_of(*left).to_owned());
        arguments.push(Argument { name, value: *value });
    }
    let made = lowering.add(Kind::Call { callee, arguments }, node);
    for (left, value) in settings {
        let name = lowering.name_of(left).to_owned();
        let target = lowering.add(Kind::Member { of: made, name }, left);
        lowering.module.settings.push(Setting { target, value });
    }
    made
}

/// `: this(…)` calls another constructor of the class.
fn delegation<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type)?;
    let is_own = lowering.text(node).trim_start_matches(':').trim_start().starts_with("this");
    let name = if is_own { lowering.module.scopes[class].name.clone() } else { "base".to_owned() };
    let callee = lowering.add(Kind::Name(name), node);
    let arguments = lowering.child(node, "argument_list");
    Some(lowering.call(node, callee, arguments))
}

/// The values of the arms.
fn switch<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let of = lowering.value(node.named_child(0)?);
    let (mut values, mut cursor) = (Vec::new(), node.walk());
    for arm in node.named_children(&mut cursor).skip(1) {
        if let Some(pattern) = arm.named_child(0) {
            lowering.bind_case(pattern, of, arm);
        }
        let last = u32::try_from(arm.named_child_count()).ok()?.checked_sub(1);
        match last
            .and_then(|at| arm.named_child(at))
            .filter(|_| arm.kind() == "switch_expression_arm")
        {
            Some(inner) => {
                let value = lowering.value(inner);
                lowering.guard_in(inner, value, node);
                values.push(value);
            }
            None => lowering.later(arm),
        }
    }
    Some(lowering.add(Kind::Choice(values), node))
}

/// `name = value` in a declaration; its type stands before the first.
fn declarator<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = lowering.parent(node).and_then(|parent| parent.child_by_field_name("type"));
    let type_name = written
        .filter(|written| written.kind() != "implicit_type")
        .map(|written| lowering.type_of(written));
    let pattern = node.named_child(0)?;
    let count = u32::try_from(node.named_child_count()).ok()?;
    let value = (1..count)
        .rev()
        .filter_map(|at| node.named_child(at))
        .find(|child| !child.is_extra() && child.kind() != "bracketed_argument_list");
    lowering.declare(pattern, value, type_name);
    None
}

/// `T Name { get; set; } = value`, `T Name => value`.
fn property<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let type_name = node.child_by_field_name("type").map(|written| lowering.type_of(written));
    let accessors = node.child_by_field_name("accessors");
    let name = node.child_by_field_name("name")?;
    let mut value = node.child_by_field_name("value");
    let mut cursor = node.walk();
    let all =
        accessors.into_iter().flat_map(|list| list.named_children(&mut cursor).collect::<Vec<_>>());
    for accessor in all.filter(|child| child.kind() == "accessor_declaration") {
        let body = accessor.child_by_field_name("body");
        let is_getter = lowering.text(accessor).starts_with("get");
        match body {
            Some(body) if is_getter && body.kind() == "arrow_expression_clause" => {
                value = value.or(Some(body));
            }
            Some(body) if is_getter => {
                lowering.function_of(accessor, lowering.text(name), None, Some(body));
            }
            Some(body) => lowering.later(body),
            None => {}
        }
    }
    let value = value.or_else(|| stated_default(lowering, node));
    match option_key(lowering, node) {
        Some(key) => {
            let default = value.filter(|value| value.kind() != "arrow_expression_clause");
            let default = default.map(|value| lowering.value(value));
            let text = lowering.add(Kind::Text(format!("${{{key}}}")), name);
            let callee = lowering.add(Kind::Name("@Value".to_owned()), name);
            let arguments = std::iter::once(text).chain(default);
            let arguments = arguments.map(|value| Argument { name: None, value }).collect();
            let value = lowering.add(Kind::Call { callee, arguments }, name);
            lowering.bind(lowering.text(name), Some(value), type_name, name.start_byte());
        }
        None => lowering.declare(name, value, type_name),
    }
    None
}

/// What an attribute says that a property is without the command line: `[Option("bits", Default = 3072)]`.
fn stated_default<'a>(lowering: &Lowering<'a>, property: Node<'a>) -> Option<Node<'a>> {
    let named = |node: Node<'a>, kind: &str| -> Vec<Node<'a>> {
        let mut cursor = node.walk();
        node.named_children(&mut cursor).filter(|one| one.kind() == kind).collect()
    };
    let lists = named(property, "attribute_list").into_iter();
    let mut attributes = lists.flat_map(|list| named(list, "attribute"));
    let of = |one: &Node<'a>| one.child_by_field_name("name").map(|name| lowering.text(name));
    let option = attributes.find(|one| matches!(of(one), Some("Option" | "Value")))?;
    let lists = named(option, "attribute_argument_list").into_iter();
    let mut arguments = lists.flat_map(|list| named(list, "attribute_argument"));
    let default = arguments.find(|one| of(one) == Some("Default"))?;
    let last = u32::try_from(default.named_child_count()).ok()?.checked_sub(1)?;
    default.named_child(last)
}

/// The configuration key that a settable property of `PilotOptions` is bound to by convention: `Pilot.KeySize`.
fn option_key<'a>(lowering: &Lowering<'a>, node: Node<'a>) -> Option<String> {
    let accessors = node.child_by_field_name("accessors").map(|list| lowering.text(list))?;
    let class = lowering.module.enclosing(lowering.scope, ScopeKind::Type)?;
    let class = &lowering.module.scopes[class].name;
    let section = ["Options", "Settings", "Configuration", "Config"]
        .iter()
        .find_map(|end| class.strip_suffix(end))
        .filter(|section| !section.is_empty())?;
    let name = lowering.text(node.child_by_field_name("name")?);
    (accessors.contains("set") || accessors.contains("init")).then(|| format!("{section}.{name}"))
}

/// `new byte[32]`, `new[] {…}`
fn array<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    if let Some(list) = children.iter().find(|child| child.kind() == "initializer_expression") {
        return Some(lowering.value(*list));
    }
    let written = node.child_by_field_name("type")?;
    let rank = written.child_by_field_name("rank")?;
    let length = rank.named_child(0)?;
    if lowering.text(written.child_by_field_name("type")?) != "byte" {
        lowering.later(length);
        return None;
    }
    Some(lowering.octets(node, length))
}
