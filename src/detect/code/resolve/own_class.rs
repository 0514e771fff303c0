//! Of what several classes make of a member, that of the class of the object at hand.

use super::{Frame, Resolver};
use std::rc::Rc;

use crate::detect::code::syntax::{Argument, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, SUBCLASS, Site, Value};

/// Members of an enumeration among which a constant is looked for.
const CONSTANTS: usize = 64;

impl Resolver<'_> {
    /// What a member is worth of the object that it is asked of: of several classes only that of the object counts.
    pub(super) fn of_own_class(&mut self, object: &Site, found: Resolved) -> Resolved {
        let subclass = |one: &Candidate| -> Option<String> {
            let mut steps = one.steps.iter();
            steps.find_map(|step| step.what.strip_prefix(SUBCLASS).map(str::to_owned))
        };
        let classes: Vec<Option<String>> = found.candidates.iter().map(subclass).collect();
        if classes.len() < 2 || classes.iter().all(|one| *one == classes[0]) {
            return found;
        }
        if let Kind::Name(name) = object.kind()
            && self.around.language().own.contains(&name.as_str())
        {
            return self.of_class_here(object, found);
        }
        let objects = self.resolve(object);
        if objects.missing.is_some() || objects.candidates.is_empty() {
            return found;
        }
        let mut own = Vec::new();
        for one in &objects.candidates {
            let Some(name) = self.class_name(one) else { return found };
            own.push(name);
        }
        let has = |name: &String| classes.iter().flatten().any(|class| class == name);
        let is_own = |class: &Option<String>| match class {
            Some(class) => own.contains(class),
            // What the class above gives is that of an object whose class says nothing.
            None => !own.iter().all(has),
        };
        if !classes.iter().any(is_own) {
            return found;
        }
        let kept = found.candidates.into_iter().zip(&classes);
        let candidates = kept.filter(|(_, class)| is_own(class)).map(|(one, _)| one).collect();
        Resolved { candidates, missing: found.missing }
    }

    /// What a member is worth in the class that it is named in: what subclasses beside it make of it is not its own.
    pub(super) fn of_class_here(&self, site: &Site, found: Resolved) -> Resolved {
        let module = &site.module;
        let subclass = |one: &Candidate| -> Option<String> {
            let mut steps = one.steps.iter();
            steps.find_map(|step| step.what.strip_prefix(SUBCLASS).map(str::to_owned))
        };
        if !found.candidates.iter().any(|one| subclass(one).is_some()) {
            return found;
        }
        let Some(class) = module.enclosing(module.nodes[site.id].scope, ScopeKind::Type) else {
            return found;
        };
        let own = module.scopes[class].name.as_str();
        let is_own = |one: &Candidate| subclass(one).is_some_and(|class| class == own);
        if !found.candidates.iter().any(is_own) {
            return found;
        }
        let heirs: Vec<&str> =
            module.subtypes(own).iter().map(|heir| module.scopes[*heir].name.as_str()).collect();
        let is_below =
            |one: &Candidate| subclass(one).is_some_and(|class| heirs.contains(&class.as_str()));
        let kept = found.candidates.into_iter().filter(|one| is_own(one) || is_below(one));
        Resolved { candidates: kept.collect(), missing: found.missing }
    }

    /// A member that an object or constant of an enumeration has for itself, behind what its class has.
    pub(in crate::detect::code) fn of_own_body(
        &mut self,
        made: &Site,
        (module, class): (&Rc<Module>, ScopeId),
        name: &str,
    ) -> Option<Resolved> {
        if !matches!(self.around.language().id, "java" | "kotlin" | "scala") {
            return None;
        }
        let own = own_body(made, &module.scopes[class].name)?;
        let module = &made.module;
        let bound = module.bound(own, name);
        if bound.iter().any(|one| one.value.is_some()) {
            return Some(self.bound(module, name, bound, usize::MAX));
        }
        self.given_without_parentheses(module, own, name)
    }

    /// What a method gives of those objects that have it for themselves, behind what their class has: constants of an
    /// enumeration with a body. The second is whether all objects are such.
    pub(super) fn of_own_bodies(
        &mut self,
        site: &Site,
        objects: &Resolved,
        (home, function): (&Module, ScopeId),
        arguments: &[Argument],
    ) -> (Vec<Resolved>, bool) {
        let (class, name) = (home.scopes[function].parent, &home.scopes[function].name);
        let mut ways = Vec::new();
        if !matches!(self.around.language().id, "java" | "kotlin" | "scala")
            || home.scopes[class].kind != ScopeKind::Type
        {
            return (ways, false);
        }
        let mut is_all = objects.missing.is_none();
        for candidate in &objects.candidates {
            let own = match &candidate.value {
                Value::Made(made) => {
                    own_body(made, &home.scopes[class].name).map(|own| (made, own))
                }
                _ => None,
            };
            let function = own.and_then(|(made, own)| {
                let mut all = made.module.functions_of(own).iter();
                all.find(|one| made.module.scopes[**one].name == *name).copied()
            });
            let (Some((made, _)), Some(function)) = (own, function) else {
                is_all = false;
                continue;
            };
            self.frames.push(Frame {
                function,
                module: Rc::clone(&made.module),
                arguments: arguments.to_vec(),
                caller: Rc::clone(&site.module),
            });
            for id in self.reached(&made.module, made.module.scopes[function].returns.clone()) {
                ways.push(self.resolve(&made.at(id)).within(&candidate.steps));
            }
            self.frames.pop();
        }
        (ways, is_all)
    }

    /// A member of the object whose block a name stands in: `with(seal) { Mac.getInstance(mac) }` of Kotlin.
    pub(super) fn of_receiver(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "kotlin" || self.depth + 2 >= super::DEPTH {
            return None;
        }
        let module = &site.module;
        let scopes: Vec<ScopeId> = module.scopes_from(module.nodes[site.id].scope).collect();
        for scope in scopes {
            let Some(call) = module.handed_to(scope) else { continue };
            let Kind::Call { callee, arguments } = &module.nodes[call].kind else { continue };
            let object = match (module.called(call)?, &module.nodes[*callee].kind) {
                ("with", Kind::Name(_)) => arguments.first().map(|one| one.value),
                ("run" | "apply", Kind::Member { of, .. }) => Some(*of),
                _ => None,
            };
            let Some(object) = object else { continue };
            let held = self.resolve(&site.at(object));
            let found = match self.field_of_any(&held, name) {
                Some(found) => Some(found),
                None => self.default_of_field(site, object, name),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The name of the class of an object, or of the constant of an enumeration that it is.
    pub(in crate::detect::code) fn class_name(&self, object: &Candidate) -> Option<String> {
        let made = match &object.value {
            Value::Made(made) => made,
            Value::Named(names) => {
                let name = names.first()?;
                let plain = name.rsplit('.').next()?;
                let is_object = plain.starts_with(|c: char| c.is_ascii_uppercase());
                return (is_object && !name.contains('(')).then(|| plain.to_owned());
            }
            _ => return None,
        };
        let (module, class) = self.class_of(made)?;
        let fields = module.fields_of(class).iter().take(CONSTANTS);
        let constant = fields.into_iter().find(|field| {
            made.module.path == module.path
                && module.bound(class, field).iter().any(|one| one.value == Some(made.id))
        });
        // An object that is its own class goes by its name.
        let outer = module.scopes[class].parent;
        let is_object = |name: &&String| {
            made.module.path == module.path
                && module.bound(outer, name).iter().any(|one| one.value == Some(made.id))
        };
        let named = matches!(made.kind(), Kind::Call { .. }).then(|| {
            let types = module.subtypes(&module.scopes[class].name).iter().take(CONSTANTS);
            let names = types.filter(|one| module.scopes[**one].kind == ScopeKind::Type);
            names.map(|one| &module.scopes[*one].name).find(is_object)
        });
        let name = constant.or(named.flatten()).unwrap_or(&module.scopes[class].name);
        Some(name.clone())
    }
}

/// What an object has for itself behind what its class, which goes by `above`, has.
fn own_body(made: &Site, above: &str) -> Option<ScopeId> {
    let module = &made.module;
    let is_it = |scope: &ScopeId| {
        let own = &module.scopes[*scope];
        let bound = module.bound(own.parent, &own.name);
        own.kind == ScopeKind::Type && bound.iter().any(|one| one.value == Some(made.id))
    };
    module.subtypes(above).iter().take(CONSTANTS).copied().find(is_it)
}
