//! Names that a file does not bind itself.

use super::{Resolver, last, step};
use crate::detect::code::configuration;
use crate::detect::code::names::qualified;
use crate::detect::code::value::{Resolved, Site, Value};

impl Resolver<'_> {
    /// A name that this file does not bind: a constant of another file, or a name of a library.
    pub(super) fn elsewhere(&mut self, site: &Site) -> Resolved {
        let names = qualified(&site.module, site.id);
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
        if let Some(found) = self.property_elsewhere(site, &names) {
            return found;
        }
        if let Some(set) = names.first().and_then(|name| self.environment(site, name)) {
            return set;
        }
        if names.is_empty() {
            Resolved::missing("a computed value")
        } else {
            Resolved::of(Value::Named(names))
        }
    }
}
