//! Values that a container gives by their names or keys: `@Named("bits") int bits` of what a module of Dagger or Guice
//! provides, and settings of Nest that `@Inject(settings.KEY)` asks for.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::lower::{ATTRIBUTE, NAMED, PROVIDED};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// What the function gives that provides what goes by a name: `@Provides @Named("bits") fun bits() = 256`.
    pub(super) fn provided(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [only] = arguments else { return None };
        let Kind::Text(key) = &site.module.nodes[only.value].kind else { return None };
        if name != NAMED {
            return None;
        }
        let mark = format!("{PROVIDED}{key}");
        let given = |module: &Rc<Module>| {
            let value = module.bound(0, &mark).iter().find_map(|one| one.value)?;
            Some(Site { module: Rc::clone(module), id: value })
        };
        let words = [(key.as_str(), Sought::Anything), ("Provides", Sought::Anything)];
        let found = given(&site.module).or_else(|| {
            let beside = self.around.beside(&site.module.path, &words);
            beside.iter().find_map(given)
        });
        Some(match found {
            Some(found) => self.resolve(&found),
            None => Resolved::missing(format!("what provides {key}")),
        })
    }

    /// What is given of the type of a parameter of Scala that no call gives: `(using suite: Suite)`. Nothing where several
    /// are.
    pub(super) fn summoned(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        if self.around.language().id != "scala" {
            return None;
        }
        let written = module.scopes[function].parameters[index].type_name.clone()?;
        let plain = written.rsplit('.').next().unwrap_or(&written);
        if !plain.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let mark = format!("{PROVIDED}{plain}");
        let given = |module: &Rc<Module>| -> Vec<Site> {
            let values = module.bound(0, &mark).iter().filter_map(|one| one.value);
            values.map(|id| Site { module: Rc::clone(module), id }).collect()
        };
        let mut all = given(module);
        if all.is_empty() {
            let words = [(plain, Sought::Anything), ("given", Sought::Anything)];
            let beside = self.around.beside(&module.path, &words);
            all.extend(beside.iter().flat_map(given));
        }
        let [only] = all.as_slice() else { return None };
        let step = step(only, &format!("given {plain}"));
        let mut given = self.resolve(only);
        // An object beside it goes by the type that both stand in, seen from elsewhere.
        let home = &only.module;
        for one in &mut given.candidates {
            let Value::Named(names) = &mut one.value else { continue };
            let own = names.first().and_then(|name| {
                let scope = home.scopes_named(name, ScopeKind::Type).next()?;
                let around = &home.scopes[home.scopes[scope].parent];
                (around.kind == ScopeKind::Type).then(|| format!("{}.{name}", around.name))
            });
            own.into_iter().for_each(|own| names.insert(0, own));
        }
        Some(given.by(&step))
    }

    /// The settings that a constructor of Nest gets by the key of what registers them.
    pub(super) fn registered(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let scope = &module.scopes[function];
        if !matches!(self.around.language().id, "typescript" | "tsx") || scope.name != "constructor"
        {
            return None;
        }
        let name = format!("{ATTRIBUTE}{}", scope.parameters[index].name);
        let asked = module.bound(function, &name).last()?.value?;
        let Kind::Member { of, name } = &module.nodes[asked].kind else { return None };
        let registered = Site { module: Rc::clone(module), id: *of };
        (name == "KEY").then(|| self.settings_of(&registered))?
    }

    /// What `registerAs("name", () => ({ … }))` gives.
    fn settings_of(&mut self, registered: &Site) -> Option<Resolved> {
        let held = self.resolve(registered);
        let [Candidate { value: Value::Made(made), .. }] = held.candidates.as_slice() else {
            return None;
        };
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let last =
            arguments.last().filter(|_| made.module.called(made.id) == Some("registerAs"))?;
        let made_by = self.resolve(&made.at(last.value));
        self.of_closures(&made_by, made, &[])
    }
}
