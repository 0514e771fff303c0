//! Classes of Python that give values by their own rules: enumerations and settings that the environment fills; and of
//! PHP, constants of enumerations that are looked up by their value.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::lower::supertypes;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// `Level["HIGH"]`: the constant of an enumeration by its name.
    pub(in crate::detect::code) fn constant_under(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        let is_name = matches!(site.module.nodes[of].kind, Kind::Name(_) | Kind::Member { .. });
        if self.around.language().id != "python" || !is_name {
            return None;
        }
        let (home, class) =
            self.type_at(&site.at(of)).filter(|(home, class)| is_enumeration(home, *class))?;
        let keys = self.resolve(&site.at(key));
        let mut ways = Vec::new();
        for candidate in keys.candidates {
            let Value::Text(name) = &candidate.value else { continue };
            let value = home.bound(class, name).last().and_then(|one| one.value);
            let Some(id) = value else { continue };
            let constant = Site { module: Rc::clone(&home), id };
            let step = step(&constant, &format!("constant {name}"));
            ways.push(self.resolve(&constant).by(&step).within(&candidate.steps));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The value of a constant that is looked up by it: `Level("sha256").value`, `Level::from('sha256')->value`.
    pub(super) fn value_looked_up(&mut self, object: &Resolved, name: &str) -> Option<Resolved> {
        if !matches!(name, "value" | "$value") {
            return None;
        }
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { return None };
            let Kind::Call { callee, arguments } = made.kind() else { return None };
            let [only] = arguments.as_slice() else { return None };
            let class = match (&made.module.nodes[*callee].kind, self.around.language().id) {
                (Kind::Member { of, name }, "php")
                    if matches!(name.as_str(), "from" | "tryFrom") =>
                {
                    *of
                }
                (Kind::Name(_) | Kind::Member { .. }, "python") => *callee,
                _ => return None,
            };
            let (home, class) = self.type_at(&made.at(class))?;
            if self.around.language().id == "python" && !is_enumeration(&home, class) {
                return None;
            }
            // What none of the constants has is another one, or none.
            let mut asked = self.resolve(&made.at(only.value));
            let has = |one: &Candidate| {
                let Value::Text(text) = &one.value else { return false };
                let mut fields = home.fields_of(class).iter();
                fields.any(|field| {
                    let value = home.bound(class, field).last().and_then(|one| one.value);
                    value.is_some_and(
                        |id| matches!(&home.nodes[id].kind, Kind::Text(own) if own == text),
                    )
                })
            };
            asked.candidates.retain(has);
            ways.push(asked.within(&candidate.steps));
        }
        ways.retain(|way| !way.candidates.is_empty());
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// `self.value` of the constant of an enumeration that is being looked into, where that stands for several values.
    pub(super) fn values_of_constant(
        &self,
        module: &Rc<Module>,
        scope: ScopeId,
    ) -> Option<Resolved> {
        let made = self.objects.last().filter(|_| self.around.language().id == "python")?;
        let class = module.enclosing(scope, ScopeKind::Type)?;
        let (home, of) = self.class_of(made)?;
        let is_it =
            matches!(made.kind(), Kind::List(_)) && of == class && Rc::ptr_eq(&home, module);
        is_it.then(|| Resolved::of(Value::Made(made.clone())))
    }

    /// What the environment says of a field of settings (pydantic): `class Settings(BaseSettings)`.
    pub(in crate::detect::code) fn of_environment(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "python"
            || !supertypes(&module.scopes[class]).any(|one| one.ends_with("BaseSettings"))
        {
            return None;
        }
        let field = module.bound(class, name).last()?;
        let alias =
            field.value.and_then(|id| named(module, id, &["alias", "validation_alias", "env"]));
        let key = alias.unwrap_or_else(|| {
            let prefix = prefix(module, class).unwrap_or_default();
            format!("{prefix}{name}").to_ascii_uppercase()
        });
        let found = self.around.configured(&module.path, &key);
        (!found.candidates.is_empty()).then_some(found)
    }

    /// What a member of an object's own class is where it is called: `self.digest()` of `digest = hashes.SHA512`.
    pub(super) fn own_class(&mut self, site: &Site, callee: Id) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let is_own = matches!(&site.module.nodes[of].kind,
            Kind::Name(own) if self.around.language().own.contains(&own.as_str()));
        if self.around.language().id != "python" || !is_own {
            return None;
        }
        let held = self.resolve(&site.at(callee));
        let is_named = |one: &Candidate| matches!(one.value, Value::Named(_));
        (!held.candidates.is_empty() && held.candidates.iter().all(is_named)).then_some(held)
    }
}

fn is_enumeration(module: &Module, class: ScopeId) -> bool {
    supertypes(&module.scopes[class]).any(|one| one.ends_with("Enum") || one.ends_with("Flag"))
}

/// The text that a call gives by one of these names.
fn named(module: &Module, call: Id, names: &[&str]) -> Option<String> {
    let Kind::Call { arguments, .. } = &module.nodes[call].kind else { return None };
    let is_it = |name: &Option<String>| name.as_deref().is_some_and(|name| names.contains(&name));
    let given = arguments.iter().find(|one| is_it(&one.name))?;
    match &module.nodes[given.value].kind {
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// `model_config = SettingsConfigDict(env_prefix="X_")`, or `env_prefix = "X_"` in the class `Config`.
fn prefix(module: &Module, class: ScopeId) -> Option<String> {
    let config = module.bound(class, "model_config").last().and_then(|one| one.value);
    if let Some(found) = config.and_then(|id| named(module, id, &["env_prefix"])) {
        return Some(found);
    }
    let mut inner = module.scopes_named("Config", ScopeKind::Type);
    let inner = inner.find(|scope| module.scopes[*scope].parent == class)?;
    let value = module.bound(inner, "env_prefix").last()?.value?;
    match &module.nodes[value].kind {
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    }
}
