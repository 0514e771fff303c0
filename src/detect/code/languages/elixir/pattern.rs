//! Names in patterns.

use tree_sitter::Node;

use super::{named, plain};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Id, Kind};

/// Patterns within patterns that are followed.
const DEEPEST: usize = 16;

/// Gives the names in a pattern the parts of a value that they stand for.
pub(super) fn destructure<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>, value: Id) {
    within(lowering, pattern, value, DEEPEST);
}

fn within<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>, value: Id, left: usize) {
    let Some(left) = left.checked_sub(1) else { return };
    match pattern.kind() {
        "identifier" => {
            lowering.bind(lowering.text(pattern), Some(value), None, pattern.start_byte());
        }
        "tuple" => {
            for (at, part) in named(pattern).into_iter().enumerate().take(16) {
                if takes_apart(part) {
                    let one = lowering.at_place(value, at, part);
                    within(lowering, part, one, left);
                }
            }
        }
        // `%Vault{cipher: cipher} = state`
        "binary_operator" => {
            let sides = [pattern.child_by_field_name("left"), pattern.child_by_field_name("right")];
            let is_both = pattern.child_by_field_name("operator").map(|one| lowering.text(one));
            if is_both == Some("=") {
                sides.into_iter().flatten().for_each(|side| within(lowering, side, value, left));
            } else {
                lowering.later(pattern);
            }
        }
        "map" | "list" => {
            let mut pending = named(pattern);
            while let Some(child) = pending.pop() {
                match child.kind() {
                    "keywords" | "map_content" => pending.extend(named(child)),
                    "pair" => {
                        let key = child.child_by_field_name("key");
                        let part = child.child_by_field_name("value");
                        let (Some(key), Some(part)) = (key, part) else { continue };
                        if takes_apart(part) {
                            let name = plain(lowering.text(key));
                            let one = lowering.add(Kind::Member { of: value, name }, part);
                            within(lowering, part, one, left);
                        }
                    }
                    "binary_operator" => {
                        let key = child.child_by_field_name("left");
                        let part = child.child_by_field_name("right");
                        let (Some(key), Some(part)) = (key, part) else { continue };
                        if takes_apart(part) {
                            let key = lowering.value(key);
                            let one = lowering.add(Kind::Index { of: value, key }, part);
                            within(lowering, part, one, left);
                        }
                    }
                    _ => {}
                }
            }
        }
        _ => lowering.later(pattern),
    }
}

/// Whether a part of a pattern has names in it.
fn takes_apart(part: Node<'_>) -> bool {
    matches!(part.kind(), "identifier" | "tuple" | "map" | "list" | "binary_operator")
}
