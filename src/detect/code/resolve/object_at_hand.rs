//! The object whose members are being looked into: what its class builds of its own fields is built of that object's.

use std::rc::Rc;

use super::given::is_plain;
use super::{Resolver, step};
use crate::detect::code::combine::field;
use crate::detect::code::lower::supertypes;
use crate::detect::code::names::{bindings, qualified_type};
use crate::detect::code::syntax::{Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Objects within objects.
const NESTED: usize = 4;

impl Resolver<'_> {
    /// Runs `read` as what is asked of an object.
    pub(in crate::detect::code) fn with_object<T>(
        &mut self,
        object: Option<Site>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let depth = self.objects.len();
        self.objects.extend(object.filter(|_| depth < NESTED));
        let value = read(self);
        self.objects.truncate(depth);
        value
    }

    /// The object of which a value is a property that its class works out, be it by the variable that holds the value.
    pub(in crate::detect::code) fn object_of(&mut self, site: &Site) -> Option<Site> {
        const LANGUAGES: &[&str] = &["csharp", "dart", "kotlin", "scala", "swift"];
        if !LANGUAGES.contains(&self.around.language().id) {
            return None;
        }
        let module = &site.module;
        let mut id = site.id;
        for _ in 0..4 {
            let node = &module.nodes[id];
            id = match &node.kind {
                Kind::Name(name) => {
                    bindings(module, node.scope, name).before(node.place.start).last()?.value?
                }
                Kind::Call { callee, arguments } if arguments.is_empty() => *callee,
                Kind::Member { of, name } => {
                    let objects = self.resolve(&site.at(*of));
                    let [Candidate { value: Value::Made(made), .. }] =
                        objects.candidates.as_slice()
                    else {
                        return None;
                    };
                    let (home, class) =
                        self.class_of(made).filter(|_| objects.missing.is_none())?;
                    let has = |home: &Module, class: ScopeId| {
                        let mut functions = home.functions_of(class).iter();
                        !home.bound(class, name).is_empty()
                            || functions.any(|one| home.scopes[*one].name == *name)
                    };
                    let above = || {
                        supertypes(&home.scopes[class]).take(4).any(|written| {
                            let names = || qualified_type(&home, &written);
                            let found = self.type_called(&home, &written, names);
                            found.is_some_and(|(home, of)| {
                                let name = &home.scopes[of].name;
                                let mut parts = home.scopes_named(name, ScopeKind::Type);
                                parts.any(|part| has(&home, part))
                            })
                        })
                    };
                    return (has(&home, class) || above()).then(|| made.clone());
                }
                _ => return None,
            };
        }
        None
    }

    /// A member that a supertype or extension names, of the object at hand.
    pub(super) fn of_heir_at_hand(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let made = self.objects.last()?.clone();
        let module = &site.module;
        let around = module.enclosing(module.nodes[site.id].scope, ScopeKind::Type)?;
        let (home, class) = self.class_of(&made)?;
        let is_here = home.path == module.path && class == around;
        let own = &home.scopes[class];
        let wanted = module.scopes[around].name.as_str();
        if is_here
            || own.name != wanted && !supertypes(own).any(|one| one == wanted)
            || home.bound(class, name).is_empty()
        {
            return None;
        }
        let outer = self.objects.pop();
        let found = self.given_field(&made, name);
        self.objects.extend(outer);
        found
    }

    /// A field of the object at hand, where it is of the class.
    pub(super) fn of_object_at_hand(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.objects.is_empty() || module.scopes[class].kind != ScopeKind::Type {
            return None;
        }
        let own = module.scopes[class].name.as_str();
        let at = self.objects.iter().rposition(|made| {
            let of = self.class_of(made);
            of.is_some_and(|(home, of)| home.path == module.path && home.scopes[of].name == own)
        })?;
        let made = self.objects[at].clone();
        let place = module.fields_of(class).iter().position(|one| one == name)?;
        // Of C# only records are made of their fields in order.
        let by_place = match self.around.language().id {
            "kotlin" | "scala" => true,
            "csharp" => self.constructor_frame(&made).is_none(),
            _ => false,
        };
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let placed = || arguments.get(place).filter(|one| by_place && one.name.is_none());
        let given = field(&made, name).or_else(|| placed().map(|one| one.value));
        // What the object gets is of whoever makes it.
        let outer = self.objects.split_off(at);
        let found = match given {
            Some(id) => {
                let site = made.at(id);
                let step = step(&site, &format!("argument {name} of {own}()"));
                Some(self.resolve(&site).by(&step))
            }
            None => self.set_later(&made, name),
        };
        self.objects.extend(outer);
        let bound = module.bound(class, name);
        let is_plain = |id: usize| is_plain(&module.nodes[id].kind);
        let default = || bound.first().is_some_and(|one| one.value.is_some_and(is_plain));
        found.or_else(|| {
            (self.constructor_frame(&made).is_none() && default())
                .then(|| self.bound(module, name, bound, usize::MAX))
        })
    }
}
