//! Turns of a loop over a list: which of its elements a condition in it leaves.

use std::rc::Rc;

use super::Resolver;
use super::guard::{is_assumed, same};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Id, Kind, Module};
use crate::detect::code::value::{Candidate, Choice, Resolved, Site};

/// Expressions looked at for the conditions of one value.
const EFFORT: usize = 300;
/// Steps from what is asked to the variable of the loop.
const STEPS: usize = 6;

/// What the conditions of a value say of the elements of a list.
#[derive(Default)]
struct Turns {
    /// Elements for which they do not hold.
    left_out: Vec<Choice>,
    /// Whether they hold for one of the elements at least.
    is_certain: bool,
}

impl Resolver<'_> {
    /// What is left of a value for the elements of a list of which its conditions hold, or may.
    pub(super) fn in_turns(
        &mut self,
        module: &Rc<Module>,
        value: Id,
        mut found: Resolved,
    ) -> Resolved {
        let is_chosen = |one: &Candidate| one.steps.iter().any(|step| step.choice.is_some());
        if found.candidates.len() < 2 || !found.candidates.iter().all(is_chosen) {
            return found;
        }
        let Some(turns) = self.turns(module, value) else { return found };
        let is_left_out = |one: &Candidate| {
            one.steps.iter().filter_map(|step| step.choice).any(|one| turns.left_out.contains(&one))
        };
        if !found.candidates.iter().all(is_left_out) {
            found.candidates.retain(|one| !is_left_out(one));
        }
        found
    }

    /// Whether a loop comes to a value for one of its elements for certain.
    pub(super) fn is_come_to(&mut self, module: &Rc<Module>, value: Id) -> bool {
        self.turns(module, value).is_some_and(|turns| turns.is_certain)
    }

    fn turns(&mut self, module: &Rc<Module>, value: Id) -> Option<Turns> {
        let conditions = module.turns.get(&value).or_else(|| module.guards.get(&value))?;
        let (mut turns, mut open, mut met) = (Turns::default(), 0, 0);
        self.ask(EFFORT, |own| {
            for (key, others, is_equal) in &**conditions {
                let [other] = others.as_slice() else {
                    open += 1;
                    continue;
                };
                match own.asked_in_turns(module, (*key, *other), *is_equal, &mut turns) {
                    Some(true) => met += 1,
                    Some(false) | None => open += 1,
                }
            }
        });
        // The loop itself is the one condition of which nothing is known.
        turns.is_certain = met == 1 && open <= 1;
        Some(turns)
    }

    /// Notes the elements for which a comparison does not come out as it should; whether it does for one for certain.
    fn asked_in_turns(
        &mut self,
        module: &Rc<Module>,
        (key, other): (Id, Id),
        is_equal: bool,
        turns: &mut Turns,
    ) -> Option<bool> {
        let site = |id: Id| Site { module: Rc::clone(module), id };
        let (key, other) = match (is_each(module, key), is_each(module, other)) {
            (true, false) => (key, other),
            (false, true) => (other, key),
            _ => return None,
        };
        let (asked, with) = (self.resolve(&site(key)), self.resolve(&site(other)));
        let [with] = with.candidates.as_slice() else { return None };
        if is_assumed(with) || asked.missing.is_some() || asked.candidates.len() < 2 {
            return None;
        }
        let (mut failing, mut passing): (Vec<Choice>, Vec<Choice>) = Default::default();
        let mut is_met = false;
        for one in &asked.candidates {
            let chosen = one.steps.iter().filter_map(|step| step.choice);
            match same(&one.value, &with.value) {
                Some(equal) if equal != is_equal => failing.extend(chosen),
                equal => {
                    is_met |= equal.is_some();
                    passing.extend(chosen);
                }
            }
        }
        turns.left_out.extend(failing.into_iter().filter(|one| !passing.contains(one)));
        Some(is_met)
    }
}

/// Whether an expression is of the variable of a loop over a list.
fn is_each(module: &Module, id: Id) -> bool {
    let mut id = id;
    for _ in 0..STEPS {
        let node = &module.nodes[id];
        id = match &node.kind {
            Kind::Name(name) => match bindings(module, node.scope, name).last() {
                Some(one) if one.value != Some(id) => match one.value {
                    Some(value) => value,
                    None => return false,
                },
                _ => return false,
            },
            Kind::Member { of, .. } => *of,
            Kind::Call { callee, arguments } if arguments.is_empty() => *callee,
            Kind::Index { of, key } => match &module.nodes[*key].kind {
                Kind::Opaque => return true,
                // `table[i]` of a loop that counts.
                Kind::Name(name) => {
                    let bound = bindings(module, module.nodes[*key].scope, name);
                    let mut values = bound.iter().filter_map(|one| one.value);
                    return values.any(|id| module.nodes[id].kind == Kind::Opaque);
                }
                _ => *of,
            },
            _ => return false,
        };
    }
    false
}
