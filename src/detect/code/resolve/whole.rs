//! Members of what a module of JavaScript exports as a whole: `require("./settings").lock.curve` where `settings.js` exports
//! what it reads or makes.

use super::{Resolver, step};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

impl Resolver<'_> {
    /// What the names of a member stand for that a module has of what it exports as a whole.
    pub(super) fn of_whole_export(&mut self, site: &Site, names: &[String]) -> Option<Resolved> {
        if !matches!(self.around.language().id, "javascript" | "typescript" | "tsx") {
            return None;
        }
        let (whole, keys) = self.around.exported_whole(&site.module.path, names.first()?)?;
        let mut held = self.resolve(&whole);
        for key in &keys {
            held = self.under_key(&whole, &held, key)?;
        }
        let is_open = |one: &Candidate| match &one.value {
            Value::Made(made) => made.id == whole.id,
            _ => false,
        };
        let is_told = !held.candidates.is_empty() && !held.candidates.iter().all(is_open);
        is_told.then(|| held.by(&step(&whole, "exported")))
    }

    /// What tables, objects and parts of documents have under a key.
    fn under_key(&mut self, near: &Site, held: &Resolved, key: &str) -> Option<Resolved> {
        let asked = Resolved::of(Value::Text(key.to_owned()));
        let mut ways = Vec::new();
        for one in &held.candidates {
            let only = Resolved { candidates: vec![one.clone()], missing: None };
            let part = self.part_of_document(near, one, &asked);
            ways.extend(part.or_else(|| self.field_of_any(&only, key)));
        }
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }
}
