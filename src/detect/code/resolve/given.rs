//! Members of objects by what those give who make the objects.

use std::rc::Rc;

use super::{CALL_SITES, Frame, Resolver, parameter, step};
use crate::detect::code::combine::field;
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Choice, Resolved, Site, Value};

impl Resolver<'_> {
    /// A member of the objects of a class that has a default, by what those give who make objects in sight.
    pub(super) fn given_to_objects(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if let Some(copied) = self.set_in_copies(module, class, name) {
            return Some(copied);
        }
        if let Some(own) = self.of_object_at_hand(module, class, name) {
            return Some(own);
        }
        if let Some(set) = self.set_on_objects(module, class, name) {
            return Some(set);
        }
        if self.frames.len() >= 4 || !self.may_be_given(module, class, name) {
            return None;
        }
        let called = module.scopes[class].name.as_str();
        let place = module.fields_of(class).iter().position(|one| one == name)?;
        let by_place = matches!(self.around.language().id, "kotlin" | "scala");
        let calls = module.calls_of(called).iter().take(CALL_SITES);
        let given: Vec<Option<Site>> = calls
            .filter_map(|id| {
                let made = Site { module: Rc::clone(module), id: *id };
                let Kind::Call { arguments, .. } = made.kind() else { return None };
                let placed = || arguments.get(place).filter(|one| by_place && one.name.is_none());
                let id = field(&made, name).or_else(|| placed().map(|one| one.value));
                Some(id.map(|id| made.at(id)))
            })
            .collect();
        given.iter().flatten().next()?;
        let of = (given.len() > 1).then(|| self.choice(module, ("objects of", class)));
        let is_left_out = given.iter().any(Option::is_none);
        let default =
            is_left_out.then(|| self.bound(module, name, module.bound(class, name), usize::MAX));
        let ways = given.into_iter().enumerate().filter_map(|(which, site)| {
            let way = match site {
                Some(site) => {
                    let step = step(&site, &format!("argument {name} of {called}()"));
                    self.resolve(&site).by(&step)
                }
                None => default.clone()?,
            };
            Some(match of {
                Some(of) => way.chosen(Choice { of, which }),
                None => way,
            })
        });
        Some(Resolved::any(ways.collect::<Vec<_>>()))
    }

    /// A member of an object whose members are imported: `import settings._` of Scala.
    pub(super) fn of_imported_object(
        &mut self,
        module: &Rc<Module>,
        scope: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "scala" || self.frames.len() >= 4 {
            return None;
        }
        let is_value =
            |one: &&String| !one.contains('.') && one.starts_with(|c: char| c.is_ascii_lowercase());
        let objects: Vec<String> =
            module.wildcards.iter().filter(is_value).take(4).cloned().collect();
        for object in objects {
            let bound = bindings(module, scope, &object);
            let held = match (bound.is_empty(), parameter(module, scope, &object)) {
                (false, _) => self.bound(module, &object, bound, usize::MAX),
                (true, Some((function, index))) => self.parameter(module, function, index),
                (true, None) => continue,
            };
            for candidate in &held.candidates {
                let Value::Made(made) = &candidate.value else { continue };
                let found = match self.field_of(made, name) {
                    Some(field) => Some(self.resolve(&field)),
                    None => self.constructed(made, name),
                };
                if let Some(found) = found {
                    return Some(found.within(&candidate.steps));
                }
            }
        }
        None
    }

    /// The call of a function at hand that makes a value, be it by the variable that holds it.
    pub(in crate::detect::code) fn frame_of(&self, site: &Site) -> Option<Frame> {
        const LANGUAGES: &[&str] = &["csharp", "dart", "java", "kotlin", "scala", "swift"];
        if self.frames.len() >= 4 || !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let module = &site.module;
        let mut id = site.id;
        for _ in 0..4 {
            id = match &module.nodes[id].kind {
                Kind::Name(name) => {
                    let node = &module.nodes[id];
                    let bound = bindings(module, node.scope, name).before(node.place.start);
                    bound.last()?.value?
                }
                Kind::Call { callee, arguments } => {
                    let name = match &module.nodes[*callee].kind {
                        Kind::Name(name) => name,
                        Kind::Member { of, name } => match &module.nodes[*of].kind {
                            Kind::Name(own)
                                if self.around.language().own.contains(&own.as_str()) =>
                            {
                                name
                            }
                            _ => return None,
                        },
                        _ => return None,
                    };
                    let function = module.function_called(module.nodes[*callee].scope, name)?;
                    let scope = &module.scopes[function];
                    let is_maker = !scope.parameters.is_empty() && !scope.returns.is_empty();
                    return is_maker.then(|| Frame {
                        function,
                        module: Rc::clone(module),
                        arguments: arguments.clone(),
                        caller: Rc::clone(module),
                    });
                }
                _ => return None,
            };
        }
        None
    }

    /// Whether a member of a class is one that whoever makes an object may give, and has a plain default.
    fn may_be_given(&self, module: &Module, class: ScopeId, name: &str) -> bool {
        let scope = &module.scopes[class];
        if scope.kind != ScopeKind::Type
            || scope.name.is_empty()
            || !matches!(self.around.language().id, "csharp" | "kotlin" | "scala" | "swift")
        {
            return false;
        }
        let mut bound = module.bound(class, name).iter();
        let (Some(only), None) = (bound.next(), bound.next()) else { return false };
        only.value.is_some_and(|id| {
            let kind = &module.nodes[id].kind;
            is_plain(kind) || matches!(kind, Kind::Join(_))
        })
    }

    /// A field of an object of a data class by its place, as taking it apart asks for it.
    pub(in crate::detect::code) fn component(&mut self, made: &Site, at: i64) -> Option<Resolved> {
        if !matches!(self.around.language().id, "csharp" | "kotlin" | "scala") {
            return None;
        }
        let (module, class) = self.class_of(made)?;
        let name = module.fields_of(class).get(usize::try_from(at).ok()?)?.clone();
        match field(made, &name) {
            Some(id) => Some(self.resolve(&made.at(id))),
            None => self.constructed(made, &name),
        }
    }
}

/// Whether a default is written as it is, and not made by a call.
pub(super) const fn is_plain(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text(_)
            | Kind::Number(_)
            | Kind::Name(_)
            | Kind::Member { .. }
            | Kind::Arithmetic(..)
    )
}
