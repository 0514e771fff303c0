//! What scripts of SQL beside a file set: settings of sessions, rows of tables, keys.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::Kind;
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What another script of the same folder gives a setting, the rows of a table or a key.
    pub(super) fn in_script_beside(&mut self, site: &Site) -> Option<Resolved> {
        if self.around.language().id != "sql" {
            return None;
        }
        let Kind::Name(name) = site.kind() else { return None };
        let (kind, rest) = name.split_once(' ')?;
        let word = match kind {
            "setting" | "key" => rest,
            _ => rest.split('.').next()?,
        };
        let words = [(word, Sought::Anything)];
        let found = self.around.beside(&site.module.path, &words).iter().find_map(|module| {
            let id = module.bound(0, name).iter().rev().find_map(|one| one.value)?;
            Some(Site { module: Rc::clone(module), id })
        })?;
        let step = step(&found, &format!("{name} is set"));
        Some(self.resolve(&found).by(&step))
    }
}
