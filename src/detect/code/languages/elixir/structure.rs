//! Objects that a function makes of a type.

use tree_sitter::Node;

use super::{named, plain};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, SPREAD};

/// `struct!(Type, a: 1)` is an object of the type, with the fields that are given.
pub(super) fn structure<'a>(
    lowering: &mut Lowering<'a>,
    node: Node<'a>,
    given: Node<'a>,
) -> Option<Id> {
    let mut parts = named(given).into_iter();
    let callee = lowering.value(parts.next()?);
    let mut arguments = Vec::new();
    for part in parts {
        if part.kind() != "keywords" {
            let name = Some(SPREAD.to_owned());
            arguments.push(Argument { name, value: lowering.value(part) });
            continue;
        }
        for pair in named(part) {
            let key = pair.child_by_field_name("key").map(|key| plain(lowering.text(key)));
            if let Some(value) = pair.child_by_field_name("value") {
                arguments.push(Argument { name: key, value: lowering.value(value) });
            }
        }
    }
    Some(lowering.add(Kind::Call { callee, arguments }, node))
}

/// What a pattern that names a type stands for where nobody is seen to give it: an object with the defaults of its fields.
pub(super) fn of_pattern<'a>(lowering: &mut Lowering<'a>, pattern: Node<'a>) -> Option<Id> {
    let parts = named(pattern);
    let of =
        parts.into_iter().find(|one| one.kind() == "struct").filter(|_| pattern.kind() == "map")?;
    let callee = lowering.value(named(of).into_iter().next()?);
    Some(lowering.add(Kind::Call { callee, arguments: Vec::new() }, of))
}
