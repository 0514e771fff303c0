//! Solidity (tree-sitter-solidity), with the assembly inside of it.

use tree_sitter::Node;

use super::{normal, upwards};
use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Id, Kind};

pub static LANGUAGE: Language = Language {
    id: "solidity",
    extensions: &["sol"],
    names: &[],
    grammar: || tree_sitter_solidity::LANGUAGE.into(),
    shapes: &[
        ("comment", Shape::Skip),
        ("pragma_directive", Shape::Skip),
        ("event_definition", Shape::Skip),
        ("error_declaration", Shape::Skip),
        ("import_directive", Shape::Import(import)),
        ("using_directive", Shape::Skip),
        ("expression", Shape::Inner("")),
        ("expression_statement", Shape::Inner("")),
        ("parenthesized_expression", Shape::Inner("")),
        ("call_argument", Shape::Inner("")),
        ("string_literal", Shape::Inner("")),
        ("string", Shape::Text),
        ("number_literal", Shape::Number),
        ("true", Shape::True),
        ("false", Shape::False),
        ("boolean_literal", Shape::Inner("")),
        ("identifier", Shape::Name),
        ("member_expression", Shape::Member("object", "property")),
        ("call_expression", Shape::Own(call)),
        ("inheritance_specifier", Shape::Own(inherited)),
        ("modifier_invocation", Shape::Own(inherited)),
        ("type_cast_expression", Shape::Own(cast)),
        ("payable_conversion_expression", Shape::Own(cast)),
        ("array_access", Shape::Index("base", "index")),
        (
            "binary_expression",
            Shape::Binary { left: "left", right: "right", joins: &[], either: &[] },
        ),
        ("ternary_expression", Shape::Own(ternary)),
        ("tuple_expression", Shape::List),
        ("state_variable_declaration", Shape::Let("name", "value", "type")),
        ("constant_variable_declaration", Shape::Let("name", "value", "type")),
        ("variable_declaration_statement", Shape::Let("variable_declaration", "value", "-")),
        ("variable_declaration", Shape::Inner("name")),
        ("assignment_expression", Shape::Assign("left", "right")),
        ("function_definition", Shape::Function("name", "-", "body")),
        ("modifier_definition", Shape::Function("name", "-", "body")),
        ("constructor_definition", Shape::Function("-", "-", "body")),
        ("contract_declaration", Shape::Type("name")),
        ("interface_declaration", Shape::Type("name")),
        ("library_declaration", Shape::Type("name")),
        ("block_statement", Shape::Block),
        ("return_statement", Shape::Return("")),
        ("yul_identifier", Shape::Name),
        ("yul_path", Shape::Inner("")),
        // `target.staticcall{gas: 3000}(data)`
        ("struct_expression", Shape::Inner("type")),
        ("yul_evm_builtin", Shape::Name),
        ("yul_decimal_number", Shape::Number),
        ("yul_hex_number", Shape::Number),
        ("yul_function_call", Shape::Own(yul_call)),
    ],
    own: &["this"],
    files,
};

/// `./Kinds.sol` beside the file; a path from the root in any folder above, or below `src` or `contracts` there.
fn files(container: &str, path: &str) -> Vec<String> {
    let file = container.split(".sol").next().unwrap_or_default();
    if !container.contains(".sol") {
        return Vec::new();
    }
    let file = format!("{file}.sol");
    if file.starts_with('.') {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return normal(&format!("{folder}/{file}")).into_iter().collect();
    }
    upwards(path, &file)
}

/// `import {A as B} from "x.sol"`, `import "x.sol" as A`, `import "x.sol"`.
fn import<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(source) = node.child_by_field_name("source") else { return };
    let path = lowering.text(source).trim_matches(['"', '\'']);
    let mut cursor = node.walk();
    let children: Vec<Node<'a>> = node.children(&mut cursor).collect();
    let (mut name, mut is_alias, mut any) = (None, false, false);
    let flush = |lowering: &mut Lowering<'a>, name: &mut Option<(&'a str, &'a str)>| {
        if let Some((name, local)) = name.take() {
            lowering.import(local, &format!("{path}.{name}"));
        }
    };
    for child in children {
        match child.kind() {
            "as" => is_alias = true,
            "identifier" => {
                let text = lowering.text(child);
                any = true;
                match (is_alias, name) {
                    (true, Some((known, _))) => name = Some((known, text)),
                    (true, None) => lowering.import(text, path),
                    _ => {
                        flush(lowering, &mut name);
                        name = Some((text, text));
                    }
                }
                is_alias = false;
            }
            _ => {}
        }
    }
    flush(lowering, &mut name);
    if !any {
        // Everything of the file, of which the likeliest name is the file's own.
        let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".sol");
        lowering.import(stem, &format!("{path}.{stem}"));
    }
}

/// The arguments of a call, which stand beside the function.
fn arguments<'a>(node: Node<'a>) -> Vec<Node<'a>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() == "call_argument").collect()
}

