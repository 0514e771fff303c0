//! Constants of packages of PL/SQL, which their bodies and the scripts around know by name.

use std::rc::Rc;

use super::{Resolver, step};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::Kind;
use crate::detect::code::value::{Resolved, Site};

impl Resolver<'_> {
    /// What a name of SQL is in the one file around that sets it, or in that which has this file's name: the package of
    /// a body.
    pub(super) fn constant_of_package(&mut self, site: &Site) -> Option<Resolved> {
        let Kind::Name(name) = site.kind() else { return None };
        if self.around.language().id != "sql" || name.contains(['.', ' ', ':']) {
            return None;
        }
        let name = name.clone();
        let path = &site.module.path;
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let mut found: Vec<Site> = Vec::new();
        for module in self.around.beside(path, &[(&name, Sought::Value)]).iter() {
            let bound = module.bound(0, &name).iter().rev().find_map(|bound| bound.value);
            found.extend(bound.map(|id| Site { module: Rc::clone(module), id }));
        }
        let own = found.iter().position(|one| stem(&one.module.path) == stem(path));
        let one = match (own, found.len()) {
            (Some(own), _) => found.swap_remove(own),
            (None, 1) => found.pop()?,
            _ => return None,
        };
        let step = step(&one, &format!("constant {name}"));
        Some(self.resolve(&one).by(&step))
    }
}
