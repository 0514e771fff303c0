//! Arguments that a table holds by their names: `f(**table)`, and tables that take over the fields of others.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::sources::{given, given_by_itself};
use crate::detect::code::syntax::{Kind, Module, SPREAD, ScopeId};
use crate::detect::code::value::{Resolved, Site, Value};

/// What a table among arguments calls, with the table.
pub(in crate::detect::code) const TAKEN_APART: &str = "**";

impl Resolver<'_> {
    /// For each call of a function in its own file the argument's values; `None` where the call leaves it out.
    pub(super) fn call_sites(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Vec<Option<Resolved>> {
        self.given_at(module, function, index, given(module, function, index))
    }

    /// The same for what a class makes of itself.
    pub(super) fn own_call_sites(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Vec<Option<Resolved>> {
        self.given_at(module, function, index, given_by_itself(module, function, index))
    }

    fn given_at(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
        sites: Vec<(String, Option<Site>)>,
    ) -> Vec<Option<Resolved>> {
        let parameter = module.scopes[function].parameters[index].name.clone();
        let ways = sites.into_iter().map(|(name, site)| {
            let site = site?;
            let step = step(&site, &format!("argument {parameter} of {name}()"));
            Some(self.given_value(&site, &parameter)?.by(&step))
        });
        ways.collect()
    }

    /// What an argument gives to the parameter of a name; `None` where it is a table that has nothing under it.
    pub(in crate::detect::code) fn given_value(
        &mut self,
        given: &Site,
        name: &str,
    ) -> Option<Resolved> {
        if given.module.called(given.id) != Some(TAKEN_APART) {
            return Some(self.resolve(given));
        }
        let Kind::Call { arguments, .. } = given.kind() else { return None };
        let tables = self.resolve(&given.at(arguments.first()?.value));
        self.field_of_any(&tables, name)
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
        let told = self.parsed_option(made, name);
        if let Some(told) = told.or_else(|| self.of_schema(made, name)) {
            return Some(told);
        }
        if let Some(found) = self.field_of(made, name) {
            return Some(self.resolve(&found));
        }
        self.spread_field(made, name).or_else(|| self.constructed(made, name))
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
