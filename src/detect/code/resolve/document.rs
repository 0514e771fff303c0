//! Values that documents hold which a program reads, or a script writes.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::configuration;
use crate::detect::code::lower::READ;
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Folders upwards in which settings are looked for.
const FOLDERS: usize = 6;

impl Resolver<'_> {
    /// What a document has under a key, where a value is a part of it or a table that takes it over.
    pub(in crate::detect::code) fn part_of_document(
        &self,
        site: &Site,
        table: &Candidate,
        keys: &Resolved,
    ) -> Option<Resolved> {
        let [Candidate { value: Value::Text(key), .. }] = keys.candidates.as_slice() else {
            return None;
        };
        match &table.value {
            Value::Named(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("{name}.{key}")).collect();
                let (document, key) = configuration::in_document(&names)?;
                self.around.document_part(&site.module.path, document, key)
            }
            Value::Made(made) => {
                let mut names = match made.kind() {
                    Kind::Call { .. } => qualified(&made.module, made.id).to_vec(),
                    _ => Vec::new(),
                };
                names.iter_mut().for_each(|name| *name = format!("{name}.{key}"));
                match configuration::in_document(&names) {
                    Some((document, key)) => {
                        self.around.document_part(&made.module.path, document, key)
                    }
                    None => self.spread_document(made, key),
                }
            }
            _ => None,
        }
    }

    /// A field of a structure of Rust that is derived to be read from a document, by what the configuration says of it.
    pub(super) fn read_into_structure(&self, site: &Site) -> Option<Resolved> {
        if self.around.language().id != "rust" {
            return None;
        }
        let module = &site.module;
        let (mut id, mut path) = (site.id, Vec::new());
        while let Kind::Member { of, name } = &module.nodes[id].kind {
            path.insert(0, name.as_str());
            id = *of;
        }
        let first = *path.first().filter(|_| path.len() < 5)?;
        let reads = |module: &Module| {
            module.fields_of_marked(READ).any(|fields| fields.iter().any(|field| field == first))
        };
        let words = [("Deserialize", Sought::Anything), (first, Sought::Anything)];
        let is_read = reads(module)
            || self.around.beside(&module.path, &words).iter().any(|module| reads(module));
        let found = is_read.then(|| self.around.configured(&module.path, &path.join(".")))?;
        (!found.candidates.is_empty()).then_some(found)
    }

    /// What a file of settings returns under a key: `config('hashing.algo')` of Laravel asks `config/hashing.php`.
    pub(super) fn returned_setting(&mut self, site: &Site, key: &str) -> Option<Resolved> {
        let (file, rest) = key.split_once('.')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if self.around.language().id != "php" || !file.chars().all(is_name) {
            return None;
        }
        let above = (0..FOLDERS).map(|up| "../".repeat(up));
        let names: Vec<String> =
            above.map(|up| format!("./{up}config/{file}.php.return")).collect();
        let file = self.around.constant(&site.module.path, &names)?;
        let field = self.field_along(file, rest.split('.'))?;
        Some(self.resolve(&field))
    }

    /// What the only file of settings of PHP that has a key gives under it: `$settings['profiles']` of `config/app.php`.
    pub(in crate::detect::code) fn in_settings_of(
        &mut self,
        site: &Site,
        key: Id,
    ) -> Option<Resolved> {
        let Kind::Text(key) = &site.module.nodes[key].kind else { return None };
        if self.around.language().id != "php" {
            return None;
        }
        let mut found = Vec::new();
        for file in self.around.folder_above(&site.module.path, "config") {
            let Some(returned) = file.bound(0, "return").last().and_then(|one| one.value) else {
                continue;
            };
            let table = Site { module: Rc::clone(&file), id: returned };
            found.extend(self.field_of(&table, key));
        }
        match found.as_slice() {
            [only] => Some(self.resolve(only)),
            _ => None,
        }
    }

    /// What the file that `site` names says of a key: a file of the tree, or one that the script itself writes.
    pub(in crate::detect::code) fn written_in(
        &mut self,
        site: &Site,
        key: &str,
    ) -> Option<Resolved> {
        let name = self.resolve(site).candidates.into_iter().find_map(|one| match one.value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let Some(name) = name else {
            let name = self.file_name(site, 12)?;
            return self.around.setting_in(&site.module.path, &name, key);
        };
        let module = &site.module;
        let body = bindings(module, 0, &format!("<{name}")).last().and_then(|one| one.value);
        let Some(Kind::Text(body)) = body.map(|id| &module.nodes[id].kind) else {
            let found = self.around.documented(&module.path, &name, key);
            return (!found.candidates.is_empty()).then_some(found);
        };
        let entries = configuration::entries(&name, body);
        let value = &entries.iter().find(|entry| entry.key == key)?.value;
        let variable = value.strip_prefix('$').map(|name| name.trim_matches(['{', '}']));
        let Some(variable) = variable else {
            return Some(Resolved::of(Value::Text(value.clone())));
        };
        let bound = bindings(module, 0, &format!("${variable}"));
        let missing = || Resolved::missing(format!("variable {variable}"));
        let value = bound.last().and_then(|one| one.value);
        Some(value.map_or_else(missing, |id| self.resolve(&site.at(id))))
    }
}
