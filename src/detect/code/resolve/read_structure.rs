//! Structures of C that a program fills from the file of settings that it names: `load(&conf, "/etc/tool/tool.conf")`.

use std::rc::Rc;

use super::Resolver;
use crate::detect::code::configuration;
use crate::detect::code::names::{bindings, qualified};
use crate::detect::code::syntax::{Id, Kind, Module, ScopeId, ScopeKind};
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
        let types = qualified(module, of);
        if !types.iter().any(|one| one.strip_suffix("()").is_some_and(is_settings)) {
            return None;
        }
        let documents = (0..module.nodes.len().min(TEXTS)).filter_map(|id| {
            let Kind::Text(text) = &module.nodes[id].kind else { return None };
            let file = text.rsplit('/').next()?;
            let is_one = !text.contains(char::is_whitespace)
                && text.len() < 200
                && file.len() > 5
                && configuration::is_configuration(file);
            (is_one && fills(module, id, &is_settings, name)).then_some(file)
        });
        let found = documents.take(NAMED).map(|file| self.around.named(&module.path, file, name));
        found.into_iter().find(|found| !found.candidates.is_empty())
    }
}

/// Whether the file that a text names is read into a structure of settings: a call gets both, or the function that gets
/// the file, or stands around its name, asks for the key of the field.
fn fills(module: &Module, text: Id, is_settings: &impl Fn(&str) -> bool, key: &str) -> bool {
    let asks = |function: ScopeId| {
        module.nodes.iter().take(TEXTS).any(|node| {
            matches!(&node.kind, Kind::Text(own) if own == key)
                && module.scopes_from(node.scope).any(|scope| scope == function)
        })
    };
    let around = module.enclosing(module.nodes[text].scope, ScopeKind::Function);
    if around.is_some_and(&asks) {
        return true;
    }
    // The name of a constant stands for the file.
    let is_held = |id: Id| {
        let Kind::Name(name) = &module.nodes[id].kind else { return false };
        let mut bound = bindings(module, module.nodes[id].scope, name).iter();
        bound.any(|one| one.value == Some(text))
    };
    let is_of = |id: Id| {
        let names = qualified(module, id);
        names.iter().any(|one| one.strip_suffix("()").is_some_and(is_settings))
    };
    module.calls().any(|call| {
        let Kind::Call { arguments, .. } = &module.nodes[call].kind else { return false };
        if !arguments.iter().any(|one| one.value == text || is_held(one.value)) {
            return false;
        }
        let called = module.called(call).unwrap_or_default();
        let mut functions = module.scopes_named(called, ScopeKind::Function);
        let is_result = || {
            let mut bound = module.bindings.iter();
            bound.any(|one| {
                one.value == Some(call) && one.type_name.as_deref().is_some_and(is_settings)
            })
        };
        arguments.iter().any(|one| is_of(one.value)) || functions.any(asks) || is_result()
    })
}
