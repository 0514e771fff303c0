//! Parameters that a function sets itself under a condition only: what it gets holds where the condition does not.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::sources::reaching;
use crate::detect::code::syntax::{Bound, Module, ScopeKind};
use crate::detect::code::value::Resolved;

impl Resolver<'_> {
    /// What a function gets for a parameter that no assignment up to byte `at` surely replaces.
    pub(super) fn given_before(
        &mut self,
        module: &Rc<Module>,
        name: &str,
        bound: Bound<'_>,
        at: usize,
    ) -> Option<Resolved> {
        let function = bound.first()?.scope;
        let scope = &module.scopes[function];
        if scope.kind != ScopeKind::Function {
            return None;
        }
        let index = scope.parameters.iter().position(|one| one.name == name)?;
        let is_sure = reaching(module, bound, at).iter().any(|one| {
            one.block.0 <= at && at < one.block.1
                || one.value.is_some_and(|id| self.holds(module, id) == Some(true))
        });
        let given = (!is_sure).then(|| self.parameter(module, function, index))?;
        (!given.candidates.is_empty()).then_some(given)
    }
}
