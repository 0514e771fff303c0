//! What the variants of an enumeration hold, where a `match` takes it out: `Chain::Sol(key) => key.sign(tx)`.

use super::*;
use crate::detect::code::syntax::Narrowed;

/// Items of one file among which enumerations are looked for.
const ITEMS: usize = 2_000;
/// Marks that a file's enumerations are known.
const READ: &str = "enum";

/// Notes the variants of the enumerations of a file, by their names.
fn read<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    if lowering.aliases.contains_key(READ) {
        return;
    }
    let Some(root) = std::iter::successors(Some(node), Node::parent).last() else { return };
    lowering.aliases.insert(READ, root);
    let mut cursor = root.walk();
    let items = root.named_children(&mut cursor).take(ITEMS);
    let all: Vec<Node<'a>> = items.filter(|item| item.kind() == "enum_item").collect();
    for body in all.into_iter().filter_map(|item| item.child_by_field_name("body")) {
        let mut cursor = body.walk();
        for variant in body.named_children(&mut cursor).take(ITEMS) {
            if let (Some(name), Some(held)) =
                (variant.child_by_field_name("name"), variant.child_by_field_name("body"))
                && held.kind() == "ordered_field_declaration_list"
                && held.named_child_count() == 1
                && let Some(of) = held.named_child(0)
            {
                lowering.aliases.insert(lowering.text(name), of);
            }
        }
    }
}

/// Notes what the names in the pattern of an arm are of, in that arm.
pub(super) fn arm<'a>(lowering: &mut Lowering<'a>, arm: Node<'a>) {
    let Some(pattern) = arm.child_by_field_name("pattern") else { return };
    let inner =
        if pattern.kind() == "match_pattern" { pattern.named_child(0) } else { Some(pattern) };
    let Some(taken) = inner.filter(|one| one.kind() == "tuple_struct_pattern") else { return };
    let Some(path) = taken.child_by_field_name("type") else { return };
    let variant = lowering.text(path).rsplit("::").next().unwrap_or_default();
    let held = taken.named_child(1).filter(|_| taken.named_child_count() == 2);
    let Some(name) = held.map(|held| lowering.text(held).trim_start_matches("ref ").trim()) else {
        return;
    };
    if !lowering.text(path).contains("::")
        || name.contains(|c: char| !c.is_alphanumeric() && c != '_')
    {
        return;
    }
    read(lowering, arm);
    let Some(of) = lowering.aliases.get(variant).copied() else { return };
    let narrowed = Narrowed {
        name: name.to_owned(),
        type_name: lowering.type_of(of),
        within: (arm.start_byte(), arm.end_byte()),
    };
    lowering.module.narrowed.push(narrowed);
}

/// The texts that take an arm, `"a" | "b"`, `Level::High`, `256`; none for `_`. `None` where a pattern tells no more.
pub(super) fn texts<'a>(lowering: &Lowering<'a>, arm: Node<'a>) -> Option<Vec<String>> {
    let pattern = arm.child_by_field_name("pattern")?;
    let written = lowering.text(pattern);
    if written.trim() == "_" {
        return Some(Vec::new());
    }
    if written.contains([' ', '(', '{', '['].as_slice()) && !written.contains('|') {
        return None;
    }
    let parts = written.split('|').map(|part| {
        let part = part.trim();
        let plain = part.strip_prefix('"').and_then(|part| part.strip_suffix('"'));
        let last = plain.unwrap_or_else(|| part.rsplit("::").next().unwrap_or(part));
        let is_name =
            !last.is_empty() && last.chars().all(|c| c.is_alphanumeric() || "_-./:+".contains(c));
        // A name alone takes anything.
        let is_told = plain.is_some()
            || part.contains("::")
            || last.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            || matches!(last, "true" | "false");
        (is_name && is_told).then(|| last.to_owned())
    });
    parts.collect()
}

/// `let a = b;`, `let T { a, b: c, .. } = d;`
pub(super) fn declared<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let pattern = node.child_by_field_name("pattern")?;
    if pattern.kind() != "struct_pattern" {
        lowering.declaration(node, "pattern", "value", "type");
        return None;
    }
    let value = lowering.value(node.child_by_field_name("value")?);
    let mut cursor = pattern.walk();
    let fields: Vec<Node<'a>> =
        pattern.named_children(&mut cursor).filter(|one| one.kind() == "field_pattern").collect();
    for field in fields {
        let Some(name) = field.child_by_field_name("name") else { continue };
        let kind = Kind::Member { of: value, name: lowering.text(name).to_owned() };
        let member = lowering.add(kind, field);
        let target = field.child_by_field_name("pattern").unwrap_or(name);
        lowering.bind_pattern(target, Some(member), None);
    }
    None
}
