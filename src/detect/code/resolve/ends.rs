//! First and last elements of lists.

use super::Resolver;
use crate::detect::code::syntax::Kind;
use crate::detect::code::value::{Resolved, Value};

impl Resolver<'_> {
    /// The first or last element of a list, where a member or method of this name gives it.
    pub(super) fn end_of_list(&mut self, object: &Resolved, name: &str) -> Option<Resolved> {
        let (is_first, is_last) = (FIRST.contains(&name), LAST.contains(&name));
        if !is_first && !is_last {
            return None;
        }
        let mut ways = Vec::new();
        for candidate in &object.candidates {
            let Value::Made(made) = &candidate.value else { continue };
            if matches!(made.kind(), Kind::Map(_)) {
                continue;
            }
            if let Some(part) = self.separated_part(made, if is_first { 0 } else { -1 }) {
                ways.push(part);
                continue;
            }
            let elements = self.elements_of(made);
            let end = if is_first { elements.first() } else { elements.last() };
            ways.extend(end.map(|one| self.resolve(one)));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}

/// Methods that give the first element of a list.
const FIRST: &[&str] = &[
    "first",
    "First",
    "head",
    "getFirst",
    "firstOrNull",
    "FirstOrDefault",
    "headOption",
    "current",
    "reset",
];
/// Methods that give the last element of a list.
const LAST: &[&str] =
    &["last", "Last", "getLast", "lastOrNull", "LastOrDefault", "lastOption", "end"];

/// Whether a method of this name gives the first or last element of a list.
pub(super) fn is_end(name: &str) -> bool {
    FIRST.contains(&name) || LAST.contains(&name)
}
