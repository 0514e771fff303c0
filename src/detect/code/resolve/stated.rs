//! Defaults that a program states apart from where it asks for a value: `viper.SetDefault("bits", 3072)` of Go,
//! `parser.addOption("bits", defaultsTo: "3072")` of Dart.

use std::rc::Rc;

use super::command_line::OPTION;
use super::{Resolver, argument, step};
use crate::detect::code::configuration::is_same_key;
use crate::detect::code::names::qualified;
use crate::detect::code::surroundings::Sought;
use crate::detect::code::syntax::{Id, Kind, Module};
use crate::detect::code::value::{Resolved, Site};

/// Calls of one file that are looked at.
const CALLS: usize = 256;

impl Resolver<'_> {
    /// What holds of a key of the configuration where no document says it.
    pub(super) fn stated_default(&mut self, site: &Site, key: &str) -> Option<Resolved> {
        const STATING: &str = "SetDefault";
        if self.around.language().id != "go" {
            return None;
        }
        let own = stated(&site.module, STATING, key);
        let found = own.map(|id| site.at(id)).or_else(|| {
            let last = key.rsplit('.').next().unwrap_or(key);
            let words = [(STATING, Sought::Call), (last, Sought::Anything)];
            let beside = self.around.beside(&site.module.path, &words);
            beside.iter().find_map(|module| {
                let id = stated(module, STATING, key)?;
                Some(Site { module: Rc::clone(module), id })
            })
        })?;
        let step = step(&found, &format!("default of {key}"));
        Some(self.resolve(&found).by(&step))
    }

    /// The default of the option of a Dart program that `results["name"]` is.
    pub(in crate::detect::code) fn option_of_dart(
        &mut self,
        site: &Site,
        key: Id,
    ) -> Option<Resolved> {
        if self.around.language().id != "dart" {
            return None;
        }
        let module = &site.module;
        let Kind::Text(name) = &module.nodes[key].kind else { return None };
        if let Some(own) = self.option_of_parser(site, name) {
            return Some(own);
        }
        // What another file of the program makes of its arguments.
        let Kind::Index { of, .. } = site.kind() else { return None };
        let is_parsed = |name: &String| name.contains("ArgResults");
        if !qualified(module, *of).iter().any(is_parsed) {
            return None;
        }
        let beside = self.around.beside(&module.path, &[("addOption", Sought::Call)]);
        let ways: Vec<Resolved> = beside
            .iter()
            .filter_map(|module| {
                let module = Rc::clone(module);
                self.option_of_parser(&Site { module, id: 0 }, name)
            })
            .collect();
        (!ways.is_empty()).then(|| Resolved::any(ways))
    }

    /// The default of an option that a parser in a file of Dart has.
    fn option_of_parser(&mut self, site: &Site, name: &str) -> Option<Resolved> {
        let module = &site.module;
        let mut calls = module.calls_of("addOption").iter().take(CALLS);
        calls.find_map(|call| {
            let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
            let first = arguments.first()?;
            let is_it = matches!(&module.nodes[first.value].kind, Kind::Text(own) if own == name);
            is_it.then(|| match argument(arguments, usize::MAX, "defaultsTo") {
                Some(default) => {
                    let default = site.at(default);
                    let step = step(&default, &format!("default of option {name}"));
                    self.resolve(&default).by(&step)
                }
                None => Resolved::missing(format!("{OPTION}{name}")),
            })
        })
    }
}

/// The second argument of the call of a name whose first one is the key.
fn stated(module: &Module, called: &str, key: &str) -> Option<Id> {
    module.calls_of(called).iter().take(CALLS).find_map(|call| {
        let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
        let [first, value] = arguments.as_slice() else { return None };
        let is_it =
            matches!(&module.nodes[first.value].kind, Kind::Text(own) if is_same_key(own, key));
        is_it.then_some(value.value)
    })
}
