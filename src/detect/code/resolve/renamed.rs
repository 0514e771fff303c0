//! Members of what a module of the project hands on of a library: `mint.utils` where `mint` is `ed25519` of a package.

use super::Resolver;
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// A member of what is imported from a module of the project and stands for something of a library there.
    pub(super) fn part_of_handed_on(
        &mut self,
        site: &Site,
        of: Id,
        object: &Resolved,
        name: &str,
    ) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Name(local) = &module.nodes[of].kind else { return None };
        let is_script = matches!(self.around.language().id, "javascript" | "typescript" | "tsx");
        let is_own = |path: &str| path.starts_with('.') || path.starts_with("@/");
        if !is_script || !module.imports.iter().any(|one| one.local == *local && is_own(&one.path))
        {
            return None;
        }
        let known = qualified(module, of);
        let of_library = |one: &Candidate| match &one.value {
            Value::Named(names) => names.first().is_some_and(|name| {
                !known.contains(name) && name.contains('.') && !is_own(name) && !name.ends_with(')')
            }),
            _ => false,
        };
        let [only] = object.candidates.as_slice() else { return None };
        let Value::Named(names) = &only.value else { return None };
        let whole = of_library(only) && object.missing.is_none();
        let names = names.iter().map(|one| format!("{one}.{name}")).collect();
        whole.then(|| Resolved::of(Value::Named(names)).within(&only.steps))
    }
}
