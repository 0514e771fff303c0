//! Settings that a module of JavaScript gives under keys: what `ConfigModule.forRoot({ load: [settings] })` loads.

use super::Resolver;
use crate::detect::code::syntax::Kind;
use crate::detect::code::value::{Resolved, Site};

/// Folders upwards in which such modules are looked for.
const FOLDERS: usize = 3;
/// Where a module with all settings lies by custom.
const WHOLE: &[&str] = &["configuration", "config/configuration", "config/config", "config/index"];

impl Resolver<'_> {
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
