//! Functions that are handed around by their names: `Sizes::strong`, `method(:strong)`, `::strong`.

use std::rc::Rc;

use super::{Frame, Resolver};
use crate::detect::code::syntax::{Argument, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

/// Whether what is called is what a function gives already, as its name stands for that where nothing is handed to it.
pub(super) fn is_result(function: &Resolved, arguments: &[Argument]) -> bool {
    arguments.is_empty()
        && function.missing.is_none()
        && !function.candidates.is_empty()
        && function
            .candidates
            .iter()
            .all(|one| matches!(one.value, Value::Text(_) | Value::Number(_) | Value::Truth(_)))
}

impl Resolver<'_> {
    /// What functions of classes give that are handed around by the names of these.
    pub(super) fn of_function_values(
        &mut self,
        functions: &Resolved,
        site: &Site,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if is_result(functions, arguments) {
            return Some(functions.clone());
        }
        if functions.missing.is_some() || self.frames.len() >= 4 {
            return None;
        }
        let mut ways = Vec::new();
        for candidate in &functions.candidates {
            let Value::Named(names) = &candidate.value else { return None };
            let (module, function) = self.function_named(&site.module, names)?;
            self.frames.push(Frame {
                function,
                module: Rc::clone(&module),
                arguments: arguments.to_vec(),
                caller: Rc::clone(&site.module),
            });
            let returns = self.reached(&module, module.scopes[function].returns.clone());
            for id in returns {
                let way = self.resolve(&Site { module: Rc::clone(&module), id });
                ways.push(way.within(&candidate.steps));
            }
            self.frames.pop();
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// A function of a class of this file, or of another, that gives something.
    fn function_named(
        &self,
        module: &Rc<Module>,
        names: &[String],
    ) -> Option<(Rc<Module>, ScopeId)> {
        let own = names.iter().find_map(|name| {
            let (class, name) = name.rsplit_once('.')?;
            let class = class.rsplit('.').next()?;
            let mut all = module.scopes_named(name, ScopeKind::Function);
            all.find(|one| {
                let scope = &module.scopes[*one];
                module.scopes[scope.parent].name == class && !scope.returns.is_empty()
            })
        });
        match own {
            Some(function) => Some((Rc::clone(module), function)),
            None => {
                let (home, function) = self.around.function(&module.path, names)?;
                (!home.scopes[function].returns.is_empty()).then_some((home, function))
            }
        }
    }
}
