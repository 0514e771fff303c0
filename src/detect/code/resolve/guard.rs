//! Which of a function's `return`s a call comes to.

use std::rc::Rc;

use super::command_line::is_default;
use super::constant::constant_of;
use super::nothing::is_nothing;
use super::parameter::DEFAULT_OF_PARAMETER;
use super::{Resolver, parameter};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Binding, Id, Kind, Module};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Expressions looked at for one condition; what takes more is not known.
const EFFORT: usize = 150;

/// What conditions ask, by where it stands; none for what is not known.
#[derive(Default)]
struct Keys(Vec<(usize, Option<Vec<Candidate>>)>);

impl Resolver<'_> {
    /// Those of the returned values that the conditions before them leave, in the order of the text.
    pub(super) fn reached(&mut self, module: &Rc<Module>, returns: Vec<Id>) -> Vec<Id> {
        if returns.len() < 2 || !returns.iter().any(|one| module.guards.contains_key(one)) {
            return returns;
        }
        let mut ordered = returns.clone();
        ordered.sort_by_key(|id| module.nodes[*id].place.start);
        let (mut reached, mut keys) = (Vec::new(), Keys::default());
        for id in ordered {
            if self.is_caught_for_nothing(module, id, &returns) {
                continue;
            }
            let holds = self.holds_for(module, id, &mut keys);
            if holds != Some(false) {
                reached.push(id);
            }
            if holds == Some(true) || holds.is_none() && self.is_come_to(module, id) {
                break;
            }
        }
        if reached.is_empty() { returns } else { reached }
    }

    /// Whether a value is returned where something failed that does not: `try { return int(text) } catch { return 1 }`.
    fn is_caught_for_nothing(&mut self, module: &Rc<Module>, value: Id, returns: &[Id]) -> bool {
        let Some(&(start, end)) = module.rescued.get(&value) else { return false };
        let place = |id: &Id| module.nodes[*id].place;
        let tried: Vec<Id> = returns
            .iter()
            .filter(|id| start <= place(id).start && place(id).end <= end)
            .filter(|id| !matches!(module.nodes[**id].kind, Kind::Text(_) | Kind::Number(_)))
            .copied()
            .collect();
        let [only] = tried.as_slice() else { return false };
        is_number(&self.resolve(&Site { module: Rc::clone(module), id: *only }))
    }

    /// Those of the assignments that reach a place which the conditions before them leave: the last that is certain, and
    /// what may come after it.
    pub(super) fn last_assigned<'m>(
        &mut self,
        module: &Rc<Module>,
        reaching: Vec<&'m Binding>,
    ) -> Vec<&'m Binding> {
        let is_guarded = |one: &&Binding| {
            one.value
                .is_some_and(|id| module.guards.contains_key(&id) || module.turns.contains_key(&id))
        };
        if reaching.len() < 2 || !reaching.iter().any(is_guarded) {
            return reaching;
        }
        let (mut left, mut keys) = (Vec::new(), Keys::default());
        for binding in reaching.iter().rev() {
            let holds = binding.value.and_then(|id| self.holds_for(module, id, &mut keys));
            if holds != Some(false) {
                left.push(*binding);
            }
            let is_come_to =
                |own: &mut Self| binding.value.is_some_and(|id| own.is_come_to(module, id));
            if holds == Some(true) || holds.is_none() && is_come_to(self) {
                break;
            }
        }
        left.reverse();
        if left.is_empty() { reaching } else { left }
    }

    /// Whether the conditions of a value hold, where that is certain.
    pub(in crate::detect::code) fn holds(
        &mut self,
        module: &Rc<Module>,
        value: Id,
    ) -> Option<bool> {
        self.holds_for(module, value, &mut Keys::default())
    }

    /// The same of one of several values that ask the same.
    fn holds_for(&mut self, module: &Rc<Module>, value: Id, keys: &mut Keys) -> Option<bool> {
        let conditions = module.guards.get(&value)?;
        let all: Vec<Option<bool>> = self.ask(EFFORT, |own| {
            let holds = |(key, others, is_equal): &(Id, Vec<Id>, bool)| {
                let equals = own.equals(module, *key, others, keys);
                equals.map(|equals| equals == *is_equal)
            };
            conditions.iter().map(holds).collect()
        });
        match () {
            () if all.contains(&Some(false)) => Some(false),
            () if all.iter().all(|one| *one == Some(true)) => Some(true),
            () => None,
        }
    }

    /// Asks conditions, looking at so many expressions at most; what they ask of others counts to the first of them.
    pub(super) fn ask<T>(&mut self, effort: usize, ask: impl FnOnce(&mut Self) -> T) -> T {
        let (before, was_cut) = (self.left, self.is_cut);
        let given = before.min(effort);
        self.left = given;
        self.asking += 1;
        let told = ask(self);
        self.asking -= 1;
        self.left = if self.asking == 0 { before } else { before - (given - self.left) };
        // What that many steps do not tell is not told by more that are left for others.
        if self.asking == 0 && given == effort {
            self.is_cut = was_cut;
        }
        told
    }

    /// What a condition asks, where that is known.
    fn asked_by(&mut self, key: &Site, keys: &mut Keys) -> Option<Vec<Candidate>> {
        // A question that stands for a whole condition is one of its own.
        let is_plain = matches!(key.kind(), Kind::Name(_) | Kind::Member { .. });
        let place = if is_plain { key.place().start } else { usize::MAX };
        if let Some((_, known)) = keys.0.iter().find(|(at, _)| is_plain && *at == place) {
            return known.clone();
        }
        let found = self.resolve(key);
        let is_open = found.missing.is_some()
            || found.candidates.is_empty()
            || found.candidates.len() >= Resolved::LIMIT
            || found.candidates.iter().any(is_assumed);
        let known = (!is_open).then_some(found.candidates);
        keys.0.push((place, known.clone()));
        known
    }

    /// Whether a value is one of others, where that is certain.
    fn equals(
        &mut self,
        module: &Rc<Module>,
        key: Id,
        others: &[Id],
        keys: &mut Keys,
    ) -> Option<bool> {
        let site = |id: Id| Site { module: Rc::clone(module), id };
        if others.is_empty() {
            return None;
        }
        let candidates = self.asked_by(&site(key), keys)?;
        let resolved: Vec<Resolved> = others.iter().map(|id| self.resolve(&site(*id))).collect();
        if resolved.iter().any(|one| one.candidates.iter().any(is_assumed)) {
            return None;
        }
        if let ([one], [other]) = (candidates.as_slice(), resolved.as_slice())
            && let [end] = other.candidates.as_slice()
            && let Some(is_end) = self.is_past_end(&one.value, &end.value)
        {
            return Some(is_end);
        }
        let mut each = candidates.iter().map(|one| {
            let all = others.iter().zip(&resolved);
            let first: Vec<Option<bool>> = all
                .map(|(other, resolved)| {
                    match resolved.candidates.as_slice() {
                        [only] if resolved.missing.is_none() && !is_assumed(only) => {
                            same(&one.value, &only.value)
                        }
                        _ => None,
                    }
                    .or_else(|| {
                        let label = &module.nodes[*other];
                        let is_variable = matches!(&label.kind, Kind::Name(name)
                            if parameter(module, label.scope, name).is_some()
                                || !bindings(module, label.scope, name).is_empty());
                        is_constant_named(&one.value, &label.kind).filter(|_| !is_variable)
                    })
                })
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

/// Whether a value is what holds where nobody says otherwise: others may.
pub(super) fn is_assumed(candidate: &Candidate) -> bool {
    is_default(candidate)
        || candidate.steps.iter().any(|step| step.what.starts_with(DEFAULT_OF_PARAMETER))
}

/// Whether a value is surely a number, or a text that is one.
pub(super) fn is_number(found: &Resolved) -> bool {
    let is_one = |one: &Candidate| match &one.value {
        Value::Number(_) => !is_assumed(one),
        Value::Text(text) => text.trim().parse::<i64>().is_ok() && !is_assumed(one),
        _ => false,
    };
    found.missing.is_none() && !found.candidates.is_empty() && found.candidates.iter().all(is_one)
}

/// Whether a constant of an enumeration is the one that a label names without its type.
fn is_constant_named(value: &Value, label: &Kind) -> Option<bool> {
    // What is there is not `None`.
    if let (Value::Text(_) | Value::Number(_) | Value::Truth(_), Kind::Name(label)) = (value, label)
        && label == "None"
    {
        return Some(false);
    }
    let (Value::Named(names), Kind::Name(label)) = (value, label) else { return None };
    let (_, name) = names.first()?.rsplit_once('.')?;
    Some(name == label)
}

/// Whether two values are the same; nothing is known of what they are not written as.
pub(super) fn same(one: &Value, other: &Value) -> Option<bool> {
    // A pointer of C to nothing is one where it is compared.
    let is_null = |value: &Value| {
        let is_one = |name: &String| matches!(name.as_str(), "NULL" | "nullptr");
        is_nothing(value) || matches!(value, Value::Named(names) if names.iter().any(is_one))
    };
    match (is_null(one), is_null(other)) {
        (true, true) => return Some(true),
        (false, false) => {}
        (is_first, _) => {
            return match if is_first { other } else { one } {
                // What is none is not true.
                Value::Text(_) | Value::Truth(_) => Some(false),
                Value::Number(number) if *number != 0 => Some(false),
                Value::Made(made) if !matches!(made.kind(), Kind::Call { .. }) => Some(false),
                _ => None,
            };
        }
    }
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => Some(one == other),
        (Value::Number(one), Value::Number(other)) => Some(one == other),
        (Value::Truth(one), Value::Truth(other)) => Some(one == other),
        (Value::Number(number), Value::Truth(truth)) => Some((*number != 0) == *truth),
        // A text that is there, and no word for a truth value.
        (Value::Text(text), Value::Truth(truth)) => {
            const WORDS: &[&str] = &["", "0", "1", "false", "no", "off", "on", "true", "yes"];
            let is_word = WORDS.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
            (!is_word).then_some(*truth)
        }
        (Value::Made(one), Value::Made(other)) => {
            let is_same = Rc::ptr_eq(&one.module, &other.module) && one.id == other.id;
            // Each constant of an enumeration of Python is another one.
            let is_auto = |made: &Site| made.module.called(made.id) == Some("auto");
            let are_constants =
                || constant_of(one).is_some_and(|class| constant_of(other) == Some(class));
            (is_same || is_auto(one) && is_auto(other) || are_constants()).then_some(is_same)
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
