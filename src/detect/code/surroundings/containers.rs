//! Documents in which frameworks keep what their containers give.

use std::rc::Rc;

use super::documents::{folders, missing_key, said};
use super::{BESIDE, LEVELS, Surroundings, join};
use crate::detect::code::configuration;
use crate::detect::code::syntax::Module;
use crate::detect::code::value::{Resolved, Value};

/// Folders of such documents.
const FOLDERS: &[&str] = &["config", "config/packages", "config/services", "app/config"];

impl Surroundings<'_> {
    /// The part of a document of settings that a key names: `config.get('jwt')` of `config/default.json`.
    pub fn configured_section(&self, path: &str, key: &str) -> Option<Resolved> {
        let below = format!("{key}.");
        for folder in folders(path).take(LEVELS) {
            for at in ["config", ""] {
                let list = self.list(&join(folder, at));
                let named = ["default.json", "default.yaml", "default.yml", "production.json"];
                for name in named.into_iter().filter(|name| list.iter().any(|own| own == name)) {
                    let entries = self.entries_of(&join(&join(folder, at), name), name);
                    if entries.iter().any(|entry| entry.key.starts_with(&below)) {
                        return Some(Resolved::of(Value::Named(vec![format!("{name}.{key}")])));
                    }
                }
            }
        }
        None
    }

    /// The files of these names, in the folder of `path` or the nearest one above that has any of them.
    pub fn above(&self, path: &str, names: &[&str]) -> Vec<Rc<Module>> {
        for folder in folders(path) {
            let files = names.iter().map(|name| self.file(&join(folder, name)));
            let found: Vec<Rc<Module>> =
                files.filter_map(|file| self.module_if(&file, |_| true)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The files of this language in the nearest folder of this name beside `path` or above it.
    pub fn folder_above(&self, path: &str, name: &str) -> Vec<Rc<Module>> {
        for folder in folders(path) {
            let below = join(folder, name.trim_end_matches('/'));
            let list = self.list(&below);
            let files = list.iter().filter(|name| self.language().is_of(name)).take(BESIDE);
            let files = files.map(|name| self.file(&join(&below, name)));
            let found: Vec<Rc<Module>> =
                files.filter_map(|file| self.module_if(&file, |_| true)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// What a document says of a key, be it within the section of an environment.
    pub fn documented_in_any(&self, path: &str, document: &str, key: &str) -> Resolved {
        let Some((file, entries)) = self.document(path, document) else { return missing_key(key) };
        match configuration::entries_for(key, &entries).first() {
            Some(entry) => said(&file, &entries, &entry.key),
            None => missing_key(key),
        }
    }

    /// A file of terms of Erlang, in the folder of `path` or the nearest one above, as what a function gives.
    pub fn terms_above(&self, path: &str, name: &str) -> Option<Rc<Module>> {
        for folder in folders(path) {
            let file = self.file(&join(folder, name));
            if let Some(found) = self.module_of(&file, |text| format!("terms() -> {text}")) {
                return Some(found);
            }
        }
        None
    }

    /// What the documents around the file at `path` say of a whole key.
    pub fn configured_exactly(&self, path: &str, key: &str) -> Resolved {
        for folder in folders(path).take(LEVELS) {
            for below in FOLDERS {
                let folder = join(folder, below);
                let list = self.list(&folder);
                let named =
                    list.iter().filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"));
                for name in named {
                    let path = join(&folder, name);
                    let found = said(&path, &self.entries_of(&path, name), key);
                    if !found.candidates.is_empty() {
                        return found;
                    }
                }
            }
        }
        missing_key(key)
    }
}
