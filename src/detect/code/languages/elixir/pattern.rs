//! Names in patterns.

use tree_sitter::Node;

use super::{named, plain};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Id, Kind};

/// Gives the names in a pattern the parts of a value that they stand for.
pub(super) fn destructure<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>, value: Id) {
    match pattern.kind() {
        "identifier" => {
            lowering.bind(lowering.text(pattern), Some(value), None, pattern.start_byte());
        }
        "tuple" => {
            for (at, part) in named(pattern).into_iter().enumerate().take(16) {
                if part.kind() == "identifier" {
                    let one = lowering.at_place(value, at, part);
                    destructure(lowering, part, one);
                }
            }
        }
        "map" => {
            let mut pending = named(pattern);
            while let Some(child) = pending.pop() {
                match child.kind() {
                    "keywords" | "map_content" => pending.extend(named(child)),
                    "pair" => {
                        let key = child.child_by_field_name("key");
                        let part = child.child_by_field_name("value");
                        let (Some(key), Some(part)) = (key, part) else { continue };
                        if part.kind() == "identifier" {
                            let name = plain(lowering.text(key));
                            let one = lowering.add(Kind::Member { of: value, name }, part);
                            destructure(lowering, part, one);
                        }
                    }
                    _ => {}
                }
            }
        }
        _ => lowering.later(pattern),
    }
}
