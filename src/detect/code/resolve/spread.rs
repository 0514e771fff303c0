//! Arguments that a table holds by their names: `f(**table)`, and tables that take over the fields of others.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::configuration;
use crate::detect::code::lower::TAKES_NAMED;
use crate::detect::code::syntax::{Kind, Module, Parameter, SPREAD};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// What a table among arguments calls, with the table.
pub(in crate::detect::code) const TAKEN_APART: &str = "**";

impl Resolver<'_> {
    /// What an argument gives to the parameter of a name; `None` where it is a table that has nothing under it.
    pub(in crate::detect::code) fn given_value(
        &mut self,
        given: &Site,
        home: &Rc<Module>,
        parameter: &Parameter,
    ) -> Option<Resolved> {
        // All arguments with names are what the call has under them.
        let takes_named = parameter.type_name.as_deref() == Some(TAKES_NAMED);
        if takes_named && matches!(given.kind(), Kind::Call { .. }) {
            return Some(Resolved::of(Value::Made(given.clone())));
        }
        if given.module.called(given.id) != Some(TAKEN_APART) {
            return Some(self.as_type(given, home, parameter.type_name.as_deref()));
        }
        self.taken_apart(given, &parameter.name)
    }

    /// What a table that a call takes apart has under a name; `None` where it is known to have nothing.
    pub(in crate::detect::code) fn taken_apart(
        &mut self,
        given: &Site,
        name: &str,
    ) -> Option<Resolved> {
        let Kind::Call { arguments, .. } = given.kind() else { return None };
        let tables = self.resolve(&given.at(arguments.first()?.value));
        let found = self.field_of_any(&tables, name).or_else(|| {
            let mut read =
                tables.candidates.iter().filter_map(|one| self.in_tree(one, name, given));
            read.find(|found| !found.candidates.is_empty())
        });
        // What is not known may give anything: no default holds.
        let is_at_hand = |one: &Candidate| match &one.value {
            Value::Made(made) => {
                matches!(made.kind(), Kind::Map(_)) || self.class_of(made).is_some()
            }
            Value::Named(names) => configuration::in_document(names).is_some(),
            _ => false,
        };
        let open = found.is_none() && !tables.candidates.iter().any(is_at_hand);
        found.or_else(|| {
            let what = || format!("{name} of a table");
            open.then(|| Resolved::missing(tables.missing.unwrap_or_else(what)))
        })
    }

    /// What any of several tables has under a name.
    pub(super) fn field_of_any(&mut self, tables: &Resolved, name: &str) -> Option<Resolved> {
        let mut ways = Vec::new();
        for candidate in &tables.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            let field = self.given_field(made, name);
            ways.extend(field.map(|field| field.within(&candidate.steps)));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// What a table, structure, object or the options of a command line have under a name.
    pub(super) fn given_field(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        match self.set_after(made, name) {
            Some((set, true)) => return Some(set),
            // What is set under a condition leaves what was there.
            Some((set, false)) => {
                let before = match self.field_of(made, name) {
                    Some(found) => Some(self.as_field(made, &found, name)),
                    None => self.constructed(made, name),
                };
                return Some(match before {
                    Some(before) => self.or_set(made, before, set),
                    None => set,
                });
            }
            None => {}
        }
        let told = self.parsed_option(made, name);
        if let Some(told) = told.or_else(|| self.of_schema(made, name)) {
            return Some(told);
        }
        if let Some(told) = self.of_layers(made, name) {
            return Some(told);
        }
        if let Some(found) = self.field_of(made, name) {
            return Some(self.as_field(made, &found, name));
        }
        let own = self.spread_field(made, name).or_else(|| self.constructed(made, name));
        own.or_else(|| self.attribute_of_tree(made, name))
    }

    /// What a document has under a key that is asked for as an attribute: of `SimpleNamespace(**tree)` of Python.
    fn attribute_of_tree(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "python" {
            return None;
        }
        let tree = Candidate { value: Value::Made(made.clone()), steps: Vec::new() };
        self.in_tree(&tree, name, made).filter(|found| !found.candidates.is_empty())
    }

    /// A value that a field of an object gets, as what the field is declared to be: `.solid` of Swift.
    fn as_field(&mut self, made: &Site, value: &Site, name: &str) -> Resolved {
        let is_implicit = matches!(value.kind(), Kind::Name(own) if own.starts_with('.'));
        if is_implicit && let Some((home, class)) = self.class_of(made) {
            let written = home.bound(class, name).iter().find_map(|one| one.type_name.clone());
            return self.as_type(value, &home, written.as_deref());
        }
        self.resolve(value)
    }

    /// A field of what a table takes over that is no table itself: `{ ...program.opts() }`.
    fn spread_field(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        let Kind::Map(pairs) = made.kind() else { return None };
        let is_spread = |kind: &Kind| matches!(kind, Kind::Text(text) if text == SPREAD);
        let nodes = &made.module.nodes;
        let taken = pairs.iter().rev().filter(|(key, _)| is_spread(&nodes[*key].kind));
        let taken: Vec<Site> = taken.map(|(_, value)| made.at(*value)).collect();
        if self.depth >= super::DEPTH {
            return None;
        }
        self.depth += 1;
        let found = taken.into_iter().find_map(|table| {
            let tables = self.resolve(&table);
            self.field_of_any(&tables, name)
        });
        self.depth -= 1;
        found
    }
}
