//! Options of command lines of C# that a program declares as objects, and hands to the function that gets their values.

use std::rc::Rc;

use super::command_line::STATED;
use super::{Resolver, step};
use crate::detect::code::combine::field;
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId};
use crate::detect::code::value::{Resolved, Site, Value};

/// How many options a function may get.
const OPTIONS: usize = 16;

impl Resolver<'_> {
    /// What a function gets that handles a command: `command.SetHandler((bits) => …, bitsOption)`.
    pub(super) fn option_handled(
        &mut self,
        module: &Rc<Module>,
        closure: ScopeId,
        index: usize,
    ) -> Option<Resolved> {
        if self.around.language().id != "csharp" || index >= OPTIONS {
            return None;
        }
        let call = module.handed_to(closure)?;
        if !matches!(module.called(call), Some("SetHandler" | "SetAction")) {
            return None;
        }
        let Kind::Call { arguments, .. } = &module.nodes[call].kind else { return None };
        let options: Vec<Id> = arguments.iter().skip(1).map(|one| one.value).collect();
        let option = Site { module: Rc::clone(module), id: *options.get(index)? };
        self.default_of_object(&option)
    }

    /// `result.GetValueForOption(option)`
    pub(super) fn option_asked(
        &mut self,
        site: &Site,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [option] = arguments else { return None };
        let is_asked = matches!(
            name,
            "GetValueForOption" | "GetValueForArgument" | "GetValue" | "GetRequiredValue"
        );
        if !is_asked || self.around.language().id != "csharp" {
            return None;
        }
        self.default_of_object(&site.at(option.value))
    }

    /// The default of an option: `new Option<int>("--bits", () => 4096)`, `{ DefaultValueFactory = _ => 4096 }`.
    fn default_of_object(&mut self, option: &Site) -> Option<Resolved> {
        let made = self.resolve(option).into_made()?;
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let of = made.module.called(made.id)?.split('<').next()?;
        if !matches!(of, "Option" | "Argument") {
            return None;
        }
        let name = arguments.iter().find_map(|one| match &made.module.nodes[one.value].kind {
            Kind::Text(text) => Some(text.trim_start_matches('-').to_owned()),
            _ => None,
        })?;
        let gives = |id: &Id| matches!(made.module.nodes[*id].kind, Kind::Closure(_));
        let default = ["DefaultValueFactory", "getDefaultValue", "defaultValueFactory"]
            .iter()
            .find_map(|name| field(&made, name))
            .or_else(|| arguments.iter().map(|one| one.value).find(gives));
        let Some(default) = default else {
            return Some(Resolved::missing(format!("{}{name}", super::command_line::OPTION)));
        };
        let default = made.at(default);
        let function = Resolved::of(Value::Made(default.clone()));
        let given = self.of_closures(&function, &default, &[])?;
        let step = step(&default, &format!("{STATED}{name}"));
        Some(given.by(&step))
    }
}
