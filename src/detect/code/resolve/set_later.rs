//! Members of an object that the function sets which makes it: `let s = Settings(); s.bits = 4096; return s`.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, step};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Kind, Module, ScopeId, ScopeKind, Setting};
use crate::detect::code::value::{Choice, Resolved, Site};

/// Declarations around an object among which the variable is looked for that holds it.
const DECLARED: usize = 8;

impl Resolver<'_> {
    /// What a member of an object is set to through the variable of a function that holds it first.
    pub(in crate::detect::code) fn set_later(
        &mut self,
        made: &Site,
        name: &str,
    ) -> Option<Resolved> {
        self.set_after(made, name).map(|(set, _)| set)
    }

    /// The same, and whether it is set for certain.
    pub(super) fn set_after(&mut self, made: &Site, name: &str) -> Option<(Resolved, bool)> {
        const LANGUAGES: &[&str] =
            &["c", "cpp", "csharp", "dart", "java", "kotlin", "ruby", "scala", "swift"];
        let module = &made.module;
        // A structure of C is a list or a table of its fields.
        let is_structure =
            matches!(made.kind(), Kind::List(_) | Kind::Map(_)) && self.around.language().id == "c";
        if !LANGUAGES.contains(&self.around.language().id)
            || !(is_structure || matches!(made.kind(), Kind::Call { .. }))
            || module.settings_of(name).next().is_none()
        {
            return None;
        }
        // `Settings()..bits = 4096`
        let is_own = |setting: &&Setting| matches!(module.nodes[setting.target].kind, Kind::Member { of, .. } if of == made.id);
        if let Some(own) = module.settings_of(name).rfind(is_own) {
            let site = Site { module: Rc::clone(module), id: own.value };
            let step = step(&site, &format!("field {name} is set"));
            return Some((self.resolve(&site).by(&step), true));
        }
        let end = module.bindings.partition_point(|one| one.at <= made.place().start);
        let near = end.saturating_sub(DECLARED)..(end + DECLARED).min(module.bindings.len());
        let holder = module.bindings[near].iter().find(|one| one.value == Some(made.id))?;
        let function = module.enclosing(holder.scope, ScopeKind::Function);
        if module.scopes[holder.scope].kind == ScopeKind::Type {
            return None;
        }
        let is_it = |setting: &&Setting| {
            let target = &module.nodes[setting.target];
            let Kind::Member { of, .. } = target.kind else { return false };
            let object = &module.nodes[of];
            let Kind::Name(variable) = &object.kind else { return false };
            *variable == holder.name
                && target.place.start > made.place().end
                && module.enclosing(object.scope, ScopeKind::Function) == function
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
        // The last that happens for certain, and those since that may.
        let (mut left, mut is_certain) = (Vec::new(), false);
        for site in set.into_iter().rev() {
            let is_open =
                module.guards.contains_key(&site.id) || module.turns.contains_key(&site.id);
            let holds = if is_open { self.holds(module, site.id) } else { Some(true) };
            if holds != Some(false) {
                left.push(site);
            }
            if holds == Some(true) {
                is_certain = true;
                break;
            }
        }
        let ways: Vec<Resolved> = left
            .iter()
            .rev()
            .map(|site| self.resolve(site).by(&step(site, &format!("field {name} is set"))))
            .collect();
        (!ways.is_empty()).then(|| (Resolved::any(ways), is_certain))
    }

    /// What a field is, or what it is set to later under a condition.
    pub(super) fn or_set(&self, made: &Site, held: Resolved, set: Resolved) -> Resolved {
        let of = self.choice(&made.module, ("set later", made.id));
        held.chosen(Choice { of, which: 0 }).or(set.chosen(Choice { of, which: 1 }))
    }

    /// A field of an object by what it is made with, or in Ruby by what it is set to later.
    pub(super) fn held_or_set(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        let set = match self.around.language().id {
            "ruby" => self.set_after(made, name),
            _ => None,
        };
        if let Some((set, true)) = set {
            return Some(set);
        }
        let held = match self.field_of(made, name) {
            Some(found) => Some(self.resolve(&found)),
            None => self.constructed(made, name),
        };
        match set {
            Some((set, _)) => held.map(|held| self.or_set(made, held, set)),
            None => held,
        }
    }

    /// What a field with a default is worth in its own class, where objects of the class have it set after they are made.
    pub(super) fn set_on_objects(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        const LANGUAGES: &[&str] = &["dart", "java", "kotlin", "scala", "swift"];
        let scope = &module.scopes[class];
        if scope.kind != ScopeKind::Type
            || !LANGUAGES.contains(&self.around.language().id)
            || module.settings_of(name).next().is_none()
            || self.frames.len() >= 4
        {
            return None;
        }
        let made: Vec<Site> = module
            .calls_of(&scope.name)
            .iter()
            .take(CALL_SITES)
            .map(|id| Site { module: Rc::clone(module), id: *id })
            .collect();
        let set: Vec<Option<(Resolved, bool)>> =
            made.iter().map(|made| self.set_after(made, name)).collect();
        set.iter().flatten().next()?;
        let bound = module.bound(class, name);
        let default = self.bound(module, name, bound, usize::MAX);
        let of = self.choice(module, ("objects of", class));
        let ways = set.into_iter().enumerate().map(|(which, set)| {
            let way = match set {
                Some((set, true)) => set,
                Some((set, false)) => self.or_set(&made[which], default.clone(), set),
                None => default.clone(),
            };
            if made.len() > 1 { way.chosen(Choice { of, which }) } else { way }
        });
        Some(Resolved::any(ways.collect::<Vec<_>>()))
    }
}
