//! Which of a function's `return`s a call comes to.

use std::rc::Rc;

use super::Resolver;
use super::command_line::is_default;
use crate::detect::code::syntax::{Binding, Id, Kind, Module};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// Those of the returned values that the conditions before them leave, in the order of the text.
    pub(super) fn reached(&mut self, module: &Rc<Module>, returns: Vec<Id>) -> Vec<Id> {
        if returns.len() < 2 || !returns.iter().any(|one| module.guards.contains_key(one)) {
            return returns;
        }
        let mut ordered = returns.clone();
        ordered.sort_by_key(|id| module.nodes[*id].place.start);
        let mut reached = Vec::new();
        for id in ordered {
            let holds = self.holds(module, id);
            if holds != Some(false) {
                reached.push(id);
            }
            if holds == Some(true) {
                break;
            }
        }
        if reached.is_empty() { returns } else { reached }
    }

    /// Those of the assignments that reach a place which the conditions before them leave: the last that is certain, and
    /// what may come after it.
    pub(super) fn last_assigned<'m>(
        &mut self,
        module: &Rc<Module>,
        reaching: Vec<&'m Binding>,
    ) -> Vec<&'m Binding> {
        let is_guarded = |one: &&Binding| one.value.is_some_and(|id| module.guards.contains_key(&id));
        if reaching.len() < 2 || !reaching.iter().any(is_guarded) {
            return reaching;
        }
        let mut left = Vec::new();
        for binding in reaching.iter().rev() {
            let holds = binding.value.and_then(|id| self.holds(module, id));
            if holds != Some(false) {
                left.push(*binding);
            }
            if holds == Some(true) {
                break;
            }
        }
        left.reverse();
        if left.is_empty() { reaching } else { left }
    }

    /// Whether the conditions of a value hold, where that is certain.
    pub(in crate::detect::code) fn holds(&mut self, module: &Rc<Module>, value: Id) -> Option<bool> {
        let all: Vec<Option<bool>> = module
            .guards
            .get(&value)?
            .iter()
            .map(|(key, others, is_equal)| {
                self.equals(module, *key, others).map(|equals| equals == *is_equal)
            })
            .collect();
        match () {
            () if all.contains(&Some(false)) => Some(false),
            () if all.iter().all(|one| *one == Some(true)) => Some(true),
            () => None,
        }
    }

    /// Whether a value is one of others, where that is certain.
    fn equals(&mut self, module: &Rc<Module>, key: Id, others: &[Id]) -> Option<bool> {
        let site = |id: Id| Site { module: Rc::clone(module), id };
        if others.is_empty() {
            return None;
        }
        let keys = self.resolve(&site(key));
        let is_open = keys.candidates.iter().any(is_default) || keys.candidates.is_empty();
        if is_open || keys.missing.is_some() {
            return None;
        }
        let resolved: Vec<Resolved> = others.iter().map(|id| self.resolve(&site(*id))).collect();
        let mut each = keys.candidates.iter().map(|one| {
            let all = others.iter().zip(&resolved);
            let first: Vec<Option<bool>> = all
                .map(|(other, resolved)| match resolved.candidates.as_slice() {
                    [only] if resolved.missing.is_none() => same(&one.value, &only.value),
                    _ => None,
                }
                .or_else(|| is_constant_named(&one.value, &module.nodes[*other].kind)))
                .collect();
            match () {
                () if first.contains(&Some(true)) => Some(true),
                () if first.iter().all(|one| *one == Some(false)) => Some(false),
                () => None,
            }
        });
        let first = each.next()??;
        each.all(|one| one == Some(first)).then_some(first)
    }
}

/// Whether a constant of an enumeration is the one that a label names without its type.
fn is_constant_named(value: &Value, label: &Kind) -> Option<bool> {
    let (Value::Named(names), Kind::Name(label)) = (value, label) else { return None };
    let (_, name) = names.first()?.rsplit_once('.')?;
    Some(name == label)
}

/// Whether two values are the same; nothing is known of what they are not written as.
fn same(one: &Value, other: &Value) -> Option<bool> {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => Some(one == other),
        (Value::Number(one), Value::Number(other)) => Some(one == other),
        (Value::Truth(one), Value::Truth(other)) => Some(one == other),
        (Value::Number(number), Value::Truth(truth)) => Some((*number != 0) == *truth),
        (Value::Made(one), Value::Made(other)) => {
            (Rc::ptr_eq(&one.module, &other.module) && one.id == other.id).then_some(true)
        }
        (Value::Named(one), Value::Named(other)) => {
            let parts = |names: &[String]| {
                let (of, name) = names.first()?.rsplit_once('.')?;
                let of = of.rsplit('.').next().unwrap_or(of);
                Some((of.to_owned(), name.to_owned()))
            };
            let ((of, name), (type_name, other)) = (parts(one)?, parts(other)?);
            (of == type_name).then(|| name == other)
        }
        _ => None,
    }
}
