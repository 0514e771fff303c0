//! Where uses stand.

use super::*;
use crate::detect::code::part;
use crate::model::ProtocolKind;

/// The key of a field in a table, with the table that it holds.
type Field = (Id, Id);

impl Analysis<'_> {
    /// The name that a use stands at.
    pub(super) fn standing(&self, called: &Called<'_>, rule: &Rule, callee: Id) -> Id {
        // A protocol stands where its version is set, be it lines below the name of the structure.
        if rule.place.is_none()
            && rule.says.protocol.is_some()
            && let Some(Taken { argument: Some(position), field: None, .. }) =
                rule.says.version.as_ref().and_then(Part::taken)
            && let Position::Named(_) = position
            && let Some(set) = part::at(called, position)
        {
            return set.id;
        }
        if rule.place.is_none()
            && let Some(key) = self.key_of_setting(called, &rule.says)
        {
            return key;
        }
        let argument = rule.place.as_ref().and_then(|position| part::at(called, position));
        // An object that a variable holds is made where its constructor is called.
        let argument = argument.map(|site| match site.kind() {
            Kind::Name(_) => {
                let made = self.resolver().resolve(&site).candidates;
                let made = made.into_iter().find_map(|one| match one.value {
                    Value::Made(made) if Rc::ptr_eq(&made.module, self.module) => Some(made),
                    _ => None,
                });
                made.unwrap_or(site)
            }
            _ => site,
        });
        let Some(site) = argument else { return callee };
        match &self.module.nodes[site.id].kind {
            Kind::Call { callee, .. } => *callee,
            Kind::Map(pairs) => {
                let named = rule.says.algorithm.as_ref().and_then(Part::taken);
                let paths = named.and_then(|named| named.field.as_deref());
                let key = paths.and_then(|paths| self.key_of_field(site.id, paths));
                key.or_else(|| Some(pairs.first()?.0)).unwrap_or(callee)
            }
            _ => callee,
        }
    }

    /// The key under which options that are written in the call have what tells a protocol: of PHP the version, as in
    /// `stream_context_create(['ssl' => ['crypto_method' => …]])`, of JavaScript the algorithms of SSH.
    fn key_of_setting(&self, called: &Called<'_>, says: &Says) -> Option<Id> {
        let part = match (self.around.language().id, says.protocol?) {
            ("php", _) => says.version.as_ref()?,
            ("javascript" | "typescript" | "tsx", ProtocolKind::Ssh) => &says.setting.as_ref()?.1,
            _ => return None,
        };
        let Taken { argument: Some(position), field: Some(paths), .. } = part.taken()? else {
            return None;
        };
        let positions = match position {
            Position::Either(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        let options = positions.iter().find_map(|position| {
            let site = part::at(called, position)?;
            let is_own = Rc::ptr_eq(&site.module, self.module);
            (is_own && matches!(site.kind(), Kind::Map(_))).then_some(site.id)
        })?;
        self.key_of_field(options, paths)
    }

    /// The key under which a table that is written has a field; of several ways to it the first that is there.
    fn key_of_field(&self, table: Id, paths: &str) -> Option<Id> {
        paths.split('|').find_map(|path| {
            let (mut key, mut table) = (None, table);
            for name in path.split('.') {
                match self.field_written(table, name) {
                    Some((own, value)) => (key, table) = (Some(own), value),
                    // What is left of the path is in a list, or not written here.
                    None if key.is_some() => break,
                    None => return None,
                }
            }
            key
        })
    }

    fn field_written(&self, table: Id, name: &str) -> Option<Field> {
        let Kind::Map(pairs) = &self.module.nodes[table].kind else { return None };
        pairs.iter().copied().find(|(key, _)| self.module.key(*key) == Some(name))
    }
}
