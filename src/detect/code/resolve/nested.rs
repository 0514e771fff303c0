//! Names of Ruby that stand within modules: a constant there is looked for in the modules around first.

use super::Resolver;
use crate::detect::code::names::qualified;
use crate::detect::code::syntax::{Kind, ScopeKind};
use crate::detect::code::value::Site;

/// Modules around.
const NESTED: usize = 4;

impl Resolver<'_> {
    /// The names of an expression, those within the modules around it first: `Settings` in `module Gate` is
    /// `Gate.Settings`.
    pub(in crate::detect::code) fn names_within(&self, site: &Site) -> Vec<String> {
        let module = &site.module;
        let own = qualified(module, site.id);
        let is_constant = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
        let mut first = site.id;
        for _ in 0..NESTED {
            let Kind::Member { of, .. } = module.nodes[first].kind else { break };
            first = of;
        }
        let Kind::Name(root) = &module.nodes[first].kind else { return own };
        if self.around.language().id != "ruby" || !is_constant(root) {
            return own;
        }
        let around: Vec<&str> = module
            .scopes_from(module.nodes[site.id].scope)
            .filter(|scope| module.scopes[*scope].kind == ScopeKind::Type)
            .map(|scope| module.scopes[scope].name.as_str())
            .filter(|name| !name.is_empty())
            .take(NESTED)
            .collect();
        let within = (0..around.len()).map(|from| {
            let mut path: Vec<&str> = around[from..].to_vec();
            path.reverse();
            path.join(".")
        });
        let plain = own.iter().find(|name| name.starts_with(root.as_str())).cloned();
        let mut all: Vec<String> = plain
            .into_iter()
            .flat_map(|name| within.clone().map(move |outer| format!("{outer}.{name}")))
            .collect();
        // A module that this file opens may have members in others.
        let opened: Vec<String> =
            own.iter().filter_map(|name| name.strip_prefix("this.").map(str::to_owned)).collect();
        all.extend(own);
        all.extend(opened);
        all
    }
}
