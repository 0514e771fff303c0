//! Values that a container gives by their names or keys: `@Named("bits") int bits` of what a module of Dagger or Guice
//! provides, and settings of Nest that `@Inject(settings.KEY)` asks for.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::lower::{ATTRIBUTE, NAMED, PROVIDED};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Kind, Module, ScopeId};
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
