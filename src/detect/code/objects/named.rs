//! Constructors of Dart that have names of their own, and what extensions add to a type.

use std::rc::Rc;

use crate::detect::code::resolve::Resolver;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// The type of Dart that a constructor with a name of its own makes an object of: `Options.weak(1024)`.
    pub(super) fn type_constructed(
        &self,
        made: &Site,
        callee: Id,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let Kind::Member { of, name } = &made.module.nodes[callee].kind else { return None };
        if self.around.language().id != "dart" {
            return None;
        }
        let (home, class) = self.type_at(&made.at(*of))?;
        named_constructor(&home, class, name)?;
        Some((home, class))
    }

    /// What a method returns that takes nothing, and that an extension of Dart beside a type has.
    pub(super) fn given_by_extension(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "dart" {
            return None;
        }
        let parts = module.scopes_named(&module.scopes[class].name, ScopeKind::Type);
        let parts: Vec<ScopeId> = parts.filter(|part| *part != class).take(4).collect();
        parts.into_iter().find_map(|part| self.given_without_parentheses(module, part, name))
    }
}

/// The constructor of a class of Dart that has a name of its own, and makes the object itself.
pub(super) fn named_constructor(module: &Module, class: ScopeId, name: &str) -> Option<ScopeId> {
    let is_it = |one: &ScopeId| {
        let scope = &module.scopes[*one];
        scope.name == name && scope.returns.is_empty() && !scope.parameters.is_empty()
    };
    module.functions_of(class).iter().copied().find(is_it)
}
