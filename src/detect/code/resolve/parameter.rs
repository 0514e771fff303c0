//! Parameters: what the calls of their functions give for them, and their defaults.

use std::rc::Rc;

use super::{Resolver, TAKEN_APART, argument, is_constructor, receivers, step};
use crate::detect::code::lower::TAKES_NAMED;
use crate::detect::code::sources::{given, given_by_itself, is_behind};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Choice, Resolved, Site};

/// What the step of a value says that is a parameter's default.
pub(super) const DEFAULT_OF_PARAMETER: &str = "default of parameter";

impl Resolver<'_> {
    /// What a parameter of a function is worth.
    pub(in crate::detect::code) fn parameter(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Resolved {
        if self.around.language().id == "shell" {
            return self.positional((module, function, index), None);
        }
        let parameter = module.scopes[function].parameters[index].clone();
        let called = module.scopes[function].name.clone();
        let framed = self
            .frames
            .iter()
            .rposition(|frame| frame.function == function && Rc::ptr_eq(&frame.module, module));
        if framed.is_none() {
            let handed = self.option_handled(module, function, index);
            let handed = handed.or_else(|| self.element_handed(module, function, index));
            if let Some(found) = handed.or_else(|| self.handed_through(module, function, index)) {
                return found;
            }
        }
        let default = |own: &mut Self| {
            let written = parameter.default.map(|id| Site { module: Rc::clone(module), id });
            let site = written.or_else(|| own.default_of_declaration(module, function, index))?;
            let step = step(&site, &format!("{DEFAULT_OF_PARAMETER} {}", parameter.name));
            let written = parameter.type_name.as_deref();
            Some(own.as_type(&site, module, written).by(&step))
        };
        let takes_named = parameter.type_name.as_deref() == Some(TAKES_NAMED);
        if let Some(at) = framed.filter(|_| !takes_named) {
            let (frame, own_index) = (self.frames.remove(at), index);
            let index = index.wrapping_sub(receivers(module, function));
            let scope = &module.scopes[function];
            let argument = argument(&frame.arguments, index, &parameter.name)
                .filter(|id| !is_behind(&frame.caller, *id, &frame.arguments, scope, index));
            let resolved = match argument {
                Some(id) => {
                    let site = Site { module: Rc::clone(&frame.caller), id };
                    let step = step(&site, &format!("argument {} of {called}()", parameter.name));
                    let given = self.given_value(&site, module, &parameter);
                    given.map(|one| one.by(&step)).or_else(|| default(self)).unwrap_or_default()
                }
                None => default(self)
                    .or_else(|| self.implicit(module, function, own_index))
                    .unwrap_or_else(|| unknown_parameter(&parameter.name, &called)),
            };
            self.frames.insert(at.min(self.frames.len()), frame);
            return resolved;
        }
        let mut ways = self.call_sites(module, function, index);
        if ways.is_empty()
            && index == 0
            && let Some(elements) = self.elements_mapped(module, function)
        {
            return elements;
        }
        if ways.is_empty()
            && let Some(stored) = self.given_to_stored(module, function, index)
        {
            return stored;
        }
        if ways.is_empty() {
            let injected = self.injected(module, function, index);
            let given = injected.or_else(|| self.registered(module, function, index));
            ways = given.map(Some).into_iter().collect();
        }
        if ways.is_empty() {
            ways = self.call_sites_beside(module, function, index);
        }
        if ways.is_empty() {
            ways = self.own_call_sites(module, function, index);
        }
        if ways.is_empty() {
            let whole = Site { module: Rc::clone(module), id: 0 };
            if let Some(options) = self
                .handed_options(&whole, function)
                .or_else(|| self.started_with(module, function, index))
                .or_else(|| self.handed_to_init(module, function))
            {
                return options;
            }
            // What a constructor gets is no option of the command line.
            if self.around.language().id == "python"
                && called != "__init__"
                && let Some(option) = self.option_of_parameter(&whole, &parameter.name)
            {
                return option;
            }
            let unknown = || unknown_parameter(&parameter.name, &called);
            if is_given_by_table(module, function) {
                return unknown();
            }
            // Where no call is in sight, what holds without an argument is what is stated.
            return default(self).unwrap_or_else(unknown);
        }
        let omitted = ways.iter().any(Option::is_none);
        let default = if omitted {
            default(self).or_else(|| self.implicit(module, function, index))
        } else {
            None
        };
        let of = (ways.len() > 1).then(|| self.choice(module, ("call of", function)));
        let ways = ways.into_iter().enumerate().filter_map(|(which, way)| {
            let way = way.or_else(|| default.clone())?;
            let Some(of) = of else { return Some(way) };
            Some(way.chosen(Choice { of, which }))
        });
        Resolved::any(ways.collect::<Vec<_>>())
    }

    /// For each call of a function in its own file the argument's values; `None` where the call leaves it out.
    fn call_sites(
        &mut self,
        module: &Rc<Module>,
        function: ScopeId,
        index: usize,
    ) -> Vec<Option<Resolved>> {
        let sites = self.of_made(module, function, given(module, function, index));
        let sites = self.handed_by_instantiated(module, function, sites);
        self.given_at(module, function, index, sites)
    }

    /// The same for what a class makes of itself.
    fn own_call_sites(
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
        let parameter = module.scopes[function].parameters[index].clone();
        let ways = sites.into_iter().map(|(name, site)| {
            let site = site?;
            let step = step(&site, &format!("argument {} of {name}()", parameter.name));
            Some(self.given_value(&site, module, &parameter)?.by(&step))
        });
        ways.collect()
    }
}

/// Whether a function, or the class that it constructs, stands in a table of which an element is called with arguments
/// that another table holds: `MAKERS[kind](**settings)`.
fn is_given_by_table(module: &Module, function: ScopeId) -> bool {
    let scope = &module.scopes[function];
    let class = is_constructor(module, function)
        .then(|| module.enclosing(scope.parent, ScopeKind::Type))
        .flatten();
    let is_held = |scope: ScopeId| module.values.is_in_table(&module.scopes[scope].name);
    let is_apart = |call: &Id| match &module.nodes[*call].kind {
        Kind::Call { arguments, .. } => {
            arguments.iter().any(|one| module.called(one.value) == Some(TAKEN_APART))
        }
        _ => false,
    };
    (is_held(function) || class.is_some_and(is_held)) && module.values.calls().iter().any(is_apart)
}

fn unknown_parameter(name: &str, function: &str) -> Resolved {
    Resolved::missing(format!("parameter {name} of {function}()"))
}
