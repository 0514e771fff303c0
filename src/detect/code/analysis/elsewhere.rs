//! What headers of C++ say of the names in a file that includes them.

use super::callee::is_macro;
use super::*;
use crate::detect::code::names::bindings;
use crate::detect::code::surroundings::Sought;

/// Aliases that stand for one another.
const ALIASES: usize = 3;

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
        match self.around.language().id {
            "rust" => return self.aliased_elsewhere(callee),
            "kotlin" | "swift" => return self.aliased_beside(callee),
            _ => {}
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

    /// What is called where its type, or that of its object, is an alias of another file of the module:
    /// `typealias NodeKey = Suite.Agreement.PrivateKey`.
    fn aliased_beside(&self, callee: Id) -> Vec<String> {
        let mut names = qualified(self.module, callee).to_vec();
        let mut all = Vec::new();
        for _ in 0..ALIASES {
            let of_alias = |name: &String| Some(self.unaliased(name)).filter(|all| !all.is_empty());
            let Some(next) = names.iter().find_map(of_alias) else { break };
            all.extend(next.iter().cloned());
            names = next;
        }
        all
    }

    /// The names with what their first part, or their second one in a type that is the first, is an alias of.
    fn unaliased(&self, name: &str) -> Vec<String> {
        let end = name.find('(').unwrap_or(name.len());
        let mut parts = name[..end].split('.');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        let is_type = first.starts_with(|c: char| c.is_ascii_uppercase())
            && first.contains(|c: char| c.is_ascii_lowercase());
        let is_known = self.module.wildcards.iter().any(|known| known == first)
            || self.module.imports.iter().any(|import| import.local == first)
            || self.module.scopes_named(first, ScopeKind::Type).next().is_some();
        if !is_type || is_known {
            return Vec::new();
        }
        let rest = &name[first.len()..];
        let words = [(first, Sought::Anything), ("typealias", Sought::Anything)];
        for beside in self.around.beside(&self.module.path, &words).iter() {
            let is_here = beside.scopes_named(first, ScopeKind::Type).next().is_some();
            let (alias, rest) = match second {
                Some(second) if is_here => (second, &rest[second.len() + 1..]),
                _ => (first, rest),
            };
            let of = beside.imports.iter().filter(|import| import.local == alias);
            let names: Vec<String> = of.map(|import| format!("{}{rest}", import.path)).collect();
            if !names.is_empty() {
                return names;
            }
        }
        Vec::new()
    }

    /// What is called where its type is an alias of another file: `RowCipher::new(…)` of `type RowCipher = Aes128Gcm;`.
    fn aliased_elsewhere(&self, callee: Id) -> Vec<String> {
        let is_own =
            |name: &String| ["crate.", "super.", "self."].iter().any(|own| name.starts_with(own));
        let names = qualified(self.module, callee);
        let name = names.iter().find(|name| is_own(name));
        let Some((alias, last)) = name.and_then(|name| name.rsplit_once('.')) else {
            return Vec::new();
        };
        // Of an object of the type, too.
        let (alias, made) = match alias.strip_suffix("()") {
            Some(plain) => (plain, "()"),
            None => (alias, ""),
        };
        match self.around.constant(&self.module.path, &[alias.to_owned()]) {
            Some(found) => qualified(&found.module, found.id)
                .iter()
                .map(|name| format!("{name}{made}.{last}"))
                .collect(),
            // `pub use ml_kem::MlKem768 as Air;`
            None => match self.around.handed_name(&self.module.path, alias) {
                Some(name) => vec![format!("{name}{made}.{last}")],
                None => Vec::new(),
            },
        }
    }

    /// The function that a macro of a header stands for: `#define SEAL crypto_secretbox_easy`.
    pub(super) fn renamed(&self, callee: Id) -> Option<Vec<String>> {
        let node = &self.module.nodes[callee];
        let Kind::Name(name) = &node.kind else { return None };
        if !self.is_of_c() || !bindings(self.module, node.scope, name).is_empty() {
            return None;
        }
        if !is_macro(name) {
            let known = self.renamed.get_or_init(|| {
                let all = self.around.renamed(self.module).into_iter();
                let of_library = |of: &str| {
                    self.rules.calls(of, self.open).next().is_some()
                        || !self.functions_of_c(&[of]).is_empty()
                };
                all.filter(|(name, of)| !is_macro(name) && of_library(of)).collect()
            });
            let local = || self.module.scopes_named(name, ScopeKind::Function).next();
            let of = known.get(name).filter(|_| local().is_none())?;
            return Some(vec![of.clone()]);
        }
        let names = qualified(self.module, callee);
        let found = self.around.constant(&self.module.path, &names)?;
        matches!(found.kind(), Kind::Name(_)).then(|| qualified(&found.module, found.id).to_vec())
    }
}
