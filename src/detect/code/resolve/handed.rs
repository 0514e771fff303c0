//! What functions without a name get from the functions that they are handed to.

use std::rc::Rc;

use super::{CALL_SITES, Frame, Resolver, receivers};
use crate::detect::code::names::qualified;
use crate::detect::code::sources::INVOKING;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What a function whose body is at hand gives to the one that it is handed: `with("md5", name => new(name))`.
    pub(super) fn handed_through(
        &mut self,
        module: &Rc<Module>,
        closure: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        let call = module.handed_to(closure)?;
        let Kind::Call { callee, arguments } = &module.nodes[call].kind else { return None };
        let is_it = |id: Id| module.nodes[id].kind == Kind::Closure(closure);
        let place = arguments.iter().position(|one| is_it(one.value))?;
        if self.frames.len() >= 4 {
            return None;
        }
        let own = match &module.nodes[*callee].kind {
            Kind::Name(name) | Kind::Member { name, .. } => {
                module.function_called(module.nodes[*callee].scope, name)
            }
            _ => None,
        };
        let (home, function) = match own {
            Some(function) => (Rc::clone(module), function),
            None => self.around.function(&module.path, &qualified(module, *callee))?,
        };
        let parameters = &home.scopes[function].parameters;
        let named = arguments[place].name.as_ref();
        let by_name = named.and_then(|name| parameters.iter().position(|one| one.name == *name));
        // One behind the parentheses is the last.
        let last = parameters.len().checked_sub(1)?;
        let at = by_name.unwrap_or_else(|| (place + receivers(&home, function)).min(last));
        let given = calls_of_parameter(&home, function, &parameters[at].name);
        let values: Vec<Site> = given
            .into_iter()
            .filter_map(|call| match &home.nodes[call].kind {
                Kind::Call { arguments, .. } => arguments.get(index),
                _ => None,
            })
            .map(|argument| Site { module: Rc::clone(&home), id: argument.value })
            .collect();
        self.frames.push(Frame {
            function,
            module: Rc::clone(&home),
            arguments: arguments.clone(),
            caller: Rc::clone(module),
        });
        let come_to: Vec<Site> = values
            .iter()
            .filter(|value| self.holds(&home, value.id) != Some(false))
            .cloned()
            .collect();
        let values = if come_to.is_empty() { values } else { come_to };
        let whole = Site { module: Rc::clone(&home), id: 0 };
        let handed =
            (!values.is_empty()).then(|| self.any_of(&whole, ("handed", closure, index), &values));
        self.frames.pop();
        handed
    }
}

/// The calls of a parameter in the body of its function.
fn calls_of_parameter(module: &Module, function: ScopeId, parameter: &str) -> Vec<Id> {
    let is_inside =
        |id: &Id| module.scopes_from(module.nodes[*id].scope).any(|scope| scope == function);
    let invoked = INVOKING.iter().flat_map(|name| module.calls_of(name)).filter(|id| {
        let Kind::Call { callee, .. } = module.nodes[**id].kind else { return false };
        let Kind::Member { of, .. } = module.nodes[callee].kind else { return false };
        matches!(&module.nodes[of].kind, Kind::Name(name) if name == parameter)
    });
    let all = module.calls_of(parameter).iter().chain(invoked).copied();
    all.filter(is_inside).take(CALL_SITES).collect()
}