/// `f(a, b)`.
fn call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = node.child_by_field_name("function")?;
    let mut callee = lowering.value(function);
    let mut given: Vec<Id> = arguments(node).into_iter().map(|one| lowering.value(one)).collect();
    // `address(5).staticcall(input)` says what it is by the address.
    if let Kind::Member { of, name } = &lowering.module.nodes[callee].kind
        && matches!(name.as_str(), "staticcall" | "call" | "delegatecall")
    {
        let (of, name) = (*of, format!("low-level.{name}"));
        let place = lowering.module.nodes[callee].place;
        given.insert(0, of);
        callee = lowering.add(Kind::Name(name), function);
        lowering.module.nodes[callee].place = place;
    }
    // `digest.recover(signature)` is a function that a library adds to values where the file says so.
    if let Kind::Member { name, .. } = &lowering.module.nodes[callee].kind
        && let Some(library) = ADDED.iter().find(|(_, names)| names.contains(&name.as_str()))
        && is_added(lowering, library.0)
    {
        let (name, place) = (format!("added.{name}"), lowering.module.nodes[callee].place);
        callee = lowering.add(Kind::Name(name), function);
        lowering.module.nodes[callee].place = place;
    }
    // A function of the contract goes before one of the language that has its name.
    if let Kind::Name(name) = &lowering.module.nodes[callee].kind
        && is_own(lowering, node, name)
    {
        let name = format!("this.{name}");
        lowering.module.nodes[callee].kind = Kind::Name(name);
    }
    Some(called(lowering, node, callee, given))
}

/// Functions that libraries add to values, by what the names of the libraries hold.
const ADDED: &[(&[&str], &[&str])] = &[
    (&["ECDSA"], &["recover", "tryRecover"]),
    (&["ECDSA", "MessageHashUtils"], &["toEthSignedMessageHash", "toTypedDataHash"]),
];

/// Whether the file adds the functions of such a library to values: `using ECDSA for bytes32`.
fn is_added(lowering: &Lowering<'_>, libraries: &[&str]) -> bool {
    let is_one = |library: &str| {
        let path = lowering.module.imports.iter().find(|import| import.local == library);
        let path = path.map_or(library, |import| &import.path);
        libraries.iter().any(|known| path.contains(known))
    };
    lowering.whole().lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some("using")
            && words.next().is_some_and(|library| is_one(library.trim_matches(['{', ',', '}'])))
    })
}

/// Whether the contract around has a function of its own that goes by the name of one of the language.
fn is_own<'a>(lowering: &Lowering<'a>, node: Node<'a>, name: &str) -> bool {
    const BUILT_IN: &[&str] = &["ecrecover", "keccak256", "ripemd160", "sha256", "sha3"];
    if !BUILT_IN.contains(&name) {
        return false;
    }
    let contract =
        std::iter::successors(lowering.parent(node), |one| lowering.parent(*one)).take(64).find(
            |outer| outer.kind() == "contract_declaration" || outer.kind() == "library_declaration",
        );
    let body = contract.and_then(|contract| contract.child_by_field_name("body"));
    body.is_some_and(|body| {
        let mut cursor = body.walk();
        body.named_children(&mut cursor).any(|member| {
            member.kind() == "function_definition"
                && member.child_by_field_name("name").is_some_and(|own| lowering.text(own) == name)
        })
    })
}

fn called<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, callee: Id, given: Vec<Id>) -> Id {
    let arguments = given
        .into_iter()
        .map(|value| crate::detect::code::syntax::Argument { name: None, value })
        .collect();
    lowering.add(Kind::Call { callee, arguments }, node)
}

/// `address(0x05)`, `uint160(8)`: the value itself.
fn cast<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    arguments(node).into_iter().next().map(|one| lowering.value(one))
}

fn ternary<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let values = [node.named_child(1)?, node.named_child(2)?].map(|value| lowering.value(value));
    node.named_child(0).into_iter().for_each(|condition| lowering.later(condition));
    Some(lowering.add(Kind::Choice(values.to_vec()), node))
}

/// `keccak256(0x00, 0x40)` in assembly.
fn yul_call<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let function = node.child_by_field_name("function")?;
    let name = format!("yul.{}", lowering.text(function));
    let callee = lowering.add(Kind::Name(name), function);
    let mut cursor = node.walk();
    let given: Vec<Node<'a>> =
        node.named_children(&mut cursor).filter(|child| *child != function).collect();
    let given = given.into_iter().map(|one| lowering.value(one)).collect();
    Some(called(lowering, node, callee, given))
}

/// `contract A is B("x")`, `constructor() B("x")`: the constructor of what is inherited is called.
fn inherited<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let given = arguments(node);
    let name = node.named_child(0).filter(|_| !given.is_empty())?;
    let callee = lowering.add(Kind::Name(lowering.text(name).to_owned()), name);
    let given = given.into_iter().map(|one| lowering.value(one)).collect();
    Some(called(lowering, node, callee, given))
}
