//! Values that a container gives by their names or keys: `@Named("bits") int bits` of what a module of Dagger or Guice
//! provides, and of Nest what `@Inject(TOKEN)` asks for.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::combine::field;
use crate::detect::code::lower::{ATTRIBUTE, NAMED, PROVIDED};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId};
use crate::detect::code::test_code::is_test;
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

    /// What a constructor of Nest gets by a token, or by the key of what registers settings.
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
        match &module.nodes[asked].kind {
            Kind::Member { of, name } if name == "KEY" => {
                self.settings_of(&Site { module: Rc::clone(module), id: *of })
            }
            _ => self.of_token(module, asked),
        }
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

    /// What the provider of a token gives: `{ provide: SUM, useValue: "sha512" }` for `@Inject(SUM)`.
    fn of_token(&mut self, module: &Rc<Module>, asked: Id) -> Option<Resolved> {
        let token = module.key(asked)?;
        let own = providers(module, token);
        let mut found: Vec<Site> = own.map(|id| Site { module: Rc::clone(module), id }).collect();
        if found.is_empty() {
            let words = [(token, Sought::Anything), ("provide", Sought::Anything)];
            for home in self.around.beside(&module.path, &words).iter() {
                // What a test provides is no setting of the program.
                if !is_test(&home.path) {
                    let all = providers(home, token);
                    found.extend(all.map(|id| Site { module: Rc::clone(home), id }));
                }
            }
        }
        let [provider] = found.as_slice() else { return None };
        if let Some(value) = field(provider, "useValue") {
            return Some(self.resolve(&provider.at(value)));
        }
        let factory = provider.at(field(provider, "useFactory")?);
        let made_by = self.resolve(&factory);
        self.of_closures(&made_by, &factory, &[])
    }
}

/// The tables of a file that say what goes by a token.
fn providers(module: &Module, token: &str) -> impl Iterator<Item = Id> {
    (0..module.nodes.len()).filter(move |id| {
        let Kind::Map(pairs) = &module.nodes[*id].kind else { return false };
        let is_it = |(key, value): &(Id, Id)| {
            module.key(*key) == Some("provide") && module.key(*value) == Some(token)
        };
        pairs.iter().any(is_it)
    })
}
