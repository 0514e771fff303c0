//! Functions of libraries that fields and parameters hold: `this.seal(data)`, `with.call(data)`, `call_user_func($how)`.

use super::*;
use crate::detect::code::names::bindings;
use crate::detect::code::resolve::parameter;
use crate::detect::code::syntax::Parameter;
use crate::detect::code::value::Value;

/// What PHP calls the only argument of a function that is not called but handed on: `md5(...)`.
const HANDED_ON: &str = "...";

impl Analysis<'_> {
    pub(super) fn is_of_javascript(&self) -> bool {
        matches!(self.around.language().id, "javascript" | "typescript" | "tsx")
    }

    /// A call of a function of JavaScript that says what `this` is in it: `f.call(this, a)`, `f.apply(this, [a])`.
    pub(super) fn called_through(
        &mut self,
        id: Id,
        of: Id,
        name: &str,
        given: &[Argument],
    ) -> bool {
        let names = qualified(self.module, of);
        let Some((_, rest)) = given.split_first() else { return false };
        let all: Vec<Argument> = match (name, rest) {
            ("apply", [list]) => match &self.module.nodes[list.value].kind {
                Kind::List(items) => {
                    items.iter().map(|value| Argument { name: None, value: *value }).collect()
                }
                _ => Vec::new(),
            },
            _ => rest.to_vec(),
        };
        self.call_as(id, &names, &all)
    }

    /// Whether a field of the object at hand holds a function that a name stands for: `this.seal(data)` of JavaScript.
    pub(super) fn holds_function(&self, of: Id, name: &str) -> bool {
        let module = self.module;
        if !self.is_script() || module.nodes[of].kind != Kind::Name("this".to_owned()) {
            return false;
        }
        let Some(class) = module.enclosing(module.nodes[of].scope, ScopeKind::Type) else {
            return false;
        };
        let own = module.functions_of(class);
        if own.iter().any(|one| module.scopes[*one].name == name) {
            return false;
        }
        // `constructor(private readonly seal = …)` of TypeScript.
        let makers = own.iter().filter(|one| module.scopes[**one].name == "constructor");
        let mut given = makers.flat_map(|one| &module.scopes[*one].parameters);
        let mut values = module.bound(class, name).iter().filter_map(|one| one.value);
        given.any(|one| one.name == name && self.is_function_by_name(one))
            || values.any(|value| match &module.nodes[value].kind {
                Kind::Member { .. } | Kind::Choice(_) => true,
                Kind::Name(given) => {
                    self.parameter_at(value, given).is_some_and(|one| self.is_function_by_name(one))
                }
                _ => false,
            })
    }

    /// Whether a name is a parameter that is a function of a library where nothing is given.
    pub(super) fn is_function_by_default(&self, id: Id, name: &str) -> bool {
        let is_meant = self.is_script() || self.around.language().id == "ruby";
        let own = is_meant.then(|| self.parameter_at(id, name)).flatten();
        own.is_some_and(|one| self.is_function_by_name(one))
    }

    /// Whether an argument is a parameter of PHP, which may stand for a function.
    pub(super) fn is_parameter_of_php(&self, id: Id) -> bool {
        let Kind::Name(name) = &self.module.nodes[id].kind else { return false };
        let is_variable = name.starts_with('$') && self.around.language().id == "php";
        is_variable && self.parameter_at(id, name).is_some()
    }

    fn is_script(&self) -> bool {
        matches!(self.around.language().id, "javascript" | "typescript" | "tsx")
    }

    fn parameter_at(&self, id: Id, name: &str) -> Option<&Parameter> {
        let scope = self.module.nodes[id].scope;
        if !bindings(self.module, scope, name).is_empty() {
            return None;
        }
        let (function, index) = parameter(self.module, scope, name)?;
        self.module.scopes[function].parameters.get(index)
    }

    fn is_function_by_name(&self, parameter: &Parameter) -> bool {
        let kind = parameter.default.map(|id| &self.module.nodes[id].kind);
        matches!(kind, Some(Kind::Member { .. }))
    }

    /// The names that a value has as a function: PHP hands one on as a text, or as `md5(...)`.
    pub(super) fn names_as_function(&self, value: Value) -> Option<Vec<String>> {
        let is_php = self.around.language().id == "php";
        match value {
            Value::Named(names) => Some(names),
            Value::Text(text) if is_php => Some(vec![text]),
            Value::Made(made) if is_php => {
                let Kind::Call { callee, arguments } = made.kind() else { return None };
                let [only] = arguments.as_slice() else { return None };
                let is_it = only.name.as_deref() == Some(HANDED_ON);
                is_it.then(|| qualified(&made.module, *callee).to_vec())
            }
            _ => None,
        }
    }
}
