//! Objects: what their constructors set, the methods of their classes, and who calls those from other files.

use std::rc::Rc;

use super::names::qualified;
use super::resolve::{CALL_SITES, Frame, Resolver, argument, is_constructor, step};
use super::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use super::value::{Resolved, Site};

impl Resolver<'_> {
    /// An argument in calls of a method or constructor of a class in files of the same folder; `None` where the
    /// call leaves it out.
    pub(super) fn call_sites_beside(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Vec<Option<Resolved>> {
        let scope = &module.scopes[function];
        let Some(class) = module.enclosing(scope.parent, ScopeKind::Type) else {
            return Vec::new();
        };
        let class = module.scopes[class].name.clone();
        let is_constructor = is_constructor(module, function);
        let called = if is_constructor { class.clone() } else { scope.name.clone() };
        let parameter = scope.parameters[index].name.clone();
        if called.is_empty() || class.is_empty() {
            return Vec::new();
        }
        let mut ways = Vec::new();
        for beside in self.around.beside(&module.path, &called) {
            for call in beside.calls_of(&called).iter().take(CALL_SITES) {
                let Kind::Call { callee, arguments } = &beside.nodes[*call].kind else { continue };
                let is_it = match &beside.nodes[*callee].kind {
                    Kind::Member { of, .. } => is_of_class(&beside, *of, &class),
                    _ => is_constructor,
                };
                if let Some(id) = argument(arguments, index, &parameter).filter(|_| is_it) {
                    let site = Site { module: Rc::clone(&beside), id };
                    let step = step(&site, &format!("argument {parameter} of {called}()"));
                    ways.push(Some(self.resolve(&site).by(&step)));
                }
            }
        }
        ways
    }

    /// A field of an object that a constructor of its file's class sets.
    pub(super) fn constructed(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        let frame = constructor_frame(made)?;
        let module = Rc::clone(&frame.module);
        let class = module.enclosing(frame.function, ScopeKind::Type)?;
        let bound = module.bound(class, name);
        if bound.iter().all(|binding| binding.value.is_none()) || self.frames.len() >= 4 {
            return None;
        }
        self.frames.push(frame);
        let resolved = self.bound(&module, name, bound, usize::MAX);
        self.frames.pop();
        Some(resolved)
    }
}

/// Whether an expression is a class or an object of it.
fn is_of_class(module: &Module, object: Id, class: &str) -> bool {
    qualified(module, object).iter().any(|known| {
        let known = known.trim_end_matches("()");
        known.rsplit('.').next() == Some(class)
    })
}

/// The constructor that made an object, with its arguments.
pub(super) fn constructor_frame(made: &Site) -> Option<Frame> {
    let Kind::Call { callee, arguments } = made.kind() else { return None };
    let Kind::Name(class) = &made.module.nodes[*callee].kind else { return None };
    let types: Vec<ScopeId> = made.module.scopes_named(class, ScopeKind::Type).collect();
    let function = made
        .module
        .scopes_named(class, ScopeKind::Function)
        .filter(|function| types.contains(&made.module.scopes[*function].parent))
        .find(|function| made.module.scopes[*function].parameters.len() == arguments.len())?;
    Some(Frame {
        function,
        module: Rc::clone(&made.module),
        arguments: arguments.clone(),
        caller: Rc::clone(&made.module),
    })
}

/// A method of an object of a class of the same file.
pub(super) fn own_method(module: &Module, object: Id, name: &str) -> Option<ScopeId> {
    qualified(module, object).iter().find_map(|known| {
        let class = known.strip_prefix("this.").unwrap_or(known);
        let class = class.split(['.', '(']).next().unwrap_or_default();
        let types: Vec<ScopeId> = module.scopes_named(class, ScopeKind::Type).collect();
        let inside = |function: &ScopeId| types.contains(&module.scopes[*function].parent);
        module.scopes_named(name, ScopeKind::Function).find(inside)
    })
}
