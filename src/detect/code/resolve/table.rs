//! Elements of tables that functions and calls without arguments give.

use super::decoded::is_configured;
use super::nothing::is_surely_nothing;
use super::{HANDING_ON, Resolver, TAKEN_APART, parameter, step};
use crate::detect::code::lower::TAKES_NAMED;
use crate::detect::code::names::bindings;
use crate::detect::code::sources::assigned_elements;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, SPREAD};
use crate::detect::code::value::{Candidate, Resolved, Site, Value, go_together};

impl Resolver<'_> {
    /// What an element of a table is set to after the table is made.
    pub(in crate::detect::code) fn assigned(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        let own = site.module.key(key).map(str::to_owned);
        let known =
            self.resolve(&site.at(key)).candidates.into_iter().filter_map(|one| match one.value {
                Value::Text(text) => Some(text),
                _ => None,
            });
        let keys: Vec<String> = known.chain(own).take(4).collect();
        let set: Vec<Site> = keys
            .iter()
            .flat_map(|key| assigned_elements(&site.module, of, key))
            .filter(|one| one.id != site.id && !is_of_command_line(one))
            .collect();
        let ways: Vec<Resolved> = set
            .iter()
            .map(|one| self.resolve(one).by(&step(one, "element of a table is set")))
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// A list in another type, or its texts as one: `names.toArray`, `parts.mkString` of Scala.
    pub(super) fn list_as(
        &mut self,
        site: &Site,
        object: &Resolved,
        name: &str,
    ) -> Option<Resolved> {
        let is_list = object.candidates.iter().any(is_table) || is_configured(object);
        if self.around.language().id != "scala" || !is_list {
            return None;
        }
        if HANDING_ON.contains(&name) {
            return Some(object.clone());
        }
        let Kind::Member { of, .. } = site.kind() else { return None };
        (name == "mkString").then(|| self.joined_list(&site.at(*of), &site.at(*of)))?
    }

    /// What a table holds that a call asks for: `policy.cipher` of a map in Elixir, `Keyword.get(list, key, default)`.
    pub(super) fn held(
        &mut self,
        site: &Site,
        callee: Id,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        if self.around.language().id == "elixir" && arguments.is_empty() {
            return self.member_of_map(site, callee);
        }
        let (table, key, default) = looked_up(&site.module, callee, arguments)?;
        let object = self.resolve(&site.at(table));
        if !object.candidates.iter().any(is_table) {
            // Of options that nobody in sight gives, what holds without them is what is stated.
            let open = object.candidates.is_empty() && self.around.language().id == "erlang";
            return default.filter(|_| open).map(|default| self.resolve(&site.at(default)));
        }
        let found = self.element(site, key, &object);
        Some(match default {
            Some(default) if found.candidates.is_empty() => self.resolve(&site.at(default)),
            _ => found,
        })
    }

    /// `table.get(key)`, `table.getOrDefault(key, default)`.
    pub(super) fn element_or_default(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let object = self.resolve(&site.at(of));
        if let Some(named) = self.of_named_arguments(site, of, (key, arguments.get(1)), &object) {
            return Some(named);
        }
        if !object.candidates.iter().any(is_table) {
            return None;
        }
        let found = self.element(site, key, &object);
        let default = arguments.get(1).filter(|one| one.name.is_none());
        let is_known =
            !found.candidates.is_empty() && self.resolve(&site.at(key)).missing.is_none();
        Some(match default.filter(|_| !is_known) {
            Some(default) if is_surely_nothing(&found) => self.resolve(&site.at(default.value)),
            Some(default) => found.or(self.resolve(&site.at(default.value))),
            None => found,
        })
    }

    /// `options.get("bits", 2048)` of what a function takes as `**options`.
    fn of_named_arguments(
        &mut self,
        site: &Site,
        of: Id,
        (key, default): (Id, Option<&Argument>),
        object: &Resolved,
    ) -> Option<Resolved> {
        let module = &site.module;
        let (Kind::Name(name), Kind::Text(key)) = (&module.nodes[of].kind, &module.nodes[key].kind)
        else {
            return None;
        };
        let (function, index) = parameter(module, module.nodes[of].scope, name)?;
        let own = &module.scopes[function].parameters[index];
        if self.around.language().id != "python" || own.type_name.as_deref() != Some(TAKES_NAMED) {
            return None;
        }
        let mut ways = Vec::new();
        for one in &object.candidates {
            let Value::Made(made) = &one.value else { return None };
            let Kind::Call { arguments, .. } = made.kind() else { return None };
            let is_apart = |one: &Argument| made.module.called(one.value) == Some(TAKEN_APART);
            let named = arguments.iter().find(|one| one.name.as_deref() == Some(key));
            if named.is_none() && arguments.iter().any(is_apart) {
                return None;
            }
            let given = match (named, default) {
                (Some(named), _) => made.at(named.value),
                (None, Some(default)) => site.at(default.value),
                (None, None) => continue,
            };
            ways.push(self.resolve(&given).within(&one.steps));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// `options.fetch(:key, default)` of Ruby where nobody in sight gives the options: what holds without them.
    pub(super) fn stated_without(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let (true, "fetch", [_, default]) = (self.around.language().id == "ruby", name, arguments)
        else {
            return None;
        };
        let is_open = self.resolve(&site.at(of)).candidates.is_empty();
        (is_open && default.name.is_none()).then(|| self.resolve(&site.at(default.value)))
    }

    /// What a table that a comprehension makes has under a key: `{p.name: p for p in all}`.
    pub(in crate::detect::code) fn computed_entry(
        &mut self,
        made: &Site,
        keys: &Resolved,
    ) -> Option<Resolved> {
        let Kind::Map(pairs) = made.kind() else { return None };
        let [(key, value)] = pairs.as_slice() else { return None };
        let is_computed =
            matches!(made.module.nodes[*key].kind, Kind::Member { .. } | Kind::Name(_));
        if self.around.language().id != "python" || !is_computed {
            return None;
        }
        let own = self.resolve(&made.at(*key)).candidates;
        let of = |one: &Candidate| match &one.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let asked: Vec<String> = keys.candidates.iter().filter_map(of).collect();
        let meant: Vec<&Candidate> =
            own.iter().filter(|one| of(one).is_some_and(|text| asked.contains(&text))).collect();
        let mut values = self.resolve(&made.at(*value));
        values.candidates.retain(|value| {
            meant.iter().any(|key| go_together(key.steps.iter(), value.steps.iter()))
        });
        (!meant.is_empty() && !values.candidates.is_empty()).then_some(values)
    }

    /// A member of a map, which looks like a call without arguments.
    fn member_of_map(&mut self, site: &Site, callee: Id) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Member { of, name } = &module.nodes[callee].kind else { return None };
        let is_value = matches!(
            module.nodes[*of].kind,
            Kind::Call { .. } | Kind::Name(_) | Kind::Member { .. }
        );
        if !is_value {
            return None;
        }
        let candidates = self.resolve(&site.at(*of)).candidates;
        let made = candidates.into_iter().filter_map(|one| match one.value {
            Value::Made(made) if matches!(made.kind(), Kind::Map(_)) => Some(made),
            _ => None,
        });
        let fields: Vec<Site> = made.filter_map(|made| self.field_of(&made, name)).collect();
        let ways: Vec<Resolved> = fields.iter().map(|one| self.resolve(one)).collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// Table, key and default of a function of a module that looks up a key: `Keyword.get(list, key, default)` of Elixir,
/// `maps:get(Key, Map, Default)` of Erlang.
fn looked_up(module: &Module, callee: Id, arguments: &[Argument]) -> Option<(Id, Id, Option<Id>)> {
    let Kind::Member { of, name } = &module.nodes[callee].kind else { return None };
    let Kind::Name(object) = &module.nodes[*of].kind else { return None };
    let [first, second, rest @ ..] = arguments else { return None };
    let default = rest.first().map(|one| one.value);
    match (object.as_str(), name.as_str()) {
        ("Keyword" | "Map" | "Access", "get" | "fetch" | "fetch!" | "pop" | "get_lazy") => {
            Some((first.value, second.value, default))
        }
        ("maps", "get") | ("proplists", "get_value") => Some((second.value, first.value, default)),
        _ => None,
    }
}

/// Whether a value is a table or list of its own.
pub(super) fn is_table(candidate: &Candidate) -> bool {
    let Value::Made(made) = &candidate.value else { return false };
    match made.kind() {
        Kind::Map(_) | Kind::List(_) => true,
        Kind::Call { .. } if made.module.called(made.id) == Some("merge") => true,
        // A container of C++ that is made of pairs.
        Kind::Call { arguments, .. } => arguments
            .first()
            .is_some_and(|first| matches!(made.module.nodes[first.value].kind, Kind::List(_))),
        _ => false,
    }
}

/// Whether a value is what the block of an option of a command line gets: `opts.on("--bits N") { |bits| … }`.
fn is_of_command_line(set: &Site) -> bool {
    let Kind::Name(name) = set.kind() else { return false };
    let module = &set.module;
    let bound = bindings(module, module.nodes[set.id].scope, name).last();
    bound.and_then(|one| module.called(one.value?)) == Some("on")
}

/// Whether a value is a table of which every key is written out as a text or number.
pub(super) fn is_written(candidate: &Candidate) -> bool {
    let Value::Made(made) = &candidate.value else { return false };
    let kind = |id: &Id| &made.module.nodes[*id].kind;
    let is_key = |id: &Id| match kind(id) {
        Kind::Text(text) => text != SPREAD,
        Kind::Number(_) => true,
        _ => false,
    };
    // `{{"a", 1}, {"b", 2}}`
    let is_pair = |id: &Id| match kind(id) {
        Kind::List(pair) => pair.len() == 2 && pair.first().is_some_and(is_key),
        _ => false,
    };
    match made.kind() {
        Kind::Map(pairs) => pairs.iter().all(|(key, _)| is_key(key)),
        Kind::List(items) => !items.is_empty() && items.iter().all(is_pair),
        _ => false,
    }
}
