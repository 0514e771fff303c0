//! Functions and variables of shells whose names are values: `"size_$level"`, `${!name}`.

use std::rc::Rc;

use super::super::{Argument, Resolved, Resolver, Site, Value};
use crate::detect::code::names::{bindings, global};
use crate::detect::code::sources::seen_from;
use crate::detect::code::value::Candidate;

/// What runs a function by its name, with its arguments.
pub(in crate::detect::code) const RUN: &str = "%run";
/// What gives the variable of a name.
pub(in crate::detect::code) const INDIRECT: &str = "${!}";

/// What is missing of a variable whose name is a value.
pub(in crate::detect::code::resolve) const UNNAMED: &str = "a variable by its name";

/// Names that are followed.
const NAMES: usize = 4;

impl Resolver<'_> {
    /// What functions print that are run by their names.
    pub(in crate::detect::code::resolve) fn run_by_name(
        &mut self,
        site: &Site,
        arguments: &[Argument],
    ) -> Resolved {
        let Some((name, rest)) = arguments.split_first() else { return Resolved::default() };
        let names = self.resolve(&site.at(name.value));
        let mut ways = Vec::new();
        for one in names.candidates.iter().take(NAMES) {
            let Value::Text(name) = &one.value else { continue };
            let module = &site.module;
            let own = module.function_called(module.nodes[site.id].scope, name);
            let found = own.map(|function| (Rc::clone(module), function));
            let found = found.or_else(|| self.around.function(&module.path, &global(module, name)));
            let Some((home, function)) = found.filter(|_| self.frames.len() < 4) else { continue };
            self.frames.push(super::super::Frame {
                function,
                module: Rc::clone(&home),
                arguments: rest.to_vec(),
                caller: Rc::clone(module),
            });
            let returns = self.reached(&home, home.scopes[function].returns.clone());
            for id in returns {
                let printed = Site { module: Rc::clone(&home), id };
                ways.push(self.resolve(&printed).within(&one.steps));
            }
            self.frames.pop();
        }
        if ways.is_empty() { Resolved::missing("a function") } else { Resolved::any(ways) }
    }

    /// What variables are worth whose names are values.
    pub(in crate::detect::code::resolve) fn of_indirect(
        &mut self,
        site: &Site,
        arguments: &[Argument],
    ) -> Resolved {
        let Some(name) = arguments.first() else { return Resolved::default() };
        let names = self.resolve(&site.at(name.value));
        let text = |one: &Candidate| match &one.value {
            Value::Text(text) => Some(format!("${text}")),
            _ => None,
        };
        let module = Rc::clone(&site.module);
        let mut ways = Vec::new();
        for one in names.candidates.iter().take(NAMES) {
            let Some(name) = text(one) else { continue };
            // A variable of the script whose call is looked into.
            let callers: Vec<Site> = self
                .frames
                .iter()
                .rev()
                .filter_map(|frame| {
                    let bound = frame.caller.bound(0, &name);
                    let id = bound.iter().rev().find_map(|one| one.value)?;
                    Some(Site { module: Rc::clone(&frame.caller), id })
                })
                .collect();
            let bound = bindings(&module, module.nodes[site.id].scope, &name);
            if bound.is_empty()
                && let Some(given) = callers.first()
            {
                ways.push(self.resolve(given).within(&one.steps));
                continue;
            }
            let own = if bound.is_empty() {
                let read = self.around.constant(&module.path, &global(&module, &name));
                match read {
                    Some(read) => self.resolve(&read),
                    None => self.environment(site, &name).unwrap_or_default(),
                }
            } else {
                let scope = module.nodes[site.id].scope;
                let at = seen_from(&module, scope, bound, site.place().start);
                self.bound(&module, &name, bound, at)
            };
            ways.push(own.within(&one.steps));
        }
        let found = Resolved::any(ways);
        match found.candidates.is_empty() {
            true => Resolved::missing(UNNAMED),
            false => found,
        }
    }
}
