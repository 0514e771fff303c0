//! Variables of C that count, and loops that walk over a table by a pointer: `for (row = table; row->name; row++)`.

use super::*;

/// `i++`: the variable may have any value from then on, and where a loop comes back to.
pub(super) fn counted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let name = node.child_by_field_name("argument")?;
    if name.kind() == "identifier" {
        let element = element_walked(lowering, node, name);
        let open = element.unwrap_or_else(|| lowering.add(Kind::Opaque, node));
        let at = lowering.parent(node).filter(|outer| outer.kind() == "for_statement");
        let body = at.and_then(|outer| outer.child_by_field_name("body"));
        let start = body.map_or(node.start_byte(), |body| body.start_byte());
        lowering.bind(lowering.text(name), Some(open), None, start);
    }
    None
}

/// Any element of the table that a variable begins with, which a loop counts on.
fn element_walked<'a>(lowering: &mut Lowering<'a>, count: Node<'a>, name: Node<'a>) -> Option<Id> {
    let outer = lowering.parent(count).filter(|outer| outer.kind() == "for_statement")?;
    let written = lowering.text(name);
    if !lowering.text(outer).contains(&format!("{written}->")) {
        return None;
    }
    let first = outer.child_by_field_name("initializer")?;
    let table = match first.kind() {
        "declaration" => {
            let declared = first.child_by_field_name("declarator")?;
            declared.child_by_field_name("value")?
        }
        "assignment_expression" => first.child_by_field_name("right")?,
        _ => return None,
    };
    if table.kind() != "identifier" {
        return None;
    }
    let of = lowering.value(table);
    let key = lowering.add(Kind::Opaque, count);
    Some(lowering.add(Kind::Index { of, key }, count))
}
