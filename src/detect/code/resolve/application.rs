//! The environment of applications of Erlang and Elixir: `config/*.exs`, `sys.config`, `*.app.src`; and the state that
//! their servers start with.

use std::rc::Rc;

use super::{Resolver, parameter, step};
use crate::detect::code::lower::MODULE;
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{APPLICATION, Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Files of settings of Elixir, those first that count before the others.
const SETTINGS: &[&str] =
    &["config/runtime.exs", "config/releases.exs", "config/prod.exs", "config/config.exs"];
/// Functions that a server's state is handed to, and where.
const STATEFUL: &[(&str, usize)] = &[
    ("handle_call", 2),
    ("handle_cast", 1),
    ("handle_info", 1),
    ("handle_continue", 1),
    ("terminate", 1),
];

impl Resolver<'_> {
    /// What the settings of an application say of a key: `Application.get_env(:app, :key, default)`.
    pub(super) fn of_application(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let app = arguments.iter().find(|one| one.name.as_deref() == Some(APPLICATION))?.value;
        let key = arguments.first()?.value;
        let module = &site.module;
        let Kind::Text(app) = &module.nodes[app].kind else { return None };
        let value = if self.around.language().id == "erlang" {
            let key = self.key_handed(&site.at(key))?;
            self.in_terms(module, app, &key)?
        } else {
            let key = self.key_handed(&site.at(key)).or_else(|| name_of(module, key))?;
            let files = self.around.above(&module.path, SETTINGS);
            files.iter().find_map(|file| in_settings(file, app, &key))?
        };
        let step = step(&value, &format!("application environment of {name}"));
        Some(self.resolve(&value).by(&step))
    }

    /// Whether an element is the value of `{ok, Value}` that asking for a key of the application gives.
    pub(in crate::detect::code) fn is_wrapped(&self, site: &Site, of: Id, key: Id) -> bool {
        let module = &site.module;
        let Kind::Call { arguments, .. } = &module.nodes[of].kind else { return false };
        let wrapping = match (self.around.language().id, module.called(of)) {
            ("erlang", Some("get_env")) => arguments.len() == 2,
            ("elixir", Some("fetch_env")) => true,
            _ => false,
        };
        wrapping
            && module.nodes[key].kind == Kind::Number(1)
            && arguments.iter().any(|one| one.name.as_deref() == Some(APPLICATION))
    }

    /// A function of the module that a variable holds: `module.algorithm()`.
    pub(super) fn of_held_module(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let module = &site.module;
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
        if self.around.language().id != "elixir" || !matches!(module.nodes[of].kind, Kind::Name(_))
        {
            return None;
        }
        let held =
            self.resolve(&site.at(of)).candidates.into_iter().find_map(|one| match one.value {
                Value::Named(names) => Some(names),
                _ => None,
            })?;
        let is_module = |name: &&String| name.starts_with(|c: char| c.is_ascii_uppercase());
        let full: Vec<String> =
            held.iter().filter(is_module).map(|module| format!("{module}.{name}")).collect();
        self.around.function(&module.path, &full).or_else(|| {
            let own = held.first()?.rsplit('.').next()?.to_owned();
            let is_here = !module.bound(0, &format!("{MODULE}{own}")).is_empty();
            let named = module.scopes_named(name, ScopeKind::Function).next();
            named.filter(|_| is_here).map(|function| (Rc::clone(module), function))
        })
    }

    /// `__MODULE__`: the module around.
    pub(super) fn module_around(&self, site: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "elixir" || name != "__MODULE__" {
            return None;
        }
        let at = site.place().start;
        let before = site.module.bindings.iter().take_while(|one| one.at <= at);
        let last = before.filter(|one| one.name.starts_with(MODULE)).last()?;
        Some(Resolved::of(Value::Named(qualified(&site.module, last.value?).to_vec())))
    }

    /// The key that an expression is; of a function that asks for others, what it gets.
    fn key_handed(&mut self, key: &Site) -> Option<String> {
        let Kind::Name(name) = key.kind() else {
            return match key.kind() {
                Kind::Text(text) => Some(text.clone()),
                _ => None,
            };
        };
        let scope = key.module.nodes[key.id].scope;
        parameter(&key.module, scope, name)?;
        match self.resolve(key).candidates.as_slice() {
            [Candidate { value: Value::Text(text), .. }] => Some(text.clone()),
            _ => None,
        }
    }

    /// The value under a key of an application in terms of Erlang.
    fn in_terms(&mut self, module: &Rc<Module>, app: &str, key: &str) -> Option<Site> {
        let own = format!("src/{app}.app.src");
        let beside = format!("{app}.app.src");
        for (file, place) in [
            ("config/sys.config", None),
            ("sys.config", None),
            ("config/sys.config.src", None),
            (own.as_str(), Some(2)),
            (beside.as_str(), Some(2)),
        ] {
            let Some(terms) = self.around.terms_above(&module.path, file) else { continue };
            let Some(returned) = terms.scopes.iter().find_map(|scope| scope.returns.first()) else {
                continue;
            };
            let mut at = Site { module: Rc::clone(&terms), id: *returned };
            let mut path = [app, key];
            if let Some(place) = place {
                let Kind::List(parts) = at.kind() else { continue };
                let Some(part) = parts.get(place) else { continue };
                at = at.at(*part);
                path = ["env", key];
            }
            if let Some(found) = self.field_along(at, path.into_iter()) {
                return Some(found);
            }
        }
        None
    }

    /// The state that `init` of a server gives, where another function of it gets the state.
    pub(super) fn started_with(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let scope = &module.scopes[function];
        let is_state = STATEFUL.contains(&(scope.name.as_str(), index));
        if !is_state || !matches!(self.around.language().id, "elixir" | "erlang") {
            return None;
        }
        let inits = module.scopes_named("init", ScopeKind::Function);
        let returned: Vec<Id> =
            inits.flat_map(|init| module.scopes[init].returns.iter().copied()).take(4).collect();
        let states = returned.into_iter().filter_map(|id| match &module.nodes[id].kind {
            Kind::List(parts) => Some(Site { module: Rc::clone(module), id: *parts.get(1)? }),
            _ => None,
        });
        let ways: Vec<Resolved> =
            states.collect::<Vec<_>>().iter().map(|state| self.resolve(state)).collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What `start_link` hands to `init`: `GenServer.start_link(__MODULE__, options)`.
    pub(super) fn handed_to_init(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
    ) -> Option<Resolved> {
        let is_init = module.scopes[function].name == "init"
            && matches!(self.around.language().id, "elixir" | "erlang");
        let calls = ["start_link", "start"].into_iter().flat_map(|name| module.calls_of(name));
        let mut given = calls.filter(|_| is_init).filter_map(|call| {
            let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
            let Kind::Member { of, .. } = &module.nodes[*callee].kind else { return None };
            let Kind::Name(of) = &module.nodes[*of].kind else { return None };
            let at = match (of.as_str(), arguments.len()) {
                ("GenServer" | "Agent" | "Supervisor", _) => 1,
                ("gen_server" | "gen_statem", 4) => 2,
                ("gen_server" | "gen_statem", _) => 1,
                _ => return None,
            };
            Some(arguments.get(at)?.value)
        });
        let given = given.next()?;
        Some(self.resolve(&Site { module: Rc::clone(module), id: given }))
    }
}

/// The last part of the name of a key: an atom, or a module.
fn name_of(module: &Module, key: Id) -> Option<String> {
    if let Kind::Text(text) = &module.nodes[key].kind {
        return Some(text.clone());
    }
    let name = qualified(module, key).first()?.clone();
    if name == "__MODULE__" {
        let own = module.bindings.iter().find_map(|one| one.name.strip_prefix(MODULE))?;
        return Some(own.to_owned());
    }
    name.rsplit('.').next().map(str::to_owned)
}

/// The value that `config :app, key: value` or `config :app, Module, key: value` gives; the last one counts.
fn in_settings(file: &Rc<Module>, app: &str, key: &str) -> Option<Site> {
    let site = |id: Id| Site { module: Rc::clone(file), id };
    file.calls_of("config").iter().rev().find_map(|call| {
        let Kind::Call { arguments, .. } = &file.nodes[*call].kind else { return None };
        let values: Vec<Id> = arguments.iter().map(|one| one.value).collect();
        match values.as_slice() {
            [of, table] if file.key(*of) == Some(app) => {
                super::super::combine::field(&site(*table), key).map(site)
            }
            [of, own, value] if file.key(*of) == Some(app) => {
                (name_of(file, *own)? == key).then(|| site(*value))
            }
            _ => None,
        }
    })
}
