//! Names that a file does not bind itself.

use super::{Resolver, last, library, step};
use crate::detect::code::configuration;
use crate::detect::code::syntax::{Kind, ScopeKind};
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// A name that this file does not bind: a constant of another file, or a name of a library.
    pub(super) fn elsewhere(&mut self, site: &Site) -> Resolved {
        let mut names = self.names_within(site).to_vec();
        // A member that another part of the class around has.
        if let (Kind::Name(name), "csharp" | "swift") = (site.kind(), self.around.language().id)
            && let scope = site.module.nodes[site.id].scope
            && let Some(class) = site.module.enclosing(scope, ScopeKind::Type)
            && !name.starts_with('.')
        {
            let member = format!("{}.{name}", site.module.scopes[class].name);
            let found = self.around.constant(&site.module.path, std::slice::from_ref(&member));
            if let Some(found) = found {
                let step = step(&found, &format!("constant {name}"));
                return self.resolve(&found).by(&step);
            }
            names.push(member);
        }
        if let Some(key) = configuration::asked_by_name(&names) {
            return self.around.configured(&site.module.path, key);
        }
        if let Some((document, key)) = configuration::in_document(&names) {
            return self.around.documented(&site.module.path, document, key);
        }
        if let Some(found) = self.around.constant(&site.module.path, &names) {
            let step = step(&found, &format!("constant {}", last(&names)));
            return self.resolve(&found).by(&step);
        }
        if let Some(found) = self.of_whole_export(site, &names) {
            return found;
        }
        if let Some(found) = self.declared_outside(site) {
            return found;
        }
        if let Some(found) = self.in_module_beside(site) {
            return found;
        }
        if let Some(found) = self.constant_of_package(site) {
            return found;
        }
        if let Some(found) = self.property_elsewhere(site, &names) {
            return found;
        }
        if let Some(octets) = names.first().and_then(|name| library::octets(name)) {
            return Resolved::of(Value::Number(octets));
        }
        let set = names.first().and_then(|name| {
            let own = self.set_by_sourcing(site, name);
            own.or_else(|| self.environment(site, name))
        });
        if let Some(set) = set.or_else(|| self.in_script_beside(site)) {
            return set;
        }
        if names.is_empty() {
            Resolved::missing("a computed value")
        } else {
            Resolved::of(Value::Named(names))
        }
    }
}
