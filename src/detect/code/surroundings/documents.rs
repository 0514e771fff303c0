//! Configurations and other documents around a source file, and what they say of a key.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::detect::code::configuration::{self, EACH_KEY, Entry};

/// Fields of one class that are looked for, in documents of so many entries.
const FIELDS: usize = 16;
const ENTRIES: usize = 2_000;
/// Where configuration lies below a folder.
pub(super) const CONFIGURATION: &[&str] = &[
    "",
    "config",
    "configs",
    "conf",
    "settings",
    "resources",
    "Resources",
    "assets",
    "src/main/resources",
    "etc",
    "priv",
    "profiles",
];

/// Projects of C# that run others.
pub(super) const HOSTS: &[&str] =
    &["Api", "App", "Cli", "Host", "Server", "Service", "Web", "WebApi", "Worker"];

impl Surroundings<'_> {
    /// What the configuration around the file at `path` says of a key.
    pub fn configured(&self, path: &str, key: &str) -> Resolved {
        for folder in folders(path).take(LEVELS) {
            let below = self.configured_below(folder);
            let found =
                Resolved::any(below.into_iter().map(|below| self.configured_in(&below, key)));
            if !found.candidates.is_empty() {
                return found;
            }
        }
        missing_key(key)
    }

    /// What the document around the file at `path` says of one of the fields of a class: the nearest one that has the
    /// most of them.
    /// Of a class that is only called like settings, the part must have half of its fields, or be called like it.
    pub fn filled(
        &self,
        path: &str,
        fields: &[String],
        field: &str,
        called: Option<&str>,
    ) -> Resolved {
        for folder in folders(path).take(LEVELS) {
            let mut best: Option<Section> = None;
            for below in self.configured_below(folder) {
                for name in self.list(&below).iter() {
                    if !configuration::is_configuration(name) {
                        continue;
                    }
                    let file = join(&below, name);
                    let entries = self.entries_of(&file, name);
                    if entries.len() <= ENTRIES {
                        best = fullest(best, &file, &entries, fields);
                    }
                }
            }
            let is_meant = |section: &Section| {
                called.is_none_or(|class| {
                    let (_, own) = parted(&section.parent);
                    section.count > 1 && 2 * section.count >= fields.len()
                        || !own.is_empty() && class.starts_with(own)
                })
            };
            if let Some(section) = best.filter(is_meant) {
                let same: Vec<&Entry> = section
                    .entries
                    .iter()
                    .filter(|one| {
                        let (parent, last) = parted(&one.key);
                        parent == section.parent && configuration::is_same_key(field, last)
                    })
                    .collect();
                return said_of(&section.file, &same, field);
            }
        }
        missing_key(field)
    }

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
        let has = entries.iter().any(|entry| starts_with(&entry.key, &below));
        has.then(|| Resolved::of(Value::Named(vec![format!("{document}.{key}")])))
    }

    /// What a file of settings of this name says of a key, beside the file at `path` or above, or where such files lie.
    pub fn named(&self, path: &str, file: &str, key: &str) -> Resolved {
        for folder in folders(path).take(LEVELS) {
            for below in ["", "etc", "conf", "config"] {
                let place = join(folder, below);
                if self.list(&place).iter().any(|name| name == file) {
                    let whole = join(&place, file);
                    let entries = self.entries_of(&whole, file);
                    let same: Vec<&Entry> = entries
                        .iter()
                        .filter(|entry| configuration::is_same_key(key, parted(&entry.key).1))
                        .collect();
                    if let [only] = same[..] {
                        return said_of(&whole, &[only], key);
                    }
                }
            }
        }
        missing_key(key)
    }

    /// What the nearest file of settings of this name says of a key; nothing where it says nothing.
    pub fn setting_in(&self, path: &str, file: &str, key: &str) -> Option<Resolved> {
        let (whole, entries) = self.settings_named(path, file)?;
        let found = said_of(&whole, &configuration::entries_for(key, &entries), key);
        (!found.candidates.is_empty()).then_some(found)
    }

    /// Whether there is a file of settings of this name.
    pub fn has_settings(&self, path: &str, file: &str) -> bool {
        self.settings_named(path, file).is_some()
    }

    fn settings_named(&self, path: &str, file: &str) -> Option<(String, Rc<Vec<Entry>>)> {
        for folder in folders(path).take(LEVELS) {
            for below in CONFIGURATION {
                let place = join(folder, below);
                if self.list(&place).iter().any(|name| name == file) {
                    let whole = join(&place, file);
                    let entries = self.entries_of(&whole, file);
                    return Some((whole, entries));
                }
            }
        }
        None
    }

    /// The entries of a document that the file at `path` names. One that begins with a dot lies beside it, any other in
    /// a folder above, or where configuration lies below one.
    pub(super) fn document(&self, path: &str, document: &str) -> Option<(String, Rc<Vec<Entry>>)> {
        let is_relative = document.starts_with('.');
        for folder in folders(path).take(LEVELS) {
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
        }
        None
    }

    /// The folders in which configuration lies for what is in a folder; for a project of C# also the projects beside it
    /// that may run it.
    fn configured_below(&self, folder: &str) -> Vec<String> {
        let mut all: Vec<String> = CONFIGURATION.iter().map(|below| join(folder, below)).collect();
        if self.language().id == "csharp" {
            let (around, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            if let Some((project, _)) = name.rsplit_once('.') {
                all.extend(HOSTS.iter().map(|host| join(around, &format!("{project}.{host}"))));
            }
        }
        all
    }

    fn configured_in(&self, folder: &str, key: &str) -> Resolved {
        let list = self.list(folder);
        let files = list.iter().filter(|name| configuration::is_configuration(name));
        Resolved::any(files.map(|name| {
            let path = join(folder, name);
            let entries = self.entries_of(&path, name);
            let found = said_of(&path, &configuration::entries_for(key, &entries), key);
            Resolved { missing: None, ..found }
        }))
    }

    pub(super) fn entries_of(&self, path: &str, name: &str) -> Rc<Vec<Entry>> {
        if let Some(known) = self.entries.borrow().get(path) {
            return Rc::clone(known);
        }
        let bytes = self.read(path).unwrap_or_default();
        let entries = Rc::new(configuration::entries(name, &String::from_utf8_lossy(&bytes)));
        self.entries.borrow_mut().insert(path.to_owned(), Rc::clone(&entries));
        entries
    }
}

