//! Properties of Kotlin that extend a type: `val Int.curve get() = "secp${this}r1"`, asked as `256.curve`.

use std::rc::Rc;

use super::{Frame, Resolver, extends_another};
use crate::detect::code::names::global;
use crate::detect::code::syntax::{Argument, Id, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What such a property is of the object that it is asked of.
    pub(super) fn extension_property(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "kotlin" || self.frames.len() >= 4 {
            return None;
        }
        let module = &site.module;
        let is_one = |home: &Module, function: ScopeId| {
            let scope = &home.scopes[function];
            extends_another(home, function)
                && scope.parameters.len() == 1
                && !scope.returns.is_empty()
        };
        let own = module.scopes_named(name, ScopeKind::Function).find(|one| is_one(module, *one));
        let (home, function) = match own {
            Some(function) => (Rc::clone(module), function),
            None => {
                let found = self.around.function(&module.path, &global(module, name));
                found.filter(|(home, function)| is_one(home, *function))?
            }
        };
        let this = Argument { name: Some("this".to_owned()), value: of };
        self.frames.push(Frame {
            function,
            module: Rc::clone(&home),
            arguments: vec![this],
            caller: Rc::clone(module),
        });
        let returns = home.scopes[function].returns.clone();
        let ways: Vec<Resolved> = returns
            .into_iter()
            .map(|id| self.resolve(&Site { module: Rc::clone(&home), id }))
            .collect();
        self.frames.pop();
        Some(Resolved::any(ways))
    }
}
