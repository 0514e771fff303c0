//! Sizes of buffers: what `sizeof` and `size()` of a variable are worth by its declaration.

use super::*;
use crate::detect::code::length::SIZE_OF;

/// Types of one octet.
const OCTETS: &[&str] = &[
    "BYTE",
    "CK_BYTE",
    "CryptoPP::byte",
    "UCHAR",
    "byte",
    "char",
    "int8_t",
    "std::byte",
    "std::uint8_t",
    "u8",
    "uint8_t",
    "unsigned char",
];
/// Containers of octets whose first argument is their size.
const SIZED: &[&str] =
    &["SecByteBlock", "SecureVector", "secure_vector", "vector", "string", "QByteArray"];

/// `sizeof a`, `sizeof(a)`.
pub fn size_of<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    if let Some(of) = node.child_by_field_name("type") {
        let octets = octets_of(lowering.text(of))?;
        return Some(lowering.add(Kind::Number(octets), node));
    }
    let mut of = node.child_by_field_name("value")?;
    while of.kind() == "parenthesized_expression" {
        of = of.named_child(0)?;
    }
    let name = match of.kind() {
        "identifier" => of,
        "field_expression" => of.child_by_field_name("field")?,
        _ => return None,
    };
    let name = format!("{SIZE_OF}{}", lowering.text(name));
    Some(lowering.add(Kind::Name(name), node))
}

/// Octets of a type that has as many everywhere.
fn octets_of(written: &str) -> Option<i64> {
    let plain = written.trim_start_matches("std::");
    match plain {
        "char" | "unsigned char" | "signed char" | "uint8_t" | "int8_t" | "byte" | "bool" => {
            Some(1)
        }
        "uint16_t" | "int16_t" | "short" | "unsigned short" => Some(2),
        "uint32_t" | "int32_t" | "int" | "unsigned" | "unsigned int" | "float" => Some(4),
        "uint64_t" | "int64_t" | "long long" | "unsigned long long" | "double" => Some(8),
        _ => None,
    }
}

/// `sizeof(a)` where the grammar takes it for a parameter of that type.
pub fn taken_for_type<'a>(
    lowering: &mut Lowering<'a>,
    parameter: Node<'a>,
    of: Node<'a>,
) -> Option<Id> {
    if lowering.text(of) != "sizeof" {
        return None;
    }
    let rest = lowering.text(parameter).trim_start_matches("sizeof");
    let name = rest.trim_matches(['(', ')', ' ']);
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then(|| lowering.add(Kind::Name(format!("{SIZE_OF}{name}")), parameter))
}

/// Notes how many octets a variable has, where its declaration tells.
pub fn declared<'a>(
    lowering: &mut Lowering<'a>,
    (node, of, declarator): (Node<'a>, Node<'a>, Node<'a>),
    name: &str,
    value: Option<Id>,
) {
    let array = match declarator.kind() {
        "init_declarator" => declarator.child_by_field_name("declarator"),
        _ => Some(declarator),
    };
    let array = array.filter(|array| array.kind() == "array_declarator");
    let size = match array {
        Some(array) if OCTETS.contains(&lowering.text(of)) => {
            match array.child_by_field_name("size") {
                Some(size) => Some(lowering.value(size)),
                None => listed(lowering, node, value),
            }
        }
        Some(_) => None,
        None => of_container(lowering, of, value),
    };
    if let Some(size) = size {
        let name = format!("{SIZE_OF}{name}");
        lowering.bind(&name, Some(size), None, declarator.start_byte());
    }
}

/// The number of octets that an initializer lists.
fn listed<'a>(lowering: &mut Lowering<'a>, node: Node<'a>, value: Option<Id>) -> Option<Id> {
    let count = match &lowering.module.nodes[value?].kind {
        Kind::List(items) => items.len(),
        Kind::Text(text) => text.len() + 1,
        _ => return None,
    };
    let count = i64::try_from(count).ok()?;
    Some(lowering.add(Kind::Number(count), node))
}

fn of_container<'a>(lowering: &mut Lowering<'a>, of: Node<'a>, value: Option<Id>) -> Option<Id> {
    if !is_class(of) {
        return None;
    }
    let (parts, types) = path(lowering, of);
    let last = parts.last().map_or("", |part| lowering.text(*part));
    let is_of_octets = |of: &Node<'a>| OCTETS.contains(&lowering.text(*of));
    if last == "array" {
        return types
            .first()
            .filter(|of| is_of_octets(of))
            .and(types.get(1).copied())
            .map(|size| lowering.value(size));
    }
    if !SIZED.contains(&last) || types.first().is_some_and(|of| !is_of_octets(of)) {
        return None;
    }
    let Kind::Call { arguments, .. } = &lowering.module.nodes[value?].kind else { return None };
    let placed: Vec<Id> =
        arguments.iter().filter(|one| one.name.is_none()).map(|one| one.value).collect();
    match (last, &placed[..]) {
        ("SecByteBlock", [_, size]) => Some(*size),
        (_, [size]) | ("vector" | "secure_vector" | "string" | "QByteArray", [size, _]) => {
            Some(*size)
        }
        _ => None,
    }
}
