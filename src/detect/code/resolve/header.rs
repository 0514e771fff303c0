//! What C++ says in a header of the parameters of functions that a file defines.

use std::rc::Rc;

use super::{Resolver, is_constructor};
use crate::detect::code::syntax::{Module, ScopeId, ScopeKind, default_of};
use crate::detect::code::value::Site;

impl Resolver<'_> {
    /// What a parameter of a definition is by the function's declaration, where a call leaves it out.
    pub(super) fn default_of_declaration(
        &self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Site> {
        if self.around.language().id != "cpp" {
            return None;
        }
        let scope = &module.scopes[function];
        let class = module.enclosing(scope.parent, ScopeKind::Type);
        let home = class.map(|class| module.scopes[class].name.as_str());
        let name = if is_constructor(module, function) { home? } else { &scope.name };
        let bound = default_of(name, index);
        let here = module.bound(class.unwrap_or(0), &bound);
        let mut here = here.iter().filter_map(|one| one.value);
        match (here.next(), here.next()) {
            (Some(id), None) => Some(Site { module: Rc::clone(module), id }),
            (None, _) => self.around.declared_default(module, (home, name), &bound),
            _ => None,
        }
    }
}
