//! What configurations say of the keys that calls ask for, and what holds where they say nothing.

use super::decoded::is_configured;
use super::{Resolver, step};
use crate::detect::code::configuration::{self, Key};
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// What the configuration says of the key that a call asks for.
    pub(super) fn asked(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let asked = configuration::asked(&site.module, callee, name, arguments)?;
        let key = self.key(site, &asked.key)?;
        // A table at hand is no configuration, whatever it is called.
        if let Kind::Member { of, .. } = site.module.nodes[callee].kind
            && let Some(first) = arguments.first()
            && matches!(self.around.language().id, "kotlin" | "scala" | "java")
        {
            let object = self.resolve(&site.at(of));
            let is_one = |one: &Candidate| {
                let written = |made: &Site| match made.kind() {
                    Kind::Map(_) => true,
                    Kind::Call { .. } => {
                        matches!(made.module.called(made.id), Some("Map" | "mapOf" | "of"))
                    }
                    _ => false,
                };
                matches!(&one.value, Value::Made(made) if written(made))
            };
            if !object.candidates.is_empty() && object.candidates.iter().all(is_one) {
                let own = self.element(site, first.value, &object);
                if !own.candidates.is_empty() {
                    return Some(own);
                }
            }
        }
        if let Some(found) = self.in_section(site, &key, arguments) {
            return Some(found);
        }
        // The document that the object is read from is the one that is asked, whatever others say of the key.
        if let [_] | [_, _] = arguments
            && let Some(found) = self.asked_of_tree(site, callee, name, arguments)
            && is_configured(&found)
        {
            return Some(found);
        }
        if let Some(found) = self.returned_setting(site, &key) {
            return Some(found);
        }
        // What modules of settings say counts before the default that is given here.
        if self.around.configured(&site.module.path, &key).candidates.is_empty()
            && let Some(own) = self
                .of_own_settings(site, callee, name, arguments, &key)
                .or_else(|| self.of_loaded(site, &key))
        {
            return Some(own);
        }
        if asked.default.is_none()
            && self.around.configured(&site.module.path, &key).candidates.is_empty()
            && let Some(stated) = self.stated_default(site, &key)
        {
            return Some(stated);
        }
        let configured = self.configured(site, &key, asked.default);
        if configured.candidates.is_empty()
            && let Some(section) = self.around.configured_section(&site.module.path, &key)
        {
            return Some(section);
        }
        let is_plain = |one: &Candidate| matches!(one.value, Value::Text(_) | Value::Number(_));
        if configured.missing.is_some() && !configured.candidates.iter().any(is_plain) {
            // An object of the project that is called like one.
            let own = self.function(site, callee, name, arguments);
            if own.candidates.iter().any(is_plain) {
                return Some(own);
            }
        }
        Some(configured)
    }

    /// What the documents around say of a setting that Ruby reads of an object that is called like them: `settings.bits`.
    pub(super) fn setting_read(&mut self, site: &Site) -> Option<Resolved> {
        if self.around.language().id != "ruby" {
            return None;
        }
        let key = configuration::asked_by_reader(&site.module, site.id)?;
        let found = self.around.configured(&site.module.path, &key);
        (!found.candidates.is_empty()).then_some(found)
    }

    /// Whether a configuration has a key: `config.hasPath("key")`.
    pub(super) fn has_key(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let ("hasPath", [key]) = (name, arguments) else { return None };
        if !matches!(self.around.language().id, "java" | "kotlin" | "scala") {
            return None;
        }
        let key = self.key(site, &Key::Given(key.value))?;
        let found = self.around.configured(&site.module.path, &key);
        (!found.candidates.is_empty()).then(|| Resolved::of(Value::Truth(true)))
    }

    /// `Option.when(condition)(value)` of Scala: the value, where the condition holds.
    pub(super) fn given_when(
        &mut self,
        site: &Site,
        callee: Id,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let module = &site.module;
        let (Kind::Call { callee: first, arguments: conditions }, [value]) =
            (&module.nodes[callee].kind, arguments)
        else {
            return None;
        };
        let Kind::Member { of, name } = &module.nodes[*first].kind else { return None };
        let is_option = matches!(&module.nodes[*of].kind, Kind::Name(of) if of == "Option");
        if name != "when" || !is_option || self.around.language().id != "scala" {
            return None;
        }
        let holds = self.truth(&site.at(conditions.first()?.value));
        let held = self.resolve(&site.at(value.value));
        Some(match holds {
            Some(true) => held,
            Some(false) => Resolved::of(Value::Named(vec!["None".to_owned()])),
            None if is_configured(&held) => held,
            None => Resolved { missing: Some("an optional value".to_owned()), ..held },
        })
    }

    /// The key that is asked for, where it is told.
    pub(super) fn key(&mut self, site: &Site, key: &Key) -> Option<String> {
        match key {
            Key::Known(key) => Some(key.clone()),
            Key::Given(id) => {
                match self.resolve(&site.at(*id)).candidates.first().map(|one| one.value.clone()) {
                    Some(Value::Text(key)) => Some(key),
                    // The way into sections within sections.
                    Some(Value::Made(made)) => match made.kind() {
                        Kind::List(path) => match &made.module.nodes[*path.last()?].kind {
                            Kind::Text(key) => Some(key.clone()),
                            _ => None,
                        },
                        _ => None,
                    },
                    _ => None,
                }
            }
        }
    }

    /// `get(section, key)` and `get(section, key, default)`.
    pub(super) fn in_section(
        &mut self,
        site: &Site,
        section: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let key = self.key(site, &Key::Given(arguments.get(1)?.value))?;
        let found = self.around.configured(&site.module.path, &format!("{section}.{key}"));
        let fallback = arguments.iter().find(|one| one.name.as_deref() == Some("fallback"));
        if let Some(fallback) = fallback.filter(|_| found.candidates.is_empty()) {
            return Some(self.resolve(&site.at(fallback.value)));
        }
        (!found.candidates.is_empty()).then_some(found)
    }

    /// What the configuration says, and what holds where it says nothing.
    pub(super) fn configured(
        &mut self,
        site: &Site,
        key: &str,
        default: Option<configuration::Default>,
    ) -> Resolved {
        let configured = self.around.configured(&site.module.path, key);
        // What stands in a configuration is what counts; the default is for those that have none.
        if !configured.candidates.is_empty() {
            return configured;
        }
        let default = match default {
            None => return configured,
            Some(configuration::Default::Known(text)) => Resolved::of(Value::Text(text)),
            Some(configuration::Default::Given(id)) => self.resolve(&site.at(id)),
        };
        configured.or(default.by(&step(site, &format!("default of configuration key {key}"))))
    }
}