/// A part of a document, and how many fields of a class it has.
struct Section {
    file: String,
    entries: Rc<Vec<Entry>>,
    parent: String,
    count: usize,
}

/// A key without its last part, and that.
fn parted(key: &str) -> (&str, &str) {
    key.rsplit_once('.').unwrap_or(("", key))
}

/// The part with the most fields: the best so far, or one of another document. Of parts with as many, none is told.
fn fullest(
    best: Option<Section>,
    file: &str,
    entries: &Rc<Vec<Entry>>,
    fields: &[String],
) -> Option<Section> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter() {
        let (parent, last) = parted(&entry.key);
        if fields.iter().take(FIELDS).any(|field| configuration::is_same_key(field, last)) {
            *counts.entry(parent).or_default() += 1;
        }
    }
    let most = counts.values().max().copied()?;
    if best.as_ref().is_some_and(|best| best.count >= most) {
        return best;
    }
    let mut full = counts.into_iter().filter(|(_, count)| *count == most);
    let (parent, _) = full.next()?;
    if full.next().is_some() {
        return best;
    }
    Some(Section {
        file: file.to_owned(),
        entries: Rc::clone(entries),
        parent: parent.to_owned(),
        count: most,
    })
}

/// The folder of a file and those above it, up to the root, which is empty.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let above = |path| str::rsplit_once(path, '/').map_or("", |(folder, _)| folder);
    std::iter::successors(Some(above(path)), move |folder| {
        (!folder.is_empty()).then(|| above(folder))
    })
}

pub(super) fn missing_key(key: &str) -> Resolved {
    Resolved::missing(format!("configuration key {key}"))
}

/// What the entries of a document say of a key, and that it is missing where they say nothing.
pub(super) fn said(path: &str, entries: &[Entry], key: &str) -> Resolved {
    let is_any = key.split('.').any(|part| part == EACH_KEY);
    let is_it = |entry: &&Entry| entry.key == key || is_any && is_one_of(&entry.key, key);
    let same: Vec<&Entry> = entries.iter().filter(is_it).collect();
    let differ = same.windows(2).any(|two| two[0].value != two[1].value);
    // Of parts of several kinds, which one is asked is not told.
    if is_any && differ && same.len() < parts(entries, key) {
        return missing_key(key);
    }
    said_of(path, &same, key)
}

/// How many parts `*` stands for in a key.
fn parts(entries: &[Entry], key: &str) -> usize {
    let Some((above, _)) = key.rsplit_once('.') else { return 0 };
    let count = above.matches('.').count() + 1;
    let part = |entry: &Entry| {
        let end = entry.key.match_indices('.').nth(count - 1).map(|(at, _)| at)?;
        is_one_of(&entry.key[..end], above).then(|| entry.key[..end].to_owned())
    };
    entries.iter().filter_map(part).collect::<BTreeSet<_>>().len()
}

/// Whether a key is one of those that `*` stands for in another.
fn is_one_of(key: &str, any: &str) -> bool {
    let (mut own, mut wanted) = (key.split('.'), any.split('.'));
    loop {
        match (own.next(), wanted.next()) {
            (None, None) => return true,
            (Some(own), Some(wanted)) if own == wanted || wanted == EACH_KEY => {}
            _ => return false,
        }
    }
}

/// Whether a key begins with another, which ends in a dot and in which `*` may stand for any part.
fn starts_with(key: &str, below: &str) -> bool {
    if !below.contains(EACH_KEY) {
        return key.starts_with(below);
    }
    let count = below.matches('.').count();
    let end = key.match_indices('.').nth(count.wrapping_sub(1)).map(|(at, _)| at);
    end.is_some_and(|end| is_one_of(&key[..end], below.trim_end_matches('.')))
}

fn said_of(path: &str, same: &[&Entry], key: &str) -> Resolved {
    let found = Resolved::any(same.iter().map(|entry| {
        let key = if key.contains(EACH_KEY) { entry.key.as_str() } else { key };
        let what = format!("configuration key {key}");
        let step = Step { path: path.to_owned(), line: entry.line, what, choice: None };
        Resolved::of(Value::Text(entry.value.clone())).by(&step)
    }));
    if found.candidates.is_empty() { missing_key(key) } else { found }
}
