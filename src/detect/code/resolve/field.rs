//! Fields by what their class says of them, where nothing says what an object of it is made with.

use std::rc::Rc;

use super::{CALL_SITES, Resolver, parameter, step};
use crate::detect::code::names::{bindings, qualified, qualified_type};
use crate::detect::code::sources::{assigned_fields, structure_fields};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

/// What asks a configuration for a key that a condition names.
const ASKED: &str = "getConfigValue";

/// Types of Go whose fields no file sets for another: each is made for one call, or has none.
const NOT_SHARED: &[&str] =
    &["crypto.Hash", "hash.Hash", "interface{}", "make", "net/http.Request", "net/http.Response"];

/// Whether a function around is given what goes by this name.
fn is_parameter(module: &Module, scope: ScopeId, name: &str) -> bool {
    let functions =
        module.scopes_from(scope).filter(|one| module.scopes[*one].kind == ScopeKind::Function);
    functions
        .take(8)
        .any(|function| module.scopes[function].parameters.iter().any(|one| one.name == name))
}

impl Resolver<'_> {
    /// What a field is set to; what a configuration says counts before what holds without it.
    pub(super) fn all_set(&mut self, set: &[Site], name: &str) -> Resolved {
        // What a builder is asked for counts before what it starts with.
        let asked: Vec<Site> =
            set.iter().filter(|site| self.is_asked_of_builder(site)).cloned().collect();
        let set = if asked.is_empty() { set } else { asked.as_slice() };
        let mut ways = Vec::new();
        for site in set {
            let value = self.resolve(site).by(&step(site, &format!("field {name} is set")));
            let is_asked = site.module.called(site.id) == Some(ASKED);
            if is_asked && !value.candidates.is_empty() {
                return value;
            }
            ways.push((is_asked, value));
        }
        // Where the configuration does not say it, what is set before holds.
        let is_told =
            ways.iter().any(|(is_asked, value)| !is_asked && !value.candidates.is_empty());
        let kept = ways.into_iter().filter(|(is_asked, _)| !(is_told && *is_asked));
        Resolved::any(kept.map(|(_, value)| value))
    }

    /// What functions of C set a field to through a pointer that they get: `b->bits = bits;`.
    pub(super) fn set_by_setters(
        &mut self,
        module: &Rc<Module>,
        of: Id,
        name: &str,
    ) -> Option<Resolved> {
        if self.around.language().id != "c" {
            return None;
        }
        let types: Vec<String> = qualified(module, of)
            .iter()
            .filter_map(|known| known.strip_suffix("()"))
            .filter_map(|known| known.rsplit('.').next().map(str::to_owned))
            .collect();
        let mut set = assigned_fields(module, &types, name);
        // What a function gets and sets, and gives back for others to go on with.
        set.retain(|one| {
            let scope = module.nodes[one.id].scope;
            let is_given = matches!(one.kind(), Kind::Name(own) if parameter(module, scope, own).is_some());
            let returns = |function: ScopeId| {
                module.scopes[function].returns.iter().any(|id| {
                    matches!(&module.nodes[*id].kind, Kind::Name(own) if parameter(module, scope, own).is_some())
                })
            };
            is_given && module.enclosing(scope, ScopeKind::Function).is_some_and(returns)
        });
        (!set.is_empty()).then(|| self.all_set(&set, name))
    }

    /// A field of a class of C++ that is named alone, with what others set it to: `wizard.bits = 3072;`.
    pub(super) fn set_from_outside(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
        own: Resolved,
    ) -> Resolved {
        let scope = &module.scopes[class];
        if self.around.language().id != "cpp" || scope.kind != ScopeKind::Type {
            return own;
        }
        let types = [scope.name.clone()];
        let is_outside = |one: &Site| {
            module.enclosing(module.nodes[one.id].scope, ScopeKind::Type) != Some(class)
        };
        let mut set = assigned_fields(module, &types, name);
        set.retain(is_outside);
        if set.is_empty() {
            return own;
        }
        let is_of = |written: &str| written.trim_end_matches(['&', '*']) == types[0];
        let objects =
            module.bindings.iter().filter(|one| one.type_name.as_deref().is_some_and(is_of));
        let is_only = objects.take(2).count() == 1 && module.calls_of(&types[0]).is_empty();
        let set = self.all_set(&set, name);
        if is_only && set.missing.is_none() { set } else { own.or(set) }
    }

    /// Whether a value is what a method of Go gets that sets it and gives its receiver: `func (b *B) Bits(n int) *B`.
    fn is_asked_of_builder(&self, site: &Site) -> bool {
        let module = &site.module;
        let Kind::Name(name) = site.kind() else { return false };
        let scope = module.nodes[site.id].scope;
        let Some((function, _)) = parameter(module, scope, name) else { return false };
        let [returned] = module.scopes[function].returns.as_slice() else { return false };
        let is_receiver = |id: Id| match &module.nodes[id].kind {
            Kind::Name(own) => {
                let bound = module.bound(function, own);
                bound.first().is_some_and(|one| one.value.is_none() && one.type_name.is_some())
            }
            _ => false,
        };
        self.around.language().id == "go" && is_receiver(*returned)
    }

    /// The field of an object that another file of C defines, `extern const struct conf defaults;`.
    fn in_object_beside(&mut self, module: &Rc<Module>, of: Id, name: &str) -> Vec<Site> {
        let Kind::Name(object) = &module.nodes[of].kind else { return Vec::new() };
        let is_own = bindings(module, module.nodes[of].scope, object)
            .iter()
            .any(|one| one.value.is_some() || one.scope != 0)
            || module.imports.iter().any(|import| import.local == *object)
            || is_parameter(module, module.nodes[of].scope, object);
        if is_own || self.around.language().id == "rust" {
            return Vec::new();
        }
        let words = [(object.as_str(), Sought::Value)];
        let mut all = Vec::new();
        for other in self.around.beside(&module.path, &words).iter() {
            if !self.is_same_variable(module, other) {
                continue;
            }
            let Some(id) = other.bound(0, object).iter().find_map(|one| one.value) else {
                continue;
            };
            let made = Site { module: Rc::clone(other), id };
            let made = self.resolve(&made).into_made();
            all.extend(made.and_then(|made| self.field_of(&made, name)));
        }
        all
    }

    /// What other files set a field to of a structure that they share by its type.
    pub(super) fn set_beside(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        if !matches!(self.around.language().id, "c" | "cpp" | "go" | "rust") {
            return None;
        }
        let names = qualified(&site.module, of);
        let known = names.iter().filter_map(|known| known.strip_suffix("()"));
        let types: Vec<String> = known
            .filter(|known| !NOT_SHARED.contains(known))
            .filter_map(|known| known.rsplit('.').next())
            .filter(|name| name.len() > 2)
            .take(2)
            .map(str::to_owned)
            .collect();
        let mut set = self.in_object_beside(&site.module, of, name);
        for class in &types {
            let words = [(class.as_str(), Sought::Anything), (name, Sought::Field)];
            let own: Vec<String> = names
                .iter()
                .filter_map(|known| known.strip_suffix("()"))
                .filter(|known| known.rsplit('.').next() == Some(class))
                .map(str::to_owned)
                .collect();
            for module in self.around.beside(&site.module.path, &words).iter() {
                if !self.is_same_type(&site.module, &own, module, class) {
                    continue;
                }
                for call in module.calls_of(class).iter().take(CALL_SITES) {
                    let made = Site { module: Rc::clone(module), id: *call };
                    let field = crate::detect::code::combine::field(&made, name);
                    set.extend(field.map(|id| made.at(id)));
                }
                set.extend(assigned_fields(module, std::slice::from_ref(class), name));
            }
        }
        set.truncate(CALL_SITES);
        (!set.is_empty()).then(|| self.all_set(&set, name))
    }

    /// The value that a structure of C++ gives a field of an object which is declared as one.
    pub(super) fn default_of_field(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        if !matches!(
            self.around.language().id,
            "cpp" | "java" | "kotlin" | "scala" | "csharp" | "dart" | "swift"
        ) {
            return None;
        }
        let module = &site.module;
        let declared = qualified(module, of);
        // What a method of an object gives is of no class that goes by its name.
        let types = declared.iter().filter_map(|one| one.strip_suffix("()"));
        let types: Vec<String> =
            types.filter(|one| !one.contains('(')).map(str::to_owned).collect();
        let own = types.iter().find_map(|written| {
            let plain = written.rsplit('.').next().unwrap_or(written);
            module.scopes_named(plain, ScopeKind::Type).next()
        });
        let (home, class) = match own {
            Some(class) => (Rc::clone(module), class),
            None => match self.around.class(&module.path, &types) {
                Some(found) => found,
                None => self.declared_class(&Site { module: Rc::clone(module), id: of }, 3)?,
            },
        };
        if let Some(read) = self.decoded(&home, class, name) {
            return Some(read);
        }
        if let Some(given) = self.given_to_objects(&home, class, name) {
            return Some(given);
        }
        let value = home.bound(class, name).iter().rev().find_map(|one| one.value);
        let Some(value) = value else {
            return if home.path == module.path && self.around.language().id == "cpp" {
                None
            } else {
                self.implied(&home, class, name, 2)
            };
        };
        let site = Site { module: home, id: value };
        let step = step(&site, &format!("field {name} is set"));
        Some(self.resolve(&site).by(&step))
    }

    /// Whether a variable of C++ is what a function gives: what its class sets where nothing is given says nothing of it.
    pub(super) fn is_given_by_function(&self, variable: &Site) -> bool {
        let module = &variable.module;
        let Kind::Name(name) = variable.kind() else { return false };
        let bound = bindings(module, module.nodes[variable.id].scope, name);
        let mut values = bound.iter().filter_map(|one| one.value);
        values.any(|id| match module.nodes[id].kind {
            Kind::Call { callee, .. } => {
                self.type_at(&Site { module: Rc::clone(module), id: callee }).is_none()
            }
            _ => false,
        })
    }

    /// The class of which an expression is declared to be, along the fields and getters of classes at hand.
    pub(in crate::detect::code) fn declared_class(
        &self,
        of: &Site,
        left: usize,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let left = left.checked_sub(1).filter(|_| self.around.language().id != "cpp")?;
        let module = &of.module;
        let types: Vec<String> = qualified(module, of.id)
            .iter()
            .filter_map(|one| one.strip_suffix("()"))
            .filter(|one| !one.contains('('))
            .map(str::to_owned)
            .collect();
        // A variable is of the type that it is declared as, whatever gives its value.
        if let Kind::Name(name) = of.kind() {
            let bound = bindings(module, module.nodes[of.id].scope, name);
            let written = bound.iter().find_map(|one| one.type_name.clone());
            let is_told = |written: &String| written != "var" && written != "val";
            if let Some(written) = written.filter(is_told)
                && let Some(found) =
                    self.type_called(module, written.rsplit('.').next().unwrap_or(&written), || {
                        qualified_type(module, &written).to_vec()
                    })
            {
                return Some(found);
            }
            if let (Some(value), None) =
                (bound.iter().next().and_then(|one| one.value), bound.iter().nth(1))
                && matches!(module.nodes[value].kind, Kind::Call { .. })
                && let Some(found) = self.declared_class(&of.at(value), left)
            {
                return Some(found);
            }
        }
        let is_chain = match of.kind() {
            Kind::Call { callee, arguments } if arguments.is_empty() => Some(*callee),
            Kind::Member { .. } => Some(of.id),
            _ => None,
        };
        if let Some(id) = is_chain
            && let Kind::Member { of: inner, name } = &module.nodes[id].kind
            && let Some((home, class)) = self.declared_class(&of.at(*inner), left)
        {
            let plain = name.strip_prefix("get").map(|rest| {
                let (first, rest) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
                format!("{}{rest}", first.to_lowercase())
            });
            let mut names = [name.as_str()].into_iter().chain(plain.as_deref());
            let written = names.find_map(|name| {
                home.bound(class, name).iter().find_map(|one| one.type_name.clone())
            });
            if let Some(written) = written {
                let plain = written.trim_end_matches('?').to_owned();
                return self.type_called(&home, &plain, || qualified_type(&home, &plain));
            }
        }
        types.iter().find_map(|known| {
            let plain = known.rsplit('.').next().unwrap_or(known);
            self.type_called(module, plain, || vec![known.clone()])
        })
    }

    /// What functions without a name set a field to that options of Go are: `func(c *Config) { c.Size = n }`.
    pub(super) fn set_by_options(&mut self, object: &Resolved, name: &str) -> Vec<Resolved> {
        if self.around.language().id != "go" {
            return Vec::new();
        }
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            let Kind::Call { callee, .. } = made.kind() else { continue };
            let module = &made.module;
            let (Kind::Name(class) | Kind::Member { name: class, .. }) =
                &module.nodes[*callee].kind
            else {
                continue;
            };
            let is_option = |one: &Site| {
                let function = module.enclosing(module.nodes[one.id].scope, ScopeKind::Function);
                function.is_some_and(|function| module.scopes[function].name.is_empty())
            };
            let set = assigned_fields(module, std::slice::from_ref(class), name);
            for value in set.iter().filter(|one| is_option(one)) {
                let step = step(value, &format!("field {name} is set"));
                ways.push(self.resolve(value).by(&step));
            }
        }
        ways
    }

    /// A field of Go that a structure has from one which is embedded in it.
    pub(super) fn promoted(&mut self, site: &Site, of: Id, name: &str) -> Option<Resolved> {
        if self.around.language().id != "go" {
            return None;
        }
        let module = Rc::clone(&site.module);
        let classes: Vec<String> = qualified(&module, of)
            .iter()
            .filter_map(|known| known.strip_suffix("()"))
            .filter_map(|known| known.rsplit('.').next().map(str::to_owned))
            .collect();
        let class =
            classes.iter().find_map(|one| module.scopes_named(one, ScopeKind::Type).next())?;
        let embedded: Vec<String> = module
            .fields_of(class)
            .iter()
            .filter(|field| {
                let written =
                    module.bound(class, field).first().and_then(|one| one.type_name.as_deref());
                let plain = written.map(|written| written.trim_start_matches('*'));
                plain.and_then(|plain| plain.rsplit('.').next()) == Some(field.as_str())
            })
            .cloned()
            .collect();
        let mut ways = Vec::new();
        for field in embedded {
            for set in structure_fields(&module, of, &field) {
                for candidate in self.resolve(&set).candidates {
                    let Value::Made(made) = &candidate.value else { continue };
                    if let Some(inner) = self.field_of(made, name) {
                        ways.push(self.resolve(&inner).within(&candidate.steps));
                    } else {
                        ways.extend(self.in_embedded(made, name, 3));
                    }
                }
            }
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// A field of a structure that is embedded in one which is made.
    fn in_embedded(&mut self, made: &Site, name: &str, left: usize) -> Option<Resolved> {
        let left = left.checked_sub(1)?;
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let fields = arguments.iter().filter_map(|one| Some((one.name.clone()?, one.value)));
        for (field, value) in fields.collect::<Vec<_>>() {
            for candidate in self.resolve(&made.at(value)).candidates {
                let Value::Made(inner) = &candidate.value else { continue };
                if inner.module.called(inner.id) != Some(field.as_str()) {
                    continue;
                }
                let found = match self.field_of(inner, name) {
                    Some(found) => Some(self.resolve(&found)),
                    None => self.in_embedded(inner, name, left),
                };
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// What the function gives that a `Lazy<T>` of C# is made with.
    pub(super) fn made_lazily(&mut self, object: &Resolved) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { return None };
            let Kind::Call { arguments, .. } = made.kind() else { return None };
            // What the services of a host hold is the object.
            if self.decoded_type(made).is_some()
                && matches!(made.module.called(made.id), Some("GetRequiredService" | "GetService"))
            {
                ways.push(Resolved { candidates: vec![candidate.clone()], missing: None });
                continue;
            }
            if made.module.called(made.id) != Some("Lazy") {
                return None;
            }
            let given = self.resolve(&made.at(arguments.first()?.value));
            ways.push(self.of_closures(&given, made, &[])?);
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The first or second part of a pair.
    pub(super) fn part_of_pair(&mut self, object: &Resolved, name: &str) -> Option<Resolved> {
        let at = match name {
            "first" => 0,
            "second" => 1,
            _ => return None,
        };
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            if let (1, Some(found)) = (at, self.found_in_table(made)) {
                ways.push(found.within(&candidate.steps));
                continue;
            }
            let part = match made.kind() {
                Kind::List(pair) if pair.len() == 2 => pair.get(at).copied(),
                Kind::Call { arguments, .. }
                    if matches!(
                        made.module.called(made.id),
                        Some("Pair" | "make_pair" | "pair")
                    ) =>
                {
                    arguments.get(at).map(|one| one.value)
                }
                _ => None,
            };
            let part = part.map(|id| made.at(id));
            ways.extend(part.map(|part| self.resolve(&part).within(&candidate.steps)));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
