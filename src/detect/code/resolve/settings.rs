//! Settings that a module of JavaScript gives under keys: what `ConfigModule.forRoot({ load: [settings] })` loads.

use super::Resolver;
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Folders upwards in which such modules are looked for.
const FOLDERS: usize = 3;
/// Where a module with all settings lies by custom.
const WHOLE: &[&str] = &["configuration", "config/configuration", "config/config", "config/index"];

/// Methods of C++ that give a value as another type.
const TAKING: &[&str] = &[
    "as",
    "get",
    "get_ref",
    "value",
    "toString",
    "toStdString",
    "toUtf8",
    "toLatin1",
    "toInt",
    "c_str",
    "data",
    "str",
    "constData",
];

/// Methods of Rust that give what is held, or a copy of it.
const HELD: &[&str] =
    &["unwrap", "clone", "as_ref", "to_owned", "into", "as_str", "unwrap_or_default", "parse"];

impl Resolver<'_> {
    /// `parsed["name"].as<std::string>()`, `settings.value("name").toString()` of C++: the value itself.
    pub(super) fn taken_as(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        if self.around.language().id == "rust" {
            let is_text = |one: &Argument| {
                matches!(site.module.nodes[one.value].kind, Kind::Text(_) | Kind::Call { .. })
            };
            let is_type =
                |one: &Argument| one.name.as_deref().is_some_and(|name| name.starts_with('<'));
            let is_one = arguments.iter().all(is_type) && HELD.contains(&name)
                || name == "expect" && arguments.len() == 1 && arguments.iter().all(is_text);
            let held = if is_one { self.resolve(&site.at(of)) } else { Resolved::default() };
            return (!held.candidates.is_empty()).then_some(held);
        }
        let is_type =
            |one: &Argument| one.name.as_deref().is_some_and(|name| name.starts_with('<'));
        if self.around.language().id != "cpp"
            || !TAKING.contains(&name)
            || !arguments.iter().all(is_type)
        {
            return None;
        }
        let value = self.resolve(&site.at(of));
        let is_plain = |one: &Candidate| matches!(one.value, Value::Text(_) | Value::Number(_));
        (!value.candidates.is_empty() && value.candidates.iter().all(is_plain)).then_some(value)
    }

    /// What the default of a module of settings has under a key: the whole key of one for all, the rest of the key in one
    /// that goes by the first part, `auth.config.ts` with `registerAs("auth", () => ({ … }))`.
    pub(super) fn of_loaded(&mut self, site: &Site, key: &str) -> Option<Resolved> {
        let (first, rest) = key.split_once('.').unwrap_or((key, ""));
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx")
            || !first.chars().all(is_name)
        {
            return None;
        }
        for up in (0..FOLDERS).map(|up| "../".repeat(up)) {
            for file in WHOLE {
                if let Some(found) = self.of_module(site, &format!("./{up}{file}"), key) {
                    return Some(found);
                }
            }
            for below in ["", "config/"].iter().filter(|_| !rest.is_empty()) {
                let file = format!("./{up}{below}{first}.config");
                if let Some(found) = self.of_module(site, &file, rest) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// What the default of a module has under a key.
    fn of_module(&mut self, site: &Site, file: &str, key: &str) -> Option<Resolved> {
        let names = [format!("{file}.default")];
        let mut at = self.around.constant(&site.module.path, &names)?;
        if let (Some("registerAs"), Kind::Call { arguments, .. }) =
            (at.module.called(at.id), at.kind())
        {
            at = at.at(arguments.last()?.value);
        }
        let mut given = self.resolve(&at);
        if let Some(returned) = self.of_closures(&given, &at, &[]) {
            given = returned;
        }
        for part in key.split('.') {
            let field = self.field_of(&given.into_made()?, part)?;
            given = self.resolve(&field);
        }
        (!given.candidates.is_empty()).then_some(given)
    }
}
