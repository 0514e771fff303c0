//! Names of namespaces.

use super::*;

/// `namespace a = B;`.
pub fn namespace_alias<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(name) = node.child_by_field_name("name") else { return };
    let count = u32::try_from(node.named_child_count()).unwrap_or_default();
    if let Some(of) = count.checked_sub(1).and_then(|last| node.named_child(last)) {
        let path = lowering.text(of).replace("::", ".");
        let path = unaliased(lowering, &path);
        lowering.import(lowering.text(name), &path);
    }
}

/// A path whose first part is no other name for something else.
pub fn unaliased(lowering: &Lowering<'_>, path: &str) -> String {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let known = lowering.module.imports.iter().find(|import| import.local == first);
    match known {
        Some(known) if rest.is_empty() => known.path.clone(),
        Some(known) => format!("{}.{rest}", known.path),
        None => path.to_owned(),
    }
}

/// `using namespace A;`, `using A::b;`.
pub fn using<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) {
    let Some(of) = node.named_child(0) else { return };
    let path = unaliased(lowering, &lowering.text(of).replace("::", "."));
    if lowering.text(node).trim_start_matches("using").trim_start().starts_with("namespace") {
        lowering.module.wildcards.push(path);
    } else {
        lowering.import(path.rsplit('.').next().unwrap_or(&path), &path);
    }
}
