//! Which of a function's `return`s a call comes to.

use std::rc::Rc;

use super::Resolver;
use super::command_line::is_default;
use crate::detect::code::syntax::{Id, Module};
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
            let holds = match module.guards.get(&id) {
                Some(guards) => {
                    let all: Vec<Option<bool>> = guards
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
                None => None,
            };
            if holds != Some(false) {
                reached.push(id);
            }
            if holds == Some(true) {
                break;
            }
        }
        if reached.is_empty() { returns } else { reached }
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
        let others: Vec<Resolved> = others.iter().map(|id| self.resolve(&site(*id))).collect();
        let mut each = keys.candidates.iter().map(|one| {
            let mut all = others.iter().map(|other| match other.candidates.as_slice() {
                [only] if other.missing.is_none() => same(&one.value, &only.value),
                _ => None,
            });
            let first: Vec<Option<bool>> = all.by_ref().collect();
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

/// Whether two values are the same; nothing is known of what they are not written as.
fn same(one: &Value, other: &Value) -> Option<bool> {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => Some(one == other),
        (Value::Number(one), Value::Number(other)) => Some(one == other),
        (Value::Truth(one), Value::Truth(other)) => Some(one == other),
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
