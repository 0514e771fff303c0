//! Members of an object that the function sets which makes it: `let s = Settings(); s.bits = 4096; return s`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, step};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::ScopeKind;
use crate::detect::code::syntax::{Kind, Setting};
use crate::detect::code::value::{Resolved, Site};

/// Declarations around an object among which the variable is looked for that holds it.
const DECLARED: usize = 8;

impl Resolver<'_> {
    /// What a member of an object is set to through the variable of a function that holds it first.
    pub(in crate::detect::code) fn set_later(
        &mut self,
        made: &Site,
        name: &str,
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["cpp", "csharp", "dart", "java", "kotlin", "scala", "swift"];
        let module = &made.module;
        if !LANGUAGES.contains(&self.around.language().id)
            || !matches!(made.kind(), Kind::Call { .. })
            || module.settings_of(name).next().is_none()
        {
            return None;
        }
        // `Settings()..bits = 4096`
        let is_own = |setting: &&Setting| matches!(module.nodes[setting.target].kind, Kind::Member { of, .. } if of == made.id);
        if let Some(own) = module.settings_of(name).rfind(is_own) {
            let site = Site { module: Rc::clone(module), id: own.value };
            let step = step(&site, &format!("field {name} is set"));
            return Some(self.resolve(&site).by(&step));
        }
        let end = module.bindings.partition_point(|one| one.at <= made.place().start);
        let near = end.saturating_sub(DECLARED)..(end + DECLARED).min(module.bindings.len());
        let holder = module.bindings[near].iter().find(|one| one.value == Some(made.id))?;
        let function = module.enclosing(holder.scope, ScopeKind::Function)?;
        let is_it = |setting: &&Setting| {
            let target = &module.nodes[setting.target];
            let Kind::Member { of, .. } = target.kind else { return false };
            let object = &module.nodes[of];
            let Kind::Name(variable) = &object.kind else { return false };
            *variable == holder.name
                && target.place.start > made.place().end
                && module.enclosing(object.scope, ScopeKind::Function) == Some(function)
                && bindings(module, object.scope, variable)
                    .first()
                    .is_some_and(|one| one.scope == holder.scope)
        };
        let set: Vec<Site> = module
            .settings_of(name)
            .filter(is_it)
            .take(CALL_SITES)
            .map(|one| Site { module: Rc::clone(module), id: one.value })
            .collect();
        let ways: Vec<Resolved> = set
            .iter()
            .map(|site| self.resolve(site).by(&step(site, &format!("field {name} is set"))))
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
