//! Dart (tree-sitter-dart).

use tree_sitter::Node;

use super::normal;
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Id, Kind, Setting};

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
        ("parenthesized_expression", Shape::Inner("")),
        ("await_expression", Shape::Inner("")),
        ("type_cast_expression", Shape::Inner("")),
        ("null_assertion_expression", Shape::Inner("value")),
        ("instantiation_expression", Shape::Inner("function")),
        ("expression_statement", Shape::Inner("")),
        ("string_literal", Shape::Inner("")),
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
        ("index_expression", Shape::Index("object", "index")),
        ("assignable_expression", Shape::Own(assignable)),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("conditional_expression", Shape::Choice(&["consequence", "alternative"])),
        ("cascade", Shape::Own(cascade)),
        ("cascade_section", Shape::Own(section)),
        ("type_alias", Shape::Own(alias)),
        ("initialized_variable_declaration", Shape::Let("name", "value", "-")),
        ("initialized_identifier", Shape::Let("name", "value", "-")),
        ("static_final_declaration", Shape::Let("name", "value", "-")),
        ("function_declaration", Shape::Function("signature", "-", "body")),
        ("method_declaration", Shape::Function("signature", "-", "body")),
        ("getter_declaration", Shape::Function("signature", "-", "body")),
        ("function_signature", Shape::Inner("name")),
        ("getter_signature", Shape::Inner("name")),
        ("method_signature", Shape::Inner("")),
        ("class_declaration", Shape::Type("name")),
        ("mixin_declaration", Shape::Type("name")),
        ("block", Shape::Block),
        ("return_statement", Shape::Return("")),
    ],
    own: &["this"],
    files,
};

/// A library beside the file; those of packages are not at hand.
fn files(container: &str, path: &str) -> Vec<String> {
    let Some(file) = container.strip_prefix("./") else { return Vec::new() };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    normal(&format!("{folder}/{file}.dart")).into_iter().collect()
}

/// `import 'package:a/b.dart' as c;`: a package goes by its own name, whichever of its libraries is imported.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(uri) = node.child_by_field_name("uri") else { return };
    let uri = lowering.text(uri).trim().trim_matches(['"', '\'']);
    let path = match uri.strip_prefix("package:") {
        Some(package) => package.split('/').next().unwrap_or(package).to_owned(),
        None if uri.starts_with("dart:") => uri.replace(':', "_"),
        None => format!("./{}", uri.trim_end_matches(".dart")),
    };
    match node.child_by_field_name("alias") {
        Some(alias) => lowering.import(lowering.text(alias), &path),
        None => lowering.module.wildcards.push(path),
    }
}

/// `new A.b(c)`, `const A(c)`.
fn made<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let type_node = node.child_by_field_name("type")?;
    let name = lowering.type_of(type_node);
    let name = name.split('<').next().unwrap_or_default().to_owned();
    let mut callee = lowering.add(Kind::Name(name), type_node);
    if let Some(constructor) = node.child_by_field_name("constructor") {
        let name = lowering.text(constructor).to_owned();
        callee = lowering.add(Kind::Member { of: callee, name }, constructor);
    }
    let arguments = node.child_by_field_name("arguments");
    Some(lowering.call(node, callee, arguments))
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
    let object = children.next()?;
    children.for_each(|child| lowering.later(child));
    Some(lowering.value(object))
}

/// `..b = c` sets a member of the object.
fn section<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let text = lowering.text(node).trim_start_matches(['?', '.']);
    if let Some((name, rest)) = text.split_once('=')
        && !rest.starts_with(['=', '>'])
        && name.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        let of = lowering.add(Kind::Opaque, node);
        let target = lowering.add(Kind::Member { of, name: name.trim().to_owned() }, node);
        let value = lowering.add(Kind::Opaque, node);
        lowering.module.settings.push(Setting { target, value });
    }
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.named_children(&mut cursor).collect();
    children.into_iter().for_each(|child| lowering.later(child));
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
