//! Values that are made of others: elements of tables, concatenations, arithmetic, filled patterns.

mod arithmetic;

pub use arithmetic::is_comparison;

use super::configuration;
use super::format;
use super::resolve::{ABSENT, PAIRS, Resolver, constant_text, step, told_by_ends};
use super::syntax::{Argument, Id, Kind, ScopeKind};
use super::value::{Candidate, Resolved, Site, Step, Value};

impl Resolver<'_> {
    /// `list.join(separator)`; `None` where the object is no list.
    pub(super) fn joined_list(&mut self, list: &Site, separator: &Site) -> Option<Resolved> {
        let made = self.resolve(list).into_made()?;
        let items = self.items(&made, 4)?;
        // A list that is its own separator has none.
        let is_bare = list.id == separator.id;
        let separator = self.resolve(separator);
        let mut parts = Vec::new();
        for item in items.iter().take(16) {
            if !parts.is_empty() && !is_bare {
                parts.push(separator.clone());
            }
            parts.push(self.resolve(item));
        }
        Some(joined(&parts))
    }

    pub(super) fn index(&mut self, site: &Site, of: Id, key: Id) -> Resolved {
        if self.is_wrapped(site, of, key) {
            return self.resolve(&site.at(of));
        }
        let told = self.constant_under(site, of, key).or_else(|| self.of_thor(site, of, key));
        let told = told.or_else(|| self.part_of_row(site, of, key));
        let told = told.or_else(|| self.option_of_dart(site, key));
        let told = told.or_else(|| self.error_of_parsing(site, of, key));
        if let Some(told) = told {
            return told;
        }
        if let Kind::Number(at) = site.module.nodes[key].kind
            && let Some(several) = self.several(&site.at(of))
            && let Some(one) = usize::try_from(at).ok().and_then(|at| several.get(at))
        {
            return self.resolve(one);
        }
        if site.module.nodes[key].kind == Kind::Opaque
            && let Some(several) = self.several(&site.at(of))
        {
            return self.any_of(site, ("any of several", key), &several);
        }
        let asked = configuration::asked_by_index(&site.module, of, key);
        if asked.is_some() {
            if self.has_longer_option(site, key)
                && let Some(default) = self.default_of_option(site, key)
            {
                return default;
            }
            // What the file itself says is no configuration, whatever it is called.
            let object = self.resolve(&site.at(of));
            if object.candidates.iter().any(is_literal) {
                let own = self.element(site, key, &object);
                if !own.candidates.is_empty() {
                    return own;
                }
            }
        }
        let configured = asked.map(|key| self.around.configured(&site.module.path, &key));
        match configured {
            Some(configured) if configured.candidates.is_empty() => {
                if let Some(default) = self.default_of_option(site, key) {
                    return default;
                }
                if let Some(found) = self.in_settings_of(site, key) {
                    return found;
                }
                let element = self.element_of(site, of, key);
                let is_absent = element.missing.as_deref() == Some(ABSENT);
                if element.candidates.is_empty() && !is_absent { configured } else { element }
            }
            Some(configured) => configured,
            None => self.element_of(site, of, key),
        }
    }

    fn element_of(&mut self, site: &Site, of: Id, key: Id) -> Resolved {
        if site.module.nodes[key].kind == Kind::Opaque
            && let Some(any) = self.any_of_tree(&site.at(of))
        {
            return any;
        }
        if let Some(set) = self.assigned(site, of, key) {
            return set;
        }
        let object = self.resolve(&site.at(of));
        // `[NAME] = value` of C, asked by the same name, and keys that are constants of a package.
        if let Kind::Name(name) | Kind::Member { name, .. } = &site.module.nodes[key].kind {
            let named = object.candidates.iter().find_map(|candidate| match &candidate.value {
                Value::Made(made) => field(made, name).map(|id| made.at(id)),
                _ => None,
            });
            if let Some(named) = named {
                return self.resolve(&named);
            }
        }
        let found = self.element(site, key, &object);
        let part = self.part_of_declared(site, of, key).filter(|_| found.candidates.is_empty());
        part.unwrap_or(found)
    }

    /// An element of a table.
    pub(super) fn element(&mut self, site: &Site, key: Id, object: &Resolved) -> Resolved {
        let keys = self.resolve(&site.at(key));
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            if let Some(part) = self.part_of_any(candidate, &keys) {
                ways.push(part);
                continue;
            }
            // What `{ok, Value}` is taken from may be the value itself, as a configuration gives it.
            if matches!(candidate.value, Value::Text(_) | Value::Number(_))
                && matches!(self.around.language().id, "elixir" | "erlang")
                && keys.candidates.iter().any(|one| matches!(one.value, Value::Number(_)))
            {
                ways.push(Resolved { candidates: vec![candidate.clone()], missing: None });
                continue;
            }
            ways.extend(self.named_member(candidate, &keys));
            if let [Candidate { value: Value::Text(key), .. }] = keys.candidates.as_slice()
                && let Some(read) = self.in_tree(candidate, key, site)
            {
                ways.push(read);
                continue;
            }
            let part = self.part_of_document(site, candidate, &keys);
            if let Some(part) = part.or_else(|| self.member_by_key(candidate, &keys)) {
                ways.push(part.within(&candidate.steps));
                continue;
            }
            let Value::Made(made) = &candidate.value else { continue };
            if let Some(any) = self.of_any_key(candidate) {
                ways.push(any.within(&candidate.steps));
                continue;
            }
            if let [Candidate { value: Value::Text(key), .. }] = keys.candidates.as_slice()
                && let Some(told) = self.of_layers(made, key)
            {
                ways.push(told.within(&candidate.steps));
                continue;
            }
            if let [Candidate { value: Value::Number(at), .. }] = keys.candidates.as_slice()
                && let Some(part) = self.separated_part(made, *at)
            {
                ways.push(part.within(&candidate.steps));
                continue;
            }
            if let Some(entry) = self.computed_entry(made, &keys) {
                ways.push(entry.within(&candidate.steps));
                continue;
            }
            let mut named: Vec<(Site, &[Step])> = Vec::new();
            for key in &keys.candidates {
                let found = match &key.value {
                    Value::Text(text) => match self.field_of(made, text) {
                        Some(found) => Some(found),
                        None => self.under_computed_key(made, text),
                    },
                    Value::Truth(truth) => field(made, &truth.to_string()).map(|id| made.at(id)),
                    Value::Number(at) => {
                        let own = item(made, *at).or_else(|| field(made, &at.to_string()));
                        match own {
                            Some(id) => Some(made.at(id)),
                            None => self
                                .item_of(made, *at)
                                .or_else(|| self.under_computed_key(made, &at.to_string())),
                        }
                    }
                    // A constant of an enumeration goes by its own name.
                    Value::Named(names) => names
                        .first()
                        .map(|name| name.rsplit('.').next().unwrap_or(name))
                        // `.high` of Swift.
                        .and_then(|name| {
                            field(made, name).or_else(|| field(made, &format!(".{name}")))
                        })
                        .or_else(|| self.at_enumerator(made, names))
                        .map(|id| made.at(id)),
                    Value::Made(_) => {
                        let constant = self.class_name(key);
                        constant.and_then(|name| field(made, &name)).map(|id| made.at(id))
                    }
                };
                named.extend(found.map(|found| (found, key.steps.as_slice())));
            }
            if named.is_empty()
                && let [Candidate { value: Value::Number(at), .. }] = keys.candidates.as_slice()
                && let Some(part) = self.component(made, *at)
            {
                ways.push(part.within(&candidate.steps));
                continue;
            }
            // A key that is not known may be any; the index of an array of a shell is a variable without `$`.
            let is_index = self.around.language().id == "shell"
                && named.is_empty()
                && matches!(made.kind(), Kind::List(_));
            // The constant of an enumeration that a method of it is called on may be any.
            let is_itself = named.is_empty()
                && matches!(&site.module.nodes[key].kind,
                    Kind::Name(name) if self.around.language().own.contains(&name.as_str()));
            let open = is_index
                || is_itself
                || keys.missing.is_some() && (named.is_empty() || is_counter(site, key));
            let is_found = if open {
                let found = self.elements_of(made);
                ways.push(self.any_element(made, site, key, &found).within(&candidate.steps));
                !found.is_empty()
            } else {
                let resolved = named
                    .iter()
                    .map(|(one, key)| self.resolve(one).within(key).within(&candidate.steps));
                ways.extend(resolved);
                !named.is_empty()
            };
            // What a function gives, taken apart, is still of that function.
            let by_number = |one: &Candidate| matches!(one.value, Value::Number(_));
            if !is_found
                && matches!(made.kind(), Kind::Call { .. })
                && keys.candidates.iter().any(by_number)
            {
                ways.push(Resolved { candidates: vec![candidate.clone()], missing: None });
            }
        }
        if ways.is_empty() {
            Resolved::missing(self.missing_element(object, &keys))
        } else {
            Resolved::any(ways)
        }
    }

    /// The value under a key that is no literal: `{ [Kinds.ROOT]: 4096 }`.
    fn under_computed_key(&mut self, made: &Site, text: &str) -> Option<Site> {
        let Kind::Map(pairs) = made.kind() else { return None };
        let computed: Vec<(Id, Id)> = pairs
            .iter()
            .filter(|(key, _)| {
                let kind = &made.module.nodes[*key].kind;
                matches!(kind, Kind::Member { .. } | Kind::Index { .. } | Kind::Name(_))
            })
            .take(16)
            .copied()
            .collect();
        computed.into_iter().find_map(|(key, value)| {
            let keys = self.resolve(&made.at(key)).candidates;
            let is_it = |one: &Candidate| match &one.value {
                Value::Text(known) => known == text,
                Value::Number(number) => number.to_string() == text,
                _ => false,
            };
            keys.iter().any(is_it).then(|| made.at(value))
        })
    }

    /// The element of a list that a call makes, or the argument of what makes a pair.
    fn item_of(&mut self, made: &Site, at: i64) -> Option<Site> {
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let at = usize::try_from(at).ok()?;
        if made.module.called(made.id).is_some_and(|name| PAIRS.contains(&name)) {
            return arguments.get(at).map(|one| made.at(one.value));
        }
        self.items(made, 4)?.get(at).cloned()
    }

    /// All elements of a table.
    pub(super) fn elements_of(&mut self, made: &Site) -> Vec<Site> {
        match made.kind() {
            Kind::List(_) | Kind::Map(_) => all(made).into_iter().map(|id| made.at(id)).collect(),
            Kind::Call { .. } => self.items(made, 4).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    pub(super) fn join(&mut self, site: &Site, parts: &[Id]) -> Resolved {
        let resolved: Vec<Resolved> = parts.iter().map(|id| self.resolve(&site.at(*id))).collect();
        let is_number = |part: &Resolved| {
            matches!(part.candidates.as_slice(), [Candidate { value: Value::Number(_), .. }])
        };
        if resolved.iter().all(is_number) {
            return self.arithmetic(site, "+", parts);
        }
        whole_of(site, &resolved)
    }

    pub(super) fn number(&mut self, site: &Site) -> Option<i64> {
        match self.resolve(site).candidates.as_slice() {
            [Candidate { value: Value::Number(number), .. }] => Some(*number),
            [Candidate { value: Value::Text(text), .. }] => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn formatted(
        &mut self,
        site: &Site,
        template: &format::Template,
        arguments: &[Argument],
    ) -> Resolved {
        let pattern = self.resolve(&site.at(template.pattern));
        let Some(Value::Text(pattern)) =
            pattern.candidates.first().map(|candidate| candidate.value.clone())
        else {
            return Resolved::missing("a formatted text");
        };
        let values: Vec<(Option<&str>, Resolved)> = arguments[template.first..]
            .iter()
            .map(|argument| (argument.name.as_deref(), self.resolve(&site.at(argument.value))))
            .collect();
        whole_of(site, &format::parts(&pattern, &values))
    }
}

/// A text of its parts; of one that is not told in full, the name that its ends tell.
fn whole_of(site: &Site, parts: &[Resolved]) -> Resolved {
    let whole = joined(parts);
    match told_by_ends(parts).filter(|_| whole.candidates.is_empty()) {
        Some(name) => {
            let open = whole.missing.as_deref().unwrap_or("a computed text");
            let step = step(site, &format!("part of a name; the rest is {open}"));
            Resolved::of(Value::Text(name)).by(&step)
        }
        None => whole,
    }
}

/// Whether a value is a table that is written out.
fn is_literal(candidate: &Candidate) -> bool {
    matches!(&candidate.value,
        Value::Made(made) if matches!(made.kind(), Kind::Map(_) | Kind::List(_)))
}

/// Every combination of the parts' texts.
pub(super) fn joined(parts: &[Resolved]) -> Resolved {
    let mut all = Resolved::of(Value::Text(String::new()));
    for part in parts {
        if part.candidates.is_empty() {
            return Resolved::missing(part.missing.clone().unwrap_or_default());
        }
        let mut next = Resolved {
            candidates: Vec::new(),
            missing: all.missing.clone().or_else(|| part.missing.clone()),
        };
        for before in &all.candidates {
            for after in &part.candidates {
                let (Value::Text(head), Some(tail)) = (&before.value, text_of(&after.value)) else {
                    next.missing = Some("a computed text".to_owned());
                    continue;
                };
                let steps = before.steps.iter().chain(&after.steps).cloned().collect();
                next.candidates
                    .push(Candidate { value: Value::Text(format!("{head}{tail}")), steps });
            }
        }
        next.candidates.truncate(8);
        all = next;
    }
    all
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Named(names) => names.iter().find_map(|name| constant_text(name)),
        Value::Made(_) | Value::Truth(_) => None,
    }
}

/// The value under a key of a map, or of a structure that a call makes.
pub(super) fn field(made: &Site, key: &str) -> Option<Id> {
    match made.kind() {
        Kind::Map(pairs) => pairs
            .iter()
            .find(|(id, _)| match &made.module.nodes[*id].kind {
                Kind::Text(text) | Kind::Name(text) => text == key,
                Kind::Member { name, .. } => name == key,
                Kind::Number(number) => number.to_string() == key,
                Kind::Truth(truth) => truth.to_string() == key,
                _ => false,
            })
            .map(|(_, value)| *value),
        Kind::Call { arguments, .. } => arguments
            .iter()
            .find(|argument| argument.name.as_deref() == Some(key))
            .map(|argument| argument.value)
            // `std::map<…> m{{"a", 1}, {"b", 2}};`
            .or_else(|| arguments.iter().find_map(|argument| paired(made, argument.value, key)))
            // `new Map([["a", 1], ["b", 2]])`
            .or_else(|| match &made.module.nodes[arguments.first()?.value].kind {
                Kind::List(pairs) => pairs.iter().find_map(|pair| paired(made, *pair, key)),
                _ => None,
            }),
        Kind::List(items) => items.iter().find_map(|item| paired(made, *item, key)),
        _ => None,
    }
}

/// The value of a pair in a list whose first part is `key`.
fn paired(made: &Site, item: Id, key: &str) -> Option<Id> {
    let Kind::List(pair) = &made.module.nodes[item].kind else { return None };
    is_key(made, *pair.first()?, key).then(|| pair.get(1).copied())?
}

/// Whether a key is a variable that is counted on.
fn is_counter(site: &Site, key: Id) -> bool {
    let module = &site.module;
    let Kind::Name(name) = &module.nodes[key].kind else { return false };
    let bound = super::names::bindings(module, module.nodes[key].scope, name);
    bound.iter().filter_map(|one| one.value).any(|id| module.nodes[id].kind == Kind::Opaque)
}

fn is_key(made: &Site, id: Id, key: &str) -> bool {
    matches!(&made.module.nodes[id].kind, Kind::Text(text) | Kind::Name(text) if text == key)
}

/// Calls that make one named parameter: its name, then its value, after what collects them where there is such.
const PARAMETERS: &[&str] = &[
    "OSSL_PARAM_BLD_push_size_t",
    "OSSL_PARAM_BLD_push_uint",
    "OSSL_PARAM_BLD_push_utf8_string",
    "OSSL_PARAM_construct_int",
    "OSSL_PARAM_construct_size_t",
    "OSSL_PARAM_construct_uint",
    "OSSL_PARAM_construct_uint32",
    "OSSL_PARAM_construct_utf8_string",
    "OSSL_PARAM_int",
    "OSSL_PARAM_size_t",
    "OSSL_PARAM_uint",
    "OSSL_PARAM_utf8_string",
];

/// The value of a parameter that is made by its name in the function around `near`.
pub(super) fn parameter_near(near: &Site, key: &str) -> Option<Id> {
    let module = &near.module;
    let function = module.enclosing(module.nodes[near.id].scope, ScopeKind::Function)?;
    let list = listed(near);
    PARAMETERS.iter().flat_map(|name| module.calls_of(name)).find_map(|call| {
        let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
        let here = module.enclosing(module.nodes[*call].scope, ScopeKind::Function);
        let at = arguments.iter().take(2).position(|one| is_key(near, one.value, key))?;
        let place = module.nodes[*call].place;
        let is_listed = list.is_none_or(|(start, end)| start <= place.start && place.end <= end);
        (here == Some(function) && is_listed).then(|| arguments.get(at + 1))?.map(|one| one.value)
    })
}

/// Bytes of the list of parameters that a variable is set to at once.
fn listed(near: &Site) -> Option<(usize, usize)> {
    let Kind::Name(name) = near.kind() else { return None };
    let module = &near.module;
    let bound = super::names::bindings(module, module.nodes[near.id].scope, name);
    let value = bound.last().and_then(|one| one.value)?;
    let Kind::List(items) = &module.nodes[value].kind else { return None };
    let makes = |id: &Id| module.called(*id).is_some_and(|name| PARAMETERS.contains(&name));
    let place = module.nodes[value].place;
    items.iter().any(makes).then_some((place.start, place.end))
}

fn item(made: &Site, at: i64) -> Option<Id> {
    match made.kind() {
        Kind::List(items) => {
            let items = unwrapped(made, items);
            items.get(usize::try_from(at).ok()?).copied()
        }
        Kind::Map(pairs) => pairs
            .iter()
            .find(|(id, _)| made.module.nodes[*id].kind == Kind::Number(at))
            .map(|(_, value)| *value),
        _ => None,
    }
}

/// The elements of `{{ {a, b}, {c, d} }}`, as arrays of C++ are made.
fn unwrapped<'s>(made: &'s Site, items: &'s [Id]) -> &'s [Id] {
    let kind = |id: &Id| &made.module.nodes[*id].kind;
    match items {
        [only] => match kind(only) {
            Kind::List(inner) if inner.iter().all(|id| matches!(kind(id), Kind::List(_))) => inner,
            _ => items,
        },
        _ => items,
    }
}

fn all(made: &Site) -> Vec<Id> {
    match made.kind() {
        Kind::List(items) => items.clone(),
        Kind::Map(pairs) => pairs.iter().map(|(_, value)| *value).collect(),
        _ => Vec::new(),
    }
}
