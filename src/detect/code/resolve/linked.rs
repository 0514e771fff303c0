//! Functions of C that another file of the program defines, `const char *cipher_name(void);`, which is linked with it, and
//! rows that pointers of C point at.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::combine::field;
use crate::detect::code::names::bindings;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Choice, Resolved, Site};

/// Rows of a table that a pointer may point at.
const ROWS: usize = 8;

impl Resolver<'_> {
    /// The function that is called, where one file around and no other has its body.
    pub(in crate::detect::code) fn linked(
        &self,
        module: &Rc<Module>,
        callee: Id,
        name: &str,
    ) -> Option<(Rc<Module>, ScopeId)> {
        let node = &module.nodes[callee];
        // What has no small letter is a macro.
        let may_be = matches!(node.kind, Kind::Name(_))
            && self.around.language().id == "c"
            && name.contains(|c: char| c.is_ascii_lowercase())
            && bindings(module, node.scope, name).iter().all(|one| one.value.is_none());
        if !may_be {
            return None;
        }
        let mut found = None;
        for other in self.around.beside(&module.path, &[(name, Sought::Body)]).iter() {
            let gives = |one: &ScopeId| !other.scopes[*one].returns.is_empty();
            let Some(function) = other.scopes_named(name, ScopeKind::Function).find(gives) else {
                continue;
            };
            if found.is_some() {
                return None;
            }
            found = Some((Rc::clone(other), function));
        }
        found
    }

    /// What a macro of a header that names a function makes of its call: `#define OUTER_SUM EVP_sha384`, `OUTER_SUM()`.
    pub(super) fn renamed(&mut self, site: &Site, callee: Id, name: &str) -> Option<Resolved> {
        let is_macro = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let module = &site.module;
        let is_name = matches!(module.nodes[callee].kind, Kind::Name(_));
        if !matches!(self.around.language().id, "c" | "cpp")
            || !is_name
            || !name.chars().all(is_macro)
        {
            return None;
        }
        let found = self.around.constant(&module.path, &self.names_within(&site.at(callee)))?;
        matches!(found.kind(), Kind::Name(_)).then(|| self.resolve(&found))
    }

    /// A field of the rows of a table that a pointer points into: `const struct link *at = links; at->version`.
    pub(super) fn of_pointed(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        if self.around.language().id != "c" {
            return None;
        }
        let rows = self.elements_of(made);
        // What is listed without names may be the fields of one structure.
        let is_row = |row: &Site| matches!(row.kind(), Kind::Map(_)) && field(row, name).is_some();
        if rows.is_empty() || rows.len() > ROWS || !rows.iter().all(is_row) {
            return None;
        }
        let of = self.choice(&made.module, ("row of", made.id));
        let mut ways = Vec::new();
        for (which, row) in rows.iter().enumerate() {
            ways.push(self.given_field(row, name)?.chosen(Choice { of, which }));
        }
        Some(Resolved::any(ways))
    }
}
