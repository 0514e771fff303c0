//! Documents in which frameworks keep what their containers give.

use std::rc::Rc;

use super::{BESIDE, CONFIGURATION, LEVELS, Surroundings, join, missing_key, said};
use crate::detect::code::configuration::{self, Entry};
use crate::detect::code::syntax::Module;
use crate::detect::code::value::{Resolved, Value};

/// Folders of such documents.
const FOLDERS: &[&str] = &["config", "config/packages", "config/services", "app/config"];

impl Surroundings<'_> {
    /// What a document that the file at `path` names says of a key.
    pub fn documented(&self, path: &str, document: &str, key: &str) -> Resolved {
        let found = self.document(path, document);
        found.map_or_else(|| missing_key(key), |(file, entries)| said(&file, &entries, key))
    }

    /// The same; of a key that has others below it, the part of the document as a name.
    pub fn document_part(&self, path: &str, document: &str, key: &str) -> Option<Resolved> {
        let (file, entries) = self.document(path, document)?;
        let found = said(&file, &entries, key);
        if !found.candidates.is_empty() {
            return Some(found);
        }
        let below = format!("{key}.");
        let has = entries.iter().any(|entry| entry.key.starts_with(&below));
        has.then(|| Resolved::of(Value::Named(vec![format!("{document}.{key}")])))
    }

    /// The entries of a document that the file at `path` names. One that begins with a dot lies beside it, any other in
    /// a folder above, or where configuration lies below one.
    fn document(&self, path: &str, document: &str) -> Option<(String, Rc<Vec<Entry>>)> {
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_relative = document.starts_with('.');
        for _ in 0..LEVELS {
            for below in CONFIGURATION {
                let file = join(&join(folder, below), document);
                let Some(file) = crate::detect::code::languages::normal(&file) else { continue };
                let name = file.rsplit('/').next().unwrap_or_default().to_owned();
                let entries = self.entries_of(&file, &name);
                if !entries.is_empty() {
                    return Some((file, entries));
                }
                if is_relative {
                    return None;
                }
            }
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        None
    }

    /// The part of a document of settings that a key names: `config.get('jwt')` of `config/default.json`.
    pub fn configured_section(&self, path: &str, key: &str) -> Option<Resolved> {
        let below = format!("{key}.");
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for _ in 0..LEVELS {
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
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        None
    }

    /// The files of these names, in the folder of `path` or the nearest one above that has any of them.
    pub fn above(&self, path: &str, names: &[&str]) -> Vec<Rc<Module>> {
        let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
        loop {
            let files = names.iter().map(|name| self.file(&join(folder.unwrap_or_default(), name)));
            let found: Vec<Rc<Module>> =
                files.filter_map(|file| self.module_if(&file, |_| true)).collect();
            let Some(below) = folder.filter(|_| found.is_empty()) else { return found };
            folder = below.rsplit_once('/').map(|(above, _)| above);
        }
    }

    /// The files of this language in the nearest folder of this name beside `path` or above it.
    pub fn folder_above(&self, path: &str, name: &str) -> Vec<Rc<Module>> {
        let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
        loop {
            let below = join(folder.unwrap_or_default(), name.trim_end_matches('/'));
            let list = self.list(&below);
            let files = list.iter().filter(|name| self.language().is_of(name)).take(BESIDE);
            let files = files.map(|name| self.file(&join(&below, name)));
            let found: Vec<Rc<Module>> =
                files.filter_map(|file| self.module_if(&file, |_| true)).collect();
            let Some(below) = folder.filter(|_| found.is_empty()) else { return found };
            folder = below.rsplit_once('/').map(|(above, _)| above);
        }
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
        let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
        loop {
            let file = self.file(&join(folder.unwrap_or_default(), name));
            if let Some(found) = self.module_of(&file, |text| format!("terms() -> {text}")) {
                return Some(found);
            }
            folder = folder?.rsplit_once('/').map(|(above, _)| above);
        }
    }

    /// What the documents around the file at `path` say of a whole key.
    pub fn configured_exactly(&self, path: &str, key: &str) -> Resolved {
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for _ in 0..LEVELS {
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
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        missing_key(key)
    }
}
