//! What headers of C++ say of the names in a file that includes them.

use super::*;

impl Analysis<'_> {
    /// The type of the member that a constructor makes so, where a header declares it.
    pub(super) fn declared_elsewhere(&self, id: Id, member: &str) -> Vec<String> {
        let scope = self.module.nodes[id].scope;
        let Some(class) = self.module.enclosing(scope, ScopeKind::Type) else { return Vec::new() };
        let is_it = self.around.language().id == "cpp"
            && self.module.bound(class, member).iter().any(|binding| binding.value == Some(id));
        if !is_it {
            return Vec::new();
        }
        self.around.member_type(self.module, &self.module.scopes[class].name, member)
    }

    /// What a name stands for by the headers that the file includes; a plain name that no rule knows is asked for
    /// only where it may be a type.
    pub(super) fn included(&self, callee: Id, last: &str, is_unknown: bool) -> Vec<String> {
        if self.around.language().id == "rust" {
            return self.aliased_elsewhere(callee);
        }
        let is_type = last.starts_with(|c: char| c.is_ascii_uppercase())
            && last.contains(|c: char| c.is_ascii_lowercase());
        if self.around.language().id != "cpp" || is_unknown && !is_type {
            return Vec::new();
        }
        match qualified(self.module, callee).first() {
            Some(name) if !name.contains("()") => self.around.included(self.module, name),
            _ => Vec::new(),
        }
    }

    /// What is called where its type is an alias of another file: `RowCipher::new(…)` of `type RowCipher = Aes128Gcm;`.
    fn aliased_elsewhere(&self, callee: Id) -> Vec<String> {
        let is_own =
            |name: &String| ["crate.", "super.", "self."].iter().any(|own| name.starts_with(own));
        let names = qualified(self.module, callee).into_iter().find(is_own);
        let Some((alias, last)) = names.as_deref().and_then(|name| name.rsplit_once('.')) else {
            return Vec::new();
        };
        match self.around.constant(&self.module.path, &[alias.to_owned()]) {
            Some(found) => qualified(&found.module, found.id)
                .into_iter()
                .map(|name| format!("{name}.{last}"))
                .collect(),
            None => Vec::new(),
        }
    }
}
