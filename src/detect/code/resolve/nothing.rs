//! Values that are none at all: `None`, `null`, what stands under a key that a table does not have.

use super::Resolver;
use super::guard::{is_assumed, is_number};
use super::table::{is_table, is_written};
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// What is missing of an element of a table that is known not to be there.
pub(in crate::detect::code) const ABSENT: &str = "a key that the table does not have";
/// Names of nothing.
const NOTHING: &[&str] =
    &["None", "scala.None", "null", "nil", "Nil", "undefined", "nullopt", "std.nullopt"];

/// Whether a name is that of nothing.
pub(in crate::detect::code) fn names_nothing(name: &str) -> bool {
    NOTHING.contains(&name)
}

/// Whether a value stands for none.
pub(in crate::detect::code) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Named(names) if names.iter().any(|name| names_nothing(name)))
}

/// Whether there surely is no value.
pub(super) fn is_surely_nothing(found: &Resolved) -> bool {
    let is_none = |one: &Candidate| is_nothing(&one.value) && !is_assumed(one);
    match found.missing.as_deref() {
        Some(missing) => missing == ABSENT && found.candidates.is_empty(),
        None => !found.candidates.is_empty() && found.candidates.iter().all(is_none),
    }
}

/// Whether elements of the table that a variable holds are set or taken out after it is made.
fn is_changed(table: &Site) -> bool {
    const CHANGING: &[&str] =
        &["delete", "erase", "insert", "emplace", "clear", "insert_or_assign"];
    let Kind::Name(name) = table.kind() else { return true };
    let module = &table.module;
    let is_it = |of: Id| matches!(&module.nodes[of].kind, Kind::Name(own) if own == name);
    let is_set =
        |target: Id| matches!(module.nodes[target].kind, Kind::Index { of, .. } if is_it(of));
    let calls = CHANGING.iter().flat_map(|name| module.calls_of(name));
    let mut calls = calls.filter_map(|call| match &module.nodes[*call].kind {
        Kind::Call { callee, arguments } => Some((*callee, arguments.first().map(|one| one.value))),
        _ => None,
    });
    module.settings.iter().any(|one| is_set(one.target))
        || calls.any(|(callee, first)| {
            first.is_some_and(is_it)
                || matches!(module.nodes[callee].kind, Kind::Member { of, .. } if is_it(of))
        })
}

impl Resolver<'_> {
    /// `a ?? b ?? c` where some of the first ones are none: what is left of the ways.
    pub(super) fn without_nothing(&mut self, site: &Site, values: &[Id]) -> Option<Vec<Id>> {
        let (last, before) = values.split_last()?;
        let mut left = Vec::new();
        for id in before {
            if !is_surely_nothing(&self.resolve(&site.at(*id))) {
                left.push(*id);
            }
        }
        left.push(*last);
        (left.len() < values.len()).then_some(left)
    }

    /// The error beside a number that Go reads out of a text which is one: `n, err := strconv.Atoi("2048")`.
    pub(in crate::detect::code) fn error_of_parsing(
        &mut self,
        site: &Site,
        of: Id,
        key: Id,
    ) -> Option<Resolved> {
        let module = &site.module;
        let parses = || matches!(module.called(of), Some("Atoi" | "ParseInt" | "ParseUint"));
        if self.around.language().id != "go" || module.nodes[key].kind != Kind::Number(1) {
            return None;
        }
        // `bits, ok := table[name]`
        if let Kind::Index { of: table, key: asked } = module.nodes[of].kind {
            return self
                .is_element(&site.at(table), &site.at(asked))
                .map(|is| Resolved::of(Value::Truth(is)));
        }
        if !parses() {
            return None;
        }
        let is_read = is_number(&self.resolve(&site.at(of)));
        is_read.then(|| Resolved::of(Value::Named(vec!["nil".to_owned()])))
    }

    /// Whether a table that is written out has a key, where that is certain.
    fn is_element(&mut self, table: &Site, key: &Site) -> Option<bool> {
        let (tables, keys) = (self.resolve(table), self.resolve(key));
        let ([written], [asked]) = (tables.candidates.as_slice(), keys.candidates.as_slice())
        else {
            return None;
        };
        let (Value::Made(made), Value::Text(text)) = (&written.value, &asked.value) else {
            return None;
        };
        let is_told = keys.missing.is_none()
            && tables.missing.is_none()
            && !is_assumed(asked)
            && is_written(written)
            && !is_changed(table);
        is_told.then(|| self.field_of(made, text).is_some())
    }

    /// `found == table.end()` of C++, where `found` is what `table.find(key)` gives: whether the key is not there.
    pub(super) fn is_past_end(&mut self, found: &Value, end: &Value) -> Option<bool> {
        let (Value::Made(found), Value::Made(end)) = (found, end) else { return None };
        let Kind::Call { callee, arguments } = found.kind() else { return None };
        let is_it = found.module.called(found.id) == Some("find")
            && end.module.called(end.id) == Some("end")
            && self.around.language().id == "cpp";
        let (Kind::Member { of, .. }, [key], true) =
            (&found.module.nodes[*callee].kind, arguments.as_slice(), is_it)
        else {
            return None;
        };
        self.is_element(&found.at(*of), &found.at(key.value)).map(|is_there| !is_there)
    }

    /// `found->second` of what `table.find(key)` gives.
    pub(super) fn found_in_table(&mut self, made: &Site) -> Option<Resolved> {
        let Kind::Call { callee, arguments } = made.kind() else { return None };
        let (Kind::Member { of, .. }, [key], Some("find"), "cpp") = (
            &made.module.nodes[*callee].kind,
            arguments.as_slice(),
            made.module.called(made.id),
            self.around.language().id,
        ) else {
            return None;
        };
        let table = self.resolve(&made.at(*of));
        table.candidates.iter().any(is_table).then(|| self.element(made, key.value, &table))
    }

    /// `size.HasValue` of C#.
    pub(super) fn has_value(&mut self, of: &Site, name: &str) -> Option<Resolved> {
        if name != "HasValue" || self.around.language().id != "csharp" {
            return None;
        }
        let found = self.resolve(of);
        let is_there = is_number(&found);
        (is_there || is_surely_nothing(&found)).then(|| Resolved::of(Value::Truth(is_there)))
    }

    /// `value.nil?` of Ruby.
    pub(super) fn is_nil(&mut self, site: &Site, callee: Id, name: &str) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if name != "nil?" || self.around.language().id != "ruby" {
            return None;
        }
        let found = self.resolve(&site.at(of));
        let is_there = |one: &Candidate| {
            matches!(one.value, Value::Text(_) | Value::Number(_)) && !is_assumed(one)
        };
        if is_surely_nothing(&found) {
            return Some(Resolved::of(Value::Truth(true)));
        }
        let all = found.missing.is_none()
            && !found.candidates.is_empty()
            && found.candidates.iter().all(is_there);
        all.then(|| Resolved::of(Value::Truth(false)))
    }

    /// What is missing of an element of tables that have none of the keys.
    pub(in crate::detect::code) fn missing_element(
        &self,
        object: &Resolved,
        keys: &Resolved,
    ) -> &'static str {
        let is_told = |one: &Candidate| {
            matches!(one.value, Value::Text(_) | Value::Number(_)) && !is_assumed(one)
        };
        let is_absent = keys.missing.is_none()
            && object.missing.is_none()
            && !keys.candidates.is_empty()
            && !object.candidates.is_empty()
            && keys.candidates.iter().all(is_told)
            && object.candidates.iter().all(is_written);
        if is_absent { ABSENT } else { "an element of a table" }
    }
}
