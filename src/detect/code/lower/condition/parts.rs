//! Parts of conditions: what cases are taken for, and what stands in parentheses.

use tree_sitter::Node as Tree;

use super::LITERALS;

/// What a case is taken for.
pub(super) enum Labels<'a> {
    /// These values.
    These(Vec<Tree<'a>>),
    /// Whatever is left.
    Any,
    /// What depends on more than the value.
    Unknown,
}

/// The value that `if let name = value` of Swift takes out of an optional, where nothing else is asked.
pub(super) fn taken_out(node: Tree<'_>) -> Option<Tree<'_>> {
    let mut cursor = node.walk();
    let mut fields = node.children_by_field_name("bound_identifier", &mut cursor);
    let (_, None) = (fields.next()?, fields.next()) else { return None };
    let mut cursor = node.walk();
    let conditions = node.children_by_field_name("condition", &mut cursor);
    let is_value = |one: &Tree<'_>| {
        one.is_named() && !matches!(one.kind(), "value_binding_pattern" | "type_annotation")
    };
    let mut values = conditions.filter(is_value);
    let (only, None) = (values.next()?, values.next()) else { return None };
    matches!(only.kind(), "simple_identifier" | "navigation_expression").then_some(only)
}

/// The values that a pattern stands for.
pub(super) fn alternatives(pattern: Tree<'_>) -> Vec<Tree<'_>> {
    match pattern.kind() {
        "union_pattern" | "alternative_pattern" | "or_pattern" => {
            named(pattern).into_iter().take(LITERALS).flat_map(alternatives).collect()
        }
        "constant_pattern" => match named(pattern)[..] {
            [only] => vec![only],
            _ => vec![pattern],
        },
        _ => vec![pattern],
    }
}

pub(super) fn named(node: Tree<'_>) -> Vec<Tree<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|one| !one.is_extra()).collect()
}

pub(super) fn last_named(node: Tree<'_>) -> Option<Tree<'_>> {
    named(node).pop()
}

/// What stands in parentheses.
pub(super) fn bare(node: Tree<'_>) -> Tree<'_> {
    let is_in = matches!(
        node.kind(),
        "parenthesized_expression" | "parenthesized_statements" | "condition_clause"
    );
    node.named_child(0).filter(|_| is_in && node.named_child_count() == 1).unwrap_or(node)
}
