//! Conversions of Rust that a type writes itself: `shape.into()` where a `Params` is wanted is what its `from` makes.

use std::rc::Rc;

use super::{Frame, Resolver, step};
use crate::detect::code::names::{qualified, qualified_type};
use crate::detect::code::syntax::{Argument, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What `value.into()` is worth where a type is wanted that says how it is made of the value.
    pub(super) fn converted(
        &mut self,
        site: &Site,
        home: &Rc<Module>,
        written: &str,
    ) -> Option<Resolved> {
        let Kind::Call { callee, arguments } = site.kind() else { return None };
        let Kind::Member { of, name } = &site.module.nodes[*callee].kind else { return None };
        if self.around.language().id != "rust"
            || !arguments.is_empty()
            || !matches!(name.as_str(), "into" | "try_into")
            || self.frames.len() >= 4
        {
            return None;
        }
        let plain = written.rsplit("::").next().unwrap_or(written);
        let (module, _) = self.type_called(home, plain, || qualified_type(home, plain))?;
        let (module, function) = maker(&module, plain, &qualified(&site.module, *of))
            .map(|function| (Rc::clone(&module), function))
            .or_else(|| {
                let own = maker(&site.module, plain, &qualified(&site.module, *of))?;
                Some((Rc::clone(&site.module), own))
            })?;
        let step = step(site, &format!("conversion into {plain}"));
        self.frames.push(Frame {
            function,
            module: Rc::clone(&module),
            arguments: vec![Argument { name: None, value: *of }],
            caller: Rc::clone(&site.module),
        });
        let returns = self.reached(&module, module.scopes[function].returns.clone());
        let ways: Vec<Resolved> = returns
            .into_iter()
            .map(|id| self.resolve(&Site { module: Rc::clone(&module), id }).by(&step))
            .collect();
        self.frames.pop();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// The `from` of a type that takes what goes by one of the names; the only one, where nothing tells.
fn maker(module: &Module, class: &str, names: &[String]) -> Option<ScopeId> {
    let types = module.scopes_named(class, ScopeKind::Type);
    let all: Vec<ScopeId> = types
        .flat_map(|scope| module.functions_of(scope))
        .copied()
        .filter(|one| matches!(module.scopes[*one].name.as_str(), "from" | "try_from"))
        .collect();
    let takes = |function: &ScopeId| {
        let first = module.scopes[*function].parameters.first();
        let written = first.and_then(|one| one.type_name.as_deref()).unwrap_or_default();
        let plain = written.trim_start_matches(['&', ' ']).rsplit("::").next().unwrap_or_default();
        !plain.is_empty()
            && names.iter().any(|name| name.split(['.', '(']).any(|part| part == plain))
    };
    match all.as_slice() {
        [only] => Some(*only),
        all => all.iter().copied().find(takes),
    }
}
