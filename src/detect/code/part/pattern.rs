//! Patterns that packs write for names.

/// Whether a name is the one that a pack writes; one that ends in `*` stands for all that begin so, and hold what
/// stands between further ones.
pub(super) fn is_like(written: &str, name: &str) -> bool {
    // `*part*` stands for all that hold it.
    if let Some(part) = written.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')) {
        return !part.is_empty() && name.contains(part);
    }
    let mut parts = written.split('*').filter(|part| !part.is_empty());
    // `.name` of Swift stands for the member of its type as well.
    let is_member = || written.strip_prefix('.').is_some_and(|member| member == name);
    written == name
        || is_member()
        || written.ends_with('*')
            && parts.next().is_some_and(|start| name.starts_with(start))
            && parts.all(|part| name.contains(part))
}
