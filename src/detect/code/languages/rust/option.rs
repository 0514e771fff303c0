//! Options of command lines, by the attributes of the fields that they are read into: `#[arg(default_value_t = 3072)]`.

use super::*;

/// Tokens of one attribute that are read.
const TOKENS: usize = 64;

/// The default that the attributes above a field state.
pub(super) fn default<'a>(lowering: &mut Lowering<'a>, field: Node<'a>) -> Option<Id> {
    let above = std::iter::successors(field.prev_named_sibling(), Node::prev_named_sibling);
    let attributes = above.take(8).take_while(|one| {
        matches!(one.kind(), "attribute_item" | "line_comment" | "block_comment")
    });
    let stated: Vec<Node<'a>> = attributes
        .filter(|one| lowering.text(*one).contains("default_value"))
        .filter_map(tokens_of)
        .collect();
    stated.into_iter().find_map(|list| in_tokens(lowering, list))
}

/// The type whose object `Options::parse()` gives, in a file that uses clap.
pub(super) fn parsed<'a>(lowering: &Lowering<'a>, function: Node<'a>) -> Option<Node<'a>> {
    let name = function.child_by_field_name("name")?;
    let of = function.child_by_field_name("path")?;
    let is_type = lowering.text(of).starts_with(|c: char| c.is_ascii_uppercase());
    let is_it = matches!(lowering.text(name), "parse" | "from_args") && is_type;
    let uses = || lowering.whole().contains("clap") || lowering.whole().contains("structopt");
    (is_it && uses()).then_some(of)
}

/// What stands in the parentheses of an attribute of clap.
fn tokens_of(attribute: Node<'_>) -> Option<Node<'_>> {
    attribute.named_child(0)?.child_by_field_name("arguments")
}

/// `default_value_t = 3 * 1024`, `default_value = "sha384"`, `default_value_t = Level::High`
fn in_tokens<'a>(lowering: &mut Lowering<'a>, list: Node<'a>) -> Option<Id> {
    let mut cursor = list.walk();
    let all: Vec<Node<'a>> = list.children(&mut cursor).take(TOKENS).collect();
    let is_default =
        |one: &Node<'a>| matches!(lowering.text(*one), "default_value" | "default_value_t");
    let at = all.iter().position(is_default)?;
    let value = all.get(at + 1..)?.strip_prefix(&[*all.get(at + 1)?])?;
    let end = value
        .iter()
        .position(|one| matches!(lowering.text(*one), "," | ")"))
        .unwrap_or(value.len());
    let value = &value[..end];
    let texts: Vec<&str> = value.iter().map(|one| lowering.text(*one)).collect();
    if lowering.text(*all.get(at + 1)?) != "=" {
        return None;
    }
    match (value, texts.as_slice()) {
        ([only], _) if only.kind().ends_with("_literal") => Some(lowering.value(*only)),
        ([first, _, second], [_, "*", _]) => {
            let parts = [*first, *second].map(|one| lowering.value(one)).to_vec();
            Some(lowering.add(Kind::arithmetic("*", parts), *first))
        }
        ([of, _, name], [_, "::", constant]) => {
            let constant = (*constant).to_owned();
            let of = lowering.value(*of);
            Some(lowering.add(Kind::Member { of, name: constant }, *name))
        }
        _ => None,
    }
}
