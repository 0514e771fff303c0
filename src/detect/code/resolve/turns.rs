//! Values of loops: of those that a condition lets pass only the turns count in which it holds,
//! `for row in rows: if row.name == name: return row.bits`.

use std::rc::Rc;

use super::Resolver;
use super::guard::{is_assumed, same};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Id, Kind, Module};
use crate::detect::code::value::{Candidate, Resolved, Site, Value, go_together};

/// Variables on the way from what is asked to the list that a loop goes over.
const WAY: usize = 6;

impl Resolver<'_> {
    /// Those values of a way of which the conditions before it may hold.
    pub(super) fn of_turns(&mut self, module: &Rc<Module>, value: Id, way: Resolved) -> Resolved {
        let Some(conditions) = module.guards.get(&value) else { return way };
        let mut way = way;
        for (key, others, is_equal) in conditions {
            if way.candidates.len() < 2 || *key == value {
                continue;
            }
            let Some(keys) = self.asked_in_turns(module, *key, others, *is_equal) else { continue };
            let fits = |value: &Candidate| {
                keys.iter().any(|(key, holds)| {
                    *holds != Some(false) && go_together(key.steps.iter(), value.steps.iter())
                })
            };
            let kept: Vec<Candidate> =
                way.candidates.iter().filter(|one| fits(one)).cloned().collect();
            if !kept.is_empty() {
                way.candidates = kept;
            }
        }
        way
    }

    /// Whether a condition surely holds in one of the turns of a loop over a list that is written out.
    pub(super) fn holds_in_a_turn(&mut self, module: &Rc<Module>, value: Id) -> bool {
        let Some(conditions) = module.guards.get(&value) else { return false };
        let asks: Vec<&(Id, Vec<Id>, bool)> =
            conditions.iter().filter(|(key, ..)| *key != value).collect();
        let [(key, others, true)] = asks.as_slice() else { return false };
        if !is_of_turn(module, *key) {
            return false;
        }
        let keys = self.asked_in_turns(module, *key, others, true);
        keys.is_some_and(|keys| {
            keys.len() > 1 && keys.iter().any(|(_, holds)| *holds == Some(true))
        })
    }

    /// The values that a condition asks of a loop's turns, with whether it holds for each; none where not all is known.
    fn asked_in_turns(
        &mut self,
        module: &Rc<Module>,
        key: Id,
        others: &[Id],
        is_equal: bool,
    ) -> Option<Vec<(Candidate, Option<bool>)>> {
        if others.is_empty() || !is_of_turn(module, key) {
            return None;
        }
        let site = |id: Id| Site { module: Rc::clone(module), id };
        let keys = self.resolve(&site(key));
        let is_open = |one: &Resolved| {
            one.missing.is_some()
                || one.candidates.is_empty()
                || one.candidates.iter().any(is_assumed)
        };
        if is_open(&keys) {
            return None;
        }
        let mut wanted: Vec<Value> = Vec::new();
        for other in others {
            let found = self.resolve(&site(*other));
            let [only] = found.candidates.as_slice() else { return None };
            if is_open(&found) {
                return None;
            }
            wanted.push(only.value.clone());
        }
        let holds = |one: &Candidate| {
            let each: Vec<Option<bool>> =
                wanted.iter().map(|other| same(&one.value, other)).collect();
            match () {
                () if each.contains(&Some(true)) => Some(is_equal),
                () if each.iter().all(|one| *one == Some(false)) => Some(!is_equal),
                () => None,
            }
        };
        Some(keys.candidates.into_iter().map(|one| (one.clone(), holds(&one))).collect())
    }
}

/// Whether what is asked is of an element of the list that a loop goes over.
fn is_of_turn(module: &Module, key: Id) -> bool {
    let mut id = key;
    for _ in 0..WAY {
        let node = &module.nodes[id];
        id = match &node.kind {
            Kind::Member { of, .. } => *of,
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
            Kind::Name(name) => {
                let bound = bindings(module, node.scope, name).before(node.place.start);
                match bound.last().and_then(|one| one.value) {
                    Some(value) => value,
                    None => return false,
                }
            }
            _ => return false,
        };
    }
    false
}
