//! Texts that are put together of variables.

use super::*;

/// `format!("aes-{bits}-{MODE}")`, whose names stand in the text itself, as the text and the names joined.
pub(super) fn formatted<'a>(
    lowering: &mut Lowering<'a>,
    function: Node<'a>,
    list: Node<'a>,
) -> Option<Id> {
    let only = list.named_child(0).filter(|_| list.named_child_count() == 1)?;
    if lowering.text(function) != "format" || only.kind() != "string_literal" {
        return None;
    }
    let mut rest = lowering.text(only).strip_prefix('"')?.strip_suffix('"')?;
    let mut parts = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, behind) = after.split_once('}')?;
        let name = inner.split(':').next().unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_name || before.contains('}') {
            return None;
        }
        if !before.is_empty() {
            parts.push(lowering.add(Kind::Text(before.to_owned()), only));
        }
        parts.push(lowering.add(Kind::Name(name.to_owned()), only));
        rest = behind;
    }
    if parts.is_empty() || rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        parts.push(lowering.add(Kind::Text(rest.to_owned()), only));
    }
    Some(lowering.add(Kind::Join(parts), list))
}
