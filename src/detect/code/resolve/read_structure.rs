//! Structures of C that a program fills from the file of settings that it names: `load(&conf, "/etc/tool/tool.conf")`.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::configuration;
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::syntax::{Id, Kind, Module};
use crate::detect::code::value::Resolved;

/// Texts of one file that are looked at.
const TEXTS: usize = 20_000;
/// Files that one file names.
const NAMED: usize = 4;

impl Resolver<'_> {
    /// What the file of settings that a file names says of a field of a structure that is called like settings.
    pub(super) fn of_read_structure(
        &self,
        module: &Rc<Module>,
        of: Id,
        name: &str,
    ) -> Option<Resolved> {
        const WORDS: &[&str] = &["settings", "config", "conf", "cfg", "options", "prefs"];
        let is_settings = |class: &str| {
            let lower = class.to_ascii_lowercase();
            WORDS.iter().any(|word| lower.contains(word))
        };
        if !matches!(self.around.language().id, "c" | "cpp") {
            return None;
        }
        // What a function makes for itself is no file's.
        if let Kind::Name(object) = &module.nodes[of].kind {
            let mut bound = bindings(module, module.nodes[of].scope, object).iter();
            if bound.any(|one| one.scope != 0 && one.value.is_some()) {
                return None;
            }
        }
        let mut types = qualified(module, of).into_iter();
        if !types.any(|one| one.strip_suffix("()").is_some_and(is_settings)) {
            return None;
        }
        let texts = module.nodes.iter().take(TEXTS).filter_map(|node| match &node.kind {
            Kind::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let documents = texts
            .filter(|text| !text.contains(char::is_whitespace) && text.len() < 200)
            .filter_map(|text| text.rsplit('/').next())
            .filter(|file| configuration::is_configuration(file) && file.len() > 5);
        let found = documents.take(NAMED).map(|file| self.around.named(&module.path, file, name));
        found.into_iter().find(|found| !found.candidates.is_empty())
    }
}
