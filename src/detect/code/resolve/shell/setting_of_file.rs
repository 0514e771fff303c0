//! What files of settings say that a script of a shell reads.

use std::rc::Rc;

use super::super::{Argument, Kind, Resolved, Resolver, Site, Value, parameter};
use crate::detect::code::names::bindings;
use crate::detect::code::surroundings::Sought;

/// What asks a file of settings: the key, and the file where it is told.
pub(in crate::detect::code) const SETTING: &str = "%setting";
/// What gives all settings of a file.
pub(in crate::detect::code) const SETTINGS: &str = "%settings";

/// Steps to the name of a file, and keys that are asked at once.
const STEPS: usize = 12;
const KEYS: usize = 4;

impl Resolver<'_> {
    /// What a file says of a key; of several files by its name, the nearest.
    pub(in crate::detect::code::resolve) fn setting_of_file(
        &mut self,
        site: &Site,
        arguments: &[Argument],
    ) -> Resolved {
        let Some((key, file)) = arguments.split_first() else { return Resolved::default() };
        let keys = self.resolve(&site.at(key.value));
        let file = file.first().and_then(|file| self.file_name(&site.at(file.value), STEPS));
        let path = site.module.path.clone();
        let mut ways = Vec::new();
        for one in keys.candidates.iter().take(KEYS) {
            let Value::Text(key) = &one.value else { continue };
            let told = file.as_ref().and_then(|file| self.around.setting_in(&path, file, key));
            let told = match (told, &file) {
                (Some(told), _) => told,
                // A file that is at hand and lacks the key is not replaced by others.
                (None, Some(file)) if self.around.has_settings(&path, file) => {
                    Resolved::missing(format!("configuration key {key}"))
                }
                _ => self.around.configured(&path, key),
            };
            ways.push(told.within(&one.steps));
        }
        if ways.is_empty() {
            return Resolved::missing(
                keys.missing.unwrap_or_else(|| "a configuration key".to_owned()),
            );
        }
        Resolved::any(ways)
    }

    /// The name of the file that a path of a script ends in, whatever folder it is in.
    pub(in crate::detect::code) fn file_name(
        &mut self,
        site: &Site,
        left: usize,
    ) -> Option<String> {
        let left = left.checked_sub(1)?;
        let last =
            |text: &str| text.rsplit('/').next().filter(|last| !last.is_empty()).map(str::to_owned);
        match site.kind().clone() {
            Kind::Text(text) => last(&text),
            Kind::Join(parts) => {
                let mut name = String::new();
                for part in parts.iter().rev() {
                    let text = match &site.module.nodes[*part].kind {
                        Kind::Text(text) => text.clone(),
                        // A variable that stands for all of the path.
                        _ if parts.len() == 1 => return self.file_name(&site.at(*part), left),
                        _ => match self.resolve(&site.at(*part)).candidates.as_slice() {
                            [only] => match &only.value {
                                Value::Text(text) => text.clone(),
                                _ => return None,
                            },
                            _ => return None,
                        },
                    };
                    match text.rsplit_once('/') {
                        Some((_, end)) => {
                            return Some(format!("{end}{name}")).filter(|name| !name.is_empty());
                        }
                        None => name = format!("{text}{name}"),
                    }
                }
                Some(name).filter(|name| !name.is_empty())
            }
            Kind::Call { arguments, .. }
                if site.module.called(site.id) == Some(super::super::OR_DEFAULT) =>
            {
                let default = site.at(arguments.get(1)?.value);
                let own = site.at(arguments.first()?.value);
                let is_itself = matches!((own.kind(), self.binding_of(&own)), (Kind::Name(_), Some(bound)) if bound.id == site.id);
                let own = if is_itself { None } else { self.file_name(&own, left) };
                own.or_else(|| self.file_name(&default, left))
            }
            Kind::Name(name) => {
                if let [only] = self.resolve(site).candidates.as_slice()
                    && let Value::Text(text) = &only.value
                {
                    return last(text);
                }
                let module = site.module.clone();
                let scope = module.nodes[site.id].scope;
                if let Some((function, index)) = parameter(&module, scope, &name)
                    && bindings(&module, scope, &name).is_empty()
                {
                    let frame =
                        self.frames.iter().rev().find(|one| one.function == function)?.clone();
                    let given = super::super::argument(&frame.arguments, index, "")?;
                    return self.file_name(&Site { module: frame.caller, id: given }, left);
                }
                let bound = self.binding_of(site)?;
                self.file_name(&bound, left)
            }
            _ => None,
        }
    }

    /// The last value of a variable, here or in a script that reads this one.
    pub(in crate::detect::code::resolve) fn binding_of(&mut self, site: &Site) -> Option<Site> {
        let Kind::Name(name) = site.kind() else { return None };
        let module = &site.module;
        let scope = module.nodes[site.id].scope;
        let at = site.place().start;
        let bound = bindings(module, scope, name);
        let before = bound.iter().rev().find(|one| one.at < at && one.value.is_some());
        if let Some(id) = before.or_else(|| bound.last()).and_then(|one| one.value) {
            return Some(site.at(id));
        }
        let file = module.path.rsplit('/').next()?;
        for other in self.around.beside(&module.path, &[(file, Sought::Anything)]).iter() {
            let reads = other.wildcards.iter().any(|one| one.rsplit('/').next() == Some(file));
            let bound = other.bound(0, name).iter().rev().find_map(|one| one.value);
            if let Some(id) = bound.filter(|_| reads) {
                return Some(Site { module: Rc::clone(other), id });
            }
        }
        None
    }
}
